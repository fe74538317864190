import { fork } from 'node:child_process'
import { join } from 'node:path'

export interface LoadRequest {
  /** Requests of one name are reported together. */
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** With the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** `{n}` in it becomes a number that no other request of this load has. */
  readonly body?: string
}

export interface LoadPlan {
  readonly port: number
  /** Sent in turn, from the first on again when they are used up. */
  readonly requests: readonly LoadRequest[]
  /** At most so many at once. */
  readonly connections: number
  /**
   * `closed`: the next request goes out when an answer has come, which measures throughput. A rate: so many requests are
   * meant to go out in every second whether or not the server keeps up, and time counts from when each was meant to.
   */
  readonly arrivals: 'closed' | { readonly perSecond: number }
  readonly warmUpSeconds: number
  readonly seconds: number
}

export interface LoadFigures {
  readonly answered: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly most: number
}

/** Times in milliseconds. */
export interface LoadResult extends LoadFigures {
  /** Answers in every second of the measured time. */
  readonly perSecond: number
  /** Meant to go out and not answered a few seconds after the end; they count in the percentiles with their time so far. */
  readonly unanswered: number
  /** All that went out, warm-up included. */
  readonly sent: number
  readonly byName: Readonly<Record<string, LoadFigures>>
}

export type LoadMessage = { readonly result: LoadResult } | { readonly failure: string }

/**
 * Puts load on a server on this machine, from a process of its own so that nothing else waits in its event loop. Any answer
 * that is not 2xx ends it with an error: a fast refusal is no speed.
 */
export function runLoad(plan: LoadPlan): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'load-process.ts'))
    let message: LoadMessage | null = null
    child.on('message', (received: LoadMessage) => {
      message = received
    })
    child.on('error', reject)
    child.on('exit', (code) => {
      if (message === null) reject(new Error(`The load process ended with ${code}`))
      else if ('failure' in message) reject(new Error(message.failure))
      else resolve(message.result)
    })
    child.send(plan)
  })
}
