import { sql } from 'kysely'
import type { CellValue } from '#domain/indicators'
import type { Context } from '#platform/http'
import { changedCells, fromStored, placesOf } from './cells.ts'
import { valuesAt, type ImportWork, type JudgedBatch, type TakenRow } from './import-judge.ts'
import type { Tx } from './store.ts'

/**
 * Writes a batch as saving and submitting one by one would: the filings, each whole, and an act in the history for each step.
 * Answers the units that could not be written because somebody else wrote them since they were read.
 */
export async function writeBatch(
  tx: Tx,
  ctx: Context,
  work: ImportWork,
  batch: JudgedBatch,
): Promise<ReadonlySet<string>> {
  const rows = batch.rows.filter(
    (row): row is TakenRow => row.outcome !== 'refused' && (row.saves !== null || row.submits),
  )
  const fresh = rows.filter(({ standing }) => standing === null)
  const known = rows.filter(({ standing }) => standing !== null)
  const written = new Set([
    ...(await insertFilings(tx, ctx, work, batch, fresh)),
    ...(await updateFilings(tx, ctx, work, batch, known)),
  ])
  await keepActs(
    tx,
    ctx,
    work,
    batch,
    rows.filter(({ unit }) => written.has(unit.unitId)),
  )
  return new Set(rows.map(({ unit }) => unit.unitId).filter((id) => !written.has(id)))
}

/** The columns that an import sets, as arrays for unnest; cells as texts of arrays. */
function cellColumns(ctx: Context, work: ImportWork, batch: JudgedBatch, rows: readonly TakenRow[]) {
  const { figures, words } = placesOf(work.form)
  const at = ctx.now.toISOString()
  return {
    at,
    late: work.today > work.period.dueOn,
    units: rows.map(({ unit }) => unit.unitId),
    figures: rows.map(({ place }) =>
      arrayText(figures.map((code) => figureText(batch.figures.get(code)?.[place] ?? Number.NaN))),
    ),
    words: rows.map(({ place }) =>
      arrayText(words.map((code) => wordText(batch.texts.get(code)?.[place] ?? null))),
    ),
    states: rows.map(({ saves, submits, standing }) =>
      submits ? 'submitted' : (saves ?? standing?.state ?? 'draft'),
    ),
    submits: rows.map(({ submits }) => submits),
    saves: rows.map(({ saves }) => saves !== null),
    errors: rows.map(({ errors }) => errors),
    unexplained: rows.map(({ unexplained }) => unexplained),
    versions: rows.map(versionAfter),
  }
}

function versionAfter({ standing, saves, submits }: TakenRow): number {
  return (standing?.version ?? 0) + (saves === null ? 0 : 1) + (submits ? 1 : 0)
}

async function insertFilings(
  tx: Tx,
  ctx: Context,
  work: ImportWork,
  batch: JudgedBatch,
  rows: readonly TakenRow[],
): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const { definition } = work.form
  const ofPark = definition.filers.unit === 'park'
  const cells = cellColumns(ctx, work, batch, rows)
  const { rows: done } = await sql<{ unitId: string }>`
    INSERT INTO statistics_filing (unit_id, form, period, enterprise_id, park_unit_id, form_version, park_id, state, figures, words,
      errors, unexplained, submitted_at, submitted_by_name, late, source, job_id, synthetic, changed_at, version)
    SELECT u.unit_id, ${definition.code}::text, ${work.period.period}::text, ${ofPark ? sql`NULL::uuid` : sql`u.unit_id`},
           ${ofPark ? sql`u.unit_id` : sql`NULL::uuid`}, ${definition.version}::int, u.park_id, u.state, u.figures::float8[], u.words::text[],
           u.errors, u.unexplained, CASE WHEN u.submits THEN ${cells.at}::timestamptz END,
           CASE WHEN u.submits THEN ${ctx.caller.name}::text END, CASE WHEN u.submits THEN ${cells.late}::boolean END,
           'import', ${work.jobId}::uuid, u.synthetic, ${cells.at}::timestamptz, u.version
      FROM unnest(${cells.units}::uuid[], ${rows.map(({ unit }) => unit.parkId)}::uuid[], ${cells.states}::text[],
             ${cells.figures}::text[], ${cells.words}::text[], ${cells.errors}::int[], ${cells.unexplained}::int[],
             ${cells.submits}::boolean[], ${rows.map(({ unit }) => unit.synthetic)}::boolean[], ${cells.versions}::int[])
        AS u (unit_id, park_id, state, figures, words, errors, unexplained, submits, synthetic, version)
    ON CONFLICT (unit_id, form, period) DO NOTHING
    RETURNING unit_id`.execute(tx)
  return done.map(({ unitId }) => unitId)
}

async function updateFilings(
  tx: Tx,
  ctx: Context,
  work: ImportWork,
  batch: JudgedBatch,
  rows: readonly TakenRow[],
): Promise<readonly string[]> {
  if (rows.length === 0) return []
  const cells = cellColumns(ctx, work, batch, rows)
  const imputed = rows.map((row) => JSON.stringify(stillImputed(work, batch, row)))
  const { rows: done } = await sql<{ unitId: string }>`
    UPDATE statistics_filing f
       SET state = u.state, errors = u.errors, unexplained = u.unexplained, version = u.version, changed_at = ${cells.at}::timestamptz,
           figures = CASE WHEN u.saves THEN u.figures::float8[] ELSE f.figures END,
           words = CASE WHEN u.saves THEN u.words::text[] ELSE f.words END,
           imputed = CASE WHEN u.saves THEN u.imputed::json ELSE f.imputed END,
           source = CASE WHEN u.saves THEN 'import' ELSE f.source END,
           job_id = CASE WHEN u.saves THEN ${work.jobId}::uuid ELSE f.job_id END,
           submitted_at = CASE WHEN u.submits THEN ${cells.at}::timestamptz ELSE f.submitted_at END,
           submitted_by_name = CASE WHEN u.submits THEN ${ctx.caller.name}::text ELSE f.submitted_by_name END,
           late = CASE WHEN u.submits THEN ${cells.late}::boolean ELSE f.late END,
           return_reason = CASE WHEN u.submits THEN NULL ELSE f.return_reason END,
           txid = pg_current_xact_id()
      FROM unnest(${cells.units}::uuid[], ${rows.map(({ standing }) => standing?.version ?? 0)}::int[], ${cells.states}::text[],
             ${cells.figures}::text[], ${cells.words}::text[], ${imputed}::text[], ${cells.errors}::int[],
             ${cells.unexplained}::int[], ${cells.saves}::boolean[], ${cells.submits}::boolean[], ${cells.versions}::int[])
        AS u (unit_id, before, state, figures, words, imputed, errors, unexplained, saves, submits, version)
     WHERE f.unit_id = u.unit_id AND f.form = ${work.form.definition.code} AND f.period = ${work.period.period}
       AND f.version = u.before
    RETURNING f.unit_id`.execute(tx)
  return done.map(({ unitId }) => unitId)
}

/** A cell that a person wrote is no estimate any more. */
function stillImputed(work: ImportWork, batch: JudgedBatch, row: TakenRow): Record<string, unknown> {
  const estimates = Object.entries(row.standing?.imputed ?? {})
  if (estimates.length === 0) return {}
  const changed = changesOf(work, batch, row)
  return Object.fromEntries(estimates.filter(([code]) => !Object.hasOwn(changed, code)))
}

function changesOf(
  work: ImportWork,
  batch: JudgedBatch,
  { standing, place }: TakenRow,
): Record<string, [CellValue, CellValue]> {
  const before = standing === null ? {} : fromStored(work.form, standing)
  return changedCells(before, valuesAt(work.form, batch, place))
}

async function keepActs(
  tx: Tx,
  ctx: Context,
  work: ImportWork,
  batch: JudgedBatch,
  rows: readonly TakenRow[],
): Promise<void> {
  const acts = rows.flatMap((row) => {
    const of = { unitId: row.unit.unitId, parkId: row.standing?.parkId ?? row.unit.parkId }
    const first = (row.standing?.version ?? 0) + 1
    return [
      ...(row.saves === null
        ? []
        : [{ ...of, no: first, act: 'import', changed: JSON.stringify(changesOf(work, batch, row)) }]),
      ...(row.submits ? [{ ...of, no: versionAfter(row), act: 'submit', changed: '{}' }] : []),
    ]
  })
  if (acts.length === 0) return
  await sql`
    INSERT INTO statistics_filing_act (unit_id, form, period, no, park_id, act, changed, at, by_id, by_name)
    SELECT u.unit_id, ${work.form.definition.code}::text, ${work.period.period}::text, u.no, u.park_id, u.act, u.changed::json,
           ${ctx.now.toISOString()}::timestamptz, ${ctx.caller.userId}::uuid, ${ctx.caller.name}::text
      FROM unnest(${acts.map(({ unitId }) => unitId)}::uuid[], ${acts.map(({ no }) => no)}::int[],
             ${acts.map(({ parkId }) => parkId)}::uuid[], ${acts.map(({ act }) => act)}::text[],
             ${acts.map(({ changed }) => changed)}::text[]) AS u (unit_id, no, park_id, act, changed)`.execute(
    tx,
  )
}

function arrayText(elements: readonly string[]): string {
  return `{${elements.join(',')}}`
}

function figureText(figure: number): string {
  return Number.isNaN(figure) ? 'NULL' : String(figure)
}

function wordText(word: string | null): string {
  return word === null ? 'NULL' : `"${word.replaceAll(/["\\]/gu, '\\$&')}"`
}
