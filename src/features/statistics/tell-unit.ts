import { sql } from 'kysely'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { FilingKey, Tx } from './store.ts'

export function pathOf({ unitId, form, period }: FilingKey): string {
  return `/statistics/filings/${unitId}/${form}/${period}`
}

/** How the audit trail names a filing. */
export function idOf({ unitId, form, period }: FilingKey): string {
  return `${unitId}/${form}/${period}`
}

/** Tells whoever files for a unit; an enterprise without accounts is told nothing here, its park asks it. */
export async function tellUnit(
  tx: Tx,
  ctx: Context,
  key: FilingKey,
  notice: {
    readonly subjectKey: string
    readonly message: string
    readonly text: { readonly zh: string; readonly en: string }
  },
): Promise<void> {
  const { rows } = await sql<{ organisationId: string | null }>`
    SELECT organisation_id FROM enterprise WHERE id = ${key.unitId}::uuid
    UNION ALL SELECT id FROM organisation WHERE id = ${key.unitId}::uuid AND kind = 'park'`.execute(tx)
  const organisationId = rows[0]?.organisationId ?? null
  if (organisationId === null) return
  await tellOf(tx, ctx, [{ ...notice, subjectPath: pathOf(key), party: `org:${organisationId}` }])
}
