import { setImmediate as breathe } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import type { z } from 'zod'
import { chinaDay, refuse } from '#domain/kernel'
import {
  ANSWER_CODES,
  amountColumn,
  judgeBriefly,
  judgeColumns,
  sheetFromBase,
  type AnswerColumn,
  type NumberColumn,
} from '#domain/rules'
import { NEAR_LIMIT, factBase, type ZoneBase } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { Database } from '#platform/postgres'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { answerOfVerdict } from './match-enterprise.ts'
import type { MatchAnswer, MatchedEnterprise } from './contract-matching.ts'
import type * as contract from './contract-matching.ts'
import { matchingBook, type MatchingBook, type PolicyInForce } from './matching-book.ts'

type Tx = Transaction<Database>
type Answer = z.infer<typeof MatchAnswer>

interface Judged {
  readonly zone: ZoneBase
  readonly book: MatchingBook
  readonly columns: ReadonlyMap<string, AnswerColumn>
  /** Amounts by policy, worked out when first asked for. */
  readonly amounts: Map<string, NumberColumn>
}

/** The last judgement of all policies over all enterprises, while neither changed. */
const kept = new WeakMap<object, { readonly key: string; readonly judged: Judged }>()

/** Policies judged before others get their turn. */
const AT_ONCE = 8

/** All policies of a day over all enterprises; kept until a fact, a policy or a parameter changes. */
export async function judgeZone(ctx: Context, on: string): Promise<Judged> {
  const book = await ctx.actingAs(TIMEKEEPER).read((tx) => matchingBook(tx, on))
  const zone = await factBase(ctx, on)
  const key = `${zone.mark} ${book.digest}`
  const there = kept.get(ctx.place)
  if (there?.key === key) return there.judged
  const codes = book.policies.map(({ definition }) => definition.code)
  const columns: AnswerColumn[] = []
  for (let from = 0; from < codes.length; from += AT_ONCE) {
    const rules = codes.slice(from, from + AT_ONCE)
    columns.push(...judgeColumns(book.compiled, zone.base, { rules, distances: true }))
    await breathe()
  }
  const judged = {
    zone,
    book,
    columns: new Map(columns.map((column) => [column.rule, column])),
    amounts: new Map<string, NumberColumn>(),
  }
  kept.set(ctx.place, { key, judged })
  return judged
}

/** Null: not money. */
function amountsOf({ zone, book, amounts }: Judged, { definition }: PolicyInForce): NumberColumn | null {
  if (definition.benefit.amount === null) return null
  const there = amounts.get(definition.code)
  if (there !== undefined) return there
  const made = amountColumn(book.compiled, definition.code, zone.base)
  amounts.set(definition.code, made)
  return made
}

/** Rows of the base that the caller may see, and where each enterprise is. */
export async function rowsFor(
  ctx: Context,
  zone: ZoneBase,
  park: string | undefined,
): Promise<
  {
    readonly row: number
    readonly name: string
    readonly creditCode: string
    readonly synthetic: boolean
    readonly park: { zh: string; en: string } | null
    readonly id: string
  }[]
> {
  const found = await ctx.read((tx) => visibleOn(tx, zone.on, park))
  return found.flatMap(({ id, name, creditCode, synthetic, parkZh, parkEn }) => {
    const row = zone.rowOf.get(id)
    return row === undefined
      ? []
      : [
          {
            row,
            id,
            name,
            creditCode,
            synthetic,
            park: parkZh === null ? null : { zh: parkZh, en: parkEn ?? parkZh },
          },
        ]
  })
}

interface VisibleEnterprise {
  readonly id: string
  readonly name: string
  readonly creditCode: string
  readonly synthetic: boolean
  readonly parkZh: string | null
  readonly parkEn: string | null
}

async function visibleOn(tx: Tx, on: string, park: string | undefined): Promise<VisibleEnterprise[]> {
  const { rows } = await sql<VisibleEnterprise>`
    SELECT s.enterprise_id AS id, s.name, e.credit_code, e.synthetic, n.short_name AS park_zh, n.name_en AS park_en
      FROM enterprise_state s JOIN enterprise e ON e.id = s.enterprise_id
      LEFT JOIN organisation_name n ON n.organisation_id = s.registration_park_id AND n.valid @> current_date
     WHERE s.valid @> ${on}::date AND upper_inf(s.known) AND s.status = 'active'
       ${park === undefined ? sql`` : sql`AND s.registration_park_id = ${park}`}`.execute(tx)
  return rows
}

/** The answer of a row, with near told apart from no. */
function answerAt(column: AnswerColumn, row: number, limit: number): Answer {
  const code = column.answers[row]
  if (code === ANSWER_CODES.yes) return 'yes'
  if (code === ANSWER_CODES.undetermined) return 'undetermined'
  const distance = column.distances?.[row] ?? Number.NaN
  // Distances in columns are single floats: 0.2 is a little more there.
  return distance <= Math.fround(limit) ? 'near' : 'no'
}

/** By how much a threshold may be missed for near. */
export function nearLimitOf({ nearLimit }: Pick<PolicyInForce['definition'], 'nearLimit'>): number {
  return nearLimit ?? NEAR_LIMIT
}

type Query = QueryOf<typeof contract.listMatches>
type Row = z.infer<typeof MatchedEnterprise>

export async function gatherMatches(ctx: Context, policyId: string, on: string, park: string | undefined) {
  const judged = await judgeZone(ctx, on)
  const { zone, book, columns } = judged
  const policy = book.byId.get(policyId) ?? refuse('policies.not_in_force', { on })
  const { code } = policy.definition
  const column = columns.get(code) ?? refuse('policies.not_in_force', { on })
  const rows = await rowsFor(ctx, zone, park)
  const limit = nearLimitOf(policy.definition)
  const answered = rows.map((one) => ({ ...one, answer: answerAt(column, one.row, limit) }))
  const money = amountsOf(judged, policy)
  const count = (answer: Answer) => answered.filter((one) => one.answer === answer).length
  const amountAt = (row: number) => (money?.known[row] === 1 ? (money.values[row] ?? null) : null)
  const yes = answered.filter(({ answer }) => answer === 'yes')
  const amounts = yes.map(({ row }) => amountAt(row))
  return {
    zone,
    book,
    policy,
    column,
    answered,
    amountAt,
    counts: { yes: yes.length, near: count('near'), undetermined: count('undetermined'), no: count('no') },
    amount: {
      known: amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0),
      unknown: money === null ? 0 : amounts.filter((amount) => amount === null).length,
    },
  }
}

export async function listMatches(
  ctx: Context,
  { policyId }: ParamsOf<typeof contract.listMatches>,
  { answer, park, on: given, offset, limit }: Query,
): Promise<ResponseOf<typeof contract.listMatches>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const gathered = await gatherMatches(ctx, policyId, on, park)
  const wanted = sortMatches(gathered, answer)
  const applications = await ctx.read((tx) => applicationsUnder(tx, policyId))
  return {
    on,
    asOf: gathered.zone.asOf.toISOString(),
    total: wanted.length,
    counts: gathered.counts,
    amount: gathered.amount,
    enterprises: wanted.slice(offset, offset + limit).map((one): Row => {
      const distance = gathered.column.distances?.[one.row] ?? Number.NaN
      return {
        enterpriseId: one.id,
        creditCode: one.creditCode,
        name: one.name,
        park: one.park,
        answer: one.answer,
        distance: Number.isNaN(distance) ? null : distance,
        amount: one.answer === 'no' ? null : gathered.amountAt(one.row),
        needed: one.answer === 'undetermined' ? neededAt(gathered, one.row) : [],
        application: applications.get(one.id) ?? null,
        synthetic: one.synthetic,
      }
    }),
  }
}

type Gathered = Awaited<ReturnType<typeof gatherMatches>>

/** Most money first; near ones by how near; the rest by code. */
export function sortMatches({ answered, amountAt, column }: Gathered, answer: Answer) {
  const of = answered.filter((one) => one.answer === answer)
  const distance = (row: number) => column.distances?.[row] ?? 0
  return of.toSorted(
    (a, b) =>
      (answer === 'near'
        ? distance(a.row) - distance(b.row)
        : (amountAt(b.row) ?? -1) - (amountAt(a.row) ?? -1)) || (a.creditCode < b.creditCode ? -1 : 1),
  )
}

/** Titles of the facts that would settle it, the cheapest first. */
function neededAt({ book, policy, zone }: Gathered, row: number): string[] {
  const verdict = judgeBriefly(book.compiled, policy.definition.code, sheetFromBase(zone.base, row))
  const wanted = new Set(verdict.nextEvidence?.facts)
  return answerOfVerdict(verdict) === 'undetermined'
    ? verdict.missing.filter(({ fact }) => wanted.size === 0 || wanted.has(fact)).map(({ title }) => title.zh)
    : []
}

async function applicationsUnder(
  tx: Tx,
  policyId: string,
): Promise<Map<string, NonNullable<Row['application']>>> {
  const { rows } = await sql<NonNullable<Row['application']> & { enterpriseId: string }>`
    SELECT DISTINCT ON (enterprise_id) enterprise_id, id, state FROM policy_application
     WHERE policy_id = ${policyId} AND state <> 'listed' ORDER BY enterprise_id, at DESC`.execute(tx)
  return new Map(rows.map(({ enterpriseId, ...application }) => [enterpriseId, application]))
}

export async function readMatchingSummary(
  ctx: Context,
  { on: given, park }: QueryOf<typeof contract.readMatchingSummary>,
): Promise<ResponseOf<typeof contract.readMatchingSummary>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const judged = await judgeZone(ctx, on)
  const { zone, book, columns } = judged
  const rows = await rowsFor(ctx, zone, park)
  const year = Number(on.slice(0, 4))
  const paid = await ctx.read((tx) => paidInYear(tx, year))
  return {
    on,
    asOf: zone.asOf.toISOString(),
    enterprises: rows.length,
    policies: book.policies.map((policy) => {
      const { definition, policyId } = policy
      const column = columns.get(definition.code)
      const limit = nearLimitOf(policy.definition)
      const counts = { yes: 0, near: 0, undetermined: 0, no: 0 }
      const money = amountsOf(judged, policy)
      let amount = 0
      for (const { row } of rows) {
        const answer = column === undefined ? 'no' : answerAt(column, row, limit)
        counts[answer] += 1
        if (answer === 'yes' && money?.known[row] === 1) amount += money.values[row] ?? 0
      }
      return {
        policyId,
        code: definition.code,
        title: definition.title,
        level: definition.level,
        ...counts,
        amount: Math.round(amount * 10_000) / 10_000,
        budget: definition.budget.find((one) => one.year === year)?.amount ?? null,
        paid: paid.get(policyId) ?? 0,
      }
    }),
  }
}

async function paidInYear(tx: Tx, year: number): Promise<Map<string, number>> {
  const { rows } = await sql<{ policyId: string; paid: number }>`
    SELECT policy_id, sum(paid)::float8 AS paid FROM policy_application WHERE year = ${year} GROUP BY policy_id`.execute(
    tx,
  )
  return new Map(rows.map(({ policyId, paid }) => [policyId, paid]))
}
