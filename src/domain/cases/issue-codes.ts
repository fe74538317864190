/**
 * Every reason for which the engine declines, with the parameters that its message may use. A test holds texts and codes
 * together; another holds this list and the engine together.
 */
export const CASE_ISSUE_CODES = [
  /** `activation` or `caseId` or `number`: somebody was faster, or it was done already. */
  'cases.stale',
  /** `activation`: the turn is nobody's that you act for. */
  'cases.not_yours',
  /** `activation`: others come before you. */
  'cases.not_your_turn',
  /** `outcome` */
  'cases.closed',
  /** `bar`, `text` {zh, en}, `source` {text, status, date} */
  'cases.barred',
  /** `procedure` */
  'cases.not_opened_by_you',
  /** `action`, `node` */
  'cases.action_unknown',
  /** `action`, `text` {zh, en} or null */
  'cases.guard',
  /** path `opinion`; `action` */
  'cases.opinion_required',
  /** path: the field */
  'cases.field_required',
  /** path: the field and the place in it; `rule`, `limit` */
  'cases.field_invalid',
  /** path: the field; `node` */
  'cases.field_not_editable',
  /** path: the field */
  'cases.field_unknown',
  /** path `to`; `to` */
  'cases.return_target',
  /** path `reason` */
  'cases.reason_required',
  /** path `text` */
  'cases.text_required',
  /** path `to` */
  'cases.party_required',
  /** path `to`; `party` */
  'cases.party_invalid',
  /** `allowance`; `node` or `clock` */
  'cases.not_allowed_here',
  /** path `to`; `party` */
  'cases.already_signer',
  /** path `seat`; `seat`: no signer of this step who has still to sign, or yourself. */
  'cases.not_removable',
  /** path `seat`; `seat`: too few would remain. */
  'cases.last_signer',
  /** `activation` */
  'cases.nothing_to_withdraw',
  /** `activation` */
  'cases.withdraw_too_late',
  /** `node`, `participant`: the field that says who is to do it is empty. */
  'cases.nobody',
  /** `node`, `count`, `signers` */
  'cases.too_few_signers',
  /** `node`, `count`, `branches` */
  'cases.too_few_branches',
  /** No guard of a route holds. */
  'cases.no_way_on',
  /** path: the field; `clock`, `field`: the value has no time limit. */
  'cases.limit_unknown',
  /** path `reason`; `reason` */
  'cases.pause_reason_unknown',
  /** path `evidence`; `reason` */
  'cases.evidence_required',
  /** path `expiresAt` */
  'cases.pause_expiry_past',
  /** path `expiresAt`; `longest` (a moment) */
  'cases.pause_too_long',
  /** `clock` */
  'cases.clock_stopped',
  /** `clock` */
  'cases.clock_not_running',
  /** `clock` */
  'cases.clock_not_paused',
  /** `clock`, `dueAt` */
  'cases.extension_too_late',
  /** path `add`, `amount` */
  'cases.extension_empty',
  /** `caseId` */
  'cases.subcase_unknown',
  /** `command` */
  'cases.system_only',
  /** `command` */
  'cases.person_only',
  /** `procedure` */
  'cases.migration_other_procedure',
  /** `version` */
  'cases.migration_same_version',
  /** `node`, `version`: the version that has no such node. */
  'cases.migration_node_missing',
  /** `node`, `to`: other work than before. */
  'cases.migration_node_changed',
  /** `node`, `to`: lies elsewhere than before. */
  'cases.migration_place_changed',
  /** `node`, `action`: somebody has chosen it already. */
  'cases.migration_action_missing',
  /** path: the field; kept in branches in one version, in the case in the other. */
  'cases.migration_field_moved',
  /** `clock`, `from`, `to`: nodes. */
  'cases.migration_clock_moved',
  /** Of a definition that is read: path to the place. */
  'cases.definition_invalid',
] as const

export type CaseIssueCode = (typeof CASE_ISSUE_CODES)[number]
