/**
 * The marks that number the parts of an official text. The usual order from outer to inner is 编, 章, 节, 条, 一、 (一)
 * 1. (1) ① (GB/T 9704, 7.3.3), but each document uses its own choice of them.
 */
export type MarkStyle =
  | 'part'
  | 'chapter'
  | 'section'
  | 'article'
  | 'chinese'
  | 'chinese-bracket'
  | 'arabic'
  | 'arabic-dotted'
  | 'arabic-dotted-deep'
  | 'arabic-bracket'
  | 'arabic-half-bracket'
  | 'circled'
  | 'labelled'
  | 'box'

export interface Mark {
  readonly style: MarkStyle
  /** As printed, blanks left out: (一) 1. 第三条. */
  readonly number: string
  readonly ordinal: number
  /** Length of the mark in the line, blanks after it included. */
  readonly length: number
}

/** Outer before inner; styles of one rank never stand inside each other. */
export const usualRank: Readonly<Record<MarkStyle, number>> = {
  part: 0,
  chapter: 1,
  section: 2,
  article: 3,
  chinese: 4,
  'chinese-bracket': 5,
  labelled: 5.5,
  box: 5.5,
  arabic: 6,
  'arabic-dotted': 6.5,
  'arabic-dotted-deep': 6.7,
  'arabic-bracket': 7,
  'arabic-half-bracket': 8,
  circled: 9,
}

const chineseNumber = '[一二三四五六七八九十百零〇]{1,5}'
const structural = new RegExp(
  `^(第\\s?(?:${chineseNumber}|\\d(?:\\s?\\d){0,2})\\s?(编|篇|部分|章|节|条))(?:[\\s、:.]*)(?!款|第)`,
)
const chinese = new RegExp(`^(${chineseNumber})\\s?([、.])\\s*(?!${chineseNumber}[、,])`)
const chineseBracket = new RegExp(`^[(〔]\\s?(${chineseNumber})\\s?[)〕]\\s?[、.]?\\s*`)
const dotted = /^(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]|\s)\s*(?=[\u4e00-\u9fff“《(【])/
const arabic = /^(\d{1,3})\s?([.、])\s*(?![\d%])/
const arabicBracket = /^\(\s?(\d{1,2})\s?\)\s?[、.]?\s*/
const arabicHalfBracket = /^(\d{1,2})\s?\)\s?[、.]?\s*/
const circled = /^([①-⑳])\s?[、.]?\s*/
const labelled = new RegExp(
  `^((?:任务|行动|工程|措施|举措|项目)\\s?(${chineseNumber}|\\d{1,2}))\\s?[:.、]\\s*`,
)

/** 专栏3 重点工程: a box beside the text, with a title of its own. */
const box = new RegExp(
  `^(专栏\\s?(\\d{1,2}|${chineseNumber}(?=[\\s:.、])))\\s?[:.、]?\\s*(?=[\\u4e00-\\u9fff“])`,
)

const structuralStyle: Readonly<Record<string, MarkStyle>> = {
  编: 'part',
  篇: 'part',
  部分: 'chapter',
  章: 'chapter',
  节: 'section',
  条: 'article',
}

/** The mark that a line begins with, or null. The line is clean and trimmed. */
export function readMark(line: string): Mark | null {
  const head = line.slice(0, 24)
  let match = structural.exec(head)
  if (match) {
    const printed = match[1] ?? ''
    const number = squeeze(printed)
    const style = structuralStyle[match[2] ?? ''] ?? 'chapter'
    // 第三条第二款, 第一部分的 and the like are words of a sentence, not marks.
    if (/^[的和至到规所、,]/.test(line.slice(printed.length))) return null
    return {
      style,
      number,
      ordinal: valueOf(number.replace(/[第编篇部分章节条]/g, '')),
      length: match[0].length,
    }
  }
  match = chinese.exec(head)
  if (match) return markOf('chinese', `${match[1] ?? ''}${match[2] ?? ''}`, match[1] ?? '', match[0])
  match = chineseBracket.exec(head)
  if (match) return markOf('chinese-bracket', `(${match[1] ?? ''})`, match[1] ?? '', match[0])
  match = dotted.exec(head)
  if (match) return dottedMark(match[1] ?? '', match[0])
  match = arabic.exec(head)
  if (match) return markOf('arabic', `${match[1] ?? ''}${match[2] ?? ''}`, match[1] ?? '', match[0])
  match = arabicBracket.exec(head)
  if (match) return markOf('arabic-bracket', `(${match[1] ?? ''})`, match[1] ?? '', match[0])
  match = arabicHalfBracket.exec(head)
  if (match) return markOf('arabic-half-bracket', `${match[1] ?? ''})`, match[1] ?? '', match[0])
  match = circled.exec(head)
  if (match) {
    const sign = match[1] ?? '①'
    return { style: 'circled', number: sign, ordinal: sign.charCodeAt(0) - 0x245f, length: match[0].length }
  }
  match = box.exec(head)
  if (match) return markOf('box', squeeze(match[1] ?? ''), match[2] ?? '', match[0])
  match = labelled.exec(head)
  if (match) return markOf('labelled', squeeze(match[1] ?? ''), match[2] ?? '', match[0])
  return null
}

/**
 * 11.121人才梯队项目: a title that begins with a figure right after the mark. Only to be believed where 10. came before,
 * since 11.121 is a number elsewhere.
 */
export function readNextMark(line: string, previous: number): Mark | null {
  const match = /^(\d{1,3})\s?([.、])(?=\d+[\u4e00-\u9fff])/.exec(line.slice(0, 24))
  if (!match || Number(match[1]) !== previous + 1) return null
  return markOf('arabic', `${match[1] ?? ''}${match[2] ?? ''}`, match[1] ?? '', match[0])
}

const chapterNumber = /^(\d{1,2})\s+(?=[\u4e00-\u9fff])(?=[^。,;:]{2,40}$)/
const closeDotted = /^(\d{1,2}(?:\.\d{1,2}){1,3})(?=[\u4e00-\u9fff])(?![万亿千百个项家倍元亩公平人])/

/** Whether a document numbers its parts 1, 1.1, 1.1.1, told by a line of its own that begins with 1.1. */
export function isDecimalStart(line: string): boolean {
  return /^1\.1[.、\s]*(?![万亿千百个项家倍元亩公平人])[\u4e00-\u9fff]/.test(line)
}

/** Marks that only a document with decimal numbers has: `2 重点任务`, `2.1夯实基础`. */
export function readDecimalMark(line: string): Mark | null {
  const chapter = chapterNumber.exec(line.slice(0, 48))
  if (chapter) return markOf('arabic', chapter[1] ?? '', chapter[1] ?? '', chapter[0])
  const close = closeDotted.exec(line.slice(0, 24))
  return close ? dottedMark(close[1] ?? '', close[0]) : null
}

function dottedMark(number: string, whole: string): Mark | null {
  const style = number.split('.').length > 2 ? 'arabic-dotted-deep' : 'arabic-dotted'
  return markOf(style, number, lastPart(number), whole)
}

function markOf(style: MarkStyle, number: string, digits: string, whole: string): Mark | null {
  const ordinal = valueOf(digits)
  return ordinal > 0 ? { style, number, ordinal, length: whole.length } : null
}

function squeeze(text: string): string {
  return text.replace(/\s/g, '')
}

function lastPart(number: string): string {
  return number.slice(number.lastIndexOf('.') + 1)
}

const digits = '零一二三四五六七八九'

/** 1 to 999 in either script; 0 where it is no such number. */
export function valueOf(text: string): number {
  const plain = squeeze(text)
  if (/^\d+$/.test(plain)) return Number(plain)
  let total = 0
  let digit = 0
  for (const character of plain) {
    if (character === '十' || character === '百') {
      total += (digit === 0 ? 1 : digit) * (character === '十' ? 10 : 100)
      digit = 0
      continue
    }
    const value = character === '〇' ? 0 : digits.indexOf(character)
    if (value < 0) return 0
    digit = value
  }
  return total + digit
}
