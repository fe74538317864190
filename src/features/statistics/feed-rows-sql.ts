import pg from 'pg'
import { quoteIdentifier } from '#platform/analytics'
import type { FedForm } from './feed-tables.ts'

/**
 * The rows of a form's wide table as PostgreSQL has them: a SELECT of the table's columns in their order, with values as COPY
 * writes them. Each final state of a filing is cut where the register's knowledge of that enterprise changed while it stood,
 * so that a row holds in all its columns from `known_from` to `known_to`. What the register did not (yet) know is null.
 *
 * Values stand in the text because COPY takes no parameters; every one goes through escapeLiteral.
 */
export interface RowsWanted {
  /** One period; absent: all. */
  readonly period?: string
  /** Only what changed after this snapshot of the database (`pg_snapshot` as text). */
  readonly since?: string
}

export function rowsSql(form: FedForm, version: number, wanted: RowsWanted): string {
  const fed = form.versions.find((one) => one.version === version)
  if (fed === undefined) throw new Error(`${form.code} has no version ${version}`)
  const names = form.table.columns.slice(-fed.columns.length).map(({ name }) => quoteIdentifier(name))
  const fields = fed.columns.map(({ holds, place }, index) => {
    const name = names[index] ?? ''
    if (place === null) return `NULL::${holds === 'figure' ? 'double precision' : 'text'} AS ${name}`
    return `${holds === 'figure' ? 'figures' : 'words'}[${place}] AS ${name}`
  })
  return `${statesCte(form, version, wanted)}
SELECT unit_id, period, lower(stands) AT TIME ZONE 'UTC' AS known_from, upper(stands) AT TIME ZONE 'UTC' AS known_to,
  registration_park, operation_park, cluster, district, operation_district, industry, field, size_class, rung,
  filing_park,
  CASE WHEN imputed IS NOT NULL THEN (SELECT ',' || string_agg(code, ',' ORDER BY code COLLATE "C") || ',' FROM json_object_keys(imputed) AS code) END AS imputed,
  ${fields.join(', ')}
FROM (${form.unit === 'park' ? PARK_PIECES : ENTERPRISE_PIECES}) AS piece`
}

/** Which filings of the form changed in a way that concerns the store: unit and period, with states that are not final any more. */
export function changedKeysSql(form: FedForm, since: string): string {
  const changed = changedIn(since)
  const code = pg.escapeLiteral(form.code)
  const filings = `SELECT unit_id, period FROM statistics_filing WHERE form = ${code} AND ${changed}
UNION SELECT unit_id, period FROM statistics_filing_past WHERE form = ${code} AND ${changed}`
  if (form.unit === 'park') return filings
  return `${filings}
UNION SELECT unit_id, period FROM statistics_filing WHERE form = ${code}
  AND unit_id IN (SELECT enterprise_id FROM enterprise_state WHERE ${changed})`
}

/** Written by a transaction that the snapshot did not see, whether it had begun or not. */
export function changedIn(since: string): string {
  const snapshot = `${pg.escapeLiteral(since)}::pg_snapshot`
  return `txid >= pg_snapshot_xmin(${snapshot}) AND NOT pg_visible_in_snapshot(txid, ${snapshot})`
}

/** `state`: final states of filings, standing and past, each with when it stood; `day`: the last of its period. */
function statesCte(form: FedForm, version: number, { period, since }: RowsWanted): string {
  const code = pg.escapeLiteral(form.code)
  const ofPeriod = period === undefined ? '' : ` AND f.period = ${pg.escapeLiteral(period)}`
  const wanted = since === undefined ? '' : `wanted AS MATERIALIZED (${changedKeysSql(form, since)}), `
  const ofWanted =
    since === undefined ? '' : ' AND (f.unit_id, f.period) IN (SELECT unit_id, period FROM wanted)'
  const columnsOf = (state: string) =>
    `f.unit_id, f.period, p.to_on AS day, ${state}.park_id, ${state}.figures, ${state}.words, ` +
    `CASE WHEN ${state}.imputed::text <> '{}' THEN ${state}.imputed END AS imputed`
  const periods = 'JOIN statistics_period p ON p.form = f.form AND p.period = f.period'
  return `WITH ${wanted}state AS (
  SELECT ${columnsOf('f')}, tstzrange(f.known_from, NULL) AS stood
    FROM statistics_filing f ${periods}
   WHERE f.form = ${code} AND f.final AND f.form_version = ${version}${ofPeriod}${ofWanted}
  UNION ALL
  SELECT ${columnsOf('s')}, tstzrange(s.known_from, s.known_to)
    FROM statistics_filing_past s JOIN statistics_filing f USING (unit_id, form, period) ${periods}
   WHERE f.form = ${code} AND s.form_version = ${version}${ofPeriod}${ofWanted}
)`
}

/**
 * What the register knew while the state stood, piece by piece, and the rest of that time, when it knew nothing. A state stands
 * in few pieces, mostly in one.
 */
const ENTERPRISE_PIECES = `
  SELECT s.unit_id, s.period, fp.code AS filing_park, s.figures, s.words, s.imputed, s.stood * e.known AS stands,
    rp.code AS registration_park, op.code AS operation_park, e.cluster, rd.code AS district, od.code AS operation_district,
    e.industry, e.field, e.size_class, e.rung
  FROM state s
  JOIN enterprise_state e ON e.enterprise_id = s.unit_id AND e.valid @> s.day AND e.known && s.stood
  LEFT JOIN organisation rp ON rp.id = e.registration_park_id
  LEFT JOIN organisation op ON op.id = e.operation_park_id
  LEFT JOIN organisation rd ON rd.id = e.registration_district_id
  LEFT JOIN organisation od ON od.id = e.operation_district_id
  LEFT JOIN organisation fp ON fp.id = s.park_id
  UNION ALL
  SELECT s.unit_id, s.period, fp.code, s.figures, s.words, s.imputed, gap.stands,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
  FROM state s
  LEFT JOIN organisation fp ON fp.id = s.park_id
  CROSS JOIN LATERAL (
    SELECT unnest(tstzmultirange(s.stood) - coalesce(range_agg(e.known), '{}'::tstzmultirange)) AS stands
    FROM enterprise_state e WHERE e.enterprise_id = s.unit_id AND e.valid @> s.day
  ) AS gap
  WHERE NOT EXISTS (
    SELECT FROM enterprise_state e WHERE e.enterprise_id = s.unit_id AND e.valid @> s.day AND e.known @> s.stood)`

/** A park files for itself, and is its own place by either scope. */
const PARK_PIECES = `
  SELECT s.unit_id, s.period, o.code AS filing_park, s.figures, s.words, s.imputed, s.stood AS stands,
    o.code AS registration_park, o.code AS operation_park, NULL AS cluster, NULL AS district, NULL AS operation_district,
    NULL AS industry, NULL AS field, NULL AS size_class, NULL AS rung
  FROM state s LEFT JOIN organisation o ON o.id = s.unit_id`
