import type { DutyView } from '#contract/ledger'
import type { Language } from '../../../text/index.ts'
import { fieldName, fieldValue } from '../shared/field-words.ts'
import type { FieldNames } from '../shared/field-words.ts'
import type { LedgerFrame } from '../shared/queries.ts'
import type { ActKind } from './act-values.ts'

/** A supporting body contributes; a duty that has a lead is reassigned. */
export function actName(kind: ActKind, isLead: boolean, view: DutyView) {
  if (kind === 'report' && !isLead) return 'act.contribute'
  if (kind === 'assign' && view.duty.lead !== null) return 'act.reassign'
  return `act.${kind}` as const
}

/** Names behind ids, of bodies, people, and the duties that stand near. */
export function namesOf(frame: LedgerFrame, view: DutyView): FieldNames {
  return {
    bodies: frame.bodies,
    people: frame.people,
    actions: frame.actions,
    duties: [view.duty, ...view.ancestors, ...view.parts, ...(view.mergedInto ? [view.mergedInto] : [])],
  }
}

/** Fields of a duty in words, for what a refused save shows. */
export function staleWords(names: FieldNames, language: Language) {
  return {
    name: (field: string) => fieldName(field, language),
    value: (field: string, value: unknown) => fieldValue(field, value, names, language),
  }
}
