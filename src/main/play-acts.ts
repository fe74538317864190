import { sql, type Transaction } from 'kysely'
import { Refusal, addDays, chinaDay, compileCalendar, type CompiledCalendar } from '#domain/kernel'
import { DEMO_ACCOUNTS, callerOf, findAccount } from '#features/access'
import { readCalendars } from '#features/procedures'
import { TIMEKEEPER, type Caller, type Context, type Services } from '#platform/http'
import { actAs, type Database } from '#platform/postgres'
import { join } from 'node:path'
import { CaseTime } from './case-time.ts'
import { readActors } from './demo-stage.ts'
import { momentOf } from './demo-moments.ts'
import { PROGRAM_ROOT } from './system.ts'

type Tx = Transaction<Database>

/** A demonstration while it is played, in one transaction. */
export interface Play {
  readonly tx: Tx
  readonly now: Date
  /** Organisations by code. */
  readonly organisation: (code: string) => string
  /** Who acts for a body: its account, or where it has none an invented contact. */
  readonly actorFor: (organisationId: string) => Caller
  readonly person: (login: string) => Caller
  readonly moment: (text: string) => Date
  /** The day in China so many days from now. */
  readonly day: (days: number) => string
  readonly contextOf: (caller: Caller, at: Date) => Context
  /** To be done at that moment, in the order of moments over everything that is planned; acts may plan further ones, later than themselves. */
  readonly plan: (at: Date, what: string, act: () => Promise<unknown>) => void
}

interface PlannedAct {
  readonly at: Date
  readonly what: string
  readonly act: () => Promise<unknown>
}

/**
 * Plays invented acts through the real use cases in the order of their moments, the clocks of cases firing in between; everything
 * written is marked as invented. On the caller's transaction (the owner's, see `seedCases`), so that all of it is there or nothing.
 *
 * @throws Error naming the act that could not be played and why.
 */
export async function playActs(
  services: Services,
  tx: Tx,
  now: Date,
  write: (play: Play) => Promise<void>,
  afterEach: (ctx: Context) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await sql`SET LOCAL duoyuan.demonstration = 'on'`.execute(tx)
  const others = await tx.selectFrom('procedureCase').select('id').where('stage', '<>', 'closed').execute()
  const time = new CaseTime(services, tx, new Set(others.map(({ id }) => id)))
  const planned: PlannedAct[] = []
  await write({
    ...(await stageOf(tx, now)),
    tx,
    now,
    contextOf: (caller, at) => time.contextOf(caller, at),
    plan(at, what, act) {
      planned.push({ at, what, act })
    },
  })
  for (;;) {
    // The first of those at the same moment is the one that was planned first.
    const next = planned.reduce<PlannedAct | null>(
      (first, one) => (first === null || one.at < first.at ? one : first),
      null,
    )
    const until = next?.at ?? now
    await time.fireUntil(until)
    await afterEach(time.contextOf(TIMEKEEPER, until))
    if (next === null) break
    planned.splice(planned.indexOf(next), 1)
    try {
      await next.act()
      await time.carryOut(next.at)
    } catch (error) {
      const why = error instanceof Refusal ? JSON.stringify(error.issues) : (error as Error).message
      throw new Error(`The demonstration cannot be played at ${next.what}: ${why}`, { cause: error })
    }
  }
  await sql`SET LOCAL duoyuan.demonstration = 'off'`.execute(tx)
  await actAs(tx, TIMEKEEPER)
}

type Stage = Pick<Play, 'organisation' | 'actorFor' | 'person' | 'moment' | 'day'>

async function stageOf(tx: Tx, now: Date): Promise<Stage> {
  const { organisations, actors } = await readActors(tx)
  const workdays = await readWorkdays()
  const people = new Map<string, Caller>()
  for (const { login } of DEMO_ACCOUNTS) {
    const account = await findAccount(tx, { login })
    if (account === null) continue
    const person = callerOf(account)
    people.set(login, person)
    // Enterprises act on policies for themselves.
    if (person.roles.includes('enterprise') && person.organisationId !== null)
      actors.set(person.organisationId, person)
  }
  const known = <T>(map: ReadonlyMap<string, T>, key: string): T => {
    const found = map.get(key)
    if (found === undefined) throw new Error(`The demonstration knows no ${key}`)
    return found
  }
  const today = chinaDay(now.getTime())
  return {
    organisation: (code) => known(organisations, code),
    actorFor: (id) => known(actors, id),
    person: (login) => known(people, login),
    moment: (text) => momentOf(text, now, workdays),
    day: (days) => addDays(today, days),
  }
}

async function readWorkdays(): Promise<CompiledCalendar> {
  const calendars = await readCalendars(join(PROGRAM_ROOT, 'data', 'calendars'))
  const workdays = calendars.find(({ code }) => code === 'workdays')
  if (workdays === undefined)
    throw new Error('There is no calendar of working days to play the demonstration by')
  return compileCalendar(workdays)
}
