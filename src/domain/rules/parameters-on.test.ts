import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate } from '#domain/kernel'
import type { FactValue, RuleParameter } from './fact.ts'
import {
  changesOf,
  checkSpells,
  compareDays,
  daysOfChange,
  parameterValueOn,
  parametersOn,
} from './parameters-on.ts'

const title = { zh: '标准', en: 'Standard' }

function parameter(
  code: string,
  ...spells: readonly (readonly [string, string | null, FactValue])[]
): RuleParameter {
  return {
    code,
    title,
    type: 'number',
    unit: '万元',
    values: spells.map(([from, to, value]) => ({
      from,
      to,
      value,
      clause: { document: `${code}的依据`, clause: from, documentId: null, url: null },
    })),
  }
}

const standard = parameter(
  '标准',
  ['2020-01-01', '2023-07-01', 1000],
  ['2023-07-01', '2024-01-01', 2000],
  ['2025-01-01', null, 2000],
)
const rate = parameter('比例', ['2023-07-01', null, 0.1])

describe('the value of a day', () => {
  it.each([
    ['2019-12-31', null],
    ['2020-01-01', 1000],
    ['2023-06-30', 1000],
    ['2023-07-01', 2000],
    ['2023-12-31', 2000],
    ['2024-01-01', null],
    ['2025-06-01', 2000],
  ])('%s: %s', (on, value) => {
    expect(parameterValueOn(standard, on)?.value ?? null).toBe(value)
  })

  it('leaves out parameters without one', () => {
    expect([...parametersOn([standard, rate], '2020-05-01').keys()]).toEqual(['标准'])
  })
})

describe('changes', () => {
  it('are listed by day, with what was and what is, and the clauses of both', () => {
    const changes = changesOf([standard, rate], '2020-01-01', '2025-12-31')
    expect(
      changes.map(({ parameter: code, on, before, after }) => [
        on,
        code,
        before?.value ?? null,
        after?.value ?? null,
      ]),
    ).toEqual([
      ['2023-07-01', '标准', 1000, 2000],
      ['2023-07-01', '比例', null, 0.1],
      ['2024-01-01', '标准', 2000, null],
      ['2025-01-01', '标准', null, 2000],
    ])
    expect(changes[0]?.after?.clause.clause).toBe('2023-07-01')
  })

  it('are none where a new spell has the value of the old', () => {
    const same = parameter('同', ['2020-01-01', '2021-01-01', 5], ['2021-01-01', null, 5])
    expect(changesOf([same], '2020-06-01', '2022-01-01')).toEqual([])
    expect(daysOfChange([same])).toEqual(['2020-01-01'])
  })

  it('between two days leave out what came and went', () => {
    expect(compareDays([standard, rate], '2023-08-01', '2025-02-01')).toEqual([])
    expect(
      compareDays([standard], '2023-01-01', '2025-02-01').map(({ on, before, after }) => [
        on,
        before?.value,
        after?.value,
      ]),
    ).toEqual([['2025-01-01', 1000, 2000]])
  })

  it('lead from the value of the first day to that of the last', () => {
    const day = fc.integer({ min: 18_000, max: 18_030 }).map(civilDate)
    const spells = fc
      .uniqueArray(fc.integer({ min: 18_000, max: 18_030 }), { minLength: 2, maxLength: 8 })
      .chain((days) =>
        fc.tuple(
          fc.constant(days.sort((a, b) => a - b).map(civilDate)),
          fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 8, maxLength: 8 }),
        ),
      )
      .map(([days, values]) =>
        parameter(
          'x',
          ...days
            .slice(0, -1)
            .flatMap((from, index) =>
              index % 3 === 2 ? [] : [[from, days[index + 1] ?? null, values[index] ?? 0] as const],
            ),
        ),
      )
    fc.assert(
      fc.property(spells, day, day, (one, a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const changes = changesOf([one], from, to)
        const last = changes.at(-1)
        const end = last === undefined ? parameterValueOn(one, from) : last.after
        expect(end?.value ?? null).toBe(parameterValueOn(one, to)?.value ?? null)
        for (const change of changes) expect(change.before?.value).not.toBe(change.after?.value)
      }),
    )
  })
})

describe('spells', () => {
  const codes = (checked: RuleParameter) =>
    checkSpells(checked).map(({ code }) => code.replace('rules.parameter_', ''))

  it.each<[string, RuleParameter, string[]]>([
    ['in order', standard, []],
    [
      'overlapping',
      parameter('x', ['2020-01-01', '2022-01-01', 1], ['2021-01-01', null, 2]),
      ['spells_overlap'],
    ],
    [
      'without end, and one after it',
      parameter('x', ['2020-01-01', null, 1], ['2021-01-01', null, 2]),
      ['spells_overlap'],
    ],
    [
      'out of order',
      parameter('x', ['2022-01-01', null, 1], ['2020-01-01', '2021-01-01', 2]),
      ['spells_overlap'],
    ],
    ['that end before they begin', parameter('x', ['2020-01-01', '2020-01-01', 1]), ['spell_empty']],
    ['with a day that does not exist', parameter('x', ['2021-02-29', null, 1]), ['no_such_day']],
    ['with a text where a number belongs', parameter('x', ['2021-02-01', null, '多']), ['wrong_type']],
  ])('%s: %s', (_, checked, expected) => {
    expect(codes(checked)).toEqual(expected)
  })
})
