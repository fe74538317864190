import type { Context } from '#platform/http'
import { sql, type RawBuilder } from 'kysely'
import type { ResponseOf } from '../route-contract.ts'
import type { RoundRow } from './contract.ts'
import type * as contract from './contract.ts'
import type { Tx } from './store.ts'
import { listRules } from './support-rules.ts'

interface StoredRow extends Omit<RoundRow, 'scheme' | 'calendar'> {
  readonly schemeId: string
  readonly schemeCode: string
  readonly schemeVersion: number
  readonly schemeName: RoundRow['scheme']['name'] | null
  readonly freezeOn: string
  readonly reviewFrom: string
  readonly reviewTo: string
  readonly confirmOn: string
  readonly publishOn: string
}

/** Rounds as lists show them; a park counts its own objections only, as row security says. */
export async function roundRows(tx: Tx, where: RawBuilder<boolean>): Promise<RoundRow[]> {
  const { rows } = await sql<StoredRow>`
    SELECT r.id, r.title, r.period, r.unit_kind, r.state, r.scheme_id, r.scheme_code, s.version AS scheme_version,
           s.definition->'name' AS scheme_name, r.freeze_on, r.review_from, r.review_to, r.confirm_on, r.publish_on,
           r.run_id, r.snapshot_id, r.confirmed_at, r.confirmed_by_name, r.published_at, r.version,
           (SELECT count(*)::int FROM evaluation_objection o WHERE o.round_id = r.id AND o.state = 'open') AS open_objections
      FROM evaluation_round r LEFT JOIN evaluation_scheme s ON s.id = r.scheme_id
     WHERE ${where} ORDER BY r.period DESC, r.created_at DESC LIMIT 500`.execute(tx)
  return rows.map(
    ({
      schemeId,
      schemeCode,
      schemeVersion,
      schemeName,
      freezeOn,
      reviewFrom,
      reviewTo,
      confirmOn,
      publishOn,
      ...row
    }) => ({
      ...row,
      scheme: {
        id: schemeId,
        code: schemeCode,
        version: schemeVersion,
        name: schemeName ?? { zh: schemeCode, en: schemeCode },
      },
      calendar: { freezeOn, reviewFrom, reviewTo, confirmOn, publishOn },
    }),
  )
}

export async function listRounds(ctx: Context): Promise<ResponseOf<typeof contract.listRounds>> {
  return ctx.read(async (tx) => ({
    rounds: await roundRows(tx, sql<boolean>`true`),
    supportRules: (await listRules(tx)).map(({ code, version, name, validFrom, tiers, poolWan }) => ({
      code,
      version,
      name,
      validFrom,
      grades: tiers.map(({ grade }) => grade),
      poolWan,
    })),
    can: { plan: ctx.caller.roles.includes('zone_office') },
  }))
}
