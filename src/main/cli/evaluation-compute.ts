import {
  USUAL_UNCERTAINTY,
  assessUncertainty,
  evaluate,
  type CompiledScheme,
  type EvaluationData,
  type UncertaintyResult,
} from '#domain/evaluation'
import type { Call, ExitCode } from './command-line.ts'
import { readDataFile, readSchemeFile } from './evaluation-files.ts'
import { complainAboutEvaluation } from './evaluation-issues.ts'
import { printEvaluation } from './evaluation-report.ts'
import { statisticsOf } from './evaluation-statistics.ts'
import { languageOf } from './finding-report.ts'
import { complain, print } from './terminal.ts'

/**
 * `evaluation compute --scheme FILE --data FILE [--period P] [--official] [--uncertainty] [--tables WHICH] [--json] [--statistics] [--lang …]`;
 * on files alone. The JSON is described in docs/methods/evaluation.md.
 */
export async function computeEvaluation(call: Call): Promise<ExitCode> {
  const language = languageOf(call.valueOf('lang'))
  const schemePath = call.valueOf('scheme') ?? ''
  const dataPath = call.valueOf('data') ?? ''
  const period = call.valueOf('period')
  const compiled = await readSchemeFile(schemePath)
  if (!compiled.ok) {
    complainAboutEvaluation(schemePath, compiled.issues, language)
    return 2
  }
  const data = await readDataFile(dataPath, compiled.value)
  if (!data.ok) {
    complainAboutEvaluation(dataPath, data.issues, language)
    return 2
  }
  const options = period === undefined ? {} : { period }
  const result = evaluate(compiled.value, data.value, { ...options, official: call.isSet('official') })
  if (!result.ok) {
    complainAboutEvaluation(dataPath, result.issues, language)
    return 2
  }
  let uncertainty: UncertaintyResult | null = null
  if (call.isSet('uncertainty')) {
    const assessed = assess(compiled.value, data.value, options)
    if (!assessed.ok) {
      complainAboutEvaluation(schemePath, assessed.issues, language)
      return 2
    }
    uncertainty = assessed.value
  }
  if (call.isSet('json')) {
    const statistics = call.isSet('statistics')
      ? statisticsOf(compiled.value, data.value, result.value)
      : null
    print(JSON.stringify({ ...result.value, uncertainty, statistics }))
  } else {
    const steps = call.valueOf('tables') === 'steps'
    printEvaluation(compiled.value, result.value, uncertainty, { language, steps })
  }
  return 0
}

function assess(compiled: CompiledScheme, data: EvaluationData, options: { readonly period?: string }) {
  const showsProgress = process.stderr.isTTY
  let told = 0
  return assessUncertainty(compiled, data, compiled.scheme.uncertainty ?? USUAL_UNCERTAINTY, {
    ...options,
    progress: (done, of) => {
      const tenth = Math.floor((done / of) * 10)
      if (!showsProgress || tenth <= told) return
      told = tenth
      complain(`${String(tenth * 10)}%`)
    },
  })
}
