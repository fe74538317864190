import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { oneSql } from './duplicates.ts'
import type { Tx } from './store.ts'

type Preview = ResponseOf<typeof contract.previewMerge>
type Conflict = Preview['conflicts'][number]
type Merger = ResponseOf<typeof contract.listMergers>['mergers'][number]

/** What a merger would touch, and what stands in its way. */
export function previewMerge(
  ctx: Context,
  survivorId: string,
  { duplicate }: QueryOf<typeof contract.previewMerge>,
): Promise<Preview> {
  return ctx.read((tx) => preview(tx, ctx, survivorId, duplicate))
}

async function preview(tx: Tx, ctx: Context, survivorId: string, duplicateId: string): Promise<Preview> {
  if (survivorId === duplicateId) refuse('enterprises.merge_itself', {}, ['duplicate'])
  const { rows } = await sql<
    Pick<Preview, 'survivor' | 'duplicate' | 'records' | 'filings'> & { may: boolean }
  >`
    SELECT ${oneSql(sql`${survivorId}::uuid`)} AS survivor, ${oneSql(sql`${duplicateId}::uuid`)} AS duplicate,
           (SELECT count(*)::int FROM enterprise_record r WHERE r.enterprise_id = ${duplicateId}::uuid AND upper_inf(r.known)) AS records,
           (SELECT count(*)::int FROM statistics_filing f WHERE f.unit_id = ${duplicateId}::uuid) AS filings,
           acting_as('zone_office') OR (in_acting_park(${survivorId}::uuid) AND in_acting_park(${duplicateId}::uuid)
             AND NOT EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = ${duplicateId}::uuid AND upper_inf(s.known)
                               AND s.registration_park_id IS DISTINCT FROM acting_organisation())) AS may`.execute(
    tx,
  )
  const [found] = rows
  if (found === undefined) return refuse('enterprises.not_found')
  const { records, filings, may } = found
  const survivor = found.survivor ?? refuse('enterprises.not_found')
  const duplicate = found.duplicate ?? refuse('enterprises.not_found')
  const conflicts = await filingConflicts(tx, survivorId, duplicateId)
  const differences = await differencesOf(tx, survivorId, duplicateId)
  const stands = { survivor, duplicate, records, filings, conflicts, differences }
  return {
    ...stands,
    mayMerge:
      may &&
      survivor.status !== 'merged' &&
      duplicate.status !== 'merged' &&
      conflicts.every(({ blocks }) => !blocks),
    digest: createHash('sha256').update(canonicalJson(stands)).digest('hex'),
  }
}

/** Forms and periods for which both have a filing. Two final ones would count twice. */
async function filingConflicts(tx: Tx, survivorId: string, duplicateId: string): Promise<Conflict[]> {
  const { rows } = await sql<Conflict>`
    SELECT a.form, a.period, v.definition -> 'title' ->> 'zh' AS title_zh, v.definition -> 'title' ->> 'en' AS title_en,
           json_build_object('state', a.state, 'final', a.final) AS survivor,
           json_build_object('state', b.state, 'final', b.final) AS duplicate, a.final AND b.final AS blocks
      FROM statistics_filing a JOIN statistics_filing b ON b.form = a.form AND b.period = a.period
      JOIN statistics_form v ON v.code = a.form AND v.version = a.form_version
     WHERE a.unit_id = ${survivorId}::uuid AND b.unit_id = ${duplicateId}::uuid ORDER BY a.period DESC, a.form`.execute(
    tx,
  )
  return rows
}

async function differencesOf(
  tx: Tx,
  survivorId: string,
  duplicateId: string,
): Promise<Preview['differences']> {
  const { rows } = await sql<Preview['differences'][number]>`
    WITH standing AS (
      SELECT DISTINCT ON (s.enterprise_id) s.enterprise_id, to_jsonb(s) AS said FROM enterprise_state s
       WHERE s.enterprise_id IN (${survivorId}::uuid, ${duplicateId}::uuid) AND upper_inf(s.known)
       ORDER BY s.enterprise_id, s.valid @> china_today() DESC, lower(s.valid) DESC NULLS LAST)
    SELECT f.field, a.said ->> f.field AS survivor, b.said ->> f.field AS duplicate
      FROM standing a, standing b, unnest(ARRAY['name', 'name_en', 'address', 'industry', 'field', 'size_class', 'rung', 'high_tech',
             'above_scale', 'cluster', 'status']) WITH ORDINALITY f (field, place)
     WHERE a.enterprise_id = ${survivorId}::uuid AND b.enterprise_id = ${duplicateId}::uuid
       AND a.said ->> f.field IS DISTINCT FROM b.said ->> f.field ORDER BY f.place`.execute(tx)
  return rows
}

/**
 * The duplicate is `merged` into the survivor from a day on, or all along. Its records, filings and history stay its own and are
 * shown with the survivor's.
 */
export function mergeEnterprises(
  ctx: Context,
  survivorId: string,
  { duplicate: duplicateId, from, reason, digest, conflicts }: BodyOf<typeof contract.mergeEnterprises>,
): Promise<{ mergerId: string }> {
  return ctx.inTransaction(async (tx) => {
    await lockRegister(tx, survivorId, duplicateId)
    const seen = await preview(tx, ctx, survivorId, duplicateId)
    if (seen.digest !== digest) refuse('enterprises.merge_conflict', {})
    const blocking = seen.conflicts.filter(({ blocks }) => blocks)
    if (blocking.length > 0)
      refuse('enterprises.merge_filings', {
        filings: blocking.map(({ form, period }) => `${form} ${period}`),
        count: blocking.length,
      })
    if (seen.survivor.status === 'merged' || seen.duplicate.status === 'merged')
      refuse('enterprises.merge_merged')
    if (!seen.mayMerge) refuse('enterprises.forbidden')
    const decided = new Map(conflicts.map((conflict) => [`${conflict.form} ${conflict.period}`, conflict]))
    const open = seen.conflicts.filter(({ form, period }) => !decided.has(`${form} ${period}`))
    if (open.length > 0 || decided.size !== seen.conflicts.length)
      refuse(
        'enterprises.merge_undecided',
        { filings: open.map(({ form, period }) => `${form} ${period}`), count: open.length },
        ['conflicts'],
      )
    const { id } = await tx
      .insertInto('enterpriseMerger')
      .values({
        survivorId,
        duplicateId,
        fromOn: from,
        reason,
        conflicts: JSON.stringify(conflicts),
        at: sql<string>`now()`,
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        undoneAt: null,
        undoneById: null,
        undoneByName: null,
        undoReason: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sayMerged(tx, ctx, { survivorId, duplicateId, from, reason })
    await noteSurvivor(tx, survivorId)
    await ctx.audit(tx, {
      action: 'enterprise.merge',
      subjectKind: 'enterprise',
      subjectId: survivorId,
      detail: { merger: id, duplicate: duplicateId, from, reason, conflicts },
    })
    return { mergerId: id }
  })
}

const STATE = sql.raw(
  `name, name_en, initials, registration_park_id, operation_park_id, registration_district_id, operation_district_id,
   cluster, address, industry, field, size_class, rung, high_tech, above_scale`,
)

async function sayMerged(
  tx: Tx,
  ctx: Context,
  {
    survivorId,
    duplicateId,
    from,
    reason,
  }: { survivorId: string; duplicateId: string; from: string | null; reason: string },
): Promise<void> {
  const { rows: ended } = await sql<{ valid: string }>`
    UPDATE enterprise_state SET known = tstzrange(lower(known), now()), txid = pg_current_xact_id()
     WHERE enterprise_id = ${duplicateId}::uuid AND upper_inf(known) AND lower(known) < now()
       AND valid && daterange(${from}::date, NULL)
    RETURNING valid`.execute(tx)
  if (ended.length === 0) refuse('enterprises.not_known_then', { from })
  // What was said before the day stays as it was said; from the day on each stretch is said again, merged.
  await sql`
    INSERT INTO enterprise_state (enterprise_id, valid, known, ${STATE}, status, successor_id, source, reason, by_id, by_name)
    SELECT s.enterprise_id, part.valid, tstzrange(now(), NULL), ${STATE},
           CASE WHEN part.merged THEN 'merged' ELSE s.status END,
           CASE WHEN part.merged THEN ${survivorId}::uuid ELSE s.successor_id END,
           CASE WHEN part.merged THEN '重复登记合并' ELSE s.source END,
           CASE WHEN part.merged THEN ${reason}::text ELSE s.reason END,
           CASE WHEN part.merged THEN ${ctx.caller.userId}::uuid ELSE s.by_id END,
           CASE WHEN part.merged THEN ${ctx.caller.name}::text ELSE s.by_name END
      FROM enterprise_state s,
           LATERAL (VALUES (CASE WHEN ${from}::date IS NULL THEN 'empty'::daterange ELSE s.valid * daterange(NULL, ${from}::date) END, false),
                           (s.valid * daterange(${from}::date, NULL), true)) part (valid, merged)
     WHERE s.enterprise_id = ${duplicateId}::uuid AND upper(s.known) = now() AND NOT isempty(part.valid)`.execute(
    tx,
  )
}

/** Everything stands again as it stood before. */
export function undoMerger(
  ctx: Context,
  mergerId: string,
  { reason }: BodyOf<typeof contract.undoMerger>,
): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const found = await tx
      .selectFrom('enterpriseMerger')
      .select(['survivorId', 'duplicateId', 'undoneAt'])
      .where('id', '=', mergerId)
      .executeTakeFirst()
    if (found === undefined) return refuse('enterprises.merger_not_found')
    const { survivorId, duplicateId } = found
    await lockRegister(tx, survivorId, duplicateId)
    const undone = await tx
      .updateTable('enterpriseMerger')
      .set({
        undoneAt: sql<string>`now()`,
        undoneById: ctx.caller.userId,
        undoneByName: ctx.caller.name,
        undoReason: reason,
      })
      .where('id', '=', mergerId)
      .where('undoneAt', 'is', null)
      .executeTakeFirst()
    if (undone.numUpdatedRows === 0n)
      return refuse(found.undoneAt === null ? 'enterprises.forbidden' : 'enterprises.merge_undone_already')
    // What was said since of the merged one would be lost.
    const { rows: since } = await sql<{ changed: boolean }>`
      SELECT EXISTS (SELECT FROM enterprise_state s JOIN enterprise_merger m ON m.id = ${mergerId}::uuid
                      WHERE s.enterprise_id = m.duplicate_id
                        AND (lower(s.known) > m.at OR (upper(s.known) > m.at AND NOT upper_inf(s.known)))) AS changed`.execute(
      tx,
    )
    if (since[0]?.changed === true) refuse('enterprises.merge_changed_since')
    await sql`
      UPDATE enterprise_state s SET known = tstzrange(lower(s.known), now()), txid = pg_current_xact_id()
        FROM enterprise_merger m
       WHERE m.id = ${mergerId}::uuid AND s.enterprise_id = m.duplicate_id AND upper_inf(s.known) AND lower(s.known) = m.at`.execute(
      tx,
    )
    await sql`
      INSERT INTO enterprise_state (enterprise_id, valid, known, ${STATE}, status, successor_id, source, reason, by_id, by_name)
      SELECT s.enterprise_id, s.valid, tstzrange(now(), NULL), ${STATE}, s.status, s.successor_id, s.source, s.reason, s.by_id, s.by_name
        FROM enterprise_state s JOIN enterprise_merger m ON m.id = ${mergerId}::uuid
       WHERE s.enterprise_id = m.duplicate_id AND upper(s.known) = m.at`.execute(tx)
    await noteSurvivor(tx, survivorId)
    await ctx.audit(tx, {
      action: 'enterprise.merge-undo',
      subjectKind: 'enterprise',
      subjectId: survivorId,
      detail: { merger: mergerId, duplicate: duplicateId, reason },
    })
    return {}
  })
}

/** What is known of the survivor changed with it: whoever follows the register by `txid` looks at it again. */
async function noteSurvivor(tx: Tx, survivorId: string): Promise<void> {
  await sql`UPDATE enterprise_state SET txid = pg_current_xact_id()
             WHERE enterprise_id = ${survivorId}::uuid AND upper_inf(known)`.execute(tx)
}

/** The same locks as a change of the register, in one order. */
async function lockRegister(tx: Tx, ...ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort())
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 5))`.execute(tx)
}

export function listMergers(
  ctx: Context,
  { enterprise, offset, limit }: QueryOf<typeof contract.listMergers>,
): Promise<ResponseOf<typeof contract.listMergers>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<Merger & { total: number; mayUndo: boolean }>`
      SELECT m.id, m.from_on AS "from", m.reason, m.conflicts, m.at, m.by_name, m.undone_at, m.undone_by_name, m.undo_reason,
             ${oneSql(sql`m.survivor_id`)} AS survivor, ${oneSql(sql`m.duplicate_id`)} AS duplicate,
             m.undone_at IS NULL AND (acting_as('zone_office') OR (in_acting_park(m.survivor_id) AND in_acting_park(m.duplicate_id)))
               AS may_undo, count(*) OVER ()::int AS total
        FROM enterprise_merger m
       WHERE ${enterprise ?? null}::uuid IS NULL OR ${enterprise ?? null}::uuid IN (m.survivor_id, m.duplicate_id)
       ORDER BY m.at DESC, m.id LIMIT ${limit} OFFSET ${offset}`.execute(tx)
    return {
      total: rows[0]?.total ?? 0,
      mergers: rows.flatMap(({ total: _, mayUndo, ...merger }) =>
        // A park may see one side of a merger alone; what it does not see is not told.
        merger.survivor === null || merger.duplicate === null ? [] : [{ ...merger, can: { undo: mayUndo } }],
      ),
    }
  })
}
