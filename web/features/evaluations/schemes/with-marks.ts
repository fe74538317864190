import type { NormalisationMethod } from '#domain/evaluation'
import { figureWords } from '../shared/number-words.ts'

/** Words of a scale with the marks that this indicator has: 目标区间（0—100）：20 → 80. */
export function withMarks(words: string, method: NormalisationMethod): string {
  switch (method.method) {
    case 'goalposts':
      return method.bottom === null && method.top === null
        ? words
        : `${words}: ${figureWords(method.bottom)} → ${figureWords(method.top)}`
    case 'distance-to-target':
      return method.target === null ? words : `${words}: ${figureWords(method.target)}`
    case 'value-to-ideal':
      return method.ideal === null ? words : `${words}: ${figureWords(method.ideal)}`
    case 'min-max':
    case 'z-score':
    case 'scaled':
    case 'rank':
    case 'percentile-rank':
    case 'borda':
    case 'distance-to-reference':
    case 'distance-to-maximum':
    case 'fraction-of-maximum':
    case 'none':
      return words
  }
}
