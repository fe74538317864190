/** Words that all parts of the contract of cultivation use. */
import { z } from 'zod'
import { Uuid } from '../route-contract.ts'

export const Text = z.object({ zh: z.string(), en: z.string() })
export const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/u)
export const Reason = z.string().trim().min(1).max(1000)
export const Note = z.string().trim().max(1000).nullable()

/** Who reads of single enterprises here; row-level security says of which. */
export const READERS = ['zone_office', 'leader', 'park_committee', 'district', 'enterprise'] as const
/** Who works with enterprises: the office with all, a park with its own. */
export const KEEPERS = ['zone_office', 'park_committee'] as const

export const Place = z.object({ id: Uuid, name: z.string(), nameEn: z.string() })

/** An enterprise as lists name it. */
export const EnterpriseName = z.object({
  id: Uuid,
  creditCode: z.string(),
  name: z.string(),
  registrationPark: Place.nullable(),
  operationPark: Place.nullable(),
  industry: z.string().nullable(),
  synthetic: z.boolean(),
})
export type EnterpriseName = z.infer<typeof EnterpriseName>

export const VerdictAnswer = z.enum(['yes', 'no', 'undetermined'])
export type VerdictAnswer = z.infer<typeof VerdictAnswer>

/** Which enterprises: the same in every list. */
export const EnterpriseChoice = z.object({
  search: z.string().trim().max(100).optional(),
  park: Uuid.optional(),
  /** By which of the two scopes `park` is meant; default by registration. */
  scope: z.enum(['registration', 'operation']).optional(),
  /** The beginning of a code of GB/T 4754: C, C35, C3562. */
  industry: z.string().max(10).optional(),
  field: z.string().max(40).optional(),
  size: z.string().max(40).optional(),
})
export type EnterpriseChoice = z.infer<typeof EnterpriseChoice>

export const Page = z.object({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const Format = z.enum(['xlsx', 'csv']).default('xlsx')
