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
  // rule, cell
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
] as const
export type IndicatorIssueCode = (typeof INDICATOR_ISSUE_CODES)[number]
