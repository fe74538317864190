/** Words that all parts of the contract of evaluation use. */
import { z } from 'zod'
import { ROUND_ACTS, ROUND_STATES, SCHEME_STANDINGS } from '#domain/evaluation'
import { Moment, Uuid } from '../route-contract.ts'

export const Named = z.object({ zh: z.string(), en: z.string() })
/** 2024, 2025-Q1, 2025-03 */
export const PeriodId = z.string().regex(/^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/u)
export const SchemeCode = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u)
export const Digest = z.string().regex(/^[0-9a-f]{64}$/u)
export const Reason = z.string().trim().min(1).max(2000)
/** JSON as the contract's parser types it. */
export type WireJson = z.infer<ReturnType<typeof z.json>>

export const RoundState = z.enum(ROUND_STATES)
export type RoundState = z.infer<typeof RoundState>
export const RoundAct = z.enum(ROUND_ACTS)
export const RunState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export type RunState = z.infer<typeof RunState>
export const RunKind = z.enum(['official', 'trial', 'variant'])

export const WireIssue = z.object({
  code: z.string(),
  path: z.array(z.union([z.string(), z.int()])),
  params: z.record(z.string(), z.json()),
})

/** A scheme without its definition. */
export const SchemeRow = z.object({
  id: Uuid,
  code: SchemeCode,
  version: z.int(),
  name: Named,
  state: z.enum(['draft', 'published']),
  standing: z.enum(SCHEME_STANDINGS),
  unitKind: z.string(),
  rhythm: z.enum(['year', 'quarter', 'month']),
  /** Leaves. */
  indicators: z.int(),
  shipped: z.boolean(),
  /** Of an evaluator's own variant; null: the zone's. */
  owner: z.object({ id: Uuid, name: z.string() }).nullable(),
  basedOn: Uuid.nullable(),
  changeNote: z.string().nullable(),
  digest: Digest,
  rowVersion: z.int(),
  changedAt: Moment,
  changedByName: z.string(),
  publishedAt: Moment.nullable(),
  publishedByName: z.string().nullable(),
  can: z.array(z.enum(['change', 'publish', 'delete', 'copy', 'run'])),
})
export type SchemeRow = z.infer<typeof SchemeRow>

/** What is judged: a park by its code, an incubator, a cluster. */
export const UnitView = z.object({
  kind: z.string(),
  code: z.string(),
  name: Named,
  parkId: Uuid.nullable(),
  groups: z.record(z.string(), z.string()),
  synthetic: z.boolean(),
})
export type UnitView = z.infer<typeof UnitView>

/** What groupings (发展类型, 产业领域) and their groups are called, by code. */
export const GroupNames = z.record(z.string(), z.object({ name: Named, groups: z.record(z.string(), Named) }))
export type GroupNames = z.infer<typeof GroupNames>
