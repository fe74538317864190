/** What a hand does to a figure when it keys it in. */
export type KeyingSlip = 'sign' | 'digits-swapped' | 'decimal-place'

/**
 * The one slip of keying that turns what was meant into what stands there; null where there is none. decimal-place: a factor
 * of 10 to 10,000, which is also 元 in place of 千元 or 万元.
 */
export function keyingSlip(stands: number, meant: number): KeyingSlip | null {
  if (stands === meant || stands === 0 || meant === 0) return null
  if (stands === -meant) return 'sign'
  const [large, small] = Math.abs(stands) > Math.abs(meant) ? [stands, meant] : [meant, stands]
  for (const factor of [10, 100, 1000, 10_000]) if (small * factor === large) return 'decimal-place'
  return areNeighboursSwapped(String(stands), String(meant)) ? 'digits-swapped' : null
}

function areNeighboursSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let at = 0
  while (a[at] === b[at]) at++
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2)
}
