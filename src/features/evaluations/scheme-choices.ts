import { listIndicatorsForOthers } from '#features/statistics'
import type { Context } from '#platform/http'
import { sql } from 'kysely'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'

/** What an editor of schemes may choose from. */
export async function readSchemeChoices(
  ctx: Context,
): Promise<ResponseOf<typeof contract.readSchemeChoices>> {
  const indicators = await listIndicatorsForOthers(ctx)
  const { kinds, columns } = await ctx.read(async (tx) => ({
    kinds: (
      await sql<{ kind: string; units: number; groupings: string[] | null }>`
        SELECT kind, count(DISTINCT code)::int AS units, array_agg(DISTINCT key) FILTER (WHERE key IS NOT NULL) AS groupings
          FROM evaluation_unit LEFT JOIN LATERAL jsonb_object_keys(groups) AS key ON true
         GROUP BY kind ORDER BY kind`.execute(tx)
    ).rows,
    columns: (
      await sql<{ kind: string; code: string; panel: boolean; periods: string[] }>`
        SELECT kind, column_code AS code, bool_or(member <> '') AS panel, array_agg(DISTINCT period) AS periods
          FROM evaluation_fact WHERE upper_inf(known) GROUP BY kind, column_code ORDER BY column_code`.execute(
        tx,
      )
    ).rows,
  }))
  return {
    indicators: indicators.map(({ code, name, unit, rhythm, direction }) => ({
      code,
      name,
      unit,
      rhythm,
      direction,
    })),
    unitKinds: kinds.map(({ kind, units, groupings }) => ({
      kind,
      units,
      groupings: groupings ?? [],
      columns: columns
        .filter((column) => column.kind === kind)
        .map(({ code, panel, periods }) => ({ code, panel, periods })),
    })),
  }
}
