import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { ProcedureDefinition } from '#domain/cases'
import type { Context } from '#platform/http'
import type { QueryOf, ResponseOf } from '../route-contract.ts'
import { COUNTED_AT_MOST, LISTED_AT_MOST } from './contract.ts'
import type { CaseRow, listCases as listRoute, readBoard as boardRoute } from './contract.ts'
import { definitionOf } from './definitions.ts'
import { Names } from './parties.ts'
import { outcomeOf, type Tx } from './store.ts'

type Query = QueryOf<typeof listRoute>

/** The in-tray over all procedures and every other list, under row-level security. Counts stop early, see the contract. */
export function listCases(ctx: Context, query: Query): Promise<ResponseOf<typeof listRoute>> {
  return ctx.read(async (tx) => {
    const plain = isPlainInTray(query)
    const { ids, total } = plain ? await readInTray(tx, ctx, query) : await readPage(tx, ctx, query)
    return {
      cases: await rowsOf(tx, ctx, ids),
      total,
      counts: await countBoxes(tx, ctx, plain && query.who === 'body' ? total : null),
    }
  })
}

interface Page {
  readonly ids: readonly string[]
  readonly total: number
}

async function readPage(tx: Tx, ctx: Context, query: Query): Promise<Page> {
  const page = selectCases(tx, ctx, query)
  const ids = await page
    .select('c.id')
    .orderBy(orderOf(query))
    .limit(query.limit)
    .offset(query.offset)
    .execute()
  const { total } = await tx
    .selectFrom(page.select('c.id').limit(LISTED_AT_MOST).as('some'))
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow()
  return { ids: ids.map(({ id }) => id), total }
}

function isPlainInTray({ box, sort, procedure, stage, node, owner, q = '' }: Query): boolean {
  const narrowed = [procedure, stage, node, owner].some((filter) => filter !== undefined) || q !== ''
  return box === 'todo' && sort === 'due' && !narrowed
}

/** The most frequent list of all is read from the open seats alone, in one query: only open cases have any. */
async function readInTray(tx: Tx, ctx: Context, { who, limit, offset }: Query): Promise<Page> {
  const { rows } = await sql<{ id: string | null; total: number }>`
    with turns as materialized (${myTurns(ctx, who, LISTED_AT_MOST)})
    select page.id, counted.total
      from (select count(*)::int as total from turns) as counted
      left join (select case_id as id, due_at, since from turns order by due_at, since, case_id
                  limit ${limit} offset ${offset}) as page on true
     order by page.due_at, page.since, page.id`.execute(tx)
  return { ids: rows.flatMap(({ id }) => id ?? []), total: rows[0]?.total ?? 0 }
}

/**
 * Cases with seats that wait for the caller, each with its first deadline: what `isMine` says, put so that each part is read
 * from an index of its own, the first `most` seats of each.
 */
function myTurns(ctx: Context, who: Query['who'], most: number): RawBuilder<unknown> {
  const { organisationId, roles } = ctx.caller
  const first = (condition: RawBuilder<unknown>) => sql`(
    select t.case_id, t.due_at, t.since from case_task t where ${condition} and not t.draft
     order by t.due_at, t.since, t.case_id limit ${most})`
  const own = first(sql`t.user_id = any(${people(ctx)})`)
  const seats =
    who === 'me'
      ? own
      : sql`${own}
        union all
        ${first(sql`t.organisation_id = ${organisationId} and (t.roles = '{}' or t.roles && ${[...roles]}::text[])`)}
        union all
        ${first(sql`t.role = any(${[...roles]}::text[])`)}`
  return sql`select case_id, min(due_at) as due_at, min(since) as since from (${seats}) as s group by case_id`
}

/** Cases in which the caller, his body or his role has a part of that kind; each of the three is read from its own index. */
function myParts(ctx: Context, kind: RawBuilder<unknown>, most?: number): RawBuilder<unknown> {
  const { organisationId, roles } = ctx.caller
  const parts = (whose: RawBuilder<unknown>) =>
    sql`(select p.case_id from case_party p where ${whose} and ${kind} limit ${most ?? null})`
  return sql`${parts(sql`p.organisation_id = ${organisationId}`)}
    union ${parts(sql`p.user_id = any(${people(ctx)})`)}
    union ${parts(sql`p.role = any(${[...roles]}::text[])`)}`
}

/** Seats that wait for the caller: in person (also as a substitute), or for anybody of his body or role. */
function isMine(ctx: Context, who: 'me' | 'body'): RawBuilder<SqlBool> {
  const { userId, organisationId, roles } = ctx.caller
  const own = sql<SqlBool>`(t.user_id = ${userId} or t.user_id in (
    select a.user_id from absence a
     where a.substitute_id = ${userId} and not a.ended and a.during @> ${ctx.now.toISOString()}::timestamptz))`
  if (who === 'me') return own
  return sql<SqlBool>`(${own}
    or (t.organisation_id = ${organisationId} and (t.roles = '{}' or t.roles && ${[...roles]}::text[]))
    or t.role = any(${[...roles]}::text[]))`
}

/** The caller, and those whose work he has taken over for a while, as an array of ids. */
function people({ caller, now }: Context): RawBuilder<string[]> {
  return sql<
    string[]
  >`(array(select a.user_id from absence a where a.substitute_id = ${caller.userId} and not a.ended
    and a.during @> ${now.toISOString()}::timestamptz) || ${caller.userId}::uuid)`
}

interface Turn {
  readonly caseId: string
  readonly dueAt: string
}

function selectCases(tx: Tx, ctx: Context, query: Query) {
  const { organisationId } = ctx.caller
  const now = ctx.now.toISOString()
  const mine = isMine(ctx, query.box === 'todo' ? query.who : 'body')
  const pattern = `%${(query.q ?? '').replace(/[\\%_]/g, (c) => `\\${c}`)}%`
  return (
    tx
      .selectFrom('procedureCase as c')
      .leftJoin(
        query.box === 'todo'
          ? sql<Turn>`(${myTurns(ctx, query.who, LISTED_AT_MOST)})`.as('m')
          : sql<Turn>`(select null::uuid as case_id, null::timestamptz as due_at)`.as('m'),
        (join) => join.onRef('m.caseId', '=', 'c.id'),
      )
      .$if(query.box === 'todo', (q) => q.where('m.caseId', 'is not', null).where('c.stage', '=', 'open'))
      .$if(query.box === 'waiting', (q) =>
        q
          .where('c.stage', '=', 'open')
          .where('c.initiatorOrganisationId', '=', organisationId)
          .where(sql<SqlBool>`not exists (select from case_task t where t.case_id = c.id and ${mine})`),
      )
      .$if(query.box === 'overdue', (q) => q.where('c.stage', '=', 'open').where('c.dueAt', '<', now))
      // The rows' own policy says the same; said here, the few cases of a body are found by its parts, not among all.
      .$if((query.box === 'overdue' || query.box === 'all') && !ctx.caller.seesAll, (q) =>
        q.where(
          sql<SqlBool>`c.id in (${myParts(ctx, query.box === 'overdue' ? sql`p.due_at < ${now}` : sql`true`)})`,
        ),
      )
      .$if(query.box === 'copied', (q) =>
        q.where(sql<SqlBool>`c.id in (${myParts(ctx, sql`p.copied_at is not null`)})`),
      )
      .$if(query.box === 'drafts', (q) =>
        q.where('c.stage', '=', 'draft').where('c.initiatorOrganisationId', '=', organisationId),
      )
      .$if(query.box === 'done', (q) => q.where('c.stage', '=', 'closed'))
      .$if(query.box === 'all', (q) => q.where('c.stage', '<>', 'draft'))
      .$if(query.procedure !== undefined, (q) => q.where('c.procedure', '=', query.procedure ?? ''))
      .$if(query.stage !== undefined, (q) => q.where('c.stage', '=', query.stage ?? 'open'))
      .$if(query.node !== undefined, (q) =>
        q.where(sql<SqlBool>`c.active_nodes @> array[${query.node}]::text[]`),
      )
      .$if(query.owner !== undefined, (q) =>
        q.where(
          sql<SqlBool>`c.id in (select k.case_id from case_clock k where k.owner_organisation_id = ${query.owner}::uuid and k.state <> 'stopped')`,
        ),
      )
      .$if((query.q ?? '') !== '', (q) =>
        q.where((eb) => eb.or([eb('c.title', 'ilike', pattern), eb('c.number', 'ilike', pattern)])),
      )
  )
}

function orderOf({ box, sort }: Pick<Query, 'box' | 'sort'>): RawBuilder<unknown> {
  switch (sort) {
    case 'due':
      if (box === 'done') return sql`c.closed_at desc nulls last, c.id`
      return box === 'todo'
        ? sql`m.due_at asc, m.since, c.id`
        : sql`c.due_at asc nulls last, c.submitted_at, c.id`
    case 'newest':
      return sql`c.opened_at desc, c.id`
    case 'oldest':
      return sql`c.opened_at, c.id`
    case 'number':
      return sql`c.number desc nulls last, c.id`
  }
}

/** A case rarely has more than a few seats of one body: as many are looked at to find that many cases. */
const SEATS_COUNTED = 10 * COUNTED_AT_MOST

/** All in one statement, each from an index and no further than it is shown; what waits for the caller may be known. */
async function countBoxes(
  tx: Tx,
  ctx: Context,
  todo: number | null,
): Promise<ResponseOf<typeof listRoute>['counts']> {
  const { organisationId, seesAll } = ctx.caller
  const now = ctx.now.toISOString()
  const count = (cases: RawBuilder<unknown>) =>
    sql`(select count(*)::int from (select from ${cases} limit ${COUNTED_AT_MOST}) as counted)`
  const parts = (kind: RawBuilder<unknown>) => count(sql`(${myParts(ctx, kind, COUNTED_AT_MOST)}) as p`)
  const { rows } = await sql<ResponseOf<typeof listRoute>['counts']>`select
    ${todo === null ? count(sql`(${myTurns(ctx, 'body', SEATS_COUNTED)}) as m`) : sql`${Math.min(todo, COUNTED_AT_MOST)}::int`} as todo,
    ${count(sql`procedure_case c where c.stage = 'open' and c.initiator_organisation_id = ${organisationId}
      and not exists (select from case_task t where t.case_id = c.id and ${isMine(ctx, 'body')})`)} as waiting,
    ${
      seesAll
        ? count(sql`procedure_case c where c.stage = 'open' and c.due_at < ${now}`)
        : parts(sql`p.due_at < ${now}`)
    } as overdue,
    ${parts(sql`p.copied_at is not null`)} as copied,
    ${count(sql`procedure_case c where c.stage = 'draft' and c.initiator_organisation_id = ${organisationId}`)} as drafts`.execute(
    tx,
  )
  const [counts] = rows
  if (counts === undefined) throw new Error('Nothing was counted')
  return counts
}

/** Rows as lists show them, in the order of the ids; no case's whole state is read. */
export async function rowsOf(tx: Tx, ctx: Context, ids: readonly string[]): Promise<CaseRow[]> {
  if (ids.length === 0) return []
  const wanted = [...ids]
  const cases = await tx
    .selectFrom('procedureCase')
    .select([
      'id',
      'sequence',
      'number',
      'procedure',
      'definitionVersion',
      'title',
      'stage',
      'outcome',
      'activeNodes',
      'initiatorId',
      'initiatorName',
      'initiatorOrganisationId',
      'openedAt',
      'submittedAt',
      'closedAt',
      'synthetic',
    ])
    .where('id', 'in', wanted)
    .execute()
  const tasks = await tx
    .selectFrom('caseTask as t')
    .select([
      't.caseId',
      't.activation',
      't.node',
      't.organisationId',
      't.userId',
      't.role',
      isMine(ctx, 'body').as('mine'),
    ])
    .where('t.caseId', 'in', wanted)
    .orderBy('t.dueAt')
    .execute()
  const clocks = await tx
    .selectFrom('caseClock')
    .select(['caseId', 'code', 'owner', 'state', 'dueAt'])
    .where('caseId', 'in', wanted)
    .where('state', '<>', 'stopped')
    .orderBy(
      (eb) => eb.ref('dueAt'),
      (order) => order.asc().nullsLast(),
    )
    .execute()
  const names = await Names.loadFor(tx, [
    ...tasks.map(partyOf),
    ...clocks.map(({ owner }) => owner),
    ...cases.map(({ initiatorOrganisationId }) => `org:${initiatorOrganisationId}`),
  ])
  const rows = new Map<string, CaseRow>()
  for (const row of cases) {
    const definition = await definitionOf(tx, ctx.place, row.procedure, row.definitionVersion)
    const own = tasks.filter(({ caseId }) => caseId === row.id)
    const clock = clocks.find(({ caseId }) => caseId === row.id)
    rows.set(row.id, {
      id: row.id,
      version: row.sequence,
      number: row.number,
      procedure: { code: definition.code, name: definition.name },
      title: row.title,
      stage: row.stage,
      outcome: row.outcome === null ? null : outcomeOf(definition, row.outcome),
      places: placesOf(definition, own),
      waitingFor: [...new Set(own.map(partyOf))].map((party) => names.of(party)),
      initiator: {
        userId: row.initiatorId,
        name: row.initiatorName,
        organisation: names.ofId(row.initiatorOrganisationId),
        onBehalfOf: null,
      },
      openedAt: row.openedAt,
      submittedAt: row.submittedAt,
      closedAt: row.closedAt,
      clock:
        clock === undefined
          ? null
          : {
              name: definition.clocks[clock.code]?.name ?? { zh: clock.code, en: clock.code },
              owner: names.of(clock.owner),
              state:
                clock.state === 'paused'
                  ? 'paused'
                  : clock.dueAt !== null && new Date(clock.dueAt) < ctx.now
                    ? 'overdue'
                    : 'running',
              dueAt: clock.dueAt,
            },
      synthetic: row.synthetic,
      quick:
        row.stage === 'open'
          ? own.filter(({ mine }) => mine).flatMap((task) => quickActions(definition, task))
          : [],
    })
  }
  return ids.flatMap((id) => rows.get(id) ?? [])
}

function partyOf({
  organisationId,
  userId,
  role,
}: {
  organisationId: string | null
  userId: string | null
  role: string | null
}): string {
  return organisationId !== null
    ? `org:${organisationId}`
    : userId !== null
      ? `user:${userId}`
      : `role:${role}`
}

function placesOf(
  definition: ProcedureDefinition,
  tasks: readonly { activation: string; node: string }[],
): CaseRow['places'] {
  const places = new Map(tasks.map(({ activation, node }) => [activation, node]))
  return [...places].map(([activation, node]) => ({
    activation,
    node,
    name: definition.nodes[node]?.name ?? { zh: node, en: node },
  }))
}

/** Actions for which nothing has to be filled in: those can be taken on many cases at once. Guards are the engine's. */
function quickActions(
  definition: ProcedureDefinition,
  { activation, node: nodeId }: { activation: string; node: string },
): CaseRow['quick'] {
  const node = definition.nodes[nodeId]
  if (node?.kind !== 'step') return []
  if (Object.values(node.fields ?? {}).includes('required')) return []
  return Object.entries(node.actions)
    .filter(([, { needs = [], bySystem = false }]) => needs.length === 0 && !bySystem)
    .map(([action, { name, tone = 'plain', opinion = 'optional' }]) => ({
      activation,
      action,
      name,
      tone,
      opinion,
    }))
}

/** Open cases of one procedure by step; a case with several active steps stands in several columns. */
export function readBoard(
  ctx: Context,
  { procedure, perColumn }: QueryOf<typeof boardRoute>,
): Promise<ResponseOf<typeof boardRoute>> {
  return ctx.read(async (tx) => {
    const counts = await tx
      .selectFrom('procedureCase as c')
      .innerJoinLateral(sql<{ node: string }>`unnest(c.active_nodes)`.as<'n'>(sql`n(node)`), (join) =>
        join.onTrue(),
      )
      .select([
        sql<string>`n.node`.as('node'),
        sql<number>`count(*)::int`.as('count'),
        sql<number>`(count(*) filter (where c.due_at < ${ctx.now.toISOString()}))::int`.as('overdue'),
        sql<number>`max(c.definition_version)::int`.as('version'),
      ])
      .where('c.procedure', '=', procedure)
      .where('c.stage', '=', 'open')
      .groupBy(sql`n.node`)
      .execute()
    const versions = [...new Set(counts.map(({ version }) => version))]
    const definitions = await Promise.all(
      versions.map((version) => definitionOf(tx, ctx.place, procedure, version)),
    )
    const order = definitions.flatMap((definition) => Object.keys(definition.nodes))
    const columns: ResponseOf<typeof boardRoute>['columns'] = []
    for (const { node, count, overdue } of counts.sort(
      (a, b) => order.indexOf(a.node) - order.indexOf(b.node),
    )) {
      const ids = await tx
        .selectFrom('procedureCase as c')
        .select('c.id')
        .where('c.procedure', '=', procedure)
        .where('c.stage', '=', 'open')
        .where(sql<SqlBool>`c.active_nodes @> array[${node}]::text[]`)
        .orderBy(sql`c.due_at asc nulls last`)
        .limit(perColumn)
        .execute()
      columns.push({
        node,
        name: definitions.find((definition) => definition.nodes[node] !== undefined)?.nodes[node]?.name ?? {
          zh: node,
          en: node,
        },
        count,
        overdue,
        cases: await rowsOf(
          tx,
          ctx,
          ids.map(({ id }) => id),
        ),
      })
    }
    return { columns }
  })
}

/** What the home page shows of the in-tray: the first few that wait for me, by deadline, and how many there are. */
export async function waitingForMe(
  ctx: Context,
  limit: number,
): Promise<Pick<ResponseOf<typeof listRoute>, 'cases' | 'counts'>> {
  return listCases(ctx, { box: 'todo', who: 'body', sort: 'due', offset: 0, limit })
}
