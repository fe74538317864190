/**
 * Kernel: what every engine speaks. Outcomes and issues, texts in two languages, the work calendar.
 * No I/O, no clock, no randomness. Start with `outcome.ts`.
 */
export * from './outcome.ts'
export * from './canonical-json.ts'
export type * from './text.ts'
export type * from './work-calendar.ts'
export * from './civil-day.ts'
export * from './compile-calendar.ts'
export * from './working-time.ts'
export * from './period.ts'
export * from './credit-code.ts'
export type * from './integer-programme.ts'
