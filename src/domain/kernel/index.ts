/**
 * Kernel: what every engine speaks. Outcomes and issues, texts in two languages, the work calendar.
 * No I/O, no clock, no randomness. Start with `outcome.ts`.
 */
export * from './outcome.ts'
export type * from './text.ts'
export type * from './work-calendar.ts'
