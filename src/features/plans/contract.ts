/** Policy documents, their reading, review and the published plan. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Nothing, Uuid, defineRoute } from '../route-contract.ts'

const Offset = z.int().min(0)

/** The six kinds that a person reviews; headings give the outline and are not reviewed. */
export const REVIEWED_KINDS = ['task', 'target', 'baseline', 'constraint', 'body', 'citation'] as const
export const ItemKind = z.enum(['heading', ...REVIEWED_KINDS])
export type ItemKind = z.infer<typeof ItemKind>

/** suggested: by the engine, nobody looked; the rest by a person. `superseded`: split or merged into others. */
export const ItemStatus = z.enum(['suggested', 'accepted', 'edited', 'added', 'rejected', 'superseded'])
export type ItemStatus = z.infer<typeof ItemStatus>

export const Comparator = z.enum(['gt', 'ge', 'lt', 'le', 'approx', 'between', 'eq'])

export const HeadingData = z.object({
  level: z.int().min(1).max(9),
  number: z.string().max(40).nullable(),
  title: z.string().max(500),
})
export const FigureData = z.object({
  indicator: z.string().trim().min(1).max(300),
  comparator: Comparator,
  value: z.number(),
  value2: z.number().nullable(),
  unit: z.string().trim().max(40),
  year: z.int().min(1900).max(2200).nullable(),
  scope: z.string().trim().max(200).nullable(),
})
export const ConstraintData = z.object({
  /** See `Constraint` in #domain/plan for the kinds. */
  rule: z.string().trim().min(1).max(60),
  subject: z.string().trim().min(1).max(500),
  limit: z.number().nullable(),
  limitMin: z.number().nullable(),
  strength: z.enum(['hard', 'soft']).nullable(),
  listed: z.number().nullable(),
})
export const TaskData = z.object({
  title: z.string().trim().min(1).max(500),
  number: z.string().max(40).nullable(),
  headingPath: z.array(z.string().max(600)).max(9),
  measures: z.int().min(0),
  lead: z.string().trim().max(200).nullable(),
  bodies: z.array(z.string().trim().min(1).max(200)).max(100),
  supporting: z.array(z.string().trim().min(1).max(200)).max(100),
  deadline: z
    .object({
      text: z.string().trim().min(1).max(100),
      on: DateOn.nullable(),
      precision: z.enum([
        'day',
        'month',
        'quarter',
        'half-year',
        'year',
        'plan-period',
        'periodic',
        'relative',
      ]),
    })
    .nullable(),
})
export const BodyData = z.object({
  name: z.string().trim().min(1).max(200),
  aliases: z.array(z.string().max(200)).max(50),
  /** The organisation of the registry that it is, where the name says so. */
  organisationId: Uuid.nullable(),
})
export const CitationData = z.object({
  title: z.string().trim().min(1).max(500),
  number: z.string().trim().max(80).nullable(),
  /** The document of the library that it is, where title or number says so. */
  documentId: Uuid.nullable(),
})

const itemCommon = {
  id: Uuid,
  start: Offset,
  end: Offset,
  status: ItemStatus,
  /** Grows with every change; a stale write is refused. */
  version: z.int(),
  changedAt: Moment.nullable(),
  changedBy: z.string().nullable(),
  /** True when the engine's first suggestion differs from what stands now. */
  differs: z.boolean(),
}
export const PlanItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), ...itemCommon, data: HeadingData }),
  z.object({ kind: z.literal('task'), ...itemCommon, data: TaskData }),
  z.object({ kind: z.literal('target'), ...itemCommon, data: FigureData }),
  z.object({ kind: z.literal('baseline'), ...itemCommon, data: FigureData }),
  z.object({ kind: z.literal('constraint'), ...itemCommon, data: ConstraintData }),
  /** start..end is the first mention; all are in `mentions`. */
  z.object({
    kind: z.literal('body'),
    ...itemCommon,
    data: BodyData,
    mentions: z.array(z.object({ start: Offset, end: Offset })),
  }),
  z.object({ kind: z.literal('citation'), ...itemCommon, data: CitationData }),
])
export type PlanItem = z.infer<typeof PlanItem>

/** Data of an item as the edit form sends it; `kind` decides the shape. */
export const ItemInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), data: HeadingData }),
  z.object({ kind: z.literal('task'), data: TaskData }),
  z.object({ kind: z.literal('target'), data: FigureData }),
  z.object({ kind: z.literal('baseline'), data: FigureData }),
  z.object({ kind: z.literal('constraint'), data: ConstraintData }),
  z.object({ kind: z.literal('body'), data: BodyData }),
  z.object({ kind: z.literal('citation'), data: CitationData }),
])
export type ItemInput = z.infer<typeof ItemInput>

const Counters = z.object({ total: z.int(), reviewed: z.int() })

export const Visibility = z.enum(['organisation', 'zone', 'public'])

export const DocumentSummary = z.object({
  id: Uuid,
  title: z.string(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  issuedOn: DateOn.nullable(),
  horizonFrom: z.int().nullable(),
  horizonTo: z.int().nullable(),
  fileName: z.string(),
  versionId: Uuid,
  versionNo: z.int(),
  /** review: items wait; ready: all reviewed, not published; published: this version is a plan. */
  state: z.enum(['review', 'ready', 'published']),
  counters: Counters,
  tasks: z.int(),
  targets: z.int(),
  visibility: Visibility,
  owner: z.object({ id: Uuid, name: z.string() }),
  synthetic: z.boolean(),
  importedAt: Moment,
  planId: Uuid.nullable(),
})
export type DocumentSummary = z.infer<typeof DocumentSummary>

export const DocumentAbilities = z.array(z.enum(['review', 'publish', 'change', 'download']))

const Findings = z.array(
  z.object({
    kind: z.enum([
      'count-mismatch',
      'target-answered',
      'limit-conflict',
      'annex-missing',
      'document-missing',
      'target-undated',
      'duty-without-body',
      'duty-undated',
    ]),
    severity: z.enum(['info', 'warning', 'error']),
    /** Parameters of the message, by kind; texts in web/text/findings.ts. */
    values: z.record(z.string(), z.json()),
    items: z.array(
      z.object({
        documentId: Uuid,
        documentTitle: z.string(),
        versionId: Uuid,
        start: Offset,
        end: Offset,
        /** The words themselves, cut to some 120 characters. */
        quote: z.string(),
      }),
    ),
  }),
)

export const listDocuments = defineRoute({
  method: 'GET',
  path: '/api/documents',
  summary: 'The document library as far as I may see it',
  access: BUSINESS_ROLES,
  query: z.object({
    q: z.string().trim().max(100).optional(),
    state: z.enum(['review', 'ready', 'published']).optional(),
  }),
  response: z.object({ documents: z.array(DocumentSummary), can: z.array(z.enum(['import'])) }),
})

/** What became of one uploaded file; `result` of a document-import job is `{ files: ImportResult[] }`. */
export const ImportResult = z.object({
  fileName: z.string(),
  outcome: z.enum(['new', 'new-version', 'same', 'refused', 'cancelled']),
  documentId: Uuid.nullable(),
  versionId: Uuid.nullable(),
  title: z.string().nullable(),
  items: z.int(),
  issue: z.object({ code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
})
export type ImportResult = z.infer<typeof ImportResult>

export const importDocuments = defineRoute({
  method: 'POST',
  path: '/api/documents',
  summary: 'Import files (.txt .html .md .docx .pdf); answers with a job',
  access: ['zone_office', 'park_committee', 'department', 'district'],
  upload: 'multipart',
  response: z.object({ jobId: Uuid }),
  status: 202,
})

export const readDocument = defineRoute({
  method: 'GET',
  path: '/api/documents/:documentId',
  summary: 'One document with its versions',
  access: BUSINESS_ROLES,
  params: z.object({ documentId: Uuid }),
  response: z.object({
    document: DocumentSummary,
    can: DocumentAbilities,
    versions: z.array(
      z.object({
        id: Uuid,
        no: z.int(),
        fileName: z.string(),
        digest: z.string(),
        mediaType: z.string(),
        encoding: z.string(),
        characters: z.int(),
        importedAt: Moment,
        importedBy: z.string(),
        planId: Uuid.nullable(),
      }),
    ),
  }),
})

export const changeDocument = defineRoute({
  method: 'PATCH',
  path: '/api/documents/:documentId',
  summary: 'Correct what the document says of itself, and who may see it once published',
  access: ['zone_office', 'park_committee', 'department', 'district'],
  params: z.object({ documentId: Uuid }),
  body: z.object({
    title: z.string().trim().min(1).max(500).optional(),
    issuer: z.string().trim().max(200).nullable().optional(),
    documentNumber: z.string().trim().max(80).nullable().optional(),
    issuedOn: DateOn.nullable().optional(),
    visibility: Visibility.optional(),
  }),
  response: DocumentSummary,
})

/** Everything the reading room needs in one answer. */
export const Reading = z.object({
  document: DocumentSummary,
  versionId: Uuid,
  versionNo: z.int(),
  /** The decoded original text; all offsets are UTF-16 code units into it. */
  text: z.string(),
  noise: z.array(z.object({ start: Offset, end: Offset })),
  items: z.array(PlanItem),
  counters: z.object({ total: z.int(), reviewed: z.int(), byKind: z.record(z.string(), Counters) }),
  can: DocumentAbilities,
  /** The engine's version that read it. */
  engine: z.string(),
  canUndo: z.boolean(),
})
export type Reading = z.infer<typeof Reading>

const VersionParams = z.object({ versionId: Uuid })
const reviewers = ['zone_office', 'park_committee', 'department', 'district'] as const

export const readVersion = defineRoute({
  method: 'GET',
  path: '/api/document-versions/:versionId',
  summary: 'The reading room: text, noise, items',
  access: BUSINESS_ROLES,
  params: VersionParams,
  response: Reading,
})
export const downloadVersion = defineRoute({
  method: 'GET',
  path: '/api/document-versions/:versionId/file',
  summary: 'The original file',
  access: BUSINESS_ROLES,
  params: VersionParams,
  response: 'binary',
})

/** After a change: the items that changed (superseded ones too) and the new counters. */
export const Changed = z.object({
  items: z.array(PlanItem),
  counters: Reading.shape.counters,
  canUndo: z.boolean(),
})
export type Changed = z.infer<typeof Changed>

const ItemRef = z.object({ id: Uuid, version: z.int() })

export const decideItems = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/decisions',
  summary: 'Accept or reject items, or take a decision back (reopen)',
  access: reviewers,
  params: VersionParams,
  body: z.object({
    decision: z.enum(['accept', 'reject', 'reopen']),
    items: z.array(ItemRef).min(1).max(2000),
  }),
  response: Changed,
})
export const editItem = defineRoute({
  method: 'PUT',
  path: '/api/document-versions/:versionId/items/:itemId',
  summary: 'Correct an item; counts as reviewed',
  access: reviewers,
  params: z.object({ versionId: Uuid, itemId: Uuid }),
  body: z.object({ version: z.int(), start: Offset.optional(), end: Offset.optional(), item: ItemInput }),
  response: Changed,
})
export const addItem = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/items',
  summary: 'Add an item that the engine missed, from a selection of the text',
  access: reviewers,
  params: VersionParams,
  body: z.object({ start: Offset, end: Offset, item: ItemInput }),
  response: Changed,
  status: 201,
})
export const splitItem = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/items/:itemId/split',
  summary: 'Split a task in two at an offset of the text',
  access: reviewers,
  params: z.object({ versionId: Uuid, itemId: Uuid }),
  body: z.object({ version: z.int(), at: Offset }),
  response: Changed,
})
export const mergeItems = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/merge',
  summary: 'Merge neighbouring tasks into one',
  access: reviewers,
  params: VersionParams,
  body: z.object({ items: z.array(ItemRef).min(2).max(20) }),
  response: Changed,
})
export const undoChange = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/undo',
  summary: 'Take back my last change in this version',
  access: reviewers,
  params: VersionParams,
  body: Nothing,
  response: Changed,
})
export const readItemHistory = defineRoute({
  method: 'GET',
  path: '/api/document-versions/:versionId/items/:itemId/history',
  summary: 'Who changed what in an item, when, from what to what',
  access: BUSINESS_ROLES,
  params: z.object({ versionId: Uuid, itemId: Uuid }),
  response: z.object({
    changes: z.array(
      z.object({
        at: Moment,
        by: z.string(),
        action: z.string(),
        before: z.json(),
        after: z.json(),
      }),
    ),
  }),
})

export const readFindings = defineRoute({
  method: 'GET',
  path: '/api/document-versions/:versionId/findings',
  summary: 'Reconciliation of this version with itself and with the library',
  access: BUSINESS_ROLES,
  params: VersionParams,
  response: z.object({ findings: Findings }),
})

export const publishPlan = defineRoute({
  method: 'POST',
  path: '/api/document-versions/:versionId/publish',
  summary: 'Publish the reviewed items as a confirmed plan version; refused while items are unreviewed',
  access: ['zone_office', 'park_committee', 'department', 'district'],
  params: VersionParams,
  body: z.object({ visibility: Visibility, note: z.string().trim().max(500).nullable() }),
  response: z.object({ planId: Uuid }),
  status: 201,
})

export const PlanSummary = z.object({
  id: Uuid,
  documentId: Uuid,
  versionId: Uuid,
  title: z.string(),
  /** Counts the published versions of this document. */
  no: z.int(),
  current: z.boolean(),
  issuer: z.string().nullable(),
  issuedOn: DateOn.nullable(),
  horizonFrom: z.int().nullable(),
  horizonTo: z.int().nullable(),
  publishedAt: Moment,
  publishedBy: z.string(),
  visibility: Visibility,
  synthetic: z.boolean(),
  tasks: z.int(),
  targets: z.int(),
  constraints: z.int(),
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const listPlans = defineRoute({
  method: 'GET',
  path: '/api/plans',
  summary: 'Confirmed plans as far as I may see them',
  access: BUSINESS_ROLES,
  response: z.object({ plans: z.array(PlanSummary) }),
})
/** The plan as an outline: items in reading order, nested by the headings among them. */
export const readPlan = defineRoute({
  method: 'GET',
  path: '/api/plans/:planId',
  summary: 'A confirmed plan; every item keeps its place in the document',
  access: BUSINESS_ROLES,
  params: z.object({ planId: Uuid }),
  response: z.object({
    plan: PlanSummary,
    note: z.string().nullable(),
    items: z.array(PlanItem),
    /** The words that each item stands on, by item id, cut to some 200 characters. */
    quotes: z.record(z.string(), z.string()),
    publications: z.array(z.object({ planId: Uuid, no: z.int(), publishedAt: Moment })),
  }),
})
