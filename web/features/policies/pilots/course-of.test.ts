import { describe, expect, test } from 'vitest'
import { courseOf } from './course-of.ts'

describe('the course of a pilot', () => {
  const stands = (state: Parameters<typeof courseOf>[0]['state']) =>
    courseOf({ state })
      .map((each) => `${each.step} ${each.stands}`)
      .join(', ')

  test('waits for what comes next', () => {
    expect(stands('running')).toBe('proposed done, running now, evaluated ahead, decided ahead')
    expect(stands('evaluated')).toBe('proposed done, running done, evaluated done, decided now')
  })

  test('ends with the decision, also where it was never tried', () => {
    expect(stands('stopped')).toBe('proposed done, running done, evaluated done, decided done')
    expect(stands('dropped')).toBe('proposed done, decided done')
  })
})
