import type { PilotView } from '#contract/policies'

export interface CourseStep {
  readonly step: 'proposed' | 'running' | 'evaluated' | 'decided'
  readonly stands: 'done' | 'now' | 'ahead'
}

/** The steps of a pilot; `now` is the one that waits. A proposal that was dropped was never tried nor evaluated. */
export function courseOf({ state }: Pick<PilotView, 'state'>): readonly CourseStep[] {
  if (state === 'dropped')
    return [
      { step: 'proposed', stands: 'done' },
      { step: 'decided', stands: 'done' },
    ]
  const done = state === 'proposed' ? 1 : state === 'running' ? 1 : state === 'evaluated' ? 3 : 4
  return (['proposed', 'running', 'evaluated', 'decided'] as const).map((step, index) => ({
    step,
    stands: index < done ? 'done' : index === done ? 'now' : 'ahead',
  }))
}
