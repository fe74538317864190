import { addActual, changeTarget, readTarget, takePlanDuties } from '#features/ledger'
import type { Context } from '#platform/http'
import type { LedgerDemo } from './demo-stage.ts'

const TAKEN = -390
const ENTERED = -28
/** Documents of others that a target's values are taken from must be there; they were imported before. */
const PLANS = ['s0', 's2', 's3', 'haidian', 'fengtai', 'shunyi', 'changping'] as const

/** Targets of the demonstration's documents with what is known of them; through the use cases, each by its owner. */
export async function seedTargets(demo: LedgerDemo): Promise<void> {
  for (const key of PLANS) await takeTargets(demo, key)
  for (const told of demo.data.targets) {
    const ctx = contextOf(demo, told.plan, ENTERED)
    const plan = planOf(demo, told.plan)
    const found = await demo.tx
      .selectFrom('target')
      .select('id')
      .where('planId', '=', plan.planId)
      .where('indicator', '=', told.indicator)
      .where('year', '=', told.year)
      .executeTakeFirst()
    if (found === undefined) throw new Error(`${told.plan} has no target ${told.indicator} of ${told.year}`)
    let page = await readTarget(ctx, found.id)
    const { base, evaluated } = told
    if (base !== null || evaluated) {
      const { version } = page.target
      const said = {
        version,
        reason: null,
        ...(base === null ? {} : { base }),
        ...(evaluated ? { forEvaluation: true } : {}),
      }
      page = await changeTarget(ctx, found.id, said)
    }
    for (const { year, value, source, note } of told.actuals)
      page = await addActual(ctx, found.id, {
        from: 'entered',
        version: page.target.version,
        year,
        value,
        source,
        note,
        reason: null,
      })
    for (const year of told.documents) {
      const report = page.suggestions.find((one) => one.year === year)
      if (report === undefined) throw new Error(`No document reports ${told.indicator} of ${year}`)
      const { itemId } = report
      const { version } = page.target
      page = await addActual(ctx, found.id, { from: 'document', version, itemId, year, reason: null })
    }
  }
}

async function takeTargets(demo: LedgerDemo, key: string): Promise<void> {
  const { planId } = planOf(demo, key)
  const items = await demo.tx
    .selectFrom('publishedItem')
    .select('itemId')
    .where('planId', '=', planId)
    .where('kind', '=', 'target')
    .execute()
  const visibility = demo.data.taken.find(({ plan }) => plan === key)?.visibility ?? 'zone'
  await takePlanDuties(contextOf(demo, key, TAKEN), planId, {
    items: [],
    targets: items.map(({ itemId }) => itemId),
    reportEvery: null,
    visibility,
  })
}

function planOf({ plans }: LedgerDemo, key: string) {
  const plan = plans.get(key)
  if (plan === undefined) throw new Error(`There is no plan ${key}`)
  return plan
}

function contextOf(demo: LedgerDemo, key: string, days: number): Context {
  const owner = demo.data.plans.find((plan) => plan.key === key)?.owner ?? ''
  return demo.contextOf(owner, days)
}
