import { sql } from 'kysely'
import { Refusal, refuse, type Json, type Outcome } from '#domain/kernel'
import type { Context } from '#platform/http'
import {
  annotateWorkbook,
  readCsv,
  readWorkbook,
  type ReadRow,
  type SheetIssue,
  type TableReading,
} from '#platform/spreadsheets'
import { perform } from './act-on-duty.ts'
import { BY_HAND, insertDuties, type DutyOrigin } from './add-duty.ts'
import type { RegisterResult, WireJson } from './contract.ts'
import { readCodes } from './frame.ts'
import { remarkOf } from './register-remarks.ts'
import { compareRegister, paramsOf, type RegisterEntry, type RegisterOf } from './register-rows.ts'
import { registerDeclaration } from './register-template.ts'
import type { Tx } from './store.ts'

/** More actions than any zone has; a register that is longer comes in parts. */
export const MOST_ROWS = 20_000
/** Lines that the result names. */
const LISTED = 500

export interface RegisterFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

export interface RegisterWish {
  readonly dryRun: boolean
  /** Write the good lines although others are refused. */
  readonly partial: boolean
  readonly documentId: string | null
}

export interface ImportedRegister {
  readonly result: Omit<RegisterResult, 'annotated'>
  /** What is wrong with cells, to be marked in a copy. */
  readonly remarks: readonly { readonly sheet: string; readonly cell: string; readonly text: string }[]
}

/**
 * One register, in the caller's transaction: everything that it brings is written or nothing; with `partial` what is refused is
 * left out. Imported a second time it adds nothing. Refuses a file that is no such table.
 */
export async function importRegister(
  tx: Tx,
  ctx: Context,
  file: RegisterFile,
  wish: RegisterWish,
): Promise<ImportedRegister> {
  const ownerId = ctx.caller.organisationId ?? refuse('access.forbidden')
  // Two files of one owner at a time: each sees what the other has added.
  if (!wish.dryRun)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`register ${ownerId}`}, 4))`.execute(tx)
  const reading = orRefuse(await readRegister(file, registerDeclaration(await readCodes(tx, 'action'))))
  const rows = await rowsOf(reading)
  const register: RegisterOf = { ownerId, documentId: wish.documentId, fileName: file.fileName }
  const entries = await compareRegister(tx, ctx, register, rows, reading.cellOf)
  const good = entries.every(({ outcome }) => outcome !== 'refused')
  const writes = !wish.dryRun && (good || wish.partial)
  if (writes) await write(tx, ctx, register, entries)
  return {
    result: {
      dryRun: wish.dryRun,
      fileName: file.fileName,
      rows: entries.length,
      fresh: countOf(entries, 'new'),
      same: countOf(entries, 'same'),
      changed: countOf(entries, 'changed'),
      refused: countOf(entries, 'refused'),
      written: writes ? countOf(entries, 'new') + countOf(entries, 'changed') : 0,
      list: ['refused', 'changed', 'new']
        .flatMap((outcome) => entries.filter((entry) => entry.outcome === outcome))
        .slice(0, LISTED)
        .map(({ sheet, row, title, outcome, issues, duty }) => ({
          sheet,
          row,
          title,
          outcome,
          // One that is only thought of has no page yet.
          dutyId: outcome === 'new' && !writes ? null : (duty?.id ?? null),
          issues: issues.map(({ cell, code, params }) => ({ cell, code, params: wired(params) })),
        })),
      sheetIssues: reading.notices.map((notice: SheetIssue) => ({
        cell: null,
        code: notice.code,
        params: wired(paramsOf(notice)),
      })),
    },
    remarks: entries.flatMap(({ sheet, issues }) =>
      issues.flatMap((issue) =>
        issue.cell === null ? [] : [{ sheet, cell: issue.cell, text: remarkOf(issue) }],
      ),
    ),
  }
}

function wired(params: Readonly<Record<string, Json>>): Record<string, WireJson> {
  return { ...params } as Record<string, WireJson>
}

function countOf(entries: readonly RegisterEntry[], outcome: RegisterEntry['outcome']): number {
  return entries.filter((entry) => entry.outcome === outcome).length
}

function readRegister(
  { fileName, bytes }: RegisterFile,
  declaration: Parameters<typeof readWorkbook>[1],
): Promise<Outcome<TableReading>> {
  return isText(fileName) ? readCsv(bytes, declaration) : readWorkbook(bytes, declaration)
}

function isText(fileName: string): boolean {
  return /\.(csv|txt|tsv)$/i.test(fileName)
}

async function rowsOf(reading: TableReading): Promise<ReadRow[]> {
  const rows: ReadRow[] = []
  for await (const row of reading.rows) {
    if (rows.length >= MOST_ROWS) refuse('ledger.register_too_long', { most: MOST_ROWS })
    rows.push(row)
  }
  if (rows.length === 0) refuse('ledger.register_empty')
  return rows
}

async function write(
  tx: Tx,
  ctx: Context,
  register: RegisterOf,
  entries: readonly RegisterEntry[],
): Promise<void> {
  const origin = await originOf(tx, register)
  await insertDuties(
    tx,
    ctx,
    entries.flatMap(({ outcome, duty }) => (outcome === 'new' && duty !== null ? [{ duty, origin }] : [])),
    'import',
  )
  for (const { outcome, duty, version, acts } of entries) {
    if (outcome !== 'changed' || duty === null) continue
    for (const [i, act] of acts.entries()) await perform(tx, ctx, duty.id, version + i, act)
  }
  await ctx.audit(tx, {
    action: 'register.import',
    subjectKind: 'organisation',
    subjectId: register.ownerId,
    detail: {
      file: register.fileName,
      documentId: register.documentId,
      fresh: countOf(entries, 'new'),
      changed: countOf(entries, 'changed'),
      refused: countOf(entries, 'refused'),
    },
  })
}

async function originOf(tx: Tx, { documentId }: RegisterOf): Promise<DutyOrigin> {
  const origin: DutyOrigin = { ...BY_HAND, source: 'register' }
  if (documentId === null) return origin
  const document = await tx
    .selectFrom('document as d')
    .select(['d.title', 'd.synthetic'])
    .select((eb) =>
      eb
        .selectFrom('plan as p')
        .select('p.id')
        .whereRef('p.documentId', '=', 'd.id')
        .orderBy('p.no', 'desc')
        .limit(1)
        .as('planId'),
    )
    .where('d.id', '=', documentId)
    .executeTakeFirst()
  if (document === undefined) return refuse('ledger.plan_unknown')
  return {
    ...origin,
    documentId,
    documentTitle: document.title,
    planId: document.planId,
    synthetic: document.synthetic,
  }
}

/** A copy of a workbook with notes on the faulty cells; null where there is nothing to mark, or nothing to mark it in. */
export async function annotatedCopy(
  { fileName, bytes }: RegisterFile,
  remarks: ImportedRegister['remarks'],
): Promise<AsyncIterable<Uint8Array> | null> {
  if (remarks.length === 0 || isText(fileName)) return null
  return orRefuse(await annotateWorkbook(bytes, remarks))
}

function orRefuse<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.issues)
  return outcome.value
}
