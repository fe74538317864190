import type { CommandSpec, OptionSpec } from './command-line.ts'

const PROGRAM = 'npm run --silent duoyuan --'

const EXIT_CODES = [
  'Exit codes:',
  '  0  done',
  '  1  it could not be done, or a check found something broken',
  '  2  wrong use, or a file that could not be read (the others are done)',
]

/** What `--help` prints without a command. */
export function overview(commands: readonly CommandSpec[]): string {
  const calls = commands.map(
    ({ name, args, summary }) => [`${name} ${args.name}`.trimEnd(), summary] as const,
  )
  const width = Math.max(...calls.map(([call]) => call.length))
  return [
    'Duoyuan 多园: policy documents become a reviewed plan.',
    '',
    `Usage: ${PROGRAM} COMMAND …`,
    '',
    ...calls.map(([call, summary]) => `  ${call.padEnd(width)}  ${summary}`),
    '',
    '  COMMAND --help tells its options; --version prints the version.',
    '',
    ...EXIT_CODES,
    '',
    'Settings (environment): DUOYUAN_DATA, the data folder (.duoyuan); DATABASE_URL, a PostgreSQL server instead of',
    'the embedded one; DUOYUAN_ZONE, the zone (zhongguancun). `extract`, `check`, `procedure`, `statistics check`,',
    '`statistics rules`, `evaluation compute` and `evaluation methods` need none of them.',
  ].join('\n')
}

/** What `COMMAND --help` prints; of a group such as `document`, all its commands. */
export function helpOn(command: CommandSpec): string {
  const options = [...command.options, { name: 'help', help: 'Print this.' }]
  const width = Math.max(...options.map((option) => nameOf(option).length))
  return [
    command.summary,
    '',
    `Usage: ${PROGRAM} ${callOf(command)}`,
    '',
    ...options.map((option) => `  ${nameOf(option).padEnd(width)}  ${describe(option)}`),
    ...(command.notes ?? []).flatMap((note) => ['', note]),
    '',
    ...EXIT_CODES,
  ].join('\n')
}

function callOf({ name, args, options }: CommandSpec): string {
  const words = options.map((option) => {
    const word = `${nameOf(option)}${option.repeatable === true ? ' …' : ''}`
    return option.required === true ? word : `[${word}]`
  })
  return [name, args.name, ...words].filter((word) => word !== '').join(' ')
}

function nameOf(option: OptionSpec): string {
  return option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`
}

function describe(option: OptionSpec): string {
  return option.oneOf === undefined ? option.help : `${option.help} One of: ${option.oneOf.join(', ')}.`
}
