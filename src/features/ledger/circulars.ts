import { sql, type RawBuilder } from 'kysely'
import { refuse } from '#domain/kernel'
import { OPEN_STATES, daysBetween } from '#domain/ledger'
import { writeCircular } from '#platform/documents'
import type { Context } from '#platform/http'
import { issuerName } from '#features/procedures'
import type { QueryOf } from '../route-contract.ts'
import type { ExportedFile } from './annual-export.ts'
import { loadBodies } from './bodies.ts'
import type { DutyRow } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'
import { dateWords, dueWords } from './ledger-words.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

type Query = QueryOf<typeof contract.readLedgerCircular>

interface BodyFigures {
  readonly leadId: string
  readonly duties: number
  readonly done: number
  /** Done in the period with a due date, and of those in time. */
  readonly timed: number
  readonly onTime: number
  readonly late: number
  readonly red: number
  readonly meanProgress: number
  readonly notices: number
}

/** Lists of single duties end here; the table by body counts all. */
const LISTED = 200

/**
 * 通报: how the duties under a filter stand today, by lead body; what was finished and which notices were raised between two days
 * (this year up to today when none are given).
 */
export async function writeLedgerCircular(ctx: Context, query: Query): Promise<ExportedFile> {
  const today = dayOf(ctx.now)
  const to = query.to ?? today
  const from = query.from ?? `${to.slice(0, 4)}-01-01`
  if (from > to) refuse('ledger.circular_reversed', { from, to }, ['from'])
  const { body, park, document } = query
  const where = sql`d.lead_id is not null and ${whereDuty(
    {
      kind: ['duty'],
      ...(body === undefined ? {} : { body }),
      ...(park === undefined ? {} : { park }),
      ...(document === undefined ? {} : { document }),
    },
    ctx.caller,
  )}`
  const { figures, names, late, good, issuer, about } = await ctx.read(async (tx) => {
    const figures = await readFigures(tx, where, from, to, today)
    const office = ctx.caller.roles.some((role) => role === 'zone_office' || role === 'leader')
    const names = await loadBodies(tx, ctx, [
      ...figures.map(({ leadId }) => leadId),
      ctx.caller.organisationId,
      body ?? null,
      park ?? null,
    ])
    return {
      figures,
      names,
      late: await readDutyRows(tx, ctx, {
        where: sql`${where} and d.state = any(${[...OPEN_STATES]}::text[]) and d.due_on < ${today}::date`,
        order: sql`d.due_on, d.serial`,
        limit: LISTED,
      }),
      good: await readDutyRows(tx, ctx, {
        where: sql`${where} and d.state in ('verified', 'closed') and d.completed_on between ${from}::date and ${to}::date
                   and (d.due_on is null or d.completed_on <= d.due_on)`,
        order: sql`d.completed_on, d.serial`,
        limit: LISTED,
      }),
      // Who draws it up signs it: the office for the zone, others for themselves.
      issuer: office ? await issuerName(tx) : (names.orNull(ctx.caller.organisationId)?.name ?? null),
      about: await titleOf(tx, document),
    }
  })
  const scope = [park, body].flatMap((id) => (id === undefined ? [] : names.of(id).name)).join('、')
  const heading = `关于${scope}${about === null ? '重点任务' : `《${about}》任务`}进展情况的通报`
  const sum = (pick: (row: BodyFigures) => number) => figures.reduce((total, row) => total + pick(row), 0)
  const total = sum(({ duties }) => duties)
  const mean =
    total === 0
      ? null
      : figures.reduce((all, { meanProgress, duties }) => all + meanProgress * duties, 0) / total
  const content = await writeCircular({
    heading,
    number: null,
    addressee: '各有关单位：',
    sections: [
      {
        heading: '总体进展',
        paragraphs: [
          total === 0
            ? `截至${dateWords(today, 'zh-CN')}，没有符合条件的任务。`
            : `截至${dateWords(today, 'zh-CN')}，台账中有牵头单位的任务共${total}项，已完成${sum(({ done }) => done)}项，平均进展${percent(mean)}；逾期未完成${sum((row) => row.late)}项，判为滞后${sum(({ red }) => red)}项。`,
          `${dateWords(from, 'zh-CN')}至${dateWords(to, 'zh-CN')}，有时限的任务完成${sum(({ timed }) => timed)}项，其中按期完成${sum(({ onTime }) => onTime)}项；发出督查通知单${sum(({ notices }) => notices)}件。`,
        ],
      },
      {
        heading: '各单位进展',
        paragraphs: figures.length === 0 ? ['没有可以列出的单位。'] : [],
        ...(figures.length === 0
          ? {}
          : {
              table: {
                header: ['牵头单位', '任务', '完成', '按期完成率', '逾期', '滞后', '平均进展', '督查通知单'],
                rows: figures.map((row) => [
                  names.of(row.leadId).name,
                  String(row.duties),
                  String(row.done),
                  percent(row.timed === 0 ? null : (row.onTime / row.timed) * 100),
                  String(row.late),
                  String(row.red),
                  percent(row.meanProgress),
                  String(row.notices),
                ]),
              },
            }),
      },
      {
        heading: '进展较好的任务',
        paragraphs: good.length === 0 ? ['本期没有按期完成的任务。'] : ['下列任务已按期完成。'],
        ...(good.length === 0
          ? {}
          : {
              table: {
                header: ['任务', '牵头单位', '完成时限'],
                rows: good.map((duty) => [duty.title, duty.lead?.name ?? '', dueWords(duty, 'zh-CN')]),
              },
            }),
      },
      {
        heading: '逾期未完成的任务',
        paragraphs:
          late.length === 0
            ? ['截至本通报印发，没有逾期未完成的任务。']
            : ['下列任务已过完成时限，请牵头单位抓紧落实，并说明原因和完成日期。'],
        ...(late.length === 0 ? {} : { table: lateTable(late, today) }),
      },
    ],
    signature: issuer,
    date: dateWords(today, 'zh-CN'),
  })
  return { fileName: `${heading.replace(/[《》]/g, '')} ${today}.docx`, content }
}

function lateTable(late: readonly DutyRow[], today: string) {
  return {
    header: ['任务', '牵头单位', '完成时限', '进展', '逾期天数'],
    rows: late.map((duty) => [
      duty.title,
      duty.lead?.name ?? '',
      dueWords(duty, 'zh-CN'),
      percent(duty.progress),
      duty.dueOn === null ? '' : String(daysBetween(duty.dueOn, today)),
    ]),
  }
}

/** One decimal; a whole number without. */
function percent(value: number | null): string {
  return value === null ? '—' : `${Math.round(value * 10) / 10}%`
}

async function readFigures(
  tx: Tx,
  where: RawBuilder<unknown>,
  from: string,
  to: string,
  today: string,
): Promise<readonly BodyFigures[]> {
  // Days are those of the zone's own time.
  const { rows } = await sql<BodyFigures>`
    select d.lead_id as "leadId", count(*)::int as duties,
           (count(*) filter (where d.state in ('verified', 'closed')))::int as done,
           (count(*) filter (where d.state in ('verified', 'closed') and d.due_on is not null
              and d.completed_on between ${from}::date and ${to}::date))::int as timed,
           (count(*) filter (where d.state in ('verified', 'closed') and d.completed_on <= d.due_on
              and d.completed_on between ${from}::date and ${to}::date))::int as "onTime",
           (count(*) filter (where d.due_on < ${today}::date and d.state = any(${[...OPEN_STATES]}::text[])))::int as late,
           (count(*) filter (where d.light = 'red'))::int as red,
           avg(d.rolled_progress)::float8 as "meanProgress",
           (select count(*)::int from procedure_case c join duty o on o.id::text = c.origin_id
             where c.origin_kind = 'duty' and c.procedure = 'supervision' and o.lead_id = d.lead_id
               and c.submitted_at >= (${from}::date::timestamp at time zone 'Asia/Shanghai')
               and c.submitted_at < ((${to}::date + 1)::timestamp at time zone 'Asia/Shanghai')) as notices
      from duty d where ${where}
     group by d.lead_id order by late desc, red desc, duties desc`.execute(tx)
  return rows
}

async function titleOf(tx: Tx, document: string | undefined): Promise<string | null> {
  if (document === undefined) return null
  const row = await tx.selectFrom('document').select('title').where('id', '=', document).executeTakeFirst()
  return row?.title ?? refuse('ledger.plan_unknown')
}
