import { chinaDay, Refusal } from '#domain/kernel'
import { parsePolicy, policyBook, PARK_FACTS, type PolicyDefinition } from '#domain/matching'
import {
  amountColumn,
  ANSWER_CODES,
  compileRuleBook,
  judgeColumns,
  type AnswerColumn,
  type FactColumn,
  type RuleBook,
} from '#domain/rules'
import { enterprisesOn, visibleEnterprises } from '#features/enterprises'
import { factBase, readZoneBook, type ZoneBase } from '#features/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { neededZone } from './check-definition.ts'
import type { TryCounts } from './contract.ts'
import type * as contract from './contract.ts'
import { requireStorable } from './storable.ts'

/** The facts by whose words effects are told apart. */
export const GROUP_FACTS = { size: '企业规模', industry: '国民经济行业门类' } as const

export interface JudgedDefinition {
  readonly column: AnswerColumn
  /** Null: it brings no money. */
  readonly amounts: { readonly values: Float64Array; readonly known: Uint8Array } | null
}

/** A policy over the whole base as if it were in force on the day; an expression that cannot be read is refused. */
export function judgeDefinition(
  policy: PolicyDefinition,
  zone: RuleBook,
  { on, base }: Pick<ZoneBase, 'on' | 'base'>,
  distances = false,
): JudgedDefinition {
  const compiled = compileRuleBook(policyBook([policy], neededZone(policy, zone)), on)
  if (!compiled.ok) throw new Refusal(compiled.issues)
  const [column] = judgeColumns(compiled.value, base, { rules: [policy.code], distances })
  if (column === undefined) throw new Error(`no answers for ${policy.code}`)
  return {
    column,
    amounts: policy.benefit.amount === null ? null : amountColumn(compiled.value, policy.code, base),
  }
}

/** The definition as the engine takes it; what lacks the shape is refused with every place. */
export function definitionOf(json: unknown): PolicyDefinition {
  requireStorable(json)
  const parsed = parsePolicy(json)
  if (!parsed.ok) throw new Refusal(parsed.issues)
  return parsed.value
}

export function zoneBookOf(ctx: Context): Promise<RuleBook> {
  return ctx.actingAs(TIMEKEEPER).read((tx) => readZoneBook(tx))
}

/** By row of the base: 1 where the caller may see the enterprise; null: all of them. */
export async function rowsSeen(ctx: Context, zone: ZoneBase): Promise<Uint8Array | null> {
  if (ctx.caller.seesAll) return null
  const visible = await ctx.read((tx) => visibleEnterprises(tx, zone.on))
  const seen = new Uint8Array(zone.base.ids.length)
  for (const id of visible) {
    const row = zone.rowOf.get(id)
    if (row !== undefined) seen[row] = 1
  }
  return seen
}

export function textColumn(zone: ZoneBase, fact: string): Extract<FactColumn, { type: 'text' }> | null {
  const column = zone.base.columns.get(fact)
  return column?.type === 'text' ? column : null
}

const ANSWERS = ['yes', 'near', 'undetermined', 'no'] as const
type Answer = (typeof ANSWERS)[number]
/** Examples of each answer. */
const EXAMPLES = 20

export async function tryPolicyDefinition(
  ctx: Context,
  { definition, on: given }: BodyOf<typeof contract.tryPolicyDefinition>,
): Promise<ResponseOf<typeof contract.tryPolicyDefinition>> {
  const started = performance.now()
  const on = given ?? chinaDay(ctx.now.getTime())
  const policy = definitionOf(definition)
  const book = await zoneBookOf(ctx)
  const zone = await factBase(ctx, on)
  const { column, amounts } = judgeDefinition(policy, book, zone, true)
  const seen = await rowsSeen(ctx, zone)
  // Distances in columns are single floats: 0.2 is a little more there.
  const limit = Math.fround(policy.nearLimit ?? book.nearLimit)
  const rows: Record<Answer, number[]> = { yes: [], near: [], undetermined: [], no: [] }
  for (let row = 0; row < zone.base.ids.length; row += 1) {
    if (seen !== null && seen[row] !== 1) continue
    const code = column.answers[row]
    if (code === ANSWER_CODES.yes) rows.yes.push(row)
    else if (code === ANSWER_CODES.undetermined) rows.undetermined.push(row)
    else if ((column.distances?.[row] ?? Number.NaN) <= limit) rows.near.push(row)
    else rows.no.push(row)
  }
  const amountAt = (row: number) => (amounts?.known[row] === 1 ? (amounts.values[row] ?? null) : null)
  const distanceAt = (row: number) => column.distances?.[row] ?? Number.NaN
  rows.yes.sort((a, b) => (amountAt(b) ?? -1) - (amountAt(a) ?? -1) || a - b)
  rows.near.sort((a, b) => distanceAt(a) - distanceAt(b) || a - b)
  const park = PARK_FACTS[policy.scope]
  const grouped = (fact: string) => groupRows(zone, fact, rows, amountAt)
  const shown = ANSWERS.flatMap((answer) => rows[answer].slice(0, EXAMPLES))
  const ids = shown.map((row) => zone.base.ids[row] ?? '')
  const enterprises = await ctx.read((tx) => enterprisesOn(tx, ids, on))
  const parks = textColumn(zone, park)
  const examplesOf = (answer: Answer) =>
    rows[answer].slice(0, EXAMPLES).flatMap((row) => {
      const enterprise = enterprises.get(zone.base.ids[row] ?? '')
      if (enterprise === undefined) return []
      const distance = distanceAt(row)
      return [
        {
          enterpriseId: enterprise.id,
          name: enterprise.name,
          park: wordAt(parks, row),
          distance: answer === 'near' && !Number.isNaN(distance) ? distance : null,
          amount: answer === 'no' ? null : amountAt(row),
        },
      ]
    })
  return {
    on,
    asOf: zone.asOf.toISOString(),
    enterprises: ANSWERS.reduce((sum, answer) => sum + rows[answer].length, 0),
    counts: countsOf(rows),
    amount:
      amounts === null
        ? null
        : {
            total: sumWan(rows.yes, amountAt),
            unknown: rows.yes.filter((row) => amountAt(row) === null).length,
          },
    byPark: grouped(park),
    bySize: grouped(GROUP_FACTS.size),
    examples: {
      yes: examplesOf('yes'),
      near: examplesOf('near'),
      undetermined: examplesOf('undetermined'),
      no: examplesOf('no'),
    },
    tookMs: performance.now() - started,
  }
}

function countsOf(rows: Readonly<Record<Answer, readonly number[]>>): TryCounts {
  return {
    yes: rows.yes.length,
    near: rows.near.length,
    undetermined: rows.undetermined.length,
    no: rows.no.length,
  }
}

export function wordAt(column: ReturnType<typeof textColumn>, row: number): string | null {
  return column?.known[row] === 1 ? (column.words[column.values[row] ?? -1] ?? null) : null
}

/** In 万元, exact to the yuan. */
function sumWan(rows: readonly number[], amountAt: (row: number) => number | null): number {
  return rows.reduce((sum, row) => sum + Math.round((amountAt(row) ?? 0) * 10_000), 0) / 10_000
}

function groupRows(
  zone: ZoneBase,
  fact: string,
  rows: Readonly<Record<Answer, readonly number[]>>,
  amountAt: (row: number) => number | null,
) {
  const column = textColumn(zone, fact)
  if (column === null) return []
  const groups = new Map<string | null, { counts: TryCounts; yuan: number }>()
  for (const answer of ANSWERS)
    for (const row of rows[answer]) {
      const code = wordAt(column, row)
      let group = groups.get(code)
      if (group === undefined)
        groups.set(code, (group = { counts: { yes: 0, near: 0, undetermined: 0, no: 0 }, yuan: 0 }))
      group.counts[answer] += 1
      if (answer === 'yes') group.yuan += Math.round((amountAt(row) ?? 0) * 10_000)
    }
  return [...groups]
    .map(([code, { counts, yuan }]) => ({ code, counts, amount: yuan / 10_000 }))
    .toSorted((a, b) => b.counts.yes - a.counts.yes || (String(a.code) < String(b.code) ? -1 : 1))
}
