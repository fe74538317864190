import { FeelRun, FeelScope, evaluate, fromPlain, namesIn, parseFeel, withinLimits } from '#domain/rules'
import { WrongUse, type Call, type ExitCode } from './command-line.ts'
import { readJsonObject, toJson } from './rules-json.ts'
import { sentenceForRule } from './rules-sentences.ts'
import { print } from './terminal.ts'

/** `feel EXPRESSION [--context FILE] [--notes]` */
export async function feel(call: Call): Promise<ExitCode> {
  const [expression = ''] = call.args
  const path = call.valueOf('context')
  const context = path === undefined ? {} : await readJsonObject(path)
  const run = new FeelRun({ now: call.valueOf('now') ?? new Date().toISOString() })
  const answer = withinLimits(run, () => {
    const values = fromPlain(context)
    const scope = values instanceof Map ? values : new Map()
    const parsed = parseFeel(expression, namesIn(scope))
    return parsed.ok ? { ok: true, value: evaluate(parsed.value, new FeelScope(run, scope)) } : parsed
  })
  if (!answer.ok) throw new WrongUse(answer.issues.map(sentenceForRule).join(' '))
  const value = toJson(answer.value)
  print(JSON.stringify(call.isSet('notes') ? { value, notes: answer.notes } : value))
  return 0
}
