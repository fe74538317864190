import {
  answerOf,
  compileRuleBook,
  judge,
  scoreOf,
  type CompiledRuleBook,
  type FactSheet,
  type RuleBook,
} from '#domain/rules'
import { refuse } from '#domain/kernel'
import { compiledFor, readZoneBook, sheetFor } from '#features/rules'
import type { Context } from '#platform/http'
import type { QueryOf } from '../route-contract.ts'
import { PointsDefinition, type PointsOfEnterprise } from './contract.ts'
import type * as contract from './contract.ts'
import { factNames } from './fact-names.ts'
import { pointsBook, scoreCode, stageRule } from './points-book.ts'
import { loadTable, tableInForce } from './points-tables.ts'
import { dayOf, type Tx } from './store.ts'

/** Innovation points of one enterprise on a day, taken apart. */
export async function readEnterprisePoints(
  ctx: Context,
  enterpriseId: string,
  { on: given, table }: QueryOf<typeof contract.readEnterprisePoints>,
): Promise<PointsOfEnterprise> {
  const on = given ?? dayOf(ctx.now)
  const sheet = await sheetFor(ctx, enterpriseId, on)
  return ctx.read((tx) => pointsOf(tx, sheet, enterpriseId, on, table ?? null))
}

/** The table in force on the day where none is named. */
export async function pointsOf(
  tx: Tx,
  sheet: FactSheet,
  enterpriseId: string,
  on: string,
  tableId: string | null,
): Promise<PointsOfEnterprise> {
  const stored =
    tableId === null
      ? ((await tableInForce(tx, on)) ?? refuse('cultivation.no_points_table'))
      : await loadTable(tx, tableId)
  const definition = PointsDefinition.parse(stored.definition)
  const compiled = compiledTable(pointsBook(await readZoneBook(tx), definition), on, stored)
  const { stage, missing } = stageOf(definition, compiled, sheet)
  const table = {
    id: stored.id,
    version: stored.version,
    title: definition.title,
    source: definition.source,
    example: stored.example,
  }
  if (stage === null)
    return {
      enterpriseId,
      on,
      table,
      stage: null,
      stageMissing: [...missing],
      low: null,
      high: null,
      maximum: null,
      groups: [],
      indicators: [],
      trace: null,
      facts: await factNames(tx, missing),
    }
  const place = definition.stages.indexOf(stage)
  const trace = scoreOf(compiled, scoreCode(place), sheet)
  return {
    enterpriseId,
    on,
    table,
    stage: { code: stage.code, title: stage.title },
    stageMissing: [],
    low: trace.low,
    high: trace.high,
    maximum: trace.maximum,
    groups: trace.groups.map(({ group, ...points }) => ({
      code: group,
      title: definition.groups.find(({ code }) => code === group)?.title ?? { zh: group, en: group },
      ...points,
    })),
    indicators: definition.indicators.map(({ id, group, title, weights }) => {
      const item = trace.items.find((one) => one.id === id)
      return {
        id,
        group,
        title,
        weight: weights[stage.code] ?? 0,
        low: item?.low ?? 0,
        high: item?.high ?? 0,
        maximum: item?.maximum ?? 0,
      }
    }),
    trace,
    facts: await factNames(
      tx,
      trace.items.flatMap(({ facts }) => facts.map(({ fact }) => fact)),
    ),
  }
}

/** A draft may still be wrong; what is published was checked and is compiled once. */
function compiledTable(
  book: RuleBook,
  on: string,
  { state, digest }: { readonly state: string; readonly digest: string },
): CompiledRuleBook {
  if (state !== 'draft') return compiledFor(book, on, `points ${digest}`)
  const compiled = compileRuleBook(book, on)
  return compiled.ok ? compiled.value : refuse('cultivation.points_errors', { count: compiled.issues.length })
}

/** The first stage whose rule says yes. One that cannot be decided stops the search: a later one would be a guess. */
function stageOf(
  { stages }: PointsDefinition,
  compiled: CompiledRuleBook,
  sheet: FactSheet,
): { readonly stage: PointsDefinition['stages'][number] | null; readonly missing: readonly string[] } {
  for (const stage of stages) {
    const answer = answerOf(compiled, stageRule(stage.code), sheet)
    if (answer === 'yes') return { stage, missing: [] }
    if (answer === 'undetermined')
      return {
        stage: null,
        missing: judge(compiled, stageRule(stage.code), sheet).missing.map(({ fact }) => fact),
      }
  }
  return { stage: null, missing: [] }
}
