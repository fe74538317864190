import { describe, expect, it, test } from 'vitest'
import { issuesOf, resultOf, run } from '#tests/short-evaluation'
import type { ImputedPoint } from './evaluation-result.ts'

type Fields = Readonly<Record<string, unknown>>

function points(imputation: Fields, text: string, scheme: Fields = {}): readonly ImputedPoint[] {
  return resultOf(
    {
      nodes: [
        { code: 'total' },
        { code: 'a', parent: 'total', input: { direction: 'more' } },
        { code: 'b', parent: 'total', input: { direction: 'less' } },
      ],
      imputation,
      ...scheme,
    },
    text,
  ).imputed
}

/** Five parks of two fields; the third has no `a`, the fifth no `b`. */
const PARKS = `
  unit group:field a b
  p1   soft        1 40
  p2   soft        4 30
  p3   soft        - 20
  p4   bio        10 10
  p5   bio        21 -`

describe('gaps', () => {
  test.each<[string, Fields, number, string[], number, string[]]>([
    ['the mean of the others', { method: 'mean' }, 9, ['p1', 'p2', 'p4', 'p5'], 25, ['p1', 'p2', 'p3', 'p4']],
    [
      'the middle of the others',
      { method: 'median' },
      7,
      ['p1', 'p2', 'p4', 'p5'],
      25,
      ['p1', 'p2', 'p3', 'p4'],
    ],
    [
      'the mean of the group',
      { method: 'group-mean', group: 'field', fallback: false },
      2.5,
      ['p1', 'p2'],
      10,
      ['p4'],
    ],
    [
      'the middle of the group',
      { method: 'group-median', group: 'field', fallback: false },
      2.5,
      ['p1', 'p2'],
      10,
      ['p4'],
    ],
    ['a constant', { method: 'constant', value: 0 }, 0, [], 0, []],
    // p3 has b = 20 of 10 … 40, less is better: two thirds of the way from 1 to 21; p5's a is the best, so is its b.
    ['the unit’s other indicators', { method: 'siblings-mean' }, 1 + (20 * 2) / 3, ['b'], 10, ['a']],
  ])('take %s', (_, imputation, a, fromA, b, fromB) => {
    const found = points(imputation, PARKS)
    expect(found.map(({ node, unit, from }) => ({ node, unit, from }))).toEqual([
      { node: 'a', unit: 'p3', from: fromA },
      { node: 'b', unit: 'p5', from: fromB },
    ])
    expect(found[0]?.value).toBeCloseTo(a, 12)
    expect(found[1]?.value).toBeCloseTo(b, 12)
  })

  it('stay where nothing is asked', () => {
    expect(points({ method: 'none' }, PARKS)).toEqual([])
  })

  it('of a group without figures stay, or take all others’ mean if so asked', () => {
    const alone = PARKS.replace('p3   soft', 'p3   food')
    expect(
      points({ method: 'group-mean', group: 'field', fallback: false }, alone).map(({ unit }) => unit),
    ).toEqual(['p5'])
    const [first] = points({ method: 'group-mean', group: 'field', fallback: true }, alone)
    expect(first).toMatchObject({ unit: 'p3', value: 9, from: ['p1', 'p2', 'p4', 'p5'] })
  })

  it('cannot ask for a grouping that nobody has', () => {
    const outcome = run(
      {
        nodes: [{ code: 'total' }, { code: 'a', parent: 'total', input: { direction: 'more' } }],
        imputation: { method: 'group-mean', group: 'size', fallback: true },
      },
      PARKS,
    )
    expect(issuesOf(outcome)).toEqual([
      { code: 'evaluation.grouping_unknown', params: { node: 'a', group: 'size' } },
    ])
  })

  it('take nothing from units that are not judged', () => {
    const screening = { leastAvailable: 1, leastNonZero: null, keep: ['p3'] }
    const [only] = points({ method: 'mean' }, PARKS, { screening })
    expect(only).toMatchObject({ unit: 'p3', value: 5, from: ['p1', 'p2', 'p4'] })
  })
})

describe('gaps in time', () => {
  /** No year 2022; p1 is known in 2020 and 2024, p2 in 2023 only, p3 and p4 always. */
  const YEARS = `
    unit period a b
    p1 2020 10 1
    p2 2020 -  2
    p3 2020 1  3
    p4 2020 9  4
    p1 2021 -  1
    p2 2021 -  2
    p3 2021 2  3
    p4 2021 9  4
    p1 2023 -  1
    p2 2023 5  2
    p3 2023 3  3
    p4 2023 9  4
    p1 2024 50 1
    p2 2024 -  2
    p3 2024 4  3
    p4 2024 9  4
    p1 2025 -  1
    p2 2025 -  2
    p3 2025 5  3
    p4 2025 9  4`

  function found(imputation: Fields): string[] {
    return points(imputation, YEARS).map(
      ({ unit, period, value, from }) => `${unit} ${period} ${String(value)} ${from.join('+')}`,
    )
  }

  it('take the last known figure, of any age', () => {
    expect(found({ method: 'latest', maximumAge: null })).toEqual([
      'p1 2021 10 2020',
      'p1 2023 10 2020',
      'p2 2024 5 2023',
      'p1 2025 50 2024',
      'p2 2025 5 2023',
    ])
  })

  it('or none older than so many periods', () => {
    expect(found({ method: 'latest', maximumAge: 1 })).toEqual([
      'p1 2021 10 2020',
      'p2 2024 5 2023',
      'p1 2025 50 2024',
    ])
  })

  it('lie on the line between their neighbours, by years and not by rows', () => {
    expect(found({ method: 'linear', extrapolate: 'none' })).toEqual([
      'p1 2021 20 2020+2024',
      'p1 2023 40 2020+2024',
    ])
  })

  it('beyond the ends are the nearest figure', () => {
    expect(found({ method: 'linear', extrapolate: 'constant' })).toEqual([
      'p2 2020 5 2023',
      'p1 2021 20 2020+2024',
      'p2 2021 5 2023',
      'p1 2023 40 2020+2024',
      'p2 2024 5 2023',
      'p1 2025 50 2024',
      'p2 2025 5 2023',
    ])
  })

  it('or on the line drawn on, where two are known', () => {
    expect(found({ method: 'linear', extrapolate: 'line' })).toEqual([
      'p1 2021 20 2020+2024',
      'p1 2023 40 2020+2024',
      'p1 2025 60 2020+2024',
    ])
  })

  it('drawn on beyond what numbers hold are refused by name', () => {
    const outcome = run(
      {
        nodes: [{ code: 'total' }, { code: 'a', parent: 'total', input: { direction: 'more' } }],
        imputation: { method: 'linear', extrapolate: 'line' },
      },
      'unit period a\np1 2023 -1e308\np2 2023 1\np1 2024 1e308\np2 2024 2\np1 2025 -\np2 2025 3',
    )
    expect(issuesOf(outcome)).toEqual([
      { code: 'evaluation.too_large', params: { node: 'a', unit: 'p1', period: '2025', step: 'impute' } },
    ])
  })
})
