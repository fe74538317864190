import type { CompiledForm, CompiledLinear } from './compile-form.ts'
import { nearestNumber, type Rational } from './rational.ts'
import { isProof, RuleSystem, type Condition, type Proof } from './rule-system.ts'

/** What proveRules can say about the linear rules and the pairs of a form; all of it over fractions, with all cells filled. */
export interface RuleProof {
  /** All rules, errors and queries, can hold at once. */
  readonly consistent: boolean
  /** Rules that contradict one another; without any one of them the others do not. Errors alone where they do. */
  readonly conflict: readonly string[] | null
  /** Rules that could be left out, all of them together: each follows from the rules that remain. */
  readonly redundant: readonly Redundancy[]
  /** Rules that cannot be broken by any filing whose fields are as they must be. */
  readonly pointless: readonly string[]
  /** Cells that the rules leave a single value: mostly a rule that was written the wrong way round. */
  readonly pinned: readonly {
    readonly cell: string
    readonly value: number
    readonly by: readonly ProofLine[]
  }[]
  /** False where the arithmetic was given up on the way. */
  readonly complete: boolean
}

export interface Redundancy {
  readonly rule: string
  /** The rules in the proofs; none where the fields' bounds are enough. */
  readonly by: readonly string[]
  /** One entry for each side of the rule: = has two. The lines, each so many times, add up to that side of the rule. */
  readonly follows: readonly { readonly limit: 'least' | 'most'; readonly from: readonly ProofLine[] }[]
  /** Also where cells are missing: the rules that it follows from are judged whenever it is. */
  readonly evenWithMissing: boolean
}

/** One side of a rule or of a field's bounds, so many times: `3`, `1/2`. */
export interface ProofLine {
  readonly of: 'rule' | 'field'
  readonly id: string
  readonly limit: 'least' | 'most'
  readonly times: string
}

/**
 * Proves the rules of a form against each other by linear programming in exact fractions; each answer carries its certificate
 * (Farkas' lemma), which has been multiplied out. Rules of another period or form are over cells of their own.
 */
export function proveRules(form: CompiledForm): RuleProof {
  const linear = form.rules.filter((one) => one.kind === 'linear')
  const system = new RuleSystem()
  const conditions = new Map(linear.map((one) => [one, system.conditionsOf(one)]))
  const bounds = system.boundsOf(form)
  const prover = new Prover(system, conditions, bounds)
  const errors = linear.filter(({ rule }) => rule.severity === 'error')
  const conflict = prover.conflictOf(errors) ?? prover.conflictOf(linear) ?? pairConflict(form)
  if (conflict !== null || !prover.isComplete)
    return {
      consistent: conflict === null,
      conflict,
      redundant: [],
      pointless: [],
      pinned: [],
      complete: prover.isComplete,
    }
  return {
    consistent: true,
    conflict: null,
    redundant: prover.redundancies(linear),
    pointless: [...prover.pointless(linear), ...pointlessPairs(form)],
    pinned: prover.pinned(linear),
    complete: prover.isComplete,
  }
}

class Prover {
  readonly #system: RuleSystem
  readonly #conditions: ReadonlyMap<CompiledLinear, readonly Condition[]>
  readonly #bounds: readonly Condition[]

  constructor(
    system: RuleSystem,
    conditions: ReadonlyMap<CompiledLinear, readonly Condition[]>,
    bounds: readonly Condition[],
  ) {
    this.#system = system
    this.#conditions = conditions
    this.#bounds = bounds
  }

  get isComplete(): boolean {
    return !this.#system.wasCut
  }

  conflictOf(rules: readonly CompiledLinear[]): readonly string[] | null {
    let core = this.#contradiction(rules)
    if (core === null) return null
    // What the contradiction does not need is left out, one by one.
    for (const rule of core) {
      const smaller = this.#contradiction(core.filter((one) => one !== rule))
      if (smaller !== null) core = smaller
    }
    return core.map(({ rule }) => rule.id)
  }

  /** Rules that cannot all hold; null where they can. */
  #contradiction(rules: readonly CompiledLinear[]): readonly CompiledLinear[] | null {
    const convex = rules.filter(({ operator }) => operator !== '!=')
    const conditions = this.#all(convex)
    const answer = this.#system.consistency(conditions)
    if (answer.kind === 'unknown') return null
    if (answer.kind === 'inconsistent') {
      if (!isProof(answer.proof, null)) throw new RangeError('a contradiction that is none')
      return rules.filter((one) => uses(answer.proof, one))
    }
    // A region without holes fills no finite number of planes: ≠ contradicts the others only where they imply its =.
    for (const unequal of rules.filter(({ operator }) => operator === '!=')) {
      const proofs = (this.#conditions.get(unequal) ?? []).map((side) =>
        this.#system.implication(conditions, side),
      )
      if (proofs.every((proof) => proof !== null))
        return rules.filter((one) => one === unequal || proofs.some((proof) => uses(proof, one)))
    }
    return null
  }

  redundancies(rules: readonly CompiledLinear[]): Redundancy[] {
    const remaining = new Set(rules)
    const found: Redundancy[] = []
    // From the last to the first, so that of two rules that say the same the first remains.
    for (const one of [...rules].reverse()) {
      if (one.operator === '!=') continue
      remaining.delete(one)
      // What blocks a filing does not follow from what only asks.
      const others = [...remaining].filter(
        ({ rule, operator }) =>
          operator !== '!=' && (one.rule.severity === 'query' || rule.severity === 'error'),
      )
      const redundancy = this.#redundancy(one, others)
      if (redundancy === null) remaining.add(one)
      else found.unshift(redundancy)
    }
    return found
  }

  #redundancy(one: CompiledLinear, others: readonly CompiledLinear[]): Redundancy | null {
    const conditions = this.#all(others)
    const follows: Redundancy['follows'][number][] = []
    const used = new Set<CompiledLinear>()
    for (const side of this.#conditions.get(one) ?? []) {
      const proof = this.#system.implication(conditions, side)
      if (proof === null) return null
      if (!isProof(proof, side)) throw new RangeError(`rule ${one.rule.id} does not follow after all`)
      follows.push({ limit: side.limit, from: linesOf(proof) })
      for (const other of others) if (uses(proof, other)) used.add(other)
    }
    const judged = new Set([...one.left, ...one.right].map(({ source }) => JSON.stringify(source)))
    const evenWithMissing =
      one.rule.missing === 'skip-if-any' &&
      [...used].every(({ left, right }) =>
        [...left, ...right].every(({ source }) => judged.has(JSON.stringify(source))),
      )
    return { rule: one.rule.id, by: [...used].map(({ rule }) => rule.id), follows, evenWithMissing }
  }

  /** What follows from the fields' bounds alone. */
  pointless(rules: readonly CompiledLinear[]): string[] {
    return rules
      .filter((one) => one.operator !== '!=' && this.#redundancy(one, []) !== null)
      .map(({ rule }) => rule.id)
  }

  pinned(rules: readonly CompiledLinear[]): RuleProof['pinned'] {
    const conditions = this.#all(rules.filter(({ operator }) => operator !== '!='))
    const answer = this.#system.consistency(conditions)
    if (answer.kind !== 'consistent') return []
    return answer.example.flatMap((value, cell) => {
      const most = this.#system.implication(conditions, sideOf(cell, value, 1n))
      const least = most === null ? null : this.#system.implication(conditions, sideOf(cell, value, -1n))
      if (most === null || least === null) return []
      const name = this.#system.cells[cell] ?? ''
      return [{ cell: name, value: nearestNumber(value), by: [...linesOf(most), ...linesOf(least)] }]
    })
  }

  #all(rules: readonly CompiledLinear[]): Condition[] {
    return [...rules.flatMap((one) => this.#conditions.get(one) ?? []), ...this.#bounds]
  }
}

/** cell ≤ value, or cell ≥ value written as −cell ≤ −value. */
function sideOf(cell: number, value: Rational, sign: 1n | -1n): Condition {
  return {
    of: 'field',
    id: '',
    limit: sign === 1n ? 'most' : 'least',
    terms: new Map([[cell, { numerator: sign, denominator: 1n }]]),
    bound: { numerator: sign * value.numerator, denominator: value.denominator },
    isStrict: false,
  }
}

function uses(proof: Proof, { rule }: CompiledLinear): boolean {
  return proof.some(({ condition }) => condition.of === 'rule' && condition.id === rule.id)
}

function linesOf(proof: Proof): ProofLine[] {
  return proof.map(({ condition: { of, id, limit }, times: { numerator, denominator } }) => ({
    of,
    id,
    limit,
    times: denominator === 1n ? String(numerator) : `${numerator}/${denominator}`,
  }))
}

/** Two cells of which one must be empty, and both must be filled. */
function pairConflict(form: CompiledForm): readonly string[] | null {
  for (const one of form.rules)
    if (one.kind === 'pair' && one.rule.kind === 'exclusive-pair' && isAlwaysFilled(form, one.rule.cells))
      return [one.rule.id]
  return null
}

function pointlessPairs(form: CompiledForm): string[] {
  return form.rules.flatMap((one) =>
    one.kind === 'pair' && one.rule.kind === 'compulsory-pair' && isAlwaysFilled(form, one.rule.cells)
      ? [one.rule.id]
      : [],
  )
}

function isAlwaysFilled(form: CompiledForm, cells: readonly string[]): boolean {
  return cells.every((code) => {
    const field = form.fieldByCode.get(code)?.field
    return field?.compulsory === true && field.onlyIf === undefined
  })
}
