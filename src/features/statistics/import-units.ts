import { sql } from 'kysely'
import type { CompiledForm } from '#domain/indicators'
import { isCreditCode, type Issue, type Json } from '#domain/kernel'
import type { FilingTable } from './import-table.ts'
import type { FilingCaller } from './filing-actor.ts'
import type { PeriodRow, Tx } from './store.ts'

/** Whose filing a row is. */
export interface ImportUnit {
  readonly unitId: string
  readonly creditCode: string | null
  readonly name: string
  /** Where it was registered on the last day of the period: who approves. */
  readonly parkId: string | null
  readonly synthetic: boolean
}

export interface RowIssue extends Issue {
  readonly params: Readonly<Record<string, Json>>
}

export type FoundUnit =
  | { readonly unit: ImportUnit; readonly issue: null }
  | { readonly unit: ImportUnit | null; readonly issue: RowIssue }

/** So many rows are looked up at a time. */
const AT_ONCE = 2_000

/**
 * Finds the unit of every row, by its code or, where there is none, by a name that only one has; under the caller's rights, so
 * that enterprises of others are as unknown as those that do not exist. Two rows of one unit are both refused.
 */
export async function findUnits(
  tx: Tx,
  form: CompiledForm,
  period: PeriodRow,
  table: FilingTable,
  caller: FilingCaller,
): Promise<readonly FoundUnit[]> {
  const lookUp =
    form.definition.filers.unit === 'park'
      ? await parkFinder(tx, period)
      : enterpriseFinder(tx, period, caller)
  const found: FoundUnit[] = []
  for (let from = 0; from < table.rows; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, table.rows - from) }, (_, at) => ({
      code: tidyCode(table.creditCode[from + at] ?? null),
      name: tidyName(table.name[from + at] ?? null),
    }))
    for (const unit of await lookUp(rows, table.rows === 1)) found.push(unit)
  }
  return withoutRepeated(found, table)
}

type Names = { readonly code: string | null; readonly name: string | null }
type Finder = (rows: readonly Names[], alone: boolean) => Promise<readonly FoundUnit[]>

function enterpriseFinder(tx: Tx, { toOn }: PeriodRow, { enterpriseId }: FilingCaller): Finder {
  return async (rows, alone) => {
    const codes = [...new Set(rows.flatMap(({ code }) => code ?? []))]
    const names = [...new Set(rows.flatMap(({ code, name }) => (code === null ? (name ?? []) : [])))]
    const known = await enterprisesNamed(tx, toOn, codes, names)
    const own = alone && enterpriseId !== null ? await enterpriseById(tx, toOn, enterpriseId) : null
    return rows.map(({ code, name }) => {
      if (code === null && name === null)
        return own === null
          ? { unit: null, issue: { code: 'statistics.import_unit_missing', params: {} } }
          : judged(own, name, name)
      if (code === null) {
        const named = known.byName.get(plainName(name ?? '')) ?? []
        const [one, other] = named
        if (other !== undefined)
          return {
            unit: null,
            issue: { code: 'statistics.import_name_shared', params: { name, count: named.length } },
          }
        return judged(one, name, name)
      }
      const one = known.byCode.get(code)
      if (one === undefined && !isCreditCode(code))
        return { unit: null, issue: { code: 'statistics.import_code_wrong', params: { given: code } } }
      return judged(one, code, name)
    })
  }
}

interface RegisterRow extends ImportUnit {
  readonly registered: boolean
}

function judged(one: RegisterRow | undefined, given: string | null, name: string | null): FoundUnit {
  if (one === undefined)
    return { unit: null, issue: { code: 'statistics.import_unit_unknown', params: { given: given ?? '' } } }
  if (!one.registered)
    return {
      unit: one,
      issue: { code: 'statistics.not_registered_then', params: { name: name ?? one.name } },
    }
  return { unit: one, issue: null }
}

async function enterprisesNamed(tx: Tx, on: string, codes: readonly string[], names: readonly string[]) {
  const { rows: coded } =
    codes.length === 0
      ? { rows: [] }
      : await sql<RegisterRow>`
    SELECT e.id AS unit_id, e.credit_code, e.synthetic, s.registration_park_id AS park_id, coalesce(s.name, '') AS name,
           s.enterprise_id IS NOT NULL AS registered
      FROM enterprise e
      LEFT JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> ${on}::date
     WHERE e.credit_code = ANY (${[...codes]}::text[])`.execute(tx)
  const { rows: named } =
    names.length === 0
      ? { rows: [] }
      : await sql<RegisterRow>`
    SELECT e.id AS unit_id, e.credit_code, e.synthetic, s.registration_park_id AS park_id, s.name, true AS registered
      FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE upper_inf(s.known) AND s.valid @> ${on}::date AND s.name = ANY (${names.flatMap(spellings)}::text[])`.execute(
          tx,
        )
  const byName = new Map<string, RegisterRow[]>()
  for (const row of named) {
    const name = plainName(row.name)
    byName.set(name, [...(byName.get(name) ?? []), row])
  }
  return { byCode: new Map(coded.map((row) => [row.creditCode ?? '', row])), byName }
}

async function enterpriseById(tx: Tx, on: string, id: string): Promise<RegisterRow | null> {
  const { rows } = await sql<RegisterRow>`
    SELECT e.id AS unit_id, e.credit_code, e.synthetic, s.registration_park_id AS park_id, coalesce(s.name, '') AS name,
           s.enterprise_id IS NOT NULL AS registered
      FROM enterprise e
      LEFT JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> ${on}::date
     WHERE e.id = ${id}::uuid`.execute(tx)
  return rows[0] ?? null
}

/** Parks by code, name or short name; there are few. */
async function parkFinder(tx: Tx, { toOn }: PeriodRow): Promise<Finder> {
  const { rows: parks } = await sql<{ id: string; code: string; name: string; shortName: string }>`
    SELECT o.id, o.code, n.name, n.short_name
      FROM organisation o JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> ${toOn}::date
     WHERE o.kind = 'park'`.execute(tx)
  return (rows) =>
    Promise.resolve(
      rows.map(({ code, name }) => {
        const given = code ?? name
        if (given === null)
          return { unit: null, issue: { code: 'statistics.import_unit_missing', params: {} } }
        const found = parks.find((park) =>
          [park.code.toUpperCase(), park.name, park.shortName].some(
            (known) => known === code || known === name,
          ),
        )
        return judged(
          found && {
            unitId: found.id,
            creditCode: null,
            name: found.name,
            parkId: found.id,
            synthetic: false,
            registered: true,
          },
          given,
          name,
        )
      }),
    )
}

/** Which of two rows is meant, nobody can tell: both are refused, each naming the other. */
function withoutRepeated(found: readonly FoundUnit[], table: FilingTable): readonly FoundUnit[] {
  const rowsOf = new Map<string, number[]>()
  for (const [row, { unit }] of found.entries())
    if (unit !== null) rowsOf.set(unit.unitId, [...(rowsOf.get(unit.unitId) ?? []), row])
  return found.map((one, row) => {
    const rows = one.unit === null ? [] : (rowsOf.get(one.unit.unitId) ?? [])
    if (rows.length < 2) return one
    const others = rows.filter((other) => other !== row).map((other) => table.line[other] ?? 0)
    return {
      unit: one.unit,
      issue: { code: 'statistics.import_twice', params: { rows: others.slice(0, 20) } },
    }
  })
}

/** Full-width and lower-case letters, spaces and an apostrophe before the digits do not matter. */
function tidyCode(code: string | null): string | null {
  const tidy = (code ?? '')
    .replaceAll(/[\uff01-\uff5e]/gu, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\s'‘’]/gu, '')
    .toUpperCase()
  return tidy === '' ? null : tidy
}

/** Names stand with brackets of either width. */
function spellings(name: string): string[] {
  const plain = plainName(name)
  return [...new Set([name, plain, plain.replaceAll('(', '（').replaceAll(')', '）')])]
}

function plainName(name: string): string {
  return name.replaceAll('（', '(').replaceAll('）', ')')
}

function tidyName(name: string | null): string | null {
  const tidy = (name ?? '').trim()
  return tidy === '' ? null : tidy
}
