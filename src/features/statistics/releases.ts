import { sql } from 'kysely'
import { periodById, refuse, type Period } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { analyticsOf } from './analytics-place.ts'
import type { ReleaseCell, ReleaseContent, ReleaseView } from './contract.ts'
import type * as contract from './contract.ts'
import { feedAnalytics } from './feed-analytics.ts'
import { DEFAULT_RELEASE_RULE, computeContent, isSynthetic } from './release-content.ts'
import { readPublishable } from './release-numbers.ts'
import {
  listReleaseRows,
  loadRelease,
  publishObservations,
  type LoadedRelease,
  type NewObservation,
  type StoredRelease,
} from './release-store.ts'
import { chaptersOf, periodWords } from './release-words.ts'
import type { Tx } from './store.ts'

type Choices = BodyOf<typeof contract.draftRelease>

export function listReleases(ctx: Context): Promise<ResponseOf<typeof contract.listReleases>> {
  return ctx.read(async (tx) => ({
    releases: (await listReleaseRows(tx, { limit: 500, offset: 0 })).rows,
    can: { draft: ctx.caller.roles.includes('zone_office') },
  }))
}

export function readRelease(
  ctx: Context,
  { releaseId }: ParamsOf<typeof contract.readRelease>,
): Promise<ReleaseView> {
  return ctx.read(async (tx) => viewOf(ctx, await loadRelease(tx, releaseId)))
}

export function readReleaseChoices(ctx: Context): Promise<ResponseOf<typeof contract.readReleaseChoices>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<{
      rhythm: 'year' | 'quarter' | 'month'
      period: string
      final: number
      locked: boolean
    }>`
      SELECT f.rhythm, p.period, sum(c.final)::int AS final, bool_and(p.locked_at IS NOT NULL) AS locked
        FROM statistics_period p
        JOIN statistics_form f ON f.code = p.form AND f.version = p.form_version
        CROSS JOIN LATERAL (SELECT count(*) AS final FROM statistics_filing s
                             WHERE s.form = p.form AND s.period = p.period AND s.final) c
       WHERE c.final > 0 GROUP BY f.rhythm, p.period ORDER BY p.period DESC`.execute(tx)
    const indicators = await readPublishable(tx)
    return {
      rhythms: (['year', 'quarter', 'month'] as const).map((rhythm) => ({
        rhythm,
        periods: rows.filter((row) => row.rhythm === rhythm).map(({ rhythm: _, ...row }) => row),
        indicators: indicators
          .filter(({ compiled }) => compiled.definition.rhythm === rhythm)
          .map(({ compiled: { definition }, additive }) => ({
            code: definition.code,
            name: definition.name,
            unit: definition.unit,
            additive,
          })),
      })),
      rule: DEFAULT_RELEASE_RULE,
    }
  })
}

/** Computes the numbers and keeps them as a draft; nothing is public yet. */
export async function draftRelease(ctx: Context, choices: Choices): Promise<ReleaseView> {
  const { stored, head } = await prepare(ctx, choices)
  const releaseId = await ctx.inTransaction(async (tx) => {
    const { id } = await tx
      .insertInto('statisticsRelease')
      .values({
        ...head,
        content: JSON.stringify(stored),
        createdAt: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        publishedAt: null,
        publishedByName: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await auditOf(tx, ctx, 'release.draft', id, stored.content)
    return id
  })
  return readRelease(ctx, { releaseId })
}

/** Computes a draft anew. */
export async function changeRelease(
  ctx: Context,
  { releaseId }: ParamsOf<typeof contract.changeRelease>,
  { version, choices }: BodyOf<typeof contract.changeRelease>,
): Promise<ReleaseView> {
  // Before the work, and again with the row locked.
  await ctx.read(async (tx) => requireDraft(await loadRelease(tx, releaseId), version))
  const { stored, head } = await prepare(ctx, choices)
  await ctx.inTransaction(async (tx) => {
    requireDraft(await loadRelease(tx, releaseId, true), version)
    await tx
      .updateTable('statisticsRelease')
      .set({ ...head, content: JSON.stringify(stored), version: version + 1 })
      .where('id', '=', releaseId)
      .execute()
    await auditOf(tx, ctx, 'release.change', releaseId, stored.content)
  })
  return readRelease(ctx, { releaseId })
}

/**
 * Publishes a draft: its numbers are open data from now on. Refused where another release came out since it was computed, because
 * both together might tell what each keeps back.
 */
export async function publishRelease(
  ctx: Context,
  { releaseId }: ParamsOf<typeof contract.publishRelease>,
  { version }: BodyOf<typeof contract.publishRelease>,
): Promise<ReleaseView> {
  await ctx.inTransaction(async (tx) => {
    // One after the other, so that each sees what the others have published.
    await sql`SELECT pg_advisory_xact_lock(hashtext('statistics_release'))`.execute(tx)
    const release = await loadRelease(tx, releaseId, true)
    requireDraft(release, version)
    const { content } = release
    const since = await tx
      .selectFrom('statisticsRelease')
      .select('id')
      .where('state', '=', 'published')
      .where('publishedAt', '>', release.row.dataAsOf)
      .where(sql<boolean>`content->'content'->>'scope' = ${content.scope}`)
      .executeTakeFirst()
    if (since !== undefined) refuse('statistics.release_outdated', { releaseId: since.id })
    const at = ctx.now.toISOString()
    const stored: StoredRelease = { content: withoutReasons(content), chapters: release.chapters }
    await tx
      .updateTable('statisticsRelease')
      .set({
        state: 'published',
        content: JSON.stringify(stored),
        publishedAt: at,
        publishedByName: ctx.caller.name,
        version: version + 1,
      })
      .where('id', '=', releaseId)
      .execute()
    const changed = await publishObservations(
      tx,
      { id: releaseId, scope: content.scope, at },
      observationsOf(stored.content),
    )
    await ctx.audit(tx, {
      action: 'release.publish',
      subjectKind: 'release',
      subjectId: releaseId,
      // Whether a second pair of eyes has seen it stays on record.
      detail: { period: content.period, ...changed, draftedBySame: release.byId === ctx.caller.userId },
    })
  })
  return readRelease(ctx, { releaseId })
}

async function prepare(ctx: Context, choices: Choices) {
  const period = periodById(choices.period)
  const place = analyticsOf(ctx)
  await feedAnalytics(place)
  const dataAsOf = ctx.now.toISOString()
  const { content, synthetic, zone } = await place.store.read((query) =>
    ctx.read(async (tx) => {
      const computed = await computeContent(tx, ctx, query, choices, dataAsOf)
      return { content: computed, synthetic: await isSynthetic(tx, computed), zone: await readZoneName(tx) }
    }),
  )
  const title = titleOf(zone, period)
  const stored: StoredRelease = { content, chapters: chaptersOf(content) }
  return {
    stored,
    head: {
      titleZh: choices.titleZh === '' ? title.zh : choices.titleZh,
      titleEn: choices.titleEn === '' ? title.en : choices.titleEn,
      rhythm: rhythmOf(period),
      period: content.period,
      dataAsOf,
      note: choices.note,
      synthetic,
    },
  }
}

function rhythmOf(period: Period | null): 'year' | 'quarter' | 'month' {
  const rhythm = period?.rhythm
  return rhythm === 'year' || rhythm === 'quarter' || rhythm === 'month'
    ? rhythm
    : refuse('statistics.release_period', { period: period?.id ?? '' }, ['period'])
}

async function readZoneName(tx: Tx): Promise<{ zh: string; en: string }> {
  const row = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['n.name', 'n.nameEn'])
    .where('o.kind', '=', 'zone')
    .where(sql<boolean>`n.valid @> current_date`)
    .executeTakeFirst()
  return { zh: row?.name ?? '示范区', en: row?.nameEn ?? 'the zone' }
}

function titleOf(zone: { zh: string; en: string }, period: Period | null): { zh: string; en: string } {
  const words = periodWords(period?.id ?? '')
  return period?.rhythm === 'year'
    ? { zh: `${zone.zh}${words.zh}统计公报`, en: `Statistical bulletin of ${zone.en}, ${words.en}` }
    : { zh: `${zone.zh}${words.zh}主要指标统计公报`, en: `Main figures of ${zone.en}, ${words.en}` }
}

function requireDraft({ row }: LoadedRelease, version: number): void {
  if (row.state !== 'draft') refuse('statistics.release_published')
  if (row.version !== version) refuse('statistics.stale', { version: row.version })
}

function viewOf(ctx: Context, { row, note, byId, content, chapters }: LoadedRelease): ReleaseView {
  const isOffice = ctx.caller.roles.includes('zone_office')
  const isDraft = row.state === 'draft'
  return {
    release: row,
    note,
    content,
    chapters,
    draftedByCaller: byId !== null && byId === ctx.caller.userId,
    can: { change: isOffice && isDraft, publish: isOffice && isDraft },
  }
}

function auditOf(tx: Tx, ctx: Context, action: string, id: string, content: ReleaseContent): Promise<void> {
  return ctx.audit(tx, {
    action,
    subjectKind: 'release',
    subjectId: id,
    detail: { period: content.period, scope: content.scope, indicators: content.indicators.length },
  })
}

/** Why a number is kept back says something about those behind it. */
function withoutReasons(content: ReleaseContent): ReleaseContent {
  const plain = <T extends ReleaseCell>(cell: T): T => ({ ...cell, why: null })
  return {
    ...content,
    zone: content.zone.map(plain),
    tables: content.tables.map((table) => ({
      ...table,
      cells: table.cells.map((cells) => cells.map((cell) => (cell === null ? null : plain(cell)))),
    })),
  }
}

/** Every number that a release tells, each once. Nothing reported is no number. */
export function observationsOf(content: ReleaseContent): NewObservation[] {
  const all = new Map<string, NewObservation>()
  const add = (
    indicator: ReleaseContent['indicators'][number],
    dimension: string,
    groupCode: string,
    period: string,
    value: number | null,
    status: ReleaseCell['status'],
    entities: number | null = null,
  ) => {
    if (status === 'M') return
    const key = [indicator.code, dimension, groupCode, period].join('\n')
    if (all.has(key)) return
    all.set(key, {
      indicator: indicator.code,
      dimension,
      groupCode,
      period,
      value,
      unit: indicator.unit,
      entities,
      status,
    })
  }
  content.indicators.forEach((indicator, place) => {
    const both = (dimension: string, group: string, cell: ReleaseCell, entities: number | null) => {
      add(indicator, dimension, group, content.period, cell.value, cell.status, entities)
      add(indicator, dimension, group, content.comparison, cell.before, cell.beforeStatus)
    }
    const zone = content.zone[place]
    if (zone !== undefined) both('zone', '', zone, zone.entities)
    for (const table of content.tables)
      table.groups.forEach(({ code }, row) => {
        const cell = table.cells[row]?.[place] ?? null
        if (cell !== null) both(table.cut, code, cell, null)
      })
    for (const { period, value, status } of content.trends.find((one) => one.indicator === indicator.code)
      ?.points ?? [])
      add(indicator, 'zone', '', period, value, status)
  })
  return [...all.values()]
}
