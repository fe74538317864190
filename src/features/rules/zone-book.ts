import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { canonicalJson } from '#domain/kernel'
import {
  compileRuleBook,
  parseRuleBook,
  type CompiledRuleBook,
  type FactDefinition,
  type RuleBook,
  type RuleParameter,
} from '#domain/rules'
import type { Database } from '#platform/postgres'
import { BoundFact } from './fact-binding.ts'
import { readParameters } from './parameters.ts'

type Tx = Transaction<Database>

const DATA = resolve(import.meta.dirname, '../../../data/rules')

/** What comes with the program: facts with their bindings, tables, scores. Parameters are in the database. */
export interface ShippedBook {
  readonly facts: readonly BoundFact[]
  readonly byCode: ReadonlyMap<string, BoundFact>
  readonly tables: RuleBook['tables']
  readonly scores: RuleBook['scores']
}

let shipped: ShippedBook | null = null

/** Read once per process; a file that cannot be used stops the start and says which. */
export function shippedBook(): ShippedBook {
  shipped ??= readShipped(DATA)
  return shipped
}

function readShipped(folder: string): ShippedBook {
  const bound = z.object({ facts: z.array(BoundFact) }).parse(readJson(join(folder, 'facts.json'))).facts
  const parsed = parseRuleBook({
    facts: bound.map(definitionOf),
    parameters: [],
    tables: jsonIn(join(folder, 'tables')),
    scores: jsonIn(join(folder, 'scores')),
    rules: [],
    amounts: [],
    nearLimit: NEAR_LIMIT,
  })
  if (!parsed.ok) throw new Error(`data/rules: ${JSON.stringify(parsed.issues.slice(0, 5))}`)
  return {
    facts: bound,
    byCode: new Map(bound.map((fact) => [fact.code, fact])),
    tables: parsed.value.tables,
    scores: parsed.value.scores,
  }
}

/** A fifth of the threshold. */
export const NEAR_LIMIT = 0.2

function definitionOf({ from: _, ...definition }: BoundFact): FactDefinition {
  return definition
}

/** Every .json of a folder; a file holds one thing or a list of them. */
function jsonIn(folder: string): unknown[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readJson(join(folder, name)))
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The zone's rule book without rules: what rules, amounts and scores may use. Parameters with all their days. */
export async function readZoneBook(tx: Tx): Promise<RuleBook> {
  const { facts, tables, scores } = shippedBook()
  const options = { park: await placeOptions(tx, 'park'), district: await placeOptions(tx, 'district') }
  return {
    facts: facts.map((fact) => ({
      ...definitionOf(fact),
      options: fact.options ?? optionsOf(fact, options),
    })),
    parameters: await readParameters(tx),
    tables,
    scores,
    rules: [],
    amounts: [],
    nearLimit: NEAR_LIMIT,
  }
}

type Options = NonNullable<FactDefinition['options']>

/** Parks or districts by code with the names of today; in which one an enterprise is, is a word that rules compare by code. */
async function placeOptions(tx: Tx, kind: 'park' | 'district'): Promise<Options> {
  const rows = await tx
    .selectFrom('organisation as o')
    .innerJoin('organisationName as n', (join) =>
      join.onRef('n.organisationId', '=', 'o.id').on(sql<boolean>`n.valid @> current_date`),
    )
    .select(['o.code', 'n.shortName as zh', 'n.nameEn as en'])
    .where('o.kind', '=', kind)
    .orderBy('o.adcode')
    .orderBy('o.code')
    .execute()
  return rows.map(({ code, zh, en }) => ({ code, title: { zh, en } }))
}

const PLACES: Readonly<Record<string, 'park' | 'district'>> = {
  registrationPark: 'park',
  operationPark: 'park',
  registrationDistrict: 'district',
}

function optionsOf(
  { from }: BoundFact,
  options: Readonly<Record<'park' | 'district', Options>>,
): Options | null {
  const kind = from.kind === 'register' ? PLACES[from.field] : undefined
  return kind === undefined ? null : options[kind]
}

const compiled = new Map<string, CompiledRuleBook>()
const MOST_KEPT = 40

/**
 * A book compiled for a day, kept for whoever asks again: `key` stands for what it holds beside the zone's own (the digests of the
 * policies in it). A book that does not compile is a fault of ours: what is published was checked.
 */
export function compiledFor(book: RuleBook, on: string, key: string): CompiledRuleBook {
  const full = `${on} ${key} ${canonicalJson(parameterDays(book.parameters))}`
  const kept = compiled.get(full)
  if (kept !== undefined) return kept
  const made = compileRuleBook(book, on)
  if (!made.ok)
    throw new Error(`the zone's rule book does not compile: ${JSON.stringify(made.issues.slice(0, 5))}`)
  if (compiled.size >= MOST_KEPT) compiled.delete(compiled.keys().next().value ?? '')
  compiled.set(full, made.value)
  return made.value
}

function parameterDays(parameters: readonly RuleParameter[]) {
  return parameters.map(({ code, values }) => [code, values.map(({ from, to, value }) => [from, to, value])])
}
