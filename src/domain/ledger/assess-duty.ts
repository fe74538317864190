import type { DateOn } from '#domain/kernel'
import { OPEN_STATES } from './duty.ts'
import type { DutyState, Light, Rhythm } from './duty.ts'
import type { Assessment, AssessmentReason, DutyFlag, DutyProgress, LedgerRules } from './duty-acts.ts'
import { addDays, daysBetween, nextPeriod, periodOf } from './periods.ts'
import type { Period } from './periods.ts'

/** Codes of `AssessmentReason.rule` with their parameters; days and percent are numbers, `…On` dates. */
export const ASSESSMENT_RULES = [
  /** ▲ or ■: `dueOn`, `days` past it. */
  'late',
  /** ■ or ▲ while it waits for verification, ● once verified: `dueOn`, `completedOn`, `days` between. */
  'completed-late',
  /** ▲ or ■: `reportDueOn`, `graceDays`, `days` past both, `lastReportOn` or null. */
  'stale',
  /** ▲ or ■: `expected` percent of the time that has passed, `progress`, `lag` in percentage points. */
  'behind',
  /** ▲: `dueOn`, `days` left, `progress`. */
  'due-soon',
  /** ▲: `assignedOn`, `days` since then, `answerDays`. */
  'unanswered',
  /** ▲: `progress`, `evidenceFrom`. */
  'no-evidence',
  /** ▲: no lead yet. */
  'unassigned',
  /** ▲: the lead gave it back. */
  'returned',
  /** ●: complete as its lead says, verified or closed: `state`, `completedOn` or null. */
  'complete',
  /** Grey: suspended, merged or dropped: `state`. */
  'not-counted',
] as const
export type AssessmentRule = (typeof ASSESSMENT_RULES)[number]

/**
 * The colour of a duty on a day, by the published rules, with every rule that fired (the worst first) and its figures. The
 * worst colour wins; no rule means ●. Method: docs/methods/progress.md.
 *
 * `changesOn` is exact: until the day before it the colours, flags, rules that fired with their colours, and `reportDueOn` stay
 * as they are, and on that day one of them differs, if nobody acts meanwhile. Figures in the reasons (days late) run on daily.
 */
export function assessDuty(progress: DutyProgress, today: DateOn, rules: LedgerRules): Assessment {
  const now = assessAt(progress, today, rules)
  const before = signatureOf(now)
  const changesOn =
    turningDays(progress, rules)
      .filter((day) => day > today)
      .sort()
      .find((day) => signatureOf(assessAt(progress, day, rules)) !== before) ?? null
  return { ...now, changesOn }
}

/** The colour alone, a tenth of the work: for counting many duties on a day. */
export function lightOn(progress: DutyProgress, today: DateOn, rules: LedgerRules): Light {
  return assessAt(progress, today, rules).light
}

type AssessedDay = Omit<Assessment, 'changesOn'>

function assessAt(duty: DutyProgress, today: DateOn, rules: LedgerRules): AssessedDay {
  const because = reasonsOf(duty, today, rules)
  const ruled = worstOf(because)
  const flags = DUTY_FLAGS_OF_RULES.filter(([rule]) => because.some((reason) => reason.rule === rule)).map(
    ([, flag]) => flag,
  )
  // What is closed or does not count has no colour to set by hand any more.
  const isOver = duty.state === 'closed' || isUncounted(duty.state)
  const light = duty.override !== null && !isOver ? duty.override.light : ruled
  return { light, ruled, flags, because, reportDueOn: reportDueOn(duty) }
}

const DUTY_FLAGS_OF_RULES: readonly (readonly [AssessmentRule, DutyFlag])[] = [
  ['late', 'late'],
  ['completed-late', 'late'],
  ['due-soon', 'due-soon'],
  ['stale', 'stale'],
  ['no-evidence', 'no-evidence'],
  ['behind', 'behind'],
  ['unanswered', 'unanswered'],
]

const SEVERITY = { red: 3, yellow: 2, grey: 1, green: 0 } as const satisfies Record<Light, number>

function worstOf(because: readonly AssessmentReason[]): Light {
  return because.reduce<Light>(
    (worst, { light }) => (SEVERITY[light] > SEVERITY[worst] ? light : worst),
    'green',
  )
}

function signatureOf({ light, ruled, flags, because, reportDueOn }: AssessedDay): string {
  return JSON.stringify([light, ruled, flags, because.map(({ rule, light: by }) => [rule, by]), reportDueOn])
}

/* ---- the rules ---- */

interface Reason extends AssessmentReason {
  readonly rule: AssessmentRule
}

function reasonsOf(duty: DutyProgress, today: DateOn, rules: LedgerRules): readonly Reason[] {
  const { state } = duty
  if (isUncounted(state)) return [{ rule: 'not-counted', light: 'grey', params: { state } }]
  const reasons = isOpenWork(state) ? openReasons(duty, today, rules) : completeReasons(duty, rules)
  return reasons
    .filter((reason) => reason !== null)
    .sort((a, b) => SEVERITY[b.light] - SEVERITY[a.light] || orderOf(a) - orderOf(b))
}

function orderOf({ rule }: Reason): number {
  return ASSESSMENT_RULES.indexOf(rule)
}

function openReasons(duty: DutyProgress, today: DateOn, rules: LedgerRules): readonly (Reason | null)[] {
  return [
    late(duty, today, rules),
    stale(duty, today, rules),
    behind(duty, today, rules),
    dueSoon(duty, today, rules),
    unanswered(duty, today, rules),
    duty.evidence === 0 && duty.hasParts !== true && duty.progress >= rules.evidenceFrom && duty.progress > 0
      ? {
          rule: 'no-evidence',
          light: 'yellow',
          params: { progress: duty.progress, evidenceFrom: rules.evidenceFrom },
        }
      : null,
    duty.state === 'unassigned' ? { rule: 'unassigned', light: 'yellow', params: {} } : null,
    duty.state === 'returned' ? { rule: 'returned', light: 'yellow', params: {} } : null,
  ]
}

/** Work that its lead calls complete waits for others; what counts against it is only that it came late. */
function completeReasons(duty: DutyProgress, rules: LedgerRules): readonly (Reason | null)[] {
  const { state, dueOn, completedOn } = duty
  const done: Reason = { rule: 'complete', light: 'green', params: { state, completedOn } }
  if (dueOn === null || completedOn === null || completedOn <= dueOn) return [done]
  const days = daysBetween(dueOn, completedOn)
  const light = state === 'reported' ? lateLight(days, rules) : 'green'
  return [{ rule: 'completed-late', light, params: { dueOn, completedOn, days } }, done]
}

function late({ dueOn }: DutyProgress, today: DateOn, rules: LedgerRules): Reason | null {
  if (dueOn === null || today <= dueOn) return null
  const days = daysBetween(dueOn, today)
  return { rule: 'late', light: lateLight(days, rules), params: { dueOn, days } }
}

function lateLight(days: number, rules: LedgerRules): 'yellow' | 'red' {
  return days >= rules.lateRedDays ? 'red' : 'yellow'
}

function dueSoon({ dueOn, progress }: DutyProgress, today: DateOn, rules: LedgerRules): Reason | null {
  if (dueOn === null || today > dueOn || progress >= rules.dueSoonProgress) return null
  const days = daysBetween(today, dueOn)
  return days <= rules.dueSoonDays
    ? { rule: 'due-soon', light: 'yellow', params: { dueOn, days, progress } }
    : null
}

function stale(duty: DutyProgress, today: DateOn, rules: LedgerRules): Reason | null {
  const due = reportDueOn(duty)
  if (due === null) return null
  const days = daysBetween(due, today) - rules.reportGraceDays
  if (days <= 0) return null
  return {
    rule: 'stale',
    light: days >= rules.staleRedDays ? 'red' : 'yellow',
    params: {
      reportDueOn: due,
      graceDays: rules.reportGraceDays,
      days,
      lastReportOn: duty.lastReportOn,
    },
  }
}

function behind(duty: DutyProgress, today: DateOn, rules: LedgerRules): Reason | null {
  const expected = expectedProgress(duty, today)
  if (expected === null) return null
  const lag = hundredths(expected - duty.progress)
  if (lag <= 0 || lag < rules.behindYellow) return null
  return {
    rule: 'behind',
    light: lag >= rules.behindRed ? 'red' : 'yellow',
    params: { expected, progress: duty.progress, lag },
  }
}

function unanswered(duty: DutyProgress, today: DateOn, rules: LedgerRules): Reason | null {
  const { state, assignedOn } = duty
  if (state !== 'assigned' || assignedOn === null) return null
  const days = daysBetween(assignedOn, today)
  return days > rules.answerDays
    ? { rule: 'unanswered', light: 'yellow', params: { assignedOn, days, answerDays: rules.answerDays } }
    : null
}

/**
 * Percent of the time between first and last day that has passed, two decimals: 0 on the first day, 100 on the last. Null
 * where one of them is not known, or both are the same.
 */
export function expectedProgress(
  { startsOn, dueOn }: Pick<DutyProgress, 'startsOn' | 'dueOn'>,
  today: DateOn,
): number | null {
  if (startsOn === null || dueOn === null || startsOn >= dueOn) return null
  const share = (100 * daysBetween(startsOn, today)) / daysBetween(startsOn, dueOn)
  return hundredths(Math.min(100, Math.max(0, share)))
}

/**
 * The last day of the first period not yet reported on, while the duty is being worked on. The first one is that in which the
 * lead was given it, or in which the work begins where that is later; a new lead does not owe what the one before did.
 */
export function reportDueOn(duty: DutyProgress): DateOn | null {
  const { state, reportEvery, assignedOn, startsOn, lastReportOn } = duty
  if (reportEvery === null || (state !== 'accepted' && state !== 'in-progress')) return null
  const first = laterOf(assignedOn, startsOn)
  const firstDue = first === null ? null : periodOf(first, reportEvery).to
  if (lastReportOn === null) return firstDue
  return laterOf(nextPeriod(reportedPeriod(lastReportOn, reportEvery)).to, firstDue)
}

/**
 * The period that a report of a day is about. Early in a period, within its first quarter, it is still the one before: until
 * 22 January (23 in other quarters) the quarter that has ended, until the 7th the month, on a Monday the week.
 */
export function reportedPeriod(on: DateOn, rhythm: Rhythm): Period {
  const holding = periodOf(on, rhythm)
  const length = daysBetween(holding.from, holding.to) + 1
  const isAboutBefore = daysBetween(holding.from, on) < Math.floor(length / 4)
  return isAboutBefore ? periodOf(addDays(holding.from, -1), rhythm) : holding
}

/* ---- the days on which an answer may change ---- */

function turningDays(duty: DutyProgress, rules: LedgerRules): readonly DateOn[] {
  // Complete, closed, suspended: nothing changes by time alone.
  if (!isOpenWork(duty.state)) return []
  const { dueOn, assignedOn } = duty
  const days: DateOn[] = []
  if (dueOn !== null) {
    days.push(addDays(dueOn, -rules.dueSoonDays), addDays(dueOn, 1), addDays(dueOn, rules.lateRedDays))
  }
  const due = reportDueOn(duty)
  if (due !== null) {
    const last = addDays(due, rules.reportGraceDays)
    days.push(addDays(last, 1), addDays(last, rules.staleRedDays))
  }
  if (assignedOn !== null) days.push(addDays(assignedOn, rules.answerDays + 1))
  for (const lag of [rules.behindYellow, rules.behindRed]) {
    const day = firstDayBehind(duty, lag)
    if (day !== null) days.push(day)
  }
  return days
}

/** The first day on which progress lags by so much; the expected share only rises, so halving finds it. */
function firstDayBehind(duty: DutyProgress, lag: number): DateOn | null {
  const { startsOn, dueOn } = duty
  if (startsOn === null || dueOn === null) return null
  const isBehind = (day: DateOn): boolean => {
    const actual = hundredths((expectedProgress(duty, day) ?? 0) - duty.progress)
    return actual > 0 && actual >= lag
  }
  if (startsOn >= dueOn || !isBehind(dueOn)) return null
  let [low, high] = [0, daysBetween(startsOn, dueOn)]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (isBehind(addDays(startsOn, middle))) high = middle
    else low = middle + 1
  }
  return addDays(startsOn, low)
}

function isUncounted(state: DutyState): boolean {
  return state === 'suspended' || state === 'merged' || state === 'dropped'
}

/** Somebody still has to work on it: open, and not only waiting for verification. */
function isOpenWork(state: DutyState): boolean {
  return state !== 'reported' && OPEN_STATES.some((open) => open === state)
}

function laterOf(a: DateOn | null, b: DateOn | null): DateOn | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** Rounded to two decimals, half up; sums of such numbers lose what floating point adds. */
function hundredths(value: number): number {
  return Math.floor(value * 100 + 0.5 + 1e-9) / 100
}
