/** Records of an enterprise (档案): qualifications, people in charge, honours, financing …, each kind defined as data. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
const KEEPERS = ['zone_office', 'park_committee', 'enterprise'] as const

export const RecordFieldType = z.enum(['text', 'number', 'date', 'choice', 'boolean'])
export const RecordField = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/u),
  title: Text,
  type: RecordFieldType,
  /** Of numbers: 万元, 件, 位. */
  unit: z.string().nullable().default(null),
  /** Of numbers: without fraction. */
  whole: z.boolean().default(false),
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  maxLength: z.int().min(1).max(2000).default(200),
  choices: z.array(z.strictObject({ code: z.string(), title: Text })).default([]),
  required: z.boolean().default(false),
  /** Read by the enterprise itself, its park of today, the office and the leader alone. */
  confidential: z.boolean().default(false),
})
export type RecordField = z.infer<typeof RecordField>

export const RecordKindCode = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u)
/** A kind of record; data/enterprises/record-kinds.json holds those that are shipped. */
export const RecordKind = z.strictObject({
  code: RecordKindCode,
  title: Text,
  hint: Text,
  /** `day`: something that happened on a day; `range`: something that holds from a day until another (exclusive) or until further notice. */
  validity: z.enum(['day', 'range']),
  /** False: only public sources say it (失信 and the like), and only the park and the office record it. */
  declarable: z.boolean(),
  /** Of ranges: no two confirmed records with the same values of these fields hold at the same time. */
  unique: z.array(z.string()).default([]),
  fields: z.array(RecordField).min(1),
  source: z.string().min(1),
})
export type RecordKind = z.infer<typeof RecordKind>

export const RecordValue = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()])
export type RecordValue = z.infer<typeof RecordValue>
export const RecordFields = z.record(z.string().max(60), RecordValue)
export const RecordStatus = z.enum(['declared', 'confirmed', 'refused', 'withdrawn'])
export type RecordStatus = z.infer<typeof RecordStatus>
export const RecordAct = z.enum(['revise', 'confirm', 'refuse', 'withdraw'])
export const RecordFile = z.object({ id: Uuid, name: z.string(), sizeBytes: z.int() })

export const EnterpriseRecord = z.object({
  id: Uuid,
  /** Whose it is; in the profile of a survivor also those of enterprises merged into it. */
  enterprise: z.object({ id: Uuid, name: z.string(), creditCode: z.string() }),
  kind: RecordKindCode,
  from: DateOn,
  /** Exclusive; null: until further notice. Of a `day` kind the day after. */
  to: DateOn.nullable(),
  fields: RecordFields,
  /** Confidential fields that are filled in and not shown to the caller. */
  hidden: z.array(z.string()),
  status: RecordStatus,
  /** Where it is from: a notice of the ministry, a certificate, a public register. */
  source: z.string(),
  note: z.string().nullable(),
  files: z.array(RecordFile),
  byName: z.string(),
  decidedAt: Moment.nullable(),
  decidedByName: z.string().nullable(),
  decisionReason: z.string().nullable(),
  /** Since when it stands like this. */
  knownFrom: Moment,
  /** Not null: it was overtaken then (only in a history). */
  knownTo: Moment.nullable(),
  synthetic: z.boolean(),
  version: z.int(),
  can: z.array(RecordAct),
})
export type EnterpriseRecord = z.infer<typeof EnterpriseRecord>

export const listRecordKinds = defineRoute({
  method: 'GET',
  path: '/api/enterprise-record-kinds',
  summary: 'Kinds of records of enterprises with their fields',
  access: BUSINESS_ROLES,
  response: z.object({ kinds: z.array(RecordKind) }),
})

export const RecordFilter = z.object({
  enterprise: Uuid.optional(),
  kind: RecordKindCode.optional(),
  status: RecordStatus.optional(),
  /** Holding on this day; absent: all. */
  on: DateOn.optional(),
  /** Ending after today and on or before this day: what expires. */
  endsBy: DateOn.optional(),
  /** Registered in this park on the day of `on`; without it, today. */
  park: Uuid.optional(),
  /** The value of the first choice of the kind, such as little-giant of qualifications; only with `kind`. */
  choice: z.string().max(60).optional(),
  /** Name, initials or credit code of the enterprise. */
  search: z.string().trim().max(100).optional(),
})
export const listRecords = defineRoute({
  method: 'GET',
  path: '/api/enterprise-records',
  summary:
    'Records of all enterprises that the caller may see; those that wait for confirmation with status=declared',
  access: BUSINESS_ROLES,
  query: RecordFilter.extend({
    sort: z.enum(['from', 'to', 'enterprise', 'known']).default('known'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({ total: z.int(), waiting: z.int(), records: z.array(EnterpriseRecord) }),
})
export const exportRecords = defineRoute({
  method: 'GET',
  path: '/api/enterprise-records/export',
  summary: 'Records of one kind as .xlsx or .csv, without what is confidential to the caller',
  access: BUSINESS_ROLES,
  query: RecordFilter.extend({ kind: RecordKindCode, format: z.enum(['xlsx', 'csv']).default('xlsx') }),
  response: 'binary',
})

const Content = z.object({
  from: DateOn,
  /** Exclusive; null: until further notice. Not asked of a `day` kind. */
  to: DateOn.nullable().default(null),
  fields: RecordFields,
  source: z.string().trim().min(1).max(300),
  note: z.string().trim().max(1000).nullable().default(null),
  /** Ids of files sent before. */
  files: z.array(Uuid).max(10).default([]),
})
/** By the enterprise: declared, waits for the park or the office. By these: confirmed at once. */
export const addRecord = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/records',
  summary: 'Add a record; declared where the enterprise does it, confirmed where park or office do',
  access: KEEPERS,
  params: z.object({ enterpriseId: Uuid }),
  body: Content.extend({ kind: RecordKindCode }),
  response: EnterpriseRecord,
  status: 201,
})
/** Confidential fields that the caller does not see keep their value; others absent from `fields` become empty. */
export const reviseRecord = defineRoute({
  method: 'POST',
  path: '/api/enterprise-records/:recordId/revisions',
  summary: 'Say a record anew; what stood stays in its history',
  access: KEEPERS,
  params: z.object({ recordId: Uuid }),
  body: Content.extend({ version: z.int(), reason: z.string().trim().min(1).max(1000) }),
  response: EnterpriseRecord,
})
export const decideRecord = defineRoute({
  method: 'POST',
  path: '/api/enterprise-records/:recordId/decision',
  summary: 'Confirm or refuse what an enterprise declared, or take a record back',
  access: KEEPERS,
  params: z.object({ recordId: Uuid }),
  body: z.object({
    decision: z.enum(['confirm', 'refuse', 'withdraw']),
    /** Needed to refuse and to withdraw. */
    reason: z.string().trim().max(1000).nullable().default(null),
    version: z.int(),
  }),
  response: EnterpriseRecord,
})
export const readRecordHistory = defineRoute({
  method: 'GET',
  path: '/api/enterprise-records/:recordId/history',
  summary: 'How a record came to be as it is, newest first',
  access: BUSINESS_ROLES,
  params: z.object({ recordId: Uuid }),
  response: z.object({ versions: z.array(EnterpriseRecord.extend({ reason: z.string().nullable() })) }),
})
export const addRecordFiles = defineRoute({
  method: 'POST',
  path: '/api/enterprises/:enterpriseId/record-files',
  summary: 'Send papers that show a record; the record names them after',
  access: KEEPERS,
  params: z.object({ enterpriseId: Uuid }),
  upload: 'multipart',
  response: z.object({ files: z.array(RecordFile) }),
  status: 201,
})
export const removeRecordFile = defineRoute({
  method: 'DELETE',
  path: '/api/enterprise-record-files/:fileId',
  summary: 'Take back a paper that no record names yet',
  access: KEEPERS,
  params: z.object({ fileId: Uuid }),
  response: Nothing,
})
export const downloadRecordFile = defineRoute({
  method: 'GET',
  path: '/api/enterprise-record-files/:fileId',
  summary: 'A paper that shows a record',
  access: BUSINESS_ROLES,
  params: z.object({ fileId: Uuid }),
  response: 'binary',
})
