/** The library of policies (政策库): finding, reading, versions, what two versions differ in. */
import { z } from 'zod'
import type { PolicyDefinition } from '#domain/matching'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import {
  Bilingual,
  PersonAt,
  PolicyCode,
  PolicyDifference,
  PolicyLevel,
  PolicyProcedure,
  PolicyStanding,
  PolicyStatus,
  VersionState,
} from './contract-shared.ts'

/** A version without its definition. */
export const PolicyVersionRow = z.object({
  id: Uuid,
  number: z.int(),
  state: VersionState,
  digest: z.string(),
  shipped: z.boolean(),
  changeNote: z.string().nullable(),
  rowVersion: z.int(),
  valid: z.object({ from: z.string(), to: z.string().nullable() }),
  drafted: PersonAt,
  changed: PersonAt,
  proposed: PersonAt.nullable(),
  /** Came back from proposal with this reason. */
  returned: PersonAt.extend({ reason: z.string() }).nullable(),
  published: PersonAt.nullable(),
  withdrawn: PersonAt.extend({ reason: z.string() }).nullable(),
  can: z.array(z.enum(['change', 'delete', 'propose', 'return', 'publish', 'withdraw', 'copy'])),
})
export type PolicyVersionRow = z.infer<typeof PolicyVersionRow>

export const PolicyRow = z.object({
  id: Uuid,
  code: PolicyCode,
  /** The version shown: the one of the day, or else the newest that the caller sees. */
  versionId: Uuid,
  number: z.int(),
  state: VersionState,
  standing: PolicyStanding,
  title: Bilingual,
  summary: Bilingual,
  level: PolicyLevel,
  issuer: Bilingual,
  themes: z.array(z.string()),
  status: PolicyStatus,
  procedure: PolicyProcedure,
  benefit: z.object({
    kind: z.enum(['money', 'service', 'standing']),
    words: Bilingual,
    ceiling: z.number().nullable(),
  }),
  valid: z.object({ from: z.string(), to: z.string().nullable() }),
  /** open: one may apply on the day; none: the policy has no windows, one may apply at any time. */
  window: z.object({
    state: z.enum(['open', 'upcoming', 'closed', 'none']),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  /** Codes; null: in all. */
  parks: z.array(z.string()).nullable(),
  /** Of the year of the day, in 万元; null: without a limit of its own. */
  budget: z.number().nullable(),
  owner: z.object({ id: Uuid, name: z.string() }).nullable(),
  shipped: z.boolean(),
  /** A draft or proposal of the next version, as far as the caller sees it. */
  inWork: z.object({ versionId: Uuid, number: z.int(), state: VersionState, byName: z.string() }).nullable(),
})
export type PolicyRow = z.infer<typeof PolicyRow>

export const PolicyFilter = z.object({
  /** Words in title, summary, issuer, clauses or code; all of them, split at spaces. */
  q: z.string().trim().max(100).optional(),
  level: PolicyLevel.optional(),
  theme: z.string().max(50).optional(),
  /** Code of a park in which it holds. */
  park: z.string().max(100).optional(),
  procedure: PolicyProcedure.optional(),
  status: PolicyStatus.optional(),
  standing: PolicyStanding.optional(),
  /** With a draft, or a proposal, that the caller sees. */
  inWork: z.enum(['draft', 'proposed']).optional(),
  /** The day; default today. */
  on: DateOn.optional(),
  sort: z.enum(['code', 'title', 'level', 'from', 'to', 'changed']).default('level'),
  direction: z.enum(['up', 'down']).default('up'),
})

export const listPolicies = defineRoute({
  method: 'GET',
  path: '/api/policies',
  summary: 'Policies of the library that the caller sees, as they stand on a day',
  access: BUSINESS_ROLES,
  query: PolicyFilter.extend({
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    on: DateOn,
    total: z.int(),
    policies: z.array(PolicyRow),
    /** Before filtering, for choosing: how many there are of each. */
    themes: z.array(z.object({ theme: z.string(), count: z.int() })),
    standings: z.array(z.object({ standing: PolicyStanding, count: z.int() })),
    can: z.object({ draft: z.boolean() }),
  }),
})
export const exportPolicies = defineRoute({
  method: 'GET',
  path: '/api/policies/export',
  summary: 'The same list as .xlsx or .csv',
  access: BUSINESS_ROLES,
  query: PolicyFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'binary',
})

/** 谁在什么时候做了什么. */
export const PolicyActRow = z.object({
  versionId: Uuid.nullable(),
  number: z.int(),
  act: z.enum(['draft', 'save', 'propose', 'return', 'publish', 'supersede', 'withdraw']),
  reason: z.string().nullable(),
  /** Of a save: paths of what it changed. */
  changed: z.array(z.string()),
  at: Moment,
  byName: z.string(),
})

export const PolicyView = z.object({
  row: PolicyRow,
  version: PolicyVersionRow,
  /** Complete and parsed; null while a draft does not have the shape yet (`draft` has it as it was saved). */
  definition: z.custom<PolicyDefinition>().nullable(),
  draft: z.json().nullable(),
  /** Newest first. */
  versions: z.array(PolicyVersionRow),
  acts: z.array(PolicyActRow),
  /** The documents of the library that clauses refer to, as far as the caller may open them. */
  documents: z.array(z.object({ documentId: Uuid, title: z.string(), versionId: Uuid.nullable() })),
  /** Policies named in `excludes`, `supersedes` or sharing a group, by code. */
  related: z.array(
    z.object({
      policyId: Uuid,
      code: z.string(),
      title: Bilingual,
      relation: z.enum(['excludes', 'supersedes', 'superseded-by', 'exclusive', 'stacking']),
      group: z.string().nullable(),
    }),
  ),
  groups: z.array(z.object({ code: z.string(), title: Bilingual, ceiling: z.number().nullable() })),
})
export type PolicyView = z.infer<typeof PolicyView>

export const readPolicy = defineRoute({
  method: 'GET',
  path: '/api/policies/:policyId',
  summary: 'A policy with one version, all its versions and what happened to them',
  access: BUSINESS_ROLES,
  params: z.object({ policyId: Uuid }),
  query: z.object({ version: Uuid.optional(), on: DateOn.optional() }),
  response: PolicyView,
})
export const comparePolicyVersions = defineRoute({
  method: 'GET',
  path: '/api/policies/:policyId/differences',
  summary: 'What two versions of a policy differ in, field by field and condition by condition',
  access: BUSINESS_ROLES,
  params: z.object({ policyId: Uuid }),
  query: z.object({ from: Uuid, to: Uuid }),
  response: z.object({
    from: PolicyVersionRow,
    to: PolicyVersionRow,
    differences: z.array(PolicyDifference),
  }),
})
