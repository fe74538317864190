import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { enterpriseHits } from '#features/enterprises'
import { searchDuties } from '#features/ledger'
import { isCurrentPlan } from '#features/registry'
import type { ResponseOf } from '../route-contract.ts'
import type { search as searchRoute } from './contract.ts'

type Hits = ResponseOf<typeof searchRoute>['hits']

const PER_KIND = 8

/** Words in titles, names in Chinese or English, pinyin initials (hdy) and codes; best first, under row-level security. */
export async function search(ctx: Context, words: string): Promise<{ hits: Hits }> {
  const duties = await searchDuties(ctx, words, PER_KIND)
  const pattern = `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return ctx.read(async (tx) => {
    const documents = await tx
      .selectFrom('document as d')
      .innerJoin('documentVersion as v', 'v.documentId', 'd.id')
      .select(['d.id', 'd.title', 'd.issuer', 'd.documentNumber', 'v.id as versionId'])
      .where((eb) => eb.or([eb('d.title', 'ilike', pattern), eb('d.documentNumber', 'ilike', pattern)]))
      .where(
        sql<boolean>`not exists (select from document_version newer where newer.document_id = d.id and newer.no > v.no)`,
      )
      .orderBy(sql`position(lower(${words}) in lower(d.title))`)
      .limit(PER_KIND)
      .execute()
    const items = await tx
      .selectFrom('publishedItem as i')
      .innerJoin('plan as p', 'p.id', 'i.planId')
      .select(['i.itemId', 'i.kind', 'i.title', 'p.title as planTitle', 'p.versionId'])
      .where('i.kind', 'in', ['task', 'target'])
      .where('i.title', 'ilike', pattern)
      .where(isCurrentPlan)
      .orderBy(sql`length(i.title)`)
      .limit(PER_KIND * 2)
      .execute()
    const cases = await tx
      .selectFrom('procedureCase')
      .select(['id', 'number', 'title', 'procedure', 'outcome'])
      .where('stage', '<>', 'draft')
      .where((eb) => eb.or([eb('title', 'ilike', pattern), eb('number', 'ilike', pattern)]))
      .orderBy('stage', 'desc')
      .orderBy('openedAt', 'desc')
      .limit(PER_KIND)
      .execute()
    const organisations = await tx
      .selectFrom('organisation as o')
      .innerJoin('organisationName as n', 'n.organisationId', 'o.id')
      .select(['o.id', 'n.name', 'o.kind', 'o.code'])
      .where((eb) =>
        eb.or([
          eb('n.name', 'ilike', pattern),
          eb('n.shortName', 'ilike', pattern),
          eb('n.nameEn', 'ilike', pattern),
          eb('n.initials', 'like', pattern.toLowerCase()),
          eb('o.code', 'like', pattern.toLowerCase()),
          eb('o.adcode', '=', words),
        ]),
      )
      .where(sql<boolean>`n.valid @> current_date`)
      .orderBy(sql`length(n.name)`)
      .limit(PER_KIND)
      .execute()
    const enterprises = await enterpriseHits(tx, words, PER_KIND)
    return {
      hits: [
        ...organisations.map((row) => ({
          kind: 'organisation' as const,
          id: row.id,
          title: row.name,
          context: row.kind,
          href: `/organisations?organisation=${row.id}`,
        })),
        ...enterprises.map((row) => ({
          kind: 'enterprise' as const,
          id: row.id,
          title: row.name,
          context: [row.formerName, row.registrationPark?.name ?? null, row.creditCode]
            .filter((part) => part !== null)
            .join(' · '),
          href: `/enterprises/${row.id}`,
        })),
        ...documents.map((row) => ({
          kind: 'document' as const,
          id: row.id,
          title: row.title,
          context: [row.issuer, row.documentNumber].filter((part) => part !== null).join(' · '),
          href: `/plans/documents/${row.versionId}`,
        })),
        ...duties.map((row) => ({
          kind: 'duty' as const,
          id: row.id,
          title: row.title,
          context: [String(row.serial), row.documentTitle].filter((part) => part !== null).join(' · '),
          href: `/ledger/duties/${row.id}`,
        })),
        ...cases.map((row) => ({
          kind: 'case' as const,
          id: row.id,
          title: row.title,
          context: row.number ?? '',
          href: `/cases/${row.id}`,
        })),
        ...items.map((row) => ({
          kind: row.kind === 'target' ? ('target' as const) : ('task' as const),
          id: row.itemId,
          title: row.title,
          context: row.planTitle,
          href: `/plans/documents/${row.versionId}?item=${row.itemId}`,
        })),
      ],
    }
  })
}
