import { describe, expect, test } from 'vitest'
import type { CaseEventView } from '../shared/case-queries.ts'
import { eventSentence } from './event-sentence.ts'

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
  expect(
    eventSentence(
      event('clock-started', { params: { limit: { amount: 7, unit: 'day' }, calendar: 'workdays' } }),
      'zh-CN',
    ),
  ).toContain('7 个工作日')
  expect(
    eventSentence(
      event('clock-corrected', { params: { dueBefore: 1763546400000, dueAfter: 1763632800000 } }),
      'en',
    ),
  ).toMatch(/from 19 Nov 2025 18:00 to 20 Nov 2025 18:00/)
})

test('the ways in which a step can end differ', () => {
  const end = (params: CaseEventView['params']) =>
    eventSentence(event('step-left', { action: null, params }), 'zh-CN')
  const ends = [
    {},
    { decision: 'returned' },
    { decision: 'withdrawn' },
    { decision: 'timeout' },
    { decision: 'terminated' },
    { cancelled: true },
  ].map(end)
  expect(new Set(ends).size).toBe(ends.length)
})

test('a kind of a newer server is at least named', () => {
  expect(eventSentence(event('teleported'), 'en')).toContain('teleported')
})
