/** The worker thread in which a run is computed; see `runInThread`. */
import { workerData } from 'node:worker_threads'
import { answerThread, loadFaster, tellProgress } from '#platform/threads'
import type { RunOptions } from './compute-run.ts'

loadFaster()
// The engine comes after that line: the second thread has it from the cache.
const { computeRun } = await import('./compute-run.ts')

const { definition, data, options } = workerData as {
  readonly definition: unknown
  readonly data: unknown
  readonly options: RunOptions
}
answerThread(computeRun(definition, data, options, { onProgress: tellProgress() }))
