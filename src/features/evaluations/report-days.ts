/** Days and periods in the words of Chinese documents, by the zone's time. */

const OFFSET_MS = 8 * 3_600_000

/** The civil day of a moment in the zone: 2025-06-03. */
export function dayInZone(moment: string): string {
  return new Date(Date.parse(moment) + OFFSET_MS).toISOString().slice(0, 10)
}

/** 2025年6月3日 */
export function chineseDay(moment: string): string {
  const [year = '', month = '', day = ''] = dayInZone(moment).split('-')
  return `${year}年${String(Number(month))}月${String(Number(day))}日`
}

/** 2024 → 2024年度; 2025-Q1 → 2025年第1季度; 2025-03 → 2025年3月 */
export function chinesePeriod(period: string): string {
  const [year = '', part] = period.split('-')
  if (part === undefined) return `${year}年度`
  return part.startsWith('Q') ? `${year}年第${part.slice(1)}季度` : `${year}年${String(Number(part))}月`
}
