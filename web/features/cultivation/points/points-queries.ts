/** Server state of tables of innovation points. */
import { queryOptions } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { listPointsTables, readPointsTable } from '#contract/cultivation'
import { call } from '../../../app/api-client.ts'

const pointsKey = ['points'] as const

export const pointsTablesQuery = queryOptions({
  queryKey: [...pointsKey, 'tables'],
  queryFn: ({ signal }) => call(listPointsTables, { signal }),
})

export function pointsTableQuery(tableId: string) {
  return queryOptions({
    queryKey: [...pointsKey, 'table', tableId],
    queryFn: ({ signal }) => call(readPointsTable, { params: { tableId }, signal }),
  })
}

/** After an act on a table; the points of enterprises follow from it. */
export async function refreshPoints(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: pointsKey })
  void client.invalidateQueries({ queryKey: ['enterprises'] })
}
