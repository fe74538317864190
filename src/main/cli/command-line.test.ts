import { describe, expect, it } from 'vitest'
import { ROLES } from '#contract/access'
import { SHEET_ISSUE_CODES } from '#platform/spreadsheets'
import { COMMANDS } from './commands.ts'
import { findCommand, readCall, WrongUse, type CommandSpec } from './command-line.ts'
import { helpOn, overview } from './help.ts'
import { ISSUE_SENTENCES } from './issue-sentences.ts'
import { ROLE_NAMES } from './role-names.ts'

const PAINT: CommandSpec = {
  name: 'wall paint',
  summary: 'Paint walls.',
  args: { name: 'WALL...', least: 1, most: 2 },
  options: [
    { name: 'colour', value: 'COLOUR', oneOf: ['red', 'green'], help: 'The colour.' },
    { name: 'tool', value: 'TOOL', repeatable: true, help: 'A tool.' },
    { name: 'wet', help: 'Wet.' },
  ],
  load: () => Promise.resolve(() => Promise.resolve(0 as const)),
}

function refusal(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof WrongUse) return error.message
    throw error
  }
  throw new Error('it was not refused')
}

describe('readCall', () => {
  it('reads arguments, values and switches in any order', () => {
    const call = readCall(PAINT, [
      '--tool',
      'brush',
      'north',
      '--wet',
      '--tool=roll',
      'south',
      '--colour',
      'red',
    ])
    expect(call.args).toEqual(['north', 'south'])
    expect(call.valuesOf('tool')).toEqual(['brush', 'roll'])
    expect(call.valueOf('colour')).toBe('red')
    expect(call.isSet('wet')).toBe(true)
    expect(readCall(PAINT, ['north']).isSet('wet')).toBe(false)
  })

  it('takes what follows -- as an argument', () => {
    expect(readCall(PAINT, ['--', '--wet']).args).toEqual(['--wet'])
  })

  it.each([
    [['x', '--color', 'red'], 'has no option --color. Did you mean “--colour”?'],
    [['x', '--colour'], '--colour needs a value: --colour COLOUR'],
    [['x', '--colour', '--wet'], '--colour needs a value'],
    [['x', '--colour', 'gren'], '--colour cannot be “gren”. Did you mean “green”? Possible: red, green.'],
    [['x', '--colour', 'red', '--colour', 'red'], '--colour is given twice'],
    [['x', '--wet=yes'], '--wet takes no value'],
    [[], '“wall paint” needs WALL...'],
    [['a', 'b', 'c'], '“c” is too much'],
  ])('says what is meant by %j', (words, message) => {
    expect(refusal(() => readCall(PAINT, words))).toContain(message)
  })
})

describe('findCommand', () => {
  it('finds commands of one word and of two', () => {
    expect(findCommand(COMMANDS, ['extract', 'a.txt']).rest).toEqual(['a.txt'])
    expect(findCommand(COMMANDS, ['document', 'import', 'a.txt']).command.name).toBe('document import')
  })

  it.each([
    [['extrakt'], 'Did you mean “extract”?'],
    [['plan', 'shwo', 'x'], 'There is no command “plan shwo”. Did you mean “plan show”?'],
    [['plan'], '“plan” needs to be told what to do: list, show, check.'],
    [['frobnicate'], '“--help” lists all commands'],
  ])('suggests the nearest command for %j', (words, message) => {
    expect(refusal(() => findCommand(COMMANDS, words))).toContain(message)
  })
})

describe('help', () => {
  it('names every command and the exit codes', () => {
    const text = overview(COMMANDS)
    for (const { name } of COMMANDS) expect(text).toContain(`  ${name}`)
    expect(text).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /)
  })

  it('names every option of a command', () => {
    for (const command of COMMANDS)
      for (const option of command.options) expect(helpOn(command)).toContain(`--${option.name}`)
  })

  it('knows the same roles as the contract', () => {
    expect([...ROLE_NAMES].sort()).toEqual([...ROLES].sort())
  })

  it('has a sentence for every refusal of readers and engine that says what happened', () => {
    for (const [code, sentence] of Object.entries(ISSUE_SENTENCES)) {
      expect(code).toMatch(
        /^(documents|plan|plans|sheet|access|audit|indicators|statistics|evaluation|rules)\.[a-z_]+$/,
      )
      expect(sentence).toMatch(/\.$/)
    }
    for (const code of SHEET_ISSUE_CODES) expect(ISSUE_SENTENCES).toHaveProperty([code])
  })
})
