import { isDecimalStart, readDecimalMark, readMark, readNextMark } from './numbering.ts'
import type { OutlineItem, OutlineText } from './outline-items.ts'
import type { Reading } from './reading.ts'
import { runInTitle } from './run-in-title.ts'
import { findStackedRows } from './stacked-tables.ts'
import { isTableLine } from './table-rows.ts'
import { bare, findTitleLines, formalLineOf } from './title-lines.ts'

const annexItem = /^\d{1,2}\s?[.、]\s?\S{2,60}$/
const inForce =
  /^本(?:意见|办法|措施|规划|方案|通知|规定|细则|政策|条例|文件|计划|实施意见|若干措施|行动计划)[^。]{0,40}(?:施行|实施之日|执行|解释|有效期|试行)/

/** Each line as a heading by its number, with the text behind its title, or as text of some form. */
export function numberedItems(lines: Reading['lines']): OutlineItem[] {
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
