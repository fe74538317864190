import { refuse, type Json } from '#domain/kernel'
import { OPEN_STATES, daysBetween, type Duty } from '#domain/ledger'
import type { Context } from '#platform/http'
import { chineseDate, raiseCase, sayDate, type RaisedCase } from '#features/procedures'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { loadDuty, type StoredDuty, type Tx } from './store.ts'
import { dayOf } from './today.ts'

export type Urgency = 'blue' | 'orange' | 'red'

/** 督办: a supervision notice from a duty that the asker may see. The office issues it, or discards what a district had no cause for. */
export function superviseDuty(
  ctx: Context,
  dutyId: string,
  { urgency, text }: BodyOf<typeof contract.superviseDuty>,
): Promise<ResponseOf<typeof contract.superviseDuty>> {
  return ctx.inTransaction(async (tx) => {
    const stored = await loadDuty(tx, dutyId)
    const open = await openSupervision(tx, dutyId)
    // 一事一单: one matter, one notice.
    if (open !== null) refuse('ledger.supervised_already', { number: open.number, caseId: open.id })
    const { id, number } = await raiseSupervision(tx, ctx, stored, urgency, text)
    return { caseId: id, number }
  })
}

/** The notice on this duty that still runs, as far as the asker may see it. */
export async function openSupervision(tx: Tx, dutyId: string): Promise<RaisedCase | null> {
  const row = await tx
    .selectFrom('procedureCase')
    .select(['id', 'number'])
    .where('procedure', '=', 'supervision')
    .where('originKind', '=', 'duty')
    .where('originId', '=', dutyId)
    .where('stage', '=', 'open')
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** The matter is the duty, the supervised body its lead; higher than blue needs its reason, which is the text. */
export async function raiseSupervision(
  tx: Tx,
  ctx: Context,
  { row, duty }: StoredDuty,
  urgency: Urgency,
  text: string,
): Promise<RaisedCase> {
  if (duty.leadId === null) return refuse('ledger.supervise_without_lead', { title: duty.title })
  if (!(OPEN_STATES as readonly string[]).includes(duty.state))
    refuse('ledger.supervise_not_open', { title: duty.title, state: duty.state })
  return raiseCase(tx, ctx, {
    procedure: 'supervision',
    origin: { kind: 'duty', id: duty.id },
    data: {
      matter: cut(duty.title, 200),
      body: duty.leadId,
      requirement: text,
      source: cut(
        `重点任务台账第${row.serial}号${row.documentTitle === null ? '' : `（《${row.documentTitle}》）`}`,
        200,
      ),
      level: urgency,
      ...(urgency === 'blue' ? {} : { important: true, levelReason: cut(text, 500) }),
    },
  })
}

export type ProposalCause = 'late' | 'stale' | 'off-track' | 'unanswered'

/** What the notice demands where nobody has written it. */
export function demandOf(
  duty: Pick<Duty, 'title' | 'dueOn' | 'progress'>,
  causes: readonly { readonly cause: ProposalCause; readonly params: Readonly<Record<string, Json>> }[],
  now: Date,
): string {
  const today = dayOf(now)
  const facts = causes.map(({ cause, params }) => {
    const day = (name: string): string => {
      const value = params[name]
      return typeof value === 'string' ? value : today
    }
    switch (cause) {
      case 'late':
        return `应于${sayDate(day('dueOn'))}完成，截至${chineseDate(now)}已逾期${daysBetween(day('dueOn'), today)}天，进展${duty.progress}%`
      case 'stale':
        return `应于${sayDate(day('reportDueOn'))}报送进展，至今没有报送`
      case 'off-track':
        return `进展${sayNumber(params['progress'])}%，落后于时间进度${sayNumber(params['lag'])}个百分点`
      case 'unanswered':
        return `${sayDate(day('assignedOn'))}交办，至今没有签收`
    }
  })
  return `“${duty.title}”${facts.join('；')}。请说明原因，提出措施和完成日期，抓紧落实并反馈办理情况。`
}

function sayNumber(value: Json | undefined): string {
  return typeof value === 'number' ? String(value) : '—'
}

/** The first so many characters. */
export function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
