import { sql, type Transaction } from 'kysely'
import { recordsOf } from '#features/enterprises'
import { placesOf } from '#features/statistics'
import { compileForm, parseForm } from '#domain/indicators'
import type { Database } from '#platform/postgres'
import type { BoundFact, FilingBinding } from './fact-binding.ts'
import type { EnterpriseSources, SourceDeclaration } from './facts-of.ts'

type Tx = Transaction<Database>

/** Which cells of which form facts need, and where these stand in the stored arrays, version by version. */
export interface NeededForm {
  readonly form: string
  readonly years: readonly number[]
  readonly cells: readonly { readonly cell: string; readonly expression: string }[]
}

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]*$/u

/** By the forms' digests: what the cells' SQL is does not change while the forms are the same. */
const known = new Map<string, readonly NeededForm[]>()

/** The SQL of the cells: `figures[7]`, by version where versions differ. A cell that no version has is left out. */
export async function neededForms(tx: Tx, facts: readonly BoundFact[]): Promise<readonly NeededForm[]> {
  const bindings = facts.map(({ from }) => from).filter((from) => from.kind === 'filing')
  const byForm = Map.groupBy(bindings, ({ form }) => form)
  const { rows } = await sql<{ shape: string }>`
    SELECT coalesce(string_agg(concat_ws(' ', code, version, digest), ',' ORDER BY code, version), '') AS shape
      FROM statistics_form WHERE code = ANY (${[...byForm.keys()]}::text[])`.execute(tx)
  const shape = rows[0]?.shape ?? ''
  const there = known.get(shape)
  if (there !== undefined) return there
  const versions = await tx
    .selectFrom('statisticsForm')
    .select(['code', 'version', 'definition'])
    .where('code', 'in', [...byForm.keys(), ''])
    .orderBy('version')
    .execute()
  const needed = [...byForm].map(([form, wanted]): NeededForm => {
    const places = versions
      .filter(({ code }) => code === form)
      .flatMap(({ version, definition }) => {
        const parsed = parseForm(definition)
        return parsed.ok ? [{ version, places: placesOf(compileForm(parsed.value)) }] : []
      })
    const cells = [...new Set(wanted.map(({ cell }) => cell))].flatMap((cell) => {
      const expression = cellExpression(cell, places)
      return expression === null ? [] : [{ cell, expression }]
    })
    return { form, years: yearsOf(wanted), cells }
  })
  known.set(shape, needed)
  return needed
}

function yearsOf(wanted: readonly FilingBinding[]): number[] {
  return [...new Set(wanted.map(({ yearsBack }) => yearsBack))].sort((a, b) => a - b)
}

function cellExpression(
  cell: string,
  versions: readonly { version: number; places: ReturnType<typeof placesOf> }[],
): string | null {
  if (!IDENTIFIER.test(cell)) throw new RangeError(`a cell named ${cell}`)
  const branches = versions.flatMap(({ version, places }) => {
    const figure = places.figures.indexOf(cell)
    const word = places.words.indexOf(cell)
    const value =
      figure >= 0 ? `to_json(figures[${figure + 1}])` : word >= 0 ? `to_json(words[${word + 1}])` : null
    return value === null ? [] : [`WHEN ${version} THEN ${value}`]
  })
  return branches.length === 0 ? null : `CASE form_version ${branches.join(' ')} END`
}

/** Sources of many enterprises on a day, as far as the caller may see them; in the order of the ids. */
export async function loadSources(
  tx: Tx,
  ids: readonly string[],
  needed: readonly NeededForm[],
  on: string,
): Promise<EnterpriseSources[]> {
  if (ids.length === 0) return []
  const [register, filings, records, declarations] = [
    await loadRegister(tx, ids, on),
    await loadFilings(tx, ids, needed, on),
    await recordsOf(tx, ids, on),
    await loadDeclarations(tx, ids, on),
  ]
  return ids.map((id) => ({
    id,
    register: register.get(id) ?? null,
    filings: filings.get(id) ?? new Map(),
    records: records.get(id) ?? [],
    declarations: declarations.get(id) ?? [],
  }))
}

async function loadRegister(tx: Tx, ids: readonly string[], on: string) {
  const { rows } = await sql<Record<string, string | boolean | null> & { id: string }>`
    SELECT s.enterprise_id AS id, e.credit_code, s.name, s.status, s.industry, s.field, s.size_class, s.rung, s.above_scale,
           s.high_tech, left(s.industry, 1) AS industry_section, r.code AS registration_park, o.code AS operation_park,
           d.code AS registration_district,
           (SELECT min(lower(f.valid))::text FROM enterprise_state f
             WHERE f.enterprise_id = s.enterprise_id AND upper_inf(f.known)) AS registered_on
      FROM enterprise_state s
      JOIN enterprise e ON e.id = s.enterprise_id
      LEFT JOIN organisation r ON r.id = s.registration_park_id
      LEFT JOIN organisation o ON o.id = s.operation_park_id
      LEFT JOIN organisation d ON d.id = s.registration_district_id
     WHERE s.enterprise_id = ANY (${ids}::uuid[]) AND s.valid @> ${on}::date AND upper_inf(s.known)`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

interface FiledRow {
  readonly id: string
  readonly period: string
  readonly cells: readonly (number | string | null)[]
  readonly imputed: Readonly<Record<string, unknown>> | null
}

async function loadFilings(tx: Tx, ids: readonly string[], needed: readonly NeededForm[], on: string) {
  const found = new Map<string, Map<string, Map<string, number | string>>>()
  for (const { form, years, cells } of needed) {
    if (cells.length === 0) continue
    const periods = years.map((back) => String(Number(on.slice(0, 4)) - back))
    const columns = sql.raw(cells.map(({ expression }) => expression).join(', '))
    const { rows } = await sql<FiledRow>`
      SELECT unit_id AS id, period, json_build_array(${columns}) AS cells,
             CASE WHEN imputed::text = '{}' THEN NULL ELSE imputed END AS imputed
        FROM statistics_filing
       WHERE unit_id = ANY (${ids}::uuid[]) AND form = ${form} AND period = ANY (${periods}::text[]) AND final`.execute(
      tx,
    )
    for (const row of rows) {
      const values = new Map<string, number | string>()
      for (const [place, { cell }] of cells.entries()) {
        const value = row.cells[place] ?? null
        // What is estimated is not a fact about the enterprise.
        if (value !== null && !Object.hasOwn(row.imputed ?? {}, cell)) values.set(cell, value)
      }
      let ofUnit = found.get(row.id)
      if (ofUnit === undefined) found.set(row.id, (ofUnit = new Map<string, Map<string, number | string>>()))
      ofUnit.set(`${form} ${row.period}`, values)
    }
  }
  return found
}

async function loadDeclarations(tx: Tx, ids: readonly string[], on: string) {
  const { rows } = await sql<SourceDeclaration & { enterpriseId: string }>`
    SELECT id, enterprise_id, fact, value, lower(valid)::text AS "from", upper(valid)::text AS "to", state,
           to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
      FROM fact_declaration
     WHERE enterprise_id = ANY (${ids}::uuid[]) AND state IN ('declared', 'confirmed') AND valid @> ${on}::date
     ORDER BY at`.execute(tx)
  return Map.groupBy(rows, ({ enterpriseId }) => enterpriseId)
}
