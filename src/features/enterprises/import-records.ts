import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ReadRow } from '#platform/spreadsheets'
import { checkRecord, type CheckedRecord } from './check-record.ts'
import type { RecordKind, RecordValue } from './contract.ts'
import { creditCodeFault, tidyCreditCode } from './credit-code-fault.ts'
import { CODE, FROM, NAME, SOURCE, TO } from './import-declaration.ts'
import { digestOf, refusedRow, textOf, type PlannedRow, type Planner } from './import-plan.ts'
import { recordRows, type RecordRow } from './record-rows.ts'
import type { Tx } from './store.ts'
import { addVersion, endVersion, lockRecords, sameFields } from './write-record.ts'

/** An enterprise that the caller may keep records of; `name` as it is on the day of the row's record or today. */
interface Holder {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly keeps: boolean
  readonly synthetic: boolean
}

/**
 * Rows of records of a kind. A record that says the same is left; where the kind tells records apart by some fields, one of the same
 * day with the same values of these is said anew; all others are added, confirmed.
 */
export function planRecords(kind: RecordKind): Planner {
  return async (tx, _ctx, rows) => {
    const read = rows.map((row) => {
      const given = textOf(row.values[CODE])
      return { row, code: given === null ? null : tidyCreditCode(given), name: textOf(row.values[NAME]) }
    })
    const holders = await holdersOf(
      tx,
      read.flatMap(({ code }) => code ?? []),
    )
    const there = await standingOf(
      tx,
      kind,
      [...holders.values()].map(({ id }) => id),
    )
    const planned: PlannedRow[] = []
    for (const { row, code, name } of read) {
      const holder = code === null ? undefined : holders.get(code)
      planned.push(planRow(kind, row, { code, name, holder }, there.get(holder?.id ?? '') ?? []))
    }
    return planned
  }
}

function planRow(
  kind: RecordKind,
  row: ReadRow,
  { code, name, holder }: { code: string | null; name: string | null; holder: Holder | undefined },
  there: readonly RecordRow[],
): PlannedRow {
  const head = { creditCode: code, name: holder?.name ?? name, enterpriseId: holder?.id ?? null }
  const from = textOf(row.values[FROM])
  if (row.issues.length > 0 || code === null || from === null) return refusedRow(head, [])
  const fault = creditCodeFault(code)
  if (fault !== null) return refusedRow(head, [{ ...fault, key: CODE }])
  if (holder === undefined)
    return refusedRow(head, [{ code: 'enterprises.import_unknown', params: { given: code }, key: CODE }])
  if (!holder.keeps) return refusedRow(head, [{ code: 'enterprises.other_park', params: {}, key: CODE }])
  if (name !== null && plain(name) !== plain(holder.name))
    return refusedRow(head, [
      { code: 'enterprises.import_name_differs', params: { given: name, name: holder.name }, key: NAME },
    ])
  const outcome = checkRecord(kind, { from, to: textOf(row.values[TO]), fields: fieldsOf(kind, row) })
  if (!outcome.ok)
    return refusedRow(
      head,
      outcome.issues.map(({ code: issue, path, params }) => ({
        code: issue,
        params: { ...params },
        key: path?.[0] === 'fields' ? String(path[1]) : path?.[0] === 'to' ? TO : FROM,
      })),
    )
  const content = outcome.value
  const source = textOf(row.values[SOURCE]) ?? ''
  const twin = twinOf(kind, content, there)
  if (twin === undefined) return addition(kind, { ...head, holder }, content, source)
  const changes = changesOf(kind, twin, content, source)
  if (changes.length === 0)
    return { ...head, outcome: 'same', changes, issues: [], digest: null, write: null }
  return revision(kind, { ...head, holder }, twin, content, source, changes)
}

type Head = Pick<PlannedRow, 'creditCode' | 'name'> & {
  readonly enterpriseId: string | null
  readonly holder: Holder
}

function addition(
  kind: RecordKind,
  { holder, ...head }: Head,
  content: CheckedRecord,
  source: string,
): PlannedRow {
  return {
    ...head,
    outcome: 'add',
    changes: [
      { field: 'from', before: null, after: content.from },
      ...(kind.validity === 'day' || content.to === null
        ? []
        : [{ field: 'to', before: null, after: content.to }]),
      ...Object.entries({ ...content.open, ...content.confidential }).map(([field, value]) => ({
        field,
        before: null,
        after: String(value),
      })),
    ],
    issues: [],
    digest: digestOf({ holder: holder.id, content, source }),
    write: async (tx, ctx, jobId) => {
      await lockRecords(tx, holder.id)
      await addVersion(tx, ctx, {
        id: randomUUID(),
        version: 1,
        enterpriseId: holder.id,
        kind: kind.code,
        content,
        status: 'confirmed',
        source,
        note: null,
        files: [],
        said: { id: ctx.caller.userId, name: ctx.caller.name },
        decided: null,
        act: 'import',
        reason: null,
        jobId,
        synthetic: holder.synthetic,
      })
      return holder.id
    },
  }
}

function revision(
  kind: RecordKind,
  { holder, ...head }: Head,
  twin: RecordRow,
  content: CheckedRecord,
  source: string,
  changes: PlannedRow['changes'],
): PlannedRow {
  return {
    ...head,
    outcome: 'change',
    changes,
    issues: [],
    digest: digestOf({ record: twin.id, version: twin.version, content, source }),
    write: async (tx, ctx, jobId) => {
      await lockRecords(tx, holder.id)
      await endVersion(tx, twin, twin.version)
      await addVersion(tx, ctx, {
        id: twin.id,
        version: twin.version + 1,
        enterpriseId: holder.id,
        kind: kind.code,
        content,
        status: 'confirmed',
        source,
        note: twin.note,
        files: twin.fileIds,
        said: { id: ctx.caller.userId, name: ctx.caller.name },
        decided: null,
        act: 'import',
        reason: null,
        jobId,
        synthetic: twin.synthetic,
      })
      return holder.id
    },
  }
}

function twinOf(
  kind: RecordKind,
  content: CheckedRecord,
  there: readonly RecordRow[],
): RecordRow | undefined {
  if (kind.unique.length > 0) {
    const same = Object.entries(sameFields(kind, content))
    return there.find(
      (row) => row.from === content.from && same.every(([code, value]) => (row.open[code] ?? null) === value),
    )
  }
  return there.find((row) => changesOf(kind, row, content, row.source).length === 0)
}

function changesOf(
  kind: RecordKind,
  row: RecordRow,
  content: CheckedRecord,
  source: string,
): PlannedRow['changes'] {
  const before: Readonly<Record<string, RecordValue>> = {
    ...row.open,
    ...row.secret,
    from: row.from,
    to: row.to,
    source: row.source,
  }
  const after: Readonly<Record<string, RecordValue>> = {
    ...content.open,
    ...content.confidential,
    from: content.from,
    to: content.to,
    source,
  }
  return ['from', 'to', 'source', ...kind.fields.map(({ code }) => code)].flatMap((field) => {
    const [a, b] = [before[field] ?? null, after[field] ?? null]
    return a === b
      ? []
      : [{ field, before: a === null ? null : String(a), after: b === null ? null : String(b) }]
  })
}

function fieldsOf(kind: RecordKind, { values }: ReadRow): Record<string, RecordValue> {
  return Object.fromEntries(
    kind.fields.map(({ code, type }): [string, RecordValue] => {
      const value = values[code] ?? null
      if (type === 'boolean') return [code, value === null ? null : value === 'true']
      return [code, typeof value === 'string' || typeof value === 'number' ? value : null]
    }),
  )
}

async function holdersOf(tx: Tx, codes: readonly string[]): Promise<Map<string, Holder>> {
  if (codes.length === 0) return new Map()
  const { rows } = await sql<Holder>`
    SELECT e.id, e.credit_code AS code, e.synthetic, s.name, acting_as('zone_office') OR in_acting_park(e.id) AS keeps
      FROM enterprise e
      JOIN LATERAL (SELECT t.name FROM enterprise_state t WHERE t.enterprise_id = e.id AND upper_inf(t.known)
                     ORDER BY t.valid @> china_today() DESC, lower(t.valid) DESC NULLS LAST LIMIT 1) s ON true
     WHERE e.credit_code = ANY (${[...new Set(codes)]}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.code, row]))
}

async function standingOf(
  tx: Tx,
  kind: RecordKind,
  ids: readonly string[],
): Promise<Map<string, RecordRow[]>> {
  if (ids.length === 0) return new Map()
  const rows = await recordRows(tx, {
    where: sql`r.enterprise_id = ANY (${ids}::uuid[]) AND r.kind = ${kind.code} AND upper_inf(r.known)
               AND r.status IN ('declared', 'confirmed')`,
    order: sql`r.id`,
    limit: 1_000_000,
    offset: 0,
  })
  return Map.groupBy(rows, ({ enterpriseId }) => enterpriseId)
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()
}
