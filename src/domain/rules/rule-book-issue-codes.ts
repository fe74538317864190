/** Why a rule book is refused. `place` says which rule, condition, table, score, amount or fact; `text` the part meant. */
export const RULE_BOOK_ISSUE_CODES = [
  // at (path in words), problem
  'rules.book_shape',
  // kind, name
  'rules.book_duplicate',
  // place, column, near
  'rules.book_unreadable',
  // place, name, suggestions
  'rules.book_unknown_name',
  // place, name, member, known
  'rules.book_unknown_member',
  // place, text
  'rules.book_null_compared',
  // place, type
  'rules.book_not_boolean',
  'rules.book_not_number',
  // place, fact, type, found
  'rules.book_formula_type',
  // names, in a ring
  'rules.book_ring',
  // place
  'rules.book_known_of_what',
  // table, row
  'rules.book_table_row_length',
  // place, table
  'rules.book_table_output_wanted',
  // score, group
  'rules.book_unknown_group',
  // limit
  'rules.book_too_large',
] as const

export type RuleBookIssueCode = (typeof RULE_BOOK_ISSUE_CODES)[number]
