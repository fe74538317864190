/** Everything about one enterprise on one page. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { EnterpriseRow, Place, readEnterprise } from './contract-register.ts'
import { EnterpriseRecord, RecordKindCode } from './contract-records.ts'

/** From a day until another, exclusive; null: from the beginning, until further notice. */
const Span = z.object({ from: DateOn.nullable(), to: DateOn.nullable() })

export const readProfile = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId/profile',
  summary: 'An enterprise on a day: identity, names, places, records, filings, cases, suspected duplicates',
  access: BUSINESS_ROLES,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({
    /** The day whose standing is shown; default today. Histories are whole. */
    on: DateOn.optional(),
    /** As it was known at this moment; default now. */
    asOf: Moment.optional(),
  }),
  response: z.object({
    on: DateOn,
    enterprise: EnterpriseRow,
    /** Oldest first. */
    names: z.array(Span.extend({ name: z.string(), nameEn: z.string().nullable() })),
    addresses: z.array(Span.extend({ address: z.string() })),
    /** 统计口径 by registration and by operation; null: outside of the zone. */
    parks: z.array(Span.extend({ registrationPark: Place.nullable(), operationPark: Place.nullable() })),
    industries: z.array(Span.extend({ industry: z.string().nullable(), field: z.string().nullable() })),
    /** Of all kinds; those that hold on the day first, then by first day, newest first. */
    records: z.array(EnterpriseRecord.extend({ holds: z.boolean() })),
    filings: readEnterprise.response.shape.filings,
    /** Cases in which it is the subject or the applicant, newest first, as far as the caller may see them. */
    cases: z.array(
      z.object({
        id: Uuid,
        number: z.string().nullable(),
        title: z.string(),
        procedure: z.string(),
        stage: z.string(),
        outcome: z.string().nullable(),
        openedAt: Moment.nullable(),
      }),
    ),
    mergedFrom: readEnterprise.response.shape.mergedFrom,
    /** Others that may be the same; to who may merge. */
    duplicates: z.array(
      z.object({ id: Uuid, name: z.string(), creditCode: z.string(), reasons: z.array(z.string()) }),
    ),
    /** What was left out because the caller may not see it. */
    withheld: z.object({
      /** Records with a confidential field that is not shown. */
      records: z.int(),
      /** Codes of the fields, `kind.field`. */
      fields: z.array(z.string()),
    }),
    can: z.object({
      change: z.boolean(),
      merge: z.boolean(),
      /** Kinds of which the caller may add a record, and whether it waits for confirmation then. */
      addRecords: z.array(RecordKindCode),
      addsDeclared: z.boolean(),
      decideRecords: z.boolean(),
    }),
  }),
})
