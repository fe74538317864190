import { parseScheme } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import { readParkShares } from '#features/statistics'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadRun } from './runs.ts'
import { loadSnapshot } from './store.ts'

/**
 * From a unit's figure down to the filings behind it, as known when the data were frozen. Refuses with `evaluation.no_filings`
 * what does not come from filings; other parks' enterprises stay unseen.
 */
export async function readContributions(
  ctx: Context,
  { runId }: ParamsOf<typeof contract.readContributions>,
  { unit, node }: QueryOf<typeof contract.readContributions>,
): Promise<ResponseOf<typeof contract.readContributions>> {
  const { asOf, code, period } = await ctx.read(async (tx) => {
    // A park reads its own before the whole run is published: the row of its standing says that it may.
    const standing = await tx
      .selectFrom('evaluationStanding')
      .select('unit')
      .where('runId', '=', runId)
      .where('unit', '=', unit)
      .executeTakeFirst()
    if (standing === undefined) refuse('evaluation.not_found')
    const office = ctx.actingAs({ ...ctx.caller, roles: [...ctx.caller.roles, 'timekeeper'] })
    return office.read(async (whole) => {
      const run = await loadRun(whole, runId)
      const snapshot = await loadSnapshot(whole, run.snapshotId)
      const scheme = parseScheme(run.definition)
      const input = scheme.ok ? scheme.value.nodes.find((one) => one.code === node)?.input : undefined
      const indicator = input?.indicator ?? refuse('evaluation.no_filings', { node })
      return { asOf: snapshot.asOf, code: indicator.code, period: run.options.period }
    })
  })
  const shares = await readParkShares(ctx, { code, park: unit, period, asOf, scope: 'registration' })
  const enterprises =
    shares.enterprises?.map(({ form, ...one }) => ({
      ...one,
      cells: { ...one.cells },
      filing: { form, period, unitId: one.id },
    })) ?? null
  const listed = enterprises?.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0) ?? 0
  return {
    indicator: {
      code: shares.indicator.code,
      name: shares.indicator.name,
      unit: shares.indicator.unit,
      expression: shares.indicator.expression,
    },
    period,
    value: shares.value,
    enterprises,
    count: shares.count,
    rest: shares.value === null || enterprises === null ? null : shares.value - listed,
  }
}
