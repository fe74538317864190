import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import { checkNames } from './check-named.ts'
import type { DutyView } from './contract.ts'
import type * as contract from './contract.ts'
import { refreshAbove, refresh } from './reassess.ts'
import { zoneRules } from './rules.ts'
import { loadDuty, type Tx } from './store.ts'
import { dayOf } from './today.ts'
import { readDuty } from './view-duty.ts'

type Link = BodyOf<typeof contract.linkDuties>

/** 承接 (takes-up) and 前置 (depends-on): made from the side that takes up, or waits. */
export async function linkDuties(ctx: Context, id: string, { to, kind }: Link): Promise<DutyView> {
  await ctx.inTransaction(async (tx) => {
    await mayLink(tx, ctx, id)
    const from = await loadDuty(tx, id)
    const other = await loadDuty(tx, to)
    if (id === to || (await reaches(tx, to, id, kind))) refuse('ledger.link_circle', {}, ['to'])
    if (kind === 'takes-up' && from.duty.ownerId === other.duty.ownerId)
      refuse('ledger.link_same_ledger', {}, ['to'])
    await tx
      .insertInto('dutyLink')
      .values({
        fromId: id,
        toId: to,
        kind,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    if (kind === 'takes-up') await refreshAbove(tx, ctx, [id])
    await ctx.audit(tx, { action: 'duty.link', subjectKind: 'duty', subjectId: id, detail: { to, kind } })
  })
  return readDuty(ctx, id)
}

export async function unlinkDuties(ctx: Context, id: string, { to, kind }: Link): Promise<DutyView> {
  await ctx.inTransaction(async (tx) => {
    await mayLink(tx, ctx, id)
    const { numDeletedRows } = await tx
      .deleteFrom('dutyLink')
      .where('fromId', '=', id)
      .where('toId', '=', to)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (numDeletedRows === 0n) refuse('ledger.not_found')
    if (kind === 'takes-up') await refreshAbove(tx, ctx, [id])
    await ctx.audit(tx, { action: 'duty.unlink', subjectKind: 'duty', subjectId: id, detail: { to, kind } })
  })
  return readDuty(ctx, id)
}

async function mayLink(tx: Tx, ctx: Context, id: string): Promise<void> {
  const { duty } = await loadDuty(tx, id)
  const mine = ctx.caller.organisationId
  const isMine = duty.ownerId === mine || duty.leadId === mine
  if (!worksOnLedger(ctx.caller) || !(isMine || ctx.caller.roles.includes('zone_office')))
    refuse('ledger.not_yours', { act: 'link', side: 'owner-or-lead' })
}

/** Whether links of this kind lead from one duty to another. */
async function reaches(tx: Tx, from: string, to: string, kind: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    with recursive reached as (
      select ${from}::uuid as id
      union
      select l.to_id from duty_link l join reached r on r.id = l.from_id where l.kind = ${kind})
    select exists(select from reached where id = ${to}::uuid) as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** Which parks must take up a duty of the zone; from then on it is as far as those that do. */
export async function setAddressees(ctx: Context, id: string, parks: readonly string[]): Promise<DutyView> {
  await ctx.inTransaction(async (tx) => {
    const { duty } = await loadDuty(tx, id, true)
    if (duty.ownerId !== ctx.caller.organisationId)
      refuse('ledger.not_yours', { act: 'addressees', side: 'owner' })
    for (const parkId of parks) await checkNames(tx, { bodies: [], parkId })
    await tx.deleteFrom('dutyAddressee').where('dutyId', '=', id).execute()
    if (parks.length > 0)
      await tx
        .insertInto('dutyAddressee')
        .values([...new Set(parks)].map((parkId) => ({ dutyId: id, parkId })))
        .execute()
    await refresh(tx, id, dayOf(ctx.now), await zoneRules(tx, ctx))
    await ctx.audit(tx, {
      action: 'duty.addressees',
      subjectKind: 'duty',
      subjectId: id,
      detail: { parks: parks.length },
    })
  })
  return readDuty(ctx, id)
}
