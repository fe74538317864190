/** From a match to money: lists for 免申即享, applications, payments, and what is noticed about them afterwards. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { ApplicationState } from './contract-matching.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
const Named = z.object({ id: Uuid, name: z.string() })
export const FlagKind = z.enum([
  'double-payment',
  'exclusive',
  'ceiling',
  'once',
  'facts-revised',
  'over-budget',
])
export type FlagKind = z.infer<typeof FlagKind>

export const PaymentView = z.object({
  id: Uuid,
  amount: z.number(),
  on: DateOn,
  reference: z.string(),
  byName: z.string(),
  at: Moment,
  /** Taken back: why, when. */
  reversed: z.object({ reason: z.string(), at: Moment, byName: z.string() }).nullable(),
})
export const FlagView = z.object({
  id: Uuid,
  kind: FlagKind,
  /** Words of the flag: which other payment, which fact changed from what to what. */
  detail: z.record(z.string(), z.json()),
  state: z.enum(['open', 'accepted', 'dismissed']),
  at: Moment,
  decision: z.object({ reason: z.string(), byName: z.string(), at: Moment }).nullable(),
})

export const ApplicationRow = z.object({
  id: Uuid,
  policy: z.object({ id: Uuid, code: z.string(), title: Text, versionId: Uuid }),
  enterprise: z.object({ id: Uuid, name: z.string(), creditCode: z.string() }),
  park: Named.nullable(),
  procedure: z.enum(['direct', 'fast', 'ordinary']),
  state: ApplicationState,
  year: z.int(),
  /** In 万元: as worked out when applied, as approved, as paid. */
  worked: z.number().nullable(),
  approved: z.number().nullable(),
  paid: z.number(),
  caseId: Uuid.nullable(),
  caseNumber: z.string().nullable(),
  openFlags: z.int(),
  at: Moment,
  synthetic: z.boolean(),
  version: z.int(),
})
export type ApplicationRow = z.infer<typeof ApplicationRow>

export const ApplicationView = ApplicationRow.extend({
  note: z.string().nullable(),
  byName: z.string(),
  /** The facts as they stood when it was applied for, with their sources. */
  facts: z.array(
    z.object({ fact: z.string(), value: z.json(), unit: z.string().nullable(), source: z.json().nullable() }),
  ),
  files: z.array(
    z.object({ id: Uuid, evidence: z.string().nullable(), name: z.string(), sizeBytes: z.int() }),
  ),
  payments: z.array(PaymentView),
  flags: z.array(FlagView),
  can: z.array(z.enum(['withdraw', 'pay', 'reverse', 'decide-flag'])),
})

export const applyForPolicy = defineRoute({
  method: 'POST',
  path: '/api/policies/:policyId/applications',
  summary: 'Apply for a policy: the case is opened with the facts as they stand',
  access: ['enterprise', 'park_committee'],
  params: z.object({ policyId: Uuid }),
  body: z.object({
    enterpriseId: Uuid,
    note: z.string().trim().max(2000).nullable().default(null),
    files: z
      .array(z.object({ id: Uuid, evidence: z.string().max(60).nullable() }))
      .max(30)
      .default([]),
    /** That what was said is true. */
    declared: z.literal(true),
  }),
  response: ApplicationView,
  status: 201,
})

export const listApplications = defineRoute({
  method: 'GET',
  path: '/api/policy-applications',
  summary: 'Applications for policies, as far as the caller may see them',
  access: BUSINESS_ROLES,
  query: z.object({
    state: ApplicationState.optional(),
    policy: Uuid.optional(),
    enterprise: Uuid.optional(),
    park: Uuid.optional(),
    year: z.coerce.number().int().optional(),
    flagged: z.enum(['yes']).optional(),
    search: z.string().trim().max(100).optional(),
    sort: z.enum(['newest', 'amount', 'enterprise']).default('newest'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    total: z.int(),
    /** Of all that the filter leaves, in 万元. */
    sums: z.object({ approved: z.number(), paid: z.number() }),
    applications: z.array(ApplicationRow),
  }),
})
export const exportApplications = defineRoute({
  method: 'GET',
  path: '/api/policy-applications/export',
  summary: 'The same as .xlsx or .csv',
  access: BUSINESS_ROLES,
  query: z.object({
    state: ApplicationState.optional(),
    policy: Uuid.optional(),
    enterprise: Uuid.optional(),
    park: Uuid.optional(),
    year: z.coerce.number().int().optional(),
    flagged: z.enum(['yes']).optional(),
    search: z.string().trim().max(100).optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'binary',
})
export const readApplication = defineRoute({
  method: 'GET',
  path: '/api/policy-applications/:applicationId',
  summary: 'One application with its facts, papers, payments and what was noticed about it',
  access: BUSINESS_ROLES,
  params: z.object({ applicationId: Uuid }),
  response: ApplicationView,
})
export const answerInvitation = defineRoute({
  method: 'POST',
  path: '/api/policy-applications/:applicationId/answer',
  summary:
    '免申即享: the enterprise confirms that it takes the benefit, or declines; 撤回 of an own application',
  access: ['enterprise', 'park_committee'],
  params: z.object({ applicationId: Uuid }),
  body: z.object({
    answer: z.enum(['confirm', 'decline', 'withdraw']),
    reason: z.string().trim().max(1000).nullable().default(null),
    version: z.int(),
  }),
  response: ApplicationView,
})
export const addApplicationFiles = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/application-files',
  summary: 'Send papers; the application names them after',
  access: ['enterprise', 'park_committee'],
  params: z.object({ enterpriseId: Uuid }),
  upload: 'multipart',
  response: z.object({ files: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() })) }),
  status: 201,
})
export const downloadApplicationFile = defineRoute({
  method: 'GET',
  path: '/api/policy-application-files/:fileId',
  summary: 'A paper of an application',
  access: BUSINESS_ROLES,
  params: z.object({ fileId: Uuid }),
  response: 'binary',
})

/** 免申即享: who is on the list, for how much, on which facts. */
export const DirectList = z.object({
  id: Uuid,
  policy: z.object({ id: Uuid, code: z.string(), title: Text }),
  on: DateOn,
  year: z.int(),
  count: z.int(),
  amount: z.number(),
  /** Left out, by reason: paid already, facts missing for the amount, another of the group. */
  leftOut: z.array(z.object({ reason: z.string(), count: z.int() })),
  state: z.enum(['drawn', 'sent', 'dropped']),
  confirmed: z.int(),
  declined: z.int(),
  /** Asked, and not answered yet. */
  waiting: z.int(),
  paid: z.number(),
  byName: z.string(),
  at: Moment,
  sentAt: Moment.nullable(),
  version: z.int(),
})
export const drawDirectList = defineRoute({
  method: 'POST',
  path: '/api/policies/:policyId/direct-lists',
  summary: '免申即享: draw the list of those who qualify today',
  access: ['zone_office'],
  params: z.object({ policyId: Uuid }),
  body: z.object({ year: z.int().min(2000).max(2100) }),
  response: DirectList,
  status: 201,
})
export const listDirectLists = defineRoute({
  method: 'GET',
  path: '/api/policy-direct-lists',
  summary: '免申即享: the lists so far',
  access: ['zone_office', 'leader', 'park_committee'],
  query: z.object({ policy: Uuid.optional() }),
  response: z.object({ lists: z.array(DirectList) }),
})
export const readDirectList = defineRoute({
  method: 'GET',
  path: '/api/policy-direct-lists/:listId',
  summary: '免申即享: one list, enterprise by enterprise',
  access: ['zone_office', 'leader', 'park_committee'],
  params: z.object({ listId: Uuid }),
  query: z.object({
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ list: DirectList, total: z.int(), applications: z.array(ApplicationRow) }),
})
export const actOnDirectList = defineRoute({
  method: 'POST',
  path: '/api/policy-direct-lists/:listId/acts',
  summary: '免申即享: ask the enterprises on the list to confirm, or drop the list',
  access: ['zone_office'],
  params: z.object({ listId: Uuid }),
  body: z.object({ act: z.enum(['send', 'drop']), version: z.int() }),
  response: DirectList,
})

export const recordPayment = defineRoute({
  method: 'POST',
  path: '/api/policy-applications/:applicationId/payments',
  summary: 'Record that money was paid; overlaps and the budget are checked first',
  access: ['zone_office'],
  params: z.object({ applicationId: Uuid }),
  body: z.object({
    amount: z.number().positive().max(1_000_000),
    on: DateOn,
    reference: z.string().trim().min(1).max(200),
    /** Why it is paid although something was found (`policies.payment_warned` names what); null: only when nothing is. */
    despite: z.string().trim().min(1).max(1000).nullable().default(null),
    version: z.int(),
  }),
  response: ApplicationView,
  status: 201,
})
export const reversePayment = defineRoute({
  method: 'POST',
  path: '/api/policy-payments/:paymentId/reversal',
  summary: 'Take a payment back: entered by mistake, or claimed back',
  access: ['zone_office'],
  params: z.object({ paymentId: Uuid }),
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: ApplicationView,
})
export const decideFlag = defineRoute({
  method: 'POST',
  path: '/api/policy-flags/:flagId/decision',
  summary: 'Say what becomes of something that was noticed about a payment',
  access: ['zone_office'],
  params: z.object({ flagId: Uuid }),
  body: z.object({ decision: z.enum(['accepted', 'dismissed']), reason: z.string().trim().min(1).max(1000) }),
  response: ApplicationView,
})
