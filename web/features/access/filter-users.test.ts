import { expect, test } from 'vitest'
import type { User } from '#contract/access'
import { matchesUser, userState } from './filter-users.ts'

const user: User = {
  id: '00000000-0000-4000-8000-000000000000',
  login: 'li.wenjing',
  name: '李文静',
  organisation: {
    id: '00000000-0000-4000-8000-000000000001',
    name: '某某科技园区丰台园',
    shortName: '丰台园',
  },
  roles: [],
  status: 'active',
  lockedUntil: '2026-11-22T11:40:00+08:00',
  lastSignInAt: null,
  version: 1,
}
const at = (time: string) => Date.parse(`2026-11-22T${time}+08:00`)

test('a lock counts until it has run out', () => {
  expect(userState(user, at('11:39:59'))).toBe('locked')
  expect(userState(user, at('11:40:00'))).toBe('active')
})

test('a disabled account is disabled even while it is locked', () => {
  expect(userState({ ...user, status: 'disabled' }, at('11:00:00'))).toBe('disabled')
})

test('finds by account, name and organisation', () => {
  expect(matchesUser(user, 'WENJING')).toBe(true)
  expect(matchesUser(user, '丰台 李')).toBe(true)
  expect(matchesUser(user, '海淀')).toBe(false)
  expect(matchesUser({ ...user, organisation: null }, '李')).toBe(true)
})
