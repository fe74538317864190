import { describe, expect, it } from 'vitest'
import { RandomStream } from './random.ts'

describe('seeded random numbers', () => {
  it('are those of xoshiro128** for the state 1 2 3 4', () => {
    const stream = RandomStream.fromState(1, 2, 3, 4)
    // The authors' reference program (version 1.1) gives these for that state.
    expect(Array.from({ length: 6 }, () => stream.word())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492,
    ])
  })

  it('repeat by seed and stream, and differ between them', () => {
    const draw = (seed: number, stream: number) => {
      const random = new RandomStream(seed, stream)
      return Array.from({ length: 5 }, () => random.uniform())
    }
    expect(draw(7, 3)).toEqual(draw(7, 3))
    const firsts = new Set<number>()
    for (let seed = 0; seed < 40; seed++)
      for (let stream = 0; stream < 40; stream++) firsts.add(draw(seed, stream)[0] ?? NaN)
    expect(firsts.size).toBe(1600)
  })

  it('stay the same from one version of this program to the next', () => {
    const random = new RandomStream(2026, 1)
    expect([random.word(), random.word(), random.word()]).toEqual([3971373268, 86430814, 2084222963])
  })

  it('fill the interval evenly, also over the first number of many streams', () => {
    const counts = new Int32Array(16)
    for (let stream = 0; stream < 16_000; stream++) {
      const cell = new RandomStream(99, stream).below(16)
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    // χ² with 15 degrees of freedom: above 37.7 once in a thousand seeds, and this seed is fixed.
    const chi = [...counts].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chi).toBeLessThan(37.7)
    expect(chi).toBeGreaterThan(3)
  })

  it('have the moments of the normal and of the gamma distribution', () => {
    const random = new RandomStream(5)
    const normal = moments(Array.from({ length: 100_000 }, () => random.normal()))
    expect(normal.mean).toBeCloseTo(0, 1)
    expect(normal.variance).toBeCloseTo(1, 1)
    for (const shape of [0.3, 1, 4.5]) {
      const gamma = moments(Array.from({ length: 100_000 }, () => Math.exp(random.logGamma(shape))))
      expect(gamma.mean / shape).toBeCloseTo(1, 1)
      expect(gamma.variance / shape).toBeCloseTo(1, 1)
    }
    expect(() => random.logGamma(0)).toThrow(RangeError)
  })

  it('draw Dirichlet shares that add to one around their means', () => {
    const random = new RandomStream(6)
    const mean = [0.5, 0.3, 0.2, 0]
    const out = new Float64Array(6)
    const drawn: number[][] = [[], [], [], []]
    for (let round = 0; round < 20_000; round++) {
      random.dirichlet(mean, 20, out, 1)
      expect(out.subarray(1, 5).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
      drawn.forEach((list, index) => list.push(out[index + 1] ?? NaN))
    }
    drawn.forEach((list, index) => {
      const { mean: found, variance } = moments(list)
      const share = mean[index] ?? NaN
      expect(found).toBeCloseTo(share, 2)
      expect(variance).toBeCloseTo((share * (1 - share)) / 21, 3)
    })
    expect([out[0], out[5]]).toEqual([0, 0])
  })

  it('draw Dirichlet shares with a concentration near zero without dividing zero by zero', () => {
    const random = new RandomStream(8)
    const out = new Float64Array(3)
    for (let round = 0; round < 2000; round++) {
      random.dirichlet([0.2, 0.3, 0.5], 1e-4, out)
      expect(out.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    }
  })
})

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) }
}
