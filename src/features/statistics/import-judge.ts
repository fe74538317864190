import { sql } from 'kysely'
import {
  checkColumns,
  decideFiling,
  type CellValue,
  type ColumnContext,
  type ColumnTable,
  type CompiledForm,
  type FilingContext,
  type FilingFacts,
  type FilingState,
  type FilingValues,
  type Finding,
} from '#domain/indicators'
import type { DateOn, Issue } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { CellIssue } from '#platform/spreadsheets'
import { placesOf, type CellPlaces } from './cells.ts'
import { filingActor, type FilingCaller } from './filing-actor.ts'
import { columnContext } from './import-context.ts'
import { cellOf } from './import-declaration.ts'
import type { FilingTable } from './import-table.ts'
import type { FoundUnit, ImportUnit, RowIssue } from './import-units.ts'
import { countFindings } from './read-filing.ts'
import type { PeriodRow, Tx } from './store.ts'

/** One import: the file, whose rows they are, and what is wanted. */
export interface ImportWork {
  readonly jobId: string
  readonly form: CompiledForm
  readonly period: PeriodRow
  readonly today: DateOn
  readonly caller: FilingCaller
  readonly table: FilingTable
  readonly units: readonly FoundUnit[]
  readonly submit: boolean
  /** Only filings of this park; null: all that the caller may write. */
  readonly parkId: string | null
}

/** A filing as it stands before the import. */
export interface StandingFiling {
  readonly unitId: string
  readonly formVersion: number
  readonly parkId: string | null
  readonly state: FilingState
  readonly final: boolean
  readonly figures: (number | null)[]
  readonly words: (string | null)[]
  readonly imputed: Record<string, unknown>
  readonly explanations: Record<string, string>
  readonly errors: number
  readonly unexplained: number
  readonly openQueries: number
  readonly version: number
  readonly jobId: string | null
}

export interface RefusedRow {
  readonly outcome: 'refused'
  readonly row: number
  readonly unit: ImportUnit | null
  readonly issue: RowIssue | null
  readonly faults: readonly CellIssue[]
}

export interface TakenRow {
  readonly outcome: 'new' | 'changed' | 'same'
  readonly row: number
  readonly unit: ImportUnit
  /** Its place in the batch's columns. */
  readonly place: number
  readonly standing: StandingFiling | null
  readonly findings: readonly Finding[]
  readonly errors: number
  readonly unexplained: number
  /** State after saving; null where nothing is saved. */
  readonly saves: FilingState | null
  readonly submits: boolean
}

export interface JudgedBatch {
  readonly rows: readonly (RefusedRow | TakenRow)[]
  readonly figures: ReadonlyMap<string, Float64Array>
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>
  readonly contextAt: (place: number) => FilingContext
}

/**
 * What is to be done with each row, by the same decisions and checks as for one filing on its sheet, for many at once. A filing
 * that already says the same stays as it is.
 */
export async function judgeBatch(
  tx: Tx,
  ctx: Context,
  work: ImportWork,
  rows: readonly number[],
): Promise<JudgedBatch> {
  const refused: RefusedRow[] = []
  const taken: { row: number; unit: ImportUnit }[] = []
  for (const row of rows) {
    const { unit = null, issue = null } = work.units[row] ?? {}
    const faults = work.table.faults.get(row) ?? []
    const outside = work.parkId !== null && unit !== null && unit.parkId !== work.parkId
    if (unit === null || issue !== null || faults.length > 0 || outside)
      refused.push({
        outcome: 'refused',
        row,
        unit,
        issue: issue ?? (outside ? { code: 'statistics.import_other_park', params: {} } : null),
        faults,
      })
    else taken.push({ row, unit })
  }
  const standing = await standingFilings(tx, work, taken)
  const open = await openFor(tx, work, taken, standing)
  const places = placesOf(work.form)
  const columns = batchColumns(work, taken, standing, places)
  const context = await columnContext(
    tx,
    ctx.place,
    work.form,
    work.period,
    taken.map(({ unit }) => unit.unitId),
  )
  const findings = findingsOf(work.form, columns, context)
  const judged = taken.map(({ row, unit }, place): RefusedRow | TakenRow => {
    const before = standing.get(unit.unitId) ?? null
    const found = findings.get(place) ?? []
    return judgeRow(work, { row, unit, place, before, found, open: open(unit), columns, places })
  })
  return {
    rows: [...refused, ...judged].sort((a, b) => a.row - b.row),
    figures: columns.figures,
    texts: columns.texts,
    contextAt: (place) => contextAt(context, place),
  }
}

interface RowAtHand {
  readonly row: number
  readonly unit: ImportUnit
  readonly place: number
  readonly before: StandingFiling | null
  readonly found: readonly Finding[]
  readonly open: FilingFacts['period']
  readonly columns: ColumnTable
  readonly places: CellPlaces
}

function judgeRow(work: ImportWork, at: RowAtHand): RefusedRow | TakenRow {
  const { row, unit, place, before, found, columns, places } = at
  const { definition } = work.form
  const refuseRow = (issue: Issue): RefusedRow => ({
    outcome: 'refused',
    row,
    unit,
    issue: { code: issue.code, params: issue.params ?? {} },
    faults: [],
  })
  if (before !== null && before.formVersion !== definition.version)
    return refuseRow({ code: 'statistics.import_other_version', params: { version: before.formVersion } })
  const same = before !== null && saysTheSame(before, columns, places, place)
  const actor = filingActor(work.caller, { unitId: unit.unitId, parkId: before?.parkId ?? unit.parkId })
  const counts = countFindings(found, before?.explanations ?? {})
  const facts: FilingFacts = {
    state: before?.state ?? null,
    final: before?.final ?? false,
    approval: definition.approval,
    errors: counts.errors,
    unexplained: counts.unexplained,
    openQueries: before?.openQueries ?? 0,
    period: at.open,
    unit: definition.filers.unit,
    outside: (before?.parkId ?? unit.parkId) === null,
  }
  let state = facts.state
  if (!same) {
    const saved = decideFiling(facts, 'save', actor)
    if (!saved.ok) return refuseRow(saved.issues[0] ?? { code: 'statistics.wrong_state' })
    state = saved.value.state
  }
  return {
    outcome: before === null ? 'new' : same ? 'same' : 'changed',
    row,
    unit,
    place,
    standing: before,
    findings: found,
    ...counts,
    saves: same ? null : state,
    submits: work.submit && decideFiling({ ...facts, state }, 'submit', actor).ok,
  }
}

/** Read without a lock: what is written asks for the version that was read here. */
async function standingFilings(
  tx: Tx,
  { form, period }: ImportWork,
  taken: readonly { readonly unit: ImportUnit }[],
): Promise<ReadonlyMap<string, StandingFiling>> {
  if (taken.length === 0) return new Map()
  const { rows } = await sql<StandingFiling>`
    SELECT unit_id, form_version, park_id, state, final, figures, words, imputed, explanations, errors, unexplained,
           open_queries, version, job_id
      FROM statistics_filing
     WHERE form = ${form.definition.code} AND period = ${period.period}
       AND unit_id = ANY (${taken.map(({ unit }) => unit.unitId)}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.unitId, row]))
}

/** Whether the period is open, asked unit by unit only where it is locked and may be reopened for some. */
async function openFor(
  tx: Tx,
  { form, period, today }: ImportWork,
  taken: readonly { readonly unit: ImportUnit }[],
  standing: ReadonlyMap<string, StandingFiling>,
): Promise<(unit: ImportUnit) => FilingFacts['period']> {
  if (today < period.opensOn) return () => 'planned'
  if (taken.length === 0) return () => 'open'
  const parks = taken.map(({ unit }) => standing.get(unit.unitId)?.parkId ?? unit.parkId)
  const { rows } = await sql<{ unitId: string }>`
    SELECT u.unit_id FROM unnest(${taken.map(({ unit }) => unit.unitId)}::uuid[], ${parks}::uuid[]) AS u (unit_id, park_id)
     WHERE EXISTS (SELECT FROM statistics_period p WHERE p.form = ${form.definition.code} AND p.period = ${period.period}
                     AND p.locked_at IS NULL)
        OR filing_is_open(${form.definition.code}, ${period.period}, u.park_id, u.unit_id)`.execute(tx)
  const open = new Set(rows.map(({ unitId }) => unitId))
  return (unit) => (open.has(unit.unitId) ? 'open' : 'locked')
}

/** The rows as columns; a field that their sheet has no column for keeps what the filing says. */
function batchColumns(
  { table }: ImportWork,
  taken: readonly { readonly row: number; readonly unit: ImportUnit }[],
  standing: ReadonlyMap<string, StandingFiling>,
  { figures, words }: CellPlaces,
): ColumnTable {
  const kept = taken.map(({ unit }) => standing.get(unit.unitId) ?? null)
  const given = taken.map(({ row }) => table.fieldsAt(row))
  const column = <T>(code: string, from: ArrayLike<T> | undefined, empty: T, keep: (place: number) => T) =>
    taken.map(({ row }, place) => (given[place]?.has(code) === true ? (from?.[row] ?? empty) : keep(place)))
  return {
    rows: taken.length,
    figures: new Map(
      figures.map((code, at) => [
        code,
        Float64Array.from(
          column(
            code,
            table.figures.get(code),
            Number.NaN,
            (place) => kept[place]?.figures[at] ?? Number.NaN,
          ),
        ),
      ]),
    ),
    texts: new Map(
      words.map((code, at) => [
        code,
        column<string | null>(code, table.texts.get(code), null, (place) => kept[place]?.words[at] ?? null),
      ]),
    ),
  }
}

function saysTheSame(
  before: StandingFiling,
  columns: ColumnTable,
  { figures, words }: CellPlaces,
  place: number,
): boolean {
  for (const [at, code] of figures.entries()) {
    const now = columns.figures.get(code)?.[place] ?? Number.NaN
    const then = before.figures[at] ?? null
    if (Number.isNaN(now) ? then !== null : then !== now) return false
  }
  return words.every((code, at) => (columns.texts.get(code)?.[place] ?? null) === (before.words[at] ?? null))
}

function findingsOf(
  form: CompiledForm,
  columns: ColumnTable,
  context: ColumnContext,
): ReadonlyMap<number, readonly Finding[]> {
  const found = checkColumns(form, columns, context)
  const byRow = new Map<number, Finding[]>()
  for (let index = 0; index < found.count; index++) {
    const row = found.row[index] ?? 0
    const list = byRow.get(row)
    if (list === undefined) byRow.set(row, [found.at(index)])
    else list.push(found.at(index))
  }
  return byRow
}

/** All cells of a row that are filled. */
export function valuesAt(
  form: CompiledForm,
  batch: Pick<JudgedBatch, 'figures' | 'texts'>,
  place: number,
): FilingValues {
  const values: Record<string, CellValue> = {}
  for (const { field, isFigure } of form.fields) {
    const value = isFigure
      ? cellOf(batch.figures.get(field.code)?.[place] ?? Number.NaN, field)
      : (batch.texts.get(field.code)?.[place] ?? null)
    if (value !== null) values[field.code] = value
  }
  return values
}

/** The cells beside one row that the rules look at. */
function contextAt(context: ColumnContext, place: number): FilingContext {
  const pick = (tables: ColumnContext['forms']) => {
    const picked: Record<string, FilingValues> = {}
    for (const [key, { table, rows }] of Object.entries(tables)) {
      const there = rows[place] ?? -1
      if (there < 0) continue
      picked[key] = Object.fromEntries(
        [...table.figures].flatMap(([code, column]) => {
          const value = column[there] ?? Number.NaN
          return Number.isNaN(value) ? [] : [[code, value] as const]
        }),
      )
    }
    return picked
  }
  const beside = { forms: pick(context.forms), history: pick(context.history) }
  if (context.members === undefined) return beside
  const members = Object.fromEntries(
    Object.entries(context.members).map(([key, column]) => {
      const value = column[place] ?? Number.NaN
      return [key, Number.isNaN(value) ? null : value]
    }),
  )
  return { ...beside, members }
}
