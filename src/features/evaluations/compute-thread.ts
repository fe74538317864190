/** The worker thread in which a run is computed; see `runInThread`. */
import { workerData } from 'node:worker_threads'
import { answerThread, tellProgress } from '#platform/threads'
import { computeRun, type RunOptions } from './compute-run.ts'

const { definition, data, options } = workerData as {
  readonly definition: unknown
  readonly data: unknown
  readonly options: RunOptions
}
answerThread(computeRun(definition, data, options, { onProgress: tellProgress() }))
