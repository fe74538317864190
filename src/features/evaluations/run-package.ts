import type { FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { strFromU8, unzipSync } from 'fflate'
import { z } from 'zod'
import type { EvaluationData } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { writeZip, type ZipEntry } from '#platform/archives'
import { sendExport, type Context } from '#platform/http'
import { writeCsv } from '#platform/spreadsheets'
import type { ParamsOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadForReplay, type RunToReplay } from './replay-run.ts'
import { loadSnapshot, type Tx } from './store.ts'

/** A finished run with all that goes into its package. */
export interface PackedRun {
  readonly whole: RunToReplay
  readonly asOf: string
  readonly sources: unknown
}

/**
 * 复算包: everything that a run stood on and found, for anybody with the program and without the database. The same run gives the
 * same bytes.
 */
export async function downloadPackage(
  ctx: Context,
  { runId }: ParamsOf<typeof contract.downloadPackage>,
  reply: FastifyReply,
): Promise<unknown> {
  const packed = await ctx.inTransaction(async (tx) => {
    const loaded = await loadPacked(tx, runId)
    await ctx.audit(tx, {
      action: 'evaluation.package',
      subjectKind: 'evaluation-run',
      subjectId: runId,
    })
    return loaded
  })
  return sendPackage(reply, packed)
}

/** Refuses with `evaluation.run_not_done`, and what the asker may not see. */
export async function loadPacked(tx: Tx, runId: string): Promise<PackedRun> {
  const whole = await loadForReplay(tx, runId)
  const { asOf, sources } = await loadSnapshot(tx, whole.run.snapshotId)
  return { whole, asOf, sources }
}

export function sendPackage(reply: FastifyReply, { whole, asOf, sources }: PackedRun): Promise<unknown> {
  const { code } = whole.run.definition as { readonly code: string }
  const name = `evaluation-${code}-${whole.run.options.period}-${String(whole.run.serial)}.zip`
  return sendExport(reply, { name, mediaType: 'application/zip' }, (save) =>
    save(Readable.from(writeZip(entriesOf(whole, asOf, sources)), { objectMode: false })),
  )
}

function* entriesOf({ run, data }: RunToReplay, asOf: string, sources: unknown): Generator<ZipEntry> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
  yield { name: 'README.txt', content: readMe(run.options.period, asOf) }
  yield {
    name: 'run.json',
    content: json({
      format: 1,
      kind: run.kind,
      serial: run.serial,
      options: run.options,
      asOf,
      engineVersion: run.engineVersion,
      schemeDigest: run.schemeDigest,
      dataDigest: run.dataDigest,
      resultDigest: run.resultDigest,
    }),
  }
  yield { name: 'scheme.json', content: json(run.definition) }
  yield { name: 'data.json', content: json(data) }
  yield { name: 'data.csv', content: dataAsCsv(data as EvaluationData) }
  yield { name: 'sources.json', content: json(sources) }
  yield { name: 'result.json', content: json({ result: run.result, uncertainty: run.uncertainty }) }
}

function readMe(period: string, asOf: string): string {
  return [
    `多园 · 评价复算包（评价期 ${period}，数据截至 ${asOf}）`,
    '',
    'scheme.json  评价方案            data.json / data.csv  评价数据',
    'sources.json 每列数据的来源       result.json           全部分步结果和稳健性分析',
    'run.json     运行参数、程序版本和摘要值（SHA-256）',
    '',
    '复算：npm run --silent duoyuan -- evaluation replay 本文件.zip',
    '',
    `Duoyuan · all that a run stood on (period ${period}, data as of ${asOf})`,
    '',
    'Replay: npm run --silent duoyuan -- evaluation replay THIS-FILE.zip',
    'Compute by hand or with other programs: scheme.json and data.csv are described in docs/methods/evaluation.md.',
    '',
  ].join('\n')
}

/** The table that `evaluation compute` reads. */
export function dataAsCsv(data: EvaluationData): ReturnType<typeof writeCsv> {
  return writeCsv(...csvOf(data))
}

function csvOf(data: EvaluationData): Parameters<typeof writeCsv> {
  const groupings = [...new Set(data.units.flatMap(({ groups }) => Object.keys(groups)))].sort()
  const members = Object.entries(data.panels).flatMap(([column, panel]) =>
    panel.map(({ member, scores }) => ({ key: `${column}#${member}`, scores })),
  )
  const columns = Object.keys(data.columns).sort()
  return [
    [
      { key: 'unit', heading: 'unit', type: 'text' },
      { key: 'name', heading: 'name', type: 'text' },
      { key: 'period', heading: 'period', type: 'text' },
      ...groupings.map((group) => ({
        key: `group:${group}`,
        heading: `group:${group}`,
        type: 'text' as const,
      })),
      ...[...columns, ...members.map(({ key }) => key)].map((key) => ({
        key: `=${key}`,
        heading: key,
        type: 'number' as const,
      })),
    ],
    data.periods.flatMap((period, place) =>
      data.units.map(({ code, name, groups }, unit) => ({
        unit: code,
        name,
        period,
        ...Object.fromEntries(groupings.map((group) => [`group:${group}`, groups[group] ?? null])),
        ...Object.fromEntries(
          columns.map((column) => [`=${column}`, data.columns[column]?.[place]?.[unit] ?? null]),
        ),
        ...Object.fromEntries(members.map(({ key, scores }) => [`=${key}`, scores[place]?.[unit] ?? null])),
      })),
    ),
  ]
}

const RunFile = z.object({
  format: z.literal(1),
  serial: z.int(),
  kind: z.enum(['official', 'trial', 'variant']),
  options: z.object({
    period: z.string(),
    official: z.boolean(),
    replications: z.int().nullable(),
    seed: z.int().nullable(),
  }),
  engineVersion: z.string(),
  schemeDigest: z.string(),
  dataDigest: z.string(),
  resultDigest: z.string(),
})
const ResultFile = z.object({ result: z.unknown(), uncertainty: z.unknown() })

/** More than any package of ours holds; beyond it nothing is unpacked. */
const MOST_BYTES = 200 * 1024 * 1024

/** A package as it was downloaded, for replay without a database. Refuses with `evaluation.package_unreadable`. */
export function readPackage(bytes: Uint8Array): RunToReplay {
  try {
    let size = 0
    const files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize
        if (size > MOST_BYTES) throw new RangeError('too large')
        return true
      },
    })
    const read = (name: string): unknown => {
      const file = files[name]
      if (file === undefined) throw new RangeError(`no ${name}`)
      return JSON.parse(strFromU8(file)) as unknown
    }
    const run = RunFile.parse(read('run.json'))
    const found = ResultFile.parse(read('result.json'))
    return {
      run: {
        id: '',
        roundId: null,
        schemeId: '',
        snapshotId: '',
        jobId: null,
        issues: null,
        state: 'done',
        definition: read('scheme.json'),
        ...run,
        result: found.result,
        uncertainty: found.uncertainty,
      },
      data: read('data.json'),
      storedDataDigest: run.dataDigest,
    }
  } catch {
    return refuse('evaluation.package_unreadable')
  }
}
