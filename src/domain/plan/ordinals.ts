import { valueOf } from './numbering.ts'

/** 一是, 首先, 第一, 其一 inside a paragraph: a row of measures, facts or directions, each with a title of its own. */
export interface Ordinal {
  /** Offset of the mark. */
  readonly from: number
  /** After the mark (and a comma that belongs to it). */
  readonly textFrom: number
  readonly number: string
  readonly ordinal: number
}

const series: readonly {
  readonly pattern: RegExp
  readonly ordinalOf: (match: RegExpExecArray) => number
}[] = [
  { pattern: /([一二三四五六七八九十]{1,3})是(?:要)?[,:]?/g, ordinalOf: (match) => valueOf(match[1] ?? '') },
  { pattern: /([一二三四五六七八九十]{1,3})要[,:]?/g, ordinalOf: (match) => valueOf(match[1] ?? '') },
  { pattern: /第([一二三四五六七八九十]{1,3})[,:](?:是)?/g, ordinalOf: (match) => valueOf(match[1] ?? '') },
  { pattern: /其([一二三四五六七八九十])[,:]?(?:是)?/g, ordinalOf: (match) => valueOf(match[1] ?? '') },
]
const words = /(首先|其次|再次|再者|第三|最后)(?:是)?[,:]/g
const boundary = /[。;:,!?)”\s]/

/**
 * The ordinals of a text that form a series 一, 二, … within it. `text` is one section's running text, lines joined by \n,
 * so that a series may stand in one paragraph or run over several.
 */
export function findOrdinals(text: string): readonly Ordinal[] {
  const found: Ordinal[] = []
  for (const { pattern, ordinalOf } of series) {
    const marks: Ordinal[] = []
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      if (match.index > 0 && !boundary.test(text[match.index - 1] ?? '')) continue
      const number = match[0].replace(/[,:]$/, '')
      marks.push({
        from: match.index,
        textFrom: match.index + match[0].length,
        number,
        ordinal: ordinalOf(match),
      })
    }
    for (const mark of consecutive(marks)) found.push(mark)
  }
  for (const mark of wordSeries(text)) found.push(mark)
  return found.sort((a, b) => a.from - b.from)
}

/** Only marks that count on; a lone 一是 is no series. */
function consecutive(marks: readonly Ordinal[]): Ordinal[] {
  const kept: Ordinal[] = []
  let run: Ordinal[] = []
  const close = (): void => {
    if (run.length >= 2) for (const mark of run) kept.push(mark)
    run = []
  }
  for (const mark of marks) {
    const previous = run.at(-1)
    if (mark.ordinal === 1) {
      close()
      run = [mark]
    } else if (previous && mark.ordinal === previous.ordinal + 1) {
      run.push(mark)
    } else if (!previous && mark.ordinal <= 3) {
      // An excerpt may have lost the first ones.
      run = [mark]
    }
  }
  close()
  return kept
}

function wordSeries(text: string): Ordinal[] {
  const marks: Ordinal[] = []
  words.lastIndex = 0
  for (let match = words.exec(text); match; match = words.exec(text)) {
    if (match.index > 0 && !boundary.test(text[match.index - 1] ?? '')) continue
    const word = match[1] ?? ''
    if (word === '首先' ? marks.length > 0 : marks.length === 0) continue
    marks.push({
      from: match.index,
      textFrom: match.index + match[0].length,
      number: word,
      ordinal: marks.length + 1,
    })
  }
  return marks.length >= 2 ? marks : []
}
