/** 赋权: how siblings' weights are found. Shares of the siblings' sum come out, always ≥ 0 and adding to 1. */
export type WeightingMethod =
  /** The nodes' own `weight`. */
  | { readonly method: 'given' }
  | { readonly method: 'equal' }
  /** 层次分析法: a pairwise matrix over children for each heading; refused above the consistency ratio `mostInconsistent` (0.1). */
  | {
      readonly method: 'ahp'
      readonly judgements: Readonly<Record<string, PairwiseJudgements>>
      readonly mostInconsistent: number
    }
  /** 熵权法 over the leaves' normalised values, within each heading or over all leaves at once. */
  | { readonly method: 'entropy'; readonly over: 'siblings' | 'leaves' }
  /** CRITIC: contrast (deviation) × conflict (1 − correlation). */
  | { readonly method: 'critic'; readonly over: 'siblings' | 'leaves' }
  /** Loadings of the first principal component. plain (if nothing is said): as COINr `get_PCA`, refused where signs differ; squared: never below zero. */
  | { readonly method: 'pca'; readonly loadings?: 'squared' | 'plain' | undefined }
  /**
   * 有利赋权: each unit by the weights that suit it best, within shares `least` … `most` (linear programme). Under `arithmetic`
   * weights add to one; under `sum` no unit may pass 1 with them (the textbook frontier). Other aggregations are refused.
   */
  | { readonly method: 'benefit-of-doubt'; readonly least: number; readonly most: number }
  /** Weights such that correlations of the children with the heading come near to the wished importance (node → share; absent: equal). */
  | { readonly method: 'optimised'; readonly importance: Readonly<Record<string, number>> }
  /** 德尔菲法: experts' weights by rounds; the last round's median (or mean) counts, with its spread. */
  | { readonly method: 'delphi'; readonly rounds: readonly DelphiRound[]; readonly centre: 'mean' | 'median' }

export interface PairwiseJudgements {
  /** Children in the order of the matrix. */
  readonly children: readonly string[]
  /** Saaty's 1 … 9 and their reciprocals; matrix[i][j] says how much i outweighs j. */
  readonly matrix: readonly (readonly number[])[]
}

export interface DelphiRound {
  /** Expert → node → weight. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>
}
