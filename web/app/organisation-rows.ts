import type { Organisation, OrganisationKind } from '#contract/registry'

export interface OrganisationRow {
  readonly organisation: Organisation
  /** 0 for members of the group itself, 1 and more for what belongs to the row above. */
  readonly depth: number
}

export interface OrganisationGroup {
  readonly kind: OrganisationKind
  readonly rows: readonly OrganisationRow[]
}

/** From the whole to its parts, then those it works with. */
const KINDS: readonly OrganisationKind[] = [
  'zone',
  'office',
  'park',
  'district',
  'department',
  'company',
  'area',
]

/**
 * The tree as a table: what hangs on the zone (or on nothing known) is grouped by kind; everything else stands indented
 * below its parent, whatever its kind. The zone is a group of its own. Siblings keep the order in which they came.
 */
export function groupOrganisations(organisations: readonly Organisation[]): OrganisationGroup[] {
  const byId = new Map(organisations.map((each) => [each.id, each]))
  const children = new Map<string, Organisation[]>()
  const tops: Organisation[] = []
  for (const each of organisations) {
    const parent = each.parentId === null ? undefined : byId.get(each.parentId)
    if (!parent || parent.kind === 'zone' || hangsOnItself(each, byId)) tops.push(each)
    else children.set(parent.id, [...(children.get(parent.id) ?? []), each])
  }
  const rowsFrom = (organisation: Organisation, depth: number): OrganisationRow[] => [
    { organisation, depth },
    ...(children.get(organisation.id) ?? []).flatMap((child) => rowsFrom(child, depth + 1)),
  ]
  return KINDS.map((kind) => ({
    kind,
    rows: tops.filter((top) => top.kind === kind).flatMap((top) => rowsFrom(top, 0)),
  })).filter(({ rows }) => rows.length > 0)
}

/** A ring of parents would never be reached from above; its members are shown at the top instead of being lost. */
function hangsOnItself(organisation: Organisation, byId: ReadonlyMap<string, Organisation>): boolean {
  const seen = new Set<string>()
  let at: Organisation | undefined = organisation
  while (at?.parentId) {
    if (seen.has(at.id)) return true
    seen.add(at.id)
    at = byId.get(at.parentId)
  }
  return false
}

/** By any of its names or codes; words in any order, upper and lower case alike. */
export function matchesOrganisation(organisation: Organisation, query: string): boolean {
  const { name, shortName, nameEn, code, adcode } = organisation
  const text = [name, shortName, nameEn, code, adcode ?? ''].join(' ').toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
