import type { ClockView } from '#contract/procedures'
import { clockBarTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useFormat } from '../../../ui/format.ts'
import type { Tone } from '../../../ui/marks.tsx'
import { leftWords, lengthWords, urgencyOf } from '../shared/working-time.ts'

/** What a clock says of itself: 剩 1.5 个工作日, 超 4 小时, 按时. */
export function useClockState(): (clock: ClockView) => { readonly tone: Tone; readonly words: string } {
  const t = useText(clockBarTexts)
  const { language } = useFormat()
  return (clock) => {
    const tone = urgencyOf(clock)
    const over = lengthWords(clock.overdueMs, clock.dayMs, language)
    switch (clock.state) {
      case 'running':
        return { tone, words: leftWords(clock, language) }
      case 'paused':
        return { tone, words: `${t('paused')} · ${leftWords(clock, language)}` }
      case 'overdue':
        return { tone, words: t('late', { length: over }) }
      case 'stopped':
        return { tone, words: t('onTime') }
      case 'stopped-late':
        return { tone, words: t('wasLate', { length: over }) }
    }
  }
}
