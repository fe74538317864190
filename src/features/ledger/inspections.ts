import { sql, type Selectable } from 'kysely'
import { refuse } from '#domain/kernel'
import { OPEN_STATES } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { loadBodies, type Bodies } from './bodies.ts'
import { checkNames } from './check-named.ts'
import type { InspectionView } from './contract.ts'
import type * as contract from './contract.ts'
import { raiseFromInspection } from './inspection-cases.ts'
import type { Tx } from './store.ts'

type InspectionRecord = Selectable<Database['inspection']>
type Act = BodyOf<typeof contract.actOnInspection>['act']
type NewItem = BodyOf<typeof contract.addInspection>['items'][number]
type Row = ResponseOf<typeof contract.listInspections>['inspections'][number]

const INSPECTORS = ['zone_office', 'district'] as const

export function mayInspect({ caller }: Pick<Context, 'caller'>): boolean {
  return caller.organisationId !== null && INSPECTORS.some((role) => caller.roles.includes(role))
}

export function listInspections(ctx: Context): Promise<ResponseOf<typeof contract.listInspections>> {
  return ctx.read(async (tx) => {
    const rows = await readRows(tx, null)
    const bodies = await loadBodies(
      tx,
      ctx,
      rows.map(({ ownerId }) => ownerId),
    )
    return { inspections: rows.map((row) => toRow(row, bodies)), can: mayInspect(ctx) }
  })
}

type Counted = Omit<Row, 'owner'> & { readonly ownerId: string }

/** Counts are of the items that the asker may see. */
async function readRows(tx: Tx, id: string | null): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    select n.id, n.serial, n.kind, n.title, n.subject, n.owner_id as "ownerId", n.from_on as "fromOn", n.to_on as "toOn",
           n.state, n.announced_at as "announcedAt", n.synthetic, n.version,
           count(i.id)::int as items, count(i.result)::int as found,
           count(i.id) filter (where i.result in ('slow', 'poor'))::int as poor
      from inspection n left join inspection_item i on i.inspection_id = n.id
     where ${id === null ? sql`true` : sql`n.id = ${id}::uuid`}
     group by n.id order by n.from_on desc, n.serial desc`.execute(tx)
  return rows
}

function toRow({ ownerId, ...row }: Counted, bodies: Bodies): Row {
  return { ...row, owner: bodies.of(ownerId) }
}

export function readInspection(ctx: Context, id: string): Promise<InspectionView> {
  return ctx.read((tx) => viewInspection(tx, ctx, id))
}

export async function viewInspection(tx: Tx, ctx: Context, id: string): Promise<InspectionView> {
  const [row] = await readRows(tx, id)
  if (row === undefined) return refuse('ledger.not_found')
  const items = await tx
    .selectFrom('inspectionItem as i')
    .leftJoin('duty as d', 'd.id', 'i.dutyId')
    .leftJoin('procedureCase as c', 'c.id', 'i.caseId')
    .selectAll('i')
    .select(['d.serial as dutySerial', 'd.title as dutyTitle', 'd.light as dutyLight'])
    .select(['c.number as caseNumber', 'c.stage as caseStage'])
    .where('i.inspectionId', '=', id)
    .orderBy('i.position')
    .execute()
  const bodies = await loadBodies(tx, ctx, [
    row.ownerId,
    ...items.map(({ organisationId }) => organisationId),
  ])
  return {
    ...toRow(row, bodies),
    list: items.map((item) => ({
      id: item.id,
      position: item.position,
      body: bodies.of(item.organisationId),
      duty:
        item.dutyId === null || item.dutySerial === null || item.dutyLight === null
          ? null
          : {
              id: item.dutyId,
              serial: item.dutySerial,
              title: item.dutyTitle ?? '',
              light: item.dutyLight,
            },
      text: item.text,
      method: item.method,
      result: item.result,
      finding: item.finding,
      demand: item.demand,
      demandBy: item.demandBy,
      foundAt: item.foundAt,
      foundBy: item.foundByName,
      case:
        item.caseId === null || item.caseStage === null
          ? null
          : { id: item.caseId, number: item.caseNumber, stage: item.caseStage },
      version: item.version,
    })),
    can: abilities(ctx, row),
  }
}

/** In which state what can be done; the owner's body alone does it. */
const POSSIBLE: Readonly<Record<InspectionRecord['state'], readonly Act['kind'][]>> = {
  planned: ['start', 'add', 'remove'],
  running: ['add', 'remove', 'find', 'raise', 'finish'],
  found: ['find', 'raise', 'announce'],
  announced: ['raise'],
}

function abilities(
  ctx: Context,
  { ownerId, state }: Pick<InspectionRecord, 'ownerId' | 'state'>,
): InspectionView['can'] {
  if (ownerId !== ctx.caller.organisationId || !mayInspect(ctx)) return []
  const acts = POSSIBLE[state]
  return (['start', 'find', 'finish', 'announce', 'raise'] as const)
    .filter((act) => acts.includes(act))
    .reduce<InspectionView['can']>((can, act) => [...can, act], acts.includes('add') ? ['edit'] : [])
}

export async function addInspection(
  ctx: Context,
  said: BodyOf<typeof contract.addInspection>,
): Promise<InspectionView> {
  const ownerId = ctx.caller.organisationId
  if (ownerId === null || !mayInspect(ctx)) return refuse('access.forbidden')
  if (said.fromOn > said.toOn)
    refuse('ledger.inspection_reversed', { fromOn: said.fromOn, toOn: said.toOn }, ['fromOn'])
  const id = await ctx.inTransaction(async (tx) => {
    await checkNames(tx, { bodies: said.dutiesOf })
    const { id } = await tx
      .insertInto('inspection')
      .values({
        ownerId,
        kind: said.kind,
        title: said.title,
        subject: said.subject,
        fromOn: said.fromOn,
        toOn: said.toOn,
        state: 'planned',
        createdAt: ctx.now.toISOString(),
        createdBy: ctx.caller.userId,
        createdByName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await addItems(tx, id, [...said.items, ...(await itemsOf(tx, said.dutiesOf))])
    await ctx.audit(tx, {
      action: 'inspection.add',
      subjectKind: 'inspection',
      subjectId: id,
      detail: { title: said.title, kind: said.kind },
    })
    return id
  })
  return readInspection(ctx, id)
}

/** An item for every open duty that these lead. */
async function itemsOf(tx: Tx, leads: readonly string[]): Promise<NewItem[]> {
  if (leads.length === 0) return []
  const duties = await tx
    .selectFrom('duty')
    .select(['id', 'leadId', 'title'])
    .where('kind', '=', 'duty')
    .where('state', 'in', [...OPEN_STATES])
    .where('leadId', 'in', [...leads])
    .orderBy('leadId')
    .orderBy('dueOn')
    .orderBy('serial')
    .execute()
  return duties.flatMap(({ id, leadId, title }) =>
    leadId === null ? [] : [{ organisationId: leadId, dutyId: id, text: title, method: 'paper' as const }],
  )
}

/** More can be looked at in no inspection; the list is to be worked off by people. */
const MOST_ITEMS = 2000

async function addItems(tx: Tx, inspectionId: string, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return
  await checkNames(tx, { bodies: items.map(({ organisationId }) => organisationId) })
  const dutyIds = [...new Set(items.flatMap(({ dutyId }) => dutyId ?? []))]
  if (dutyIds.length > 0) {
    const known = await tx.selectFrom('duty').select('id').where('id', 'in', dutyIds).execute()
    if (known.length < dutyIds.length) refuse('ledger.item_unknown', {}, ['items'])
  }
  const present = await tx
    .selectFrom('inspectionItem')
    .select(['position', 'organisationId', 'dutyId'])
    .where('inspectionId', '=', inspectionId)
    .execute()
  const last = Math.max(0, ...present.map(({ position }) => position))
  const known = new Set(
    present.flatMap((item) => (item.dutyId === null ? [] : [`${item.dutyId} ${item.organisationId}`])),
  )
  // The same duty of the same body is looked at once.
  const fresh = items.filter(({ dutyId, organisationId }) => {
    if (dutyId === null) return true
    const key = `${dutyId} ${organisationId}`
    if (known.has(key)) return false
    known.add(key)
    return true
  })
  if (present.length + fresh.length > MOST_ITEMS) refuse('ledger.inspection_too_long', { most: MOST_ITEMS })
  for (let i = 0; i < fresh.length; i += 200)
    await tx
      .insertInto('inspectionItem')
      .values(
        fresh.slice(i, i + 200).map((item, at) => ({
          ...item,
          inspectionId,
          position: last + i + at + 1,
          foundByName: null,
          demandBy: null,
          caseId: null,
          result: null,
        })),
      )
      .execute()
}

export async function actOnInspection(
  ctx: Context,
  id: string,
  { version, act }: BodyOf<typeof contract.actOnInspection>,
): Promise<InspectionView> {
  await ctx.inTransaction(async (tx) => {
    const inspection = await tx.selectFrom('inspection').selectAll().where('id', '=', id).executeTakeFirst()
    if (inspection === undefined) return refuse('ledger.not_found')
    if (inspection.ownerId !== ctx.caller.organisationId || !mayInspect(ctx))
      refuse('ledger.inspection_of_another')
    if (inspection.version !== version) refuseStale(inspection.version)
    if (!POSSIBLE[inspection.state].includes(act.kind))
      refuse('ledger.inspection_not_now', { act: act.kind, state: inspection.state })
    const values = await carryOut(tx, ctx, inspection, act)
    const changed = await tx
      .updateTable('inspection')
      .set({ ...values, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined) refuseStale(version + 1)
    await ctx.audit(tx, {
      action: `inspection.${act.kind}`,
      subjectKind: 'inspection',
      subjectId: id,
      detail: {
        version: version + 1,
        ...('itemId' in act ? { itemId: act.itemId } : {}),
        ...(act.kind === 'find' ? { result: act.result } : {}),
      },
    })
  })
  return readInspection(ctx, id)
}

function refuseStale(version: number): never {
  return refuse('ledger.stale', { version, by: '', at: '', changes: {} })
}

/** Answers what changes in the inspection itself. */
async function carryOut(
  tx: Tx,
  ctx: Context,
  inspection: InspectionRecord,
  act: Act,
): Promise<Partial<Pick<InspectionRecord, 'state' | 'announcedAt'>>> {
  switch (act.kind) {
    case 'start': {
      await itemsCounted(tx, inspection.id)
      return { state: 'running' }
    }
    case 'add':
      await addItems(tx, inspection.id, act.items)
      return {}
    case 'remove': {
      const { result } = await loadItem(tx, inspection.id, act.itemId)
      if (result !== null) refuse('ledger.inspection_item_found')
      await tx.deleteFrom('inspectionItem').where('id', '=', act.itemId).execute()
      return {}
    }
    case 'find': {
      const { version } = await loadItem(tx, inspection.id, act.itemId)
      await tx
        .updateTable('inspectionItem')
        .set({
          result: act.result,
          finding: act.finding,
          demand: act.demand,
          demandBy: act.demandBy,
          foundAt: ctx.now.toISOString(),
          foundByName: ctx.caller.name,
          version: version + 1,
        })
        .where('id', '=', act.itemId)
        .execute()
      return {}
    }
    case 'raise': {
      const item = await loadItem(tx, inspection.id, act.itemId)
      if (item.result === null) refuse('ledger.inspection_item_not_found_yet', { text: item.text })
      if (item.caseId !== null) refuse('ledger.inspection_item_raised', { text: item.text })
      const { id: caseId } = await raiseFromInspection(tx, ctx, inspection, item, act.procedure)
      await tx
        .updateTable('inspectionItem')
        .set({ caseId, version: item.version + 1 })
        .where('id', '=', item.id)
        .execute()
      return {}
    }
    case 'finish': {
      const { total, found } = await itemsCounted(tx, inspection.id)
      if (found < total) refuse('ledger.inspection_items_open', { open: total - found })
      return { state: 'found' }
    }
    case 'announce':
      return { state: 'announced', announcedAt: ctx.now.toISOString() }
  }
}

async function loadItem(tx: Tx, inspectionId: string, itemId: string) {
  const item = await tx
    .selectFrom('inspectionItem')
    .selectAll()
    .where('id', '=', itemId)
    .where('inspectionId', '=', inspectionId)
    .executeTakeFirst()
  return item ?? refuse('ledger.item_unknown', {}, ['act', 'itemId'])
}

async function itemsCounted(tx: Tx, inspectionId: string): Promise<{ total: number; found: number }> {
  const { rows } = await sql<{ total: number; found: number }>`
    select count(*)::int as total, count(result)::int as found from inspection_item
     where inspection_id = ${inspectionId}::uuid`.execute(tx)
  const counted = rows[0] ?? { total: 0, found: 0 }
  if (counted.total === 0) refuse('ledger.inspection_empty')
  return counted
}
