/** Functions of DMN 1.5 clause 10.3.4: the grammar has to know those with spaces, and the evaluator finds all of them. */
export const BUILT_IN_NAMES = [
  ...['date', 'date and time', 'time', 'number', 'string', 'duration', 'years and months duration', 'not'],
  ...['substring', 'string length', 'upper case', 'lower case', 'substring before', 'substring after'],
  ...['replace', 'contains', 'starts with', 'ends with', 'matches', 'split', 'string join'],
  ...[
    'list contains',
    'list replace',
    'count',
    'min',
    'max',
    'sum',
    'mean',
    'all',
    'any',
    'sublist',
    'append',
  ],
  ...['concatenate', 'insert before', 'remove', 'reverse', 'index of', 'union', 'distinct values', 'flatten'],
  ...['product', 'median', 'stddev', 'mode', 'decimal', 'floor', 'ceiling', 'round up', 'round down'],
  ...['round half up', 'round half down', 'abs', 'modulo', 'sqrt', 'log', 'exp', 'odd', 'even', 'is'],
  ...['before', 'after', 'meets', 'met by', 'overlaps', 'overlaps before', 'overlaps after', 'finishes'],
  ...['finished by', 'includes', 'during', 'starts', 'started by', 'coincides', 'day of year', 'day of week'],
  ...['month of year', 'week of year', 'sort', 'get value', 'get entries', 'context', 'context put'],
  ...['context merge', 'now', 'today', 'range'],
] as const

export type BuiltInName = (typeof BUILT_IN_NAMES)[number]

/** Members of built-in types whose names have spaces. */
export const MEMBER_NAMES = ['time offset', 'start included', 'end included'] as const
