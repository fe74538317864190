/**
 * Long computing beside the server: a worker thread for each piece of work, so that requests go on being answered. The thread is a
 * module that reads `workerData`, posts `ThreadMessage`s and ends; it shares nothing with the server. Start at `runInThread`.
 */
import { readlinkSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

/** What a thread says: how far it is, or its answer. */
export type ThreadMessage<T> =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'answer'; readonly value: T }

export interface ThreadOptions {
  readonly onProgress?: (done: number, of: number) => void
  /** Ends the thread at once; what it had computed is lost. */
  readonly signal?: AbortSignal
  /** Heap of the thread; beyond it the thread ends with an error, the server lives on. */
  readonly heapMb?: number
}

/** Work was stopped by its signal. */
export class ThreadStopped extends Error {
  constructor() {
    super('the thread was stopped')
    this.name = 'ThreadStopped'
  }
}

/**
 * Runs `module` with `input` and answers what it answers.
 *
 * @throws ThreadStopped when `signal` fires; the thread's own error where it fails or ends without an answer.
 */
export function runInThread<T>(
  module: URL,
  input: unknown,
  { onProgress, signal, heapMb = 1_024 }: ThreadOptions = {},
): Promise<T> {
  if (signal?.aborted === true) return Promise.reject(new ThreadStopped())
  return new Promise<T>((resolve, reject) => {
    const worker = new Worker(module, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    let settled = false
    const settle = (end: () => void): void => {
      if (settled) return
      settled = true
      signal?.removeEventListener('abort', stop)
      end()
      void worker.terminate()
    }
    const stop = (): void => {
      settle(() => {
        reject(new ThreadStopped())
      })
    }
    signal?.addEventListener('abort', stop, { once: true })
    worker.on('message', (message: ThreadMessage<T>) => {
      if (message.kind === 'progress') onProgress?.(message.done, message.of)
      else
        settle(() => {
          resolve(message.value)
        })
    })
    worker.on('error', (error: unknown) => {
      settle(() => {
        reject(error instanceof Error ? error : new Error(String(error)))
      })
    })
    worker.on('exit', (code) => {
      settle(() => {
        reject(new Error(`the thread ended with ${String(code)} and without an answer`))
      })
    })
  })
}

/** As `nice` counts: of two that want the processor, the server gets it about ten times as often. */
const STANDS_BACK = 10

/**
 * Inside a thread, first of all: lets the server's own thread go before, so that on a small machine requests do not wait for the
 * computing. Linux gives each thread a priority of its own; elsewhere nothing happens, as it would be the whole server's.
 */
export function standBack(): void {
  if (process.platform !== 'linux') return
  try {
    const id = Number(/\/task\/(\d+)$/u.exec(readlinkSync('/proc/thread-self'))?.[1])
    if (Number.isInteger(id) && id !== process.pid) setPriority(id, STANDS_BACK)
  } catch {
    // No /proc, or not allowed: the work is done all the same, at everybody's pace.
  }
}

/**
 * Inside a thread, before it imports its work: code compiled by an earlier thread is taken from the program's own folder, never
 * from the machine's temporary one, where others could leave code for us to run. Nothing happens where it can't be written.
 */
export function loadFaster(): void {
  enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/duoyuan', import.meta.url)))
}

/** Inside a thread: says how far it is, at most some ten times a second. */
export function tellProgress(): (done: number, of: number) => void {
  let last = -Infinity
  return (done, of) => {
    const now = performance.now()
    if (now - last < 100 && done < of) return
    last = now
    parentPort?.postMessage({ kind: 'progress', done, of } satisfies ThreadMessage<never>)
  }
}

/** Inside a thread: gives the answer. */
export function answerThread(value: unknown): void {
  parentPort?.postMessage({ kind: 'answer', value } satisfies ThreadMessage<unknown>)
}
