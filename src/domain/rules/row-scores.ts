/** Points of one row; ranges where facts are unknown. */
import { type Bounds, type BoundsJudge, cutAt } from './row-bounds.ts'
import type { CompiledScore } from './rule-expression.ts'
import { FeelNumber } from './values.ts'

const ZERO = new FeelNumber(0)

/** Points of one item; where nothing is known of them, anything between its least and its most. */
export function itemBounds(judge: BoundsJudge, item: CompiledScore['items'][number]): Bounds {
  const { minimum, maximum, weight } = item.item
  const [least, most] = [new FeelNumber(minimum), new FeelNumber(maximum)]
  const bounds = judge.bounds(item.points) ?? { low: least, high: most }
  const cut = (points: FeelNumber): FeelNumber => FeelNumber.min(FeelNumber.max(points, least), most)
  const [low, high] = [cut(bounds.low).times(weight), cut(bounds.high).times(weight)]
  return low.greaterThan(high) ? { low: high, high: low } : { low, high }
}

export function groupBounds(judge: BoundsJudge, { score, items }: CompiledScore, group: string): Bounds {
  let [low, high] = [ZERO, ZERO]
  for (const item of items) {
    if (item.item.off || item.item.group !== group) continue
    const points = itemBounds(judge, item)
    low = low.plus(points.low)
    high = high.plus(points.high)
  }
  return cutAt({ low, high }, score.groups.find(({ code }) => code === group)?.maximum ?? null)
}

export function totalBounds(judge: BoundsJudge, score: CompiledScore): Bounds {
  let [low, high] = [ZERO, ZERO]
  for (const { code } of score.score.groups) {
    const points = groupBounds(judge, score, code)
    low = low.plus(points.low)
    high = high.plus(points.high)
  }
  return cutAt({ low, high }, score.score.maximum)
}
