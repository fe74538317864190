/** Forms, periods, who filed and who owes, approval in bulk, chase-ups, export. */
import { z } from 'zod'
import { BUSINESS_ROLES, DateOn, Moment, Uuid, defineRoute } from '../route-contract.ts'
import {
  CellValue,
  CollectionCounts,
  CollectionHead,
  FilingRhythm,
  FilingState,
  FormCode,
  Named,
  ParkRef,
  PeriodId,
  Reason,
  UnitRef,
} from './contract-shared.ts'

const WORKERS = ['zone_office', 'park_committee'] as const
const InCollection = z.object({ form: FormCode, period: PeriodId })

export const listForms = defineRoute({
  method: 'GET',
  path: '/api/statistics/forms',
  summary: 'The forms of the zone, newest version of each',
  access: BUSINESS_ROLES,
  response: z.object({
    forms: z.array(
      z.object({
        code: FormCode,
        version: z.int(),
        versions: z.array(z.int()),
        title: Named,
        rhythm: FilingRhythm,
        unit: z.enum(['enterprise', 'park']),
        own: z.boolean(),
        approval: z.enum(['approve', 'approve-then-accept']),
        fields: z.int(),
        rules: z.int(),
        source: z.string(),
      }),
    ),
  }),
})

export const readForm = defineRoute({
  method: 'GET',
  path: '/api/statistics/forms/:form',
  summary: 'One form with fields and rules, and the proof that its rules hold together',
  access: BUSINESS_ROLES,
  params: z.object({ form: FormCode }),
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  response: z.object({
    /** A FormDefinition of #domain/indicators; parseForm reads it. */
    definition: z.json(),
    proof: z.object({
      consistent: z.boolean(),
      conflict: z.array(z.string()),
      /** Rules that others already imply, with those. */
      redundant: z.array(z.object({ rule: z.string(), by: z.array(z.string()) })),
    }),
  }),
})

export const downloadTemplate = defineRoute({
  method: 'GET',
  path: '/api/statistics/forms/:form/template',
  summary: 'A workbook to fill in: one row for each enterprise, headers as the import reads them',
  access: BUSINESS_ROLES,
  params: z.object({ form: FormCode }),
  query: z.object({ period: PeriodId.optional() }),
  response: 'binary',
})

export const listCollections = defineRoute({
  method: 'GET',
  path: '/api/statistics/collections',
  summary: 'Periods of forms with how far they are, newest first',
  access: BUSINESS_ROLES,
  query: z.object({
    rhythm: FilingRhythm.optional(),
    form: FormCode.optional(),
    /** running: open, due, overdue or reopened. */
    which: z.enum(['running', 'all']).default('running'),
    limit: z.coerce.number().int().min(1).max(200).default(60),
  }),
  response: z.object({
    collections: z.array(CollectionHead.extend({ counts: CollectionCounts })),
    more: z.boolean(),
  }),
})

export const PeriodAct = z.object({
  no: z.int(),
  act: z.enum(['planned', 'due-changed', 'lock', 'reopen', 'end-reopening']),
  reason: z.string().nullable(),
  basis: z.string().nullable(),
  park: ParkRef.nullable(),
  unit: UnitRef.nullable(),
  untilOn: DateOn.nullable(),
  endedAt: Moment.nullable(),
  at: Moment,
  byName: z.string(),
})

export const readCollection = defineRoute({
  method: 'GET',
  path: '/api/statistics/collections/:form/:period',
  summary: 'One period of one form: completeness and timeliness by park, and what was done to it',
  access: BUSINESS_ROLES,
  params: InCollection,
  response: z.object({
    collection: CollectionHead,
    counts: CollectionCounts,
    parks: z.array(z.object({ park: ParkRef.nullable(), counts: CollectionCounts })),
    acts: z.array(PeriodAct),
    /** What the caller may do here. */
    may: z.object({
      lock: z.boolean(),
      reopen: z.boolean(),
      changeDue: z.boolean(),
      import: z.boolean(),
      approve: z.boolean(),
      accept: z.boolean(),
      chase: z.boolean(),
    }),
  }),
})

export const FilingFilter = z.object({
  park: Uuid.optional(),
  /** missing: owed and not begun; owed: not yet submitted (missing, draft, returned). */
  state: z.enum([...FilingState.options, 'missing', 'owed', 'final']).optional(),
  flag: z.enum(['errors', 'unexplained', 'queries', 'late', 'imputed']).optional(),
  search: z.string().trim().max(100).optional(),
})

export const FilingRow = z.object({
  unit: UnitRef,
  park: ParkRef.nullable(),
  /** null: owed and not begun. */
  state: FilingState.nullable(),
  final: z.boolean(),
  version: z.int().nullable(),
  errors: z.int(),
  unexplained: z.int(),
  openQueries: z.int(),
  imputed: z.int(),
  submittedAt: Moment.nullable(),
  late: z.boolean().nullable(),
  changedAt: Moment.nullable(),
  /** Chase-ups so far. */
  chased: z.int(),
  chasedAt: Moment.nullable(),
  /** The form's first figures, for orientation (readCollection's `leading`). */
  figures: z.array(CellValue),
})
export type FilingRow = z.infer<typeof FilingRow>

export const listFilings = defineRoute({
  method: 'GET',
  path: '/api/statistics/collections/:form/:period/filings',
  summary: 'Who must file and what came: filings and gaps of one period',
  access: [...WORKERS, 'leader', 'enterprise'],
  params: InCollection,
  query: FilingFilter.extend({
    sort: z.enum(['name', 'park', 'state', 'changed', 'findings']).default('name'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: z.object({
    total: z.int(),
    /** Which fields `figures` shows. */
    leading: z.array(z.object({ code: z.string(), label: Named, unit: z.string().nullable() })),
    filings: z.array(FilingRow),
  }),
})

export const actOnFilings = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/acts',
  summary:
    'Approve, accept or return many filings; each is its own transaction, refusals leave the others done',
  access: WORKERS,
  params: InCollection,
  body: z.object({
    act: z.enum(['approve', 'accept', 'return']),
    reason: Reason.optional(),
    /** These, or all that the filter finds and the act fits. */
    units: z
      .array(z.object({ id: Uuid, version: z.int() }))
      .max(500)
      .optional(),
    filter: FilingFilter.optional(),
  }),
  response: z.object({
    done: z.int(),
    refused: z.array(z.object({ unit: UnitRef, code: z.string(), params: z.record(z.string(), z.json()) })),
  }),
})

export const lockPeriod = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/lock',
  summary: 'Lock a period: nothing of it changes any more',
  access: ['zone_office'],
  params: InCollection,
  body: z.object({
    version: z.int(),
    /** Locks although filings are owed or not final; they stay out of the numbers. */
    despiteGaps: z.boolean().default(false),
  }),
  response: readCollection.response,
})

export const reopenPeriod = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/reopen',
  summary: 'Reopen a locked period for all, a park or one unit, until a day, with reason and legal basis',
  access: ['zone_office'],
  params: InCollection,
  body: z.object({
    version: z.int(),
    reason: Reason,
    basis: z.string().trim().min(1).max(300),
    parkId: Uuid.nullable().default(null),
    unitId: Uuid.nullable().default(null),
    untilOn: DateOn,
  }),
  response: readCollection.response,
})

export const endReopening = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/end-reopening',
  summary: 'End a reopening before its day',
  access: ['zone_office'],
  params: InCollection,
  body: z.object({ version: z.int(), no: z.int() }),
  response: readCollection.response,
})

export const changeDue = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/due',
  summary: 'Move the due day of a period',
  access: ['zone_office'],
  params: InCollection,
  body: z.object({ version: z.int(), dueOn: DateOn, reason: Reason }),
  response: readCollection.response,
})

export const chaseFilings = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/chase',
  summary: 'Ask those who owe a filing for it (催报); each gets a notice',
  access: WORKERS,
  params: InCollection,
  body: z.object({
    note: z.string().trim().max(500).default(''),
    units: z.array(Uuid).max(5000).optional(),
    park: Uuid.optional(),
  }),
  response: z.object({ chased: z.int() }),
})

export const exportFilings = defineRoute({
  method: 'GET',
  path: '/api/statistics/collections/:form/:period/export',
  summary: 'All filings of a period that the caller sees, every field, without a row ceiling',
  access: [...WORKERS, 'leader'],
  params: InCollection,
  query: FilingFilter.extend({
    format: z.enum(['xlsx', 'csv']).default('xlsx'),
    /** As it was known at this moment: final states only. */
    asOf: Moment.optional(),
  }),
  response: 'binary',
})

export const importFilings = defineRoute({
  method: 'POST',
  path: '/api/statistics/collections/:form/:period/import',
  summary: 'Import filings from .xlsx or .csv (field `files`); answers a job',
  access: [...WORKERS, 'enterprise'],
  params: InCollection,
  query: z.object({
    dryRun: z
      .enum(['true', 'false'])
      .default('true')
      .transform((value) => value === 'true'),
    /** Submit what has no errors; otherwise everything is kept as a draft. */
    submit: z
      .enum(['true', 'false'])
      .default('false')
      .transform((value) => value === 'true'),
  }),
  upload: 'multipart',
  response: z.object({ jobId: Uuid }),
  status: 202,
})

export const ImportIssue = z.object({
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  cell: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.json()),
  severity: z.enum(['error', 'query']),
  unitName: z.string().nullable(),
})
export type ImportIssue = z.infer<typeof ImportIssue>
export const ImportResult = z.object({
  jobId: Uuid,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  form: FormCode,
  period: PeriodId,
  fileName: z.string(),
  dryRun: z.boolean(),
  submit: z.boolean(),
  at: Moment,
  byName: z.string(),
  done: z.int(),
  total: z.int(),
  rows: z.int(),
  fresh: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.int(),
  written: z.int(),
  submitted: z.int(),
  withErrors: z.int(),
  /** Rows and cells that cannot be taken, and what the checks say; at most 1,000 of them, the rest in the annotated file. */
  issues: z.array(ImportIssue),
  issueCount: z.int(),
  annotated: z.boolean(),
})
export type ImportResult = z.infer<typeof ImportResult>

export const readImport = defineRoute({
  method: 'GET',
  path: '/api/statistics/imports/:jobId',
  summary: 'What an import found and wrote',
  access: [...WORKERS, 'enterprise'],
  params: z.object({ jobId: Uuid }),
  response: ImportResult,
})
export const listImports = defineRoute({
  method: 'GET',
  path: '/api/statistics/imports',
  summary: 'My imports of filings, newest first',
  access: [...WORKERS, 'enterprise'],
  response: z.object({ imports: z.array(ImportResult.omit({ issues: true })) }),
})
export const downloadAnnotated = defineRoute({
  method: 'GET',
  path: '/api/statistics/imports/:jobId/annotated',
  summary: 'The imported file with a comment in each cell that is not right',
  access: [...WORKERS, 'enterprise'],
  params: z.object({ jobId: Uuid }),
  response: 'binary',
})
