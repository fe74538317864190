/**
 * What would turn an answer round if one fact alone changed. The other facts are constants then, so every comparison is one of the
 * fact alone: solved exactly it gives the values at which anything can change. Between two of them nothing does; the nearest
 * with the other answer is found by judging again. Where points come from formulas that are not solved (a score that adds them
 * up), whole numbers are searched, upwards and downwards, by doubling and halving.
 */
import { civilDate, dayNumber } from '#domain/kernel'
import type { BookNames } from './book-names.ts'
import type { FactDefinition, FactSheet, FactValue, KnownFact } from './fact.ts'
import { factsBehindNode, visitBehind } from './facts-behind.ts'
import type { Formula } from './formula.ts'
import {
  ONE,
  type Rational,
  add,
  compare,
  divide,
  fromNumber,
  negative,
  rational,
  times,
  toDecimal,
} from './rational.ts'
import { RuleFormulas } from './rule-formula.ts'
import { conditionsOf } from './rule-logic.ts'
import type { RuleNode } from './rule-book.ts'
import type { FeelNode } from './syntax.ts'
import { isCounted } from './unit.ts'
import { toNumber } from './values.ts'
import type { Flip, VerdictAnswer } from './verdict.ts'

export interface Judged {
  readonly names: BookNames
  readonly on: string
  readonly root: RuleNode
  /** Observed facts, and derived ones that have a value of their own. */
  readonly sheet: FactSheet
  readonly answerOf: (sheet: FactSheet) => VerdictAnswer
}

/** Values tried for one fact, and steps of the search among whole numbers. */
const MOST_TRIED = 200
const FARTHEST_STEP = 2 ** 30

export function findFlips(judged: Judged, answer: 'yes' | 'no'): readonly Flip[] {
  const flips: Flip[] = []
  for (const code of factsOf(judged)) {
    const meaning = judged.names.meaningOf(code)
    const known = judged.sheet.get(code)
    if (meaning?.kind !== 'fact' || known === undefined) continue
    flips.push(...flipsOf(judged, meaning.fact, known, answer === 'yes' ? 'no' : 'yes'))
  }
  return flips
}

function factsOf({ names, root, sheet }: Judged): readonly string[] {
  const found = new Set<string>()
  for (const { when } of conditionsOf(root)) {
    const parsed = names.parse(when)
    if (parsed.ok)
      for (const code of factsBehindNode(parsed.value.root, names, { given: (fact) => sheet.has(fact) }))
        found.add(code)
  }
  return [...found]
}

function flipsOf(
  judged: Judged,
  fact: FactDefinition,
  known: KnownFact,
  wanted: 'yes' | 'no',
): readonly Flip[] {
  const { value } = known
  const answers = (to: FactValue): boolean =>
    judged.answerOf(new Map([...judged.sheet, [fact.code, { ...known, value: to }]])) === wanted
  const flip = (to: FactValue, open = false): Flip => ({
    fact: fact.code,
    from: value,
    to,
    open,
    answer: wanted,
  })
  if (typeof value === 'boolean') return answers(!value) ? [flip(!value)] : []
  const { bounds, words } = turnsOf(judged, fact.code)
  if (typeof value === 'number') {
    const whole = isCounted(fact.unit) && Number.isInteger(value)
    const found = whole ? wholeFlips(value, bounds, answers) : realFlips(value, bounds, answers)
    return found.map(({ to, open }) => flip(to, open))
  }
  if (fact.type === 'date' && typeof value === 'string') {
    const day = dayNumber(value)
    if (day === null) return []
    const found = wholeFlips(day, bounds, (to) => answers(civilDate(to)), false)
    return found.map(({ to }) => flip(civilDate(to)))
  }
  const options = fact.options?.map(({ code }) => code) ?? [...words]
  if (typeof value === 'string') {
    const other = options.slice(0, MOST_TRIED).find((word) => word !== value && answers(word))
    return other === undefined ? [] : [flip(other)]
  }
  const changed = [
    ...options.filter((word) => !value.includes(word)).map((word) => [...value, word]),
    ...value.map((word) => value.filter((other) => other !== word)),
  ]
  const other = changed.slice(0, MOST_TRIED).find((words) => answers(words))
  return other === undefined ? [] : [flip(other)]
}

interface Turns {
  /** Values of a number or day at which some comparison changes, in order. */
  readonly bounds: readonly Rational[]
  /** Words that something asks about. */
  readonly words: ReadonlySet<string>
}

/** Where anything behind the rule can change its mind about one fact, the others being as they are. */
function turnsOf({ names, on, root, sheet }: Judged, code: string): Turns {
  const others = new Map(
    [...sheet].filter(([fact]) => fact !== code).map(([fact, { value }]) => [fact, value]),
  )
  const formulas = new RuleFormulas(names, on, others)
  const bounds: Rational[] = []
  const words = new Set<string>()
  const take = (formula: Formula): void => {
    switch (formula.kind) {
      case 'and':
      case 'or':
      case 'at-least':
        formula.of.forEach(take)
        return
      case 'word':
        formula.words.forEach((word) => words.add(word))
        return
      case 'flag': {
        const word = formulas.wordOfFlag(formula.flag, code)
        if (word !== null) words.add(word)
        return
      }
      case 'linear': {
        const { terms, bound } = formula.constraint
        for (const piece of formulas.piecesOf({ terms, constant: negative(bound) })) {
          const [first, ...rest] = piece.terms
          if (first?.[0] === code && rest.length === 0)
            bounds.push(divide(negative(piece.constant), first[1]))
        }
        return
      }
      case 'true':
      case 'false':
    }
  }
  const both = (node: FeelNode): void => {
    take(formulas.ofExpressionAlone(node, true))
    take(formulas.ofExpressionAlone(node, false))
  }
  for (const { when } of conditionsOf(root)) {
    const parsed = names.parse(when)
    if (!parsed.ok) continue
    both(parsed.value.root)
    visitBehind(parsed.value.root, names, {
      fact: (fact) => !others.has(fact),
      node: (node) => {
        if (node.kind === 'compare' || node.kind === 'between' || node.kind === 'in') both(node)
        if (node.kind === 'if') both(node.condition)
      },
      cell: (input, test) => take(formulas.ofCell(input, test)),
      asked: true,
    })
  }
  const sorted = bounds.sort(compare)
  return {
    bounds: sorted.filter((bound, index) => index === 0 || compare(bound, sorted[index - 1] ?? bound) !== 0),
    words,
  }
}

interface Found {
  readonly to: number
  readonly open: boolean
}

function realFlips(value: number, bounds: readonly Rational[], answers: (to: number) => boolean): Found[] {
  const decimal = toNumber(value)
  if (decimal === null) return []
  const current = fromNumber(decimal)
  const found: Found[] = []
  for (const direction of [1, -1] as const) {
    const ahead = bounds.filter((bound) => compare(bound, current) * direction >= 0)
    const ordered = direction === 1 ? ahead : ahead.reverse()
    for (const [index, bound] of ordered.slice(0, MOST_TRIED).entries()) {
      const to = toDecimal(bound).toNumber()
      if (to !== value && answers(to)) {
        found.push({ to, open: false })
        break
      }
      const beyond = justBeyond(bound, ordered[index + 1], direction)
      if (beyond !== to && answers(beyond)) {
        found.push({ to, open: true })
        break
      }
    }
  }
  return found.sort((a, b) => Math.abs(a.to - value) - Math.abs(b.to - value))
}

/** A little farther than the bound, and nearer than the next. */
function justBeyond(bound: Rational, next: Rational | undefined, direction: 1 | -1): number {
  const size = bound.top < 0n ? rational(-bound.top, bound.bottom) : bound
  const step = times(compare(size, ONE) > 0 ? size : ONE, rational(BigInt(direction), 1_000_000_000n))
  const far = add(bound, step)
  if (next === undefined || compare(far, next) * direction < 0) return toDecimal(far).toNumber()
  return toDecimal(divide(add(bound, next), rational(2n))).toNumber()
}

/** Of counts and days: the nearest whole number each way. Counts do not go below none. */
function wholeFlips(
  value: number,
  bounds: readonly Rational[],
  answers: (to: number) => boolean,
  counted = true,
): Found[] {
  const found: Found[] = []
  for (const direction of [1, -1] as const) {
    const lowest = counted ? Math.min(0, value) : -Infinity
    const candidates = new Set<number>()
    for (const bound of bounds) {
      const near = Math.floor(toDecimal(bound).toNumber())
      for (const to of [near - 1, near, near + 1, near + 2])
        if ((to - value) * direction > 0 && to >= lowest && Number.isSafeInteger(to)) candidates.add(to)
    }
    const ordered = [...candidates].sort((a, b) => (a - b) * direction).slice(0, MOST_TRIED)
    const solved = ordered.find(answers) ?? searched(value, direction, lowest, answers)
    if (solved !== undefined) found.push({ to: solved, open: false })
  }
  return found.sort((a, b) => Math.abs(a.to - value) - Math.abs(b.to - value))
}

/** By doubling the step until the answer is the other one, then halving back to the first that is. */
function searched(
  value: number,
  direction: 1 | -1,
  lowest: number,
  answers: (to: number) => boolean,
): number | undefined {
  for (let step = 1; step <= FARTHEST_STEP; step *= 2) {
    const far = value + step * direction
    if (far < lowest) return undefined
    if (!answers(far)) continue
    let [near, end] = [value + Math.floor(step / 2) * direction, far]
    while (Math.abs(end - near) > 1) {
      const middle = near + Math.trunc((end - near) / 2)
      if (answers(middle)) end = middle
      else near = middle
    }
    return end
  }
  return undefined
}
