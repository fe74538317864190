import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context, RegisteredRoute, Services } from '#platform/http'
import { serve } from '../serve-route.ts'
import { abilitiesOf } from './abilities.ts'
import { changePassword } from './change-password.ts'
import * as contract from './contract.ts'
import type { Session } from './contract.ts'
import { DEMO_ACCOUNTS } from './demo-accounts.ts'
import { listAudit } from './list-audit.ts'
import { addUser, changeUser, setRoles } from './manage-users.ts'
import { AUTHENTICATOR, SESSION_COOKIE, digestToken, findSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { listUsersWithRoles, type SessionAccount } from './store.ts'

export interface AccessSettings {
  readonly secureCookies: boolean
  readonly demo: boolean
}

export function accessRoutes(services: Services, settings: AccessSettings): RegisteredRoute[] {
  const cookie = { httpOnly: true, sameSite: 'strict', path: '/', secure: settings.secureCookies } as const

  return [
    serve(contract.signIn, async (ctx, { body, reply }) => {
      const { account, session } = await signIn(ctx, body.login, body.password)
      void reply.setCookie(SESSION_COOKIE, session.token, { ...cookie, expires: new Date(session.expiresAt) })
      return describeSession(ctx, account, session.csrfToken, session.expiresAt, settings)
    }),
    serve(contract.readSession, async (ctx, { request }) => {
      const known = await findSession(ctx, request.cookies[SESSION_COOKIE])
      return {
        session:
          known === null
            ? null
            : await describeSession(ctx, known.account, known.csrfToken, known.expiresAt, settings),
        zone: await readZone(ctx),
        demoAccounts:
          settings.demo && known === null
            ? [
                ...DEMO_ACCOUNTS.map(({ login, password, name, roles }) => ({
                  login,
                  password,
                  name,
                  roles: [...roles],
                })),
              ]
            : [],
      }
    }),
    serve(contract.signOut, async (ctx, { request, reply }) => {
      const token = request.cookies[SESSION_COOKIE]
      await ctx.inTransaction(async (tx) => {
        if (token !== undefined)
          await tx.deleteFrom('userSession').where('tokenDigest', '=', digestToken(token)).execute()
        await ctx.audit(tx, {
          action: 'session.close',
          subjectKind: 'user',
          subjectId: ctx.caller.userId ?? '',
        })
      })
      void reply.clearCookie(SESSION_COOKIE, cookie)
      return {}
    }),
    serve(contract.changePassword, async (ctx, { body, request }) => {
      await changePassword(ctx, body.currentPassword, body.newPassword, request.cookies[SESSION_COOKIE])
      return {}
    }),
    serve(contract.listUsers, (ctx) => ctx.read(async (tx) => ({ users: await listUsersWithRoles(tx) }))),
    serve(contract.addUser, (ctx, { body }) => addUser(ctx, body)),
    serve(contract.changeUser, (ctx, { params, body }) => changeUser(ctx, params.userId, body)),
    serve(contract.setRoles, (ctx, { params, body }) =>
      setRoles(ctx, params.userId, body.version, body.roles),
    ),
    serve(contract.listAudit, (ctx, { query }) => listAudit(ctx, query)),
    serve(contract.verifyAudit, async (ctx) => {
      const { entries, faults } = await ctx.read((tx) => services.audit.verify(tx))
      await ctx.inTransaction((tx) =>
        ctx.audit(tx, {
          action: 'audit.verify',
          subjectKind: 'audit',
          subjectId: String(entries),
          detail: { faults: faults.length },
        }),
      )
      return { intact: faults.length === 0, entries, faults: [...faults] }
    }),
  ]
}

async function describeSession(
  ctx: Context,
  account: SessionAccount,
  csrfToken: string,
  expiresAt: string,
  settings: AccessSettings,
): Promise<Session> {
  return {
    user: {
      id: account.id,
      login: account.login,
      name: account.name,
      organisation: account.organisation,
      mustChangePassword: account.mustChangePassword,
    },
    roles: [...account.roles],
    abilities: abilitiesOf(account.roles),
    csrfToken,
    expiresAt,
    zone: (await readZone(ctx)) ?? refuse('registry.zone_missing'),
    demo: settings.demo,
  }
}

/** Whose system this is; null while no zone is loaded. */
async function readZone(ctx: Context): Promise<Session['zone'] | null> {
  const zone = await ctx.actingAs(AUTHENTICATOR).read((tx) =>
    tx
      .selectFrom('organisation')
      .innerJoin('organisationName', 'organisationName.organisationId', 'organisation.id')
      .select(['organisation.id', 'name', 'shortName', 'nameEn'])
      .where('kind', '=', 'zone')
      .where(sql<boolean>`valid @> current_date`)
      .executeTakeFirst(),
  )
  return zone ?? null
}
