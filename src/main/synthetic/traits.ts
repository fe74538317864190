import { chanceOf, randomFor } from './random.ts'

/**
 * What an enterprise is like for life: shares by name, drawn once. `near` gives a share of one period: the same for life but for
 * a few per cent, so that figures of one year look like those of the next.
 */
export interface Traits {
  between(name: string, from: number, to: number): number
  near(name: string, from: number, to: number, wobble?: number): number
  /** True for so many of all; for life. */
  is(name: string, share: number): boolean
}

export function traitsOf(seed: number, number: number, year: number): Traits {
  const between = (name: string, from: number, to: number): number =>
    from + (to - from) * chanceOf(seed, number, 'traits', keyOf(name))
  return {
    between,
    near: (name, from, to, wobble = 0.02) =>
      between(name, from, to) *
      (1 + wobble * (2 * chanceOf(seed, number, 'year', keyOf(name) * 31 + year) - 1)),
    is: (name, share) => chanceOf(seed, number, 'traits', keyOf(name)) < share,
  }
}

/** A stream for what is drawn in a period anew. */
export function yearRandom(seed: number, number: number, year: number): ReturnType<typeof randomFor> {
  return randomFor(seed, number, 'year', year)
}

const keys = new Map<string, number>()

/** FNV-1a of a short name, remembered: there are some sixty of them. */
function keyOf(name: string): number {
  const known = keys.get(name)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let place = 0; place < name.length; place += 1)
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193)
  keys.set(name, hash)
  return hash
}
