/** 无量纲化. Direction `less` turns the values round before (x → −x) unless said otherwise. */
export type NormalisationMethod =
  /** (x − least) / (most − least) into [low, high]. */
  | { readonly method: 'min-max'; readonly low: number; readonly high: number }
  /** Standardised to this mean and standard deviation (sample, n − 1). */
  | { readonly method: 'z-score'; readonly mean: number; readonly deviation: number }
  /** (x − from) / (to − from) × 100: figures that have a scale already; with `less` both ends are of turned values, as in COINr. */
  | { readonly method: 'scaled'; readonly from: number; readonly to: number }
  /** 1 is the least value; ties by `ties`. */
  | { readonly method: 'rank'; readonly ties: 'min' | 'max' | 'average' | 'dense' }
  | { readonly method: 'percentile-rank' }
  /** Rank − 1: points for each unit beaten. */
  | { readonly method: 'borda'; readonly ties: 'min' | 'max' | 'average' }
  /** Between two given marks into [low, high]; null in a scheme's default asks each leaf for its own marks. */
  | {
      readonly method: 'goalposts'
      readonly bottom: number | null
      readonly top: number | null
      readonly low: number
      readonly high: number
      /** Beyond the marks the ends of the scale. */
      readonly capped: boolean
    }
  /** (x − worst) / (target − worst), COINr `n_dist2targ`, the target in the leaf's own terms; `capped`: beyond it is 1. */
  | { readonly method: 'distance-to-target'; readonly target: number | null; readonly capped: boolean }
  /** Distance to a named unit's value. */
  | { readonly method: 'distance-to-reference'; readonly unit: string; readonly capped: boolean }
  | { readonly method: 'distance-to-maximum' }
  | { readonly method: 'fraction-of-maximum' }
  /** 指标值 ÷ 理想值, at most 1; with `less` 理想值 ÷ 指标值. */
  | { readonly method: 'value-to-ideal'; readonly ideal: number | null; readonly high: number }
  | { readonly method: 'none' }
