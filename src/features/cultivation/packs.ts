import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import { ServicePack } from './contract.ts'
import type * as contract from './contract.ts'
import { dayOf, type Tx } from './store.ts'

/** data/services/packs.json */
const PackFile = z.object({
  packs: z.array(
    ServicePack.extend({
      rungs: ServicePack.shape.rungs.default([]),
      visitEveryDays: ServicePack.shape.visitEveryDays.default(null),
      example: z.boolean().default(true),
    }),
  ),
})

/** Packs as they are stored. */
export function packsOf(json: unknown, path: string): ServicePack[] {
  const parsed = PackFile.safeParse(json)
  if (!parsed.success) throw new Error(`${path}: ${JSON.stringify(parsed.error.issues.slice(0, 5))}`)
  return parsed.data.packs
}

/** The newest version of each pack, by code. */
export async function newestPacks(tx: Tx): Promise<Map<string, ServicePack>> {
  const rows = await tx
    .selectFrom('servicePack')
    .select(['code', 'definition'])
    .orderBy('code')
    .orderBy('version')
    .execute()
  return new Map(rows.map(({ code, definition }) => [code, definition as ServicePack]))
}

export function listPacks(ctx: Context): Promise<ResponseOf<typeof contract.listPacks>> {
  return ctx.read(async (tx) => {
    const packs = await newestPacks(tx)
    const { rows } = await sql<{ pack: string; assigned: number }>`
      SELECT pack, count(*)::int AS assigned FROM pack_assignment
       WHERE valid @> ${dayOf(ctx.now)}::date GROUP BY pack`.execute(tx)
    const assigned = new Map(rows.map((row) => [row.pack, row.assigned]))
    return {
      packs: [...packs.values()].map((pack) => ({ ...pack, assigned: assigned.get(pack.code) ?? 0 })),
    }
  })
}
