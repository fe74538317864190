import { sql } from 'kysely'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import { recordKind } from './record-kinds.ts'
import type { RecordRow } from './record-rows.ts'
import type { Tx } from './store.ts'

/** The park hears of what waits for its word, the enterprise of what became of its own. */
export async function tellOfRecord(tx: Tx, ctx: Context, row: RecordRow): Promise<void> {
  const { title } = recordKind(row.kind)
  const name = row.enterpriseName ?? row.creditCode
  const { rows } = await sql<{ enterprise: string | null; park: string | null }>`
    SELECT e.organisation_id AS enterprise, s.registration_park_id AS park FROM enterprise e
      LEFT JOIN enterprise_state s ON s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> china_today()
     WHERE e.id = ${row.enterpriseId}::uuid`.execute(tx)
  const { enterprise, park } = rows[0] ?? { enterprise: null, park: null }
  const subjectKey = `enterprise-record:${row.id}:${String(row.version)}`
  const subjectPath = `/enterprises/${row.enterpriseId}?tab=records`
  if (row.status === 'declared') {
    await tellOf(tx, ctx, [
      {
        message: 'record-declared',
        text: {
          zh: `${name}申报了一条“${title.zh}”档案，请核实。`,
          en: `${name} declared a record: ${title.en}. Please verify it.`,
        },
        party: park === null ? 'role:zone_office' : `org:${park}`,
        subjectKey,
        subjectPath,
      },
    ])
    return
  }
  if (enterprise === null || row.own || row.decidedAt === null) return
  const refused = row.status === 'refused' ? (row.decisionReason ?? '') : null
  await tellOf(tx, ctx, [
    {
      message: 'record-decided',
      text:
        refused !== null
          ? {
              zh: `申报的“${title.zh}”档案未予确认：${refused}`,
              en: `Your record “${title.en}” was not confirmed: ${refused}`,
            }
          : row.status === 'withdrawn'
            ? { zh: `“${title.zh}”档案已撤下。`, en: `Your record “${title.en}” was taken down.` }
            : { zh: `申报的“${title.zh}”档案已确认。`, en: `Your record “${title.en}” is confirmed.` },
      party: `org:${enterprise}`,
      subjectKey,
      subjectPath,
    },
  ])
}
