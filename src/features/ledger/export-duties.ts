import { sql } from 'kysely'
import type { FastifyReply } from 'fastify'
import type { Context } from '#platform/http'
import {
  writeCsv,
  writeWorkbook,
  type ExportColumn,
  type ExportRow,
  type ExportSheet,
} from '#platform/spreadsheets'
import type { QueryOf } from '../route-contract.ts'
import type { DutyRow } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { describeFilter } from './export-filter.ts'
import { sendExport } from '#platform/http'
import { orderDuties, whereDuty } from './filter-duties.ts'
import { readCodes } from './frame.ts'
import {
  FLAG_WORDS,
  KIND_WORDS,
  SOURCE_WORDS,
  STATE_WORDS,
  VISIBILITY_WORDS,
  dateWords,
  dueWords,
  lightWords,
  type Language,
} from './ledger-words.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

type Query = QueryOf<typeof contract.exportDuties>

/** So many rows are fetched and written at a time. */
const BATCH = 1000
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const CSV = 'text/csv; charset=utf-8'

/** 台账导出: the rows of the list under the same filter, in its order, all of them, from one moment. */
export async function exportDuties(ctx: Context, query: Query, reply: FastifyReply): Promise<unknown> {
  const { format, language } = query
  const on = dayOf(ctx.now)
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'ledger.export',
      subjectKind: 'ledger',
      subjectId: 'duties',
      detail: { format, filter: wordsOfQuery(query) },
    }),
  )
  const name = `${language === 'zh-CN' ? '任务台账' : 'ledger'}-${on}.${format}`
  return sendExport(reply, { name, mediaType: format === 'xlsx' ? XLSX : CSV }, (save) =>
    ctx.read(async (tx) => {
      const sheet = await sheetOf(tx, ctx, query)
      await save(format === 'xlsx' ? writeWorkbook([sheet]) : writeCsv(sheet.columns, sheet.rows))
    }),
  )
}

/** As it was asked, for the trail. */
function wordsOfQuery({ format: _, language: __, ...filter }: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  )
}

async function sheetOf(tx: Tx, ctx: Context, query: Query): Promise<ExportSheet> {
  const { language } = query
  const zh = language === 'zh-CN'
  const when = dateWords(dayOf(ctx.now), language)
  const filter = await describeFilter(tx, ctx, query, language)
  return {
    name: zh ? '任务台账' : 'Duties',
    title: zh ? '任务台账' : 'Ledger of duties',
    notes: [
      zh ? `${when}导出，导出人：${ctx.caller.name}` : `Exported ${when} by ${ctx.caller.name}`,
      zh ? `范围：${filter}` : `Filter: ${filter}`,
    ],
    columns: columnsIn(language),
    rows: rowsOf(tx, ctx, query),
    frozenColumns: 3,
  }
}

async function* rowsOf(tx: Tx, ctx: Context, query: Query): AsyncGenerator<ExportRow, void, undefined> {
  const categories = new Map(
    (await readCodes(tx, 'action')).map(({ code, zh, en }) => [code, query.language === 'en' ? en : zh]),
  )
  const where = whereDuty(query, ctx.caller)
  const order = orderDuties(query.sort, query.direction)
  await sql`declare exported no scroll cursor for select d.id from duty d where ${where} order by ${order}`.execute(
    tx,
  )
  for (let place = 0; ;) {
    const { rows } = await sql<{ id: string }>`fetch ${sql.lit(BATCH)} from exported`.execute(tx)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return
    const found = new Map(
      (await readDutyRows(tx, ctx, { where: sql`d.id = any(${ids}::uuid[])` })).map((row) => [row.id, row]),
    )
    const more = await readMore(tx, ids)
    for (const id of ids) {
      const duty = found.get(id)
      place += 1
      if (duty !== undefined) yield toRow(duty, more.get(id), place, query.language, categories)
    }
  }
}

interface More {
  readonly id: string
  readonly headingPath: readonly string[]
  readonly content: string
  readonly parentSerial: number | null
  readonly parentTitle: string | null
}

/** What a list does not show: chapter, content, the duty above as far as the asker may see it. */
async function readMore(tx: Tx, ids: readonly string[]): Promise<Map<string, More>> {
  const { rows } = await sql<More>`
    select d.id, d.heading_path as "headingPath", d.content, p.serial as "parentSerial", p.title as "parentTitle"
      from duty d left join duty p on p.id = d.parent_id
     where d.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function columnsIn(language: Language): ExportColumn[] {
  const zh = language === 'zh-CN'
  const column = (key: string, heading: string, en: string, type: ExportColumn['type'] = 'text') => ({
    key,
    heading: zh ? heading : en,
    type,
  })
  return [
    column('place', '序号', 'No.', 'integer'),
    column('serial', '台账号', 'Ledger no.', 'integer'),
    { ...column('title', '任务', 'Duty'), width: 46 },
    column('number', '编号', 'Number in document'),
    column('kind', '类型', 'Kind'),
    column('document', '文件', 'Document'),
    column('chapter', '章节', 'Chapter'),
    column('content', '内容', 'Content'),
    column('categories', '行动类别', 'Kinds of action'),
    column('owner', '下达单位', 'Owner'),
    column('lead', '牵头单位', 'Lead'),
    column('supporting', '配合单位', 'Supporting'),
    column('person', '责任人', 'Person'),
    column('park', '所属分园', 'Park'),
    column('startsOn', '起始', 'Starts', 'date'),
    column('dueOn', '完成时限', 'Due', 'date'),
    column('due', '时限说明', 'Due in words'),
    column('progress', '进展', 'Progress', 'percent'),
    column('state', '状态', 'State'),
    column('light', '预警', 'Colour'),
    column('flags', '标记', 'Flags'),
    column('lastReportOn', '最近报送', 'Last report', 'date'),
    column('reportDueOn', '下次应报', 'Next report due', 'date'),
    column('evidence', '佐证材料', 'Evidence files', 'integer'),
    column('parent', '上级任务', 'Part of'),
    column('source', '来源', 'Source'),
    column('visibility', '可见范围', 'Who may read'),
    column('forEvaluation', '纳入评估', 'For evaluation'),
    column('synthetic', '演示数据', 'Demo data'),
    column('changedAt', '更新时间', 'Changed', 'moment'),
  ]
}

function toRow(
  duty: DutyRow,
  more: More | undefined,
  place: number,
  language: Language,
  categories: ReadonlyMap<string, string>,
): ExportRow {
  const zh = language === 'zh-CN'
  const named = (body: DutyRow['lead']) => (body === null ? null : zh ? body.name : body.nameEn)
  const yes = (value: boolean) => (value ? (zh ? '是' : 'yes') : null)
  const { parentSerial = null, parentTitle = null } = more ?? {}
  return {
    place,
    serial: duty.serial,
    title: duty.title,
    number: duty.number,
    kind: KIND_WORDS[language][duty.kind],
    document: duty.document?.title,
    chapter: more?.headingPath.join(' / '),
    content: more?.content,
    categories: duty.categories.map((code) => categories.get(code) ?? code),
    owner: named(duty.owner),
    lead: named(duty.lead),
    supporting: duty.supporting.map((body) => (zh ? body.name : body.nameEn)),
    person: duty.person,
    park: named(duty.park),
    startsOn: duty.startsOn,
    dueOn: duty.dueOn,
    due: dueWords(duty, language),
    progress: duty.progress / 100,
    state: STATE_WORDS[language][duty.state],
    light: lightWords(duty.light, language) + (duty.overridden ? (zh ? '（人工）' : ' (by hand)') : ''),
    flags: duty.flags.map((flag) => FLAG_WORDS[language][flag]),
    lastReportOn: duty.lastReportOn,
    reportDueOn: duty.reportDueOn,
    evidence: duty.evidence,
    parent: parentTitle === null ? null : `${String(parentSerial ?? '')} ${parentTitle}`,
    source: SOURCE_WORDS[language][duty.source],
    visibility: VISIBILITY_WORDS[language][duty.visibility],
    forEvaluation: yes(duty.forEvaluation),
    synthetic: yes(duty.synthetic),
    changedAt: duty.changedAt,
  }
}
