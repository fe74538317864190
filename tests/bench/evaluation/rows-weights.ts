import { WhatIf, winningWeights } from '#domain/evaluation'
import {
  measure,
  printHead,
  printTimes,
  sizedEvaluations,
  valueOf,
  type BenchOptions,
} from './sized-evaluation.ts'

/** Questions about weights on a finished run: the slider of a page, and the search for weights that would win. */
export function run({ rounds }: BenchOptions): void {
  printHead()
  for (const { name, compiled, result } of sizedEvaluations()) {
    const slider = new WhatIf(compiled, result)
    let share = 0
    printTimes(
      `${name}, a weight moved, all scored, ranked and graded anew`,
      measure(rounds * 40, () => {
        share = (share + 0.01) % 1
        return valueOf(slider.rescore({ H1: share }))
      }),
    )
    const byRank = result.standings.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    for (const place of [2, 5, 17]) {
      const unit = byRank[place - 1]?.unit ?? ''
      const found = valueOf(winningWeights(compiled, result, unit))
      printTimes(
        `${name}, weights that put number ${place} first: ${found.kind}`,
        measure(rounds, () => valueOf(winningWeights(compiled, result, unit))),
      )
    }
  }
}
