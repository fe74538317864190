/** The last period that has ended. */
export function lastPeriod(rhythm: 'year' | 'quarter' | 'month', now: Date): string {
  const year = now.getFullYear()
  const month = now.getMonth()
  if (rhythm === 'year') return String(year - 1)
  if (rhythm === 'month') return month === 0 ? `${year - 1}-12` : `${year}-${String(month).padStart(2, '0')}`
  const quarter = Math.floor(month / 3)
  return quarter === 0 ? `${year - 1}-Q4` : `${year}-Q${quarter}`
}
