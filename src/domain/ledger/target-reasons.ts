/**
 * Every sentence that `judgeTarget` may give with its standing, with its parameters. Values are in the target's unit, rates
 * and shares in percent, years are years; a parameter is null where nothing is known. `comparator` is the target's own,
 * `wanted2` the upper end of a range. The texts are the web's, keyed by code.
 */
export const TARGET_REASONS = [
  /** The year is over and its figure reaches what was wanted, at both ends of its span. */
  { code: 'met', params: ['year', 'value', 'comparator', 'wanted', 'wanted2', 'attainment'] },
  /** The year is over and its figure falls short, at both ends of its span. */
  { code: 'missed', params: ['year', 'value', 'comparator', 'wanted', 'wanted2', 'attainment'] },
  /** The figure's span reaches over the wanted level, so that only its rounding would decide. */
  { code: 'rounding-decides', params: ['year', 'value', 'low', 'high', 'comparator', 'wanted', 'wanted2'] },
  /** More than a range, 左右 or a plain number asks for; counted as met. */
  { code: 'beyond-range', params: ['year', 'value', 'from', 'to'] },
  /** 左右 and 约 are taken as so many percent to either side. */
  { code: 'approx-tolerance', params: ['percent', 'from', 'to'] },
  /** Growth per year that was reached since the base year, beside the planned one; judged at the level that it leads to. */
  { code: 'mean-growth', params: ['from', 'to', 'achieved', 'planned'] },
  /** Its year is not over: a figure of it is not yet final. */
  { code: 'preliminary', params: ['year', 'value'] },
  { code: 'year-not-over', params: ['year'] },
  { code: 'year-over-unreported', params: ['year', 'lastYear'] },
  /** Also the unfavourable end of the band reaches it. */
  { code: 'forecast-meets', params: ['year', 'value', 'low', 'high', 'comparator', 'wanted', 'wanted2'] },
  /** Two or three years are known: a mean pace, and no band to doubt it by. */
  { code: 'forecast-meets-without-band', params: ['year', 'value', 'comparator', 'wanted', 'wanted2'] },
  { code: 'forecast-misses-without-band', params: ['year', 'value', 'comparator', 'wanted', 'wanted2'] },
  /** The forecast reaches it, the unfavourable end of its band does not. */
  { code: 'forecast-may-miss', params: ['year', 'value', 'low', 'high', 'comparator', 'wanted', 'wanted2'] },
  /** The forecast falls short, the favourable end of its band does not. */
  { code: 'forecast-may-meet', params: ['year', 'value', 'low', 'high', 'comparator', 'wanted', 'wanted2'] },
  { code: 'forecast-misses', params: ['year', 'value', 'low', 'high', 'comparator', 'wanted', 'wanted2'] },
  /** method: of `Forecast`; years: how many are known. */
  { code: 'forecast-method', params: ['method', 'years', 'firstYear', 'lastYear'] },
  { code: 'on-path', params: ['year', 'value', 'required'] },
  /** Within so many percent of what the path requires. */
  { code: 'just-behind-path', params: ['year', 'value', 'required', 'percent'] },
  { code: 'behind-path', params: ['year', 'value', 'required', 'percent'] },
  /** No forecast and no path, but the last figure is there already. */
  { code: 'already-there', params: ['year', 'value', 'comparator', 'wanted', 'wanted2'] },
  { code: 'no-year', params: [] },
  /** A growth target without the value that it grows from. */
  { code: 'no-base', params: ['baseYear'] },
  { code: 'no-actual', params: [] },
  /** One figure, and no path to hold it against. */
  { code: 'no-path', params: ['year', 'value'] },
  { code: 'reached-by-actual', params: ['year', 'value', 'wanted'] },
  /** At the planned growth (`rate`) from the value of `fromYear`. */
  { code: 'reached-by-plan', params: ['year', 'wanted', 'rate', 'fromYear', 'fromValue'] },
  { code: 'reached-by-forecast', params: ['year', 'wanted'] },
  { code: 'not-reached-in-sight', params: ['wanted', 'years'] },
] as const

export type TargetReasonCode = (typeof TARGET_REASONS)[number]['code']
/** The names of the parameters that a code carries. */
export type TargetReasonParams<C extends TargetReasonCode> = Extract<
  (typeof TARGET_REASONS)[number],
  { readonly code: C }
>['params'][number]
