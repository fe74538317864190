/** Reads a rule book from what JSON gave: strict, every refusal with the place in words and in path. */
import { type Issue, type Outcome, accepted, refused } from '#domain/kernel'
import type { RuleBook } from './rule-book.ts'
import { checkSpells } from './parameters-on.ts'
import { ruleBookSchema } from './rule-book-schema.ts'

/** Of lists and objects within one another, and of values in all: reading more would not end well. */
export const BOOK_SHAPE_LIMITS = { depth: 80, values: 2_000_000, issues: 50 } as const

export function parseRuleBook(json: unknown): Outcome<RuleBook> {
  const size = sizeIssue(json)
  if (size !== null) return refused(size)
  const parsed = ruleBookSchema.safeParse(json)
  if (!parsed.success)
    return refused(
      ...parsed.error.issues.slice(0, BOOK_SHAPE_LIMITS.issues).map((problem): Issue => {
        const path = problem.path.filter((part) => typeof part !== 'symbol')
        return {
          code: 'rules.book_shape',
          path,
          params: { at: placeOf(json, path), problem: problem.message },
        }
      }),
    )
  const book = parsed.data
  const issues = book.parameters.flatMap((parameter, index) =>
    checkSpells(parameter).map((issue) => ({
      ...issue,
      path: ['parameters', index, ...(issue.path ?? [])],
    })),
  )
  return issues.length > 0 ? refused(...issues.slice(0, BOOK_SHAPE_LIMITS.issues)) : accepted(book)
}

function sizeIssue(json: unknown): Issue | null {
  let level: unknown[] = [json]
  let seen = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      for (const part of Object.values(value)) {
        seen += 1
        if (seen > BOOK_SHAPE_LIMITS.values)
          return { code: 'rules.book_too_large', params: { place: '', limit: BOOK_SHAPE_LIMITS.values } }
        next.push(part)
      }
    }
    if (depth > BOOK_SHAPE_LIMITS.depth && next.length > 0)
      return { code: 'rules.book_too_large', params: { place: '', limit: BOOK_SHAPE_LIMITS.depth } }
    level = next
  }
  return null
}

/** `rules[0](高新技术企业).root.of[2](研发).when`: numbers with the code or id of what stands there. */
function placeOf(json: unknown, path: readonly (string | number)[]): string {
  let value = json
  let place = ''
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined
    if (typeof part === 'string') {
      place += place === '' ? part : `.${part}`
      continue
    }
    const named = typeof value === 'object' && value !== null ? nameOf(value) : null
    place += named === null ? `[${part}]` : `[${part}](${named})`
  }
  return place
}

function nameOf(value: object): string | null {
  for (const key of ['code', 'id']) {
    const name: unknown = Reflect.get(value, key)
    if (typeof name === 'string') return name.slice(0, 60)
  }
  return null
}
