import { sql, type RawBuilder } from 'kysely'
import type { ServicePack, ServiceRequest } from './contract.ts'
import { every, type Tx } from './store.ts'

interface Row extends Omit<ServiceRequest, 'pack'> {
  readonly definition: ServicePack | null
  readonly item: string | null
}

/**
 * Requests of enterprises: cases that were opened from a pack, and cases of the procedure for requests that name the enterprise or
 * were opened by it. The caller reads those in which he has a part.
 */
export async function loadRequests(
  tx: Tx,
  enterprises: readonly string[],
  now: Date,
  only: 'all' | 'open' = 'all',
): Promise<ServiceRequest[]> {
  if (enterprises.length === 0) return []
  const conditions: RawBuilder<unknown>[] = only === 'open' ? [sql`c.stage <> 'closed'`] : []
  const { rows } = await sql<Row>`
    WITH firm AS (
      SELECT e.id, e.credit_code, e.organisation_id, s.name FROM enterprise e
        JOIN LATERAL (SELECT name FROM enterprise_state x WHERE x.enterprise_id = e.id AND upper_inf(x.known)
                       ORDER BY lower(x.valid) DESC NULLS LAST LIMIT 1) s ON true
       WHERE e.id = ANY (${[...enterprises]}::uuid[])),
    asked AS (
      SELECT r.case_id, r.enterprise_id, r.assignment_id, r.item FROM service_request r JOIN firm f ON f.id = r.enterprise_id
      UNION ALL
      SELECT c.id, f.id, NULL, NULL FROM procedure_case c
        JOIN firm f ON f.organisation_id = c.initiator_organisation_id OR f.credit_code = c.state -> 'data' ->> 'applicantCode'
       WHERE c.procedure = ${REQUEST_PROCEDURE}
         AND NOT EXISTS (SELECT FROM service_request r WHERE r.case_id = c.id))
    SELECT c.id AS case_id, c.number, c.title, c.procedure, json_build_object('id', f.id, 'name', f.name) AS enterprise,
           p.definition, a.item, c.stage, c.outcome, c.submitted_at, c.due_at,
           c.stage <> 'closed' AND c.due_at IS NOT NULL AND c.due_at < ${now.toISOString()}::timestamptz AS overdue,
           (SELECT max(v.on_day) FROM service_visit v WHERE v.case_id = c.id) AS followed_up_on
      FROM asked a JOIN procedure_case c ON c.id = a.case_id JOIN firm f ON f.id = a.enterprise_id
      LEFT JOIN pack_assignment k ON k.id = a.assignment_id
      LEFT JOIN service_pack p ON p.code = k.pack AND p.version = k.pack_version
     WHERE ${every(conditions)}
     ORDER BY (c.stage = 'closed'), c.due_at NULLS LAST, c.submitted_at DESC NULLS LAST, c.id LIMIT 500`.execute(
    tx,
  )
  return rows.map(({ definition, item, ...request }) => ({
    ...request,
    pack:
      definition === null || item === null
        ? null
        : {
            code: definition.code,
            title: definition.title,
            item: definition.items.find(({ id }) => id === item)?.title ?? { zh: item, en: item },
          },
  }))
}

/** 企业诉求服务: how an enterprise asks for anything without a procedure of its own. */
export const REQUEST_PROCEDURE = 'enterprise-request'
