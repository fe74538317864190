import { readMark } from './numbering.ts'

/** A stretch to be left out of the text: the line end, blank lines and indent between two halves of a sentence. */
export interface Wrap {
  readonly from: number
  readonly to: number
}

interface PrintedLine {
  readonly from: number
  readonly text: string
  /** Characters before the text. */
  readonly indent: number
  /** In full-width characters, indent included. */
  readonly width: number
}

const narrowest = 16
const widest = 60
/** How far from the column's width a full line may end: punctuation and Latin words move it. */
const play = 2.5
const fewestFullLines = 6
const endsSentence = /[。!?;:”)》]$/
const pageNumber = /^[-—–\s\d]{1,10}$/

/**
 * Where the lines of a text are the lines of a printed column, so that sentences break in their middle. Such a text has
 * many lines of one width, hardly any longer; most do not end a sentence, and yet there are sentences. `text` is canonical; linear.
 */
export function findHardWraps(text: string): readonly Wrap[] {
  const lines = printedLines(text)
  const column = columnWidth(lines)
  if (column === null) return []
  const spaced = isSpaced(lines)
  const base = lines.reduce(
    (least, line) => (line.text === '' ? least : Math.min(least, line.indent)),
    Infinity,
  )
  const wraps: Wrap[] = []
  lines.forEach((line, i) => {
    if (line.width < column - play || endsSentence.test(line.text)) return
    const next = spaced && lines[i + 1]?.text === '' ? lines[i + 2] : lines[i + 1]
    if (!next || next.text === '' || next.indent > base || startsAnew(next.text)) return
    if (isCell(line.text) || isCell(next.text)) return
    if (/[A-Za-z]$/.test(line.text) && /^[A-Za-z]/.test(next.text)) return
    wraps.push({ from: line.from + line.indent + line.text.length, to: next.from + next.indent })
  })
  return wraps
}

function printedLines(text: string): PrintedLine[] {
  let from = 0
  return text.split('\n').map((raw) => {
    const words = raw.trim()
    const indent = raw.length - raw.trimStart().length
    const line = { from, text: words, indent, width: widthOf(words) + Math.min(indent, 4) / 2 }
    from += raw.length + 1
    return line
  })
}

/** The width that most long lines share, or null where the lines are paragraphs. */
function columnWidth(lines: readonly PrintedLine[]): number | null {
  const counts = new Map<number, number>()
  const long = lines.filter(({ width }) => width >= narrowest)
  for (const { width } of long) {
    const rounded = Math.round(width)
    counts.set(rounded, (counts.get(rounded) ?? 0) + 1)
  }
  let column = 0
  for (const [width, count] of counts) if (count > (counts.get(column) ?? 0)) column = width
  if (column < narrowest || column > widest) return null
  const full = long.filter(({ width }) => Math.abs(width - column) <= play)
  const open = full.filter(({ text }) => !endsSentence.test(text))
  const longer = long.filter(({ width }) => width > column + play)
  const sentences = long.filter(({ text }) => /[。;]/.test(text))
  const isColumn =
    sentences.length * 6 >= long.length &&
    open.length >= fewestFullLines &&
    open.length * 2 >= long.length &&
    longer.length * 20 <= long.length
  return isColumn ? column : null
}

/** Whether nearly every line is followed by one blank line, as some recognition of printed pages leaves it. */
function isSpaced(lines: readonly PrintedLine[]): boolean {
  let words = 0
  let followed = 0
  lines.forEach((line, i) => {
    if (line.text === '' || i === lines.length - 1) return
    words++
    if (lines[i + 1]?.text === '' && lines[i + 2]?.text !== '') followed++
  })
  return followed >= words * 0.7
}

function startsAnew(text: string): boolean {
  return readMark(text) !== null || pageNumber.test(text) || /^(?:附\s*件|[—●■◆▪○◇★▲#>])/.test(text)
}

function isCell(text: string): boolean {
  return text.includes('\t') || text.includes('|')
}

function widthOf(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) width += text.charCodeAt(i) < 0x100 && !isWide(text[i]) ? 0.5 : 1
  return width
}

/** Set full-width in print, though the canonical text has them half-width. */
function isWide(character: string | undefined): boolean {
  return character !== undefined && ',:;()!?'.includes(character)
}
