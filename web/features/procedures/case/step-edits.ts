import type { Json } from '#domain/kernel'
import type { CommandInput } from '../shared/case-queries.ts'
import { isList, isSchema } from '../shared/field-control-kind.ts'
import type { FieldFaults, FormValues } from '../shared/form-faults.ts'

type SentData = Extract<CommandInput, { kind: 'save' }>['data']

/** Of what was typed, what the server would take: fields with a fault wait until they are right, emptied ones may go. */
export function savableEdits(edits: FormValues, faults: FieldFaults): FormValues {
  const wrong = new Set(
    [...faults].filter(([, { rule }]) => rule !== 'required').map(([place]) => place.split('.')[0]),
  )
  return Object.fromEntries(Object.entries(edits).filter(([code]) => !wrong.has(code)))
}

/** What remains to be saved: a field that was typed into again since stays. */
export function withoutSaved(edits: FormValues, saved: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(edits).filter(([code, value]) => !(code in saved) || saved[code] !== value),
  )
}

/** A copy that the contract takes: its JSON may be written to, ours is not. */
export function dataToSend(values: FormValues): SentData {
  return Object.fromEntries(Object.entries(values).map(([code, value]) => [code, copy(value)]))
}

function copy(value: Json): SentData[string] {
  if (isList(value)) return value.map(copy)
  return isSchema(value) ? dataToSend(value) : value
}
