/** One filing: the sheet, its checks, queries on cells, approval, revisions. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import {
  CellValue,
  CollectionHead,
  FilingState,
  FilingValues,
  Finding,
  FormCode,
  Localisation,
  Named,
  ParkRef,
  PeriodId,
  Reason,
  UnitRef,
} from './contract-shared.ts'

const FILERS = ['enterprise', 'park_committee', 'zone_office'] as const
const OneFiling = z.object({ unitId: Uuid, form: FormCode, period: PeriodId })

export const listMyFilings = defineRoute({
  method: 'GET',
  path: '/api/statistics/mine',
  summary: 'What my enterprise (or my park itself) files and owes, by due day',
  access: ['enterprise', 'park_committee'],
  response: z.object({
    unit: UnitRef.nullable(),
    filings: z.array(
      z.object({
        collection: CollectionHead,
        state: FilingState.nullable(),
        final: z.boolean(),
        late: z.boolean().nullable(),
        errors: z.int(),
        unexplained: z.int(),
        openQueries: z.int(),
        returnReason: z.string().nullable(),
        submittedAt: Moment.nullable(),
        chasedAt: Moment.nullable(),
      }),
    ),
  }),
})

export const FilingQuery = z.object({
  id: Uuid,
  unit: UnitRef,
  form: FormCode,
  period: PeriodId,
  field: z.string().nullable(),
  fieldLabel: Named.nullable(),
  state: z.enum(['open', 'answered', 'closed']),
  at: Moment,
  byName: z.string(),
  messages: z.array(
    z.object({
      no: z.int(),
      side: z.enum(['asker', 'filer']),
      text: z.string(),
      at: Moment,
      byName: z.string(),
    }),
  ),
  /** What the caller may do with it. */
  may: z.object({ answer: z.boolean(), ask: z.boolean(), close: z.boolean() }),
})
export type FilingQuery = z.infer<typeof FilingQuery>

/** What the caller may do with the filing now; `why` names what stands against it (a refusal code). */
export const FilingPossibility = z.object({
  act: z.enum([
    'save',
    'submit',
    'withdraw',
    'return',
    'approve',
    'accept',
    'unapprove',
    'correct',
    'explain',
    'query',
  ]),
  possible: z.boolean(),
  why: z.string().nullable(),
})

export const FilingSheet = z.object({
  unit: UnitRef,
  park: ParkRef.nullable(),
  collection: CollectionHead,
  /** A FormDefinition of #domain/indicators; parseForm reads it. */
  definition: z.json(),
  /** null: not begun. */
  version: z.int().nullable(),
  state: FilingState.nullable(),
  final: z.boolean(),
  values: FilingValues,
  /** Cells that are estimates, with their method. */
  imputed: z.record(z.string(), z.object({ method: z.string(), donors: z.int() })),
  /** The period before and the same period of last year, where filed. */
  previous: z.object({ period: PeriodId, values: FilingValues }).nullable(),
  lastYear: z.object({ period: PeriodId, values: FilingValues }).nullable(),
  /** What the checks look at beside: other forms of the period, further history (FilingContext). */
  context: z.object({
    forms: z.record(z.string(), FilingValues),
    history: z.record(z.string(), FilingValues),
    members: z.record(z.string(), z.number().nullable()).optional(),
  }),
  findings: z.array(Finding),
  /** The smallest set of cells to change, where errors stand. */
  localisation: Localisation.nullable(),
  /** Rule -> why the figure is right all the same. */
  explanations: z.record(z.string(), z.string()),
  queries: z.array(FilingQuery),
  possibilities: z.array(FilingPossibility),
  submittedAt: Moment.nullable(),
  submittedByName: z.string().nullable(),
  late: z.boolean().nullable(),
  approvedAt: Moment.nullable(),
  approvedByName: z.string().nullable(),
  acceptedAt: Moment.nullable(),
  acceptedByName: z.string().nullable(),
  returnReason: z.string().nullable(),
  changedAt: Moment.nullable(),
  /** Final states that stood once: for looking at the sheet as of then. */
  past: z.array(z.object({ knownFrom: Moment, knownTo: Moment.nullable() })),
  /** Set where a past state is shown. */
  asOf: Moment.nullable(),
})
export type FilingSheet = z.infer<typeof FilingSheet>

export const readSheet = defineRoute({
  method: 'GET',
  path: '/api/statistics/filings/:unitId/:form/:period',
  summary:
    'One filing with its checks, what was filed before, queries and possible acts; with asOf the final state of then',
  access: BUSINESS_ROLES,
  params: OneFiling,
  query: z.object({ asOf: Moment.optional() }),
  response: FilingSheet,
})

export const saveFiling = defineRoute({
  method: 'PUT',
  path: '/api/statistics/filings/:unitId/:form/:period',
  summary: 'Save a filing that is not yet approved; errors do not prevent saving',
  access: FILERS,
  params: OneFiling,
  body: z.object({ version: z.int().nullable(), values: FilingValues }),
  response: FilingSheet,
})

export const FilingAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('submit') }),
  z.object({ kind: z.literal('withdraw') }),
  z.object({ kind: z.literal('return'), reason: Reason }),
  z.object({ kind: z.literal('approve') }),
  z.object({ kind: z.literal('accept') }),
  z.object({ kind: z.literal('unapprove'), reason: Reason }),
  /** Changes an approved value; the old one stays in the past. */
  z.object({ kind: z.literal('correct'), reason: Reason, values: FilingValues }),
  /** Says why a figure that a query-rule found is right; an empty text takes the explanation back. */
  z.object({ kind: z.literal('explain'), rule: z.string().max(100), text: z.string().trim().max(1000) }),
])
export type FilingAct = z.infer<typeof FilingAct>

export const actOnFiling = defineRoute({
  method: 'POST',
  path: '/api/statistics/filings/:unitId/:form/:period/acts',
  summary: 'Submit, withdraw, return, approve, accept, take an approval back, correct, explain',
  access: FILERS,
  params: OneFiling,
  body: z.object({ version: z.int(), act: FilingAct }),
  response: FilingSheet,
})

export const readFilingHistory = defineRoute({
  method: 'GET',
  path: '/api/statistics/filings/:unitId/:form/:period/history',
  summary: 'Who did what to a filing, with before and after of every cell',
  access: BUSINESS_ROLES,
  params: OneFiling,
  response: z.object({
    acts: z.array(
      z.object({
        no: z.int(),
        act: z.string(),
        reason: z.string().nullable(),
        changed: z.record(z.string(), z.tuple([CellValue, CellValue])),
        at: Moment,
        byName: z.string(),
      }),
    ),
  }),
})

export const openQuery = defineRoute({
  method: 'POST',
  path: '/api/statistics/filings/:unitId/:form/:period/queries',
  summary: 'Ask about one cell, or about the filing; who filed gets a notice',
  access: ['zone_office', 'park_committee'],
  params: OneFiling,
  body: z.object({ field: z.string().max(40).nullable(), text: z.string().trim().min(1).max(1000) }),
  response: FilingSheet,
})

export const sayInQuery = defineRoute({
  method: 'POST',
  path: '/api/statistics/queries/:queryId/messages',
  summary: 'Answer a query, ask again, or close it',
  access: FILERS,
  params: z.object({ queryId: Uuid }),
  body: z.object({ text: z.string().trim().max(1000), close: z.boolean().default(false) }),
  response: FilingSheet,
})

export const listQueries = defineRoute({
  method: 'GET',
  path: '/api/statistics/queries',
  summary: 'Queries that wait for me, or that I asked',
  access: FILERS,
  query: z.object({ state: z.enum(['open', 'answered', 'closed']).optional(), form: FormCode.optional() }),
  response: z.object({ queries: z.array(FilingQuery) }),
})

export const dueDay = defineRoute({
  method: 'GET',
  path: '/api/statistics/due',
  summary: 'Which day a period of a form is due by its rule, with how it was found',
  access: BUSINESS_ROLES,
  query: z.object({ form: FormCode, period: PeriodId }),
  response: z.object({
    opensOn: DateOn,
    dueOn: DateOn,
    nominal: DateOn,
    rolled: z.boolean(),
    source: z.string().nullable(),
  }),
})
