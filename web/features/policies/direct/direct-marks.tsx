import type { z } from 'zod'
import type { DirectList } from '#contract/policies'
import { policyDirectTexts } from '../../../text/policy-direct.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { Bar, StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

export type DirectListView = z.infer<typeof DirectList>

const TONES = { drawn: 'warn', sent: 'good', dropped: 'neutral' } as const satisfies Record<
  DirectListView['state'],
  Tone
>

/** ▲ 待核对发送 ● 已发送 ○ 已作废. */
export function DirectMark({ state }: { readonly state: DirectListView['state'] }) {
  const t = useText(policyDirectTexts)
  return <StatusMark tone={TONES[state]}>{t(`state.${state}`)}</StatusMark>
}

/** How many of those asked have answered. */
export function AnswerBar({ list }: { readonly list: DirectListView }) {
  const t = useText(policyDirectTexts)
  const format = useFormat()
  if (list.state !== 'sent' || list.count === 0) return <span className="faint">—</span>
  const share = (list.count - list.waiting) / list.count
  return (
    <span title={t('progressWords', { ...list })}>
      <Bar share={share} label={t('progressWords', { ...list })} /> {format.percent(share)}
    </span>
  )
}
