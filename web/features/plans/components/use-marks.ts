import { useMemo } from 'react'
import type { PlanItem } from '#contract/plans'
import { stands } from '../review-state.ts'
import type { Mark } from '../segment-text.ts'

/** Marks of the text; the same array as long as no item has moved, come or gone, so that a decision leaves the text be. */
export function useMarks(items: readonly PlanItem[]): readonly Mark[] {
  const key = useMemo(() => JSON.stringify(marksOf(items)), [items])
  return useMemo(() => JSON.parse(key) as readonly Mark[], [key])
}

/** What is rejected or replaced keeps no mark; a body has one for every mention. */
function marksOf(items: readonly PlanItem[]): readonly Mark[] {
  return items.filter(stands).flatMap((item): Mark[] => {
    const common = { item: item.id, kind: item.kind }
    if (item.kind === 'body') return item.mentions.map(({ start, end }) => ({ ...common, start, end }))
    const mark = { ...common, start: item.start, end: item.end }
    return [item.kind === 'heading' ? { ...mark, level: item.data.level } : mark]
  })
}
