import { accepted, refused } from '#domain/kernel'
import type { Issue, Outcome } from '#domain/kernel'
import type { RollUp, RollUpPart } from './comparison.ts'
import type { Duty, DutyState } from './duty.ts'

/** One part as the sum above it sees it; `progress` is its own roll-up where it has parts. */
export type PartProgress = Pick<Duty, 'id' | 'weight' | 'progress' | 'state'>

/** A duty in a tree of parts; `progress` as its lead last reported. */
export type RollUpNode = PartProgress & Pick<Duty, 'parentId' | 'rollUp'>

/**
 * Progress of a duty: as its lead reports, or the mean of its parts by their weights, two decimals, half up. Verified and closed
 * parts are complete; suspended, merged and dropped ones do not count. Where no part counts its own report does.
 * Example: parts of weight 2 at 50 % and of weight 1 at 80 %: 2/3 x 50 + 1/3 x 80 = 60 %.
 */
export function rollUp(duty: Pick<Duty, 'rollUp' | 'progress'>, parts: readonly PartProgress[]): RollUp {
  if (duty.rollUp === 'own') return { progress: duty.progress, parts: null, left: [] }
  const left = parts.filter(({ state }) => !counts(state)).map(({ id }) => id)
  const counting = parts.filter(({ state }) => counts(state))
  if (counting.length === 0) return { progress: duty.progress, parts: null, left }
  const total = counting.reduce((sum, { weight }) => sum + weight, 0)
  const shown = counting.map((part): RollUpPart => {
    const progress = isComplete(part.state) ? 100 : part.progress
    const share = part.weight / total
    return { id: part.id, weight: part.weight, progress, share, points: share * progress }
  })
  return { progress: hundredths(shown.reduce((sum, { points }) => sum + points, 0)), parts: shown, left }
}

/** Every duty's progress, from the leaves up, at any depth. A parent that is not among the nodes is as none. */
export function rollUpTree(nodes: readonly RollUpNode[]): Outcome<ReadonlyMap<string, RollUp>, Issue> {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const partsOf = new Map<string, RollUpNode[]>()
  const order: RollUpNode[] = []
  for (const node of nodes) {
    const siblings = node.parentId === null ? undefined : partsOf.get(node.parentId)
    if (node.parentId === null || !known.has(node.parentId)) order.push(node)
    else if (siblings === undefined) partsOf.set(node.parentId, [node])
    else siblings.push(node)
  }
  // Parents before parts, so that backwards every part is ready before its parent. The list grows while it is walked.
  for (const node of order) {
    for (const part of partsOf.get(node.id) ?? []) order.push(part)
  }
  if (order.length < nodes.length) return refused(circleIssue(nodes, known, order))

  const results = new Map<string, RollUp>()
  for (const node of order.toReversed()) {
    const parts = (partsOf.get(node.id) ?? []).map((part) => ({
      ...part,
      progress: results.get(part.id)?.progress ?? part.progress,
    }))
    results.set(node.id, rollUp(node, parts))
  }
  return accepted(results)
}

/** What no root leads to is a circle or hangs from one; going up from anywhere there ends in the circle. */
function circleIssue(
  nodes: readonly RollUpNode[],
  known: ReadonlyMap<string, RollUpNode>,
  reached: readonly RollUpNode[],
): Issue {
  const fine = new Set(reached.map(({ id }) => id))
  const path: string[] = []
  let node = nodes.find(({ id }) => !fine.has(id))
  while (node !== undefined && !path.includes(node.id)) {
    path.push(node.id)
    node = node.parentId === null ? undefined : known.get(node.parentId)
  }
  return {
    code: 'ledger.parts_circle',
    params: { ids: path.slice(Math.max(0, path.indexOf(node?.id ?? ''))) },
  }
}

function counts(state: DutyState): boolean {
  return state !== 'suspended' && state !== 'merged' && state !== 'dropped'
}

function isComplete(state: DutyState): boolean {
  return state === 'verified' || state === 'closed'
}

/** The tiny addend gives back what floating point takes from a half: 3 x 33.335 is 100.00499…. */
function hundredths(value: number): number {
  return Math.floor(value * 100 + 0.5 + 1e-9) / 100
}
