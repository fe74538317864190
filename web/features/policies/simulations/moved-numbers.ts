import type { Movable } from '#contract/policies'
import type { BilingualText } from '#domain/kernel'
import type { PolicyDefinition } from '#domain/matching'
import type { RuleNode } from '#domain/rules'
import { namesIn } from '../../../ui/rules/rule-names.ts'

/** Numbers somebody typed, by the `id` of the movable number. */
export type Typed = Readonly<Record<string, number>>

/** A definition with other numbers, and the parameters that are set apart from it. */
export interface MovedSide {
  readonly definition: PolicyDefinition
  readonly parameters: { readonly code: string; readonly value: number }[]
  /** Nothing in the definition itself was moved. */
  readonly isAsWritten: boolean
}

const PARAMETER = 'parameter:'
const CEILING = 'benefit/ceiling'

/** Conversions from percent (`x / 100`) are numbers of the formula too, but nothing that a policy decides. */
export function isDecided({ words, range, value }: Movable): boolean {
  return !(value === 100 && range !== null && /\/\s*$/u.test(words.slice(0, range.from)))
}

export function moveNumbers(
  definition: PolicyDefinition,
  movable: readonly Movable[],
  typed: Typed,
): MovedSide {
  const changed = structuredClone(definition)
  const moved = movable.filter(({ id, value }) => typed[id] !== undefined && typed[id] !== value)
  // From the end of each expression, so that the offsets of those before it stay.
  const written = moved.filter(({ range }) => range !== null)
  for (const one of written.toSorted((a, b) => (b.range?.from ?? 0) - (a.range?.from ?? 0))) {
    const { path, range, id } = one
    const value = typed[id]
    if (range === null || value === undefined) continue
    changeText(changed, path, (text) => text.slice(0, range.from) + writeNumber(value) + text.slice(range.to))
  }
  const ceiling = moved.some(({ id }) => id === CEILING) ? typed[CEILING] : undefined
  return {
    definition: ceiling === undefined ? changed : { ...changed, benefit: { ...changed.benefit, ceiling } },
    parameters: moved.flatMap(({ id, kind }) => {
      const value = typed[id]
      return kind === 'parameter' && value !== undefined ? [{ code: id.slice(PARAMETER.length), value }] : []
    }),
    isAsWritten: written.length === 0 && ceiling === undefined,
  }
}

/** Whoever calls has made `root` anew. */
function changeText(root: object, path: Movable['path'], change: (text: string) => string): void {
  let place: unknown = root
  for (const part of path.slice(0, -1)) place = isPlace(place) ? place[part] : undefined
  const last = path.at(-1)
  if (last === undefined || !isPlace(place)) return
  const text = place[last]
  if (typeof text === 'string') place[last] = change(text)
}

/** A list or an object. */
function isPlace(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null
}

/** As the server writes it: FEEL has no 1e-7; a number below 0 stands in brackets. */
function writeNumber(value: number): string {
  const plain = String(Number(value.toPrecision(12)))
  const text = plain.includes('e') ? value.toFixed(12).replace(/\.?0+$/u, '') : plain
  return value < 0 ? `(${text})` : text
}

/**
 * What each number is on the other side, by its `id` here: the same parameter, the same ceiling, or the number at the same place of
 * an expression that differs in numbers only.
 */
export function valuesOf(other: readonly Movable[], movable: readonly Movable[]): Typed {
  const found: Record<string, number> = {}
  const [there, here] = [byExpression(other), byExpression(movable)]
  for (const [place, numbers] of here) {
    const same = there.get(place)
    if (same === undefined) continue
    numbers.forEach(({ id }, at) => {
      const value = same[at]?.value
      if (value !== undefined) found[id] = value
    })
  }
  return found
}

function byExpression(movable: readonly Movable[]): ReadonlyMap<string, readonly Movable[]> {
  const places = Map.groupBy(movable, ({ kind, id, path }) =>
    kind === 'parameter' || kind === 'ceiling' ? id : path.join('/'),
  )
  return new Map(
    [...places].map(([place, numbers]) => {
      const [first] = numbers
      return [
        first === undefined || first.range === null ? place : `${place} ${skeletonOf(numbers)}`,
        numbers,
      ]
    }),
  )
}

/** An expression without its numbers. */
function skeletonOf(numbers: readonly Movable[]): string {
  let at = 0
  let text = ''
  for (const { words, range } of numbers) {
    if (range === null) continue
    text += `${words.slice(at, range.from)}#`
    at = range.to
  }
  return text + (numbers[0]?.words.slice(at) ?? '')
}

/** Facts and parameters that expressions name. */
export interface NamedThings {
  readonly facts: readonly {
    readonly code: string
    readonly title: BilingualText
    readonly unit: string | null
  }[]
  readonly parameters: readonly {
    readonly code: string
    readonly title: BilingualText
    readonly unit: string | null
  }[]
}

/** What a number is: of which condition, table or parameter; its unit; which of several in the same expression. */
export interface NumberName {
  readonly title: BilingualText | null
  /** Of a table: its row, from 1. */
  readonly row: number | null
  /** The fact that it is compared with. */
  readonly fact: BilingualText | null
  readonly unit: string | null
  /** From 1, of those that a policy decides in this expression; null: it is the only one. */
  readonly place: number | null
}

export function nameNumber(
  one: Movable,
  all: readonly Movable[],
  definition: PolicyDefinition,
  { facts, parameters }: NamedThings,
): NumberName {
  const { kind, path, words, range, unit, id } = one
  const siblings = all.filter((each) => each.range !== null && each.path.join('/') === path.join('/'))
  const place = siblings.length > 1 ? siblings.indexOf(one) + 1 : null
  if (kind === 'parameter') {
    const code = id.slice(PARAMETER.length)
    const known = parameters.find((each) => each.code === code)
    return { title: known?.title ?? { zh: words, en: words }, row: null, fact: null, unit, place: null }
  }
  if (kind === 'ceiling') return { title: null, row: null, fact: null, unit, place: null }
  if (kind === 'table') {
    const table = definition.tables[Number(path[1])]
    const [part, column] = [path[4], Number(path[5])]
    const output = part === 'outputs' ? table?.outputs[column] : undefined
    const input = part === 'tests' ? table?.inputs[column] : undefined
    return {
      title: table?.title ?? null,
      row: Number(path[3]) + 1,
      fact: (output ?? input)?.title ?? null,
      unit: (output ?? input)?.unit ?? null,
      place,
    }
  }
  const compared =
    kind === 'condition' && range !== null ? comparedFact(words.slice(0, range.from), facts) : null
  return {
    title: kind === 'condition' ? nodeTitle(definition.eligibility, path) : null,
    row: null,
    fact: compared?.title ?? null,
    unit: compared?.unit ?? null,
    place,
  }
}

/** The fact right before a comparison with the number that follows. */
function comparedFact(before: string, facts: NamedThings['facts']): NamedThings['facts'][number] | null {
  const compared = /^(.*?)\s*(?:>=|<=|!=|>|<|=|\bbetween|\bin\s*[[(\]]?)\s*$/su.exec(before)?.[1]
  if (compared === undefined) return null
  const last = namesIn(
    compared,
    facts.map(({ code }) => code),
  ).at(-1)
  return last !== undefined && compared.trim().endsWith(last)
    ? (facts.find(({ code }) => code === last) ?? null)
    : null
}

function nodeTitle(root: RuleNode, path: Movable['path']): BilingualText | null {
  let node: RuleNode | undefined = root
  for (let at = 1; at < path.length - 1 && node !== undefined; at += 1) {
    if (node.kind === 'condition') break
    if (node.kind === 'not') node = node.of
    else {
      node = node.of[Number(path[at + 1])]
      at += 1
    }
  }
  return node?.title ?? null
}

/** `benefit/ceiling=400|parameter:研发强度门槛=4` in an address. */
export function parseTyped(text: string | undefined): Typed {
  return Object.fromEntries(
    (text ?? '').split('|').flatMap((part) => {
      const at = part.lastIndexOf('=')
      const value = Number(part.slice(at + 1))
      return at > 0 && part.length > at + 1 && Number.isFinite(value)
        ? [[part.slice(0, at), value] as const]
        : []
    }),
  )
}

export function writeTyped(typed: Typed): string {
  return Object.entries(typed)
    .map(([id, value]) => `${id}=${String(value)}`)
    .join('|')
}
