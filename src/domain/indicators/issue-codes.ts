/** Why this engine declines. Each part keeps its own codes together; the comment names the parameters. */
export const INDICATOR_ISSUE_CODES = [
  // Units: unit
  'indicators.unknown_unit',
  // left, right: units that measure different things
  'indicators.units_differ',
  'indicators.not_finite',
  // Forms: the place is the path. problem, detail: what the shape asks
  'indicators.form_shape',
  // value, rhythm: no period of the form's rhythm
  'indicators.form_valid_from',
  // section
  'indicators.duplicate_section',
  // field
  'indicators.duplicate_field',
  // field, value
  'indicators.duplicate_choice',
  // rule
  'indicators.duplicate_rule',
  // field, type, property: says nothing for fields of this type
  'indicators.field_not_of_type',
  // field
  'indicators.choices_missing',
  // field
  'indicators.decimals_missing',
  // field, minimum, maximum
  'indicators.bounds_reversed',
  // field, pattern: no regular expression
  'indicators.pattern_unreadable',
  // field, unknown: the field it speaks of
  'indicators.unknown_field',
  // field, on, value: a condition on a value that the other field cannot have
  'indicators.condition_value',
  // in a rule: rule, cell; in an expression: at, form, field
  'indicators.unknown_cell',
  // rule, cell, type: arithmetic with a cell that is no figure
  'indicators.cell_no_figure',
  // rule, cell: a pair of a cell and itself
  'indicators.pair_of_one',
  // rule: no cell of the form itself
  'indicators.relation_without_cell',
  // rule: ≠ knows no tolerance
  'indicators.tolerance_not_for_unequal',
  // position (characters from 1), found, expected (term, number-or-cell, cell, operator, end, back, no-back, bracket,
  // finite-number); rule where it is one of a form
  'indicators.relation_syntax',
  // Prorating. index: which part, absent where it is the total
  'indicators.prorate_not_a_number',
  // index, decimals: more digits than are kept
  'indicators.prorate_decimals',
  // index: its bounds leave no place, or its weight is negative
  'indicators.prorate_bounds',
  // lists of different lengths
  'indicators.prorate_lengths',
  // total, least, greatest (null: no bound): what the parts can add up to
  'indicators.prorate_out_of_reach',
  // Expressions. at: UTF-16 code units from 0, in all of them. limit
  'indicators.expression_too_long',
  // at, limit: brackets within brackets
  'indicators.expression_too_deep',
  // at, found (empty at the end of the text), expected where only one sign would do
  'indicators.expression_unexpected',
  // An expression that speaks of no form
  'indicators.no_cells',
  // at, form
  'indicators.unknown_form',
  // at, name: after @
  'indicators.unknown_attribute',
  // at, name
  'indicators.unknown_function',
  // at, name: too few, too many, or not a text or share where one must stand
  'indicators.wrong_arguments',
  // at, form, field: a cell of one enterprise where a number of the group must stand
  'indicators.cell_outside_aggregate',
  // at, name
  'indicators.nested_aggregate',
  // at, name: the mean of a number that nobody reported
  'indicators.aggregate_of_no_cell',
  // at, expected (figure, condition, text, form), found (kind of expression)
  'indicators.wrong_kind',
  // at: texts but days are only equal or not
  'indicators.text_has_no_order',
  // at, share: not between 0 and 1
  'indicators.quantile_share',
  // form, expected, found: rhythms
  'indicators.rhythm_differs',
  // expected: the indicator's unit; found: the expression's
  'indicators.result_unit',
  // problem, detail: what zod says of the shape
  'indicators.indicator_shape',
  // alias: given twice
  'indicators.duplicate_alias',
  // Outlier rules. problem, detail: what the shape asks
  'indicators.outlier_rule_shape',
  // learns from a firm's own past without a training window
  'indicators.outlier_rule_without_window',
  // atLeast, training: asks for more figures than the window has periods
  'indicators.outlier_rule_window_too_short',
  // bounds nothing
  'indicators.outlier_rule_without_bound',
  // Warning rules. problem, detail: what the shape asks
  'indicators.warning_shape',
  // period: no such period
  'indicators.warning_period',
  // the target's period is not after the baseline's
  'indicators.warning_path_order',
  // target equals baseline: nothing to fall short of
  'indicators.warning_no_way',
  // baseline, target: a compound path needs both of one sign and not zero
  'indicators.warning_compound_path',
] as const
export type IndicatorIssueCode = (typeof INDICATOR_ISSUE_CODES)[number]
