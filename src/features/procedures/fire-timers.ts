import { decide } from '#domain/cases'
import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { repeatEvery, type Repetition } from '#platform/jobs'
import { orRefuse } from './commands.ts'
import { definitionOf } from './definitions.ts'
import { carryOutAll } from './effects.ts'
import { environmentsFor } from './environment.ts'
import { lockDueCases, lockIfDue, saveChanges, type CaseChange, type CaseHead, type Tx } from './store.ts'

/** Enough that the statements of a transaction cost little for each case; a commit still comes every few hundred milliseconds. */
const TOGETHER = 200
const EVERY_MS = 1_000

/**
 * Fires everything that is due, some cases to a transaction: whatever kills the process, a timer has fired in full or not
 * at all, and never twice, because the events and the next timer are written together. Answers how many cases moved.
 */
export async function fireDueTimers(
  services: Services,
  now: Date,
  broken: Set<string> = new Set(),
): Promise<number> {
  const ctx = createContext(services, TIMEKEEPER, now)
  let fired = 0
  for (;;) {
    const cases = await fireSome(ctx, TOGETHER, broken).catch(async (error: unknown) => {
      services.log.error({ err: error }, 'timers: trying one by one')
      return fireOneByOne(ctx, services, broken)
    })
    fired += cases
    if (cases === 0) return fired
  }
}

/** One transaction of due timers, at the moment of the context; answers how many cases moved. */
export function fireSome(ctx: Context, limit: number, leaveOut: ReadonlySet<string>): Promise<number> {
  return ctx.inTransaction((tx) => fireAll(tx, ctx, () => lockDueCases(tx, ctx.now, limit, [...leaveOut])))
}

async function fireAll(tx: Tx, ctx: Context, lock: () => Promise<CaseHead[]>): Promise<number> {
  const heads = await lock()
  if (heads.length === 0) return 0
  const environmentOf = await environmentsFor(tx, ctx, heads)
  const decided = []
  for (const head of heads) {
    const definition = await definitionOf(tx, ctx.place, head.procedure, head.definitionVersion)
    const environment = environmentOf(head.id)
    const decision = orRefuse(decide(definition, head.state, { kind: 'tick' }, null, environment))
    decided.push({ head, definition, environment, decision })
  }
  await saveChanges(
    tx,
    decided.map(({ head, definition, environment, decision }): CaseChange => ({
      definition,
      before: head.state,
      after: decision.state,
      events: decision.events,
      environment,
    })),
  )
  await carryOutAll(tx, ctx, decided)
  await ctx.audit(tx, {
    action: 'case.tick',
    subjectKind: 'case',
    subjectId: heads.length === 1 ? (heads[0]?.id ?? '') : `${heads.length}`,
    detail: { cases: heads.map(({ id }) => id) },
  })
  return heads.length
}

/** One case that cannot be decided must not stop the clocks of all others; it is left out until the next start. */
async function fireOneByOne(ctx: Context, services: Services, broken: Set<string>): Promise<number> {
  const heads = await ctx.inTransaction((tx) => lockDueCases(tx, ctx.now, TOGETHER, [...broken]))
  let fired = 0
  for (const { id } of heads)
    try {
      fired += await ctx.inTransaction((tx) => fireAll(tx, ctx, () => lockIfDue(tx, ctx.now, id)))
    } catch (error) {
      services.log.error({ err: error, caseId: id }, 'the timers of this case cannot be fired')
      broken.add(id)
    }
  return fired
}

/** Looks for due timers every second; a backlog (the server was down) is worked off at once. */
export function startTimekeeper(services: Services): Repetition {
  const broken = new Set<string>()
  // The database may be away for a while; the timers wait there.
  return repeatEvery(
    EVERY_MS,
    { log: services.log, failure: 'due timers of cases could not be fired; tried again in a second' },
    () => fireDueTimers(services, new Date(), broken),
  )
}
