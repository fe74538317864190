import {
  compileScheme,
  evaluate,
  type CompiledScheme,
  type EvaluationData,
  type EvaluationResult,
  type NodeInput,
  type Scheme,
  type SchemeNode,
} from '#domain/evaluation'

/** A node written short; a leaf is one with a direction or an input. */
export type ShortNode = Partial<Omit<SchemeNode, 'code' | 'parent' | 'input'>> & {
  readonly code: string
  readonly parent: string | null
  readonly direction?: 'more' | 'less'
  readonly input?: Partial<NodeInput>
}

export function smallScheme(nodes: readonly ShortNode[], rest: Partial<Scheme> = {}): Scheme {
  return {
    format: 1,
    code: 'small',
    version: 1,
    name: { zh: '小方案', en: 'Small' },
    about: null,
    standing: 'own',
    sources: [],
    unknowns: [],
    units: 'park',
    rhythm: 'year',
    nodes: nodes.map(({ direction, input, ...node }) => ({
      name: { zh: node.code, en: node.code },
      weight: 1,
      weightRange: null,
      aggregation: null,
      availability: null,
      weighting: null,
      standing: 'verified',
      note: null,
      ...node,
      input:
        direction === undefined && input === undefined
          ? null
          : {
              column: node.code,
              kind: 'figure',
              direction: direction ?? 'more',
              unit: null,
              denominator: null,
              panel: null,
              imputation: null,
              treatment: null,
              normalisation: null,
              indicator: null,
              ...input,
            },
    })),
    screening: null,
    imputation: { method: 'none' },
    treatment: { method: 'none' },
    normalisation: { method: 'min-max', low: 0, high: 100 },
    scaleOver: 'period',
    weighting: { method: 'given' },
    aggregation: { method: 'arithmetic' },
    gates: [],
    adjustments: [],
    ranking: { ties: 'min', breakers: [] },
    grading: null,
    peerGroups: null,
    uncertainty: null,
    ...rest,
  }
}

type Column = readonly (number | null)[]

/** Columns of one period, or of several (oldest first). */
export function smallData(
  columns: Readonly<Record<string, Column | readonly Column[]>>,
  periods: readonly string[] = ['2025'],
  groups: readonly Readonly<Record<string, string>>[] = [],
): EvaluationData {
  const tables = Object.entries(columns).map(([column, values]): [string, readonly Column[]] => [
    column,
    values.some((value) => Array.isArray(value))
      ? values.filter((value) => Array.isArray(value))
      : [values.filter(isCell)],
  ])
  const units = tables[0]?.[1][0]?.length ?? 0
  return {
    periods,
    units: Array.from({ length: units }, (_, index) => {
      const code = String.fromCharCode(65 + index)
      return { code, name: code, groups: groups[index] ?? {} }
    }),
    columns: Object.fromEntries(tables),
    panels: {},
  }
}

function isCell(value: number | null | Column): value is number | null {
  return value === null || typeof value === 'number'
}

export interface SmallRun {
  readonly compiled: CompiledScheme
  readonly data: EvaluationData
  readonly result: EvaluationResult
}

export function runSmall(scheme: Scheme, data: EvaluationData, period?: string): SmallRun {
  const compiled = compileScheme(scheme)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const result = evaluate(compiled.value, data, period === undefined ? {} : { period })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return { compiled: compiled.value, data, result: result.value }
}
