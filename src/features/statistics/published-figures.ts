import { sql } from 'kysely'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'

type Rows = ResponseOf<typeof contract.readPublishedFigures>['rows']
interface SqlRow {
  readonly position: number
  readonly organisationId: string | null
  readonly organisationCode: string | null
  readonly organisationName: string | null
  readonly organisationNameEn: string | null
  readonly subjectZh: string
  readonly subjectEn: string
  readonly nameZh: string
  readonly nameEn: string
  readonly indicator: string | null
  readonly period: string
  readonly accumulated: boolean
  readonly value: number
  readonly unit: string
  readonly qualifier: string | null
  readonly changeValue: number | null
  readonly changeUnit: string | null
  readonly populationZh: string | null
  readonly populationEn: string | null
  readonly scope: string | null
  readonly source: string
  readonly sourceUrl: string | null
  readonly ownValue: number | null
  readonly ownUnit: string | null
  readonly ownScope: 'registration' | 'operation' | null
  readonly ownStatus: 'A' | 'C' | 'E' | null
  readonly releaseId: string | null
  readonly synthetic: boolean | null
}

/**
 * What others published, in their words and units, each beside what we published of the same indicator, period and place: by the
 * scope that the source names, else by registration.
 */
export function readPublishedFigures(
  ctx: Context,
): Promise<ResponseOf<typeof contract.readPublishedFigures>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<SqlRow>`
      SELECT p.position, p.organisation_id, b.code AS organisation_code, n.short_name AS organisation_name,
             n.name_en AS organisation_name_en, p.subject_zh, p.subject_en, p.name_zh, p.name_en, p.indicator, p.period,
             p.accumulated, p.value, p.unit, p.qualifier, p.change_value, p.change_unit, p.population_zh, p.population_en,
             p.scope, p.source, p.source_url, o.value AS own_value, o.unit AS own_unit, o.scope AS own_scope,
             o.status AS own_status, o.release_id, r.synthetic
        FROM published_series p
        LEFT JOIN organisation b ON b.id = p.organisation_id
        LEFT JOIN organisation_name n ON n.organisation_id = b.id AND n.valid @> current_date
        LEFT JOIN published_observation o
          ON o.indicator = p.indicator AND o.period = p.period AND o.known_to IS NULL
         AND o.scope = coalesce(p.scope, 'registration')
         AND ((b.kind = 'zone' AND o.dimension = 'zone') OR (b.kind = 'park' AND o.dimension = 'park' AND o.group_code = b.code))
        LEFT JOIN statistics_release r ON r.id = o.release_id
       ORDER BY p.position`.execute(tx)
    return { rows: rows.map(figureOf) }
  })
}

function figureOf(row: SqlRow): Rows[number] {
  return {
    position: row.position,
    subject: { zh: row.subjectZh, en: row.subjectEn },
    organisation:
      row.organisationId === null || row.organisationCode === null
        ? null
        : {
            id: row.organisationId,
            code: row.organisationCode,
            name: row.organisationName ?? row.subjectZh,
            nameEn: row.organisationNameEn ?? row.subjectEn,
          },
    name: { zh: row.nameZh, en: row.nameEn },
    indicator: row.indicator,
    period: row.period,
    accumulated: row.accumulated,
    value: row.value,
    unit: row.unit,
    qualifier: row.qualifier,
    change:
      row.changeValue === null || row.changeUnit === null
        ? null
        : { value: row.changeValue, unit: row.changeUnit },
    population:
      row.populationZh === null ? null : { zh: row.populationZh, en: row.populationEn ?? row.populationZh },
    scope: row.scope,
    source: row.source,
    sourceUrl: row.sourceUrl,
    own:
      row.releaseId === null || row.ownUnit === null || row.ownScope === null || row.ownStatus === null
        ? null
        : {
            value: row.ownValue,
            unit: row.ownUnit,
            scope: row.ownScope,
            status: row.ownStatus,
            releaseId: row.releaseId,
            synthetic: row.synthetic ?? false,
          },
  }
}
