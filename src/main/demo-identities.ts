import { createHash } from 'node:crypto'
import { TIMEKEEPER, type Caller } from '#platform/http'
import type { SyntheticZone } from './synthetic/index.ts'

/** Who loads the invented population. */
export const LOADER: Caller = { ...TIMEKEEPER, name: '演示数据' }

const enterpriseIds = new WeakMap<SyntheticZone, Map<number, string>>()

/** The same for the same population, so that a second loading of it gives the same rows. */
export function enterpriseId(zone: SyntheticZone, number: number): string {
  const known = enterpriseIds.get(zone) ?? new Map<number, string>()
  enterpriseIds.set(zone, known)
  const id =
    known.get(number) ??
    uuidOf(`${String(zone.count)}/${String(zone.parameters.seed)}/enterprise/${String(number)}`)
  known.set(number, id)
  return id
}

/** A version 8 UUID made of a digest. */
export function uuidOf(text: string): string {
  const hex = createHash('md5').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20)}`
}
