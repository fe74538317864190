/** Evaluation: schemes as data, frozen data, runs that can be replayed, rounds with objections, decisions that follow. */
export { evaluationRoutes } from './routes.ts'
export { loadEvaluation } from './load-evaluation.ts'
export { RUN_QUEUE } from './run-queue.ts'
export { giveUpRun, runWorker } from './run-job.ts'
export { computeRun, digestOf, type ComputedRun, type RunOptions } from './compute-run.ts'
export { loadForReplay, replay } from './replay-run.ts'
