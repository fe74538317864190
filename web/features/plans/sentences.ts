/** Places where a text may be cut: after sentences, and after clauses where a sentence has to be taken apart. */
import type { Span } from './segment-text.ts'

const SENTENCE_END = /[。！？；!?;\n\r]/
const CLAUSE_END = /[。！？；!?;\n\r，,：:、]/
/** Closing marks belong to the sentence that they close. */
const CLOSING = /[”’"'）)」』》】\]]/
const BLANK = /[\s\u3000]/

/** The sentences of `text[start, end)`, without blanks around them. */
export function sentencesIn(text: string, start: number, end: number): readonly Span[] {
  return pieces(text, start, end, SENTENCE_END)
}

export function clausesIn(text: string, start: number, end: number): readonly Span[] {
  return pieces(text, start, end, CLAUSE_END)
}

/** Where a task may be split: at its sentences, or at its clauses when it is one sentence. Empty: nowhere. */
export function splitPieces(text: string, start: number, end: number): readonly Span[] {
  const sentences = sentencesIn(text, start, end)
  const found = sentences.length > 1 ? sentences : clausesIn(text, start, end)
  return found.length > 1 ? found : []
}

/** The sentence that follows an offset, within the same or a later line; null at the end of the text. */
export function sentenceAfter(text: string, offset: number): Span | null {
  let from = Math.max(0, offset)
  const to = Math.min(text.length, from + 2000)
  // An item often ends within its sentence: what only closed it doesn't begin the next words.
  while (from < to && [CLAUSE_END, CLOSING, BLANK].some((mark) => mark.test(text.charAt(from)))) from += 1
  return sentencesIn(text, from, to)[0] ?? null
}

/** Moves one edge of a span by a character or by a clause; the span never becomes empty. */
export function moveEdge(
  text: string,
  span: Span,
  edge: 'start' | 'end',
  direction: 1 | -1,
  unit: 'character' | 'clause',
): Span {
  const from = edge === 'start' ? span.start : span.end
  const place = unit === 'character' ? step(text, from, direction) : nextClauseEdge(text, from, direction)
  if (edge === 'start') return { start: Math.min(place, step(text, span.end, -1)), end: span.end }
  return { start: span.start, end: Math.max(place, step(text, span.start, 1)) }
}

function step(text: string, offset: number, direction: 1 | -1): number {
  const next = offset + direction
  if (next <= 0) return 0
  if (next >= text.length) return text.length
  const splitsPair =
    /[\udc00-\udfff]/.test(text.charAt(next)) && /[\ud800-\udbff]/.test(text.charAt(next - 1))
  return splitsPair ? next + direction : next
}

function nextClauseEdge(text: string, from: number, direction: 1 | -1): number {
  let place = step(text, from, direction)
  while (place > 0 && place < text.length && !isClauseEdge(text, place)) place = step(text, place, direction)
  return place
}

function isClauseEdge(text: string, offset: number): boolean {
  return CLAUSE_END.test(text.charAt(offset - 1)) && !CLOSING.test(text.charAt(offset))
}

function pieces(text: string, start: number, end: number, stop: RegExp): readonly Span[] {
  const found: Span[] = []
  let from = start
  let place = start
  const close = (to: number) => {
    let a = from
    let b = to
    while (a < b && BLANK.test(text.charAt(a))) a += 1
    while (b > a && BLANK.test(text.charAt(b - 1))) b -= 1
    if (b > a) found.push({ start: a, end: b })
    from = to
  }
  while (place < end) {
    const stops = stop.test(text.charAt(place)) && !isDecimalMark(text, place)
    place += 1
    if (!stops) continue
    while (place < end && (CLOSING.test(text.charAt(place)) || stop.test(text.charAt(place)))) place += 1
    close(place)
  }
  close(end)
  return found
}

/** `,` and `:` between digits are part of a number or a time. */
function isDecimalMark(text: string, offset: number): boolean {
  return (
    /[,:]/.test(text.charAt(offset)) &&
    /\d/.test(text.charAt(offset - 1)) &&
    /\d/.test(text.charAt(offset + 1))
  )
}
