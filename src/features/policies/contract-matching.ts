/** Matching: which policies an enterprise may have, which enterprises a policy reaches, and why. */
import { z } from 'zod'
import type { PolicyEvidence } from '#domain/matching'
import type { AmountTrace, Verdict } from '#domain/rules'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
export const MatchAnswer = z.enum(['yes', 'near', 'undetermined', 'no'])
export type MatchAnswer = z.infer<typeof MatchAnswer>
/** open: one may apply today; none: the policy has no windows, one may apply at any time. */
export const WindowState = z.enum(['open', 'upcoming', 'closed', 'none'])
export const ApplicationState = z.enum([
  'invited',
  'submitted',
  'approved',
  'rejected',
  'withdrawn',
  'declined',
  'paid',
])
export type ApplicationState = z.infer<typeof ApplicationState>

/** What is lacking, in short: 差 3 件. `lacking` null: not a matter of numbers. */
export const WayStepView = z.object({
  condition: z.string(),
  title: Text,
  lacking: z.number().nullable(),
  unit: z.string().nullable(),
})
export const NeededFact = z.object({
  fact: z.string(),
  title: Text,
  evidence: Text,
  by: z.enum(['enterprise', 'park', 'office']),
  cost: z.number(),
})

export const PolicyMatch = z.object({
  policyId: Uuid,
  versionId: Uuid,
  code: z.string(),
  title: Text,
  summary: Text,
  level: z.enum(['national', 'city', 'zone', 'district', 'park']),
  issuer: Text,
  themes: z.array(z.string()),
  procedure: z.enum(['direct', 'fast', 'ordinary']),
  benefit: z.object({ kind: z.enum(['money', 'service', 'standing']), words: Text }),
  answer: MatchAnswer,
  /** See `distance` of a verdict; null where no change of numbers leads to yes. */
  distance: z.number().nullable(),
  /** In 万元; null: not money, or facts are missing (`amountMissing`). */
  amount: z.number().nullable(),
  amountMissing: z.array(z.string()),
  /** Of a near one: what would have to be otherwise. */
  way: z.array(WayStepView),
  /** Of an undetermined one: what to show first, then the rest of the cheapest set. */
  needed: z.array(NeededFact),
  /** Of a no: titles of the conditions that fail. */
  failing: z.array(Text),
  window: z.object({ state: WindowState, from: DateOn.nullable(), to: DateOn.nullable() }),
  /** Latest application under this policy. */
  application: z.object({ id: Uuid, state: ApplicationState, at: Moment }).nullable(),
})
export type PolicyMatch = z.infer<typeof PolicyMatch>

/** The best that goes together. */
export const Combination = z.object({
  total: z.number(),
  chosen: z.array(
    z.object({
      policyId: Uuid,
      amount: z.number(),
      /** Cut by the ceiling of a group. */
      cutFrom: z.number().nullable(),
    }),
  ),
  leftOut: z.array(
    z.object({
      policyId: Uuid,
      amount: z.number(),
      reason: z.enum(['exclusive', 'excludes', 'ceiling', 'paid', 'window']),
      group: z.string().nullable(),
      /** Chosen instead. */
      insteadOf: z.array(Uuid),
      /** By how much the whole would be less, in 万元, if it were taken; null: it cannot be. */
      loss: z.number().nullable(),
    }),
  ),
})
export type Combination = z.infer<typeof Combination>

export const matchEnterprise = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/policies',
  summary:
    'The policies of a day as they stand for one enterprise: qualified, near, undetermined, not; and the best combination',
  access: BUSINESS_ROLES,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ on: DateOn.optional() }),
  response: z.object({
    on: DateOn,
    counts: z.object({ yes: z.int(), near: z.int(), undetermined: z.int(), no: z.int() }),
    matches: z.array(PolicyMatch),
    combination: Combination.nullable(),
    can: z.object({ apply: z.boolean(), declare: z.boolean() }),
  }),
})

export const explainMatch = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/policies/:policyId',
  summary: 'Why an enterprise may have a policy or not, condition by condition',
  access: BUSINESS_ROLES,
  params: z.object({ enterpriseId: Uuid, policyId: Uuid }),
  query: z.object({ on: DateOn.optional() }),
  response: z.object({
    on: DateOn,
    match: PolicyMatch,
    verdict: z.custom<Verdict>(),
    amount: z.custom<AmountTrace>().nullable(),
    /** How the amount is worked out, in FEEL; null: not money. */
    formula: z.string().nullable(),
    /** `known`: all facts that it shows are known and confirmed, so that it need not be handed in. */
    evidence: z.array(z.object({ evidence: z.custom<PolicyEvidence>(), known: z.boolean() })),
    clauses: z.array(z.object({ document: z.string(), clause: z.string().nullable() })),
  }),
})

/** One enterprise as it stands under a policy. */
export const MatchedEnterprise = z.object({
  enterpriseId: Uuid,
  creditCode: z.string(),
  name: z.string(),
  park: Text.nullable(),
  answer: MatchAnswer,
  distance: z.number().nullable(),
  amount: z.number().nullable(),
  needed: z.array(z.string()),
  application: z.object({ id: Uuid, state: ApplicationState }).nullable(),
  synthetic: z.boolean(),
})
export const listMatches = defineRoute({
  method: 'GET',
  path: '/api/policies/:policyId/matches',
  summary: 'The enterprises that a policy reaches, as far as the caller may see them',
  access: ['zone_office', 'leader', 'park_committee'],
  params: z.object({ policyId: Uuid }),
  query: z.object({
    answer: MatchAnswer.default('yes'),
    park: Uuid.optional(),
    on: DateOn.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    on: DateOn,
    /** When the facts were gathered. */
    asOf: Moment,
    total: z.int(),
    counts: z.object({ yes: z.int(), near: z.int(), undetermined: z.int(), no: z.int() }),
    /** Of those who qualify. */
    amount: z.object({ known: z.number(), unknown: z.int() }),
    enterprises: z.array(MatchedEnterprise),
  }),
})
export const exportMatches = defineRoute({
  method: 'GET',
  path: '/api/policies/:policyId/matches/export',
  summary: 'The same as .xlsx or .csv',
  access: ['zone_office', 'leader', 'park_committee'],
  params: z.object({ policyId: Uuid }),
  query: z.object({
    answer: MatchAnswer.default('yes'),
    park: Uuid.optional(),
    on: DateOn.optional(),
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
  }),
  response: 'binary',
})

export const readMatchingSummary = defineRoute({
  method: 'GET',
  path: '/api/policy-matching',
  summary: 'How many enterprises each policy of a day reaches, as far as the caller may see them',
  access: ['zone_office', 'leader', 'park_committee'],
  query: z.object({ on: DateOn.optional(), park: Uuid.optional() }),
  response: z.object({
    on: DateOn,
    asOf: Moment,
    enterprises: z.int(),
    policies: z.array(
      z.object({
        policyId: Uuid,
        code: z.string(),
        title: Text,
        level: z.enum(['national', 'city', 'zone', 'district', 'park']),
        yes: z.int(),
        near: z.int(),
        undetermined: z.int(),
        no: z.int(),
        amount: z.number(),
        budget: z.number().nullable(),
        paid: z.number(),
      }),
    ),
  }),
})
