import { sql, type RawBuilder } from 'kysely'
import type { FastifyReply } from 'fastify'
import type { CompiledField, CompiledForm } from '#domain/indicators'
import { sendExport, type Context } from '#platform/http'
import {
  writeCsv,
  writeWorkbook,
  type ExportColumn,
  type ExportRow,
  type ExportSheet,
} from '#platform/spreadsheets'
import type { ParamsOf, QueryOf } from '../route-contract.ts'
import { fromStored } from './cells.ts'
import type { FilingState } from './contract.ts'
import type * as contract from './contract.ts'
import { formAt } from './forms.ts'
import { parksById, unitsById } from './frame.ts'
import { BESIDE_HEADINGS } from './import-declaration.ts'
import { filingsSql } from './list-filings.ts'
import { loadPeriod, type PeriodRow, type Tx } from './store.ts'

type Query = QueryOf<typeof contract.exportFilings>

/** So many filings are fetched and written at a time. */
const BATCH = 1_000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const CSV = 'text/csv; charset=utf-8'
const STATES: Readonly<Record<FilingState, string>> = {
  draft: '草稿',
  submitted: '已提交',
  returned: '已退回',
  approved: '已审核',
  accepted: '已验收',
}

/** All filings of a period that the caller sees under the filter of the list, every field; the import reads what this writes. */
export async function exportFilings(
  ctx: Context,
  key: ParamsOf<typeof contract.exportFilings>,
  query: Query,
  reply: FastifyReply,
): Promise<unknown> {
  const { form, period } = key
  const { format, asOf } = query
  await ctx.read((tx) => loadPeriod(tx, key))
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'filings.export',
      subjectKind: 'period',
      subjectId: `${form}/${period}`,
      detail: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as Record<
        string,
        string
      >,
    }),
  )
  const name = `${form}-${period}${asOf === undefined ? '' : `-${asOf.slice(0, 10)}`}.${format}`
  return sendExport(reply, { name, mediaType: format === 'xlsx' ? XLSX : CSV }, (save) =>
    ctx.read(async (tx) => {
      await sql`SET LOCAL statement_timeout = 0`.execute(tx)
      const sheet = await sheetOf(tx, ctx, key, query)
      await save(format === 'xlsx' ? writeWorkbook([sheet]) : writeCsv(sheet.columns, sheet.rows))
    }),
  )
}

async function sheetOf(
  tx: Tx,
  ctx: Context,
  key: ParamsOf<typeof contract.exportFilings>,
  query: Query,
): Promise<ExportSheet> {
  const period = await loadPeriod(tx, key)
  const form = await formAt(tx, ctx.place, period.form, period.formVersion)
  const { title, code, own } = form.definition
  return {
    name: `${code} ${period.period}`,
    title: `${title.zh}（${code}）${period.period}`,
    notes: [
      `${ctx.now.toISOString().slice(0, 10)} 导出，导出人：${ctx.caller.name}`,
      ...(own ? ['本表为示范区自用报表，非国家统计报表。'] : []),
      ...(query.asOf === undefined ? [] : [`截至 ${query.asOf} 已终审的数据`]),
    ],
    columns: exportColumns(form),
    rows: rowsOf(tx, ctx, form, period, query),
    frozenColumns: 2,
  }
}

function exportColumns(form: CompiledForm): ExportColumn[] {
  const ofPark = form.definition.filers.unit === 'park'
  return [
    { key: '@code', heading: ofPark ? '分园代码' : '统一社会信用代码', type: 'text', width: 22 },
    { key: '@name', heading: ofPark ? '分园名称' : '企业名称', type: 'text', width: 32 },
    ...(ofPark ? [] : [{ key: '@park', heading: BESIDE_HEADINGS.park[0], type: 'text' as const }]),
    { key: '@state', heading: BESIDE_HEADINGS.state[0], type: 'text' },
    { key: '@submitted', heading: BESIDE_HEADINGS.submitted[0], type: 'moment' },
    { key: '@estimates', heading: BESIDE_HEADINGS.estimates[0], type: 'text' },
    ...form.fields.map(({ field }) => fieldColumn(field)),
  ]
}

/** Code, label and unit in one heading. */
function fieldColumn(field: CompiledField['field']): ExportColumn {
  const head = {
    key: field.code,
    heading: `${field.code} ${field.label.zh}`,
    ...(field.unit === null ? {} : { unit: field.unit }),
  }
  switch (field.type) {
    case 'integer':
      return { ...head, type: 'integer' }
    case 'decimal':
      return {
        ...head,
        type: 'number',
        ...(field.decimals === undefined ? {} : { decimals: field.decimals }),
      }
    case 'day':
      return { ...head, type: 'date' }
    // A year is a name more than a number: 2024 and not 2,024.
    case 'year':
    case 'text':
    case 'choice':
    case 'flag':
      return { ...head, type: 'text' }
  }
}

interface Exported {
  readonly unitId: string
  readonly parkId: string | null
  readonly state: FilingState | null
  readonly submittedAt: string | null
  readonly formVersion: number | null
  readonly figures: (number | null)[] | null
  readonly words: (string | null)[] | null
  readonly imputed: Record<string, unknown> | null
}

async function* rowsOf(
  tx: Tx,
  ctx: Context,
  form: CompiledForm,
  period: PeriodRow,
  query: Query,
): AsyncGenerator<ExportRow, void, undefined> {
  const parks = await parksById(tx)
  const selected =
    query.asOf === undefined ? present(form, period, query) : asOfThen(period, query, query.asOf)
  await sql`DECLARE exported_filings NO SCROLL CURSOR FOR ${selected}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Exported>`FETCH ${sql.lit(BATCH)} FROM exported_filings`.execute(tx)
    if (rows.length === 0) return
    const units = await unitsById(
      tx,
      rows.map(({ unitId }) => unitId),
      period.toOn,
    )
    for (const row of rows) {
      const unit = units.get(row.unitId)
      if (unit === undefined) continue
      const version = await formAt(tx, ctx.place, period.form, row.formVersion ?? period.formVersion)
      const values =
        row.figures === null || row.words === null
          ? {}
          : fromStored(version, { figures: row.figures, words: row.words })
      const park = row.parkId === null ? null : (parks.get(row.parkId) ?? null)
      yield {
        '@code': unit.kind === 'park' ? park?.code : unit.creditCode,
        '@name': unit.name,
        '@park': park?.name,
        '@state': row.state === null ? '未报' : STATES[row.state],
        '@submitted': row.submittedAt,
        '@estimates': Object.keys(row.imputed ?? {}),
        ...Object.fromEntries(
          form.fields.map(({ field }) => [field.code, exportValue(values[field.code] ?? null, field)]),
        ),
      }
    }
  }
}

/** Choices by their label where only one has it: what people know them by, and what the import reads. */
function exportValue(
  value: string | number | boolean | null,
  { type, choices = [] }: CompiledField['field'],
): string | number | null {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (type === 'year' && value !== null) return String(value)
  if (type !== 'choice' || value === null) return value
  const label = choices.find((choice) => choice.value === value)?.label.zh
  return label !== undefined && choices.filter((choice) => choice.label.zh === label).length === 1
    ? label
    : value
}

/** What there is now; what is owed and not begun only where the filter asks for it. */
function present(form: CompiledForm, period: PeriodRow, filter: Query): RawBuilder<unknown> {
  const begun = filter.state === 'missing' || filter.state === 'owed' ? sql`` : sql`WHERE version IS NOT NULL`
  return sql`
    ${filingsSql(form, period, filter)}
    SELECT unit_id, park_id, state, submitted_at, form_version, figures, words, imputed FROM listed ${begun}
     ORDER BY initials, name, unit_id`
}

/** Final states as they were known at that moment: those that stand since before, and those that were overtaken after. */
function asOfThen({ form, period }: PeriodRow, { park, search }: Query, asOf: string): RawBuilder<unknown> {
  const conditions = [
    ...(park === undefined ? [] : [sql`s.park_id = ${park}::uuid`]),
    ...(search === undefined || search === ''
      ? []
      : [
          sql`EXISTS (SELECT FROM enterprise e WHERE e.id = s.unit_id AND (
                e.credit_code LIKE ${`${search.toUpperCase().replaceAll(/[\\%_]/gu, '\\$&')}%`}
                OR EXISTS (SELECT FROM enterprise_state n WHERE n.enterprise_id = e.id AND upper_inf(n.known)
                             AND n.name LIKE ${`%${search.replaceAll(/[\\%_]/gu, '\\$&')}%`})))`,
        ]),
  ]
  const where = conditions.length === 0 ? sql`` : sql`WHERE ${sql.join(conditions, sql` AND `)}`
  return sql`
    SELECT s.* FROM (
      SELECT unit_id, park_id, state, submitted_at, form_version, figures, words, imputed
        FROM statistics_filing
       WHERE form = ${form} AND period = ${period} AND final AND known_from <= ${asOf}::timestamptz
      UNION ALL
      SELECT p.unit_id, p.park_id, 'approved', NULL::timestamptz, p.form_version, p.figures, p.words, p.imputed
        FROM statistics_filing_past p
       WHERE p.form = ${form} AND p.period = ${period} AND p.known_from <= ${asOf}::timestamptz
         AND p.known_to > ${asOf}::timestamptz
    ) s ${where} ORDER BY s.unit_id`
}
