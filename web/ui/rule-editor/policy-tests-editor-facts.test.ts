import { expect, test } from 'vitest'
import type { FactOf } from '#contract/rules'
import { exampleFacts, factsNeeded } from './policy-tests-editor-facts.ts'

function fact(code: string, value: FactOf['value'], more: Partial<FactOf> = {}): FactOf {
  return {
    fact: code,
    title: { zh: code, en: code },
    group: '经济',
    type: 'number',
    unit: null,
    value,
    words: [],
    source: null,
    evidence: { what: { zh: '', en: '' }, by: 'enterprise', cost: 1 },
    declarable: false,
    formula: null,
    confidential: false,
    ...more,
  }
}

test('a derived fact needs those that it is worked out from, through further ones', () => {
  const facts = [
    { code: '占比', formula: '研发 / 收入 * 100' },
    { code: '收入', formula: '主营 + 其他' },
    { code: '研发', formula: null },
    { code: '主营', formula: null },
    { code: '其他', formula: null },
    { code: '人数', formula: null },
  ]
  expect([...factsNeeded(['占比'], facts)].sort()).toEqual(['主营', '其他', '占比', '收入', '研发'].sort())
})

test('takes what is known and needed; confidential facts stay where they are', () => {
  const facts = [
    fact('研发', 3),
    fact('收入', 9, { confidential: true }),
    fact('占比', 33, { formula: '研发 / 收入' }),
    fact('人数', 5),
    fact('专利', null),
  ]
  expect(exampleFacts(facts, new Set(['研发', '收入', '占比', '专利']))).toEqual({
    facts: { 研发: 3 },
    left: 1,
  })
  expect(exampleFacts(facts, null)).toEqual({ facts: { 研发: 3, 人数: 5 }, left: 1 })
})
