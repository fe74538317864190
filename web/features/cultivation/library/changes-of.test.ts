import { expect, test } from 'vitest'
import { changesOf } from './changes-of.ts'

test('a pair says what came in place of what, a single value what was given', () => {
  expect(changesOf({ note: [null, '多走访'], target: ['innovative', 'specialised'] })).toEqual([
    { field: 'target', before: 'innovative', after: 'specialised' },
    { field: 'note', before: null, after: '多走访' },
  ])
  expect(changesOf({ target: 'specialised', since: '2026-03-01', steward: null })).toEqual([
    { field: 'target', before: undefined, after: 'specialised' },
    { field: 'since', before: undefined, after: '2026-03-01' },
  ])
})
