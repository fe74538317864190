import { parseScheme, type EvaluationResult, type UncertaintyResult } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { writeBulletin } from '#platform/documents'
import { TIMEKEEPER, sendAttachment, type Context } from '#platform/http'
import { runInThread } from '#platform/threads'
import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import type { ParamsOf } from '../route-contract.ts'
import type { ColumnSource } from './contract.ts'
import type * as contract from './contract.ts'
import { viewDecisions } from './decisions.ts'
import { groupNamesOf } from './group-names.ts'
import { listObjections } from './objections.ts'
import { loadRound, type RoundRecord } from './round-store.ts'
import { loadRun, type StoredRun } from './runs.ts'
import { loadSnapshot, type Tx } from './store.ts'
import { unitReport } from './unit-report-content.ts'
import type { ReportQuestion, UnitFindings } from './unit-report-findings.ts'
import type { UnitReport } from './unit-report-record.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** 分园评价报告 as .docx, for whom the unit's standing is to be seen; of a park its own only, also after publication. */
export async function downloadUnitReport(
  ctx: Context,
  { runId, unit }: ParamsOf<typeof contract.downloadUnitReport>,
  reply: FastifyReply,
): Promise<unknown> {
  const report = await readUnitReport(ctx, runId, unit)
  const file = await writeBulletin(unitReport(report))
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'evaluation.report',
      subjectKind: 'evaluation-run',
      subjectId: runId,
      detail: { unit },
    }),
  )
  const name = `${report.unit.name.zh}${report.run.period}评价报告.docx`.replace(/[\\/:*?"<>|]/gu, ' ')
  return sendAttachment(reply, Readable.from([Buffer.from(file)]), name, DOCX, file.length)
}

/** Refuses with `evaluation.not_found` what the asker may not see, with `evaluation.run_not_done`. */
export async function readUnitReport(ctx: Context, runId: string, unit: string): Promise<UnitReport> {
  const isPark = ctx.caller.roles.includes('park_committee')
  await ctx.read((tx) => requireStanding(tx, runId, unit, isPark ? ctx.caller.organisationId : undefined))
  // A park may see its own column; what stands around it is read for computing only.
  const hand = isPark ? ctx.actingAs(TIMEKEEPER) : ctx
  const { stored, finishedAt, snapshot } = await hand.read((tx) => readWhole(tx, runId))
  const scheme = parseScheme(stored.definition)
  if (!scheme.ok) throw new Error(`run ${runId} has a scheme that cannot be read`)
  const around = await ctx.read((tx) => readAround(tx, ctx, { stored, unit, kind: scheme.value.units }))
  const objections = around.roundId === null ? [] : (await listObjections(ctx, around.roundId)).objections
  const { beforeId } = around
  const before = beforeId === null ? null : await hand.read((tx) => loadRun(tx, beforeId))
  const result = stored.result as EvaluationResult
  const findings = await runInThread<UnitFindings>(new URL('./unit-report-thread.ts', import.meta.url), {
    definition: stored.definition,
    data: snapshot.data,
    result,
    unit,
    before:
      before === null ? null : { definition: before.definition, result: before.result as EvaluationResult },
  } satisfies ReportQuestion)
  return {
    unit: { code: unit, ...around.named },
    round: around.round,
    run: {
      serial: stored.serial,
      kind: stored.kind,
      period: stored.options.period,
      asOf: snapshot.asOf,
      schemeDigest: stored.schemeDigest,
      dataDigest: stored.dataDigest,
      resultDigest: stored.resultDigest ?? '',
      engineVersion: stored.engineVersion,
      finishedAt,
    },
    scheme: scheme.value,
    result,
    uncertainty: stored.uncertainty as UncertaintyResult | null,
    sources: snapshot.sources as Readonly<Record<string, ColumnSource>>,
    groupNames: around.groupNames,
    findings,
    objections: objections.filter((one) => one.unit === unit),
    decision: around.decision,
  }
}

/** By row-level security: of a park from the review on, of others as they see runs. `parkId`: of nobody else. */
async function requireStanding(
  tx: Tx,
  runId: string,
  unit: string,
  parkId: string | null | undefined,
): Promise<void> {
  let query = tx
    .selectFrom('evaluationStanding')
    .select('unit')
    .where('runId', '=', runId)
    .where('unit', '=', unit)
  if (parkId !== undefined) query = query.where('parkId', '=', parkId)
  if ((await query.executeTakeFirst()) === undefined) refuse('evaluation.not_found')
}

async function readWhole(tx: Tx, runId: string) {
  const stored = await loadRun(tx, runId)
  if (stored.state !== 'done') refuse('evaluation.run_not_done')
  const snapshot = await loadSnapshot(tx, stored.snapshotId)
  const { finishedAt } = await tx
    .selectFrom('evaluationRun')
    .select('finishedAt')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  return { stored, snapshot, finishedAt: finishedAt ?? snapshot.asOf }
}

/** What the asker may know beside the run: names, its round, what was decided, which run came before. */
async function readAround(
  tx: Tx,
  ctx: Context,
  { stored, unit, kind }: { readonly stored: StoredRun; readonly unit: string; readonly kind: string },
) {
  const round =
    stored.kind === 'official' && stored.roundId !== null ? await loadRound(tx, stored.roundId) : null
  const named = await tx
    .selectFrom('evaluationUnit')
    .select(['nameZh', 'nameEn', 'synthetic'])
    .where('kind', '=', kind)
    .where('code', '=', unit)
    .executeTakeFirst()
  const isAdopted = round?.runId === stored.id
  // Of another run of the round nothing was decided.
  const decisions = round !== null && isAdopted ? await viewDecisions(tx, ctx, round) : []
  return {
    roundId: round?.id ?? null,
    round:
      round === null
        ? null
        : { title: round.title, state: round.state, confirmedAt: round.confirmedAt, adopted: isAdopted },
    named: {
      name: { zh: named?.nameZh ?? unit, en: named?.nameEn ?? unit },
      synthetic: named?.synthetic ?? false,
    },
    groupNames: await groupNamesOf(tx, kind),
    decision: decisions.find((one) => one.unit === unit && one.state === 'decided') ?? null,
    beforeId: round === null ? null : await runBefore(tx, round, unit),
  }
}

/** The adopted run of the latest earlier round of the same scheme, where the asker may see this unit’s standing in it. */
async function runBefore(
  tx: Tx,
  { unitKind, schemeCode, period }: RoundRecord,
  unit: string,
): Promise<string | null> {
  const before = await tx
    .selectFrom('evaluationRound as r')
    .innerJoin('evaluationStanding as s', 's.runId', 'r.runId')
    .select('s.runId')
    .where('r.unitKind', '=', unitKind)
    .where('r.schemeCode', '=', schemeCode)
    .where('r.period', '<', period)
    .where('r.state', '<>', 'abandoned')
    .where('s.unit', '=', unit)
    .orderBy('r.period', 'desc')
    .executeTakeFirst()
  return before?.runId ?? null
}
