/**
 * A year of six parks by hand: points of a score table, a panel, a bonus within its bound, a gate that caps, a tie that is
 * broken, quotas within types. Invented figures, small enough to follow with a pencil.
 */
import { describe, expect, test } from 'vitest'
import { judgedTables, resultOf } from '#tests/short-evaluation'

const posts = (bottom: number, top: number) => ({
  method: 'goalposts',
  bottom,
  top,
  low: 0,
  high: 1,
  capped: true,
})

const SCHEME = {
  nodes: [
    { code: 'total' },
    // A sum of points already: it counts once.
    { code: 'output', parent: 'total', weight: 1 },
    // 亿元 per km² between 50 and 250, 40 points.
    {
      code: 'density',
      parent: 'output',
      weight: 40,
      input: {
        column: 'revenue',
        direction: 'more',
        denominator: { column: 'area', scale: 1 },
        normalisation: posts(50, 250),
      },
    },
    // 吨标准煤 per 万元 between 0.02 (full marks) and 0.12, 20 points.
    {
      code: 'energy',
      parent: 'output',
      weight: 20,
      input: { direction: 'less', normalisation: posts(0.02, 0.12) },
    },
    // Five experts, 0 … 10, without the highest and the lowest, 40 points.
    {
      code: 'service',
      parent: 'total',
      weight: 40,
      input: {
        kind: 'panel',
        direction: 'more',
        panel: { least: 0, most: 10, method: 'trimmed', trim: 1 },
        normalisation: posts(0, 10),
      },
    },
  ],
  aggregation: { method: 'sum' },
  gates: [
    {
      code: 'safety',
      column: 'accidents',
      operator: '=',
      value: 0,
      effect: 'cap',
      grade: 'C',
      missing: 'passes',
    },
  ],
  adjustments: [{ code: 'prizes', column: 'prizes', points: 2, most: 5 }],
  ranking: { ties: 'min', breakers: ['energy'] },
  grading: {
    method: 'quotas',
    within: true,
    grades: [{ code: 'A', share: 0.34 }, { code: 'B', share: 0.34 }, { code: 'C' }],
  },
  peerGroups: { group: 'type', compare: 'rank' },
}

const result = resultOf(
  SCHEME,
  `unit group:type revenue area energy service#1 service#2 service#3 service#4 service#5 accidents prizes
   north old 500 2 0.07 9 8 7 6 10 1 3
   east  old 600 4 0.02 5 5 5 5 5  0 0
   south old 100 2 0.12 4 6 5 - 10 - 1
   west  new 300 2 0.12 10 10 10 10 10 0 -
   hill  new 150 1 0.02 5 5 5 5 0  0 0
   lake  new 200 4 0.04 2 2 2 2 2  0 9`,
)

/** By unit, to three digits. */
function of(node: string): (number | null)[] {
  return (judgedTables(result).scores[node] ?? []).map((score) =>
    score === null ? null : Math.round(score * 1_000) / 1_000,
  )
}

describe('six parks', () => {
  test('their parts', () => {
    // 250, 150, 50, 150, 150, 50 per km².
    expect(of('density')).toEqual([1, 0.5, 0, 0.5, 0.5, 0])
    expect(of('energy')).toEqual([0.5, 1, 0, 0, 1, 0.8])
    // north: 9, 8, 7; south: 5 and 6 of four.
    expect(of('service')).toEqual([0.8, 0.5, 0.55, 1, 0.5, 0.2])
    expect(of('output')).toEqual([50, 40, 0, 20, 40, 16])
  })

  test('their points: the heading as it is, the panel times 40, prizes two each and five at most', () => {
    expect(of('total')).toEqual([82, 60, 22, 60, 60, 24])
    expect(result.adjustments.map(({ unit, value, points }) => `${unit} ${String(value)} ${points}`)).toEqual(
      ['north 3 5', 'east 0 0', 'south 1 2', 'west null 0', 'hill 0 0', 'lake 9 5'],
    )
    expect(result.standings.map(({ score }) => score)).toEqual([87, 60, 24, 60, 60, 29])
  })

  test('their ranks: west gives way by its energy, east and hill stay level', () => {
    expect(result.standings.map(({ rank }) => rank)).toEqual([1, 2, 6, 4, 2, 5])
    expect(result.standings.map(({ groupRank }) => groupRank)).toEqual([1, 2, 3, 2, 1, 3])
  })

  test('their grades: one of three each, north no better than C because of its accident', () => {
    expect(result.standings.map(({ uncappedGrade }) => uncappedGrade)).toEqual(['A', 'B', 'C', 'B', 'A', 'C'])
    expect(result.standings.map(({ grade }) => grade)).toEqual(['C', 'B', 'C', 'B', 'A', 'C'])
    expect(result.gates.filter(({ passed }) => !passed).map(({ unit }) => unit)).toEqual(['north'])
  })
})
