import { accepted, type IntegerProgramme, type Outcome, type ProgrammeSolution } from '#domain/kernel'
import { bestOfPart, countSteps, mostWith, type PartChoice, type StepCount } from './best-of-part.ts'
import type { ChosenPolicy, CombinationQuestion, LeftOutPolicy, PolicyCombination } from './combination.ts'
import { conflictOf, prepare, toWan, type Candidate, type Part, type Prepared } from './combination-parts.ts'
import { bestByProgramme } from './combination-programme.ts'

/** One part with its best choice. */
interface SolvedPart {
  readonly part: Part
  readonly choice: PartChoice
  readonly proven: boolean
  /** By candidate: the most money with it; null: not worked out. */
  readonly withForced: (at: number) => number | null
}

/**
 * The best combination for one enterprise (政策组合): most money; of the same money fewest applications; of these the shortest
 * procedures. At most one of an exclusive group, no two that exclude each other, groups pay no more than their ceilings, what is
 * held this year counted. Exact: policies that touch each other through nothing are solved apart, each part by branch and bound.
 * Null where that would take too long or ceilings overlap without one lying within the other: then `combineWith`.
 */
export function combine(question: CombinationQuestion): PolicyCombination | null {
  const prepared = prepare(question)
  const steps = countSteps()
  const solved: SolvedPart[] = []
  for (const part of prepared.parts) {
    const done = solveHere(part, steps)
    if (done === null) return null
    solved.push(done)
  }
  return write(prepared, solved)
}

/**
 * The same for every question: parts that are too hard for `combine` are solved as integer programmes by `solve`. Of several
 * combinations that are equally good in money, applications and procedures, it may be another one than another solver’s. What a
 * policy left out would cost is not worked out in such parts, and is null.
 */
export async function combineWith(
  question: CombinationQuestion,
  solve: (programme: IntegerProgramme) => Promise<Outcome<ProgrammeSolution>>,
): Promise<Outcome<PolicyCombination>> {
  const prepared = prepare(question)
  const steps = countSteps()
  const solved: SolvedPart[] = []
  for (const part of prepared.parts) {
    const here = solveHere(part, steps)
    if (here !== null) {
      solved.push(here)
      continue
    }
    const there = await bestByProgramme(part, solve)
    if (!there.ok) return there
    solved.push({ part, choice: there.value, proven: there.value.proven, withForced: () => null })
  }
  return accepted(write(prepared, solved))
}

const STEPS_FOR_LOSS = 1_500

function solveHere(part: Part, steps: StepCount): SolvedPart | null {
  const choice = bestOfPart(part, steps)
  if (choice === null) return null
  // Each question of what a policy would cost has steps of its own: an answer without it is better than none.
  return {
    part,
    choice,
    proven: true,
    withForced: (at) => mostWith(part, at, choice, countSteps(STEPS_FOR_LOSS)),
  }
}

function write({ barred, rooms }: Prepared, solved: readonly SolvedPart[]): PolicyCombination {
  const left = new Map(rooms)
  const chosen: ChosenPolicy[] = []
  let total = 0
  for (const { part, choice } of solved) {
    const payments = choice.payments ?? payInTurn(part, choice.chosen)
    for (const at of choice.chosen) {
      const candidate = part.candidates[at]
      if (candidate === undefined) continue
      const paid = payments.get(at) ?? candidate.yuan
      total += paid
      for (const group of candidate.option.stacking) left.set(group, (left.get(group) ?? 0) - paid)
      chosen.push(writeChosen(candidate, paid))
    }
  }
  const full = new Set(
    [...left].filter(([group, yuan]) => rooms.has(group) && yuan <= 0).map(([group]) => group),
  )
  for (const [index, entry] of chosen.entries())
    if (entry.cutFrom !== null) chosen[index] = { ...entry, group: cuttingGroup(solved, entry.policy, full) }
  return {
    total: toWan(total),
    chosen,
    leftOut: [...barred, ...solved.flatMap((one) => leftOutOf(one, full))],
    proven: solved.every(({ proven }) => proven),
  }
}

function writeChosen({ option, yuan }: Candidate, paid: number): ChosenPolicy {
  return {
    policy: option.policy,
    amount: toWan(paid),
    cutFrom: paid < yuan ? toWan(yuan) : null,
    group: null,
  }
}

function cuttingGroup(
  solved: readonly SolvedPart[],
  policy: string,
  full: ReadonlySet<string>,
): string | null {
  const option = solved
    .flatMap(({ part }) => part.candidates)
    .find(({ option: { policy: code } }) => code === policy)?.option
  return option?.stacking.find((group) => full.has(group)) ?? null
}

/** Shortest procedures are paid first, then the larger amounts; what a ceiling cuts, it cuts at the end. */
function payInTurn({ candidates, caps }: Part, chosen: readonly number[]): ReadonlyMap<number, number> {
  const rooms = caps.map(({ yuan }) => yuan)
  const payments = new Map<number, number>()
  const inTurn = [...chosen].sort(
    (a, b) => (candidates[a]?.length ?? 0) - (candidates[b]?.length ?? 0) || a - b,
  )
  for (const at of inTurn) {
    const within = caps.flatMap(({ members }, index) => (members.includes(at) ? [index] : []))
    const paid = Math.min(candidates[at]?.yuan ?? 0, ...within.map((index) => rooms[index] ?? 0))
    for (const index of within) rooms[index] = (rooms[index] ?? 0) - paid
    payments.set(at, paid)
  }
  return payments
}

function leftOutOf({ part, choice, withForced }: SolvedPart, full: ReadonlySet<string>): LeftOutPolicy[] {
  const taken = choice.chosen.flatMap((at) => {
    const candidate = part.candidates[at]
    return candidate === undefined ? [] : [candidate.option]
  })
  return part.candidates.flatMap(({ option }, at): LeftOutPolicy[] => {
    if (choice.chosen.includes(at)) return []
    const forced = withForced(at)
    const { policy, amount } = option
    const loss = forced === null ? null : toWan(choice.yuan - forced)
    const against = taken.flatMap((other) => {
      const conflict = conflictOf(option, other)
      return conflict === null ? [] : [{ ...conflict, policy: other.policy }]
    })
    const first = against.find(({ reason }) => reason === 'exclusive') ?? against[0]
    if (first !== undefined)
      return [
        {
          policy,
          amount,
          reason: first.reason,
          group: first.group,
          insteadOf: against.map((other) => other.policy),
          loss,
        },
      ]
    const group = option.stacking.find((code) => full.has(code)) ?? null
    const insteadOf = taken
      .filter(({ stacking }) => group !== null && stacking.includes(group))
      .map((other) => other.policy)
    return [{ policy, amount, reason: 'ceiling', group, insteadOf, loss }]
  })
}
