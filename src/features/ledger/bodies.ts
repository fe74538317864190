import { sql } from 'kysely'
import type { Context } from '#platform/http'
import type { Body } from './contract.ts'
import type { Tx } from './store.ts'

/** Names change by loading a zone's data: they are read again after a minute. */
const KEPT_MS = 60_000

interface Kept {
  readonly until: number
  readonly bodies: Map<string, Body>
}
const kept = new WeakMap<object, Kept>()

/** Bodies by id with their short names of today; everybody who is logged in, and the public, may know them. */
export class Bodies {
  readonly #known: ReadonlyMap<string, Body>

  constructor(known: ReadonlyMap<string, Body>) {
    this.#known = known
  }

  of(id: string): Body {
    return this.#known.get(id) ?? { id, name: '（已撤销）', nameEn: '(dissolved)' }
  }

  orNull(id: string | null): Body | null {
    return id === null ? null : this.of(id)
  }

  has(id: string): boolean {
    return this.#known.has(id)
  }
}

/** Reads only the names that are not known yet. */
export async function loadBodies(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  ids: Iterable<string | null>,
): Promise<Bodies> {
  const place = keptAt(ctx.place)
  const missing = new Set<string>()
  for (const id of ids) if (id !== null && !place.has(id)) missing.add(id)
  if (missing.size > 0) {
    const rows = await tx
      .selectFrom('organisationName')
      .select(['organisationId as id', 'shortName as name', 'nameEn'])
      .where('organisationId', 'in', [...missing])
      .where(sql<boolean>`valid @> current_date`)
      .execute()
    for (const row of rows) place.set(row.id, row)
  }
  return new Bodies(place)
}

function keptAt(place: object): Map<string, Body> {
  const found = kept.get(place)
  if (found !== undefined && found.until > Date.now()) return found.bodies
  const bodies = new Map<string, Body>()
  kept.set(place, { until: Date.now() + KEPT_MS, bodies })
  return bodies
}
