import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { compileForm, parseForm, type CompiledForm } from '#domain/indicators'
import { WrongUse } from './command-line.ts'
import { CommandFailed } from './failures.ts'

const FORMS = resolve(import.meta.dirname, '../../../data/statistics/forms')

/** The newest version of a form of `data/statistics/forms`, by its code in any case; no database. */
export async function readShippedForm(code: string): Promise<CompiledForm> {
  const files = (await readdir(FORMS)).filter((file) => file.endsWith('.json')).sort()
  const forms = await Promise.all(files.map(async (file) => readForm(file)))
  const versions = forms.filter((form) => form.code.toLowerCase() === code.toLowerCase())
  const newest = versions.sort((a, b) => b.version - a.version)[0]
  if (newest === undefined) {
    const codes = [...new Set(forms.map((form) => form.code))]
    throw new WrongUse(`There is no form “${code}”. There are: ${codes.join(', ')}.`)
  }
  return compileForm(newest)
}

async function readForm(file: string) {
  const parsed = parseForm(JSON.parse(await readFile(join(FORMS, file), 'utf8')))
  if (!parsed.ok) {
    const issues = parsed.issues.map(({ code, path = [] }) => `${path.join('.')} [${code}]`)
    throw new CommandFailed(`data/statistics/forms/${file} cannot be read as a form: ${issues.join(', ')}.`)
  }
  return parsed.value
}
