/** Rounds: the yearly calendar from frozen data to publication, objections, decisions, the simulated budget. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'
import { ColumnSource } from './contract-result.ts'
import { RunRow } from './contract-runs.ts'
import { GroupNames, Named, PeriodId, Reason, RoundState, SchemeCode } from './contract-shared.ts'

export const RoundCalendar = z.object({
  freezeOn: DateOn,
  reviewFrom: DateOn,
  reviewTo: DateOn,
  confirmOn: DateOn,
  publishOn: DateOn,
})
export type RoundCalendar = z.infer<typeof RoundCalendar>

export const RoundRow = z.object({
  id: Uuid,
  title: z.string(),
  period: PeriodId,
  unitKind: z.string(),
  state: RoundState,
  scheme: z.object({ id: Uuid, code: SchemeCode, version: z.int(), name: Named }),
  calendar: RoundCalendar,
  runId: Uuid.nullable(),
  snapshotId: Uuid.nullable(),
  /** Objections that wait for an answer; a park counts its own. */
  openObjections: z.int(),
  confirmedAt: Moment.nullable(),
  confirmedByName: z.string().nullable(),
  publishedAt: Moment.nullable(),
  version: z.int(),
})
export type RoundRow = z.infer<typeof RoundRow>

export const Standing = z.object({
  unit: z.string(),
  name: Named,
  parkId: Uuid.nullable(),
  score: z.number().nullable(),
  rank: z.number().nullable(),
  groupRank: z.number().nullable(),
  grade: z.string().nullable(),
  /** 5 % and 95 % of its rank under other reasonable choices. */
  rankLow: z.number().nullable(),
  rankHigh: z.number().nullable(),
  gradeShares: z.record(z.string(), z.number()),
})
export type Standing = z.infer<typeof Standing>

export const Objection = z.object({
  id: Uuid,
  serial: z.int(),
  unit: z.string(),
  unitName: Named,
  column: z.string(),
  columnName: Named,
  measureUnit: z.string().nullable(),
  period: PeriodId,
  currentValue: z.number().nullable(),
  claimedValue: z.number().nullable(),
  reason: z.string(),
  files: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() })),
  state: z.enum(['open', 'accepted', 'rejected', 'withdrawn']),
  newValue: z.number().nullable(),
  answer: z.string().nullable(),
  answeredAt: Moment.nullable(),
  answeredByName: z.string().nullable(),
  /** The accepted value is in the data of the adopted run. */
  computed: z.boolean(),
  at: Moment,
  byName: z.string(),
  version: z.int(),
  can: z.array(z.enum(['accept', 'reject', 'withdraw'])),
})
export type Objection = z.infer<typeof Objection>

export const Decision = z.object({
  id: Uuid,
  serial: z.int(),
  unit: z.string(),
  unitName: Named,
  grade: z.string().nullable(),
  tier: z.string(),
  tierName: Named,
  consequence: z.enum(['support', 'none', 'rectification']),
  amountWan: z.int().nullable(),
  rule: z.object({ code: z.string(), version: z.int(), name: Named }),
  /** Why, as codes with parameters, and digests of run and data. */
  because: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  note: z.string().nullable(),
  state: z.enum(['proposed', 'decided']),
  decidedAt: Moment.nullable(),
  decidedByName: z.string().nullable(),
  /** The rectification, with where it stands or how it ended. */
  case: z
    .object({
      id: Uuid,
      number: z.string().nullable(),
      /** False where the caller has no part in it. */
      readable: z.boolean(),
      places: z.array(Named),
      dueAt: Moment.nullable(),
      outcome: z.string().nullable(),
      outcomeAt: Moment.nullable(),
    })
    .nullable(),
  version: z.int(),
  can: z.array(z.enum(['change', 'decide'])),
})
export type Decision = z.infer<typeof Decision>

export const RoundView = z.object({
  row: RoundRow,
  /** Grades of the scheme, best first. */
  grades: z.array(z.object({ code: z.string(), name: Named })),
  acts: z.array(
    z.object({
      no: z.int(),
      act: z.string(),
      reason: z.string().nullable(),
      detail: z.record(z.string(), z.json()),
      at: Moment,
      byName: z.string(),
    }),
  ),
  snapshots: z.array(
    z.object({
      id: Uuid,
      no: z.int(),
      asOf: Moment,
      digest: z.string(),
      reason: z.string().nullable(),
      at: Moment,
      byName: z.string(),
    }),
  ),
  runs: z.array(RunRow),
  /** Empty until the caller may see any. */
  standings: z.array(Standing),
  supportRule: z.object({ code: z.string(), version: z.int(), name: Named, definition: z.json() }).nullable(),
  supportRules: z.array(z.object({ code: z.string(), version: z.int(), name: Named })),
  poolWan: z.int().nullable(),
  /** Acts that the caller may do now. */
  can: z.array(
    z.enum([
      'change',
      'freeze',
      'run',
      'adopt',
      'open-review',
      'refreeze',
      'close-review',
      'confirm',
      'publish',
      'abandon',
      'object',
      'propose',
      'decide',
    ]),
  ),
  /** Acts that would be next but cannot be done, and why. */
  blocked: z.array(z.object({ act: z.string(), code: z.string(), params: z.record(z.string(), z.json()) })),
})
export type RoundView = z.infer<typeof RoundView>

/** What a park sees of itself: its column of every step, with sources and the zone's spread beside it. */
export const OwnResult = z.object({
  unit: z.string(),
  name: Named,
  period: PeriodId,
  standing: Standing,
  definition: z.json(),
  nodes: z.array(
    z.object({
      node: z.string(),
      raw: z.number().nullable(),
      denominated: z.number().nullable(),
      imputed: z.number().nullable(),
      treated: z.number().nullable(),
      normalised: z.number().nullable(),
      score: z.number().nullable(),
      effective: z.number(),
      /** Over all units, without names: of the raw figures of leaves, of the scores of headings. */
      least: z.number().nullable(),
      median: z.number().nullable(),
      most: z.number().nullable(),
      source: ColumnSource.nullable(),
      /** An objection on the cell that waits. */
      objected: z.boolean(),
    }),
  ),
  periods: z.array(z.object({ period: PeriodId, raw: z.record(z.string(), z.number().nullable()) })),
})
export type OwnResult = z.infer<typeof OwnResult>

export const SimulatedShare = z.object({
  unit: z.string(),
  name: Named,
  grade: z.string().nullable(),
  tier: z.string(),
  tierName: Named,
  consequence: z.enum(['support', 'none', 'rectification']),
  amountWan: z.int().nullable(),
  because: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
})

const RoundParams = z.object({ roundId: Uuid })

export const listRounds = defineRoute({
  method: 'GET',
  path: '/api/evaluations/rounds',
  summary: 'Rounds, newest period first',
  access: BUSINESS_ROLES,
  response: z.object({
    rounds: z.array(RoundRow),
    /** From which a round that is planned may choose; newest version first. */
    supportRules: z.array(
      z.object({
        code: z.string(),
        version: z.int(),
        name: Named,
        /** First period that it applies to. */
        validFrom: z.string(),
        grades: z.array(z.string()),
        poolWan: z.int().nullable(),
      }),
    ),
    can: z.object({ plan: z.boolean() }),
  }),
})
export const planRound = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds',
  summary: 'Plan the evaluation of a period; the calendar is proposed from its setting where none is given',
  access: ['zone_office'],
  body: z.object({
    schemeId: Uuid,
    period: PeriodId,
    title: z.string().trim().min(2).max(120),
    calendar: RoundCalendar.nullable(),
    supportRule: z.object({ code: z.string(), version: z.int() }).nullable(),
    poolWan: z.int().min(0).nullable(),
  }),
  response: RoundView,
  status: 201,
})
export const readRound = defineRoute({
  method: 'GET',
  path: '/api/evaluations/rounds/:roundId',
  summary: 'A round with acts, data, runs and standings',
  access: BUSINESS_ROLES,
  params: RoundParams,
  response: RoundView,
})
export const changeRound = defineRoute({
  method: 'PATCH',
  path: '/api/evaluations/rounds/:roundId',
  summary: 'Change title, calendar, support rule or pool',
  access: ['zone_office'],
  params: RoundParams,
  body: z.object({
    version: z.int(),
    title: z.string().trim().min(2).max(120).optional(),
    calendar: RoundCalendar.optional(),
    supportRule: z.object({ code: z.string(), version: z.int() }).optional(),
    poolWan: z.int().min(0).optional(),
    reason: Reason,
  }),
  response: RoundView,
})
export const actOnRound = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/acts',
  summary: 'The next step of a round',
  access: ['zone_office', 'leader'],
  params: RoundParams,
  body: z.object({
    version: z.int(),
    act: z.enum([
      'freeze',
      'adopt',
      'open-review',
      'refreeze',
      'close-review',
      'confirm',
      'publish',
      'abandon',
    ]),
    /** Of `adopt`. */
    runId: Uuid.nullable(),
    reason: Reason.nullable(),
  }),
  response: RoundView,
})
export const readOwnResult = defineRoute({
  method: 'GET',
  path: '/api/evaluations/rounds/:roundId/own',
  summary: 'A unit’s own result with every step; a park its own, the office any',
  access: ['zone_office', 'leader', 'park_committee', 'evaluator'],
  params: RoundParams,
  query: z.object({ unit: z.string().max(100).optional() }),
  response: OwnResult,
})
export const listObjections = defineRoute({
  method: 'GET',
  path: '/api/evaluations/rounds/:roundId/objections',
  summary: 'Objections to figures',
  access: ['zone_office', 'leader', 'park_committee', 'evaluator'],
  params: RoundParams,
  response: z.object({ objections: z.array(Objection) }),
})
export const addObjectionFiles = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/files',
  summary: 'Upload evidence for an objection that is being written',
  access: ['park_committee'],
  params: RoundParams,
  upload: 'multipart',
  response: z.object({ files: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() })) }),
  status: 201,
})
export const readObjectionFile = defineRoute({
  method: 'GET',
  path: '/api/evaluations/files/:fileId',
  summary: 'Evidence of an objection',
  access: ['zone_office', 'leader', 'park_committee', 'evaluator'],
  params: z.object({ fileId: Uuid }),
  response: 'binary',
})
export const object = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/objections',
  summary: 'Object to a figure of the own park',
  access: ['park_committee'],
  params: RoundParams,
  body: z.object({
    /** Where the park has more than one unit in the round; else its only one. */
    unit: z.string().max(100).optional(),
    column: z.string().max(200),
    period: PeriodId,
    claimedValue: z.number().nullable(),
    reason: Reason,
    files: z.array(Uuid).max(20),
  }),
  response: Objection,
  status: 201,
})
export const answerObjection = defineRoute({
  method: 'POST',
  path: '/api/evaluations/objections/:objectionId/answer',
  summary: 'Accept an objection with the figure that counts, reject it with reasons, or take it back',
  access: ['zone_office', 'park_committee'],
  params: z.object({ objectionId: Uuid }),
  body: z.object({
    version: z.int(),
    act: z.enum(['accept', 'reject', 'withdraw']),
    newValue: z.number().nullable(),
    answer: Reason.nullable(),
  }),
  response: Objection,
})
export const simulateSupport = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/simulate',
  summary: 'What a rule and a pool would give to whom; nothing is decided',
  access: ['zone_office', 'leader'],
  params: RoundParams,
  body: z.object({
    rule: z.object({ code: z.string(), version: z.int() }).nullable(),
    /** A rule tried out, as `parseSupportRule` reads it. */
    definition: z.json().nullable(),
    poolWan: z.int().min(0),
  }),
  response: z.object({
    shares: z.array(SimulatedShare),
    poolWan: z.int(),
    dividedWan: z.int(),
    left: z.int(),
  }),
})
export const listDecisions = defineRoute({
  method: 'GET',
  path: '/api/evaluations/rounds/:roundId/decisions',
  summary: 'What follows from the grades',
  access: BUSINESS_ROLES,
  params: RoundParams,
  response: z.object({ decisions: z.array(Decision) }),
})
export const proposeDecisions = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/decisions',
  summary: 'Work out the consequences of a confirmed round by its rule; to be decided one by one or together',
  access: ['zone_office'],
  params: RoundParams,
  body: z.object({ version: z.int() }),
  response: z.object({ decisions: z.array(Decision) }),
  status: 201,
})
export const decide = defineRoute({
  method: 'POST',
  path: '/api/evaluations/rounds/:roundId/decide',
  summary: 'Decide proposals; a rectification opens its case in the same transaction',
  access: ['zone_office', 'leader'],
  params: RoundParams,
  body: z.object({
    decisions: z
      .array(z.object({ id: Uuid, version: z.int(), note: z.string().trim().max(2000).nullable() }))
      .min(1)
      .max(100),
  }),
  response: z.object({ decisions: z.array(Decision) }),
})

/** Facts that no form has: areas, a panel's scores, incubators' figures. */
export const FactCell = z.object({
  unit: z.string(),
  column: z.string(),
  period: PeriodId,
  member: z.string(),
  memberName: z.string().nullable(),
  value: z.number(),
  source: z.string(),
  standing: z.enum(['reported', 'published', 'derived', 'assumed', 'synthetic', 'score']),
  byName: z.string(),
  knownFrom: Moment,
})
export const readFacts = defineRoute({
  method: 'GET',
  path: '/api/evaluations/facts',
  summary: 'Facts of one kind of unit and period',
  access: ['zone_office', 'leader', 'evaluator', 'expert', 'park_committee'],
  query: z.object({ kind: z.string().max(40), period: PeriodId.optional() }),
  response: z.object({
    kind: z.string(),
    kinds: z.array(z.string()),
    period: PeriodId.nullable(),
    periods: z.array(PeriodId),
    units: z.array(
      z.object({
        code: z.string(),
        name: Named,
        groups: z.record(z.string(), z.string()),
        synthetic: z.boolean(),
      }),
    ),
    /** Columns that published schemes of this kind read from facts, with the node's words. */
    columns: z.array(
      z.object({
        code: z.string(),
        name: Named,
        unit: z.string().nullable(),
        panel: z.object({ least: z.number(), most: z.number() }).nullable(),
      }),
    ),
    groupNames: GroupNames,
    cells: z.array(FactCell),
    can: z.object({ write: z.boolean(), score: z.boolean() }),
  }),
})
export const saveFacts = defineRoute({
  method: 'POST',
  path: '/api/evaluations/facts',
  summary: 'Write facts, or the own scores as a member of a panel; what stood before stays in the past',
  access: ['zone_office', 'expert'],
  body: z.object({
    kind: z.string().max(40),
    period: PeriodId,
    source: z.string().trim().min(1).max(500),
    standing: z.enum(['reported', 'published', 'derived', 'assumed', 'score']),
    cells: z
      .array(
        z.object({
          unit: z.string().max(100),
          column: z.string().max(100),
          /** Null takes the figure away. */
          value: z.number().nullable(),
        }),
      )
      .min(1)
      .max(20_000),
  }),
  response: z.object({ written: z.int(), same: z.int(), removed: z.int() }),
})
export const deleteObjectionFile = defineRoute({
  method: 'DELETE',
  path: '/api/evaluations/files/:fileId',
  summary: 'Take back a file that was not sent yet',
  access: ['park_committee'],
  params: z.object({ fileId: Uuid }),
  response: Nothing,
})
