import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/postgres'

const Code = z.string().regex(/^[a-z][a-z0-9-]*$/)
const Sources = { sourceZh: z.string().min(1), sourceEn: z.string().min(1) }
const Codes = z.array(
  z.strictObject({ code: Code, zh: z.string().min(1), en: z.string().min(1), ...Sources }),
)

/** data/zones/<zone>/ledger.json: the zone's kinds of action and carriers, and what its documents say of their numbers. */
const ZoneLedger = z
  .strictObject({
    zone: z.string(),
    version: z.int(),
    note: z.string(),
    actions: Codes,
    carriers: Codes,
    claims: z.array(
      z.strictObject({
        code: Code,
        list: z.enum(['action', 'carrier']),
        /** Null: the total. */
        column: Code.nullable(),
        /** What the number counts: actions, or the parks that have any. */
        counts: z.enum(['items', 'rows']),
        declared: z.int().min(0),
        textZh: z.string().min(1),
        textEn: z.string().min(1),
        ...Sources,
      }),
    ),
  })
  .superRefine(({ actions, carriers, claims }, ctx) => {
    const known = { action: actions, carrier: carriers }
    for (const [i, { list, column }] of claims.entries())
      if (column !== null && !known[list].some(({ code }) => code === column))
        ctx.addIssue({ code: 'custom', path: ['claims', i, 'column'], message: `unknown ${list} ${column}` })
  })

/**
 * Brings a zone's lists of the ledger into the database, on the owner's connection; a zone may have none. Codes are never
 * deleted, since duties and coverage name them; claims are as the file says.
 */
export async function loadZoneLedger(ownerDb: Kysely<Database>, folder: string): Promise<void> {
  const file = join(folder, 'ledger.json')
  if (!existsSync(file)) return
  const parsed = ZoneLedger.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`)
  const { actions, carriers, claims } = parsed.data
  const codes = [
    ...actions.map((code, i) => ({ list: 'action' as const, position: i + 1, ...code })),
    ...carriers.map((code, i) => ({ list: 'carrier' as const, position: i + 1, ...code })),
  ].map(({ zh, en, ...code }) => ({ ...code, nameZh: zh, nameEn: en }))
  await ownerDb.transaction().execute(async (tx) => {
    if (codes.length > 0)
      await tx
        .insertInto('ledgerCode')
        .values(codes)
        .onConflict((conflict) =>
          conflict.columns(['list', 'code']).doUpdateSet({
            nameZh: sql`excluded.name_zh`,
            nameEn: sql`excluded.name_en`,
            position: sql`excluded.position`,
            sourceZh: sql`excluded.source_zh`,
            sourceEn: sql`excluded.source_en`,
          }),
        )
        .execute()
    await tx.deleteFrom('ledgerClaim').execute()
    if (claims.length > 0)
      await tx
        .insertInto('ledgerClaim')
        .values(claims.map(({ column, ...claim }) => ({ ...claim, columnCode: column })))
        .execute()
  })
}
