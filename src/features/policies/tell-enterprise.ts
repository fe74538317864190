import type { Transaction } from 'kysely'
import { tellOf, type SubjectNotice } from '#features/notices'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'

type Tx = Transaction<Database>

/** Tells whoever acts for an enterprise; one without accounts is told by its park. */
export async function tellEnterprise(
  tx: Tx,
  ctx: Context,
  enterpriseId: string,
  notice: Omit<SubjectNotice, 'party'>,
): Promise<void> {
  const enterprise = await tx
    .selectFrom('enterprise')
    .select('organisationId')
    .where('id', '=', enterpriseId)
    .executeTakeFirst()
  const organisationId = enterprise?.organisationId ?? null
  if (organisationId !== null) await tellOf(tx, ctx, [{ ...notice, party: `org:${organisationId}` }])
}
