import { sql, type RawBuilder } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { requireSteward } from './choose-steward.ts'
import type { CultivationEntry } from './contract.ts'
import type * as contract from './contract.ts'
import { findLadder, loadLadder, rungOf, type Ladder } from './ladder-store.ts'
import { addAct } from './library-store.ts'
import { standingConditions, standingOrder, selectStandings, countStandings } from './standings.ts'
import {
  ENTERPRISE_NAME,
  chosen,
  dayOf,
  every,
  joinEnterprise,
  keepsFirms,
  requireKept,
  type Tx,
} from './store.ts'
import { tellEnterprise } from './tell-enterprise.ts'

export type EntryQuery = Omit<QueryOf<typeof contract.exportEntries>, 'format'>

interface StoredEntry extends Omit<CultivationEntry, 'targetTitle' | 'can'> {
  readonly keeps: boolean
}

function entriesFrom(on: string): RawBuilder<unknown> {
  return sql`
    FROM cultivation_entry c ${joinEnterprise('c', on)}
    LEFT JOIN ladder_standing t ON t.ladder = c.ladder AND t.enterprise_id = c.enterprise_id
    LEFT JOIN ladder_standing_detail d ON d.ladder = c.ladder AND d.enterprise_id = c.enterprise_id`
}

const ENTRY = sql`
  c.id, ${ENTERPRISE_NAME} AS enterprise, c.target, c.state, c.since, c.ended_on, c.reason,
  CASE WHEN c.steward_id IS NULL THEN NULL ELSE json_build_object('id', c.steward_id, 'name', c.steward_name) END AS steward,
  c.note, t.held, CASE WHEN t.next = c.target THEN t.answer END AS answer,
  coalesce(t.next = c.target AND t.near, false) AS near, CASE WHEN t.next = c.target THEN d.distance END AS distance,
  (SELECT max(v.on_day) FROM service_visit v WHERE v.enterprise_id = c.enterprise_id) AS last_visit_on,
  (SELECT v.next_on FROM service_visit v WHERE v.enterprise_id = c.enterprise_id
    ORDER BY v.on_day DESC, v.at DESC LIMIT 1) AS next_visit_on, c.added_by_name, c.added_at, c.version,
  coalesce(keeps_enterprise(c.enterprise_id), false) AS keeps`

export function entryConditions(ctx: Pick<Context, 'caller'>, filter: EntryQuery): RawBuilder<unknown>[] {
  const { state, target, steward, enterprise } = filter
  return [
    ...chosen(filter),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(target === undefined ? [] : [sql`c.target = ${target}`]),
    ...(enterprise === undefined ? [] : [sql`c.enterprise_id = ${enterprise}::uuid`]),
    ...(steward === undefined
      ? []
      : steward === 'none'
        ? [sql`c.steward_id IS NULL`]
        : [
            sql`c.steward_id = ${steward === 'mine' ? (ctx.caller.userId ?? refuse('cultivation.not_found')) : steward}::uuid`,
          ]),
  ]
}

export async function selectEntries(
  tx: Tx,
  ctx: Context,
  conditions: readonly RawBuilder<unknown>[],
  order: RawBuilder<unknown>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<CultivationEntry[]> {
  const ladder = await findLadder(tx)
  const { rows } = await sql<StoredEntry>`
    SELECT ${ENTRY} ${entriesFrom(dayOf(ctx.now))} WHERE ${every(conditions)}
     ORDER BY ${order}, c.id LIMIT ${limit} OFFSET ${offset}`.execute(tx)
  return rows.map(({ keeps, ...row }) => ({
    ...row,
    targetTitle: titleOf(ladder, row.target),
    can: keeps && row.state === 'active' && keepsFirms(ctx) ? ['change', 'leave'] : [],
  }))
}

export function titleOf(ladder: Ladder | null, code: string): { zh: string; en: string } {
  return (ladder === null ? null : rungOf(ladder, code))?.title ?? { zh: code, en: code }
}

const ORDER = {
  since: sql`(c.state = 'active') DESC, c.since DESC`,
  name: sql`s.initials, s.name`,
  park: sql`s.registration_park_id, s.initials`,
  target: sql`c.target, s.initials`,
  distance: sql`(c.state = 'active') DESC, t.answer = 'yes' DESC NULLS LAST, d.distance NULLS LAST, s.initials`,
} as const

export function listEntries(
  ctx: Context,
  { sort, offset, limit, ...filter }: QueryOf<typeof contract.listEntries>,
): Promise<ResponseOf<typeof contract.listEntries>> {
  return ctx.read(async (tx) => {
    const conditions = entryConditions(ctx, filter)
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total ${entriesFrom(dayOf(ctx.now))} WHERE ${every(conditions)}`.execute(tx)
    const { rows: counted } = await sql<{ state: CultivationEntry['state']; count: number }>`
      SELECT state, count(*)::int AS count FROM cultivation_entry GROUP BY state`.execute(tx)
    const countOf = (state: CultivationEntry['state']) =>
      counted.find((row) => row.state === state)?.count ?? 0
    return {
      total: rows[0]?.total ?? 0,
      entries: await selectEntries(tx, ctx, conditions, ORDER[sort], { offset, limit }),
      counts: { active: countOf('active'), promoted: countOf('promoted'), left: countOf('left') },
      can: { add: keepsFirms(ctx) },
    }
  })
}

/** The potential list without those that are helped already. */
export function suggestEntries(
  ctx: Context,
  { target, offset, limit, ...choice }: QueryOf<typeof contract.suggestEntries>,
): Promise<ResponseOf<typeof contract.suggestEntries>> {
  const on = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const ladder = await findLadder(tx)
    if (ladder === null) return { total: 0, suggestions: [] }
    const conditions = standingConditions(ctx, on, {
      ...choice,
      potential: 'potential',
      inLibrary: 'no',
      ...(target === undefined ? {} : { next: target }),
    })
    return {
      total: await countStandings(tx, ladder, on, conditions),
      suggestions: await selectStandings(tx, ladder, on, conditions, standingOrder(ladder, 'distance'), {
        offset,
        limit,
      }),
    }
  })
}

/** Whoever is in the library already, or holds the rung already, is left alone and named. */
export function addEntries(
  ctx: Context,
  { enterprises, target, since: given, stewardId, note }: BodyOf<typeof contract.addEntries>,
): Promise<ResponseOf<typeof contract.addEntries>> {
  const today = dayOf(ctx.now)
  const since = given ?? today
  if (since > today) refuse('cultivation.since_ahead', { since }, ['since'])
  return ctx.inTransaction(async (tx) => {
    const ladder = await loadLadder(tx)
    requireTarget(ladder, target)
    const added: string[] = []
    const skipped: { enterprise: string; code: string }[] = []
    for (const enterpriseId of [...new Set(enterprises)].sort()) {
      const enterprise = await requireKept(tx, enterpriseId, today)
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${enterpriseId}, 11))`.execute(tx)
      const why = await reasonToSkip(tx, ladder, enterpriseId, target)
      if (why !== null) {
        skipped.push({ enterprise: enterpriseId, code: why })
        continue
      }
      const stewardName =
        stewardId === null ? null : await requireSteward(tx, enterpriseId, stewardId, today, ['stewardId'])
      const { id } = await tx
        .insertInto('cultivationEntry')
        .values({
          enterpriseId,
          ladder: ladder.file.code,
          target,
          since,
          endedOn: null,
          reason: null,
          stewardId,
          stewardName,
          note,
          addedAt: ctx.now.toISOString(),
          addedById: ctx.caller.userId,
          addedByName: ctx.caller.name,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await addAct(tx, ctx, id, 'add', null, { target, since, steward: stewardName })
      await tellEnterprise(
        tx,
        ctx,
        enterpriseId,
        today,
        {
          about: `cultivation:${id}`,
          path: `/enterprises/${enterpriseId}?tab=ladder`,
          message: 'cultivation-added',
          text: {
            zh: `${enterprise.name}纳入“${titleOf(ladder, target).zh}”培育库。`,
            en: `${enterprise.name} is cultivated towards “${titleOf(ladder, target).en}”.`,
          },
        },
        { own: true, parks: false, steward: stewardId },
      )
      added.push(id)
    }
    await ctx.audit(tx, {
      action: 'cultivation.add',
      subjectKind: 'cultivation',
      subjectId: target,
      detail: { added, skipped: skipped.length },
    })
    return { added, skipped }
  })
}

/** Codes of the contract, not refusals: the others are taken in all the same. */
async function reasonToSkip(
  tx: Tx,
  ladder: Ladder,
  enterpriseId: string,
  target: string,
): Promise<'in-library' | 'holds' | null> {
  const there = await tx
    .selectFrom('cultivationEntry')
    .select('id')
    .where('enterpriseId', '=', enterpriseId)
    .where('ladder', '=', ladder.file.code)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (there !== undefined) return 'in-library'
  const standing = await tx
    .selectFrom('ladderStanding')
    .select(['held', 'marks'])
    .where('ladder', '=', ladder.file.code)
    .where('enterpriseId', '=', enterpriseId)
    .executeTakeFirst()
  return standing !== undefined && reaches(ladder, standing, target) ? 'holds' : null
}

/** Whether who holds this holds the target, or stands above it. */
export function reaches(
  { file }: Ladder,
  { held, marks }: { readonly held: string | null; readonly marks: readonly string[] },
  target: string,
): boolean {
  if (marks.includes(target)) return true
  const place = (code: string | null) => file.rungs.findIndex((rung) => rung.code === code)
  return held !== null && place(target) >= 0 && place(held) >= place(target)
}

function requireTarget(ladder: Ladder, target: string): void {
  if (rungOf(ladder, target) === null) refuse('cultivation.target_unknown', { target }, ['target'])
}

export function readEntry(ctx: Context, entryId: string): Promise<ResponseOf<typeof contract.readEntry>> {
  return ctx.read(async (tx) => {
    const entry = await oneEntry(tx, ctx, entryId)
    const acts = await tx
      .selectFrom('cultivationAct')
      .select(['no', 'act', 'reason', 'changes', 'at', 'byName'])
      .where('entryId', '=', entryId)
      .orderBy('no')
      .execute()
    return {
      entry,
      acts: acts.map((act) => ({ ...act, changes: act.changes as Record<string, string> })),
    }
  })
}

async function oneEntry(tx: Tx, ctx: Context, entryId: string): Promise<CultivationEntry> {
  const [entry] = await selectEntries(tx, ctx, [sql`c.id = ${entryId}::uuid`], sql`c.id`, {
    offset: 0,
    limit: 1,
  })
  return entry ?? refuse('cultivation.not_found')
}

/** An entry that may still be changed, at the version that the caller saw. */
async function entryToChange(
  tx: Tx,
  ctx: Context,
  entryId: string,
  version: number,
): Promise<CultivationEntry> {
  const entry = await oneEntry(tx, ctx, entryId)
  await requireKept(tx, entry.enterprise.id, dayOf(ctx.now))
  if (entry.version !== version) refuse('cultivation.stale', { version: entry.version })
  if (entry.state !== 'active') refuse('cultivation.entry_ended', { state: entry.state })
  return entry
}

export function changeEntry(
  ctx: Context,
  entryId: string,
  { version, target, stewardId, note }: BodyOf<typeof contract.changeEntry>,
): Promise<CultivationEntry> {
  const today = dayOf(ctx.now)
  return ctx.inTransaction(async (tx) => {
    const before = await entryToChange(tx, ctx, entryId, version)
    const changes: Record<string, Json> = {}
    if (target !== undefined && target !== before.target) {
      requireTarget(await loadLadder(tx), target)
      changes['target'] = [before.target, target]
    }
    const stewardName =
      stewardId === undefined
        ? (before.steward?.name ?? null)
        : stewardId === null
          ? null
          : await requireSteward(tx, before.enterprise.id, stewardId, today, ['stewardId'])
    if (stewardId !== undefined && stewardId !== (before.steward?.id ?? null))
      changes['steward'] = [before.steward?.name ?? null, stewardName]
    if (note !== undefined && note !== before.note) changes['note'] = [before.note, note]
    if (Object.keys(changes).length === 0) refuse('cultivation.nothing_changed')
    const saved = await tx
      .updateTable('cultivationEntry')
      .set({
        target: target ?? before.target,
        stewardId: stewardId === undefined ? (before.steward?.id ?? null) : stewardId,
        stewardName,
        note: note === undefined ? before.note : note,
        version: version + 1,
      })
      .where('id', '=', entryId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) refuse('cultivation.stale', { version })
    await addAct(tx, ctx, entryId, 'change', null, changes)
    const entry = await oneEntry(tx, ctx, entryId)
    await ctx.audit(tx, {
      action: 'cultivation.change',
      subjectKind: 'cultivation-entry',
      subjectId: entryId,
      detail: { fields: Object.keys(changes) },
    })
    return entry
  })
}

export function leaveLibrary(
  ctx: Context,
  entryId: string,
  { version, on: given, reason }: BodyOf<typeof contract.leaveLibrary>,
): Promise<CultivationEntry> {
  const today = dayOf(ctx.now)
  const on = given ?? today
  return ctx.inTransaction(async (tx) => {
    const before = await entryToChange(tx, ctx, entryId, version)
    if (on < before.since || on > today)
      refuse('cultivation.end_outside', { on, from: before.since, to: today }, ['on'])
    const saved = await tx
      .updateTable('cultivationEntry')
      .set({ state: 'left', endedOn: on, reason, version: version + 1 })
      .where('id', '=', entryId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) refuse('cultivation.stale', { version })
    await addAct(tx, ctx, entryId, 'leave', reason, { on })
    const entry = await oneEntry(tx, ctx, entryId)
    await ctx.audit(tx, {
      action: 'cultivation.leave',
      subjectKind: 'cultivation-entry',
      subjectId: entryId,
      detail: { on, reason },
    })
    return entry
  })
}
