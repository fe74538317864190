import { type MarkStyle, readMark } from './numbering.ts'
import type { Line } from './reading.ts'

const shortest = 400
const boundary = /[。;:!?)”]\s*|\s+/g
const outerStyles = new Set<MarkStyle>(['chinese', 'chapter', 'article'])
const innerStyles = new Set<MarkStyle>(['chinese-bracket', 'section', 'arabic'])

/**
 * A page that lost its line ends gives a whole document as one line. Such a line is cut before its marks: it must hold at
 * least two outer ones (一、 二、 or 第一条 第二条) that count on from one, which a paragraph does not.
 */
export function splitJoined(line: Line): readonly Line[] {
  if (line.text.length < shortest) return [line]
  const outer = marksIn(line.text, outerStyles)
  if (outer.length < 2) return [line]
  const cuts = [...new Set([...outer, ...marksIn(line.text, innerStyles)])]
    .sort((a, b) => a - b)
    .filter((at) => at > 0)
  return [0, ...cuts].map((from, i) => {
    const piece = line.text.slice(from, cuts[i] ?? line.text.length)
    const text = piece.trimEnd()
    return { ...line, start: line.start + from, end: line.start + from + text.length, text }
  })
}

/** Where marks of these styles stand at the beginning of a sentence, in series that count on or start again from one. */
function marksIn(text: string, styles: ReadonlySet<MarkStyle>): number[] {
  const found: number[] = []
  const last = new Map<MarkStyle, number>()
  const starts = [0, ...Array.from(text.matchAll(boundary), (match) => match.index + match[0].length)]
  for (const at of starts) {
    const mark = readMark(text.slice(at, at + 24))
    if (!mark || !styles.has(mark.style)) continue
    if (mark.ordinal !== 1 && mark.ordinal !== (last.get(mark.style) ?? -1) + 1) continue
    last.set(mark.style, mark.ordinal)
    found.push(at)
  }
  return found
}
