import { periodById, type DuePrecision, type Rhythm } from '#domain/ledger'

/** A deadline as official documents say it: 2026年3月2日, 2026年6月底, 2026年第二季度, 2026年上半年, 2026年底. */
export function dueWords(on: string | null, precision: DuePrecision): string {
  if (on === null) return ''
  const [year, month, day] = [on.slice(0, 4), Number(on.slice(5, 7)), Number(on.slice(8, 10))]
  switch (precision) {
    case 'month':
      return `${year}年${month}月底`
    case 'quarter':
      return `${year}年第${'一二三四'[Math.floor((month - 1) / 3)] ?? ''}季度`
    case 'half-year':
      return `${year}年${month <= 6 ? '上' : '下'}半年`
    case 'year':
    case 'plan-period':
      return month === 12 && day === 31 ? `${year}年底` : `${year}年${month}月${day}日`
    case 'day':
    case 'periodic':
    case 'none':
      return `${year}年${month}月${day}日`
  }
}

export const RHYTHM_WORDS: Readonly<Record<Rhythm, string>> = {
  week: '每周',
  month: '每月',
  quarter: '每季度',
  'half-year': '每半年',
  year: '每年',
}

/** 2026-Q3 as it is said; what is no period stays as it is. */
export function periodWords(id: string): string {
  const period = periodById(id)
  if (period === null) return id
  if (period.rhythm === 'week') return `${id.slice(0, 4)}年第${Number(id.slice(-2))}周`
  return dueWords(period.to, period.rhythm).replace(/底$/, '')
}
