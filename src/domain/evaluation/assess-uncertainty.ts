import { accepted, refused, type Outcome } from '#domain/kernel'
import type { CompiledScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import type { EvaluationData } from './evaluation-data.ts'
import type { EvaluationResult } from './evaluation-result.ts'
import type { EvaluationIssueCode } from './issue-codes.ts'
import { meanShift } from './mean-shift.ts'
import { RandomStream } from './random.ts'
import { ReplicationTally } from './replication-tally.ts'
import { Replicator } from './replicator.ts'
import { assessSensitivity } from './assess-sensitivity.ts'
import { choicesOf, drawChoice, factorsOf, NOMINAL, specificationIssues } from './uncertain-choices.ts'
import type { UncertaintyResult, UncertaintySpecification, UnitUncertainty } from './uncertainty.ts'
import { VariantTables } from './variant-tables.ts'

export interface UncertaintyHooks {
  /** The judged period; without it the data's last. */
  readonly period?: string
  /** Told now and then how many of how many scorings are done. */
  readonly progress?: (done: number, of: number) => void
  /** Asked as often; true ends the work with a refusal. */
  readonly cancelled?: () => boolean
}

/** Scorings between two looks at the hooks: under a millisecond for 17 units. */
export const STEPS_BETWEEN_LOOKS = 128

/**
 * 稳健性 (OECD/JRC Handbook 2008, step 7; Saisana, Saltelli and Tarantola 2005): the scheme computed over and over with other
 * reasonable weights, scales, ways of aggregation, imputations, treatments, or without one indicator, and how ranks, totals
 * and grades come out. Replication k draws from stream k of the seed, so the first hundred of a thousand are those of a run of
 * a hundred. Left as in the plain run: who is judged, gates, bonus and penalty (they look at raw data), and the shares found
 * with all leaves when one is left out (the rest are scaled up). A combination that cannot be computed (a geometric mean over
 * z-scores) is refused by name.
 */
export function assessUncertainty(
  compiled: CompiledScheme,
  data: EvaluationData,
  specification: UncertaintySpecification,
  hooks: UncertaintyHooks = {},
): Outcome<UncertaintyResult> {
  const evaluated = evaluate(compiled, data, hooks.period === undefined ? {} : { period: hooks.period })
  if (!evaluated.ok) return evaluated
  const nominal = evaluated.value
  const judged = nominal.units.flatMap(({ leftOut }, unit) => (leftOut === null ? [unit] : []))
  const issues = specificationIssues(specification, { leaves: compiled.leaves.length, units: judged.length })
  if (issues.length > 0) return refused(...issues)
  const choices = choicesOf(compiled.scheme, compiled.leaves.length, specification)
  const factors = factorsOf(choices)
  if (factors.length === 0)
    return refused({ code: 'evaluation.nothing_uncertain' satisfies EvaluationIssueCode })

  const { replications, seed, sobolRows } = specification
  const replicator = new Replicator(
    compiled,
    nominal,
    choices,
    new VariantTables(compiled, data, nominal, choices),
  )
  const leavesOut = compiled.leaves.length > 1 ? compiled.leaves.length : 0
  const all = replications + leavesOut + (sobolRows ?? 0) * (factors.length + 2)
  let done = 0
  const isCancelled = () => {
    done++
    if (done % STEPS_BETWEEN_LOOKS !== 0 && done !== all) return false
    hooks.progress?.(done, all)
    return hooks.cancelled?.() === true
  }
  const cancelled = () =>
    refused({ code: 'evaluation.cancelled' satisfies EvaluationIssueCode, params: { done, of: all } })

  const tally = new ReplicationTally(judged.length, replications, compiled.scheme.grading?.grades.length ?? 0)
  for (let replication = 0; replication < replications; replication++) {
    const made = replicator.replicate(drawChoice(choices, new RandomStream(seed, replication)))
    if (!made.ok) return made
    tally.add(
      replicator.standing.totals,
      replicator.standing.ranks,
      replicator.standing.grades,
      replicator.standing.order,
    )
    if (isCancelled()) return cancelled()
  }

  const nominalRanks = Float64Array.from(judged, (unit) => nominal.standings[unit]?.rank ?? NaN)
  const leaveOneOut: UncertaintyResult['leaveOneOut'][number][] = []
  for (let leaf = 1; leaf <= leavesOut; leaf++) {
    const made = replicator.replicate({ ...NOMINAL, leaf })
    if (!made.ok) return made
    leaveOneOut.push({
      node: compiled.leaves[leaf - 1]?.code ?? '',
      ranks: ranksOfAll(nominal, judged, replicator.standing.ranks),
      shift: meanShift(replicator.standing.ranks, nominalRanks),
    })
    if (isCancelled()) return cancelled()
  }

  const reported = judged.flatMap((unit, place) =>
    Number.isNaN(nominalRanks[place]) || !tally.wasRanked(place) ? [] : [{ unit, place }],
  )
  const sensitivity =
    sobolRows === null
      ? accepted(null)
      : assessSensitivity({
          replicator,
          choices,
          factors,
          seed,
          rows: sobolRows,
          nominalRanks,
          units: reported.map(({ unit, place }) => ({ code: nominal.units[unit]?.code ?? '', place })),
          isCancelled,
          cancelled,
        })
  if (!sensitivity.ok) return sensitivity
  const grades = compiled.scheme.grading?.grades.map(({ code }) => code) ?? []
  return accepted({
    replications,
    seed,
    units: reported.map(({ unit, place }): UnitUncertainty => {
      const unranked = tally.unranked(place)
      const shares = tally.gradeShares(place)
      return {
        unit: nominal.units[unit]?.code ?? '',
        nominalRank: nominalRanks[place] ?? NaN,
        rank: tally.rank(place),
        score: tally.score(place),
        rankShares: tally.rankShares(place),
        gradeShares: Object.fromEntries(grades.map((grade, index) => [grade, shares[index] ?? 0])),
        ...(unranked > 0 ? { unranked } : {}),
      }
    }),
    dominance: reported.map((one) =>
      reported.map((other) => (one === other ? 0.5 : tally.dominance(one.place, other.place))),
    ),
    leaveOneOut,
    sensitivity: sensitivity.value,
  })
}

function ranksOfAll(
  nominal: EvaluationResult,
  judged: readonly number[],
  ranks: Float64Array,
): (number | null)[] {
  const all = nominal.units.map((): number | null => null)
  judged.forEach((unit, place) => {
    const rank = ranks[place] ?? NaN
    all[unit] = Number.isNaN(rank) ? null : rank
  })
  return all
}
