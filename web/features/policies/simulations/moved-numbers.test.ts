import { expect, test } from 'vitest'
import type { Movable } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { isDecided, moveNumbers, nameNumber, parseTyped, valuesOf, writeTyped } from './moved-numbers.ts'

const WHEN = '上年度研发费用 >= 100 and 上年度研发费用 < 9000'
const condition = { kind: 'condition', clause: null, status: 'example', off: false } as const
const definition: PolicyDefinition = {
  code: 'p',
  title: { zh: '政策', en: 'Policy' },
  summary: { zh: '', en: '' },
  level: 'zone',
  issuer: { zh: '', en: '' },
  themes: [],
  status: 'example',
  clauses: [],
  valid: { from: '2026-01-01', to: null },
  windows: [],
  parks: null,
  scope: 'registration',
  eligibility: {
    kind: 'all',
    id: 'root',
    title: null,
    of: [
      { ...condition, id: 'a', title: { zh: '在册', en: 'On the register' }, when: '登记状态 = "active"' },
      {
        kind: 'not',
        id: 'n',
        title: null,
        of: { ...condition, id: 'b', title: { zh: '规模', en: 'Size' }, when: WHEN },
      },
    ],
  },
  nearLimit: null,
  tables: [],
  benefit: {
    kind: 'money',
    words: { zh: '', en: '' },
    amount: '上年度研发费用 * 5 / 100',
    ceiling: 500,
    step: 1,
  },
  budget: [],
  evidence: [],
  exclusive: [],
  stacking: [],
  excludes: [],
  times: 'any',
  procedure: 'ordinary',
  supersedes: [],
  tests: [],
}

function written(
  words: string,
  text: string,
  path: Movable['path'],
  kind: Movable['kind'] = 'condition',
): Movable {
  const from = words.indexOf(text)
  return {
    id: `${path.join('/')}@${String(from)}`,
    kind,
    words,
    path,
    value: Number(text),
    unit: null,
    range: { from, to: from + text.length },
  }
}
const PLACE = ['eligibility', 'of', 1, 'of', 'when']
const least = written(WHEN, '100', PLACE)
const most = written(WHEN, '9000', PLACE)
const ceiling: Movable = {
  id: 'benefit/ceiling',
  kind: 'ceiling',
  words: '',
  path: ['benefit', 'ceiling'],
  value: 500,
  unit: '万元',
  range: null,
}
const parameter: Movable = {
  id: 'parameter:门槛',
  kind: 'parameter',
  words: '门槛',
  path: [],
  value: 5,
  unit: '%',
  range: null,
}
const all = [least, most, ceiling, parameter]
const facts = [
  { code: '上年度研发费用', title: { zh: '上年度研发费用', en: 'Research last year' }, unit: '万元' },
]

test('moves two numbers of one expression, the ceiling and a parameter, and leaves the original alone', () => {
  const side = moveNumbers(definition, all, {
    [least.id]: 80,
    [most.id]: 10_000,
    [ceiling.id]: 400,
    [parameter.id]: 4,
  })
  expect(JSON.stringify(side.definition.eligibility)).toContain(
    '上年度研发费用 >= 80 and 上年度研发费用 < 10000',
  )
  expect(side.definition.benefit.ceiling).toBe(400)
  expect(side.parameters).toEqual([{ code: '门槛', value: 4 }])
  expect(side.isAsWritten).toBe(false)
  expect(JSON.stringify(definition.eligibility)).toContain('>= 100')
})

test('a definition is as written when only parameters were moved, or what was typed is what stood there', () => {
  expect(moveNumbers(definition, all, { [parameter.id]: 4, [least.id]: 100 })).toMatchObject({
    isAsWritten: true,
    parameters: [{ code: '门槛', value: 4 }],
  })
})

test('a number below zero stands in brackets, a tiny one without an exponent', () => {
  const moved = (value: number) =>
    JSON.stringify(moveNumbers(definition, all, { [least.id]: value }).definition.eligibility)
  expect(moved(-5)).toContain('>= (-5) and')
  expect(moved(1e-7)).toContain('>= 0.0000001 and')
})

test('finds the same numbers in an expression that differs in numbers only', () => {
  const other = '上年度研发费用 >= 5 and 上年度研发费用 < 70'
  const here = [written(other, '5', PLACE), written(other, '70', PLACE), { ...ceiling, value: 300 }]
  expect(valuesOf(all, here)).toEqual({
    [here[0]?.id ?? '']: 100,
    [here[1]?.id ?? '']: 9000,
    'benefit/ceiling': 500,
  })
  const rewritten = written('营业收入 >= 5', '5', PLACE)
  expect(valuesOf(all, [rewritten])).toEqual({})
})

test('names a number by its condition, the fact it is compared with, and its place among others', () => {
  expect(nameNumber(least, all, definition, { facts, parameters: [] })).toEqual({
    title: { zh: '规模', en: 'Size' },
    row: null,
    fact: facts[0]?.title,
    unit: '万元',
    place: 1,
  })
  expect(nameNumber(ceiling, all, definition, { facts, parameters: [] })).toMatchObject({
    unit: '万元',
    place: null,
  })
})

test('a conversion from percent is nothing that a policy decides', () => {
  const amount = '上年度研发费用 * 5 / 100'
  expect(isDecided(written(amount, '100', ['benefit', 'amount'], 'amount'))).toBe(false)
  expect(isDecided(written(amount, '5', ['benefit', 'amount'], 'amount'))).toBe(true)
  expect(isDecided(least)).toBe(true)
})

test('typed numbers go through an address and back', () => {
  const typed = { 'eligibility/of/3/when@18': 6, 'parameter:门槛': -0.5 }
  expect(parseTyped(writeTyped(typed))).toEqual(typed)
  expect(parseTyped('nonsense|=3|a=b|c=')).toEqual({})
})
