import type { DateOn, Json } from '#domain/kernel'
import type { FactDefinition, FactValue } from '#domain/rules'
import type { PolicyFindingCode } from './issue-codes.ts'
import { conditionsOf } from './map-conditions.ts'
import type { PolicyDefinition, StackingGroup } from './policy.ts'
import { holdsOn } from './policy-book.ts'

/** An error keeps a policy from being published; a warning has to be looked at. */
export interface PolicyFinding {
  readonly code: PolicyFindingCode
  readonly severity: 'error' | 'warning'
  /** Where in the definition. */
  readonly path: readonly (string | number)[]
  readonly params: Readonly<Record<string, Json>>
}

export interface PolicySurroundings {
  /** The other policies in their newest versions; one of the same code is this policy’s own former version. */
  readonly others: readonly PolicyDefinition[]
  readonly groups: readonly StackingGroup[]
  /** Codes of the zone’s parks. */
  readonly parks: readonly string[]
  readonly facts: readonly FactDefinition[]
}

/**
 * What a policy says that cannot be meant, apart from its expressions: days, windows, groups, budgets, evidence, examples. Conditions,
 * tables and formulas are checked by the check of rules, on `policyBook([policy], zone)`.
 */
export function checkPolicy(policy: PolicyDefinition, around: PolicySurroundings): readonly PolicyFinding[] {
  const others = around.others.filter(({ code }) => code !== policy.code)
  return [
    ...checkDays(policy),
    ...checkLists(policy, around.parks),
    ...checkOthers(policy, others),
    ...checkGroups(policy, others, around.groups),
    ...checkMoney(policy),
    ...checkBasis(policy),
    ...checkEvidence(policy, around.facts),
    ...checkExamples(policy, around.facts),
  ]
}

type Found = readonly PolicyFinding[]
type Path = PolicyFinding['path']
type Params = PolicyFinding['params']

function error(code: PolicyFindingCode, path: Path, params: Params = {}): PolicyFinding {
  return { code, severity: 'error', path, params }
}
function warning(code: PolicyFindingCode, path: Path, params: Params = {}): PolicyFinding {
  return { code, severity: 'warning', path, params }
}

function checkDays({ valid, windows }: PolicyDefinition): Found {
  const bounds = { validFrom: valid.from, validTo: valid.to }
  const reversed = valid.to !== null && valid.to <= valid.from
  const inOrder = windows.map((window, at) => ({ ...window, at })).sort((a, b) => (a.from < b.from ? -1 : 1))
  return [
    ...(reversed ? [error('matching.validity_reversed', ['valid'], { from: valid.from, to: valid.to })] : []),
    ...windows.flatMap(({ from, to }, at): Found => {
      const path = ['windows', at]
      if (to < from) return [error('matching.window_reversed', path, { from, to })]
      const outside = from < valid.from || (valid.to !== null && to >= valid.to)
      return outside && !reversed
        ? [error('matching.window_outside_validity', path, { from, to, ...bounds })]
        : []
    }),
    ...inOrder.flatMap(({ from, to, at }, index): Found => {
      const before = inOrder[index - 1]
      return before !== undefined && from <= before.to
        ? [error('matching.windows_overlap', ['windows', at], { from, to })]
        : []
    }),
  ]
}

function checkLists(policy: PolicyDefinition, parks: readonly string[]): Found {
  const { exclusive, stacking, excludes, supersedes, themes } = policy
  const lists = { exclusive, stacking, excludes, supersedes, themes, parks: policy.parks ?? [] }
  const unknown = (policy.parks ?? []).flatMap((park, at) =>
    parks.includes(park) ? [] : [error('matching.unknown_park', ['parks', at], { park })],
  )
  const twice = Object.entries(lists).flatMap(([list, values]) =>
    values.flatMap((value, at) =>
      values.indexOf(value) < at ? [warning('matching.named_twice', [list, at], { value, list })] : [],
    ),
  )
  return [...unknown, ...twice]
}

function checkOthers(policy: PolicyDefinition, others: readonly PolicyDefinition[]): Found {
  const byCode = new Map(others.map((other) => [other.code, other]))
  const unknown = (['excludes', 'supersedes'] as const).flatMap((list) =>
    policy[list].flatMap((name, at) =>
      byCode.has(name) || name === policy.code
        ? []
        : [error('matching.unknown_policy', [list, at], { policy: name, list })],
    ),
  )
  const itself = policy.excludes.flatMap((name, at) =>
    name === policy.code ? [error('matching.excludes_itself', ['excludes', at], { policy: name })] : [],
  )
  const cycle = supersedesCycle(policy, byCode)
  const late = policy.supersedes.flatMap((name, at): Found => {
    const former = byCode.get(name)
    if (former === undefined || (former.valid.to !== null && former.valid.to <= policy.valid.from)) return []
    return [
      warning('matching.superseded_still_valid', ['supersedes', at], {
        policy: name,
        until: former.valid.to,
      }),
    ]
  })
  return [
    ...unknown,
    ...itself,
    ...(cycle === null ? late : [error('matching.supersedes_cycle', ['supersedes'], { policies: cycle })]),
  ]
}

/** From the policy round to itself; null: there is no way round. */
function supersedesCycle(
  policy: PolicyDefinition,
  byCode: ReadonlyMap<string, PolicyDefinition>,
): readonly string[] | null {
  const cameFrom = new Map<string, string>()
  const queue = [policy.code]
  for (const code of queue) {
    const former = (code === policy.code ? policy : byCode.get(code))?.supersedes ?? []
    for (const next of former) {
      if (next === policy.code) {
        const way = [code]
        for (let at = cameFrom.get(code); at !== undefined; at = cameFrom.get(at)) way.unshift(at)
        return [...way, policy.code]
      }
      if (cameFrom.has(next)) continue
      cameFrom.set(next, code)
      queue.push(next)
    }
  }
  return null
}

function checkGroups(
  policy: PolicyDefinition,
  others: readonly PolicyDefinition[],
  groups: readonly StackingGroup[],
): Found {
  const known = new Set(groups.map(({ code }) => code))
  return [
    ...policy.stacking.flatMap((group, at) =>
      known.has(group) ? [] : [error('matching.unknown_group', ['stacking', at], { group })],
    ),
    ...policy.exclusive.flatMap((group, at) =>
      others.some(({ exclusive }) => exclusive.includes(group))
        ? []
        : [warning('matching.group_of_one', ['exclusive', at], { group })],
    ),
  ]
}

function checkMoney({ benefit, budget, valid }: PolicyDefinition): Found {
  const { kind, amount, ceiling, step } = benefit
  const steps = ceiling === null ? 0 : ceiling / step
  const lastDay = valid.to
  return [
    ...(kind === 'money' && amount === null ? [error('matching.amount_missing', ['benefit', 'amount'])] : []),
    ...(kind !== 'money' && amount !== null
      ? [error('matching.amount_without_money', ['benefit', 'amount'], { kind })]
      : []),
    ...(Math.abs(steps - Math.round(steps)) > 1e-6
      ? [warning('matching.ceiling_off_step', ['benefit', 'ceiling'], { ceiling, step })]
      : []),
    ...budget.flatMap(({ year, amount: sum }, at): Found => {
      const path = ['budget', at]
      const outside =
        `${String(year)}-12-31` < valid.from || (lastDay !== null && `${String(year)}-01-01` >= lastDay)
      return [
        ...(budget.findIndex((one) => one.year === year) < at
          ? [error('matching.budget_year_twice', path, { year })]
          : []),
        ...(outside
          ? [
              warning('matching.budget_outside_validity', path, {
                year,
                validFrom: valid.from,
                validTo: valid.to,
              }),
            ]
          : []),
        ...(ceiling !== null && sum < ceiling
          ? [warning('matching.budget_below_ceiling', path, { year, amount: sum, ceiling })]
          : []),
      ]
    }),
  ]
}

function checkBasis({ status, clauses, eligibility }: PolicyDefinition): Found {
  return [
    ...(status === 'verified' && clauses.length === 0
      ? [error('matching.verified_without_clause', ['clauses'])]
      : []),
    ...(conditionsOf(eligibility).every(({ off }) => off)
      ? [warning('matching.nothing_decides', ['eligibility'])]
      : []),
  ]
}

function checkEvidence({ evidence, procedure }: PolicyDefinition, facts: readonly FactDefinition[]): Found {
  const known = new Set(facts.map(({ code }) => code))
  return evidence.flatMap(({ id, facts: shown, required }, at): Found => {
    const path = ['evidence', at]
    return [
      ...(evidence.findIndex((one) => one.id === id) < at
        ? [error('matching.evidence_twice', path, { evidence: id })]
        : []),
      ...shown.flatMap((fact) =>
        known.has(fact) ? [] : [error('matching.evidence_unknown_fact', path, { fact, evidence: id })],
      ),
      // What shows no fact can never be known beforehand.
      ...(procedure === 'direct' && required && shown.length === 0
        ? [warning('matching.direct_needs_papers', path, { evidence: id })]
        : []),
    ]
  })
}

function checkExamples(policy: PolicyDefinition, facts: readonly FactDefinition[]): Found {
  const { tests, valid } = policy
  if (tests.length === 0) return [warning('matching.no_tests', ['tests'])]
  const byCode = new Map(facts.map((fact) => [fact.code, fact]))
  const oneSided = (['yes', 'no'] as const).flatMap((answer) =>
    tests.some(({ expect }) => expect.answer === answer)
      ? []
      : [warning('matching.tests_one_sided', ['tests'], { answer })],
  )
  return [
    ...oneSided,
    ...tests.flatMap(({ title: test, on, facts: given, expect }, at): Found => {
      const path = ['tests', at]
      return [
        ...(holdsOn(policy, on)
          ? []
          : [
              warning('matching.test_outside_validity', path, {
                test,
                on,
                validFrom: valid.from,
                validTo: valid.to,
              }),
            ]),
        ...(expect.amount !== null && expect.answer !== 'yes'
          ? [error('matching.test_amount_without_yes', path, { test })]
          : []),
        ...Object.entries(given).flatMap(([code, value]) => checkGiven(byCode, code, value, test, path)),
      ]
    }),
  ]
}

function checkGiven(
  facts: ReadonlyMap<string, FactDefinition>,
  code: string,
  value: FactValue,
  test: string,
  testPath: Path,
): Found {
  const path = [...testPath, 'facts', code]
  const fact = facts.get(code)
  if (fact === undefined) return [error('matching.test_unknown_fact', path, { test, fact: code })]
  if (!isOfType(value, fact.type))
    return [error('matching.test_wrong_type', path, { test, fact: code, type: fact.type })]
  const { options } = fact
  if (options === null || options.length === 0) return []
  const said = typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []
  return said.flatMap((word) =>
    options.some((option) => option.code === word)
      ? []
      : [error('matching.test_unknown_option', path, { test, fact: code, value: word })],
  )
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u

function isOfType(value: FactValue | DateOn, type: FactDefinition['type']): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'text':
      return typeof value === 'string'
    case 'date':
      return typeof value === 'string' && DAY.test(value)
    case 'texts':
      return Array.isArray(value)
  }
}
