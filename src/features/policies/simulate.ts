import { sql } from 'kysely'
import { chinaDay, refuse, type Json } from '#domain/kernel'
import { PARK_FACTS, rowsWith, simulate, type GroupSimulation, type PolicyDefinition } from '#domain/matching'
import type { RuleBook, RuleParameter } from '#domain/rules'
import { enterprisesOn } from '#features/enterprises'
import { factBase, type ZoneBase } from '#features/rules'
import type { Context } from '#platform/http'
import type { BodyOf, ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { differencesOf } from './compare-versions.ts'
import type { SimulationResult, SimulationRow, SimulationView } from './contract.ts'
import type * as contract from './contract.ts'
import { parkNames } from './drafts.ts'
import { digestOf, loadVersion, wireJson, type Tx } from './store.ts'
import {
  definitionOf,
  GROUP_FACTS,
  judgeDefinition,
  rowsSeen,
  textColumn,
  wordAt,
  zoneBookOf,
} from './try-definition.ts'

type Side = BodyOf<typeof contract.simulatePolicy>['base']

/** Enterprises kept of each effect. */
const MOST_AFFECTED = 200
/** Changes told in a list. */
const MOST_CHANGES = 8

/** One side as it is judged. */
interface ReadySide {
  readonly policy: PolicyDefinition
  readonly policyId: string | null
  readonly zone: RuleBook
  readonly digest: string
  readonly wire: Json
}

/** Both sides over the enterprises that the caller may see, as if they were in force on the day; the result is kept. */
export async function simulatePolicy(
  ctx: Context,
  { title, base, changed, on: given }: BodyOf<typeof contract.simulatePolicy>,
): Promise<SimulationView> {
  const started = performance.now()
  const on = given ?? chinaDay(ctx.now.getTime())
  const book = await zoneBookOf(ctx)
  const [before, after] = [await readySide(ctx, book, base), await readySide(ctx, book, changed)]
  const zone = await factBase(ctx, on)
  const seen = await rowsSeen(ctx, zone)
  const result = await resultOf(ctx, zone, seen, before, after, on)
  const enterprises =
    seen === null ? zone.base.ids.length : seen.reduce((sum, one) => sum + (one === 1 ? 1 : 0), 0)
  const tookMs = performance.now() - started
  const byId = ctx.caller.userId ?? refuse('access.not_signed_in')
  return ctx.inTransaction(async (tx) => {
    const { id } = await tx
      .insertInto('policySimulation')
      .values({
        policyId: before.policyId ?? after.policyId,
        title,
        onDay: on,
        parkId: ctx.caller.seesAll ? null : ctx.caller.organisationId,
        request: JSON.stringify({ base: before.wire, changed: after.wire }),
        result: JSON.stringify({ ...result, tookMs }),
        baseDigest: before.digest,
        changedDigest: after.digest,
        rulesDigest: digestOf({
          facts: book.facts,
          tables: book.tables,
          scores: book.scores,
          parameters: book.parameters,
        }),
        factsAt: zone.asOf.toISOString(),
        enterprises,
        at: ctx.now.toISOString(),
        byId,
        byName: ctx.caller.name,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await ctx.audit(tx, {
      action: 'policies.simulate',
      subjectKind: 'policy-simulation',
      subjectId: id,
      detail: { title, on, base: before.digest, changed: after.digest },
    })
    return loadSimulation(tx, id)
  })
}

async function readySide(ctx: Context, book: RuleBook, side: Side): Promise<ReadySide> {
  const { versionId, definition, parameters } = side
  if ((versionId === null) === (definition === null)) refuse('policies.side_unclear')
  const stored = versionId === null ? null : await ctx.read((tx) => loadVersion(tx, versionId))
  const policy = definitionOf(stored === null ? definition : stored.definition)
  const known = await ctx.read((tx) =>
    tx.selectFrom('policy').select('id').where('code', '=', policy.code).executeTakeFirst(),
  )
  return {
    policy,
    policyId: known?.id ?? null,
    zone: { ...book, parameters: withValues(book.parameters, parameters) },
    digest: digestOf({ policy, parameters }),
    wire: wireJson({ versionId, definition: policy, parameters }),
  }
}

/** Parameters with another value on every day, for this simulation alone. */
function withValues(
  parameters: readonly RuleParameter[],
  changes: Side['parameters'],
): readonly RuleParameter[] {
  for (const { code, value } of changes) {
    const found =
      parameters.find((one) => one.code === code) ?? refuse('rules.no_such_parameter', { parameter: code })
    if (!isOfType(value, found.type))
      refuse('rules.value_of_other_type', { parameter: code, type: found.type })
  }
  return parameters.map((parameter) => {
    const change = changes.find(({ code }) => code === parameter.code)
    const clause = parameter.values.at(-1)?.clause ?? {
      document: '仿真',
      clause: null,
      documentId: null,
      url: null,
    }
    return change === undefined
      ? parameter
      : { ...parameter, values: [{ from: '1900-01-01', to: null, value: change.value, clause }] }
  })
}

function isOfType(value: Side['parameters'][number]['value'], type: RuleParameter['type']): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'texts':
      return Array.isArray(value)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/u.test(value)
    case 'text':
      return typeof value === 'string'
  }
}

async function resultOf(
  ctx: Context,
  zone: ZoneBase,
  seen: Uint8Array | null,
  before: ReadySide,
  after: ReadySide,
  on: string,
): Promise<SimulationResult> {
  const length = zone.base.ids.length
  const park = PARK_FACTS[after.policy.scope]
  const columns = { park, size: GROUP_FACTS.size, industry: GROUP_FACTS.industry }
  const groups = Object.fromEntries(
    Object.entries(columns).flatMap(([name, fact]) => {
      const column = textColumn(zone, fact)
      return column === null ? [] : [[name, column] as const]
    }),
  )
  const [old, next] = [before, after].map(({ policy, zone: book }) => {
    const { column, amounts } = judgeDefinition(policy, book, zone)
    return [{ answers: column.answers, amounts }]
  })
  const simulation = simulate(old ?? [], next ?? [], length, groups, seen ?? undefined)
  const affected = (['gains', 'loses', 'more', 'less'] as const).flatMap((effect) =>
    rowsWith(simulation, effect, MOST_AFFECTED).map((row) => ({ effect, row })),
  )
  const ids = affected.map(({ row }) => zone.base.ids[row] ?? '')
  const { enterprises, parks } = await ctx.read(async (tx) => ({
    enterprises: await enterprisesOn(tx, ids, on),
    parks: await parkNames(tx),
  }))
  const parkColumn = textColumn(zone, park)
  const parkTitles = new Map(parks.map(({ code, name }) => [code, name]))
  const year = Number(on.slice(0, 4))
  const budgetOf = ({ policy }: ReadySide) => policy.budget.find((one) => one.year === year)?.amount ?? null
  const budget = { year, before: budgetOf(before), after: budgetOf(after) }
  const optionTitles = (fact: string) =>
    new Map(
      (after.zone.facts.find(({ code }) => code === fact)?.options ?? []).map(({ code, title }) => [
        code,
        title,
      ]),
    )
  const { gains, loses, more, less, same, unsure } = simulation.effects
  return {
    before: simulation.before,
    after: simulation.after,
    effects: { gains, loses, more, less, same, unsure },
    byPark: groupEffects(simulation.groups['park'], parkTitles),
    bySize: groupEffects(simulation.groups['size'], optionTitles(GROUP_FACTS.size)),
    byIndustry: groupEffects(simulation.groups['industry'], optionTitles(GROUP_FACTS.industry)),
    budget: budget.before === null && budget.after === null ? null : budget,
    largestTen: simulation.largestTen,
    affected: affected.flatMap(({ effect, row }) => {
      const enterprise = enterprises.get(zone.base.ids[row] ?? '')
      return enterprise === undefined
        ? []
        : [
            {
              enterpriseId: enterprise.id,
              name: enterprise.name,
              park: wordAt(parkColumn, row),
              effect,
              before: effect === 'gains' ? null : (simulation.amounts.before[row] ?? null),
              after: effect === 'loses' ? null : (simulation.amounts.after[row] ?? null),
            },
          ]
    }),
    differences: differencesOf(before.policy, after.policy),
  }
}

function groupEffects(
  groups: readonly GroupSimulation[] | undefined,
  titles: ReadonlyMap<string, { readonly zh: string; readonly en: string }>,
): SimulationResult['byPark'] {
  return (groups ?? []).map(({ code, before, after, effects }) => ({
    code,
    name: code === null ? null : (titles.get(code) ?? null),
    before,
    after,
    gain: effects.gains,
    lose: effects.loses,
  }))
}

export function readSimulation(
  ctx: Context,
  { simulationId }: ParamsOf<typeof contract.readSimulation>,
): Promise<SimulationView> {
  return ctx.read((tx) => loadSimulation(tx, simulationId))
}

export async function loadSimulation(tx: Tx, id: string): Promise<SimulationView> {
  const row = await tx
    .selectFrom('policySimulation as s')
    .leftJoin('policy as p', 'p.id', 's.policyId')
    .selectAll('s')
    .select('p.code as policyCode')
    .where('s.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return refuse('policies.not_found')
  // Written by `simulatePolicy` alone.
  const { tookMs, ...result } = row.result as SimulationResult & { readonly tookMs: number }
  return {
    row: {
      id,
      title: row.title,
      policyId: row.policyId,
      policyCode: row.policyCode,
      on: row.onDay,
      at: new Date(row.at).toISOString(),
      byName: row.byName,
      enterprises: row.enterprises,
      cost: { before: result.before.cost, after: result.after.cost },
      yes: { before: result.before.yes, after: result.after.yes },
      budget: result.budget,
      changes: result.differences.slice(0, MOST_CHANGES),
      parameters: parametersOf(row.request),
    },
    request: wireRequest(row.request),
    result,
    stoodOn: {
      base: row.baseDigest,
      changed: row.changedDigest,
      rules: row.rulesDigest,
      factsAt: new Date(row.factsAt).toISOString(),
    },
    tookMs,
  }
}

/** Written by `simulatePolicy` alone. */
function parametersOf(request: unknown): SimulationRow['parameters'] {
  return (request as { readonly changed: Pick<Side, 'parameters'> }).changed.parameters
}

function wireRequest(request: unknown): SimulationView['request'] {
  const { base, changed } = request as { readonly base: unknown; readonly changed: unknown }
  return { base: wireJson(base), changed: wireJson(changed) }
}

export function listSimulations(
  ctx: Context,
  { policy, offset, limit }: QueryOf<typeof contract.listSimulations>,
): Promise<ResponseOf<typeof contract.listSimulations>> {
  return ctx.read(async (tx) => {
    const { rows } = await sql<{
      id: string
      title: string
      policyId: string | null
      policyCode: string | null
      onDay: string
      at: string
      byName: string
      enterprises: number
      costBefore: number
      costAfter: number
      yesBefore: number
      yesAfter: number
      budget: SimulationRow['budget']
      changes: SimulationRow['changes']
      parameters: SimulationRow['parameters']
      total: number
    }>`
      SELECT s.id, s.title, s.policy_id, p.code AS policy_code, s.on_day, s.at, s.by_name, s.enterprises,
             (s.result -> 'before' ->> 'cost')::float8 AS cost_before, (s.result -> 'after' ->> 'cost')::float8 AS cost_after,
             (s.result -> 'before' ->> 'yes')::int AS yes_before, (s.result -> 'after' ->> 'yes')::int AS yes_after,
             nullif(s.result -> 'budget', 'null'::jsonb) AS budget, s.request -> 'changed' -> 'parameters' AS parameters,
             jsonb_path_query_array(s.result, ${`$.differences[0 to ${String(MOST_CHANGES - 1)}]`}::jsonpath) AS changes,
             (count(*) OVER ())::int AS total
        FROM policy_simulation s LEFT JOIN policy p ON p.id = s.policy_id
       WHERE ${policy === undefined ? sql`true` : sql`s.policy_id = ${policy}`}
       ORDER BY s.at DESC, s.id OFFSET ${offset} LIMIT ${limit}`.execute(tx)
    return {
      total: rows[0]?.total ?? 0,
      simulations: rows.map((row) => ({
        id: row.id,
        title: row.title,
        policyId: row.policyId,
        policyCode: row.policyCode,
        on: row.onDay,
        at: new Date(row.at).toISOString(),
        byName: row.byName,
        enterprises: row.enterprises,
        cost: { before: row.costBefore, after: row.costAfter },
        yes: { before: row.yesBefore, after: row.yesAfter },
        budget: row.budget,
        changes: row.changes,
        parameters: row.parameters,
      })),
    }
  })
}
