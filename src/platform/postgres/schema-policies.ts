import type { ColumnType, Generated } from 'kysely'

/** Tables of policies (migration 0012); moments, dates and json as in schema.ts. */
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>
type EngineColumnOrNull = ColumnType<unknown, string | null | undefined, string | null>

export interface PolicyTable {
  id: Generated<string>
  code: string
  ownerId: string | null
  shipped: Generated<boolean>
  createdAt: string
  currentVersionId: string | null
}
export interface PolicyVersionTable {
  id: Generated<string>
  policyId: string
  number: number
  state: 'draft' | 'proposed' | 'published' | 'withdrawn' | 'superseded'
  definition: EngineColumn
  digest: string
  words: string
  basedOn: string | null
  shipped: Generated<boolean>
  changeNote: string | null
  rowVersion: Generated<number>
  draftedAt: string
  draftedById: string | null
  draftedByName: string
  editors: Generated<string[]>
  changedAt: string
  changedByName: string
  proposedAt: MomentOrNull
  proposedById: string | null
  proposedByName: string | null
  returnedAt: MomentOrNull
  returnedByName: string | null
  returnReason: string | null
  publishedAt: MomentOrNull
  publishedById: string | null
  publishedByName: string | null
  withdrawnAt: MomentOrNull
  withdrawnById: string | null
  withdrawnByName: string | null
  withdrawalReason: string | null
}
export interface PolicyActTable {
  id: Generated<number>
  policyId: string
  versionId: string | null
  number: number
  act: 'draft' | 'save' | 'propose' | 'return' | 'publish' | 'supersede' | 'withdraw'
  reason: string | null
  detail: ColumnType<unknown, string | undefined, string>
  at: string
  byId: string | null
  byName: string
}
export interface PolicyCoverageTable {
  id: Generated<string>
  policyId: string
  parkId: string
  state: 'proposed' | 'pilot' | 'assessed' | 'spreading' | 'covered' | 'not-applicable'
  valid: string
  known: Generated<string>
  basis: string
  note: string | null
  byId: string | null
  byName: string
  synthetic: Generated<boolean>
}
export interface PolicyPilotTable {
  id: Generated<string>
  policyId: string
  title: string
  goals: string
  basis: string
  fromDay: string
  toDay: string
  state: 'proposed' | 'running' | 'evaluated' | 'extended' | 'adjusted' | 'stopped' | 'dropped'
  findings: EngineColumnOrNull
  evaluatedAt: MomentOrNull
  evaluatedByName: string | null
  evaluatedById: string | null
  decidedAt: MomentOrNull
  decidedByName: string | null
  decidedById: string | null
  decisionReason: string | null
  synthetic: Generated<boolean>
  at: string
  byId: string | null
  byName: string
  version: Generated<number>
}
export interface PolicyPilotParkTable {
  pilotId: string
  parkId: string
}
export interface PolicyPilotFileTable {
  id: Generated<string>
  pilotId: string
  digest: string
  name: string
  sizeBytes: number
  at: string
  byId: string
  byName: string
}
export interface SandboxEntryTable {
  id: Generated<string>
  enterpriseId: string
  parkId: string | null
  product: string
  scope: string
  riskLimits: string
  fromDay: string
  toDay: string
  state: 'applied' | 'admitted' | 'refused' | 'exited' | 'terminated' | 'withdrawn'
  conclusion: string | null
  synthetic: Generated<boolean>
  at: string
  byId: string | null
  byName: string
  decidedAt: MomentOrNull
  decidedByName: string | null
  version: Generated<number>
}
export interface SandboxObservationTable {
  id: Generated<string>
  entryId: string
  onDay: string
  kind: 'observation' | 'incident' | 'limit-exceeded' | 'report'
  words: string
  at: string
  byId: string | null
  byName: string
}
export interface PolicySimulationTable {
  id: Generated<string>
  policyId: string | null
  title: string
  onDay: string
  parkId: string | null
  request: EngineColumn
  result: EngineColumn
  baseDigest: string
  changedDigest: string
  rulesDigest: string
  factsAt: string
  enterprises: number
  at: string
  byId: string
  byName: string
}
export interface ParkIndustryTable {
  id: Generated<string>
  parkId: string
  industry: string
  role: 'leading' | 'cultivated'
  position: Generated<number>
  valid: string
  known: Generated<string>
  source: string
  reason: string | null
  synthetic: Generated<boolean>
  proposalId: string | null
  byId: string | null
  byName: string
}
export interface IndustryTable {
  code: string
  nameZh: string
  nameEn: string
  source: string
  shipped: Generated<boolean>
}
export interface LayoutProposalTable {
  id: Generated<string>
  title: string
  onDay: string
  request: EngineColumn
  result: EngineColumn
  at: string
  byId: string
  byName: string
}
export interface LayoutProposalParkTable {
  proposalId: string
  parkId: string
  changes: EngineColumn
  state: Generated<'open' | 'adopted' | 'declined'>
  fromDay: string | null
  reason: string | null
  decidedAt: MomentOrNull
  decidedById: string | null
  decidedByName: string | null
  version: Generated<number>
}

export interface PoliciesTables {
  policy: PolicyTable
  policyVersion: PolicyVersionTable
  policyAct: PolicyActTable
  policyCoverage: PolicyCoverageTable
  policyPilot: PolicyPilotTable
  policyPilotPark: PolicyPilotParkTable
  policyPilotFile: PolicyPilotFileTable
  sandboxEntry: SandboxEntryTable
  sandboxObservation: SandboxObservationTable
  policySimulation: PolicySimulationTable
  parkIndustry: ParkIndustryTable
  industry: IndustryTable
  layoutProposal: LayoutProposalTable
  layoutProposalPark: LayoutProposalParkTable
}
