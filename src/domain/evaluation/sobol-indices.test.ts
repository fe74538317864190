import { describe, expect, it } from 'vitest'
import { RandomStream } from './random.ts'
import {
  drawResamples,
  sobolIndices,
  sobolRanges,
  sortedQuantile,
  type SobolSample,
} from './sobol-indices.ts'

/** Saltelli design over independent uniform factors. */
function sample(
  model: (x: readonly number[]) => number,
  factors: number,
  rows: number,
  seed = 1,
): SobolSample {
  const random = new RandomStream(seed)
  const draw = () =>
    Array.from({ length: rows }, () => Array.from({ length: factors }, () => random.uniform()))
  const a = draw()
  const b = draw()
  return {
    a: Float64Array.from(a, model),
    b: Float64Array.from(b, model),
    mixed: Array.from({ length: factors }, (_, factor) =>
      Float64Array.from(a, (row, index) =>
        model(row.map((x, at) => (at === factor ? (b[index]?.[at] ?? NaN) : x))),
      ),
    ),
  }
}

describe('Sobol indices', () => {
  it('are what the formulas give by hand', () => {
    // a = 1 3, b = 2 4, one factor's rows 2 5. Variance of 1 3 2 4: 5/3. First: (2 × 1 + 4 × 2) / 2 ÷ 5/3 = 3;
    // total: (1 + 4) / 4 ÷ 5/3 = 0.75.
    const indices = sobolIndices({
      a: Float64Array.of(1, 3),
      b: Float64Array.of(2, 4),
      mixed: [Float64Array.of(2, 5)],
    })
    expect(indices.variance).toBeCloseTo(5 / 3, 14)
    expect(indices.first[0]).toBeCloseTo(3, 14)
    expect(indices.total[0]).toBeCloseTo(0.75, 14)
  })

  it('come near to the known ones of the Ishigami function', () => {
    // Ishigami and Homma 1990 with a = 7, b = 0.1: Saltelli et al., Global Sensitivity Analysis (2008), section 4.
    const ishigami = ([x1, x2, x3]: readonly number[]) => {
      const [p, q, r] = [x1, x2, x3].map((x) => Math.PI * (2 * (x ?? NaN) - 1)) as [number, number, number]
      return Math.sin(p) + 7 * Math.sin(q) ** 2 + 0.1 * r ** 4 * Math.sin(p)
    }
    const { first, total } = sobolIndices(sample(ishigami, 3, 200_000))
    ;[0.3139, 0.4424, 0].forEach((known, index) =>
      expect(Math.abs((first[index] ?? NaN) - known)).toBeLessThan(0.015),
    )
    ;[0.5576, 0.4424, 0.2437].forEach((known, index) =>
      expect(Math.abs((total[index] ?? NaN) - known)).toBeLessThan(0.015),
    )
  })

  it("come near to the known ones of Sobol's g-function", () => {
    // V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) − 1; first V_i / V; total V_i Π_(j ≠ i) (1 + V_j) / V.
    const shape = [0, 1, 4.5, 9]
    const g = (x: readonly number[]) =>
      x.reduce((product, value, index) => {
        const a = shape[index] ?? NaN
        return (product * (Math.abs(4 * value - 2) + a)) / (1 + a)
      }, 1)
    const parts = shape.map((a) => 1 / (3 * (1 + a) ** 2))
    const all = parts.reduce((product, part) => product * (1 + part), 1)
    const { variance, first, total } = sobolIndices(sample(g, 4, 200_000))
    expect(Math.abs(variance - (all - 1))).toBeLessThan(0.01)
    parts.forEach((part, index) => {
      expect(Math.abs((first[index] ?? NaN) - part / (all - 1))).toBeLessThan(0.015)
      expect(Math.abs((total[index] ?? NaN) - (part * all) / (1 + part) / (all - 1))).toBeLessThan(0.015)
    })
  })

  it('are zero, not undefined, where the answer never changes', () => {
    const still = sample(() => 3, 2, 50)
    expect(sobolIndices(still)).toEqual({ variance: 0, first: [0, 0], total: [0, 0] })
    expect(sobolRanges(still, drawResamples(50, 20, 1))).toEqual({
      first: [
        [0, 0],
        [0, 0],
      ],
      total: [
        [0, 0],
        [0, 0],
      ],
    })
  })

  it('have ranges that hold the known index about nine times of ten', () => {
    // y = x1 + 2 x2: first and total 0.2 and 0.8.
    let held = 0
    const runs = 100
    for (let seed = 1; seed <= runs; seed++) {
      const drawn = sample(([x1, x2]) => (x1 ?? NaN) - 0.5 + 2 * ((x2 ?? NaN) - 0.5), 2, 300, seed)
      const { total } = sobolRanges(drawn, drawResamples(300, 200, seed))
      const [low, high] = total[0] ?? [NaN, NaN]
      if (low <= 0.2 && 0.2 <= high) held++
    }
    expect(held).toBeGreaterThan(75)
    expect(held).toBeLessThan(100)
  })

  it('draw as many rows anew as there are, the same for the same seed', () => {
    const { counts } = drawResamples(30, 4, 9)
    for (let time = 0; time < 4; time++)
      expect(counts.subarray(time * 30, time * 30 + 30).reduce((sum, count) => sum + count, 0)).toBe(30)
    expect(drawResamples(30, 4, 9)).toEqual(drawResamples(30, 4, 9))
    expect(drawResamples(30, 4, 10)).not.toEqual(drawResamples(30, 4, 9))
  })

  it('take quantiles of type 7', () => {
    // R: quantile(c(1, 2, 4, 8), c(.05, .5, .95)) is 1.15 3.00 7.40
    const sorted = Float64Array.of(1, 2, 4, 8)
    expect(sortedQuantile(sorted, 0.05)).toBeCloseTo(1.15, 12)
    expect(sortedQuantile(sorted, 0.5)).toBe(3)
    expect(sortedQuantile(sorted, 0.95)).toBeCloseTo(7.4, 12)
    expect(() => sortedQuantile(new Float64Array(0), 0.5)).toThrow(RangeError)
  })
})
