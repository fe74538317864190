import type { Consent } from '#contract/cultivation'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

const TONES = { valid: 'good', expired: 'neutral', withdrawn: 'bad' } as const satisfies Record<
  Consent['state'],
  Tone
>

/** ● 有效 ○ 已到期 ■ 已撤回 */
export function ConsentMark({ state }: { readonly state: Consent['state'] }) {
  const t = useText(consentTexts)
  return <StatusMark tone={TONES[state]}>{t(`state.${state}`)}</StatusMark>
}
