import { useMemo } from 'react'
import { useLanguage } from '../text/index.ts'
import type { Language } from '../text/index.ts'

/** The zone's clock; every moment is shown in it, wherever the reader sits. */
const TIME_ZONE = 'Asia/Shanghai'
/** Its distance from UTC, the same all year round: for times that somebody enters. */
export const ZONE_OFFSET = '+08:00'
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function formatNumber(value: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(value)
}

/** A count that stops at `most`: then there may be more, `99+`. */
export function formatCounted(value: number, most: number): string {
  return value < most ? formatNumber(value) : `${formatNumber(most - 1)}+`
}

export function formatPercent(share: number): string {
  return new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

/** `2026-11-22` → 2026年11月22日, 22 Nov 2026. */
export function formatDate(on: string, language: Language): string {
  const [year, month, day] = on.slice(0, 10).split('-').map(Number)
  if (!year || !month || !day) return on
  return language === 'en' ? `${day} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`
}

/** A moment to the minute in the zone's time: 2026年11月22日 14:05, 22 Nov 2026 14:05. */
export function formatMoment(at: string, language: Language): string {
  const local = zoned(at)
  return `${formatDate(local.date, language)} ${local.time.slice(0, 5)}`
}

/** A deadline to the minute; one at midnight is the end of the day before: 2026年11月24日 24:00, 24 Nov 2026 24:00. */
export function formatDeadline(at: string, language: Language): string {
  return midnight(at) ? `${formatDate(dayEndingAt(at), language)} 24:00` : formatMoment(at, language)
}

/** To the second, for audit. */
export function formatMomentExactly(at: string): string {
  const local = zoned(at)
  return `${local.date} ${local.time}`
}

/** How long ago: 刚刚, 5 分钟前, 3 小时前, 昨天, 4 天前; from a month on the date. Days are the zone's calendar days. */
export function formatSince(at: string, now: Date, language: Language): string {
  const passed = now.getTime() - new Date(at).getTime()
  const days = Math.round((Date.parse(zoned(now.toISOString()).date) - Date.parse(zoned(at).date)) / DAY)
  const en = language === 'en'
  if (passed < MINUTE) return en ? 'just now' : '刚刚'
  if (passed < 60 * MINUTE) {
    const minutes = Math.floor(passed / MINUTE)
    return en ? `${minutes} min ago` : `${minutes} 分钟前`
  }
  if (days === 0) {
    const hours = Math.floor(passed / (60 * MINUTE))
    return en ? `${hours} h ago` : `${hours} 小时前`
  }
  if (days === 1) return en ? 'yesterday' : '昨天'
  if (days < 30) return en ? `${days} days ago` : `${days} 天前`
  return formatDate(zoned(at).date, language)
}

/** A moment near now, as short as it stays clear: 今天 18:00, 明天 09:30, 11月24日 18:00; of another year the date. */
export function formatMomentShort(at: string, now: Date, language: Language): string {
  const local = zoned(at)
  return shortly(local.date, local.time.slice(0, 5), now, language)
}

/** A deadline near now, as short as it stays clear; midnight ends the day before: 今天 24:00, 11月24日 24:00. */
export function formatDeadlineShort(at: string, now: Date, language: Language): string {
  return midnight(at)
    ? shortly(dayEndingAt(at), '24:00', now, language)
    : formatMomentShort(at, now, language)
}

function shortly(date: string, time: string, now: Date, language: Language): string {
  const en = language === 'en'
  const days = daysUntil(date, now)
  if (days === 0) return en ? `today ${time}` : `今天 ${time}`
  if (days === 1) return en ? `tomorrow ${time}` : `明天 ${time}`
  if (days === -1) return en ? `yesterday ${time}` : `昨天 ${time}`
  if (date.slice(0, 4) !== todayOf(now).slice(0, 4)) return formatDate(date, language)
  const [month = 0, day = 0] = date.split('-').slice(1).map(Number)
  return en ? `${day} ${MONTHS[month - 1]} ${time}` : `${month}月${day}日 ${time}`
}

function midnight(at: string): boolean {
  return zoned(at).time === '00:00:00'
}

/** The date of the day that ends at this midnight. */
function dayEndingAt(at: string): string {
  return zoned(new Date(Date.parse(at) - 1).toISOString()).date
}

/** Days left until a date of the zone's calendar; negative when it has passed. */
export function daysUntil(on: string, now: Date): number {
  return Math.round((Date.parse(on) - Date.parse(zoned(now.toISOString()).date)) / DAY)
}

/** The day of a moment by the zone's calendar, without its time: 2026年11月22日, 22 Nov 2026. */
export function formatDayOf(at: string, language: Language): string {
  return formatDate(zoned(at).date, language)
}

/** The zone's date of a moment: `2026-11-22`. */
export function todayOf(now: Date): string {
  return zoned(now.toISOString()).date
}

/** From when to when something holds; an open end is said in words. */
export function formatValidity(from: string | null, to: string | null, language: Language): string {
  const en = language === 'en'
  if (!from && !to) return en ? 'no limit recorded' : '未记起止'
  if (!to) return en ? `since ${formatDate(from ?? '', language)}` : `${formatDate(from ?? '', language)}起`
  if (!from) return en ? `until ${formatDate(to, language)}` : `至${formatDate(to, language)}`
  return en
    ? `${formatDate(from, language)} – ${formatDate(to, language)}`
    : `${formatDate(from, language)}—${formatDate(to, language)}`
}

/** 1.4 MB; 1 MB is 1,000,000 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const [value, unit] =
    bytes < 1e6 ? [bytes / 1e3, 'KB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`
}

/** Elapsed time: 45 s, 3:07 min. */
export function formatDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const en = language === 'en'
  if (seconds < 60) return en ? `${seconds} s` : `${seconds} 秒`
  const rest = String(seconds % 60).padStart(2, '0')
  return en ? `${Math.floor(seconds / 60)}:${rest} min` : `${Math.floor(seconds / 60)} 分 ${rest} 秒`
}

const collators = {
  'zh-CN': new Intl.Collator('zh-CN', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
}

/** Order of names: Chinese by pinyin, numbers within by value. */
export function compareNames(one: string, other: string, language: Language): number {
  return collators[language].compare(one, other)
}

/** Formatters in the language of the page. */
export function useFormat() {
  const language = useLanguage()
  return useMemo(
    () => ({
      language,
      number: formatNumber,
      counted: formatCounted,
      percent: formatPercent,
      date: (on: string) => formatDate(on, language),
      dayOf: (at: string) => formatDayOf(at, language),
      moment: (at: string) => formatMoment(at, language),
      momentShort: (at: string) => formatMomentShort(at, new Date(), language),
      deadline: (at: string) => formatDeadline(at, language),
      deadlineShort: (at: string) => formatDeadlineShort(at, new Date(), language),
      since: (at: string) => formatSince(at, new Date(), language),
      validity: (from: string | null, to: string | null) => formatValidity(from, to, language),
      bytes: formatBytes,
      duration: (milliseconds: number) => formatDuration(milliseconds, language),
      compare: (one: string, other: string) => compareNames(one, other, language),
      /** The name in the language of the page, where there is one. */
      name: (thing: { readonly name: string; readonly nameEn?: string }) =>
        language === 'en' && thing.nameEn ? thing.nameEn : thing.name,
    }),
    [language],
  )
}

const zonedParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: TIME_ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

function zoned(at: string): { readonly date: string; readonly time: string } {
  const part: Record<string, string> = {}
  for (const { type, value } of zonedParts.formatToParts(new Date(at))) part[type] = value
  return {
    date: `${part['year']}-${part['month']}-${part['day']}`,
    time: `${part['hour']}:${part['minute']}:${part['second']}`,
  }
}
