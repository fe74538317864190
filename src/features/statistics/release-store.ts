import { sql } from 'kysely'
import { z } from 'zod'
import { refuse } from '#domain/kernel'
import { RELEASE_CUTS, ReleaseContent, type ReleaseRow } from './contract.ts'
import { Named } from './contract-shared.ts'
import type { Past } from './release-protect.ts'
import type { Tx } from './store.ts'

export const Chapters = z.array(z.object({ title: Named, paragraphs: z.array(Named) }))
export type Chapters = z.infer<typeof Chapters>

/** What a release says, as stored: frozen with its words, so that a published bulletin reads the same for ever. */
const Stored = z.object({ content: ReleaseContent, chapters: Chapters })
export type StoredRelease = z.infer<typeof Stored>

export interface LoadedRelease extends StoredRelease {
  readonly row: ReleaseRow
  readonly note: string
  readonly byId: string | null
}

const COLUMNS = sql`r.id, r.serial, r.title_zh, r.title_en, r.rhythm, r.period, r.state, r.data_as_of, r.synthetic,
  r.created_at, r.by_id, r.by_name, r.published_at, r.published_by_name, r.note, r.version,
  r.content->'content'->>'scope' AS scope, json_array_length(r.content->'content'->'indicators') AS indicators,
  (SELECT array_agg(t->>'cut') FROM json_array_elements(r.content->'content'->'tables') t) AS cuts,
  later.id AS later_id, later.published_at AS later_at`

/** The newest published one of the same period and scope, where that is not this one. */
const OVERTAKEN = sql`LEFT JOIN LATERAL (
  SELECT l.id, l.published_at FROM statistics_release l
   WHERE l.state = 'published' AND r.state = 'published' AND l.period = r.period AND l.published_at > r.published_at
     AND l.content->'content'->>'scope' = r.content->'content'->>'scope'
   ORDER BY l.published_at DESC LIMIT 1) later ON true`

interface SqlRow {
  readonly id: string
  readonly serial: number
  readonly titleZh: string
  readonly titleEn: string
  readonly rhythm: ReleaseRow['rhythm']
  readonly period: string
  readonly state: ReleaseRow['state']
  readonly dataAsOf: string
  readonly synthetic: boolean
  readonly createdAt: string
  readonly byId: string | null
  readonly byName: string
  readonly publishedAt: string | null
  readonly publishedByName: string | null
  readonly note: string
  readonly version: number
  readonly scope: ReleaseRow['scope']
  readonly indicators: number
  readonly cuts: readonly string[] | null
  readonly laterId: string | null
  readonly laterAt: string | null
}

/** Drafts first, then by period and publication, the newest first; as far as row-level security shows them. */
export async function listReleaseRows(
  tx: Tx,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ rows: ReleaseRow[]; total: number }> {
  const { rows } = await sql<SqlRow & { total: number }>`
    SELECT ${COLUMNS}, (count(*) OVER ())::int AS total FROM statistics_release r ${OVERTAKEN}
     ORDER BY r.state = 'published', r.period DESC, r.published_at DESC NULLS FIRST, r.serial DESC
     LIMIT ${limit} OFFSET ${offset}`.execute(tx)
  return { rows: rows.map(rowOf), total: rows[0]?.total ?? 0 }
}

/** Refuses with `statistics.release_unknown`. */
export async function loadRelease(tx: Tx, releaseId: string, lock = false): Promise<LoadedRelease> {
  if (lock) await sql`SELECT FROM statistics_release WHERE id = ${releaseId}::uuid FOR UPDATE`.execute(tx)
  const { rows } = await sql<SqlRow & { content: unknown }>`
    SELECT ${COLUMNS}, r.content FROM statistics_release r ${OVERTAKEN} WHERE r.id = ${releaseId}::uuid`.execute(
    tx,
  )
  const row = rows[0] ?? refuse('statistics.release_unknown')
  const { content, chapters } = Stored.parse(row.content)
  return { row: rowOf(row), note: row.note, byId: row.byId, content, chapters }
}

function rowOf(row: SqlRow): ReleaseRow {
  return {
    id: row.id,
    serial: row.serial,
    title: { zh: row.titleZh, en: row.titleEn },
    rhythm: row.rhythm,
    period: row.period,
    scope: row.scope,
    state: row.state,
    indicators: row.indicators,
    cuts: RELEASE_CUTS.filter((cut) => row.cuts?.includes(cut)),
    dataAsOf: iso(row.dataAsOf),
    synthetic: row.synthetic,
    createdAt: iso(row.createdAt),
    byName: row.byName,
    publishedAt: row.publishedAt === null ? null : iso(row.publishedAt),
    publishedByName: row.publishedByName,
    overtakenBy:
      row.laterId === null || row.laterAt === null
        ? null
        : { id: row.laterId, publishedAt: iso(row.laterAt) },
    version: row.version,
  }
}

function iso(moment: string): string {
  return new Date(moment).toISOString()
}

/** What was ever published of these periods, by indicator, dimension, group and period. */
export class PublishedPast {
  private readonly kept = new Set<string>()
  private readonly told = new Set<string>()

  add(key: string, value: number | null, status: string): void {
    if (status === 'C') this.kept.add(key)
    else if (value !== null) this.told.add(`${key}=${String(value)}`)
  }

  /** Of the number as it would be published now. */
  of(key: string, value: number | null): Past {
    return { keptBack: this.kept.has(key), told: value !== null && this.told.has(`${key}=${String(value)}`) }
  }
}

export function observationKey(indicator: string, dimension: string, group: string, period: string): string {
  return [indicator, dimension, group, period].join('\n')
}

export async function loadPast(
  tx: Tx,
  scope: ReleaseRow['scope'],
  periods: readonly string[],
): Promise<PublishedPast> {
  const rows = await tx
    .selectFrom('publishedObservation')
    .select(['indicator', 'dimension', 'groupCode', 'period', 'value', 'status'])
    .where('scope', '=', scope)
    .where('period', 'in', [...periods])
    .execute()
  const past = new PublishedPast()
  for (const row of rows)
    past.add(observationKey(row.indicator, row.dimension, row.groupCode, row.period), row.value, row.status)
  return past
}

export interface NewObservation {
  readonly indicator: string
  readonly dimension: string
  readonly groupCode: string
  readonly period: string
  readonly value: number | null
  readonly unit: string
  readonly entities: number | null
  readonly status: 'A' | 'C' | 'E'
}

/**
 * Publishes numbers: what is new or differs from what stands is known from now on, and what it overtakes until now; what is
 * unchanged stays. Where a cut is published anew, a group that is no longer in it ends too.
 */
export async function publishObservations(
  tx: Tx,
  release: { readonly id: string; readonly scope: ReleaseRow['scope']; readonly at: string },
  observations: readonly NewObservation[],
): Promise<{ added: number; ended: number }> {
  const given = sql`json_to_recordset(${JSON.stringify(observations)}::json) AS g(indicator text, dimension text,
    "groupCode" text, period text, value float8, unit text, entities int, status text)`
  const same = sql`o.scope = ${release.scope} AND o.known_to IS NULL AND o.indicator = g.indicator
    AND o.dimension = g.dimension AND o.period = g.period`
  const equal = sql`o.group_code = g."groupCode" AND o.value IS NOT DISTINCT FROM g.value AND o.unit = g.unit
    AND (g.entities IS NULL OR o.entities IS NOT DISTINCT FROM g.entities) AND o.status = g.status`
  const ended = await sql`
    UPDATE published_observation o SET known_to = ${release.at}::timestamptz
     WHERE EXISTS (SELECT FROM ${given} WHERE ${same})
       AND NOT EXISTS (SELECT FROM ${given} WHERE ${same} AND ${equal})`.execute(tx)
  const added = await sql`
    INSERT INTO published_observation
      (indicator, scope, dimension, group_code, period, known_from, value, unit, entities, status, release_id)
    SELECT g.indicator, ${release.scope}, g.dimension, g."groupCode", g.period, ${release.at}::timestamptz, g.value, g.unit,
           g.entities, g.status, ${release.id}::uuid
      FROM ${given}
     WHERE NOT EXISTS (SELECT FROM published_observation o WHERE ${same} AND ${equal})`.execute(tx)
  return { added: Number(added.numAffectedRows ?? 0n), ended: Number(ended.numAffectedRows ?? 0n) }
}
