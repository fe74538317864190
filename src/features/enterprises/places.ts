import { sql, type RawBuilder } from 'kysely'

/** A body with its names of today as json; null where the column is null. */
export function placeSql(column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT json_build_object('id', n.organisation_id, 'name', n.short_name, 'nameEn', n.name_en)
                FROM organisation_name n WHERE n.organisation_id = ${column} AND n.valid @> current_date)`
}

/** The columns of an EnterpriseRow from `s` (enterprise_state) and `e` (enterprise). */
export const ENTERPRISE_COLUMNS = sql`
  e.id, e.credit_code, e.synthetic, s.name, s.name_en, s.status,
  CASE WHEN s.successor_id IS NULL THEN NULL ELSE json_build_object('id', s.successor_id, 'name', coalesce((
    SELECT x.name FROM enterprise_state x WHERE x.enterprise_id = s.successor_id AND upper_inf(x.known)
     ORDER BY lower(x.valid) DESC LIMIT 1), '')) END AS successor,
  ${placeSql(sql`s.registration_park_id`)} AS registration_park,
  ${placeSql(sql`s.operation_park_id`)} AS operation_park,
  ${placeSql(sql`s.registration_district_id`)} AS registration_district,
  ${placeSql(sql`s.operation_district_id`)} AS operation_district,
  s.cluster, s.address, s.industry, s.field, s.size_class, s.rung, s.high_tech, s.above_scale,
  lower(s.valid) AS valid_from, upper(s.valid) AS valid_to`
