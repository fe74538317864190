import { expect, test } from 'vitest'
import { listQueryOf } from './list-query.ts'

test('an empty address is my body’s in-tray, due first', () => {
  expect(listQueryOf({})).toEqual({ box: 'todo', sort: 'due' })
})

test('closed cases and drafts begin with the newest', () => {
  expect(listQueryOf({ box: 'done' })).toEqual({ box: 'done', sort: 'newest' })
  expect(listQueryOf({ box: 'done', sort: 'number' })).toEqual({ box: 'done', sort: 'number' })
})

test('filters of the address are asked for; a step only together with its procedure', () => {
  const owner = '0198f3a2-7c11-7d5e-9a3b-2f4c6d8e0a12'
  expect(
    listQueryOf({ box: 'overdue', procedure: 'park-whistle', node: 'handle', owner, q: ' 用电 ' }),
  ).toEqual({
    box: 'overdue',
    sort: 'due',
    procedure: 'park-whistle',
    node: 'handle',
    owner,
    q: '用电',
  })
  expect(listQueryOf({ node: 'handle' })).toEqual({ box: 'todo', sort: 'due' })
})

test('only the in-tray asks whose work it is', () => {
  expect(listQueryOf({ who: 'me' }).who).toBe('me')
  expect(listQueryOf({ box: 'all', who: 'me' }).who).toBeUndefined()
})

test('among all cases only the open or only the closed ones can be asked for, as the procedures’ page does', () => {
  expect(listQueryOf({ box: 'all', procedure: 'park-whistle', stage: 'open' })).toEqual({
    box: 'all',
    sort: 'newest',
    procedure: 'park-whistle',
    stage: 'open',
  })
  expect(listQueryOf({ box: 'all', stage: 'lost' }).stage).toBeUndefined()
  expect(listQueryOf({ box: 'done', stage: 'open' }).stage).toBeUndefined()
})

test('words that no list knows are the usual ones instead of a refusal', () => {
  expect(listQueryOf({ box: 'inbox', sort: 'size', owner: 'nobody' })).toEqual({ box: 'todo', sort: 'due' })
})
