import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  type CompiledModel,
  type DecisionTrace,
  type DmnModel,
  compileModel,
  evaluateDecision,
  evaluateService,
  readDmn,
} from '#domain/rules'
import { WrongUse, type Call, type ExitCode } from './command-line.ts'
import { readJsonObject, readText, toJson } from './rules-json.ts'
import { sentenceForRule } from './rules-sentences.ts'
import { complain, print } from './terminal.ts'

const MOST_FILES_BESIDE = 500

/** `dmn FILE.dmn --decision NAME | --service NAME [--input FILE] [--trace]` */
export async function dmn(call: Call): Promise<ExitCode> {
  const [path = ''] = call.args
  const [decision, service] = [call.valueOf('decision'), call.valueOf('service')]
  if ((decision === undefined) === (service === undefined))
    throw new WrongUse('“dmn” needs --decision NAME, or --service NAME, and not both.')
  const compiled = await loadModel(path)
  const inputPath = call.valueOf('input')
  const input = inputPath === undefined ? {} : await readJsonObject(inputPath)
  const options = { now: call.valueOf('now') ?? new Date().toISOString(), isoTexts: true }
  const answer =
    decision === undefined
      ? evaluateService(compiled, service ?? '', input, options)
      : evaluateDecision(compiled, decision, input, options)
  if (!answer.ok) throw new WrongUse(`${path}: ${answer.issues.map(sentenceForRule).join(' ')}`)
  for (const warning of compiled.warnings) complain(`${path}: ${sentenceForRule(warning)}`)
  const value = toJson(answer.value.value)
  print(
    JSON.stringify(
      call.isSet('trace')
        ? { value, trace: answer.value.trace.map(traceToJson), notes: answer.notes }
        : value,
    ),
  )
  return 0
}

/** A model with what it imports, taken from the .dmn files in its folder by their namespaces. */
async function loadModel(path: string): Promise<CompiledModel> {
  const model = await readModel(path)
  const others = new Map<string, DmnModel>()
  if (model.imports.length > 0) {
    const folder = dirname(path)
    const files = (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.dmn')).sort()
    if (files.length > MOST_FILES_BESIDE)
      throw new WrongUse(`${folder} has more than ${MOST_FILES_BESIDE} .dmn files; put the models apart.`)
    for (const file of files) {
      const read = readDmn(await readText(join(folder, file)))
      if (read.ok) others.set(read.value.namespace, read.value)
    }
  }
  const compiled = compileModel(model, { resolve: (namespace) => others.get(namespace) ?? null })
  if (!compiled.ok) throw new WrongUse(`${path}: ${compiled.issues.map(sentenceForRule).join(' ')}`)
  return compiled.value
}

async function readModel(path: string): Promise<DmnModel> {
  const read = readDmn(await readText(path))
  if (!read.ok) throw new WrongUse(`${path}: ${read.issues.map(sentenceForRule).join(' ')}`)
  return read.value
}

/** Rows are counted from 1, as people do. */
function traceToJson({ decision, namespace, value, tables, notes }: DecisionTrace) {
  return {
    decision,
    namespace,
    value: toJson(value),
    tables: tables.map((table) => ({
      inputs: table.inputs.map(toJson),
      matched: table.matched.map((row) => row + 1),
      used: table.used.map((row) => row + 1),
    })),
    notes,
  }
}
