import type { Role } from '#contract/access'
import { BUSINESS_ROLES } from '../../../src/features/route-contract.ts'

/** The three administrators (三员): system, security, audit. */
export function isAdministrator(role: Role): boolean {
  return !BUSINESS_ROLES.some((business) => business === role)
}

/** 三员分设: an administrator role stands alone. The server decides by the same rule; this only warns in time. */
export function rolesExclude(roles: readonly Role[]): boolean {
  return roles.length > 1 && roles.some(isAdministrator)
}
