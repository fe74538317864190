import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecast } from './forecast.ts'
import type { Actual } from './target.ts'

function series(values: Readonly<Record<number, number>>): Actual[] {
  return Object.entries(values).map(([year, value]) => ({
    year: Number(year),
    value,
    low: value,
    high: value,
  }))
}

describe('a forecast from four years or more', () => {
  const five = series({ 2016: 120, 2017: 131, 2018: 149, 2019: 160, 2020: 181 })

  it('is the line through ln(value) with its 80 % interval, as SciPy 1.x works it out', () => {
    // linregress(x, ln y); s = sqrt(SSE / 3); t.ppf(0.9, 3) = 1.63774
    const points = forecast(five, 2025)
    expect(points.map(({ year }) => year)).toEqual([2021, 2022, 2023, 2024, 2025])
    const [first, second] = points
    expect(first?.value).toBeCloseTo(199.269337496, 6)
    expect(first?.low).toBeCloseTo(192.455203152, 6)
    expect(first?.high).toBeCloseTo(206.324735398, 6)
    expect(second?.value).toBeCloseTo(220.711423291, 6)
    expect(points.at(-1)?.value).toBeCloseTo(299.900931561, 6)
    expect(points.at(-1)?.low).toBeCloseTo(282.633669642, 6)
    expect(points.at(-1)?.high).toBeCloseTo(318.223122053, 6)
    expect(first).toMatchObject({ method: 'log-linear', years: [2016, 2017, 2018, 2019, 2020] })
  })

  it('is a line through the values where one is not above zero, with years missing (SciPy 1.x)', () => {
    const [first, , third] = forecast(series({ 2015: -3, 2016: -1, 2018: 4, 2020: 5 }), 2023)
    expect(first).toMatchObject({ year: 2021, method: 'linear' })
    expect(first?.value).toBeCloseTo(7.542372881, 8)
    expect(first?.low).toBeCloseTo(3.990681662, 8)
    expect(first?.high).toBeCloseTo(11.094064101, 8)
    expect(third?.value).toBeCloseTo(10.898305085, 8)
    expect(third?.low).toBeCloseTo(6.427382648, 8)
    expect(third?.high).toBeCloseTo(15.369227521, 8)
  })

  it('has no width where the years lie on one curve', () => {
    const [point] = forecast(series({ 2017: 100, 2018: 110, 2019: 121, 2020: 133.1 }), 2021)
    expect(point?.value).toBeCloseTo(146.41, 6)
    expect((point?.high ?? NaN) - (point?.low ?? NaN)).toBeLessThan(1e-6)
  })

  it('does not depend on the order of the years, and takes the last of two values of a year', () => {
    const shuffled = [five[3], five[0], five[4], five[2], five[1]].flatMap((one) => (one ? [one] : []))
    expect(forecast(shuffled, 2022)).toEqual(forecast(five, 2022))
    const corrected = [{ year: 2020, value: 999, low: 999, high: 999 }, ...five]
    expect(forecast(corrected, 2022)).toEqual(forecast(five, 2022))
  })

  it('does not depend on the unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 900, noNaN: true }), { minLength: 4, maxLength: 9 }),
        fc.constantFrom(1e4, 1e-4, 12),
        (values, scale) => {
          const at = (factor: number): Actual[] =>
            values.map((value, index) => {
              const scaled = value * factor
              return { year: 2010 + index, value: scaled, low: scaled, high: scaled }
            })
          const [plain, scaled] = [forecast(at(1), 2022), forecast(at(scale), 2022)]
          for (const [index, point] of plain.entries()) {
            expect((scaled[index]?.value ?? NaN) / scale / point.value).toBeCloseTo(1, 6)
            expect((scaled[index]?.low ?? NaN) / scale / (point.low ?? NaN)).toBeCloseTo(1, 6)
          }
        },
      ),
    )
  })

  it('holds its value inside the band, which widens with every year', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 500, noNaN: true }), { minLength: 4, maxLength: 12 }),
        (values) => {
          const actuals = values.map((value, at) => ({ year: 2000 + at, value, low: value, high: value }))
          let width = 0
          for (const { value, low, high } of forecast(actuals, 2020)) {
            expect(low).toBeLessThanOrEqual(value)
            expect(high).toBeGreaterThanOrEqual(value)
            const relative = Math.log(high ?? NaN) - Math.log(low ?? NaN)
            expect(relative).toBeGreaterThanOrEqual(width - 1e-9)
            width = relative
          }
        },
      ),
    )
  })
})

describe('a forecast from few years', () => {
  it('goes on at the mean yearly growth, without a band', () => {
    // 4.0 in 2015, 7.2 in 2020: 12.47 % a year, so 12.96 in 2025
    const points = forecast(series({ 2015: 4, 2020: 7.2 }), 2025)
    expect(points).toHaveLength(5)
    expect(points.at(-1)).toMatchObject({ low: null, high: null, method: 'mean-growth', years: [2015, 2020] })
    expect(points.at(-1)?.value).toBeCloseTo(12.96, 10)
  })

  it('of three years looks at the first and the last', () => {
    const [point] = forecast(series({ 2018: 100, 2019: 150, 2020: 121 }), 2021)
    expect(point?.value).toBeCloseTo(133.1, 10)
  })

  it('goes on at the mean yearly change where growth has no sense', () => {
    const points = forecast(series({ 2018: -2, 2020: 4 }), 2022)
    expect(points.map(({ value, method }) => [value, method])).toEqual([
      [7, 'mean-change'],
      [10, 'mean-change'],
    ])
  })

  it('is none from one year, from none, from what is not a number, or for years that are past', () => {
    expect(forecast(series({ 2020: 7.2 }), 2025)).toEqual([])
    expect(forecast([], 2025)).toEqual([])
    expect(forecast(series({ 2019: NaN, 2020: 7.2 }), 2025)).toEqual([])
    expect(forecast(series({ 2015: 4, 2020: 7.2 }), 2020)).toEqual([])
  })

  it('ends where numbers end, and after a hundred years', () => {
    expect(forecast(series({ 2019: 1e-200, 2020: 1e100 }), 2025)).toEqual([])
    expect(forecast(series({ 2019: 1, 2020: 1 }), 1e9)).toHaveLength(100)
  })
})
