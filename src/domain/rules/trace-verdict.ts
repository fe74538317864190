/** What a verdict came from: answers down to each comparison, with values, thresholds, sources of facts and clauses. */
import { MILLION } from './distance.ts'
import type { FactSheet } from './fact.ts'
import { isOwn } from './fact-reader.ts'
import { nextPoints } from './next-points.ts'
import type { CompiledNode, CompiledRuleBook, CompiledScore, RuleExpression } from './rule-expression.ts'
import type { RowJudge } from './row-judge.ts'
import { groupBounds, itemBounds, totalBounds } from './row-scores.ts'
import { ANSWER_WORDS, factValueOf } from './row-values.ts'
import type { ComparisonSign, FeelNode } from './syntax.ts'
import type {
  ComparisonTrace,
  FactTrace,
  NodeTrace,
  OperandTrace,
  ParameterTrace,
  ScoreTrace,
} from './verdict.ts'

export class VerdictTracer {
  readonly #compiled: CompiledRuleBook
  readonly #sheet: FactSheet
  readonly #row: RowJudge

  constructor(compiled: CompiledRuleBook, sheet: FactSheet, row: RowJudge) {
    this.#compiled = compiled
    this.#sheet = sheet
    this.#row = row
  }

  node(compiled: CompiledNode): NodeTrace {
    const condition = compiled.kind === 'condition' ? compiled.node : null
    return {
      id: compiled.node.id,
      kind: compiled.kind,
      title: compiled.node.title,
      count: compiled.node.kind === 'at-least' ? compiled.node.count : null,
      answer: ANSWER_WORDS[this.#row.answer(compiled.answer)],
      distance: this.#distance(compiled.answer),
      clause: condition?.clause ?? null,
      status: condition?.status ?? null,
      off: !compiled.say,
      when: condition?.when ?? null,
      comparisons:
        compiled.kind === 'condition'
          ? this.#comparisons(compiled.expression.root, compiled.expression.text, compiled.answer)
          : [],
      of: compiled.kind === 'condition' ? [] : compiled.of.map((part) => this.node(part)),
    }
  }

  #distance(expression: RuleExpression): number | null {
    const distance = this.#row.distance(expression, true)
    return distance === null ? null : distance / MILLION
  }

  #comparisons(node: FeelNode, text: string, answer: RuleExpression): ComparisonTrace[] {
    const of = (part: FeelNode): ComparisonTrace[] => {
      const expression = this.#compiled.expressionOf(part)
      return expression === undefined ? [] : this.#comparisons(part, text, expression)
    }
    switch (node.kind) {
      case 'and':
      case 'or':
        return [...of(node.left), ...of(node.right)]
      case 'if':
        return [...of(node.condition), ...of(node.then), ...of(node.otherwise)]
      case 'call':
        if (node.callee.kind === 'name' && node.callee.name === 'not') return node.positional.flatMap(of)
        break
      default:
    }
    return [this.#comparison(node, text, answer)]
  }

  #comparison(node: FeelNode, text: string, expression: RuleExpression): ComparisonTrace {
    const answer = this.#row.answer(expression)
    const sides = sidesOf(node)
    const left = this.#operand(sides.left, text, expression)
    const distance = this.#distance(expression)
    const unit = unitWithin(expression)
    return {
      text: text.slice(node.from, node.to),
      answer: ANSWER_WORDS[answer],
      left,
      sign: sides.sign,
      right: sides.right === null ? null : this.#operand(sides.right, text, null),
      distance,
      lacking: answer === 0 ? this.#lacking(expression) : null,
      unit,
      facts: this.facts(expression),
      parameters: this.parameters(expression),
    }
  }

  /** In the unit of the sides; of several comparisons (`between`, `in`) the least. */
  #lacking(expression: RuleExpression): number | null {
    if (expression.kind === 'and' || expression.kind === 'or') {
      const parts = expression.of
        .filter((part) => this.#row.answer(part) === 0)
        .map((part) => this.#lacking(part))
      const known = parts.filter((part) => part !== null)
      return known.length === 0 ? null : Math.min(...known)
    }
    if (expression.kind !== 'compare' || expression.left.type === 'text') return null
    const [a, b] = [this.#row.bounds(expression.left), this.#row.bounds(expression.right)]
    if (a === null || b === null) return null
    const gap = a.high.lessThan(b.low)
      ? b.low.minus(a.high)
      : a.low.greaterThan(b.high)
        ? a.low.minus(b.high)
        : null
    return gap === null ? expression.step : gap.toNumber()
  }

  #operand(node: FeelNode, text: string, whole: RuleExpression | null): OperandTrace {
    const expression = this.#compiled.expressionOf(node) ?? whole
    const written = text.slice(node.from, node.to)
    if (expression === null) return { text: written, value: null, range: null, unit: null }
    const value = factValueOf(this.#row, expression)
    const bounds = value === null && expression.ranged ? this.#row.bounds(expression) : null
    return {
      text: written,
      value,
      range: bounds === null ? null : { low: bounds.low.toNumber() + 0, high: bounds.high.toNumber() + 0 },
      unit: unitOf(expression),
    }
  }

  facts(expression: RuleExpression): FactTrace[] {
    return [...expression.facts].map((fact) => {
      const known = this.#sheet.get(fact)
      const own = known !== undefined && isOwn(this.#compiled, fact, known.source.kind) ? known : undefined
      const derived = this.#compiled.factExpressions.get(fact)
      const value = own?.value ?? (derived === undefined ? null : factValueOf(this.#row, derived))
      return {
        fact,
        value,
        unit: this.#compiled.facts.get(fact)?.unit ?? null,
        source: own?.source ?? (value === null ? null : { kind: 'derived', place: {} }),
      }
    })
  }

  parameters(expression: RuleExpression): ParameterTrace[] {
    return [...expression.parameters].map((parameter) => {
      const spell = this.#compiled.parameters.get(parameter) ?? null
      return {
        parameter,
        value: spell?.value ?? null,
        unit: this.#compiled.book.parameters.find(({ code }) => code === parameter)?.unit ?? null,
        from: spell?.from ?? null,
        clause: spell?.clause ?? null,
      }
    })
  }

  /** Observed facts that are unknown and asked for, those of formulas whose result is known left out. */
  missing(expression: RuleExpression): string[] {
    const hidden = new Set<string>()
    for (const fact of expression.facts) {
      const compiled = this.#compiled.factExpressions.get(fact)
      if (compiled?.formula !== null && compiled !== undefined && this.#row.isKnown(compiled))
        for (const inner of compiled.formula.facts) hidden.add(inner)
    }
    return [...expression.facts].filter((fact) => {
      const compiled = this.#compiled.factExpressions.get(fact)
      return (
        compiled !== undefined &&
        compiled.formula === null &&
        !hidden.has(fact) &&
        !this.#row.isKnown(compiled)
      )
    })
  }

  score(compiled: CompiledScore): ScoreTrace {
    const { score, items } = compiled
    const groups = score.groups.map(({ code, maximum }) => {
      const bounds = groupBounds(this.#row, compiled, code)
      const most = sumOf(
        items
          .filter(({ item }) => !item.off && item.group === code)
          .map(({ item }) => item.maximum * item.weight),
      )
      return {
        group: code,
        low: bounds.low.toNumber() + 0,
        high: bounds.high.toNumber() + 0,
        maximum: maximum === null ? most : Math.min(maximum, most),
      }
    })
    const bounds = totalBounds(this.#row, compiled)
    const most = sumOf(groups.map((group) => group.maximum))
    return {
      score: score.code,
      low: bounds.low.toNumber() + 0,
      high: bounds.high.toNumber() + 0,
      maximum: score.maximum === null ? most : Math.min(score.maximum, most),
      groups,
      items: items.map((entry) => {
        const points = itemBounds(this.#row, entry)
        return {
          id: entry.item.id,
          group: entry.item.group,
          low: points.low.toNumber() + 0,
          high: points.high.toNumber() + 0,
          maximum: entry.item.maximum * entry.item.weight,
          off: entry.item.off,
          facts: this.facts(entry.points),
          next: nextPoints(this.#compiled, this.#sheet, entry),
        }
      }),
    }
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}

/** What stands on the two sides, for showing. */
function sidesOf(node: FeelNode): {
  readonly left: FeelNode
  readonly sign: ComparisonSign | 'between' | 'in' | null
  readonly right: FeelNode | null
} {
  switch (node.kind) {
    case 'compare':
      return { left: node.left, sign: node.sign, right: node.right }
    case 'between':
      return { left: node.value, sign: 'between', right: joined(node.low, node.high) }
    case 'in': {
      const [first] = node.tests
      const last = node.tests.at(-1)
      return {
        left: node.value,
        sign: 'in',
        right: first === undefined || last === undefined ? null : joined(first, last),
      }
    }
    default:
      return { left: node, sign: null, right: null }
  }
}

/** Several operands shown as one text; of one only its value is known. */
function joined(first: FeelNode, last: FeelNode): FeelNode {
  return first === last ? first : { kind: 'anything', from: first.from, to: last.to }
}

function unitOf(expression: RuleExpression): string | null {
  if (expression.type === 'days') return '日'
  return expression.type === 'months' ? '月' : expression.unit
}

/** Of the comparison that an expression is, or the first in it. */
function unitWithin(expression: RuleExpression): string | null {
  if (expression.kind === 'compare') {
    if (expression.left.type === 'date') return '日'
    return unitOf(expression.left) ?? unitOf(expression.right)
  }
  if (expression.kind !== 'and' && expression.kind !== 'or') return null
  const [first] = expression.of
  return first === undefined ? null : unitWithin(first)
}
