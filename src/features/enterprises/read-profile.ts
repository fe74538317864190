import { sql } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import { duplicatesOf } from './duplicates.ts'
import { standingTo } from './keep-records.ts'
import { enterpriseAt } from './read-enterprise.ts'
import { recordKinds } from './record-kinds.ts'
import { recordRows, recordView } from './record-rows.ts'
import { todayInChina, type Tx } from './store.ts'

type Profile = ResponseOf<typeof contract.readProfile>
type Stretch = Awaited<ReturnType<typeof enterpriseAt>>['stretches'][number]

/** Records shown at once; more than any enterprise has. */
const MOST_RECORDS = 5_000
const MOST_CASES = 200

/** An enterprise on a day, with everything that the caller may see of it. */
export function readProfile(
  ctx: Context,
  id: string,
  { on, asOf }: QueryOf<typeof contract.readProfile>,
): Promise<Profile> {
  const day = on ?? todayInChina(ctx.now)
  return ctx.read(async (tx) => {
    const register = await enterpriseAt(tx, ctx, id, asOf)
    const stretches = register.stretches.filter(({ knownTo }) => knownTo === null)
    const then = stretches.find((stretch) => holdsOn(stretch, day))
    const { keeps, own } = await standingTo(tx, id)
    const records = (await recordsShown(tx, id, asOf)).map((row) => ({
      ...recordView(ctx, row),
      holds: row.from <= day && (row.to === null || day < row.to),
    }))
    records.sort(
      (a, b) => Number(b.holds) - Number(a.holds) || (a.from < b.from ? 1 : a.from > b.from ? -1 : 0),
    )
    const kinds = [...recordKinds().values()]
    return {
      on: day,
      enterprise: then === undefined ? register.enterprise : { ...register.enterprise, ...stateOf(then) },
      names: spans(stretches, ({ name, nameEn }) => ({ name, nameEn })),
      addresses: spans(stretches, ({ address }) => (address === null ? null : { address })),
      parks: spans(stretches, ({ registrationPark, operationPark }) => ({ registrationPark, operationPark })),
      industries: spans(stretches, ({ industry, field }) => ({ industry, field })),
      records,
      filings: register.filings,
      cases: await casesOf(tx, id, register.enterprise.creditCode),
      mergedFrom: register.mergedFrom,
      duplicates: register.mayChange ? await duplicatesOf(tx, id) : [],
      withheld: {
        records: records.filter(({ hidden }) => hidden.length > 0).length,
        fields: [
          ...new Set(records.flatMap(({ kind, hidden }) => hidden.map((code) => `${kind}.${code}`))),
        ].sort(),
      },
      can: {
        change: register.mayChange,
        merge: register.mayChange,
        addRecords: kinds.filter(({ declarable }) => keeps || (own && declarable)).map(({ code }) => code),
        addsDeclared: !keeps,
        decideRecords: keeps,
      },
    }
  })
}

function holdsOn({ validFrom, validTo }: Stretch, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo)
}

function stateOf(stretch: Stretch) {
  const { changed: _c, source: _s, reason: _r, byName: _b, knownFrom: _f, knownTo: _t, ...state } = stretch
  return state
}

/** Stretches in which something stayed the same, one after the other. */
function spans<T extends object>(
  stretches: readonly Stretch[],
  of: (stretch: Stretch) => T | null,
): (T & { from: string | null; to: string | null })[] {
  const found: (T & { from: string | null; to: string | null })[] = []
  let last: { said: string; to: string | null } | null = null
  for (const stretch of stretches) {
    const value = of(stretch)
    const said = JSON.stringify(value)
    const before = found.at(-1)
    if (
      last !== null &&
      last.said === said &&
      last.to === stretch.validFrom &&
      before !== undefined &&
      value !== null
    )
      before.to = stretch.validTo
    else if (value !== null) found.push({ ...value, from: stretch.validFrom, to: stretch.validTo })
    last = { said, to: stretch.validTo }
  }
  return found
}

/** The enterprise's own and those of its duplicates, as they stood at a moment. */
function recordsShown(tx: Tx, id: string, asOf: string | undefined) {
  const known = asOf === undefined ? sql`upper_inf(r.known)` : sql`r.known @> ${asOf}::timestamptz`
  return recordRows(tx, {
    where: sql`${known} AND r.status <> 'withdrawn' AND r.enterprise_id IN (
      WITH RECURSIVE members AS (
        SELECT ${id}::uuid AS id
        UNION SELECT m.duplicate_id FROM enterprise_merger m JOIN members b ON m.survivor_id = b.id WHERE m.undone_at IS NULL
      ) SELECT members.id FROM members)`,
    order: sql`r.kind, lower(r.valid) DESC, r.id`,
    limit: MOST_RECORDS,
    offset: 0,
  })
}

/** Cases that name the enterprise (by id or credit code) as their subject, or that its own accounts opened. */
async function casesOf(tx: Tx, id: string, creditCode: string): Promise<Profile['cases']> {
  const { organisationId } =
    (await tx.selectFrom('enterprise').select('organisationId').where('id', '=', id).executeTakeFirst()) ??
    refuse('enterprises.not_found')
  return tx
    .selectFrom('procedureCase')
    .select(['id', 'number', 'title', 'procedure', 'stage', 'outcome', 'openedAt'])
    .where('stage', '<>', 'draft')
    .where((eb) =>
      eb.or([
        eb('subject', 'in', [id, creditCode]),
        ...(organisationId === null ? [] : [eb('initiatorOrganisationId', '=', organisationId)]),
      ]),
    )
    .orderBy('openedAt', 'desc')
    .limit(MOST_CASES)
    .execute()
}
