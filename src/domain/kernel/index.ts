/**
 * Kernel: what every engine speaks. Outcomes and issues, and (as engines need them) ids, periods, quantities.
 * No I/O, no clock, no randomness. Start with `outcome.ts`.
 */
export * from './outcome.ts'
