import { randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf } from '../route-contract.ts'
import type { MySettings, changeMySettings as changeMySettingsRoute } from './contract.ts'
import type { NoticeSettings } from './settings.ts'

type MySettings = z.infer<typeof MySettings>

export function readMySettings(ctx: Context, settings: NoticeSettings): Promise<MySettings> {
  return ctx.read((tx) => loadMySettings(tx, ctx, settings))
}

export function changeMySettings(
  ctx: Context,
  settings: NoticeSettings,
  wanted: BodyOf<typeof changeMySettingsRoute>,
): Promise<MySettings> {
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  return ctx.inTransaction(async (tx) => {
    await tx
      .insertInto('personSetting')
      .values({ userId, email: wanted.email, emailNotices: wanted.emailNotices, calendarToken: null })
      .onConflict((conflict) =>
        conflict.column('userId').doUpdateSet({ email: wanted.email, emailNotices: wanted.emailNotices }),
      )
      .execute()
    const after = await loadMySettings(tx, ctx, settings)
    await ctx.audit(tx, {
      action: 'settings.change',
      subjectKind: 'user',
      subjectId: userId,
      detail: { hasEmail: wanted.email !== null, emailNotices: wanted.emailNotices },
    })
    return after
  })
}

/** Whoever knows the address sees the deadlines, so it is as long as a key and can be made anew. */
export function renewCalendar(ctx: Context, settings: NoticeSettings): Promise<MySettings> {
  const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
  const calendarToken = randomBytes(32).toString('base64url')
  return ctx.inTransaction(async (tx) => {
    await tx
      .insertInto('personSetting')
      .values({ userId, email: null, calendarToken })
      .onConflict((conflict) => conflict.column('userId').doUpdateSet({ calendarToken }))
      .execute()
    const after = await loadMySettings(tx, ctx, settings)
    await ctx.audit(tx, { action: 'settings.renew-calendar', subjectKind: 'user', subjectId: userId })
    return after
  })
}

async function loadMySettings(
  tx: Transaction<Database>,
  ctx: Context,
  settings: NoticeSettings,
): Promise<MySettings> {
  const row = await tx
    .selectFrom('personSetting')
    .select(['email', 'emailNotices', 'calendarToken'])
    .where('userId', '=', ctx.caller.userId)
    .executeTakeFirst()
  const token = row?.calendarToken ?? null
  return {
    email: row?.email ?? null,
    emailNotices: row?.emailNotices ?? true,
    mailConfigured: settings.mail !== null,
    calendarPath: token === null ? null : `/api/calendars/${token}`,
  }
}
