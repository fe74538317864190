import type { Transaction } from 'kysely'
import { DEMO_ACCOUNTS, callerOf, findAccount } from '#features/access'
import type { CompiledCalendar } from '#domain/kernel'
import { CASE_EFFECTS_QUEUE, carryOutEffects, type CaseEffectsJob } from '#features/procedures'
import { TIMEKEEPER, type Caller, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { DemoLedger } from './demo-ledger-data.ts'
import { momentOf } from './demo-moments.ts'
import { playedContext } from './played-context.ts'
import type { ConfirmedPlan } from './seed-plans.ts'
import type { System } from './system.ts'

type Tx = Transaction<Database>

/** What the parts of the demonstration's ledger stand on. */
export interface LedgerDemo {
  readonly system: Pick<System, 'services'>
  readonly tx: Tx
  readonly now: Date
  readonly workdays: CompiledCalendar
  readonly data: DemoLedger
  readonly organisations: ReadonlyMap<string, string>
  readonly plans: Map<string, ConfirmedPlan>
  readonly organisation: (code: string) => string
  /** Who acts for a body: its account, or where it has none an invented contact. */
  readonly actorFor: (organisationId: string) => Caller
  /** A request of the body of that code so many days ago; 0: a moment ago. */
  readonly contextOf: (code: string, days: number) => Context
  /** Opens what the acts so far want opened, and tells those who wait. */
  readonly carryOut: () => Promise<void>
}

/** Where the use cases find a role of their own; the same for all bodies of a kind. */
const ROLES: Readonly<Record<string, string>> = {
  office: 'zone_office',
  park: 'park_committee',
  department: 'department',
  district: 'district',
  company: 'platform_company',
}

export async function prepareStage(
  system: Pick<System, 'services'>,
  tx: Tx,
  data: DemoLedger,
  workdays: CompiledCalendar,
  now: Date,
): Promise<LedgerDemo> {
  const { organisations, actors } = await readActors(tx)
  const jobs: CaseEffectsJob[] = []
  const organisation = (code: string): string => {
    const id = organisations.get(code)
    if (id === undefined) throw new Error(`There is no organisation ${code}`)
    return id
  }
  const actorFor = (organisationId: string): Caller => {
    const actor = actors.get(organisationId)
    if (actor === undefined) throw new Error(`Nobody acts for ${organisationId}`)
    return actor
  }
  // Nothing leaves the system: what is invented is no news for mail or other systems.
  const keepJob = (queue: string, job: object) => {
    if (queue === CASE_EFFECTS_QUEUE.name) jobs.push(job as CaseEffectsJob)
  }
  return {
    system,
    tx,
    now,
    workdays,
    data,
    organisations,
    plans: new Map(),
    organisation,
    actorFor,
    contextOf(code, days) {
      const at = momentOf(days === 0 ? '-90m' : `-${-days}d 10:30`, now, workdays)
      return playedContext(system.services, tx, actorFor(organisation(code)), at, keepJob)
    },
    async carryOut() {
      const ctx = playedContext(system.services, tx, TIMEKEEPER, now, keepJob)
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) await carryOutEffects(ctx, job)
    },
  }
}

/** Organisations by code, and who acts for each. */
export async function readActors(
  tx: Tx,
): Promise<{ organisations: Map<string, string>; actors: Map<string, Caller> }> {
  const known = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
    .select(['o.id', 'o.code', 'o.kind', 'n.shortName'])
    .orderBy('n.valid')
    .execute()
  const actors = new Map<string, Caller>(
    known.map(({ id, kind, shortName }) => [
      id,
      {
        userId: null,
        organisationId: id,
        roles: [ROLES[kind] ?? 'department'],
        seesAll: kind === 'office',
        name: shortName.endsWith('（演示）') ? `${shortName}联络员` : `${shortName}联络员（演示）`,
      },
    ]),
  )
  // The first account of a body that works on the ledger acts for it.
  for (const { login, roles } of DEMO_ACCOUNTS.toReversed()) {
    if (!roles.some((role) => Object.values(ROLES).includes(role))) continue
    const account = await findAccount(tx, { login })
    if (account === null) continue
    const caller = callerOf(account)
    if (caller.organisationId !== null) actors.set(caller.organisationId, caller)
  }
  return { organisations: new Map(known.map(({ code, id }) => [code, id])), actors }
}
