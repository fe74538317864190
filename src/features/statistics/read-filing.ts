import { sql } from 'kysely'
import {
  checkFiling,
  type CompiledForm,
  type FilingContext,
  type FilingFacts,
  type FilingValues,
  type Finding,
} from '#domain/indicators'
import { refuse, type DateOn } from '#domain/kernel'
import type { Context } from '#platform/http'
import { checkContext } from './check-context.ts'
import { fromStored } from './cells.ts'
import type { FilingCaller } from './filing-actor.ts'
import { formAt } from './forms.ts'
import { loadPeriod, type FilingKey, type PeriodRow, type Tx } from './store.ts'
import { todayOf } from './workdays.ts'

/** A filing as it stands, begun or not, with everything that an act on it must know. */
export interface FilingNow {
  readonly key: FilingKey
  readonly form: CompiledForm
  readonly period: PeriodRow
  readonly today: DateOn
  readonly unitKind: 'enterprise' | 'park'
  readonly parkId: string | null
  /** Null: not begun. */
  readonly row: FilingRowNow | null
  readonly values: FilingValues
  readonly explanations: Readonly<Record<string, string>>
  /** Open for filing: not planned, not locked, or reopened for it. */
  readonly standing: FilingFacts['period']
}

export type FilingRowNow = NonNullable<Awaited<ReturnType<typeof rowOf>>>

async function rowOf(tx: Tx, { unitId, form, period }: FilingKey, lock: boolean) {
  // Not FOR UPDATE: that would hide what the caller may read but no more change, and tell him that it is not there.
  if (lock)
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${unitId}/${form}/${period}`}, 6))`.execute(tx)
  return tx
    .selectFrom('statisticsFiling')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('form', '=', form)
    .where('period', '=', period)
    .executeTakeFirst()
}

/**
 * Loads one filing under the caller's rights. Refuses with `statistics.period_unknown`, `statistics.unit_unknown` (not there,
 * not the caller's to see, or not one that files this form).
 */
export async function loadFiling(tx: Tx, ctx: Context, key: FilingKey, lock = false): Promise<FilingNow> {
  const period = await loadPeriod(tx, key)
  const row = (await rowOf(tx, key, lock)) ?? null
  const form = await formAt(tx, ctx.place, key.form, row?.formVersion ?? period.formVersion)
  const unitKind = form.definition.filers.unit
  const parkId = row === null ? await parkOf(tx, key.unitId, unitKind, period.toOn) : row.parkId
  const today = await todayOf(tx, ctx)
  const { rows } = await sql<{ open: boolean }>`
    SELECT filing_is_open(${key.form}, ${key.period}, ${parkId}::uuid, ${key.unitId}::uuid) AS open`.execute(
    tx,
  )
  return {
    key,
    form,
    period,
    today,
    unitKind,
    parkId,
    row,
    values: row === null ? {} : fromStored(form, row),
    explanations: (row?.explanations ?? {}) as Record<string, string>,
    standing: today < period.opensOn ? 'planned' : rows[0]?.open === true ? 'open' : 'locked',
  }
}

/** Where the unit was registered on the last day of the period: who approves. */
async function parkOf(
  tx: Tx,
  unitId: string,
  kind: 'enterprise' | 'park',
  lastDay: string,
): Promise<string | null> {
  if (kind === 'park') {
    const park = await tx
      .selectFrom('organisation')
      .select('id')
      .where('id', '=', unitId)
      .where('kind', '=', 'park')
      .executeTakeFirst()
    return park?.id ?? refuse('statistics.unit_unknown')
  }
  const state = await tx
    .selectFrom('enterpriseState')
    .select('registrationParkId')
    .where('enterpriseId', '=', unitId)
    .where(sql<boolean>`upper_inf(known)`)
    .where(sql<boolean>`valid @> ${lastDay}::date`)
    .executeTakeFirst()
  if (state !== undefined) return state.registrationParkId
  const known = await tx.selectFrom('enterprise').select('id').where('id', '=', unitId).executeTakeFirst()
  // Founded after the period, or not the caller's: nothing to file here.
  return known === undefined ? refuse('statistics.unit_unknown') : refuse('statistics.not_registered_then')
}

export function factsOf(now: FilingNow): FilingFacts {
  const { row, form } = now
  return {
    state: row?.state ?? null,
    final: row?.final ?? false,
    approval: form.definition.approval,
    errors: row?.errors ?? 0,
    unexplained: row?.unexplained ?? 0,
    openQueries: row?.openQueries ?? 0,
    period: now.standing,
    unit: now.unitKind,
    outside: now.parkId === null,
  }
}

export interface CheckedFiling {
  readonly context: FilingContext
  readonly findings: readonly Finding[]
  readonly errors: number
  readonly unexplained: number
}

/** All checks on these values, with what is beside them. */
export async function checkNow(
  tx: Tx,
  ctx: Context,
  now: Pick<FilingNow, 'key' | 'form' | 'period' | 'unitKind' | 'explanations'>,
  values: FilingValues,
): Promise<CheckedFiling> {
  const context = await checkContext(tx, ctx, now.form, now.key, now.unitKind)
  const findings = checkFiling(now.form, values, context)
  return { context, findings, ...countFindings(findings, now.explanations) }
}

/** Errors, and queries that nobody has explained. */
export function countFindings(
  findings: readonly Pick<Finding, 'rule' | 'severity'>[],
  explanations: Readonly<Record<string, string>>,
): { errors: number; unexplained: number } {
  const explained = (rule: string) => Object.hasOwn(explanations, rule) && explanations[rule] !== ''
  return {
    errors: findings.filter(({ severity }) => severity === 'error').length,
    unexplained: findings.filter(({ severity, rule }) => severity === 'query' && !explained(rule)).length,
  }
}

/** Explanations that still hold: one is of the figures that its rule saw, and goes when any of them changes. */
export function standingExplanations(
  form: CompiledForm,
  explanations: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const touched = new Set(
    form.rules.flatMap((one) => {
      const cells = one.kind === 'linear' ? one.cells : one.kind === 'pair' ? one.rule.cells : [one.rule.cell]
      return cells.some((cell) => Object.hasOwn(changed, cell)) ? one.rule.id : []
    }),
  )
  return Object.fromEntries(Object.entries(explanations).filter(([rule]) => !touched.has(rule)))
}

/** Which enterprise the caller is. */
export async function filingCaller(tx: Tx, ctx: Context): Promise<FilingCaller> {
  if (!ctx.caller.roles.includes('enterprise')) return { caller: ctx.caller, enterpriseId: null }
  const { rows } = await sql<{ id: string | null }>`SELECT acting_enterprise() AS id`.execute(tx)
  return { caller: ctx.caller, enterpriseId: rows[0]?.id ?? null }
}
