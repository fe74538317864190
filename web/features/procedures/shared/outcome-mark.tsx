import type { CaseRow } from '#contract/procedures'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'
import { useSay } from '../../../ui/say.ts'

const TONES: Readonly<Record<NonNullable<CaseRow['outcome']>['tone'], Tone>> = {
  good: 'good',
  bad: 'bad',
  plain: 'neutral',
}

/** How a case ended. */
export function OutcomeMark({ outcome }: { readonly outcome: NonNullable<CaseRow['outcome']> }) {
  const say = useSay()
  return <StatusMark tone={TONES[outcome.tone]}>{say(outcome.name)}</StatusMark>
}
