import { parseArgs } from 'node:util'

export interface OptionSpec {
  readonly name: string
  /** What stands for the value in the help; an option without one is a switch. */
  readonly value?: string
  /** The only values it takes. */
  readonly oneOf?: readonly string[]
  readonly repeatable?: boolean
  readonly required?: boolean
  readonly help: string
}

export interface CommandSpec {
  /** `extract`, `document import` */
  readonly name: string
  readonly summary: string
  readonly args: { readonly name: string; readonly least: number; readonly most: number }
  readonly options: readonly OptionSpec[]
  /** Further paragraphs of the command's help. */
  readonly notes?: readonly string[]
  /** Loads the command only when it is called: most of a short command's time is loading. */
  readonly load: () => Promise<(call: Call) => Promise<ExitCode>>
}

/** 0: done; 1: it could not be done, or a check found something broken; 2: wrong use, or a file that can't be read. */
export type ExitCode = 0 | 1 | 2

/** One call of a command, checked against its specification. */
export interface Call {
  readonly args: readonly string[]
  isSet(option: string): boolean
  valueOf(option: string): string | undefined
  valuesOf(option: string): readonly string[]
}

/** A mistake in the command line; the message says what is meant. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** Finds the command that the words name. Throws WrongUse with the nearest name when there is none. */
export function findCommand(
  commands: readonly CommandSpec[],
  words: readonly string[],
): { command: CommandSpec; rest: readonly string[] } {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const command = commands.find((candidate) => candidate.name === name)
    if (command !== undefined) return { command, rest: words.slice(length) }
  }
  const [group = '', verb] = words
  const siblings = commands.filter((command) => command.name.startsWith(`${group} `))
  if (siblings.length > 0) {
    const verbs = siblings.map((command) => command.name.slice(group.length + 1))
    if (verb === undefined || verb.startsWith('-'))
      throw new WrongUse(`“${group}” needs to be told what to do: ${listed(verbs)}.`)
    throw new WrongUse(
      `There is no command “${group} ${verb}”.${suggestion(verb, verbs, `${group} `)} Known: ${listed(verbs)}.`,
    )
  }
  const names = commands.map((command) => command.name)
  throw new WrongUse(
    `There is no command “${group}”.${suggestion(group, names)} “--help” lists all commands.`,
  )
}

/** Reads the words after the command's name. Throws WrongUse. */
export function readCall(command: CommandSpec, words: readonly string[]): Call {
  const { tokens, positionals } = parseArgs({
    args: [...words],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      command.options.map((option) => [
        option.name,
        { type: option.value === undefined ? 'boolean' : 'string' },
      ]),
    ),
  })
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = command.options.find((candidate) => candidate.name === token.name)
    if (option === undefined) throw new WrongUse(unknownOption(command, token.rawName))
    values.set(option.name, [...(values.get(option.name) ?? []), readValue(option, token.value)])
    if (!option.repeatable && (values.get(option.name)?.length ?? 0) > 1)
      throw new WrongUse(`--${option.name} is given twice; give it once.`)
  }
  for (const option of command.options)
    if (option.required === true && !values.has(option.name))
      throw new WrongUse(`--${option.name} ${option.value ?? ''} is missing: ${option.help}`)
  checkArguments(command, positionals)
  return {
    args: positionals,
    isSet: (name) => values.has(name),
    valueOf: (name) => values.get(name)?.[0],
    valuesOf: (name) => values.get(name) ?? [],
  }
}

function readValue(option: OptionSpec, value: string | undefined): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new WrongUse(`--${option.name} takes no value.`)
    return ''
  }
  // `--out --json` is a forgotten value, not a folder called --json.
  if (value === undefined || value === '' || value.startsWith('--'))
    throw new WrongUse(`--${option.name} needs a value: --${option.name} ${option.value}`)
  if (option.oneOf !== undefined && !option.oneOf.includes(value))
    throw new WrongUse(
      `--${option.name} cannot be “${value}”.${suggestion(value, option.oneOf)} Possible: ${listed(option.oneOf)}.`,
    )
  return value
}

function unknownOption(command: CommandSpec, rawName: string): string {
  const names = [...command.options.map((option) => `--${option.name}`), '--help']
  return `“${command.name}” has no option ${rawName}.${suggestion(rawName, names)} Known: ${listed(names)}.`
}

function checkArguments({ name, args }: CommandSpec, given: readonly string[]): void {
  if (given.length < args.least)
    throw new WrongUse(`“${name}” needs ${args.name} after it; “${name} --help” tells more.`)
  const surplus = given[args.most]
  if (surplus !== undefined)
    throw new WrongUse(
      args.most === 0
        ? `“${name}” takes no arguments; “${surplus}” is too much.`
        : `“${name}” takes ${args.name} only; “${surplus}” is too much.`,
    )
}

function listed(names: readonly string[]): string {
  return names.join(', ')
}

function suggestion(word: string, names: readonly string[], prefix = ''): string {
  const near = names
    .map((name) => ({ name, distance: editDistance(word, name) }))
    .sort((a, b) => a.distance - b.distance)[0]
  return near !== undefined && near.distance <= Math.max(1, Math.floor(near.name.length / 3))
    ? ` Did you mean “${prefix}${near.name}”?`
    : ''
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours from one word to the other (optimal string alignment), of
 * the first 40 characters.
 */
function editDistance(from: string, to: string): number {
  const [a, b] = [from.slice(0, 40), to.slice(0, 40)]
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? Infinity
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        at(i, j - 1) + 1,
        at(i - 1, j) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? at(i - 2, j - 2) + 1 : Infinity,
      )
    }
  }
  return at(a.length, b.length)
}
