/** Points and ranges in time or number: before, meets, overlaps … (DMN 1.5 clause 10.3.4.9, after Allen's relations). */
import { builtIn } from './built-in.ts'
import type { BuiltInName } from './known-names.ts'
import { orderOf } from './compare.ts'
import { FeelFunction, FeelRange, type FeelValue, isContext, isList } from './values.ts'

/** Compares endpoints; remembers that some could not be compared. */
class Endpoints {
  unknown = false

  order(left: FeelValue, right: FeelValue): number {
    const order = orderOf(left, right)
    if (order !== null) return order
    this.unknown = true
    return Number.NaN
  }
}

type Relation<L, R> = (left: L, right: R, at: Endpoints) => boolean

interface Relations {
  readonly points?: Relation<FeelValue, FeelValue>
  readonly pointRange?: Relation<FeelValue, FeelRange>
  readonly rangePoint?: Relation<FeelRange, FeelValue>
  readonly ranges?: Relation<FeelRange, FeelRange>
}

function isPoint(value: FeelValue): boolean {
  return (
    value !== null &&
    !(value instanceof FeelRange) &&
    !(value instanceof FeelFunction) &&
    !isList(value) &&
    !isContext(value)
  )
}

function relation(name: BuiltInName, relations: Relations): FeelFunction {
  const signatures = [
    ['point1', 'point2'],
    ['point', 'range'],
    ['range', 'point'],
    ['range1', 'range2'],
  ]
  return builtIn(name, signatures, ([left = null, right = null]) => {
    const at = new Endpoints()
    const holds = hold(relations, left, right, at)
    if (holds === undefined) return undefined
    return holds || !at.unknown ? holds : undefined
  })
}

function hold(relations: Relations, left: FeelValue, right: FeelValue, at: Endpoints): boolean | undefined {
  if (left instanceof FeelRange) {
    if (right instanceof FeelRange) return relations.ranges?.(left, right, at)
    return isPoint(right) ? relations.rangePoint?.(left, right, at) : undefined
  }
  if (!isPoint(left)) return undefined
  if (right instanceof FeelRange) return relations.pointRange?.(left, right, at)
  return isPoint(right) ? relations.points?.(left, right, at) : undefined
}

const includesPoint: Relation<FeelRange, FeelValue> = (range, point, at) => {
  const [start, end] = [at.order(range.start, point), at.order(range.end, point)]
  return (start < 0 && end > 0) || (start === 0 && range.startIncluded) || (end === 0 && range.endIncluded)
}

const includesRange: Relation<FeelRange, FeelRange> = (outer, inner, at) => {
  const [start, end] = [at.order(outer.start, inner.start), at.order(outer.end, inner.end)]
  return (
    (start < 0 || (start === 0 && (outer.startIncluded || !inner.startIncluded))) &&
    (end > 0 || (end === 0 && (outer.endIncluded || !inner.endIncluded)))
  )
}

const finishesPoint: Relation<FeelValue, FeelRange> = (point, range, at) =>
  range.endIncluded && at.order(range.end, point) === 0

const finishesRange: Relation<FeelRange, FeelRange> = (inner, outer, at) => {
  const start = at.order(inner.start, outer.start)
  return (
    inner.endIncluded === outer.endIncluded &&
    at.order(inner.end, outer.end) === 0 &&
    (start > 0 || (start === 0 && (!inner.startIncluded || outer.startIncluded)))
  )
}

const startsPoint: Relation<FeelValue, FeelRange> = (point, range, at) =>
  range.startIncluded && at.order(range.start, point) === 0

const startsRange: Relation<FeelRange, FeelRange> = (inner, outer, at) => {
  const end = at.order(inner.end, outer.end)
  return (
    inner.startIncluded === outer.startIncluded &&
    at.order(inner.start, outer.start) === 0 &&
    (end < 0 || (end === 0 && (!inner.endIncluded || outer.endIncluded)))
  )
}

const rangeBefore: Relation<FeelRange, FeelRange> = (left, right, at) => {
  const order = at.order(left.end, right.start)
  return order < 0 || (order === 0 && !(left.endIncluded && right.startIncluded))
}

const meets: Relation<FeelRange, FeelRange> = (left, right, at) =>
  left.endIncluded && right.startIncluded && at.order(left.end, right.start) === 0

/** The end of the first reaches the start of the second. */
const reaches: Relation<FeelRange, FeelRange> = (left, right, at) => {
  const order = at.order(left.end, right.start)
  return order > 0 || (order === 0 && left.endIncluded && right.startIncluded)
}

const overlapsBefore: Relation<FeelRange, FeelRange> = (left, right, at) => {
  const [start, end] = [at.order(left.start, right.start), at.order(left.end, right.end)]
  return (
    (start < 0 || (start === 0 && left.startIncluded && !right.startIncluded)) &&
    reaches(left, right, at) &&
    (end < 0 || (end === 0 && (!left.endIncluded || right.endIncluded)))
  )
}

function swapped<L, R>(known: Relation<L, R>): Relation<R, L> {
  return (left, right, at) => known(right, left, at)
}

export const RANGE_FUNCTIONS = [
  relation('before', {
    points: (left, right, at) => at.order(left, right) < 0,
    pointRange: (point, range, at) => {
      const order = at.order(point, range.start)
      return order < 0 || (order === 0 && !range.startIncluded)
    },
    rangePoint: (range, point, at) => {
      const order = at.order(range.end, point)
      return order < 0 || (order === 0 && !range.endIncluded)
    },
    ranges: rangeBefore,
  }),
  relation('after', {
    points: (left, right, at) => at.order(left, right) > 0,
    pointRange: (point, range, at) => {
      const order = at.order(point, range.end)
      return order > 0 || (order === 0 && !range.endIncluded)
    },
    rangePoint: (range, point, at) => {
      const order = at.order(range.start, point)
      return order > 0 || (order === 0 && !range.startIncluded)
    },
    ranges: swapped(rangeBefore),
  }),
  relation('meets', { ranges: meets }),
  relation('met by', { ranges: swapped(meets) }),
  relation('overlaps', {
    ranges: (left, right, at) => reaches(left, right, at) && reaches(right, left, at),
  }),
  relation('overlaps before', { ranges: overlapsBefore }),
  relation('overlaps after', { ranges: swapped(overlapsBefore) }),
  relation('finishes', { pointRange: finishesPoint, ranges: finishesRange }),
  relation('finished by', { rangePoint: swapped(finishesPoint), ranges: swapped(finishesRange) }),
  relation('includes', { rangePoint: includesPoint, ranges: includesRange }),
  relation('during', { pointRange: swapped(includesPoint), ranges: swapped(includesRange) }),
  relation('starts', { pointRange: startsPoint, ranges: startsRange }),
  relation('started by', { rangePoint: swapped(startsPoint), ranges: swapped(startsRange) }),
  relation('coincides', {
    points: (left, right, at) => at.order(left, right) === 0,
    ranges: (left, right, at) =>
      left.startIncluded === right.startIncluded &&
      left.endIncluded === right.endIncluded &&
      at.order(left.start, right.start) === 0 &&
      at.order(left.end, right.end) === 0,
  }),
]
