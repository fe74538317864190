import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractPlan, longestText } from './extract-plan.ts'
import type { Extraction, Span } from './types.ts'

function planOf(text: string): Extraction {
  const outcome = extractPlan(text)
  if (!outcome.ok) throw new Error(outcome.issues.map(({ code }) => code).join())
  return outcome.value
}

function codesOf(text: string): string[] {
  const outcome = extractPlan(text)
  return outcome.ok ? [] : outcome.issues.map(({ code }) => code)
}

const text = [
  '首頁 > 政策 > 正文',
  '某市園區發(fā)展行動方案（2026—2028年）',
  '為落實《某省園區條例》（省令〔2025〕3號）精神，制定本方案。',
  '一、主要目標',
  '到2028年，園區總收入達到500億元，高新技術企業超過300家。',
  '二、重點任務',
  '（一）建設平臺。支持龍頭企業建設中試平臺，2027年6月底前建成3個。（責任單位：市科技局）',
  '（二）引進人才。實施引才計劃。',
  '版權所有：某網',
].join('\r\n')

describe('a plan', () => {
  const plan = planOf(text)
  const original = ({ start, end }: Span): string => text.slice(start, end)

  it('is found with the original wording of every item', () => {
    expect(plan.headings.map(original)).toEqual([
      '一、主要目標',
      '二、重點任務',
      '（一）建設平臺。',
      '（二）引進人才。',
    ])
    expect(plan.headings.map(({ number, title }) => `${number ?? ''}${title}`)).toEqual([
      '一、主要目标',
      '二、重点任务',
      '(一)建设平台',
      '(二)引进人才',
    ])
    expect(plan.tasks.map(original)).toEqual([
      '建設平臺。支持龍頭企業建設中試平臺，2027年6月底前建成3個。（責任單位：市科技局）',
      '引進人才。實施引才計劃。',
    ])
    expect(plan.noise.map(original)).toEqual(['首頁 > 政策 > 正文', '版權所有：某網'])
    expect(plan.citations.map(original)).toEqual([expect.stringContaining('《某省園區條例》')])
    expect(plan.title).toBe('某市园区发展行动方案(2026—2028年)')
  })

  it('has its goals as figures', () => {
    expect(plan.targets.map(({ value, unit, comparator, year }) => [value, unit, comparator, year])).toEqual(
      expect.arrayContaining([
        [500, '亿元', 'ge', 2028],
        [300, '家', 'gt', 2028],
      ]),
    )
  })

  it('knows who does a task and by when', () => {
    const [task] = plan.tasks
    expect(task).toMatchObject({
      number: '(一)',
      title: '建设平台',
      headingPath: ['二、重点任务'],
      lead: expect.stringContaining('科技局') as string,
      deadline: { on: '2027-06-30' },
    })
    expect(task?.measures).toBe(task?.measureSpans.length)
  })
})

describe('what is no document', () => {
  it('is refused: nothing, blanks, an unreadable file, a text past any document', () => {
    expect(codesOf('')).toEqual(['plan.empty'])
    expect(codesOf(' \r\n\u3000')).toEqual(['plan.empty'])
    expect(codesOf('\u0000\u0001PK\u0003\u0004\ufffd\ufffd'.repeat(50))).toEqual(['plan.not_text'])
    const long = '园'.repeat(longestText + 1)
    const start = performance.now()
    expect(extractPlan(long)).toEqual({
      ok: false,
      issues: [{ code: 'plan.too_long', params: { length: longestText + 1, limit: longestText } }],
    })
    expect(performance.now() - start).toBeLessThan(100)
  })

  it('is an empty plan when it is some other text', () => {
    const plan = planOf('Nothing to see here.\nJust a short note.')
    expect([plan.headings, plan.tasks, plan.targets, plan.bodies]).toEqual([[], [], [], []])
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    '一、',
    '(一)',
    '1.',
    '第一条 ',
    '一是',
    '二是',
    '——',
    '《',
    '》',
    '(',
    ')',
    '“',
    '。',
    ',',
    '\n',
    '\r\n',
    '到2028年',
    '500亿元',
    '建设平台',
    '管委会',
    '负责',
    '首页 > 正文',
    '附件:1.',
    ' | ',
    '目录',
    '---',
    '**',
    '\ud83d',
    '創(chuàng)新',
    '责任单位:',
    '坚持创新。',
  )
  const anyText = fc.oneof(
    fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 120 }),
  )

  it('gives a plan or a refusal, the same each time, with every span inside the text', () => {
    fc.assert(
      fc.property(anyText, (anything) => {
        const outcome = extractPlan(anything)
        expect(extractPlan(anything)).toEqual(outcome)
        if (!outcome.ok) return
        const { headings, targets, baselines, constraints, tasks, bodyMentions, citations, annexes, noise } =
          outcome.value
        const spans = [
          headings,
          targets,
          baselines,
          constraints,
          tasks,
          bodyMentions,
          citations,
          annexes,
          noise,
        ].flat()
        for (const { start, end } of [...spans, ...tasks.flatMap(({ measureSpans }) => measureSpans)]) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(start).toBeLessThanOrEqual(end)
          expect(end).toBeLessThanOrEqual(anything.length)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('time', () => {
  /** Milliseconds that this thread has worked: what else the machine does must not count. */
  const timeOf = (hostile: string): number => {
    const before = process.threadCpuUsage()
    extractPlan(hostile)
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  }

  it.each([
    ['one long line', '建设平台,支持企业,'],
    ['open brackets', '('],
    ['open title marks', '《'],
    ['headings only', '一、\n'],
    ['ordinals', '一是'],
    ['digits', '1'],
    ['dates', '2025年'],
    ['separators', ' > '],
    ['asterisks', '*'],
    ['title lines', '园区建设\n'],
    ['misread numbers', '。ㄒ唬'],
  ])(
    'grows with the length alone: %s',
    (_, piece) => {
      const ofLength = (length: number): string =>
        piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      timeOf(ofLength(5_000))
      const short = Math.max(2, Math.min(timeOf(ofLength(10_000)), timeOf(ofLength(10_000))))
      expect(timeOf(ofLength(80_000))).toBeLessThan(short * 8 * 5)
    },
    60_000,
  )
})
