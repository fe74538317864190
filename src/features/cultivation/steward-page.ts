import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { expiringOf } from './expiring.ts'
import { findLadder } from './ladder-store.ts'
import { loadRequests } from './requests.ts'
import { selectStandings, standingOrder } from './standings.ts'
import { dayOf, hasRole, keepsFirms, type Tx } from './store.ts'
import { visitsDue } from './visits.ts'

type StewardPage = ResponseOf<typeof contract.readStewardPage>
const MOST_FIRMS = 2000
/** Qualifications that end within so many days are on the page. */
const EXPIRY_DAYS = 180

/** One page for a steward: everything that is to be done for his firms. */
export function readStewardPage(
  ctx: Context,
  { userId: asked }: QueryOf<typeof contract.readStewardPage>,
): Promise<StewardPage> {
  const on = dayOf(ctx.now)
  const userId = asked ?? ctx.caller.userId ?? refuse('cultivation.not_found')
  return ctx.read(async (tx) => {
    const steward = await personOf(tx, userId)
    const about = await firmsOf(tx, userId, on)
    const ids = [...about.keys()]
    const ladder = await findLadder(tx)
    const standings =
      ladder === null
        ? []
        : await selectStandings(
            tx,
            ladder,
            on,
            [sql`t.enterprise_id = ANY (${ids}::uuid[])`],
            standingOrder(ladder, 'distance'),
            { offset: 0, limit: MOST_FIRMS },
          )
    const requests = await loadRequests(tx, ids, ctx.now, 'open')
    return {
      steward,
      firms: standings.flatMap((standing) => {
        const firm = about.get(standing.enterprise.id)
        if (firm === undefined) return []
        const asking = requests.filter(({ enterprise }) => enterprise.id === standing.enterprise.id)
        return [
          {
            standing,
            ...firm,
            openRequests: asking.length,
            overdueRequests: asking.filter(({ overdue }) => overdue).length,
          },
        ]
      }),
      requests,
      expiring: await expiringOf(tx, on, ids, EXPIRY_DAYS),
      visitsDue: await visitsDue(tx, userId, on),
      can: { handOver: keepsFirms(ctx) && about.size > 0 },
    }
  })
}

async function personOf(tx: Tx, userId: string): Promise<StewardPage['steward']> {
  const { rows } = await sql<StewardPage['steward']>`
    SELECT p.id, p.name, n.short_name AS organisation FROM person p
      LEFT JOIN organisation_name n ON n.organisation_id = p.organisation_id AND n.valid @> current_date
     WHERE p.id = ${userId}::uuid`.execute(tx)
  return rows[0] ?? refuse('cultivation.person_unknown')
}

type AboutFirm = Pick<
  StewardPage['firms'][number],
  'since' | 'contact' | 'lastVisitOn' | 'nextVisitOn' | 'packs'
>

async function firmsOf(tx: Tx, userId: string, on: string): Promise<Map<string, AboutFirm>> {
  const { rows } = await sql<AboutFirm & { enterpriseId: string }>`
    SELECT a.enterprise_id, lower(a.valid) AS since,
           (SELECT json_build_object('name', c.name, 'telephone', t.telephone) FROM steward_assignment c
              LEFT JOIN steward_telephone t ON t.assignment_id = c.id
             WHERE c.enterprise_id = a.enterprise_id AND c.kind = 'enterprise' AND c.valid @> ${on}::date) AS contact,
           (SELECT max(v.on_day) FROM service_visit v WHERE v.enterprise_id = a.enterprise_id) AS last_visit_on,
           (SELECT v.next_on FROM service_visit v WHERE v.enterprise_id = a.enterprise_id
             ORDER BY v.on_day DESC, v.at DESC LIMIT 1) AS next_visit_on,
           coalesce((SELECT json_agg(p.definition -> 'title' ORDER BY p.code) FROM pack_assignment k
              JOIN service_pack p ON p.code = k.pack AND p.version = k.pack_version
             WHERE k.enterprise_id = a.enterprise_id AND k.valid @> ${on}::date), '[]') AS packs
      FROM steward_assignment a
     WHERE a.user_id = ${userId}::uuid AND a.kind = 'government' AND a.valid @> ${on}::date
       AND keeps_enterprise(a.enterprise_id)
     ORDER BY a.enterprise_id LIMIT ${MOST_FIRMS}`.execute(tx)
  return new Map(rows.map(({ enterpriseId, ...about }) => [enterpriseId, about]))
}

/** Government stewards with what each has on hand, and who may be chosen by the caller. */
export function listStewards(ctx: Context): Promise<ResponseOf<typeof contract.listStewards>> {
  const on = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const ladder = await findLadder(tx)
    const { rows: stewards } = await sql<
      Omit<
        ResponseOf<typeof contract.listStewards>['stewards'][number],
        'openRequests' | 'overdueRequests'
      > & {
        firms: string[]
      }
    >`
      SELECT a.user_id, max(a.name) AS name, coalesce(max(n.short_name), '') AS organisation, count(*)::int AS enterprises,
             array_agg(a.enterprise_id) AS firms,
             (count(*) FILTER (WHERE t.answer = 'yes' OR (t.answer = 'no' AND t.near)))::int AS near,
             (SELECT count(*)::int FROM service_visit v WHERE v.next_on <= ${on}::date
                 AND v.enterprise_id = ANY (array_agg(a.enterprise_id))
                 AND NOT EXISTS (SELECT FROM service_visit l WHERE l.enterprise_id = v.enterprise_id AND l.on_day > v.on_day)) AS visits_due
        FROM steward_assignment a LEFT JOIN person p ON p.id = a.user_id
        LEFT JOIN organisation_name n ON n.organisation_id = p.organisation_id AND n.valid @> current_date
        LEFT JOIN ladder_standing t ON t.enterprise_id = a.enterprise_id AND t.ladder = ${ladder?.file.code ?? null}
       WHERE a.kind = 'government' AND a.user_id IS NOT NULL AND a.valid @> ${on}::date
       GROUP BY a.user_id ORDER BY max(a.name), a.user_id`.execute(tx)
    const requests = await loadRequests(
      tx,
      stewards.flatMap(({ firms }) => firms),
      ctx.now,
      'open',
    )
    const { rows: without } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM enterprise_state s
       WHERE upper_inf(s.known) AND s.valid @> ${on}::date AND s.status = 'active'
         AND NOT EXISTS (SELECT FROM steward_assignment a WHERE a.enterprise_id = s.enterprise_id
                           AND a.kind = 'government' AND a.valid @> ${on}::date)`.execute(tx)
    return {
      stewards: stewards.map(({ firms, ...steward }) => {
        const own = new Set(firms)
        const asking = requests.filter(({ enterprise }) => own.has(enterprise.id))
        return {
          ...steward,
          openRequests: asking.length,
          overdueRequests: asking.filter(({ overdue }) => overdue).length,
        }
      }),
      people: await peopleFor(tx, ctx),
      without: without[0]?.count ?? 0,
    }
  })
}

/** A park chooses among its own people and those of the office. */
async function peopleFor(tx: Tx, ctx: Context): Promise<ResponseOf<typeof contract.listStewards>['people']> {
  const park = hasRole(ctx, 'zone_office', 'leader') ? null : ctx.caller.organisationId
  const { rows } = await sql<ResponseOf<typeof contract.listStewards>['people'][number]>`
    SELECT p.id, p.name, coalesce(n.short_name, '') AS organisation FROM person p
      LEFT JOIN organisation_name n ON n.organisation_id = p.organisation_id AND n.valid @> current_date
     WHERE 'zone_office' = ANY (p.roles)
        OR ('park_committee' = ANY (p.roles) AND (${park}::uuid IS NULL OR p.organisation_id = ${park}::uuid))
     ORDER BY p.organisation_id, p.name, p.id`.execute(tx)
  return rows
}
