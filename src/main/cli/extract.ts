import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ENGINE_VERSION } from '#domain/plan'
import type { Call, ExitCode } from './command-line.ts'
import { complainAbout, listInputs, outputNames, readInput, type InputDocument } from './read-inputs.ts'
import { print } from './terminal.ts'

/** Media types whose file, once decoded, is itself the text that offsets refer to. */
const PLAIN = ['text/plain', 'text/markdown']

/** `extract FILE... [--out DIR]` */
export async function extract(call: Call): Promise<ExitCode> {
  const folder = call.valueOf('out')
  if (folder !== undefined) await mkdir(folder, { recursive: true })
  const files = await listInputs(call.args)
  const names = outputNames(files)
  const answers: object[] = []
  let exit: ExitCode = 0
  for (const [i, file] of files.entries()) {
    const document = await readInput(file)
    if (!document.ok) {
      complainAbout(file.path, document.issues)
      exit = 2
      continue
    }
    const answer = describe(document.value)
    if (folder === undefined) answers.push(answer)
    else
      await writeFile(join(folder, names[i] ?? `${file.name}.json`), `${JSON.stringify(answer, null, 1)}\n`)
  }
  if (folder === undefined) printAnswers(answers, call.args.length > 1)
  return exit
}

function printAnswers(answers: readonly object[], asList: boolean): void {
  if (asList) print(JSON.stringify(answers, null, 1))
  else if (answers[0] !== undefined) print(JSON.stringify(answers[0], null, 1))
}

function describe({ file, digest, mediaType, encoding, text, extraction }: InputDocument): object {
  const { title, issuer, issued, documentNumber, horizon, ...items } = extraction
  return {
    file: file.name,
    digest,
    mediaType,
    encoding,
    characters: text.length,
    engine: ENGINE_VERSION,
    title,
    issuer,
    issued,
    documentNumber,
    horizon,
    ...items,
    ...(PLAIN.includes(mediaType) ? {} : { text }),
  }
}
