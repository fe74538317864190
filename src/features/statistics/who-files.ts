import { sql, type RawBuilder } from 'kysely'
import type { FilerRule } from '#domain/indicators'

/**
 * Who must file a form for a period: a table expression with unit_id, park_id (who approves), name and initials, under the
 * caller's row-level security. Enterprises by the register of the period's last day as it is known now; or the parks themselves.
 */
export function whoFiles(filers: FilerRule, lastDay: string): RawBuilder<unknown> {
  if (filers.unit === 'park')
    return sql`
      SELECT o.id AS unit_id, o.id AS park_id, n.name, n.name_en, n.initials, NULL::text AS credit_code, false AS synthetic
        FROM organisation o JOIN organisation_name n ON n.organisation_id = o.id AND n.valid @> ${lastDay}::date
       WHERE o.kind = 'park' AND (sees_filings() OR o.id = acting_organisation())`
  const conditions = filers.where.map(({ attribute, in: wanted }) => {
    const list = sql`${[...wanted]}::text[]`
    switch (attribute) {
      case 'sizeClass':
        return sql`s.size_class = ANY (${list})`
      case 'rung':
        return sql`s.rung = ANY (${list})`
      case 'field':
        return sql`s.field = ANY (${list})`
      case 'industry':
        return sql`s.industry LIKE ANY (SELECT code || '%' FROM unnest(${list}) code)`
      case 'highTech':
        return sql`s.high_tech::text = ANY (${list})`
      case 'aboveScale':
        return sql`s.above_scale::text = ANY (${list})`
    }
  })
  return sql`
    SELECT s.enterprise_id AS unit_id, s.registration_park_id AS park_id, s.name, s.name_en, s.initials,
           e.credit_code, e.synthetic
      FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
     WHERE upper_inf(s.known) AND s.valid @> ${lastDay}::date AND s.status = 'active'
       AND s.registration_park_id IS NOT NULL
       -- A park also reads who only operates in it; those file elsewhere.
       AND ((SELECT sees_filings()) OR s.registration_park_id = (SELECT acting_organisation())
            OR s.enterprise_id = (SELECT acting_enterprise()))
       ${sql.join(
         conditions.map((condition) => sql`AND ${condition}`),
         sql` `,
       )}`
}
