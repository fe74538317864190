import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { worksOnLedger } from './actor.ts'
import { draftItems, type DraftItem } from './annual-draft.ts'
import {
  annualDifferences,
  isChangedByBody,
  isSameItem,
  keepAnnualChange,
  keyOf,
  loadAnnualItems,
  loadAnnualList,
  setAnnualItems,
  type AnnualListRecord,
} from './annual-store.ts'
import { loadBodies } from './bodies.ts'
import { checkNames } from './check-named.ts'
import type { AnnualList } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import type { Tx } from './store.ts'

type Act = BodyOf<typeof contract.changeAnnualList>['act']
type AnnualAbility = AnnualList['can'][number]

/**
 * Draws up the lists of a year. For all bodies: those that have anything to do, and drafts that nobody has edited are renewed.
 * For bodies that are named: their drafts are drawn up anew whatever was edited, and an empty list is made where the ledger has
 * nothing. What was sent stays as it is.
 */
export function makeAnnualLists(
  ctx: Context,
  year: number,
  bodies: readonly string[] | null,
): Promise<ResponseOf<typeof contract.makeAnnualLists>> {
  return ctx.inTransaction(async (tx) => {
    const wanted = bodies === null ? await listedBodies(tx) : [...new Set(bodies)]
    if (bodies !== null) await checkNames(tx, { bodies: wanted })
    const items = await draftItems(tx, wanted, year)
    const existing = await tx
      .selectFrom('annualList')
      .select(['id', 'organisationId', 'state', 'version'])
      .where('year', '=', year)
      .where('organisationId', 'in', wanted)
      .forUpdate()
      .execute()
    const counts = { made: 0, renewed: 0, kept: 0 }
    for (const organisationId of wanted) {
      const list = existing.find((one) => one.organisationId === organisationId)
      const drawn = items.get(organisationId) ?? []
      if (list === undefined) {
        if (drawn.length === 0 && bodies === null) continue
        const { id } = await tx
          .insertInto('annualList')
          .values({
            organisationId,
            year,
            state: 'draft',
            note: null,
            createdAt: ctx.now.toISOString(),
            answeredByName: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        await setAnnualItems(tx, id, drawn)
        await keepAnnualChange(tx, ctx, id, 1, 'make')
        counts.made++
        continue
      }
      const edited = bodies === null && (await lastActOf(tx, list.id)) === 'edit'
      if (list.state !== 'draft' || edited) {
        counts.kept++
        continue
      }
      const before = await loadAnnualItems(tx, list.id)
      await setAnnualItems(tx, list.id, drawn)
      await tx
        .updateTable('annualList')
        .set({ version: list.version + 1 })
        .where('id', '=', list.id)
        .execute()
      await keepAnnualChange(tx, ctx, list.id, list.version + 1, 'regenerate', {
        changed: annualDifferences(before, drawn),
      })
      counts.renewed++
    }
    await ctx.audit(tx, {
      action: 'annual.make',
      subjectKind: 'annual-list',
      subjectId: String(year),
      detail: { year, bodies: bodies?.length ?? null, ...counts },
    })
    return counts
  })
}

/** Every member body and every park. */
async function listedBodies(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from organisation o
      join organisation_name n on n.organisation_id = o.id and n.valid @> current_date
     where o.kind in ('office', 'park', 'department', 'district', 'company') order by o.code`.execute(tx)
  return rows.map(({ id }) => id)
}

async function lastActOf(tx: Tx, listId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('annualChange')
    .select('act')
    .where('listId', '=', listId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.act ?? null
}

export function readAnnualList(ctx: Context, listId: string): Promise<AnnualList> {
  return ctx.read((tx) => viewAnnualList(tx, ctx, listId))
}

export async function viewAnnualList(tx: Tx, ctx: Context, listId: string): Promise<AnnualList> {
  const list = await loadAnnualList(tx, listId)
  const items = await loadAnnualItems(tx, listId)
  const ids = items.flatMap(({ dutyId }) => dutyId ?? [])
  const duties = new Map(
    ids.length === 0
      ? []
      : (await readDutyRows(tx, ctx, { where: sql`d.id = any(${ids}::uuid[])` })).map((row) => [row.id, row]),
  )
  const bodies = await loadBodies(tx, ctx, [list.organisationId])
  return {
    id: list.id,
    body: bodies.of(list.organisationId),
    year: list.year,
    state: list.state,
    note: list.note,
    sentAt: list.sentAt,
    answeredAt: list.answeredAt,
    answeredBy: list.answeredByName,
    items: items.map(({ dutyId, ...item }, i) => ({
      position: i + 1,
      duty: dutyId === null ? null : (duties.get(dutyId) ?? null),
      ...item,
    })),
    version: list.version,
    history: await tx
      .selectFrom('annualChange')
      .select(['version', 'at', 'byName as by', 'act', 'reason'])
      .where('listId', '=', listId)
      .orderBy('version', 'desc')
      .execute(),
    can: annualAbilities(ctx, list, await isChangedByBody(tx, listId)),
  }
}

/** Drafts and returned lists are the office's, sent ones the body's; a confirmed list is fixed. */
function annualAbilities(ctx: Context, list: AnnualListRecord, changedByBody: boolean): AnnualAbility[] {
  const { roles, organisationId } = ctx.caller
  if (list.state === 'draft' || list.state === 'returned')
    return roles.includes('zone_office')
      ? ['edit', 'send', ...(list.state === 'draft' ? (['regenerate'] as const) : [])]
      : []
  if (list.state !== 'sent' || organisationId !== list.organisationId || !worksOnLedger(ctx.caller)) return []
  return ['edit', ...(changedByBody ? [] : (['confirm'] as const)), 'return']
}

export async function changeAnnualList(
  ctx: Context,
  listId: string,
  { version, act }: BodyOf<typeof contract.changeAnnualList>,
): Promise<AnnualList> {
  await ctx.inTransaction(async (tx) => {
    const list = await loadAnnualList(tx, listId)
    if (list.version !== version) await refuseStale(tx, list)
    const changedByBody = list.state === 'sent' && (await isChangedByBody(tx, listId))
    if (act.kind === 'confirm' && changedByBody && list.organisationId === ctx.caller.organisationId)
      refuse('ledger.annual_changed')
    if (!annualAbilities(ctx, list, changedByBody).includes(act.kind))
      refuse('ledger.annual_not_now', { act: act.kind, state: list.state })
    const after = { ...(await carryOutAct(tx, ctx, list, act)), version: version + 1 }
    const changed = await tx
      .updateTable('annualList')
      .set(after)
      .where('id', '=', listId)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    // Somebody came between: the transaction is undone with the items.
    if (changed === undefined) await refuseStale(tx, await loadAnnualList(tx, listId))
    await ctx.audit(tx, {
      action: `annual.${act.kind}`,
      subjectKind: 'annual-list',
      subjectId: listId,
      detail: { version: version + 1, year: list.year, ...('reason' in act ? { reason: act.reason } : {}) },
    })
  })
  return readAnnualList(ctx, listId)
}

/** What else the act writes; answers the columns of the list that it changes. */
async function carryOutAct(
  tx: Tx,
  ctx: Context,
  list: AnnualListRecord,
  act: Act,
): Promise<Partial<Pick<AnnualListRecord, 'state' | 'note' | 'sentAt' | 'answeredAt' | 'answeredByName'>>> {
  const now = ctx.now.toISOString()
  const answered = { answeredAt: now, answeredByName: ctx.caller.name }
  const keep = (said: Parameters<typeof keepAnnualChange>[5] = {}) =>
    keepAnnualChange(tx, ctx, list.id, list.version + 1, act.kind, said)
  switch (act.kind) {
    case 'edit': {
      const before = await loadAnnualItems(tx, list.id)
      const after = act.items.map((item): DraftItem => ({ ...item }))
      await checkItems(tx, list, before, after)
      await setAnnualItems(tx, list.id, after)
      await keep({ changed: annualDifferences(before, after) })
      return { note: act.note }
    }
    case 'send': {
      const items = await loadAnnualItems(tx, list.id)
      if (items.every(({ struckReason }) => struckReason !== null)) refuse('ledger.annual_empty')
      await keep()
      return { state: 'sent', sentAt: now, answeredAt: null, answeredByName: null }
    }
    case 'confirm':
      await keep()
      return { state: 'confirmed', ...answered }
    case 'return':
      await keep({ reason: act.reason })
      return { state: 'returned', ...answered }
  }
}

/** The office edits freely; the body strikes with a reason and adds what it takes on itself. */
async function checkItems(
  tx: Tx,
  list: AnnualListRecord,
  before: readonly DraftItem[],
  after: readonly DraftItem[],
): Promise<void> {
  const known = new Set<string>()
  for (const [i, item] of after.entries()) {
    if (known.has(keyOf(item))) refuse('ledger.annual_item_twice', { title: item.title }, ['act', 'items', i])
    known.add(keyOf(item))
  }
  const old = new Map(before.map((item) => [keyOf(item), item]))
  if (list.state === 'sent') {
    const missing = before.find((item) => !known.has(keyOf(item)) && !isOwnAddition(item))
    if (missing !== undefined) refuse('ledger.annual_item_missing', { title: missing.title })
    for (const [i, item] of after.entries()) {
      const was = old.get(keyOf(item))
      const allowed =
        was === undefined
          ? item.dutyId === null && item.part === 'own'
          : // Its own additions it may still word anew; of the rest only whether it is struck.
            isSameItem({ ...was, struckReason: null }, { ...item, struckReason: null }) ||
            (isOwnAddition(was) && isOwnAddition(item))
      if (!allowed) refuse('ledger.annual_item_fixed', { title: item.title }, ['act', 'items', i])
    }
  }
  const fresh = after.flatMap(({ dutyId }) => (dutyId === null || old.has(dutyId) ? [] : [dutyId]))
  if (fresh.length === 0) return
  const found = await tx.selectFrom('duty').select('id').where('id', 'in', fresh).execute()
  if (found.length < fresh.length) refuse('ledger.item_unknown', {}, ['act', 'items'])
}

function isOwnAddition({ dutyId, part }: DraftItem): boolean {
  return dutyId === null && part === 'own'
}

async function refuseStale(tx: Tx, list: AnnualListRecord): Promise<never> {
  const last = await tx
    .selectFrom('annualChange')
    .select(['byName', 'at'])
    .where('listId', '=', list.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return refuse('ledger.stale', {
    version: list.version,
    by: last?.byName ?? '',
    at: last?.at ?? '',
    changes: {},
  })
}
