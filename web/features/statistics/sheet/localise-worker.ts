import { compileForm, localiseErrors } from '#domain/indicators'
import type { CompiledForm, FormDefinition } from '#domain/indicators'
import type { LocaliseAnswer, LocaliseQuestion } from './localiser.ts'

/** Looks for the smallest set of cells to change beside the page, so that typing never waits for it. */
let compiled: { readonly key: string; readonly form: CompiledForm } | null = null

self.onmessage = ({ data }: MessageEvent<LocaliseQuestion>) => {
  const { no, form, values, context } = data
  const answer: LocaliseAnswer = { no, localisation: localiseErrors(formOf(form), values, context) }
  self.postMessage(answer)
}

function formOf(definition: FormDefinition): CompiledForm {
  const key = `${definition.code} ${definition.version}`
  if (compiled?.key !== key) compiled = { key, form: compileForm(definition) }
  return compiled.form
}
