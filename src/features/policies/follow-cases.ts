import { sql, type Transaction } from 'kysely'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import { tellEnterprise } from './tell-enterprise.ts'

type Tx = Transaction<Database>

const ENDS: Readonly<Record<string, 'approved' | 'rejected' | 'withdrawn'>> = {
  approved: 'approved',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
}

/** Ended cases: granted with the amount of the case, refused, taken back. Each in a transaction of its own. */
export async function followCases(ctx: Context): Promise<number> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const ended = await keeper.read(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT a.id FROM policy_application a JOIN procedure_case c ON c.id = a.case_id
       WHERE a.state = 'submitted' AND c.stage = 'closed' ORDER BY c.closed_at LIMIT 500`.execute(tx)
    return rows
  })
  for (const { id } of ended) await keeper.inTransaction((tx) => keepEnd(tx, keeper, id))
  return ended.length
}

async function keepEnd(tx: Tx, ctx: Context, id: string): Promise<void> {
  const { rows } = await sql<{
    enterpriseId: string
    outcome: string | null
    approved: number | null
    number: string | null
    title: { zh: string; en: string }
    version: number
  }>`
    SELECT a.enterprise_id, c.outcome, (c.state -> 'data' ->> 'approved')::float8 AS approved, c.number,
           v.definition -> 'title' AS title, a.version
      FROM policy_application a JOIN procedure_case c ON c.id = a.case_id JOIN policy_version v ON v.id = a.policy_version_id
     WHERE a.id = ${id} AND a.state = 'submitted' FOR UPDATE OF a`.execute(tx)
  const row = rows[0]
  if (row === undefined) return
  const state = ENDS[row.outcome ?? ''] ?? 'withdrawn'
  await tx
    .updateTable('policyApplication')
    .set({ state, approved: state === 'approved' ? (row.approved ?? 0) : null, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  const said = {
    approved: {
      zh: `予以认定${row.approved === null ? '' : `，金额${String(row.approved)}万元`}`,
      en: `granted${row.approved === null ? '' : `, ${String(row.approved)} × 10,000 yuan`}`,
    },
    rejected: { zh: '不予支持', en: 'refused' },
    withdrawn: { zh: '已撤回', en: 'withdrawn' },
  }[state]
  await tellEnterprise(tx, ctx, row.enterpriseId, {
    message: 'policy-decided',
    subjectKey: `policy-application:${id}:${state}`,
    subjectPath: `/policies/applications/${id}`,
    text: {
      zh: `“${row.title.zh}”（${row.number ?? ''}）${said.zh}。`,
      en: `“${row.title.en || row.title.zh}” (${row.number ?? ''}): ${said.en}.`,
    },
  })
  await ctx.audit(tx, {
    action: 'policies.outcome',
    subjectKind: 'policy-application',
    subjectId: id,
    detail: { state, approved: row.approved },
  })
}
