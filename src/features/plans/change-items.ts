import { randomUUID } from 'node:crypto'
import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Changed, ItemInput, ItemKind } from './contract.ts'
import { countItems, stateOf, toPlanItem, type ItemRow, type ItemState } from './items.ts'
import { jsonb, loadItems, loadItemsById, type Tx, type VersionHead } from './store.ts'

export interface ItemRef {
  readonly id: string
  readonly version: number
}

/** Loads items for a change and refuses when one is missing, replaced, or has been changed by somebody else meanwhile. */
export async function itemsToChange(
  tx: Tx,
  version: VersionHead,
  refs: readonly ItemRef[],
): Promise<ItemRow[]> {
  const rows = await loadItemsById(
    tx,
    version.id,
    refs.map((ref) => ref.id),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return refs.map((ref) => {
    const row = byId.get(ref.id) ?? refuse('plans.not_found')
    if (row.version !== ref.version || row.status === 'superseded')
      return refuse('plans.stale', { changedBy: row.changedByName })
    return row
  })
}

/** One act of a person on a version: collects changes, keeps their history, and answers with what changed. */
export class ReviewAct {
  readonly #ctx: Context
  readonly #tx: Tx
  readonly #version: VersionHead
  readonly #id = randomUUID()
  readonly #touched = new Set<string>()

  constructor(ctx: Context, tx: Tx, version: VersionHead) {
    this.#ctx = ctx
    this.#tx = tx
    this.#version = version
  }

  async change(row: ItemRow, action: string, next: Partial<ItemState>): Promise<void> {
    const before = stateOf(row)
    const after = { ...before, ...next }
    const saved = await this.#tx
      .updateTable('planItem')
      .set((eb) => ({
        startAt: after.start,
        endAt: after.end,
        status: after.status,
        data: jsonb(after.data),
        version: eb('version', '+', 1),
        changedAt: this.#ctx.now.toISOString(),
        changedBy: this.#ctx.caller.userId,
        changedByName: this.#ctx.caller.name,
      }))
      .where('id', '=', row.id)
      .where('version', '=', row.version)
      .returning('id')
      .executeTakeFirst()
    // Two people may pass the first check at the same moment; the row's version decides.
    if (saved === undefined) refuse('plans.stale', { changedBy: null })
    await this.#remember(row.id, action, before, after)
  }

  async add(action: string, start: number, end: number, item: ItemInput): Promise<void> {
    const { id } = await this.#tx
      .insertInto('planItem')
      .values({
        versionId: this.#version.id,
        ownerId: this.#version.ownerId,
        kind: item.kind satisfies ItemKind,
        startAt: start,
        endAt: end,
        mentions: jsonb(item.kind === 'body' ? [{ start, end }] : []),
        data: jsonb(item.data),
        suggested: null,
        status: 'added',
        changedAt: this.#ctx.now.toISOString(),
        changedBy: this.#ctx.caller.userId,
        changedByName: this.#ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await this.#remember(id, action, null, { start, end, status: 'added', data: item.data })
  }

  async finish(action: string, detail: Readonly<Record<string, Json>> = {}): Promise<Changed> {
    await this.#tx
      .updateTable('documentVersion')
      .set({ changedAt: this.#ctx.now.toISOString() })
      .where('id', '=', this.#version.id)
      .execute()
    await this.#ctx.audit(this.#tx, {
      action: `plan-item.${action}`,
      subjectKind: 'document-version',
      subjectId: this.#version.id,
      detail: { items: [...this.#touched].slice(0, 50), count: this.#touched.size, ...detail },
    })
    return answerChange(this.#tx, this.#ctx, this.#version, [...this.#touched])
  }

  async #remember(itemId: string, action: string, before: ItemState | null, after: ItemState): Promise<void> {
    this.#touched.add(itemId)
    await this.#tx
      .insertInto('planItemChange')
      .values({
        versionId: this.#version.id,
        ownerId: this.#version.ownerId,
        actId: this.#id,
        itemId,
        action,
        at: this.#ctx.now.toISOString(),
        byId: this.#ctx.caller.userId,
        byName: this.#ctx.caller.name,
        before: before === null ? null : jsonb(before),
        after: jsonb(after),
      })
      .execute()
  }
}

export async function answerChange(
  tx: Tx,
  ctx: Context,
  version: VersionHead,
  touched: readonly string[],
): Promise<Changed> {
  const rows = touched.length === 0 ? [] : await loadItemsById(tx, version.id, touched)
  return {
    items: rows.map(toPlanItem),
    counters: countItems(await loadItems(tx, version.id)),
    canUndo: (await lastActOf(tx, ctx, version)) !== null,
  }
}

/** The caller's newest act in this version that is not taken back. */
export async function lastActOf(tx: Tx, ctx: Context, version: VersionHead): Promise<string | null> {
  const row = await tx
    .selectFrom('planItemChange')
    .select('actId')
    .where('versionId', '=', version.id)
    .where('byId', '=', ctx.caller.userId)
    .where('undone', '=', false)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.actId ?? null
}
