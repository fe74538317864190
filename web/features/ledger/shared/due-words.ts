import { DUE_ASSUMPTIONS, OPEN_STATES, daysBetween, periodById } from '#domain/ledger'
import type { DueAssumption, DuePrecision, Rhythm } from '#domain/ledger'
import type { DutyRow } from '#contract/ledger'
import { interpolate } from '../../../text/index.ts'
import type { Language } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { formatDate } from '../../../ui/format.ts'
import type { Tone } from '../../../ui/marks.tsx'

/** What a date of the ledger is made of. */
export interface Due {
  readonly dueOn: string | null
  readonly precision: DuePrecision
  readonly rhythm: Rhythm | null
  /** Of one instance of a periodic duty: 2026-Q3. */
  readonly period?: string | null
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A date as exact as it is meant: 2025年6月30日前, 2025年底前, 2024年第二季度, 每季度, 规划期末（2025年底）. */
export function dueWords({ dueOn, precision, rhythm, period }: Due, language: Language): string {
  const t = texts(language)
  if (period) return periodWords(period, language)
  if (precision === 'periodic') {
    if (rhythm === null) return t('due.periodicOpen')
    const words = t(`rhythm.${rhythm}`)
    return dueOn === null
      ? t('due.periodic', { rhythm: words })
      : t('due.periodicUntil', { rhythm: words, date: yearOrDate(dueOn, language) })
  }
  if (dueOn === null || precision === 'none') return t('due.none')
  if (precision === 'day') return t('due.day', { date: formatDate(dueOn, language) })
  if (precision === 'plan-period') {
    const year = language === 'en' && dueOn.endsWith('-12-31') ? dueOn.slice(0, 4) : null
    return t('due.plan-period', { date: year ?? yearOrDate(dueOn, language) })
  }
  return t(`due.${precision}`, partsOf(dueOn, language))
}

/** 2026 → 2026年, 2026-H1 → 2026年上半年, 2026-Q3 → 2026年第三季度, 2026-07 → 2026年7月, 2026-W31 → 2026年第31周. */
export function periodWords(period: string, language: Language): string {
  const t = texts(language)
  const found = periodById(period)
  if (found === null) return period
  const parts = partsOf(found.to, language)
  switch (found.rhythm) {
    case 'year':
      return t('due.wholeYear', parts)
    case 'month':
      return t('due.wholeMonth', parts)
    case 'quarter':
    case 'half-year':
      return t(`due.${found.rhythm}`, parts)
    case 'week':
      return t('due.week', { year: period.slice(0, 4), week: String(Number(period.slice(6))) })
  }
}

/** Days left or over; null where nobody waits any more, there is no date, or today is not known yet. Far away it is counted in months. */
export function leftWords(
  duty: Pick<DutyRow, 'dueOn' | 'state'>,
  today: string | undefined,
  language: Language,
): { readonly words: string; readonly tone: Tone; readonly days: number } | null {
  if (duty.dueOn === null || today === undefined || !OPEN_STATES.some((state) => state === duty.state))
    return null
  const t = texts(language)
  const days = daysBetween(today, duty.dueOn)
  const months = Math.floor(Math.abs(days) / 30.44)
  const key =
    days === 0
      ? 'left.today'
      : days > 0
        ? days > 99
          ? 'left.months'
          : 'left.days'
        : days < -99
          ? 'left.overMonths'
          : 'left.over'
  const n = Math.abs(days) > 99 ? months : Math.abs(days)
  // The colour of the duty says whether it matters; this only says how long.
  return { words: t(key, { n }), tone: days < 0 ? 'bad' : 'neutral', days }
}

/** By which rule a date was assumed; a rule that this page does not know is shown by its code. */
export function assumptionWords(assumption: string, language: Language): string {
  return isAssumption(assumption) ? texts(language)(`assumption.${assumption}`) : assumption
}

function isAssumption(code: string): code is DueAssumption {
  return (DUE_ASSUMPTIONS as readonly string[]).includes(code)
}

function texts(language: Language) {
  return (key: keyof (typeof ledgerTexts)['zh-CN'], params?: Readonly<Record<string, unknown>>) =>
    interpolate(ledgerTexts[language][key], params, language)
}

function partsOf(on: string, language: Language) {
  const month = Number(on.slice(5, 7))
  const quarter = Math.ceil(month / 3)
  const half = month > 6 ? 2 : 1
  const t = texts(language)
  return {
    // Years carry no thousands separator.
    year: on.slice(0, 4),
    month: language === 'en' ? (MONTHS[month - 1] ?? '') : String(month),
    ordinal: t(`ordinal.${quarter === 1 ? 1 : quarter === 2 ? 2 : quarter === 3 ? 3 : 4}`),
    half: t(`half.${half}`),
  }
}

/** The end of a year by its year alone. */
function yearOrDate(on: string, language: Language): string {
  if (!on.endsWith('-12-31')) return formatDate(on, language)
  return language === 'en' ? `end of ${on.slice(0, 4)}` : `${on.slice(0, 4)}年底`
}
