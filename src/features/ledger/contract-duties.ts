/** Duties: list, one duty with its history, acts, parts, links, files, export. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import {
  Body,
  DecisionInput,
  DuePrecision,
  DutyRow,
  DutyState,
  DutyVisibility,
  LedgerCode,
  Light,
  Reason,
  Rhythm,
  SourceSentence,
  dutyFilterShape,
  dutySortShape,
} from './contract-shared.ts'

/** Who may write in the ledger; the engine then asks whose duty it is. */
export const LEDGER_WORKERS = [
  'zone_office',
  'park_committee',
  'department',
  'district',
  'platform_company',
] as const

export const listDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/duties',
  summary: 'Duties as far as I may see them: filtered, sorted, counted',
  access: BUSINESS_ROLES,
  query: z.object({
    ...dutyFilterShape,
    ...dutySortShape,
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
  response: z.object({
    duties: z.array(DutyRow),
    total: z.int(),
    /** True when counting stopped: there are `total` or more. */
    more: z.boolean(),
  }),
})

/** Counts for the head of the list, by the same filter. */
export const countDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/counts',
  summary: 'How many duties by colour, state and flag, under a filter',
  access: BUSINESS_ROLES,
  query: z.object(dutyFilterShape),
  response: z.object({
    total: z.int(),
    lights: z.record(z.string(), z.int()),
    states: z.record(z.string(), z.int()),
    flags: z.record(z.string(), z.int()),
    meanProgress: z.number().nullable(),
  }),
})

/** What the filter bar, forms and matrices choose from. */
export const readLedgerFrame = defineRoute({
  method: 'GET',
  path: '/api/ledger/frame',
  summary: 'Bodies, parks, people, plans, lists of the zone, and what I may do in the ledger',
  access: BUSINESS_ROLES,
  response: z.object({
    bodies: z.array(Body.extend({ kind: z.string(), initials: z.string() })),
    parks: z.array(Body),
    people: z.array(z.object({ id: Uuid, name: z.string(), organisationId: Uuid })),
    documents: z.array(
      z.object({
        id: Uuid,
        title: z.string(),
        owner: Body,
        planId: Uuid,
        duties: z.int(),
        taken: z.int(),
        tasks: z.int(),
      }),
    ),
    actions: z.array(LedgerCode),
    carriers: z.array(LedgerCode),
    today: DateOn,
    /** take: make duties of a plan; add: by hand; import: a register; supervise; inspect; settings: the rules of the colours. */
    can: z.array(z.enum(['take', 'add', 'import', 'supervise', 'inspect', 'annual', 'settings', 'package'])),
    myOrganisation: Body.nullable(),
  }),
})

export const AssessmentView = z.object({
  light: Light,
  ruled: Light,
  because: z.array(z.object({ rule: z.string(), light: Light, params: z.record(z.string(), z.json()) })),
})
export const DutyReport = z.object({
  id: Uuid,
  kind: z.enum(['progress', 'contribution', 'completion']),
  period: z.string().nullable(),
  percent: z.number().nullable(),
  text: z.string(),
  figures: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
  files: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.number(), digest: z.string() })),
  at: Moment,
  by: z.string(),
  organisation: Body,
})
export type DutyReport = z.infer<typeof DutyReport>

export const DUTY_ACTS = [
  'assign',
  'accept',
  'return',
  'report',
  'complete',
  'verify',
  'send-back',
  'close',
  'reopen',
  'suspend',
  'resume',
  'drop',
  'merge',
  'override',
  'clear-override',
  'change',
] as const

export const DutyChangeEntry = z.object({
  version: z.int(),
  at: Moment,
  by: z.string(),
  organisation: Body.nullable(),
  act: z.string(),
  reason: z.string().nullable(),
  decision: z.object({ reference: z.string(), on: DateOn }).nullable(),
  changed: z.record(z.string(), z.tuple([z.json(), z.json()])),
})

/** Everything that the duty's page needs in one answer. */
export const DutyView = z.object({
  duty: DutyRow,
  content: z.string(),
  personId: Uuid.nullable(),
  weight: z.number(),
  rollUp: z.enum(['own', 'parts']),
  ownProgress: z.number(),
  reportEvery: Rhythm.nullable(),
  override: z.object({ light: Light, reason: z.string() }).nullable(),
  mergedInto: z.object({ id: Uuid, serial: z.int(), title: z.string() }).nullable(),
  assessment: AssessmentView,
  sentence: SourceSentence.nullable(),
  headingPath: z.array(z.string()),
  ancestors: z.array(z.object({ id: Uuid, serial: z.int(), title: z.string() })),
  parts: z.array(DutyRow),
  /** The arithmetic of the roll-up; null where the lead reports it. */
  rollUpParts: z
    .array(
      z.object({ id: Uuid, weight: z.number(), progress: z.number(), share: z.number(), points: z.number() }),
    )
    .nullable(),
  leftOut: z.array(Uuid),
  /** Across documents: which duties take it up, which it takes up, what it waits for and what waits for it. */
  takenUpBy: z.array(DutyRow),
  takesUp: z.array(DutyRow),
  dependsOn: z.array(DutyRow),
  neededBy: z.array(DutyRow),
  addressees: z.array(Body),
  /** Addressed parks whose ledger has nothing that takes it up. */
  missing: z.array(Body),
  reports: z.array(DutyReport),
  /** Files of mine that wait for their report. */
  waitingFiles: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.number(), digest: z.string() })),
  cases: z.array(
    z.object({
      id: Uuid,
      number: z.string().nullable(),
      title: z.string(),
      procedure: z.string(),
      stage: z.string(),
    }),
  ),
  proposals: z.array(
    z.object({
      id: Uuid,
      cause: z.string(),
      raisedOn: DateOn,
      state: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  history: z.array(DutyChangeEntry),
  can: z.array(z.enum([...DUTY_ACTS, 'split', 'link', 'unlink', 'attach', 'supervise', 'addressees'])),
})
export type DutyView = z.infer<typeof DutyView>

const DutyParams = z.object({ dutyId: Uuid })
export const readDuty = defineRoute({
  method: 'GET',
  path: '/api/ledger/duties/:dutyId',
  summary: 'One duty: what it says, its parts, reports, colours with their reasons, history',
  access: BUSINESS_ROLES,
  params: DutyParams,
  response: DutyView,
})

export const DutyActInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('assign'),
    leadId: Uuid,
    personId: Uuid.nullable().default(null),
    personName: z.string().trim().max(60).nullable().default(null),
    supporting: z.array(Uuid).max(40).default([]),
    note: z.string().trim().max(1000).nullable().default(null),
  }),
  z.object({
    kind: z.literal('accept'),
    personId: Uuid.nullable().default(null),
    personName: z.string().trim().max(60).nullable().default(null),
  }),
  z.object({ kind: z.literal('return'), reason: Reason }),
  z.object({
    kind: z.literal('report'),
    percent: z.number().min(0).max(100).nullable(),
    text: z.string().trim().min(1).max(5000),
    figures: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(100),
          value: z.number(),
          unit: z.string().trim().max(20),
        }),
      )
      .max(30)
      .default([]),
    period: z.string().max(10).nullable().default(null),
    /** Files sent before with `addDutyFiles`. */
    files: z.array(Uuid).max(50).default([]),
  }),
  z.object({
    kind: z.literal('complete'),
    text: z.string().trim().min(1).max(5000),
    figures: z
      .array(
        z.object({
          name: z.string().trim().min(1).max(100),
          value: z.number(),
          unit: z.string().trim().max(20),
        }),
      )
      .max(30)
      .default([]),
    files: z.array(Uuid).max(50).default([]),
  }),
  z.object({ kind: z.literal('verify'), text: z.string().trim().min(1).max(2000) }),
  z.object({
    kind: z.literal('send-back'),
    reason: Reason,
    percent: z.number().min(0).max(99).nullable().default(null),
  }),
  z.object({ kind: z.literal('close'), text: z.string().trim().max(2000).nullable().default(null) }),
  z.object({ kind: z.literal('reopen'), reason: Reason }),
  z.object({ kind: z.literal('suspend'), reason: Reason, decision: DecisionInput }),
  z.object({ kind: z.literal('resume'), reason: Reason }),
  z.object({ kind: z.literal('drop'), reason: Reason, decision: DecisionInput }),
  z.object({ kind: z.literal('merge'), into: Uuid, reason: Reason, decision: DecisionInput }),
  z.object({ kind: z.literal('override'), light: z.enum(['green', 'yellow', 'red']), reason: Reason }),
  z.object({ kind: z.literal('clear-override'), reason: Reason }),
  z.object({
    kind: z.literal('change'),
    reason: Reason.nullable().default(null),
    fields: z.object({
      title: z.string().trim().min(1).max(500).optional(),
      content: z.string().trim().max(5000).optional(),
      categories: z.array(z.string().max(60)).max(10).optional(),
      parkId: Uuid.nullable().optional(),
      personId: Uuid.nullable().optional(),
      personName: z.string().trim().max(60).nullable().optional(),
      startsOn: DateOn.nullable().optional(),
      dueOn: DateOn.nullable().optional(),
      precision: DuePrecision.optional(),
      dueText: z.string().trim().max(100).nullable().optional(),
      rhythm: Rhythm.nullable().optional(),
      reportEvery: Rhythm.nullable().optional(),
      weight: z.number().positive().max(1_000_000).optional(),
      rollUp: z.enum(['own', 'parts']).optional(),
      visibility: DutyVisibility.optional(),
      forEvaluation: z.boolean().optional(),
    }),
  }),
])
export type DutyActInput = z.infer<typeof DutyActInput>

export const actOnDuty = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties/:dutyId/acts',
  summary:
    'Assign, accept, return, report, complete, verify … A version that is not the newest is refused with what differs',
  access: LEDGER_WORKERS,
  params: DutyParams,
  /** The version that the page showed. */
  body: z.object({ version: z.int(), act: DutyActInput }),
  response: DutyView,
})
export const actOnDuties = defineRoute({
  method: 'POST',
  path: '/api/ledger/acts',
  summary: 'The same act on many duties; each is done or refused for itself',
  access: LEDGER_WORKERS,
  body: z.object({
    duties: z
      .array(z.object({ id: Uuid, version: z.int() }))
      .min(1)
      .max(200),
    act: DutyActInput,
  }),
  response: z.object({
    done: z.array(Uuid),
    refused: z.array(z.object({ id: Uuid, code: z.string(), params: z.record(z.string(), z.json()) })),
  }),
})

const NewDuty = z.object({
  title: z.string().trim().min(1).max(500),
  content: z.string().trim().max(5000).default(''),
  categories: z.array(z.string().max(60)).max(10).default([]),
  parkId: Uuid.nullable().default(null),
  leadId: Uuid.nullable().default(null),
  personId: Uuid.nullable().default(null),
  personName: z.string().trim().max(60).nullable().default(null),
  supporting: z.array(Uuid).max(40).default([]),
  startsOn: DateOn.nullable().default(null),
  dueOn: DateOn.nullable().default(null),
  precision: DuePrecision.default('day'),
  dueText: z.string().trim().max(100).nullable().default(null),
  rhythm: Rhythm.nullable().default(null),
  reportEvery: Rhythm.nullable().default(null),
  weight: z.number().positive().max(1_000_000).default(1),
  visibility: DutyVisibility.default('zone'),
  forEvaluation: z.boolean().default(false),
})
export const addDuty = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties',
  summary: 'Add a duty by hand, also from a gap of a coverage matrix',
  access: LEDGER_WORKERS,
  body: NewDuty.extend({ source: z.enum(['manual', 'gap']).default('manual') }),
  response: z.object({ id: Uuid, serial: z.int() }),
  status: 201,
})
/** 分解: parts of a duty; its progress is theirs from then on. */
export const splitDuty = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties/:dutyId/parts',
  summary: 'Split a duty into measures',
  access: LEDGER_WORKERS,
  params: DutyParams,
  body: z.object({ version: z.int(), parts: z.array(NewDuty).min(1).max(50) }),
  response: DutyView,
  status: 201,
})
/** Measures that the document's own clauses suggest for a duty. */
export const suggestParts = defineRoute({
  method: 'GET',
  path: '/api/ledger/duties/:dutyId/suggested-parts',
  summary: 'Clauses of the sentence that could each be a measure',
  access: LEDGER_WORKERS,
  params: DutyParams,
  response: z.object({ parts: z.array(z.object({ title: z.string(), start: z.int(), end: z.int() })) }),
})

/** What a confirmed plan would bring into the ledger. */
export const PlanDuty = z.object({
  itemId: Uuid,
  title: z.string(),
  number: z.string().nullable(),
  headingPath: z.array(z.string()),
  quote: z.string(),
  measures: z.int(),
  /** As the text names them, with the body of the registry where the name says so. */
  lead: z.object({ name: z.string(), body: Body.nullable() }).nullable(),
  supporting: z.array(z.object({ name: z.string(), body: Body.nullable() })),
  dueOn: DateOn.nullable(),
  precision: DuePrecision,
  dueText: z.string().nullable(),
  rhythm: Rhythm.nullable(),
  /** A rule by which the date was assumed: plan-end. */
  assumption: z.string().nullable(),
  /** In the ledger already. */
  dutyId: Uuid.nullable(),
  /** The document's newer publication says it otherwise. */
  differs: z.boolean(),
})
export const previewPlanDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/plans/:planId/duties',
  summary: 'Tasks and targets of a confirmed plan, with bodies and dates as far as the text gives them',
  access: BUSINESS_ROLES,
  params: z.object({ planId: Uuid }),
  response: z.object({
    duties: z.array(PlanDuty),
    targets: z.array(
      z.object({
        itemId: Uuid,
        indicator: z.string(),
        comparator: z.string(),
        value: z.number(),
        value2: z.number().nullable(),
        unit: z.string(),
        year: z.int().nullable(),
        scope: z.string().nullable(),
        targetId: Uuid.nullable(),
      }),
    ),
    can: z.boolean(),
  }),
})
export const takePlanDuties = defineRoute({
  method: 'POST',
  path: '/api/ledger/plans/:planId/duties',
  summary: 'Put tasks and targets of a confirmed plan into the ledger (立项入清单)',
  access: LEDGER_WORKERS,
  params: z.object({ planId: Uuid }),
  body: z.object({
    items: z
      .array(
        z.object({
          itemId: Uuid,
          leadId: Uuid.nullable().default(null),
          supporting: z.array(Uuid).max(40).default([]),
          dueOn: DateOn.nullable().optional(),
          precision: DuePrecision.optional(),
          rhythm: Rhythm.nullable().optional(),
          categories: z.array(z.string().max(60)).max(10).default([]),
        }),
      )
      .max(2000),
    targets: z.array(Uuid).max(500).default([]),
    reportEvery: Rhythm.nullable().default('quarter'),
    visibility: DutyVisibility.default('zone'),
  }),
  response: z.object({ duties: z.int(), targets: z.int(), already: z.int() }),
  status: 201,
})

export const linkDuties = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties/:dutyId/links',
  summary: 'This duty takes up, or depends on, another',
  access: LEDGER_WORKERS,
  params: DutyParams,
  body: z.object({ to: Uuid, kind: z.enum(['takes-up', 'depends-on']) }),
  response: DutyView,
  status: 201,
})
export const unlinkDuties = defineRoute({
  method: 'DELETE',
  path: '/api/ledger/duties/:dutyId/links/:kind/:to',
  summary: 'Take a link away',
  access: LEDGER_WORKERS,
  params: z.object({ dutyId: Uuid, to: Uuid, kind: z.enum(['takes-up', 'depends-on']) }),
  response: DutyView,
})
export const setAddressees = defineRoute({
  method: 'PUT',
  path: '/api/ledger/duties/:dutyId/addressees',
  summary: 'Which parks must take up this duty of the zone',
  access: ['zone_office'],
  params: DutyParams,
  body: z.object({ parks: z.array(Uuid).max(200) }),
  response: DutyView,
})
export const addDutyFiles = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties/:dutyId/files',
  summary: 'Send evidence files; the report that follows names them',
  access: LEDGER_WORKERS,
  params: DutyParams,
  upload: 'multipart',
  response: z.object({
    files: z.array(z.object({ id: Uuid, name: z.string(), sizeBytes: z.number(), digest: z.string() })),
  }),
  status: 201,
})
export const removeDutyFile = defineRoute({
  method: 'DELETE',
  path: '/api/ledger/duties/:dutyId/files/:fileId',
  summary: 'Take back a file that no report names yet',
  access: LEDGER_WORKERS,
  params: z.object({ dutyId: Uuid, fileId: Uuid }),
  response: z.object({}),
})
export const readDutyFile = defineRoute({
  method: 'GET',
  path: '/api/ledger/duties/:dutyId/files/:fileId',
  summary: 'An evidence file',
  access: BUSINESS_ROLES,
  params: z.object({ dutyId: Uuid, fileId: Uuid }),
  response: 'binary',
})

export const exportDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/export',
  summary: 'The ledger as it is filtered, as .xlsx or .csv, without a ceiling of rows',
  access: BUSINESS_ROLES,
  query: z.object({
    ...dutyFilterShape,
    ...dutySortShape,
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  response: 'binary',
})
export const exportBodyDuties = defineRoute({
  method: 'GET',
  path: '/api/ledger/bodies/:organisationId/duties.docx',
  summary: 'The duties of one body as a document in official layout',
  access: BUSINESS_ROLES,
  params: z.object({ organisationId: Uuid }),
  query: z.object({ year: z.coerce.number().int().min(2000).max(2200).optional() }),
  response: 'binary',
})

/** 两日对比 */
export const compareDates = defineRoute({
  method: 'GET',
  path: '/api/ledger/comparison',
  summary: 'What was added, removed and changed between two dates, with old and new values',
  access: BUSINESS_ROLES,
  query: z.object({
    from: DateOn,
    /** To the end of this day. */
    to: DateOn,
    document: Uuid.optional(),
    body: Uuid.optional(),
    park: Uuid.optional(),
  }),
  response: z.object({
    added: z.array(
      z.object({
        id: Uuid,
        serial: z.int(),
        title: z.string(),
        lead: Body.nullable(),
        state: DutyState,
        progress: z.number(),
      }),
    ),
    removed: z.array(
      z.object({
        id: Uuid,
        serial: z.int(),
        title: z.string(),
        lead: Body.nullable(),
        before: DutyState,
        state: DutyState,
        reason: z.string().nullable(),
        decision: z.object({ reference: z.string(), on: DateOn }).nullable(),
      }),
    ),
    changed: z.array(
      z.object({
        id: Uuid,
        serial: z.int(),
        title: z.string(),
        lead: Body.nullable(),
        /** Ids of bodies, people and duties come as names. */
        fields: z.array(z.object({ field: z.string(), before: z.json(), after: z.json() })),
        progress: z.object({ before: z.number(), after: z.number() }),
        light: z.object({ before: z.string(), after: z.string() }),
      }),
    ),
    unchanged: z.int(),
    totals: z.object({
      before: z.object({
        duties: z.int(),
        meanProgress: z.number().nullable(),
        lights: z.record(z.string(), z.int()),
        states: z.record(z.string(), z.int()),
      }),
      after: z.object({
        duties: z.int(),
        meanProgress: z.number().nullable(),
        lights: z.record(z.string(), z.int()),
        states: z.record(z.string(), z.int()),
      }),
    }),
  }),
})
