import { reconcile } from '#domain/plan'
import type { Call, ExitCode } from './command-line.ts'
import { findingsAsData, languageOf, printFindings } from './finding-report.ts'
import { complainAbout, listInputs, readInput, type InputDocument } from './read-inputs.ts'
import { print } from './terminal.ts'

/** `check FILE... [--json] [--lang zh-CN|en]` */
export async function check(call: Call): Promise<ExitCode> {
  const language = languageOf(call.valueOf('lang'))
  const read: InputDocument[] = []
  let exit: ExitCode = 0
  for (const file of await listInputs(call.args)) {
    const document = await readInput(file)
    if (document.ok) read.push(document.value)
    else {
      complainAbout(file.path, document.issues)
      exit = 2
    }
  }
  const documents = read.map(({ file, text, extraction }) => ({
    key: file.name,
    name: file.name,
    title: extraction.title,
    text,
    extraction,
  }))
  const findings = reconcile(documents)
  if (call.isSet('json')) print(JSON.stringify(findingsAsData(findings, documents, language), null, 1))
  else if (documents.length > 0) printFindings(findings, documents, language)
  return exit
}
