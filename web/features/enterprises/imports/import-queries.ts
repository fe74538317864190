import { queryOptions } from '@tanstack/react-query'
import { listEnterpriseImports, readEnterpriseImport } from '#contract/enterprises'
import type { EnterpriseImport, ImportLine } from '#contract/enterprises'
import { call } from '../../../app/api-client.ts'

export const importsKey = ['enterprise-imports'] as const

export function isImporting({ state }: Pick<EnterpriseImport, 'state'>): boolean {
  return state === 'queued' || state === 'running'
}

/** Asked again while one of them runs. */
export const importsQuery = queryOptions({
  queryKey: [...importsKey, 'list'],
  queryFn: ({ signal }) => call(listEnterpriseImports, { signal }),
  refetchInterval: ({ state }) => (state.data?.imports.some(isImporting) ? 1000 : false),
})

export function importQuery(jobId: string, outcome: ImportLine['outcome'] | undefined, limit: number) {
  return queryOptions({
    queryKey: [...importsKey, jobId, outcome ?? 'any', limit],
    queryFn: ({ signal }) =>
      call(readEnterpriseImport, { params: { jobId }, query: { outcome, limit }, signal }),
    refetchInterval: ({ state }) => (state.data && isImporting(state.data) ? 1000 : false),
  })
}
