/** Coverage, the register of actions, supervision, inspections, annual items. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import { LEDGER_WORKERS } from './contract-duties.ts'
import { Body, DutyRow, LedgerCode, Light, Reason } from './contract-shared.ts'

/** A claim of a document held against what is found. */
const Claim = z.object({
  code: z.string(),
  column: z.string().nullable(),
  textZh: z.string(),
  textEn: z.string(),
  sourceZh: z.string(),
  sourceEn: z.string(),
  declared: z.int(),
  found: z.int(),
})
export const readActionMatrix = defineRoute({
  method: 'GET',
  path: '/api/ledger/matrix/actions',
  summary: 'Parks × kinds of action: duties in each cell with colours; gaps',
  access: BUSINESS_ROLES,
  query: z.object({
    document: Uuid.optional(),
    source: z.enum(['plan', 'register', 'manual', 'gap', 'inspection', 'alert']).optional(),
  }),
  response: z.object({
    columns: z.array(LedgerCode),
    rows: z.array(
      z.object({
        park: Body,
        cells: z.array(
          z.object({
            column: z.string(),
            duties: z.int(),
            open: z.int(),
            worst: Light.nullable(),
            meanProgress: z.number().nullable(),
          }),
        ),
        total: z.int(),
      }),
    ),
    totals: z.array(z.object({ column: z.string(), duties: z.int(), parks: z.int() })),
    claims: z.array(Claim),
    /** Duties that stand in more than one column. */
    inSeveral: z.int(),
    duties: z.int(),
  }),
})
export const readCarrierMatrix = defineRoute({
  method: 'GET',
  path: '/api/ledger/matrix/carriers',
  summary: 'Parks × characteristic park, incubator, platform company: what each has, and the gaps',
  access: BUSINESS_ROLES,
  query: z.object({ on: DateOn.optional() }),
  response: z.object({
    columns: z.array(LedgerCode),
    rows: z.array(
      z.object({
        park: Body,
        cells: z.array(
          z.object({
            column: z.string(),
            entries: z.array(
              z.object({
                id: Uuid,
                name: z.string(),
                since: DateOn.nullable(),
                endedOn: DateOn.nullable(),
                source: z.string(),
                synthetic: z.boolean(),
                version: z.int(),
              }),
            ),
            /** A duty that was made of the gap. */
            duty: z.object({ id: Uuid, serial: z.int(), light: Light }).nullable(),
          }),
        ),
        /** Whether I may enter what this park has. */
        mine: z.boolean(),
      }),
    ),
    claims: z.array(Claim),
    on: DateOn,
  }),
})
export const addCoverage = defineRoute({
  method: 'POST',
  path: '/api/ledger/coverage',
  summary: 'Enter what a park has',
  access: ['zone_office', 'park_committee'],
  body: z.object({
    parkId: Uuid,
    carrier: z.string().max(60),
    name: z.string().trim().min(1).max(200),
    since: DateOn.nullable().default(null),
    source: z.string().trim().min(1).max(300),
  }),
  response: z.object({ id: Uuid }),
  status: 201,
})
export const endCoverage = defineRoute({
  method: 'POST',
  path: '/api/ledger/coverage/:entryId/end',
  summary: 'It is no longer so, from a day on',
  access: ['zone_office', 'park_committee'],
  params: z.object({ entryId: Uuid }),
  body: z.object({ version: z.int(), on: DateOn, reason: Reason }),
  response: z.object({}),
})
/** 一园一策: which duties of the zone no park's plan takes up, and which duties of parks nobody ordered. */
export const readTakeUp = defineRoute({
  method: 'GET',
  path: '/api/ledger/matrix/take-up',
  summary: 'Duties of the zone × parks: taken up or not; duties of parks that nobody ordered',
  access: BUSINESS_ROLES,
  query: z.object({ document: Uuid.optional(), park: Uuid.optional() }),
  response: z.object({
    parks: z.array(Body),
    rows: z.array(
      z.object({
        duty: z.object({
          id: Uuid,
          serial: z.int(),
          title: z.string(),
          light: Light,
          document: z.string().nullable(),
        }),
        cells: z.array(
          z.object({
            parkId: Uuid,
            addressed: z.boolean(),
            by: z.array(z.object({ id: Uuid, title: z.string(), light: Light, progress: z.number() })),
          }),
        ),
        missing: z.int(),
      }),
    ),
    unordered: z.array(DutyRow),
  }),
})
export const readAnnualMatrix = defineRoute({
  method: 'GET',
  path: '/api/ledger/matrix/annual',
  summary: 'Bodies × annual items of a year: who has confirmed, how far they are',
  access: BUSINESS_ROLES,
  query: z.object({ year: z.coerce.number().int().min(2000).max(2200) }),
  response: z.object({
    year: z.int(),
    rows: z.array(
      z.object({
        body: Body.extend({ kind: z.string() }),
        listId: Uuid.nullable(),
        state: z.enum(['none', 'draft', 'sent', 'confirmed', 'returned']),
        items: z.int(),
        fromPlan: z.int(),
        done: z.int(),
        red: z.int(),
        meanProgress: z.number().nullable(),
      }),
    ),
  }),
})

/* ---- annual items ---- */

export const AnnualItem = z.object({
  position: z.int(),
  duty: DutyRow.nullable(),
  title: z.string(),
  milestone: z.string(),
  dueOn: DateOn.nullable(),
  part: z.enum(['lead', 'support', 'own']),
  struckReason: z.string().nullable(),
})
export const AnnualList = z.object({
  id: Uuid,
  body: Body,
  year: z.int(),
  state: z.enum(['draft', 'sent', 'confirmed', 'returned']),
  note: z.string().nullable(),
  sentAt: Moment.nullable(),
  answeredAt: Moment.nullable(),
  answeredBy: z.string().nullable(),
  items: z.array(AnnualItem),
  version: z.int(),
  history: z.array(
    z.object({
      version: z.int(),
      at: Moment,
      by: z.string(),
      act: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  can: z.array(z.enum(['edit', 'send', 'confirm', 'return', 'regenerate'])),
})
export type AnnualList = z.infer<typeof AnnualList>
export const makeAnnualLists = defineRoute({
  method: 'POST',
  path: '/api/ledger/annual/:year',
  summary: 'Draw up the lists of a year for bodies from the ledger; lists that were sent stay as they are',
  access: ['zone_office'],
  params: z.object({ year: z.coerce.number().int().min(2000).max(2200) }),
  body: z.object({ bodies: z.array(Uuid).max(500).nullable().default(null) }),
  response: z.object({ made: z.int(), renewed: z.int(), kept: z.int() }),
  status: 201,
})
const AnnualParams = z.object({ listId: Uuid })
export const readAnnualList = defineRoute({
  method: 'GET',
  path: '/api/ledger/annual-lists/:listId',
  summary: 'A body’s list for a year',
  access: BUSINESS_ROLES,
  params: AnnualParams,
  response: AnnualList,
})
export const changeAnnualList = defineRoute({
  method: 'POST',
  path: '/api/ledger/annual-lists/:listId/acts',
  summary: 'Edit the items of a draft, send, confirm, or return with a reason',
  access: LEDGER_WORKERS,
  params: AnnualParams,
  body: z.object({
    version: z.int(),
    act: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('edit'),
        note: z.string().trim().max(1000).nullable(),
        items: z
          .array(
            z.object({
              dutyId: Uuid.nullable(),
              title: z.string().trim().min(1).max(500),
              milestone: z.string().trim().max(1000).default(''),
              dueOn: DateOn.nullable(),
              part: z.enum(['lead', 'support', 'own']),
              struckReason: z.string().trim().min(1).max(500).nullable().default(null),
            }),
          )
          .max(500),
      }),
      z.object({ kind: z.literal('send') }),
      z.object({ kind: z.literal('confirm') }),
      z.object({ kind: z.literal('return'), reason: Reason }),
    ]),
  }),
  response: AnnualList,
})
export const exportAnnualList = defineRoute({
  method: 'GET',
  path: '/api/ledger/annual-lists/:listId/export',
  summary: 'The list as .docx in official layout, or .xlsx',
  access: BUSINESS_ROLES,
  params: AnnualParams,
  query: z.object({
    format: z.enum(['docx', 'xlsx']).default('docx'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  response: 'binary',
})

/* ---- register of actions ---- */

export const readRegisterTemplate = defineRoute({
  method: 'GET',
  path: '/api/ledger/register/template',
  summary: 'The template of the register of actions (.xlsx)',
  access: LEDGER_WORKERS,
  query: z.object({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  response: 'binary',
})
/** What became of one row. */
export const RegisterRow = z.object({
  sheet: z.string(),
  row: z.int(),
  title: z.string().nullable(),
  outcome: z.enum(['new', 'same', 'changed', 'refused']),
  dutyId: Uuid.nullable(),
  issues: z.array(
    z.object({ cell: z.string().nullable(), code: z.string(), params: z.record(z.string(), z.json()) }),
  ),
})
/** `result` of a register-import job. */
export const RegisterResult = z.object({
  dryRun: z.boolean(),
  fileName: z.string(),
  rows: z.int(),
  fresh: z.int(),
  same: z.int(),
  changed: z.int(),
  refused: z.int(),
  /** Duties added or changed: 0 after a dry run, and where a line was refused and the others were not asked for alone. */
  written: z.int(),
  /** The first 500 that are refused or changed, then new ones. */
  list: z.array(RegisterRow),
  sheetIssues: z.array(
    z.object({ cell: z.string().nullable(), code: z.string(), params: z.record(z.string(), z.json()) }),
  ),
  /** Digest of a copy with comments on the faulty cells (`readAnnotated`); null where no cell is faulty, and for .csv. */
  annotated: z.string().nullable(),
})
export type RegisterResult = z.infer<typeof RegisterResult>
export const importRegister = defineRoute({
  method: 'POST',
  path: '/api/ledger/register',
  summary: 'Import a register of actions (.xlsx, .csv; one file) as a job; a dry run writes nothing',
  access: LEDGER_WORKERS,
  query: z.object({
    dryRun: z.stringbool().default(true),
    /** The plan whose register it is. */
    document: Uuid.optional(),
    /** Write the good rows although others are refused. */
    partial: z.stringbool().default(false),
  }),
  upload: 'multipart',
  response: z.object({ jobId: Uuid }),
  status: 202,
})
export const readAnnotated = defineRoute({
  method: 'GET',
  path: '/api/ledger/register/:jobId/annotated',
  summary: 'The imported file with comments on the faulty cells',
  access: LEDGER_WORKERS,
  params: z.object({ jobId: Uuid }),
  response: 'binary',
})

/* ---- supervision ---- */

export const Proposal = z.object({
  id: Uuid,
  duty: DutyRow,
  cause: z.enum(['late', 'stale', 'off-track', 'unanswered']),
  params: z.record(z.string(), z.json()),
  raisedOn: DateOn,
  state: z.enum(['open', 'confirmed', 'dismissed', 'passed']),
  caseId: Uuid.nullable(),
  reason: z.string().nullable(),
  decidedAt: Moment.nullable(),
  decidedBy: z.string().nullable(),
})
export type Proposal = z.infer<typeof Proposal>
export const listProposals = defineRoute({
  method: 'GET',
  path: '/api/ledger/proposals',
  summary: 'Duties that the system proposes to supervise',
  access: BUSINESS_ROLES,
  query: z.object({ state: z.enum(['open', 'confirmed', 'dismissed', 'passed']).default('open') }),
  response: z.object({ proposals: z.array(Proposal), can: z.boolean() }),
})
export const decideProposals = defineRoute({
  method: 'POST',
  path: '/api/ledger/proposals',
  summary: 'Raise supervision notices for proposals, or dismiss them with a reason',
  access: ['zone_office', 'district'],
  body: z.object({
    proposals: z.array(Uuid).min(1).max(100),
    decision: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('raise'),
        urgency: z.enum(['blue', 'orange', 'red']).default('blue'),
        text: z.string().trim().max(2000).nullable().default(null),
      }),
      z.object({ kind: z.literal('dismiss'), reason: Reason }),
    ]),
  }),
  response: z.object({
    cases: z.array(z.object({ proposalId: Uuid, caseId: Uuid, number: z.string().nullable() })),
    dismissed: z.int(),
  }),
})
/** 督办: from the duty's own page. */
export const superviseDuty = defineRoute({
  method: 'POST',
  path: '/api/ledger/duties/:dutyId/supervision',
  summary: 'Raise a supervision notice from a duty',
  access: ['zone_office', 'district'],
  params: z.object({ dutyId: Uuid }),
  body: z.object({
    urgency: z.enum(['blue', 'orange', 'red']).default('blue'),
    text: z.string().trim().min(1).max(2000),
  }),
  response: z.object({ caseId: Uuid, number: z.string().nullable() }),
  status: 201,
})
/** 通报 */
export const readLedgerCircular = defineRoute({
  method: 'GET',
  path: '/api/ledger/circular.docx',
  summary: 'Circular on the progress of duties under a filter: tables by body, what is late, notices raised',
  access: ['zone_office', 'leader', 'district', 'park_committee'],
  query: z.object({
    document: Uuid.optional(),
    body: Uuid.optional(),
    park: Uuid.optional(),
    from: DateOn.optional(),
    to: DateOn.optional(),
  }),
  response: 'binary',
})

/* ---- inspections ---- */

export const InspectionItem = z.object({
  id: Uuid,
  position: z.int(),
  body: Body,
  duty: z.object({ id: Uuid, serial: z.int(), title: z.string(), light: Light }).nullable(),
  text: z.string(),
  method: z.enum(['site', 'paper']),
  result: z.enum(['good', 'adequate', 'slow', 'poor']).nullable(),
  finding: z.string(),
  demand: z.string(),
  demandBy: DateOn.nullable(),
  foundAt: Moment.nullable(),
  foundBy: z.string().nullable(),
  case: z.object({ id: Uuid, number: z.string().nullable(), stage: z.string() }).nullable(),
  version: z.int(),
})
export const InspectionRow = z.object({
  id: Uuid,
  serial: z.int(),
  kind: z.enum(['special', 'comprehensive']),
  title: z.string(),
  subject: z.string(),
  owner: Body,
  fromOn: DateOn,
  toOn: DateOn,
  state: z.enum(['planned', 'running', 'found', 'announced']),
  items: z.int(),
  found: z.int(),
  poor: z.int(),
  announcedAt: Moment.nullable(),
  synthetic: z.boolean(),
  version: z.int(),
})
export const InspectionView = InspectionRow.extend({
  list: z.array(InspectionItem),
  can: z.array(z.enum(['edit', 'start', 'find', 'finish', 'announce', 'raise'])),
})
export type InspectionView = z.infer<typeof InspectionView>
export const listInspections = defineRoute({
  method: 'GET',
  path: '/api/ledger/inspections',
  summary: 'Special and comprehensive inspections',
  access: BUSINESS_ROLES,
  response: z.object({ inspections: z.array(InspectionRow), can: z.boolean() }),
})
const inspectors = ['zone_office', 'district'] as const
const NewItem = z.object({
  organisationId: Uuid,
  dutyId: Uuid.nullable().default(null),
  text: z.string().trim().min(1).max(1000),
  method: z.enum(['site', 'paper']).default('paper'),
})
export const addInspection = defineRoute({
  method: 'POST',
  path: '/api/ledger/inspections',
  summary: 'Plan an inspection with its items; a comprehensive one can take all open duties of bodies',
  access: inspectors,
  body: z.object({
    kind: z.enum(['special', 'comprehensive']),
    title: z.string().trim().min(1).max(300),
    subject: z.string().trim().max(2000).default(''),
    fromOn: DateOn,
    toOn: DateOn,
    items: z.array(NewItem).max(1000).default([]),
    /** Also an item for every open duty that these lead. */
    dutiesOf: z.array(Uuid).max(100).default([]),
  }),
  response: InspectionView,
  status: 201,
})
const InspectionParams = z.object({ inspectionId: Uuid })
export const readInspection = defineRoute({
  method: 'GET',
  path: '/api/ledger/inspections/:inspectionId',
  summary: 'One inspection with its items and findings, as far as I may read them',
  access: BUSINESS_ROLES,
  params: InspectionParams,
  response: InspectionView,
})
export const actOnInspection = defineRoute({
  method: 'POST',
  path: '/api/ledger/inspections/:inspectionId/acts',
  summary: 'Start, record a finding, raise rectification or supervision from it, finish, announce',
  access: inspectors,
  params: InspectionParams,
  body: z.object({
    version: z.int(),
    act: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('start') }),
      z.object({ kind: z.literal('add'), items: z.array(NewItem).min(1).max(500) }),
      z.object({ kind: z.literal('remove'), itemId: Uuid }),
      z.object({
        kind: z.literal('find'),
        itemId: Uuid,
        result: z.enum(['good', 'adequate', 'slow', 'poor']),
        finding: z.string().trim().min(1).max(3000),
        demand: z.string().trim().max(2000).default(''),
        demandBy: DateOn.nullable().default(null),
      }),
      z.object({
        kind: z.literal('raise'),
        itemId: Uuid,
        procedure: z.enum(['supervision', 'rectification']),
      }),
      z.object({ kind: z.literal('finish') }),
      z.object({ kind: z.literal('announce') }),
    ]),
  }),
  response: InspectionView,
})
export const readInspectionCircular = defineRoute({
  method: 'GET',
  path: '/api/ledger/inspections/:inspectionId/circular.docx',
  summary: '督查通报: results by body as a document in official layout',
  access: BUSINESS_ROLES,
  params: InspectionParams,
  response: 'binary',
})
