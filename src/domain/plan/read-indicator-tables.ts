import type { Range } from './quantities.ts'
import type { Reading } from './reading.ts'
import type { DocumentFacts, Figure } from './types.ts'

export interface IndicatorTables {
  readonly targets: readonly Figure[]
  readonly baselines: readonly Figure[]
  /** Clean offsets of the lines that were read as tables. */
  readonly ranges: readonly Range[]
}

export function readIndicatorTables(reading: Reading, facts: DocumentFacts): IndicatorTables {
  void reading
  void facts
  return { targets: [], baselines: [], ranges: [] }
}
