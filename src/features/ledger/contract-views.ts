/** Other ways to see the ledger: timeline, board, overview, saved views, rules, the evaluator's package, public pages. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { Body, DutyRow, Light, Reason, dutyFilterShape } from './contract-shared.ts'
import { TargetRow } from './contract-targets.ts'

export const readTimeline = defineRoute({
  method: 'GET',
  path: '/api/ledger/timeline',
  summary: 'Duties with dates in the order of their start, and what depends on what (the first 500)',
  access: BUSINESS_ROLES,
  query: z.object(dutyFilterShape),
  response: z.object({
    duties: z.array(DutyRow.extend({ movable: z.boolean() })),
    dependencies: z.array(z.object({ from: Uuid, to: Uuid })),
    more: z.boolean(),
    today: DateOn,
  }),
})
export const readBoardDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/board',
  summary: 'Duties by state or by colour: the first of each column, and how many there are',
  access: BUSINESS_ROLES,
  query: z.object({ ...dutyFilterShape, by: z.enum(['state', 'light', 'body']).default('state') }),
  response: z.object({
    columns: z.array(
      z.object({ key: z.string(), body: Body.nullable(), total: z.int(), duties: z.array(DutyRow) }),
    ),
  }),
})
/** 领导一屏: printable on one A4 page. */
export const readOverview = defineRoute({
  method: 'GET',
  path: '/api/ledger/overview',
  summary: 'The zone on one screen: parks by state, targets, what is red and who must act',
  access: BUSINESS_ROLES,
  query: z.object({ document: Uuid.optional() }),
  response: z.object({
    today: DateOn,
    totals: z.object({
      duties: z.int(),
      open: z.int(),
      done: z.int(),
      meanProgress: z.number().nullable(),
      lights: z.record(z.string(), z.int()),
      flags: z.record(z.string(), z.int()),
      /** Against thirty days before. */
      before: z.object({
        on: DateOn,
        meanProgress: z.number().nullable(),
        lights: z.record(z.string(), z.int()),
      }),
    }),
    parks: z.array(
      z.object({
        park: Body,
        duties: z.int(),
        lights: z.record(z.string(), z.int()),
        worst: Light.nullable(),
        meanProgress: z.number().nullable(),
      }),
    ),
    bodies: z.array(
      z.object({
        body: Body,
        duties: z.int(),
        red: z.int(),
        yellow: z.int(),
        late: z.int(),
        meanProgress: z.number().nullable(),
      }),
    ),
    red: z.array(DutyRow),
    targets: z.array(TargetRow),
    supervision: z.object({ proposals: z.int(), open: z.int() }),
  }),
})

export const listViews = defineRoute({
  method: 'GET',
  path: '/api/ledger/views',
  summary: 'Saved views, mine and those of my body',
  access: BUSINESS_ROLES,
  response: z.object({
    views: z.array(
      z.object({
        id: Uuid,
        page: z.string(),
        name: z.string(),
        address: z.string(),
        shared: z.boolean(),
        mine: z.boolean(),
      }),
    ),
  }),
})
export const saveView = defineRoute({
  method: 'POST',
  path: '/api/ledger/views',
  summary: 'Keep a filter under a name; the same name replaces it',
  access: BUSINESS_ROLES,
  body: z.object({
    page: z
      .string()
      .regex(/^\/[a-z/-]*$/)
      .max(100),
    name: z.string().trim().min(1).max(60),
    address: z.string().max(2000),
    shared: z.boolean().default(false),
  }),
  response: z.object({ id: Uuid }),
  status: 201,
})
export const removeView = defineRoute({
  method: 'DELETE',
  path: '/api/ledger/views/:viewId',
  summary: 'Forget a saved view of mine',
  access: BUSINESS_ROLES,
  params: z.object({ viewId: Uuid }),
  response: z.object({}),
})

/** The published rules of the colours. */
export const readLedgerRules = defineRoute({
  method: 'GET',
  path: '/api/ledger/rules',
  summary: 'The rules of the colours with source, value and who changed them when',
  access: BUSINESS_ROLES,
  response: z.object({
    rules: z.array(
      z.object({
        setting: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        meaningZh: z.string(),
        meaningEn: z.string(),
        value: z.number(),
        unit: z.string(),
        shipped: z.number(),
        sourceZh: z.string(),
        sourceEn: z.string(),
        history: z.array(z.object({ value: z.number(), reason: z.string(), by: z.string(), at: Moment })),
      }),
    ),
    can: z.boolean(),
  }),
})
export const changeLedgerRule = defineRoute({
  method: 'PUT',
  path: '/api/ledger/rules/:setting',
  summary: 'Change a rule of the colours for the zone, with a reason; colours are assessed anew',
  access: ['zone_office'],
  params: z.object({ setting: z.string().max(60) }),
  body: z.object({ value: z.number().min(0).max(10_000), reason: Reason }),
  response: z.object({ reassessed: z.int() }),
})

/** 第三方评估: everything marked for evaluation, with method and digests; the same data give the same bytes. */
export const readEvaluationPackage = defineRoute({
  method: 'GET',
  path: '/api/ledger/evaluation-package.zip',
  summary:
    'Reproducible package of the duties, reports, targets and rules marked for evaluation, as of a day',
  access: ['zone_office', 'leader', 'evaluator'],
  query: z.object({ asOf: DateOn.optional() }),
  response: 'binary',
})

/* ---- the public pages: HTML from the server, no log-in, no script ---- */

const PublicQuery = z.object({
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export const readPublicHome = defineRoute({
  method: 'GET',
  path: '/public',
  summary: 'Public progress: plans and targets marked public',
  access: 'public',
  query: PublicQuery,
  response: 'binary',
})
export const readPublicPlan = defineRoute({
  method: 'GET',
  path: '/public/plans/:documentId',
  summary: 'Public progress of one plan',
  access: 'public',
  params: z.object({ documentId: Uuid }),
  query: PublicQuery,
  response: 'binary',
})
export const readPublicDuty = defineRoute({
  method: 'GET',
  path: '/public/duties/:dutyId',
  summary: 'One duty as the public may see it',
  access: 'public',
  params: z.object({ dutyId: Uuid }),
  query: PublicQuery,
  response: 'binary',
})
export const readPublicTarget = defineRoute({
  method: 'GET',
  path: '/public/targets/:targetId',
  summary: 'One target with its series as the public may see it',
  access: 'public',
  params: z.object({ targetId: Uuid }),
  query: PublicQuery,
  response: 'binary',
})
