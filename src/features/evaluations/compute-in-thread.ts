import type { Issue } from '#domain/kernel'
import { runInThread, type ThreadOptions } from '#platform/threads'
import type { RunOptions } from './compute-run.ts'
import type { StandingRow, UnitName } from './standings.ts'

export interface ThreadInput {
  readonly definition: unknown
  readonly data: unknown
  readonly options: RunOptions
  /** For a run that is kept: what its units' own rows need. */
  readonly units?: { readonly names: readonly UnitName[]; readonly sources: unknown }
  /** For a run computed anew: what was found then. */
  readonly stored?: { readonly result: unknown; readonly uncertainty: unknown }
}

/** Of what is stored, with the run computed anew. */
export interface StoredDigests {
  readonly scheme: string
  readonly data: string
  readonly stored: string
}

export type ThreadAnswer =
  | { readonly ok: false; readonly issues: readonly Issue[]; readonly digests: StoredDigests | null }
  | {
      readonly ok: true
      readonly digest: string
      readonly digests: StoredDigests | null
      /** As the database takes it. */
      readonly kept: {
        readonly result: string
        readonly uncertainty: string | null
        readonly standings: readonly StandingRow[]
      } | null
    }

/** Computes a run beside the server. @throws ThreadStopped when the signal fires. */
export function computeInThread(input: ThreadInput, options?: ThreadOptions): Promise<ThreadAnswer> {
  return runInThread<ThreadAnswer>(new URL('./compute-thread.ts', import.meta.url), input, options)
}
