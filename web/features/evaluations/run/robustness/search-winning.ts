import { winningWeights } from '#domain/evaluation'
import type { WinningWeights } from '#domain/evaluation'
import type { Outcome } from '#domain/kernel'
import type { RunModel } from '../run-model.ts'

/**
 * The search with all weights free; headings below which a unit has no figure are held fast one after the other, because there
 * the weights of the rest would be scaled up and the search would no longer be exact. `held` names them.
 */
export function searchWinning(
  { compiled, result }: Pick<RunModel, 'compiled' | 'result'>,
  unit: string,
): { readonly found: Outcome<WinningWeights>; readonly held: readonly string[] } {
  const held: string[] = []
  for (;;) {
    const headings = compiled.headings.map(({ code }) => code).filter((code) => !held.includes(code))
    const found = winningWeights(compiled, result, unit, held.length === 0 ? {} : { headings })
    if (found.ok || headings.length <= 1) return { found, held }
    const heading = found.issues
      .map(({ params }) => params?.['heading'])
      .find((each): each is string => typeof each === 'string' && headings.includes(each))
    if (heading === undefined) return { found, held }
    held.push(heading)
  }
}
