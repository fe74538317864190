import { writeFile } from 'node:fs/promises'
import { drawDefinition, drawingToSvg } from '#domain/cases'
import type { Call, ExitCode } from './command-line.ts'
import { CommandFailed } from './failures.ts'
import { languageOf } from './finding-report.ts'
import { readShipped } from './shipped-procedures.ts'
import { print } from './terminal.ts'

/** `procedure draw NAME --out FILE.svg [--lang zh-CN|en] [--json]` */
export async function draw(call: Call): Promise<ExitCode> {
  const [name = ''] = call.args
  const [shipped] = await readShipped([name])
  const definition = shipped?.definition ?? null
  if (definition === null)
    throw new CommandFailed(`${name} cannot be read as a definition; “procedure check ${name}” says why.`)
  const language = languageOf(call.valueOf('lang')) === 'en' ? 'en' : 'zh'
  const drawing = drawDefinition(definition)
  const out = call.valueOf('out') ?? ''
  await writeFile(out, drawingToSvg(drawing, { language, title: definition.name[language] }))
  const { width, height, boxes, lines } = drawing
  if (call.isSet('json'))
    print(JSON.stringify({ file: out, width, height, boxes: boxes.length, lines: lines.length }, null, 1))
  else
    print(
      `${out}: ${definition.name[language]}, ${boxes.length} boxes, ${lines.length} lines, ${width} × ${height} px`,
    )
  return 0
}
