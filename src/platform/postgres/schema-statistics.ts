import type { ColumnType, Generated } from 'kysely'

/** Tables of statistics (migration 0005); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>
type EngineColumnOptional = ColumnType<unknown, string | undefined, string>
type EngineColumnOrNull = ColumnType<unknown, string | null | undefined, string | null>
/** The writing transaction; set by the database on insert. */
type TransactionId = ColumnType<string, undefined, string>

export interface ClassificationCodeTable {
  list: 'industry' | 'field' | 'size' | 'rung' | 'cluster'
  code: string
  parent: string | null
  level: string
  nameZh: string
  nameEn: string
  position: number
  source: string
}
export interface EnterpriseTable {
  id: Generated<string>
  creditCode: string
  organisationId: string | null
  synthetic: Generated<boolean>
  createdAt: Moment
}
export interface EnterpriseStateTable {
  enterpriseId: string
  /** daterange as text: [2020-01-01,2022-07-01). */
  valid: string
  /** tstzrange as text. */
  known: ColumnType<string, string | undefined, string>
  name: string
  nameEn: string | null
  initials: Generated<string>
  status: 'active' | 'closed' | 'merged'
  successorId: string | null
  registrationParkId: string | null
  operationParkId: string | null
  registrationDistrictId: string | null
  operationDistrictId: string | null
  cluster: string | null
  address: string | null
  industry: string | null
  field: string | null
  sizeClass: string | null
  rung: string | null
  highTech: Generated<boolean>
  aboveScale: Generated<boolean>
  source: string
  reason: string | null
  byId: string | null
  byName: string
  txid: TransactionId
}
export interface StatisticsFormTable {
  code: string
  version: number
  rhythm: 'year' | 'quarter' | 'month'
  unit: 'enterprise' | 'park'
  validFrom: string
  definition: EngineColumn
  digest: string
  loadedAt: Moment
}
export interface StatisticsIndicatorTable {
  code: string
  version: Generated<number>
  definition: EngineColumn
  shipped: boolean
  byName: string
  at: Moment
}
export interface StatisticsPeriodTable {
  form: string
  period: string
  formVersion: number
  fromOn: string
  toOn: string
  opensOn: string
  dueOn: string
  lockedAt: MomentOrNull
  lockedByName: string | null
  version: Generated<number>
}
export interface StatisticsPeriodActTable {
  form: string
  period: string
  no: number
  act: 'planned' | 'due-changed' | 'lock' | 'reopen' | 'end-reopening'
  reason: string | null
  basis: string | null
  parkId: string | null
  unitId: string | null
  untilOn: string | null
  endedAt: MomentOrNull
  at: Moment
  byId: string | null
  byName: string
}
export interface StatisticsFilingTable {
  unitId: string
  form: string
  period: string
  enterpriseId: string | null
  parkUnitId: string | null
  formVersion: number
  parkId: string | null
  state: 'draft' | 'submitted' | 'returned' | 'approved' | 'accepted'
  final: Generated<boolean>
  figures: (number | null)[]
  words: (string | null)[]
  imputed: EngineColumnOptional
  errors: Generated<number>
  unexplained: Generated<number>
  explanations: EngineColumnOptional
  openQueries: Generated<number>
  submittedAt: MomentOrNull
  submittedByName: string | null
  late: boolean | null
  approvedAt: MomentOrNull
  approvedByName: string | null
  acceptedAt: MomentOrNull
  acceptedByName: string | null
  returnReason: string | null
  source: 'sheet' | 'import' | 'imputation' | 'demo'
  jobId: string | null
  knownFrom: MomentOrNull
  synthetic: Generated<boolean>
  changedAt: Moment
  version: Generated<number>
  txid: TransactionId
}
export interface StatisticsFilingPastTable {
  unitId: string
  form: string
  period: string
  no: number
  formVersion: number
  parkId: string | null
  figures: (number | null)[]
  words: (string | null)[]
  imputed: EngineColumnOptional
  knownFrom: Moment
  knownTo: Moment
  txid: TransactionId
}
export interface StatisticsFilingActTable {
  unitId: string
  form: string
  period: string
  no: number
  parkId: string | null
  act:
    | 'save'
    | 'submit'
    | 'withdraw'
    | 'return'
    | 'approve'
    | 'accept'
    | 'unapprove'
    | 'correct'
    | 'explain'
    | 'import'
    | 'impute'
  reason: string | null
  changed: EngineColumnOptional
  at: Moment
  byId: string | null
  byName: string
}
export interface StatisticsQueryTable {
  id: Generated<string>
  unitId: string
  form: string
  period: string
  parkId: string | null
  field: string | null
  state: Generated<'open' | 'answered' | 'closed'>
  at: Moment
  byId: string | null
  byName: string
  organisationId: string | null
  closedAt: MomentOrNull
}
export interface StatisticsQueryMessageTable {
  queryId: string
  no: number
  side: 'asker' | 'filer'
  text: string
  at: Moment
  byId: string | null
  byName: string
}
export interface StatisticsChaseTable {
  form: string
  period: string
  unitId: string
  no: number
  parkId: string | null
  note: Generated<string>
  at: Moment
  byId: string | null
  byName: string
}
export interface StatisticsWatchTable {
  code: string
  kind: 'outlier' | 'warning'
  definition: EngineColumn
  enabled: Generated<boolean>
  tested: EngineColumnOrNull
  testedVersion: number | null
  byName: string
  at: Moment
  version: Generated<number>
}
export interface StatisticsWatchChangeTable {
  code: string
  no: number
  act: 'add' | 'change' | 'test' | 'enable' | 'disable'
  definition: EngineColumn
  at: Moment
  byName: string
}
export interface StatisticsAlertTable {
  id: Generated<string>
  serial: Generated<number>
  watch: string
  watchVersion: number
  watchDefinition: EngineColumn
  indicator: string
  dimension: string
  groupCode: string
  period: string
  level: 'notice' | 'warning' | 'alarm'
  numbers: EngineColumn
  ownerId: string
  state: Generated<'held' | 'open' | 'acknowledged' | 'task' | 'case' | 'closed'>
  dutyId: string | null
  caseId: string | null
  closeReason: string | null
  raisedAt: Moment
  version: Generated<number>
}
export interface StatisticsAlertActTable {
  alertId: string
  no: number
  act: 'raise' | 'release' | 'acknowledge' | 'task' | 'case' | 'close'
  reason: string | null
  at: Moment
  byId: string | null
  byName: string
}
export interface StatisticsReleaseTable {
  id: Generated<string>
  serial: Generated<number>
  titleZh: string
  titleEn: string
  rhythm: 'year' | 'quarter' | 'month'
  period: string
  dataAsOf: Moment
  state: Generated<'draft' | 'published'>
  content: EngineColumn
  note: Generated<string>
  synthetic: Generated<boolean>
  createdAt: Moment
  byId: string | null
  byName: string
  publishedAt: MomentOrNull
  publishedByName: string | null
  version: Generated<number>
}
export interface PublishedObservationTable {
  indicator: string
  scope: 'registration' | 'operation'
  dimension: string
  groupCode: string
  period: string
  knownFrom: Moment
  knownTo: MomentOrNull
  value: number | null
  unit: string
  entities: number | null
  status: 'A' | 'C' | 'E'
  releaseId: string
}
export interface PublishedSeriesTable {
  position: number
  organisationId: string | null
  subjectZh: string
  subjectEn: string
  nameZh: string
  nameEn: string
  indicator: string | null
  period: string
  accumulated: boolean
  value: number
  unit: string
  qualifier: string | null
  changeValue: number | null
  changeUnit: string | null
  populationZh: string | null
  populationEn: string | null
  scope: string | null
  source: string
  sourceUrl: string | null
  status: string
}

export interface StatisticsTables {
  classificationCode: ClassificationCodeTable
  enterprise: EnterpriseTable
  enterpriseState: EnterpriseStateTable
  statisticsForm: StatisticsFormTable
  statisticsIndicator: StatisticsIndicatorTable
  statisticsPeriod: StatisticsPeriodTable
  statisticsPeriodAct: StatisticsPeriodActTable
  statisticsFiling: StatisticsFilingTable
  statisticsFilingPast: StatisticsFilingPastTable
  statisticsFilingAct: StatisticsFilingActTable
  statisticsQuery: StatisticsQueryTable
  statisticsQueryMessage: StatisticsQueryMessageTable
  statisticsChase: StatisticsChaseTable
  statisticsWatch: StatisticsWatchTable
  statisticsWatchChange: StatisticsWatchChangeTable
  statisticsAlert: StatisticsAlertTable
  statisticsAlertAct: StatisticsAlertActTable
  statisticsRelease: StatisticsReleaseTable
  publishedObservation: PublishedObservationTable
  publishedSeries: PublishedSeriesTable
}
