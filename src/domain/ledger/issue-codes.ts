/**
 * Every reason for which the ledger declines, with the parameters that its message may use. A test holds this list and the
 * engine together.
 */
export const LEDGER_ISSUE_CODES = [
  /* ---- acts on a duty ---- */
  /** `act`, `side` (owner, lead, lead-or-supporting, owner-or-lead): it is another body's to do, or your role does not work on it. */
  'ledger.not_yours',
  /** `act`, `state`, `from`: the states in which it can be done. */
  'ledger.wrong_state',
  /** path `reason`; `act` */
  'ledger.reason_required',
  /** path `text`; `act` */
  'ledger.text_required',
  /** path `decision`, `reference`; `act` */
  'ledger.decision_required',
  /** path: the field; `value`: no day of the calendar. */
  'ledger.date_invalid',
  /** path `leadId` */
  'ledger.lead_required',
  /** path `supporting`; `leadId`: the lead cannot support itself. */
  'ledger.lead_supports',
  /** path `percent`; `percent`: not between 0 and 100. */
  'ledger.percent_invalid',
  /** path `percent`: a supporting body tells what it has contributed; the percentage is the lead's. */
  'ledger.percent_of_lead',
  /** path `files`: complete only with a file that shows it. */
  'ledger.evidence_required',
  /** `openParts`: how many parts are still open. */
  'ledger.parts_open',
  /** path `into`; `into` where it is itself or nothing: not an open duty of the same owner, or a part of this one. */
  'ledger.merge_target',
  /** No colour was set by hand. */
  'ledger.no_override',
  /** `act`: everything is already so. */
  'ledger.nothing_changed',
  /** path: the field; `field`: the lead may change only the person; the rest is the owner's. */
  'ledger.field_of_owner',
  /** path: the field; `field`, `state`: closed, merged or dropped; only readers and the mark for evaluation can change. */
  'ledger.field_frozen',

  /* ---- what a duty says ---- */
  /** path `title` */
  'ledger.title_required',
  /** path `dueOn`; `startsOn`, `dueOn` */
  'ledger.dates_reversed',
  /** path `dueOn`; `precision`: says how exact a date is, and there is none. */
  'ledger.due_required',
  /** path `precision`; `dueOn`: a date, and the precision says that there is none. */
  'ledger.precision_required',
  /** path `rhythm`: periodic, and nobody has chosen how often. */
  'ledger.rhythm_required',
  /** path `rhythm`; `rhythm`, `precision`: a rhythm, and the duty is not periodic or is itself one period. */
  'ledger.rhythm_not_periodic',
  /** path `period`; `period`: only an instance has one, and it must be a year, half-year, quarter, month or week. */
  'ledger.period_invalid',
  /** path `weight`; `weight`, `least`, `most` */
  'ledger.weight_invalid',

  /* ---- roll-up ---- */
  /** `ids`: duties that are parts of one another in a circle. */
  'ledger.parts_circle',

  /* ---- rules of the colours ---- */
  /** path: the place in the file */
  'ledger.rules_shape',
  /** path: the rule; `rule`, `value`, `least`, `most`: not a number between, or not whole where days are counted. */
  'ledger.rule_value',
  /** path: the rule; `rule`, `value`, `other`, `otherValue`: yellow must not come after red. */
  'ledger.rule_order',
] as const
export type LedgerIssueCode = (typeof LEDGER_ISSUE_CODES)[number]
