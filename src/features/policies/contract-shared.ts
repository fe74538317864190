/** Words that all parts of the contract of policies use. */
import { z } from 'zod'
import { DateOn, Moment, Uuid } from '../route-contract.ts'

export const Bilingual = z.object({ zh: z.string(), en: z.string() })
export const PolicyCode = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,99}$/u)
export const PolicyReason = z.string().trim().min(1).max(2000)
export const PolicyLevel = z.enum(['national', 'city', 'zone', 'district', 'park'])
export const PolicyProcedure = z.enum(['direct', 'fast', 'ordinary'])
export const PolicyStatus = z.enum(['verified', 'unverified', 'assumed', 'example'])
export const VersionState = z.enum(['draft', 'proposed', 'published', 'withdrawn', 'superseded'])
export type VersionState = z.infer<typeof VersionState>
/** On a day: in force, not yet, no more, taken back; `draft`: nothing was published yet. */
export const PolicyStanding = z.enum(['in-force', 'upcoming', 'ended', 'withdrawn', 'draft'])
export type PolicyStanding = z.infer<typeof PolicyStanding>

/** JSON as the contract's parser types it. */
export type PolicyJson = z.infer<ReturnType<typeof z.json>>
/** A place in a definition. */
export const PlacePath = z.array(z.union([z.string(), z.int()]))

/** A park as a short name for tables and choices. */
export const ParkName = z.object({ id: Uuid, code: z.string(), name: Bilingual })
export type ParkName = z.infer<typeof ParkName>

/** What a check found: of shape (always an error), of the policy, or of its rules. */
export const PolicyFindingView = z.object({
  /** Message code; texts stand with those of issues. */
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  from: z.enum(['shape', 'policy', 'rules']),
  path: PlacePath,
  /** The condition (node id) it speaks of, and where in its expression; null: not about an expression. */
  condition: z.string().nullable(),
  range: z.object({ from: z.int(), to: z.int() }).nullable(),
  params: z.record(z.string(), z.json()),
})
export type PolicyFindingView = z.infer<typeof PolicyFindingView>

/** An example kept with the rule, and what came out. */
export const PolicyTestResult = z.object({
  title: z.string(),
  on: DateOn,
  passed: z.boolean(),
  expected: z.object({ answer: z.enum(['yes', 'no', 'undetermined']), amount: z.number().nullable() }),
  actual: z.object({ answer: z.enum(['yes', 'no', 'undetermined']), amount: z.number().nullable() }),
})
export type PolicyTestResult = z.infer<typeof PolicyTestResult>

/** One difference of two versions: of a field by its path, or of a node of the rule by its id. */
export const PolicyDifference = z.object({
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  path: PlacePath,
  /** Of the rule tree: the node and what it is called. */
  node: z.object({ id: z.string(), title: Bilingual.nullable() }).nullable(),
  before: z.json().nullable(),
  after: z.json().nullable(),
})
export type PolicyDifference = z.infer<typeof PolicyDifference>

export const PersonAt = z.object({ name: z.string(), at: Moment })
