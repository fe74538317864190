import { sql } from 'kysely'
import { unorderedDuties, untakenDuties, type DutyLink, type Light } from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { readDutyRows } from './duty-rows.ts'
import { whereDuty } from './filter-duties.ts'
import { readParks } from './matrices.ts'
import type { Tx } from './store.ts'

type TakeUp = ResponseOf<typeof contract.readTakeUp>

/** More would be no table any more; a document is chosen then. */
const MOST_ROWS = 500

interface Below {
  readonly id: string
  readonly title: string
  readonly light: Light
  readonly progress: number
  readonly parkId: string | null
}

/**
 * 一园一策: duties of the zone × parks. A park takes a duty up by a duty of its own anywhere below it; shown is the nearest.
 * Without a document: duties that address a park or that a park takes up. With one: all of it.
 */
export function readTakeUp(
  ctx: Context,
  { document, park }: QueryOf<typeof contract.readTakeUp>,
): Promise<TakeUp> {
  return ctx.read(async (tx) => {
    const parks = (await readParks(tx)).filter(({ id }) => park === undefined || id === park)
    const wanted = whereDuty({ kind: ['duty'], ...(document === undefined ? {} : { document }) }, ctx.caller)
    const { rows: duties } = await sql<{
      id: string
      serial: number
      title: string
      light: Light
      document: string | null
      addressees: string[]
    }>`select d.id, d.serial, d.title, d.light, d.document_title as document,
              array(select a.park_id::text from duty_addressee a where a.duty_id = d.id) as addressees
         from duty d join organisation o on o.id = d.owner_id and o.kind = 'office'
        where ${wanted} and (${document !== undefined}::boolean
          or exists (select from duty_addressee a where a.duty_id = d.id)
          or exists (select from duty_link l where l.to_id = d.id and l.kind = 'takes-up'))
        order by d.document_id, d.start_at nulls last, d.serial limit ${MOST_ROWS}`.execute(tx)
    const { links, below } = await readBelow(
      tx,
      duties.map(({ id }) => id),
    )
    const children = Map.groupBy(links, ({ parentId }) => parentId)
    const shown = new Set(parks.map(({ id }) => id))
    const untaken = new Map(
      untakenDuties(
        duties.map(({ id, addressees }) => ({ id, addressedTo: addressees })),
        links,
        [...below.values()].flatMap(({ id, parkId }) => (parkId === null ? [] : [{ id, parkId }])),
      ).map(({ dutyId, missing }) => [dutyId, missing]),
    )
    return {
      parks,
      rows: duties.map(({ addressees, ...duty }) => {
        const nearest = nearestOfParks(duty.id, children, below)
        return {
          duty,
          cells: parks.map(({ id: parkId }) => ({
            parkId,
            addressed: addressees.includes(parkId),
            by: (nearest.get(parkId) ?? []).map(({ id, title, light, progress }) => ({
              id,
              title,
              light,
              progress,
            })),
          })),
          missing: (untaken.get(duty.id) ?? []).filter((parkId) => shown.has(parkId)).length,
        }
      }),
      unordered: await readUnordered(tx, ctx, park),
    }
  })
}

/** Everything below some duties: measures of the same plan, and what takes them up in others. */
async function readBelow(
  tx: Tx,
  ids: readonly string[],
): Promise<{ links: DutyLink[]; below: Map<string, Below> }> {
  if (ids.length === 0) return { links: [], below: new Map() }
  const { rows } = await sql<Below & { parentId: string; parkId: string | null }>`
    with recursive edge as (
      select c.parent_id as above, c.id as below from duty c where c.parent_id is not null and c.kind = 'measure'
      union all
      select l.to_id, l.from_id from duty_link l where l.kind = 'takes-up'),
    reached as (
      select e.above, e.below from edge e where e.above = any(${[...ids]}::uuid[])
      union
      select e.above, e.below from reached r join edge e on e.above = r.below)
    select r.above as "parentId", d.id, d.title, d.light, d.rolled_progress as progress,
           case when own.kind = 'park' then d.owner_id when lead.kind = 'park' then d.lead_id else d.park_id end as "parkId"
      from reached r join duty d on d.id = r.below
      join organisation own on own.id = d.owner_id
      left join organisation lead on lead.id = d.lead_id
     where d.state not in ('dropped', 'merged')`.execute(tx)
  return {
    links: rows.map(({ parentId, id }) => ({ parentId, childId: id })),
    below: new Map(rows.map((row) => [row.id, row])),
  }
}

/** On each way down the first duty that is a park's. */
function nearestOfParks(
  id: string,
  children: ReadonlyMap<string, readonly DutyLink[]>,
  below: ReadonlyMap<string, Below>,
): Map<string, Below[]> {
  const found = new Map<string, Below[]>()
  const seen = new Set([id])
  const open = [id]
  for (let at = open.shift(); at !== undefined; at = open.shift())
    for (const { childId } of children.get(at) ?? []) {
      const duty = below.get(childId)
      if (duty === undefined || seen.has(childId)) continue
      seen.add(childId)
      if (duty.parkId === null) open.push(childId)
      else found.set(duty.parkId, [...(found.get(duty.parkId) ?? []), duty])
    }
  return found
}

/** Duties of parks that no way up leads from to a duty of the zone. */
async function readUnordered(tx: Tx, ctx: Context, park: string | undefined): Promise<TakeUp['unordered']> {
  const { rows: duties } = await sql<{ id: string; parkId: string }>`
    select d.id, d.owner_id as "parkId"
      from duty d join organisation o on o.id = d.owner_id and o.kind = 'park'
     where ${whereDuty({ kind: ['duty'] }, ctx.caller)} order by d.serial`.execute(tx)
  if (duties.length === 0) return []
  const { rows: links } = await sql<DutyLink>`
    select l.to_id as "parentId", l.from_id as "childId" from duty_link l where l.kind = 'takes-up'`.execute(
    tx,
  )
  const parkOf = new Map(duties.map(({ id, parkId }) => [id, parkId]))
  const ids = unorderedDuties(duties, links)
    .filter((id) => park === undefined || parkOf.get(id) === park)
    .slice(0, MOST_ROWS)
  return ids.length === 0 ? [] : readDutyRows(tx, ctx, { where: sql`d.id = any(${ids}::uuid[])` })
}
