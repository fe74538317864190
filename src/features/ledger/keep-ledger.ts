import { sql } from 'kysely'
import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { repeatEvery, type Repetition } from '#platform/jobs'
import { makeInstances } from './instances.ts'
import { raiseProposals } from './raise-proposals.ts'
import { reassessDue } from './reassess.ts'
import { dayOf } from './today.ts'

const EVERY_MS = 60_000

/**
 * What time brings: colours that change by the day, periods of periodic duties, proposals for supervision. Asked every minute,
 * so that a server that slept over midnight catches up; what was done already is not done again.
 */
export function startLedgerKeeper(services: Services): Repetition {
  const failure = 'the ledger could not be brought up to the day; tried again in a minute'
  let kept: string | null = null
  return repeatEvery(EVERY_MS, { log: services.log, failure }, async () => {
    const ctx = createContext(services, TIMEKEEPER)
    const today = dayOf(ctx.now)
    await keepLedger(ctx, kept === today)
    kept = today
  })
}

/** One round; `coloursOnly` when the day's other work is done. */
export async function keepLedger(ctx: Context, coloursOnly = false): Promise<void> {
  while ((await reassessDue(ctx)) > 0) continue
  if (coloursOnly) return
  await makeDueInstances(ctx)
  await raiseProposals(ctx)
}

/** Every series in a transaction of its own: one that cannot be continued must not stop the others. */
async function makeDueInstances(ctx: Context): Promise<void> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const series = await keeper.read((tx) =>
    tx
      .selectFrom('duty')
      .select('id')
      .where('rhythm', 'is not', null)
      .where('state', 'in', ['assigned', 'accepted', 'in-progress'])
      .orderBy('serial')
      .execute(),
  )
  for (const { id } of series)
    await keeper.inTransaction(async (tx) => {
      // Two servers on one database: whoever comes second finds nothing to add.
      await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 3))`.execute(tx)
      await makeInstances(tx, keeper, id)
    })
}
