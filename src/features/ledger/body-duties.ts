import { sql } from 'kysely'
import type { FastifyReply } from 'fastify'
import { refuse } from '#domain/kernel'
import { writeCircular, type OfficialTable } from '#platform/documents'
import { sendAttachment, type Context } from '#platform/http'
import type { QueryOf } from '../route-contract.ts'
import { loadBodies } from './bodies.ts'
import type { DutyRow } from './contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'
import { LIGHT_MARKS, LIGHT_WORDS, STATE_WORDS, dateWords, dueWords } from './ledger-words.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** One body's duties, led and supported, as a document in official layout; of one year, what runs in it. */
export async function exportBodyDuties(
  ctx: Context,
  organisationId: string,
  { year }: QueryOf<typeof contract.exportBodyDuties>,
  reply: FastifyReply,
): Promise<unknown> {
  const today = dayOf(ctx.now)
  const { body, signed, led, supported } = await ctx.read(async (tx) => {
    const bodies = await loadBodies(tx, ctx, [organisationId, ctx.caller.organisationId])
    if (!bodies.has(organisationId)) return refuse('ledger.body_unknown', { id: organisationId })
    const duties = await dutiesOf(tx, ctx, organisationId, year)
    return {
      body: bodies.of(organisationId).name,
      signed: bodies.orNull(ctx.caller.organisationId)?.name ?? null,
      led: duties.filter(({ lead }) => lead?.id === organisationId),
      supported: duties.filter(({ lead }) => lead?.id !== organisationId),
    }
  })
  const heading = `${body}${year === undefined ? '' : `${year}年`}任务清单`
  const bytes = await writeCircular({
    heading,
    number: null,
    addressee: null,
    sections: [
      { heading: '总体情况', paragraphs: [summaryOf(led, supported, today)] },
      sectionOf('牵头任务', led, true),
      sectionOf('配合任务', supported, false),
    ],
    signature: signed,
    date: dateWords(today, 'zh-CN'),
  })
  await ctx.inTransaction((tx) =>
    ctx.audit(tx, {
      action: 'ledger.export',
      subjectKind: 'organisation',
      subjectId: organisationId,
      detail: { format: 'docx', year: year ?? null, duties: led.length + supported.length },
    }),
  )
  return sendAttachment(reply, Buffer.from(bytes), `${heading}.docx`, DOCX, bytes.byteLength)
}

/** Without the single periods of a series, which the series stands for. */
function dutiesOf(tx: Tx, ctx: Context, body: string, year: number | undefined): Promise<DutyRow[]> {
  const inYear =
    year === undefined
      ? sql`true`
      : sql`(d.starts_on is null or d.starts_on <= ${`${year}-12-31`}::date)
            and (d.due_on is null or d.due_on >= ${`${year}-01-01`}::date)`
  return readDutyRows(tx, ctx, {
    where: sql`${whereDuty({ body, kind: ['duty', 'measure'] }, ctx.caller)} and ${inYear}`,
    order: sql`d.due_on nulls last, d.serial`,
  })
}

function summaryOf(led: readonly DutyRow[], supported: readonly DutyRow[], today: string): string {
  const count = (light: DutyRow['light']) => led.filter((duty) => duty.light === light).length
  const done = led.filter(({ state }) => state === 'verified' || state === 'closed').length
  const mean =
    led.length === 0
      ? null
      : Math.round((led.reduce((sum, { progress }) => sum + progress, 0) / led.length) * 10) / 10
  const lights = (['green', 'yellow', 'red'] as const).map(
    (light) => `${LIGHT_WORDS['zh-CN'][light]}${count(light)}项`,
  )
  return [
    `截至${dateWords(today, 'zh-CN')}，牵头任务${led.length}项，配合任务${supported.length}项。`,
    mean === null ? '' : `牵头任务中，${lights.join('，')}；已核验或销项${done}项，平均进展${mean}%。`,
  ].join('')
}

function sectionOf(heading: string, duties: readonly DutyRow[], isLead: boolean) {
  if (duties.length === 0) return { heading, paragraphs: ['无。'] }
  const table: OfficialTable = {
    header: ['序号', '任务', isLead ? '责任人' : '牵头单位', '完成时限', '进展', '状态', '预警'],
    rows: duties.map((duty, index) => [
      String(index + 1),
      duty.document === null ? duty.title : `${duty.title}\n（${duty.document.title}）`,
      (isLead ? duty.person : duty.lead?.name) ?? '—',
      dueWords(duty, 'zh-CN'),
      `${duty.progress}%`,
      STATE_WORDS['zh-CN'][duty.state],
      `${LIGHT_MARKS[duty.light]}${LIGHT_WORDS['zh-CN'][duty.light]}`,
    ]),
  }
  return { heading, paragraphs: [], table }
}
