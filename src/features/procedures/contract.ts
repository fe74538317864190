/**
 * Procedures and cases (程序与事项): what can be started, the in-tray, the case page, notices and statistics. Names that come
 * from definitions are given in both languages; the page chooses.
 */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'

const Json = z.json()
export const Bilingual = z.object({ zh: z.string(), en: z.string() })
export type Bilingual = z.infer<typeof Bilingual>
export const Tone = z.enum(['good', 'bad', 'plain'])
export const Source = z.object({
  text: Bilingual,
  status: z.enum(['verified', 'derived', 'assumed']),
  date: z.string().nullable(),
})
export const TimeLimit = z.object({ amount: z.number(), unit: z.enum(['minute', 'hour', 'day']) })

/** `org:<id>`, `user:<id>` or `role:<account role>`, with its name. */
export const PartyView = z.object({ party: z.string(), name: Bilingual })
export type PartyView = z.infer<typeof PartyView>
export const PersonView = z.object({
  userId: Uuid.nullable(),
  name: z.string(),
  organisation: Bilingual.nullable(),
  onBehalfOf: z.string().nullable(),
})

export const FieldView = z.object({
  code: z.string(),
  label: Bilingual,
  hint: Bilingual.nullable(),
  /** JSON Schema 2020-12; formats of ours: organisation, organisation:<kind>, person, file, multiline, date. */
  schema: z.record(z.string(), Json),
  values: z.record(z.string(), Bilingual).nullable(),
  confidential: z.boolean(),
  branch: z.enum(['open', 'after-join']).nullable(),
  /** Columns of a list of objects. */
  get items() {
    return z.array(FieldView).nullable()
  },
})
export type FieldView = z.infer<typeof FieldView>
export const FieldPermission = z.enum(['read', 'edit', 'required'])

export const DrawingView = z.object({
  width: z.number(),
  height: z.number(),
  boxes: z.array(
    z.object({
      node: z.string(),
      kind: z.enum(['step', 'choice', 'group', 'parallel', 'subcase', 'end', 'start']),
      name: Bilingual,
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      note: Bilingual.nullable(),
      tone: Tone.nullable(),
    }),
  ),
  lines: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      points: z.array(z.object({ x: z.number(), y: z.number() })),
      label: Bilingual.nullable(),
      /** Middle of the words, and the width that was kept free for them. */
      labelAt: z.object({ x: z.number(), y: z.number(), width: z.number() }).optional(),
      tone: z.enum(['primary', 'plain', 'danger']),
      byClock: z.boolean(),
    }),
  ),
})

// Procedures.

export const ProcedureRow = z.object({
  code: z.string(),
  version: z.int(),
  name: Bilingual,
  summary: Bilingual,
  mechanisms: z.array(z.string()),
  /** Cases that I see: drafts not counted. */
  open: z.int(),
  overdue: z.int(),
  closed: z.int(),
  /** May be raised from a case or from a task of a plan. */
  raised: z.boolean(),
  can: z.array(z.enum(['open', 'set'])),
})
export const SettingView = z.object({
  code: z.string(),
  name: Bilingual,
  value: z.union([TimeLimit, z.number()]),
  /** The definition's own. */
  shipped: z.union([TimeLimit, z.number()]),
  source: Source,
  history: z.array(
    z.object({
      value: z.union([TimeLimit, z.number()]),
      reason: z.string(),
      by: z.string(),
      at: Moment,
    }),
  ),
})
export const listProcedures = defineRoute({
  method: 'GET',
  path: '/api/procedures',
  summary: 'Procedures in force, with the number of cases that I see',
  access: BUSINESS_ROLES,
  response: z.object({ procedures: z.array(ProcedureRow) }),
})
export const readProcedure = defineRoute({
  method: 'GET',
  path: '/api/procedures/:code',
  summary:
    'One procedure: drawing, fields, time limits with sources, clocks; of a version or the one in force',
  access: BUSINESS_ROLES,
  params: z.object({ code: z.string() }),
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    procedure: ProcedureRow,
    versions: z.array(z.object({ version: z.int(), loadedAt: Moment, digest: z.string() })),
    sources: z.array(Source),
    drawing: DrawingView,
    /** Fields of the form with which one is started, in order. */
    startForm: z.array(z.object({ field: FieldView, permission: FieldPermission })),
    settings: z.array(SettingView),
    clocks: z.array(
      z.object({
        code: z.string(),
        name: Bilingual,
        on: Bilingual,
        owner: Bilingual,
        calendar: z.string(),
        dayRule: z.enum(['day-end', 'elapsed']),
      }),
    ),
    warnings: z.array(z.object({ code: z.string(), text: Bilingual, source: Source })),
    bars: z.array(z.object({ code: z.string(), text: Bilingual, source: Source })),
  }),
})
export const changeSetting = defineRoute({
  method: 'PUT',
  path: '/api/procedures/:code/settings/:setting',
  summary: 'Change a time limit or threshold; clocks that run keep theirs',
  access: ['zone_office'],
  params: z.object({ code: z.string(), setting: z.string() }),
  body: z.object({
    value: z.union([
      z.object({ amount: z.number().positive().max(100_000), unit: z.enum(['minute', 'hour', 'day']) }),
      z.number(),
    ]),
    reason: z.string().trim().min(1).max(500),
  }),
  response: SettingView,
})

// Lists.

export const CaseStage = z.enum(['draft', 'open', 'closed'])
export const CaseOutcome = z.object({ code: z.string(), name: Bilingual, tone: Tone })
export const ClockState = z.enum(['running', 'paused', 'stopped', 'overdue', 'stopped-late'])

export const CaseRow = z.object({
  id: Uuid,
  /** The last event's number; send it back with a command. */
  version: z.int(),
  number: z.string().nullable(),
  procedure: z.object({ code: z.string(), name: Bilingual }),
  title: z.string(),
  stage: CaseStage,
  outcome: CaseOutcome.nullable(),
  /** Steps where it is now. */
  places: z.array(z.object({ activation: z.string(), node: z.string(), name: Bilingual })),
  waitingFor: z.array(PartyView),
  initiator: PersonView,
  openedAt: Moment,
  submittedAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  /** The clock that runs out first; in my tray, of mine. */
  clock: z
    .object({ name: Bilingual, owner: PartyView, state: ClockState, dueAt: Moment.nullable() })
    .nullable(),
  synthetic: z.boolean(),
  /** Actions that I may take from the list: no fields asked for. */
  quick: z.array(
    z.object({
      activation: z.string(),
      action: z.string(),
      name: Bilingual,
      tone: z.enum(['primary', 'plain', 'danger']),
      opinion: z.enum(['required', 'optional', 'none']),
    }),
  ),
})
export type CaseRow = z.infer<typeof CaseRow>

/** `todo`: waits for me or my body; `waiting`: I wait for others; `overdue`: of what I see, by whose clock. */
export const CaseBox = z.enum(['todo', 'waiting', 'overdue', 'copied', 'drafts', 'done', 'all'])
export type CaseBox = z.infer<typeof CaseBox>

/** Counts of boxes stop here: a tab says 99+ then. */
export const COUNTED_AT_MOST = 100

/** Lists are counted and can be paged up to here; what lies beyond is found by filters. */
export const LISTED_AT_MOST = 10_000

export const listCases = defineRoute({
  method: 'GET',
  path: '/api/cases',
  summary: 'The in-tray over all procedures, and every other list of cases',
  access: BUSINESS_ROLES,
  query: z.object({
    box: CaseBox.default('todo'),
    /** In `todo`: only what is given to me in person or by what I am substitute for, or all that my body may do. */
    who: z.enum(['me', 'body']).default('body'),
    procedure: z.string().optional(),
    stage: CaseStage.optional(),
    /** Organisation whose clock runs. */
    owner: Uuid.optional(),
    node: z.string().optional(),
    q: z.string().trim().max(100).optional(),
    sort: z.enum(['due', 'newest', 'oldest', 'number']).default('due'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.object({
    cases: z.array(CaseRow),
    /** At most `LISTED_AT_MOST`. */
    total: z.int(),
    /** Each at most `COUNTED_AT_MOST`. */
    counts: z.object({ todo: z.int(), waiting: z.int(), overdue: z.int(), copied: z.int(), drafts: z.int() }),
  }),
})

export const readBoard = defineRoute({
  method: 'GET',
  path: '/api/cases/board',
  summary: 'Open cases of one procedure by the step they are at',
  access: BUSINESS_ROLES,
  query: z.object({ procedure: z.string(), perColumn: z.coerce.number().int().min(1).max(50).default(20) }),
  response: z.object({
    columns: z.array(
      z.object({
        node: z.string(),
        name: Bilingual,
        count: z.int(),
        overdue: z.int(),
        cases: z.array(CaseRow),
      }),
    ),
  }),
})

// One case.

export const ClockView = z.object({
  id: z.string(),
  code: z.string(),
  name: Bilingual,
  owner: PartyView,
  /** The branch's party, where every branch has its own. */
  branch: PartyView.nullable(),
  activation: z.string().nullable(),
  limit: TimeLimit,
  extendedTo: TimeLimit.nullable(),
  source: Source.nullable(),
  calendar: z.string(),
  calendarVersion: z.int(),
  dayRule: z.enum(['day-end', 'elapsed']),
  state: ClockState,
  startedAt: Moment,
  stoppedAt: Moment.nullable(),
  dueAt: Moment.nullable(),
  /** Holidays of that time are not announced yet. */
  provisional: z.boolean(),
  runningMs: z.number(),
  overdueMs: z.number(),
  pausedMs: z.number(),
  closedMs: z.number(),
  wallMs: z.number(),
  budgetMs: z.number(),
  /** Working milliseconds of an ordinary day of its calendar, to say working time in days. */
  dayMs: z.number(),
  pieces: z.array(
    z.object({
      from: Moment,
      to: Moment,
      kind: z.enum(['running', 'paused', 'closed', 'overdue']),
      /** Of a closure: off-hours, weekend, holiday; of a pause: its name. */
      reason: z.string().nullable(),
      name: Bilingual.nullable(),
      interval: z.int(),
    }),
  ),
  /** What was recorded: pauses with person, note, evidence. */
  intervals: z.array(
    z.object({
      from: Moment,
      to: Moment.nullable(),
      kind: z.enum(['running', 'paused']),
      reason: Bilingual.nullable(),
      note: z.string().nullable(),
      evidence: z.array(z.string()),
      expiresAt: Moment.nullable(),
      by: PersonView.nullable(),
    }),
  ),
  extensions: z.array(z.object({ at: Moment, by: PersonView, reason: z.string(), add: TimeLimit })),
  corrections: z.array(
    z.object({ at: Moment, calendarVersion: z.int(), dueBefore: Moment, dueAfter: Moment }),
  ),
  /** What the system does next by this clock, and when, if nothing happens. */
  next: z.object({ at: Moment, what: Bilingual }).nullable(),
})
export type ClockView = z.infer<typeof ClockView>

export const SeatView = z.object({
  id: z.string(),
  party: PartyView,
  kind: z.enum(['original', 'before', 'after', 'delegate']),
  state: z.enum(['waiting', 'active', 'acted', 'skipped', 'removed', 'transferred']),
  action: z
    .object({ code: z.string(), name: Bilingual, tone: z.enum(['primary', 'plain', 'danger']) })
    .nullable(),
  opinion: z.string().nullable(),
  attachments: z.array(z.string()),
  since: Moment.nullable(),
  actedAt: Moment.nullable(),
  actedBy: PersonView.nullable(),
  urged: z.int(),
  note: z.string().nullable(),
  mine: z.boolean(),
})
export const StepView = z.object({
  activation: z.string(),
  node: z.string(),
  name: Bilingual,
  hint: Bilingual.nullable(),
  branch: z.string().nullable(),
  /** The branch's party or name, for parallel work. */
  branchName: Bilingual.nullable(),
  status: z.enum(['active', 'done', 'cancelled']),
  enteredAt: Moment,
  leftAt: Moment.nullable(),
  decision: z.object({ code: z.string(), name: Bilingual }).nullable(),
  signRule: z.enum(['one', 'all', 'any', 'count', 'sequence']),
  seats: z.array(SeatView),
})
export type StepView = z.infer<typeof StepView>

export const ActionView = z.object({
  activation: z.string(),
  action: z.string(),
  name: Bilingual,
  tone: z.enum(['primary', 'plain', 'danger']),
  opinion: z.enum(['required', 'optional', 'none']),
  /** Fields that become required with it. */
  needs: z.array(z.string()),
  /** Why it cannot be chosen yet. */
  blocked: Bilingual.nullable(),
})
export const FormView = z.object({
  activation: z.string(),
  /** Fields of the step in order; data lies in `data` or, for branch fields, in the branch. */
  fields: z.array(z.object({ field: FieldView, permission: FieldPermission })),
  values: z.record(z.string(), Json),
})

/** What I may do besides the actions of the step. */
export const MayView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('return'),
    activation: z.string(),
    targets: z.array(z.object({ to: z.string(), name: Bilingual })),
  }),
  z.object({
    kind: z.enum(['transfer', 'delegate', 'add-before', 'add-after', 'urge', 'withdraw']),
    activation: z.string(),
  }),
  z.object({
    kind: z.literal('remove-signer'),
    activation: z.string(),
    seats: z.array(z.object({ seat: z.string(), party: PartyView })),
  }),
  z.object({ kind: z.enum(['pause', 'resume', 'extend']), clock: z.string() }),
  z.object({ kind: z.enum(['terminate', 'copy', 'comment']) }),
  /** Raise a supervision notice from it. */
  z.object({ kind: z.literal('raise'), procedure: z.string(), name: Bilingual }),
])
export type MayView = z.infer<typeof MayView>

export const CaseFile = z.object({
  digest: z.string(),
  name: z.string(),
  sizeBytes: z.int(),
  at: Moment,
  by: z.string(),
})

/** What a case may be raised from. */
const OriginKind = z.enum([
  'case',
  'plan-item',
  'duty',
  'inspection',
  'evaluation',
  'alert',
  'application',
  'service',
])

export const CaseView = z.object({
  id: Uuid,
  version: z.int(),
  number: z.string().nullable(),
  procedure: z.object({ code: z.string(), version: z.int(), name: Bilingual, summary: Bilingual }),
  title: z.string(),
  stage: CaseStage,
  outcome: CaseOutcome.nullable(),
  initiator: PersonView,
  openedAt: Moment,
  submittedAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  synthetic: z.boolean(),
  origin: z.object({ kind: OriginKind, title: z.string(), href: z.string() }).nullable(),
  drawing: DrawingView,
  activeNodes: z.array(z.string()),
  pastNodes: z.array(z.string()),
  clocks: z.array(ClockView),
  steps: z.array(StepView),
  /** Everything that I may read, in the definition's order. */
  fields: z.array(FieldView),
  data: z.record(z.string(), Json),
  branches: z.array(
    z.object({
      id: z.string(),
      node: z.string(),
      name: Bilingual,
      party: PartyView.nullable(),
      status: z.enum(['active', 'done', 'cancelled']),
      outcome: Bilingual.nullable(),
      data: z.record(z.string(), Json),
      /** Individual entries that others read when the parallel work is over. */
      sealed: z.boolean(),
    }),
  ),
  /** Names of organisations and persons that occur in the data, by id. */
  names: z.record(z.string(), Bilingual),
  owed: z.array(
    z.object({
      activation: z.string(),
      name: Bilingual,
      party: PartyView,
      fields: z.array(Bilingual),
      since: Moment,
      dueAt: Moment.nullable(),
      overdue: z.boolean(),
    }),
  ),
  forms: z.array(FormView),
  actions: z.array(ActionView),
  may: z.array(MayView),
  pauseReasons: z.array(
    z.object({
      code: z.string(),
      name: Bilingual,
      evidence: z.enum(['required', 'optional']),
      longest: TimeLimit.nullable(),
    }),
  ),
  warnings: z.array(z.object({ code: z.string(), text: Bilingual, source: Source })),
  bars: z.array(z.object({ code: z.string(), text: Bilingual, source: Source })),
  measures: z.array(
    z.object({ code: z.string(), name: Bilingual, value: z.boolean().nullable(), source: Source }),
  ),
  letters: z.array(z.object({ code: z.string(), name: Bilingual })),
  subcases: z.array(
    z.object({
      id: Uuid,
      number: z.string().nullable(),
      title: z.string(),
      procedure: Bilingual,
      outcome: CaseOutcome.nullable(),
      stage: CaseStage,
    }),
  ),
  related: z.array(
    z.object({
      id: Uuid,
      number: z.string().nullable(),
      title: z.string(),
      procedure: Bilingual,
      outcome: CaseOutcome.nullable(),
    }),
  ),
  files: z.array(CaseFile),
  copies: z.array(PartyView),
})
export type CaseView = z.infer<typeof CaseView>

const CaseParams = z.object({ caseId: Uuid })

export const openCase = defineRoute({
  method: 'POST',
  path: '/api/cases',
  summary: 'Start a draft of a case; its first step then submits it',
  access: BUSINESS_ROLES,
  body: z.object({
    procedure: z.string(),
    data: z.record(z.string(), Json).default({}),
    origin: z
      .object({ kind: OriginKind, id: z.string().max(100) })
      .nullable()
      .default(null),
  }),
  response: CaseView,
  status: 201,
})
export const readCase = defineRoute({
  method: 'GET',
  path: '/api/cases/:caseId',
  summary: 'One case: place, clocks, opinions, what is missing, what I may do',
  access: BUSINESS_ROLES,
  params: CaseParams,
  response: CaseView,
})

const Activation = z.string().max(40)
const Reason = z.string().trim().min(1).max(2000)
const Party = z.string().regex(/^(org|user):[0-9a-f-]{36}$/)
const Data = z.record(z.string(), Json)
const Digest = z.string().regex(/^[0-9a-f]{64}$/)
export const CaseCommandBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('save'), activation: Activation, data: Data }),
  z.object({
    kind: z.literal('act'),
    activation: Activation,
    action: z.string().max(60),
    opinion: z.string().trim().max(5000).nullable().default(null),
    data: Data.default({}),
    attachments: z.array(Digest).max(20).default([]),
  }),
  z.object({ kind: z.literal('return'), activation: Activation, to: Activation, reason: Reason }),
  z.object({ kind: z.enum(['transfer', 'delegate']), activation: Activation, to: Party, reason: Reason }),
  z.object({
    kind: z.literal('add-signer'),
    activation: Activation,
    to: Party,
    where: z.enum(['before', 'after']),
    reason: Reason,
  }),
  z.object({ kind: z.literal('remove-signer'), activation: Activation, seat: Activation, reason: Reason }),
  z.object({ kind: z.literal('withdraw'), activation: Activation, reason: Reason.nullable().default(null) }),
  z.object({ kind: z.literal('terminate'), reason: Reason }),
  z.object({
    kind: z.literal('copy'),
    to: z.array(Party).min(1).max(50),
    note: Reason.nullable().default(null),
  }),
  z.object({ kind: z.literal('urge'), activation: Activation, note: Reason.nullable().default(null) }),
  z.object({ kind: z.literal('comment'), text: Reason, attachments: z.array(Digest).max(20).default([]) }),
  z.object({
    kind: z.literal('pause'),
    clock: Activation,
    reason: z.string().max(60),
    note: Reason.nullable().default(null),
    evidence: z.array(Digest).max(20).default([]),
    expiresAt: Moment,
  }),
  z.object({ kind: z.literal('resume'), clock: Activation }),
  z.object({ kind: z.literal('extend'), clock: Activation, add: TimeLimit, reason: Reason }),
])
export type CaseCommandBody = z.infer<typeof CaseCommandBody>

export const commandCase = defineRoute({
  method: 'POST',
  path: '/api/cases/:caseId/commands',
  summary:
    'Do something on a case: act, send back, transfer, add a signer, pause its clock … A stale version is refused',
  access: BUSINESS_ROLES,
  params: CaseParams,
  body: z.object({ version: z.int().min(0), command: CaseCommandBody }),
  response: CaseView,
})
export const commandCases = defineRoute({
  method: 'POST',
  path: '/api/cases/commands',
  summary: 'The same action on several cases of the in-tray; each succeeds or is refused by itself',
  access: BUSINESS_ROLES,
  body: z.object({
    action: z.string().max(60),
    opinion: z.string().trim().max(5000).nullable().default(null),
    cases: z
      .array(z.object({ caseId: Uuid, version: z.int().min(0), activation: Activation }))
      .min(1)
      .max(200),
  }),
  response: z.object({
    results: z.array(
      z.object({
        caseId: Uuid,
        ok: z.boolean(),
        issues: z.array(
          z.object({
            code: z.string(),
            path: z.array(z.union([z.string(), z.int()])),
            params: z.record(z.string(), Json),
          }),
        ),
      }),
    ),
  }),
})
export const listCaseEvents = defineRoute({
  method: 'GET',
  path: '/api/cases/:caseId/events',
  summary: 'Everything that happened to the case, in order',
  access: BUSINESS_ROLES,
  params: CaseParams,
  response: z.object({
    events: z.array(
      z.object({
        sequence: z.int(),
        at: Moment,
        by: PersonView.nullable(),
        kind: z.string(),
        /** Names of what it concerns: step, clock, action, party. */
        step: Bilingual.nullable(),
        clock: Bilingual.nullable(),
        action: Bilingual.nullable(),
        parties: z.array(PartyView),
        /** Opinion, reason, note, text. */
        words: z.string().nullable(),
        /** Labels of changed fields. */
        fields: z.array(Bilingual),
        params: z.record(z.string(), Json),
      }),
    ),
  }),
})
export const addCaseFiles = defineRoute({
  method: 'POST',
  path: '/api/cases/:caseId/files',
  summary: 'Attach files; then name their digests in a command or a field',
  access: BUSINESS_ROLES,
  params: CaseParams,
  upload: 'multipart',
  response: z.object({ files: z.array(CaseFile) }),
  status: 201,
})
export const readCaseFile = defineRoute({
  method: 'GET',
  path: '/api/cases/:caseId/files/:digest',
  summary: 'An attached file',
  access: BUSINESS_ROLES,
  params: z.object({ caseId: Uuid, digest: Digest }),
  response: 'binary',
})
export const readCaseLetter = defineRoute({
  method: 'GET',
  path: '/api/cases/:caseId/letters/:letter',
  summary: 'A letter drawn up from the case, as .docx',
  access: BUSINESS_ROLES,
  params: z.object({ caseId: Uuid, letter: z.string().max(60) }),
  response: 'binary',
})
export const migrateCase = defineRoute({
  method: 'POST',
  path: '/api/cases/:caseId/migration',
  summary: 'Move a running case to another version of its procedure: first a dry run with the differences',
  access: ['zone_office'],
  params: CaseParams,
  body: z.object({
    version: z.int().min(0),
    toVersion: z.int().min(1),
    /** Where to go on, for places that the other version names otherwise. */
    nodes: z.record(z.string(), z.string()).default({}),
    confirm: z.boolean(),
  }),
  response: z.object({
    done: z.boolean(),
    /** What the versions differ in, and where the case's places go. */
    changes: z.array(
      z.object({
        kind: z.enum(['added', 'removed', 'changed']),
        what: z.string(),
        code: z.string(),
        name: Bilingual.nullable(),
      }),
    ),
    moves: z.array(z.object({ from: z.string(), to: z.string() })),
    issues: z.array(z.object({ code: z.string(), params: z.record(z.string(), Json) })),
  }),
})

/** Organisations and people to whom work can be given. */
export const listParties = defineRoute({
  method: 'GET',
  path: '/api/parties',
  summary: 'Organisations and people by name, pinyin initials or code, to choose from',
  access: BUSINESS_ROLES,
  query: z.object({
    q: z.string().trim().max(100).default(''),
    kind: z.enum(['organisation', 'person', 'any']).default('any'),
    organisationKind: z.string().max(40).optional(),
    ids: z.string().max(4000).optional(),
  }),
  response: z.object({
    parties: z.array(
      PartyView.extend({ id: Uuid, kind: z.enum(['organisation', 'person']), detail: Bilingual }),
    ),
  }),
})

// Statistics.

export const Rate = z.object({
  code: z.string(),
  name: Bilingual,
  yes: z.int(),
  no: z.int(),
  open: z.int(),
  /** yes / (yes + no); null when there is none. */
  rate: z.number().nullable(),
})
export const readStatistics = defineRoute({
  method: 'GET',
  path: '/api/cases/statistics',
  summary: 'Rates and clock percentiles of a procedure, from the record',
  access: BUSINESS_ROLES,
  query: z.object({
    procedure: z.string(),
    from: DateOn.optional(),
    to: DateOn.optional(),
    by: z.string().max(60).optional(),
  }),
  response: z.object({
    procedure: z.object({ code: z.string(), name: Bilingual }),
    from: DateOn,
    to: DateOn,
    dimensions: z.array(z.object({ code: z.string(), name: Bilingual })),
    submitted: z.int(),
    open: z.int(),
    closed: z.int(),
    rates: z.array(Rate.extend({ source: Source })),
    rows: z.array(
      z.object({
        key: z.string(),
        name: Bilingual,
        submitted: z.int(),
        open: z.int(),
        closed: z.int(),
        overdue: z.int(),
        rates: z.array(Rate),
      }),
    ),
    clocks: z.array(
      z.object({
        code: z.string(),
        name: Bilingual,
        running: z.int(),
        onTime: z.int(),
        late: z.int(),
        /** Working time of stopped clocks, in milliseconds. */
        p50Ms: z.number().nullable(),
        p90Ms: z.number().nullable(),
        p99Ms: z.number().nullable(),
        dayMs: z.number(),
      }),
    ),
    outcomes: z.array(z.object({ outcome: CaseOutcome, count: z.int() })),
  }),
})
export const readCircular = defineRoute({
  method: 'GET',
  path: '/api/cases/statistics/circular',
  summary: 'Circular of results (通报) of a procedure and period, as .docx',
  access: ['zone_office', 'leader'],
  query: z.object({
    procedure: z.string(),
    from: DateOn.optional(),
    to: DateOn.optional(),
    by: z.string().max(60).optional(),
  }),
  response: 'binary',
})

// Absence.

export const Absence = z.object({
  id: Uuid,
  user: z.object({ id: Uuid, name: z.string() }),
  substitute: z.object({ id: Uuid, name: z.string() }),
  from: Moment,
  to: Moment,
  reason: z.string(),
  state: z.enum(['coming', 'now', 'over', 'ended']),
  mine: z.boolean(),
})
export const listAbsences = defineRoute({
  method: 'GET',
  path: '/api/absences',
  summary: 'My absences, and those in which I stand in for somebody',
  access: BUSINESS_ROLES,
  response: z.object({ absences: z.array(Absence) }),
})
export const addAbsence = defineRoute({
  method: 'POST',
  path: '/api/absences',
  summary: 'Hand my work to somebody of my organisation while I am away',
  access: BUSINESS_ROLES,
  body: z.object({ substituteId: Uuid, from: Moment, to: Moment, reason: Reason }),
  response: Absence,
  status: 201,
})
export const endAbsence = defineRoute({
  method: 'POST',
  path: '/api/absences/:absenceId/end',
  summary: 'I am back',
  access: BUSINESS_ROLES,
  params: z.object({ absenceId: Uuid }),
  response: Absence,
})
