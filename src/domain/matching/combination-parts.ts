/** A question of combination made ready: whole numbers, what cannot be had put aside, and the rest in parts that touch nowhere. */
import {
  PROCEDURE_LENGTH,
  type CombinationOption,
  type CombinationQuestion,
  type HeldBenefit,
  type LeftOutPolicy,
} from './combination.ts'

/** All amounts are whole yuan here, so that sums are exact. */
const YUAN_PER_WAN = 10_000

export interface Candidate {
  readonly option: CombinationOption
  readonly yuan: number
  /** What could be paid of it at most, by the ceilings of its groups. */
  readonly most: number
  readonly length: number
}

/** Members of a group of which the ceiling could matter, by their index in the part. */
export interface Cap {
  readonly group: string
  readonly yuan: number
  readonly members: readonly number[]
}

export interface Part {
  /** In the order in which they are tried: most money, least trouble, code. */
  readonly candidates: readonly Candidate[]
  /** By index: those that it does not go with. */
  readonly conflicts: readonly (readonly number[])[]
  readonly caps: readonly Cap[]
}

export interface Prepared {
  readonly parts: readonly Part[]
  /** Left out whatever is chosen. */
  readonly barred: readonly LeftOutPolicy[]
  /** What the groups still bring this year, in yuan. */
  readonly rooms: ReadonlyMap<string, number>
}

export function toYuan(wan: number): number {
  // A ten-thousandth of a 万元 is a yuan; what a double lacks of it is put back.
  return Math.floor(wan * YUAN_PER_WAN + 1e-4)
}
export function toWan(yuan: number): number {
  return yuan / YUAN_PER_WAN
}

export function prepare({ options, groups, held }: CombinationQuestion): Prepared {
  const thisYear = held.filter((benefit) => benefit.thisYear)
  const rooms = new Map(
    groups.flatMap(({ code, ceiling }): [string, number][] => {
      if (ceiling === null) return []
      const had = thisYear
        .filter(({ stacking }) => stacking.includes(code))
        .reduce((sum, { amount }) => sum + toYuan(amount), 0)
      return [[code, Math.max(0, toYuan(ceiling) - had)]]
    }),
  )
  const barred: LeftOutPolicy[] = []
  const candidates: Candidate[] = []
  for (const option of options) {
    const yuan = toYuan(option.amount)
    if (yuan <= 0) continue
    const bar = barOf(option, held, thisYear, rooms)
    const most = Math.min(yuan, ...option.stacking.map((group) => rooms.get(group) ?? Infinity))
    if (bar === null) candidates.push({ option, yuan, most, length: PROCEDURE_LENGTH[option.procedure] })
    else barred.push({ policy: option.policy, amount: option.amount, loss: null, ...bar })
  }
  return { parts: partsOf(candidates.sort(inOrder), rooms), barred, rooms }
}

function inOrder(a: Candidate, b: Candidate): number {
  return (
    b.most - a.most || b.yuan - a.yuan || a.length - b.length || (a.option.policy < b.option.policy ? -1 : 1)
  )
}

function barOf(
  option: CombinationOption,
  held: readonly HeldBenefit[],
  thisYear: readonly HeldBenefit[],
  rooms: ReadonlyMap<string, number>,
): Pick<LeftOutPolicy, 'reason' | 'group' | 'insteadOf'> | null {
  const again = option.times === 'any' ? [] : option.times === 'once' ? held : thisYear
  if (again.some(({ policy }) => policy === option.policy))
    return { reason: 'paid', group: null, insteadOf: [option.policy] }
  const others = thisYear.filter(({ policy }) => policy !== option.policy)
  for (const group of option.exclusive) {
    const taken = others.filter(({ exclusive }) => exclusive.includes(group))
    if (taken.length > 0) return { reason: 'exclusive', group, insteadOf: taken.map(({ policy }) => policy) }
  }
  const against = others.filter(
    ({ policy, excludes }) => option.excludes.includes(policy) || excludes.includes(option.policy),
  )
  if (against.length > 0)
    return { reason: 'excludes', group: null, insteadOf: against.map(({ policy }) => policy) }
  const full = option.stacking.find((group) => rooms.get(group) === 0)
  if (full !== undefined)
    return {
      reason: 'ceiling',
      group: full,
      insteadOf: thisYear.filter(({ stacking }) => stacking.includes(full)).map(({ policy }) => policy),
    }
  return option.open ? null : { reason: 'window', group: null, insteadOf: [] }
}

/** Why two do not go together; null: they do. */
export function conflictOf(
  one: CombinationOption,
  other: CombinationOption,
): { readonly reason: 'exclusive' | 'excludes'; readonly group: string | null } | null {
  const group = one.exclusive.find((code) => other.exclusive.includes(code))
  if (group !== undefined) return { reason: 'exclusive', group }
  return one.excludes.includes(other.policy) || other.excludes.includes(one.policy)
    ? { reason: 'excludes', group: null }
    : null
}

function partsOf(candidates: readonly Candidate[], rooms: ReadonlyMap<string, number>): readonly Part[] {
  const conflicts = candidates.map(({ option }, at) =>
    candidates.flatMap(({ option: other }, index) =>
      index !== at && conflictOf(option, other) !== null ? [index] : [],
    ),
  )
  const caps = [...rooms].flatMap(([group, yuan]): Cap[] => {
    const members = candidates.flatMap(({ option }, index) =>
      option.stacking.includes(group) ? [index] : [],
    )
    const most = members.reduce((sum, index) => sum + (candidates[index]?.yuan ?? 0), 0)
    return most > yuan ? [{ group, yuan, members }] : []
  })
  const links = candidates.map((_, at) => [
    ...(conflicts[at] ?? []),
    ...caps.flatMap(({ members }) => (members.includes(at) ? members : [])),
  ])
  const partAt = candidates.map(() => -1)
  const parts: number[][] = []
  for (const start of candidates.keys()) {
    if (partAt[start] !== -1) continue
    const members = [start]
    partAt[start] = parts.length
    for (const at of members)
      for (const next of links[at] ?? [])
        if (partAt[next] === -1) {
          partAt[next] = parts.length
          members.push(next)
        }
    parts.push(members.sort((a, b) => a - b))
  }
  return parts.map((members, part) => {
    const place = new Map(members.map((index, at) => [index, at]))
    const within = (indices: readonly number[]): number[] =>
      indices.flatMap((index) => {
        const at = place.get(index)
        return at === undefined ? [] : [at]
      })
    return {
      candidates: members.flatMap((index) => {
        const candidate = candidates[index]
        return candidate === undefined ? [] : [candidate]
      }),
      conflicts: members.map((index) => within(conflicts[index] ?? [])),
      caps: caps
        .filter((cap) => cap.members.some((index) => partAt[index] === part))
        .map((cap) => ({ ...cap, members: within(cap.members) })),
    }
  })
}
