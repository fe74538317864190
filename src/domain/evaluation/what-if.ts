import { accepted, refused, type Issue, type Outcome } from '#domain/kernel'
import type { CompiledNode, CompiledScheme } from './compile-scheme.ts'
import type { EvaluationResult, StepTable } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { Rescorer } from './rescorer.ts'
import { tableOf, type VariantTable } from './variant-tables.ts'

export interface WhatIfAnswer {
  /** Node → share among its siblings, all nodes but the root. */
  readonly shares: Readonly<Record<string, number>>
  /** Headings only, in the order of the result's units. */
  readonly scores: StepTable
  /** In the order of the result's units; null where left out or nothing to compute from. */
  readonly standings: readonly WhatIfStanding[]
}

export interface WhatIfStanding {
  readonly unit: string
  readonly score: number | null
  readonly rank: number | null
  readonly grade: string | null
  /** Rank under the scheme's weights less this one: how many places gained. */
  readonly gained: number | null
}

/** Shares may miss one by rounding. */
const ROUNDING = 1e-9

/**
 * “What if this weighed more?” A finished run scored anew with other weights, in a fraction of a millisecond: for a slider. All but
 * the weights stays as the run found it: scales, gates, points, and the weights that were not touched. Weights stay within the
 * nodes' `weightRange` (none: from 0 to 1).
 */
export class WhatIf {
  readonly #compiled: CompiledScheme
  readonly #result: EvaluationResult
  readonly #table: VariantTable
  readonly #rescorer: Rescorer
  /** By judged unit: place among the result's units. */
  readonly #places: readonly number[]

  constructor(compiled: CompiledScheme, result: EvaluationResult) {
    const normalised = result.periods.find(({ period }) => period === result.period)?.normalised ?? {}
    this.#compiled = compiled
    this.#result = result
    this.#places = result.units.flatMap(({ leftOut }, place) => (leftOut === null ? [place] : []))
    this.#table = tableOf(compiled, normalised, result.weights, this.#places)
    this.#rescorer = new Rescorer(compiled, result)
  }

  /** What share a node may have by itself: its range, as far as the ranges of its siblings leave room. Null for the root. */
  allowed(code: string): { readonly least: number; readonly most: number } | null {
    const node = this.#compiled.byCode.get(code)
    if (node?.parent === null || node?.parent === undefined) return null
    let [leastOfOthers, mostOfOthers] = [0, 0]
    for (const sibling of node.parent.children) {
      if (sibling === node) continue
      leastOfOthers += rangeOf(sibling).least
      mostOfOthers += rangeOf(sibling).most
    }
    const { least, most } = rangeOf(node)
    return { least: Math.max(least, 1 - mostOfOthers, 0), most: Math.min(most, 1 - leastOfOthers, 1) }
  }

  /**
   * With `changes` (node → its new share among its siblings, 0 … 1) in place of what the run found. Siblings that are not named
   * share what is left in their old proportions, each within its range; where all are named they must add to one.
   */
  rescore(changes: Readonly<Record<string, number>>): Outcome<WhatIfAnswer> {
    const shared = this.#table.weights.slice()
    const issues: Issue[] = []
    for (const code of Object.keys(changes)) {
      const parent = this.#compiled.byCode.get(code)?.parent ?? null
      if (parent === null) issues.push(issue('evaluation.share_unknown', { node: code }))
    }
    for (const heading of this.#compiled.headings)
      if (heading.children.some(({ code }) => Object.hasOwn(changes, code)))
        issues.push(...this.#change(heading, changes, shared))
    if (issues.length > 0) return refused(...issues)
    const failed = this.#rescorer.rescore(
      this.#table.leaves,
      { shared, byUnit: this.#table.byUnit },
      this.#compiled.scheme.aggregation,
    )
    return failed === null ? accepted(this.#answer(shared)) : refused(...failed)
  }

  #change(heading: CompiledNode, changes: Readonly<Record<string, number>>, shared: Float64Array): Issue[] {
    const { children } = heading
    if (children.some(({ index }) => (this.#table.byUnit?.[index] ?? null) !== null))
      return [issue('evaluation.weights_own', { heading: heading.code })]
    const issues: Issue[] = []
    let named = 0
    for (const { code, index } of children) {
      const share = Object.hasOwn(changes, code) ? changes[code] : undefined
      if (share === undefined) continue
      const { least, most } = this.allowed(code) ?? { least: 0, most: 1 }
      if (!(share >= least - ROUNDING && share <= most + ROUNDING))
        issues.push(issue('evaluation.share_range', { node: code, share: String(share), least, most }))
      shared[index] = share
      named += share
    }
    if (issues.length > 0) return issues
    const others = children.filter(({ code }) => !Object.hasOwn(changes, code))
    const filled = fill(others, 1 - named, shared)
    return filled ? [] : [issue('evaluation.shares_sum', { heading: heading.code, sum: named })]
  }

  #answer(shared: Float64Array): WhatIfAnswer {
    const { units, standings } = this.#result
    const { totals, ranks, grades } = this.#rescorer
    const byPlace = new Map(this.#places.map((place, judged) => [place, judged]))
    const spread = (column: Float64Array) =>
      units.map((_, place) => numberOrNull(column[byPlace.get(place) ?? -1]))
    const codes = this.#compiled.scheme.grading?.grades.map(({ code }) => code) ?? []
    return {
      shares: Object.fromEntries(
        this.#compiled.nodes.flatMap(({ code, index, parent }) =>
          parent === null ? [] : [[code, this.#shareOf(index, code, shared)]],
        ),
      ),
      scores: Object.fromEntries(
        this.#compiled.headings.map(({ code, index }) => [
          code,
          spread(this.#rescorer.column(index, this.#table.leaves)),
        ]),
      ),
      standings: units.map(({ code }, place): WhatIfStanding => {
        const judged = byPlace.get(place) ?? -1
        const rank = numberOrNull(ranks[judged])
        const before = standings[place]?.rank ?? null
        return {
          unit: code,
          score: numberOrNull(totals[judged]),
          rank,
          grade: codes[grades[judged] ?? -1] ?? null,
          gained: rank === null || before === null ? null : before - rank,
        }
      }),
    }
  }

  /** Where each unit has its own weights, the run's mean of them. */
  #shareOf(index: number, code: string, shared: Float64Array): number {
    return (this.#table.byUnit?.[index] ?? null) === null
      ? (shared[index] ?? 0)
      : (this.#result.weights.find(({ node }) => node === code)?.share ?? 0)
  }
}

/** `WhatIf` for one question. */
export function whatIf(
  compiled: CompiledScheme,
  result: EvaluationResult,
  changes: Readonly<Record<string, number>>,
): Outcome<WhatIfAnswer> {
  return new WhatIf(compiled, result).rescore(changes)
}

/**
 * Shares out what is left in the old proportions; who would leave its range stays at its end, and the rest share again. False where
 * it cannot be shared out.
 */
function fill(others: readonly CompiledNode[], left: number, shared: Float64Array): boolean {
  let open = [...others]
  let rest = left
  // All the old shares zero: equal parts.
  const isFlat = others.every(({ index }) => (shared[index] ?? 0) === 0)
  const old = new Map(others.map((node) => [node, isFlat ? 1 : (shared[node.index] ?? 0)]))
  while (open.length > 0) {
    const sum = open.reduce((total, node) => total + (old.get(node) ?? 0), 0)
    // Those that weighed nothing share equally what the others have no room for.
    const partOf = (node: CompiledNode) =>
      (rest * (sum > 0 ? (old.get(node) ?? 0) : 1)) / (sum > 0 ? sum : open.length)
    const over = open.reduce((total, node) => total + Math.max(0, partOf(node) - rangeOf(node).most), 0)
    const under = open.reduce((total, node) => total + Math.max(0, rangeOf(node).least - partOf(node)), 0)
    // The side that is farther out settles first: those on the other side may come back in.
    const ends = open.flatMap((node) => {
      const { least, most } = rangeOf(node)
      if (over >= under && over > 0 && partOf(node) > most) return [{ node, end: most }]
      return under > over && partOf(node) < least ? [{ node, end: least }] : []
    })
    if (ends.length === 0) {
      for (const node of open) shared[node.index] = partOf(node)
      return true
    }
    for (const { node, end } of ends) {
      shared[node.index] = end
      rest -= end
    }
    const settled = new Set(ends.map(({ node }) => node))
    open = open.filter((node) => !settled.has(node))
  }
  return Math.abs(rest) <= ROUNDING
}

function rangeOf({ node }: CompiledNode): { readonly least: number; readonly most: number } {
  return node.weightRange ?? { least: 0, most: 1 }
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function issue(code: EvaluationIssueCode, params: NonNullable<Issue['params']>): Issue {
  return { code, params }
}
