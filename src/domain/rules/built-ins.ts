import { CONTEXT_FUNCTIONS } from './built-ins-contexts.ts'
import { CONVERSION_FUNCTIONS } from './built-ins-conversion.ts'
import { BOOLEAN_FUNCTIONS, DATE_FUNCTIONS } from './built-ins-dates.ts'
import { LIST_FUNCTIONS } from './built-ins-lists.ts'
import { NUMBER_FUNCTIONS } from './built-ins-numbers.ts'
import { RANGE_FUNCTIONS } from './built-ins-ranges.ts'
import { STRING_FUNCTIONS } from './built-ins-strings.ts'
import type { FeelFunction } from './values.ts'

/** The functions of DMN 1.5 clause 10.3.4 by their names. */
export const BUILT_INS: ReadonlyMap<string, FeelFunction> = new Map(
  [
    ...CONVERSION_FUNCTIONS,
    ...BOOLEAN_FUNCTIONS,
    ...STRING_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...DATE_FUNCTIONS,
    ...RANGE_FUNCTIONS,
    ...CONTEXT_FUNCTIONS,
  ].map((definition) => [definition.name, definition]),
)
