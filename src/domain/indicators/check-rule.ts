import { isAsked, type ReadCell } from './check-field.ts'
import {
  isFilled,
  type CellSource,
  type CompiledForm,
  type CompiledLinear,
  type CompiledRule,
  type CompiledTerm,
} from './compile-form.ts'
import type { CellValue } from './filing.ts'
import type { ChangeRule, Finding, MissingStrategy, Operator, PairRule } from './relation.ts'

/**
 * Where the cells of rules come from. `elsewhere` answers undefined where the other filing is not there at all: then nothing
 * is judged, whatever the strategy for missing cells, since an enterprise that did not exist last year has not filed zero.
 */
export interface CellReader {
  readonly own: ReadCell
  readonly elsewhere: (source: Exclude<CellSource, { kind: 'own' }>) => CellValue | undefined
}

/** Null where the rule holds or cannot be judged. */
export function checkRule(form: CompiledForm, compiled: CompiledRule, reader: CellReader): Finding | null {
  switch (compiled.kind) {
    case 'linear':
      return checkLinear(compiled, reader)
    case 'pair':
      return checkPair(form, compiled.rule, reader.own)
    case 'change':
      return checkChange(compiled.rule, reader)
  }
}

/** A figure, null where it is missing, undefined where nothing can be judged by it: no such filing, or no number. */
function readFigure(source: CellSource, reader: CellReader): number | null | undefined {
  const value = source.kind === 'own' ? (reader.own(source.code) ?? null) : reader.elsewhere(source)
  if (value === undefined) return undefined
  return figureOf(value)
}

function figureOf(value: CellValue): number | null | undefined {
  if (!isFilled(value)) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function checkLinear(compiled: CompiledLinear, reader: CellReader): Finding | null {
  const left = new Side(compiled.leftConstant)
  const right = new Side(compiled.rightConstant)
  if (!left.add(compiled.left, reader) || !right.add(compiled.right, reader)) return null
  const missing = left.missing + right.missing
  if (!isJudged(compiled.rule.missing, missing, left.filled + right.filled)) return null
  const slack = roundingOf(left.sum - right.sum, compiled, left.size + right.size)
  if (holds(compiled.operator, left.sum, right.sum, compiled.tolerance, slack)) return null
  const { id, severity } = compiled.rule
  return {
    rule: id,
    severity,
    code: 'indicators.relation',
    cells: compiled.cells,
    left: left.sum,
    operator: compiled.operator,
    right: right.sum,
    params: { difference: left.sum - right.sum, tolerance: compiled.tolerance, missing },
  }
}

class Side {
  sum: number
  /** Σ |term|: what rounding is measured by. */
  size: number
  missing = 0
  filled = 0

  constructor(constant: number) {
    this.sum = constant
    this.size = Math.abs(constant)
  }

  /** False where a cell keeps the relation from being judged. */
  add(terms: readonly CompiledTerm[], reader: CellReader): boolean {
    for (const { coefficient, source } of terms) {
      const figure = readFigure(source, reader)
      if (figure === undefined) return false
      if (figure === null) this.missing++
      else {
        this.filled++
        this.sum += coefficient * figure
        this.size += Math.abs(coefficient * figure)
      }
    }
    return true
  }
}

/** Whether a relation is judged with so many missing and so many filled cells. */
export function isJudged(strategy: MissingStrategy, missing: number, filled: number): boolean {
  if (missing === 0 || strategy === 'zero') return true
  return strategy === 'skip-if-all' && filled > 0
}

/** Sums of integers are exact. Decimals carry the rounding of their binary form, at most this; 0.1 + 0.2 is 0.3 to a person. */
function roundingOf(difference: number, compiled: CompiledLinear, size: number): number {
  if (Number.isInteger(difference)) return 0
  return (compiled.left.length + compiled.right.length + 2) * Number.EPSILON * size
}

/** Tolerance widens = and the bounds; ≠ knows none. */
export function holds(
  operator: Operator,
  left: number,
  right: number,
  tolerance: number,
  slack: number,
): boolean {
  const difference = left - right
  switch (operator) {
    case '=':
      return Math.abs(difference) <= tolerance + slack
    case '!=':
      return Math.abs(difference) > slack
    case '<=':
      return difference <= tolerance + slack
    case '>=':
      return difference >= -tolerance - slack
    case '<':
      return difference < tolerance - slack
    case '>':
      return difference > slack - tolerance
  }
}

function checkPair(form: CompiledForm, rule: PairRule, own: ReadCell): Finding | null {
  const [first, second] = rule.cells
  // What is not asked is no half of a pair; that it must be empty is the field's own rule.
  for (const code of rule.cells) if (!isAsked(form.fieldByCode.get(code)?.field.onlyIf, own)) return null
  const filled = [isFilled(own(first)), isFilled(own(second))] as const
  const broken = rule.kind === 'compulsory-pair' ? filled[0] !== filled[1] : filled[0] && filled[1]
  if (!broken) return null
  return {
    rule: rule.id,
    severity: rule.severity,
    code: rule.kind === 'compulsory-pair' ? 'indicators.compulsory_pair' : 'indicators.exclusive_pair',
    cells: rule.cells,
    left: null,
    operator: null,
    right: null,
    params: rule.kind === 'compulsory-pair' ? { missing: filled[0] ? second : first } : {},
  }
}

function checkChange(rule: ChangeRule, reader: CellReader): Finding | null {
  const { cell, back, ratio, floor } = rule
  const now = readFigure({ kind: 'own', code: cell }, reader)
  const then = readFigure({ kind: 'history', back, code: cell }, reader)
  if (typeof now !== 'number' || typeof then !== 'number') return null
  if (!isLargeChange(now, then, ratio, floor)) return null
  return {
    rule: rule.id,
    severity: rule.severity,
    code: 'indicators.change',
    cells: [cell],
    left: now,
    operator: null,
    right: then,
    // From nothing there is no ratio.
    params: { back, change: then === 0 ? null : (now - then) / Math.abs(then), limit: ratio, floor },
  }
}

export function isLargeChange(now: number, then: number, ratio: number, floor: number): boolean {
  return Math.max(Math.abs(now), Math.abs(then)) >= floor && Math.abs(now - then) > ratio * Math.abs(then)
}
