import { BUSINESS_ROLES, type Role } from '../route-contract.ts'
import type { Ability } from './contract.ts'

const ABILITIES: Readonly<Record<Ability, readonly Role[]>> = {
  'documents.read': BUSINESS_ROLES,
  'documents.import': ['zone_office', 'park_committee', 'department', 'district'],
  'documents.review': ['zone_office', 'park_committee', 'department', 'district'],
  'plans.publish': ['zone_office', 'park_committee', 'department', 'district'],
  'organisations.read': BUSINESS_ROLES,
  'users.manage': ['system_admin'],
  'roles.manage': ['security_admin'],
  'audit.read': ['audit_admin'],
}

/** What these roles may do, in the contract's order. */
export function abilitiesOf(roles: readonly Role[]): Ability[] {
  return (Object.keys(ABILITIES) as Ability[]).filter((ability) =>
    ABILITIES[ability].some((role) => roles.includes(role)),
  )
}

export function isBusinessRole(role: Role): boolean {
  return (BUSINESS_ROLES as readonly Role[]).includes(role)
}

/** The office and the leader see the whole zone; everybody else his own organisation and what is published. */
export function seesAll(roles: readonly Role[]): boolean {
  return roles.includes('zone_office') || roles.includes('leader')
}
