import type { RuleBook } from '#domain/rules'
import { readZoneBook } from '#features/rules'
import type { Tx } from './store.ts'

type Names = Record<string, { title: { zh: string; en: string }; unit: string | null }>

/** What facts are called, for pages that show traces. */
export async function factNames(tx: Tx, codes: readonly string[]): Promise<Names> {
  return namesFrom(await readZoneBook(tx), codes)
}

export function namesFrom(book: RuleBook, codes: readonly string[]): Names {
  const wanted = new Set(codes)
  return Object.fromEntries(
    book.facts
      .filter(({ code }) => wanted.has(code))
      .map(({ code, title, unit }) => [code, { title: { ...title }, unit }]),
  )
}
