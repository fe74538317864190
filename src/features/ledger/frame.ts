import { sql } from 'kysely'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import { loadBodies } from './bodies.ts'
import type { LedgerCode } from './contract.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

type Frame = ResponseOf<typeof contract.readLedgerFrame>

/** What the ledger's pages choose from, and what the asker may do in it. */
export function readLedgerFrame(ctx: Context): Promise<Frame> {
  return ctx.read(async (tx) => {
    const { rows: bodies } = await sql<Frame['bodies'][number]>`
      select o.id, n.short_name as name, n.name_en as "nameEn", o.kind, n.initials
        from organisation o
        join organisation_name n on n.organisation_id = o.id and n.valid @> current_date
       where o.kind not in ('zone', 'area')
       order by array_position(array['office','park','department','district','company'], o.kind), o.code`.execute(
      tx,
    )
    const people = await tx
      .selectFrom('person')
      .select(['id', 'name', 'organisationId'])
      .where('organisationId', 'is not', null)
      .orderBy('name')
      .execute()
    const mine = ctx.caller.organisationId
    const own = await loadBodies(tx, ctx, [mine])
    return {
      bodies,
      parks: bodies.flatMap(({ id, name, nameEn, kind }) => (kind === 'park' ? [{ id, name, nameEn }] : [])),
      people: people.flatMap(({ id, name, organisationId }) =>
        organisationId === null ? [] : [{ id, name, organisationId }],
      ),
      documents: await readDocuments(tx, ctx),
      actions: await readCodes(tx, 'action'),
      carriers: await readCodes(tx, 'carrier'),
      today: dayOf(ctx.now),
      can: abilities(ctx),
      myOrganisation: own.orNull(mine),
    }
  })
}

export async function readCodes(tx: Tx, list: 'action' | 'carrier'): Promise<LedgerCode[]> {
  return tx
    .selectFrom('ledgerCode')
    .select(['code', 'nameZh as zh', 'nameEn as en', 'sourceZh', 'sourceEn'])
    .where('list', '=', list)
    .orderBy('position')
    .execute()
}

/** Documents with a confirmed plan, newest publication, and how much of it is in the ledger. */
async function readDocuments(tx: Tx, ctx: Context): Promise<Frame['documents']> {
  const { rows } = await sql<{
    id: string
    title: string
    ownerId: string
    planId: string
    tasks: number
    taken: number
    duties: number
  }>`
    select d.id, d.title, d.owner_id as "ownerId", p.id as "planId",
           (select count(*)::int from published_item i where i.plan_id = p.id and i.kind = 'task') as tasks,
           (select count(*)::int from published_item i join duty t on t.item_id = i.item_id and t.kind = 'duty'
             where i.plan_id = p.id and i.kind = 'task') as taken,
           (select count(*)::int from duty t where t.document_id = d.id) as duties
      from document d
      join lateral (select plan.id from plan where plan.document_id = d.id order by plan.no desc limit 1) p on true
     order by d.issued_on desc nulls last, d.title`.execute(tx)
  const bodies = await loadBodies(
    tx,
    ctx,
    rows.map(({ ownerId }) => ownerId),
  )
  return rows.map(({ ownerId, ...row }) => ({ ...row, owner: bodies.of(ownerId) }))
}

function abilities(ctx: Context): Frame['can'] {
  const { roles, organisationId } = ctx.caller
  const can: Frame['can'] = []
  const office = roles.includes('zone_office')
  if (organisationId !== null && worksOnLedger(ctx.caller)) can.push('take', 'add', 'import')
  if (office || roles.includes('district')) can.push('supervise', 'inspect')
  if (office) can.push('annual', 'settings')
  if (office || roles.includes('leader') || roles.includes('evaluator')) can.push('package')
  return can
}
