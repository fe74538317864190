import { userInfo } from 'node:os'
import { callerOf, findAccount, type Operator } from '#features/access'
import { loadZoneLedger } from '#features/ledger'
import { loadZone } from '#features/registry'
import { readConfig } from '#platform/config'
import { createContext, type Caller, type Context } from '#platform/http'
import { ServerAlreadyRunning, lockServer } from '#platform/postgres'
import type { RouteAccess } from '../../features/route-contract.ts'
import { seedDemo } from '../seed-demo.ts'
import { createLog, loadReferenceData, openSystem, zoneFolder, type System } from '../system.ts'
import type { ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { complain } from './terminal.ts'

/** What a command on the library works with. */
export interface Library {
  readonly system: System
  /** Set by Ctrl-C: end with the step in hand. A second Ctrl-C ends at once; the database recovers by itself. */
  readonly interrupted: AbortSignal
}

/**
 * Runs a command on the library of the data folder: joins the database of a running server, or starts it and stops it
 * again. With `prepare`, an empty library gets its zone first, as at the first start of the server.
 */
export async function withLibrary(
  work: (library: Library) => Promise<ExitCode>,
  { prepare = false } = {},
): Promise<ExitCode> {
  const config = readConfig(process.env)
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort())
  const system = await openSystem(config, createLog(config.logLevel))
  try {
    if (prepare) await prepareZone(system)
    return await work({ system, interrupted: interruption.signal })
  } finally {
    await system.close()
  }
}

async function prepareZone(system: System): Promise<void> {
  const { config, ownerDb, postgres } = system
  const organisation = await ownerDb.selectFrom('organisation').select('id').limit(1).executeTakeFirst()
  if (organisation !== undefined) return
  complain('Preparing the zone for its first use …')
  try {
    const lock = await lockServer(postgres)
    try {
      await loadZone(ownerDb, zoneFolder(config))
      await loadZoneLedger(ownerDb, zoneFolder(config))
      await loadReferenceData(ownerDb)
      if (config.demo) await seedDemo(system)
    } finally {
      await lock.release()
    }
  } catch (error) {
    if (error instanceof ServerAlreadyRunning)
      throw new CommandFailed('The server is just loading the zone. Try again in a moment.')
    throw error
  }
}

export interface Acting {
  /** A context with the present moment; one for each step of a long command. */
  context(): Context
  readonly caller: Caller
  /** Who acts, for the person at the terminal. */
  readonly description: string
}

/**
 * The account that a command acts as: the one asked for, or the first active one of the zone office; refused unless its
 * roles may use the route that does the same over HTTP.
 */
export async function actAs(
  { services, ownerDb }: System,
  login: string | undefined,
  access: RouteAccess,
): Promise<Acting> {
  const wanted =
    login ??
    (
      await ownerDb
        .selectFrom('userAccount as u')
        .innerJoin('userRole as r', 'r.userId', 'u.id')
        .select('u.login')
        .where('r.role', '=', 'zone_office')
        .where('u.status', '=', 'active')
        .orderBy('u.createdAt')
        .orderBy('u.login')
        .executeTakeFirst()
    )?.login
  if (wanted === undefined)
    throw new CommandFailed(
      'The zone office has no account yet. Start the server once (npm start), or make one: user add LOGIN --name NAME --organisation office --role zone_office',
    )
  const account = await ownerDb.transaction().execute((tx) => findAccount(tx, { login: wanted }))
  if (account === null)
    throw new CommandFailed(`There is no account “${wanted}”. “user list” shows all accounts.`)
  if (account.status !== 'active')
    throw new CommandFailed(`The account “${wanted}” is disabled. Choose another with --user.`)
  const caller = callerOf(account)
  if (typeof access === 'object' && !access.some((role) => caller.roles.includes(role)))
    throw new CommandFailed(
      `The account “${wanted}” may not do this; it takes one of the roles ${access.join(', ')}. Choose another with --user.`,
    )
  const place = account.organisation === null ? '' : `, ${account.organisation.name}`
  return {
    caller,
    context: () => createContext(services, caller),
    description: `${wanted} (${account.name}${place})`,
  }
}

/** The person at this terminal, as the audit trail names him. */
export function operatorOf({ ownerDb, services }: System): Operator {
  return { ownerDb, audit: services.audit, name: `command line (${userInfo().username})`, now: new Date() }
}
