import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunView, SchemeView } from '#contract/evaluations'
import type { Scheme } from '#domain/evaluation'
import { runQuery, runsQuery } from '../shared/evaluation-queries.ts'
import { readDraft } from './read-draft.ts'
import { schemeQuery, schemesQuery } from './scheme-queries.ts'

/** On which data a scheme is tried in the browser, and against which version it is compared. */
export interface TrialData {
  readonly run: RunView | null
  readonly isLoading: boolean
  readonly against: { readonly scheme: Scheme; readonly version: number; readonly code: string } | null
}

/**
 * The data of the newest adopted run with these units, unless only another scheme's; else of the newest finished run of the same
 * scheme, else of one with the same units. Against the newest published version before this one, else what the draft began as.
 */
export function useTrialData({ row, trialOn, versions }: SchemeView): TrialData {
  const runs = useQuery(runsQuery({}))
  const schemes = useQuery(schemesQuery)
  const kinds = new Map(schemes.data?.schemes.map(({ id, unitKind }) => [id, unitKind]))
  const done = runs.data?.runs.filter(({ state }) => state === 'done') ?? []
  const own = done.filter(({ scheme }) => scheme.code === row.code)
  const adopted = done.find(({ id }) => id === trialOn?.runId)
  const chosen =
    (adopted?.scheme.code === row.code ? adopted : undefined) ??
    own.find(({ adopted: isAdopted }) => isAdopted) ??
    own[0] ??
    adopted ??
    done.find(({ scheme }) => kinds.get(scheme.id) === row.unitKind)
  const runId = runs.isSuccess ? (chosen?.id ?? trialOn?.runId) : runs.isError ? trialOn?.runId : undefined
  const run = useQuery({ ...runQuery(runId ?? ''), enabled: runId !== undefined })
  const baseId =
    versions.find(({ state, version }) => state === 'published' && version < row.version)?.id ?? row.basedOn
  const base = useQuery({ ...schemeQuery(baseId ?? ''), enabled: baseId !== null })
  const against = useMemo(() => {
    if (base.data === undefined) return null
    const scheme = readDraft(base.data.definition)
    return scheme === null ? null : { scheme, version: base.data.row.version, code: base.data.row.code }
  }, [base.data])
  return {
    run: run.data ?? null,
    isLoading: run.isLoading || runs.isLoading || schemes.isLoading,
    against,
  }
}
