import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { type Mark, segmentText } from './segment-text.ts'

const text = '首页 > 通知\n\n　　二、发展目标\r\n　　到2030年，收入增长8%左右，由园区办牵头。\n末行'
const at = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
const words = (span: { start: number; end: number }) => text.slice(span.start, span.end)

describe('segmentText', () => {
  it('makes a paragraph of every line that has words, without its indent', () => {
    const paragraphs = segmentText(text, [], [])
    expect(paragraphs.map(words)).toEqual([
      '首页 > 通知',
      '二、发展目标',
      '到2030年，收入增长8%左右，由园区办牵头。',
      '末行',
    ])
  })

  it('cuts overlapping items into runs that name the most particular item last', () => {
    const marks: Mark[] = [
      { item: 'task', kind: 'task', ...at('到2030年，收入增长8%左右，由园区办牵头。') },
      { item: 'target', kind: 'target', ...at('收入增长8%左右') },
      { item: 'body', kind: 'body', ...at('园区办') },
    ]
    const paragraph = segmentText(text, marks, [])[2]
    expect(paragraph?.tasks).toEqual(['task'])
    expect(paragraph?.runs.map((run) => [words(run), run.items])).toEqual([
      ['到2030年，', ['task']],
      ['收入增长8%左右', ['task', 'target']],
      ['，由', ['task']],
      ['园区办', ['task', 'body']],
      ['牵头。', ['task']],
    ])
  })

  it('knows a heading that fills its line from one that is run in', () => {
    const whole = segmentText(text, [{ item: 'h', kind: 'heading', level: 2, ...at('二、发展目标') }], [])
    expect(whole[1]?.heading).toBe(2)
    const runIn = segmentText(text, [{ item: 'h', kind: 'heading', level: 2, ...at('到2030年') }], [])
    expect(runIn[2]?.heading).toBeNull()
  })

  it('keeps noise: a whole line, or a part of one', () => {
    const paragraphs = segmentText(text, [], [at('首页 > 通知'), at('左右')])
    expect(paragraphs[0]?.noise).toBe(true)
    expect(paragraphs[2]?.noise).toBe(false)
    expect(paragraphs[2]?.runs.filter((run) => run.noise).map(words)).toEqual(['左右'])
  })

  it('carries an item over several lines', () => {
    const start = text.indexOf('收入')
    const paragraphs = segmentText(text, [{ item: 't', kind: 'task', start, end: text.length }], [])
    expect(paragraphs.map((paragraph) => paragraph.tasks)).toEqual([[], [], ['t'], ['t']])
  })

  it('loses and repeats no character, whatever overlaps', () => {
    const spans = fc
      .tuple(fc.nat(60), fc.nat(60))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
    const source = fc
      .array(fc.constantFrom('园', '区', '，', ' ', '\n', '　', '8'), { maxLength: 60 })
      .map((characters) => characters.join(''))
    fc.assert(
      fc.property(
        source,
        fc.array(spans, { maxLength: 12 }),
        fc.array(spans, { maxLength: 4 }),
        (s, m, n) => {
          const marks = m.map((span, index): Mark => ({ item: String(index), kind: 'target', ...span }))
          const paragraphs = segmentText(s, marks, n)
          const shown = paragraphs.flatMap((p) => p.runs).map((run) => s.slice(run.start, run.end))
          expect(shown.join('').replaceAll(/\s/g, '')).toBe(s.replaceAll(/\s/g, ''))
          for (const run of paragraphs.flatMap((p) => p.runs)) {
            for (let offset = run.start; offset < run.end; offset += 1) {
              const covering = marks.filter((mark) => mark.start <= offset && offset < mark.end)
              expect(run.items.toSorted()).toEqual(covering.map((mark) => mark.item).toSorted())
              expect(run.noise).toBe(n.some((span) => span.start <= offset && offset < span.end))
            }
          }
        },
      ),
    )
  })
})
