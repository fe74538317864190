/**
 * Cuts a document's original text into paragraphs and highlight runs. Every run is a stretch of the original text, so a
 * place on the page and an offset into the document are the same thing; nothing is reworded, only leading and trailing
 * blanks of a line are left out.
 *
 * Work grows with the length of the text plus the number of marks (each mark is touched once per run that it covers).
 */
import type { ItemKind } from '#contract/plans'

export interface Span {
  readonly start: number
  readonly end: number
}

/** One stretch of text that belongs to an item; a body has one mark per mention. */
export interface Mark extends Span {
  readonly item: string
  readonly kind: ItemKind
  /** Only for headings: 1 is the outermost. */
  readonly level?: number
}

export interface Run extends Span {
  /** Items that cover the run, the longest mark first, so that the last is the most particular. */
  readonly items: readonly string[]
  readonly kinds: readonly ItemKind[]
  readonly noise: boolean
}

export interface Paragraph extends Span {
  /** Everything in it is page noise. */
  readonly noise: boolean
  /** Level of the heading that fills the whole line; null otherwise. */
  readonly heading: number | null
  readonly tasks: readonly string[]
  readonly runs: readonly Run[]
}

const LINE_BREAK = /[\n\r\f\u2028\u2029]/
const BLANK = /[\s\u3000\ufeff]/

export function segmentText(
  text: string,
  marks: readonly Mark[],
  noise: readonly Span[],
): readonly Paragraph[] {
  const waiting = marks
    .filter((mark) => mark.end > mark.start)
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const noiseWaiting = noise.filter((span) => span.end > span.start).toSorted((a, b) => a.start - b.start)
  const paragraphs: Paragraph[] = []
  let nextMark = 0
  let nextNoise = 0
  let active: Mark[] = []
  let activeNoise: Span[] = []

  for (const line of lines(text)) {
    const { start, end } = line
    while (nextMark < waiting.length) {
      const mark = waiting[nextMark]
      if (!mark || mark.start >= end) break
      active.push(mark)
      nextMark += 1
    }
    while (nextNoise < noiseWaiting.length) {
      const span = noiseWaiting[nextNoise]
      if (!span || span.start >= end) break
      activeNoise.push(span)
      nextNoise += 1
    }
    active = active.filter((mark) => mark.end > start)
    activeNoise = activeNoise.filter((span) => span.end > start)
    paragraphs.push(paragraphOf(start, end, active, activeNoise))
  }
  return paragraphs
}

/** Lines without their blanks at both ends; empty lines are left out. */
function* lines(text: string): Generator<Span> {
  let from = 0
  while (from <= text.length) {
    let to = from
    while (to < text.length && !LINE_BREAK.test(text.charAt(to))) to += 1
    let start = from
    let end = to
    while (start < end && BLANK.test(text.charAt(start))) start += 1
    while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1
    if (end > start) yield { start, end }
    from = to + 1
  }
}

function paragraphOf(start: number, end: number, active: readonly Mark[], noise: readonly Span[]): Paragraph {
  const cuts = new Set<number>([start, end])
  for (const span of [...active, ...noise]) {
    if (span.start > start && span.start < end) cuts.add(span.start)
    if (span.end > start && span.end < end) cuts.add(span.end)
  }
  const places = [...cuts].toSorted((a, b) => a - b)
  const opening = active.toSorted((a, b) => a.start - b.start)
  const noiseOpening = noise.toSorted((a, b) => a.start - b.start)
  let nextMark = 0
  let nextNoise = 0
  let open: Mark[] = []
  let openNoise: Span[] = []
  const runs: Run[] = []
  for (let i = 0; i + 1 < places.length; i += 1) {
    const from = places[i] ?? start
    const to = places[i + 1] ?? end
    for (let mark = opening[nextMark]; mark && mark.start <= from; mark = opening[nextMark]) {
      open.push(mark)
      nextMark += 1
    }
    for (let span = noiseOpening[nextNoise]; span && span.start <= from; span = noiseOpening[nextNoise]) {
      openNoise.push(span)
      nextNoise += 1
    }
    open = open.filter((mark) => mark.end > from)
    openNoise = openNoise.filter((span) => span.end > from)
    const covering = open.toSorted((a, b) => b.end - b.start - (a.end - a.start))
    runs.push({
      start: from,
      end: to,
      items: unique(covering.map((mark) => mark.item)),
      kinds: unique(covering.map((mark) => mark.kind)),
      noise: openNoise.length > 0,
    })
  }
  const headings = active.filter((mark) => mark.kind === 'heading' && mark.start <= start && mark.end >= end)
  return {
    start,
    end,
    runs,
    noise: runs.every((run) => run.noise),
    heading: headings[0]?.level ?? null,
    tasks: unique(active.filter((mark) => mark.kind === 'task').map((mark) => mark.item)),
  }
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
