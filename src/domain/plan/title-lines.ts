import { isDocumentTitle } from './document-title.ts'
import { splitJoined } from './joined-lines.ts'
import { readMarkedTitles } from './marked-titles.ts'
import { readMark } from './numbering.ts'
import type { Line, Reading } from './reading.ts'

/** Kinds of short line that stand alone in an official document and are no headings. */
export type FormalLine = 'title' | 'salutation' | 'signature' | 'date' | 'number' | 'publicity' | 'annexes'

const salutation = /[:]$/
const addressees = /各|有关|单位|部门|委员会|人民政府|管委会|公司|局|办|院/
export const dateLine =
  /^[(]?(?:20|19)\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:印发)?[)]?$|^(?:二[〇零]|一九)[〇零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日$/
export const documentNumberLine =
  /^[\u4e00-\u9fff]{1,12}[〔[(【]\s?(?:19|20)\d{2}\s?[\]〕)】]\s?(?:第)?\s?\d{1,5}\s?号$/
const publicity = /^\((?:此件|本文|此文).{2,14}\)$|^此件.{2,8}公开/
const annexList = /^附\s*件\s*\d{0,2}\s*[:.、]?/
const bodyEnding =
  /(?:政府|委员会|管委会|委|局|厅|办公室|办公厅|部|院|中心|公司|大学|集团|领导小组|办|署|总局|会|厅)$/

/** Tells the formal lines of a document apart; null for running text, headings and everything else. */
export function formalLineOf(line: string): FormalLine | null {
  if (line.length > 120 || line === '') return null
  if (dateLine.test(line)) return 'date'
  if (documentNumberLine.test(line)) return 'number'
  if (publicity.test(line)) return 'publicity'
  if (annexList.test(line) && !line.includes('。')) return 'annexes'
  if (readMark(line)) return null
  if (
    salutation.test(line) &&
    addressees.test(line) &&
    !/[。;]/.test(line) &&
    !/如下:$|包括:$|[为是]:$/.test(line)
  ) {
    return 'salutation'
  }
  if (!/[。,;:]/.test(line) && line.length <= 40 && bodyEnding.test(line.replace(/\s+/g, '')))
    return 'signature'
  return null
}

/** The title in these lines of the head of the document, and which lines it takes up (indexes into `lines`). */
export interface TitleLines {
  readonly first: number
  readonly last: number
  readonly text: string
}

const covering =
  /(?:印发|转发|发布|公布|下发)给?你们|现(?:将|予)[^。]{0,120}(?:印发|转发|发布|公布|下发)|请(?:认真|遵照|结合)[^。]{0,20}(?:贯彻|执行|落实)/
const abstract = /^(?:导读|导言|导语|摘要|内容摘要|核心提示|编者按)\s*:/

/** A covering notice: the plan that it sends out follows with a title of its own. */
function isNotice(title: string): boolean {
  return /(?:通知|公告|通告|函)(?:\(.{1,12}\))?$/.test(title)
}

/** The lines that hold something of the document: no blank lines, no page chrome; joined ones taken apart. */
export function contentLines(reading: Reading): readonly Line[] {
  return reading.lines.filter((line) => !line.noise && line.text !== '').flatMap(splitJoined)
}

const endsSentence = /[。;:!?]$/
const furthest = 60

/**
 * The document's title before its first running text (`lines` as `contentLines` gives them), at most over four lines (a long title is broken in the middle, a
 * body's name may stand alone above). Where a covering notice comes first, the title of what it covers is meant.
 */
export function findTitleLines(lines: readonly Line[]): TitleLines | null {
  let found: TitleLines | null = null
  const limit = Math.min(lines.length, furthest)
  for (let i = 0; i < limit; i++) {
    const text = bare(lines[i]?.text ?? '')
    const mark = readMark(text)
    if (mark && text.length > mark.length) break
    if (
      text.length > 120 ||
      endsSentence.test(text) ||
      dateLine.test(text) ||
      documentNumberLine.test(text)
    ) {
      const running = text.length >= 50 && text.includes('。') && !covering.test(text) && !abstract.test(text)
      if (running && !(found && isNotice(found.text))) break
      continue
    }
    const here = titleFrom(lines, i)
    if (here) {
      found = here
      i = here.last
    }
  }
  return found
}

/** (2026—2028年), (试行) on a line of its own below the title. */
const edition = /^\([^()]{0,16}(?:(?:19|20)\d{2}\s?年?|试行|暂行|修订|修正|稿|版)\)$/

function titleFrom(lines: readonly Line[], first: number): TitleLines | null {
  const start = formalLineOf(bare(lines[first]?.text ?? ''))
  if (start !== null && start !== 'signature') return null
  let text = ''
  for (let last = first; last < Math.min(first + 4, lines.length); last++) {
    const part = bare(lines[last]?.text ?? '')
    if (
      last > first &&
      (part.length > 60 || endsSentence.test(part) || readMark(part) || dateLine.test(part))
    )
      return null
    text += part
    if (last === first && /^(?:19|20)\d{2}年\d|[)】]$/.test(part) && !isTitle(part)) return null
    if (isTitle(text)) {
      if (last > first && start === 'signature' && isTitle(part)) return null
      const below = bare(lines[last + 1]?.text ?? '')
      return edition.test(below) ? { first, last: last + 1, text: text + below } : { first, last, text }
    }
  }
  return null
}

function isTitle(text: string): boolean {
  if (text.length < 6 || text.length > 120 || !isBalanced(text)) return false
  const marked = readMarkedTitles(text)
  const whole = marked.length === 1 && marked[0]?.from === 0 && marked[0].to === text.length
  return isDocumentTitle(whole ? (marked[0]?.title ?? text) : text) && !/^附件/.test(text)
}

/** Whether every 《 is closed and every 》 opened: a line broken inside a cited title is no title yet. */
function isBalanced(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '《') depth++
    if (character === '》' && --depth < 0) return false
  }
  return depth === 0
}

/** Without the marks that a converter from a web page leaves before a heading. */
export function bare(line: string): string {
  return line
    .replace(/^#{1,6}\s*/, '')
    .replace(/^\*\*(.+)\*\*$/, '$1')
    .replace(/^[\p{Extended_Pictographic}\s]+(?=[\u3400-\u9fff])/u, '')
}
