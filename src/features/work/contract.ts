/** The in-tray, long-running jobs, and search over everything. */
import { z } from 'zod'
import { BUSINESS_ROLES, Moment, Uuid, defineRoute } from '../route-contract.ts'

export const JobState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export const Job = z.object({
  id: Uuid,
  kind: z.enum([
    'document-import',
    'register-import',
    'filings-import',
    'evaluation-run',
    'enterprise-import',
  ]),
  state: JobState,
  done: z.int(),
  total: z.int(),
  /** What is being worked on now, e.g. a file name. */
  note: z.string().nullable(),
  cancelRequested: z.boolean(),
  createdAt: Moment,
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  /** Depends on `kind`; for document-import see `ImportResult` in #contract/plans, for register-import `RegisterResult` in #contract/ledger. */
  result: z.json(),
})
export type Job = z.infer<typeof Job>

export const readJob = defineRoute({
  method: 'GET',
  path: '/api/jobs/:jobId',
  summary: 'Progress and result of a job',
  access: BUSINESS_ROLES,
  params: z.object({ jobId: Uuid }),
  response: Job,
})
export const listJobs = defineRoute({
  method: 'GET',
  path: '/api/jobs',
  summary: 'My jobs, newest first',
  access: BUSINESS_ROLES,
  response: z.object({ jobs: z.array(Job) }),
})
export const cancelJob = defineRoute({
  method: 'POST',
  path: '/api/jobs/:jobId/cancel',
  summary: 'Ask a job to stop at the next safe point; what is finished stays',
  access: BUSINESS_ROLES,
  params: z.object({ jobId: Uuid }),
  response: Job,
})

/** One thing that waits for me. */
export const InTrayEntry = z.object({
  id: z.string(),
  kind: z.enum([
    'review-document',
    'publish-plan',
    'import-failed',
    'finding',
    'change-password',
    'case',
    'case-overdue',
    'duty-answer',
    'duty-report',
    'duty-late',
    'duty-verify',
    'duty-returned',
    'duty-assign',
    'annual-list',
    'proposals',
    'alert',
    'filing-owed',
    'filing-approve',
    'filing-query',
    'evaluation-review',
    'evaluation-answered',
    'evaluation-objections',
    'evaluation-act',
    'evaluation-decide',
    'facts-to-confirm',
    'benefit-invited',
    'benefit-to-pay',
    'payment-flags',
    'policy-to-publish',
  ]),
  title: z.string(),
  /** Where the work is done, an address inside the web app. */
  href: z.string(),
  params: z.record(z.string(), z.json()),
  since: Moment.nullable(),
  dueOn: z.iso.date().nullable(),
})
export const readHome = defineRoute({
  method: 'GET',
  path: '/api/home',
  summary: 'My in-tray, and the few figures I answer for',
  access: 'signed-in',
  response: z.object({
    entries: z.array(InTrayEntry),
    figures: z.array(
      z.object({
        code: z.enum([
          'documents',
          'documents-unreviewed',
          'plans-published',
          'tasks',
          'tasks-without-body',
          'targets',
          'targets-undated',
          'own-tasks',
          'cases-waiting',
          'cases-overdue',
          'duties-open',
          'duties-red',
          'users',
          'users-locked',
          'audit-entries',
        ]),
        value: z.int(),
        href: z.string(),
      }),
    ),
  }),
})

export const SearchHit = z.object({
  kind: z.enum(['document', 'task', 'target', 'organisation', 'case', 'duty', 'enterprise']),
  id: z.string(),
  title: z.string(),
  /** Where it stands: document title, heading path, kind of organisation. */
  context: z.string(),
  href: z.string(),
})
export const search = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: 'Documents, tasks, targets, cases and organisations by Chinese words, pinyin initials or code',
  access: BUSINESS_ROLES,
  query: z.object({ q: z.string().trim().min(1).max(100) }),
  response: z.object({ hits: z.array(SearchHit) }),
})
