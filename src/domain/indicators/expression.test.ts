import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkExpression, type CheckedExpression, type FieldLookup } from './check-expression.ts'
import { evaluateExpression, type GroupNumber, type Grouping } from './evaluate-expression.ts'
import { isAdditive } from './expression-walk.ts'
import { joinFilings, type FormFilings, type JoinedFilings } from './join-filings.ts'
import { parseExpression } from './parse-expression.ts'

const FIELDS: Readonly<Record<string, ReturnType<FieldLookup>>> = {
  'GQ-001!QB11': { type: 'choice', unit: null },
  'GQ-001!QB12': { type: 'flag', unit: null },
  'GQ-001!QB13': { type: 'day', unit: null },
  'GQ-002!QC05_0': { type: 'integer', unit: '千元' },
  'GQ-002!QC41': { type: 'decimal', unit: '吨标准煤' },
  'GQ-003!QD01': { type: 'integer', unit: '人' },
  'GQ-003!QC236': { type: 'integer', unit: '元' },
  'GQ-005!QJ73': { type: 'integer', unit: '件' },
}
const lookup: FieldLookup = (form, field) =>
  /^GQ-00[1-5]$/u.test(form) ? (FIELDS[`${form}!${field}`] ?? null) : 'no-form'

function checked(text: string): CheckedExpression {
  const parsed = parseExpression(text)
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.issues)}`)
  const answer = checkExpression(parsed.value, lookup)
  if (!answer.ok) throw new Error(`${text}: ${JSON.stringify(answer.issues)}`)
  return answer.value
}

/** Code and place of the first fault, or null. */
function fault(text: string): string | null {
  const parsed = parseExpression(text)
  const answer = parsed.ok ? checkExpression(parsed.value, lookup) : parsed
  if (answer.ok) return null
  const { code, params } = answer.issues[0] ?? { code: '', params: {} }
  const at = params?.['at']
  return typeof at === 'number' ? `${code.replace('indicators.', '')} ${at}` : code.replace('indicators.', '')
}

const MISSING = Number.NaN

function filings(
  form: string,
  figures: Record<string, number[]>,
  texts: Record<string, (string | null)[]> = {},
): FormFilings {
  const columns = [...Object.values(figures), ...Object.values(texts)]
  const rows = columns[0]?.length ?? 0
  return {
    form,
    units: Array.from({ length: rows }, (_, row) => `${row}`),
    table: {
      rows,
      figures: new Map(Object.entries(figures).map(([code, values]) => [code, Float64Array.from(values)])),
      texts: new Map(Object.entries(texts)),
    },
  }
}

function evaluated(text: string, joined: JoinedFilings, grouping?: Grouping): GroupNumber {
  const [first] = evaluateExpression(checked(text), joined, grouping)
  if (first === undefined) throw new Error('no group')
  return first
}

/** Five enterprises; the last filed only GQ-001, the fourth only GQ-001 and GQ-002. */
const ZONE = joinFilings(
  [
    filings(
      'GQ-001',
      { QB12: [1, 0, MISSING, 1, 0] },
      {
        QB11: ['1', '2', '1', null, '3'],
        QB13: ['2020-01-01', '2023-05-01', '2024-01-01', null, '2021-07-01'],
      },
    ),
    filings('GQ-002', { QC05_0: [1000, 2000, MISSING, 7000], QC41: [0.5, MISSING, 0, 2] }),
    filings('GQ-003', { QD01: [10, 0, 40], QC236: [100_000, MISSING, 900_000] }),
  ],
  new Map([
    [
      'industry',
      new Map([
        ['0', 'C3911'],
        ['1', 'C2710'],
        ['2', 'I6513'],
        ['3', 'C3920'],
      ]),
    ],
  ]),
)

describe('reading an expression', () => {
  it.each([
    ['sum(GQ-002!QC05_0', 'expression_unexpected 17'],
    ['', 'expression_unexpected 0'],
    ['sum(GQ-002!QC05_0) )', 'expression_unexpected 19'],
    ['sum(GQ-002!QC05_0) ? 2', 'expression_unexpected 19'],
    ['sum(GQ-002!QC05_0) * 3 刀', 'unknown_unit 22'],
    ['sum(GQ-002!QC05_0) + and', 'expression_unexpected 21'],
    ['countIf(GQ-001!QB11 in ())', 'expression_unexpected 24'],
    [`${'('.repeat(80)}1${')'.repeat(80)}`, 'expression_too_deep 60'],
    ['1 + '.repeat(2000), 'expression_too_long'],
  ])('%s', (text, expected) => {
    expect(fault(text)).toBe(expected)
  })

  it('takes full-width and printed signs for plain ones', () => {
    const plain = parseExpression(
      'sumIf(GQ-002!QC05_0, GQ-003!QD01 >= 5 and GQ-001!QB11 != "1") / 2 * 3 - 1%',
    )
    const printed = parseExpression('sumIf（GQ-002！QC05_0，GQ-003!QD01 ≥5 and GQ-001!QB11 ≠“1”）÷2×3－1％')
    const withoutPlaces = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(/"at":\d+,?/gu, '')
          .replaceAll('％', '%'),
      )
    expect(plain.ok).toBe(true)
    expect(withoutPlaces(printed)).toEqual(withoutPlaces(plain))
  })

  it('leaves texts as they are written', () => {
    const read = parseExpression('countIf(GQ-001!QB11 = "电子信息（软件）、""甲""")')
    expect(JSON.stringify(read)).toContain(JSON.stringify('电子信息（软件）、"甲"'))
  })

  it('never breaks, whatever it is given', () => {
    const scraps = fc.constantFrom(
      ...[
        'sum',
        '(',
        ')',
        'GQ-002!QC05_0',
        '+',
        '/',
        '5',
        '%',
        '人',
        '"',
        'not',
        'in',
        ',',
        '@industry',
        '>',
        ' ',
        '!',
        '[',
      ],
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(scraps).map((list) => list.join('')),
        ),
        (text) => {
          expect(typeof parseExpression(text).ok).toBe('boolean')
          fault(text)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('what makes no sense', () => {
  it.each([
    ['sum(GQ-002!QC05_0) + sum(GQ-003!QD01)', 'units_differ 19'],
    ['sum(GQ-002!QC05_0 + GQ-003!QD01)', 'units_differ 18'],
    ['sumIf(GQ-002!QC05_0, GQ-003!QD01 > 5 万元)', 'units_differ 33'],
    ['sum(GQ-002!QC05_0) + 5', 'units_differ 19'],
    ['countIf(GQ-003!QD01 > 300)', 'units_differ 20'],
    ['GQ-002!QC05_0', 'cell_outside_aggregate 0'],
    ['sum(GQ-002!QC05_0) / GQ-003!QD01', 'cell_outside_aggregate 21'],
    ['sum(mean(GQ-002!QC05_0))', 'nested_aggregate 4'],
    ['sum(GQ-002!QC99)', 'unknown_cell 4'],
    ['sum(GQ-009!QC99)', 'unknown_form 4'],
    ['sum(GQ-001!QB11)', 'wrong_kind 4'],
    ['countIf(GQ-002!QC05_0)', 'wrong_kind 8'],
    ['countIf(GQ-001!QB11 > "1")', 'text_has_no_order 20'],
    ['countIf(@colour = "1") + count(GQ-001)', 'unknown_attribute 8'],
    ['total(GQ-002!QC05_0)', 'unknown_function 0'],
    ['quantile(GQ-002!QC05_0)', 'wrong_arguments 0'],
    ['quantile(GQ-002!QC05_0, 1.5)', 'quantile_share 24'],
    ['mean(5 人) + 0 * count(GQ-001)', 'aggregate_of_no_cell 0'],
    ['count()', 'no_cells'],
    ['5', 'no_cells'],
    ['sum() + count(GQ-001)', 'wrong_arguments 0'],
    ['sumIf() + count(GQ-001)', 'wrong_arguments 0'],
  ])('%s', (text, expected) => {
    expect(fault(text)).toBe(expected)
  })
})

describe('units of an expression', () => {
  it.each([
    ['sum(GQ-002!QC05_0)', '千元'],
    ['sum(GQ-002!QC05_0) / sum(GQ-003!QD01)', '千元/人'],
    ['median(GQ-002!QC05_0 / GQ-003!QD01)', '千元/人'],
    ['sum(GQ-003!QC236) + sum(GQ-002!QC05_0)', '元'],
    ['count(GQ-002)', '家'],
    ['sum(GQ-002!QC41) / sum(GQ-002!QC05_0)', '吨标准煤/千元'],
    ['hhi(GQ-002!QC05_0)', '1'],
    ['sum(GQ-005!QJ73) / sum(GQ-003!QD01)', '件/人'],
  ])('%s is in %s', (text, unit) => {
    expect(checked(text).unit.code).toBe(unit)
  })

  it('converts what is added or compared into the unit of the left side', () => {
    expect(evaluated('sum(GQ-002!QC05_0) + sum(GQ-003!QC236)', ZONE).value).toBe(10_000 + 1000)
    expect(evaluated('sum(GQ-002!QC05_0) - 1 百万元', ZONE).value).toBe(9000)
    expect(evaluated('countIf(GQ-002!QC05_0 >= 200 万元)', ZONE).value).toBe(2)
    expect(evaluated('countIf(GQ-003!QC236 < GQ-002!QC05_0)', ZONE).value).toBe(1)
    expect(evaluated('countIf(GQ-003!QD01 > 0)', ZONE).value).toBe(2)
  })
})

describe('missing is never zero', () => {
  it('adds and averages what was reported', () => {
    expect(evaluated('sum(GQ-002!QC05_0)', ZONE)).toMatchObject({
      value: 10_000,
      entities: 3,
      topOne: 0.7,
      topTwo: 0.9,
    })
    expect(evaluated('mean(GQ-002!QC05_0)', ZONE).value).toBeCloseTo(10_000 / 3, 9)
    expect(evaluated('median(GQ-002!QC05_0)', ZONE).value).toBe(2000)
    expect(evaluated('max(GQ-002!QC05_0)', ZONE)).toMatchObject({ value: 7000, topOne: 1 })
    expect(evaluated('sum(GQ-005!QJ73)', ZONE)).toMatchObject({ value: null, entities: 0 })
  })

  it('divides the two sums, whoever reported each; ratio takes those who reported both', () => {
    expect(evaluated('sum(GQ-003!QC236) / sum(GQ-002!QC05_0)', ZONE)).toMatchObject({
      value: 100,
      entities: 2,
    })
    expect(evaluated('ratio(GQ-003!QC236, GQ-002!QC05_0)', ZONE)).toMatchObject({ value: 100, entities: 1 })
    expect(evaluated('sum(GQ-002!QC05_0) / sum(GQ-003!QD01)', ZONE).value).toBe(200)
    expect(evaluated('ratio(GQ-002!QC05_0, GQ-003!QD01)', ZONE)).toMatchObject({ value: 300, entities: 2 })
  })

  it('has no figure of an enterprise where a part is missing or a divisor is zero', () => {
    expect(evaluated('sum(GQ-002!QC05_0 / GQ-003!QD01)', ZONE)).toMatchObject({ value: 100, entities: 1 })
    expect(evaluated('sum(GQ-002!QC05_0) / sumIf(GQ-003!QD01, GQ-001!QB11 = "2")', ZONE).value).toBeNull()
  })

  it('takes a missing figure for zero only where an author wrote so, and then hides nobody behind it', () => {
    expect(evaluated('mean(orZero(GQ-002!QC05_0))', ZONE)).toMatchObject({ value: 2500, entities: 3 })
    // Among those who filed any form that the expression names: five, where GQ-001 is one of them.
    const among = 'mean(orZero(GQ-002!QC05_0)) + 0 [千元/家] * count(GQ-001)'
    expect(evaluated(among, ZONE).value).toBe(2000)
  })

  it('counts filers, filled cells and what is true, not what is unknown', () => {
    expect(evaluated('count(GQ-002)', ZONE).value).toBe(4)
    expect(evaluated('count(GQ-002!QC05_0)', ZONE).value).toBe(3)
    expect(evaluated('count() / count(GQ-001!QB11)', ZONE).value).toBe(5 / 4)
    expect(evaluated('countIf(GQ-001!QB11 = "1")', ZONE).value).toBe(2)
    expect(evaluated('countIf(not GQ-001!QB11 = "1")', ZONE).value).toBe(2)
    expect(evaluated('countIf(GQ-001!QB12 or GQ-001!QB11 = "1")', ZONE).value).toBe(3)
    expect(evaluated('countIf(GQ-001!QB12 and GQ-001!QB11 = "1")', ZONE).value).toBe(1)
    expect(evaluated('countIf(GQ-001!QB13 >= "2023-01-01")', ZONE).value).toBe(2)
    expect(evaluated('countIf("2021-12-31" < GQ-001!QB13)', ZONE).value).toBe(2)
    expect(evaluated('countIf(not filed(GQ-003)) + 0 * count(GQ-001)', ZONE).value).toBe(2)
    expect(evaluated('countIf(GQ-001!QB11 = "9")', ZONE)).toMatchObject({ value: 0, entities: 0 })
  })

  it('asks what the register says', () => {
    expect(evaluated('sumIf(GQ-002!QC05_0, startsWith(@industry, "C39"))', ZONE).value).toBe(8000)
    expect(evaluated('countIf(@industry in ("C2710", "I6513")) + 0 * count(GQ-001)', ZONE).value).toBe(2)
    expect(evaluated('countIf(@industry != "C2710") + 0 * count(GQ-001)', ZONE).value).toBe(3)
  })
})

describe('groups', () => {
  it('have each their own number; who belongs to none counts nowhere', () => {
    const grouping = { of: Int32Array.of(0, 1, 1, 1, -1), count: 3 }
    const numbers = evaluateExpression(checked('sum(GQ-002!QC05_0)'), ZONE, grouping)
    expect(numbers.map(({ value, entities }) => [value, entities])).toEqual([
      [1000, 1],
      [9000, 2],
      [null, 0],
    ])
  })

  it('add up to the whole for additive expressions', () => {
    const column = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: MISSING }), {
      minLength: 1,
      maxLength: 30,
    })
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 4 }), (values, count) => {
        const joined = joinFilings([filings('GQ-002', { QC05_0: values })])
        const of = Int32Array.from(values, (_, row) => row % count)
        const expression = checked('2 * sum(GQ-002!QC05_0) - sumIf(GQ-002!QC05_0, GQ-002!QC05_0 > 0) / 4')
        expect(isAdditive(expression.figure)).toBe(true)
        const grouped = evaluateExpression(expression, joined, { of, count })
        const known = grouped.flatMap(({ value }) => (value === null ? [] : [value]))
        const whole = evaluateExpression(expression, joined)[0]?.value ?? null
        if (known.length === count && whole !== null)
          expect(known.reduce((sum, value) => sum + value, 0)).toBeCloseTo(whole, 6)
      }),
    )
  })

  it.each([
    ['sum(GQ-002!QC05_0) / sum(GQ-003!QD01)', false],
    ['sum(GQ-002!QC05_0) + 1 万元', false],
    ['mean(GQ-002!QC05_0)', false],
    ['countIf(GQ-001!QB12)', true],
    ['-sum(GQ-002!QC05_0) * 2', true],
    ['count(GQ-001) / 2', true],
    ['2 / count(GQ-001)', false],
  ])('knows whether %s adds up', (text, expected) => {
    expect(isAdditive(checked(text).figure)).toBe(expected)
  })
})
