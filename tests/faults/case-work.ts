import { beijing } from '#tests/calendars'

/** Made time of the tests about cases: act number `n` happens at this moment, ten minutes after the one before it. */
export function momentOfAct(n: number): Date {
  return new Date(beijing('2026-03-02 09:00') + n * 600_000)
}
