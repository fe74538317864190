import type { Transaction } from 'kysely'
import { refuse } from '#domain/kernel'
import type { FactSheet } from '#domain/rules'
import type { Database } from '#platform/postgres'
import { factsOf } from './facts-of.ts'
import { loadSources, neededForms } from './sources.ts'
import { shippedBook } from './zone-book.ts'

type Tx = Transaction<Database>

/**
 * What is known of one enterprise on a day, as far as the caller may see it: a park sees what is its own, and another body nothing.
 * Derived facts are worked out by the rule engine.
 */
export async function factSheet(tx: Tx, enterpriseId: string, on: string): Promise<FactSheet> {
  const sheets = await factSheets(tx, [enterpriseId], on)
  return sheets[0] ?? refuse('enterprises.not_found')
}

/** The same for several, in the order of the ids. */
export async function factSheets(tx: Tx, ids: readonly string[], on: string): Promise<FactSheet[]> {
  const { facts } = shippedBook()
  const sources = await loadSources(tx, ids, await neededForms(tx, facts), on)
  return sources.map((one) => factsOf(facts, one, on))
}
