import { titleKey } from './document-title.ts'
import { numberOf } from './numerals.ts'
import { spanOf } from './reading.ts'
import type { Line, Reading } from './reading.ts'
import type { Annex } from './types.ts'

interface Named {
  readonly from: number
  readonly to: number
  readonly number: number | null
  readonly title: string
  /** Line on which the list of annexes ends; the annex itself can only follow. */
  readonly lineIndex: number
}

const LIST_LEAD = /^(?:附件|附表|附录|附)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[:：.、]\s*/
const ITEM_LEAD = /^(\d{1,2})\s*[.、．:：]\s*/
const ITEM_WITHIN = /(?:^|\s|;|；)(\d{1,2})\s*[.、．]\s*(?=\D)/g
const OPENING =
  /^[(（【[]?(?:附件|附表|附录|附)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[)）】\]]?\s*[:：]?$/
const REFERENCE = /(?:详|具体)?见(附件|附表|附录)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})?/g
const FILE_ENDING = /\.(?:xlsx?|docx?|pdf|wps|et|zip|rar|ofd|jpe?g)$/i

/**
 * Annexes that the document names (附件:1.… 2.…, 附件3:…, 详见附表) and whether their text stands in the same file. The
 * list of annexes is often set among the page's download links, so lines marked as noise are read here too. An annex is
 * present when a line after the list opens it (附件1, or its title on a line of its own) and text follows.
 */
export function readAnnexes(reading: Reading): Annex[] {
  const named = listed(reading.lines)
  const openings = findOpenings(reading.lines, named)
  const annexes: Annex[] = named.map((item) => ({
    ...spanOf(reading, item.from, item.to),
    title: item.title,
    present: openings.some((opening) => opens(opening, item, reading.lines)),
  }))
  if (named.length > 0) return annexes
  return [...annexes, ...referredTo(reading, openings)]
}

function listed(lines: readonly Line[]): Named[] {
  const named: Named[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]
    const lead = line === undefined ? null : LIST_LEAD.exec(line.text)
    if (line === undefined || lead === null || lead[0].length === line.text.length) continue
    // Only a list if it is short of running text: 附: 说明如下。… is a paragraph.
    if (line.text.length > 160 && !ITEM_WITHIN.test(line.text.slice(lead[0].length))) continue
    ITEM_WITHIN.lastIndex = 0
    pushItems(named, line, lead[0].length, numberOf(lead[1] ?? ''), index)
    let next = index + 1
    for (; next < lines.length; next++) {
      const follower = lines[next]
      if (follower === undefined) break
      if (follower.text === '') continue
      const item = ITEM_LEAD.exec(follower.text)
      const previous = named.at(-1)?.number
      if (
        item === null ||
        follower.text.length > 120 ||
        previous === undefined ||
        previous === null ||
        numberOf(item[1] ?? '') !== previous + 1
      )
        break
      pushItems(named, follower, 0, null, next)
    }
    index = next - 1
  }
  return named
}

function pushItems(
  named: Named[],
  line: Line,
  offset: number,
  number: number | null,
  lineIndex: number,
): void {
  const rest = line.text.slice(offset)
  const starts = [...rest.matchAll(ITEM_WITHIN)]
  if (starts.length === 0) {
    const title = cleanTitle(rest)
    if (title !== '') named.push({ from: line.start + offset, to: line.end, number, title, lineIndex })
    return
  }
  for (const [i, match] of starts.entries()) {
    const from = match.index + match[0].length
    const to = starts[i + 1]?.index ?? rest.length
    const title = cleanTitle(rest.slice(from, to))
    if (title === '') continue
    const end = from + rest.slice(from, to).trimEnd().length
    named.push({
      from: line.start + offset + from,
      to: line.start + offset + end,
      number: Number(match[1]),
      title,
      lineIndex,
    })
  }
}

function cleanTitle(title: string): string {
  return title
    .trim()
    .replace(/[;;。]$/, '')
    .replace(FILE_ENDING, '')
    .replace(/^《(.*)》$/, '$1')
    .trim()
}

interface Opening {
  readonly lineIndex: number
  readonly number: number | null
  readonly title: string
}

/** Lines that open an annex: 附件2 alone, or the annex's title alone, with text after it. */
function findOpenings(lines: readonly Line[], named: readonly Named[]): Opening[] {
  const titles = new Set(named.map((item) => titleKey(item.title)))
  const openings: Opening[] = []
  for (const [lineIndex, line] of lines.entries()) {
    if (line.text.length > 100 || line.text === '') continue
    const alone = OPENING.exec(line.text)
    const key = titleKey(line.text)
    if (alone === null && !titles.has(key)) continue
    if (!hasTextAfter(lines, lineIndex)) continue
    openings.push({ lineIndex, number: numberOf(alone?.[1] ?? ''), title: alone === null ? key : '' })
  }
  return openings
}

function hasTextAfter(lines: readonly Line[], index: number): boolean {
  let seen = 0
  for (let i = index + 1; i < lines.length && i < index + 12; i++) {
    const line = lines[i]
    if (line === undefined || line.noise || line.text === '') continue
    seen += line.text.length
    if (seen >= 30) return true
  }
  return false
}

function opens(opening: Opening, item: Named, lines: readonly Line[]): boolean {
  if (opening.lineIndex <= item.lineIndex) return false
  if (opening.title !== '') return opening.title === titleKey(item.title)
  if (opening.number !== null) return opening.number === (item.number ?? 1)
  const next = lines.slice(opening.lineIndex + 1).find((line) => line.text !== '')
  return item.number === null || (next !== undefined && titleKey(next.text) === titleKey(item.title))
}

/** 详见附件 in the running text, where no list names the annexes. */
function referredTo(reading: Reading, openings: readonly Opening[]): Annex[] {
  const found = new Map<string, Annex>()
  for (const line of reading.lines) {
    if (line.noise) continue
    for (const match of line.text.matchAll(REFERENCE)) {
      const title = `${match[1] ?? '附件'}${match[2] ?? ''}`
      if (found.has(title)) continue
      const at = line.start + match.index
      const number = numberOf(match[2] ?? '')
      const present = openings.some(
        (opening) => number === null || opening.number === null || opening.number === number,
      )
      found.set(title, { ...spanOf(reading, at, at + match[0].length), title, present })
    }
  }
  return [...found.values()]
}
