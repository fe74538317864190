/** One duty hangs below another, within a plan or across documents (一园一策). */
export interface DutyLink {
  readonly parentId: string
  readonly childId: string
}

export interface AddressedDuty {
  readonly id: string
  /** The parks that it is meant for. */
  readonly addressedTo: readonly string[]
}

export interface ParkDuty {
  readonly id: string
  /** The park whose plan it stands in. */
  readonly parkId: string
}

export interface UntakenDuty {
  readonly dutyId: string
  /** Parks that none of their duties takes it up for, in the order in which it addresses them. */
  readonly missing: readonly string[]
}

/**
 * Duties of the zone that the plan of some park they address does not take up. A park takes a duty up by a duty of its own
 * anywhere below it: also by way of a measure of the zone's plan. Only duties with a gap, in the order given.
 */
export function untakenDuties(
  zoneDuties: readonly AddressedDuty[],
  links: readonly DutyLink[],
  parkDuties: readonly ParkDuty[],
): UntakenDuty[] {
  const children = Map.groupBy(links, ({ parentId }) => parentId)
  const parkOf = new Map(parkDuties.map(({ id, parkId }) => [id, parkId]))
  return zoneDuties.flatMap(({ id, addressedTo }) => {
    const taken = parksBelow(id, children, parkOf)
    const missing = [...new Set(addressedTo)].filter((park) => !taken.has(park))
    return missing.length === 0 ? [] : [{ dutyId: id, missing }]
  })
}

function parksBelow(
  id: string,
  children: ReadonlyMap<string, readonly DutyLink[]>,
  parkOf: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const parks = new Set<string>()
  const seen = new Set([id])
  const open = [id]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { childId } of children.get(at) ?? []) {
      if (seen.has(childId)) continue
      seen.add(childId)
      open.push(childId)
      const park = parkOf.get(childId)
      if (park !== undefined) parks.add(park)
    }
  }
  return parks
}

/**
 * Ids of park duties that nobody ordered: no way up leads to a duty outside the parks' plans. A measure of an ordered duty
 * is ordered; a duty below one that only the park itself wrote is not.
 */
export function unorderedDuties(parkDuties: readonly ParkDuty[], links: readonly DutyLink[]): string[] {
  const own = new Set(parkDuties.map(({ id }) => id))
  const children = Map.groupBy(links, ({ parentId }) => parentId)
  const ordered = new Set<string>()
  const open = links.filter(({ parentId }) => !own.has(parentId)).map(({ childId }) => childId)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (ordered.has(at)) continue
    ordered.add(at)
    open.push(...(children.get(at) ?? []).map(({ childId }) => childId))
  }
  return [...own].filter((id) => !ordered.has(id))
}
