import type { BilingualText, DateOn } from '#domain/kernel'
import type { Amount, Rule, RuleBook, RuleNode, RuleTable } from '#domain/rules'
import { mapConditions } from './map-conditions.ts'
import type { PolicyDefinition, PolicyTest } from './policy.ts'
import { renameInExpression } from './rename-in-expression.ts'

/** Facts that say to which park an enterprise belongs, by a policy’s scope. */
export const PARK_FACTS = { registration: '注册分园', operation: '经营分园' } as const

/** Ids of the conditions that a rule has beside the policy’s own. */
export const POLICY_NODES = { root: 'policy', valid: 'policy-valid', park: 'policy-park' } as const

export interface PolicyBookOptions {
  /**
   * The day of judgement. A policy that does not hold on it gets a condition which says so and is never met; without a day, or where
   * it holds, there is none. (As a comparison of days it would make every policy of last year a near miss.)
   */
  readonly on?: DateOn
}

/**
 * The rule book of policies: on the zone’s facts, parameters, tables and scores, one rule for each policy under its code, and one
 * amount under the same code where it brings money. The rule is the policy’s eligibility together with the park in which it holds.
 * Windows are no condition: one qualifies outside of them, too. The amount is at least 0, at most the ceiling, and rounded down to
 * the step. A table whose name is taken gets another in this policy’s expressions.
 */
export function policyBook(
  policies: readonly PolicyDefinition[],
  zone: RuleBook,
  { on }: PolicyBookOptions = {},
): RuleBook {
  const taken = new Set([
    ...zone.facts.map(({ code }) => code),
    ...zone.parameters.map(({ code }) => code),
    ...zone.tables.map(({ code }) => code),
    ...zone.scores.map(({ code }) => code),
  ])
  const known = [
    ...taken,
    ...zone.tables.flatMap(({ outputs }) => outputs.map(({ code }) => code)),
    ...zone.scores.flatMap(({ groups }) => groups.map(({ code }) => code)),
  ]
  const parkNames = new Map(
    zone.facts
      .filter(({ code }) => code === PARK_FACTS.registration || code === PARK_FACTS.operation)
      .flatMap(({ options }) => (options ?? []).map(({ code, title }) => [code, title] as const)),
  )
  const tables: RuleTable[] = []
  const rules: Rule[] = []
  const amounts: Amount[] = []
  for (const policy of policies) {
    const own = withOwnTables(policy, taken, known)
    tables.push(...own.tables)
    rules.push(ruleOf(own, parkNames, on))
    const amount = amountOf(own)
    if (amount !== null) amounts.push(amount)
  }
  return {
    ...zone,
    tables: [...zone.tables, ...tables],
    rules: [...zone.rules, ...rules],
    amounts: [...zone.amounts, ...amounts],
  }
}

/** The policy with table names that nobody else has; they are taken from then on. */
function withOwnTables(
  policy: PolicyDefinition,
  taken: Set<string>,
  known: readonly string[],
): PolicyDefinition {
  const renames = new Map<string, string>()
  const here = new Set<string>()
  for (const { code } of policy.tables) {
    // The same name twice within one policy is a mistake that the check of rules has to see.
    if (here.has(code)) continue
    here.add(code)
    const name = freeName(code, policy.code, taken)
    taken.add(name)
    if (name !== code) renames.set(code, name)
  }
  if (renames.size === 0) return policy
  const names = [
    ...known,
    ...policy.tables.flatMap(({ code, outputs }) => [code, ...outputs.map((output) => output.code)]),
  ]
  const renamed = (text: string): string => renameInExpression(text, renames, names)
  return {
    ...policy,
    eligibility: mapConditions(policy.eligibility, (condition) => ({
      ...condition,
      when: renamed(condition.when),
    })),
    benefit: {
      ...policy.benefit,
      amount: policy.benefit.amount === null ? null : renamed(policy.benefit.amount),
    },
    tables: policy.tables.map((table) => ({
      ...table,
      code: renames.get(table.code) ?? table.code,
      inputs: table.inputs.map((input) => ({ ...input, expression: renamed(input.expression) })),
      rows: table.rows.map((row) => ({
        ...row,
        tests: row.tests.map((test) => renameInExpression(test, renames, names, 'unary-tests')),
        outputs: row.outputs.map(renamed),
      })),
      otherwise: table.otherwise?.map(renamed) ?? null,
    })),
  }
}

/** Letters and digits only, so that it reads as one name in expressions. */
function freeName(table: string, policy: string, taken: ReadonlySet<string>): string {
  if (!taken.has(table)) return table
  const base = `${table}_${policy.replaceAll(/[^\p{L}\p{N}]+/gu, '_')}`
  let name = base
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${String(count)}`
  return name
}

function ruleOf(
  policy: PolicyDefinition,
  parkNames: ReadonlyMap<string, BilingualText>,
  on: DateOn | undefined,
): Rule {
  const added = [
    ...(on === undefined || holdsOn(policy, on) ? [] : [notValid(policy)]),
    ...(policy.parks === null ? [] : [parkCondition(policy, policy.parks, parkNames)]),
  ]
  const root: RuleNode =
    added.length === 0
      ? policy.eligibility
      : {
          kind: 'all',
          id: freeId(POLICY_NODES.root, policy.eligibility),
          title: null,
          of: [...added, policy.eligibility],
        }
  return { code: policy.code, title: policy.title, root, nearLimit: policy.nearLimit }
}

/** Whether the policy holds on a day. */
export function holdsOn({ valid }: Pick<PolicyDefinition, 'valid'>, on: DateOn): boolean {
  return valid.from <= on && (valid.to === null || on < valid.to)
}

function notValid({ valid, clauses, status, eligibility }: PolicyDefinition): RuleNode {
  const { from, to } = valid
  return {
    kind: 'condition',
    id: freeId(POLICY_NODES.valid, eligibility),
    title: {
      zh: to === null ? `政策自 ${from} 起施行` : `政策自 ${from} 起施行，${to} 起停止执行`,
      en: to === null ? `The policy holds from ${from}` : `The policy holds from ${from} until before ${to}`,
    },
    when: 'false',
    clause: clauses[0] ?? null,
    status,
    off: false,
  }
}

function parkCondition(
  { scope, clauses, status, eligibility }: PolicyDefinition,
  parks: readonly string[],
  parkNames: ReadonlyMap<string, BilingualText>,
): RuleNode {
  const quoted = parks.map((park) => JSON.stringify(park))
  const named = parks.map((park) => parkNames.get(park) ?? { zh: park, en: park })
  const fact = PARK_FACTS[scope]
  return {
    kind: 'condition',
    id: freeId(POLICY_NODES.park, eligibility),
    title: {
      zh: `${scope === 'registration' ? '注册' : '经营'}在${named.map(({ zh }) => zh).join('、')}`,
      en: `${scope === 'registration' ? 'Registered' : 'Operating'} in ${named.map(({ en }) => en).join(', ')}`,
    },
    when: quoted.length === 1 ? `${fact} = ${quoted.join()}` : `${fact} in (${quoted.join(', ')})`,
    clause: clauses[0] ?? null,
    status,
    off: false,
  }
}

/** An id that no node of the policy has. */
function freeId(wanted: string, root: RuleNode): string {
  const ids = new Set<string>()
  const visit = (node: RuleNode): void => {
    ids.add(node.id)
    if (node.kind === 'not') visit(node.of)
    else if (node.kind !== 'condition') for (const child of node.of) visit(child)
  }
  visit(root)
  let id = wanted
  for (let count = 2; ids.has(id); count += 1) id = `${wanted}-${String(count)}`
  return id
}

function amountOf({ code, title, benefit }: PolicyDefinition): Amount | null {
  if (benefit.amount === null) return null
  // On a line of its own: a remark at the end of a formula ends with its line.
  const formula = `(${benefit.amount}\n)`
  const capped = benefit.ceiling === null ? formula : `min(${formula}, ${plainNumber(benefit.ceiling)})`
  const step = plainNumber(benefit.step)
  return { code, title, expression: `floor(max(0, ${capped}) / ${step}) * ${step}`, unit: '万元' }
}

/** FEEL has no 1e-7. */
function plainNumber(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/u, '') : text
}

/**
 * The examples of a policy as the runner of rule tests takes them. One that says nothing of its park lies in the first of those in
 * which the policy holds.
 */
export function policyTests({ parks, scope, tests }: PolicyDefinition): readonly PolicyTest[] {
  const [park] = parks ?? []
  if (park === undefined) return tests
  return tests.map((test) => ({ ...test, facts: { [PARK_FACTS[scope]]: park, ...test.facts } }))
}
