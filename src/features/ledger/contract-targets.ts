/** Targets: from the sentence through baseline, yearly actuals, path and forecast to what later documents report. */
import { z } from 'zod'
import { BUSINESS_ROLES, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { LEDGER_WORKERS } from './contract-duties.ts'
import { Body, DutyVisibility, Reason, SourceSentence } from './contract-shared.ts'

export const Standing = z.enum(['met', 'missed', 'on-track', 'at-risk', 'off-track', 'unknown'])
const Comparator = z.enum(['gt', 'ge', 'lt', 'le', 'approx', 'between', 'eq'])
const Year = z.int().min(1900).max(2200)

export const TargetRow = z.object({
  id: Uuid,
  serial: z.int(),
  indicator: z.string(),
  scope: z.string().nullable(),
  kind: z.enum(['level', 'growth']),
  comparator: Comparator,
  value: z.number(),
  value2: z.number().nullable(),
  unit: z.string(),
  year: Year.nullable(),
  baseYear: Year.nullable(),
  baseValue: z.number().nullable(),
  levelUnit: z.string(),
  owner: Body,
  lead: Body.nullable(),
  document: z.object({ id: Uuid, title: z.string() }).nullable(),
  standing: Standing,
  /** The newest actual. */
  latest: z.object({ year: Year, value: z.number() }).nullable(),
  /** Actual of the target year over the wanted level. */
  attainment: z.number().nullable(),
  visibility: DutyVisibility,
  forEvaluation: z.boolean(),
  synthetic: z.boolean(),
  version: z.int(),
})
export type TargetRow = z.infer<typeof TargetRow>

export const listTargets = defineRoute({
  method: 'GET',
  path: '/api/ledger/targets',
  summary: 'Targets with where they stand',
  access: BUSINESS_ROLES,
  query: z.object({
    q: z.string().trim().max(100).optional(),
    document: Uuid.optional(),
    lead: Uuid.optional(),
    standing: Standing.optional(),
    year: z.coerce.number().int().min(1900).max(2200).optional(),
  }),
  response: z.object({ targets: z.array(TargetRow) }),
})

/** What a target follows: an indicator of statistics, over the zone or in one group of a cut. */
export const Follows = z.object({
  indicator: z.string().max(60),
  scope: z.enum(['registration', 'operation']).default('registration'),
  /** group: the code of the group; '' for the zone. */
  dimension: z.enum(['zone', 'park']).default('zone'),
  group: z.string().max(60).default(''),
})
export type Follows = z.infer<typeof Follows>

/** An indicator that a target follows, or could follow. */
export const FollowedIndicator = Follows.extend({
  name: z.object({ zh: z.string(), en: z.string() }),
  /** The name of the group; null: the zone. */
  groupName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  unit: z.string(),
  rhythm: z.enum(['year', 'quarter', 'month']),
})

export const ActualView = z.object({
  id: Uuid,
  year: Year,
  value: z.number(),
  low: z.number(),
  high: z.number(),
  sourceKind: z.enum(['entered', 'document', 'implied', 'indicator']),
  /** Entered: where the number comes from, in words. */
  sourceText: z.string().nullable(),
  sentence: SourceSentence.nullable(),
  /** Implied: 7.2 ÷ 1.8 = 4 and its figures. */
  arithmetic: z.object({ formula: z.string(), figures: z.array(z.string()) }).nullable(),
  note: z.string().nullable(),
  at: Moment,
  by: z.string(),
  withdrawn: z.object({ at: Moment, by: z.string(), reason: z.string() }).nullable(),
})
export const TargetPage = z.object({
  target: TargetRow,
  path: z.enum(['linear', 'compound']),
  sentence: SourceSentence.nullable(),
  actuals: z.array(ActualView),
  trajectory: z.array(z.object({ year: Year, required: z.number() })),
  forecast: z.array(
    z.object({
      year: Year,
      value: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      method: z.enum(['log-linear', 'linear', 'mean-growth', 'mean-change', 'none']),
      years: z.array(Year),
    }),
  ),
  wanted: z.number().nullable(),
  wanted2: z.number().nullable(),
  reachedIn: Year.nullable(),
  because: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.json()) })),
  /** Figures of other documents that could be its actuals and are not yet. */
  suggestions: z.array(
    z.object({
      itemId: Uuid,
      how: z.enum(['same', 'implied']),
      year: Year,
      value: z.number(),
      low: z.number(),
      high: z.number(),
      arithmetic: z.object({ formula: z.string(), figures: z.array(z.string()) }).nullable(),
      confidence: z.number(),
      sentence: SourceSentence,
    }),
  ),
  /** The indicator whose final figures become its actuals; null: none. */
  follows: FollowedIndicator.nullable(),
  /** Indicators of the same name whose unit can be converted. */
  followable: z.array(FollowedIndicator),
  /** Targets of other plans for the same indicator. */
  related: z.array(TargetRow),
  history: z.array(
    z.object({
      version: z.int(),
      at: Moment,
      by: z.string(),
      act: z.string(),
      reason: z.string().nullable(),
      changed: z.record(z.string(), z.tuple([z.json(), z.json()])),
    }),
  ),
  can: z.array(z.enum(['actual', 'withdraw', 'change', 'follow'])),
})
export type TargetPage = z.infer<typeof TargetPage>

const TargetParams = z.object({ targetId: Uuid })
export const readTarget = defineRoute({
  method: 'GET',
  path: '/api/ledger/targets/:targetId',
  summary: 'One target with its series, path, forecast and the reasons for where it stands',
  access: BUSINESS_ROLES,
  params: TargetParams,
  response: TargetPage,
})
export const changeTarget = defineRoute({
  method: 'PATCH',
  path: '/api/ledger/targets/:targetId',
  summary: 'Set base, path, year, lead body, who may read it',
  access: LEDGER_WORKERS,
  params: TargetParams,
  body: z.object({
    version: z.int(),
    reason: Reason.nullable().default(null),
    year: Year.nullable().optional(),
    base: z.object({ year: Year, value: z.number() }).nullable().optional(),
    levelUnit: z.string().trim().min(1).max(40).optional(),
    kind: z.enum(['level', 'growth']).optional(),
    path: z.enum(['linear', 'compound']).optional(),
    leadId: Uuid.nullable().optional(),
    visibility: DutyVisibility.optional(),
    forEvaluation: z.boolean().optional(),
  }),
  response: TargetPage,
})
export const addActual = defineRoute({
  method: 'POST',
  path: '/api/ledger/targets/:targetId/actuals',
  summary:
    'Enter the value of a year, or take one over from a later document; a year that has one needs a reason',
  access: LEDGER_WORKERS,
  params: TargetParams,
  body: z.discriminatedUnion('from', [
    z.object({
      from: z.literal('entered'),
      version: z.int(),
      year: Year,
      value: z.number(),
      source: z.string().trim().min(1).max(500),
      note: z.string().trim().max(500).nullable().default(null),
      /** Why an earlier value of the year no longer holds. */
      reason: Reason.nullable().default(null),
    }),
    z.object({
      from: z.literal('document'),
      version: z.int(),
      itemId: Uuid,
      year: Year,
      reason: Reason.nullable().default(null),
    }),
  ]),
  response: TargetPage,
  status: 201,
})
export const withdrawActual = defineRoute({
  method: 'POST',
  path: '/api/ledger/targets/:targetId/actuals/:actualId/withdraw',
  summary: 'A value was wrong: it stays in the history and counts no more',
  access: LEDGER_WORKERS,
  params: z.object({ targetId: Uuid, actualId: Uuid }),
  body: z.object({ version: z.int(), reason: Reason }),
  response: TargetPage,
})

export const followIndicator = defineRoute({
  method: 'PUT',
  path: '/api/ledger/targets/:targetId/follows',
  summary: 'Bind a target to an indicator, whose final figures become its actuals, or unbind it',
  access: LEDGER_WORKERS,
  params: TargetParams,
  body: z.object({
    version: z.int(),
    /** null: it follows none; actuals that came from the indicator stay. */
    follows: Follows.nullable(),
    reason: Reason.nullable().default(null),
  }),
  response: TargetPage,
})
