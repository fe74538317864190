import type { ColumnType, Generated } from 'kysely'

/** Tables of enterprises' files (migration 0009); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>

export interface EnterpriseRecordTable {
  id: string
  version: number
  enterpriseId: string
  kind: string
  /** daterange as text. */
  valid: string
  fields: EngineColumn
  confidential: string[]
  status: 'declared' | 'confirmed' | 'refused' | 'withdrawn'
  source: string
  note: string | null
  files: string[]
  saidById: string | null
  saidByName: string
  decidedAt: MomentOrNull
  decidedByName: string | null
  decisionReason: string | null
  act: 'declare' | 'add' | 'revise' | 'confirm' | 'refuse' | 'withdraw' | 'import' | 'demo'
  reason: string | null
  byId: string | null
  byName: string
  jobId: string | null
  synthetic: Generated<boolean>
  /** tstzrange as text. */
  known: ColumnType<string, string | undefined, string>
  txid: Generated<string>
}
export interface EnterpriseRecordConfidentialTable {
  id: string
  version: number
  enterpriseId: string
  fields: EngineColumn
}
export interface EnterpriseRecordFileTable {
  id: Generated<string>
  enterpriseId: string
  recordId: string | null
  digest: string
  name: string
  sizeBytes: number
  at: Moment
  byId: string
  byName: string
}
export interface EnterpriseMergerTable {
  id: Generated<string>
  survivorId: string
  duplicateId: string
  fromOn: string | null
  reason: string
  conflicts: EngineColumn
  at: Moment
  byId: string | null
  byName: string
  undoneAt: MomentOrNull
  undoneById: string | null
  undoneByName: string | null
  undoReason: string | null
}
export interface EnterpriseApartTable {
  oneId: string
  otherId: string
  reason: string
  at: Moment
  byId: string | null
  byName: string
}
export interface EnterpriseImportLineTable {
  jobId: string
  no: number
  sheet: string
  line: number
  outcome: 'add' | 'change' | 'same' | 'refuse'
  creditCode: string | null
  name: string | null
  enterpriseId: string | null
  changes: EngineColumn
  issues: EngineColumn
  digest: string | null
}
export interface EnterpriseNameTable {
  enterpriseId: string
  name: string
  plain: string
  initials: string
  current: boolean
  grams: string[]
}

export interface EnterpriseTables {
  enterpriseRecord: EnterpriseRecordTable
  enterpriseRecordConfidential: EnterpriseRecordConfidentialTable
  enterpriseRecordFile: EnterpriseRecordFileTable
  enterpriseMerger: EnterpriseMergerTable
  enterpriseApart: EnterpriseApartTable
  enterpriseImportLine: EnterpriseImportLineTable
  enterpriseName: EnterpriseNameTable
}
