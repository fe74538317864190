/**
 * What can be said of a rule without any enterprise: that it can never be yes, and which conditions exclude each other; that it can
 * never be no; which conditions add nothing; and an example that makes it yes or no. Everything found is certain; what is not
 * found within the limit of steps is said to be undecided.
 */
import type { FactSheet, FactValue } from './fact.ts'
import { childrenOf, evaluate } from './evaluate.ts'
import { type Model, satisfy } from './formula.ts'
import { toDecimal } from './rational.ts'
import { type Freed, type RuleFormulas, feelValueOf, hasSay, namesIn } from './rule-formula.ts'
import type { RuleNode } from './rule-book.ts'
import { FeelRun, FeelScope, LimitReached } from './scope.ts'
import type { FeelNode } from './syntax.ts'
import { dateOfDayNumber } from './temporal.ts'
import type { FeelValue } from './values.ts'
import { DAY_NAME } from './book-names.ts'

export type RuleCondition = Extract<RuleNode, { kind: 'condition' }>

export type Possibility = 'possible' | 'impossible' | 'undecided'

/** Whether some facts make the rule (or node) yes, or no. */
export function possibilityOf(
  formulas: RuleFormulas,
  node: RuleNode,
  answer: boolean,
  freed: Freed = {},
): Possibility {
  return satisfy(formulas.ofRule(node, answer, freed), formulas.domains).kind
}

/** Conditions that have a say, in order. */
export function conditionsOf(node: RuleNode): readonly RuleCondition[] {
  if (node.kind === 'condition') return node.off ? [] : [node]
  return node.kind === 'not' ? conditionsOf(node.of) : node.of.flatMap(conditionsOf)
}

/** Comparisons, and whatever else says yes or no by itself, within a condition. */
export function comparisonsIn(node: FeelNode): readonly FeelNode[] {
  if (node.kind === 'and' || node.kind === 'or') return childrenOf(node).flatMap(comparisonsIn)
  if (node.kind === 'if') return childrenOf(node).flatMap(comparisonsIn)
  if (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'not')
    return node.positional.flatMap(comparisonsIn)
  return [node]
}

export interface Conflict {
  /** None of them can be left out: without any one the others can be met. */
  readonly conditions: readonly RuleCondition[]
  /** The comparisons in them that exclude each other; none can be left out. */
  readonly comparisons: readonly {
    readonly condition: RuleCondition
    readonly text: string
    readonly node: FeelNode
  }[]
}

/** Of a rule that can never have the answer: a smallest set of conditions because of which. */
export function conflictOf(formulas: RuleFormulas, node: RuleNode, answer: boolean): Conflict {
  const all = conditionsOf(node)
  const free = new Set<string>()
  for (const { id } of all) {
    const conditions = new Set([...free, id])
    if (possibilityOf(formulas, node, answer, { conditions }) === 'impossible') free.add(id)
  }
  const kept = all.filter(({ id }) => !free.has(id))
  const places = kept.flatMap((condition) => {
    const parsed = formulas.names.parse(condition.when)
    if (!parsed.ok) return []
    return comparisonsIn(parsed.value.root).map((comparison) => ({
      condition,
      node: comparison,
      text: condition.when.slice(comparison.from, comparison.to),
    }))
  })
  // Conditions with one text share their tree: a comparison freed in one is freed in both, which keeps too much, never too little.
  const comparisons = new Set<FeelNode>()
  for (const place of places) {
    const tried = new Set([...comparisons, place.node])
    if (possibilityOf(formulas, node, answer, { conditions: free, comparisons: tried }) === 'impossible')
      comparisons.add(place.node)
  }
  return { conditions: kept, comparisons: places.filter((place) => !comparisons.has(place.node)) }
}

export interface Needless {
  readonly condition: RuleCondition
  /** Those that already say it; none: it is always so. */
  readonly by: readonly RuleCondition[]
}

/** Conditions whose removal changes no answer; each is judged with those found before it already gone. */
export function needlessConditions(formulas: RuleFormulas, root: RuleNode): readonly Needless[] {
  const found: Needless[] = []
  const gone = new Map<string, boolean>()
  const parents = parentsOf(root)
  // From the end: of two that say the same, the first stays.
  for (const condition of [...conditionsOf(root)].reverse()) {
    const parent = parents.get(condition.id)
    if (parent === undefined || parent.kind === 'not') continue
    // A group that is left empty has no say any more, which is another change than that of the condition.
    if (!parent.of.some((other) => other.id !== condition.id && keepsSay(other, gone))) continue
    const { kind } = parent
    const without = new Map([...gone, [condition.id, kind === 'all']])
    const changes = changed(formulas, root, gone, without)
    if (changes !== 'impossible') continue
    const others = conditionsOf(root).filter(({ id }) => id !== condition.id && !gone.has(id))
    const free = new Set<string>()
    for (const { id } of others) {
      const conditions = new Set([...free, id])
      if (changed(formulas, root, gone, without, conditions) === 'impossible') free.add(id)
    }
    found.push({ condition, by: others.filter(({ id }) => !free.has(id)) })
    gone.set(condition.id, kind === 'all')
  }
  return found.reverse()
}

/** Whether the rule can be yes the one way and no the other, either way round. */
function changed(
  formulas: RuleFormulas,
  root: RuleNode,
  before: ReadonlyMap<string, boolean>,
  after: ReadonlyMap<string, boolean>,
  conditions: ReadonlySet<string> = new Set(),
): Possibility {
  const answers = [true, false].map((answer) => {
    const formula = formulas.ofRules([
      { node: root, answer, freed: { fixed: before, conditions } },
      { node: root, answer: !answer, freed: { fixed: after, conditions } },
    ])
    return satisfy(formula, formulas.domains).kind
  })
  if (answers.includes('possible')) return 'possible'
  return answers.includes('undecided') ? 'undecided' : 'impossible'
}

function keepsSay(node: RuleNode, gone: ReadonlyMap<string, boolean>): boolean {
  if (node.kind === 'condition') return !node.off && !gone.has(node.id)
  return node.kind === 'not' ? keepsSay(node.of, gone) : node.of.some((child) => keepsSay(child, gone))
}

type RuleBranch = Exclude<RuleNode, { kind: 'condition' }>

function parentsOf(root: RuleNode): ReadonlyMap<string, RuleBranch> {
  const parents = new Map<string, RuleBranch>()
  const visit = (node: RuleNode): void => {
    if (node.kind === 'condition') return
    for (const child of node.kind === 'not' ? [node.of] : node.of) {
      parents.set(child.id, node)
      visit(child)
    }
  }
  visit(root)
  return parents
}

/**
 * Facts that give the rule the answer, as a sheet to try; null where none can be made: the answer is impossible, or it hangs on
 * terms whose facts are not worked out (products, tables, scores). Every example has been judged before it is given.
 */
export function exampleOf(
  formulas: RuleFormulas,
  node: RuleNode,
  answer: boolean,
): ReadonlyMap<string, FactValue> | null {
  const found = satisfy(formulas.ofRule(node, answer), formulas.domains)
  if (found.kind !== 'possible') return null
  const values = factsOfModel(formulas, node, found.model)
  return answerOfTree(formulas, node, values) === answer ? values : null
}

function factsOfModel(formulas: RuleFormulas, node: RuleNode, model: Model): ReadonlyMap<string, FactValue> {
  const values = new Map<string, FactValue>()
  for (const name of factsBehind(formulas, node)) {
    const meaning = formulas.names.meaningOf(name)
    if (meaning?.kind !== 'fact' || model.flags.get(`known:${name}`) === false) continue
    const { fact } = meaning
    const number = model.numbers.get(name)
    switch (fact.type) {
      case 'number':
        values.set(name, number === undefined ? 0 : toDecimal(number).toNumber())
        break
      case 'date': {
        const day = number === undefined ? null : dateOfDayNumber(toDecimal(number).toNumber())
        values.set(name, day === null ? formulas.on : day.toString())
        break
      }
      case 'boolean':
        values.set(name, model.flags.get(`fact:${name}`) ?? false)
        break
      case 'text':
        values.set(name, model.words.get(name) ?? fact.options?.[0]?.code ?? '其他')
        break
      case 'texts':
        values.set(
          name,
          [...model.flags].flatMap(([flag, is]) => {
            const word = formulas.wordOfFlag(flag, name)
            return is && word !== null ? [word] : []
          }),
        )
    }
  }
  return values
}

/** Observed facts that a rule asks about, through derived ones too. */
export function factsBehind(formulas: RuleFormulas, node: RuleNode): readonly string[] {
  const found = new Set<string>()
  const seen = new Set<string>()
  const take = (text: string): void => {
    if (seen.has(text)) return
    seen.add(text)
    const parsed = formulas.names.parse(text)
    if (!parsed.ok) return
    for (const name of namesIn(parsed.value.root)) {
      const meaning = formulas.names.meaningOf(name)
      if (meaning?.kind !== 'fact') continue
      if (meaning.fact.formula === null) found.add(name)
      else take(meaning.fact.formula)
    }
  }
  for (const { when } of conditionsOf(node)) take(when)
  return [...found]
}

/** The answer of a tree without tables and scores by the evaluator of FEEL; null: not known, or not to be told this way. */
export function answerOfTree(
  formulas: RuleFormulas,
  root: RuleNode,
  facts: ReadonlyMap<string, FactValue> | FactSheet,
): boolean | null {
  const scope = new Map<string, FeelValue>()
  const { names, on } = formulas
  for (const [name, entry] of facts) {
    const meaning = names.meaningOf(name)
    if (meaning?.kind === 'fact')
      scope.set(name, feelValueOf(isKnownFact(entry) ? entry.value : entry, meaning.fact.type))
  }
  for (const [name, value] of formulas.constants) scope.set(name, value)
  scope.set(DAY_NAME, feelValueOf(on, 'date'))
  const evaluated = (text: string): FeelValue => {
    const parsed = names.parse(text)
    if (!parsed.ok) return null
    derive(namesIn(parsed.value.root))
    try {
      return evaluate(parsed.value, new FeelScope(new FeelRun(), scope))
    } catch (problem) {
      if (problem instanceof LimitReached) return null
      throw problem
    }
  }
  const under = new Set<string>()
  const derive = (used: readonly string[]): void => {
    for (const name of used) {
      const meaning = names.meaningOf(name)
      if (meaning?.kind !== 'fact' || meaning.fact.formula === null || scope.has(name) || under.has(name))
        continue
      under.add(name)
      const value = evaluated(meaning.fact.formula)
      if (value !== null) scope.set(name, value)
    }
  }
  const answerOf = (node: RuleNode): boolean | null => {
    if (node.kind === 'condition') {
      const value = evaluated(node.when)
      return typeof value === 'boolean' ? value : null
    }
    if (node.kind === 'not') {
      const inner = answerOf(node.of)
      return inner === null ? null : !inner
    }
    const answers = node.of.filter(hasSay).map(answerOf)
    const needed = node.kind === 'at-least' ? node.count : node.kind === 'all' ? answers.length : 1
    const yes = answers.filter((value) => value === true).length
    if (yes >= needed) return true
    return yes + answers.filter((value) => value === null).length < needed ? false : null
  }
  return answerOf(root)
}

function isKnownFact(entry: unknown): entry is { readonly value: FactValue } {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) && 'value' in entry
}
