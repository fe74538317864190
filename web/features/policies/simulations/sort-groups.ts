import type { SimulationResult } from '#contract/policies'

export type GroupEffect = SimulationResult['byPark'][number]
export const GROUP_COLUMNS = ['yes', 'gain', 'lose', 'cost'] as const
export type GroupColumn = (typeof GROUP_COLUMNS)[number]

/** What a group is put in order by: the change of a total, or how many gain or lose. */
export function changeOf(group: GroupEffect, column: GroupColumn): number {
  if (column === 'gain' || column === 'lose') return group[column]
  return group.after[column] - group.before[column]
}

/** The largest change first, up or down, or the smallest; what is equal by what it needs afterwards. */
export function sortGroups(
  groups: readonly GroupEffect[],
  column: GroupColumn,
  direction: 'asc' | 'desc',
): readonly GroupEffect[] {
  const sign = direction === 'desc' ? -1 : 1
  return groups.toSorted(
    (one, other) =>
      sign * (Math.abs(changeOf(one, column)) - Math.abs(changeOf(other, column))) ||
      other.after.cost - one.after.cost ||
      other.after.yes - one.after.yes,
  )
}

/** Groups that neither side reaches say nothing. */
export function isReached({ before, after }: GroupEffect): boolean {
  return [before, after].some(({ yes, undetermined }) => yes > 0 || undetermined > 0)
}
