import { compileForm, parseForm, type CompiledForm } from '#domain/indicators'
import { refuse } from '#domain/kernel'
import type { WireJson } from './contract.ts'
import type { Tx } from './store.ts'

const compiled = new WeakMap<object, Map<string, CompiledForm>>()

/** A form version, compiled once per process. Refuses with `statistics.form_unknown`. */
export async function formAt(tx: Tx, place: object, code: string, version: number): Promise<CompiledForm> {
  const known = compiled.get(place) ?? new Map<string, CompiledForm>()
  compiled.set(place, known)
  const key = `${code}@${String(version)}`
  const found = known.get(key)
  if (found !== undefined) return found
  const row = await tx
    .selectFrom('statisticsForm')
    .select('definition')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined) return refuse('statistics.form_unknown', { form: code })
  const parsed = parseForm(row.definition)
  // It was parsed when it was loaded.
  if (!parsed.ok) throw new Error(`form ${key}: ${parsed.issues.map((issue) => issue.code).join(', ')}`)
  const made = compileForm(parsed.value)
  known.set(key, made)
  return made
}

/** The newest version of a form. Refuses with `statistics.form_unknown`. */
export async function newestForm(tx: Tx, place: object, code: string): Promise<CompiledForm> {
  const row = await tx
    .selectFrom('statisticsForm')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.version === null || row?.version === undefined
    ? refuse('statistics.form_unknown', { form: code })
    : formAt(tx, place, code, row.version)
}

const wired = new WeakMap<CompiledForm, WireJson>()

/** The definition as it goes over the wire; written once per version. */
export function wireForm(form: CompiledForm): WireJson {
  const known = wired.get(form) ?? (JSON.parse(JSON.stringify(form.definition)) as WireJson)
  wired.set(form, known)
  return known
}
