import type { ColumnType, Generated } from 'kysely'

/** Tables of matching, applications and payments (migration 0013); moments, dates and json as in schema.ts. */
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>
type EngineColumnOptional = ColumnType<unknown, string | undefined, string>

export interface EnterpriseMatchTable {
  enterpriseId: string
  judgedOn: string
  judgedAt: string
  rulesDigest: string
  qualified: string[]
  near: string[]
  undetermined: string[]
}
export interface PolicyDirectListTable {
  id: Generated<string>
  policyId: string
  policyVersionId: string
  onDay: string
  year: number
  count: number
  amount: number
  leftOut: EngineColumnOptional
  state: 'drawn' | 'sent' | 'dropped'
  at: string
  byId: string
  byName: string
  sentAt: MomentOrNull
  version: Generated<number>
}
export interface PolicyApplicationTable {
  id: Generated<string>
  policyId: string
  policyVersionId: string
  enterpriseId: string
  parkId: string | null
  procedure: 'direct' | 'fast' | 'ordinary'
  listId: string | null
  state: 'listed' | 'invited' | 'submitted' | 'approved' | 'rejected' | 'withdrawn' | 'declined' | 'paid'
  year: number
  onDay: string
  worked: number | null
  approved: number | null
  paid: Generated<number>
  facts: EngineColumn
  verdict: EngineColumn
  note: string | null
  caseId: string | null
  caseNumber: string | null
  synthetic: Generated<boolean>
  at: string
  byId: string | null
  byName: string
  checkedMark: string | null
  version: Generated<number>
}
export interface PolicyApplicationFileTable {
  id: Generated<string>
  enterpriseId: string
  applicationId: string | null
  evidence: string | null
  digest: string
  name: string
  sizeBytes: number
  at: string
  byId: string
  byName: string
}
export interface PolicyPaymentTable {
  id: Generated<string>
  applicationId: string
  amount: number
  paidOn: string
  reference: string
  despite: string | null
  at: string
  byId: string | null
  byName: string
  reversedAt: MomentOrNull
  reversedById: string | null
  reversedByName: string | null
  reversalReason: string | null
}
export interface PolicyFlagTable {
  id: Generated<string>
  applicationId: string
  kind: 'double-payment' | 'exclusive' | 'ceiling' | 'once' | 'facts-revised' | 'over-budget'
  detail: EngineColumn
  key: string
  state: Generated<'open' | 'accepted' | 'dismissed'>
  at: string
  decidedAt: MomentOrNull
  decidedById: string | null
  decidedByName: string | null
  decisionReason: string | null
}

export interface ApplicationTables {
  enterpriseMatch: EnterpriseMatchTable
  policyDirectList: PolicyDirectListTable
  policyApplication: PolicyApplicationTable
  policyApplicationFile: PolicyApplicationFileTable
  policyPayment: PolicyPaymentTable
  policyFlag: PolicyFlagTable
}
