import { basename, extname } from 'node:path'
import { Refusal, type Issue } from '#domain/kernel'
import { ENGINE_VERSION, extractPlan, titleKey, type Extraction } from '#domain/plan'
import { readDocument } from '#platform/documents'
import type { Context } from '#platform/http'
import { BodyData, type ImportResult } from './contract.ts'
import { isReviewed, stateOf, type ItemState } from './items.ts'
import { jsonb, loadItems, type Tx } from './store.ts'
import { suggestItems, type Suggestion } from './suggest-items.ts'
import { whatIsKnown } from './known.ts'

export interface IncomingFile {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** Our own sample documents, marked as such wherever they show. */
  readonly synthetic?: boolean
}

/**
 * Brings one file into the library: recognised by digest when it is there already; a changed edition (same title, same
 * owner) becomes a new version, and what was reviewed and stands unchanged in it stays reviewed. A refusal is part of the
 * result, because the other files of an upload go on.
 */
export async function importFile(ctx: Context, file: IncomingFile): Promise<ImportResult> {
  try {
    return await readAndSave(ctx, file)
  } catch (error) {
    if (error instanceof Refusal) return refusedFile(file.fileName, error.issues)
    throw error
  }
}

async function readAndSave(ctx: Context, file: IncomingFile): Promise<ImportResult> {
  const stored = await ctx.files.put(file.bytes)
  const same = await ctx.read((tx) =>
    tx
      .selectFrom('documentVersion as v')
      .innerJoin('document as d', 'd.id', 'v.documentId')
      .select(['v.id', 'v.documentId', 'd.title'])
      .where('v.digest', '=', stored.digest)
      .where('v.ownerId', '=', ctx.caller.organisationId)
      .executeTakeFirst(),
  )
  if (same !== undefined)
    return {
      fileName: file.fileName,
      outcome: 'same',
      documentId: same.documentId,
      versionId: same.id,
      title: same.title,
      items: 0,
      issue: null,
    }

  const read = await readDocument(file.fileName, file.bytes)
  if (!read.ok) return refusedFile(file.fileName, read.issues)
  const { text, mediaType, encoding } = read.value
  const extracted = extractPlan(text)
  if (!extracted.ok) return refusedFile(file.fileName, extracted.issues)
  const extraction = extracted.value
  const title = (extraction.title ?? basename(file.fileName, extname(file.fileName))).slice(0, 500)

  return ctx.inTransaction(async (tx) => {
    const ownerId = ctx.caller.organisationId
    if (ownerId === null) throw new Refusal([{ code: 'plans.forbidden' }])
    await tx
      .insertInto('attachment')
      .values({ digest: stored.digest, sizeBytes: stored.sizeBytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { documentId, previousVersionId, no } = await documentFor(tx, ownerId, title, extraction, file)
    const { id: versionId } = await tx
      .insertInto('documentVersion')
      .values({
        documentId,
        ownerId,
        no,
        digest: stored.digest,
        fileName: file.fileName,
        mediaType,
        encoding,
        // PostgreSQL's text cannot hold NUL; the character is invisible and one long, so offsets stay.
        text: text.replaceAll('\u0000', '\u2400'),
        characters: text.length,
        extraction: jsonb(extraction).replaceAll('\\u0000', '\u2400'),
        engine: ENGINE_VERSION,
        importedBy: ctx.caller.userId,
        importedByName: ctx.caller.name,
        importedAt: ctx.now.toISOString(),
        changedAt: ctx.now.toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const suggestions = suggestItems(extraction, await whatIsKnown(tx))
    const decided =
      previousVersionId === null ? new Map<string, Decision>() : await decisionsOf(tx, previousVersionId)
    await saveSuggestions(tx, versionId, ownerId, suggestions, text, decided)
    await ctx.audit(tx, {
      action: 'document.import',
      subjectKind: 'document-version',
      subjectId: versionId,
      detail: { title, no, digest: stored.digest, items: suggestions.length },
    })
    return {
      fileName: file.fileName,
      outcome: no === 1 ? ('new' as const) : ('new-version' as const),
      documentId,
      versionId,
      title,
      items: suggestions.filter(({ item }) => item.kind !== 'heading').length,
      issue: null,
    }
  })
}

async function documentFor(
  tx: Tx,
  ownerId: string,
  title: string,
  extraction: Extraction,
  file: IncomingFile,
) {
  const key = titleKey(title)
  const facts = {
    issuer: extraction.issuer?.slice(0, 200) ?? null,
    documentNumber: extraction.documentNumber?.slice(0, 80) ?? null,
    issuedOn: extraction.issued,
    horizonFrom: extraction.horizon?.from ?? null,
    horizonTo: extraction.horizon?.to ?? null,
  }
  const inserted = await tx
    .insertInto('document')
    .values({ ownerId, title, titleKey: key, ...facts, synthetic: file.synthetic ?? false })
    .onConflict((conflict) => conflict.columns(['ownerId', 'titleKey']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted !== undefined) return { documentId: inserted.id, previousVersionId: null, no: 1 }
  const { id } = await tx
    .selectFrom('document')
    .select('id')
    .where('ownerId', '=', ownerId)
    .where('titleKey', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const previous = await tx
    .selectFrom('documentVersion')
    .select(['id', 'no'])
    .where('documentId', '=', id)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { documentId: id, previousVersionId: previous.id, no: previous.no + 1 }
}

interface Decision {
  readonly status: ItemState['status']
  readonly data: string
  readonly by: string | null
  readonly at: string | null
}
type Decisions = Map<string, Decision>

/** What a person decided in the edition before, by kind and words. */
async function decisionsOf(tx: Tx, versionId: string): Promise<Decisions> {
  const { text } = await tx
    .selectFrom('documentVersion')
    .select('text')
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  const decisions: Decisions = new Map()
  for (const row of await loadItems(tx, versionId)) {
    const { status, data } = stateOf(row)
    if (!isReviewed(status) || row.suggested === null) continue
    decisions.set(decisionKey(row.kind, text.slice(row.startAt, row.endAt), row.suggested['data'] ?? null), {
      status,
      data: jsonb(data),
      by: row.changedByName,
      at: row.changedAt,
    })
  }
  return decisions
}

/** Bodies are told apart by name, because several may first be mentioned in the same words. */
function decisionKey(kind: string, words: string, data: unknown): string {
  const name = kind === 'body' ? BodyData.parse(data).name : ''
  return `${kind}\n${words.replace(/\s+/g, '')}\n${name}`
}

async function saveSuggestions(
  tx: Tx,
  versionId: string,
  ownerId: string,
  suggestions: readonly Suggestion[],
  text: string,
  decided: Decisions,
): Promise<void> {
  const rows = suggestions.map(({ start, end, item, mentions }) => {
    const before = decided.get(decisionKey(item.kind, text.slice(start, end), item.data))
    return {
      versionId,
      ownerId,
      kind: item.kind,
      startAt: start,
      endAt: end,
      mentions: jsonb([...mentions]),
      data: before?.data ?? jsonb(item.data),
      suggested: jsonb({ start, end, data: item.data }),
      status: before?.status ?? 'suggested',
      changedAt: before?.at ?? null,
      changedByName: before?.by ?? null,
    }
  })
  for (let i = 0; i < rows.length; i += 500)
    await tx
      .insertInto('planItem')
      .values(rows.slice(i, i + 500))
      .execute()
}

function refusedFile(fileName: string, issues: readonly Issue[]): ImportResult {
  const [issue] = issues
  return {
    fileName,
    outcome: 'refused',
    documentId: null,
    versionId: null,
    title: null,
    items: 0,
    issue: {
      code: issue?.code ?? 'documents.damaged',
      params: { ...issue?.params } as Record<string, never>,
    },
  }
}
