import { TIMEKEEPER, createContext, type Context, type Services } from '#platform/http'
import { repeatEvery, type QueueDefinition, type Repetition } from '#platform/jobs'
import { computeStandings } from './compute-standings.ts'
import { keepExpiries } from './keep-expiries.ts'
import { keepLibrary } from './keep-library.ts'
import { computeYear, keepYears } from './keep-years.ts'
import { dayOf } from './store.ts'

const EVERY_MS = 60_000
/** Facts change all day long; the standings of the whole zone follow at this distance, and at once where the office asks. */
const STANDINGS_EVERY_MS = 10 * 60_000

/** What time and others bring: standings after facts changed, ends of qualifications, who reached his rung, closed years. */
export function startCultivationKeeper(services: Services): Repetition {
  const failure = 'the ladder of enterprises could not be brought up to the day; tried again in a minute'
  let kept: { readonly day: string; readonly at: number } | null = null
  return repeatEvery(EVERY_MS, { log: services.log, failure }, async () => {
    const ctx = createContext(services, TIMEKEEPER)
    const day = dayOf(ctx.now)
    if (kept?.day === day && ctx.now.getTime() - kept.at < STANDINGS_EVERY_MS) return
    await keepCultivation(ctx)
    kept = { day, at: ctx.now.getTime() }
  })
}

/** One round. */
export async function keepCultivation(ctx: Context, force = false): Promise<void> {
  await computeStandings(ctx, force)
  await keepLibrary(ctx)
  await keepExpiries(ctx)
  await keepYears(ctx)
}

/** The office wants it now. */
export const LADDER_QUEUE: QueueDefinition = { name: 'ladder', expireInSeconds: 600, retryLimit: 2 }

export interface LadderJob {
  /** Also the end of this past year. */
  readonly year: number | null
}

export function ladderWorker(services: Services): (job: LadderJob) => Promise<void> {
  return async ({ year }) => {
    const ctx = createContext(services, TIMEKEEPER)
    if (year !== null) await computeYear(ctx, year)
    await keepCultivation(ctx, true)
  }
}

/** Nobody waits for it: the keeper comes round by itself. */
export function giveUpLadder(services: Services): (job: LadderJob) => Promise<void> {
  return (job) => {
    services.log.error({ job }, 'the ladder could not be worked out on request')
    return Promise.resolve()
  }
}
