import { refuse } from '#domain/kernel'
import { titleKey } from '#domain/plan'
import type { Context } from '#platform/http'
import type { BodyOf, ResponseOf } from '../route-contract.ts'
import { abilitiesOn, mayImport, mayReview } from './access.ts'
import type * as contract from './contract.ts'
import type { DocumentSummary } from './contract.ts'
import { summarise } from './store.ts'

export async function listDocuments(
  ctx: Context,
  filter: { q?: string | undefined; state?: DocumentSummary['state'] | undefined },
): Promise<ResponseOf<typeof contract.listDocuments>> {
  const documents = await ctx.read((tx) => summarise(tx, { words: filter.q }))
  return {
    documents:
      filter.state === undefined
        ? documents
        : documents.filter((document) => document.state === filter.state),
    can: mayImport(ctx.caller) ? ['import'] : [],
  }
}

export function readDocumentWithVersions(
  ctx: Context,
  documentId: string,
): Promise<ResponseOf<typeof contract.readDocument>> {
  return ctx.read(async (tx) => {
    const [document] = await summarise(tx, { documentId })
    if (document === undefined) return refuse('plans.not_found')
    const versions = await tx
      .selectFrom('documentVersion as v')
      .select((eb) => [
        'v.id',
        'v.no',
        'v.fileName',
        'v.digest',
        'v.mediaType',
        'v.encoding',
        'v.characters',
        'v.importedAt',
        'v.importedByName as importedBy',
        eb
          .selectFrom('plan')
          .select('plan.id')
          .whereRef('plan.versionId', '=', 'v.id')
          .orderBy('plan.no', 'desc')
          .limit(1)
          .as('planId'),
      ])
      .where('v.documentId', '=', documentId)
      .orderBy('v.no', 'desc')
      .execute()
    return { document, can: abilitiesOn(ctx.caller, document), versions }
  })
}

export function changeDocument(
  ctx: Context,
  documentId: string,
  change: BodyOf<typeof contract.changeDocument>,
): Promise<DocumentSummary> {
  return ctx.inTransaction(async (tx) => {
    const before = await tx
      .selectFrom('document')
      .select(['ownerId', 'title', 'issuer', 'documentNumber', 'issuedOn', 'visibility'])
      .where('id', '=', documentId)
      .executeTakeFirst()
    if (before === undefined) return refuse('plans.not_found')
    if (!mayReview(ctx.caller, before.ownerId)) refuse('plans.forbidden')
    if (change.title !== undefined) {
      const taken = await tx
        .selectFrom('document')
        .select('id')
        .where('ownerId', '=', before.ownerId)
        .where('titleKey', '=', titleKey(change.title))
        .where('id', '<>', documentId)
        .executeTakeFirst()
      if (taken !== undefined) refuse('plans.title_taken', { title: change.title }, ['body', 'title'])
    }
    const wanted: Record<string, string | null> = {}
    for (const [key, value] of Object.entries(change)) if (value !== undefined) wanted[key] = value
    if (Object.keys(wanted).length > 0)
      await tx
        .updateTable('document')
        .set({ ...wanted, ...(change.title === undefined ? {} : { titleKey: titleKey(change.title) }) })
        .where('id', '=', documentId)
        .execute()
    const { ownerId: _ownerId, ...values } = before
    await ctx.audit(tx, {
      action: 'document.change',
      subjectKind: 'document',
      subjectId: documentId,
      detail: { before: values, after: wanted },
    })
    const [document] = await summarise(tx, { documentId })
    return document ?? refuse('plans.not_found')
  })
}
