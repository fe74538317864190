import { sql } from 'kysely'
import { tellOf } from '#features/notices'
import type { Context } from '#platform/http'
import type { Declaration } from './contract.ts'
import type { Tx } from './store.ts'

interface Reached {
  readonly enterprise: string | null
  readonly park: string | null
}

async function reach(tx: Tx, enterpriseId: string): Promise<Reached> {
  const { rows } = await sql<Reached>`
    SELECT e.organisation_id AS enterprise, s.registration_park_id AS park FROM enterprise e
      LEFT JOIN LATERAL (SELECT registration_park_id FROM enterprise_state s
        WHERE s.enterprise_id = e.id AND upper_inf(s.known) AND s.valid @> china_today() LIMIT 1) s ON true
     WHERE e.id = ${enterpriseId}`.execute(tx)
  return rows[0] ?? { enterprise: null, park: null }
}

/** The park hears of what waits for its word. */
export async function tellOfDeclaration(
  tx: Tx,
  ctx: Context,
  { id, enterprise, title }: Declaration,
): Promise<void> {
  const { park } = await reach(tx, enterprise.id)
  await tellOf(tx, ctx, [
    {
      message: 'fact-declared',
      text: {
        zh: `${enterprise.name}补充申报“${title.zh}”，请核实。`,
        en: `${enterprise.name} states “${title.en}”; please verify.`,
      },
      party: park === null ? 'role:zone_office' : (`org:${park}` as const),
      subjectKey: `fact-declaration:${id}`,
      subjectPath: `/enterprises/${enterprise.id}?tab=facts`,
    },
  ])
}

export async function tellOfDecision(tx: Tx, ctx: Context, declaration: Declaration): Promise<void> {
  const { id, enterprise, title, state, decisionReason } = declaration
  const reached = await reach(tx, enterprise.id)
  if (reached.enterprise === null) return
  const confirmed = state === 'confirmed'
  await tellOf(tx, ctx, [
    {
      message: 'fact-decided',
      text: confirmed
        ? { zh: `补充申报的“${title.zh}”已核实。`, en: `What you stated, “${title.en}”, is confirmed.` }
        : {
            zh: `补充申报的“${title.zh}”未予认可：${decisionReason ?? ''}`,
            en: `What you stated, “${title.en}”, is not accepted: ${decisionReason ?? ''}`,
          },
      party: `org:${reached.enterprise}`,
      subjectKey: `fact-declaration:${id}:decided`,
      subjectPath: `/enterprises/${enterprise.id}?tab=facts`,
    },
  ])
}
