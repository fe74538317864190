import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ROLES } from '#contract/access'
import {
  checkDefinition,
  parseDefinition,
  type DefinitionFinding,
  type KnownWorld,
  type ProcedureDefinition,
} from '#domain/cases'
import { compileCalendar, type CompiledCalendar, type Issue, type WorkCalendar } from '#domain/kernel'
import { CommandFailed } from './failures.ts'

const DATA = resolve(import.meta.dirname, '../../../data')

export interface ShippedProcedure {
  /** The file's name without its extension, which is the procedure's code. */
  readonly name: string
  /** Null where the file cannot be read as a definition at all; `issues` say why. */
  readonly definition: ProcedureDefinition | null
  readonly issues: readonly Issue[]
  readonly findings: readonly DefinitionFinding[]
}

/** The definitions of `data/procedures` by name, checked, without any database; all of them without names. */
export async function readShipped(names: readonly string[]): Promise<ShippedProcedure[]> {
  const folder = join(DATA, 'procedures')
  const present = await namesIn(folder)
  const unknown = names.filter((name) => !present.includes(name))
  if (unknown.length > 0)
    throw new CommandFailed(`There is no procedure ${unknown.join(', ')}. There are: ${present.join(', ')}.`)
  const known: KnownWorld = {
    accountRoles: [...ROLES],
    calendars: await namesIn(join(DATA, 'calendars')),
    procedures: present,
  }
  const wanted = names.length === 0 ? present : present.filter((name) => names.includes(name))
  return Promise.all(
    wanted.map(async (name) => {
      const parsed = parseDefinition(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')))
      return parsed.ok
        ? { name, definition: parsed.value, issues: [], findings: checkDefinition(parsed.value, known) }
        : { name, definition: null, issues: parsed.issues, findings: [] }
    }),
  )
}

export async function readShippedCalendars(): Promise<ReadonlyMap<string, CompiledCalendar>> {
  const folder = join(DATA, 'calendars')
  const calendars = new Map<string, CompiledCalendar>()
  for (const name of await namesIn(folder)) {
    const calendar = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as WorkCalendar
    calendars.set(calendar.code, compileCalendar(calendar))
  }
  return calendars
}

async function namesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
}
