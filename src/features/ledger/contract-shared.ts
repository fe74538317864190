/** Words that all parts of the ledger's contract use. */
import { z } from 'zod'
import { DUE_PRECISIONS, DUTY_FLAGS, DUTY_STATES, LIGHTS, RHYTHMS } from '#domain/ledger'
import { DateOn, Moment, Uuid } from '../route-contract.ts'

export const Light = z.enum(LIGHTS)
export const DutyState = z.enum(DUTY_STATES)
export const DutyFlag = z.enum(DUTY_FLAGS)
export const Rhythm = z.enum(RHYTHMS)
export const DuePrecision = z.enum(DUE_PRECISIONS)
export const DutyVisibility = z.enum(['organisation', 'zone', 'public'])
export const DutySource = z.enum(['plan', 'register', 'manual', 'gap', 'inspection', 'alert'])

/** JSON as the contract's parser types it. */
export type WireJson = z.infer<ReturnType<typeof z.json>>

/** A body with its short names of today. */
export const Body = z.object({ id: Uuid, name: z.string(), nameEn: z.string() })
export type Body = z.infer<typeof Body>

/** A list of the zone (kinds of action, carriers): code and names with the source. */
export const LedgerCode = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  sourceZh: z.string(),
  sourceEn: z.string(),
})
export type LedgerCode = z.infer<typeof LedgerCode>

export const Reason = z.string().trim().min(1).max(1000)
export const DecisionInput = z.object({ reference: z.string().trim().min(1).max(200), on: DateOn })

/** The sentence that something stands on; `href` opens it in the reading room. */
export const SourceSentence = z.object({
  documentId: Uuid,
  documentTitle: z.string(),
  versionId: Uuid,
  itemId: Uuid.nullable(),
  start: z.int(),
  end: z.int(),
  quote: z.string(),
  href: z.string(),
})
export type SourceSentence = z.infer<typeof SourceSentence>

export const DutyRow = z.object({
  id: Uuid,
  /** Number in the ledger, given once. */
  serial: z.int(),
  kind: z.enum(['duty', 'measure', 'instance']),
  parentId: Uuid.nullable(),
  title: z.string(),
  number: z.string().nullable(),
  owner: Body,
  lead: Body.nullable(),
  supporting: z.array(Body),
  person: z.string().nullable(),
  park: Body.nullable(),
  categories: z.array(z.string()),
  startsOn: DateOn.nullable(),
  dueOn: DateOn.nullable(),
  precision: DuePrecision,
  dueText: z.string().nullable(),
  rhythm: Rhythm.nullable(),
  period: z.string().nullable(),
  state: DutyState,
  light: Light,
  /** Set by hand. */
  overridden: z.boolean(),
  flags: z.array(DutyFlag),
  /** Percent, rolled up where it has parts. */
  progress: z.number(),
  parts: z.int(),
  evidence: z.int(),
  lastReportOn: DateOn.nullable(),
  reportDueOn: DateOn.nullable(),
  document: z.object({ id: Uuid, title: z.string() }).nullable(),
  source: DutySource,
  visibility: DutyVisibility,
  forEvaluation: z.boolean(),
  synthetic: z.boolean(),
  changedAt: Moment,
  version: z.int(),
})
export type DutyRow = z.infer<typeof DutyRow>

/** A list in an address: `red,yellow`. */
export function listOf<T extends z.ZodType<string, string>>(one: T) {
  return z
    .string()
    .max(2000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(one).max(50))
    .optional()
}

/** Which duties: the same for list, timeline, matrix, board, export, comparison and circulars. */
export const dutyFilterShape = {
  q: z.string().trim().max(100).optional(),
  state: listOf(DutyState),
  /** Whole groups of states: open, done (verified, closed), gone (merged, dropped), suspended. */
  group: z.enum(['open', 'done', 'gone', 'suspended', 'all']).optional(),
  light: listOf(Light),
  flag: listOf(DutyFlag),
  owner: Uuid.optional(),
  lead: Uuid.optional(),
  /** Lead or supporting. */
  body: Uuid.optional(),
  park: Uuid.optional(),
  person: Uuid.optional(),
  document: Uuid.optional(),
  plan: Uuid.optional(),
  category: z.string().max(60).optional(),
  kind: listOf(z.enum(['duty', 'measure', 'instance'])),
  parent: Uuid.optional(),
  source: listOf(DutySource),
  dueFrom: DateOn.optional(),
  dueTo: DateOn.optional(),
  /** What my body leads or supports. */
  mine: z.stringbool().optional(),
  evaluation: z.stringbool().optional(),
  visibility: DutyVisibility.optional(),
}
export const DutyFilter = z.object(dutyFilterShape)
export type DutyFilter = z.infer<typeof DutyFilter>

export const DUTY_SORTS = ['due', 'changed', 'progress', 'serial', 'title', 'lead', 'light', 'plan'] as const
export const dutySortShape = {
  sort: z.enum(DUTY_SORTS).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
}
