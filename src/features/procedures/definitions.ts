import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { refuse } from '#domain/kernel'
import { checkDefinition, parseDefinition, type ProcedureDefinition } from '#domain/cases'
import type { Database } from '#platform/postgres'
import { ROLES } from '../route-contract.ts'
import { type Tx } from './store.ts'

/** A version of a definition never changes, so it is read from the database once per process. */
const cache = new WeakMap<object, Map<string, ProcedureDefinition>>()

/** Where a process keeps what it has read: tests run several databases in one process. */
function cacheOf(place: object): Map<string, ProcedureDefinition> {
  const known = cache.get(place) ?? new Map<string, ProcedureDefinition>()
  cache.set(place, known)
  return known
}

/** Definitions by code and version, for one system; `place` is its connection pool. */
export async function definitionOf(
  tx: Tx,
  place: object,
  code: string,
  version: number,
): Promise<ProcedureDefinition> {
  const known = cacheOf(place)
  const key = `${code}@${version}`
  const found = known.get(key)
  if (found !== undefined) return found
  const row = await tx
    .selectFrom('procedureDefinition')
    .select('definition')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined) return refuse('procedures.not_found', { code, version })
  const parsed = parseDefinition(row.definition)
  if (!parsed.ok)
    throw new Error(`The stored procedure ${key} cannot be read: ${JSON.stringify(parsed.issues)}`)
  known.set(key, parsed.value)
  return parsed.value
}

/** The version in force: the highest. New cases start with it; running ones stay on theirs. */
export async function definitionInForce(tx: Tx, place: object, code: string): Promise<ProcedureDefinition> {
  const row = await tx
    .selectFrom('procedureDefinition')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('code', '=', code)
    .executeTakeFirst()
  const version = row?.version ?? null
  return version === null ? refuse('procedures.not_found', { code }) : definitionOf(tx, place, code, version)
}

export async function definitionsInForce(tx: Tx, place: object): Promise<ProcedureDefinition[]> {
  const rows = await tx
    .selectFrom('procedureDefinition')
    .select((eb) => ['code', eb.fn.max('version').as('version')])
    .groupBy('code')
    .orderBy('code')
    .execute()
  return Promise.all(rows.map(({ code, version }) => definitionOf(tx, place, code, version)))
}

/** Reads and checks every definition of a folder; throws with all findings of severity error. */
export async function readDefinitions(
  folder: string,
  calendars: readonly string[],
): Promise<ProcedureDefinition[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const definitions: ProcedureDefinition[] = []
  const wrong: string[] = []
  for (const name of names) {
    const parsed = parseDefinition(JSON.parse(await readFile(join(folder, name), 'utf8')))
    if (parsed.ok) definitions.push(parsed.value)
    else wrong.push(...parsed.issues.map((issue) => `${name}: ${JSON.stringify(issue)}`))
  }
  const known = {
    accountRoles: [...ROLES],
    calendars: [...calendars],
    procedures: definitions.map(({ code }) => code),
  }
  for (const definition of definitions)
    for (const finding of checkDefinition(definition, known))
      if (finding.severity === 'error') wrong.push(`${definition.code}: ${JSON.stringify(finding)}`)
  if (wrong.length > 0) throw new Error(`Wrong procedure definitions:\n  ${wrong.join('\n  ')}`)
  return definitions
}

/** Loads what is new. A version that is already there must be the same: a change needs a higher version. */
export async function loadDefinitions(
  ownerDb: Kysely<Database>,
  definitions: readonly ProcedureDefinition[],
): Promise<void> {
  for (const definition of definitions) {
    const text = JSON.stringify(definition)
    const digest = createHash('sha256').update(text).digest('hex')
    const present = await ownerDb
      .selectFrom('procedureDefinition')
      .select('digest')
      .where('code', '=', definition.code)
      .where('version', '=', definition.version)
      .executeTakeFirst()
    if (present === undefined)
      await ownerDb
        .insertInto('procedureDefinition')
        .values({ code: definition.code, version: definition.version, definition: text, digest })
        .execute()
    else if (present.digest !== digest)
      throw new Error(
        `The procedure ${definition.code} differs from version ${definition.version} that this installation has: give the changed definition a higher version.`,
      )
  }
}
