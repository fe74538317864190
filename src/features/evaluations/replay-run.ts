import { EVALUATION_ENGINE_VERSION } from '#domain/evaluation'
import { refuse } from '#domain/kernel'
import type { Context } from '#platform/http'
import type { ParamsOf, ResponseOf } from '../route-contract.ts'
import { computeInThread } from './compute-in-thread.ts'
import type * as contract from './contract.ts'
import { loadRun, type StoredRun } from './runs.ts'
import { loadSnapshot, type Tx } from './store.ts'

export type Replay = ResponseOf<typeof contract.replayRun>

export interface RunToReplay {
  readonly run: StoredRun
  readonly data: unknown
  readonly storedDataDigest: string
}

/** A finished run with what it stood on. Refuses with `evaluation.run_not_done`. */
export async function loadForReplay(tx: Tx, runId: string): Promise<RunToReplay> {
  const run = await loadRun(tx, runId)
  if (run.state !== 'done') refuse('evaluation.run_not_done')
  const snapshot = await loadSnapshot(tx, run.snapshotId)
  return { run, data: snapshot.data, storedDataDigest: snapshot.digest }
}

/** Each is a thread with a heap of its own; more would take memory and processor from everybody else. */
const REPLAYS_AT_ONCE = 2
/** In this process. */
let replaying = 0

/** 复算: computes a finished run anew from what is stored, in a thread, and compares. Refuses with `evaluation.replays_busy`. */
export async function replayRun(
  ctx: Context,
  { runId }: ParamsOf<typeof contract.replayRun>,
): Promise<Replay> {
  if (replaying >= REPLAYS_AT_ONCE) refuse('evaluation.replays_busy', { most: REPLAYS_AT_ONCE })
  replaying += 1
  try {
    return await replay(await ctx.read((tx) => loadForReplay(tx, runId)))
  } finally {
    replaying -= 1
  }
}

export async function replay({ run, data }: RunToReplay): Promise<Replay> {
  const started = performance.now()
  const computed = await computeInThread({
    definition: run.definition,
    data,
    options: run.options,
    stored: { result: run.result, uncertainty: run.uncertainty },
  })
  const { digests } = computed
  const recomputed = computed.ok ? computed.digest : '0'.repeat(64)
  const stored = run.resultDigest ?? '0'.repeat(64)
  const schemeSame = digests?.scheme === run.schemeDigest
  const dataSame = digests?.data === run.dataDigest
  return {
    // What is stored is compared too: a changed table under an unchanged digest must not pass.
    same: computed.ok && schemeSame && dataSame && recomputed === stored && digests.stored === stored,
    stored,
    recomputed,
    schemeSame,
    dataSame,
    engineVersion: EVALUATION_ENGINE_VERSION,
    storedEngineVersion: run.engineVersion,
    milliseconds: Math.round(performance.now() - started),
  }
}
