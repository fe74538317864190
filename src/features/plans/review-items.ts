import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { BodyOf } from '../route-contract.ts'
import { versionToReview } from './access.ts'
import { ReviewAct, answerChange, itemsToChange, lastActOf } from './change-items.ts'
import type * as contract from './contract.ts'
import { TaskData, type Changed, type ItemInput } from './contract.ts'
import { ItemState, isSameData, type ItemRow } from './items.ts'
import { loadItemsById, type Tx } from './store.ts'

/** 采纳、不采纳、重新核对. */
export function decideItems(
  ctx: Context,
  versionId: string,
  request: BodyOf<typeof contract.decideItems>,
): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const act = new ReviewAct(ctx, tx, version)
    for (const row of await itemsToChange(tx, version, request.items)) {
      const status = decidedStatus(row, request.decision)
      if (status !== row.status) await act.change(row, request.decision, { status })
    }
    return act.finish(request.decision)
  })
}

/** Accepting what was corrected or added keeps saying so; reopening returns to what it was before the decision. */
function decidedStatus(row: ItemRow, decision: 'accept' | 'reject' | 'reopen'): ItemState['status'] {
  if (decision === 'reject') return 'rejected'
  if (decision === 'reopen') return 'suggested'
  if (row.suggested === null) return 'added'
  return isSameData(row.suggested['data'] ?? null, row.data) ? 'accepted' : 'edited'
}

export function editItem(
  ctx: Context,
  versionId: string,
  itemId: string,
  request: BodyOf<typeof contract.editItem>,
): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const [row] = await itemsToChange(tx, version, [{ id: itemId, version: request.version }])
    if (row === undefined) return refuse('plans.not_found')
    if (row.kind !== request.item.kind) refuse('plans.kind_differs')
    const [start, end] = [request.start ?? row.startAt, request.end ?? row.endAt]
    await checkSpan(tx, versionId, start, end)
    refuseUnorderedRange(request.item)
    const act = new ReviewAct(ctx, tx, version)
    await act.change(row, 'edit', {
      start,
      end,
      data: request.item.data,
      status: row.suggested === null ? 'added' : 'edited',
    })
    return act.finish('edit')
  })
}

export function addItem(
  ctx: Context,
  versionId: string,
  request: BodyOf<typeof contract.addItem>,
): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    await checkSpan(tx, versionId, request.start, request.end)
    refuseUnorderedRange(request.item)
    const act = new ReviewAct(ctx, tx, version)
    await act.add('add', request.start, request.end, request.item)
    return act.finish('add')
  })
}

/** Splits a task; both halves count as reviewed by the person who cut. */
export function splitItem(
  ctx: Context,
  versionId: string,
  itemId: string,
  request: BodyOf<typeof contract.splitItem>,
): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const [row] = await itemsToChange(tx, version, [{ id: itemId, version: request.version }])
    if (row === undefined) return refuse('plans.not_found')
    if (row.kind !== 'task') refuse('plans.only_tasks_split')
    const text = await textOf(tx, versionId)
    const [first, second] = [text.slice(row.startAt, request.at), text.slice(request.at, row.endAt)]
    if (request.at <= row.startAt || request.at >= row.endAt || first.trim() === '' || second.trim() === '')
      refuse('plans.split_outside', {}, ['body', 'at'])
    const task = TaskData.parse(row.data)
    const secondStart = request.at + (second.length - second.trimStart().length)
    const firstEnd = row.startAt + first.trimEnd().length
    const act = new ReviewAct(ctx, tx, version)
    await act.change(row, 'split', { status: 'superseded' })
    await act.add('split', row.startAt, firstEnd, { kind: 'task', data: { ...task, measures: 1 } })
    await act.add('split', secondStart, row.endAt, {
      kind: 'task',
      data: { ...task, number: null, measures: 1, title: firstSentence(text.slice(secondStart, row.endAt)) },
    })
    return act.finish('split')
  })
}

/** Merges tasks that stand next to each other in the text. */
export function mergeItems(
  ctx: Context,
  versionId: string,
  request: BodyOf<typeof contract.mergeItems>,
): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const rows = (await itemsToChange(tx, version, request.items)).toSorted((a, b) => a.startAt - b.startAt)
    if (rows.some((row) => row.kind !== 'task')) refuse('plans.only_tasks_merge')
    const [first] = rows
    const last = rows.at(-1)
    if (first === undefined || last === undefined) return refuse('plans.not_found')
    const tasks = rows.map((row) => TaskData.parse(row.data))
    const between = await tx
      .selectFrom('planItem')
      .select('id')
      .where('versionId', '=', versionId)
      .where('kind', '=', 'task')
      .where('status', 'not in', ['superseded', 'rejected'])
      .where('startAt', '>', first.startAt)
      .where('startAt', '<', last.startAt)
      .where(
        'id',
        'not in',
        rows.map((row) => row.id),
      )
      .executeTakeFirst()
    if (between !== undefined) refuse('plans.merge_not_neighbours')
    const act = new ReviewAct(ctx, tx, version)
    for (const row of rows) await act.change(row, 'merge', { status: 'superseded' })
    const [head] = tasks
    if (head === undefined) return refuse('plans.not_found')
    await act.add('merge', first.startAt, Math.max(...rows.map((row) => row.endAt)), {
      kind: 'task',
      data: {
        ...head,
        measures: tasks.reduce((sum, task) => sum + task.measures, 0),
        lead: tasks.find((task) => task.lead !== null)?.lead ?? null,
        bodies: [...new Set(tasks.flatMap((task) => task.bodies))].slice(0, 100),
        supporting: [...new Set(tasks.flatMap((task) => task.supporting))].slice(0, 100),
        deadline: tasks.find((task) => task.deadline !== null)?.deadline ?? null,
      },
    })
    return act.finish('merge')
  })
}

/** Takes back the caller's newest act, unless somebody has changed one of its items since. */
export function undoChange(ctx: Context, versionId: string): Promise<Changed> {
  return ctx.inTransaction(async (tx) => {
    const version = await versionToReview(tx, ctx.caller, versionId)
    const actId = (await lastActOf(tx, ctx, version)) ?? refuse('plans.nothing_to_undo')
    const changes = await tx
      .selectFrom('planItemChange')
      .selectAll()
      .where('actId', '=', actId)
      .orderBy('id', 'desc')
      .execute()
    const rows = new Map(
      (
        await loadItemsById(
          tx,
          versionId,
          changes.map((change) => change.itemId),
        )
      ).map((row) => [row.id, row]),
    )
    for (const change of changes) {
      const row = rows.get(change.itemId) ?? refuse('plans.not_found')
      const after = ItemState.parse(change.after)
      const now = { start: row.startAt, end: row.endAt, status: row.status, data: row.data }
      if (!isSameData(after, now)) refuse('plans.stale', { changedBy: row.changedByName })
      const before =
        change.before === null ? { ...after, status: 'superseded' as const } : ItemState.parse(change.before)
      await tx
        .updateTable('planItem')
        .set((eb) => ({
          startAt: before.start,
          endAt: before.end,
          status: before.status,
          data: JSON.stringify(before.data),
          version: eb('version', '+', 1),
          changedAt: ctx.now.toISOString(),
          changedBy: ctx.caller.userId,
          changedByName: ctx.caller.name,
        }))
        .where('id', '=', row.id)
        .execute()
    }
    await tx.updateTable('planItemChange').set({ undone: true }).where('actId', '=', actId).execute()
    await tx
      .updateTable('documentVersion')
      .set({ changedAt: ctx.now.toISOString() })
      .where('id', '=', versionId)
      .execute()
    await ctx.audit(tx, {
      action: 'plan-item.undo',
      subjectKind: 'document-version',
      subjectId: versionId,
      detail: { items: changes.map((change) => change.itemId).slice(0, 50), count: changes.length },
    })
    return answerChange(
      tx,
      ctx,
      version,
      changes.map((change) => change.itemId),
    )
  })
}

async function textOf(tx: Tx, versionId: string): Promise<string> {
  const { text } = await tx
    .selectFrom('documentVersion')
    .select('text')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return text
}

async function checkSpan(tx: Tx, versionId: string, start: number, end: number): Promise<void> {
  const { characters } = await tx
    .selectFrom('documentVersion')
    .select('characters')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  if (end <= start || end > characters) refuse('plans.span_outside', { characters }, ['body', 'start'])
}

function refuseUnorderedRange(item: ItemInput): void {
  if (item.kind !== 'target' && item.kind !== 'baseline') return
  const { comparator, value, value2 } = item.data
  if ((comparator === 'between') !== (value2 !== null) || (value2 !== null && value2 < value))
    refuse('plans.range_unordered', {}, ['body', 'item', 'data', 'value2'])
}

/** A title for the second half: up to the first stop, short enough for a list. */
function firstSentence(text: string): string {
  const end = text.search(/[。；;，,\n]/)
  return (end > 0 ? text.slice(0, end) : text).trim().slice(0, 100) || '—'
}
