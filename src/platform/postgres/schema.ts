import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Json } from '#domain/kernel'
import type { ApplicationTables } from './schema-applications.ts'
import type { CultivationTables } from './schema-cultivation.ts'
import type { EnterpriseTables } from './schema-enterprises.ts'
import type { EvaluationTables } from './schema-evaluation.ts'
import type { LedgerTables } from './schema-ledger.ts'
import type { PoliciesTables } from './schema-policies.ts'
import type { RulesTables } from './schema-rules.ts'
import type { StatisticsTables } from './schema-statistics.ts'

/**
 * The tables as Kysely sees them (camelCase through the plugin). Moments are ISO strings, dates `YYYY-MM-DD`.
 * Grows with the migrations.
 */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
type JsonbColumn = JSONColumnType<Record<string, Json>, string, string>
/** Values of an engine, written and read by one area, which knows their shape. */
type EngineColumn = ColumnType<unknown, string, string>

export interface OrganisationTable {
  id: Generated<string>
  code: string
  kind: 'zone' | 'office' | 'park' | 'district' | 'department' | 'company' | 'area'
  adcode: string | null
  longitude: number | null
  latitude: number | null
  outline: ColumnType<Json, string | null, string | null>
  source: string
}
export interface OrganisationNameTable {
  organisationId: string
  name: string
  shortName: string
  nameEn: string
  initials: string
  valid: Generated<string>
  source: string
}
export interface OrganisationParentTable {
  organisationId: string
  parentId: string
  valid: Generated<string>
  source: string
}
export interface OrganisationFactTable {
  organisationId: string
  code: string
  value: string
  asOf: string | null
  source: string
}
export interface UserAccountTable {
  id: Generated<string>
  login: string
  name: string
  organisationId: string | null
  passwordHash: string
  status: Generated<'active' | 'disabled'>
  failedSignIns: Generated<number>
  lockedUntil: MomentOrNull
  mustChangePassword: Generated<boolean>
  demo: Generated<boolean>
  lastSignInAt: MomentOrNull
  createdAt: Moment
  version: Generated<number>
}
export interface UserRoleTable {
  userId: string
  role: string
  grantedAt: Moment
  grantedBy: string | null
  administrative: ColumnType<number, never, never>
}
export interface UserSessionTable {
  tokenDigest: string
  userId: string
  csrfToken: string
  createdAt: Moment
  lastSeenAt: Moment
  expiresAt: ColumnType<string, string, string>
}
export interface AuditEntryTable {
  sequence: number
  at: ColumnType<string, string, never>
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  detail: JsonbColumn
  previous: string
  hash: string
  actId: string | null
}
export interface AuditActTable {
  number: Generated<number>
  id: string
  at: ColumnType<string, string, never>
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  detail: JsonbColumn
  seal: string
}
export interface AuditHeadTable {
  onlyRow: Generated<boolean>
  sequence: number
  hash: string
}
export interface JobTable {
  id: Generated<string>
  kind: 'document-import' | 'register-import' | 'filings-import' | 'evaluation-run' | 'enterprise-import'
  state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>
  done: Generated<number>
  total: Generated<number>
  note: string | null
  input: JsonbColumn
  result: ColumnType<Record<string, Json>, string | undefined, string>
  cancelRequested: Generated<boolean>
  createdBy: string
  createdAt: Moment
  startedAt: MomentOrNull
  finishedAt: MomentOrNull
}
export interface AttachmentTable {
  digest: string
  sizeBytes: number
  createdAt: Moment
}
export interface DocumentTable {
  id: Generated<string>
  ownerId: string
  title: string
  titleKey: string
  issuer: string | null
  documentNumber: string | null
  issuedOn: string | null
  horizonFrom: number | null
  horizonTo: number | null
  visibility: Generated<'organisation' | 'zone' | 'public'>
  synthetic: Generated<boolean>
  createdAt: Moment
}
export interface DocumentVersionTable {
  id: Generated<string>
  documentId: string
  ownerId: string
  no: number
  digest: string
  fileName: string
  mediaType: string
  encoding: string
  text: string
  characters: number
  extraction: JsonbColumn
  engine: string
  importedAt: Moment
  importedBy: string | null
  importedByName: string
  changedAt: Moment
}
export interface PlanItemTable {
  id: Generated<string>
  versionId: string
  ownerId: string
  kind: 'heading' | 'task' | 'target' | 'baseline' | 'constraint' | 'body' | 'citation'
  startAt: number
  endAt: number
  mentions: ColumnType<{ start: number; end: number }[], string | undefined, string>
  data: JsonbColumn
  suggested: ColumnType<Record<string, Json> | null, string | null | undefined, never>
  status: Generated<'suggested' | 'accepted' | 'edited' | 'added' | 'rejected' | 'superseded'>
  version: Generated<number>
  changedAt: MomentOrNull
  changedBy: string | null
  changedByName: string | null
}
export interface PlanItemChangeTable {
  id: Generated<number>
  versionId: string
  ownerId: string
  actId: string
  itemId: string
  action: string
  at: Moment
  byId: string | null
  byName: string
  before: ColumnType<Record<string, Json> | null, string | null, never>
  after: ColumnType<Record<string, Json> | null, string | null, never>
  undone: Generated<boolean>
}
export interface PlanTable {
  id: Generated<string>
  documentId: string
  versionId: string
  ownerId: string
  no: number
  title: string
  note: string | null
  visibility: 'organisation' | 'zone' | 'public'
  publishedAt: Moment
  publishedBy: string | null
  publishedByName: string
}
export interface PublishedItemTable {
  planId: string
  itemId: string
  kind: PlanItemTable['kind']
  startAt: number
  endAt: number
  mentions: ColumnType<{ start: number; end: number }[], string, never>
  data: JsonbColumn
  quote: string
  title: string
}

export interface WorkCalendarTable {
  code: string
  version: number
  calendar: EngineColumn
  loadedAt: Moment
}
export interface ProcedureDefinitionTable {
  code: string
  version: number
  definition: EngineColumn
  digest: string
  loadedAt: Moment
}
export interface ProcedureSettingTable {
  id: Generated<number>
  procedure: string
  setting: string
  value: EngineColumn
  reason: string
  byId: string
  byName: string
  at: Moment
}
export interface CaseNumberingTable {
  procedure: string
  year: number
  last: number
}
export interface ProcedureCaseTable {
  id: string
  procedure: string
  definitionVersion: number
  number: string | null
  title: string
  subject: string | null
  stage: 'draft' | 'open' | 'closed'
  outcome: string | null
  outcomeTone: 'good' | 'bad' | 'plain' | null
  initiatorId: string
  initiatorName: string
  initiatorOrganisationId: string
  originKind:
    'case' | 'plan-item' | 'duty' | 'inspection' | 'evaluation' | 'alert' | 'application' | 'service' | null
  originId: string | null
  parentId: string | null
  parentEvent: number | null
  parentItem: number | null
  parentActivation: string | null
  openedAt: Moment
  submittedAt: MomentOrNull
  closedAt: MomentOrNull
  sequence: number
  state: EngineColumn
  activeNodes: string[]
  measures: ColumnType<Record<string, boolean | null>, string, string>
  dimensions: ColumnType<Record<string, string>, string, string>
  nextTimerAt: MomentOrNull
  dueAt: MomentOrNull
  synthetic: Generated<boolean>
}
export interface CaseEventTable {
  caseId: string
  sequence: number
  at: Moment
  byId: string | null
  kind: string
  event: EngineColumn
}
export interface CasePartyTable {
  caseId: string
  party: string
  organisationId: string | null
  userId: string | null
  role: string | null
  copiedAt: MomentOrNull
  dueAt: Generated<MomentOrNull>
}
export interface CaseTaskTable {
  caseId: string
  activation: string
  seat: string
  node: string
  organisationId: string | null
  userId: string | null
  role: string | null
  roles: string[]
  since: Moment
  dueAt: Moment
  clock: string | null
  draft: Generated<boolean>
}
export interface CaseClockTable {
  caseId: string
  clock: string
  code: string
  procedure: string
  calendar: string
  calendarVersion: number
  rollTo: string | null
  rollToVersion: number | null
  activation: string | null
  owner: string
  ownerOrganisationId: string | null
  state: 'running' | 'paused' | 'stopped'
  startedAt: Moment
  stoppedAt: MomentOrNull
  dueAt: MomentOrNull
  usedMs: ColumnType<number | null, number | null, number | null>
  late: boolean | null
}
export interface CaseFileTable {
  caseId: string
  digest: string
  name: string
  sizeBytes: number
  at: Moment
  byId: string
  byName: string
}
export interface AbsenceTable {
  id: Generated<string>
  userId: string
  substituteId: string
  during: string
  reason: string
  ended: Generated<boolean>
  createdAt: Moment
}
export interface NoticeTable {
  id: Generated<number>
  caseId: string | null
  event: number | null
  message: string
  party: string
  /** Of what is not a case: what it tells of, and where to open it. */
  subjectKey: string | null
  subjectPath: string | null
  organisationId: string | null
  userId: string | null
  role: string | null
  textZh: string
  textEn: string
  at: Moment
}
export interface NoticeReadTable {
  userId: string
  noticeId: number
  readAt: Moment
}
export interface PersonSettingTable {
  userId: string
  email: string | null
  emailNotices: Generated<boolean>
  calendarToken: string | null
}
export interface WebhookTable {
  id: Generated<string>
  url: string
  note: Generated<string>
  secret: string
  active: Generated<boolean>
  createdAt: Moment
  createdBy: string
}
export interface OutboxMessageTable {
  id: Generated<string>
  channel: 'mail' | 'webhook'
  noticeId: number | null
  webhookId: string | null
  address: string
  payload: JsonbColumn
  key: string
  state: Generated<'waiting' | 'sent' | 'failed'>
  attempts: Generated<number>
  lastError: string | null
  createdAt: Moment
  sentAt: MomentOrNull
}
/** A view: people to whom work can be given. */
export interface PersonView {
  id: string
  name: string
  organisationId: string
  login: string
  roles: string[]
}

export interface Database
  extends
    LedgerTables,
    StatisticsTables,
    EvaluationTables,
    EnterpriseTables,
    RulesTables,
    CultivationTables,
    PoliciesTables,
    ApplicationTables {
  organisation: OrganisationTable
  organisationName: OrganisationNameTable
  organisationParent: OrganisationParentTable
  organisationFact: OrganisationFactTable
  userAccount: UserAccountTable
  userRole: UserRoleTable
  userSession: UserSessionTable
  auditAct: AuditActTable
  auditEntry: AuditEntryTable
  auditHead: AuditHeadTable
  job: JobTable
  attachment: AttachmentTable
  document: DocumentTable
  documentVersion: DocumentVersionTable
  planItem: PlanItemTable
  planItemChange: PlanItemChangeTable
  plan: PlanTable
  publishedItem: PublishedItemTable
  workCalendar: WorkCalendarTable
  procedureDefinition: ProcedureDefinitionTable
  procedureSetting: ProcedureSettingTable
  caseNumbering: CaseNumberingTable
  procedureCase: ProcedureCaseTable
  caseEvent: CaseEventTable
  caseParty: CasePartyTable
  caseTask: CaseTaskTable
  caseClock: CaseClockTable
  caseFile: CaseFileTable
  absence: AbsenceTable
  notice: NoticeTable
  noticeRead: NoticeReadTable
  personSetting: PersonSettingTable
  webhook: WebhookTable
  outboxMessage: OutboxMessageTable
  person: PersonView
}
