/** The register and records from .xlsx and .csv: first a dry run, then exactly that file. Cancelling: POST /api/jobs/:jobId/cancel. */
import { z } from 'zod'
import { Moment, Uuid, defineRoute } from '../route-contract.ts'

const IMPORTERS = ['zone_office', 'park_committee'] as const
/** `register`, or `records-` and the code of a kind. */
export const ImportSubject = z.string().regex(/^(?:register|records-[a-z][a-z0-9-]{0,39})$/u)

export const downloadEnterpriseTemplate = defineRoute({
  method: 'GET',
  path: '/api/enterprise-imports/template',
  summary: 'A workbook to fill in: the register, or records of a kind',
  access: IMPORTERS,
  query: z.object({ subject: ImportSubject, language: z.enum(['zh', 'en']).default('zh') }),
  response: 'binary',
})

export const EnterpriseImportIssue = z.object({
  sheet: z.string().nullable(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  cell: z.string().nullable(),
  code: z.string(),
  params: z.record(z.string(), z.json()),
  severity: z.enum(['error', 'query']),
})
export type EnterpriseImportIssue = z.infer<typeof EnterpriseImportIssue>

/** What becomes of a row. */
export const ImportOutcome = z.enum(['add', 'change', 'same', 'refuse'])
export const ImportLine = z.object({
  sheet: z.string(),
  row: z.int(),
  outcome: ImportOutcome,
  creditCode: z.string().nullable(),
  name: z.string().nullable(),
  enterpriseId: Uuid.nullable(),
  /** Fields that change, before and after. */
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
})
export type ImportLine = z.infer<typeof ImportLine>

export const EnterpriseImport = z.object({
  jobId: Uuid,
  subject: ImportSubject,
  fileName: z.string(),
  /** Of the file. */
  digest: z.string(),
  dryRun: z.boolean(),
  /** Of an applied one: the dry run that it follows. */
  follows: Uuid.nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  at: Moment,
  byName: z.string(),
  done: z.int(),
  total: z.int(),
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  refused: z.int(),
  issueCount: z.int(),
  annotated: z.boolean(),
  /** A dry run that is done, whose file was not applied yet, with rows that would be written. */
  mayApply: z.boolean(),
})
export type EnterpriseImport = z.infer<typeof EnterpriseImport>

export const uploadEnterprises = defineRoute({
  method: 'POST',
  path: '/api/enterprise-imports',
  summary: 'Send a file; answers the job of its dry run, which writes nothing',
  access: IMPORTERS,
  query: z.object({ subject: ImportSubject }),
  upload: 'multipart',
  response: z.object({ jobId: Uuid }),
  status: 202,
})
export const applyEnterpriseImport = defineRoute({
  method: 'POST',
  path: '/api/enterprise-imports/:jobId/apply',
  summary: 'Write what the dry run showed, from exactly its file',
  access: IMPORTERS,
  params: z.object({ jobId: Uuid }),
  /** The digest of the dry run's file. */
  body: z.object({ digest: z.string() }),
  response: z.object({ jobId: Uuid }),
  status: 202,
})
export const readEnterpriseImport = defineRoute({
  method: 'GET',
  path: '/api/enterprise-imports/:jobId',
  summary: 'What an import found and wrote, row by row',
  access: IMPORTERS,
  params: z.object({ jobId: Uuid }),
  query: z.object({
    outcome: ImportOutcome.optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  response: EnterpriseImport.extend({
    /** At most 1,000; the rest is in the annotated file. */
    issues: z.array(EnterpriseImportIssue),
    /** How many lines there are with this outcome. */
    lineCount: z.int(),
    lines: z.array(ImportLine),
  }),
})
export const listEnterpriseImports = defineRoute({
  method: 'GET',
  path: '/api/enterprise-imports',
  summary: 'My imports of enterprises and records, newest first',
  access: IMPORTERS,
  response: z.object({ imports: z.array(EnterpriseImport) }),
})
export const downloadAnnotatedEnterprises = defineRoute({
  method: 'GET',
  path: '/api/enterprise-imports/:jobId/annotated',
  summary: 'The file with a note in each cell that is not right',
  access: IMPORTERS,
  params: z.object({ jobId: Uuid }),
  response: 'binary',
})
