import type { SourceSentence } from './contract.ts'

interface Anchored {
  readonly documentId: string | null
  readonly documentTitle: string | null
  readonly versionId: string | null
  readonly itemId: string | null
  readonly startAt: number | null
  readonly endAt: number | null
  readonly quote: string | null
}

/** The sentence that a duty or target stands on, and where the reading room shows it. */
export function sentenceOf(row: Anchored): SourceSentence | null {
  const { documentId, versionId, itemId, startAt, endAt, quote } = row
  if (documentId === null || versionId === null || startAt === null || endAt === null) return null
  return {
    documentId,
    documentTitle: row.documentTitle ?? '',
    versionId,
    itemId,
    start: startAt,
    end: endAt,
    quote: quote ?? '',
    href: `/plans/documents/${versionId}${itemId === null ? '' : `?item=${itemId}`}`,
  }
}
