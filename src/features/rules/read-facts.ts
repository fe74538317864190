import { chinaDay } from '#domain/kernel'
import { deriveFacts, type FactSheet, type FactSource, type KnownFact } from '#domain/rules'
import { TIMEKEEPER, type Context } from '#platform/http'
import { pinyin } from 'pinyin-pro'
import type { ParamsOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type * as contract from './contract.ts'
import type { FactOf, Source } from './contract.ts'
import { isDeclarable, loadDeclarations, requireEnterprise } from './declarations.ts'
import type { BoundFact } from './fact-binding.ts'
import { factSheet } from './fact-sheet.ts'
import { readParameterViews } from './parameters.ts'
import type { Tx } from './store.ts'
import { compiledFor, readZoneBook, shippedBook } from './zone-book.ts'

/** Everything that rules may ask, for editors and explanations. */
export function readRuleBook(ctx: Context): Promise<ResponseOf<typeof contract.readRuleBook>> {
  return ctx.read(async (tx) => {
    const book = await readZoneBook(tx)
    const parameters = await readParameterViews(tx)
    return {
      facts: [...book.facts],
      parameters,
      tables: [...book.tables],
      scores: [...book.scores],
      initials: Object.fromEntries(
        [...book.facts, ...parameters].map(({ code }) => [code, initialsOf(code)]),
      ),
      can: { changeParameters: ctx.caller.roles.includes('zone_office') },
    }
  })
}

function initialsOf(words: string): string {
  return pinyin(words, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()
}

export async function readEnterpriseFacts(
  ctx: Context,
  { enterpriseId }: ParamsOf<typeof contract.readEnterpriseFacts>,
  { on: given }: QueryOf<typeof contract.readEnterpriseFacts>,
): Promise<ResponseOf<typeof contract.readEnterpriseFacts>> {
  const on = given ?? chinaDay(ctx.now.getTime())
  const sheet = await sheetFor(ctx, enterpriseId, on)
  const mayDeclare = ctx.caller.roles.some((role) => DECLARING.has(role))
  return ctx.read(async (tx) => {
    const { facts } = await readZoneBook(tx)
    const options = new Map(facts.map((fact) => [fact.code, fact.options]))
    return {
      on,
      facts: shippedBook().facts.map((fact) =>
        viewOf({ ...fact, options: options.get(fact.code) ?? null }, sheet.get(fact.code), mayDeclare),
      ),
      declarations: await loadDeclarations(tx, ctx, { enterprise: enterpriseId }),
      can: { declare: mayDeclare },
    }
  })
}

const DECLARING: ReadonlySet<string> = new Set(['enterprise', 'park_committee', 'zone_office'])

function viewOf(fact: BoundFact, known: KnownFact | undefined, mayDeclare: boolean): FactOf {
  const { code, title, group, type, unit, options, evidence, formula, confidential } = fact
  return {
    fact: code,
    title,
    group,
    type,
    unit,
    value: known === undefined ? null : valueOnWire(known.value),
    words: options === null ? [] : [...options],
    source: known === undefined ? null : sourceOnWire(known.source),
    evidence,
    declarable: mayDeclare && isDeclarable(fact),
    formula,
    confidential,
  }
}

export function valueOnWire(value: KnownFact['value']): NonNullable<FactOf['value']> {
  return typeof value === 'object' ? [...value] : value
}

/** JSON both ways; the engine's type is read-only. */
function sourceOnWire({ kind, place }: FactSource): Source {
  return { kind, place: structuredClone(place) as Source['place'] }
}

/**
 * What is known of an enterprise on a day, with what formulas make of it, for who keeps it: itself, its park, the office, the leader.
 * All of them judge by the same facts, so it is read under the system's rights once that is sure; anybody else is refused.
 */
export async function sheetFor(ctx: Context, enterpriseId: string, on: string): Promise<FactSheet> {
  await ctx.read((tx) => requireEnterprise(tx, enterpriseId))
  return ctx.actingAs(TIMEKEEPER).read((tx) => fullSheet(tx, enterpriseId, on))
}

/** The same under the rights of a transaction that reads everything of the enterprise. */
export async function fullSheet(tx: Tx, enterpriseId: string, on: string): Promise<FactSheet> {
  const book = await readZoneBook(tx)
  return deriveFacts(compiledFor(book, on, 'zone'), await factSheet(tx, enterpriseId, on))
}
