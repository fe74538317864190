/** Steps of an editor that can be undone and redone. */
export interface DraftHistory<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** What the last step was about, and when: typing on in the same place is one step. */
  readonly last: { readonly place: string; readonly at: number } | null
}

const MOST_STEPS = 200
/** A pause as long as this ends a step. */
const PAUSE = 1500

export function startHistory<T>(present: T): DraftHistory<T> {
  return { past: [], present, future: [], last: null }
}

/** `place`: what is typed into; null for an act that is a step of its own. */
export function recordStep<T>(
  history: DraftHistory<T>,
  next: T,
  place: string | null,
  at: number,
): DraftHistory<T> {
  if (next === history.present) return history
  const { last } = history
  const goesOn = place !== null && last !== null && last.place === place && at - last.at < PAUSE
  return {
    past: goesOn ? history.past : [...history.past.slice(1 - MOST_STEPS), history.present],
    present: next,
    future: [],
    last: place === null ? null : { place, at },
  }
}

export function undoStep<T>(history: DraftHistory<T>): DraftHistory<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    last: null,
  }
}

export function redoStep<T>(history: DraftHistory<T>): DraftHistory<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future, last: null }
}
