import type { Correction } from './gather-snapshot.ts'
import type { Tx } from './store.ts'

/** Figures of accepted objections that no frozen data have taken in, in the order of their numbers. */
export async function uncarriedCorrections(
  tx: Tx,
  roundId: string,
): Promise<readonly (Correction & { readonly id: string })[]> {
  const rows = await tx
    .selectFrom('evaluationObjection')
    .select(['id', 'serial', 'columnCode', 'period', 'unit', 'newValue'])
    .where('roundId', '=', roundId)
    .where('state', '=', 'accepted')
    .where('snapshotId', 'is', null)
    .orderBy('serial')
    .execute()
  return rows.map(({ id, serial, columnCode, period, unit, newValue }) => ({
    id,
    column: columnCode,
    period,
    unit,
    value: newValue,
    objection: Number(serial),
  }))
}
