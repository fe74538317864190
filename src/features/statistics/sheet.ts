import { sql } from 'kysely'
import {
  localiseErrors,
  possibleFilingActs,
  type CompiledForm,
  type FilingValues,
  type Finding,
  type Localisation,
} from '#domain/indicators'
import { periodById, refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import { fromStored } from './cells.ts'
import { periodBack } from './check-context.ts'
import { headOf } from './collections.ts'
import type { FilingSheet } from './contract.ts'
import type * as contract from './contract.ts'
import { filingActor } from './filing-actor.ts'
import { formAt, wireForm } from './forms.ts'
import { parksById, unitsById } from './frame.ts'
import { queriesOf } from './queries.ts'
import { checkNow, factsOf, filingCaller, loadFiling, type FilingNow } from './read-filing.ts'
import type { FilingKey, Tx } from './store.ts'

/** One filing with its checks, what was filed before, queries and possible acts; with asOf the final state of then. */
export async function readSheet(
  ctx: Context,
  key: ParamsOf<typeof contract.readSheet>,
  { asOf }: QueryOf<typeof contract.readSheet>,
): Promise<FilingSheet> {
  return ctx.read((tx) => sheetOf(tx, ctx, key, asOf))
}

export async function sheetOf(tx: Tx, ctx: Context, key: FilingKey, asOf?: string): Promise<FilingSheet> {
  const now = await loadFiling(tx, ctx, key)
  const caller = await filingCaller(tx, ctx)
  const past = await pastOf(tx, now)
  const then = asOf === undefined ? null : await stateAt(tx, ctx, now, asOf)
  const values = then?.values ?? now.values
  const form = then?.form ?? now.form
  const { context, findings } = await checkNow(tx, ctx, { ...now, form }, values)
  const units = await unitsById(tx, [key.unitId], now.period.toOn)
  const reopened = await runningReopenings(tx, key)
  const actor = filingActor(caller, { unitId: key.unitId, parkId: now.parkId })
  const { row } = now
  const begun = row !== null || then !== null
  return {
    unit: units.get(key.unitId) ?? refuse('statistics.unit_unknown'),
    park: now.parkId === null ? null : ((await parksById(tx)).get(now.parkId) ?? null),
    collection: headOf(form, now.period, reopened, now.today),
    definition: wireForm(form),
    version: row?.version ?? null,
    state: row?.state ?? null,
    final: row?.final ?? false,
    values,
    imputed: (then?.imputed ?? row?.imputed ?? {}) as FilingSheet['imputed'],
    previous: beside(key.period, '1', context.history),
    lastYear: beside(key.period, '1Y', context.history),
    context,
    // A sheet that nobody has begun is empty, not wrong.
    findings: begun ? findings.map(wireFinding) : [],
    localisation:
      begun && findings.some(({ severity }) => severity === 'error')
        ? wireLocalisation(localiseErrors(form, values, context))
        : null,
    explanations: now.explanations,
    queries: await queriesOf(tx, ctx, key, form, caller),
    possibilities: then !== null ? [] : [...possibleFilingActs(factsOf(now), actor)],
    submittedAt: row?.submittedAt ?? null,
    submittedByName: row?.submittedByName ?? null,
    late: row?.late ?? null,
    approvedAt: row?.approvedAt ?? null,
    approvedByName: row?.approvedByName ?? null,
    acceptedAt: row?.acceptedAt ?? null,
    acceptedByName: row?.acceptedByName ?? null,
    returnReason: row?.returnReason ?? null,
    changedAt: row?.changedAt ?? null,
    past,
    asOf: asOf ?? null,
  }
}

/** The engine's answers are fixed; the wire's are plain. */
export function wireFinding(finding: Finding): FilingSheet['findings'][number] {
  return { ...finding, cells: [...finding.cells], params: { ...finding.params } }
}

function wireLocalisation(found: Localisation | null): FilingSheet['localisation'] {
  return found === null ? null : { ...found, cells: [...found.cells], example: { ...found.example } }
}

function beside(
  period: string,
  back: string,
  history: Readonly<Record<string, FilingValues>>,
): { period: string; values: FilingValues } | null {
  const values = history[back]
  const here = periodById(period)
  const then = here === null ? null : periodBack(here, back)
  return values === undefined || then === null ? null : { period: then.id, values }
}

/** Final states, oldest first; the last one is that of now where it has no end. */
async function pastOf(tx: Tx, { key, row }: FilingNow) {
  const rows = await tx
    .selectFrom('statisticsFilingPast')
    .select(['knownFrom', 'knownTo'])
    .where('unitId', '=', key.unitId)
    .where('form', '=', key.form)
    .where('period', '=', key.period)
    .orderBy('knownFrom')
    .execute()
  const { knownFrom } = row ?? { knownFrom: null }
  return [
    ...rows.map((one) => ({ knownFrom: one.knownFrom, knownTo: one.knownTo })),
    ...(knownFrom === null ? [] : [{ knownFrom, knownTo: null }]),
  ]
}

interface StateThen {
  readonly form: CompiledForm
  readonly values: FilingValues
  readonly imputed: unknown
}

/** The final state that stood at a moment. Refuses with `statistics.not_final_then`. */
async function stateAt(tx: Tx, ctx: Context, now: FilingNow, at: string): Promise<StateThen> {
  const { key, row, form } = now
  if (row?.knownFrom !== null && row?.knownFrom !== undefined && row.knownFrom <= normal(at))
    return { form, values: now.values, imputed: row.imputed }
  const past = await tx
    .selectFrom('statisticsFilingPast')
    .select(['formVersion', 'figures', 'words', 'imputed'])
    .where('unitId', '=', key.unitId)
    .where('form', '=', key.form)
    .where('period', '=', key.period)
    .where(sql<boolean>`known_from <= ${at}::timestamptz AND known_to > ${at}::timestamptz`)
    .executeTakeFirst()
  if (past === undefined) return refuse('statistics.not_final_then', { asOf: at })
  const version = await formAt(tx, ctx.place, key.form, past.formVersion)
  return { form: version, values: fromStored(version, past), imputed: past.imputed }
}

/** Moments come with any offset; the database answers in UTC with microseconds. */
function normal(at: string): string {
  return new Date(at).toISOString().replace('Z', '999Z')
}

async function runningReopenings(tx: Tx, { form, period }: FilingKey): Promise<number> {
  const { count } = await tx
    .selectFrom('statisticsPeriodAct')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('form', '=', form)
    .where('period', '=', period)
    .where('act', '=', 'reopen')
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Who did what to a filing, with before and after of every cell. */
export async function readFilingHistory(
  ctx: Context,
  key: ParamsOf<typeof contract.readFilingHistory>,
): Promise<ResponseOf<typeof contract.readFilingHistory>> {
  return ctx.read(async (tx) => {
    const acts = await tx
      .selectFrom('statisticsFilingAct')
      .select(['no', 'act', 'reason', 'changed', 'at', 'byName'])
      .where('unitId', '=', key.unitId)
      .where('form', '=', key.form)
      .where('period', '=', key.period)
      .orderBy('no', 'desc')
      .execute()
    return {
      acts: acts.map(({ changed, ...act }) => ({
        ...act,
        changed: changed as ResponseOf<typeof contract.readFilingHistory>['acts'][number]['changed'],
      })),
    }
  })
}
