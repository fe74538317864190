import { compileForm, parseForm } from '#domain/indicators'
import type { CompiledForm } from '#domain/indicators'
import type { Outcome } from '#domain/kernel'

/** Every answer of the server brings its own copy of the definition; a form that is the same stays the same object. */
const read = new Map<string, Outcome<CompiledForm>>()
const KEPT = 8

export function compiledForm(definition: unknown): Outcome<CompiledForm> {
  const key = JSON.stringify(definition)
  const known = read.get(key)
  if (known !== undefined) return known
  const parsed = parseForm(definition)
  const form: Outcome<CompiledForm> = parsed.ok ? { ok: true, value: compileForm(parsed.value) } : parsed
  for (const old of read.keys()) if (read.size >= KEPT) read.delete(old)
  read.set(key, form)
  return form
}
