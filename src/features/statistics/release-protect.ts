/**
 * What of a release is kept back. Within one release the engine's suppression hides small and dominated cells and enough others;
 * here it is applied to all cuts that share the zone's total, and to what earlier releases of the same period have told: what was
 * published before and is unchanged hides nothing, what was kept back before stays so. An audit over all sums closes it.
 * docs/methods/publication.md tells rules and limits.
 */
import {
  isSensitive,
  recoverable,
  suppressList,
  type SumRelation,
  type SuppressibleCell,
  type Suppression,
  type SuppressionRule,
} from '#domain/indicators'

export type KeptBack = 'few' | 'dominated' | 'complementary' | 'earlier' | 'related' | null

/** What was published of one number before, whenever. */
export interface Past {
  readonly keptBack: boolean
  /** The number as it would be published now has been published already. */
  readonly told: boolean
}

export interface ProtectableCell {
  readonly figure: SuppressibleCell
  readonly past: Past
  /** A figure that would tell this one is kept back: of a ratio, one of its terms. */
  readonly related: boolean
}

/** One indicator in one period: the zone, and its parts by each cut. */
export interface Sheet {
  /** The parts of each cut add up to the total. */
  readonly additive: boolean
  readonly total: ProtectableCell
  readonly cuts: readonly (readonly ProtectableCell[])[]
}

export interface ProtectedSheet {
  readonly total: KeptBack
  readonly cuts: readonly (readonly KeptBack[])[]
  /** Numbers that could be computed all the same: none, or the release must not be published. */
  readonly recoverable: number
}

export function protectSheet(sheet: Sheet, rule: SuppressionRule): ProtectedSheet {
  if (!sheet.additive)
    return {
      total: alone(sheet.total, rule),
      cuts: sheet.cuts.map((cells) => cells.map((cell) => alone(cell, rule))),
      recoverable: 0,
    }
  return new AdditiveSheet(sheet, rule).protect()
}

/** Of a number in no sum. What is told already cannot be taken back. */
function alone({ figure, past, related }: ProtectableCell, rule: SuppressionRule): KeptBack {
  if (past.told) return null
  if (isSensitive(figure, rule)) return reasonOf(figure, rule)
  return related ? 'related' : past.keptBack ? 'earlier' : null
}

function reasonOf(figure: SuppressibleCell, rule: SuppressionRule): KeptBack {
  return figure.entities < rule.minimumEntities ? 'few' : 'dominated'
}

/** Rounds end because every one hides more. */
class AdditiveSheet {
  private readonly sheet: Sheet
  private readonly rule: SuppressionRule
  /** Hidden for a reason that no sum gives; by cut, −1 the total. */
  private readonly forced = new Map<string, KeptBack>()

  constructor(sheet: Sheet, rule: SuppressionRule) {
    this.sheet = sheet
    this.rule = rule
  }

  protect(): ProtectedSheet {
    for (;;) {
      const result = this.suppress()
      if (this.hideTotal(result) || this.hideTwins(result)) continue
      const found = this.audit(result)
      if (found.length === 0 || !this.hideMore(found, result)) return { ...result, recoverable: found.length }
    }
  }

  private suppress(): Omit<ProtectedSheet, 'recoverable'> {
    const { total, cuts } = this.sheet
    const marked = cuts.map((cells, cut) =>
      suppressList(
        cells.map((cell, place) => this.asPart(cell, cut, place)),
        this.asPart(total, -1, 0),
        this.rule,
      ),
    )
    const totals = marked.map((one) => one.total)
    const ofTotal: Suppression = totals.includes('primary')
      ? 'primary'
      : totals.includes('complementary')
        ? 'complementary'
        : null
    return {
      total: marked.length === 0 ? this.ownReason(total, -1, 0) : this.reason(total, -1, 0, ofTotal),
      cuts: cuts.map((cells, cut) =>
        cells.map((cell, place) => this.reason(cell, cut, place, marked[cut]?.cells[place] ?? null)),
      ),
    }
  }

  /** What the engine shall see: a number that is told already hides nothing and needs no hiding. */
  private asPart(cell: ProtectableCell, cut: number, place: number): SuppressibleCell {
    if (cell.past.told) return { value: 0, entities: 0, topOne: null, topTwo: null }
    // Just sensitive: one more beside it and the sum of both is not.
    const few = Math.max(1, this.rule.minimumEntities - 1)
    const isForced = this.ownReason(cell, cut, place) !== null
    return isForced ? { ...cell.figure, entities: Math.min(few, cell.figure.entities || few) } : cell.figure
  }

  private ownReason(cell: ProtectableCell, cut: number, place: number): KeptBack {
    if (cell.past.told) return null
    if (isSensitive(cell.figure, this.rule)) return reasonOf(cell.figure, this.rule)
    if (cell.past.keptBack) return 'earlier'
    if (cell.related) return 'related'
    return this.forced.get(`${cut}:${place}`) ?? null
  }

  private reason(cell: ProtectableCell, cut: number, place: number, mark: Suppression): KeptBack {
    if (mark === null || cell.past.told) return null
    return this.ownReason(cell, cut, place) ?? 'complementary'
  }

  /** A total that one cut hides is hidden in all. */
  private hideTotal({ total }: Omit<ProtectedSheet, 'recoverable'>): boolean {
    return total === 'complementary' && this.force(-1, 0)
  }

  /** The same enterprises under another name: a field that consists of one division. What hides one hides the other. */
  private hideTwins({ cuts }: Omit<ProtectedSheet, 'recoverable'>): boolean {
    const hidden = new Set<string>()
    this.sheet.cuts.forEach((cells, cut) =>
      cells.forEach(({ figure }, place) => {
        if (cuts[cut]?.[place] !== null && figure.entities > 0) hidden.add(fingerprint(figure))
      }),
    )
    let changed = false
    this.sheet.cuts.forEach((cells, cut) =>
      cells.forEach(({ figure, past }, place) => {
        if (cuts[cut]?.[place] !== null || past.told || !hidden.has(fingerprint(figure))) return
        if (figure.entities > 0 && this.force(cut, place)) changed = true
      }),
    )
    return changed
  }

  private force(cut: number, place: number): boolean {
    const key = `${cut}:${place}`
    if (this.forced.has(key)) return false
    this.forced.set(key, 'complementary')
    return true
  }

  /** Places of hidden numbers that the rest gives away: [cut, place]. */
  private audit({ total, cuts }: Omit<ProtectedSheet, 'recoverable'>): [number, number][] {
    const places: [number, number][] = [[-1, 0]]
    const hidden = [total !== null]
    const relations: SumRelation[] = cuts.map((marks, cut) => ({
      total: 0,
      parts: marks.map((mark, place) => {
        places.push([cut, place])
        hidden.push(mark !== null)
        return places.length - 1
      }),
    }))
    return recoverable(relations, hidden).map((index) => places[index] ?? [-1, 0])
  }

  /** What was told before may leave a sum too thin: then all of it that was not told is hidden, last the total. */
  private hideMore(
    found: readonly (readonly [number, number])[],
    { cuts }: Omit<ProtectedSheet, 'recoverable'>,
  ): boolean {
    let changed = false
    for (const cut of new Set(found.map(([cut]) => cut)))
      for (const [place] of (cuts[cut] ?? []).entries())
        if (this.sheet.cuts[cut]?.[place]?.past.told === false && cuts[cut]?.[place] === null)
          changed = this.force(cut, place) || changed
    return changed || (!this.sheet.total.past.told && this.force(-1, 0))
  }
}

function fingerprint({ value, entities }: SuppressibleCell): string {
  return `${String(value)}/${entities}`
}
