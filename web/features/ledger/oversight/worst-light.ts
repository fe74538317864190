import type { Light } from '#domain/ledger'

/** What is not counted says nothing about the others, so it is the least. */
const ORDER = ['red', 'yellow', 'green', 'grey'] as const satisfies readonly Light[]

/** The colour of several duties together: the worst of them; grey where none is counted. */
export function worstLight(lights: readonly Light[]): Light {
  return ORDER.find((light) => lights.includes(light)) ?? 'grey'
}

/** Order of rows, the worst first. */
export function compareLights(one: Light, other: Light): number {
  return ORDER.indexOf(one) - ORDER.indexOf(other)
}
