import { readMatchingSummary } from '#contract/policies'
import type { PolicyRow, PolicyStanding } from '#contract/policies'
import { useSession } from '../../../app/session.ts'
import { policyTexts } from '../../../text/policies.ts'
import { useText } from '../../../text/index.ts'
import { daysUntil, useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import type { Tone } from '../../../ui/marks.tsx'

export const STANDINGS = ['in-force', 'upcoming', 'ended', 'withdrawn', 'draft'] as const
const STANDING_TONES = {
  'in-force': 'good',
  upcoming: 'neutral',
  ended: 'neutral',
  withdrawn: 'bad',
  draft: 'warn',
} as const satisfies Record<PolicyStanding, Tone>

/** ● 现行有效 ○ 已到期 ■ 已撤回 … */
export function StandingMark({ standing }: { readonly standing: PolicyStanding }) {
  const t = useText(policyTexts)
  return <StatusMark tone={STANDING_TONES[standing]}>{t(`standing.${standing}`)}</StatusMark>
}

const SOON_DAYS = 30

/** The window in few words: ▲ 还剩 22 天, ● 开放，至 2026年12月31日, 常年受理. */
export function WindowMark({ window: { state, from, to } }: { readonly window: PolicyRow['window'] }) {
  const t = useText(policyTexts)
  const format = useFormat()
  if (state === 'open' && to !== null) {
    const days = daysUntil(to, new Date())
    const whole = t('window.open', { to: format.date(to) })
    return days >= 0 && days <= SOON_DAYS ? (
      <span title={whole}>
        <StatusMark tone="warn">{t('window.soon', { n: days })}</StatusMark>
      </span>
    ) : (
      <StatusMark tone="good">{whole}</StatusMark>
    )
  }
  if (state === 'upcoming' && from !== null)
    return <StatusMark tone="neutral">{t('window.upcoming', { from: format.date(from) })}</StatusMark>
  return (
    <span className={state === 'closed' ? 'faint' : 'soft'}>
      {t(state === 'closed' ? 'window.closed' : 'window.none')}
    </span>
  )
}

/** Who may see how many enterprises a policy reaches. */
export function useSeesMatches(): boolean {
  const { roles } = useSession()
  const { access } = readMatchingSummary
  return Array.isArray(access) && access.some((role) => roles.some((own) => own === role))
}
