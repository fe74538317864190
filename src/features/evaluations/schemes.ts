import type { Scheme } from '#domain/evaluation'
import { refuse, Refusal } from '#domain/kernel'
import type { Context } from '#platform/http'
import { sql, type Selectable } from 'kysely'
import type { Database } from '#platform/postgres'
import type { BodyOf, ParamsOf, ResponseOf } from '../route-contract.ts'
import { digestOf } from './compute-run.ts'
import type { SchemeRow, SchemeView } from './contract.ts'
import type * as contract from './contract.ts'
import { loadScheme, readDefinition, wireIssue, wireJson, type StoredScheme, type Tx } from './store.ts'

type Row = Omit<
  Selectable<Database['evaluationScheme']>,
  'byId' | 'byName' | 'createdAt' | 'publishedById'
> & {
  readonly ownerName: string | null
}

function selectSchemes(tx: Tx) {
  return tx
    .selectFrom('evaluationScheme as s')
    .leftJoin('organisationName as n', (join) =>
      join.onRef('n.organisationId', '=', 's.ownerId').on(sql<boolean>`n.valid @> current_date`),
    )
    .select([
      's.id',
      's.code',
      's.version',
      's.ownerId',
      's.state',
      's.unitKind',
      's.rhythm',
      's.standing',
      's.definition',
      's.digest',
      's.shipped',
      's.basedOn',
      's.changeNote',
      's.rowVersion',
      's.changedAt',
      's.changedByName',
      's.publishedAt',
      's.publishedByName',
      'n.name as ownerName',
    ])
}

/** What is needed of a definition that may still be a draft in the making. */
function headOf(definition: unknown): { name: { zh: string; en: string }; indicators: number } {
  const plain = definition as {
    readonly name?: { readonly zh?: unknown; readonly en?: unknown }
    readonly nodes?: unknown
  } | null
  const nodes: readonly unknown[] = Array.isArray(plain?.nodes) ? plain.nodes : []
  const word = (value: unknown): string => (typeof value === 'string' ? value : '')
  return {
    name: { zh: word(plain?.name?.zh), en: word(plain?.name?.en) },
    indicators: nodes.filter(
      (node) =>
        typeof node === 'object' &&
        node !== null &&
        'input' in node &&
        node.input !== null &&
        node.input !== undefined,
    ).length,
  }
}

export function schemeRow(ctx: Context, row: Row): SchemeRow {
  const isOffice = ctx.caller.roles.includes('zone_office')
  const isEvaluator = ctx.caller.roles.includes('evaluator')
  const mine = row.ownerId === null ? isOffice : isEvaluator && row.ownerId === ctx.caller.organisationId
  const can: SchemeRow['can'] = []
  if (mine && row.state === 'draft') can.push('change', 'publish', 'delete')
  if (isOffice || isEvaluator) can.push('copy')
  if (mine || isEvaluator) can.push('run')
  return {
    id: row.id,
    code: row.code,
    version: row.version,
    ...headOf(row.definition),
    state: row.state,
    standing: row.standing,
    unitKind: row.unitKind,
    rhythm: row.rhythm,
    shipped: row.shipped,
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? '' },
    basedOn: row.basedOn,
    changeNote: row.changeNote,
    digest: row.digest,
    rowVersion: row.rowVersion,
    changedAt: row.changedAt,
    changedByName: row.changedByName,
    publishedAt: row.publishedAt,
    publishedByName: row.publishedByName,
    can,
  }
}

export function listSchemes(ctx: Context): Promise<ResponseOf<typeof contract.listSchemes>> {
  return ctx.read(async (tx) => {
    const rows = await selectSchemes(tx).orderBy('s.code').orderBy('s.version', 'desc').execute()
    return {
      schemes: rows.map((row) => schemeRow(ctx, row)),
      can: { draft: ctx.caller.roles.some((role) => role === 'zone_office' || role === 'evaluator') },
    }
  })
}

export function readScheme(
  ctx: Context,
  { schemeId }: ParamsOf<typeof contract.readScheme>,
): Promise<SchemeView> {
  return ctx.read((tx) => schemeView(tx, ctx, schemeId))
}

async function schemeView(tx: Tx, ctx: Context, schemeId: string): Promise<SchemeView> {
  const row =
    (await selectSchemes(tx).where('s.id', '=', schemeId).executeTakeFirst()) ??
    refuse('evaluation.not_found')
  const versions = await selectSchemes(tx)
    .where('s.code', '=', row.code)
    .orderBy('s.version', 'desc')
    .execute()
  const read = readDefinition(row.definition)
  const on = await tx
    .selectFrom('evaluationRound as r')
    .innerJoin('evaluationRun as n', 'n.id', 'r.runId')
    .select(['n.id as runId', 'n.snapshotId', 'r.period', 'r.title'])
    .where('r.unitKind', '=', row.unitKind)
    .where('n.state', '=', 'done')
    .orderBy('r.period', 'desc')
    .executeTakeFirst()
  return {
    row: schemeRow(ctx, row),
    definition: wireJson(row.definition),
    issues: read.ok ? [] : read.issues.map(wireIssue),
    versions: versions.map((version) => schemeRow(ctx, version)),
    trialOn: on ?? null,
  }
}

/** Whose a new draft is: the zone's, or the evaluator's own. */
function ownerOf(ctx: Context): string | null {
  if (ctx.caller.roles.includes('zone_office')) return null
  return ctx.caller.organisationId ?? refuse('evaluation.not_yours')
}

export async function draftScheme(
  ctx: Context,
  { from, code, name, unitKind }: BodyOf<typeof contract.draftScheme>,
): Promise<SchemeView> {
  const ownerId = ownerOf(ctx)
  return ctx.inTransaction(async (tx) => {
    const base = from === null ? null : await loadScheme(tx, from)
    const wanted = code ?? base?.code ?? refuse('evaluation.scheme_code_missing')
    const newest = await tx
      .selectFrom('evaluationScheme')
      .select((eb) => eb.fn.max('version').as('version'))
      .where('code', '=', wanted)
      .where('ownerId', ownerId === null ? 'is' : '=', ownerId)
      .executeTakeFirst()
    const taken = (newest?.version ?? 0) > 0
    // Another's code begins its own count of versions; the own code goes on with the next.
    if (taken && code !== null && code !== base?.code)
      refuse('evaluation.scheme_code_taken', { code: wanted })
    const draft = await tx
      .selectFrom('evaluationScheme')
      .select('id')
      .where('code', '=', wanted)
      .where('state', '=', 'draft')
      .where('ownerId', ownerId === null ? 'is' : '=', ownerId)
      .executeTakeFirst()
    if (draft !== undefined) refuse('evaluation.draft_exists', { code: wanted, schemeId: draft.id })
    const version = (newest?.version ?? 0) + 1
    const definition = {
      ...(base === null ? emptyScheme(unitKind ?? 'park') : (base.definition as object)),
      code: wanted,
      version,
      ...(name === null ? {} : { name }),
      ...(base === null || wanted !== base.code || ownerId !== base.ownerId ? { standing: 'own' } : {}),
    }
    const at = ctx.now.toISOString()
    const { id } = await tx
      .insertInto('evaluationScheme')
      .values({
        code: wanted,
        version,
        ownerId,
        state: 'draft',
        ...columnsOf(definition),
        basedOn: base?.id ?? null,
        changeNote: null,
        createdAt: at,
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
        changedAt: at,
        changedByName: ctx.caller.name,
        publishedById: null,
        publishedByName: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.audit(tx, {
      action: 'evaluation.scheme_draft',
      subjectKind: 'evaluation-scheme',
      subjectId: id,
      detail: { code: wanted, version },
    })
    return schemeView(tx, ctx, id)
  })
}

/** What the database keeps beside the definition; of a draft in the making as far as it says. */
function columnsOf(definition: object): {
  readonly unitKind: string
  readonly rhythm: 'year' | 'quarter' | 'month'
  readonly standing: Scheme['standing']
  readonly definition: string
  readonly digest: string
} {
  const { units, rhythm, standing } = definition as Partial<Scheme>
  return {
    unitKind: typeof units === 'string' && units !== '' ? units : 'park',
    rhythm: rhythm === 'quarter' || rhythm === 'month' ? rhythm : 'year',
    standing:
      standing === 'official' || standing === 'assumed' || standing === 'incomplete' ? standing : 'own',
    definition: JSON.stringify(definition),
    digest: digestOf(definition),
  }
}

function emptyScheme(units: string): object {
  return {
    format: 1,
    name: { zh: '', en: '' },
    standing: 'own',
    units,
    rhythm: 'year',
    nodes: [
      {
        code: 'total',
        name: { zh: '综合评价', en: 'Overall' },
        parent: null,
        weight: 1,
        weightRange: null,
        input: null,
        aggregation: null,
        availability: null,
        weighting: null,
        standing: 'assumed',
        note: null,
      },
    ],
  }
}

export async function saveScheme(
  ctx: Context,
  { schemeId }: ParamsOf<typeof contract.saveScheme>,
  { rowVersion, definition, changeNote }: BodyOf<typeof contract.saveScheme>,
): Promise<SchemeView> {
  return ctx.inTransaction(async (tx) => {
    const stored = await draftToChange(tx, schemeId, rowVersion)
    if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
      return refuse('evaluation.scheme_shape', { problem: 'object', detail: '' })
    // Code and version are the draft's own, whatever the definition says.
    const next = { ...definition, code: stored.code, version: stored.version }
    await tx
      .updateTable('evaluationScheme')
      .set({
        ...columnsOf(next),
        changeNote,
        rowVersion: rowVersion + 1,
        changedAt: ctx.now.toISOString(),
        changedByName: ctx.caller.name,
      })
      .where('id', '=', schemeId)
      .execute()
    await ctx.audit(tx, {
      action: 'evaluation.scheme_save',
      subjectKind: 'evaluation-scheme',
      subjectId: schemeId,
      detail: { from: stored.digest, to: digestOf(next) },
    })
    return schemeView(tx, ctx, schemeId)
  })
}

async function draftToChange(tx: Tx, schemeId: string, rowVersion: number): Promise<StoredScheme> {
  const stored = await loadScheme(tx, schemeId)
  if (stored.state === 'published') refuse('evaluation.scheme_published')
  // Locking asks for the right to change: who may not has been answered by then.
  const locked = await loadScheme(tx, schemeId, true)
  if (locked.rowVersion !== rowVersion) refuse('evaluation.stale', { version: locked.rowVersion })
  return locked
}

export async function publishScheme(
  ctx: Context,
  { schemeId }: ParamsOf<typeof contract.publishScheme>,
  { rowVersion, changeNote }: BodyOf<typeof contract.publishScheme>,
): Promise<SchemeView> {
  return ctx.inTransaction(async (tx) => {
    const stored = await draftToChange(tx, schemeId, rowVersion)
    const read = readDefinition(stored.definition)
    if (!read.ok) throw new Refusal(read.issues)
    await tx
      .updateTable('evaluationScheme')
      .set({
        state: 'published',
        changeNote,
        rowVersion: rowVersion + 1,
        publishedAt: ctx.now.toISOString(),
        publishedById: ctx.caller.userId,
        publishedByName: ctx.caller.name,
      })
      .where('id', '=', schemeId)
      .execute()
    await ctx.audit(tx, {
      action: 'evaluation.scheme_publish',
      subjectKind: 'evaluation-scheme',
      subjectId: schemeId,
      detail: { code: stored.code, version: stored.version, digest: stored.digest },
    })
    return schemeView(tx, ctx, schemeId)
  })
}

export async function deleteScheme(
  ctx: Context,
  { schemeId }: ParamsOf<typeof contract.deleteScheme>,
): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const stored = await loadScheme(tx, schemeId)
    if (stored.state === 'published') refuse('evaluation.scheme_published')
    const used = await tx
      .selectFrom('evaluationRun')
      .select('id')
      .where('schemeId', '=', schemeId)
      .executeTakeFirst()
    if (used !== undefined) refuse('evaluation.scheme_was_run')
    const gone = await tx.deleteFrom('evaluationScheme').where('id', '=', schemeId).executeTakeFirst()
    if (gone.numDeletedRows === 0n) refuse('evaluation.not_yours')
    await ctx.audit(tx, {
      action: 'evaluation.scheme_delete',
      subjectKind: 'evaluation-scheme',
      subjectId: schemeId,
      detail: { code: stored.code, version: stored.version },
    })
    return {}
  })
}
