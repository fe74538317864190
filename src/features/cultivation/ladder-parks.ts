import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { PlacesView } from './contract.ts'
import type * as contract from './contract.ts'
import { endOfYear, yearsOf } from './keep-years.ts'
import { loadLadder } from './ladder-store.ts'
import { roundOf, standingsFrom } from './standings.ts'
import { dayOf, placeJson } from './store.ts'

type Answer = ResponseOf<typeof contract.readLadderParks>
type Park = Answer['parks'][number]['park']

interface Counted {
  readonly park: Park
  readonly place: string
  readonly count: number
}
interface CountedNow extends Counted {
  readonly qualified: number
  readonly near: number
  readonly undetermined: number
}

/** How many stand on each rung, in all and by park, now and at the end of an earlier year. */
export function readLadderParks(
  ctx: Context,
  { scope, year }: QueryOf<typeof contract.readLadderParks>,
): Promise<Answer> {
  const today = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const ladder = await loadLadder(tx)
    const [, ...earlier] = await yearsOf(tx, ladder, today)
    if (year !== undefined && !earlier.includes(year)) refuse('cultivation.year_unknown', { year }, ['year'])
    const before = year ?? earlier[0] ?? null
    const { rows: now } = await sql<CountedNow>`
      SELECT ${placeJson('k.park')} AS park, k.place, k.count, k.qualified, k.near, k.undetermined FROM (
        SELECT ${sql.ref(scope === 'operation' ? 's.operationParkId' : 's.registrationParkId')} AS park,
               coalesce(t.held, 'none') AS place, count(*)::int AS count,
               (count(*) FILTER (WHERE t.answer = 'yes'))::int AS qualified,
               (count(*) FILTER (WHERE t.answer = 'no' AND t.near))::int AS near,
               (count(*) FILTER (WHERE t.answer = 'undetermined'))::int AS undetermined
          ${standingsFrom(ladder, today)} GROUP BY 1, 2) k`.execute(tx)
    const { rows: then } = await sql<Counted>`
      SELECT ${placeJson('k.park')} AS park, k.place, k.count FROM (
        SELECT ${sql.ref(scope === 'operation' ? 'y.operationParkId' : 'y.registrationParkId')} AS park,
               coalesce(y.held, 'none') AS place, count(*)::int AS count FROM ladder_year y
         WHERE y.ladder = ${ladder.file.code} AND y.year = ${before}::int GROUP BY 1, 2) k`.execute(tx)
    const parks = new Map<string, Park>([...now, ...then].map(({ park }) => [park?.id ?? '', park]))
    const { rows: order } = await sql<{ id: string }>`
      SELECT id FROM organisation WHERE id = ANY (${[...parks.keys()].filter(Boolean)}::uuid[])
       ORDER BY code`.execute(tx)
    const ids = [...order.map(({ id }) => id), ...(parks.has('') ? [''] : [])]
    return {
      on: (await roundOf(tx, ladder))?.onDay ?? null,
      before: before === null ? null : { year: before, on: endOfYear(before) },
      total: addUp(now, then),
      parks: ids.map((id) => {
        const own = ({ park }: Counted) => (park?.id ?? '') === id
        return { park: parks.get(id) ?? null, ...addUp(now.filter(own), then.filter(own)) }
      }),
    }
  })
}

function addUp(now: readonly CountedNow[], then: readonly Counted[]): PlacesView {
  const places: Record<string, { now: number; before: number }> = {}
  const at = (place: string) => (places[place] ??= { now: 0, before: 0 })
  const whole = { enterprises: { now: 0, before: 0 }, qualified: 0, near: 0, undetermined: 0 }
  for (const { place, count, qualified, near, undetermined } of now) {
    at(place).now += count
    whole.enterprises.now += count
    whole.qualified += qualified
    whole.near += near
    whole.undetermined += undetermined
  }
  for (const { place, count } of then) {
    at(place).before += count
    whole.enterprises.before += count
  }
  return { places, ...whole }
}
