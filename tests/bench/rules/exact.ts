/** Rules of the bench by fractions of whole numbers: who is right where two engines differ. */
import type { BenchRule, Condition, Entity } from './workload.ts'

/** Every number of the bench has at most two digits after the point. */
const SCALE = 100

export function holdsExactly({ clauses }: BenchRule, entity: Entity): boolean {
  return clauses.every((clause) => clause.some((condition) => conditionHolds(condition, entity)))
}

function conditionHolds({ kind, fact, of, threshold, sectors }: Condition, entity: Entity): boolean {
  switch (kind) {
    case 'least':
      return whole(entity[fact]) >= whole(threshold)
    case 'most':
      return whole(entity[fact]) < whole(threshold)
    case 'share':
      // Divisors are greater than zero: fact / of * 100 >= threshold without dividing.
      return whole(entity[fact]) * 100n * BigInt(SCALE) >= whole(threshold) * whole(entity[of])
    case 'flag':
      return entity[fact] === true
    case 'sector':
      return sectors.includes(String(entity['行业']))
  }
}

/** A number of at most two digits after the point, in hundredths. */
function whole(value: Entity[string] | undefined): bigint {
  const hundredths = Math.round(Number(value) * SCALE)
  if (Number((hundredths / SCALE).toFixed(2)) !== value)
    throw new Error(`${String(value)} has more than two digits after the point`)
  return BigInt(hundredths)
}
