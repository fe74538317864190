import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

export interface Repetition {
  /** No round begins any more; waits for the one that runs. */
  stop(): Promise<void>
}

/**
 * Does a piece of work now and again and again, `pauseMs` after each round ended: a slow round never overlaps the next. A
 * round that fails is logged with the sentence `failure` and tried again after the pause. Keeps no process alive.
 */
export function repeatEvery(
  pauseMs: number,
  { log, failure }: { readonly log: Pick<Logger, 'error'>; readonly failure: string },
  work: () => Promise<unknown>,
): Repetition {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await work()
      } catch (error) {
        log.error({ err: error }, failure)
      }
      // Waiting ends early, and rejects, only where it is stopped.
      await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
