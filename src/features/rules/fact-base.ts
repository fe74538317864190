import { sql, type Transaction } from 'kysely'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { FactBase } from '#domain/rules'
import type { Database } from '#platform/postgres'
import { BaseRows } from './base-rows.ts'
import { factsOf } from './facts-of.ts'
import { loadSources, neededForms, type NeededForm } from './sources.ts'
import { shippedBook } from './zone-book.ts'

type Tx = Transaction<Database>

/** The zone's enterprises on a day, in columns. */
export interface ZoneBase {
  readonly on: string
  readonly base: FactBase
  /** Row of an enterprise. */
  readonly rowOf: ReadonlyMap<string, number>
  /** When the facts were gathered. */
  readonly asOf: Date
  /** Changes with every change of a fact: what was worked out from the base holds as long as it is the same. */
  readonly mark: string
}

interface Kept {
  readonly rows: BaseRows
  readonly needed: readonly NeededForm[]
  snapshot: string
  asOf: Date
  checkedAt: number
  mark: number
  zone: ZoneBase
}

/** By database and day; the oldest goes when there are too many. */
const kept = new WeakMap<object, Map<string, Promise<Kept>>>()
const MOST_DAYS = 3
/** Enterprises in one question to the database, so that others get their turn in between. */
const AT_ONCE = 1_000
/** Beyond so many changed enterprises the whole is read anew. */
const MOST_PATCHED = 2_000
const LOOK_AGAIN_MS = 1_000

/**
 * What is known of every enterprise that was active on a day. Under the system's own rights: whoever shows rows of it asks
 * `visibleEnterprises` first. Read once, then kept; each time it is asked for, what was committed since is read again.
 */
export async function factBase(ctx: Context, on: string): Promise<ZoneBase> {
  let days = kept.get(ctx.place)
  if (days === undefined) kept.set(ctx.place, (days = new Map<string, Promise<Kept>>()))
  const there = days.get(on)
  if (there === undefined) {
    const made = buildBase(ctx, on)
    days.set(on, made)
    for (const day of days.keys()) if (days.size > MOST_DAYS && day !== on) days.delete(day)
    try {
      return (await made).zone
    } catch (error) {
      days.delete(on)
      throw error
    }
  }
  const before = await there
  if (Date.now() - before.checkedAt < LOOK_AGAIN_MS) return before.zone
  // Whoever comes while it is brought up to date waits for the same.
  const after = bringUpToDate(ctx, on, before)
  days.set(on, after)
  try {
    return (await after).zone
  } catch (error) {
    days.delete(on)
    throw error
  }
}

async function buildBase(ctx: Context, on: string): Promise<Kept> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const { facts } = shippedBook()
  const asOf = new Date()
  const { snapshot, ids, needed } = await keeper.read(async (tx) => ({
    snapshot: await snapshotOf(tx),
    ids: await activeOn(tx, on),
    needed: await neededForms(tx, facts),
  }))
  const rows = new BaseRows(facts, ids)
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE)
    const sources = await keeper.read((tx) => loadSources(tx, part, needed, on))
    for (const [place, one] of sources.entries()) rows.set(from + place, factsOf(facts, one, on))
  }
  return keepOf({ rows, needed, snapshot, asOf, checkedAt: Date.now(), mark: 0 }, on)
}

async function bringUpToDate(ctx: Context, on: string, before: Kept): Promise<Kept> {
  const keeper = ctx.actingAs(TIMEKEEPER)
  const { facts } = shippedBook()
  const asOf = new Date()
  const { snapshot, changed, isNew } = await keeper.read(async (tx) => {
    const changed = await changedSince(tx, before.snapshot)
    return {
      snapshot: await snapshotOf(tx),
      changed,
      isNew: changed.length > 0 && (await membersChanged(tx, on, changed, before.rows)),
    }
  })
  if (changed.length === 0) {
    before.snapshot = snapshot
    before.asOf = asOf
    before.checkedAt = Date.now()
    before.zone = { ...before.zone, asOf }
    return before
  }
  if (isNew || changed.length > MOST_PATCHED) {
    const built = await buildBase(ctx, on)
    // Never the mark of something that was told already.
    return keepOf({ ...built, mark: before.mark + 1 }, on)
  }
  const inBase = changed.filter((id) => before.rows.rowOf.has(id))
  const sources = await keeper.read((tx) => loadSources(tx, inBase, before.needed, on))
  for (const one of sources) {
    const row = before.rows.rowOf.get(one.id)
    if (row !== undefined) before.rows.set(row, factsOf(facts, one, on))
  }
  return keepOf({ ...before, snapshot, asOf, checkedAt: Date.now(), mark: before.mark + 1 }, on)
}

function keepOf(parts: Omit<Kept, 'zone'>, on: string): Kept {
  const { rows, asOf, mark } = parts
  return {
    ...parts,
    zone: { on, base: rows.toBase(), rowOf: rows.rowOf, asOf, mark: `${on} ${mark} ${STARTED}` },
  }
}
/** Marks of another process are another's. */
const STARTED = String(process.hrtime.bigint())

async function snapshotOf(tx: Tx): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`SELECT pg_current_snapshot()::text AS snapshot`.execute(tx)
  return rows[0]?.snapshot ?? ''
}

async function activeOn(tx: Tx, on: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT enterprise_id AS id FROM enterprise_state
     WHERE valid @> ${on}::date AND upper_inf(known) AND status = 'active' ORDER BY 1`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Enterprises with anything that a snapshot did not see. */
async function changedSince(tx: Tx, snapshot: string): Promise<string[]> {
  const since = (table: string, column: string) => sql`
    SELECT ${sql.ref(column)} AS id FROM ${sql.table(table)}
     WHERE txid >= pg_snapshot_xmin(${snapshot}::pg_snapshot) AND NOT pg_visible_in_snapshot(txid, ${snapshot}::pg_snapshot)`
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT id FROM (
      ${since('statistics_filing', 'enterprise_id')} UNION ALL ${since('enterprise_state', 'enterprise_id')}
      UNION ALL ${since('enterprise_record', 'enterprise_id')} UNION ALL ${since('fact_declaration', 'enterprise_id')}) c
     WHERE id IS NOT NULL`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whether somebody came, went or closed. */
async function membersChanged(
  tx: Tx,
  on: string,
  changed: readonly string[],
  rows: BaseRows,
): Promise<boolean> {
  const { rows: active } = await sql<{ id: string }>`
    SELECT enterprise_id AS id FROM enterprise_state
     WHERE enterprise_id = ANY (${changed}::uuid[]) AND valid @> ${on}::date AND upper_inf(known) AND status = 'active'`.execute(
    tx,
  )
  const now = new Set(active.map(({ id }) => id))
  return changed.some((id) => now.has(id) !== rows.rowOf.has(id))
}
