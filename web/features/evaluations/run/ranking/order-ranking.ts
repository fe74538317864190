import type { UnitStanding } from '#domain/evaluation'
import type { RunModel } from '../run-model.ts'

export const RANKING_SORTS = ['rank', 'unit', 'score', 'interval', 'chance', 'groupRank', 'before'] as const
export type RankingSort = (typeof RANKING_SORTS)[number]

export interface RankingOrder {
  readonly by: RankingSort
  readonly descending: boolean
}

/** `-chance` is descending by chance; what is not known is the ranking itself. */
export function rankingOrderOf(sort: string | undefined): RankingOrder {
  const by = RANKING_SORTS.find((each) => each === sort?.replace(/^-/u, ''))
  return by === undefined
    ? { by: 'rank', descending: false }
    : { by, descending: sort?.startsWith('-') ?? false }
}

/** Grade with the share of cases in which it stays, and the likeliest other one; null without uncertainty or grade. */
export function gradeChance(
  model: RunModel,
  unit: string,
): {
  readonly chance: number
  readonly other: { readonly grade: string; readonly chance: number } | null
} | null {
  const found = model.uncertainty?.units.find((each) => each.unit === unit)
  const grade = model.standingOf(unit)?.grade ?? null
  if (found === undefined || grade === null || Object.keys(found.gradeShares).length === 0) return null
  const [likeliest] = Object.entries(found.gradeShares)
    .filter(([code, share]) => code !== grade && share > 0)
    .toSorted(([, one], [, other]) => other - one)
  return {
    chance: found.gradeShares[grade] ?? 0,
    other: likeliest === undefined ? null : { grade: likeliest[0], chance: likeliest[1] },
  }
}

/** Judged units in the order wanted; units without the value asked for stand last; equals stay by rank. */
export function orderRanking(
  model: RunModel,
  { by, descending }: RankingOrder,
  nameOf: (unit: string) => string,
  compareNames: (one: string, other: string) => number,
  ranksBefore: ReadonlyMap<string, number | null>,
): readonly UnitStanding[] {
  const sign = descending ? -1 : 1
  if (by === 'unit')
    return model.ranked.toSorted((one, other) => sign * compareNames(nameOf(one.unit), nameOf(other.unit)))
  const spreads = new Map(model.uncertainty?.units.map(({ unit, rank }) => [unit, rank.p95 - rank.p05]))
  const valueOf = (standing: UnitStanding): number | null => {
    switch (by) {
      case 'rank':
        return standing.rank
      case 'score':
        return standing.score
      case 'interval':
        return spreads.get(standing.unit) ?? null
      case 'chance':
        return gradeChance(model, standing.unit)?.chance ?? null
      case 'groupRank':
        return standing.groupRank
      case 'before': {
        const before = ranksBefore.get(standing.unit) ?? null
        return before === null || standing.rank === null ? null : before - standing.rank
      }
    }
  }
  return model.ranked.toSorted((one, other) => {
    const left = valueOf(one)
    const right = valueOf(other)
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    return sign * (left - right)
  })
}
