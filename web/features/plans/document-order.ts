/** Order and words of the library's table. */
import type { DocumentSummary } from '#contract/plans'
import type { Language } from '../../text/index.ts'
import { compareNames } from '../../ui/format.ts'

export const SORT_COLUMNS = [
  'title',
  'issued',
  'horizon',
  'state',
  'reviewed',
  'tasks',
  'targets',
  'owner',
  'imported',
] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]

const STATES = { review: 0, ready: 1, published: 2 } as const

/** `-tasks`: by tasks, most first. Unknown words are the usual order: latest import first. */
export function parseSort(sort: string | undefined): { readonly column: SortColumn; readonly down: boolean } {
  const down = sort?.startsWith('-') ?? false
  const column = SORT_COLUMNS.find((each) => each === sort?.replace(/^-/, ''))
  return column ? { column, down } : { column: 'imported', down: true }
}

export function sortDocuments(
  documents: readonly DocumentSummary[],
  column: SortColumn,
  down: boolean,
  language: Language,
): readonly DocumentSummary[] {
  const compare = comparators(language)[column]
  const sorted = documents.toSorted((a, b) => compare(a, b) || compareNames(a.title, b.title, language))
  return down ? sorted.toReversed() : sorted
}

function comparators(
  language: Language,
): Readonly<Record<SortColumn, (a: DocumentSummary, b: DocumentSummary) => number>> {
  const names = (a: string | null, b: string | null) => compareNames(a ?? '', b ?? '', language)
  const share = ({ counters }: DocumentSummary) =>
    counters.total === 0 ? 1 : counters.reviewed / counters.total
  return {
    title: (a, b) => names(a.title, b.title),
    issued: (a, b) => names(a.issuedOn, b.issuedOn),
    horizon: (a, b) => (a.horizonTo ?? 0) - (b.horizonTo ?? 0) || (a.horizonFrom ?? 0) - (b.horizonFrom ?? 0),
    state: (a, b) => STATES[a.state] - STATES[b.state],
    reviewed: (a, b) => share(a) - share(b),
    tasks: (a, b) => a.tasks - b.tasks,
    targets: (a, b) => a.targets - b.targets,
    owner: (a, b) => names(a.owner.name, b.owner.name),
    imported: (a, b) => a.importedAt.localeCompare(b.importedAt),
  }
}
