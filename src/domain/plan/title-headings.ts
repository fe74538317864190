import type { OutlineHeading, OutlineItem, OutlineStyle, TableGroupStyle } from './outline-items.ts'
import type { Reading } from './reading.ts'
import { actionColumnOf, readRow } from './table-rows.ts'

const longestGroup = 40

/** Short lines between the rows of a table of tasks; of two such lines in a row the first is the outer one. */
export function withTableGroups(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
  const groups = new Map<number, TableGroupStyle>()
  let pending: number[] = []
  let inTable = false
  items.forEach((item, i) => {
    if (item.type === 'text' && item.form === 'table') {
      if (inTable) {
        const [first, second] = pending
        if (first !== undefined) groups.set(first, second === undefined ? 'group' : 'group-chapter')
        if (second !== undefined) groups.set(second, 'group')
      }
      inTable ||= actionColumnOf(readRow(reading.clean, item.from, item.to)) >= 0
      pending = []
      return
    }
    if (!inTable) return
    const text = item.type === 'text' && item.form === null ? reading.clean.slice(item.from, item.to) : ''
    if (text !== '' && text.length <= longestGroup && !/[,;:].*[,;:]|。./.test(text) && pending.length < 2)
      pending.push(i)
    else inTable = false
  })
  if (groups.size === 0) return [...items]
  return items.map((item, i) => {
    const style = groups.get(i)
    return style ? titleLine(item, reading, style) : item
  })
}

const knownTitleLine =
  /^(?:前\s*言|引\s*言|序\s*言|导\s*言|绪\s*论|总\s*则|附\s*则|结\s*语|概\s*述|编制说明|名词解释)$/
const longestTitleLine = 40

/**
 * Headings that stand alone without a number, as in news reports and on web pages: short lines without a full stop in
 * front of a paragraph. A document with numbered headings has them only in company, two or more in one section, or above
 * its numbers where it has no outer ones.
 */
export function withTitleLines(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
  const numbered = items.some((item) => item.type === 'heading')
  const aboveNumbers = titlesAboveNumbers(items, reading)
  const firstParagraph = items.findIndex((item) => isParagraph(item, reading))
  const looks = items.map((item, i) => {
    if (item.type !== 'text' || item.form !== null) return false
    const text = reading.clean.slice(item.from, item.to)
    if (knownTitleLine.test(text)) return true
    const next = items[i + 1]
    // Before the first paragraph stand the document's own title and what belongs to it, unless bold type says otherwise.
    const placed = firstParagraph >= 0 && (i > firstParagraph || isBold(reading, item))
    return placed && next !== undefined && isParagraph(next, reading) && isTitleLine(text)
  })
  const company = companyOf(items, looks)
  return items.map((item, i) => {
    const above = aboveNumbers.get(i)
    if (above) return titleLine(item, reading, above)
    if (!looks[i]) return item
    const known = knownTitleLine.test(reading.clean.slice(item.from, item.to))
    return numbered && !known && (company[i] ?? 0) < 2 && !isBold(reading, item)
      ? item
      : titleLine(item, reading, 'title-line')
  })
}

/** Set in bold type in the original, as Markdown has it. */
export function isBold(reading: Reading, { from }: { readonly from: number }): boolean {
  const at = reading.toOriginal[from] ?? 0
  return reading.original.startsWith('**', at - 2) || reading.original.startsWith('__', at - 2)
}

function titleLine(
  item: OutlineItem,
  reading: Reading,
  style: 'title-line' | 'title-chapter' | TableGroupStyle,
): OutlineHeading {
  return {
    type: 'heading',
    kind: 'lead',
    style,
    ordinal: 0,
    number: null,
    title: reading.clean
      .slice(item.from, item.to)
      .replace(/(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])/g, '')
      .replace(/。$/, ''),
    from: item.from,
    to: item.to,
    titleFrom: item.from,
    runIn: false,
  }
}

/** For each item, how many of the items between the same two headings look like title lines. */
function companyOf(items: readonly OutlineItem[], looks: readonly boolean[]): number[] {
  const company: number[] = []
  let start = 0
  const settle = (end: number): void => {
    const count = looks.slice(start, end).filter(Boolean).length
    for (let i = start; i < end; i++) company[i] = count
    start = end
  }
  items.forEach((item, i) => {
    if (item.type === 'heading') settle(i + 1)
  })
  settle(items.length)
  return company
}

const innerMarks = new Set<OutlineStyle>([
  'arabic',
  'arabic-bracket',
  'chinese-bracket',
  'labelled',
  'arabic-half-bracket',
])

/**
 * Title lines right above numbered headings, where the document has no outer numbers of its own; of two such lines in a
 * row the first is the outer one.
 */
function titlesAboveNumbers(
  items: readonly OutlineItem[],
  reading: Reading,
): ReadonlyMap<number, 'title-line' | 'title-chapter'> {
  const found = new Map<number, 'title-line' | 'title-chapter'>()
  if (items.some((item) => item.type === 'heading' && !innerMarks.has(item.style))) return found
  for (let i = items.length - 2; i >= 0; i--) {
    const item = items[i]
    const next = items[i + 1]
    if (item?.type !== 'text' || item.form !== null || !next) continue
    const text = reading.clean.slice(item.from, item.to)
    if (!isTitleLine(text) || /:/.test(text)) continue
    if (next.type === 'heading') found.set(i, 'title-line')
    else if (found.get(i + 1) === 'title-line') found.set(i, 'title-chapter')
  }
  return found.size >= 2 ? found : new Map()
}

function isTitleLine(text: string): boolean {
  return (
    text.length >= 4 && text.length <= longestTitleLine && !/[。;!?:,、]$/.test(text) && !/[。;]/.test(text)
  )
}

function isParagraph(item: OutlineItem, reading: Reading): boolean {
  if (item.type !== 'text' || item.form !== null) return false
  const text = reading.clean.slice(item.from, item.to)
  return (text.length >= 40 && /[。;,]/.test(text)) || (text.length >= 28 && /,.*。$/.test(text))
}
