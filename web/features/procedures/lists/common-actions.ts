import type { CaseRow } from '#contract/procedures'

type Quick = CaseRow['quick'][number]

export interface CommonAction {
  readonly action: string
  readonly name: Quick['name']
  /** The gravest of the cases'. */
  readonly tone: Quick['tone']
  /** The strictest of the cases'. */
  readonly opinion: Quick['opinion']
}

/** How many cases the server takes at once. */
export const MOST_CASES = 200

const TONES = ['plain', 'primary', 'danger'] as const
const OPINIONS = ['none', 'optional', 'required'] as const

/**
 * What can be done with all of these cases together. Two procedures may use one code for different things, so an action is
 * common only where its name is the same as well.
 */
export function commonActions(rows: readonly CaseRow[]): readonly CommonAction[] {
  const [first, ...others] = rows
  if (!first) return []
  const found: CommonAction[] = []
  for (const quick of first.quick) {
    if (found.some(({ action }) => action === quick.action)) continue
    const all = [quick]
    for (const row of others) {
      const same = row.quick.find((each) => each.action === quick.action && each.name.zh === quick.name.zh)
      if (same) all.push(same)
    }
    if (all.length < rows.length) continue
    found.push({
      action: quick.action,
      name: quick.name,
      tone: gravest(
        TONES,
        all.map(({ tone }) => tone),
      ),
      opinion: gravest(
        OPINIONS,
        all.map(({ opinion }) => opinion),
      ),
    })
  }
  return found
}

/** What the command names of each case. Where a case offers the action at two places, the first is taken: one command, one act. */
export function casesFor(
  rows: readonly CaseRow[],
  action: string,
): { readonly caseId: string; readonly version: number; readonly activation: string }[] {
  return rows.flatMap((row) => {
    const quick = row.quick.find((each) => each.action === action)
    return quick ? [{ caseId: row.id, version: row.version, activation: quick.activation }] : []
  })
}

function gravest<T>(order: readonly [T, ...T[]], values: readonly T[]): T {
  return order.findLast((each) => values.includes(each)) ?? order[0]
}
