import type { ColumnType, Generated } from 'kysely'

/** Tables of cultivation (migration 0011); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>

export interface LadderDefinitionTable {
  code: string
  version: number
  definition: EngineColumn
  digest: string
  loadedAt: Moment
}
export interface LadderChoiceTable {
  id: Generated<number>
  ladder: string
  rung: string
  condition: string
  off: boolean
  reason: string
  at: Moment
  byId: string
  byName: string
}
export interface LadderRoundTable {
  ladder: string
  onDay: string
  computedAt: ColumnType<string, string, string>
  inputs: string
  enterprises: number
}
export interface LadderStandingTable {
  ladder: string
  enterpriseId: string
  onDay: string
  held: string | null
  marks: string[]
  attainable: string | null
  next: string | null
  answer: 'yes' | 'no' | 'undetermined' | null
  near: boolean
  reminders: string[]
  registrationParkId: string | null
  operationParkId: string | null
  registrationDistrictId: string | null
  industry: string | null
  field: string | null
  sizeClass: string | null
}
export interface LadderStandingDetailTable {
  ladder: string
  enterpriseId: string
  distance: number | null
  lacking: EngineColumn
  missing: EngineColumn
  missingMore: number
  missingFrom: string[]
  points: ColumnType<unknown, string | null, string | null>
  pointsLow: number | null
  madeFrom: string | null
  registrationParkId: string | null
  operationParkId: string | null
}
export interface LadderYearTable {
  ladder: string
  year: number
  enterpriseId: string
  held: string | null
  registrationParkId: string | null
  operationParkId: string | null
  registrationDistrictId: string | null
  industry: string | null
}
export interface QualificationEndTable {
  enterpriseId: string
  qualification: string
  number: Generated<string>
  untilOn: string
  toldAt: MomentOrNull
  toldDays: number | null
  registrationParkId: string | null
  operationParkId: string | null
  registrationDistrictId: string | null
}
export interface CultivationEntryTable {
  id: Generated<string>
  enterpriseId: string
  ladder: string
  target: string
  state: Generated<'active' | 'promoted' | 'left'>
  since: string
  endedOn: string | null
  reason: string | null
  stewardId: string | null
  stewardName: string | null
  note: string | null
  synthetic: Generated<boolean>
  addedAt: Moment
  addedById: string | null
  addedByName: string
  version: Generated<number>
}
export interface CultivationActTable {
  entryId: string
  no: number
  act: 'add' | 'change' | 'promote' | 'leave'
  reason: string | null
  changes: EngineColumn
  at: ColumnType<string, string, string>
  byId: string | null
  byName: string
}
export interface StewardAssignmentTable {
  id: Generated<string>
  enterpriseId: string
  kind: 'government' | 'enterprise'
  userId: string | null
  name: string
  /** daterange as text. */
  valid: string
  reason: string | null
  synthetic: Generated<boolean>
  at: Moment
  byId: string | null
  byName: string
  version: Generated<number>
}
export interface StewardTelephoneTable {
  assignmentId: string
  enterpriseId: string
  telephone: string
}
export interface ServicePackTable {
  code: string
  version: number
  definition: EngineColumn
  digest: string
  loadedAt: Moment
}
export interface PackAssignmentTable {
  id: Generated<string>
  enterpriseId: string
  pack: string
  packVersion: number
  /** daterange as text. */
  valid: string
  note: string | null
  reason: string | null
  synthetic: Generated<boolean>
  at: Moment
  byId: string | null
  byName: string
  version: Generated<number>
}
export interface ServiceRequestTable {
  caseId: string
  enterpriseId: string
  assignmentId: string
  item: string
  at: ColumnType<string, string, string>
  byId: string
  byName: string
}
export interface ServiceVisitTable {
  id: Generated<string>
  enterpriseId: string
  onDay: string
  kind: 'visit' | 'call' | 'meeting' | 'online'
  result: 'solved' | 'partly' | 'unsolved' | 'nothing-asked'
  note: string | null
  caseId: string | null
  nextOn: string | null
  synthetic: Generated<boolean>
  at: Moment
  byId: string | null
  byName: string
}
export interface PointsTableTable {
  id: Generated<string>
  version: Generated<number>
  definition: EngineColumn
  digest: string
  state: 'draft' | 'published' | 'withdrawn'
  shipped: Generated<boolean>
  example: boolean
  validFrom: string
  at: ColumnType<string, string, string>
  byId: string | null
  byName: string
  publishedAt: MomentOrNull
  publishedById: string | null
  publishedByName: string | null
  rowVersion: Generated<number>
}
export interface ConsentTable {
  id: Generated<string>
  serial: Generated<number>
  enterpriseId: string
  receiverName: string
  receiverCode: string | null
  parts: string[]
  facts: string[]
  purpose: string
  fromOn: string
  untilOn: string
  givenAt: ColumnType<string, string, string>
  givenById: string | null
  givenByName: string
  withdrawnAt: MomentOrNull
  withdrawnReason: string | null
  withdrawnById: string | null
  synthetic: Generated<boolean>
  version: Generated<number>
}
export interface ConsentSharingTable {
  id: Generated<string>
  consentId: string
  enterpriseId: string
  parts: string[]
  facts: string[]
  onDay: string
  package: string
  digest: string
  at: ColumnType<string, string, string>
  byId: string | null
  byName: string
  byOrganisation: string | null
  synthetic: Generated<boolean>
}

export interface CultivationTables {
  ladderDefinition: LadderDefinitionTable
  ladderChoice: LadderChoiceTable
  ladderRound: LadderRoundTable
  ladderStanding: LadderStandingTable
  ladderStandingDetail: LadderStandingDetailTable
  ladderYear: LadderYearTable
  qualificationEnd: QualificationEndTable
  cultivationEntry: CultivationEntryTable
  cultivationAct: CultivationActTable
  stewardAssignment: StewardAssignmentTable
  stewardTelephone: StewardTelephoneTable
  servicePack: ServicePackTable
  packAssignment: PackAssignmentTable
  serviceRequest: ServiceRequestTable
  serviceVisit: ServiceVisitTable
  pointsTable: PointsTableTable
  consent: ConsentTable
  consentSharing: ConsentSharingTable
}
