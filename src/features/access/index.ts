/** Access: accounts, sessions, roles, the audit trail's pages. */
export { accessRoutes, type AccessSettings } from './routes.ts'
export { authenticateBySession, callerOf, AUTHENTICATOR } from './sessions.ts'
export { DEMO_ACCOUNTS } from './demo-accounts.ts'
export { hashPassword } from './passwords.ts'
export { findAccount } from './store.ts'
export { listAllUsers, provisionUser, replacePassword, type Operator } from './operate-users.ts'
