import { sql, type Selectable } from 'kysely'
import { refuse, type Json } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { DraftItem } from './annual-draft.ts'
import type { Tx } from './store.ts'

export type AnnualListRecord = Selectable<Database['annualList']>

export async function loadAnnualList(tx: Tx, id: string, lock = false): Promise<AnnualListRecord> {
  const query = tx.selectFrom('annualList').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row ?? refuse('ledger.not_found')
}

export async function loadAnnualItems(tx: Tx, listId: string): Promise<DraftItem[]> {
  return tx
    .selectFrom('annualItem')
    .select(['dutyId', 'title', 'milestone', 'dueOn', 'part', 'struckReason'])
    .where('listId', '=', listId)
    .orderBy('position')
    .execute()
}

export async function setAnnualItems(tx: Tx, listId: string, items: readonly DraftItem[]): Promise<void> {
  await tx.deleteFrom('annualItem').where('listId', '=', listId).execute()
  for (let i = 0; i < items.length; i += 200)
    await tx
      .insertInto('annualItem')
      .values(items.slice(i, i + 200).map((item, at) => ({ ...item, listId, position: i + at + 1 })))
      .execute()
}

export async function keepAnnualChange(
  tx: Tx,
  ctx: Pick<Context, 'caller' | 'now'>,
  listId: string,
  version: number,
  act: string,
  said: { readonly reason?: string; readonly changed?: Readonly<Record<string, Json>> } = {},
): Promise<void> {
  await tx
    .insertInto('annualChange')
    .values({
      listId,
      version,
      at: ctx.now.toISOString(),
      byId: ctx.caller.userId,
      byName: ctx.caller.name,
      act,
      reason: said.reason ?? null,
      changed: JSON.stringify(said.changed ?? {}),
    })
    .execute()
}

/** What the body has changed since the list was sent to it: then it goes back and cannot be confirmed as it is. */
export async function isChangedByBody(tx: Tx, listId: string): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`
    select coalesce((select c.act from annual_change c where c.list_id = ${listId}::uuid
                      order by c.version desc limit 1) = 'edit', false) as changed`.execute(tx)
  return rows[0]?.changed ?? false
}

/** Titles that came, went and changed, for the history. */
export function annualDifferences(
  before: readonly DraftItem[],
  after: readonly DraftItem[],
): Record<string, Json> {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const now = new Map(after.map((item) => [keyOf(item), item]))
  const titles = (items: readonly DraftItem[]) => items.map(({ title }) => title)
  return {
    added: titles(after.filter((item) => !old.has(keyOf(item)))),
    removed: titles(before.filter((item) => !now.has(keyOf(item)))),
    changed: titles(
      after.filter((item) => {
        const was = old.get(keyOf(item))
        return was !== undefined && !isSameItem(was, item)
      }),
    ),
  }
}

const SAID = ['dutyId', 'title', 'milestone', 'dueOn', 'part', 'struckReason'] as const

export function isSameItem(a: DraftItem, b: DraftItem): boolean {
  return SAID.every((field) => a[field] === b[field])
}

/** An item is known by its duty, or by its title where it has none. */
export function keyOf({ dutyId, title }: Pick<DraftItem, 'dutyId' | 'title'>): string {
  return dutyId ?? `=${title}`
}
