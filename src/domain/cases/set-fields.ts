import type { Json } from '#domain/kernel'
import { emit, type Run } from './case-run.ts'
import type { CaseData } from './case-state.ts'
import { evaluate } from './expression.ts'
import { contextIn } from './expression-context.ts'
import { homeOf, type Scope } from './scopes.ts'

/** Evaluates a definition's `set` in order: a later expression sees what an earlier one set. */
export function setFields(
  run: Run,
  set: Readonly<Record<string, string>> | undefined,
  scope: Scope,
  outcome?: string | null,
): void {
  const extra = outcome === undefined ? {} : { outcome }
  for (const [field, text] of Object.entries(set ?? {})) {
    const value = evaluate(text, contextIn(run.definition, run.draft, run.env, scope, extra))
    changeData(run, { [field]: value }, scope)
  }
}

/** Records the fields that differ from what is there, each where it is kept: in the case or in its branch. */
export function changeData(run: Run, data: CaseData, scope: Scope): void {
  const changed = new Map<string | null, Record<string, Json>>()
  for (const [field, value] of Object.entries(data)) {
    const home = homeOf(run.definition, run.draft, scope, field)
    const before = (home === null ? run.draft.data : home.data)[field] ?? null
    if (isSame(before, value)) continue
    const fields = changed.get(home?.id ?? null) ?? {}
    fields[field] = value
    changed.set(home?.id ?? null, fields)
  }
  for (const [branch, fields] of changed) emit(run, { kind: 'data-changed', branch, data: fields })
}

/** Equal as JSON, whatever the order of an object's keys. */
function isSame(a: Json, b: Json): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size &&
    left.every(([key, value]) => {
      const other = right.get(key)
      return other !== undefined && isSame(value, other)
    })
  )
}
