/** What a scheme is computed on. A value is by column, period and unit; null is missing, never zero. */
export interface EvaluationData {
  /** Oldest first; the last is judged unless said otherwise. `2025`, `2025-Q1`, `2025-03`. */
  readonly periods: readonly string[]
  readonly units: readonly EvaluationUnit[]
  /** column → [period][unit]. */
  readonly columns: Readonly<Record<string, readonly (readonly (number | null)[])[]>>
  /** column → members of its panel. */
  readonly panels: Readonly<Record<string, readonly PanelMember[]>>
}

export interface EvaluationUnit {
  readonly code: string
  readonly name: string
  /** grouping → group: field (产业领域), type (发展类型) … */
  readonly groups: Readonly<Record<string, string>>
}

export interface PanelMember {
  readonly member: string
  /** [period][unit] */
  readonly scores: readonly (readonly (number | null)[])[]
}
