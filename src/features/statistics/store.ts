import type { Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { Database } from '#platform/postgres'

export type Tx = Transaction<Database>

export interface FilingKey {
  readonly unitId: string
  readonly form: string
  readonly period: string
}

export interface PeriodRow {
  readonly form: string
  readonly period: string
  readonly formVersion: number
  readonly fromOn: string
  readonly toOn: string
  readonly opensOn: string
  readonly dueOn: string
  readonly lockedAt: string | null
  readonly lockedByName: string | null
  readonly version: number
}

/** Refuses with `statistics.period_unknown`. */
export async function loadPeriod(
  tx: Tx,
  { form, period }: { readonly form: string; readonly period: string },
  lock = false,
): Promise<PeriodRow> {
  const query = tx
    .selectFrom('statisticsPeriod')
    .selectAll()
    .where('form', '=', form)
    .where('period', '=', period)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row ?? refuse('statistics.period_unknown', { form, period })
}

export function keyOf({ unitId, form, period }: FilingKey) {
  return { unitId, form, period }
}
