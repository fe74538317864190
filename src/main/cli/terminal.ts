import { createInterface, type Interface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import { WrongUse } from './command-line.ts'

/** The answer, on standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What went wrong, and progress, on standard error, so that output can be piped. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** A line of aligned columns; wide characters (Chinese) take two places. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))),
  )
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
        .join('  ')
        .trimEnd(),
    )
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu

function displayWidth(cell: string): number {
  return [...cell].length + (cell.match(WIDE)?.length ?? 0)
}

/**
 * A password from standard input, or asked for twice on the terminal without showing it. Never an argument: those are
 * visible to every user of the machine and stay in the shell's history.
 */
export async function askPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/)
    if (line === '')
      throw new WrongUse('Standard input is empty; pipe the password in with --password-stdin.')
    return line
  }
  if (!process.stdin.isTTY)
    throw new WrongUse('There is no terminal to ask for the password; pipe it in with --password-stdin.')
  const [first, second] = await askHidden(['Password: ', 'Again: '])
  if (first === undefined || first !== second)
    throw new WrongUse('The two passwords differ; nothing was changed.')
  return first
}

/** The terminal's echo is off from before the first question to after the last answer. */
async function askHidden(questions: readonly string[]): Promise<string[]> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  try {
    const answers: string[] = []
    for (const question of questions) {
      process.stderr.write(question)
      answers.push(await nextLine(lines))
      process.stderr.write('\n')
    }
    return answers
  } finally {
    lines.close()
  }
}

function nextLine(lines: Interface): Promise<string> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new WrongUse('Cancelled; nothing was changed.'))
    lines.once('line', (line) => {
      lines.removeListener('close', leave)
      lines.removeListener('SIGINT', leave)
      resolve(line)
    })
    lines.once('SIGINT', leave)
    lines.once('close', leave)
  })
}
