import type { SchemeRow } from '#contract/evaluations'

export type SchemeFilter = Readonly<Partial<Record<'unitKind' | 'standing' | 'state' | 'words', string>>>

/** Schemes that fit what the address asks, those of the zone before those of evaluators, newest version first. */
export function filterSchemes(schemes: readonly SchemeRow[], wanted: SchemeFilter): readonly SchemeRow[] {
  const words = (wanted.words ?? '').trim().toLowerCase()
  return schemes
    .filter(
      (row) =>
        (!wanted.unitKind || row.unitKind === wanted.unitKind) &&
        (!wanted.standing || row.standing === wanted.standing) &&
        (!wanted.state || row.state === wanted.state) &&
        (words === '' ||
          [row.code, row.name.zh, row.name.en].some((text) => text.toLowerCase().includes(words))),
    )
    .toSorted(
      (a, b) =>
        Number(a.owner !== null) - Number(b.owner !== null) ||
        kindPlace(a) - kindPlace(b) ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : b.version - a.version),
    )
}

const KINDS = ['park', 'incubator', 'cluster']

function kindPlace({ unitKind }: SchemeRow): number {
  const place = KINDS.indexOf(unitKind)
  return place < 0 ? KINDS.length : place
}
