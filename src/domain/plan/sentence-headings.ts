import { leadingDash, leadsAmong } from './lead-sentences.ts'
import { findOrdinals } from './ordinals.ts'
import type { OutlineItem, OutlineText } from './outline-items.ts'
import type { Reading } from './reading.ts'
import { firstClause } from './run-in-title.ts'
import { isBold } from './title-headings.ts'

/** Splits title sentences off the unnumbered paragraphs that begin with one. */
export function withLeads(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
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
      const title = sentence.replace(leadingDash, '')
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
export function withOrdinals(items: readonly OutlineItem[], reading: Reading): OutlineItem[] {
  const result: OutlineItem[] = []
  let run: OutlineText[] = []
  const flush = (): void => {
    const first = run[0]
    const last = run.at(-1)
    // One by one: a run may be longer than a call's arguments.
    if (first && last)
      for (const item of splitAtOrdinals(run, reading, first.from, last.to)) result.push(item)
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
