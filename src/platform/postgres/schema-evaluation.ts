import type { ColumnType, Generated } from 'kysely'

/** Tables of evaluation (migration 0008); moments, dates and json as in schema.ts. */
type Moment = ColumnType<string, string | undefined, string>
type MomentOrNull = ColumnType<string | null, string | null | undefined, string | null>
/** json columns: parsed when read, text when written. */
type EngineColumn = ColumnType<unknown, string, string>
type EngineColumnOptional = ColumnType<unknown, string | undefined, string>
type EngineColumnOrNull = ColumnType<unknown, string | null | undefined, string | null>

export interface EvaluationSchemeTable {
  id: Generated<string>
  code: string
  version: number
  ownerId: string | null
  state: 'draft' | 'published'
  unitKind: string
  rhythm: 'year' | 'quarter' | 'month'
  standing: 'official' | 'assumed' | 'own' | 'incomplete'
  definition: EngineColumn
  digest: string
  shipped: Generated<boolean>
  basedOn: string | null
  changeNote: string | null
  rowVersion: Generated<number>
  createdAt: Moment
  byId: string | null
  byName: string
  changedAt: Moment
  changedByName: string
  publishedAt: MomentOrNull
  publishedById: string | null
  publishedByName: string | null
}
export interface EvaluationUnitTable {
  kind: string
  code: string
  nameZh: string
  nameEn: string
  parkId: string | null
  groups: EngineColumnOptional
  position: Generated<number>
  source: string
  synthetic: Generated<boolean>
}
export interface EvaluationGroupTable {
  kind: string
  groupingCode: string
  code: string
  nameZh: string
  nameEn: string
  position: Generated<number>
}
export interface EvaluationFactTable {
  id: Generated<string>
  kind: string
  unit: string
  columnCode: string
  period: string
  member: Generated<string>
  memberName: string | null
  value: number
  source: string
  standing: 'reported' | 'published' | 'derived' | 'assumed' | 'synthetic' | 'score'
  /** tstzrange as text. */
  known: ColumnType<string, string | undefined, string>
  byId: string | null
  byName: string
}
export interface EvaluationSupportRuleTable {
  code: string
  version: number
  definition: EngineColumn
  digest: string
  shipped: boolean
  at: Moment
  byName: string
}
export interface EvaluationRoundTable {
  id: Generated<string>
  schemeId: string
  schemeCode: string
  unitKind: string
  period: string
  title: string
  state: Generated<
    'planned' | 'frozen' | 'computed' | 'review' | 'reviewed' | 'confirmed' | 'published' | 'abandoned'
  >
  freezeOn: string
  reviewFrom: string
  reviewTo: string
  confirmOn: string
  publishOn: string
  snapshotId: string | null
  runId: string | null
  runById: string | null
  confirmedById: string | null
  confirmedByName: string | null
  confirmedAt: MomentOrNull
  publishedAt: MomentOrNull
  supportRule: string | null
  supportRuleVersion: number | null
  poolWan: number | null
  version: Generated<number>
  createdAt: Moment
  byId: string | null
  byName: string
}
export interface EvaluationRoundActTable {
  roundId: string
  no: number
  act: string
  reason: string | null
  detail: EngineColumnOptional
  at: string
  byId: string | null
  byName: string
}
export interface EvaluationSnapshotTable {
  id: Generated<string>
  roundId: string | null
  schemeId: string
  period: string
  no: number
  asOf: string
  data: EngineColumn
  sources: EngineColumn
  digest: string
  reason: string | null
  at: string
  byId: string | null
  byName: string
}
export interface EvaluationRunTable {
  id: Generated<string>
  serial: Generated<number>
  kind: 'official' | 'trial' | 'variant'
  roundId: string | null
  schemeId: string
  definition: EngineColumn
  snapshotId: string
  ownerId: string | null
  name: string | null
  options: EngineColumn
  schemeDigest: string
  dataDigest: string
  engineVersion: string
  jobId: string | null
  state: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>
  issues: EngineColumnOrNull
  result: EngineColumnOrNull
  uncertainty: EngineColumnOrNull
  resultDigest: string | null
  milliseconds: number | null
  at: string
  finishedAt: MomentOrNull
  byId: string | null
  byName: string
}
export interface EvaluationStandingTable {
  runId: string
  unit: string
  name: string
  parkId: string | null
  score: number | null
  rank: number | null
  groupRank: number | null
  grade: string | null
  rankLow: number | null
  rankHigh: number | null
  gradeShares: EngineColumnOptional
  own: EngineColumn
}
export interface EvaluationObjectionTable {
  id: Generated<string>
  serial: Generated<number>
  roundId: string
  runId: string
  unit: string
  parkId: string
  columnCode: string
  period: string
  currentValue: number | null
  claimedValue: number | null
  reason: string
  state: Generated<'open' | 'accepted' | 'rejected' | 'withdrawn'>
  newValue: number | null
  answer: string | null
  answeredAt: MomentOrNull
  answeredById: string | null
  answeredByName: string | null
  snapshotId: string | null
  version: Generated<number>
  at: string
  byId: string | null
  byName: string
}
export interface EvaluationFileTable {
  id: Generated<string>
  roundId: string
  parkId: string
  objectionId: string | null
  digest: string
  name: string
  sizeBytes: number
  at: string
  byId: string | null
  byName: string
}
export interface EvaluationDecisionTable {
  id: Generated<string>
  serial: Generated<number>
  roundId: string
  runId: string
  unit: string
  parkId: string | null
  grade: string | null
  tier: string
  consequence: 'support' | 'none' | 'rectification'
  amountWan: number | null
  ruleCode: string
  ruleVersion: number
  evidence: EngineColumn
  note: string | null
  state: Generated<'proposed' | 'decided'>
  decidedAt: MomentOrNull
  decidedById: string | null
  decidedByName: string | null
  caseId: string | null
  caseNumber: string | null
  outcome:
    | 'lifted'
    | 'revoked'
    | 'support-withdrawn'
    | 'exited'
    | 'notice-withdrawn'
    | 'discarded'
    | 'terminated'
    | null
  outcomeAt: MomentOrNull
  version: Generated<number>
  at: string
  byId: string | null
  byName: string
}

export interface EvaluationTables {
  evaluationScheme: EvaluationSchemeTable
  evaluationUnit: EvaluationUnitTable
  evaluationGroup: EvaluationGroupTable
  evaluationFact: EvaluationFactTable
  evaluationSupportRule: EvaluationSupportRuleTable
  evaluationRound: EvaluationRoundTable
  evaluationRoundAct: EvaluationRoundActTable
  evaluationSnapshot: EvaluationSnapshotTable
  evaluationRun: EvaluationRunTable
  evaluationStanding: EvaluationStandingTable
  evaluationObjection: EvaluationObjectionTable
  evaluationFile: EvaluationFileTable
  evaluationDecision: EvaluationDecisionTable
}
