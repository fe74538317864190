import { leadsAmong } from './lead-sentences.ts'
import { isDecimalStart, type MarkStyle, readDecimalMark, readMark, readNextMark } from './numbering.ts'
import { findOrdinals } from './ordinals.ts'
import type { Reading } from './reading.ts'
import { firstClause, runInTitle } from './run-in-title.ts'
import { findStackedRows } from './stacked-tables.ts'
import { actionColumnOf, isTableLine, readRow } from './table-rows.ts'
import { bare, contentLines, findTitleLines, type FormalLine, formalLineOf } from './title-lines.ts'
import type { HeadingKind } from './types.ts'

/** title-line: a heading that stands alone without a number; lead: a title sentence in front of its paragraph. */
export type OutlineStyle = MarkStyle | 'title-chapter' | 'title-line' | TableGroupStyle | 'lead' | 'ordinal'
/** Lines between the rows of a table of tasks that name a group of rows, and a group of groups. */
export type TableGroupStyle = 'group-chapter' | 'group'

export interface OutlineHeading {
  readonly type: 'heading'
  readonly kind: HeadingKind
  readonly style: OutlineStyle
  readonly ordinal: number
  readonly number: string | null
  readonly title: string
  /** Clean offsets of the heading, its number included. */
  readonly from: number
  readonly to: number
  /** After the number or dash. */
  readonly titleFrom: number
  /** Whether text goes on behind the title. */
  readonly runIn: boolean
}

/** Running text: a line, or the part of a line behind a title. */
export interface OutlineText {
  readonly type: 'text'
  readonly from: number
  readonly to: number
  /** Title, addressees, signature and the like; tables; what closes a document. Null for ordinary text. */
  readonly form: FormalLine | 'table' | 'closing' | null
}

export type OutlineItem = OutlineHeading | OutlineText

/** The document in order: headings and the text between them. */
export function readOutline(reading: Reading): readonly OutlineItem[] {
  const lines = contentLines(reading)
  const items = withTitleLines(withTableGroups(numberedItems(lines), reading), reading)
  return withOrdinals(withLeads(items, reading), reading)
}

const annexItem = /^\d{1,2}\s?[.、]\s?\S{2,60}$/
const inForce =
  /^本(?:意见|办法|措施|规划|方案|通知|规定|细则|政策|条例|文件|计划|实施意见|若干措施|行动计划)[^。]{0,40}(?:施行|实施之日|执行|解释|有效期|试行)/

function numberedItems(lines: Reading['lines']): OutlineItem[] {
  const title = findTitleLines(lines)
  const articleTitle = articleTitles(lines)
  const decimal = lines.some((line) => isDecimalStart(bare(line.text)))
  const stacked = new Map(findStackedRows(lines).map((row) => [row.first, row.last]))
  let inRow = -1
  const lastLong = lines.findLastIndex((line) => line.text.length >= 50 || readMark(bare(line.text)) !== null)
  const items: OutlineItem[] = []
  let opened = false
  let lastArabic = -1
  let inAnnexes = false
  lines.forEach((line, i) => {
    const text = bare(line.text)
    const from = line.end - text.length - (line.text.length - line.text.trimEnd().length)
    const plain = (form: OutlineText['form']): void =>
      void items.push({ type: 'text', from, to: line.end, form })
    if (title && i >= title.first && i <= title.last) return plain('title')
    if (i <= inRow) return
    const lastOfRow = stacked.get(i)
    if (lastOfRow !== undefined) {
      inRow = lastOfRow
      items.push({ type: 'text', from, to: lines[lastOfRow]?.end ?? line.end, form: 'table' })
      return
    }
    if (isTableLine(text)) return plain('table')
    const form = formalLineOf(text)
    if (inAnnexes && annexItem.test(text) && !text.includes('。')) return plain('annexes')
    inAnnexes = form === 'annexes'
    if (form === 'annexes') return plain(form)
    if (form && (!opened || i > lastLong)) return plain(form)
    const mark = readMark(text) ?? (decimal ? readDecimalMark(text) : null) ?? readNextMark(text, lastArabic)
    if (mark?.style === 'arabic') lastArabic = mark.ordinal
    if (!mark) return plain(opened && inForce.test(text) ? 'closing' : null)
    opened = true
    const rest = text.slice(mark.length)
    const article = mark.style === 'article'
    const found = article ? articleTitle(rest) : runInTitle(rest)
    const titleFrom = from + mark.length
    const to = titleFrom + found.length
    const bodyFrom = to + blanksAt(text, mark.length + found.length)
    items.push({
      type: 'heading',
      kind: 'numbered',
      style: mark.style,
      ordinal: mark.ordinal,
      number: mark.number,
      title: found.title.replace(/^([\u3400-\u9fff])\s+([\u3400-\u9fff])$/, '$1$2'),
      from,
      to: found.length === 0 ? from + text.slice(0, mark.length).trimEnd().length : to,
      titleFrom,
      runIn: bodyFrom < line.end,
    })
    if (bodyFrom < line.end) items.push({ type: 'text', from: bodyFrom, to: line.end, form: null })
  })
  return items
}

function blanksAt(text: string, at: number): number {
  const rest = text.slice(at)
  return rest.length - rest.trimStart().length
}

interface ArticleTitle {
  readonly title: string
  readonly length: number
}

const shortSentence = /^(?!本|自|为)([^\s。,;:!?]{2,14})[。:]\s*(?=\S{10})/
const fewestTitled = 3

/**
 * Articles have text behind their number at once; some give a name in 【】 or a few words set off by a blank. A first
 * sentence of a few words is a title only where most articles of a document begin so.
 */
function articleTitles(lines: Reading['lines']): (rest: string) => ArticleTitle {
  let articles = 0
  let titled = 0
  for (const line of lines) {
    const text = bare(line.text)
    const mark = readMark(text)
    if (mark?.style !== 'article') continue
    articles++
    if (shortSentence.test(text.slice(mark.length, mark.length + 40))) titled++
  }
  const haveTitles = titled >= fewestTitled && titled * 2 >= articles
  return (rest) => {
    const named =
      /^(?:[【[(])([^】\])]{2,20})[】\])]\s*/.exec(rest) ??
      /^([^\s。,;:]{2,16})(?:\s{1,}(?=\S{10})|$)/.exec(rest) ??
      (haveTitles ? shortSentence.exec(rest.slice(0, 60)) : null)
    return named ? { title: named[1] ?? '', length: named[0].trimEnd().length } : { title: '', length: 0 }
  }
}

const longestGroup = 40

/** Short lines between the rows of a table of tasks; of two such lines in a row the first is the outer one. */
function withTableGroups(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
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
function withTitleLines(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
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
function isBold(reading: Reading, { from }: { readonly from: number }): boolean {
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

/** Splits title sentences off the unnumbered paragraphs that begin with one. */
function withLeads(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
  const result: OutlineItem[] = []
  let run: OutlineText[] = []
  const flush = (): void => {
    const texts = run.map((item) => reading.clean.slice(item.from, item.to))
    const lengths = leadsAmong(texts, (i) => isBold(reading, run[i] ?? { from: 0 }))
    run.forEach((item, i) => {
      const length = lengths[i] ?? 0
      if (length === 0) {
        result.push(item)
        return
      }
      const sentence = texts[i]?.slice(0, length) ?? ''
      const title = sentence.replace(/^(?:—+|-{2,}|[●■◆▪○◇★▲])\s*/, '')
      const to = item.from + length
      const runIn = to < item.to
      result.push({
        type: 'heading',
        kind: 'lead',
        style: 'lead',
        ordinal: 0,
        number: null,
        title: title.replace(/[。,;:!?]+$/, ''),
        from: item.from,
        to,
        titleFrom: item.from + length - title.length,
        runIn,
      })
      if (runIn) result.push({ type: 'text', from: to, to: item.to, form: null })
    })
    run = []
  }
  items.forEach((item, i) => {
    const before = items[i - 1]
    const behindTitle = before?.type === 'heading' && before.runIn
    if (item.type === 'text' && item.form === null && !behindTitle) run.push(item)
    else {
      flush()
      result.push(item)
    }
  })
  flush()
  return result
}

/** Splits text at 一是, 二是, … and makes each a heading. A series may run over several paragraphs of one section. */
function withOrdinals(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
  const result: OutlineItem[] = []
  let run: OutlineText[] = []
  const flush = (): void => {
    const first = run[0]
    const last = run.at(-1)
    if (first && last) result.push(...splitAtOrdinals(run, reading, first.from, last.to))
    run = []
  }
  for (const item of items) {
    if (item.type === 'text' && item.form === null) run.push(item)
    else {
      flush()
      result.push(item)
    }
  }
  flush()
  return result
}

function splitAtOrdinals(
  run: readonly OutlineText[],
  reading: Reading,
  start: number,
  end: number,
): OutlineItem[] {
  const marks = findOrdinals(reading.clean.slice(start, end)).map((mark) => ({
    ...mark,
    from: mark.from + start,
    textFrom: mark.textFrom + start,
  }))
  if (marks.length === 0) return [...run]
  const result: OutlineItem[] = []
  for (const item of run) {
    const inside = marks.filter((mark) => mark.from >= item.from && mark.from < item.to)
    const before = inside[0]?.from ?? item.to
    if (before > item.from) result.push({ ...item, to: before })
    inside.forEach((mark, i) => {
      const to = inside[i + 1]?.from ?? item.to
      const title = ordinalTitle(reading.clean.slice(mark.textFrom, to))
      const titleEnd = mark.textFrom + title.length
      const runIn = titleEnd < to
      result.push({
        type: 'heading',
        kind: 'ordinal',
        style: 'ordinal',
        ordinal: mark.ordinal,
        number: mark.number,
        title: title.title,
        from: mark.from,
        to: titleEnd,
        titleFrom: mark.textFrom,
        runIn,
      })
      if (runIn) result.push({ type: 'text', from: titleEnd, to, form: null })
    })
  }
  return result
}

/** A first sentence of one or two clauses with more behind it is the title; else the first clause is. */
function ordinalTitle(text: string): { title: string; length: number } {
  const stop = text.search(/[。;:]/)
  const sentence = stop < 0 ? text : text.slice(0, stop)
  const short = sentence.length <= 48 && sentence.split(',').length <= 2
  if (short && text[stop] === '。' && !/,(?:由|经|报|并|以|通过|结合)/.test(sentence))
    return { title: sentence, length: stop + 1 }
  return firstClause(text)
}
