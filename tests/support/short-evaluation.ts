import {
  compileScheme,
  dataFromTable,
  evaluate,
  parseScheme,
  type CompiledScheme,
  type EvaluationData,
  type EvaluationOptions,
  type EvaluationResult,
  type Scheme,
} from '#domain/evaluation'
import type { Issue, Outcome } from '#domain/kernel'

/** A scheme written short: what it leaves out has its defaults. */
export function readScheme(short: Readonly<Record<string, unknown>>): Outcome<Scheme> {
  return parseScheme({ code: 'short', ...short })
}

export function schemeOf(short: Readonly<Record<string, unknown>>): Scheme {
  return valueOf(readScheme(short))
}

export function compiledOf(short: Readonly<Record<string, unknown>>): CompiledScheme {
  return valueOf(compileScheme(schemeOf(short)))
}

/** Rows of a table as a person writes them: `unit a b` under each other; `-` is missing. */
export function tableOf(text: string): { header: string[]; rows: (string | null)[][] } {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  return { header, rows: rows.map((row) => row.map((cell) => (cell === '-' ? null : cell))) }
}

export function dataOf(scheme: Scheme, text: string): EvaluationData {
  return valueOf(dataFromTable(tableOf(text), scheme))
}

export function run(
  short: Readonly<Record<string, unknown>>,
  text: string,
  options?: EvaluationOptions,
): Outcome<EvaluationResult> {
  const compiled = compiledOf(short)
  return evaluate(compiled, dataOf(compiled.scheme, text), options)
}

export function resultOf(
  short: Readonly<Record<string, unknown>>,
  text: string,
  options?: EvaluationOptions,
): EvaluationResult {
  return valueOf(run(short, text, options))
}

/** Tables of the judged period. */
export function judgedTables(result: EvaluationResult): EvaluationResult['periods'][number] {
  const tables = result.periods.find(({ period }) => period === result.period)
  if (tables === undefined) throw new Error(`no tables of ${result.period}`)
  return tables
}

export function issuesOf(outcome: Outcome<unknown>): readonly Issue[] {
  if (outcome.ok) throw new Error('was accepted')
  return outcome.issues
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.issues))
  return outcome.value
}
