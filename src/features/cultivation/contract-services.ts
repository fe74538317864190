/** Stewards (双管家), service packs (服务包), requests as cases, visits (回访). */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'
import { ExpiryRow, StandingRow } from './contract-ladder.ts'
import { Code, EnterpriseName, KEEPERS, Note, Page, READERS, Reason, Text } from './contract-shared.ts'

/** 政府管家: of the park or the office. 企业管家: the enterprise’s own contact. */
export const StewardKind = z.enum(['government', 'enterprise'])
export type StewardKind = z.infer<typeof StewardKind>

export const Steward = z.object({
  id: Uuid,
  kind: StewardKind,
  /** With an account; null: a name and a telephone. */
  userId: Uuid.nullable(),
  name: z.string(),
  organisation: z.string().nullable(),
  /** Confidential: null for who may not see it, and where none is given. */
  telephone: z.string().nullable(),
  from: DateOn,
  /** First day on which it no longer holds; null: until further notice. */
  to: DateOn.nullable(),
  reason: z.string().nullable(),
  byName: z.string(),
  version: z.int(),
})
export type Steward = z.infer<typeof Steward>

export const PackItem = z.object({
  id: Code,
  title: Text,
  /** What is done. */
  description: Text.nullable(),
  /** The body that does it, in words. */
  who: Text,
  /** In words: 5 个工作日内; null: none is set. */
  limit: Text.nullable(),
  /** Opened as a case of this procedure; null: by the steward without a case. */
  procedure: z.string().nullable(),
})
export type PackItem = z.infer<typeof PackItem>
export const ServicePack = z.object({
  code: Code,
  version: z.int(),
  title: Text,
  description: Text.nullable(),
  /** Rungs and marks for which it is meant, `none` for firms without a rung; empty: for all. */
  rungs: z.array(Code),
  items: z.array(PackItem),
  /** How often the steward should call; null: as needed. */
  visitEveryDays: z.int().nullable(),
  source: z.string(),
  example: z.boolean(),
})
export type ServicePack = z.infer<typeof ServicePack>

export const PackAssignment = z.object({
  id: Uuid,
  pack: ServicePack,
  from: DateOn,
  to: DateOn.nullable(),
  note: z.string().nullable(),
  byName: z.string(),
  at: Moment,
  version: z.int(),
  /** Requests opened from it, by item. */
  used: z.record(z.string(), z.int()),
  can: z.array(z.enum(['end', 'request'])),
})
export type PackAssignment = z.infer<typeof PackAssignment>

export const ServiceRequest = z.object({
  caseId: Uuid,
  number: z.string().nullable(),
  title: z.string(),
  procedure: z.string(),
  enterprise: z.object({ id: Uuid, name: z.string() }),
  /** From which pack; null: asked without one. */
  pack: z.object({ code: Code, title: Text, item: Text }).nullable(),
  stage: z.enum(['draft', 'open', 'closed']),
  outcome: z.string().nullable(),
  submittedAt: Moment.nullable(),
  dueAt: Moment.nullable(),
  overdue: z.boolean(),
  /** Days of visits that followed it. */
  followedUpOn: DateOn.nullable(),
})
export type ServiceRequest = z.infer<typeof ServiceRequest>

/** 上门走访, 电话回访, 座谈, 线上 */
export const VisitKind = z.enum(['visit', 'call', 'meeting', 'online'])
/** 已解决, 部分解决, 未解决, 无诉求 */
export const VisitResult = z.enum(['solved', 'partly', 'unsolved', 'nothing-asked'])
export const Visit = z.object({
  id: Uuid,
  enterprise: z.object({ id: Uuid, name: z.string() }),
  on: DateOn,
  kind: VisitKind,
  result: VisitResult,
  note: z.string().nullable(),
  /** The request that it follows up. */
  case: z.object({ id: Uuid, number: z.string().nullable() }).nullable(),
  /** When to come again; null: no need. */
  nextOn: DateOn.nullable(),
  /** A later visit was made since. */
  nextDone: z.boolean(),
  byName: z.string(),
  at: Moment,
})
export type Visit = z.infer<typeof Visit>

const EnterpriseParams = z.object({ enterpriseId: Uuid })

export const readEnterpriseServices = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/services',
  summary: 'Stewards over time, packs, requests and visits of an enterprise',
  access: READERS,
  params: EnterpriseParams,
  response: z.object({
    enterprise: EnterpriseName,
    /** Newest first; those who hold today come first. */
    stewards: z.array(Steward),
    packs: z.array(PackAssignment),
    requests: z.array(ServiceRequest),
    visits: z.array(Visit),
    can: z.object({
      assignGovernment: z.boolean(),
      assignEnterprise: z.boolean(),
      assignPack: z.boolean(),
      addVisit: z.boolean(),
    }),
  }),
})

export const assignSteward = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/stewards',
  summary:
    'Name the government steward or the enterprise’s own contact from a day on; who held before ends there',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: EnterpriseParams,
  body: z
    .object({
      kind: StewardKind,
      userId: Uuid.nullable().default(null),
      /** Without an account. */
      name: z.string().trim().min(1).max(60).nullable().default(null),
      telephone: z
        .string()
        .trim()
        .regex(/^[0-9+() \-转]{5,40}$/u)
        .nullable()
        .default(null),
      from: DateOn.optional(),
      reason: Note.default(null),
    })
    .refine(({ userId, name }) => (userId === null) !== (name === null)),
  response: readEnterpriseServices.response,
  status: 201,
})

export const endSteward = defineRoute({
  method: 'POST',
  path: '/api/steward-assignments/:assignmentId/end',
  summary: 'Let somebody be steward no longer from a day on',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ assignmentId: Uuid }),
  body: z.object({ version: z.int(), on: DateOn.optional(), reason: Reason }),
  response: readEnterpriseServices.response,
})

export const StewardLoad = z.object({
  userId: Uuid,
  name: z.string(),
  organisation: z.string(),
  enterprises: z.int(),
  openRequests: z.int(),
  overdueRequests: z.int(),
  visitsDue: z.int(),
  near: z.int(),
})
export const listStewards = defineRoute({
  method: 'GET',
  path: '/api/stewards',
  summary: 'Government stewards with what each has on hand, and who may be chosen',
  access: ['zone_office', 'leader', 'park_committee'],
  response: z.object({
    stewards: z.array(StewardLoad),
    /** Accounts that may become steward. */
    people: z.array(z.object({ id: Uuid, name: z.string(), organisation: z.string() })),
    /** Active enterprises that the caller may see, without a government steward. */
    without: z.int(),
  }),
})

export const handOver = defineRoute({
  method: 'POST',
  path: '/api/stewards/handover',
  summary: 'Hand over all firms of one steward, or some of them, to another from a day on',
  access: KEEPERS,
  body: z.object({
    fromUserId: Uuid,
    toUserId: Uuid,
    on: DateOn.optional(),
    reason: Reason,
    /** Null: all. */
    enterprises: z.array(Uuid).min(1).max(2000).nullable().default(null),
  }),
  response: z.object({ handed: z.int(), libraryEntries: z.int() }),
})

export const readStewardPage = defineRoute({
  method: 'GET',
  path: '/api/stewards/page',
  summary:
    'The firms of one steward on one page: rungs, who is near, open requests, what expires, last visits',
  access: ['zone_office', 'leader', 'park_committee'],
  query: z.object({ userId: Uuid.optional() }),
  response: z.object({
    steward: z.object({ id: Uuid, name: z.string(), organisation: z.string().nullable() }),
    firms: z.array(
      z.object({
        standing: StandingRow,
        since: DateOn,
        contact: z.object({ name: z.string(), telephone: z.string().nullable() }).nullable(),
        openRequests: z.int(),
        overdueRequests: z.int(),
        lastVisitOn: DateOn.nullable(),
        nextVisitOn: DateOn.nullable(),
        packs: z.array(Text),
      }),
    ),
    requests: z.array(ServiceRequest),
    expiring: z.array(ExpiryRow),
    visitsDue: z.array(Visit),
    can: z.object({ handOver: z.boolean() }),
  }),
})

export const listPacks = defineRoute({
  method: 'GET',
  path: '/api/service-packs',
  summary: 'Service packs with who does what within which limit',
  access: BUSINESS_ROLES,
  response: z.object({ packs: z.array(ServicePack.extend({ assigned: z.int() })) }),
})

export const assignPack = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/packs',
  summary: 'Assign a service pack to an enterprise',
  access: KEEPERS,
  params: EnterpriseParams,
  body: z.object({
    pack: Code,
    from: DateOn.optional(),
    to: DateOn.nullable().default(null),
    note: Note.default(null),
  }),
  response: readEnterpriseServices.response,
  status: 201,
})

export const endPack = defineRoute({
  method: 'POST',
  path: '/api/pack-assignments/:assignmentId/end',
  summary: 'End a pack of an enterprise from a day on',
  access: KEEPERS,
  params: z.object({ assignmentId: Uuid }),
  body: z.object({ version: z.int(), on: DateOn.optional(), reason: Reason }),
  response: readEnterpriseServices.response,
})

export const openRequest = defineRoute({
  method: 'POST',
  path: '/api/pack-assignments/:assignmentId/requests',
  summary: 'Ask for an item of a pack: opens and submits a case of its procedure',
  access: ['enterprise', 'park_committee'],
  params: z.object({ assignmentId: Uuid }),
  body: z.object({
    item: Code,
    matter: z.string().trim().min(2).max(100),
    content: z.string().trim().min(1).max(4000),
    contact: z.string().trim().min(5).max(100),
  }),
  response: z.object({ caseId: Uuid, number: z.string().nullable() }),
  status: 201,
})

export const addVisit = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/visits',
  summary: 'Write down a visit or a call back: day, result, when to come again',
  access: KEEPERS,
  params: EnterpriseParams,
  body: z.object({
    on: DateOn.optional(),
    kind: VisitKind,
    result: VisitResult,
    note: Note.default(null),
    caseId: Uuid.nullable().default(null),
    nextOn: DateOn.nullable().default(null),
  }),
  response: Visit,
  status: 201,
})

export const removeVisit = defineRoute({
  method: 'DELETE',
  path: '/api/service-visits/:visitId',
  summary: 'Take back a visit that was written down by mistake, on the day of writing',
  access: KEEPERS,
  params: z.object({ visitId: Uuid }),
  response: Nothing,
})

export const listVisits = defineRoute({
  method: 'GET',
  path: '/api/service-visits',
  summary: 'Visits, newest first; or those to come that are due',
  access: READERS,
  query: Page.extend({
    due: z.enum(['yes']).optional(),
    steward: z.union([Uuid, z.literal('mine')]).optional(),
    enterprise: Uuid.optional(),
    park: Uuid.optional(),
  }),
  response: z.object({ total: z.int(), visits: z.array(Visit) }),
})
