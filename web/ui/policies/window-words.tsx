import type { PolicyMatch } from '#contract/policies'
import { enterprisePolicyTexts } from '../../text/enterprises-policies.ts'
import { useText } from '../../text/index.ts'
import { daysUntil, useFormat } from '../format.ts'
import type { z } from 'zod'

const SOON_DAYS = 30

/** When one may apply: 2026年12月15日 截止，还剩 22 天. */
export function WindowWords({ window: given }: { readonly window: z.infer<typeof PolicyMatch>['window'] }) {
  const t = useText(enterprisePolicyTexts)
  const format = useFormat()
  const { state, from, to } = given
  if (state === 'open' && to !== null) {
    const days = daysUntil(to, new Date())
    return days <= SOON_DAYS && days >= 0 ? (
      <span className="mark-warn">
        <span aria-hidden="true">▲</span> {t('window.openDays', { to: format.date(to), n: days })}
      </span>
    ) : (
      t('window.open', { to: format.date(to) })
    )
  }
  if (state === 'upcoming' && from !== null) return t('window.upcoming', { from: format.date(from) })
  return state === 'closed' ? <span className="faint">{t('window.closed')}</span> : t('window.none')
}
