import type { Extraction, FindingItem, Span } from '../types.ts'

/** One document of the set that is held against itself and the others. */
export interface ReconciledDocument {
  /** File name on the command line, version id in the library. */
  readonly key: string
  readonly extraction: Extraction
  /** The decoded original text that the extraction's offsets point into. */
  readonly text: string
}

export function itemIn(document: ReconciledDocument, span: Span): FindingItem {
  return { document: document.key, start: span.start, end: span.end }
}

/** The year from which a document speaks: issued, else the start of its horizon; null where it tells neither. */
export function yearOf({ extraction }: ReconciledDocument): number | null {
  if (extraction.issued !== null) return Number(extraction.issued.slice(0, 4))
  return extraction.horizon?.from ?? null
}
