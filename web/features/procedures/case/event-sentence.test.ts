import { describe, expect, test } from 'vitest'
import type { CaseEventView } from '../shared/case-queries.ts'
import { eventSentence, wordsBelow } from './event-sentence.ts'

function event(kind: string, more: Partial<CaseEventView> = {}): CaseEventView {
  return {
    sequence: 1,
    at: '2026-11-12T06:20:00Z',
    by: null,
    kind,
    step: { zh: '办理反馈', en: 'Handle and answer' },
    clock: { zh: '全程', en: 'Whole case' },
    action: { zh: '办结反馈', en: 'Answer' },
    parties: [{ party: 'org:1', name: { zh: '供电公司', en: 'Power company' } }],
    words: null,
    fields: [{ zh: '办理结果', en: 'Result' }],
    params: {},
    ...more,
  }
}
const KINDS = [
  'opened numbered submitted data-changed step-entered step-left branch-opened branch-closed seat-acted seat-activated',
  'seat-added seat-suspended seat-closed urged copied commented clock-started clock-paused clock-resumed clock-stopped',
  'clock-continued clock-extended clock-stage clock-corrected subcase-opened subcase-closed returned withdrawn migrated closed',
]
  .join(' ')
  .split(' ')

describe.each(KINDS)('%s', (kind) => {
  test('has a sentence in both languages, whatever the server could say about it', () => {
    const bare = { step: null, clock: null, action: null, parties: [], fields: [] }
    for (const each of [event(kind), event(kind, bare)]) {
      expect(eventSentence(each, 'zh-CN')).toMatch(/^[^{}]*[\u4e00-\u9fff][^{}]*$/)
      expect(eventSentence(each, 'en')).toMatch(/^[^{}\u3000-\u9fff\uff00-\uffef]+$/)
      expect(eventSentence(each, 'en')).not.toContain(kind.includes('-') ? kind : '???')
    }
  })
})

test('says who was asked, what was decided and until when', () => {
  expect(eventSentence(event('step-entered'), 'zh-CN')).toBe('进入“办理反馈”，由供电公司办理')
  expect(eventSentence(event('seat-acted'), 'en')).toBe('Chose “Answer” in “Handle and answer”')
  expect(eventSentence(event('seat-closed', { params: { state: 'transferred' } }), 'zh-CN')).toContain('转办')
  expect(
    eventSentence(event('clock-paused', { params: { expiresAt: '2026-11-19T10:00:00Z' } }), 'zh-CN'),
  ).toContain('2026年11月19日 18:00')
  expect(eventSentence(event('clock-started', { params: { amount: 7, unit: 'day' } }), 'zh-CN')).toContain(
    '7 日',
  )
  expect(
    eventSentence(
      event('clock-corrected', {
        params: { dueBefore: '2025-11-19T10:00:00Z', dueAfter: '2025-11-20T10:00:00Z' },
      }),
      'en',
    ),
  ).toMatch(/from 19 Nov 2025 18:00 to 20 Nov 2025 18:00/)
})

test('the end of a step says what decided it; work that was called off is told apart', () => {
  expect(eventSentence(event('step-left'), 'zh-CN')).toBe('“办理反馈”办毕，结果：办结反馈')
  expect(eventSentence(event('step-left', { params: { cancelled: true } }), 'zh-CN')).toContain('不再需要')
  expect(eventSentence(event('closed'), 'en')).toBe('Closed: Answer')
})

test('without parties the sentence does without them', () => {
  expect(eventSentence(event('urged', { parties: [] }), 'zh-CN')).toBe('催办“办理反馈”')
  expect(eventSentence(event('seat-closed', { parties: [], params: { state: 'removed' } }), 'en')).toBe(
    'A signer was removed from “Handle and answer”',
  )
})

test('words that the sentence already says are not repeated below it', () => {
  const numbered = event('numbered', { words: '哨〔2026〕41号' })
  expect(eventSentence(numbered, 'zh-CN')).toBe('编号为 哨〔2026〕41号')
  expect(wordsBelow(numbered, 'zh-CN')).toBeNull()
  expect(wordsBelow(event('seat-acted', { words: '同意' }), 'zh-CN')).toBe('同意')
})

test('a kind of a newer server is at least named', () => {
  expect(eventSentence(event('teleported'), 'en')).toContain('teleported')
})
