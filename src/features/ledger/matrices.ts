import { sql, type RawBuilder, type SqlBool } from 'kysely'
import {
  OPEN_STATES,
  claimedAgainstFound,
  coverageMatrix,
  type CoverageEntry,
  type CoverageMatrix,
  type Light,
} from '#domain/ledger'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type { Body } from './contract.ts'
import type * as contract from './contract.ts'
import { whereDuty } from './filter-duties.ts'
import { readCodes } from './frame.ts'
import { rounded } from './list-duties.ts'
import type { Tx } from './store.ts'
import { dayOf } from './today.ts'

type ActionMatrix = ResponseOf<typeof contract.readActionMatrix>
type CarrierMatrix = ResponseOf<typeof contract.readCarrierMatrix>
type AnnualMatrix = ResponseOf<typeof contract.readAnnualMatrix>

/** The zone's parks that exist today, in the order of their codes. */
export async function readParks(tx: Tx): Promise<Body[]> {
  const { rows } = await sql<Body>`
    select o.id, n.short_name as name, n.name_en as "nameEn"
      from organisation o
      join organisation_name n on n.organisation_id = o.id and n.valid @> current_date
     where o.kind = 'park' order by o.code`.execute(tx)
  return rows
}

interface Placed {
  readonly id: string
  readonly parkId: string
  readonly categories: readonly string[]
  readonly state: string
  readonly light: Light
  readonly progress: number
}

/** Parks × kinds of action: what each park has, and what the documents say that there is. */
export function readActionMatrix(
  ctx: Context,
  { document, source }: QueryOf<typeof contract.readActionMatrix>,
): Promise<ActionMatrix> {
  const where = whereDuty(
    {
      kind: ['duty'],
      ...(document === undefined ? {} : { document }),
      ...(source === undefined ? {} : { source: [source] }),
    },
    ctx.caller,
  )
  return ctx.read(async (tx) => {
    const [columns, parks, duties] = [
      await readCodes(tx, 'action'),
      await readParks(tx),
      await readPlaced(tx, where),
    ]
    const matrix = coverageMatrix(
      parks.map(({ id }) => id),
      columns.map(({ code }) => code),
      duties.flatMap(({ id, parkId, categories }) =>
        // What has no kind stands in no column and counts all the same.
        (categories.length === 0 ? [NO_KIND] : categories).map((columnId): CoverageEntry => ({
          rowId: parkId,
          columnId,
          itemId: id,
        })),
      ),
    )
    const byId = new Map(duties.map((duty) => [duty.id, duty]))
    const cellsByRow = Map.groupBy(matrix.cells, ({ rowId }) => rowId)
    const totalByPark = Map.groupBy(duties, ({ parkId }) => parkId)
    return {
      columns,
      rows: parks.map((park) => ({
        park,
        cells: (cellsByRow.get(park.id) ?? []).map(({ columnId, items }) => ({
          column: columnId,
          ...summaryOf(items.flatMap((id) => byId.get(id) ?? [])),
        })),
        total: totalByPark.get(park.id)?.length ?? 0,
      })),
      totals: matrix.columns.map(({ id, items, covered }) => ({ column: id, duties: items, parks: covered })),
      claims: await readClaims(tx, 'action', matrix),
      inSeveral: duties.filter(({ categories }) => new Set(categories).size > 1).length,
      duties: duties.length,
    }
  })
}

const NO_KIND = ''

/** Duties that concern a park. */
async function readPlaced(tx: Tx, where: RawBuilder<SqlBool>): Promise<readonly Placed[]> {
  const { rows } = await sql<Placed>`
    select d.id, d.park_id as "parkId", d.categories, d.state, d.light, d.rolled_progress as progress
      from duty d where d.park_id is not null and ${where} order by d.serial`.execute(tx)
  return rows
}

const WORST_FIRST: readonly Light[] = ['red', 'yellow', 'green', 'grey']

function summaryOf(duties: readonly Placed[]) {
  const lights = new Set(duties.map(({ light }) => light))
  const sum = duties.reduce((total, { progress }) => total + progress, 0)
  return {
    duties: duties.length,
    open: duties.filter(({ state }) => (OPEN_STATES as readonly string[]).includes(state)).length,
    worst: WORST_FIRST.find((light) => lights.has(light)) ?? null,
    meanProgress: duties.length === 0 ? null : rounded(sum / duties.length),
  }
}

/** What the documents declare, each beside what the matrix holds. */
async function readClaims(
  tx: Tx,
  list: 'action' | 'carrier',
  matrix: CoverageMatrix,
): Promise<ActionMatrix['claims']> {
  const claims = await tx
    .selectFrom('ledgerClaim')
    .selectAll()
    .where('list', '=', list)
    .orderBy(sql`column_code is not null`)
    .orderBy('code')
    .execute()
  const { claims: found } = claimedAgainstFound(
    claims.map(({ columnCode, declared, counts }) => ({ columnId: columnCode, declared, counts })),
    matrix,
  )
  return claims.map(({ code, columnCode, textZh, textEn, sourceZh, sourceEn, declared }, i) => ({
    code,
    column: columnCode,
    textZh,
    textEn,
    sourceZh,
    sourceEn,
    declared,
    found: found[i]?.found ?? 0,
  }))
}

/** Parks × carriers that every park must have, as of a day. */
export function readCarrierMatrix(
  ctx: Context,
  query: QueryOf<typeof contract.readCarrierMatrix>,
): Promise<CarrierMatrix> {
  const on = query.on ?? dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const columns = await readCodes(tx, 'carrier')
    const parks = await readParks(tx)
    const entries = await tx
      .selectFrom('coverageEntry')
      .select(['id', 'parkId', 'carrier', 'name', 'since', 'endedOn', 'source', 'synthetic', 'version'])
      .where((eb) => eb.or([eb('since', 'is', null), eb('since', '<=', on)]))
      .where((eb) => eb.or([eb('endedOn', 'is', null), eb('endedOn', '>', on)]))
      .orderBy('name')
      .execute()
    const { rows: gaps } = await sql<{
      id: string
      serial: number
      light: Light
      parkId: string
      title: string
      content: string
    }>`select d.id, d.serial, d.light, d.park_id as "parkId", d.title, d.content from duty d
        where d.source = 'gap' and d.park_id is not null
          and ${whereDuty({}, ctx.caller)} order by d.serial desc`.execute(tx)
    const matrix = coverageMatrix(
      parks.map(({ id }) => id),
      columns.map(({ code }) => code),
      entries.map(({ id, parkId, carrier }) => ({ rowId: parkId, columnId: carrier, itemId: id })),
    )
    return {
      columns,
      rows: parks.map((park) => ({
        park,
        cells: columns.map(({ code, zh, en }) => {
          const gap = gaps.find(
            ({ parkId, title, content }) =>
              parkId === park.id && [zh, en].some((name) => title.includes(name) || content.includes(name)),
          )
          return {
            column: code,
            entries: entries
              .filter(({ parkId, carrier }) => parkId === park.id && carrier === code)
              .map(({ parkId: _park, carrier: _carrier, ...entry }) => entry),
            duty: gap === undefined ? null : { id: gap.id, serial: gap.serial, light: gap.light },
          }
        }),
        mine: mayEnterCoverage(ctx, park.id),
      })),
      claims: await readClaims(tx, 'carrier', matrix),
      on,
    }
  })
}

/** The office for every park, a park for itself. */
export function mayEnterCoverage({ caller }: Pick<Context, 'caller'>, parkId: string): boolean {
  return (
    caller.roles.includes('zone_office') ||
    (caller.roles.includes('park_committee') && caller.organisationId === parkId)
  )
}

/** Bodies × annual items: who has confirmed what, and how far they are. Others than office and leaders see their own body. */
export function readAnnualMatrix(
  ctx: Context,
  { year }: QueryOf<typeof contract.readAnnualMatrix>,
): Promise<AnnualMatrix> {
  return ctx.read(async (tx) => {
    const own = ctx.caller.seesAll ? sql`true` : sql`o.id = ${ctx.caller.organisationId}::uuid`
    const { rows } = await sql<{
      id: string
      name: string
      nameEn: string
      kind: string
      listId: string | null
      state: 'draft' | 'sent' | 'confirmed' | 'returned' | null
      items: number
      fromPlan: number
      done: number
      red: number
      meanProgress: number | null
    }>`select o.id, n.short_name as name, n.name_en as "nameEn", o.kind, l.id as "listId", l.state,
              count(i.position)::int as items,
              count(i.position) filter (where d.source = 'plan')::int as "fromPlan",
              count(i.position) filter (where d.state in ('verified', 'closed'))::int as done,
              count(i.position) filter (where d.light = 'red')::int as red,
              avg(d.rolled_progress)::float8 as "meanProgress"
         from organisation o
         join organisation_name n on n.organisation_id = o.id and n.valid @> current_date
         left join annual_list l on l.organisation_id = o.id and l.year = ${year}
         left join annual_item i on i.list_id = l.id and i.struck_reason is null
         left join duty d on d.id = i.duty_id
        where o.kind not in ('zone', 'area', 'enterprise') and ${own}
        group by o.id, n.short_name, n.name_en, l.id
        order by array_position(array['office','park','department','district','company'], o.kind), o.code`.execute(
      tx,
    )
    return {
      year,
      rows: rows.map(({ id, name, nameEn, kind, state, meanProgress, ...row }) => ({
        body: { id, name, nameEn, kind },
        state: state ?? ('none' as const),
        meanProgress: meanProgress === null ? null : rounded(meanProgress),
        ...row,
      })),
    }
  })
}
