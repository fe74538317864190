import type { DutyActor } from '#domain/ledger'
import type { Caller } from '#platform/http'
import { LEDGER_WORKERS } from './contract.ts'

/** The caller as the engine's rules ask. */
export function actorOf(caller: Pick<Caller, 'organisationId' | 'roles'>): DutyActor {
  return { organisationId: caller.organisationId, works: worksOnLedger(caller) }
}

export function worksOnLedger(caller: Pick<Caller, 'roles'>): boolean {
  return LEDGER_WORKERS.some((role) => caller.roles.includes(role))
}
