/** What a name in an expression of a rule book means: a fact, parameter, table, score, the day of judgement, or `已知`. */
import type { Outcome } from '#domain/kernel'
import type { FactDefinition, RuleParameter } from './fact.ts'
import { BUILT_IN_NAMES } from './known-names.ts'
import { parseFeel } from './parse-feel.ts'
import type { RuleBook, RuleTable, ScoreSheet } from './rule-book.ts'
import type { FeelDialect, FeelExpression } from './syntax.ts'

/** The day of judgement, as expressions call it. */
export const DAY_NAME = '判定日'
/** “Is known”: yes or no, never unknown. */
export const KNOWN_NAME = '已知'

export type NameMeaning =
  | { readonly kind: 'fact'; readonly fact: FactDefinition }
  | { readonly kind: 'parameter'; readonly parameter: RuleParameter }
  | { readonly kind: 'table'; readonly table: RuleTable }
  | { readonly kind: 'score'; readonly score: ScoreSheet }
  | { readonly kind: 'day' }
  | { readonly kind: 'known' }

const BUILT_INS: ReadonlySet<string> = new Set(BUILT_IN_NAMES)

export class BookNames {
  readonly book: RuleBook
  /** Every name that may stand in an expression, members after a dot among them: what the grammar has to know. */
  readonly spelled: readonly string[]
  readonly #meanings = new Map<string, NameMeaning>()
  readonly #parsed = new Map<string, Outcome<FeelExpression>>()

  constructor(book: RuleBook) {
    this.book = book
    for (const fact of book.facts) this.#add(fact.code, { kind: 'fact', fact })
    for (const parameter of book.parameters) this.#add(parameter.code, { kind: 'parameter', parameter })
    for (const table of book.tables) this.#add(table.code, { kind: 'table', table })
    for (const score of book.scores) this.#add(score.code, { kind: 'score', score })
    this.#meanings.set(DAY_NAME, { kind: 'day' })
    this.#meanings.set(KNOWN_NAME, { kind: 'known' })
    const members = [
      ...book.tables.flatMap((table) => table.outputs.map((output) => output.code)),
      ...book.scores.flatMap((score) => score.groups.map((group) => group.code)),
    ]
    this.spelled = [...new Set([...this.#meanings.keys(), ...members])]
  }

  /** The first of a name counts; a second one is found by the check of duplicates. */
  #add(name: string, meaning: NameMeaning): void {
    if (!this.#meanings.has(name)) this.#meanings.set(name, meaning)
  }

  meaningOf(name: string): NameMeaning | null {
    return this.#meanings.get(name) ?? null
  }

  isFunction(name: string): boolean {
    return BUILT_INS.has(name)
  }

  /** Read once; the same text again gives the same tree. */
  parse(text: string, dialect: FeelDialect = 'expression'): Outcome<FeelExpression> {
    const key = `${dialect}:${text}`
    const known = this.#parsed.get(key)
    if (known !== undefined) return known
    const parsed = parseFeel(text, this.spelled, dialect)
    this.#parsed.set(key, parsed)
    return parsed
  }

  /** Names that may have been meant, the nearest first. */
  suggest(name: string, most = 3): string[] {
    const candidates = [...this.#meanings.keys()].map((candidate) => ({
      candidate,
      distance: editDistance(name, candidate) - (sharesPart(name, candidate) ? 1 : 0),
    }))
    const limit = Math.max(1, Math.floor(name.length / 2))
    return candidates
      .filter(({ distance }) => distance <= limit)
      .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
      .slice(0, most)
      .map(({ candidate }) => candidate)
  }
}

function sharesPart(left: string, right: string): boolean {
  return left.includes(right) || right.includes(left)
}

/** Letters to insert, delete or change. */
export function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[right.length] ?? 0
}
