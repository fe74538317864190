import { expect, test } from 'vitest'
import { countsOf, moveOf, placesOf } from './matrix-of.ts'

test('one climbs from no rung upwards; coming and going are neither up nor down', () => {
  const places = placesOf({ places: ['innovative', 'specialised', 'none', 'absent'] })
  expect(places).toEqual(['none', 'innovative', 'specialised', 'absent'])
  expect(moveOf(places, 'none', 'innovative')).toBe('up')
  expect(moveOf(places, 'specialised', 'none')).toBe('down')
  expect(moveOf(places, 'specialised', 'specialised')).toBe('same')
  expect(moveOf(places, 'absent', 'specialised')).toBe('in')
  expect(moveOf(places, 'specialised', 'absent')).toBe('out')
})

test('cells that the answer leaves out count nobody', () => {
  const count = countsOf({ cells: [{ from: 'none', to: 'innovative', count: 4 }] })
  expect(count('none', 'innovative')).toBe(4)
  expect(count('innovative', 'none')).toBe(0)
})
