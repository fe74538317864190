import type { RoundView } from '#contract/evaluations'
import type { RoundState } from '#domain/evaluation'

export const STEPS = ['freeze', 'compute', 'review', 'confirm', 'publish'] as const
export type StepName = (typeof STEPS)[number]

/** How many steps a round has behind it; −1 for one that was abandoned. */
const DONE: Readonly<Record<RoundState, number>> = {
  planned: 0,
  frozen: 1,
  computed: 2,
  review: 2,
  reviewed: 3,
  confirmed: 4,
  published: 5,
  abandoned: -1,
}

/** The act that ends each step. */
const ENDS = {
  freeze: ['freeze', 'refreeze'],
  compute: ['adopt'],
  review: ['close-review'],
  confirm: ['confirm'],
  publish: ['publish'],
} as const satisfies Record<StepName, readonly string[]>

export interface RoundStepShown {
  readonly step: StepName
  readonly standing: 'done' | 'now' | 'later'
  /** By when it is due; computing has no day of its own. */
  readonly dueOn: string | null
  /** Of the review: its first day. */
  readonly from: string | null
  /** Who ended it, and when; null where it is not done. */
  readonly by: { readonly name: string; readonly at: string } | null
}

/** The way of a round from frozen data to publication, and where on it the round stands. */
export function roundSteps({ row, acts }: Pick<RoundView, 'row' | 'acts'>): readonly RoundStepShown[] {
  const done = DONE[row.state]
  const days = {
    freeze: row.calendar.freezeOn,
    compute: null,
    review: row.calendar.reviewTo,
    confirm: row.calendar.confirmOn,
    publish: row.calendar.publishOn,
  }
  return STEPS.map((step, place) => {
    const ends: readonly string[] = ENDS[step]
    const act = place < done ? acts.findLast((each) => ends.includes(each.act)) : undefined
    return {
      step,
      standing: place < done ? 'done' : place === done ? 'now' : 'later',
      dueOn: days[step],
      from: step === 'review' ? row.calendar.reviewFrom : null,
      by: act === undefined ? null : { name: act.byName, at: act.at },
    }
  })
}

/** The step at which a round stands; null for one that is over. */
export function stepOf(state: RoundState): StepName | null {
  return STEPS[DONE[state]] ?? null
}

/** The day of the calendar that comes next in this state; null where none does. */
export function nextDay(
  state: RoundState,
): 'freezeOn' | 'reviewFrom' | 'reviewTo' | 'confirmOn' | 'publishOn' | null {
  switch (state) {
    case 'planned':
      return 'freezeOn'
    case 'frozen':
    case 'computed':
      return 'reviewFrom'
    case 'review':
      return 'reviewTo'
    case 'reviewed':
      return 'confirmOn'
    case 'confirmed':
      return 'publishOn'
    case 'published':
    case 'abandoned':
      return null
  }
}
