/** Runs: started, watched, read with every step, exported, replayed. */
import { z } from 'zod'
import { BUSINESS_ROLES, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { ColumnSource, WireData, WireResult, WireUncertainty } from './contract-result.ts'
import {
  Digest,
  GroupNames,
  Named,
  PeriodId,
  RunKind,
  RunState,
  SchemeCode,
  WireIssue,
} from './contract-shared.ts'

export const RunRow = z.object({
  id: Uuid,
  serial: z.int(),
  kind: RunKind,
  name: z.string().nullable(),
  roundId: Uuid.nullable(),
  scheme: z.object({ id: Uuid, code: SchemeCode, version: z.int(), name: Named }),
  snapshotId: Uuid,
  period: PeriodId,
  asOf: Moment,
  state: RunState,
  /** Replications asked for; 0: no uncertainty. */
  replications: z.int(),
  jobId: Uuid.nullable(),
  /** While it runs: done of total steps. */
  progress: z.object({ done: z.int(), total: z.int(), startedAt: Moment.nullable() }).nullable(),
  schemeDigest: Digest,
  dataDigest: Digest,
  resultDigest: Digest.nullable(),
  engineVersion: z.string(),
  milliseconds: z.int().nullable(),
  at: Moment,
  finishedAt: Moment.nullable(),
  byName: z.string(),
  /** The round's own, on which its standings rest. */
  adopted: z.boolean(),
  can: z.array(z.enum(['cancel', 'adopt'])),
})
export type RunRow = z.infer<typeof RunRow>

export const RunView = z.object({
  row: RunRow,
  round: z.object({ id: Uuid, title: z.string(), period: PeriodId, state: z.string() }).nullable(),
  /** As `parseScheme` reads it. */
  definition: z.json(),
  data: WireData,
  /** By column. */
  sources: z.record(z.string(), ColumnSource),
  unitNames: z.record(z.string(), Named),
  groupNames: GroupNames,
  issues: z.array(WireIssue),
  result: WireResult.nullable(),
  uncertainty: WireUncertainty.nullable(),
  /** The finished official run of the year before with the same units, for year to year. */
  before: z.object({ runId: Uuid, period: PeriodId }).nullable(),
})
export type RunView = z.infer<typeof RunView>

export const listRuns = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs',
  summary: 'Runs that the caller sees, newest first',
  access: BUSINESS_ROLES,
  query: z.object({ roundId: Uuid.optional(), schemeId: Uuid.optional(), snapshotId: Uuid.optional() }),
  response: z.object({ runs: z.array(RunRow), can: z.object({ run: z.boolean() }) }),
})
export const readRun = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs/:runId',
  summary: 'A run with scheme, data, sources, every step and how sure it is',
  access: BUSINESS_ROLES,
  params: z.object({ runId: Uuid }),
  response: RunView,
})
export const startRun = defineRoute({
  method: 'POST',
  path: '/api/evaluations/runs',
  summary:
    'Run a scheme: for a round on its frozen data, as a trial on data of now or of a snapshot, or as an evaluator’s variant',
  access: ['zone_office', 'evaluator'],
  body: z.object({
    /** Official where `roundId` is given, the scheme is the round's and nothing else is. */
    roundId: Uuid.nullable(),
    schemeId: Uuid,
    /** Null with a round: its frozen data; null without: data as known now, frozen for this trial. */
    snapshotId: Uuid.nullable(),
    period: PeriodId.nullable(),
    name: z.string().trim().max(200).nullable(),
    /** Null: as the scheme says. */
    replications: z.int().min(0).max(100_000).nullable(),
    seed: z.int().min(0).max(4_294_967_295).nullable(),
  }),
  response: RunRow,
  status: 202,
})
export const cancelRun = defineRoute({
  method: 'POST',
  path: '/api/evaluations/runs/:runId/cancel',
  summary: 'Stop a run that waits or works',
  access: ['zone_office', 'evaluator'],
  params: z.object({ runId: Uuid }),
  response: RunRow,
})
/** Computes the run anew from what is stored and compares digests, now, in this request’s own worker thread. */
export const replayRun = defineRoute({
  method: 'POST',
  path: '/api/evaluations/runs/:runId/replay',
  summary: 'Compute a finished run anew and compare its digest',
  access: BUSINESS_ROLES,
  params: z.object({ runId: Uuid }),
  response: z.object({
    same: z.boolean(),
    stored: Digest,
    recomputed: Digest,
    schemeSame: z.boolean(),
    dataSame: z.boolean(),
    engineVersion: z.string(),
    storedEngineVersion: z.string(),
    milliseconds: z.int(),
  }),
})
export const exportRun = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs/:runId/export',
  summary: 'Every step table of a run as a workbook',
  access: BUSINESS_ROLES,
  params: z.object({ runId: Uuid }),
  query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  response: 'binary',
})
/** scheme.json, data.csv, data.json, result.json, digests and how to replay, for anybody with the program. */
export const downloadPackage = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs/:runId/package',
  summary: 'All that is needed to replay a run, as an archive',
  access: BUSINESS_ROLES,
  params: z.object({ runId: Uuid }),
  response: 'binary',
})
/** From a park's figure down to the enterprises and filings behind it. */
export const readContributions = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs/:runId/contributions',
  summary: 'Which enterprises make up a unit’s figure, and by how much',
  access: ['zone_office', 'leader', 'park_committee', 'evaluator'],
  params: z.object({ runId: Uuid }),
  query: z.object({ unit: z.string().max(100), node: z.string().max(100) }),
  response: z.object({
    indicator: z.object({ code: z.string(), name: Named, unit: z.string(), expression: z.string() }),
    period: PeriodId,
    value: z.number().nullable(),
    /** Null: the indicator is no sum, mean or ratio of sums, or the caller may not see single enterprises. */
    enterprises: z
      .array(
        z.object({
          id: Uuid,
          name: z.string(),
          creditCode: z.string().nullable(),
          synthetic: z.boolean(),
          /** Cells that the indicator reads, by `FORM!FIELD`. */
          cells: z.record(z.string(), z.number().nullable()),
          /** Value with all − value without this one, in the indicator's unit. */
          contribution: z.number().nullable(),
          filing: z.object({ form: z.string(), period: PeriodId, unitId: Uuid }),
        }),
      )
      .nullable(),
    count: z.int(),
    /** Of those not listed. */
    rest: z.number().nullable(),
  }),
})
/** 分园评价报告 as .docx: charts, shortfalls, what would raise the grade. A park gets its own, from the review on. */
export const downloadUnitReport = defineRoute({
  method: 'GET',
  path: '/api/evaluations/runs/:runId/units/:unit/report',
  summary: 'The report on one unit as a document',
  access: ['zone_office', 'leader', 'park_committee', 'evaluator'],
  params: z.object({ runId: Uuid, unit: z.string().max(100) }),
  response: 'binary',
})
