import type { ColumnType, Generated } from 'kysely'

/** Tables of rules (migration 0010); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>

export interface RuleParameterTable {
  code: string
  definition: EngineColumn
  shipped: Generated<boolean>
  at: Moment
}
export interface RuleParameterValueTable {
  id: Generated<string>
  parameter: string
  valid: string
  known: Generated<string>
  value: EngineColumn
  clause: EngineColumn
  reason: string
  byId: string | null
  byName: string
}
export interface FactDeclarationTable {
  id: Generated<string>
  enterpriseId: string
  fact: string
  value: EngineColumn
  valid: string
  state: 'declared' | 'confirmed' | 'refused' | 'withdrawn' | 'replaced'
  note: string | null
  at: Moment
  byId: string | null
  byName: string
  decidedAt: MomentOrNull
  decidedById: string | null
  decidedByName: string | null
  decisionReason: string | null
  synthetic: Generated<boolean>
  version: Generated<number>
  txid: Generated<string>
}
export interface FactFileTable {
  id: Generated<string>
  enterpriseId: string
  declarationId: string | null
  digest: string
  name: string
  sizeBytes: number
  at: Moment
  byId: string
  byName: string
}

export interface RulesTables {
  ruleParameter: RuleParameterTable
  ruleParameterValue: RuleParameterValueTable
  factDeclaration: FactDeclarationTable
  factFile: FactFileTable
}
