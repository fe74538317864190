import { describe, expect, it } from 'vitest'
import { NO_CONTEXT, buildForm, buildRelation } from '#tests/statistical-forms'
import { checkFiling } from './check-filing.ts'
import { compileForm } from './compile-form.ts'
import type { FilingContext, FilingValues } from './filing.ts'
import type { FormDefinition } from './form.ts'
import type { ChangeRule, PairRule } from './relation.ts'

function codes(form: FormDefinition, values: FilingValues, context: FilingContext = NO_CONTEXT): string[] {
  return checkFiling(compileForm(form), values, context).map(
    ({ rule, code }) => `${rule} ${code.slice('indicators.'.length)}`,
  )
}

describe('a field', () => {
  const form = buildForm([
    { code: 'N', minimum: 0, maximum: 100, compulsory: true },
    { code: 'D', type: 'decimal', decimals: 2 },
    { code: 'Y', type: 'year', minimum: 1949 },
    { code: 'F', type: 'flag' },
    { code: 'C', type: 'choice', choices: [{ value: '1', label: { zh: '是', en: 'yes' } }] },
    { code: 'T', type: 'text', pattern: '[A-Z]+', maxLength: 3 },
    { code: 'O', type: 'day' },
  ])

  it.each<[FilingValues, string[]]>([
    [{ N: 0 }, []],
    [{}, ['field:N missing']],
    [{ N: null }, ['field:N missing']],
    [{ N: '' }, ['field:N missing']],
    [{ N: '5' }, ['field:N not_a_number']],
    [{ N: Number.POSITIVE_INFINITY }, ['field:N not_a_number']],
    [{ N: 1.5 }, ['field:N not_an_integer']],
    [{ N: -1 }, ['field:N below_minimum']],
    [{ N: 101 }, ['field:N above_maximum']],
    [{ N: 2 ** 53 }, ['field:N above_maximum']],
    [{ N: 1, D: 0.29 }, []],
    [{ N: 1, D: 1234567.89 }, []],
    [{ N: 1, D: 0.295 }, ['field:D too_many_decimals']],
    [{ N: 1, Y: 2024, F: false, C: '1', T: 'ABC', O: '2024-02-29' }, []],
    [{ N: 1, Y: 24 }, ['field:Y not_a_year']],
    [{ N: 1, Y: 1900 }, ['field:Y below_minimum']],
    [{ N: 1, Y: '2024' }, ['field:Y not_a_year']],
    [{ N: 1, F: 1 }, ['field:F not_a_flag']],
    [{ N: 1, C: '2' }, ['field:C not_a_choice']],
    [{ N: 1, T: 'ABCD' }, ['field:T text_too_long']],
    [{ N: 1, T: 'AB1' }, ['field:T text_pattern']],
    [{ N: 1, T: 5 }, ['field:T not_a_text']],
    [{ N: 1, O: '2023-02-29' }, ['field:O not_a_day']],
  ])('%j gives %j', (values, expected) => {
    expect(codes(form, values)).toEqual(expected)
  })

  it('that is not asked must be empty, and is compulsory only where it is asked', () => {
    const asked = buildForm([
      { code: 'listed', type: 'flag' },
      { code: 'stock', compulsory: true, onlyIf: { field: 'listed', is: 'one-of', values: [true] } },
      { code: 'reason', type: 'text', onlyIf: { field: 'stock', is: 'empty' } },
    ])
    expect(codes(asked, { listed: true })).toEqual(['field:stock missing'])
    expect(codes(asked, { listed: false })).toEqual([])
    expect(codes(asked, { listed: false, stock: 5 })).toEqual(['field:stock not_asked'])
    expect(codes(asked, { stock: 5 })).toEqual(['field:stock not_asked'])
    expect(codes(asked, { listed: true, stock: 5, reason: 'x' })).toEqual(['field:reason not_asked'])
  })

  it('tells the limit and the value beside it', () => {
    expect(checkFiling(compileForm(form), { N: 101 }, NO_CONTEXT)).toEqual([
      {
        rule: 'field:N',
        severity: 'error',
        code: 'indicators.above_maximum',
        cells: ['N'],
        left: 101,
        operator: '<=',
        right: 100,
        params: { value: 101, limit: 100 },
      },
    ])
  })
})

describe('a relation', () => {
  it('tells both sides as they came out', () => {
    const form = compileForm(buildForm(['A', 'B', 'C'], [buildRelation('sum', 'A = B + C')]))
    expect(checkFiling(form, { A: 10, B: 7, C: 2 }, NO_CONTEXT)).toEqual([
      {
        rule: 'sum',
        severity: 'error',
        code: 'indicators.relation',
        cells: ['A', 'B', 'C'],
        left: 10,
        operator: '=',
        right: 9,
        params: { difference: 1, tolerance: 0, missing: 0 },
      },
    ])
  })

  it.each([
    ['=', [false, true, false]],
    ['!=', [true, false, true]],
    ['<', [true, false, false]],
    ['<=', [true, true, false]],
    ['>', [false, false, true]],
    ['>=', [false, true, true]],
  ] as const)('A %s 5 holds for 4, 5, 6: %j', (operator, expected) => {
    const form = buildForm(['A'], [buildRelation('r', `A ${operator} 5`)])
    expect([4, 5, 6].map((A) => codes(form, { A }).length === 0)).toEqual(expected)
  })

  it.each([
    ['=', [2, 3, 7, 8], [false, true, true, false]],
    ['<=', [5, 6, 7, 8], [true, true, true, false]],
    ['>=', [2, 3, 4, 5], [false, true, true, true]],
    ['<', [5, 6, 7, 8], [true, true, false, false]],
    ['>', [2, 3, 4, 5], [false, false, true, true]],
  ] as const)('A %s 5 give or take 2 holds for %j: %j', (operator, given, expected) => {
    const form = buildForm(['A'], [buildRelation('r', `A ${operator} 5`, { tolerance: 2 })])
    expect(given.map((A) => codes(form, { A }).length === 0)).toEqual(expected)
  })

  it('takes decimals as a person reads them', () => {
    const decimal = { type: 'decimal', decimals: 2 } as const
    const fields = ['A', 'B', 'C'].map((code) => ({ code, ...decimal }))
    for (const operator of ['=', '<=', '>='])
      expect(
        codes(buildForm(fields, [buildRelation('r', `A + B ${operator} C`)]), { A: 0.1, B: 0.2, C: 0.3 }),
      ).toEqual([])
    for (const operator of ['!=', '<', '>'])
      expect(
        codes(buildForm(fields, [buildRelation('r', `A + B ${operator} C`)]), { A: 0.1, B: 0.2, C: 0.3 }),
      ).toEqual(['r relation'])
    expect(codes(buildForm(fields, [buildRelation('r', 'A + B = C')]), { A: 0.1, B: 0.2, C: 0.31 })).toEqual([
      'r relation',
    ])
  })

  it('sees one thousand yuan in nine trillion', () => {
    const form = buildForm(['A', 'B', 'C'], [buildRelation('r', 'A = B + C')])
    expect(codes(form, { A: 9_000_000_000_001, B: 8_999_999_999_999, C: 1 })).toEqual(['r relation'])
    expect(codes(form, { A: 9_000_000_000_000, B: 8_999_999_999_999, C: 1 })).toEqual([])
  })

  it('judges missing cells by its strategy, and never as zero unless it says so', () => {
    const verdict = (missing: 'skip-if-any' | 'skip-if-all' | 'zero', values: FilingValues) =>
      codes(buildForm(['A', 'B', 'C'], [buildRelation('r', 'A + 1 = B + C', { missing })]), values).length ===
      0
    expect(verdict('skip-if-any', { A: 5, B: 1 })).toBe(true)
    expect(verdict('skip-if-all', { A: 5, B: 1 })).toBe(false)
    expect(verdict('skip-if-all', { A: 5, B: 6 })).toBe(true)
    expect(verdict('skip-if-all', {})).toBe(true)
    expect(verdict('zero', {})).toBe(false)
    expect(verdict('zero', { C: 1 })).toBe(true)
  })

  it('is not judged by a cell that is no number, nor by a filing that is not there', () => {
    const form = buildForm(
      ['A', 'B'],
      [
        buildRelation('r', 'A = B', { missing: 'zero' }),
        buildRelation('last', 'A <= A@-1', { missing: 'zero' }),
        buildRelation('other', 'A <= U-1!X', { missing: 'zero' }),
        buildRelation('sum', 'A <= SUM(U-1!X)', { missing: 'zero' }),
      ],
    )
    expect(codes(form, { A: 'x', B: 5 })).toEqual(['field:A not_a_number'])
    expect(codes(form, { A: 5, B: 5 })).toEqual([])
    expect(
      codes(form, { A: 5, B: 5 }, { forms: { 'U-1': {} }, history: { '1': {} }, members: { 'U-1!X': null } }),
    ).toEqual(['last relation', 'other relation', 'sum relation'])
    expect(
      codes(
        form,
        { A: 5, B: 5 },
        { forms: { 'U-1': { X: 5 } }, history: { '1': { A: 5 } }, members: { 'U-1!X': 5 } },
      ),
    ).toEqual([])
  })

  it('that is switched off is silent', () => {
    const form = buildForm(['A'], [buildRelation('r', 'A = 1', { enabled: false })])
    expect(codes(form, { A: 2 })).toEqual([])
  })
})

const HEAD = { severity: 'error', standing: 'zone', source: 'made for tests', enabled: true } as const

describe('a pair', () => {
  const pair = (kind: PairRule['kind']): PairRule => ({ id: 'p', kind, cells: ['A', 'B'], ...HEAD })

  it('that is compulsory has both cells or none; zero is filled', () => {
    const form = buildForm(['A', 'B'], [pair('compulsory-pair')])
    expect(codes(form, { A: 0 })).toEqual(['p compulsory_pair'])
    expect(codes(form, { A: 0, B: 0 })).toEqual([])
    expect(codes(form, {})).toEqual([])
  })

  it('that is exclusive has one at most', () => {
    const form = buildForm(['A', 'B'], [pair('exclusive-pair')])
    expect(codes(form, { A: 0, B: 0 })).toEqual(['p exclusive_pair'])
    expect(codes(form, { B: 0 })).toEqual([])
  })

  it('is not judged where one of the two is not asked', () => {
    const form = buildForm(
      ['A', { code: 'B', onlyIf: { field: 'G', is: 'filled' } }, 'G'],
      [pair('compulsory-pair')],
    )
    expect(codes(form, { A: 1 })).toEqual([])
    expect(codes(form, { A: 1, G: 1 })).toEqual(['p compulsory_pair'])
  })
})

describe('a change', () => {
  const rule: ChangeRule = {
    id: 'c',
    kind: 'change',
    cell: 'A',
    back: '1Y',
    ratio: 0.5,
    floor: 1000,
    ...HEAD,
  }
  const change = (now: number | null, then: number | null) =>
    codes(buildForm(['A'], [rule]), { A: now }, { forms: {}, history: { '1Y': { A: then } } }).length > 0

  it.each([
    [1500, 1000, false],
    [1501, 1000, true],
    [500, 1000, false],
    [499, 1000, true],
    [10, 999, false],
    [1000, 1, true],
    [2000, 0, true],
    [999, 0, false],
    [0, 0, false],
    [-1000, 1000, true],
    [-1400, -1000, false],
    [null, 1000, false],
    [1000, null, false],
  ])('from then to now: %j after %j fires: %j', (now, then, fires) => {
    expect(change(now, then)).toBe(fires)
  })

  it('is not judged without the other period', () => {
    expect(codes(buildForm(['A'], [rule]), { A: 9_000_000 })).toEqual([])
  })

  it('tells the ratio, and none from nothing', () => {
    const form = compileForm(buildForm(['A'], [rule]))
    const [found] = checkFiling(form, { A: 3000 }, { forms: {}, history: { '1Y': { A: 1000 } } })
    expect(found).toMatchObject({ left: 3000, right: 1000, params: { change: 2, limit: 0.5, back: '1Y' } })
    const [fromNothing] = checkFiling(form, { A: 3000 }, { forms: {}, history: { '1Y': { A: 0 } } })
    expect(fromNothing?.params['change']).toBeNull()
  })
})
