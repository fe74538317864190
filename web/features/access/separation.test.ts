import { expect, test } from 'vitest'
import { ROLES } from '#contract/access'
import { isAdministrator, rolesExclude } from './separation.ts'

test('exactly three roles are administrators', () => {
  expect(ROLES.filter(isAdministrator)).toEqual(['system_admin', 'security_admin', 'audit_admin'])
})

test('an administrator role excludes every other role, an administrator’s included', () => {
  for (const role of ROLES.filter(isAdministrator))
    for (const other of ROLES.filter((each) => each !== role)) expect(rolesExclude([role, other])).toBe(true)
})

test('one administrator role alone, business roles together and no role are all allowed', () => {
  expect(rolesExclude(['audit_admin'])).toBe(false)
  expect(rolesExclude(['district', 'expert'])).toBe(false)
  expect(rolesExclude([])).toBe(false)
})
