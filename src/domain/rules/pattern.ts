/**
 * Regular expressions of XPath 3.1 (functions `matches`, `replace`, `split`), read into a small program. The matcher follows one
 * way after the other and counts its steps, so that no pattern can run for ever.
 */
import {
  type CharacterSet,
  complement,
  escapedSet,
  propertySet,
  rangeSet,
  unionOf,
  without,
} from './pattern-classes.ts'

export type Instruction =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' | 'end' | 'accept' }
  | { readonly kind: 'save'; readonly slot: number }
  | { readonly kind: 'back'; readonly group: number }
  | { readonly kind: 'jump'; to: number }
  /** Goes to `first`, and if that fails to `second`. */
  | { readonly kind: 'split'; first: number; second: number }
  /** Remembers where a round of a loop began, and ends the loop when the round took nothing. */
  | { readonly kind: 'mark'; readonly loop: number }
  | { readonly kind: 'progress'; readonly loop: number }

export interface Pattern {
  readonly program: readonly Instruction[]
  readonly groups: number
  readonly loops: number
  readonly fold: boolean
  readonly lines: boolean
}

const LONGEST_PROGRAM = 5_000
const DEEPEST_PATTERN = 100

type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'back'; readonly group: number }
  | { readonly kind: 'group'; readonly number: number | null; readonly inner: PatternNode }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repeat'
      readonly inner: PatternNode
      readonly least: number
      readonly most: number | null
      readonly lazy: boolean
    }

/** A pattern ready to match; null where pattern or flags are not those of XPath, or the pattern grows too large. */
export function readPattern(text: string, flags: string): Pattern | null {
  if (!/^[smixq]*$/.test(flags)) return null
  const fold = flags.includes('i')
  const lines = flags.includes('m')
  const reader = new PatternReader(text, flags)
  const root = reader.read()
  if (root === null) return null
  const writer = new PatternWriter()
  if (!writer.writeAll(root)) return null
  return { program: writer.program, groups: reader.groups, loops: writer.loops, fold, lines }
}

/** Thrown while reading, caught there: the pattern is none. */
class NoPattern extends Error {}

class PatternReader {
  groups = 0
  private readonly codes: readonly string[]
  private readonly literal: boolean
  private readonly dotAll: boolean
  private position = 0
  private depth = 0
  private readonly closed = new Set<number>()

  constructor(text: string, flags: string) {
    this.literal = flags.includes('q')
    this.dotAll = flags.includes('s')
    this.codes = flags.includes('x') && !this.literal ? withoutBlanks([...text]) : [...text]
  }

  read(): PatternNode | null {
    if (this.literal) return { kind: 'sequence', parts: this.codes.map((code) => oneOf(code)) }
    try {
      const root = this.readChoice()
      return this.position === this.codes.length ? root : null
    } catch (problem) {
      if (problem instanceof NoPattern) return null
      throw problem
    }
  }

  private peek(ahead = 0): string | undefined {
    return this.codes[this.position + ahead]
  }

  private take(): string {
    const code = this.codes[this.position]
    if (code === undefined) throw new NoPattern()
    this.position += 1
    return code
  }

  private takeIf(code: string): boolean {
    if (this.peek() !== code) return false
    this.position += 1
    return true
  }

  private readChoice(): PatternNode {
    this.depth += 1
    if (this.depth > DEEPEST_PATTERN) throw new NoPattern()
    const parts = [this.readSequence()]
    while (this.takeIf('|')) parts.push(this.readSequence())
    this.depth -= 1
    const [only] = parts
    return only !== undefined && parts.length === 1 ? only : { kind: 'choice', parts }
  }

  private readSequence(): PatternNode {
    const parts: PatternNode[] = []
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek())
      parts.push(this.readPiece())
    return { kind: 'sequence', parts }
  }

  private readPiece(): PatternNode {
    const inner = this.readAtom()
    const counts = this.readQuantifier()
    if (counts === null) return inner
    const lazy = this.takeIf('?')
    const next = this.peek()
    if (next === '*' || next === '+' || next === '?' || next === '{') throw new NoPattern()
    return { kind: 'repeat', inner, ...counts, lazy }
  }

  private readQuantifier(): { least: number; most: number | null } | null {
    if (this.takeIf('*')) return { least: 0, most: null }
    if (this.takeIf('+')) return { least: 1, most: null }
    if (this.takeIf('?')) return { least: 0, most: 1 }
    if (!this.takeIf('{')) return null
    const least = this.readCount()
    if (this.takeIf('}')) return { least, most: least }
    if (!this.takeIf(',')) throw new NoPattern()
    if (this.takeIf('}')) return { least, most: null }
    const most = this.readCount()
    if (!this.takeIf('}') || most < least) throw new NoPattern()
    return { least, most }
  }

  private readCount(): number {
    let digits = ''
    for (let next = this.peek(); next !== undefined && /^[0-9]$/.test(next); next = this.peek())
      digits += this.take()
    if (digits === '' || digits.length > 5) throw new NoPattern()
    return Number(digits)
  }

  private readAtom(): PatternNode {
    const code = this.take()
    switch (code) {
      case '(':
        return this.readGroup()
      case '[':
        return { kind: 'set', set: this.readClass() }
      case '\\':
        return this.readEscape()
      case '.':
        return { kind: 'set', set: this.dotAll ? () => true : (point) => point !== 10 && point !== 13 }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new NoPattern()
      default:
        return oneOf(code)
    }
  }

  private readGroup(): PatternNode {
    let number: number | null = null
    if (this.peek() === '?') {
      this.take()
      if (!this.takeIf(':')) throw new NoPattern()
    } else {
      this.groups += 1
      number = this.groups
    }
    const inner = this.readChoice()
    if (!this.takeIf(')')) throw new NoPattern()
    if (number !== null) this.closed.add(number)
    return { kind: 'group', number, inner }
  }

  private readEscape(): PatternNode {
    const next = this.peek()
    if (next !== undefined && /^[1-9]$/.test(next)) return this.readBackReference()
    return { kind: 'set', set: this.readEscapedSet() }
  }

  private readBackReference(): PatternNode {
    let group = Number(this.take())
    for (let next = this.peek(); next !== undefined && /^[0-9]$/.test(next); next = this.peek()) {
      const longer = group * 10 + Number(next)
      if (longer > this.groups) break
      group = longer
      this.take()
    }
    if (!this.closed.has(group)) throw new NoPattern()
    return { kind: 'back', group }
  }

  /** What follows a backslash, in a class or outside. */
  private readEscapedSet(): CharacterSet {
    const code = this.take()
    if (code === 'p' || code === 'P') {
      if (!this.takeIf('{')) throw new NoPattern()
      let name = ''
      for (let next = this.take(); next !== '}'; next = this.take()) name += next
      const set = propertySet(name)
      if (set === undefined) throw new NoPattern()
      return code === 'p' ? set : complement(set)
    }
    const named = escapedSet(code)
    if (named !== undefined) return named
    const point = this.escapedCode(code)
    return rangeSet(point, point)
  }

  private escapedCode(code: string): number {
    if (code === 'n') return 10
    if (code === 'r') return 13
    if (code === 't') return 9
    if (!/^[\\|.?*+(){}\-[\]^$]$/.test(code)) throw new NoPattern()
    return pointOf(code)
  }

  private readClass(): CharacterSet {
    this.depth += 1
    if (this.depth > DEEPEST_PATTERN) throw new NoPattern()
    const negative = this.takeIf('^')
    const sets: CharacterSet[] = []
    let taken: CharacterSet | null = null
    while (this.peek() !== ']') {
      if (this.peek() === '-' && this.peek(1) === '[') {
        this.position += 2
        taken = this.readClass()
        break
      }
      sets.push(this.readClassPart())
    }
    if (!this.takeIf(']') || sets.length === 0) throw new NoPattern()
    this.depth -= 1
    const union = unionOf(sets)
    const base = negative ? complement(union) : union
    return taken === null ? base : without(base, taken)
  }

  private readClassPart(): CharacterSet {
    const code = this.take()
    if (code === '[') throw new NoPattern()
    if (code === '\\') {
      const next = this.peek()
      if (next !== undefined && (/^[pP]$/.test(next) || escapedSet(next) !== undefined))
        return this.readEscapedSet()
      return this.readClassRange(this.escapedCode(this.take()))
    }
    return this.readClassRange(pointOf(code))
  }

  private readClassRange(first: number): CharacterSet {
    const next = this.peek(1)
    if (this.peek() !== '-' || next === undefined || next === ']' || next === '[')
      return rangeSet(first, first)
    this.take()
    const code = this.take()
    const last = code === '\\' ? this.escapedCode(this.take()) : pointOf(code)
    if (last < first) throw new NoPattern()
    return rangeSet(first, last)
  }
}

/** Blanks outside of classes mean nothing with the flag `x`. */
function withoutBlanks(codes: readonly string[]): string[] {
  let depth = 0
  let escaped = false
  return codes.filter((code) => {
    if (depth === 0 && /^[ \t\r\n]$/.test(code)) return false
    if (!escaped && code === '[') depth += 1
    if (!escaped && code === ']' && depth > 0) depth -= 1
    escaped = !escaped && code === '\\'
    return true
  })
}

function pointOf(code: string): number {
  return code.codePointAt(0) ?? 0
}

function oneOf(code: string): PatternNode {
  return { kind: 'set', set: rangeSet(pointOf(code), pointOf(code)) }
}

class PatternWriter {
  readonly program: Instruction[] = []
  loops = 0

  /** False when the program grows too long. */
  writeAll(root: PatternNode): boolean {
    this.program.push({ kind: 'save', slot: 0 })
    this.write(root)
    this.program.push({ kind: 'save', slot: 1 }, { kind: 'accept' })
    return this.program.length <= LONGEST_PROGRAM
  }

  private write(node: PatternNode): void {
    if (this.program.length > LONGEST_PROGRAM) return
    switch (node.kind) {
      case 'set':
      case 'start':
      case 'end':
      case 'back':
        this.program.push(node)
        return
      case 'sequence':
        for (const part of node.parts) this.write(part)
        return
      case 'choice':
        this.writeChoice(node.parts)
        return
      case 'group':
        if (node.number !== null) this.program.push({ kind: 'save', slot: node.number * 2 })
        this.write(node.inner)
        if (node.number !== null) this.program.push({ kind: 'save', slot: node.number * 2 + 1 })
        return
      case 'repeat':
        this.writeRepeat(node)
    }
  }

  private writeChoice(parts: readonly PatternNode[]): void {
    const ends: { kind: 'jump'; to: number }[] = []
    for (const [index, part] of parts.entries()) {
      if (index === parts.length - 1) {
        this.write(part)
        break
      }
      const split = { kind: 'split' as const, first: this.program.length + 1, second: 0 }
      this.program.push(split)
      this.write(part)
      const end = { kind: 'jump' as const, to: 0 }
      ends.push(end)
      this.program.push(end)
      split.second = this.program.length
    }
    for (const end of ends) end.to = this.program.length
  }

  private writeRepeat(node: PatternNode & { kind: 'repeat' }): void {
    for (let round = 0; round < node.least; round += 1) {
      if (this.program.length > LONGEST_PROGRAM) return
      this.write(node.inner)
    }
    if (node.most === null) {
      const loop = this.loops
      this.loops += 1
      const split = this.writeSplit()
      const begin = this.program.length - 1
      this.program.push({ kind: 'mark', loop })
      this.write(node.inner)
      this.program.push({ kind: 'progress', loop }, { kind: 'jump', to: begin })
      this.aim(split, begin + 1, node.lazy)
      return
    }
    const splits: { split: SplitInstruction; begin: number }[] = []
    for (let round = node.least; round < node.most; round += 1) {
      if (this.program.length > LONGEST_PROGRAM) return
      splits.push({ split: this.writeSplit(), begin: this.program.length })
      this.write(node.inner)
    }
    for (const { split, begin } of splits) this.aim(split, begin, node.lazy)
  }

  private writeSplit(): SplitInstruction {
    const split = { kind: 'split' as const, first: 0, second: 0 }
    this.program.push(split)
    return split
  }

  /** A split into the loop or past what is written now. */
  private aim(split: SplitInstruction, begin: number, lazy: boolean): void {
    split.first = lazy ? this.program.length : begin
    split.second = lazy ? begin : this.program.length
  }
}

interface SplitInstruction {
  readonly kind: 'split'
  first: number
  second: number
}
