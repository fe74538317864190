import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { addDays, periodById } from '#domain/kernel'
import { recordKinds } from '#features/enterprises'
import type { AuditTrail } from '#platform/audit'
import { actAs, writeInBulk, type CopyValue, type Database } from '#platform/postgres'
import { LOADER, enterpriseId, uuidOf } from './demo-identities.ts'
import {
  readDemoParameters,
  recordsOf,
  synthesise,
  wordsOf,
  type LastFilings,
  type RecordSetting,
  type SyntheticEnterprise,
  type SyntheticRecord,
  type SyntheticWord,
  type SyntheticZone,
} from './synthetic/index.ts'
import { PROGRAM_ROOT } from './system.ts'

/** What was loaded. */
export interface LoadedRecords {
  readonly enterprises: number
  readonly records: number
  readonly words: number
}

export interface RecordsTarget {
  /** Of the owner's role: COPY does not work under row-level security. */
  readonly ownerUrl: string
  readonly ownerDb: Kysely<Database>
  readonly audit: AuditTrail
}

/**
 * Gives the synthetic population that is there its files (一企一档) and what it said of itself; all of it or nothing. Null where there is no
 * such population, or where it has its files already.
 */
export async function seedEnterpriseRecords({
  ownerUrl,
  ownerDb,
  audit,
}: RecordsTarget): Promise<LoadedRecords | null> {
  const { rows } = await sql<{ count: number; told: boolean }>`
    SELECT (SELECT count(*)::int FROM enterprise WHERE synthetic) AS count,
           EXISTS (SELECT FROM enterprise_record WHERE synthetic) AS told`.execute(ownerDb)
  const { count = 0, told = true } = rows[0] ?? {}
  if (count === 0 || told) return null
  const folder = join(PROGRAM_ROOT, 'data', 'demo')
  const zone = synthesise(await readDemoParameters(folder), {
    enterprises: count,
    days: () => ({ opensOn: NEVER, dueOn: NEVER }),
  })
  const confidential = confidentialFields()
  const files = [...filesOf(zone, await readWrittenFiles(folder))]
  const loaded = await writeInBulk(ownerUrl, async (writer) => {
    const records = await writer.copyInto(
      'enterprise_record',
      RECORD_COLUMNS,
      recordRows(zone, files, confidential),
    )
    await writer.copyInto(
      'enterprise_record_confidential',
      ['id', 'version', 'enterprise_id', 'fields'],
      confidentialRows(zone, files, confidential),
    )
    const words = await writer.copyInto('fact_declaration', WORD_COLUMNS, wordRows(zone, files))
    await writer.query('ANALYZE enterprise_record, enterprise_record_confidential, fact_declaration')
    return { enterprises: files.length, records, words }
  })
  await ownerDb.transaction().execute(async (tx) => {
    await actAs(tx, LOADER)
    await audit.append(
      tx,
      LOADER,
      {
        action: 'demo.load-enterprise-records',
        subjectKind: 'enterprises',
        subjectId: String(count),
        detail: { records: loaded.records, words: loaded.words },
      },
      new Date(),
    )
  })
  return loaded
}

/** Days on which forms are due matter to what became of filings, not to what is in them. */
const NEVER = '2099-12-31'

interface EnterpriseFile {
  readonly enterprise: SyntheticEnterprise
  readonly records: readonly SyntheticRecord[]
  readonly words: readonly SyntheticWord[]
}

/** Records begin before the first day after the months of which there are filings. */
function settingOf({ parameters }: SyntheticZone): RecordSetting {
  const open = periodById(parameters.open.period)
  if (open === null) throw new RangeError(`no period ${parameters.open.period}`)
  return { seed: parameters.seed, latest: addDays(open.to, 1) }
}

function* filesOf(zone: SyntheticZone, written: WrittenFiles): Iterable<EnterpriseFile> {
  const setting = settingOf(zone)
  const year = String(zone.parameters.years.lastFiled)
  for (const enterprise of zone.enterprises()) {
    const own = written.get(enterprise.organisation ?? '')
    if (own !== undefined) {
      yield { enterprise, ...own }
      continue
    }
    const filed: LastFilings = {
      profile: zone.filed(enterprise.number, 'GQ-001', year),
      economy: zone.filed(enterprise.number, 'GQ-002', year),
      people: zone.filed(enterprise.number, 'GQ-003', year),
      research: zone.filed(enterprise.number, 'GQ-005', year),
    }
    const records = recordsOf(setting, enterprise, filed)
    if (records.length > 0) yield { enterprise, records, words: wordsOf(setting, enterprise, filed) }
  }
}

const day = z.iso.date()
const writtenSchema = z.strictObject({
  note: z.string(),
  enterprises: z.array(
    z.strictObject({
      organisation: z.string(),
      records: z.array(
        z.strictObject({
          kind: z.string(),
          from: day,
          to: day.nullable(),
          fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
          source: z.string(),
        }),
      ),
      words: z.array(
        z.strictObject({
          fact: z.string(),
          value: z.union([z.string(), z.number(), z.boolean()]),
          from: day,
          to: day,
          state: z.enum(['declared', 'confirmed']),
        }),
      ),
    }),
  ),
})
type WrittenFiles = ReadonlyMap<
  string,
  { readonly records: readonly SyntheticRecord[]; readonly words: readonly SyntheticWord[] }
>

async function readWrittenFiles(folder: string): Promise<WrittenFiles> {
  const json: unknown = JSON.parse(await readFile(join(folder, 'enterprise-files.json'), 'utf8'))
  return new Map(
    writtenSchema
      .parse(json)
      .enterprises.map(({ organisation, records, words }) => [organisation, { records, words }]),
  )
}

/** `kind field` of what stands apart. */
function confidentialFields(): ReadonlySet<string> {
  return new Set(
    [...recordKinds().values()].flatMap(({ code, fields }) =>
      fields.filter(({ confidential }) => confidential).map((field) => `${code} ${field.code}`),
    ),
  )
}

const RECORD_COLUMNS = [
  'id',
  'version',
  'enterprise_id',
  'kind',
  'valid',
  'fields',
  'confidential',
  'status',
  'source',
  'said_by_name',
  'act',
  'by_name',
  'synthetic',
  'known',
]

function* recordRows(
  zone: SyntheticZone,
  files: readonly EnterpriseFile[],
  confidential: ReadonlySet<string>,
): Iterable<readonly CopyValue[]> {
  for (const { enterprise, records } of files) {
    const owner = enterpriseId(zone, enterprise.number)
    for (const [index, record] of records.entries()) {
      const { open, closed } = apart(record, confidential)
      yield [
        recordId(zone, enterprise.number, index),
        1,
        owner,
        record.kind,
        `[${record.from},${record.to ?? ''})`,
        JSON.stringify(open),
        Object.keys(closed),
        'confirmed',
        record.source,
        LOADER.name,
        'demo',
        LOADER.name,
        true,
        `[${record.from} 10:00:00+08,)`,
      ]
    }
  }
}

function* confidentialRows(
  zone: SyntheticZone,
  files: readonly EnterpriseFile[],
  confidential: ReadonlySet<string>,
): Iterable<readonly CopyValue[]> {
  for (const { enterprise, records } of files)
    for (const [index, record] of records.entries()) {
      const { closed } = apart(record, confidential)
      if (Object.keys(closed).length > 0)
        yield [
          recordId(zone, enterprise.number, index),
          1,
          enterpriseId(zone, enterprise.number),
          JSON.stringify(closed),
        ]
    }
}

function apart({ kind, fields }: SyntheticRecord, confidential: ReadonlySet<string>) {
  const open: Record<string, string | number | boolean> = {}
  const closed: Record<string, string | number | boolean> = {}
  for (const [field, value] of Object.entries(fields))
    (confidential.has(`${kind} ${field}`) ? closed : open)[field] = value
  return { open, closed }
}

const WORD_COLUMNS = [
  'id',
  'enterprise_id',
  'fact',
  'value',
  'valid',
  'state',
  'at',
  'by_name',
  'decided_at',
  'decided_by_name',
  'synthetic',
]
const SPEAKER = '企业填报人（演示）'
const CONFIRMER = '分园管家（演示）'

function* wordRows(zone: SyntheticZone, files: readonly EnterpriseFile[]): Iterable<readonly CopyValue[]> {
  for (const { enterprise, words } of files) {
    const owner = enterpriseId(zone, enterprise.number)
    for (const { fact, value, from, to, state } of words) {
      const decided = state === 'confirmed'
      yield [
        uuidOf(`${owner}/word/${fact}`),
        owner,
        fact,
        JSON.stringify(value),
        `[${from},${to})`,
        state,
        `${from} 09:30:00+08`,
        SPEAKER,
        decided ? `${from} 16:00:00+08` : null,
        decided ? CONFIRMER : null,
        true,
      ]
    }
  }
}

function recordId(zone: SyntheticZone, number: number, index: number): string {
  return uuidOf(`${enterpriseId(zone, number)}/record/${String(index)}`)
}
