/** How judging reads facts, whatever they are kept in. Undefined: unknown. Days are days since 1970-01-01. */
import { dayNumber } from '#domain/kernel'
import type { FactSheet } from './fact.ts'
import type { CompiledRuleBook } from './rule-expression.ts'

export interface FactReader {
  /** Numbers, and dates as days. */
  number(code: string): number | undefined
  flag(code: string): boolean | undefined
  text(code: string): string | undefined
  texts(code: string): readonly string[] | undefined
}

/** A value of another type than the fact has counts as unknown. What was derived earlier is derived again. */
export class SheetReader implements FactReader {
  readonly #compiled: CompiledRuleBook
  readonly #sheet: FactSheet

  constructor(compiled: CompiledRuleBook, sheet: FactSheet) {
    this.#compiled = compiled
    this.#sheet = sheet
  }

  #value(code: string): unknown {
    const known = this.#sheet.get(code)
    if (known === undefined) return undefined
    return isOwn(this.#compiled, code, known.source.kind) ? known.value : undefined
  }

  number(code: string): number | undefined {
    const value = this.#value(code)
    const day = this.#compiled.facts.get(code)?.type === 'date'
    if (typeof value === 'number') return !day && Number.isFinite(value) ? value : undefined
    return day && typeof value === 'string' ? (dayNumber(value) ?? undefined) : undefined
  }

  flag(code: string): boolean | undefined {
    const value = this.#value(code)
    return typeof value === 'boolean' ? value : undefined
  }

  text(code: string): string | undefined {
    const value = this.#value(code)
    return typeof value === 'string' ? value : undefined
  }

  texts(code: string): readonly string[] | undefined {
    const value = this.#value(code)
    return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : undefined
  }
}

/** Whether a value of a sheet counts: those that a formula gave earlier are worked out again. */
export function isOwn(compiled: CompiledRuleBook, code: string, source: string): boolean {
  return source !== 'derived' || (compiled.facts.get(code)?.formula ?? null) === null
}
