/** Why this engine declines. Each part keeps its own codes together; the comment names the parameters. */
export const INDICATOR_ISSUE_CODES = [
  // Units: unit
  'indicators.unknown_unit',
  // left, right: units that measure different things
  'indicators.units_differ',
  'indicators.not_finite',
] as const
export type IndicatorIssueCode = (typeof INDICATOR_ISSUE_CODES)[number]
