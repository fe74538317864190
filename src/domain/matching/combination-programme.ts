/** One part of a combination as integer programmes: for ceilings that overlap, and for choices beyond counting. */
import {
  accepted,
  type IntegerProgramme,
  type Outcome,
  type ProgrammeRow,
  type ProgrammeSolution,
  type ProgrammeVariable,
} from '#domain/kernel'
import type { PartChoice } from './best-of-part.ts'
import type { Part } from './combination-parts.ts'

/** What earlier programmes settled: so much money (in units of `unitOf`), with so few applications. */
export interface CombinationStage {
  readonly money?: number
  readonly applications?: number
}

/**
 * yᵢ ∈ {0, 1}: chosen. xᵢ whole: paid, 0 ≤ xᵢ ≤ aᵢ·yᵢ, in units of which all amounts and ceilings are whole multiples.
 * yᵢ + yⱼ ≤ 1 where i and j do not go together (of an exclusive group together: Σ y ≤ 1); Σ xᵢ ≤ the ceiling of a group.
 * First Σ x is maximised; then, with Σ x fixed, Σ y minimised; then, with both, Σ lengthᵢ·yᵢ.
 */
export function combinationProgramme(
  part: Part,
  { money, applications }: CombinationStage = {},
): IntegerProgramme {
  const unit = unitOf(part)
  const indices = [...part.candidates.keys()]
  const first = money === undefined
  const last = applications !== undefined
  const variables: ProgrammeVariable[] = part.candidates.flatMap(({ yuan, length }, at) => [
    { name: chosenName(at), kind: 'binary', low: null, high: null, weight: first ? 0 : last ? length : 1 },
    {
      name: paidName(at),
      kind: 'integer',
      low: 0,
      high: Math.floor(yuan / unit),
      weight: first ? 1 : 0,
    },
  ])
  return {
    sense: first ? 'maximise' : 'minimise',
    variables,
    rows: [
      ...part.candidates.map(({ yuan }, at): ProgrammeRow => ({
        name: `only if chosen ${String(at)}`,
        terms: [
          { variable: paidName(at), factor: 1 },
          { variable: chosenName(at), factor: -Math.floor(yuan / unit) },
        ],
        low: null,
        high: 0,
      })),
      ...exclusions(part).map((members): ProgrammeRow => ({
        name: `at most one of ${members.join(' ')}`,
        terms: members.map((at) => ({ variable: chosenName(at), factor: 1 })),
        low: null,
        high: 1,
      })),
      ...part.caps.map(({ group, yuan, members }): ProgrammeRow => ({
        name: `ceiling ${group}`,
        terms: members.map((at) => ({ variable: paidName(at), factor: 1 })),
        low: null,
        high: Math.floor(yuan / unit),
      })),
      ...(money === undefined ? [] : [sumRow('money', indices.map(paidName), money, null)]),
      ...(applications === undefined
        ? []
        : [sumRow('applications', indices.map(chosenName), null, applications)]),
    ],
  }
}

/** What a solution of it says. */
export function readCombination(part: Part, { values }: Pick<ProgrammeSolution, 'values'>): PartChoice {
  const unit = unitOf(part)
  const chosen = [...part.candidates.keys()].filter((at) => (values.get(chosenName(at)) ?? 0) > 0.5)
  const payments = new Map(chosen.map((at) => [at, (values.get(paidName(at)) ?? 0) * unit]))
  return { chosen, payments, yuan: [...payments.values()].reduce((sum, yuan) => sum + yuan, 0) }
}

export async function bestByProgramme(
  part: Part,
  solve: (programme: IntegerProgramme) => Promise<Outcome<ProgrammeSolution>>,
): Promise<Outcome<PartChoice & { readonly proven: boolean }>> {
  const most = await solve(combinationProgramme(part))
  if (!most.ok) return most
  const money = Math.round(most.value.objective)
  const fewest = await solve(combinationProgramme(part, { money }))
  if (!fewest.ok) return fewest
  const applications = Math.round(fewest.value.objective)
  const shortest = await solve(combinationProgramme(part, { money, applications }))
  if (!shortest.ok) return shortest
  const proven = [most, fewest, shortest].every(({ value: { status } }) => status === 'optimal')
  return accepted({ ...readCombination(part, shortest.value), proven })
}

function chosenName(at: number): string {
  return `chosen ${String(at)}`
}
function paidName(at: number): string {
  return `paid ${String(at)}`
}

function sumRow(
  name: string,
  variables: readonly string[],
  low: number | null,
  high: number | null,
): ProgrammeRow {
  return { name, terms: variables.map((variable) => ({ variable, factor: 1 })), low, high }
}

/** As large as all amounts and ceilings allow: small numbers keep the solver’s tolerance below a unit. */
function unitOf({ candidates, caps }: Part): number {
  return [...candidates, ...caps].reduce((unit, { yuan }) => gcd(unit, yuan), 0) || 1
}

function gcd(a: number, b: number): number {
  let [large, small] = [a, b]
  while (small !== 0) [large, small] = [small, large % small]
  return large
}

/** Each exclusive group once, and each pair that no group says already. */
function exclusions({ candidates, conflicts }: Part): readonly (readonly number[])[] {
  const codes = new Set(candidates.flatMap(({ option }) => option.exclusive))
  const groups = [...codes]
    .map((code) => candidates.flatMap(({ option }, at) => (option.exclusive.includes(code) ? [at] : [])))
    .filter(({ length }) => length > 1)
    // Two groups of the same members say the same.
    .filter((group, at, all) => all.findIndex((other) => other.join() === group.join()) === at)
  const pairs = conflicts.flatMap((against, at) =>
    against
      .filter((other) => other > at)
      .filter((other) => !groups.some((group) => group.includes(at) && group.includes(other)))
      .map((other) => [at, other]),
  )
  return [...groups, ...pairs]
}
