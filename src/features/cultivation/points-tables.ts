import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { canonicalJson, refuse, type Json } from '#domain/kernel'
import { readZoneBook } from '#features/rules'
import { sendExport, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { Selectable } from 'kysely'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { PointsDefinition, type PointsFinding, type PointsTable } from './contract.ts'
import type * as contract from './contract.ts'
import { checkPoints } from './points-book.ts'
import { FRAME, readPointsSheet, writePointsTemplate } from './points-sheet.ts'
import { dayOf, hasRole, type Tx } from './store.ts'

type Stored = Selectable<Database['pointsTable']>

/** Newest version first. */
async function loadTables(tx: Tx): Promise<Stored[]> {
  return tx.selectFrom('pointsTable').selectAll().orderBy('version', 'desc').execute()
}

/**
 * The table in force on a day: published, begun, the latest beginning; where two begin the same day the operator’s own before what
 * was shipped, then the newer.
 */
export function inForce(tables: readonly Stored[], on: string): Stored | null {
  return (
    tables
      .filter(({ state, validFrom }) => state === 'published' && validFrom <= on)
      .toSorted(
        (a, b) =>
          Number(a.shipped) - Number(b.shipped) ||
          b.validFrom.localeCompare(a.validFrom) ||
          b.version - a.version,
      )[0] ?? null
  )
}

export async function tableInForce(tx: Tx, on: string): Promise<Stored | null> {
  return inForce(await loadTables(tx), on)
}

export async function loadTable(tx: Tx, id: string, lock = false): Promise<Stored> {
  const query = tx.selectFrom('pointsTable').selectAll().where('id', '=', id)
  return (await (lock ? query.forUpdate() : query).executeTakeFirst()) ?? refuse('cultivation.not_found')
}

function viewOf(ctx: Context, stored: Stored, all: readonly Stored[]): PointsTable {
  const definition = PointsDefinition.parse(stored.definition)
  const office = hasRole(ctx, 'zone_office')
  const later = all
    .filter(
      ({ state, shipped, validFrom }) =>
        state === 'published' && shipped === stored.shipped && validFrom > stored.validFrom,
    )
    .map(({ validFrom }) => validFrom)
    .sort()[0]
  return {
    id: stored.id,
    version: stored.version,
    title: definition.title,
    source: definition.source,
    example: stored.example,
    shipped: stored.shipped,
    state: stored.state,
    validFrom: stored.validFrom,
    validTo: stored.state === 'published' ? (later ?? null) : null,
    stages: definition.stages.map(({ code, title }) => ({ code, title })),
    indicators: definition.indicators.length,
    digest: stored.digest,
    at: stored.at,
    byName: stored.byName,
    publishedAt: stored.publishedAt,
    publishedByName: stored.publishedByName,
    rowVersion: stored.rowVersion,
    can:
      !office || stored.state === 'withdrawn'
        ? []
        : stored.state === 'draft'
          ? ['publish', 'delete']
          : ['withdraw'],
  }
}

export function listPointsTables(ctx: Context): Promise<ResponseOf<typeof contract.listPointsTables>> {
  return ctx.read(async (tx) => {
    const tables = await loadTables(tx)
    return {
      tables: tables.map((table) => viewOf(ctx, table, tables)),
      current: inForce(tables, dayOf(ctx.now))?.id ?? null,
      can: { upload: hasRole(ctx, 'zone_office') },
    }
  })
}

export function readPointsTable(
  ctx: Context,
  tableId: string,
): Promise<ResponseOf<typeof contract.readPointsTable>> {
  return ctx.read(async (tx) => {
    const stored = await loadTable(tx, tableId)
    const { findings } = checkPoints(stored.definition, await readZoneBook(tx), dayOf(ctx.now))
    return {
      table: viewOf(ctx, stored, await loadTables(tx)),
      definition: PointsDefinition.parse(stored.definition),
      findings: [...findings],
    }
  })
}

export function downloadPointsTemplate(
  ctx: Context,
  { format }: QueryOf<typeof contract.downloadPointsTemplate>,
  reply: FastifyReply,
): Promise<unknown> {
  const name = `创新积分指标表模板.${format}`
  if (format === 'xlsx')
    return sendExport(reply, { name, mediaType: XLSX }, (save) => save(writePointsTemplate()))
  const frame = {
    title: { zh: '', en: '' },
    source: '',
    example: false,
    validFrom: `${dayOf(ctx.now).slice(0, 4)}-01-01`,
    stages: FRAME.stages,
    groups: FRAME.groups,
    indicators: FRAME.groups.map(({ code }) => ({
      id: '',
      group: code,
      title: { zh: '', en: '' },
      points: '',
      maximum: 10,
      weights: Object.fromEntries(FRAME.stages.map((stage) => [stage.code, 0])),
      note: null,
    })),
  }
  return sendExport(reply, { name, mediaType: 'application/json' }, (save) =>
    save(Readable.from([`${JSON.stringify(frame, null, 2)}\n`])),
  )
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A table that can be read is kept as a draft with its findings; one that cannot leaves nothing behind. */
export async function uploadPointsTable(
  ctx: Context,
  request: FastifyRequest,
): Promise<ResponseOf<typeof contract.uploadPointsTable>> {
  const { name, bytes } = await receive(request)
  const { json, findings: readFindings } = await read(name, bytes)
  return ctx.inTransaction(async (tx) => {
    const today = dayOf(ctx.now)
    const checked =
      json === null ? { definition: null, findings: [] } : checkPoints(json, await readZoneBook(tx), today)
    const findings: PointsFinding[] = [...readFindings, ...checked.findings]
    const { definition } = checked
    if (definition === null || readFindings.some(({ severity }) => severity === 'error'))
      return { table: null, findings }
    const { id } = await tx
      .insertInto('pointsTable')
      .values({
        definition: JSON.stringify(definition),
        digest: digestOf(definition),
        state: 'draft',
        example: definition.example,
        validFrom: definition.validFrom,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        publishedAt: null,
        publishedById: null,
        publishedByName: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const table = viewOf(ctx, await loadTable(tx, id), await loadTables(tx))
    await ctx.audit(tx, {
      action: 'cultivation.points-upload',
      subjectKind: 'points-table',
      subjectId: id,
      detail: { version: table.version, digest: table.digest, file: name },
    })
    return { table, findings }
  })
}

const MOST_BYTES = 5 * 1024 ** 2

async function receive(request: FastifyRequest): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) refuse('cultivation.file_missing')
  let received: { name: string; bytes: Buffer } | null = null
  for await (const part of request.files()) {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of part.file) {
      const piece = chunk as Buffer
      size += piece.length
      if (size <= MOST_BYTES) chunks.push(piece)
    }
    if (size > MOST_BYTES || part.file.truncated) refuse('documents.too_large')
    received ??= { name: part.filename, bytes: Buffer.concat(chunks) }
  }
  return received ?? refuse('cultivation.file_missing')
}

async function read(
  name: string,
  bytes: Buffer,
): Promise<{ json: unknown; findings: readonly PointsFinding[] }> {
  if (/\.xlsx$/iu.test(name)) return readPointsSheet(bytes)
  if (!/\.json$/iu.test(name)) return refuse('cultivation.points_file_kind', { name })
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), findings: [] }
  } catch (problem) {
    // Not UTF-8, or not JSON: the file is at fault.
    if (problem instanceof SyntaxError || problem instanceof TypeError)
      return {
        json: null,
        findings: [{ severity: 'error', code: 'cultivation.points_not_json', path: [], params: {} }],
      }
    throw problem
  }
}

export function digestOf(definition: PointsDefinition): string {
  // Parsed by zod: nothing but JSON is in it.
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(definition)) as Json))
    .digest('hex')
}

export function actOnPointsTable(
  ctx: Context,
  tableId: string,
  { rowVersion, act }: BodyOf<typeof contract.actOnPointsTable>,
): Promise<PointsTable> {
  return ctx.inTransaction(async (tx) => {
    const stored = await loadTable(tx, tableId, true)
    if (stored.rowVersion !== rowVersion) refuse('cultivation.stale', { version: stored.rowVersion })
    if (act === 'publish') {
      if (stored.state !== 'draft') refuse('cultivation.points_not_draft', { state: stored.state })
      const { findings } = checkPoints(stored.definition, await readZoneBook(tx), dayOf(ctx.now))
      const errors = findings.filter(({ severity }) => severity === 'error').length
      if (errors > 0) refuse('cultivation.points_errors', { count: errors })
    } else if (stored.state !== 'published')
      refuse('cultivation.points_not_published', { state: stored.state })
    await tx
      .updateTable('pointsTable')
      .set({
        ...(act === 'publish'
          ? {
              state: 'published' as const,
              publishedAt: ctx.now.toISOString(),
              publishedById: ctx.caller.userId,
              publishedByName: ctx.caller.name,
            }
          : { state: 'withdrawn' as const }),
        rowVersion: rowVersion + 1,
      })
      .where('id', '=', tableId)
      .execute()
    const table = viewOf(ctx, await loadTable(tx, tableId), await loadTables(tx))
    await ctx.audit(tx, {
      action: `cultivation.points-${act}`,
      subjectKind: 'points-table',
      subjectId: tableId,
      detail: { version: table.version, digest: table.digest },
    })
    return table
  })
}

export function deletePointsTable(ctx: Context, tableId: string): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const stored = await loadTable(tx, tableId, true)
    if (stored.state !== 'draft') refuse('cultivation.points_not_draft', { state: stored.state })
    await tx.deleteFrom('pointsTable').where('id', '=', tableId).execute()
    await ctx.audit(tx, {
      action: 'cultivation.points-delete',
      subjectKind: 'points-table',
      subjectId: tableId,
      detail: { version: stored.version, digest: stored.digest },
    })
    return {}
  })
}
