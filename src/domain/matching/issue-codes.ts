/** Why policies, layouts and ladders as data cannot be taken; texts stand in `web/text/issues-matching.ts`. */
export const MATCHING_ISSUE_CODES = [
  // The place is the path. place, problem, detail: what the shape asks
  'matching.policy_shape',
  'matching.groups_shape',
  'matching.ladder_shape',
  'matching.layout_shape',
  // rung
  'matching.ladder_code_twice',
  // rung, required
  'matching.ladder_unknown_rung',
  'matching.ladder_not_below',
  // limit: levels within one another
  'matching.too_deep',
  // limit: values in all
  'matching.too_large',
] as const

/** What a check may find in a policy; the comment names the parameters. */
export const POLICY_FINDING_CODES = [
  // from, to
  'matching.validity_reversed',
  // from, to
  'matching.window_reversed',
  // from, to: of the window, validFrom, validTo
  'matching.window_outside_validity',
  // from, to: of a window that begins within the one before it
  'matching.windows_overlap',
  // policy
  'matching.excludes_itself',
  // policy, list: excludes or supersedes
  'matching.unknown_policy',
  // policies: from one round to itself
  'matching.supersedes_cycle',
  // policy, until: the one superseded still holds when this one begins
  'matching.superseded_still_valid',
  // group
  'matching.unknown_group',
  // group: nobody else is in it
  'matching.group_of_one',
  // park
  'matching.unknown_park',
  // value, list
  'matching.named_twice',
  // year
  'matching.budget_year_twice',
  // year, validFrom, validTo
  'matching.budget_outside_validity',
  // year, amount, ceiling: not enough for one
  'matching.budget_below_ceiling',
  // money without a formula
  'matching.amount_missing',
  // kind: a formula where it is not money
  'matching.amount_without_money',
  // ceiling, step
  'matching.ceiling_off_step',
  // no clause is named though it is said to be read in an official text
  'matching.verified_without_clause',
  // all conditions are switched off
  'matching.nothing_decides',
  // evidence: required, though the benefit comes without application
  'matching.direct_needs_papers',
  // fact, evidence
  'matching.evidence_unknown_fact',
  // evidence
  'matching.evidence_twice',
  // there is no example
  'matching.no_tests',
  // answer: no example expects it
  'matching.tests_one_sided',
  // test, fact
  'matching.test_unknown_fact',
  // test, fact, type
  'matching.test_wrong_type',
  // test, fact, value
  'matching.test_unknown_option',
  // test, on, validFrom, validTo
  'matching.test_outside_validity',
  // test: an amount is expected though the answer is not yes
  'matching.test_amount_without_yes',
] as const
export type PolicyFindingCode = (typeof POLICY_FINDING_CODES)[number]
