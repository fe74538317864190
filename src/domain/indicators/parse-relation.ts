import { accepted, refused, type Outcome } from '#domain/kernel'
import type { CellRef, Operator, ParsedRelation, Term } from './relation.ts'

/**
 * Reads a relation as a person writes it: `QC05_0 = QC06 + QC07`, `0.5 × QD01 >= QD08`, `QC12 - QC12@-1Y <= 100`,
 * `QC51 <= 300 × GQ-003!QD01`, `QC05_0 = SUM(GQ-002!QC05_0)`.
 *
 * Terms are a cell, a number, or a number times a cell, joined by + and −; one comparison between the sides. Full-width
 * characters, × and ∗, − and –, ≠ ≥ ≤ are taken as their ASCII forms. Positions in issues count characters from 1.
 */
export function parseRelation(text: string): Outcome<ParsedRelation> {
  const reader = new RelationReader(narrow(text))
  try {
    return accepted(reader.relation())
  } catch (error) {
    if (error instanceof Unreadable)
      return refused({
        code: 'indicators.relation_syntax',
        params: { position: error.position + 1, found: error.found, expected: error.expected },
      })
    throw error
  }
}

/** What should have stood where the reading stopped. */
type Expected =
  'term' | 'number-or-cell' | 'cell' | 'operator' | 'end' | 'back' | 'no-back' | 'bracket' | 'finite-number'

class Unreadable extends Error {
  readonly position: number
  readonly found: string
  readonly expected: Expected

  constructor(position: number, found: string, expected: Expected) {
    super(expected)
    this.position = position
    this.found = found
    this.expected = expected
  }
}

const SPACE = /\s*/y
const NUMBER = /\d+(?:\.\d+)?/y
const FORM = /([A-Za-z][A-Za-z0-9_.]*(?:-[A-Za-z0-9_.]+)*)!(?!=)/y
const CODE = /[A-Za-z][A-Za-z0-9_]*/y
const BACK = /@\s*-\s*([1-9]\d{0,2})([Yy]?)/y
const SUM = /SUM\s*\(/iy
const OPERATOR = /!=|<>|>=|<=|==|[=><≠≥≧≤≦]/y
const OPERATOR_OF: Readonly<Record<string, Operator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  '≠': '!=',
  '≥': '>=',
  '≧': '>=',
  '≤': '<=',
  '≦': '<=',
}

class RelationReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  relation(): ParsedRelation {
    const left = this.#side()
    const operator = OPERATOR_OF[this.#take(OPERATOR)?.[0] ?? '']
    if (operator === undefined) this.#fail('operator')
    const right = this.#side()
    if (this.#at < this.#text.length) this.#fail('end')
    return {
      left: left.terms,
      leftConstant: left.constant,
      operator,
      right: right.terms,
      rightConstant: right.constant,
    }
  }

  #side(): { terms: Term[]; constant: number } {
    const terms: Term[] = []
    let constant = 0
    let sign = this.#sign() ?? 1
    for (;;) {
      const factor = this.#number()
      const times = factor === null ? null : this.#take(/\*/y)
      if (factor !== null && times === null) constant += sign * factor
      else {
        const cell = this.#cell()
        const after = factor === null && this.#take(/\*/y) !== null ? this.#numberAfterTimes() : 1
        terms.push({ coefficient: sign * (factor ?? 1) * after, cell })
      }
      const next = this.#sign()
      if (next === null) return { terms, constant }
      sign = next
    }
  }

  #sign(): 1 | -1 | null {
    const found = this.#take(/[+-]/y)
    return found === null ? null : found[0] === '+' ? 1 : -1
  }

  #number(): number | null {
    const at = this.#skipSpace()
    const found = this.#take(NUMBER)
    if (found === null) return null
    const value = Number(found[0])
    // Beyond 2^53 a figure would be read as another one.
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
      this.#failAt(at, 'finite-number')
    return value
  }

  #numberAfterTimes(): number {
    return this.#number() ?? this.#fail('number-or-cell')
  }

  #cell(): CellRef {
    if (this.#take(SUM) !== null) {
      const cell = this.#namedCell()
      if (cell.back !== null) this.#fail('no-back')
      if (this.#take(/\)/y) === null) this.#fail('bracket')
      return { ...cell, members: true }
    }
    return this.#namedCell()
  }

  #namedCell(): CellRef {
    const form = this.#take(FORM)?.[1] ?? null
    const code = this.#take(CODE)?.[0] ?? this.#fail(form === null ? 'term' : 'cell')
    const at = this.#skipSpace()
    const back = this.#take(BACK)
    if (back === null && this.#text[this.#at] === '@') this.#fail('back')
    // Of other forms only the same period is at hand.
    if (back !== null && form !== null) this.#failAt(at, 'no-back')
    return {
      code,
      form,
      back: back === null ? null : `${back[1] ?? ''}${(back[2] ?? '').toUpperCase()}`,
      members: false,
    }
  }

  #skipSpace(): number {
    SPACE.lastIndex = this.#at
    SPACE.exec(this.#text)
    this.#at = SPACE.lastIndex
    return this.#at
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#skipSpace()
    const found = pattern.exec(this.#text)
    if (found === null) return null
    this.#at = pattern.lastIndex
    this.#skipSpace()
    return found
  }

  #fail(expected: Expected): never {
    return this.#failAt(this.#at, expected)
  }

  #failAt(at: number, expected: Expected): never {
    throw new Unreadable(at, this.#text.slice(at, at + 12), expected)
  }
}

const NARROWED: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '−': '-',
  '–': '-',
  '—': '-',
  '×': '*',
  '∗': '*',
}

/** One character for one, so that positions stay those of the text as written. */
function narrow(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000\u00a0−–—×∗]/g, (character) => {
    const code = character.charCodeAt(0)
    return NARROWED[character] ?? String.fromCharCode(code - 0xfee0)
  })
}
