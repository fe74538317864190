import { sql } from 'kysely'
import type { Tx } from './store.ts'

interface Named {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly shortName: string
  readonly nameEn: string
}

/** How many names are offered for one that nobody bears. */
const NEAR = 3
/** Less in common than this is no suggestion. */
const LEAST_LIKE = 0.3

/** Bodies of the zone by the names that people write: full or short, in Chinese or English, whatever the spaces and widths. */
export class RegisterBodies {
  readonly #bodies: readonly Named[]
  readonly #byName = new Map<string, Named | null>()

  constructor(bodies: readonly Named[]) {
    this.#bodies = bodies
    // A full name says more than a short one; what two bear says nothing.
    for (const names of [(b: Named) => [b.name], (b: Named) => [b.shortName, b.nameEn]]) {
      const round = new Map<string, Named | null>()
      for (const body of bodies)
        for (const name of new Set(names(body).map(plain)))
          round.set(name, round.has(name) && round.get(name)?.id !== body.id ? null : body)
      for (const [name, body] of round) if (!this.#byName.has(name)) this.#byName.set(name, body)
    }
  }

  static async load(tx: Tx): Promise<RegisterBodies> {
    const { rows } = await sql<Named>`
      select o.id, o.kind, n.name, n.short_name as "shortName", n.name_en as "nameEn"
        from organisation o
        join organisation_name n on n.organisation_id = o.id and n.valid @> current_date
       where o.kind not in ('zone', 'area') order by o.code`.execute(tx)
    return new RegisterBodies(rows)
  }

  find(name: string, only?: 'park'): string | null {
    const body = this.#byName.get(plain(name)) ?? null
    return body === null || (only !== undefined && body.kind !== only) ? null : body.id
  }

  /**
   * Several names in one text, as written: at 、 and commas as at semicolons and line breaks, unless a body bears both sides in
   * its own name.
   */
  split(text: string): string[] {
    return text.split(/[；;\n\r]+/).flatMap((piece) => {
      const parts = piece.split(/([、，,])/)
      const names: string[] = []
      for (let from = 0; from < parts.length;) {
        let to = parts.length
        // The longest that is a name; a single part where none is.
        while (to > from + 1 && this.find(parts.slice(from, to).join('')) === null) to -= 2
        names.push(parts.slice(from, to).join('').trim())
        from = to + 1
      }
      return names.filter((name) => name !== '')
    })
  }

  isPark(id: string): boolean {
    return this.#bodies.some((body) => body.id === id && body.kind === 'park')
  }

  /** Short names most like one that nobody bears, the most like first. */
  near(name: string, only?: 'park'): string[] {
    const wanted = plain(name)
    return this.#bodies
      .filter(({ kind }) => (only === undefined ? kind !== 'enterprise' : kind === only))
      .map((body) => ({
        body,
        like: Math.max(
          ...[body.name, body.shortName, body.nameEn].map((one) => likeness(plain(one), wanted)),
        ),
      }))
      .filter(({ like }) => like >= LEAST_LIKE)
      .sort((a, b) => b.like - a.like)
      .slice(0, NEAR)
      .map(({ body }) => body.shortName)
  }
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}

/** Dice's coefficient of the characters that two names share, each counted as often as it stands. */
function likeness(a: string, b: string): number {
  const left = [...a]
  const rest = [...b]
  const length = left.length + rest.length
  if (length === 0) return 0
  let shared = 0
  for (const character of left) {
    const at = rest.indexOf(character)
    if (at < 0) continue
    rest.splice(at, 1)
    shared++
  }
  return (2 * shared) / length
}
