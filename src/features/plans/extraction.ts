import { z } from 'zod'
import type { Extraction } from '#domain/plan'

const isExtraction = z.custom<Extraction>(
  (value) => typeof value === 'object' && value !== null && 'tasks' in value && 'noise' in value,
)

/** What the engine once wrote into the version's row; only its outer shape is looked at again. */
export function toExtraction(column: unknown): Extraction {
  return isExtraction.parse(column)
}
