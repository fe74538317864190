import type { DutySnapshot, FieldDifference, LedgerDifference, LedgerTotals } from './comparison.ts'
import { GONE_STATES } from './duty.ts'
import type { Duty, DutyState } from './duty.ts'

/** Fields of a duty whose change is told: the id stays, progress has its own column, the state tells of a suspension. */
export type ComparedField = Exclude<keyof Duty, 'id' | 'progress' | 'suspendedFrom'>

/** In the order in which a page tells them; complete, because a field that is missing here does not compile. */
const COMPARED: Readonly<Record<ComparedField, true>> = {
  title: true,
  content: true,
  number: true,
  state: true,
  leadId: true,
  personId: true,
  personName: true,
  supporting: true,
  startsOn: true,
  dueOn: true,
  precision: true,
  dueText: true,
  rhythm: true,
  period: true,
  reportEvery: true,
  categories: true,
  parkId: true,
  parentId: true,
  mergedInto: true,
  weight: true,
  rollUp: true,
  override: true,
  visibility: true,
  forEvaluation: true,
  ownerId: true,
  kind: true,
}
const FIELDS = Object.keys(COMPARED) as ComparedField[]

/** Every field name that `FieldDifference.field` may carry. */
export const COMPARED_FIELDS: readonly string[] = [...FIELDS, 'planId', 'light']

const GONE: ReadonlySet<DutyState> = new Set(GONE_STATES)

/**
 * What differs between the ledger at two dates, by duty id. A merged or dropped duty is no longer in the ledger: it counts as
 * removed, and as added where it comes back; one that was gone at both dates is left out. `removed` tells the state it has
 * now, `dropped` where the later ledger does not know it at all. Categories and supporting bodies are sets: their order does
 * not matter. added, changed and unchanged together are the later ledger, removed, changed and unchanged the earlier one; each
 * keeps the order of its list. Should an id stand twice in a list, the last one counts.
 */
export function compareLedgers(
  before: readonly DutySnapshot[],
  after: readonly DutySnapshot[],
): LedgerDifference {
  const [earlier, later] = [byId(before), byId(after)]
  const removed: { before: DutySnapshot; state: DutyState }[] = []
  const changed: LedgerDifference['changed'][number][] = []
  let unchanged = 0
  for (const [id, then] of earlier) {
    if (isGone(then)) continue
    const now = later.get(id)
    if (now === undefined || isGone(now)) {
      removed.push({ before: then, state: now?.duty.state ?? 'dropped' })
      continue
    }
    const fields = differingFields(then, now)
    const progress = now.progress - then.progress
    if (fields.length === 0 && progress === 0) unchanged++
    else changed.push({ before: then, after: now, fields, progress })
  }
  const added = [...later.values()].filter((now) => {
    const then = earlier.get(now.duty.id)
    return !isGone(now) && (then === undefined || isGone(then))
  })
  return {
    added,
    removed,
    changed,
    unchanged,
    totals: { before: totalsOf(earlier), after: totalsOf(later) },
  }
}

function byId(snapshots: readonly DutySnapshot[]): ReadonlyMap<string, DutySnapshot> {
  const found = new Map<string, DutySnapshot>()
  for (const snapshot of snapshots) found.set(snapshot.duty.id, snapshot)
  return found
}

function isGone({ duty }: DutySnapshot): boolean {
  return GONE.has(duty.state)
}

function differingFields(then: DutySnapshot, now: DutySnapshot): FieldDifference[] {
  const differing: FieldDifference[] = []
  for (const field of FIELDS) {
    const before = then.duty[field]
    const after = now.duty[field]
    if (before !== after && !isSame(before, after)) differing.push({ field, before, after })
  }
  if (then.planId !== now.planId) {
    differing.push({ field: 'planId', before: then.planId, after: now.planId })
  }
  if (then.light !== now.light) differing.push({ field: 'light', before: then.light, after: now.light })
  return differing
}

/** Of two values that are not identical. */
function isSame(a: Duty[ComparedField], b: Duty[ComparedField]): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false
  if ('light' in a) return 'light' in b && a.light === b.light && a.reason === b.reason
  if ('light' in b || a.length !== b.length) return false
  if (a.every((one, at) => one === b[at])) return true
  const [x, y] = [a.toSorted(), b.toSorted()]
  return x.every((one, at) => one === y[at])
}

function totalsOf(ledger: ReadonlyMap<string, DutySnapshot>): LedgerTotals {
  const lights: Record<string, number> = {}
  const states: Record<string, number> = {}
  let duties = 0
  let progress = 0
  for (const snapshot of ledger.values()) {
    if (isGone(snapshot)) continue
    duties++
    progress += snapshot.progress
    lights[snapshot.light] = (lights[snapshot.light] ?? 0) + 1
    states[snapshot.duty.state] = (states[snapshot.duty.state] ?? 0) + 1
  }
  return { duties, meanProgress: duties === 0 ? null : progress / duties, lights, states }
}
