/** The register of enterprises (企业名录): one identity, what is known of it valid in time. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'

export const EnterpriseStatus = z.enum(['active', 'closed', 'merged'])
export const Place = z.object({ id: Uuid, name: z.string(), nameEn: z.string() })
export const CreditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/u)

/** What is known of an enterprise on one day. */
export const EnterpriseRow = z.object({
  id: Uuid,
  creditCode: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  status: EnterpriseStatus,
  successor: z.object({ id: Uuid, name: z.string() }).nullable(),
  /** 统计口径: by registration and by operation; null: outside of the zone. */
  registrationPark: Place.nullable(),
  operationPark: Place.nullable(),
  registrationDistrict: Place.nullable(),
  operationDistrict: Place.nullable(),
  cluster: z.string().nullable(),
  address: z.string().nullable(),
  /** Codes of the lists of GET /api/classifications. */
  industry: z.string().nullable(),
  field: z.string().nullable(),
  sizeClass: z.string().nullable(),
  rung: z.string().nullable(),
  highTech: z.boolean(),
  aboveScale: z.boolean(),
  validFrom: DateOn.nullable(),
  /** Exclusive. */
  validTo: DateOn.nullable(),
  synthetic: z.boolean(),
})
export type EnterpriseRow = z.infer<typeof EnterpriseRow>

export const EnterpriseFilter = z.object({
  /** The register of this day; default today. */
  on: DateOn.optional(),
  /** As it was known at this moment; default now. */
  asOf: Moment.optional(),
  /** Part of the Chinese name, also of a former one; pinyin initials; the beginning of the credit code. */
  search: z.string().trim().max(100).optional(),
  park: Uuid.optional(),
  /** By which of the two scopes `park` is meant. */
  scope: z.enum(['registration', 'operation']).optional(),
  status: EnterpriseStatus.optional(),
  industry: z.string().max(10).optional(),
  field: z.string().max(40).optional(),
  size: z.string().max(40).optional(),
  rung: z.string().max(40).optional(),
  highTech: z.enum(['yes', 'no']).optional(),
})

export const listEnterprises = defineRoute({
  method: 'GET',
  path: '/api/enterprises',
  summary: 'The register of a day, as far as the caller may see it',
  access: BUSINESS_ROLES,
  query: EnterpriseFilter.extend({
    sort: z.enum(['name', 'code', 'park', 'industry']).default('name'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    on: DateOn,
    total: z.int(),
    /** True: so many match `search` that only the first were looked at; `total` counts those. */
    more: z.boolean(),
    enterprises: z.array(EnterpriseRow),
  }),
})

/** What stands in a picker or in the search over everything. */
export const EnterpriseHit = z.object({
  id: Uuid,
  creditCode: z.string(),
  /** Today's name. */
  name: z.string(),
  /** The former name that was found, where it was not today's. */
  formerName: z.string().nullable(),
  status: EnterpriseStatus,
  registrationPark: Place.nullable(),
  synthetic: z.boolean(),
})
export type EnterpriseHit = z.infer<typeof EnterpriseHit>
export const searchEnterprises = defineRoute({
  method: 'GET',
  path: '/api/enterprises/search',
  summary: 'Enterprises by name, former name, pinyin initials or credit code, best first',
  access: BUSINESS_ROLES,
  query: z.object({
    words: z.string().trim().min(1).max(100),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  response: z.object({ hits: z.array(EnterpriseHit), more: z.boolean() }),
})

export const exportEnterprises = defineRoute({
  method: 'GET',
  path: '/api/enterprises/export',
  summary: 'The register of a day as .xlsx or .csv',
  access: BUSINESS_ROLES,
  query: EnterpriseFilter.extend({ format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'binary',
})

/** One stretch of time in which nothing changed, with what changed at its beginning. */
export const EnterpriseStretch = EnterpriseRow.omit({ id: true, creditCode: true, synthetic: true }).extend({
  changed: z.array(z.string()),
  source: z.string(),
  reason: z.string().nullable(),
  byName: z.string(),
  knownFrom: Moment,
  /** Not null: it was corrected then, and holds no more. */
  knownTo: Moment.nullable(),
})
export const readEnterprise = defineRoute({
  method: 'GET',
  path: '/api/enterprises/:enterpriseId',
  summary: 'One enterprise: what is known of it over time, and its filings',
  access: BUSINESS_ROLES,
  params: z.object({ enterpriseId: Uuid }),
  query: z.object({ asOf: Moment.optional() }),
  response: z.object({
    enterprise: EnterpriseRow,
    /** Oldest first; what was corrected stands among them with `knownTo`. */
    stretches: z.array(EnterpriseStretch),
    mergedFrom: z.array(z.object({ id: Uuid, name: z.string(), on: DateOn.nullable() })),
    filings: z.array(
      z.object({
        form: z.string(),
        titleZh: z.string(),
        titleEn: z.string(),
        period: z.string(),
        state: z.enum(['draft', 'submitted', 'returned', 'approved', 'accepted']),
        final: z.boolean(),
        submittedAt: Moment.nullable(),
        late: z.boolean().nullable(),
        errors: z.int(),
        openQueries: z.int(),
      }),
    ),
    mayChange: z.boolean(),
  }),
})

/** A change from a day on: a move, a new name, a closure, a merger; or a correction of what was wrong all along. */
export const changeEnterprise = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/changes',
  summary: 'Record a change from a day on',
  access: ['zone_office', 'park_committee'],
  params: z.object({ enterpriseId: Uuid }),
  body: z.object({
    from: DateOn,
    /** Exclusive; absent: until further notice. */
    to: DateOn.nullable().default(null),
    set: z
      .object({
        name: z.string().trim().min(1).max(200),
        nameEn: z.string().trim().max(200).nullable(),
        status: EnterpriseStatus,
        successorId: Uuid.nullable(),
        registrationParkId: Uuid.nullable(),
        operationParkId: Uuid.nullable(),
        registrationDistrictId: Uuid.nullable(),
        operationDistrictId: Uuid.nullable(),
        cluster: z.string().max(100).nullable(),
        address: z.string().max(300).nullable(),
        industry: z.string().max(10).nullable(),
        field: z.string().max(40).nullable(),
        sizeClass: z.string().max(40).nullable(),
        rung: z.string().max(40).nullable(),
        highTech: z.boolean(),
        aboveScale: z.boolean(),
      })
      .partial(),
    source: z.string().trim().min(1).max(300),
    reason: z.string().trim().min(1).max(1000),
  }),
  response: readEnterprise.response,
})

export const addEnterprise = defineRoute({
  method: 'POST',
  path: '/api/enterprises',
  summary: 'Take a new enterprise into the register',
  access: ['zone_office', 'park_committee'],
  body: z.object({
    creditCode: CreditCode,
    from: DateOn,
    name: z.string().trim().min(1).max(200),
    nameEn: z.string().trim().max(200).nullable().default(null),
    registrationParkId: Uuid,
    operationParkId: Uuid.nullable().default(null),
    industry: z.string().max(10).nullable().default(null),
    field: z.string().max(40).nullable().default(null),
    sizeClass: z.string().max(40).nullable().default(null),
    highTech: z.boolean().default(false),
    aboveScale: z.boolean().default(false),
    source: z.string().trim().min(1).max(300),
  }),
  response: z.object({ id: Uuid }),
  status: 201,
})

export const ClassificationCode = z.object({
  list: z.enum(['industry', 'field', 'size', 'rung', 'cluster']),
  code: z.string(),
  parent: z.string().nullable(),
  level: z.string(),
  zh: z.string(),
  en: z.string(),
})
export const listClassifications = defineRoute({
  method: 'GET',
  path: '/api/classifications',
  summary:
    'Lists of codes: industries of GB/T 4754, technical fields, size classes, rungs of the ladder, clusters',
  access: 'signed-in',
  response: z.object({ codes: z.array(ClassificationCode) }),
})
