/** The command line: `npm run --silent duoyuan -- …`. Finds the command, runs it, turns what goes wrong into one sentence. */
import { readFile } from 'node:fs/promises'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { COMMANDS } from './cli/commands.ts'
import { WrongUse, findCommand, readCall, type ExitCode } from './cli/command-line.ts'
import { helpOn, overview } from './cli/help.ts'
import { complain, print } from './cli/terminal.ts'

// Commands load after this line; the second call of any command starts sooner. In our own folder and not in the
// machine's temporary one, where others could leave code for us to run; nothing happens where it can't be written.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/duoyuan', import.meta.url)))

// `duoyuan … | head` closes the pipe early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2))

async function run(words: readonly string[]): Promise<ExitCode> {
  try {
    if (words.length === 0) {
      complain(overview(COMMANDS))
      return 2
    }
    const plain = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined)
    if (plain.includes('--help') || plain.includes('-h') || words[0] === 'help') {
      print(helpFor(words.filter((word) => !word.startsWith('-') && word !== 'help')))
      return 0
    }
    if (words[0] === '--version') {
      print(await readVersionNumber())
      return 0
    }
    const { command, rest } = findCommand(COMMANDS, words)
    const call = readCall(command, rest)
    const execute = await command.load()
    return await execute(call)
  } catch (error) {
    if (error instanceof WrongUse) {
      complain(error.message)
      return 2
    }
    complain(await sentenceFor(error))
    return 1
  }
}

function helpFor(words: readonly string[]): string {
  if (words.length === 0) return overview(COMMANDS)
  const group = COMMANDS.filter((command) => command.name.startsWith(`${words[0] ?? ''} `))
  if (group.length > 0 && !group.some((command) => command.name === words.slice(0, 2).join(' ')))
    return overview(group)
  return helpOn(findCommand(COMMANDS, words).command)
}

async function readVersionNumber(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}

async function sentenceFor(error: unknown): Promise<string> {
  const { sentenceForError } = await import('./cli/failures.ts')
  return sentenceForError(error)
}
