import { useCallback, useEffect, useRef, useState } from 'react'
import type { Json } from '#domain/kernel'
import type { FormView } from '#contract/procedures'
import type { z } from 'zod'
import { formFaults } from '../shared/form-faults.ts'
import type { FormValues } from '../shared/form-faults.ts'
import { dataToSend, savableEdits, withoutSaved } from './step-edits.ts'
import { isStale } from './use-commands.ts'
import type { RunCommand } from './use-commands.ts'

/** After so much quiet what was typed is saved. */
const SAVE_AFTER_MS = 1_200

export type SaveState =
  | { readonly kind: 'idle' | 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * What is typed into the form of a step. It saves itself, as far as it is valid; what is not saved yet lies over what the
 * server answers, so that nothing typed is lost when the case changes meanwhile.
 */
export function useStepForm(form: z.infer<typeof FormView>, run: RunCommand) {
  const [edits, setEdits] = useState<FormValues>({})
  const [save, setSave] = useState<SaveState>({ kind: 'idle' })
  const { activation, fields } = form
  const latest = useRef({ edits, fields, values: form.values })
  const values: FormValues = { ...form.values, ...edits }
  useEffect(() => {
    latest.current = { edits, fields, values: form.values }
  })

  /** While an action is on its way, it carries the values; saving them too would only be stale. */
  const held = useRef(false)
  const saveNow = useCallback(async () => {
    if (held.current) return
    const state = latest.current
    const all = { ...state.values, ...state.edits }
    const data = savableEdits(state.edits, formFaults(state.fields, all))
    if (Object.keys(data).length === 0) return
    setSave({ kind: 'saving' })
    const send = () => run({ kind: 'save', activation, data: dataToSend(data) })
    try {
      // Others may have done something meanwhile; what I typed is still to be kept.
      await send().catch((error: unknown) => (isStale(error) ? send() : Promise.reject(asError(error))))
      setEdits((before) => withoutSaved(before, data))
      setSave({ kind: 'saved', at: new Date().toISOString() })
    } catch (error) {
      setSave({ kind: 'failed', error })
    }
  }, [activation, run])

  const pending = Object.keys(edits).length > 0
  useEffect(() => {
    if (!pending) return
    const timer = setTimeout(() => void saveNow(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [edits, pending, saveNow])

  // Leaving the page saves at once; closing the window asks, because there is no time left to save.
  useEffect(() => () => void saveNow(), [saveNow])
  useEffect(() => {
    if (!pending) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [pending])

  return {
    values,
    edits,
    save,
    change: (code: string, value: Json) => setEdits((before) => ({ ...before, [code]: value })),
    /** Before an action that carries the values itself, and after one that was refused. */
    holdSaving: (hold: boolean) => {
      held.current = hold
    },
    forget: (sent: FormValues) => setEdits((before) => withoutSaved(before, sent)),
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
