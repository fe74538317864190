import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { checkNames } from './check-named.ts'
import type * as contract from './contract.ts'
import { mayEnterCoverage } from './matrices.ts'

/** A park has a carrier; the same name stands once at a time. */
export async function addCoverage(
  ctx: Context,
  said: BodyOf<typeof contract.addCoverage>,
): Promise<ResponseOf<typeof contract.addCoverage>> {
  if (!mayEnterCoverage(ctx, said.parkId)) refuse('ledger.coverage_of_another', {}, ['parkId'])
  return ctx.inTransaction(async (tx) => {
    await checkNames(tx, { bodies: [], parkId: said.parkId })
    const carrier = await tx
      .selectFrom('ledgerCode')
      .select('code')
      .where('list', '=', 'carrier')
      .where('code', '=', said.carrier)
      .executeTakeFirst()
    if (carrier === undefined) refuse('ledger.carrier_unknown', { code: said.carrier }, ['carrier'])
    const added = await tx
      .insertInto('coverageEntry')
      .values({
        ...said,
        endedOn: null,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId,
        byName: ctx.caller.name,
      })
      .onConflict((conflict) =>
        conflict.columns(['parkId', 'carrier', 'name']).where('endedOn', 'is', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst()
    if (added === undefined) return refuse('ledger.coverage_exists', { name: said.name }, ['name'])
    await ctx.audit(tx, {
      action: 'coverage.add',
      subjectKind: 'coverage',
      subjectId: added.id,
      detail: { ...said },
    })
    return added
  })
}

/** It stays in the matrix of earlier days; the reason is in the audit trail and behind its source. */
export function endCoverage(
  ctx: Context,
  entryId: string,
  { version, on, reason }: BodyOf<typeof contract.endCoverage>,
): Promise<Record<string, never>> {
  return ctx.inTransaction(async (tx) => {
    const entry = await tx
      .selectFrom('coverageEntry')
      .select(['parkId', 'name', 'since', 'endedOn', 'source', 'version', 'byName', 'at'])
      .where('id', '=', entryId)
      .executeTakeFirst()
    if (entry === undefined) return refuse('ledger.not_found')
    if (!mayEnterCoverage(ctx, entry.parkId)) refuse('ledger.coverage_of_another')
    if (entry.version !== version)
      refuse('ledger.stale', { version: entry.version, by: entry.byName, at: entry.at, changes: {} })
    if (entry.endedOn !== null) refuse('ledger.coverage_ended', { endedOn: entry.endedOn })
    if (entry.since !== null && on < entry.since)
      refuse('ledger.coverage_ends_before', { since: entry.since }, ['on'])
    const ended = await tx
      .updateTable('coverageEntry')
      .set({ endedOn: on, source: `${entry.source}；${on} 起终止：${reason}`, version: version + 1 })
      .where('id', '=', entryId)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (ended === undefined) refuse('ledger.stale', { version: version + 1, by: '', at: '', changes: {} })
    await ctx.audit(tx, {
      action: 'coverage.end',
      subjectKind: 'coverage',
      subjectId: entryId,
      detail: { name: entry.name, on, reason },
    })
    return {}
  })
}
