import type { readMovement } from '#contract/cultivation'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'

export type Movement = ResponseOf<typeof readMovement>
export type Move = 'up' | 'down' | 'same' | 'in' | 'out'

export const NONE = 'none'
export const ABSENT = 'absent'

/** The places in the order in which one climbs: without a rung, the rungs from the lowest; beside them who was not there. */
export function placesOf({ places }: Pick<Movement, 'places'>): readonly string[] {
  return [NONE, ...places.filter((place) => place !== NONE && place !== ABSENT), ABSENT]
}

/** What it means to come from one place to another. */
export function moveOf(places: readonly string[], from: string, to: string): Move {
  if (from === ABSENT) return 'in'
  if (to === ABSENT) return 'out'
  const step = places.indexOf(to) - places.indexOf(from)
  return step === 0 ? 'same' : step > 0 ? 'up' : 'down'
}

/** The count of a cell by both its places; 0 where nobody moved so. */
export function countsOf({ cells }: Pick<Movement, 'cells'>): (from: string, to: string) => number {
  const counts = new Map(cells.map(({ from, to, count }) => [`${from} ${to}`, count]))
  return (from, to) => counts.get(`${from} ${to}`) ?? 0
}
