import { addDuty, actOnDuty, dayOf } from '#features/ledger'
import { createContext, type Context } from '#platform/http'
import type { TestSystem } from './system.ts'

type NewDuty = Parameters<typeof addDuty>[1]

/** The same person at another moment. */
export async function contextAt(system: TestSystem, login: string, moment: string): Promise<Context> {
  return createContext(system.services, (await system.contextOf(login)).caller, new Date(moment))
}

/** A duty added by hand at a moment; what is not said is as plain as can be. */
export async function dutyAt(
  system: TestSystem,
  login: string,
  moment: string,
  fields: Partial<NewDuty> & Pick<NewDuty, 'title'>,
): Promise<string> {
  const { id } = await addDuty(await contextAt(system, login, moment), {
    content: '',
    categories: [],
    parkId: null,
    leadId: null,
    personId: null,
    personName: null,
    supporting: [],
    startsOn: null,
    dueOn: null,
    precision: 'day',
    dueText: null,
    rhythm: null,
    reportEvery: null,
    weight: 1,
    visibility: 'zone',
    forEvaluation: false,
    source: 'manual',
    ...fields,
  })
  return id
}

/** One act at a moment, on what the duty is by then. */
export async function actAt(
  system: TestSystem,
  login: string,
  moment: string,
  id: string,
  act: Parameters<typeof actOnDuty>[2]['act'],
): Promise<void> {
  const { version } = await system.database.ownerDb
    .selectFrom('duty')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await actOnDuty(await contextAt(system, login, moment), id, { version, act })
}

const DAY_MS = 86_400_000

/** The moment so many days ago; days ahead are negative. */
export function momentAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString()
}

/** The zone's date so many days ago. */
export function dateAgo(days: number): string {
  return dayOf(new Date(Date.now() - days * DAY_MS))
}
