/** Words that all parts of the contract of statistics use. */
import { z } from 'zod'
import { FINDING_CODES, OPERATORS } from '#domain/indicators'
import { DateOn, Moment, Uuid } from '../route-contract.ts'

export const FilingRhythm = z.enum(['year', 'quarter', 'month'])
export const FormCode = z.string().regex(/^[A-Z][A-Z0-9-]{0,30}$/u)
/** 2024, 2025-Q1, 2025-03 */
export const PeriodId = z.string().regex(/^\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$/u)
/** draft → submitted → approved (→ accepted); returned goes back to who filed. `missing` is one that is owed and was not begun. */
export const FilingState = z.enum(['draft', 'submitted', 'returned', 'approved', 'accepted'])
export type FilingState = z.infer<typeof FilingState>

/** A name in both languages. */
export const Named = z.object({ zh: z.string(), en: z.string() })
export const ParkRef = z.object({ id: Uuid, code: z.string(), name: z.string(), nameEn: z.string() })
export type ParkRef = z.infer<typeof ParkRef>

/** Who files: an enterprise, or a park itself. */
export const UnitRef = z.object({
  id: Uuid,
  kind: z.enum(['enterprise', 'park']),
  name: z.string(),
  nameEn: z.string().nullable(),
  creditCode: z.string().nullable(),
  synthetic: z.boolean(),
})
export type UnitRef = z.infer<typeof UnitRef>

/** null: missing, which is never zero. */
export const CellValue = z.union([z.number(), z.string().max(2000), z.boolean(), z.null()])
export const FilingValues = z.record(z.string(), CellValue)
export type FilingValues = z.infer<typeof FilingValues>

export const Finding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'query']),
  code: z.enum(FINDING_CODES),
  cells: z.array(z.string()),
  left: z.number().nullable(),
  operator: z.enum(OPERATORS).nullable(),
  right: z.number().nullable(),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
})
export type Finding = z.infer<typeof Finding>

export const Localisation = z.object({
  cells: z.array(z.string()),
  weight: z.number(),
  example: z.record(z.string(), z.number().nullable()),
  proven: z.boolean(),
})

export const Reason = z.string().trim().min(1).max(1000)

export const PeriodState = z.enum(['planned', 'open', 'due', 'overdue', 'locked'])

/** How far the filing of one form and period is, over the parks that the caller sees. */
export const CollectionCounts = z.object({
  /** Who must file, by the register of the period's last day. */
  expected: z.int(),
  /** Submitted or further. */
  filed: z.int(),
  onTime: z.int(),
  late: z.int(),
  missing: z.int(),
  drafts: z.int(),
  submitted: z.int(),
  returned: z.int(),
  approved: z.int(),
  final: z.int(),
  withErrors: z.int(),
  unexplained: z.int(),
  openQueries: z.int(),
})
export type CollectionCounts = z.infer<typeof CollectionCounts>

export const CollectionHead = z.object({
  form: FormCode,
  title: Named,
  rhythm: FilingRhythm,
  unit: z.enum(['enterprise', 'park']),
  own: z.boolean(),
  approval: z.enum(['approve', 'approve-then-accept']),
  period: PeriodId,
  formVersion: z.int(),
  fromOn: DateOn,
  toOn: DateOn,
  opensOn: DateOn,
  dueOn: DateOn,
  state: PeriodState,
  /** Reopenings that run. */
  reopened: z.int(),
  lockedAt: Moment.nullable(),
  version: z.int(),
})
export type CollectionHead = z.infer<typeof CollectionHead>

/** JSON as the contract's parser types it. */
export type WireJson = z.infer<ReturnType<typeof z.json>>
