import { reconcile, type Extraction, type Finding } from '#domain/plan'
import type { z } from 'zod'
import type { Context } from '#platform/http'
import type { ResponseOf } from '../route-contract.ts'
import type { readFindings as readFindingsRoute } from './contract.ts'
import { BodyData, CitationData, ConstraintData, FigureData, TaskData } from './contract.ts'
import { toExtraction } from './extraction.ts'
import type { ItemRow } from './items.ts'
import { loadItems, loadPublishedItems, loadVersion, type Tx } from './store.ts'

interface LibraryDocument {
  readonly versionId: string
  readonly documentId: string
  readonly title: string
  readonly text: string
  readonly extraction: Extraction
}

/**
 * Reconciles a version with itself and with the newest edition of every other document that the caller may see. What a
 * person has rejected no longer counts, what was corrected counts as corrected.
 */
export function readFindings(ctx: Context, versionId: string): Promise<ResponseOf<typeof readFindingsRoute>> {
  return ctx.read(async (tx) => {
    await loadVersion(tx, versionId)
    const library = await loadLibrary(tx, versionId)
    const findings = reconcile(
      library.map(({ versionId: key, extraction, text }) => ({ key, extraction, text })),
    )
    const byKey = new Map(library.map((document) => [document.versionId, document]))
    return {
      findings: findings
        .filter((finding) => finding.items.some((item) => item.document === versionId))
        .map((finding) => describe(finding, byKey)),
    }
  })
}

/** Reconciles the newest edition of every document that the caller may see. */
export function readLibraryFindings(ctx: Context): Promise<ResponseOf<typeof readFindingsRoute>> {
  return ctx.read(async (tx) => {
    const library = await loadLibrary(tx, null)
    const byKey = new Map(library.map((document) => [document.versionId, document]))
    const documents = library.map(({ versionId: key, extraction, text }) => ({ key, extraction, text }))
    return { findings: reconcile(documents).map((finding) => describe(finding, byKey)) }
  })
}

function describe(finding: Finding, byKey: ReadonlyMap<string, LibraryDocument>) {
  return {
    kind: finding.kind,
    severity: finding.severity,
    values: Object.fromEntries(
      Object.entries(finding.values).map(([key, value]) => [
        key,
        typeof value === 'object' && value !== null ? [...value] : value,
      ]),
    ),
    items: finding.items.flatMap((item) => {
      const document = byKey.get(item.document)
      if (document === undefined) return []
      return [
        {
          documentId: document.documentId,
          documentTitle: document.title,
          versionId: document.versionId,
          start: item.start,
          end: item.end,
          quote: document.text.slice(item.start, Math.min(item.end, item.start + 120)),
        },
      ]
    }),
  }
}

/** `versionId` itself, if one is asked for, and the newest version of every other document. */
async function loadLibrary(tx: Tx, versionId: string | null): Promise<LibraryDocument[]> {
  const rows = await tx
    .selectFrom('documentVersion as v')
    .innerJoin('document as d', 'd.id', 'v.documentId')
    .select(['v.id', 'v.documentId', 'v.no', 'd.title', 'd.issuedOn', 'v.text', 'v.extraction'])
    .orderBy('v.documentId')
    .orderBy('v.no', 'desc')
    .execute()
  const documentId = rows.find((row) => row.id === versionId)?.documentId
  const chosen = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    if (row.documentId === documentId ? row.id !== versionId : chosen.has(row.documentId)) continue
    chosen.set(row.documentId, row)
  }
  const library: LibraryDocument[] = []
  for (const row of chosen.values()) {
    const items = await itemsThatStand(tx, row.id)
    library.push({
      versionId: row.id,
      documentId: row.documentId,
      title: row.title,
      text: row.text,
      extraction: asReviewed(toExtraction(row.extraction), row.title, row.issuedOn, items),
    })
  }
  return library
}

async function itemsThatStand(tx: Tx, versionId: string): Promise<ItemRow[]> {
  const reviewed = await loadItems(tx, versionId)
  if (reviewed.length > 0) return reviewed.filter((row) => row.status !== 'rejected')
  const plan = await tx
    .selectFrom('plan')
    .select('id')
    .where('versionId', '=', versionId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()
  return plan === undefined ? [] : loadPublishedItems(tx, plan.id)
}

/** The extraction with the reviewed items in place of the suggested ones. */
function asReviewed(
  extraction: Extraction,
  title: string,
  issuedOn: string | null,
  rows: readonly ItemRow[],
): Extraction {
  if (rows.length === 0) return { ...extraction, title, issued: issuedOn }
  const of = <T extends object>(kind: ItemRow['kind'], schema: z.ZodType<T>) =>
    rows.flatMap((row) =>
      row.kind === kind ? [{ start: row.startAt, end: row.endAt, ...schema.parse(row.data) }] : [],
    )
  const suggested = new Map(extraction.tasks.map((task) => [task.start, task]))
  return {
    ...extraction,
    title,
    issued: issuedOn,
    targets: of('target', FigureData),
    baselines: of('baseline', FigureData),
    constraints: of('constraint', ConstraintData).map(({ rule, limitMin, strength, listed, ...rest }) => ({
      ...rest,
      kind: rule,
      ...(limitMin === null ? {} : { limitMin }),
      ...(strength === null ? {} : { strength }),
      ...(listed === null ? {} : { listed }),
    })),
    tasks: of('task', TaskData).map((task) => ({
      ...task,
      kind: suggested.get(task.start)?.kind ?? 'paragraph',
      measureSpans: suggested.get(task.start)?.measureSpans ?? [],
      deadline: task.deadline === null ? null : { ...task.deadline, start: task.start, end: task.end },
    })),
    citations: of('citation', CitationData),
    bodies: of('body', BodyData).map((body) => body.name),
  }
}
