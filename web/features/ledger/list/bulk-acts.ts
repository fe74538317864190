import { ACT_RULES, OPEN_STATES } from '#domain/ledger'
import type { DutyActInput, DutyRow } from '#contract/ledger'

/** What can be done with many duties at once; the words of a report or a verification belong to one duty alone. */
export const BULK_ACTS = ['assign', 'accept', 'close', 'rhythm', 'public', 'evaluation'] as const
export type BulkAct = (typeof BULK_ACTS)[number]

/**
 * The acts worth offering for these duties: those that at least one of them could take in its state. Whose duty it is, the
 * server decides for each; what it refuses comes back with the reason.
 */
export function bulkActs(rows: readonly Pick<DutyRow, 'state'>[]): readonly BulkAct[] {
  return BULK_ACTS.filter((act) => rows.some(({ state }) => isPossible(act, state)))
}

function isPossible(act: BulkAct, state: DutyRow['state']): boolean {
  switch (act) {
    case 'assign':
    case 'accept':
    case 'close':
      return (ACT_RULES[act].from as readonly string[]).includes(state)
    case 'rhythm':
      return OPEN_STATES.some((open) => open === state)
    case 'public':
    case 'evaluation':
      return true
  }
}

/** What the dialog holds for every act; each takes its own. */
export interface BulkValues {
  readonly leadId: string | null
  readonly supporting: readonly string[]
  readonly note: string
  readonly reportEvery: DutyRow['rhythm']
  readonly visibility: DutyRow['visibility']
  readonly forEvaluation: boolean
  readonly reason: string
}

export type BulkFault = 'leadNeeded' | 'leadSupports' | 'reasonNeeded'

/** What is missing before the act can be sent, by field. */
export function bulkFaults(act: BulkAct, values: BulkValues): Readonly<Record<string, BulkFault>> {
  if (act === 'assign') {
    if (values.leadId === null) return { leadId: 'leadNeeded' }
    return values.supporting.includes(values.leadId) ? { supporting: 'leadSupports' } : {}
  }
  return act === 'rhythm' && values.reason.trim() === '' ? { reason: 'reasonNeeded' } : {}
}

/** As the server takes it. */
export function bulkInput(act: BulkAct, values: BulkValues): DutyActInput {
  switch (act) {
    case 'assign':
      return {
        kind: 'assign',
        leadId: values.leadId ?? '',
        personId: null,
        personName: null,
        supporting: [...values.supporting],
        note: values.note.trim() || null,
      }
    case 'accept':
      return { kind: 'accept', personId: null, personName: null }
    case 'close':
      return { kind: 'close', text: values.note.trim() || null }
    case 'rhythm':
      return { kind: 'change', reason: values.reason.trim(), fields: { reportEvery: values.reportEvery } }
    case 'public':
      return { kind: 'change', reason: null, fields: { visibility: values.visibility } }
    case 'evaluation':
      return { kind: 'change', reason: null, fields: { forEvaluation: values.forEvaluation } }
  }
}
