/**
 * The zone's rule book: which facts rules may ask, dated parameters, tables and scores; what is known of an enterprise, from where;
 * and what an enterprise says of itself where nothing else does.
 */
import { z } from 'zod'
import type { FactDefinition, RuleTable, ScoreSheet } from '#domain/rules'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
export const FactCode = z.string().min(1).max(60)
/** Days as ISO texts. */
export const FactValue = z.union([
  z.number(),
  z.boolean(),
  z.string().max(500),
  z.array(z.string().max(200)).max(200),
])
export type FactValue = z.infer<typeof FactValue>
export const Clause = z.object({
  document: z.string().trim().min(1).max(300),
  clause: z.string().trim().max(100).nullable(),
  documentId: Uuid.nullable(),
  url: z
    .url({ protocol: /^https?$/u })
    .max(500)
    .nullable(),
})
/** Where a value is from; what `place` holds follows from `kind`. */
export const Source = z.object({
  kind: z.enum(['filing', 'register', 'record', 'declaration', 'derived', 'given']),
  place: z.record(z.string(), z.json()),
})
export type Source = z.infer<typeof Source>

export const ParameterView = z.object({
  code: FactCode,
  title: Text,
  type: z.enum(['number', 'text', 'texts', 'date']),
  unit: z.string().nullable(),
  shipped: z.boolean(),
  /** In order of days; `to` is the first day on which it no longer holds. */
  values: z.array(
    z.object({
      from: DateOn,
      to: DateOn.nullable(),
      value: FactValue,
      clause: Clause,
      reason: z.string(),
      byName: z.string(),
      since: Moment,
    }),
  ),
  /** What held before it was corrected, newest first. */
  corrected: z.array(
    z.object({ from: DateOn, to: DateOn.nullable(), value: FactValue, byName: z.string(), until: Moment }),
  ),
})
export type ParameterView = z.infer<typeof ParameterView>

export const readRuleBook = defineRoute({
  method: 'GET',
  path: '/api/rules/book',
  summary: 'Facts, parameters, tables and scores that rules of this zone may use',
  access: BUSINESS_ROLES,
  response: z.object({
    facts: z.array(z.custom<FactDefinition>()),
    parameters: z.array(ParameterView),
    tables: z.array(z.custom<RuleTable>()),
    scores: z.array(z.custom<ScoreSheet>()),
    /** Pinyin initials of facts and parameters, for completion. */
    initials: z.record(z.string(), z.string()),
    can: z.object({ changeParameters: z.boolean() }),
  }),
})

/** From a day on; what stood from then on is replaced, what stood before stays. */
export const setParameter = defineRoute({
  method: 'POST',
  path: '/api/rules/parameters/:code/values',
  summary: 'Let a parameter have another value from a day on',
  access: ['zone_office'],
  params: z.object({ code: FactCode }),
  body: z.object({
    from: DateOn,
    /** First day on which it no longer holds; null: until the next value that stands, or until further notice. */
    to: DateOn.nullable().default(null),
    value: FactValue,
    clause: Clause,
    reason: z.string().trim().min(1).max(1000),
  }),
  response: ParameterView,
  status: 201,
})

export const FactFile = z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() })
export const DeclarationState = z.enum(['declared', 'confirmed', 'refused', 'withdrawn', 'replaced'])
export const Declaration = z.object({
  id: Uuid,
  enterprise: z.object({ id: Uuid, name: z.string(), creditCode: z.string() }),
  fact: FactCode,
  title: Text,
  unit: z.string().nullable(),
  value: FactValue,
  from: DateOn,
  /** Exclusive: from then on it must be said anew. */
  to: DateOn,
  state: DeclarationState,
  note: z.string().nullable(),
  at: Moment,
  byName: z.string(),
  decidedAt: Moment.nullable(),
  decidedByName: z.string().nullable(),
  decisionReason: z.string().nullable(),
  files: z.array(FactFile),
  synthetic: z.boolean(),
  version: z.int(),
  can: z.array(z.enum(['withdraw', 'confirm', 'refuse'])),
})
export type Declaration = z.infer<typeof Declaration>

/** One fact of one enterprise; `value` null: unknown. */
export const FactOf = z.object({
  fact: FactCode,
  title: Text,
  group: z.string(),
  type: z.enum(['number', 'boolean', 'text', 'texts', 'date']),
  unit: z.string().nullable(),
  value: FactValue.nullable(),
  /** What text values mean, where they are codes. */
  words: z.array(z.object({ code: z.string(), title: Text })),
  source: Source.nullable(),
  evidence: z.object({ what: Text, by: z.enum(['enterprise', 'park', 'office']), cost: z.number() }),
  /** May be said by the caller. */
  declarable: z.boolean(),
  formula: z.string().nullable(),
  confidential: z.boolean(),
})
export type FactOf = z.infer<typeof FactOf>

export const readEnterpriseFacts = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/facts',
  summary:
    'What is known of an enterprise on a day, fact by fact, each with its source; and what it said itself',
  access: BUSINESS_ROLES,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ on: DateOn.optional() }),
  response: z.object({
    on: DateOn,
    facts: z.array(FactOf),
    declarations: z.array(Declaration),
    can: z.object({ declare: z.boolean() }),
  }),
})

export const declareFact = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/facts',
  summary: 'Say what no filing and no record says, with what shows it',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ enterpriseId: Uuid }),
  body: z.object({
    fact: FactCode,
    value: FactValue,
    /** The day it speaks of; default today. */
    from: DateOn.optional(),
    note: z.string().trim().max(1000).nullable().default(null),
    files: z.array(Uuid).max(10).default([]),
  }),
  response: Declaration,
  status: 201,
})

export const addFactFiles = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/fact-files',
  summary: 'Send papers that show a fact; the declaration names them after',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ enterpriseId: Uuid }),
  upload: 'multipart',
  response: z.object({ files: z.array(FactFile) }),
  status: 201,
})

export const downloadFactFile = defineRoute({
  method: 'GET',
  path: '/api/fact-files/:fileId',
  summary: 'A paper that shows a fact',
  access: BUSINESS_ROLES,
  params: z.object({ fileId: Uuid }),
  response: 'binary',
})

export const decideDeclaration = defineRoute({
  method: 'POST',
  path: '/api/rules/declarations/:declarationId/decision',
  summary: 'Confirm or refuse what an enterprise said, or take back the own word',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ declarationId: Uuid }),
  body: z.object({
    decision: z.enum(['confirm', 'refuse', 'withdraw']),
    reason: z.string().trim().max(1000).nullable().default(null),
    version: z.int(),
  }),
  response: Declaration,
})

export const listDeclarations = defineRoute({
  method: 'GET',
  path: '/api/rules/declarations',
  summary: 'What enterprises said of themselves, those that wait for confirmation first',
  access: ['zone_office', 'leader', 'park_committee', 'enterprise'],
  query: z.object({
    state: DeclarationState.optional(),
    enterprise: Uuid.optional(),
    fact: FactCode.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ total: z.int(), waiting: z.int(), declarations: z.array(Declaration) }),
})
