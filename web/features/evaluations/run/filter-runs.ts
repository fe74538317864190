import type { RunRow } from '#contract/evaluations'

/** Runs that fit what the address asks; a run that waits counts as running. */
export function filterRuns(
  runs: readonly RunRow[],
  wanted: Readonly<Partial<Record<'kind' | 'state' | 'scheme' | 'period', string>>>,
): readonly RunRow[] {
  return runs.filter(
    (run) =>
      (!wanted.kind || run.kind === wanted.kind) &&
      (!wanted.state || (run.state === 'queued' ? 'running' : run.state) === wanted.state) &&
      (!wanted.scheme || run.scheme.code === wanted.scheme) &&
      (!wanted.period || run.period === wanted.period),
  )
}
