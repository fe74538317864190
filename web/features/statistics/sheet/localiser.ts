import { localiseErrors } from '#domain/indicators'
import type {
  CompiledForm,
  FilingContext,
  FilingValues,
  FormDefinition,
  Localisation,
} from '#domain/indicators'

export interface LocaliseQuestion {
  readonly no: number
  readonly form: FormDefinition
  readonly values: FilingValues
  readonly context: FilingContext
}
export interface LocaliseAnswer {
  readonly no: number
  readonly localisation: Localisation
}

/**
 * Asks the worker for the fewest cells to change; only the latest question counts. Where a browser or its policy allows no
 * worker, the page does it itself when it has nothing else to do.
 */
export class Localiser {
  #worker: Worker | null = null
  #failed = false
  #no = 0
  readonly #form: CompiledForm
  readonly #answer: (localisation: Localisation) => void
  #last: Omit<LocaliseQuestion, 'no'> | null = null

  constructor(form: CompiledForm, answer: (localisation: Localisation) => void) {
    this.#form = form
    this.#answer = answer
  }

  ask(values: FilingValues, context: FilingContext): void {
    this.#no++
    this.#last = { form: this.#form.definition, values, context }
    const worker = this.#open()
    if (worker === null) this.#idle(this.#no)
    else worker.postMessage({ no: this.#no, ...this.#last } satisfies LocaliseQuestion)
  }

  /** What was asked no longer matters. */
  forget(): void {
    this.#no++
    this.#last = null
  }

  close(): void {
    this.forget()
    this.#worker?.terminate()
    this.#worker = null
  }

  #open(): Worker | null {
    if (this.#failed || typeof Worker === 'undefined') return null
    if (this.#worker !== null) return this.#worker
    try {
      const worker = new Worker(new URL('./localise-worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<LocaliseAnswer>) => {
        if (data.no === this.#no) this.#answer(data.localisation)
      }
      worker.onerror = () => {
        this.#failed = true
        this.#worker?.terminate()
        this.#worker = null
        this.#idle(this.#no)
      }
      this.#worker = worker
    } catch {
      this.#failed = true
    }
    return this.#worker
  }

  #idle(no: number): void {
    const later = typeof requestIdleCallback === 'undefined' ? setTimeout : requestIdleCallback
    later(() => {
      if (no !== this.#no || this.#last === null) return
      this.#answer(localiseErrors(this.#form, this.#last.values, this.#last.context))
    })
  }
}
