import type { FastifyReply } from 'fastify'
import { sendExport, type Context } from '#platform/http'
import { writeCsv, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { QueryOf } from '../route-contract.ts'
import type { CultivationEntry, StandingRow } from './contract.ts'
import type * as contract from './contract.ts'
import { loadLadder, rungOf, type Ladder } from './ladder-store.ts'
import { entryConditions, selectEntries } from './library.ts'
import { selectStandings, standingConditions, standingOrder } from './standings.ts'
import { dayOf, type Tx } from './store.ts'
import { sql } from 'kysely'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const CSV = 'text/csv; charset=utf-8'
const BATCH = 500

const ANSWERS = { yes: '符合', no: '不符合', undetermined: '无法判定' } as const
const STATES = { active: '培育中', promoted: '已升级', left: '退出' } as const

const WHO: readonly ExportColumn[] = [
  column('creditCode', '统一社会信用代码'),
  column('name', '企业名称'),
  column('park', '注册地分园'),
  column('industry', '行业代码'),
]

const STANDING: readonly ExportColumn[] = [
  ...WHO,
  column('held', '现有层级'),
  column('marks', '其他资质'),
  column('next', '下一目标层级'),
  column('answer', '判定'),
  column('distance', '最小差距', 'percent'),
  column('lacking', '差什么'),
  column('missing', '缺少的信息'),
  column('low', '得分下限', 'number'),
  column('high', '得分上限', 'number'),
  column('reminders', '提醒'),
  column('expiresOn', '最近到期日', 'date'),
  column('inLibrary', '培育库'),
  column('steward', '服务管家'),
]

const ENTRY: readonly ExportColumn[] = [
  ...WHO,
  column('target', '培育目标'),
  column('state', '状态'),
  column('since', '入库日期', 'date'),
  column('endedOn', '出库日期', 'date'),
  column('reason', '退出理由'),
  column('held', '现有层级'),
  column('answer', '判定'),
  column('distance', '最小差距', 'percent'),
  column('steward', '服务管家'),
  column('note', '备注'),
]

function column(key: string, heading: string, type: ExportColumn['type'] = 'text'): ExportColumn {
  return { key, heading, type }
}

/** The list that the page shows, with the same filter, without a ceiling. */
export function exportStandings(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof contract.exportStandings>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = dayOf(ctx.now)
  return send(ctx, reply, { format, name: '企业梯度', columns: STANDING, on }, async function* (tx) {
    const ladder = await loadLadder(tx)
    const conditions = standingConditions(ctx, on, filter)
    const order = standingOrder(ladder, 'distance')
    for (let offset = 0; ; offset += BATCH) {
      const rows = await selectStandings(tx, ladder, on, conditions, order, { offset, limit: BATCH })
      for (const row of rows) yield standingRow(ladder, row)
      if (rows.length < BATCH) return
    }
  })
}

export function exportEntries(
  ctx: Context,
  { format, ...filter }: QueryOf<typeof contract.exportEntries>,
  reply: FastifyReply,
): Promise<unknown> {
  const on = dayOf(ctx.now)
  return send(ctx, reply, { format, name: '培育库', columns: ENTRY, on }, async function* (tx) {
    const ladder = await loadLadder(tx)
    const conditions = entryConditions(ctx, filter)
    for (let offset = 0; ; offset += BATCH) {
      const rows = await selectEntries(tx, ctx, conditions, sql`c.since DESC`, { offset, limit: BATCH })
      for (const row of rows) yield entryRow(ladder, row)
      if (rows.length < BATCH) return
    }
  })
}

interface Sent {
  readonly format: 'xlsx' | 'csv'
  readonly name: string
  readonly columns: readonly ExportColumn[]
  readonly on: string
}

async function send(
  ctx: Context,
  reply: FastifyReply,
  { format, name, columns, on }: Sent,
  rowsOf: (tx: Tx) => AsyncGenerator<ExportRow, void, undefined>,
): Promise<unknown> {
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'cultivation.export',
      subjectKind: 'list',
      subjectId: name,
      detail: { format, on },
    }),
  )
  const mediaType = format === 'xlsx' ? XLSX : CSV
  return sendExport(reply, { name: `${name}-${on}.${format}`, mediaType }, (save) =>
    ctx.read((tx) => {
      const rows = rowsOf(tx)
      const notes = [`截至日期：${on}`, `导出人：${ctx.caller.name}`]
      return save(
        format === 'xlsx'
          ? writeWorkbook([{ name, title: name, notes, columns, rows, frozenColumns: 2 }])
          : writeCsv(columns, rows),
      )
    }),
  )
}

function who({
  creditCode,
  name,
  registrationPark,
  industry,
  synthetic,
}: StandingRow['enterprise']): ExportRow {
  return {
    creditCode,
    name: synthetic && !name.includes('（演示）') ? `${name}（演示）` : name,
    park: registrationPark?.name ?? '',
    industry,
  }
}

function standingRow(ladder: Ladder, row: StandingRow): ExportRow {
  const title = (code: string | null) => (code === null ? null : (rungOf(ladder, code)?.title.zh ?? code))
  const { detail } = row
  return {
    ...who(row.enterprise),
    held: title(row.held),
    marks: row.marks.map((code) => title(code) ?? code),
    next: title(row.next),
    answer: row.answer === null ? null : row.near ? '接近' : ANSWERS[row.answer],
    distance: detail?.distance ?? null,
    lacking: (detail?.lacking ?? []).map(({ title: what, lacking, unit }) =>
      lacking === null ? what.zh : `${what.zh}：差${String(lacking)}${unit ?? ''}`,
    ),
    missing: (detail?.missing ?? []).map(({ fact }) => fact),
    low: detail?.points?.low ?? null,
    high: detail?.points?.high ?? null,
    reminders: row.reminders.map(
      (code) => ladder.file.reminders.find((reminder) => reminder.code === code)?.title.zh ?? code,
    ),
    expiresOn: row.expiresOn,
    inLibrary: row.entry === null ? null : title(row.entry.target),
    steward: row.steward?.name ?? null,
  }
}

function entryRow(ladder: Ladder, row: CultivationEntry): ExportRow {
  return {
    ...who(row.enterprise),
    target: row.targetTitle.zh,
    state: STATES[row.state],
    since: row.since,
    endedOn: row.endedOn,
    reason: row.reason,
    held: row.held === null ? null : (rungOf(ladder, row.held)?.title.zh ?? row.held),
    answer: row.answer === null ? null : ANSWERS[row.answer],
    distance: row.distance,
    steward: row.steward?.name ?? null,
    note: row.note,
  }
}
