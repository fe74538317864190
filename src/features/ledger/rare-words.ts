import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { patternOf } from './filter-duties.ts'
import type { Tx } from './store.ts'

/** Titles up to which fetching by the index of words is quicker than reading on until enough have them. */
const RARE_UP_TO = 2000
/** What is remembered decides how rows are found, never which. */
const KEPT_MS = 60_000
const KEPT_AT_MOST = 2000

const kept = new WeakMap<object, { until: number; rare: Map<string, boolean> }>()

/**
 * Whether few titles have these words, of all duties, seen or not. Nothing of it is told to who asks: it only chooses between
 * two ways to the same rows.
 */
export async function areRare(
  tx: Tx,
  ctx: Pick<Context, 'place'>,
  words: string | undefined,
): Promise<boolean> {
  if (words === undefined || [...words].length < 2) return false
  const known = keptAt(ctx.place)
  const remembered = known.get(words)
  if (remembered !== undefined) return remembered
  const { rows } = await sql<{ rare: boolean }>`
    select count(*) <= ${RARE_UP_TO} as rare
      from duties_with_words(${words}, ${patternOf(words)}, ${RARE_UP_TO + 1})`.execute(tx)
  const rare = rows[0]?.rare ?? false
  known.set(words, rare)
  return rare
}

function keptAt(place: object): Map<string, boolean> {
  const found = kept.get(place)
  if (found !== undefined && found.until > Date.now() && found.rare.size < KEPT_AT_MOST) return found.rare
  const rare = new Map<string, boolean>()
  kept.set(place, { until: Date.now() + KEPT_MS, rare })
  return rare
}
