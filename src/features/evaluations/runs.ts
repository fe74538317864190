import { refuse, Refusal } from '#domain/kernel'
import { EVALUATION_ENGINE_VERSION } from '#domain/evaluation'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { RunOptions } from './compute-run.ts'
import { digestOf } from './compute-run.ts'
import type { RunRow, RunView } from './contract.ts'
import type * as contract from './contract.ts'
import { groupNamesOf } from './group-names.ts'
import { gatherSnapshot, keepSnapshot } from './gather-snapshot.ts'
import { RUN_QUEUE } from './run-queue.ts'
import { loadScheme, loadSnapshot, readDefinition, wireJson, type Tx } from './store.ts'

interface StoredRow {
  readonly id: string
  readonly serial: string | number
  readonly kind: RunRow['kind']
  readonly name: string | null
  readonly roundId: string | null
  readonly schemeId: string
  readonly schemeCode: string
  readonly schemeVersion: number
  readonly schemeName: { readonly zh: string; readonly en: string }
  readonly snapshotId: string
  readonly period: string
  readonly asOf: string
  readonly state: RunRow['state']
  readonly options: RunOptions
  readonly own: { readonly replications?: number } | null
  readonly jobId: string | null
  readonly done: number | null
  readonly total: number | null
  readonly startedAt: string | null
  readonly schemeDigest: string
  readonly dataDigest: string
  readonly resultDigest: string | null
  readonly engineVersion: string
  readonly milliseconds: number | null
  readonly at: string
  readonly finishedAt: string | null
  readonly byName: string
  readonly byId: string | null
  readonly adopted: boolean
  readonly roundState: string | null
  readonly roundSnapshotId: string | null
  readonly ownerId: string | null
}

/** Without the large columns. Progress comes from the job, which its starter sees. */
function selectRuns(where: ReturnType<typeof sql<boolean>>) {
  return sql<StoredRow>`
    SELECT n.id, n.serial, n.kind, n.name, n.round_id, n.scheme_id, d.code AS scheme_code,
           d.version AS scheme_version, d.name AS scheme_name, n.snapshot_id,
           n.options->>'period' AS period, s.as_of, n.state, n.options, d.uncertainty AS own, n.job_id,
           j.done, j.total, j.started_at, n.scheme_digest, n.data_digest, n.result_digest, n.engine_version, n.milliseconds,
           n.at, n.finished_at, n.by_name, n.by_id, coalesce(r.run_id = n.id, false) AS adopted, r.state AS round_state,
           r.snapshot_id AS round_snapshot_id, n.owner_id
      FROM evaluation_run n
      -- Read once for all of them: a definition is long.
      CROSS JOIN LATERAL json_to_record(n.definition) AS d (code text, version integer, name json, uncertainty json)
      JOIN evaluation_snapshot s ON s.id = n.snapshot_id
      LEFT JOIN evaluation_round r ON r.id = n.round_id
      LEFT JOIN job j ON j.id = n.job_id
     WHERE ${where} ORDER BY n.serial DESC LIMIT 500`
}

function runRow(ctx: Context, row: StoredRow): RunRow {
  const isOffice = ctx.caller.roles.includes('zone_office')
  const mine = row.ownerId === null ? isOffice : row.ownerId === ctx.caller.organisationId
  const can: RunRow['can'] = []
  if (mine && (row.state === 'queued' || row.state === 'running')) can.push('cancel')
  if (
    isOffice &&
    row.kind === 'official' &&
    row.state === 'done' &&
    !row.adopted &&
    row.snapshotId === row.roundSnapshotId &&
    (row.roundState === 'frozen' || row.roundState === 'computed' || row.roundState === 'review')
  )
    can.push('adopt')
  return {
    id: row.id,
    serial: Number(row.serial),
    kind: row.kind,
    name: row.name,
    roundId: row.roundId,
    scheme: {
      id: row.schemeId,
      code: row.schemeCode,
      version: row.schemeVersion,
      name: row.schemeName,
    },
    snapshotId: row.snapshotId,
    period: row.period,
    asOf: row.asOf,
    state: row.state,
    replications: row.options.replications ?? row.own?.replications ?? 0,
    jobId: row.jobId,
    progress:
      row.state === 'running' || row.state === 'queued'
        ? { done: row.done ?? 0, total: row.total ?? 0, startedAt: row.startedAt }
        : null,
    schemeDigest: row.schemeDigest,
    dataDigest: row.dataDigest,
    resultDigest: row.resultDigest,
    engineVersion: row.engineVersion,
    milliseconds: row.milliseconds,
    at: row.at,
    finishedAt: row.finishedAt,
    byName: row.byName,
    adopted: row.adopted,
    can,
  }
}

/** Runs of a round, for its page. */
export async function runsOfRound(tx: Tx, ctx: Context, roundId: string): Promise<RunRow[]> {
  const { rows } = await selectRuns(sql<boolean>`n.round_id = ${roundId}`).execute(tx)
  return rows.map((row) => runRow(ctx, row))
}

export function listRuns(
  ctx: Context,
  { roundId, schemeId, snapshotId }: QueryOf<typeof contract.listRuns>,
): Promise<ResponseOf<typeof contract.listRuns>> {
  return ctx.read(async (tx) => {
    const conditions = [sql<boolean>`true`]
    if (roundId !== undefined) conditions.push(sql<boolean>`n.round_id = ${roundId}`)
    if (schemeId !== undefined) conditions.push(sql<boolean>`n.scheme_id = ${schemeId}`)
    if (snapshotId !== undefined) conditions.push(sql<boolean>`n.snapshot_id = ${snapshotId}`)
    const { rows } = await selectRuns(sql<boolean>`${sql.join(conditions, sql` AND `)}`).execute(tx)
    return {
      runs: rows.map((row) => runRow(ctx, row)),
      can: { run: ctx.caller.roles.some((role) => role === 'zone_office' || role === 'evaluator') },
    }
  })
}

async function rowOf(tx: Tx, ctx: Context, runId: string): Promise<RunRow> {
  const { rows } = await selectRuns(sql<boolean>`n.id = ${runId}`).execute(tx)
  return runRow(ctx, rows[0] ?? refuse('evaluation.not_found'))
}

/** A run with everything that it stood on and found. Refuses with `evaluation.not_found` what the caller may not see. */
export function readRun(ctx: Context, { runId }: ParamsOf<typeof contract.readRun>): Promise<RunView> {
  return ctx.read(async (tx) => {
    const row = await rowOf(tx, ctx, runId)
    const stored = await loadRun(tx, runId)
    const snapshot = await loadSnapshot(tx, row.snapshotId)
    const round =
      row.roundId === null
        ? undefined
        : await tx
            .selectFrom('evaluationRound')
            .select(['id', 'title', 'period', 'state', 'unitKind'])
            .where('id', '=', row.roundId)
            .executeTakeFirst()
    const kind = (stored.definition as { readonly units: string }).units
    const names = await tx
      .selectFrom('evaluationUnit')
      .select(['code', 'nameZh', 'nameEn'])
      .where('kind', '=', kind)
      .execute()
    const before = await tx
      .selectFrom('evaluationRound')
      .select(['runId', 'period'])
      .where('unitKind', '=', kind)
      .where('schemeCode', '=', row.scheme.code)
      .where('period', '<', row.period)
      .where('runId', 'is not', null)
      .where(sql<boolean>`EXISTS (SELECT FROM evaluation_run n WHERE n.id = evaluation_round.run_id)`)
      .orderBy('period', 'desc')
      .executeTakeFirst()
    return {
      row,
      round:
        round === undefined
          ? null
          : { id: round.id, title: round.title, period: round.period, state: round.state },
      definition: wireJson(stored.definition),
      data: snapshot.data as RunView['data'],
      sources: snapshot.sources as RunView['sources'],
      unitNames: Object.fromEntries(
        names.map(({ code, nameZh, nameEn }) => [code, { zh: nameZh, en: nameEn }]),
      ),
      groupNames: await groupNamesOf(tx, kind),
      issues: (stored.issues as RunView['issues'] | null) ?? [],
      result: stored.result as RunView['result'],
      uncertainty: stored.uncertainty as RunView['uncertainty'],
      before:
        before?.runId === null || before === undefined
          ? null
          : { runId: before.runId, period: before.period },
    }
  })
}

export interface StoredRun {
  readonly id: string
  readonly serial: number
  readonly kind: RunRow['kind']
  readonly roundId: string | null
  readonly schemeId: string
  readonly snapshotId: string
  readonly definition: unknown
  readonly options: RunOptions
  readonly state: RunRow['state']
  readonly issues: unknown
  readonly result: unknown
  readonly uncertainty: unknown
  readonly schemeDigest: string
  readonly dataDigest: string
  readonly resultDigest: string | null
  readonly engineVersion: string
  readonly jobId: string | null
}

export async function loadRun(tx: Tx, runId: string): Promise<StoredRun> {
  const row =
    (await tx
      .selectFrom('evaluationRun')
      .select([
        'id',
        'serial',
        'kind',
        'roundId',
        'schemeId',
        'snapshotId',
        'definition',
        'options',
        'state',
        'issues',
        'result',
        'uncertainty',
        'schemeDigest',
        'dataDigest',
        'resultDigest',
        'engineVersion',
        'jobId',
      ])
      .where('id', '=', runId)
      .executeTakeFirst()) ?? refuse('evaluation.not_found')
  return { ...row, serial: Number(row.serial), options: row.options as RunOptions }
}

type Start = BodyOf<typeof contract.startRun>

/** Puts a run into the queue: an official one on the round's frozen data, a trial, or an evaluator's variant. */
export async function startRun(
  ctx: Context,
  request: Start,
  { queued = true }: { readonly queued?: boolean } = {},
): Promise<RunRow> {
  const isEvaluator = ctx.caller.roles.includes('evaluator')
  const { scheme, round } = await ctx.read(async (tx) => ({
    scheme: await loadScheme(tx, request.schemeId),
    round: request.roundId === null ? null : await roundOf(tx, request.roundId),
  }))
  const official = round !== null && round.schemeId === scheme.id && !isEvaluator
  const read = readDefinition(scheme.definition)
  if (!read.ok) throw new Refusal(read.issues)
  if (official && read.scheme.standing === 'incomplete')
    refuse('evaluation.incomplete_scheme', { scheme: scheme.code })
  const data =
    request.snapshotId ??
    round?.snapshotId ??
    (round !== null
      ? refuse('evaluation.not_frozen')
      : isEvaluator
        ? refuse('evaluation.snapshot_missing')
        : await gatherSnapshot(ctx, {
            schemeId: scheme.id,
            scheme: read.scheme,
            period: request.period ?? refuse('evaluation.period_missing'),
            roundId: null,
            basedOn: null,
            corrections: [],
            reason: request.name,
          }))
  return ctx.inTransaction(async (tx) => {
    const snapshotId = typeof data === 'string' ? data : (await keepSnapshot(tx, ctx, data)).id
    const snapshot = await loadSnapshot(tx, snapshotId)
    if (official && snapshot.id !== round.snapshotId) refuse('evaluation.snapshot_of_round')
    const userId = ctx.caller.userId ?? refuse('access.not_signed_in')
    const options: RunOptions = {
      period: request.period ?? snapshot.period,
      official,
      replications: request.replications,
      seed: request.seed,
    }
    const at = ctx.now.toISOString()
    const { id: jobId } = await tx
      .insertInto('job')
      .values({
        kind: 'evaluation-run',
        input: JSON.stringify({ scheme: scheme.code, version: scheme.version, period: options.period }),
        createdBy: userId,
        createdAt: at,
        note: `${scheme.code} ${options.period}`,
        startedAt: null,
        finishedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('evaluationRun')
      .values({
        kind: isEvaluator ? 'variant' : official ? 'official' : 'trial',
        roundId: round?.id ?? null,
        schemeId: scheme.id,
        definition: JSON.stringify(scheme.definition),
        snapshotId,
        ownerId: isEvaluator ? ctx.caller.organisationId : null,
        name: request.name,
        options: JSON.stringify(options),
        schemeDigest: digestOf(scheme.definition),
        dataDigest: snapshot.digest,
        engineVersion: EVALUATION_ENGINE_VERSION,
        jobId,
        issues: null,
        result: null,
        uncertainty: null,
        resultDigest: null,
        milliseconds: null,
        at,
        byId: userId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.audit(tx, {
      action: 'evaluation.run',
      subjectKind: 'evaluation-run',
      subjectId: id,
      detail: { scheme: scheme.code, version: scheme.version, period: options.period, official },
    })
    if (queued) await ctx.enqueue(tx, RUN_QUEUE.name, { runId: id, jobId, userId })
    return rowOf(tx, ctx, id)
  })
}

async function roundOf(tx: Tx, roundId: string) {
  return (
    (await tx
      .selectFrom('evaluationRound')
      .select(['id', 'schemeId', 'snapshotId', 'state', 'period'])
      .where('id', '=', roundId)
      .executeTakeFirst()) ?? refuse('evaluation.not_found')
  )
}

/** Asks a run to stop: one that waits ends at once, one that works when its thread is told. */
export async function cancelRun(
  ctx: Context,
  { runId }: ParamsOf<typeof contract.cancelRun>,
): Promise<RunRow> {
  return ctx.inTransaction(async (tx) => {
    const row = await rowOf(tx, ctx, runId)
    if (!row.can.includes('cancel')) refuse('evaluation.run_ended')
    // The job is its starter's own; colleagues of the office stop each other's runs all the same.
    await sql`SELECT ask_run_to_stop(${runId})`.execute(tx)
    await ctx.audit(tx, {
      action: 'evaluation.run_cancel',
      subjectKind: 'evaluation-run',
      subjectId: runId,
    })
    return rowOf(tx, ctx, runId)
  })
}
