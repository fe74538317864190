import { periodById } from '#domain/kernel'
import { interpolate } from '../../text/index.ts'
import type { Language } from '../../text/index.ts'
import { statisticsTexts } from '../../text/statistics.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** 2024 → 2024年, 2025-Q1 → 2025年第一季度, 2025-03 → 2025年3月, March 2025. What is no such period is shown as it is. */
export function periodWords(period: string, language: Language): string {
  const t = (key: keyof (typeof statisticsTexts)['zh-CN'], params: Readonly<Record<string, unknown>>) =>
    interpolate(statisticsTexts[language][key], params, language)
  const found = periodById(period)
  if (found === null) return period
  const year = period.slice(0, 4)
  const month = Number(found.from.slice(5, 7))
  switch (found.rhythm) {
    case 'year':
      return t('period.year', { year })
    case 'quarter':
      return t(`period.quarter.${quarterOf(month)}`, { year })
    case 'month':
      return t('period.month', {
        year,
        month: language === 'en' ? (MONTHS[month - 1] ?? '') : String(month),
      })
    case 'half-year':
    case 'week':
      // No form has such a rhythm.
      return period
  }
}

function quarterOf(month: number): 1 | 2 | 3 | 4 {
  return month <= 3 ? 1 : month <= 6 ? 2 : month <= 9 ? 3 : 4
}

/** A key of FilingContext.history: 1 → 上期, 1Y → 上年同期. */
export function backWords(back: string, language: Language): string {
  const texts = statisticsTexts[language]
  if (back === '1') return texts['back.1']
  if (back === '1Y') return texts['back.1Y']
  const years = back.endsWith('Y')
  return interpolate(texts[years ? 'back.years' : 'back.periods'], { n: Number.parseInt(back, 10) }, language)
}
