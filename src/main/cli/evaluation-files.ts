import { extname } from 'node:path'
import {
  compileScheme,
  dataFromTable,
  parseEvaluationData,
  parseScheme,
  type CompiledScheme,
  type EvaluationData,
} from '#domain/evaluation'
import { accepted, refused, type Outcome } from '#domain/kernel'
import { readPlainTable } from '#platform/spreadsheets'
import { readBytes } from './read-inputs.ts'

/** A scheme from a file of its own, checked and laid out. */
export async function readSchemeFile(path: string): Promise<Outcome<CompiledScheme>> {
  const json = await readJson(path)
  if (!json.ok) return json
  const scheme = parseScheme(json.value)
  return scheme.ok ? compileScheme(scheme.value) : scheme
}

/** Figures of a .csv, .tsv or .xlsx table, or of a .json file in the engine's own form. */
export async function readDataFile(
  path: string,
  { scheme }: CompiledScheme,
): Promise<Outcome<EvaluationData>> {
  const extension = extname(path).toLowerCase()
  if (extension === '.json') {
    const json = await readJson(path)
    return json.ok ? parseEvaluationData(json.value) : json
  }
  const isWorkbook = extension === '.xlsx'
  if (!isWorkbook && extension !== '.csv' && extension !== '.tsv')
    return refused({ code: 'sheet.not_a_workbook' })
  const bytes = await readBytes(path)
  if (!bytes.ok) return bytes
  const table = await readPlainTable(bytes.value, isWorkbook ? 'xlsx' : 'csv', 'unit')
  return table.ok ? dataFromTable(table.value, scheme) : table
}

async function readJson(path: string): Promise<Outcome<unknown>> {
  const bytes = await readBytes(path)
  if (!bytes.ok) return bytes
  try {
    return accepted(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value)))
  } catch (error) {
    // Bytes that are no UTF-8 and a text that is no JSON are told by the same two errors on every system.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error
    return refused({ code: 'evaluation.not_json', params: { reason: error.message } })
  }
}
