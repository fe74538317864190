import { compileScheme, evaluate } from '#domain/evaluation'
import type { EvaluationData, EvaluationResult, Scheme, SchemeNode } from '#domain/evaluation'
import type { Issue } from '#domain/kernel'

/** A scheme put to data in the browser. */
export interface Trial {
  /** Null: it cannot be computed, `issues` say why. */
  readonly result: EvaluationResult | null
  readonly issues: readonly Issue[]
  /** Indicators, gates and points that read what these data do not have; computed without them. */
  readonly without: readonly string[]
}

export function tryScheme(scheme: Scheme, data: EvaluationData, period: string): Trial {
  const { scheme: fitting, without } = withoutMissing(scheme, data)
  const compiled = compileScheme(fitting)
  if (!compiled.ok) return { result: null, issues: compiled.issues, without }
  const found = evaluate(compiled.value, data, { period })
  return found.ok
    ? { result: found.value, issues: [], without }
    : { result: null, issues: found.issues, without }
}

/** Older frozen data lack the columns that only a newer draft reads: without what reads them the rest can still be tried. */
export function withoutMissing(
  scheme: Scheme,
  data: EvaluationData,
): { readonly scheme: Scheme; readonly without: readonly string[] } {
  const hasColumn = (column: string) => Object.hasOwn(data.columns, column)
  const lacks = ({ input }: SchemeNode) =>
    input !== null &&
    (!(input.kind === 'panel' ? Object.hasOwn(data.panels, input.column) : hasColumn(input.column)) ||
      (input.denominator !== null && !hasColumn(input.denominator.column)))
  const leaves = scheme.nodes.filter(lacks)
  const gates = scheme.gates.filter(({ column }) => !hasColumn(column))
  const adjustments = scheme.adjustments.filter(({ column }) => !hasColumn(column))
  if (leaves.length + gates.length + adjustments.length === 0) return { scheme, without: [] }
  const nodes = prune(
    scheme.nodes.filter((node) => !leaves.includes(node)),
    new Set(scheme.nodes.flatMap(({ parent }) => parent ?? [])),
  )
  const kept = new Set(nodes.map(({ code }) => code))
  return {
    scheme: {
      ...scheme,
      nodes,
      gates: scheme.gates.filter((gate) => !gates.includes(gate)),
      adjustments: scheme.adjustments.filter((one) => !adjustments.includes(one)),
      ranking: { ...scheme.ranking, breakers: scheme.ranking.breakers.filter((code) => kept.has(code)) },
    },
    without: [...leaves, ...gates, ...adjustments].map(({ code }) => code),
  }
}

/** Headings that lost all their children go too; a heading that never had any stays and is refused by its name. */
function prune(nodes: readonly SchemeNode[], parents: ReadonlySet<string>): readonly SchemeNode[] {
  const filled = new Set(nodes.flatMap(({ parent }) => parent ?? []))
  const left = nodes.filter(
    ({ code, input, parent }) => input !== null || filled.has(code) || !parents.has(code) || parent === null,
  )
  return left.length === nodes.length ? nodes : prune(left, parents)
}

/** How a unit stands under the one and the other. */
export interface UnitMove {
  readonly unit: string
  readonly score: number | null
  readonly rank: number | null
  readonly grade: string | null
  readonly scoreBefore: number | null
  readonly rankBefore: number | null
  readonly gradeBefore: string | null
  /** Places gained; null where it has no rank on one of the sides. */
  readonly moved: number | null
}

/** Best first; who has no rank at the end. `before` null: nothing to compare with. */
export function movesOf(after: EvaluationResult, before: EvaluationResult | null): readonly UnitMove[] {
  const old = new Map(before?.standings.map((standing) => [standing.unit, standing]))
  return after.standings
    .map(({ unit, score, rank, grade }): UnitMove => {
      const was = old.get(unit)
      const rankBefore = was?.rank ?? null
      return {
        unit,
        score,
        rank,
        grade,
        scoreBefore: was?.score ?? null,
        rankBefore,
        gradeBefore: was?.grade ?? null,
        moved: rank === null || rankBefore === null ? null : rankBefore - rank,
      }
    })
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0)
}

/** The whole in three numbers. */
export function sumUpMoves(moves: readonly UnitMove[]): {
  readonly moved: number
  readonly furthest: number
  readonly grades: number
} {
  const steps = moves.map(({ moved }) => Math.abs(moved ?? 0))
  return {
    moved: steps.filter((step) => step > 0).length,
    furthest: Math.max(0, ...steps),
    grades: moves.filter(({ grade, gradeBefore }) => grade !== gradeBefore).length,
  }
}
