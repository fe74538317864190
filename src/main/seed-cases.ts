import { join } from 'node:path'
import { DEMO_ACCOUNTS, callerOf, findAccount } from '#features/access'
import { readCalendars } from '#features/procedures'
import { compileCalendar } from '#domain/kernel'
import { TIMEKEEPER, type Caller } from '#platform/http'
import { actAs, inTransaction } from '#platform/postgres'
import { readDemoCases } from './demo-script.ts'
import { playCases } from './play-cases.ts'
import { PROGRAM_ROOT, type System } from './system.ts'

const LOADER: Caller = { ...TIMEKEEPER, name: '演示数据' }
/** Word of things that happened longer ago than this has been read by everybody. */
const READ_AFTER_MS = 2 * 86_400_000

/**
 * Plays the invented cases of the demonstration, once: in one transaction, so that they are there all or not at all. On the
 * owner's connection, as everything that is shipped: who may do what is decided by the procedures, and row-level security
 * would take most of the time of a first start. Answers how many stories were played; 0 when they are there already.
 */
export async function seedCases(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<number> {
  const present = await ownerDb
    .selectFrom('procedureCase')
    .select('id')
    .where('synthetic', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (present !== undefined) return 0
  const data = join(PROGRAM_ROOT, 'data')
  const stories = await readDemoCases(join(data, 'demo', 'cases'))
  const calendars = await readCalendars(join(data, 'calendars'))
  const people = await readPeople(ownerDb)
  const organisations = await ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
  const ids = new Map(organisations.map(({ id, code }) => [`org:${code}`, id]))
  for (const [login, { userId }] of people) if (userId !== null) ids.set(`user:${login}`, userId)
  await ownerDb.transaction().execute(async (tx) => {
    await playCases(services, tx, stories, {
      now,
      calendars: new Map(calendars.map((calendar) => [calendar.code, compileCalendar(calendar)])),
      people,
      ids,
    })
    await actAs(tx, LOADER)
    await services.audit.append(
      tx,
      LOADER,
      { action: 'demo.load-cases', subjectKind: 'case', subjectId: '', detail: { cases: stories.length } },
      now,
    )
  })
  await markRead({ services, ownerDb }, now)
  return stories.length
}

async function readPeople(ownerDb: System['ownerDb']): Promise<ReadonlyMap<string, Caller>> {
  return ownerDb.transaction().execute(async (tx) => {
    const found = new Map<string, Caller>()
    for (const { login } of DEMO_ACCOUNTS) {
      const account = await findAccount(tx, { login })
      if (account !== null) found.set(login, callerOf(account))
    }
    return found
  })
}

/** What was told some days ago has been read by the people of the demonstration. */
export async function markRead(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<void> {
  const until = new Date(now.getTime() - READ_AFTER_MS)
  for (const person of (await readPeople(ownerDb)).values())
    await inTransaction(services.db, person, (tx) =>
      tx
        .insertInto('noticeRead')
        .columns(['userId', 'noticeId'])
        .expression((eb) =>
          eb
            .selectFrom('notice')
            .select((one) => [one.val(person.userId ?? '').as('userId'), 'id'])
            .where('at', '<', until.toISOString()),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
}
