import { refused, type Outcome } from '#domain/kernel'
import type { Expression } from './expression.ts'
import { ExpressionFault, readingOf } from './expression-fault.ts'
import { readTokens, type Token } from './expression-tokens.ts'
import { OPERATORS, type Operator } from './relation.ts'

/** Longer than any indicator that a person reads; what is longer is a mistake or an attack. */
const LONGEST = 4000
const DEEPEST = 60
const WORDS = new Set(['and', 'or', 'not', 'in'])

/**
 * Reads the text of an indicator (docs/methods/indicators.md has the grammar): `sum(GQ-005!QJ20) / sum(GQ-002!QC05_0)`,
 * `sumIf(GQ-002!QC05_0, @industry in ("C39", "I65"))`. Precedence, loosest first: or, and, not, comparison and in, + −, × ÷,
 * sign. Says nothing of meaning.
 */
export function parseExpression(text: string): Outcome<Expression> {
  if (text.length > LONGEST)
    return refused({ code: 'indicators.expression_too_long', params: { limit: LONGEST } })
  const tokens = readTokens(text)
  if (!tokens.ok) return tokens
  return new Reader(tokens.value).read()
}

class Reader {
  private readonly tokens: readonly Token[]
  private next = 0
  private depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  read(): Outcome<Expression> {
    return readingOf(() => {
      const expression = this.either()
      if (this.peek().kind !== 'end') this.fail()
      return expression
    })
  }

  private either(): Expression {
    this.depth += 1
    if (this.depth > DEEPEST)
      throw new ExpressionFault('indicators.expression_too_deep', { at: this.peek().at, limit: DEEPEST })
    let left = this.both()
    for (let at = this.word('or'); at !== null; at = this.word('or'))
      left = { kind: 'logic', at, operator: 'or', left, right: this.both() }
    this.depth -= 1
    return left
  }

  private both(): Expression {
    let left = this.denied()
    for (let at = this.word('and'); at !== null; at = this.word('and'))
      left = { kind: 'logic', at, operator: 'and', left, right: this.denied() }
    return left
  }

  private denied(): Expression {
    let times = 0
    const first = this.peek().at
    while (this.word('not') !== null) times += 1
    const of = this.comparison()
    if (times === 0) return of
    const not: Expression = { kind: 'not', at: first, of }
    return times % 2 === 1 ? not : { kind: 'not', at: first, of: not }
  }

  private comparison(): Expression {
    const left = this.sum()
    const within = this.word('in')
    if (within !== null) return { kind: 'in', at: within, of: left, values: this.texts() }
    const token = this.peek()
    const operator = token.kind === 'sign' ? comparisonOf(token.sign) : null
    if (operator === null) return left
    this.next += 1
    return { kind: 'comparison', at: token.at, operator, left, right: this.sum() }
  }

  private sum(): Expression {
    let left = this.product()
    for (let token = this.sign('+', '-'); token !== null; token = this.sign('+', '-'))
      left = { kind: 'arithmetic', at: token.at, operator: token.sign, left, right: this.product() }
    return left
  }

  private product(): Expression {
    let left = this.signed()
    for (let token = this.sign('*', '/'); token !== null; token = this.sign('*', '/'))
      left = { kind: 'arithmetic', at: token.at, operator: token.sign, left, right: this.signed() }
    return left
  }

  private signed(): Expression {
    const first = this.sign('-', '+')
    if (first === null) return this.primary()
    const of = this.primary()
    return first.sign === '-' ? { kind: 'negate', at: first.at, of } : of
  }

  private primary(): Expression {
    const token = this.peek()
    switch (token.kind) {
      case 'number':
      case 'text':
      case 'cell':
      case 'attribute':
        this.next += 1
        return token
      case 'name':
        this.next += 1
        return this.named(token.name, token.at)
      case 'sign': {
        if (this.sign('(') === null) return this.fail()
        const inner = this.either()
        this.expect(')')
        return inner
      }
      case 'end':
        return this.fail()
    }
  }

  private named(name: string, at: number): Expression {
    if (name === 'true' || name === 'false') return { kind: 'flag', at, value: name === 'true' }
    if (WORDS.has(name)) {
      this.next -= 1
      return this.fail()
    }
    // A form stands alone only as an argument: count(GQ-002).
    if (this.sign('(') === null) return { kind: 'form', at, form: name }
    const given: Expression[] = []
    if (this.sign(')') !== null) return { kind: 'call', at, name, arguments: given }
    do given.push(this.either())
    while (this.sign(',') !== null)
    this.expect(')')
    return { kind: 'call', at, name, arguments: given }
  }

  private texts(): readonly string[] {
    this.expect('(')
    const values: string[] = []
    do {
      const token = this.peek()
      if (token.kind !== 'text') return this.fail()
      values.push(token.value)
      this.next += 1
    } while (this.sign(',') !== null)
    this.expect(')')
    return values
  }

  private word(name: string): number | null {
    const token = this.peek()
    if (token.kind !== 'name' || token.name !== name) return null
    this.next += 1
    return token.at
  }

  private sign<S extends string>(...signs: readonly S[]): { readonly at: number; readonly sign: S } | null {
    const token = this.peek()
    if (token.kind !== 'sign') return null
    const found = signs.find((sign) => sign === token.sign)
    if (found === undefined) return null
    this.next += 1
    return { at: token.at, sign: found }
  }

  private expect(sign: string): void {
    if (this.sign(sign) === null) this.fail(sign)
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: 'end', at: 0 }
  }

  private fail(expected?: string): never {
    const token = this.peek()
    const found = describe(token)
    throw new ExpressionFault('indicators.expression_unexpected', {
      at: token.at,
      found,
      ...(expected === undefined ? {} : { expected }),
    })
  }
}

function comparisonOf(sign: string): Operator | null {
  return OPERATORS.find((operator) => operator === sign) ?? null
}

/** What stands there, as it is written; empty at the end of the text. */
function describe(token: Token): string {
  switch (token.kind) {
    case 'number':
      return `${token.value}${token.unit ?? ''}`
    case 'text':
      return `"${token.value}"`
    case 'cell':
      return `${token.form}!${token.field}`
    case 'attribute':
      return `@${token.name}`
    case 'name':
      return token.name
    case 'sign':
      return token.sign
    case 'end':
      return ''
  }
}
