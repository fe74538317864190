import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLog, robustCentreInPlace, robustZ, SIGMA_PER_MAD, toLog } from './robust-z.ts'

describe('robust z-scores', () => {
  it('agree with the modified z-scores of Iglewicz and Hoaglin', () => {
    // Their ten figures, of which two are planted: median 2.45, MAD 0.15; 0.6745 (8.2 − 2.45) / 0.15 = 25.86.
    const scores = robustZ([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    const expected = [-1.574, 0.674, -0.225, 0.225, -0.674, -1.574, -0.674, 0.674, 25.855, 26.305]
    expect(scores?.length).toBe(10)
    scores?.forEach((score, index) => {
      expect(score).toBeCloseTo(expected[index] ?? NaN, 2)
    })
    expect(scores?.flatMap((score, index) => (Math.abs(score) > 3.5 ? [index] : []))).toEqual([8, 9])
  })

  it('come out of few figures as out of many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 }), (list) => {
        const median = (values: readonly number[]): number => {
          const sorted = [...values].sort((a, b) => a - b)
          const half = (sorted.length - 1) / 2
          return ((sorted[Math.floor(half)] ?? NaN) + (sorted[Math.ceil(half)] ?? NaN)) / 2
        }
        const mad = median(list.map((value) => Math.abs(value - median(list))))
        // Each figure forty times over: the same median and MAD, by the way that many figures go.
        const many = Float64Array.from(list.flatMap((value) => Array<number>(41).fill(value)))
        const few = robustCentreInPlace(Float64Array.from(list), list.length, 1e-9)
        expect(few?.median).toBe(median(list))
        if (mad > 0) expect(few?.sigma).toBeCloseTo(mad * SIGMA_PER_MAD, 9)
        if (list.length % 2 === 1) {
          const same = robustCentreInPlace(many, many.length, 1e-9)
          expect(same?.median).toBe(few?.median)
          expect(same?.sigma).toBeCloseTo(few?.sigma ?? NaN, 9)
        }
      }),
    )
  })

  it('take the mean deviation where more than half are equal', () => {
    // Deviations 0 0 0 0 10: mean 2, times √(π/2).
    expect(robustCentreInPlace(Float64Array.of(5, 5, 5, 5, 15), 5, 0)?.sigma).toBeCloseTo(2.5066, 4)
  })

  it('say nothing where nothing spreads, unless a least spread is given', () => {
    expect(robustZ([7, 7, 7])).toBeNull()
    expect(robustCentreInPlace(Float64Array.of(7, 7, 7), 3, 0)).toBeNull()
    expect(robustCentreInPlace(Float64Array.of(7, 7, 7), 3, 0.05)).toEqual({
      median: 7,
      sigma: 0.05,
      count: 3,
    })
    expect(robustCentreInPlace(Float64Array.of(), 0, 0.05)).toBeNull()
  })

  it('do not change when all figures are moved and stretched', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: -1000, max: 1000 }),
        (list, stretch, move) => {
          const plain = robustZ(list)
          const moved = robustZ(list.map((value) => value * stretch + move))
          expect(moved === null).toBe(plain === null)
          plain?.forEach((score, index) => {
            expect(moved?.[index]).toBeCloseTo(score, 8)
          })
        },
      ),
    )
  })
})

describe('the log scale', () => {
  it('has no place for zero and losses on the natural one', () => {
    expect(toLog(0, 'natural')).toBeNaN()
    expect(toLog(-5, 'natural')).toBeNaN()
    expect(toLog(Math.E, 'natural')).toBeCloseTo(1, 12)
  })

  it('treats a loss as the mirror of a gain on the signed one, and leads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 10, 1000), (value, from) => {
        const level = toLog(value, { from })
        expect(toLog(-value, { from })).toBeCloseTo(-level, 12)
        expect(fromLog(level, { from })).toBeCloseTo(value, -2)
      }),
    )
    expect(toLog(0, { from: 1 })).toBe(0)
  })
})
