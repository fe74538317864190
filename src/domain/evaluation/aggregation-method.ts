/** 合成: how children's values become the heading's. Missing children are left out and the weights of the rest scaled up, unless the heading's availability is missed. */
export type AggregationMethod =
  | { readonly method: 'arithmetic' }
  /** Needs values above zero: refused otherwise, with the advice to scale into [1, 100]. */
  | { readonly method: 'geometric' }
  | { readonly method: 'harmonic' }
  /** (Σ w xᵖ)^(1/p); p = 0 is the geometric mean. */
  | { readonly method: 'generalised'; readonly power: number }
  /** Σ w x, weights as they are given, not scaled to one: points (分值) of a score table. */
  | { readonly method: 'sum' }
  /** Closeness to the best and distance from the worst of each column. */
  | { readonly method: 'topsis' }
  /** 灰色关联: `resolution` 0.5 usually. */
  | { readonly method: 'grey'; readonly resolution: number }
  /** 1 − Q of VIKOR, so that more is better; `strategy` v, 0.5 usually. */
  | { readonly method: 'vikor'; readonly strategy: number }
  /**
   * Outranking: in how many pairs a unit wins less in how many it loses (weighted), COINr `a_copeland`. as-listed (if nothing
   * is said): as COINr, what one of two units lacks counts for the one listed later, so the order of the units matters where
   * there are gaps; shared: two units are compared on the children that both have.
   */
  | { readonly method: 'copeland'; readonly gaps?: 'shared' | 'as-listed' | undefined }
