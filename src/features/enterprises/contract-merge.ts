/** The same enterprise twice in the register: suspected, merged, taken apart again. */
import { z } from 'zod'
import { DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'

const MERGERS = ['zone_office', 'park_committee'] as const
const One = z.object({
  id: Uuid,
  name: z.string(),
  creditCode: z.string(),
  registrationPark: z.string().nullable(),
  status: z.enum(['active', 'closed', 'merged']),
  since: DateOn.nullable(),
})

/**
 * same-name: the same name; former-name: one bears a name that the other bore; same-address: registered at the same address of the
 * same park and in the same technical field.
 */
export const DuplicateReason = z.enum(['same-name', 'former-name', 'same-address'])
export type DuplicateReason = z.infer<typeof DuplicateReason>
export const DuplicatePair = z.object({
  one: One,
  other: One,
  reasons: z.array(DuplicateReason).min(1),
})

export const listDuplicates = defineRoute({
  method: 'GET',
  path: '/api/enterprise-duplicates',
  summary: 'Pairs of enterprises that may be the same, the surest first',
  access: MERGERS,
  query: z.object({
    park: Uuid.optional(),
    reason: DuplicateReason.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ total: z.int(), pairs: z.array(DuplicatePair) }),
})

export const dismissDuplicate = defineRoute({
  method: 'POST',
  path: '/api/enterprise-duplicates/dismissals',
  summary: 'Say that two enterprises are not the same, so that nobody asks again',
  access: MERGERS,
  body: z.object({ one: Uuid, other: Uuid, reason: z.string().trim().min(1).max(1000) }),
  response: Nothing,
  status: 201,
})

/** Two filings for the same form and period. */
export const FilingConflict = z.object({
  form: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  period: z.string(),
  survivor: z.object({ state: z.string(), final: z.boolean() }),
  duplicate: z.object({ state: z.string(), final: z.boolean() }),
  /** Both are final, and would count twice: one approval must be taken back before. */
  blocks: z.boolean(),
})
export const previewMerge = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/merge-preview',
  summary: 'What a merger of another enterprise into this one would touch, and what stands in its way',
  access: MERGERS,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ duplicate: Uuid }),
  response: z.object({
    survivor: One,
    duplicate: One,
    differences: z.array(
      z.object({ field: z.string(), survivor: z.string().nullable(), duplicate: z.string().nullable() }),
    ),
    records: z.int(),
    filings: z.int(),
    conflicts: z.array(FilingConflict),
    mayMerge: z.boolean(),
    /** Changes whenever something of what is shown does; the merger must name it. */
    digest: z.string(),
  }),
})

/** The duplicate is `merged` from then on and points to the survivor; its records and filings stay with it, and are shown with the survivor's. */
export const mergeEnterprises = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/mergers',
  summary: 'Merge another enterprise into this one; nothing is deleted, and it can be undone',
  access: MERGERS,
  params: z.object({ enterpriseId: Uuid }),
  body: z.object({
    duplicate: Uuid,
    /** From which day on; null: it was the same all along. */
    from: DateOn.nullable().default(null),
    reason: z.string().trim().min(1).max(1000),
    /** Of the preview. */
    digest: z.string(),
    /** For each conflict that does not block: whose filing is to be gone on with. */
    conflicts: z
      .array(z.object({ form: z.string(), period: z.string(), keep: z.enum(['survivor', 'duplicate']) }))
      .max(1000)
      .default([]),
  }),
  response: z.object({ mergerId: Uuid }),
  status: 201,
})

export const EnterpriseMerger = z.object({
  id: Uuid,
  survivor: One,
  duplicate: One,
  from: DateOn.nullable(),
  reason: z.string(),
  conflicts: z.array(
    z.object({ form: z.string(), period: z.string(), keep: z.enum(['survivor', 'duplicate']) }),
  ),
  at: Moment,
  byName: z.string(),
  undoneAt: Moment.nullable(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  can: z.object({ undo: z.boolean() }),
})
export const listMergers = defineRoute({
  method: 'GET',
  path: '/api/enterprise-mergers',
  summary: 'Mergers of duplicates, newest first',
  access: ['zone_office', 'leader', 'park_committee'],
  query: z.object({
    enterprise: Uuid.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({ total: z.int(), mergers: z.array(EnterpriseMerger) }),
})
export const undoMerger = defineRoute({
  method: 'POST',
  path: '/api/enterprise-mergers/:mergerId/undo',
  summary: 'Take a merger apart: everything stands again as it stood before',
  access: MERGERS,
  params: z.object({ mergerId: Uuid }),
  body: z.object({ reason: z.string().trim().min(1).max(1000) }),
  response: Nothing,
})
