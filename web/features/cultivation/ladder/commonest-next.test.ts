import { expect, test } from 'vitest'
import { commonestNext } from './commonest-next.ts'

test('most of them say towards which rung they are cultivated', () => {
  const of = (...nexts: (string | null)[]) => commonestNext(nexts.map((next) => ({ next })))
  expect(of('innovative', 'specialised', 'specialised', null, null, null)).toBe('specialised')
  expect(of('innovative', 'specialised')).toBe('innovative')
  expect(of(null)).toBeNull()
})
