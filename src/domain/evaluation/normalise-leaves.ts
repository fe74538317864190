import { accepted, type Issue, type Outcome } from '#domain/kernel'
import type { CompiledLeaf, CompiledScheme } from './compile-scheme.ts'
import type { NodeScale } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import type { LeafTable, PeriodLeafTables, UnitRow } from './leaf-table.ts'
import type { PreparedData } from './prepare-data.ts'
import { refuseAll } from './refuse-all.ts'
import { scaleOf, type Scale } from './scale-of.ts'

export interface NormalisedLeaves {
  readonly tables: PeriodLeafTables
  /** Scales of the judged period, or those over all periods. */
  readonly scales: readonly NodeScale[]
}

/**
 * Every leaf onto its scale, by its own way or the scheme's. Scales span the judged units of one period (each period by its
 * own, and an earlier one that has no scale is left out) or of all periods; and, where peers are compared by scale, only the
 * units of one peer group. A leaf without a scale in the judged period is refused by name.
 */
export function normaliseLeaves(
  compiled: CompiledScheme,
  prepared: PreparedData,
  treated: PeriodLeafTables,
): Outcome<NormalisedLeaves> {
  const { judged, periods } = prepared
  if (compiled.scheme.scaleOver === 'all-periods') {
    const all = normalisePeriods(compiled, prepared, treated, [...periods.keys()], judged)
    return all.ok ? accepted({ tables: all.value.tables, scales: all.value.scales }) : all
  }
  const tables: (LeafTable | null)[] = []
  let scales: readonly NodeScale[] = []
  for (const period of periods.keys()) {
    const one =
      treated[period] === null ? null : normalisePeriods(compiled, prepared, treated, [period], period)
    if (period === judged) {
      if (one === null) throw new RangeError('the judged period was treated')
      if (!one.ok) return one
      scales = one.value.scales
    }
    tables.push(one?.ok === true ? (one.value.tables[0] ?? null) : null)
  }
  return accepted({ tables, scales })
}

interface PeerSet {
  readonly group: string | null
  /** By unit. */
  readonly isIn: readonly boolean[]
}

/** Who shares a scale: all judged units, or each peer group by itself, in the order in which groups first appear. */
function peerSets({ scheme }: CompiledScheme, { units, isJudged }: PreparedData): readonly PeerSet[] {
  const peers = scheme.peerGroups
  if (peers === null || peers.compare === 'rank') return [{ group: null, isIn: isJudged }]
  const groups = new Set(
    units.flatMap(({ groups }, unit) => (isJudged[unit] === true ? (groups[peers.group] ?? []) : [])),
  )
  return [...groups].map((group) => ({
    group,
    isIn: units.map(({ groups }, unit) => isJudged[unit] === true && groups[peers.group] === group),
  }))
}

function normalisePeriods(
  compiled: CompiledScheme,
  prepared: PreparedData,
  treated: PeriodLeafTables,
  periods: readonly number[],
  referencePeriod: number,
): Outcome<{ tables: readonly LeafTable[]; scales: readonly NodeScale[] }> {
  const issues: Issue[] = []
  const scales: NodeScale[] = []
  const sets = peerSets(compiled, prepared)
  const rows = compiled.leaves.map((leaf, index) => {
    const before = periods.map((period) => treated[period]?.[index] ?? [])
    const reference = referenceOf(compiled, leaf, prepared, treated[referencePeriod]?.[index] ?? [])
    const made = sets.map((set): [PeerSet, Scale | null] => {
      const scale = scaleOf({
        node: leaf.code,
        method: leaf.input.normalisation ?? compiled.scheme.normalisation,
        direction: leaf.input.direction,
        values: before
          .flatMap((row) => row.filter((value, unit) => value !== null && set.isIn[unit] === true))
          .filter((value) => value !== null),
        reference,
        group: set.group,
      })
      if (!scale.ok) {
        issues.push(...scale.issues)
        return [set, null]
      }
      const { method, parameters } = scale.value
      scales.push({ node: leaf.code, group: set.group, method, parameters })
      return [set, scale.value]
    })
    return before.map((row, place) =>
      row.map((value, unit) => {
        if (value === null) return null
        const scale = made.find(([set]) => set.isIn[unit] === true)?.[1] ?? null
        if (scale === null) return null
        const score = scale.apply(value)
        // −0 is a zero that JSON would lose.
        if (Number.isFinite(score)) return score === 0 ? 0 : score
        issues.push(tooLarge(leaf.code, prepared, unit, periods[place] ?? 0))
        return null
      }),
    )
  })
  if (issues.length > 0) return refuseAll(issues)
  return accepted({ tables: periods.map((_, place) => rows.map((row) => row[place] ?? [])), scales })
}

function referenceOf(
  { scheme }: CompiledScheme,
  { input }: CompiledLeaf,
  { units }: PreparedData,
  row: UnitRow,
): number | null {
  const method = input.normalisation ?? scheme.normalisation
  if (method.method !== 'distance-to-reference') return null
  return row[units.findIndex(({ code }) => code === method.unit)] ?? null
}

function tooLarge(node: string, { units, periods }: PreparedData, unit: number, period: number): Issue {
  return {
    code: 'evaluation.too_large' satisfies EvaluationIssueCode,
    params: { node, unit: units[unit]?.code ?? '', period: periods[period] ?? '', step: 'normalise' },
  }
}
