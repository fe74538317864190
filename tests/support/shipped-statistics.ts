import { readdirSync, readFileSync } from 'node:fs'
import {
  compileForm,
  parseForm,
  parseIndicator,
  type CompiledForm,
  type FormDefinition,
  type IndicatorDefinition,
} from '#domain/indicators'

const FOLDER = new URL('../../data/statistics/', import.meta.url)

/** Names of the files of a folder of data/statistics, without their ending. */
export function shippedNames(folder: string): readonly string[] {
  return readdirSync(new URL(`${folder}/`, FOLDER))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

export function shippedJson(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${folder}/${name}.json`, FOLDER), 'utf8'))
}

/** By the name of its file: gq-002. */
export function shippedForm(name: string): FormDefinition {
  const parsed = parseForm(shippedJson('forms', name))
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`)
  return parsed.value
}

export const shippedForms: readonly FormDefinition[] = shippedNames('forms').map(shippedForm)

/** By the code in its head: GQ-002. */
export function compiledForm(code: string): CompiledForm {
  const form = shippedForms.find((one) => one.code === code)
  if (form === undefined) throw new Error(`no form ${code}`)
  return compileForm(form)
}

export const shippedIndicators: readonly IndicatorDefinition[] = shippedNames('indicators').map((name) => {
  const parsed = parseIndicator(shippedJson('indicators', name))
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.issues)}`)
  return parsed.value
})
