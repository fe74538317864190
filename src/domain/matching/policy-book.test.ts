import { describe, expect, test } from 'vitest'
import { evaluateFeel, FeelNumber, type RuleBook, type RuleTable } from '#domain/rules'
import { buildPolicy, buildZoneBook, bilingual, condition } from './policy.test-support.ts'
import { policyBook } from './policy-book.ts'

function valueOf(book: RuleBook, amount: string, facts: Record<string, number>): string {
  const found = book.amounts.find(({ code }) => code === amount)
  if (found === undefined) throw new Error(`no amount ${amount}`)
  const answer = evaluateFeel(found.expression, facts)
  if (!answer.ok || !(answer.value instanceof FeelNumber)) throw new Error(JSON.stringify(answer))
  return answer.value.toString()
}

function tableOf(code: string, threshold: string): RuleTable {
  return {
    code,
    title: bilingual(code),
    inputs: [{ title: bilingual('研发费用'), expression: '上年度研发费用', unit: '万元' }],
    outputs: [{ code: '金额', title: bilingual('金额'), type: 'number', unit: '万元' }],
    hit: 'FIRST',
    rows: [{ tests: [threshold], outputs: ['10'], note: null, clause: null }],
    otherwise: ['0'],
  }
}

describe('policyBook', () => {
  test('makes one rule and one amount of a policy, on the book of the zone', () => {
    const zone = buildZoneBook()
    const book = policyBook([buildPolicy()], zone, { on: '2026-06-01' })
    expect(book.facts).toBe(zone.facts)
    expect(book.rules).toEqual([
      {
        code: 'rd-reward',
        title: buildPolicy().title,
        root: condition('spending', '上年度研发费用 >= 100'),
        nearLimit: null,
      },
    ])
    expect(book.amounts.map(({ code, unit }) => [code, unit])).toEqual([['rd-reward', '万元']])
  })

  test('asks for the park under the scope of the policy, in words', () => {
    const [rule] = policyBook(
      [buildPolicy({ parks: ['park.haidian', 'park.fengtai'], scope: 'operation' })],
      buildZoneBook(),
    ).rules
    expect(rule?.root).toMatchObject({
      kind: 'all',
      of: [
        {
          id: 'policy-park',
          title: { zh: '经营在海淀园、丰台园', en: 'Operating in Haidian Park, Fengtai Park' },
          when: '经营分园 in ("park.haidian", "park.fengtai")',
        },
        { id: 'spending' },
      ],
    })
  })

  test('is never met on a day on which the policy does not hold, and has no such condition otherwise', () => {
    const policy = buildPolicy({ valid: { from: '2026-01-01', to: '2027-01-01' } })
    const on = (day: string): string =>
      JSON.stringify(policyBook([policy], buildZoneBook(), { on: day }).rules)
    expect(on('2025-12-31')).toContain('"when":"false"')
    expect(on('2026-01-01')).not.toContain('"when":"false"')
    expect(on('2026-12-31')).not.toContain('"when":"false"')
    expect(on('2027-01-01')).toContain('政策自 2026-01-01 起施行，2027-01-01 起停止执行')
  })

  test('gives added conditions ids that the policy does not use', () => {
    const policy = buildPolicy({ parks: ['park.haidian'], eligibility: condition('policy-park', 'true') })
    const [rule] = policyBook([policy], buildZoneBook()).rules
    expect(rule?.root).toMatchObject({ of: [{ id: 'policy-park-2' }, { id: 'policy-park' }] })
  })

  test('rounds the amount down to the step, within 0 and the ceiling', () => {
    const book = policyBook(
      [
        buildPolicy(),
        buildPolicy({
          code: 'tens',
          benefit: {
            ...buildPolicy().benefit,
            amount: '上年度研发费用 - 100 // 超出部分',
            ceiling: 45,
            step: 10,
          },
        }),
      ],
      buildZoneBook(),
    )
    expect(valueOf(book, 'rd-reward', { 上年度研发费用: 123.456 })).toBe('12.34')
    expect(valueOf(book, 'rd-reward', { 上年度研发费用: 9_000 })).toBe('50')
    // 0.1 × 0.7 of doubles would be a hair below 0.07.
    expect(valueOf(book, 'rd-reward', { 上年度研发费用: 0.7 })).toBe('0.07')
    expect(valueOf(book, 'tens', { 上年度研发费用: 139.99 })).toBe('30')
    expect(valueOf(book, 'tens', { 上年度研发费用: 60 })).toBe('0')
    expect(valueOf(book, 'tens', { 上年度研发费用: 200 })).toBe('40')
  })

  test('keeps tables of the same name apart, wherever their names are used as names', () => {
    const first = buildPolicy({
      tables: [tableOf('奖励标准', '>= 10')],
      eligibility: condition('a', '奖励标准 > 0'),
    })
    const second = buildPolicy({
      code: 'second.one',
      tables: [tableOf('奖励标准', '>= 20')],
      eligibility: {
        kind: 'all',
        id: 'root',
        title: null,
        of: [
          condition('b', '奖励标准.金额 > 5 and "奖励标准" != "x" and 奖励标准 < 100'),
          condition('c', 'some 奖励标准 in [1, 2] satisfies 奖励标准 > 1'),
        ],
      },
      benefit: { ...buildPolicy().benefit, amount: '奖励标准 * 2' },
    })
    const book = policyBook([first, second], buildZoneBook())
    expect(book.tables.map(({ code }) => code)).toEqual(['奖励标准', '奖励标准_second_one'])
    expect(book.rules[0]?.root).toMatchObject({ when: '奖励标准 > 0' })
    expect(book.rules[1]?.root).toMatchObject({
      of: [
        { when: '奖励标准_second_one.金额 > 5 and "奖励标准" != "x" and 奖励标准_second_one < 100' },
        { when: 'some 奖励标准 in [1, 2] satisfies 奖励标准 > 1' },
      ],
    })
    expect(book.amounts[1]?.expression).toContain('奖励标准_second_one * 2')
  })
})
