import { refuse } from '#domain/kernel'

/**
 * A span ends within itself. On its first day it ends only if that day is not over yet: then it never was, and its row goes.
 */
export function requireWithin(
  on: string,
  { from, to }: { readonly from: string; readonly to: string | null },
  today: string,
): void {
  const beforeItBegan = on < from || (on === from && from < today)
  if (beforeItBegan || (to !== null && on >= to)) refuse('cultivation.end_outside', { on, from, to }, ['on'])
}
