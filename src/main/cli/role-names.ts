/**
 * The roles as the command line's help names them. Written out, because their contract brings zod with it, which `extract`
 * has no time to load; a test holds both lists together.
 */
export const ROLE_NAMES = [
  'zone_office',
  'leader',
  'park_committee',
  'department',
  'district',
  'platform_company',
  'enterprise',
  'expert',
  'evaluator',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const
