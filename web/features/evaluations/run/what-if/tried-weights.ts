/** Shares among siblings that somebody tries, as they stand in the address: `A:0.3,B1:0.125`. Codes have no colon and no comma. */
export function parseTried(text: string | undefined): Readonly<Record<string, number>> {
  const tried: Record<string, number> = {}
  for (const each of (text ?? '').split(',')) {
    const at = each.lastIndexOf(':')
    const share = Number(each.slice(at + 1))
    if (at > 0 && each.slice(at + 1) !== '' && Number.isFinite(share) && share >= 0 && share <= 1)
      tried[each.slice(0, at)] = share
  }
  return tried
}

/** Six decimals: a slider's step is far larger, and an address stays short. Null when nothing is tried. */
export function formatTried(tried: Readonly<Record<string, number>>): string | null {
  const parts = Object.entries(tried).map(([node, share]) => `${node}:${Number(share.toFixed(6))}`)
  return parts.length === 0 ? null : parts.join(',')
}
