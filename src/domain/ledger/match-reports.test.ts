import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeTarget } from './judge-target.ts'
import { CERTAIN_FROM, matchReports } from './match-reports.ts'
import type { ReportTarget } from './match-reports.ts'
import type { ReportedFigure, ReportJoin } from './target.ts'

const zone = '某某国家自主创新示范区'

function figure(
  id: string,
  indicator: string,
  value: number,
  unit: string,
  change: Partial<ReportedFigure> = {},
): ReportedFigure {
  return {
    id,
    indicator,
    scope: zone,
    comparator: 'eq',
    value,
    value2: null,
    unit,
    year: 2020,
    documentYear: null,
    ...change,
  }
}

const income: ReportTarget = {
  indicator: '企业总收入',
  scope: zone,
  kind: 'level',
  comparator: 'ge',
  unit: '万亿元',
  year: 2020,
}

function join(target: Partial<ReportTarget>, ...figures: ReportedFigure[]): ReportJoin[] {
  return matchReports({ ...income, ...target }, figures)
}

describe('a figure that a later document reports', () => {
  it('is joined when indicator, area and unit are the same', () => {
    expect(join({}, figure('a', '企业总收入', 7.2, '万亿元'))).toEqual([
      {
        figureId: 'a',
        how: 'same',
        actual: { year: 2020, value: 7.2, low: 7.2, high: 7.2 },
        arithmetic: null,
        confidence: 1,
      },
    ])
  })

  it('counts in every year, since the target has a series', () => {
    const joins = join(
      {},
      figure('b', '企业总收入', 8.4, '万亿元', { year: 2021 }),
      figure('a', '企业总收入', 7.2, '万亿元'),
    )
    expect(joins.map(({ figureId, actual }) => [figureId, actual.year])).toEqual([
      ['a', 2020],
      ['b', 2021],
    ])
  })

  it.each([
    ['总收入', 0.85],
    ['某某示范区企业总收入', 1],
    ['园区企业总收入', 1],
  ])('named %s is it with confidence %f', (indicator, confidence) => {
    expect(join({}, figure('a', indicator, 7.2, '万亿元'))).toMatchObject([{ confidence }])
  })

  it.each([
    ['企业总收入增速', '%'],
    ['企业总收入', '%'],
    ['企业总收入同比增长', '%'],
    ['高新技术企业总收入', '万亿元'],
    ['企业总利润', '万亿元'],
    ['企业总收入占全市比重', '%'],
    ['企业总收入', '家'],
  ])('named %s in %s is another', (indicator, unit) => {
    expect(join({}, figure('a', indicator, 7.2, unit))).toEqual([])
  })

  it.each([
    ['72000', '亿元', 72_000, '万亿元', 7.2],
    ['7200000000', '千元', 7_200_000_000, '万亿元', 7.2],
    ['4601', '亿元', 4601, '千元', 460_100_000],
    ['1.16', '万件', 1.16, '件', 11_600],
    ['11600', '件', 11_600, '万件', 1.16],
    ['0.3333', '比例', 0.3333, '%', 33.33],
  ])('%s %s becomes the target’s unit', (_, unit, value, wanted, converted) => {
    const [joined] = join({ unit: wanted }, figure('a', '企业总收入', value, unit))
    expect(joined?.actual).toEqual({ year: 2020, value: converted, low: converted, high: converted })
  })

  it.each([
    ['家', '个'],
    ['%', '个百分点'],
    ['万元/人', '万元'],
    ['千瓦', '瓦'],
  ])('in %s cannot be told in %s', (unit, wanted) => {
    expect(join({ unit: wanted }, figure('a', '企业总收入', 7.2, unit))).toEqual([])
  })

  it('of a park is not one of the zone, of the short name it is', () => {
    expect(join({}, figure('a', '企业总收入', 0.46, '万亿元', { scope: '西溪园' }))).toEqual([])
    expect(join({}, figure('a', '企业总收入', 7.2, '万亿元', { scope: '某某示范区' }))).toMatchObject([
      { confidence: 1 },
    ])
  })

  it('without an area must be confirmed by a person; without one on both sides it may be presumed', () => {
    const nowhere = figure('a', '企业总收入', 7.2, '万亿元', { scope: null })
    expect(join({}, nowhere)[0]?.confidence).toBeLessThan(CERTAIN_FROM)
    expect(join({ scope: null }, nowhere)[0]?.confidence).toBeGreaterThanOrEqual(CERTAIN_FROM)
  })

  it('without a year takes that of its document, less surely; without either it cannot be placed', () => {
    const undated = figure('a', '企业总收入', 7.2, '万亿元', { year: null })
    expect(join({}, { ...undated, documentYear: 2019 })).toMatchObject([
      { actual: { year: 2019 }, confidence: 0.85 },
    ])
    expect(join({}, undated)).toEqual([])
  })

  it('said roughly keeps its span and is less sure', () => {
    const [joined] = join(
      { indicator: '对全市经济增长的贡献率', unit: '%' },
      figure('a', '对全市经济增长贡献率', 40, '%', { comparator: 'approx' }),
    )
    expect(joined).toMatchObject({ actual: { value: 40, low: 39, high: 41 }, confidence: 0.9 })
  })

  it('of what a year adds is not how many there are', () => {
    const added = figure('a', '孵化器数', 25, '家', { wording: '新建孵化器25家' })
    const stock = figure('b', '孵化器数', 200, '家', { wording: '孵化器达到200家' })
    const target = { indicator: '孵化器数', unit: '家' }
    expect(
      join({ ...target, wording: '孵化器超过300家' }, added, stock).map(({ figureId }) => figureId),
    ).toEqual(['b'])
    expect(
      join({ ...target, wording: '新增孵化器30家' }, added, stock).map(({ figureId }) => figureId),
    ).toEqual(['a'])
  })

  it('of a growth target is the level that grows', () => {
    const growth = { kind: 'growth', indicator: '企业总收入年均增速', year: 2025 } as const
    const joins = join(
      growth,
      figure('a', '企业总收入', 7.2, '万亿元'),
      figure('b', '企业总收入年均增速', 10, '%'),
    )
    expect(joins.map(({ figureId }) => figureId)).toEqual(['a'])
  })
})

describe('a value that a figure implies', () => {
  const level = figure('level', '企业总收入', 7.2, '万亿元')
  const ratio = figure('ratio', '企业总收入与“十二五”末之比', 1.8, '倍')

  it('is joined with its arithmetic, in the target’s unit', () => {
    const [implied, same] = join({ unit: '亿元', year: 2015 }, level, ratio)
    expect(implied).toMatchObject({
      figureId: 'ratio',
      how: 'implied',
      actual: { year: 2015, value: 40_000 },
      arithmetic: { formula: '7.2 ÷ 1.8 = 4.0 (3.86 … 4.14)', figures: ['level', 'ratio'] },
      confidence: 0.9,
    })
    expect(implied?.actual.low).toBeCloseTo(38_648.65, 2)
    expect(same).toMatchObject({ figureId: 'level', how: 'same', actual: { year: 2020, value: 72_000 } })
  })

  it('needs the level of its own year and area', () => {
    expect(join({}, ratio)).toEqual([])
    expect(join({}, { ...level, year: 2019 }, ratio)).toMatchObject([{ how: 'same' }])
    expect(join({}, { ...level, scope: '西溪园' }, ratio)).toEqual([])
    expect(join({ scope: '西溪园' }, { ...level, scope: '西溪园' }, ratio)).toMatchObject([{ how: 'same' }])
  })

  it('is not worked out of the level of one area and the ratio of another', () => {
    const apart = join({ scope: null }, level, { ...ratio, scope: '西溪园' })
    expect(apart.map(({ how }) => how)).toEqual(['same'])
    expect(join({ scope: null }, level, ratio).map(({ how }) => how)).toEqual(['implied', 'same'])
  })

  it('takes the nearest level where several are told', () => {
    const other = figure('other', '企业总收入', 9, '万亿元')
    const far = figure('far', '专利授权量', 9, '万件')
    const joins = join({}, other, far, far, level, ratio)
    expect(joins.find(({ how }) => how === 'implied')?.arithmetic?.figures).toEqual(['level', 'ratio'])
  })

  it('answers a target of that year to the end', () => {
    const actuals = join({ year: 2015 }, level, ratio).map(({ actual }) => actual)
    const view = judgeTarget(
      {
        comparator: 'gt',
        kind: 'level',
        value: 3.5,
        value2: null,
        unit: '万亿元',
        year: 2015,
        baseYear: null,
        baseValue: null,
        path: 'linear',
      },
      actuals,
      2021,
    )
    expect(view.standing).toBe('met')
  })
})

const goldFolder = new URL('../../../../shared/gold/', import.meta.url)

interface GoldFigure extends Omit<ReportedFigure, 'id' | 'documentYear'> {
  readonly quote: string
}
interface GoldDocument {
  readonly targets: readonly GoldFigure[]
  readonly baselines: readonly GoldFigure[]
}

describe.runIf(existsSync(goldFolder))('the annotated documents', () => {
  const gold = existsSync(goldFolder)
    ? readdirSync(goldFolder)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => JSON.parse(readFileSync(new URL(name, goldFolder), 'utf8')) as GoldDocument)
    : []
  const documentYears = [2012, 2023, 2020, null, 2022]
  const figures = gold.flatMap(({ baselines }, at) =>
    baselines.map((baseline, index) => ({
      ...baseline,
      id: `${at}/${index}`,
      documentYear: documentYears[at] ?? null,
      wording: baseline.quote,
    })),
  )
  const joinsOf = (at: number): string[] =>
    (gold[at]?.targets ?? []).flatMap((target) => {
      const isGrowth = target.indicator.endsWith('增速')
      const joins = matchReports(
        {
          ...target,
          kind: isGrowth ? 'growth' : 'level',
          unit: isGrowth ? '万亿元' : target.unit,
          wording: target.quote,
        },
        figures,
      )
      return joins.map(
        ({ how, actual, figureId }) =>
          `${target.indicator} ${target.year ?? '-'} ← ${how} ${actual.year} ${Number(actual.value.toPrecision(3))} (${figureId.slice(0, 1)})`,
      )
    })

  it('of 2012 are answered by the plan of 2021, and by nothing of a park', () => {
    expect(joinsOf(0)).toEqual([
      '企业总收入 2015 ← implied 2015 4 (2)',
      '企业总收入 2015 ← same 2020 7.2 (2)',
      '对全市经济增长的贡献率 2015 ← same 2020 40 (2)',
      '企业总收入 2020 ← implied 2015 4 (2)',
      '企业总收入 2020 ← same 2020 7.2 (2)',
    ])
  })

  it('of 2021 to 2025 start from what that plan reports of total income', () => {
    expect(joinsOf(2)).toEqual([
      '企业总收入增速 2025 ← implied 2015 4 (2)',
      '企业总收入增速 2025 ← same 2020 7.2 (2)',
    ])
  })

  it('set no other target that a figure answers', () => {
    expect([1, 3, 4].flatMap(joinsOf)).toEqual([])
  })
})
