import type { WhatIf } from '#domain/evaluation'

export type Tried = Readonly<Record<string, number>>

/**
 * What is tried after one share was moved. The one that moved last stays; where siblings that were moved before leave no room for
 * it, the oldest of them goes free again.
 */
export function tryShare(
  whatIf: Pick<WhatIf, 'rescore'>,
  tried: Tried,
  siblings: readonly string[],
  node: string,
  share: number,
): Tried {
  const { [node]: _, ...others } = tried
  const next: Record<string, number> = { ...others, [node]: share }
  const named = Object.keys(others).filter((code) => siblings.includes(code))
  if (named.length > 0 && named.length >= siblings.length - 1) free(named.shift())
  while (!whatIf.rescore(next).ok && named.length > 0) free(named.shift())
  return next

  function free(code: string | undefined): void {
    if (code !== undefined) delete next[code]
  }
}
