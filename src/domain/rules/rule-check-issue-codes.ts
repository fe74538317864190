/** What the checks of a rule book find; the comment names the parameters. `text` is always the part of the expression meant. */
export const RULE_CHECK_CODES = [
  // column, near: where the expression cannot be read
  'rules.check_unreadable',
  // name, suggestions
  'rules.check_unknown_name',
  // name: nothing is like it
  'rules.check_no_such_name',
  // name, member, known
  'rules.check_unknown_member',
  // advice: the same with 已知(…)
  'rules.check_null',
  // leftType, rightType
  'rules.check_types_differ',
  // leftType, rightType, advice: how it would be written
  'rules.check_types_advice',
  // leftUnit, rightUnit
  'rules.check_units_apart',
  // leftUnit, rightUnit, larger, smaller, factor: one of the larger is so many of the smaller
  'rules.check_units_factor',
  // number, unit, advice: the number of percent that is probably meant
  'rules.check_percent_as_fraction',
  // word, suggestions: words that the fact may be
  'rules.check_not_an_option',
  // type
  'rules.check_not_boolean',
  // type
  'rules.check_not_number',
  // sign: a set is compared as if it were one word
  'rules.check_set_compared',
  // function, type
  'rules.check_wrong_argument',
  'rules.check_known_of_what',
  // fact, unit, found: the unit that its formula comes out in
  'rules.check_formula_unit',
  // fact, type, found
  'rules.check_formula_type',
  // fact, name: a parameter or 判定日 in the formula of a derived fact
  'rules.check_formula_needs_day',
  // names, in a ring
  'rules.check_facts_in_ring',
  // parameter, on
  'rules.check_no_value_on_day',
  // name, kinds
  'rules.check_duplicate_name',
  // id
  'rules.check_duplicate_id',
  // table
  'rules.check_table_unused',
  // unit
  'rules.check_unknown_unit',
  // count, of
  'rules.check_count_out_of_range',
  'rules.check_empty_branch',
  // conditions: ids that exclude each other; texts: the comparisons; first, second: the two of a pair
  'rules.check_never',
  'rules.check_never_pair',
  // a condition by itself that no facts meet
  'rules.check_condition_never',
  'rules.check_always',
  'rules.check_condition_always',
  // by: ids of the conditions that already say it
  'rules.check_adds_nothing',
  // limit: steps after which the search was stopped
  'rules.check_undecided',
  // table, rows, example: values of the inputs
  'rules.check_table_gap',
  'rules.check_table_overlap',
  'rules.check_table_unreachable',
  'rules.check_table_undecided',
  // table, row, found, expected
  'rules.check_table_row_length',
] as const

export type RuleCheckCode = (typeof RULE_CHECK_CODES)[number]

/** Why spells of a parameter are refused. */
export const PARAMETER_ISSUE_CODES = [
  // parameter, from, to
  'rules.parameter_no_such_day',
  'rules.parameter_spell_empty',
  // parameter, from, to, type
  'rules.parameter_wrong_type',
  // parameter, firstFrom, firstTo, secondFrom, secondTo
  'rules.parameter_spells_overlap',
  // table, hit: a policy that tables of rule books do not have
  'rules.table_hit_policy',
] as const
