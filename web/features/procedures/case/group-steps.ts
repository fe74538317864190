import type { StepView } from '#contract/procedures'

export interface StepGroup {
  readonly key: string
  readonly status: StepView['status']
  /** One activation, or the same step in parallel branches. */
  readonly steps: readonly StepView[]
}

/**
 * Steps for reading: what is open first, then the latest. The same step of branches that ran side by side is one group, so
 * that answers to one question can be compared. Steps that were called off before anybody did anything are left out.
 */
export function groupSteps(steps: readonly StepView[]): StepGroup[] {
  const groups = new Map<string, StepView[]>()
  for (const step of steps) {
    const untouched = step.seats.every(({ state }) => state === 'waiting' || state === 'active')
    if (step.status === 'cancelled' && untouched) continue
    const key = step.branch === null ? step.activation : parallelKey(step)
    groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return [...groups]
    .map(([key, members]) => ({ key, status: statusOf(members), steps: members }))
    .sort((a, b) => Number(b.status === 'active') - Number(a.status === 'active') || latest(b) - latest(a))

  /** A branch or a party that comes again begins a new round. */
  function parallelKey(step: StepView): string {
    const together = [...groups].findLast(
      ([, members]) =>
        members[0]?.node === step.node &&
        members.every(
          ({ branch, branchName }) =>
            branch !== null && branch !== step.branch && branchName?.zh !== step.branchName?.zh,
        ),
    )
    return together?.[0] ?? step.activation
  }
}

function statusOf(steps: readonly StepView[]): StepView['status'] {
  if (steps.some(({ status }) => status === 'active')) return 'active'
  return steps.some(({ status }) => status === 'done') ? 'done' : 'cancelled'
}

function latest({ steps }: StepGroup): number {
  return Math.max(...steps.map(({ enteredAt }) => Date.parse(enteredAt)))
}
