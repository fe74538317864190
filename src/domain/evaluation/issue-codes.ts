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
] as const
export type EvaluationIssueCode = (typeof EVALUATION_ISSUE_CODES)[number]
