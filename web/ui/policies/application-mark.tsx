import type { z } from 'zod'
import type { ApplicationState } from '#contract/policies'
import { enterprisePolicyTexts } from '../../text/enterprises-policies.ts'
import { useText } from '../../text/index.ts'
import { StatusMark } from '../marks.tsx'
import type { Tone } from '../marks.tsx'

export type ApplicationStateName = z.infer<typeof ApplicationState>

const TONES = {
  invited: 'warn',
  submitted: 'neutral',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'neutral',
  declined: 'neutral',
  paid: 'good',
} as const satisfies Record<ApplicationStateName, Tone>

/** ▲ 待企业确认 ○ 已申报，审核中 ● 已批准 … */
export function ApplicationMark({ state }: { readonly state: ApplicationStateName }) {
  const t = useText(enterprisePolicyTexts)
  return <StatusMark tone={TONES[state]}>{t(`application.${state}`)}</StatusMark>
}
