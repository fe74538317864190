import type { WarningRule } from './warning.ts'

/** An alert that waits to be shown to a person. */
export interface WaitingAlert {
  readonly id: string
  readonly person: string
  readonly level: WarningRule['level']
  /** How far beyond its limit, on any scale that rises; among alerts of one level the greater comes first. */
  readonly weight: number
  /** When it was raised, as text that sorts by time: 2025-03-01 or 2025-03. */
  readonly raised: string
}

export interface AlertBudget {
  /** Alerts that one person gets in the span, those already given among them. */
  readonly perPerson: number
  /** Alerts given in the span so far, by person. */
  readonly given?: ReadonlyMap<string, number>
  /** True: alarms are given even where the budget is used up, and count against it. */
  readonly alarmsAlways: boolean
}

export interface BudgetedAlerts {
  /** To be shown now, by person, most serious first. */
  readonly now: ReadonlyMap<string, readonly WaitingAlert[]>
  /** Kept back, in the same order: nothing is dropped, they stand first in line next time. */
  readonly later: ReadonlyMap<string, readonly WaitingAlert[]>
}

/**
 * Which alerts a person gets now: the level first, then the weight, then the older, then the id. The order in which they come in
 * does not matter.
 */
export function budgetAlerts(alerts: readonly WaitingAlert[], budget: AlertBudget): BudgetedAlerts {
  const byPerson = new Map<string, WaitingAlert[]>()
  for (const alert of alerts) {
    const own = byPerson.get(alert.person) ?? []
    own.push(alert)
    byPerson.set(alert.person, own)
  }
  const now = new Map<string, readonly WaitingAlert[]>()
  const later = new Map<string, readonly WaitingAlert[]>()
  for (const person of [...byPerson.keys()].sort(byText)) {
    const ordered = (byPerson.get(person) ?? []).sort(bySeriousness)
    let left = budget.perPerson - (budget.given?.get(person) ?? 0)
    const given: WaitingAlert[] = []
    const kept: WaitingAlert[] = []
    for (const alert of ordered) {
      const isGiven = left > 0 || (budget.alarmsAlways && alert.level === 'alarm')
      if (isGiven) left--
      ;(isGiven ? given : kept).push(alert)
    }
    if (given.length > 0) now.set(person, given)
    if (kept.length > 0) later.set(person, kept)
  }
  return { now, later }
}

const SERIOUSNESS = { alarm: 0, warning: 1, notice: 2 } as const

function bySeriousness(a: WaitingAlert, b: WaitingAlert): number {
  return (
    SERIOUSNESS[a.level] - SERIOUSNESS[b.level] ||
    b.weight - a.weight ||
    byText(a.raised, b.raised) ||
    byText(a.id, b.id)
  )
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
