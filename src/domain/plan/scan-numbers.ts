import { findNameMasks, isInside, mergeRanges } from './name-masks.ts'
import { passagesOf } from './passages.ts'
import type { Passage } from './passages.ts'
import { findTimes } from './periods.ts'
import type { TimeMention } from './periods.ts'
import { findQuantities } from './quantities.ts'
import type { Quantity } from './quantities.ts'
import type { Reading } from './reading.ts'
import type { Structure } from './structure.ts'

/** A passage with its times and its numbers, those in names left out. */
export interface ScannedPassage {
  readonly passage: Passage
  readonly times: readonly TimeMention[]
  readonly quantities: readonly Quantity[]
}

/** Figures and rules read the same numbers: the scan of a structure is kept as long as the structure is. */
const scans = new WeakMap<Structure, readonly ScannedPassage[]>()

export function scanNumbers(reading: Reading, structure: Structure): readonly ScannedPassage[] {
  const known = scans.get(structure)
  if (known !== undefined) return known
  const scanned = passagesOf(reading, structure).map((passage) => scan(reading.clean, passage))
  scans.set(structure, scanned)
  return scanned
}

function scan(text: string, passage: Passage): ScannedPassage {
  const names = mergeRanges(numberOfHeading(passage), findNameMasks(text, passage.from, passage.to))
  const times = findTimes(text, passage.from, passage.to).filter((time) => !isInside(names, time.from))
  const quantities = findQuantities(text, passage.from, passage.to, mergeRanges(names, times))
  return { passage, times, quantities: isDump(passage, quantities.length) ? [] : quantities }
}

/** A dump of numbers and no sentence: figures need words around them, and reading each of them for nothing takes long. */
function isDump({ from, to }: Passage, count: number): boolean {
  return count > 500 && (to - from) / count < 8
}

/** `11.` of 11.121人才梯队 is no number of the text. */
function numberOfHeading({ heading, from }: Passage): { from: number; to: number }[] {
  if (heading === null || heading.number === null || heading.from < from) return []
  return [{ from: heading.from, to: heading.from + heading.number.length }]
}
