import { builtIn, itemsIn, listIn, single, wholeIn } from './built-in.ts'
import { callByPosition } from './call-function.ts'
import { equalValues, orderOf } from './compare.ts'
import type { BuiltInName } from './known-names.ts'
import type { FeelRun } from './scope.ts'
import { typeNameOf } from './type-names.ts'
import { FeelFunction, FeelNumber, type FeelValue, isList, isNumber, kept } from './values.ts'

/** A function of a list, or of its items as arguments. */
function ofItems(
  name: BuiltInName,
  body: (items: readonly FeelValue[], run: FeelRun) => FeelValue | undefined,
): FeelFunction {
  return builtIn(
    name,
    [['list']],
    (args, run) => {
      const items = itemsIn(args)
      run.spend(items?.length ?? 0)
      return items === undefined ? undefined : body(items, run)
    },
    { fewest: 1, variadic: true },
  )
}

function ofNumbers(
  name: 'sum' | 'mean' | 'product' | 'median' | 'stddev' | 'mode',
  body: (numbers: readonly FeelNumber[]) => FeelValue | undefined,
): FeelFunction {
  return ofItems(name, (items) => (items.every(isNumber) ? body(items) : undefined))
}

/** The least or the greatest; null for nothing and for values without an order among them. */
function extreme(name: 'min' | 'max', wanted: -1 | 1): FeelFunction {
  return ofItems(name, (items) => {
    let best = items[0]
    if (best === undefined || best === null) return undefined
    for (const item of items) {
      const order = orderOf(item, best)
      if (order === null) return undefined
      if (Math.sign(order) === wanted) best = item
    }
    return best
  })
}

function sumOf(numbers: readonly FeelNumber[]): FeelNumber {
  return numbers.reduce((sum, number) => sum.plus(number), new FeelNumber(0))
}

function byOrder(numbers: readonly FeelNumber[]): FeelNumber[] {
  return [...numbers].sort((left, right) => left.comparedTo(right))
}

function medianOf(numbers: readonly FeelNumber[]): FeelNumber | undefined {
  const sorted = byOrder(numbers)
  const middle = sorted[Math.floor(sorted.length / 2)]
  const below = sorted[sorted.length / 2 - 1]
  return below === undefined || middle === undefined ? middle : below.plus(middle).dividedBy(2)
}

/** Standard deviation of a sample. */
function deviationOf(numbers: readonly FeelNumber[]): FeelNumber | undefined {
  if (numbers.length < 2) return undefined
  const mean = sumOf(numbers).dividedBy(numbers.length)
  const squares = numbers.map((number) => number.minus(mean).pow(2))
  return (
    kept(
      sumOf(squares)
        .dividedBy(numbers.length - 1)
        .squareRoot(),
    ) ?? undefined
  )
}

function modesOf(numbers: readonly FeelNumber[]): FeelValue {
  const counts = new Map<string, { number: FeelNumber; count: number }>()
  for (const number of numbers) {
    const entry = counts.get(number.toString()) ?? { number, count: 0 }
    counts.set(number.toString(), { number, count: entry.count + 1 })
  }
  const most = Math.max(...[...counts.values()].map(({ count }) => count), 0)
  return byOrder([...counts.values()].filter(({ count }) => count === most).map(({ number }) => number))
}

/** `all` is decided by a false, `any` by a true; otherwise all must be boolean. */
function quantifier(name: 'all' | 'any', deciding: boolean): FeelFunction {
  return ofItems(name, (items) => {
    if (items.includes(deciding)) return deciding
    return items.every((item) => typeof item === 'boolean') ? !deciding : undefined
  })
}

/** Position from one, or from the end with a sign; undefined outside. */
function indexIn(position: FeelValue | undefined, length: number): number | undefined {
  const whole = wholeIn(position)
  if (whole === undefined || whole === 0 || Math.abs(whole) > length) return undefined
  return whole > 0 ? whole - 1 : length + whole
}

/** Equal, where null equals null and unlike things differ. */
function matches(left: FeelValue, right: FeelValue, run: FeelRun): boolean {
  return equalValues(left, right, run) === true
}

function distinct(items: readonly FeelValue[], run: FeelRun): FeelValue[] {
  const found: FeelValue[] = []
  // Plain values are found by key; only lists and contexts have to be compared one by one.
  const keys = new Set<string>()
  const others: FeelValue[] = []
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) {
      run.spend(others.length)
      if (others.some((other) => matches(other, item, run))) continue
      others.push(item)
    } else {
      if (keys.has(key)) continue
      keys.add(key)
    }
    found.push(item)
  }
  return found
}

function keyOf(value: FeelValue): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || isNumber(value))
    return `${typeNameOf(value)}:${isNumber(value) && value.isZero() ? '0' : String(value)}`
  return null
}

function flattened(items: readonly FeelValue[], run: FeelRun, into: FeelValue[] = []): FeelValue[] {
  run.enter()
  for (const item of items) {
    run.spend(1)
    if (isList(item)) flattened(item, run, into)
    else into.push(item)
  }
  run.leave()
  return into
}

/** Merge sort, stable, with as few calls as it takes; undefined when a comparison gives no boolean. */
function sorted(
  items: readonly FeelValue[],
  precedes: (left: FeelValue, right: FeelValue) => boolean | undefined,
): FeelValue[] | undefined {
  if (items.length < 2) return [...items]
  const middle = items.length >> 1
  const left = sorted(items.slice(0, middle), precedes)
  const right = sorted(items.slice(middle), precedes)
  if (left === undefined || right === undefined) return undefined
  const merged: FeelValue[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) {
    const [first, second] = [left[i] ?? null, right[j] ?? null]
    const later = precedes(second, first)
    if (later === undefined) return undefined
    merged.push(later ? second : first)
    if (later) j += 1
    else i += 1
  }
  return [...merged, ...left.slice(i), ...right.slice(j)]
}

function listed(args: readonly FeelValue[], run: FeelRun): FeelValue[] | undefined {
  const lists: FeelValue[] = []
  for (const value of args) {
    const list = listIn(value)
    if (list === undefined) return undefined
    run.spend(list.length)
    run.holdSize(lists.length + list.length)
    for (const item of list) lists.push(item)
  }
  return lists
}

export const LIST_FUNCTIONS = [
  builtIn('list contains', [['list', 'element']], ([list, element = null], run) => {
    const items = listIn(list)
    run.spend(items?.length ?? 0)
    return items?.some((item) => matches(item, element, run))
  }),
  builtIn('count', [['list']], ([list]) => {
    const items = listIn(list)
    return items === undefined ? undefined : new FeelNumber(items.length)
  }),
  extreme('min', -1),
  extreme('max', 1),
  ofNumbers('sum', (numbers) => (numbers.length === 0 ? undefined : (kept(sumOf(numbers)) ?? undefined))),
  ofNumbers('mean', (numbers) =>
    numbers.length === 0 ? undefined : (kept(sumOf(numbers).dividedBy(numbers.length)) ?? undefined),
  ),
  ofNumbers('product', (numbers) =>
    numbers.length === 0
      ? undefined
      : (kept(numbers.reduce((product, number) => product.times(number), new FeelNumber(1))) ?? undefined),
  ),
  ofNumbers('median', medianOf),
  ofNumbers('stddev', deviationOf),
  ofNumbers('mode', modesOf),
  quantifier('all', false),
  quantifier('any', true),
  builtIn(
    'sublist',
    [
      ['list', 'start position'],
      ['list', 'start position', 'length'],
    ],
    (args, run) => {
      const items = listIn(args[0])
      const start = items === undefined ? undefined : indexIn(args[1], items.length)
      if (items === undefined || start === undefined) return undefined
      run.spend(items.length)
      if (args.length === 2) return items.slice(start)
      const length = wholeIn(args[2])
      if (length === undefined || length < 1 || start + length > items.length) return undefined
      return items.slice(start, start + length)
    },
  ),
  builtIn(
    'append',
    [['list', 'item']],
    ([list, ...added], run) => {
      const items = listIn(list)
      if (items === undefined) return undefined
      run.spend(items.length + added.length)
      return [...items, ...added]
    },
    { fewest: 2, variadic: true },
  ),
  builtIn('concatenate', [['list']], listed, { fewest: 1, variadic: true }),
  builtIn('insert before', [['list', 'position', 'newItem']], ([list, position, item = null], run) => {
    const items = listIn(list)
    const index = items === undefined ? undefined : indexIn(position, items.length)
    if (items === undefined || index === undefined) return undefined
    run.spend(items.length)
    return [...items.slice(0, index), item, ...items.slice(index)]
  }),
  builtIn('remove', [['list', 'position']], ([list, position], run) => {
    const items = listIn(list)
    const index = items === undefined ? undefined : indexIn(position, items.length)
    if (items === undefined || index === undefined) return undefined
    run.spend(items.length)
    return items.toSpliced(index, 1)
  }),
  builtIn(
    'list replace',
    [
      ['list', 'position', 'newItem'],
      ['list', 'match', 'newItem'],
    ],
    ([list, place = null, item = null], run, signature) => {
      const items = listIn(list)
      if (items === undefined) return undefined
      run.spend(items.length)
      if (place instanceof FeelFunction) {
        if (signature?.[1] === 'position') return undefined
        return replaceMatches(items, place, item, run)
      }
      const index = signature?.[1] === 'match' ? undefined : indexIn(place, items.length)
      return index === undefined ? undefined : items.with(index, item)
    },
  ),
  builtIn('reverse', [['list']], ([list], run) => {
    const items = listIn(list)
    run.spend(items?.length ?? 0)
    return items?.toReversed()
  }),
  builtIn('index of', [['list', 'match']], ([list, match = null], run) => {
    const items = listIn(list)
    run.spend(items?.length ?? 0)
    return items?.flatMap((item, index) => (matches(item, match, run) ? [new FeelNumber(index + 1)] : []))
  }),
  builtIn(
    'union',
    [['list']],
    (args, run) => {
      const items = listed(args, run)
      return items === undefined ? undefined : distinct(items, run)
    },
    { fewest: 1, variadic: true },
  ),
  builtIn('distinct values', [['list']], ([list], run) => {
    const items = listIn(list)
    run.spend(items?.length ?? 0)
    return items === undefined ? undefined : distinct(items, run)
  }),
  builtIn('flatten', [['list']], ([list], run) => {
    const items = listIn(list)
    return items === undefined ? undefined : flattened(items, run)
  }),
  builtIn('sort', [['list'], ['list', 'precedes']], ([list, precedes = null], run) => {
    const items = listIn(list)
    if (items === undefined) return undefined
    run.spend(items.length)
    const order = single(precedes)
    if (order instanceof FeelFunction)
      return sorted(items, (left, right) => {
        const answer = callByPosition(order, [left, right], run)
        return typeof answer === 'boolean' ? answer : undefined
      })
    if (precedes !== null) return undefined
    return sorted(items, (left, right) => {
      run.spend(1)
      const found = orderOf(left, right)
      return found === null ? undefined : found < 0
    })
  }),
]

function replaceMatches(
  items: readonly FeelValue[],
  match: FeelFunction,
  item: FeelValue,
  run: FeelRun,
): FeelValue[] | undefined {
  const replaced: FeelValue[] = []
  for (const old of items) {
    const answer = callByPosition(match, [old, item], run)
    if (typeof answer !== 'boolean') return undefined
    replaced.push(answer ? item : old)
  }
  return replaced
}
