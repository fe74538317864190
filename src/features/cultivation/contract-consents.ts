/** Consents (授权): what of an enterprise may go to a bank or a credit body, for what, until when; and everything that went. */
import { z } from 'zod'
import { DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { EnterpriseName, Page, Reason } from './contract-shared.ts'

/** 创新积分, 企业基本情况, 指定的事实 */
export const SharedPart = z.enum(['score', 'profile', 'facts'])
export type SharedPart = z.infer<typeof SharedPart>
export const ConsentState = z.enum(['valid', 'expired', 'withdrawn'])

const PEOPLE = ['zone_office', 'leader', 'park_committee', 'enterprise'] as const

export const Sharing = z.object({
  id: Uuid,
  consentId: Uuid,
  parts: z.array(SharedPart),
  facts: z.array(z.string()),
  /** SHA-256 of the package. */
  digest: z.string(),
  on: DateOn,
  at: Moment,
  byName: z.string(),
  byOrganisation: z.string().nullable(),
})
export type Sharing = z.infer<typeof Sharing>

export const Consent = z.object({
  id: Uuid,
  serial: z.int(),
  enterprise: EnterpriseName,
  receiver: z.object({ name: z.string(), creditCode: z.string().nullable() }),
  parts: z.array(SharedPart),
  /** Of `facts`: their codes. */
  facts: z.array(z.string()),
  purpose: z.string(),
  from: DateOn,
  /** Last day. */
  until: DateOn,
  state: ConsentState,
  withdrawnAt: Moment.nullable(),
  withdrawnReason: z.string().nullable(),
  givenAt: Moment,
  givenByName: z.string(),
  sharings: z.array(Sharing),
  version: z.int(),
  can: z.array(z.enum(['withdraw', 'share'])),
})
export type Consent = z.infer<typeof Consent>

export const listConsents = defineRoute({
  method: 'GET',
  path: '/api/consents',
  summary: 'Consents that the caller may see, the newest first',
  access: PEOPLE,
  query: Page.extend({
    enterprise: Uuid.optional(),
    state: ConsentState.optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: z.object({
    total: z.int(),
    consents: z.array(Consent),
    can: z.object({ give: z.boolean() }),
  }),
})

export const giveConsent = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/consents',
  summary: 'The enterprise consents that a named body receives something for a purpose until a day',
  access: ['enterprise'],
  params: z.object({ enterpriseId: Uuid }),
  body: z.object({
    receiver: z.object({
      name: z.string().trim().min(2).max(100),
      creditCode: z
        .string()
        .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/u)
        .nullable()
        .default(null),
    }),
    parts: z.array(SharedPart).min(1).max(3),
    facts: z.array(z.string().min(1).max(60)).max(100).default([]),
    purpose: z.string().trim().min(2).max(500),
    until: DateOn,
  }),
  response: Consent,
  status: 201,
})

export const withdrawConsent = defineRoute({
  method: 'POST',
  path: '/api/consents/:consentId/withdraw',
  summary: 'The enterprise takes its consent back; what went already stays recorded',
  access: ['enterprise'],
  params: z.object({ consentId: Uuid }),
  body: z.object({ version: z.int(), reason: Reason.nullable().default(null) }),
  response: Consent,
})

/** What is handed over, word for word; its digest is recorded. */
export const SharedPackage = z.object({
  format: z.literal('duoyuan-consented-sharing/1'),
  consent: z.object({
    id: Uuid,
    serial: z.int(),
    purpose: z.string(),
    from: DateOn,
    until: DateOn,
    receiver: z.object({ name: z.string(), creditCode: z.string().nullable() }),
  }),
  enterprise: z.object({ name: z.string(), creditCode: z.string(), synthetic: z.boolean() }),
  /** Day of judgement. */
  on: DateOn,
  score: z.json().nullable(),
  profile: z.json().nullable(),
  facts: z
    .array(
      z.object({
        fact: z.string(),
        title: z.string(),
        unit: z.string().nullable(),
        /** Null: not known. */
        value: z.json(),
        /** What a value that is a code means; null: it is none. */
        words: z.string().nullable().default(null),
        source: z.string().nullable(),
      }),
    )
    .nullable(),
})
export type SharedPackage = z.infer<typeof SharedPackage>

export const shareByConsent = defineRoute({
  method: 'POST',
  path: '/api/consents/:consentId/sharings',
  summary: 'Put the package together and record that it is handed over; refused without a valid consent',
  access: ['zone_office', 'park_committee', 'enterprise'],
  params: z.object({ consentId: Uuid }),
  body: z.object({
    /** At most what was consented to; null: all of it. */
    parts: z.array(SharedPart).min(1).max(3).nullable().default(null),
    facts: z.array(z.string().min(1).max(60)).max(100).nullable().default(null),
  }),
  response: Sharing,
  status: 201,
})

export const downloadSharing = defineRoute({
  method: 'GET',
  path: '/api/sharings/:sharingId/package',
  summary: 'The package that was handed over, as .json or as a page for printing',
  access: PEOPLE,
  params: z.object({ sharingId: Uuid }),
  query: z.object({ format: z.enum(['json', 'page']).default('json') }),
  response: 'binary',
})
