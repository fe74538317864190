import type { FastifyReply } from 'fastify'
import { chinaDay } from '#domain/kernel'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { ParamsOf, QueryOf } from '../route-contract.ts'
import { loadApplications } from './application-rows.ts'
import type * as applications from './contract-applications.ts'
import type * as matching from './contract-matching.ts'
import { gatherMatches, sortMatches } from './list-matches.ts'

const MEDIA = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const
type Format = keyof typeof MEDIA

interface Sheet {
  readonly title: string
  readonly file: string
  readonly notes: readonly string[]
  readonly columns: readonly ExportColumn[]
  readonly rows: Iterable<ExportRow>
}

function send(
  reply: FastifyReply,
  format: Format,
  { title, file, notes, columns, rows }: Sheet,
): Promise<unknown> {
  return sendExport(reply, { name: `${file}.${format}`, mediaType: MEDIA[format] }, (save) =>
    save(
      format === 'xlsx'
        ? writeWorkbook([
            { name: title.slice(0, 31), title, notes: [...notes], columns, rows, frozenColumns: 2 },
          ])
        : writeCsv(columns, rows),
    ),
  )
}

const ANSWERS = { yes: '符合', near: '接近', undetermined: '待补充', no: '不符合' } as const
export const APPLICATION_STATES = {
  invited: '待企业确认',
  submitted: '审核中',
  approved: '已认定',
  rejected: '不予支持',
  withdrawn: '已撤回',
  declined: '企业放弃',
  paid: '已拨付',
} as const
const WAYS = { direct: '免申即享', fast: '快申快享', ordinary: '一般申报' } as const

export async function exportMatches(
  ctx: Context,
  { policyId }: ParamsOf<typeof matching.exportMatches>,
  { answer, park, on: given, format }: QueryOf<typeof matching.exportMatches>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const gathered = await gatherMatches(ctx, policyId, on, park)
  const rows = sortMatches(gathered, answer).map((one): ExportRow => ({
    creditCode: one.creditCode,
    name: one.name,
    park: one.park?.zh ?? null,
    answer: ANSWERS[one.answer],
    amount: one.answer === 'no' ? null : gathered.amountAt(one.row),
    synthetic: one.synthetic ? '（演示）' : null,
  }))
  const title = `${gathered.policy.definition.title.zh}：${ANSWERS[answer]}企业`
  return send(reply, format, {
    title,
    file: `${gathered.policy.definition.code}-${ANSWERS[answer]}-${on}`,
    notes: [`判定日期：${on}`, `导出人：${ctx.caller.name}`],
    columns: [
      { key: 'creditCode', heading: '统一社会信用代码', type: 'text', width: 22 },
      { key: 'name', heading: '企业名称', type: 'text', width: 40 },
      { key: 'park', heading: '注册分园', type: 'text', width: 14 },
      { key: 'answer', heading: '结论', type: 'text', width: 10 },
      { key: 'amount', heading: '测算金额', type: 'number', unit: '万元', width: 16 },
      { key: 'synthetic', heading: '数据性质', type: 'text', width: 10 },
    ],
    rows,
  })
}

export async function exportApplications(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof applications.exportApplications>,
  reply: FastifyReply,
): Promise<unknown> {
  const found = await ctx.read((tx) => loadApplications(tx, filter, { sort: 'newest' }))
  return send(reply, format, {
    title: '政策申报与兑现',
    file: `政策申报与兑现-${chinaDay(ctx.now.getTime())}`,
    notes: [`导出日期：${chinaDay(ctx.now.getTime())}`, `导出人：${ctx.caller.name}`],
    columns: [
      { key: 'number', heading: '编号', type: 'text', width: 18 },
      { key: 'policy', heading: '政策', type: 'text', width: 36 },
      { key: 'name', heading: '企业名称', type: 'text', width: 40 },
      { key: 'creditCode', heading: '统一社会信用代码', type: 'text', width: 22 },
      { key: 'park', heading: '分园', type: 'text', width: 14 },
      { key: 'way', heading: '办理方式', type: 'text', width: 12 },
      { key: 'year', heading: '年度', type: 'text', width: 8 },
      { key: 'state', heading: '状态', type: 'text', width: 12 },
      { key: 'worked', heading: '测算金额', type: 'number', unit: '万元', width: 16 },
      { key: 'approved', heading: '认定金额', type: 'number', unit: '万元', width: 16 },
      { key: 'paid', heading: '已拨付', type: 'number', unit: '万元', width: 16 },
      { key: 'flags', heading: '待处理提示', type: 'number', width: 12 },
      { key: 'synthetic', heading: '数据性质', type: 'text', width: 10 },
    ],
    rows: found.map((one): ExportRow => ({
      number: one.caseNumber,
      policy: one.policy.title.zh,
      name: one.enterprise.name,
      creditCode: one.enterprise.creditCode,
      park: one.park?.name ?? null,
      way: WAYS[one.procedure],
      year: String(one.year),
      state: APPLICATION_STATES[one.state],
      worked: one.worked,
      approved: one.approved,
      paid: one.paid,
      flags: one.openFlags,
      synthetic: one.synthetic ? '（演示）' : null,
    })),
  })
}
