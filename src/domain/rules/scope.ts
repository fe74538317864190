import type { FeelType, FeelValue } from './values.ts'

/** Why something became null, for whoever reads an answer that is no answer. */
export interface FeelNote {
  /** One of `NOTE_CODES` of the rules' issue codes. */
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
  /** Where in the text of the expression. */
  readonly from: number
  readonly to: number
}

export interface RunLimits {
  /** Steps of evaluation: nodes visited, items of lists made, moves of the pattern matcher. */
  readonly steps: number
  /** Expressions and calls within one another. */
  readonly depth: number
  /** Characters of one string and items of one list. */
  readonly size: number
  readonly notes: number
}

export const RUN_LIMITS: RunLimits = { steps: 2_000_000, depth: 500, size: 1_000_000, notes: 100 }

export type LimitCode = 'rules.too_many_steps' | 'rules.too_deep' | 'rules.too_large'

/** Thrown where a limit is reached; the entry points turn it into a refusal. */
export class LimitReached extends Error {
  readonly code: LimitCode
  readonly limit: number

  constructor(code: LimitCode, limit: number) {
    super(`${code} (${limit})`)
    this.name = 'LimitReached'
    this.code = code
    this.limit = limit
  }
}

export interface RunOptions {
  /** The moment of `now()` and `today()`, ISO 8601 with zone; without it both are null. */
  readonly now?: string
  readonly limits?: Partial<RunLimits>
  /** Named types for `instance of` and parameters: the item definitions of a model. */
  readonly types?: ReadonlyMap<string, FeelType>
}

/** One evaluation: what it may use up and what it remembers. Shared by all scopes of the evaluation. */
export class FeelRun {
  readonly limits: RunLimits
  readonly now: string | null
  readonly types: ReadonlyMap<string, FeelType>
  readonly notes: FeelNote[] = []
  /** The place of the expression that is being evaluated, for notes. */
  from = 0
  to = 0
  private steps = 0
  private depth = 0

  constructor(options: RunOptions = {}) {
    this.limits = { ...RUN_LIMITS, ...options.limits }
    this.now = options.now ?? null
    this.types = options.types ?? new Map()
  }

  spend(steps: number): void {
    this.steps += steps
    if (this.steps > this.limits.steps) throw new LimitReached('rules.too_many_steps', this.limits.steps)
  }

  enter(): void {
    this.depth += 1
    if (this.depth > this.limits.depth) throw new LimitReached('rules.too_deep', this.limits.depth)
  }

  leave(): void {
    this.depth -= 1
  }

  holdSize(size: number): void {
    if (size > this.limits.size) throw new LimitReached('rules.too_large', this.limits.size)
  }

  /** Remembers why the expression at hand is null, and is null. */
  nothing(code: string, params: Readonly<Record<string, string | number>> = {}): null {
    if (this.notes.length < this.limits.notes)
      this.notes.push({ code: `rules.${code}`, params, from: this.from, to: this.to })
    return null
  }
}

/** Names and their values, one layer upon another. */
export class FeelScope {
  readonly run: FeelRun
  private readonly values: ReadonlyMap<string, FeelValue>
  private readonly outer: FeelScope | null

  constructor(run: FeelRun, values: ReadonlyMap<string, FeelValue>, outer: FeelScope | null = null) {
    this.run = run
    this.values = values
    this.outer = outer
  }

  /** The value of a name; undefined where no layer has it. */
  find(name: string): FeelValue | undefined {
    const value = this.values.get(name)
    return value === undefined ? this.outer?.find(name) : value
  }

  with(values: ReadonlyMap<string, FeelValue>): FeelScope {
    return new FeelScope(this.run, values, this)
  }
}
