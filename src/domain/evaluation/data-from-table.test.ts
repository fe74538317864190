import { describe, expect, it, test } from 'vitest'
import { dataOf, issuesOf, schemeOf, tableOf } from '#tests/short-evaluation'
import { dataFromTable, ONLY_PERIOD } from './data-from-table.ts'
import { parseEvaluationData } from './parse-data.ts'

const SCHEME = schemeOf({
  nodes: [
    { code: 'total' },
    {
      code: 'income',
      parent: 'total',
      input: { column: '收入', direction: 'more', denominator: { column: 'staff', scale: 1 } },
    },
    {
      code: 'service',
      parent: 'total',
      input: { direction: 'more', kind: 'panel', panel: { least: 0, most: 10 } },
    },
  ],
  gates: [{ code: 'safety', column: 'accidents', operator: '=', value: 0 }],
  adjustments: [{ code: 'prize', column: 'prizes', points: 1, most: 5 }],
})
const HEAD = 'unit name period group:type 收入 staff service#Li service#Wang accidents prizes other'

function issues(text: string): ReturnType<typeof issuesOf> {
  return issuesOf(dataFromTable(tableOf(text), SCHEME))
}

describe('a table', () => {
  it('gives units in the order of their rows and periods in the order of time', () => {
    const data = dataOf(
      SCHEME,
      `${HEAD}
       b 乙园 2025 core 12.5 4 8 9 0 1 x
       a 甲园 2024 new 1e3 NA 7 - 0 - x
       b - 2024 - -3 .5 - - 1 2 x`,
    )
    expect(data).toEqual({
      periods: ['2024', '2025'],
      units: [
        { code: 'b', name: '乙园', groups: { type: 'core' } },
        { code: 'a', name: '甲园', groups: { type: 'new' } },
      ],
      columns: {
        收入: [
          [-3, 1000],
          [12.5, null],
        ],
        staff: [
          [0.5, null],
          [4, null],
        ],
        accidents: [
          [1, 0],
          [0, null],
        ],
        prizes: [
          [2, null],
          [1, null],
        ],
      },
      panels: {
        service: [
          {
            member: 'Li',
            scores: [
              [null, 7],
              [8, null],
            ],
          },
          {
            member: 'Wang',
            scores: [
              [null, null],
              [9, null],
            ],
          },
        ],
      },
    })
    // What a table gives, JSON gives back.
    expect(parseEvaluationData(JSON.parse(JSON.stringify(data)))).toEqual({ ok: true, value: data })
  })

  it('without periods and names is one period of units called by their codes', () => {
    const { periods, units } = dataOf(SCHEME, 'unit 收入 staff service#Li accidents prizes\na 1 1 1 0 0')
    expect(periods).toEqual([ONLY_PERIOD])
    expect(units).toEqual([{ code: 'a', name: 'a', groups: {} }])
  })

  it('takes numbers of a sheet as they are', () => {
    const table = {
      header: ['unit', '收入', 'staff', 'service#Li', 'accidents', 'prizes'],
      rows: [['a', 0.1, 3, 5, 0, null]],
    }
    const data = dataFromTable(table, SCHEME)
    expect(data.ok && data.value.columns['收入']).toEqual([[0.1]])
  })

  test.each<[string, string, string, object]>([
    [
      'a column that a node reads',
      'unit staff service#Li accidents prizes\na 1 1 0 0',
      'column_missing',
      { node: 'income', column: '收入' },
    ],
    [
      'a denominator',
      'unit 收入 service#Li accidents prizes\na 1 1 0 0',
      'column_missing',
      { node: 'income', column: 'staff' },
    ],
    [
      'a panel',
      'unit 收入 staff accidents prizes\na 1 1 0 0',
      'column_missing',
      { node: 'service', column: 'service' },
    ],
    [
      'a gate’s column',
      'unit 收入 staff service#Li prizes\na 1 1 0 0',
      'column_missing',
      { node: 'safety', column: 'accidents' },
    ],
    ['the units', '收入 staff service#Li accidents prizes\n1 1 1 0 0', 'table_column', { column: 'unit' }],
  ])('is refused without %s', (_, text, code, params) => {
    expect(issues(text)).toContainEqual({ code: `evaluation.${code}`, params })
  })

  const short = 'unit period 收入 staff service#Li accidents prizes'
  test.each<[string, string, string, object]>([
    ['a column twice', `${short} staff\na 2025 1 1 1 0 0 1`, 'duplicate_column', { column: 'staff' }],
    [
      'thousands with a comma',
      `${short}\na 2025 1,234 1 1 0 0`,
      'not_a_number',
      { row: 2, column: '收入', value: '1,234' },
    ],
    ['per cent', `${short}\na 2025 12% 1 1 0 0`, 'not_a_number', { value: '12%' }],
    ['not a number', `${short}\na 2025 NaN 1 1 0 0`, 'not_a_number', { value: 'NaN' }],
    ['infinity', `${short}\na 2025 Infinity 1 1 0 0`, 'not_a_number', { value: 'Infinity' }],
    ['more than a number holds', `${short}\na 2025 1e309 1 1 0 0`, 'not_a_number', { value: '1e309' }],
    ['hexadecimal', `${short}\na 2025 0x1f 1 1 0 0`, 'not_a_number', { value: '0x1f' }],
    [
      'a bad score',
      `${short}\na 2025 1 1 good 0 0`,
      'not_a_number',
      { row: 2, column: 'service#Li', value: 'good' },
    ],
    ['a row of nobody', `${short}\n- 2025 1 1 1 0 0`, 'cell_empty', { row: 2, column: 'unit' }],
    ['a row of no time', `${short}\na - 1 1 1 0 0`, 'cell_empty', { row: 2, column: 'period' }],
    [
      'a row twice',
      `${short}\na 2025 1 1 1 0 0\na 2025 2 1 1 0 0`,
      'duplicate_row',
      { row: 3, first: 2, unit: 'a', period: '2025' },
    ],
    [
      'periods of two rhythms',
      `${short}\na 2025 1 1 1 0 0\na 2025-Q1 2 1 1 0 0`,
      'period_order',
      { period: '2025-Q1', before: '2025' },
    ],
    [
      'a period that is none',
      `${short}\na 2025 1 1 1 0 0\na 2026-13 2 1 1 0 0`,
      'period_order',
      { period: '2026-13' },
    ],
    ['too many cells', `${short}\na 2025 1 1 1 0 0 9`, 'row_length', { row: 2, cells: 8, expected: 7 }],
    ['no rows', short, 'no_rows', {}],
  ])('is refused with %s', (_, text, code, params) => {
    const found = issues(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ code: `evaluation.${code}`, params })
  })

  it('is refused for the first 500 of very many bad cells', () => {
    const rows = Array.from({ length: 150_000 }, (_, index) => [`u${index}`, 'x', '1', '1', '0', '0'])
    const table = { header: ['unit', '收入', 'staff', 'service#Li', 'accidents', 'prizes'], rows }
    expect(issuesOf(dataFromTable(table, SCHEME))).toHaveLength(500)
  })

  it('is refused where a unit changes its name or group', () => {
    const text = `${HEAD}
      a 甲园 2024 core 1 1 1 1 0 0 x
      a 乙园 2025 new 1 1 1 1 0 0 x`
    expect(issues(text).map(({ params }) => params)).toEqual([
      { unit: 'a', column: 'name', row: 3 },
      { unit: 'a', column: 'group:type', row: 3 },
    ])
  })
})

describe('data in JSON', () => {
  const data = {
    periods: ['2024', '2025'],
    units: [{ code: 'a', name: 'A', groups: {} }],
    columns: { x: [[1], [null]] },
    panels: { p: [{ member: 'Li', scores: [[1], [2]] }] },
  }

  it('is taken as it is', () => {
    expect(parseEvaluationData(data)).toEqual({ ok: true, value: data })
  })

  test.each<[string, object, string, object]>([
    ['NaN', { columns: { x: [[NaN], [1]] } }, 'data_shape', { place: 'columns.x.0.0' }],
    ['infinity', { columns: { x: [[Infinity], [1]] } }, 'data_shape', { place: 'columns.x.0.0' }],
    ['texts', { columns: { x: [['1'], [1]] } }, 'data_shape', { place: 'columns.x.0.0' }],
    ['no periods', { periods: [] }, 'data_shape', { place: 'periods' }],
    ['a period twice', { periods: ['2025', '2025'] }, 'duplicate_period', { period: '2025' }],
    ['time backwards', { periods: ['2025', '2024'] }, 'period_order', { period: '2024', before: '2025' }],
    ['a period too few', { columns: { x: [[1]] } }, 'data_size', { column: 'x', expected: 2, found: 1 }],
    [
      'a unit too many',
      { columns: { x: [[1, 2], [1]] } },
      'data_size',
      { column: 'x', expected: 1, found: 2 },
    ],
    [
      'a score too few',
      { panels: { p: [{ member: 'Li', scores: [[], [2]] }] } },
      'data_size',
      { column: 'p#Li' },
    ],
    [
      'a member twice',
      {
        panels: {
          p: [
            { member: 'Li', scores: [[1], [2]] },
            { member: 'Li', scores: [[1], [2]] },
          ],
        },
      },
      'duplicate_column',
      { column: 'p#Li' },
    ],
  ])('is refused with %s', (_, changes, code, params) => {
    expect(issuesOf(parseEvaluationData({ ...data, ...changes }))[0]).toMatchObject({
      code: `evaluation.${code}`,
      params,
    })
  })

  it('is refused with a unit twice', () => {
    const unit = { code: 'a', name: 'A', groups: {} }
    const twice = {
      ...data,
      units: [unit, unit],
      columns: {
        x: [
          [1, 1],
          [1, 1],
        ],
      },
      panels: {},
    }
    expect(issuesOf(parseEvaluationData(twice))).toEqual([
      { code: 'evaluation.duplicate_unit', params: { unit: 'a' } },
    ])
  })
})
