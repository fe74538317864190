import { refuse } from '#domain/kernel'
import { BY_HAND, checkNames, insertDuties, newDuty } from '#features/ledger'
import { raiseCase } from '#features/procedures'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf } from '../route-contract.ts'
import { loadAlert, mayActOn, readAlert, viewAlerts, type AlertRecord } from './alerts-read.ts'
import type { AlertRow, AlertView } from './contract.ts'
import type * as contract from './contract.ts'
import { keepAlertAct } from './keep-warnings.ts'
import type { Tx } from './store.ts'

type Act = BodyOf<typeof contract.actOnAlert>['act']
type Changed = Partial<Pick<AlertRecord, 'dutyId' | 'caseId' | 'closeReason'>> & Pick<AlertRecord, 'state'>

/** Acknowledges an alert, makes a duty or a case of it, or closes it with the reason. */
export async function actOnAlert(
  ctx: Context,
  { alertId }: ParamsOf<typeof contract.actOnAlert>,
  { version, act }: BodyOf<typeof contract.actOnAlert>,
): Promise<AlertView> {
  await ctx.inTransaction(async (tx) => {
    const row = await loadAlert(tx, alertId)
    if (!mayActOn(ctx, row)) refuse('statistics.alert_not_yours')
    if (row.version !== version) refuse('statistics.stale', { version: row.version })
    const from = act.kind === 'acknowledge' ? ['open'] : ['open', 'acknowledged']
    if (!from.includes(row.state)) refuse('statistics.alert_wrong_state', { state: row.state })
    const [alert] = await viewAlerts(tx, ctx, [row])
    if (alert === undefined) return refuse('statistics.alert_unknown')
    const { changed, reason } = await carryOut(tx, ctx, alert, act)
    const updated = await tx
      .updateTable('statisticsAlert')
      .set({ ...changed, version: version + 1 })
      .where('id', '=', alertId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) refuse('statistics.stale', { version: null })
    await keepAlertAct(tx, ctx, alertId, act.kind, reason)
    await ctx.audit(tx, {
      action: `alert.${act.kind}`,
      subjectKind: 'alert',
      subjectId: alertId,
      detail: { watch: row.watch, period: row.period, group: row.groupCode, reason },
    })
  })
  return readAlert(ctx, { alertId })
}

async function carryOut(
  tx: Tx,
  ctx: Context,
  alert: AlertRow,
  act: Act,
): Promise<{ changed: Changed; reason: string | null }> {
  switch (act.kind) {
    case 'acknowledge':
      return { changed: { state: 'acknowledged' }, reason: act.note }
    case 'task': {
      const { id, serial } = await makeDuty(tx, ctx, alert, act)
      return { changed: { state: 'task', dutyId: id }, reason: `${String(serial)} ${act.title}` }
    }
    case 'case': {
      const { id, number } = await openCase(tx, ctx, alert, act)
      return { changed: { state: 'case', caseId: id }, reason: [number, act.text].filter(Boolean).join(' ') }
    }
    case 'close':
      return { changed: { state: 'closed', closeReason: act.reason }, reason: act.reason }
  }
}

/** A duty of the caller's own ledger, led by whoever answers for the alert. */
async function makeDuty(
  tx: Tx,
  ctx: Context,
  alert: AlertRow,
  { title, content, leadId, dueOn }: Extract<Act, { kind: 'task' }>,
): Promise<{ id: string; serial: number }> {
  const owner = ctx.caller.organisationId
  if (owner === null) return refuse('access.forbidden')
  const lead = leadId ?? alert.owner.id
  await checkNames(tx, { bodies: [lead], parkId: alert.group.park?.id ?? null })
  const duty = newDuty(owner, {
    title,
    content: [content, `来源：${saidOf(alert)}`].filter((line) => line !== '').join('\n'),
    categories: [],
    parkId: alert.group.park?.id ?? null,
    leadId: lead,
    personId: null,
    personName: null,
    supporting: [],
    startsOn: null,
    dueOn,
    precision: 'day',
    dueText: null,
    rhythm: null,
    reportEvery: null,
    weight: 1,
    visibility: 'organisation',
    forEvaluation: false,
  })
  const serials = await insertDuties(tx, ctx, [{ duty, origin: { ...BY_HAND, source: 'alert' } }])
  return { id: duty.id, serial: serials.get(duty.id) ?? 0 }
}

/** The office supervises a body; a park whistles for help. */
async function openCase(
  tx: Tx,
  ctx: Context,
  alert: AlertRow,
  { text, bodyId }: Extract<Act, { kind: 'case' }>,
) {
  const origin = { kind: 'alert', id: alert.id } as const
  if (!ctx.caller.roles.includes('zone_office'))
    return raiseCase(tx, ctx, {
      procedure: 'park-whistle',
      origin,
      data: {
        matter: cut(titleOf(alert), 100),
        content: `${text}\n来源：${saidOf(alert)}`,
        kind: 'other',
        urgency: 'ordinary',
        contact: cut(`统计预警经办人 ${ctx.caller.name}`, 100),
      },
    })
  const body = bodyId ?? alert.group.park?.id ?? null
  if (body === null) return refuse('statistics.alert_body_missing', {}, ['act', 'bodyId'])
  await checkNames(tx, { bodies: [body] })
  return raiseCase(tx, ctx, {
    procedure: 'supervision',
    origin,
    data: {
      matter: cut(titleOf(alert), 200),
      body,
      requirement: text,
      source: cut(saidOf(alert), 200),
      level: 'blue',
    },
  })
}

function titleOf(alert: AlertRow): string {
  return `${alert.group.name.zh}：${alert.watch.name.zh}（${alert.period}）`
}

function saidOf(alert: AlertRow): string {
  return `统计预警第${String(alert.serial)}号《${alert.watch.name.zh}》（${alert.group.name.zh}，${alert.period}）`
}

function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
