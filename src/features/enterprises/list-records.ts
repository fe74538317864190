import { sql, type RawBuilder } from 'kysely'
import type { FastifyReply } from 'fastify'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import { refuse } from '#domain/kernel'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { RecordKind } from './contract.ts'
import type * as contract from './contract.ts'
import { recordKind, recordKinds } from './record-kinds.ts'
import { recordRows, recordView } from './record-rows.ts'
import { foundSql } from './search-enterprises.ts'
import type { Tx } from './store.ts'

type Filter = Omit<QueryOf<typeof contract.exportRecords>, 'format' | 'kind'> & { kind?: string | undefined }

const ORDER = {
  from: sql`lower(r.valid) DESC, r.id`,
  to: sql`upper(r.valid) ASC NULLS LAST, r.id`,
  enterprise: sql`e.credit_code COLLATE "C", r.kind, lower(r.valid) DESC, r.id`,
  known: sql`lower(r.known) DESC, r.id`,
} as const

export function listRecordKinds(): Promise<ResponseOf<typeof contract.listRecordKinds>> {
  return Promise.resolve({ kinds: [...recordKinds().values()] })
}

/** Records of all enterprises that the caller may see. */
export function listRecords(
  ctx: Context,
  { sort, offset, limit, ...filter }: QueryOf<typeof contract.listRecords>,
): Promise<ResponseOf<typeof contract.listRecords>> {
  const conditions = where(filter)
  return ctx.read(async (tx) => {
    const rows = await recordRows(tx, { where: conditions, order: ORDER[sort], limit, offset })
    const { rows: counted } = await sql<{ total: number; waiting: number }>`
      SELECT (SELECT count(*)::int FROM enterprise_record r JOIN enterprise e ON e.id = r.enterprise_id WHERE ${conditions}) AS total,
             (SELECT count(*)::int FROM enterprise_record r WHERE upper_inf(r.known) AND r.status = 'declared') AS waiting`.execute(
      tx,
    )
    const { total, waiting } = counted[0] ?? { total: 0, waiting: 0 }
    return { total, waiting, records: rows.map((row) => recordView(ctx, row)) }
  })
}

function where(filter: Filter): RawBuilder<unknown> {
  const { enterprise, kind, status, on, endsBy, park, choice, search } = filter
  const choiceField = choice === undefined ? null : firstChoice(kind)
  const conditions = [
    sql`upper_inf(r.known)`,
    ...(enterprise === undefined ? [] : [sql`r.enterprise_id = ${enterprise}::uuid`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    status === undefined ? sql`r.status <> 'withdrawn'` : sql`r.status = ${status}`,
    ...(on === undefined ? [] : [sql`r.valid @> ${on}::date`]),
    ...(endsBy === undefined
      ? []
      : [sql`upper(r.valid) > china_today() AND upper(r.valid) <= ${endsBy}::date + 1`]),
    ...(park === undefined
      ? []
      : [
          sql`EXISTS (SELECT FROM enterprise_state s WHERE s.enterprise_id = r.enterprise_id AND upper_inf(s.known)
                AND s.valid @> coalesce(${on ?? null}::date, china_today()) AND s.registration_park_id = ${park}::uuid)`,
        ]),
    ...(choiceField === null ? [] : [sql`r.fields @> ${JSON.stringify({ [choiceField]: choice })}::jsonb`]),
    ...(search === undefined || search === ''
      ? []
      : [sql`r.enterprise_id IN (SELECT f.enterprise_id FROM ${foundSql(search, null)} f)`]),
  ]
  return sql.join(conditions, sql` AND `)
}

function firstChoice(code: string | undefined): string {
  if (code === undefined) return refuse('enterprises.choice_without_kind', {}, ['choice'])
  const field = recordKind(code).fields.find(({ type }) => type === 'choice')
  return field?.code ?? refuse('enterprises.choice_without_kind', {}, ['choice'])
}

const STATUS = { declared: '已申报', confirmed: '已确认', refused: '未予确认', withdrawn: '已撤下' } as const
const BATCH = 1_000
/** Confidential to the caller: there is something, and it is not shown. */
const WITHHELD = '（不公开）'

/** Records of one kind as a file, without what is confidential to the caller. */
export async function exportRecords(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof contract.exportRecords>,
  reply: FastifyReply,
): Promise<unknown> {
  const kind = recordKind(filter.kind)
  const conditions = where(filter)
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'enterprise.records-export',
      subjectKind: 'record-kind',
      subjectId: kind.code,
      detail: { format },
    }),
  )
  const mediaType =
    format === 'xlsx'
      ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      : 'text/csv; charset=utf-8'
  return sendExport(reply, { name: `企业档案-${kind.title.zh}.${format}`, mediaType }, (save) =>
    ctx.read(async (tx) => {
      const columns = exportColumns(kind)
      const rows = exportRows(ctx, tx, kind, conditions)
      await save(
        format === 'xlsx'
          ? writeWorkbook([
              {
                name: kind.title.zh,
                title: `企业档案：${kind.title.zh}`,
                notes: [`导出人：${ctx.caller.name}`],
                columns,
                rows,
                frozenColumns: 2,
              },
            ])
          : writeCsv(columns, rows),
      )
    }),
  )
}

function exportColumns(kind: RecordKind): ExportColumn[] {
  return [
    { key: '@code', heading: '统一社会信用代码', type: 'text' },
    { key: '@name', heading: '企业名称', type: 'text' },
    { key: '@from', heading: kind.validity === 'day' ? '日期' : '生效日期', type: 'date' },
    ...(kind.validity === 'day' ? [] : [{ key: '@to', heading: '失效日期', type: 'date' } as const]),
    ...kind.fields.map(({ code, title, unit }): ExportColumn => ({
      key: code,
      heading: unit === null ? title.zh : `${title.zh}（${unit}）`,
      // What is withheld is a text: a column of numbers would not hold it.
      type: 'text',
    })),
    { key: '@status', heading: '状态', type: 'text' },
    { key: '@source', heading: '来源', type: 'text' },
  ]
}

async function* exportRows(
  ctx: Context,
  tx: Tx,
  kind: RecordKind,
  conditions: RawBuilder<unknown>,
): AsyncGenerator<ExportRow, void, undefined> {
  for (let offset = 0; ; offset += BATCH) {
    const rows = await recordRows(tx, { where: conditions, order: ORDER.enterprise, limit: BATCH, offset })
    for (const row of rows) {
      const view = recordView(ctx, row)
      yield {
        '@code': row.creditCode,
        '@name': view.enterprise.name,
        '@from': row.from,
        '@to': row.to,
        '@status': STATUS[row.status],
        '@source': row.source,
        ...Object.fromEntries(
          kind.fields.map((field) => [
            field.code,
            view.hidden.includes(field.code) ? WITHHELD : shown(field, view.fields[field.code] ?? null),
          ]),
        ),
      }
    }
    if (rows.length < BATCH) return
  }
}

export function shown(
  { choices }: Pick<RecordKind['fields'][number], 'choices'>,
  value: string | number | boolean | null,
): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  return choices.find(({ code }) => code === value)?.title.zh ?? String(value)
}
