import { sql } from 'kysely'
import type { Context } from '#platform/http'
import { waitingInEvaluation } from '#features/evaluations'
import { waitingInLedger } from '#features/ledger'
import { listDocuments } from '#features/plans'
import { waitingForMe } from '#features/procedures'
import { waitingInPolicies } from '#features/policies'
import { isCurrentPlan } from '#features/registry'
import { waitingDeclarations } from '#features/rules'
import { waitingInStatistics } from '#features/statistics'
import type { ResponseOf } from '../route-contract.ts'
import type { readHome as readHomeRoute } from './contract.ts'
import { listJobs } from './jobs.ts'

type Home = ResponseOf<typeof readHomeRoute>

/** What waits for me, and the few figures I answer for. Derived each time: an in-tray that is stored goes stale. */
export async function readHome(ctx: Context): Promise<Home> {
  const { caller } = ctx
  if (caller.organisationId === null) return administratorsHome(ctx)
  const { documents, can } = await listDocuments(ctx, {})
  const waiting = await waitingForMe(ctx, CASES_SHOWN)
  const entries: Home['entries'] = waiting.cases.map((row) => ({
    id: `case-${row.id}`,
    kind: row.clock?.state === 'overdue' ? 'case-overdue' : 'case',
    title: [row.number, row.title].filter((part) => part !== null).join(' '),
    href: `/cases/${row.id}`,
    params: {
      procedure: row.procedure.name,
      place: row.places[0]?.name ?? null,
      clock: row.clock?.name ?? null,
      dueAt: row.clock?.dueAt ?? null,
    },
    since: row.submittedAt,
    dueOn: row.clock?.dueAt?.slice(0, 10) ?? null,
  }))
  const ledger = await waitingInLedger(ctx)
  entries.push(...ledgerEntries(ledger))
  entries.push(...statisticsEntries(await waitingInStatistics(ctx)))
  entries.push(...evaluationEntries(await waitingInEvaluation(ctx)))
  entries.push(...policyEntries(await waitingInPolicies(ctx), await waitingDeclarations(ctx)))
  if (can.includes('import')) {
    for (const job of await listJobs(ctx)) {
      // Others have pages of their own where they failed.
      if (job.kind !== 'document-import') continue
      const refused = job.state === 'failed' ? job.total - job.done : refusedFiles(job.result)
      if (job.finishedAt !== null && refused > 0 && isRecent(job.finishedAt, ctx.now))
        entries.push({
          id: `job-${job.id}`,
          kind: 'import-failed',
          title: '',
          href: `/plans?job=${job.id}`,
          params: { refused, total: job.total },
          since: job.finishedAt,
          dueOn: null,
        })
    }
    for (const document of documents) {
      if (document.owner.id !== caller.organisationId || document.state === 'published') continue
      entries.push({
        id: `document-${document.versionId}`,
        kind: document.state === 'ready' ? 'publish-plan' : 'review-document',
        title: document.title,
        href: `/plans/documents/${document.versionId}`,
        params: { reviewed: document.counters.reviewed, total: document.counters.total },
        since: document.importedAt,
        dueOn: null,
      })
    }
  }
  return {
    entries: entries.sort(byDay),
    figures: [
      { code: 'cases-waiting', value: waiting.counts.todo, href: '/cases' },
      { code: 'cases-overdue', value: waiting.counts.overdue, href: '/cases?box=overdue' },
      { code: 'duties-open', value: ledger.open, href: '/ledger?group=open&mine=true' },
      { code: 'duties-red', value: ledger.red, href: '/ledger?light=red&mine=true' },
      ...(await businessFigures(ctx, documents)),
    ],
  }
}

/** What is due first, over everything; what has no day comes after, in its own order. */
function byDay(one: Home['entries'][number], other: Home['entries'][number]): number {
  if (one.dueOn === other.dueOn) return 0
  if (one.dueOn === null || other.dueOn === null) return one.dueOn === null ? 1 : -1
  return one.dueOn < other.dueOn ? -1 : 1
}

/** What the ledger asks: each duty for itself, those to be handed out as one line. */
function ledgerEntries(ledger: Awaited<ReturnType<typeof waitingInLedger>>): Home['entries'] {
  const blank = { title: '', params: {}, since: null, dueOn: null }
  const entries: Home['entries'] = ledger.duties.map(({ kind, id, serial, title, since, dueOn }) => ({
    id: `${kind}-${id}`,
    kind,
    title,
    href: `/ledger/duties/${id}`,
    params: { serial },
    since,
    dueOn,
  }))
  for (const { id, year, sentAt } of ledger.annualLists)
    entries.push({
      ...blank,
      id: `annual-${id}`,
      kind: 'annual-list',
      href: `/ledger/annual/${id}`,
      params: { year },
      since: sentAt,
    })
  if (ledger.proposals > 0)
    entries.push({
      ...blank,
      id: 'proposals',
      kind: 'proposals',
      href: '/ledger/supervision',
      params: { count: ledger.proposals },
    })
  if (ledger.unassigned > 0)
    entries.push({
      ...blank,
      id: 'unassigned',
      kind: 'duty-assign',
      href: '/ledger?state=unassigned',
      params: { count: ledger.unassigned },
    })
  return entries
}

/** What statistics ask: each alert and each filing for itself, approvals and queries as one line for each form and period. */
function statisticsEntries(waiting: Awaited<ReturnType<typeof waitingInStatistics>>): Home['entries'] {
  const blank = { params: {}, since: null, dueOn: null }
  return [
    ...waiting.alerts.map(({ id, name, level, period, raisedAt }) => ({
      ...blank,
      id: `alert-${id}`,
      kind: 'alert' as const,
      title: name.zh,
      href: `/statistics/warnings/${id}`,
      params: { level, period, name },
      since: raisedAt,
    })),
    ...waiting.owed.map(({ unitId, form, title, period, dueOn, isReturned }) => ({
      ...blank,
      id: `filing-${form}-${period}`,
      kind: 'filing-owed' as const,
      title: `${form} ${title.zh}`,
      href: `/statistics/filings/${unitId}/${form}/${period}`,
      params: { period, isReturned, name: named(form, title) },
      dueOn,
    })),
    ...waiting.toApprove.map(({ form, title, period, count, since }) => ({
      ...blank,
      id: `approve-${form}-${period}`,
      kind: 'filing-approve' as const,
      title: `${form} ${title.zh}`,
      href: `/statistics/collections/${form}/${period}?tab=filings&state=submitted`,
      params: { period, count, name: named(form, title) },
      since,
    })),
    ...waiting.queries.map(({ form, title, period, count, since, unitId }) => ({
      ...blank,
      id: `query-${form}-${period}-${unitId ?? 'asked'}`,
      kind: 'filing-query' as const,
      title: `${form} ${title.zh}`,
      href:
        unitId === null
          ? `/statistics/collections/${form}/${period}?tab=filings&flag=queries`
          : `/statistics/filings/${unitId}/${form}/${period}`,
      params: { period, count, name: named(form, title) },
      since,
    })),
  ]
}

/** What rounds of evaluation ask: each for itself, so that its day is seen. */
function evaluationEntries(waiting: Awaited<ReturnType<typeof waitingInEvaluation>>): Home['entries'] {
  return waiting.map(({ kind, roundId, title, act, count, since, dueOn }) => ({
    id: `${kind}-${roundId}`,
    kind,
    title,
    href: `/evaluations/rounds/${roundId}`,
    params: { act, count },
    since,
    dueOn,
  }))
}

/** What policies ask: each invitation for itself, the rest as one line for each kind of work. */
function policyEntries(
  { invitations, toPay, flags, toPublish }: Awaited<ReturnType<typeof waitingInPolicies>>,
  declarations: Awaited<ReturnType<typeof waitingDeclarations>>,
): Home['entries'] {
  const line = (
    kind: Home['entries'][number]['kind'],
    count: number,
    href: string,
    since: string | null = null,
  ) => (count === 0 ? [] : [{ id: kind, kind, title: '', href, params: { count }, since, dueOn: null }])
  return [
    ...invitations.map(({ id, title, worked, since }) => ({
      id: `benefit-${id}`,
      kind: 'benefit-invited' as const,
      title: title.zh,
      href: `/policies/applications/${id}`,
      params: { name: title, worked },
      since,
      dueOn: null,
    })),
    ...line('facts-to-confirm', declarations.count, '/enterprises/declarations', declarations.since),
    ...line('policy-to-publish', toPublish, '/policies?state=proposed'),
    ...line('benefit-to-pay', toPay, '/policies/applications?state=approved'),
    ...line('payment-flags', flags, '/policies/applications?flagged=yes'),
  ]
}

function named(form: string, title: { readonly zh: string; readonly en: string }) {
  return { zh: `${form} ${title.zh}`, en: `${form} ${title.en}` }
}

/** The rest of the in-tray is on its own page. */
const CASES_SHOWN = 20

async function businessFigures(
  ctx: Context,
  documents: Awaited<ReturnType<typeof listDocuments>>['documents'],
): Promise<Home['figures']> {
  const { own, ...counted } = await ctx.read(async (tx) => {
    const row = await tx
      .selectFrom('publishedItem as i')
      .innerJoin('plan as p', 'p.id', 'i.planId')
      .select([
        sql<number>`count(distinct p.id)::int`.as('plans'),
        sql<number>`(count(*) filter (where i.kind = 'task'))::int`.as('tasks'),
        sql<number>`(count(*) filter (where i.kind = 'task' and i.data->'bodies' = '[]'::jsonb and i.data->>'lead' is null))::int`.as(
          'bodiless',
        ),
        sql<number>`(count(*) filter (where i.kind = 'target'))::int`.as('targets'),
        sql<number>`(count(*) filter (where i.kind = 'target' and i.data->>'year' is null))::int`.as(
          'undated',
        ),
      ])
      .where(isCurrentPlan)
      .executeTakeFirstOrThrow()
    const mine = await tx
      .selectFrom('publishedItem as i')
      .innerJoin('plan as p', 'p.id', 'i.planId')
      .innerJoin('organisationName as n', (join) =>
        join.on('n.organisationId', '=', ctx.caller.organisationId),
      )
      .select(sql<number>`count(distinct i.item_id)::int`.as('tasks'))
      .where(isCurrentPlan)
      .where('i.kind', '=', 'task')
      .where(sql<boolean>`n.valid @> current_date`)
      .where(
        sql<boolean>`(i.data->'bodies' ?| array[n.name, n.short_name] or i.data->'supporting' ?| array[n.name, n.short_name]
          or i.data->>'lead' in (n.name, n.short_name))`,
      )
      .executeTakeFirstOrThrow()
    return { ...row, own: mine.tasks }
  })
  const unreviewed = documents.filter((document) => document.state === 'review').length
  return [
    { code: 'documents', value: documents.length, href: '/plans' },
    { code: 'documents-unreviewed', value: unreviewed, href: '/plans?state=review' },
    { code: 'plans-published', value: counted.plans, href: '/plans?state=published' },
    { code: 'tasks', value: counted.tasks, href: '/plans?state=published' },
    { code: 'own-tasks', value: own, href: `/organisations?organisation=${ctx.caller.organisationId ?? ''}` },
    { code: 'tasks-without-body', value: counted.bodiless, href: '/plans?state=published' },
    { code: 'targets', value: counted.targets, href: '/plans?state=published' },
    { code: 'targets-undated', value: counted.undated, href: '/plans?state=published' },
  ]
}

async function administratorsHome(ctx: Context): Promise<Home> {
  const { roles } = ctx.caller
  const figures = await ctx.read(async (tx) => {
    const list: Home['figures'] = []
    if (roles.includes('system_admin') || roles.includes('security_admin')) {
      const users = await tx
        .selectFrom('userAccount')
        .select([
          sql<number>`count(*)::int`.as('users'),
          sql<number>`(count(*) filter (where locked_until > ${ctx.now.toISOString()}))::int`.as('locked'),
        ])
        .executeTakeFirstOrThrow()
      list.push(
        { code: 'users', value: users.users, href: '/admin/users' },
        { code: 'users-locked', value: users.locked, href: '/admin/users' },
      )
    }
    if (roles.includes('audit_admin')) {
      const { entries } = await tx
        .selectFrom('auditEntry')
        .select(sql<number>`count(*)::int`.as('entries'))
        .executeTakeFirstOrThrow()
      list.push({ code: 'audit-entries', value: entries, href: '/admin/audit' })
    }
    return list
  })
  return { entries: [], figures }
}

function refusedFiles(result: unknown): number {
  if (typeof result !== 'object' || result === null || !('files' in result) || !Array.isArray(result.files))
    return 0
  return result.files.filter(
    (file: unknown) =>
      typeof file === 'object' && file !== null && 'outcome' in file && file.outcome === 'refused',
  ).length
}

/** A refused import stays in the tray for a day; after that the file was sent again or given up. */
function isRecent(moment: string, now: Date): boolean {
  return now.getTime() - new Date(moment).getTime() < 24 * 3_600_000
}
