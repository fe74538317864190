import type { ClockView } from '#contract/procedures'
import { clockBarTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import { useSay } from '../../../ui/say.ts'

/** 计时, 暂停：等待补充材料, 休息：国庆节. */
export function usePieceWords(
  clock: Pick<ClockView, 'intervals'>,
): (piece: ClockView['pieces'][number]) => string {
  const t = useText(clockBarTexts)
  const say = useSay()
  const { language } = useFormat()
  const colon = language === 'en' ? ': ' : '：'
  return (piece) => {
    switch (piece.kind) {
      case 'running':
        return t('running')
      case 'overdue':
        return t('overdue')
      case 'closed':
        return piece.name
          ? `${closureWords(piece.reason)}${colon}${say(piece.name)}`
          : closureWords(piece.reason)
      case 'paused': {
        const reason = piece.name ?? clock.intervals[piece.interval]?.reason
        return reason ? `${t('pausedKind')}${colon}${say(reason)}` : `${t('pausedKind')}${colon}${t('away')}`
      }
    }
  }
  function closureWords(reason: string | null): string {
    return reason === 'off-hours' || reason === 'weekend' || reason === 'holiday'
      ? t(`closed.${reason}`)
      : t('closed')
  }
}
