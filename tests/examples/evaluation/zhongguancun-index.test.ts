/**
 * 中关村指数 as published: 2021 edition of 2022-12-21 (base 2013 = 100), the zone's index from its parts. Figures: 科技日报, 21 December
 * 2022 (values of 2021 and their change on 2020). That levels are plain means is not said there but follows from the figures.
 */
import { describe, expect, it } from 'vitest'
import { compileScheme, indexSeries, type EvaluationData, type IndexSeries } from '#domain/evaluation'
import { smallScheme, type ShortNode } from '#tests/small-evaluation'

const TREE: readonly ShortNode[] = [
  { code: '中关村指数', parent: null },
  { code: '创新引领', parent: '中关村指数' },
  { code: '创新投入', parent: '创新引领', direction: 'more' },
  { code: '创新产出', parent: '创新引领', direction: 'more' },
  { code: '双创生态', parent: '中关村指数', direction: 'more' },
  { code: '高质量发展', parent: '中关村指数' },
  { code: '创新经济', parent: '高质量发展', direction: 'more' },
  { code: '质量效益', parent: '高质量发展', direction: 'more' },
  { code: '开放协同', parent: '中关村指数', direction: 'more' },
  { code: '宜居宜业', parent: '中关村指数', direction: 'more' },
]

/** 2013, 2020 (2021 less the published change; null where none was published), 2021. */
const PUBLISHED: Readonly<Record<string, readonly (number | null)[]>> = {
  创新投入: [100, 313.0, 346.7],
  创新产出: [100, 290.3, 347.9],
  双创生态: [100, null, 453.0],
  创新经济: [100, 233.9, 278.1],
  质量效益: [100, 192.1, 214.7],
  开放协同: [100, null, 270.2],
  宜居宜业: [100, null, 122.1],
}

const DATA: EvaluationData = {
  periods: ['2013', '2020', '2021'],
  units: [{ code: 'zone', name: '中关村示范区', groups: {} }],
  columns: Object.fromEntries(
    Object.entries(PUBLISHED).map(([column, values]) => [column, values.map((value) => [value])]),
  ),
  panels: {},
}

function published(): IndexSeries {
  const compiled = compileScheme(smallScheme(TREE))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const series = indexSeries(compiled.value, DATA, { unit: 'zone', base: '2013' })
  if (!series.ok) throw new Error(JSON.stringify(series.issues))
  return series.value
}

describe('中关村指数 2021 from its published parts', () => {
  const { values, contributions } = published()

  it('is 287.8, the mean of five first levels', () => {
    expect(values['中关村指数']?.[2]).toBeCloseTo(287.8, 10)
    expect(values['创新引领']?.[2]).toBeCloseTo(347.3, 10)
    expect(values['高质量发展']?.[2]).toBeCloseTo(246.4, 10)
  })

  it('is 100 in 2013 in every part', () => {
    for (const series of Object.values(values)) expect(series[0]).toBe(100)
  })

  it('gives the first levels of 2020 that the published changes imply, to a rounded tenth', () => {
    // 347.3 − 45.7 = 301.6 against (313.0 + 290.3) / 2 = 301.65; 246.4 − 33.4 = 213.0.
    expect(values['创新引领']?.[1]).toBeCloseTo(301.65, 10)
    expect(Math.abs((values['创新引领']?.[1] ?? 0) - 301.6)).toBeLessThanOrEqual(0.05 + 1e-9)
    expect(values['高质量发展']?.[1]).toBeCloseTo(213.0, 10)
  })

  it('has no total for a year of which parts were not published', () => {
    expect(values['中关村指数']?.[1]).toBeNull()
    expect(contributions['中关村指数']?.[2]).toBeNull()
  })
})

describe('the rise of 36.5 points in 2021', () => {
  it('comes to 251.3 for 2020, and the three levels without a published change rose by 103.4 together', () => {
    // 5 · 36.5 = 182.5 = 45.7 + 33.4 + the rest
    const rest = 5 * 36.5 - 45.7 - 33.4
    expect(rest).toBeCloseTo(103.4, 10)
    const compiled = compileScheme(smallScheme(TREE))
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
    // Any split of the rest over the three gives the same total.
    const columns = {
      ...DATA.columns,
      双创生态: [[100], [453 - rest], [453]],
      开放协同: [[100], [270.2], [270.2]],
      宜居宜业: [[100], [122.1], [122.1]],
    }
    const series = indexSeries(compiled.value, { ...DATA, columns }, { unit: 'zone', base: '2013' })
    if (!series.ok) throw new Error(JSON.stringify(series.issues))
    const { values, contributions } = series.value
    // 251.3 but for the rounding of 创新引领 in the tenth: 0.05 / 5.
    expect(values['中关村指数']?.[1]).toBeCloseTo(251.31, 10)
    const leaves = Object.keys(PUBLISHED).reduce((sum, leaf) => sum + (contributions[leaf]?.[2] ?? NaN), 0)
    expect(leaves).toBeCloseTo((values['中关村指数']?.[2] ?? NaN) - (values['中关村指数']?.[1] ?? NaN), 10)
    // 创新产出 rose by 57.6, a half of a fifth of which is the total's.
    expect(contributions['创新产出']?.[2]).toBeCloseTo(5.76, 10)
    expect(contributions['创新引领']?.[2]).toBeCloseTo((347.3 - 301.65) / 5, 10)
  })

  it('went on to 309.5 and 329.4: the published changes agree with each other', () => {
    expect(329.4 - 19.9).toBeCloseTo(309.5, 10)
  })
})
