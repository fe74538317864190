/** Accounts, sessions, roles and the audit trail. */
import { z } from 'zod'
import { Moment, Nothing, Role, Uuid, defineRoute } from '../route-contract.ts'

export { Role, ROLES } from '../route-contract.ts'

/** What the signed-in person may do; buttons and navigation follow it. */
export const Ability = z.enum([
  'documents.read',
  'documents.import',
  'documents.review',
  'plans.publish',
  'organisations.read',
  'users.manage',
  'roles.manage',
  'audit.read',
])
export type Ability = z.infer<typeof Ability>

export const Session = z.object({
  user: z.object({
    id: Uuid,
    login: z.string(),
    name: z.string(),
    organisation: z.object({ id: Uuid, name: z.string(), shortName: z.string() }).nullable(),
    mustChangePassword: z.boolean(),
  }),
  roles: z.array(Role),
  abilities: z.array(Ability),
  /** Sent back in the header `x-csrf-token` with every writing request. */
  csrfToken: z.string(),
  expiresAt: Moment,
  zone: z.object({ id: Uuid, name: z.string(), shortName: z.string(), nameEn: z.string() }),
  demo: z.boolean(),
})
export type Session = z.infer<typeof Session>

export const Password = z.string().min(10).max(200)
const Login = z
  .string()
  .trim()
  .min(2)
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/session',
  summary: 'Log in with a local account',
  access: 'public',
  body: z.object({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) }),
  response: Session,
  status: 201,
})
/** Answers 200 with null when nobody is logged in, so that the page can decide without an error. */
export const readSession = defineRoute({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is logged in, and what they may do',
  access: 'public',
  response: z.object({
    session: Session.nullable(),
    /** Whose system this is, for the log-in page; null while no zone is loaded. */
    zone: Session.shape.zone.nullable(),
    demoAccounts: z.array(
      z.object({ login: z.string(), password: z.string(), name: z.string(), roles: z.array(Role) }),
    ),
  }),
})
export const signOut = defineRoute({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Log out',
  access: 'signed-in',
  response: Nothing,
})
export const changePassword = defineRoute({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change one’s own password; other sessions end',
  access: 'signed-in',
  body: z.object({ currentPassword: z.string().min(1).max(200), newPassword: Password }),
  response: Nothing,
})

export const User = z.object({
  id: Uuid,
  login: z.string(),
  name: z.string(),
  organisation: z.object({ id: Uuid, name: z.string(), shortName: z.string() }).nullable(),
  roles: z.array(Role),
  status: z.enum(['active', 'disabled']),
  lockedUntil: Moment.nullable(),
  lastSignInAt: Moment.nullable(),
  version: z.int(),
})
export type User = z.infer<typeof User>

export const listUsers = defineRoute({
  method: 'GET',
  path: '/api/users',
  summary: 'Accounts with their roles',
  access: ['system_admin', 'security_admin', 'audit_admin'],
  response: z.object({ users: z.array(User) }),
})
export const addUser = defineRoute({
  method: 'POST',
  path: '/api/users',
  summary: 'Create an account without any role; the security administrator grants roles',
  access: ['system_admin'],
  body: z.object({
    login: Login,
    name: z.string().trim().min(1).max(100),
    organisationId: Uuid.nullable(),
    password: Password,
  }),
  response: User,
  status: 201,
})
export const changeUser = defineRoute({
  method: 'PATCH',
  path: '/api/users/:userId',
  summary: 'Disable, enable, unlock an account or set a first password',
  access: ['system_admin'],
  params: z.object({ userId: Uuid }),
  body: z.object({
    version: z.int(),
    status: z.enum(['active', 'disabled']).optional(),
    unlock: z.literal(true).optional(),
    password: Password.optional(),
  }),
  response: User,
})
export const setRoles = defineRoute({
  method: 'PUT',
  path: '/api/users/:userId/roles',
  summary: 'Grant and withdraw roles; nobody may change their own',
  access: ['security_admin'],
  params: z.object({ userId: Uuid }),
  body: z.object({ version: z.int(), roles: z.array(Role).max(8) }),
  response: User,
})

export const AuditEntry = z.object({
  sequence: z.int(),
  at: Moment,
  actor: z.object({ id: Uuid.nullable(), name: z.string() }),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  detail: z.record(z.string(), z.json()),
})
export const listAudit = defineRoute({
  method: 'GET',
  path: '/api/audit',
  summary: 'The audit trail, newest first',
  access: ['audit_admin'],
  query: z.object({
    before: z.coerce.number().int().positive().optional(),
    action: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ entries: z.array(AuditEntry), more: z.boolean() }),
})
export const verifyAudit = defineRoute({
  method: 'POST',
  path: '/api/audit/verify',
  summary: 'Recompute the keyed hash chain',
  access: ['audit_admin'],
  response: z.object({
    intact: z.boolean(),
    entries: z.int(),
    /** What is wrong and at which sequence number, first few. */
    faults: z.array(z.object({ sequence: z.int(), code: z.string() })),
  }),
})
