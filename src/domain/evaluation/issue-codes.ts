/** Why this engine declines. Each part keeps its own codes together; the comment names the parameters. */
export const EVALUATION_ISSUE_CODES = [
  // Scheme: the place is the path. problem, detail: what the shape asks
  'evaluation.scheme_shape',
  // node
  'evaluation.duplicate_node',
  // node, parent
  'evaluation.unknown_parent',
  // nodes: from one round to itself
  'evaluation.cycle',
  // nodes: those without a parent (none, or more than one)
  'evaluation.one_root',
  // node: a heading without children
  'evaluation.empty_heading',
  // node: an indicator with children
  'evaluation.leaf_with_children',
  // node, weight
  'evaluation.weight_negative',
  // heading: all its children weigh nothing
  'evaluation.weights_zero',
  // heading: its children's weights add up to more than a number can hold
  'evaluation.weights_too_large',
  // node, property, least, most: weight range or another range turned round, or out of 0 … 1
  'evaluation.range_reversed',
  // node, method: no value is written for what the method needs (bottom and top, target, ideal)
  'evaluation.goalposts_missing',
  // node, bottom, top
  'evaluation.goalposts_reversed',
  // node, low, high: the ends of a scale
  'evaluation.scale_reversed',
  // node
  'evaluation.target_missing',
  // node
  'evaluation.ideal_missing',
  // node, ideal
  'evaluation.ideal_not_positive',
  // node: scores of a panel without their rule, or a rule on figures
  'evaluation.panel_rule',
  // node, property: says something only for headings, or only for indicators
  'evaluation.node_property',
  // heading, problem (children, square, positive, diagonal, reciprocal), row, column
  'evaluation.judgements',
  // heading: pairwise judgements or experts' weights are missing for it
  'evaluation.judgements_missing',
  // method, node: speaks of a node that the scheme does not have
  'evaluation.unknown_node',
  // heading, children, least, most: shares within these bounds cannot add to one
  'evaluation.shares_impossible',
  // list (gates, adjustments, grades, screening.keep …), code
  'evaluation.duplicate_code',
  // gate, grade: null where a cap names none
  'evaluation.gate_grade',
  // breaker
  'evaluation.unknown_breaker',
  // grade, from, before: thresholds that do not descend, or one is missing or too many
  'evaluation.thresholds',
  // grade, sum: shares that add to more than one, or one is missing or too many
  'evaluation.quotas',
  // grades: graded within groups, but the scheme has no peer groups
  'evaluation.grading_without_groups',
  // node, lambda: Box-Cox without its exponent, or an exponent where none belongs
  'evaluation.lambda',
  // Data: the place is the path. problem, detail
  'evaluation.data_shape',
  // period
  'evaluation.duplicate_period',
  // period, before: not later than the one before it, or of another rhythm
  'evaluation.period_order',
  // unit
  'evaluation.duplicate_unit',
  // column, expected, found: rows or values are not as many as periods or units
  'evaluation.data_size',
  // column: stands twice in the head
  'evaluation.duplicate_column',
  // column: the table has no such column
  'evaluation.table_column',
  // row, cells, expected
  'evaluation.row_length',
  // row, column, value: no number
  'evaluation.not_a_number',
  // row, column: empty where a code must stand
  'evaluation.cell_empty',
  // row, first, unit, period: the same unit and period twice
  'evaluation.duplicate_row',
  // unit, column, row: another name or group than in an earlier row of the unit
  'evaluation.unit_differs',
  'evaluation.no_rows',
  // Steps: scheme
  'evaluation.incomplete_scheme',
  // period
  'evaluation.period_unknown',
  // node, column
  'evaluation.column_missing',
  // units: none of them is left
  'evaluation.no_units',
  // unit, group
  'evaluation.unit_without_group',
  // node, group
  'evaluation.grouping_unknown',
  // node, unit, member, score, least, most
  'evaluation.panel_score_range',
  // node, unit, scores, trim
  'evaluation.panel_too_small',
  // node, unit, period, column
  'evaluation.denominator_zero',
  // node, unit, period, step: beyond what a number can hold
  'evaluation.too_large',
  // node, formula, value
  'evaluation.transform_undefined',
  // node, method, group
  'evaluation.all_missing',
  // node, method, group, value
  'evaluation.constant_indicator',
  // node, method, group, count
  'evaluation.too_few_values',
  // node, method, group, target, worst
  'evaluation.target_passed',
  // node, method, group, unit
  'evaluation.reference_missing',
  // node, method, group, unit, value
  'evaluation.reference_last',
  // node, method, group
  'evaluation.maximum_zero',
  // Statistics of a result. nodes, rows: complete rows, fewer than two
  'evaluation.components_rows',
  // node: the same value in every complete row
  'evaluation.components_constant',
  // Uncertainty. property, value, least, most: of the specification
  'evaluation.uncertainty_range',
  // leaves: the only one cannot be left out
  'evaluation.only_leaf',
  // nothing is varied
  'evaluation.nothing_uncertain',
  // normalisation, aggregation, imputation, treatment: cannot be computed together; the issue that follows says why
  'evaluation.uncertain_combination',
  // done, of: scorings
  'evaluation.cancelled',
  // Weights that win, and what-if. node: no heading
  'evaluation.unknown_heading',
  // heading, aggregation: compares units with each other
  'evaluation.weights_move_relative',
  // heading, aggregation, other, otherAggregation: two kinds of mean
  'evaluation.weights_move_method',
  // unit, node, heading: no value, so the other weights would be scaled up
  'evaluation.weights_move_gap',
  // unit, node, heading, value: below zero under a harmonic mean
  'evaluation.weights_move_negative',
  // bonus or penalty on means that are not arithmetic
  'evaluation.weights_move_points',
  // heading: each unit has its own weights there
  'evaluation.weights_own',
  // heading, least, most: sums of the ranges
  'evaluation.weights_move_range',
  // node: not in the scheme, or the root
  'evaluation.share_unknown',
  // node, share, least, most
  'evaluation.share_range',
  // heading, sum
  'evaluation.shares_sum',
  // Weights. heading, method: the figures do not tell the children apart
  'evaluation.weights_undefined',
  // heading, children, most
  'evaluation.judgements_too_many',
  // heading, ratio, most
  'evaluation.judgements_inconsistent',
  // heading, node, value
  'evaluation.entropy_negative',
  // heading, node, loading: below zero
  'evaluation.component_opposed',
  // heading, node, unit, value
  'evaluation.doubt_negative',
  // heading, unit, least, most: no weights are within these shares
  'evaluation.doubt_impossible',
  // heading, aggregation: neither arithmetic nor sum
  'evaluation.doubt_aggregation',
  // heading, node, expert, round
  'evaluation.expert_incomplete',
  // heading, expert, round
  'evaluation.expert_without_weights',
  // Levels. heading, node, unit (the first), value, units: how many such
  'evaluation.geometric_not_positive',
  // the same
  'evaluation.harmonic_zero',
  // the same
  'evaluation.power_not_positive',
  // node: all units are equal there, and the method only looks at differences
  'evaluation.no_spread',
  // node, unit: beyond what a number can hold
  'evaluation.overflow',
  // Grades. group (null: all units), different, grades
  'evaluation.too_few_for_breaks',
  // Explanations. unit: none of the result's
  'evaluation.unit_unknown',
  // unit, period: left out, or nothing to compute a total from
  'evaluation.unit_unscored',
  // Rounds. act: the asker may not
  'evaluation.round_forbidden',
  // act, state
  'evaluation.round_not_now',
  // act, on
  'evaluation.before_day',
  // act, on
  'evaluation.after_day',
  // none of the newest frozen data is finished
  'evaluation.no_finished_run',
  // the adopted run was computed from older data than the newest
  'evaluation.run_of_older_data',
  // who adopted the run does not confirm it
  'evaluation.same_person',
  // count
  'evaluation.objections_open',
  // count: accepted, not in frozen data yet
  'evaluation.objections_uncarried',
  // during the review data change by accepted objections only
  'evaluation.nothing_accepted',
  // act
  'evaluation.reason_required',
  // count
  'evaluation.decisions_open',
  // decided, units
  'evaluation.decisions_missing',
  // count
  'evaluation.decided_already',
  // day, on, before
  'evaluation.calendar_order',
  // place, problem, detail: settings of the calendar
  'evaluation.calendar_shape',
  // period: no year, and no calendar was given
  'evaluation.no_calendar',
  // Support rules. problem, detail
  'evaluation.rule_shape',
  // grade, tier
  'evaluation.rule_grade_twice',
  // grade, tier
  'evaluation.rule_amount_without_support',
  // grade, tier
  'evaluation.rule_bounds',
  // rule, grade
  'evaluation.rule_grade_missing',
  // rule
  'evaluation.scheme_without_grades',
  // rule, period, validFrom
  'evaluation.rule_too_early',
  // poolWan, floorsWan
  'evaluation.pool_below_floors',
  // unit, score
  'evaluation.score_not_positive',
  // Index series. node, unit, period, value: missing (null), zero or below
  'evaluation.index_base',
  // node, unit, period, value: zero or below where less is better, or beyond what a number can hold
  'evaluation.index_figure',
  // node, method
  'evaluation.index_way',
] as const
export type EvaluationIssueCode = (typeof EVALUATION_ISSUE_CODES)[number]
