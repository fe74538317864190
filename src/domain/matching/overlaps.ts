/** Overlaps and double payment (重复兑付核查) over benefits granted or paid, and payments whose facts were revised since. */
import type { DateOn, Json } from '#domain/kernel'
import type { FactValue, VerdictAnswer } from '#domain/rules'
import { toWan, toYuan } from './combination-parts.ts'
import type { PolicyDefinition, StackingGroup } from './policy.ts'

/** One application with what was granted or paid on it; payments in parts are one benefit. */
export interface GrantedBenefit {
  readonly id: string
  readonly enterprise: string
  readonly policy: string
  /** The year for which it is granted. */
  readonly year: number
  /** In 万元. */
  readonly amount: number
  readonly on: DateOn
  /** What is paid for: numbers of invoices, contracts, projects; the same text is the same expense, whoever pays for it. */
  readonly bases: readonly string[]
}

/**
 * double-payment: the same expense of the same enterprise under two benefits. exclusive: two of an exclusive group, or that exclude each
 * other, in one year. once: a second time under a policy that is had once, or once a year. ceiling: a stacking group got more than its
 * ceiling in a year. over-budget: a policy got more than its budget of a year.
 */
export type OverlapKind = 'double-payment' | 'exclusive' | 'once' | 'ceiling' | 'over-budget'

export interface Overlap {
  readonly kind: OverlapKind
  /** Benefits that together make it, in the order in which they were granted; the last made it so. */
  readonly benefits: readonly string[]
  readonly params: Readonly<Record<string, Json>>
}

export interface OverlapRules {
  readonly policies: readonly PolicyDefinition[]
  readonly groups: readonly StackingGroup[]
}

/** Every overlap once, in the order of the benefits that made it. Benefits under policies that are not given only count by expense. */
export function findOverlaps(
  granted: readonly GrantedBenefit[],
  { policies, groups }: OverlapRules,
): readonly Overlap[] {
  const byCode = new Map(policies.map((policy) => [policy.code, policy]))
  const inOrder = [...granted].sort((a, b) => compare(a.on, b.on) || compare(a.id, b.id))
  const place = new Map(inOrder.map(({ id }, at) => [id, at]))
  const last = ({ benefits }: Overlap): number => place.get(benefits.at(-1) ?? '') ?? 0
  const found = [...groupBy(inOrder, ({ enterprise }) => enterprise).values()].flatMap((own) => [
    ...ofSameExpense(own),
    ...ofSamePolicy(own, byCode),
    ...ofExclusives(own, byCode),
    ...overCeilings(own, byCode, groups),
  ])
  return [...found, ...overBudgets(inOrder, policies)].sort((a, b) => last(a) - last(b))
}

function ofSameExpense(own: readonly GrantedBenefit[]): Overlap[] {
  const byBasis = new Map<string, GrantedBenefit[]>()
  for (const benefit of own)
    for (const basis of new Set(benefit.bases)) byBasis.set(basis, [...(byBasis.get(basis) ?? []), benefit])
  return [...byBasis].flatMap(([basis, shared]): Overlap[] =>
    shared.length < 2
      ? []
      : [
          {
            kind: 'double-payment',
            benefits: idsOf(shared),
            params: { basis, policies: shared.map(({ policy }) => policy) },
          },
        ],
  )
}

function ofSamePolicy(
  own: readonly GrantedBenefit[],
  byCode: ReadonlyMap<string, PolicyDefinition>,
): Overlap[] {
  return [...groupBy(own, ({ policy }) => policy)].flatMap(([policy, all]): Overlap[] => {
    const times = byCode.get(policy)?.times ?? 'any'
    if (times === 'any') return []
    const spells = times === 'once' ? [all] : [...groupBy(all, ({ year }) => String(year)).values()]
    return spells
      .filter(({ length }) => length > 1)
      .map((again) => ({
        kind: 'once',
        benefits: idsOf(again),
        params: { policy, times, years: [...new Set(again.map(({ year }) => year))] },
      }))
  })
}

function ofExclusives(
  own: readonly GrantedBenefit[],
  byCode: ReadonlyMap<string, PolicyDefinition>,
): Overlap[] {
  return own.flatMap((one, at) =>
    own.slice(at + 1).flatMap((other): Overlap[] => {
      if (one.year !== other.year || one.policy === other.policy) return []
      const [first, second] = [byCode.get(one.policy), byCode.get(other.policy)]
      if (first === undefined || second === undefined) return []
      const group = first.exclusive.find((name) => second.exclusive.includes(name)) ?? null
      const against = first.excludes.includes(other.policy) || second.excludes.includes(one.policy)
      if (group === null && !against) return []
      return [
        {
          kind: 'exclusive',
          benefits: [one.id, other.id],
          params: { group, policies: [one.policy, other.policy], year: one.year },
        },
      ]
    }),
  )
}

function overCeilings(
  own: readonly GrantedBenefit[],
  byCode: ReadonlyMap<string, PolicyDefinition>,
  groups: readonly StackingGroup[],
): Overlap[] {
  return groups.flatMap(({ code, ceiling }) => {
    if (ceiling === null) return []
    const members = own.filter(({ policy }) => byCode.get(policy)?.stacking.includes(code) === true)
    return [...groupBy(members, ({ year }) => String(year)).values()].flatMap((together) =>
      beyond(together, ceiling, 'ceiling', { group: code, ceiling }),
    )
  })
}

function overBudgets(granted: readonly GrantedBenefit[], policies: readonly PolicyDefinition[]): Overlap[] {
  return policies.flatMap(({ code, budget }) =>
    [...new Set(budget.map(({ year }) => year))].flatMap((year) => {
      const set = budget.filter((one) => one.year === year)
      const amount = set.reduce((sum, one) => sum + one.amount, 0)
      const paid = granted.filter((one) => one.policy === code && one.year === year)
      return beyond(paid, amount, 'over-budget', { policy: code, budget: amount })
    }),
  )
}

/** Benefits up to the first that passes a limit, with how far all of them together pass it. */
function beyond(
  together: readonly GrantedBenefit[],
  limit: number,
  kind: OverlapKind,
  params: Overlap['params'],
): Overlap[] {
  const total = together.reduce((sum, { amount }) => sum + toYuan(amount), 0)
  if (total <= toYuan(limit)) return []
  const year = together[0]?.year ?? null
  return [
    {
      kind,
      // Hundreds may share a budget: those after it was used up are what is wrong.
      benefits: kind === 'over-budget' ? idsBeyond(together, toYuan(limit)) : idsOf(together),
      params: { ...params, year, total: toWan(total), excess: toWan(total - toYuan(limit)) },
    },
  ]
}

function idsBeyond(together: readonly GrantedBenefit[], limit: number): string[] {
  let sum = 0
  return together.flatMap(({ id, amount }) => {
    sum += toYuan(amount)
    return sum > limit ? [id] : []
  })
}

/** What a benefit stood on, at one time. */
export interface BenefitBasis {
  readonly answer: VerdictAnswer
  /** In 万元; null: no money, or unknown. */
  readonly amount: number | null
  /** Facts that the rule and the amount use; those that are unknown are absent. */
  readonly facts: ReadonlyMap<string, FactValue>
}

export interface Revision {
  /** no-longer: now it would be no. unsure: facts were withdrawn, now nobody could tell. less, more: another amount. */
  readonly effect: 'no-longer' | 'unsure' | 'less' | 'more'
  readonly facts: readonly {
    readonly fact: string
    readonly then: FactValue | null
    readonly now: FactValue | null
  }[]
  /** In 万元, now less then; null: one of them is unknown. */
  readonly difference: number | null
}

/**
 * What became of a benefit when its facts were revised: the same rule, parameters and day, with the facts of then and of now. Null
 * where nothing follows: no fact changed, or answer and amount are as they were.
 */
export function compareBasis(then: BenefitBasis, now: BenefitBasis): Revision | null {
  const codes = [...new Set([...then.facts.keys(), ...now.facts.keys()])].sort()
  const facts = codes.flatMap((fact) => {
    const values = { then: then.facts.get(fact) ?? null, now: now.facts.get(fact) ?? null }
    return isSame(values.then, values.now) ? [] : [{ fact, ...values }]
  })
  if (facts.length === 0) return null
  const difference =
    then.amount === null || now.amount === null
      ? null
      : toWan(signedYuan(now.amount) - signedYuan(then.amount))
  const effect = effectOf(then, now, difference)
  return effect === null ? null : { effect, facts, difference }
}

function effectOf(
  then: BenefitBasis,
  now: BenefitBasis,
  difference: number | null,
): Revision['effect'] | null {
  if (now.answer === 'no') return then.answer === 'no' ? null : 'no-longer'
  if (now.answer === 'undetermined') return then.answer === 'yes' ? 'unsure' : null
  if (then.amount !== null && now.amount === null) return 'unsure'
  if (difference === null || difference === 0) return null
  return difference < 0 ? 'less' : 'more'
}

function signedYuan(wan: number): number {
  return Math.round(wan * 10_000)
}

/** Sets of words are the same in whatever order. */
function isSame(one: FactValue | null, other: FactValue | null): boolean {
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null)
    return one.length === other.length && [...one].sort().join('\0') === [...other].sort().join('\0')
  return one === other
}

function idsOf(benefits: readonly GrantedBenefit[]): string[] {
  return benefits.map(({ id }) => id)
}
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  return Map.groupBy(items, keyOf)
}
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
