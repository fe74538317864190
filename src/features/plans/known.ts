import { sql } from 'kysely'
import { isSameTitle } from '#domain/plan'
import type { PlanItem } from './contract.ts'
import type { Tx } from './store.ts'

/** What names in a text may refer to, as far as the caller may see it. */
export interface Known {
  /** The organisation of the registry that bears this name, if there is one. */
  readonly organisationNamed: (name: string) => string | null
  /** The document of the library that this title or number cites, if it is there. */
  readonly documentCited: (title: string, number: string | null) => string | null
}

export async function whatIsKnown(tx: Tx): Promise<Known> {
  const names = await tx
    .selectFrom('organisationName')
    .select(['organisationId', 'name', 'shortName'])
    .where(sql<boolean>`valid @> current_date`)
    .execute()
  const organisations = new Map(
    names.flatMap((row) => [row.name, row.shortName].map((name) => [name, row.organisationId])),
  )
  const documents = await tx.selectFrom('document').select(['id', 'title', 'documentNumber']).execute()
  const byNumber = new Map(
    documents.flatMap((row) => (row.documentNumber === null ? [] : [[row.documentNumber, row.id]])),
  )
  return {
    organisationNamed: (name) => organisations.get(name) ?? null,
    documentCited: (title, number) =>
      (number === null ? undefined : byNumber.get(number)) ??
      documents.find((document) => isSameTitle(document.title, title))?.id ??
      null,
  }
}

/** Fills in what has entered the library or the registry since the item was suggested. */
export function linkItem(item: PlanItem, known: Known): PlanItem {
  if (item.kind === 'citation' && item.data.documentId === null)
    return {
      ...item,
      data: { ...item.data, documentId: known.documentCited(item.data.title, item.data.number) },
    }
  if (item.kind === 'body' && item.data.organisationId === null) {
    const ids = [item.data.name, ...item.data.aliases].map((name) => known.organisationNamed(name))
    return { ...item, data: { ...item.data, organisationId: ids.find((id) => id !== null) ?? null } }
  }
  return item
}
