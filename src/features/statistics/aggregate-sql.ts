import type { Dimension, Scope, SqlExpression } from '#domain/indicators'
import { formTable, joinFormsSql } from '#domain/indicators'
import { quoteIdentifier, quoteText, type AnalyticsParameter } from '#platform/analytics'
import type { MembershipColumn } from './feed-tables.ts'

/** zone: everything as one group. */
export type CutDimension = 'zone' | Dimension

/** Whose filings may be counted: all; those that this park approves, which are those that it may read; or the published cut. */
export type Restriction =
  { readonly kind: 'all' } | { readonly kind: 'park'; readonly park: string } | { readonly kind: 'published' }

/** Enterprises of these only; bodies by the code of their organisation, industries by beginning. */
export interface CutFilters {
  readonly park?: string
  readonly district?: string
  readonly cluster?: string
  readonly industry?: string
  readonly field?: string
  readonly size?: string
  readonly rung?: string
}

export interface Cut {
  readonly dimension: CutDimension
  readonly scope: Scope
  /** Period ids; one rhythm. */
  readonly periods: readonly string[]
  /** ISO moment: what was known then; null: what is known now. */
  readonly asOf: string | null
  readonly restriction: Restriction
  readonly filters: CutFilters
}

export interface Statement {
  readonly sql: string
  readonly parameters: readonly AnalyticsParameter[]
}

/** Collects parameters and answers the place of each. */
class Places {
  readonly parameters: AnalyticsParameter[] = []

  place(value: AnalyticsParameter): string {
    this.parameters.push(value)
    return `$${this.parameters.length}`
  }
}

/**
 * One row for each period and group, and one for each period over all groups (isTotal): columns period, group, isTotal and, for
 * the nth expression, value_n, entities_n, and for suppression topOne_n and topTwo_n. The group is '' where the register says nothing.
 */
export function cutSql(
  expressions: readonly SqlExpression[],
  cut: Cut,
  { withShares = false }: { readonly withShares?: boolean } = {},
): Statement {
  const places = new Places()
  const group = groupSql(cut)
  const numbers = expressions.flatMap(({ value, entities, topOne, topTwo }, index) => [
    `${value} AS value_${index}`,
    `${entities} AS entities_${index}`,
    // They cost as much as the value, and only suppression asks for them.
    `${(withShares ? topOne : null) ?? 'NULL'} AS "topOne_${index}"`,
    `${(withShares ? topTwo : null) ?? 'NULL'} AS "topTwo_${index}"`,
  ])
  const rows = rowsSql(cut, places)
  const from = joinFormsSql(expressions, { rows, keep: keptColumns(cut) })
  const where = membersSql(cut, places)
  const sets = cut.dimension === 'zone' ? '(period)' : '(period, member_group), (period)'
  const sql = `SELECT period, ${cut.dimension === 'zone' ? "''" : 'member_group'} AS "group",
    ${cut.dimension === 'zone' ? 'TRUE' : 'grouping(member_group) = 1'} AS "isTotal", ${numbers.join(', ')}
  FROM (SELECT *, ${group} AS member_group FROM ${from} AS filings WHERE ${where}) AS members
  GROUP BY GROUPING SETS (${sets})`
  return { sql, parameters: places.parameters }
}

/** Period, group, isTotal and the number of filings in which a cell that the expressions read is an estimate; null: they read none. */
export function estimatesSql(expressions: readonly SqlExpression[], cut: Cut): Statement | null {
  const places = new Places()
  const rows = rowsSql(cut, places)
  const where = membersSql(cut, places)
  const cells = new Map<string, Set<string>>()
  for (const { form, field } of expressions.flatMap((expression) => expression.cells))
    cells.set(form, (cells.get(form) ?? new Set()).add(field))
  const group = groupSql(cut)
  const parts = [...cells].map(([form, fields]) => {
    const some = [...fields].map((field) => `contains(imputed, ${places.place(`,${field},`)})`)
    return `SELECT period, ${group} AS member_group FROM ${quoteIdentifier(formTable(form))}
      WHERE imputed IS NOT NULL AND ${rows} AND ${where} AND (${some.join(' OR ')})`
  })
  if (parts.length === 0) return null
  return {
    sql: `SELECT period, member_group AS "group", count(*) AS filings FROM (${parts.join(' UNION ALL ')}) GROUP BY ALL`,
    parameters: places.parameters,
  }
}

/** The units behind one number: unit_id as text, of one group ('' where the register says nothing; null: of all) and period. */
export function unitsSql(expression: SqlExpression, cut: Cut, group: string | null): Statement {
  const places = new Places()
  const rows = rowsSql(cut, places)
  const from = joinFormsSql([expression], { rows, keep: keptColumns(cut) })
  const where = membersSql(cut, places)
  const ofGroup = group === null ? 'TRUE' : `${groupSql(cut)} = ${places.place(group)}`
  const sql = `SELECT DISTINCT unit_id::VARCHAR AS "unitId" FROM ${from} AS filings
    WHERE ${where} AND ${ofGroup} AND ${expression.behind} ORDER BY 1`
  return { sql, parameters: places.parameters }
}

/** Of a form's own table: the periods, and what was known. */
function rowsSql({ periods, asOf }: Cut, places: Places): string {
  const wanted = periods.map((period) => places.place(period)).join(', ')
  const ofPeriods = periods.length === 0 ? 'FALSE' : `period IN (${wanted})`
  if (asOf === null) return `${ofPeriods} AND known_to IS NULL`
  const at = `${places.place(asOf)}::TIMESTAMP`
  return `${ofPeriods} AND known_from <= ${at} AND (known_to IS NULL OR known_to > ${at})`
}

/** Who counts: in the zone by the scope, within the filters, and as far as the caller may. */
function membersSql(cut: Cut, places: Places): string {
  const { filters, restriction } = cut
  const park = placeColumn(cut, 'park')
  const conditions = [`${park} IS NOT NULL`]
  const equal = (column: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(`${column} = ${places.place(value)}`)
  }
  equal(park, filters.park)
  equal(placeColumn(cut, 'district'), filters.district)
  equal('cluster', filters.cluster)
  equal('field', filters.field)
  equal('size_class', filters.size)
  equal('rung', filters.rung)
  if (filters.industry !== undefined)
    conditions.push(`starts_with(industry, ${places.place(filters.industry)})`)
  if (restriction.kind === 'park') equal('filing_park', restriction.park)
  return conditions.join(' AND ')
}

function keptColumns(cut: Cut): string[] {
  const { filters } = cut
  const column = groupColumn(cut)
  return [
    placeColumn(cut, 'park'),
    ...(column === null ? [] : [column]),
    ...(cut.restriction.kind === 'park' ? ['filing_park'] : []),
    ...(filters.district === undefined ? [] : [placeColumn(cut, 'district')]),
    ...(filters.cluster === undefined ? [] : ['cluster']),
    ...(filters.industry === undefined ? [] : ['industry']),
    ...(filters.field === undefined ? [] : ['field']),
    ...(filters.size === undefined ? [] : ['size_class']),
    ...(filters.rung === undefined ? [] : ['rung']),
  ]
}

function placeColumn({ scope }: Pick<Cut, 'scope'>, place: 'park' | 'district'): MembershipColumn {
  if (place === 'park') return scope === 'registration' ? 'registration_park' : 'operation_park'
  return scope === 'registration' ? 'district' : 'operation_district'
}

/** Characters of an industry's code (C3562) that stand for its level. */
const INDUSTRY_LENGTHS: Readonly<Partial<Record<CutDimension, number>>> = {
  'industry-section': 1,
  'industry-division': 3,
  'industry-group': 4,
  'industry-class': 5,
}

function groupColumn(cut: Cut): MembershipColumn | null {
  switch (cut.dimension) {
    case 'zone':
      return null
    case 'park':
    case 'district':
      return placeColumn(cut, cut.dimension)
    case 'size':
      return 'size_class'
    case 'cluster':
    case 'field':
    case 'rung':
      return cut.dimension
    case 'industry-section':
    case 'industry-division':
    case 'industry-group':
    case 'industry-class':
      return 'industry'
  }
}

function groupSql(cut: Cut): string {
  const column = groupColumn(cut)
  if (column === null) return quoteText('')
  const length = INDUSTRY_LENGTHS[cut.dimension]
  const code = length === undefined ? quoteIdentifier(column) : `left(${quoteIdentifier(column)}, ${length})`
  return `coalesce(${code}, '')`
}
