import type { NodeInput, NodeScale } from '#domain/evaluation'
import { figureWords } from '../../shared/number-words.ts'

/** The formula of a scale with numbers put in, so that anybody can do it by hand; null where a scale is only an order. */
export function scaleArithmetic(
  scale: Pick<NodeScale, 'method' | 'parameters'>,
  direction: NodeInput['direction'],
  value: number,
): string | null {
  const less = direction === 'less'
  const n = (name: string): string => part(scale.parameters[name])
  const x = part(value)
  switch (scale.method) {
    case 'min-max': {
      const share = less
        ? `(${n('most')} − ${x}) ÷ (${n('most')} − ${n('least')})`
        : `(${x} − ${n('least')}) ÷ (${n('most')} − ${n('least')})`
      return `${share} × (${n('high')} − ${n('low')}) + ${n('low')}`
    }
    case 'z-score': {
      const distance = less ? `(${n('mean')} − ${x})` : `(${x} − ${n('mean')})`
      return `${distance} ÷ ${n('deviation')} × ${n('toDeviation')} + ${n('toMean')}`
    }
    case 'scaled':
      return `(${less ? `−${x}` : x} − ${n('from')}) ÷ (${n('to')} − ${n('from')}) × 100`
    case 'goalposts': {
      const share = less
        ? `(${n('top')} − ${x}) ÷ (${n('top')} − ${n('bottom')})`
        : `(${x} − ${n('bottom')}) ÷ (${n('top')} − ${n('bottom')})`
      return `${share} × (${n('high')} − ${n('low')}) + ${n('low')}`
    }
    case 'distance-to-target':
      return less
        ? `(${n('worst')} − ${x}) ÷ (${n('worst')} − ${n('target')})`
        : `(${x} − ${n('worst')}) ÷ (${n('target')} − ${n('worst')})`
    case 'distance-to-reference':
      return less
        ? `1 − (${x} − ${n('reference')}) ÷ (${n('worst')} − ${n('reference')})`
        : `1 − (${n('reference')} − ${x}) ÷ (${n('reference')} − ${n('worst')})`
    case 'distance-to-maximum':
      return less
        ? `1 − (${x} − ${n('least')}) ÷ (${n('most')} − ${n('least')})`
        : `1 − (${n('most')} − ${x}) ÷ (${n('most')} − ${n('least')})`
    case 'fraction-of-maximum':
      return `${x} ÷ ${n('maximum')}`
    case 'value-to-ideal':
      return less ? `${n('ideal')} ÷ ${x} × ${n('high')}` : `${x} ÷ ${n('ideal')} × ${n('high')}`
    default:
      return null
  }
}

/** A number within a formula; one below zero in brackets. */
function part(value: number | undefined): string {
  if (value === undefined) return '?'
  return value < 0 ? `(−${figureWords(-value)})` : figureWords(value)
}
