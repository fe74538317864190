import { sql, type Transaction } from 'kysely'
import { parsePolicy } from '#domain/matching'
import { answerOf, workOutAmount } from '#domain/rules'
import { fullSheet, readZoneBook } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { UsedFact } from './apply.ts'
import { bookOf, type PolicyInForce } from './matching-book.ts'

type Tx = Transaction<Database>

interface PaidRow {
  readonly id: string
  readonly policyId: string
  readonly versionId: string
  readonly digest: string
  readonly enterpriseId: string
  readonly onDay: string
  readonly worked: number | null
  readonly facts: readonly UsedFact[]
  readonly definition: unknown
  readonly checkedMark: string | null
}

/**
 * What was paid on facts that were revised since: judged again by the rule, parameters and day of the application with the facts as
 * they are now for that day. A flag where the answer or the amount would be another.
 */
export async function flagRevisions(ctx: Context, mark: string): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const paid = await keeper.read(async (tx) => {
    const { rows } = await sql<PaidRow>`
      SELECT a.id, a.policy_id, a.policy_version_id AS version_id, v.digest, a.enterprise_id, a.on_day::text AS on_day, a.worked, a.facts,
             v.definition, a.checked_mark
        FROM policy_application a JOIN policy_version v ON v.id = a.policy_version_id
       WHERE a.state IN ('approved', 'paid') AND a.checked_mark IS DISTINCT FROM ${mark} ORDER BY a.on_day, a.id`.execute(
      tx,
    )
    return rows
  })
  let flagged = 0
  for (const row of paid) {
    flagged += (await keeper.inTransaction((tx) => checkRevision(tx, keeper, row, mark))) ? 1 : 0
  }
  return flagged
}

async function checkRevision(tx: Tx, ctx: Context, row: PaidRow, mark: string): Promise<boolean> {
  await tx.updateTable('policyApplication').set({ checkedMark: mark }).where('id', '=', row.id).execute()
  const parsed = parsePolicy(row.definition)
  if (!parsed.ok) return false
  const policy: PolicyInForce = {
    policyId: row.policyId,
    versionId: row.versionId,
    digest: row.digest,
    definition: parsed.value,
  }
  const sheet = await fullSheet(tx, row.enterpriseId, row.onDay)
  const revised = row.facts.flatMap(({ fact, value }) => {
    const now = sheet.get(fact)?.value ?? null
    return JSON.stringify(now) === JSON.stringify(value) ? [] : [{ fact, then: value, now }]
  })
  // Hundreds stand as they stood: only what was revised is judged.
  if (revised.length === 0) return false
  const { compiled } = bookOf([policy], await readZoneBook(tx), row.onDay)
  const { code, benefit } = policy.definition
  const answer = answerOf(compiled, code, sheet)
  const amount = benefit.amount === null ? null : workOutAmount(compiled, code, sheet).value
  const less = row.worked !== null && (amount === null || amount < row.worked - 0.005)
  if (answer === 'yes' && !less) return false
  await tx
    .insertInto('policyFlag')
    .values({
      applicationId: row.id,
      kind: 'facts-revised',
      detail: JSON.stringify({ revised, answer, worked: row.worked, now: amount }),
      key: JSON.stringify(revised.map(({ fact, now }) => [fact, now])).slice(0, 500),
      at: ctx.now.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['applicationId', 'kind', 'key']).doNothing())
    .execute()
  return true
}
