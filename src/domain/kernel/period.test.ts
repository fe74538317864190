import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RHYTHMS, nextPeriod, periodById, periodOf, shiftPeriod } from './period.ts'

const days = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('periods so many steps away', () => {
  it('crosses years', () => {
    expect(shiftPeriod(period('2026-01'), -1).id).toBe('2025-12')
    expect(shiftPeriod(period('2026-Q1'), -1).id).toBe('2025-Q4')
    expect(shiftPeriod(period('2026-H1'), 3).id).toBe('2027-H2')
    expect(shiftPeriod(period('2020'), -20).id).toBe('2000')
    expect(shiftPeriod(period('2026-W53'), 1).id).toBe('2027-W01')
  })

  it('is the next one, again and again, and comes back', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...RHYTHMS), fc.nat(40), (day, rhythm, steps) => {
        let later = periodOf(day, rhythm)
        for (let step = 0; step < steps; step += 1) later = nextPeriod(later)
        expect(shiftPeriod(periodOf(day, rhythm), steps)).toEqual(later)
        expect(shiftPeriod(later, -steps)).toEqual(periodOf(day, rhythm))
      }),
    )
  })
})

function period(id: string) {
  const found = periodById(id)
  if (found === null) throw new Error(id)
  return found
}
