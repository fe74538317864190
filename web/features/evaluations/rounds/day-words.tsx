import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { daysUntil } from '../../../ui/format.ts'

/** 还有 3 天, 就是今天, ▲ 已过 2 天. */
export function DayWords({ on }: { readonly on: string }) {
  const t = useText(evaluationRoundTexts)
  const days = daysUntil(on, new Date())
  if (days === 0) return <b className="nowrap">{t('daysToday')}</b>
  return days > 0 ? (
    <span className="nowrap">{t('daysLeft', { n: days })}</span>
  ) : (
    <span className="nowrap mark-warn">
      <span aria-hidden="true">▲</span> {t('daysOver', { n: -days })}
    </span>
  )
}
