import { expect, test } from 'vitest'
import { compareLights, worstLight } from './worst-light.ts'

test('one duty behind makes the whole behind; what is not counted makes nothing worse', () => {
  expect(worstLight(['green', 'red', 'yellow'])).toBe('red')
  expect(worstLight(['grey', 'green'])).toBe('green')
  expect(worstLight(['grey', 'grey'])).toBe('grey')
  expect(worstLight([])).toBe('grey')
})

test('the worst stands first', () => {
  const lights = ['grey', 'green', 'red', 'yellow'] as const
  expect([...lights].sort(compareLights)).toEqual(['red', 'yellow', 'green', 'grey'])
})
