import { expect, test } from 'vitest'
import { mergeSearch, parseSearch, stringifySearch } from './address.ts'

test('search parameters stay plain strings both ways', () => {
  expect(parseSearch('?q=2025&item=a%20b&flag=true')).toEqual({ q: '2025', item: 'a b', flag: 'true' })
  expect(stringifySearch({ q: '2025', item: 'a b' })).toBe('?q=2025&item=a+b')
  expect(parseSearch(stringifySearch({ q: '“十四五” & 100%' }))).toEqual({ q: '“十四五” & 100%' })
})

test('what is empty leaves the address', () => {
  expect(stringifySearch({ q: '', state: undefined })).toBe('')
  expect(mergeSearch({ q: 'a', state: 'review' }, { q: null, kind: 'task' })).toEqual({
    state: 'review',
    kind: 'task',
  })
  expect(mergeSearch({ q: 'a' }, { q: '' })).toEqual({})
})
