import type { Range } from './quantities.ts'

/**
 * Stretches whose numbers belong to names and not to measures: book titles, document numbers, short names in quotation
 * marks (“1+6”, “两个覆盖”), links and codes. A long quotation is running text and stays open.
 */
const NAMED = new RegExp(
  [
    String.raw`《[^》\n]{1,120}》`,
    String.raw`[〔\[][12]\d{3}[〕\]]\s?\d{1,5}\s?号`,
    String.raw`“[^“”\n]{1,12}”`,
    String.raw`“[^“”\n]{0,30}[+＋][^“”\n]{0,30}”`,
    String.raw`‘[^‘’\n]{1,12}’`,
    String.raw`「[^「」\n]{1,12}」`,
    String.raw`https?:\/\/[^\s)》]{1,200}`,
    String.raw`第\s?[〇零一二两三四五六七八九十百\d ]{1,9}\s?(?:章|节|条|款|项|目|编|届|批|批次|号|期|轮|次|季度)`,
    String.raw`\d{1,6}号(?!线|地块)`,
    String.raw`[A-Za-z][A-Za-z-]*\d+(?:\.\d+)?`,
  ].join('|'),
  'gu',
)

/** Sorted by `from`, without overlaps. */
export function findNameMasks(text: string, from: number, to: number): Range[] {
  const found: Range[] = []
  // Cut off at the end, or a text without names would be searched to its very end from every passage.
  const part = text.slice(0, to)
  NAMED.lastIndex = from
  for (;;) {
    const match = NAMED.exec(part)
    if (match === null) break
    if (!isPlanPeriod(match[0])) found.push({ from: match.index, to: match.index + match[0].length })
  }
  return found
}

/** “十四五” is a time and no name; `findTimes` reads it. */
function isPlanPeriod(quoted: string): boolean {
  return /^["“‘「]?[十二一三四五六七八九]{2,4}五["”’」]?$/u.test(quoted) && quoted.length <= 6
}

/** Joins several sorted lists of stretches into one. */
export function mergeRanges(...lists: readonly (readonly Range[])[]): Range[] {
  const all = lists.flat().sort((a, b) => a.from - b.from)
  const merged: { from: number; to: number }[] = []
  for (const range of all) {
    const last = merged.at(-1)
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to)
    else merged.push({ from: range.from, to: range.to })
  }
  return merged
}

/** Whether `at` lies in one of the ranges, which are sorted and do not overlap. */
export function isInside(ranges: readonly Range[], at: number): boolean {
  let low = 0
  let high = ranges.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined) return false
    if (at < range.from) high = middle - 1
    else if (at >= range.to) low = middle + 1
    else return true
  }
  return false
}
