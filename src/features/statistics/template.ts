import { sql } from 'kysely'
import type { FastifyReply } from 'fastify'
import type { CompiledForm } from '#domain/indicators'
import { periodById } from '#domain/kernel'
import { sendAttachment, type Context } from '#platform/http'
import { writeTemplate, type ImportColumn, type ImportDeclaration } from '#platform/spreadsheets'
import { Readable } from 'node:stream'
import type { ParamsOf, QueryOf } from '../route-contract.ts'
import { fromStored } from './cells.ts'
import { periodBack } from './check-context.ts'
import type * as contract from './contract.ts'
import { formAt, newestForm } from './forms.ts'
import { CREDIT_CODE, UNIT_NAME, importDeclaration } from './import-declaration.ts'
import { filingCaller } from './read-filing.ts'
import { loadPeriod, type PeriodRow, type Tx } from './store.ts'
import { whoFiles } from './who-files.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Last period's values stand on a second sheet up to so many rows; beyond, the export has them. */
const MOST_BESIDE = 2_000

type Line = Readonly<Record<string, string | number>>

/** A workbook to fill in: a row for each that owes the period, with its name; without a period an empty one. */
export async function sendTemplate(
  ctx: Context,
  { form: code }: ParamsOf<typeof contract.downloadTemplate>,
  { period: id }: QueryOf<typeof contract.downloadTemplate>,
  reply: FastifyReply,
): Promise<unknown> {
  const { form, rows, previous } = await ctx.read(async (tx) => {
    if (id === undefined)
      return { form: await newestForm(tx, ctx.place, code), rows: [], previous: { period: '', rows: [] } }
    const period = await loadPeriod(tx, { form: code, period: id })
    const version = await formAt(tx, ctx.place, code, period.formVersion)
    const owed = await owedBy(tx, ctx, version, period)
    return { form: version, rows: owed, previous: await filedBefore(tx, ctx, version, period, owed) }
  })
  const { title, own } = form.definition
  const content = await writeTemplate(templateDeclaration(form), {
    language: 'zh',
    title: `${title.zh}（${code}）${id === undefined ? '' : ` ${id}`}`,
    guide: [
      '一行填一家单位；空着表示没有数据，零请填 0。',
      '金额单位见各列标题；负数前加“-”。表头两行不要改动，列的先后可以调整。',
      ...(own ? ['本表为示范区自用报表，非国家统计报表。'] : []),
      ...(previous.rows.length > 0
        ? [`“上期数”表是 ${previous.period} 的数据，仅供对照，导入时不读取。`]
        : []),
    ],
    codes: form.fields.map(({ field }) => field.code),
    rows: rows.map(({ line }) => line),
    ...(previous.rows.length > 0 ? { beside: previous.rows } : {}),
  })
  const name = `${code}${id === undefined ? '' : `-${id}`}-模板.xlsx`
  return sendAttachment(reply, Readable.from([Buffer.from(content)]), name, XLSX, content.length)
}

/** Labels with their unit as headings; the codes stand in the line below. */
function templateDeclaration(form: CompiledForm): ImportDeclaration {
  const ofPark = form.definition.filers.unit === 'park'
  const fields = new Map(form.fields.map(({ field }) => [field.code, field]))
  return {
    columns: importDeclaration(form).columns.flatMap((column): ImportColumn[] => {
      const field = fields.get(column.key)
      if (field !== undefined) {
        const unit = field.unit === null ? '' : `（${field.unit}）`
        const named = [
          `${field.label.zh}${unit}`,
          `${field.label.en}${field.unit === null ? '' : ` (${field.unit})`}`,
        ]
        return [{ ...column, headings: named, ...(field.compulsory ? { required: true } : {}) }]
      }
      if (column.key === CREDIT_CODE)
        return [{ ...column, headings: [ofPark ? '分园代码' : '统一社会信用代码'] }]
      if (column.key === UNIT_NAME) return [{ ...column, headings: [ofPark ? '分园名称' : '企业名称'] }]
      return []
    }),
  }
}

interface Owed {
  readonly unitId: string
  readonly line: Line
}

/** Those of the caller's who must file; an enterprise itself only. */
async function owedBy(tx: Tx, ctx: Context, form: CompiledForm, period: PeriodRow): Promise<readonly Owed[]> {
  const { enterpriseId } = await filingCaller(tx, ctx)
  const ofPark = ctx.caller.roles.includes('park_committee') && !ctx.caller.roles.includes('zone_office')
  const mine =
    enterpriseId !== null
      ? sql`WHERE u.unit_id = ${enterpriseId}::uuid`
      : ofPark
        ? sql`WHERE u.park_id = ${ctx.caller.organisationId}::uuid`
        : sql``
  const { rows } = await sql<{
    unitId: string
    creditCode: string | null
    code: string | null
    name: string
  }>`
    SELECT u.unit_id, u.credit_code, o.code, u.name FROM (${whoFiles(form.definition.filers, period.toOn)}) u
      LEFT JOIN organisation o ON o.id = u.unit_id ${mine} ORDER BY u.initials, u.name, u.unit_id`.execute(tx)
  return rows.map(({ unitId, creditCode, code, name }) => ({
    unitId,
    line: { [CREDIT_CODE]: creditCode ?? code ?? '', [UNIT_NAME]: name },
  }))
}

async function filedBefore(
  tx: Tx,
  ctx: Context,
  form: CompiledForm,
  period: PeriodRow,
  owed: readonly Owed[],
): Promise<{ readonly period: string; readonly rows: readonly Line[] }> {
  const here = periodById(period.period)
  const before = here === null ? null : periodBack(here, '1')
  if (before === null || owed.length > MOST_BESIDE) return { period: '', rows: [] }
  const filed = await tx
    .selectFrom('statisticsFiling')
    .select(['unitId', 'formVersion', 'figures', 'words'])
    .where('form', '=', period.form)
    .where('period', '=', before.id)
    .where(sql<boolean>`unit_id = ANY (${owed.map(({ unitId }) => unitId)}::uuid[])`)
    .execute()
  const values = new Map<string, Line>()
  for (const row of filed) {
    const stored = fromStored(await formAt(tx, ctx.place, period.form, row.formVersion), row)
    values.set(
      row.unitId,
      Object.fromEntries(
        form.fields.flatMap(({ field }) => {
          const value = stored[field.code]
          if (value === undefined || value === null) return []
          return [[field.code, typeof value === 'boolean' ? (value ? '是' : '否') : value] as const]
        }),
      ),
    )
  }
  return {
    period: before.id,
    rows: owed.flatMap(({ unitId, line }) => {
      const cells = values.get(unitId)
      return cells === undefined ? [] : [{ ...line, ...cells }]
    }),
  }
}
