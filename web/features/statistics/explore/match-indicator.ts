import type { IndicatorRow } from '#contract/statistics'

const RHYTHMS = ['year', 'quarter', 'month'] as const

export interface IndicatorGroup {
  readonly rhythm: (typeof RHYTHMS)[number]
  readonly rows: readonly IndicatorRow[]
}

/**
 * Indicators that match the words, best first, apart by rhythm: by Chinese or English name, alias, pinyin initials or code.
 * Several words must all match.
 */
export function matchIndicators(
  rows: readonly IndicatorRow[],
  words: string,
  alsoIn: (row: IndicatorRow) => string = () => '',
): readonly IndicatorGroup[] {
  const parts = words.toLowerCase().split(/\s+/u).filter(Boolean)
  const ranked = rows
    .map((row) => ({ row, rank: rankOf(row, parts, alsoIn(row).toLowerCase()) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.row.name.zh.localeCompare(b.row.name.zh, 'zh-CN'))
    .map(({ row }) => row)
  return RHYTHMS.map((rhythm) => ({ rhythm, rows: ranked.filter((row) => row.rhythm === rhythm) })).filter(
    (group) => group.rows.length > 0,
  )
}

/** Smaller is better; null: no match. */
function rankOf(row: IndicatorRow, parts: readonly string[], also: string): number | null {
  let worst = 0
  for (const part of parts) {
    const rank = rankOfPart(row, part, also)
    if (rank === null) return null
    worst = Math.max(worst, rank)
  }
  return worst
}

function rankOfPart(row: IndicatorRow, part: string, also: string): number | null {
  const { zh, en } = row.name
  const initials = row.initials.split(' ')
  if (row.code === part || zh.toLowerCase() === part || initials[0] === part) return 0
  if (zh.toLowerCase().startsWith(part) || (initials[0]?.startsWith(part) ?? false)) return 1
  if (zh.toLowerCase().includes(part) || en.toLowerCase().includes(part) || row.code.includes(part)) return 2
  if (row.aliases.some((alias) => alias.toLowerCase().includes(part))) return 3
  // In the middle of the initials of a long name nearly every pair of letters occurs.
  if (initials.some((each) => each.startsWith(part) || (part.length > 2 && each.includes(part)))) return 4
  return also.includes(part) ? 5 : null
}
