/** Every code with which FEEL, decision models and rules may refuse; texts stand in `web/text/issues-rules.ts`. */
export const RULES_ISSUE_CODES = [
  'rules.syntax',
  'rules.text_too_long',
  'rules.nested_too_deep',
  'rules.too_many_steps',
  'rules.too_deep',
  'rules.too_large',
] as const

export type RulesIssueCode = (typeof RULES_ISSUE_CODES)[number]

/** Why a value became null: codes of the notes that come with an answer. */
export const RULES_NOTE_CODES = [
  'rules.unknown_name',
  'rules.unknown_member',
  'rules.unlike_types',
  'rules.not_boolean',
  'rules.no_such_operation',
  'rules.divided_by_zero',
  'rules.out_of_range',
  'rules.no_such_item',
  'rules.not_a_function',
  'rules.wrong_arguments',
  'rules.wrong_type',
  'rules.not_readable',
  'rules.no_moment',
  'rules.repeated_key',
  'rules.not_a_list',
  'rules.external_function',
] as const
