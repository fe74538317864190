/** Writing policies: drafts, live check and count, proposal, publication by a second person, decision tables as .dmn. */
import { z } from 'zod'
import type { RuleTable } from '#domain/rules'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'
import { PolicyView } from './contract-library.ts'
import {
  Bilingual,
  ParkName,
  PolicyCode,
  PolicyFindingView,
  PolicyReason,
  PolicyTestResult,
} from './contract-shared.ts'

const WRITERS = ['zone_office', 'park_committee'] as const
const TRIERS = ['zone_office', 'leader', 'park_committee'] as const

/** What an editor chooses from, beside the facts of the rules area. */
export const readPolicyChoices = defineRoute({
  method: 'GET',
  path: '/api/policy-choices',
  summary: 'Parks, groups, themes and other policies that a policy may name',
  access: TRIERS,
  response: z.object({
    parks: z.array(ParkName),
    groups: z.array(z.object({ code: z.string(), title: Bilingual, ceiling: z.number().nullable() })),
    exclusive: z.array(z.string()),
    themes: z.array(z.string()),
    policies: z.array(z.object({ id: Uuid, code: z.string(), title: Bilingual })),
    /** Levels at which the caller may write. */
    levels: z.array(z.enum(['national', 'city', 'zone', 'district', 'park'])),
  }),
})

export const draftPolicy = defineRoute({
  method: 'POST',
  path: '/api/policies',
  summary: 'Begin a draft: an empty policy, a copy under another code, or the next version of a policy',
  access: WRITERS,
  body: z.object({
    /** A version to begin with; null: an empty one. */
    from: Uuid.nullable(),
    /** Null: the next version of `from`. */
    code: PolicyCode.nullable(),
  }),
  response: PolicyView,
  status: 201,
})
/** `policies.stale` (409) names in params what the version saved meanwhile differs in: `differences`, `byName`. */
export const savePolicyDraft = defineRoute({
  method: 'PUT',
  path: '/api/policy-versions/:versionId',
  summary: 'Save a draft; it may be incomplete, the check says what is missing',
  access: WRITERS,
  params: z.object({ versionId: Uuid }),
  body: z.object({
    rowVersion: z.int(),
    definition: z.json(),
    changeNote: z.string().trim().max(2000).nullable(),
  }),
  response: PolicyView,
})
export const deletePolicyDraft = defineRoute({
  method: 'DELETE',
  path: '/api/policy-versions/:versionId',
  summary: 'Delete a draft; a policy without any other version goes with it',
  access: WRITERS,
  params: z.object({ versionId: Uuid }),
  response: Nothing,
})
/**
 * Refused with `policies.not_publishable` while the check has errors, with `policies.contradiction` (params: the conditions that
 * exclude each other) where nobody could ever qualify, with `policies.tests_fail` while an example fails, with
 * `policies.four_eyes` for who wrote or proposed it.
 */
export const actOnPolicyVersion = defineRoute({
  method: 'POST',
  path: '/api/policy-versions/:versionId/acts',
  summary: 'Propose a draft, return a proposal, publish it as a second person, withdraw what was published',
  access: WRITERS,
  params: z.object({ versionId: Uuid }),
  body: z.object({
    act: z.enum(['propose', 'return', 'publish', 'withdraw']),
    rowVersion: z.int(),
    reason: PolicyReason,
  }),
  response: PolicyView,
})

export const checkPolicyDefinition = defineRoute({
  method: 'POST',
  path: '/api/policies/check',
  summary:
    'What is wrong with a definition: shape, days, groups, expressions, contradictions; and its examples run',
  access: TRIERS,
  body: z.object({ definition: z.json(), on: DateOn.optional() }),
  response: z.object({
    findings: z.array(PolicyFindingView),
    tests: z.array(PolicyTestResult),
    /** May be published as it stands. */
    publishable: z.boolean(),
    tookMs: z.number(),
  }),
})

export const TryCounts = z.object({ yes: z.int(), near: z.int(), undetermined: z.int(), no: z.int() })
export type TryCounts = z.infer<typeof TryCounts>
export const TryExample = z.object({
  enterpriseId: Uuid,
  name: z.string(),
  park: z.string().nullable(),
  /** Distance to yes of a near one. */
  distance: z.number().nullable(),
  amount: z.number().nullable(),
})
export const tryPolicyDefinition = defineRoute({
  method: 'POST',
  path: '/api/policies/try',
  summary: 'Whom a definition would reach among the enterprises that the caller may see, on a day',
  access: TRIERS,
  body: z.object({ definition: z.json(), on: DateOn.optional() }),
  response: z.object({
    on: DateOn,
    /** When the facts were gathered. */
    asOf: Moment,
    enterprises: z.int(),
    counts: TryCounts,
    /** Of those who qualify, in 万元; `unknown`: how many whose amount lacks facts. */
    amount: z.object({ total: z.number(), unknown: z.int() }).nullable(),
    byPark: z.array(z.object({ code: z.string().nullable(), counts: TryCounts, amount: z.number() })),
    bySize: z.array(z.object({ code: z.string().nullable(), counts: TryCounts, amount: z.number() })),
    /** At most twenty of each answer. */
    examples: z.object({
      yes: z.array(TryExample),
      near: z.array(TryExample),
      undetermined: z.array(TryExample),
      no: z.array(TryExample),
    }),
    tookMs: z.number(),
  }),
})

export const exportRuleTable = defineRoute({
  method: 'POST',
  path: '/api/policies/tables/export',
  summary: 'A decision table as .dmn',
  access: BUSINESS_ROLES,
  body: z.object({ table: z.json() }),
  response: 'binary',
})
export const importRuleTable = defineRoute({
  method: 'POST',
  path: '/api/policies/tables/import',
  summary: 'Decision tables of a .dmn file as tables of a policy',
  access: TRIERS,
  body: z.object({ xml: z.string().min(1).max(2_000_000) }),
  response: z.object({ tables: z.array(z.custom<RuleTable>()) }),
})
