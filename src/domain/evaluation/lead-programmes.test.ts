import { describe, expect, it } from 'vitest'
import { sampleEvaluation } from '#tests/sample-evaluation'
import { compileScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import { nearestWeights, widestLead } from './lead-programmes.ts'
import { hairOf, leastLead } from './leads.ts'
import { openWeightSpace, type WeightSpace } from './weight-space.ts'

function space(seed: number, range: number): WeightSpace {
  const { scheme, data } = sampleEvaluation({ units: 12, leaves: 24, headings: 4, seed })
  const compiled = compileScheme(scheme)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const result = evaluate(compiled.value, data)
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  const opened = openWeightSpace(compiled.value, result.value, { range })
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues))
  return opened.value
}

const SEEDS = [1, 2, 3, 4, 5, 6]

describe('the widest lead', () => {
  it('is reached by its weights, and its proof leaves no room above it', () => {
    for (const seed of SEEDS)
      for (const range of [0.05, 0.25, 0.9]) {
        const all = space(seed, range)
        for (let unit = 0; unit < 12; unit++) {
          const rivals = [...all.units.keys()].filter((rival) => rival !== unit)
          const { lead, weights, bound, rivals: mixture } = widestLead(all, unit, rivals)
          expect(lead).toBe(leastLead(all, unit, rivals, weights))
          expect(bound - lead).toBeGreaterThan(-hairOf(all))
          expect(bound - lead).toBeLessThan(10 * hairOf(all))
          expect(mixture.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
        }
      }
  })

  it('shrinks with every rival, and grows with the ranges', () => {
    for (const seed of SEEDS) {
      const [narrow, wide] = [space(seed, 0.1), space(seed, 0.5)]
      const lead = (of: WeightSpace, rivals: number[]) => widestLead(of, 0, rivals).lead
      expect(lead(wide, [1, 2, 3, 4])).toBeLessThanOrEqual(lead(wide, [1, 2]) + hairOf(wide))
      expect(lead(narrow, [1, 2, 3, 4])).toBeLessThanOrEqual(lead(wide, [1, 2, 3, 4]) + hairOf(wide))
    }
  })
})

describe('the nearest weights', () => {
  it('are the weights now where the lead is there already, and none beyond the widest', () => {
    for (const seed of SEEDS) {
      const all = space(seed, 0.25)
      const now = Float64Array.from(all.tips, (index) => all.nodes[index]?.effective ?? NaN)
      const rivals = [1, 2, 3]
      const lead = leastLead(all, 0, rivals, now)
      const widest = widestLead(all, 0, rivals).lead
      const gap = widest - lead
      nearestWeights(all, 0, rivals, lead - gap / 2)?.forEach((weight, tip) =>
        expect(weight).toBeCloseTo(now[tip] ?? NaN, 12),
      )
      expect(nearestWeights(all, 0, rivals, widest + 1e-3)).toBeNull()
      const halfway = nearestWeights(all, 0, rivals, lead + gap / 2)
      if (halfway === null) throw new Error('half of the widest can be had')
      expect(leastLead(all, 0, rivals, halfway)).toBeCloseTo(lead + gap / 2, 6)
    }
  })
})
