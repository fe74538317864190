import type { IntegerProgramme, Outcome, ProgrammeSolution } from '#domain/kernel'
import { runInThread } from '#platform/threads'
import type { SolveOptions } from './solve-integer.ts'

/**
 * The same as `solveInteger` in a thread of its own, so that the server goes on answering: for programmes that may take longer than
 * a request should hold up others. Starting it costs some 0.2 s.
 */
export function solveInThread(
  programme: IntegerProgramme,
  { timeLimitSeconds = 20, signal }: SolveOptions & { readonly signal?: AbortSignal } = {},
): Promise<Outcome<ProgrammeSolution>> {
  return runInThread<Outcome<ProgrammeSolution>>(
    new URL('./solver-thread.ts', import.meta.url),
    { programme, options: { timeLimitSeconds } },
    signal === undefined ? {} : { signal },
  )
}
