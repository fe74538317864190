import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Json } from '#domain/kernel'

/** Tables of the ledger (migration 0003); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
type JsonbColumn = JSONColumnType<Record<string, Json>, string, string>
type EngineColumn = ColumnType<unknown, string, string>

type Visibility = 'organisation' | 'zone' | 'public'

export interface LedgerCodeTable {
  list: 'action' | 'carrier'
  code: string
  nameZh: string
  nameEn: string
  position: number
  sourceZh: string
  sourceEn: string
}
export interface LedgerClaimTable {
  code: string
  list: string
  columnCode: string | null
  counts: 'items' | 'rows'
  declared: number
  textZh: string
  textEn: string
  sourceZh: string
  sourceEn: string
}
export interface LedgerSettingTable {
  id: Generated<number>
  setting: string
  value: ColumnType<Json, string, never>
  reason: string
  byId: string
  byName: string
  at: ColumnType<string, string, never>
}
export interface DutyTable {
  id: Generated<string>
  serial: Generated<number>
  ownerId: string
  kind: Generated<'duty' | 'measure' | 'instance'>
  parentId: string | null
  title: string
  content: Generated<string>
  number: string | null
  source: 'plan' | 'register' | 'manual' | 'gap' | 'inspection' | 'alert'
  planId: string | null
  itemId: string | null
  documentId: string | null
  versionId: string | null
  startAt: number | null
  endAt: number | null
  quote: string | null
  documentTitle: string | null
  headingPath: Generated<string[]>
  categories: Generated<string[]>
  parkId: string | null
  leadId: string | null
  /** As in `dutySupport`, sorted. */
  supporting: Generated<string[]>
  personId: string | null
  personName: string | null
  startsOn: string | null
  dueOn: string | null
  duePrecision: Generated<
    'day' | 'month' | 'quarter' | 'half-year' | 'year' | 'plan-period' | 'periodic' | 'none'
  >
  dueText: string | null
  rhythm: 'week' | 'month' | 'quarter' | 'half-year' | 'year' | null
  period: string | null
  reportEvery: 'week' | 'month' | 'quarter' | 'half-year' | 'year' | null
  weight: Generated<number>
  rollUp: Generated<'own' | 'parts'>
  state: Generated<
    | 'unassigned'
    | 'assigned'
    | 'returned'
    | 'accepted'
    | 'in-progress'
    | 'reported'
    | 'verified'
    | 'closed'
    | 'suspended'
    | 'merged'
    | 'dropped'
  >
  stateSince: ColumnType<string, string, string>
  suspendedFrom: string | null
  progress: Generated<number>
  rolledProgress: Generated<number>
  overrideLight: 'green' | 'yellow' | 'red' | null
  overrideReason: string | null
  mergedInto: string | null
  light: Generated<'green' | 'yellow' | 'red' | 'grey'>
  flags: Generated<string[]>
  assessment: ColumnType<unknown, string | undefined, string>
  assessAgainOn: string | null
  reportDueOn: string | null
  assignedOn: string | null
  lastReportOn: string | null
  completedOn: string | null
  evidence: Generated<number>
  visibility: Generated<Visibility>
  forEvaluation: Generated<boolean>
  synthetic: Generated<boolean>
  createdAt: ColumnType<string, string, never>
  changedAt: ColumnType<string, string, string>
  version: Generated<number>
}
export interface DutySupportTable {
  dutyId: string
  organisationId: string
}
export interface DutyLinkTable {
  fromId: string
  toId: string
  kind: 'takes-up' | 'depends-on'
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
}
export interface DutyAddresseeTable {
  dutyId: string
  parkId: string
}
export interface DutyChangeTable {
  dutyId: string
  version: number
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  byOrganisationId: string | null
  act: string
  reason: string | null
  decisionReference: string | null
  decisionOn: string | null
  changed: JsonbColumn
  record: EngineColumn
}
export interface DutyReportTable {
  id: Generated<string>
  dutyId: string
  version: number
  kind: 'progress' | 'contribution' | 'completion'
  period: string | null
  percent: number | null
  text: string
  figures: EngineColumn
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  organisationId: string
}
export interface DutyFileTable {
  id: Generated<string>
  dutyId: string
  reportId: string | null
  digest: string
  name: string
  sizeBytes: number
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
}
export interface TargetTable {
  id: Generated<string>
  serial: Generated<number>
  ownerId: string
  planId: string | null
  itemId: string | null
  documentId: string | null
  versionId: string | null
  startAt: number | null
  endAt: number | null
  quote: string | null
  documentTitle: string | null
  indicator: string
  scope: string | null
  kind: Generated<'level' | 'growth'>
  comparator: 'gt' | 'ge' | 'lt' | 'le' | 'approx' | 'between' | 'eq'
  value: number
  value2: number | null
  unit: string
  year: number | null
  baseYear: number | null
  baseValue: number | null
  levelUnit: string
  path: Generated<'linear' | 'compound'>
  leadId: string | null
  standing: Generated<'met' | 'missed' | 'on-track' | 'at-risk' | 'off-track' | 'unknown'>
  visibility: Generated<Visibility>
  forEvaluation: Generated<boolean>
  synthetic: Generated<boolean>
  createdAt: ColumnType<string, string, never>
  changedAt: ColumnType<string, string, string>
  /** {indicator, scope, dimension, group} of statistics; null: its values are entered or reported. */
  follows: ColumnType<unknown, string | null | undefined, string | null>
  version: Generated<number>
}
export interface TargetActualTable {
  id: Generated<string>
  targetId: string
  year: number
  value: number
  low: number
  high: number
  sourceKind: 'entered' | 'document' | 'implied' | 'indicator'
  source: EngineColumn
  note: string | null
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  withdrawnAt: MomentOrNull
  withdrawnByName: string | null
  withdrawnReason: string | null
}
export interface TargetChangeTable {
  targetId: string
  version: number
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  act: string
  reason: string | null
  changed: JsonbColumn
}
export interface CoverageEntryTable {
  id: Generated<string>
  parkId: string
  carrier: string
  name: string
  since: string | null
  endedOn: string | null
  source: string
  synthetic: Generated<boolean>
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  version: Generated<number>
}
export interface AnnualListTable {
  id: Generated<string>
  organisationId: string
  year: number
  state: 'draft' | 'sent' | 'confirmed' | 'returned'
  note: string | null
  createdAt: ColumnType<string, string, never>
  sentAt: MomentOrNull
  answeredAt: MomentOrNull
  answeredByName: string | null
  version: Generated<number>
}
export interface AnnualItemTable {
  listId: string
  position: number
  dutyId: string | null
  title: string
  milestone: Generated<string>
  dueOn: string | null
  part: 'lead' | 'support' | 'own'
  struckReason: string | null
}
export interface AnnualChangeTable {
  listId: string
  version: number
  at: ColumnType<string, string, never>
  byId: string | null
  byName: string
  act: string
  reason: string | null
  changed: JsonbColumn
}
export interface InspectionTable {
  id: Generated<string>
  serial: Generated<number>
  ownerId: string
  kind: 'special' | 'comprehensive'
  title: string
  subject: Generated<string>
  fromOn: string
  toOn: string
  state: 'planned' | 'running' | 'found' | 'announced'
  announcedAt: MomentOrNull
  synthetic: Generated<boolean>
  createdAt: ColumnType<string, string, never>
  createdBy: string | null
  createdByName: string
  version: Generated<number>
}
export interface InspectionItemTable {
  id: Generated<string>
  inspectionId: string
  position: number
  organisationId: string
  dutyId: string | null
  text: string
  method: 'site' | 'paper'
  result: 'good' | 'adequate' | 'slow' | 'poor' | null
  finding: Generated<string>
  demand: Generated<string>
  demandBy: string | null
  foundAt: MomentOrNull
  foundByName: string | null
  caseId: string | null
  version: Generated<number>
}
export interface SupervisionProposalTable {
  id: Generated<string>
  dutyId: string
  cause: 'late' | 'stale' | 'off-track' | 'unanswered'
  params: ColumnType<Record<string, Json>, string | undefined, string>
  raisedOn: string
  state: Generated<'open' | 'confirmed' | 'dismissed' | 'passed'>
  caseId: string | null
  reason: string | null
  decidedAt: MomentOrNull
  decidedByName: string | null
}
export interface SavedViewTable {
  id: Generated<string>
  userId: string
  organisationId: string | null
  page: string
  name: string
  address: string
  createdAt: Moment
}

export interface LedgerTables {
  ledgerCode: LedgerCodeTable
  ledgerClaim: LedgerClaimTable
  ledgerSetting: LedgerSettingTable
  duty: DutyTable
  dutySupport: DutySupportTable
  dutyLink: DutyLinkTable
  dutyAddressee: DutyAddresseeTable
  dutyChange: DutyChangeTable
  dutyReport: DutyReportTable
  dutyFile: DutyFileTable
  target: TargetTable
  targetActual: TargetActualTable
  targetChange: TargetChangeTable
  coverageEntry: CoverageEntryTable
  annualList: AnnualListTable
  annualItem: AnnualItemTable
  annualChange: AnnualChangeTable
  inspection: InspectionTable
  inspectionItem: InspectionItemTable
  supervisionProposal: SupervisionProposalTable
  savedView: SavedViewTable
}
