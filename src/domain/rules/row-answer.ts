/** Answers of one row. */

/** In the order of “how much yes”: and is the least of them, or the greatest. */
export const NO = 0
export const UNKNOWN = 1
export const YES = 2
export type Answer = 0 | 1 | 2
