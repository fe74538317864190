import { describe, expect, it } from 'vitest'
import { moveEdge, sentenceAfter, sentencesIn, splitPieces } from './sentences.ts'

const words = (text: string, spans: readonly { start: number; end: number }[]) =>
  spans.map((span) => text.slice(span.start, span.end))

describe('sentencesIn', () => {
  it('ends a sentence after its closing quotes and brackets', () => {
    const text = '会议强调“要抓紧。”各园落实（另行通知。）　完成登记；上报。'
    expect(words(text, sentencesIn(text, 0, text.length))).toEqual([
      '会议强调“要抓紧。”',
      '各园落实（另行通知。）',
      '完成登记；',
      '上报。',
    ])
  })
  it('stays within the given part', () => {
    const text = '甲。乙。丙。'
    expect(words(text, sentencesIn(text, 2, 4))).toEqual(['乙。'])
  })
})

describe('splitPieces', () => {
  it('offers sentences first and clauses only where there is one sentence', () => {
    const two = '建立台账。按月更新，按季通报。'
    expect(words(two, splitPieces(two, 0, two.length))).toEqual(['建立台账。', '按月更新，按季通报。'])
    const one = '建立台账，按月更新，投入1,200万元。'
    expect(words(one, splitPieces(one, 0, one.length))).toEqual([
      '建立台账，',
      '按月更新，',
      '投入1,200万元。',
    ])
  })
  it('offers nothing where nothing can be cut', () => {
    expect(splitPieces('建立台账。', 0, 5)).toEqual([])
  })
})

describe('sentenceAfter', () => {
  it('leaves out the comma or closing mark that an item inside a sentence is followed by', () => {
    const text = '建成平台5个，服务企业20家；另行通知。'
    expect(words(text, [sentenceAfter(text, 6) ?? { start: 0, end: 0 }])).toEqual(['服务企业20家；'])
  })
  it('finds the next words after an item', () => {
    const text = '甲办牵头。\n　　乙办配合。'
    const span = sentenceAfter(text, 5)
    expect(span && text.slice(span.start, span.end)).toBe('乙办配合。')
    expect(sentenceAfter(text, text.length)).toBeNull()
  })
})

describe('moveEdge', () => {
  const text = '建立台账，按月更新，按季通报。'
  it('moves by a character or by a clause', () => {
    const span = { start: 5, end: 10 }
    expect(moveEdge(text, span, 'end', 1, 'clause')).toEqual({ start: 5, end: 15 })
    expect(moveEdge(text, span, 'start', -1, 'clause')).toEqual({ start: 0, end: 10 })
    expect(moveEdge(text, span, 'start', 1, 'character')).toEqual({ start: 6, end: 10 })
  })
  it('never makes the span empty nor leaves the text', () => {
    expect(moveEdge(text, { start: 4, end: 5 }, 'end', -1, 'character')).toEqual({ start: 4, end: 5 })
    expect(moveEdge(text, { start: 4, end: 5 }, 'start', 1, 'clause')).toEqual({ start: 4, end: 5 })
    expect(moveEdge(text, { start: 0, end: 15 }, 'end', 1, 'clause')).toEqual({ start: 0, end: 15 })
  })
  it('keeps a character of two code units whole', () => {
    expect(moveEdge('甲𠀀乙', { start: 0, end: 1 }, 'end', 1, 'character')).toEqual({ start: 0, end: 3 })
  })
})
