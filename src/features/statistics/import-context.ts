import { sql } from 'kysely'
import type { AlignedTable, ColumnContext, CompiledForm } from '#domain/indicators'
import { periodById } from '#domain/kernel'
import { placesOf } from './cells.ts'
import { memberSums, periodBack } from './check-context.ts'
import { formAt } from './forms.ts'
import type { PeriodRow, Tx } from './store.ts'

/** Figures that the rules of a form read elsewhere. */
export interface ColumnNeeds {
  /** By form code. */
  readonly forms: ReadonlyMap<string, ReadonlySet<string>>
  /** By steps back: `1`, `1Y`. */
  readonly history: ReadonlyMap<string, ReadonlySet<string>>
  readonly members: readonly string[]
}

export function columnNeeds(form: CompiledForm): ColumnNeeds {
  const forms = new Map<string, Set<string>>()
  const history = new Map<string, Set<string>>()
  const members = new Set<string>()
  const add = (to: Map<string, Set<string>>, key: string, code: string) =>
    to.set(key, (to.get(key) ?? new Set()).add(code))
  for (const rule of form.rules) {
    if (rule.kind === 'change') add(history, rule.rule.back, rule.rule.cell)
    if (rule.kind !== 'linear') continue
    for (const { source } of [...rule.left, ...rule.right]) {
      if (source.kind === 'form') add(forms, source.form, source.code)
      if (source.kind === 'history') add(history, source.back, source.code)
      if (source.kind === 'members') members.add(source.key)
    }
  }
  return { forms, history, members: [...members] }
}

interface Beside {
  readonly unitId: string
  readonly form: string
  readonly period: string
  readonly formVersion: number
  readonly figures: (number | null)[]
}

/** What checkContext gives for one filing, for many at once: the same rows under the same rights, as columns. */
export async function columnContext(
  tx: Tx,
  place: object,
  form: CompiledForm,
  { period: id }: PeriodRow,
  units: readonly string[],
): Promise<ColumnContext> {
  const period = periodById(id)
  if (period === null) throw new RangeError(`not a period: ${id}`)
  const needs = columnNeeds(form)
  const { code } = form.definition
  const backs = [...needs.history].flatMap(([back, cells]) => {
    const then = periodBack(period, back)
    return then === null ? [] : [{ back, cells, id: then.id }]
  })
  const wanted = [
    ...[...needs.forms.keys()].map((other) => ({ form: other, period: id })),
    ...backs.map((back) => ({ form: code, period: back.id })),
  ]
  const rows = wanted.length === 0 ? [] : await besideOf(tx, wanted, units)
  const rowOf = new Map(units.map((unit, row) => [unit, row]))
  const aligned = (of: (row: Beside) => boolean, cells: ReadonlySet<string>) =>
    align(tx, place, rows.filter(of), cells, rowOf)
  const forms: Record<string, AlignedTable> = {}
  for (const [other, cells] of needs.forms)
    forms[other] = await aligned((row) => row.form === other && row.period === id, cells)
  const history: Record<string, AlignedTable> = {}
  for (const { back, cells, id: then } of backs)
    history[back] = await aligned((row) => row.form === code && row.period === then, cells)
  if (form.definition.filers.unit === 'enterprise') return { forms, history }
  return { forms, history, members: await memberColumns(tx, place, needs.members, units, id) }
}

async function besideOf(
  tx: Tx,
  wanted: readonly { readonly form: string; readonly period: string }[],
  units: readonly string[],
): Promise<readonly Beside[]> {
  const { rows } = await sql<Beside>`
    SELECT f.unit_id, f.form, f.period, f.form_version, f.figures
      FROM statistics_filing f
      JOIN (SELECT DISTINCT * FROM unnest(${wanted.map(({ form }) => form)}::text[], ${wanted.map(({ period }) => period)}::text[])
              AS w (form, period)) w USING (form, period)
     WHERE f.unit_id = ANY (${[...units]}::uuid[])`.execute(tx)
  return rows
}

async function align(
  tx: Tx,
  place: object,
  rows: readonly Beside[],
  cells: ReadonlySet<string>,
  rowOf: ReadonlyMap<string, number>,
): Promise<AlignedTable> {
  const at = new Int32Array(rowOf.size).fill(-1)
  const columns = [...cells].map((cell) => ({ cell, column: new Float64Array(rows.length).fill(Number.NaN) }))
  const versions = new Map<number, readonly number[]>()
  for (const [there, { unitId, form, formVersion, figures }] of rows.entries()) {
    let places = versions.get(formVersion)
    if (places === undefined) {
      const stored = placesOf(await formAt(tx, place, form, formVersion)).figures
      places = columns.map(({ cell }) => stored.indexOf(cell))
      versions.set(formVersion, places)
    }
    at[rowOf.get(unitId) ?? -1] = there
    for (const [n, { column }] of columns.entries()) column[there] = figures[places[n] ?? -1] ?? Number.NaN
  }
  return {
    table: {
      rows: rows.length,
      figures: new Map(columns.map(({ cell, column }) => [cell, column])),
      texts: new Map(),
    },
    rows: at,
  }
}

async function memberColumns(
  tx: Tx,
  place: object,
  keys: readonly string[],
  parks: readonly string[],
  period: string,
): Promise<Record<string, Float64Array>> {
  const columns = Object.fromEntries(
    keys.map((key) => [key, new Float64Array(parks.length).fill(Number.NaN)]),
  )
  for (const [row, park] of parks.entries()) {
    const sums = await memberSums(tx, { place }, keys, park, period)
    for (const key of keys) {
      const column = columns[key]
      if (column !== undefined) column[row] = sums[key] ?? Number.NaN
    }
  }
  return columns
}
