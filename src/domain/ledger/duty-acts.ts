import type { DateOn, Issue, Outcome } from '#domain/kernel'
import type { Decision, Duty, DuePrecision, Light, Rhythm } from './duty.ts'

/** What somebody does to a duty. */
export type DutyAct =
  | {
      readonly kind: 'assign'
      readonly leadId: string
      readonly personId: string | null
      readonly personName: string | null
      readonly supporting: readonly string[]
      readonly note: string | null
    }
  | { readonly kind: 'accept'; readonly personId: string | null; readonly personName: string | null }
  | { readonly kind: 'return'; readonly reason: string }
  /** A progress report; percent null: only words, or a supporting body's contribution. */
  | {
      readonly kind: 'report'
      readonly percent: number | null
      readonly text: string
      readonly files: number
    }
  | { readonly kind: 'complete'; readonly text: string; readonly files: number }
  | { readonly kind: 'verify'; readonly text: string }
  | { readonly kind: 'send-back'; readonly reason: string; readonly percent: number | null }
  | { readonly kind: 'close'; readonly text: string | null }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'suspend'; readonly reason: string; readonly decision: Decision }
  | { readonly kind: 'resume'; readonly reason: string }
  | { readonly kind: 'drop'; readonly reason: string; readonly decision: Decision }
  | { readonly kind: 'merge'; readonly into: string; readonly reason: string; readonly decision: Decision }
  | { readonly kind: 'override'; readonly light: 'green' | 'yellow' | 'red'; readonly reason: string }
  | { readonly kind: 'clear-override'; readonly reason: string }
  /**
   * Corrects what the duty says. A reason is needed for dates and rhythm once it was assigned, and for what is to be done
   * once it was accepted; never for the person, the readers or the mark for evaluation.
   */
  | { readonly kind: 'change'; readonly fields: DutyChange; readonly reason: string | null }

export type DutyActKind = DutyAct['kind']

/** What may be corrected; bodies are changed by `assign` alone. */
export interface DutyChange {
  readonly title?: string
  readonly content?: string
  readonly categories?: readonly string[]
  readonly parkId?: string | null
  readonly personId?: string | null
  readonly personName?: string | null
  readonly startsOn?: DateOn | null
  readonly dueOn?: DateOn | null
  readonly precision?: DuePrecision
  readonly dueText?: string | null
  readonly rhythm?: Rhythm | null
  readonly reportEvery?: Rhythm | null
  readonly weight?: number
  readonly rollUp?: 'own' | 'parts'
  readonly visibility?: 'organisation' | 'zone' | 'public'
  readonly forEvaluation?: boolean
}

/** Who acts, as far as the rules ask: his body, whether he may write for it, and whether he is the system itself. */
export interface DutyActor {
  readonly organisationId: string | null
  /** True for roles that work on the ledger (office, park, department, district, platform company). */
  readonly works: boolean
}

/** What the engine needs beside the duty itself. */
export interface DutyFacts {
  /** Parts that are still open; a duty with open parts is not complete. */
  readonly openParts: number
  /** Evidence files of earlier reports. */
  readonly evidence: number
  /** Of a merge: whether the other duty exists in the same owner's ledger, is open and does not hang below this one. */
  readonly mergeable: boolean
}

/** The record after the act, and which fields differ. */
export interface DutyDecision {
  readonly duty: Duty
  /** Field -> [before, after]; never empty for `change`. */
  readonly changed: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** `decideDuty(duty, act, actor, facts)`; refusals are codes of `LEDGER_ISSUE_CODES`. */
export type DecideDuty = (
  duty: Duty,
  act: DutyAct,
  actor: DutyActor,
  facts: DutyFacts,
) => Outcome<DutyDecision, Issue>

/** What an actor may do now; what an act needs is asked when it is done. Held together with `decideDuty` by a property test. */
export type PossibleActs = (duty: Duty, actor: DutyActor, facts: DutyFacts) => readonly DutyActKind[]

/** What the assessment of a duty looks at. */
export interface DutyProgress {
  readonly state: Duty['state']
  readonly startsOn: DateOn | null
  readonly dueOn: DateOn | null
  readonly precision: DuePrecision
  readonly reportEvery: Rhythm | null
  /** Since when its lead has had it, for the first report. */
  readonly assignedOn: DateOn | null
  readonly lastReportOn: DateOn | null
  /** Rolled up where `rollUp` is `parts`. */
  readonly progress: number
  readonly evidence: number
  /** Its progress is that of its parts, and so is its evidence: each part is asked for its own. */
  readonly hasParts?: boolean
  readonly override: Duty['override']
  /** When it was reported complete, and when closed: late work stays known as late. */
  readonly completedOn: DateOn | null
}

export const DUTY_FLAGS = ['late', 'due-soon', 'stale', 'no-evidence', 'behind', 'unanswered'] as const
/**
 * late: past its last day · due-soon · stale: a report is overdue · no-evidence: progress without any file · behind: progress
 * lags the time that has passed · unanswered: assigned and neither accepted nor returned in time.
 */
export type DutyFlag = (typeof DUTY_FLAGS)[number]

export interface Assessment {
  /** What holds: the override where there is one. */
  readonly light: Light
  /** By the published rules alone. */
  readonly ruled: Light
  readonly flags: readonly DutyFlag[]
  /** Each rule that fired, with its figures, so that a page can say why: rule code of `LedgerRules`. */
  readonly because: readonly AssessmentReason[]
  /** The next report's last day; null where none is due. */
  readonly reportDueOn: DateOn | null
  /** The first later day on which time alone changes this answer; null: never. */
  readonly changesOn: DateOn | null
}
export interface AssessmentReason {
  readonly rule: string
  readonly light: Light
  readonly params: Readonly<Record<string, string | number | null>>
}

/** The published rules of the colours (data/ledger/rules.json); days are civil days. */
export interface LedgerRules {
  /** ▲ so many days before the last day while progress is below `dueSoonProgress`. */
  readonly dueSoonDays: number
  readonly dueSoonProgress: number
  /** ■ so many days after the last day; before that ▲. 0: at once. */
  readonly lateRedDays: number
  /** A report may come so many days after its period ends. */
  readonly reportGraceDays: number
  /** ■ when a report is overdue by so many days; before that ▲. */
  readonly staleRedDays: number
  /** ▲ and ■ when progress lags the share of time passed by so many percentage points. */
  readonly behindYellow: number
  readonly behindRed: number
  /** ▲ when a lead has not answered an assignment for so many days. */
  readonly answerDays: number
  /** ▲ when progress of so many percent or more has no evidence file. */
  readonly evidenceFrom: number
}
