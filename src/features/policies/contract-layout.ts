/** Layout of industries over parks (产业布局, M21): roles valid in time, rules of several sources, proposals with the fewest changes. */
import { z } from 'zod'
import { DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { Bilingual, ParkName, PolicyReason } from './contract-shared.ts'

export const BODIES = [
  'zone_office',
  'leader',
  'park_committee',
  'department',
  'district',
  'platform_company',
  'evaluator',
] as const
export const IndustryCode = z.string().trim().min(1).max(100)
export const IndustryRole = z.enum(['leading', 'cultivated'])
export const ParkIndustry = z.object({
  industry: IndustryCode,
  role: IndustryRole,
  from: DateOn,
  to: DateOn.nullable(),
  source: z.string(),
  synthetic: z.boolean(),
})
export const LayoutFindingView = z.object({
  rule: z.string(),
  /** Message code of what is broken. */
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  park: z.string().nullable(),
  industry: z.string().nullable(),
  params: z.record(z.string(), z.json()),
})
/** The rules of one source; each source is answered apart. */
export const LayoutRuleSet = z.object({
  code: z.string(),
  title: Bilingual,
  source: z.string(),
  clause: z.string().nullable(),
  from: DateOn,
  to: DateOn.nullable(),
  /** 原则上: what breaks them is a warning. */
  inPrinciple: z.boolean(),
  rules: z.array(z.object({ code: z.string(), words: Bilingual })),
  inForce: z.boolean(),
  satisfied: z.boolean(),
  findings: z.array(LayoutFindingView),
})
export const LayoutView = z.object({
  on: DateOn,
  industries: z.array(z.object({ code: IndustryCode, name: Bilingual, parks: z.int() })),
  parks: z.array(ParkName.extend({ industries: z.array(ParkIndustry) })),
  ruleSets: z.array(LayoutRuleSet),
  can: z.object({ change: z.boolean(), propose: z.boolean() }),
})
export type LayoutView = z.infer<typeof LayoutView>

export const readLayout = defineRoute({
  method: 'GET',
  path: '/api/layout',
  summary: 'Industries of the parks on a day, and what the rules of each source say of them',
  access: BODIES,
  query: z.object({ on: DateOn.optional() }),
  response: LayoutView,
})
export const changeParkIndustry = defineRoute({
  method: 'POST',
  path: '/api/layout/changes',
  summary: 'Let a park lead, cultivate or leave an industry from a day on',
  access: ['zone_office'],
  body: z.object({
    park: Uuid,
    industry: IndustryCode,
    /** Null: the park leaves it. */
    role: IndustryRole.nullable(),
    from: DateOn,
    source: z.string().trim().min(1).max(500),
    reason: PolicyReason,
    /** Names an industry that is not on the list yet. */
    name: Bilingual.nullable().default(null),
  }),
  response: LayoutView,
  status: 201,
})
export const readLayoutHistory = defineRoute({
  method: 'GET',
  path: '/api/layout/history',
  summary: 'All spells of the industries of a park, those corrected since included',
  access: BODIES,
  query: z.object({ park: Uuid }),
  response: z.object({
    spells: z.array(
      ParkIndustry.extend({
        reason: z.string().nullable(),
        byName: z.string(),
        since: Moment,
        /** Null: stands. */
        until: Moment.nullable(),
      }),
    ),
  }),
})

export const LayoutChange = z.object({
  kind: z.enum(['drop', 'change-role', 'add']),
  park: z.string(),
  industry: z.string(),
  before: IndustryRole.nullable(),
  after: IndustryRole.nullable(),
})
export type LayoutChange = z.infer<typeof LayoutChange>
export const LayoutProposalView = z.object({
  id: Uuid,
  title: z.string(),
  on: DateOn,
  ruleSets: z.array(z.string()),
  pinned: z.array(z.object({ park: z.string(), industry: z.string() })),
  changes: z.int(),
  /** Proven that no fewer changes do. */
  proven: z.boolean(),
  at: Moment,
  byName: z.string(),
  parks: z.array(
    z.object({
      park: ParkName,
      changes: z.array(LayoutChange),
      state: z.enum(['open', 'adopted', 'declined']),
      from: DateOn.nullable(),
      reason: z.string().nullable(),
      decidedByName: z.string().nullable(),
      version: z.int(),
    }),
  ),
  /** The layout that it leads to satisfies each of the chosen rule sets. */
  after: z.array(
    z.object({ ruleSet: z.string(), satisfied: z.boolean(), findings: z.array(LayoutFindingView) }),
  ),
})
export type LayoutProposalView = z.infer<typeof LayoutProposalView>
export const proposeLayout = defineRoute({
  method: 'POST',
  path: '/api/layout/proposals',
  summary: 'The fewest changes of the layout with which it satisfies the rules of the chosen sources',
  access: ['zone_office'],
  body: z.object({
    title: z.string().trim().min(1).max(200),
    on: DateOn.optional(),
    ruleSets: z.array(z.string().max(100)).min(1).max(10),
    /** Pairs that stay as they are; codes. */
    pinned: z
      .array(z.object({ park: z.string().max(100), industry: IndustryCode }))
      .max(500)
      .default([]),
  }),
  response: LayoutProposalView,
  status: 201,
})
export const listLayoutProposals = defineRoute({
  method: 'GET',
  path: '/api/layout/proposals',
  summary: 'Proposals so far, the newest first',
  access: ['zone_office', 'leader'],
  response: z.object({ proposals: z.array(LayoutProposalView) }),
})
export const readLayoutProposal = defineRoute({
  method: 'GET',
  path: '/api/layout/proposals/:proposalId',
  summary: 'One proposal, park by park',
  access: ['zone_office', 'leader'],
  params: z.object({ proposalId: Uuid }),
  response: LayoutProposalView,
})
export const decideLayoutPark = defineRoute({
  method: 'POST',
  path: '/api/layout/proposals/:proposalId/parks/:parkId',
  summary: 'Take up the changes proposed for a park from a day on, or decline them',
  access: ['zone_office'],
  params: z.object({ proposalId: Uuid, parkId: Uuid }),
  body: z.object({
    decision: z.enum(['adopt', 'decline']),
    /** Of an adoption: from when the changes hold. */
    from: DateOn.nullable(),
    reason: PolicyReason,
    version: z.int(),
  }),
  response: LayoutProposalView,
})
