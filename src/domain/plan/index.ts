export type * from './types.ts'
export type { Reading, Line } from './reading.ts'
export type { Structure, SectionRole } from './structure.ts'
