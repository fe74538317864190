/**
 * The worker thread in which a run is computed; see `computeInThread`. What is large is made ready for the database here: writing
 * and digesting it beside other people's requests would hold them up.
 */
import { workerData } from 'node:worker_threads'
import { answerThread, loadFaster, standBack, tellProgress } from '#platform/threads'
import type { ThreadAnswer, ThreadInput } from './compute-in-thread.ts'

standBack()
loadFaster()
// The engine comes after that line: the second thread has it from the cache.
const { computeRun, digestOf } = await import('./compute-run.ts')
const { standingsOf } = await import('./standings.ts')

answerThread(answer(workerData as ThreadInput))

function answer({ definition, data, options, units, stored }: ThreadInput): ThreadAnswer {
  const computed = computeRun(definition, data, options, { onProgress: tellProgress() })
  const digests =
    stored === undefined
      ? null
      : { scheme: digestOf(definition), data: digestOf(data), stored: digestOf(stored) }
  if (!computed.ok) return { ok: false, issues: computed.issues, digests }
  const { scheme, result, uncertainty, digest } = computed
  if (units === undefined) return { ok: true, digest, digests, kept: null }
  return {
    ok: true,
    digest,
    digests,
    kept: {
      result: JSON.stringify(result),
      uncertainty: uncertainty === null ? null : JSON.stringify(uncertainty),
      standings: standingsOf(scheme, { result, uncertainty }, units.sources, units.names),
    },
  }
}
