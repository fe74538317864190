import { sql } from 'kysely'
import { chinaDay, refuse } from '#domain/kernel'
import { conditionsOf, type LadderRung } from '#domain/matching'
import { compileRuleBook, type RuleNode } from '#domain/rules'
import { readZoneBook } from '#features/rules'
import type { Context } from '#platform/http'
import type { BodyOf, QueryOf, ResponseOf } from '../route-contract.ts'
import type { RungView } from './contract.ts'
import type * as contract from './contract.ts'
import { LADDER_QUEUE, type LadderJob } from './keep-cultivation.ts'
import { endOfYear, yearsOf } from './keep-years.ts'
import { EXPIRY_DAYS, ladderBook, ladderRules, switchKey } from './ladder-file.ts'
import { findLadder, loadLadder, type Ladder } from './ladder-store.ts'
import { roundOf, standingsFrom } from './standings.ts'
import { chosen, dayOf, every, hasRole, joinEnterprise, keepsFirms, type Tx } from './store.ts'

/** The ladder with how its rules stand and how many stand where. */
export function readLadder(
  ctx: Context,
  choice: QueryOf<typeof contract.readLadder>,
): Promise<ResponseOf<typeof contract.readLadder>> {
  const today = dayOf(ctx.now)
  return ctx.read(async (tx) => {
    const ladder = await loadLadder(tx)
    const counts = await countAll(tx, ladder, today, choice)
    const round = await roundOf(tx, ladder)
    return {
      code: ladder.file.code,
      title: ladder.file.title,
      on: round?.onDay ?? null,
      computedAt: round?.computedAt ?? null,
      rungs: [
        ...ladder.file.rungs.map((step) => rungView(ladder, step, 'rung', counts)),
        ...ladder.file.marks.map((step) => rungView(ladder, step, 'mark', counts)),
      ],
      reminders: ladder.file.reminders.map(({ code, title, description }) => ({
        code,
        title,
        description,
        count: counts.reminders.get(code) ?? 0,
      })),
      enterprises: counts.all,
      without: counts.without,
      years: await yearsOf(tx, ladder, today),
      expiring: await countExpiring(tx, today, Math.max(...EXPIRY_DAYS), choice),
      expiryDays: [...EXPIRY_DAYS],
      can: { recompute: hasRole(ctx, 'zone_office'), cultivate: keepsFirms(ctx) },
    }
  })
}

interface Counts {
  readonly all: number
  readonly without: number
  readonly held: ReadonlyMap<string, number>
  readonly next: ReadonlyMap<string, { qualified: number; near: number; undetermined: number }>
  readonly reminders: ReadonlyMap<string, number>
}

async function countAll(
  tx: Tx,
  ladder: Ladder,
  on: string,
  choice: QueryOf<typeof contract.readLadder>,
): Promise<Counts> {
  const from = sql`${standingsFrom(ladder, on)} AND ${every(chosen(choice))}`
  const { rows: held } = await sql<{ held: string | null; count: number }>`
    SELECT t.held, count(*)::int AS count ${from} GROUP BY t.held`.execute(tx)
  const { rows: marks } = await sql<{ mark: string; count: number }>`
    SELECT m.mark, count(*)::int AS count FROM (SELECT unnest(t.marks) AS mark ${from}) m GROUP BY m.mark`.execute(
    tx,
  )
  const { rows: next } = await sql<{
    next: string
    qualified: number
    near: number
    undetermined: number
  }>`
    SELECT t.next, (count(*) FILTER (WHERE t.answer = 'yes'))::int AS qualified,
           (count(*) FILTER (WHERE t.answer = 'no' AND t.near))::int AS near,
           (count(*) FILTER (WHERE t.answer = 'undetermined'))::int AS undetermined
      ${from} AND t.next IS NOT NULL GROUP BY t.next`.execute(tx)
  const { rows: reminders } = await sql<{ reminder: string; count: number }>`
    SELECT r.reminder, count(*)::int AS count FROM (SELECT unnest(t.reminders) AS reminder ${from}) r
     GROUP BY r.reminder`.execute(tx)
  return {
    all: held.reduce((sum, { count }) => sum + count, 0),
    without: held.find((row) => row.held === null)?.count ?? 0,
    held: new Map([
      ...held.flatMap(({ held: code, count }): [string, number][] => (code === null ? [] : [[code, count]])),
      ...marks.map(({ mark, count }): [string, number] => [mark, count]),
    ]),
    next: new Map(next.map(({ next: code, ...counts }) => [code, counts])),
    reminders: new Map(reminders.map(({ reminder, count }) => [reminder, count])),
  }
}

async function countExpiring(
  tx: Tx,
  on: string,
  within: number,
  choice: QueryOf<typeof contract.readLadder>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM qualification_end q ${joinEnterprise('q', on)}
     WHERE q.until_on BETWEEN ${on}::date AND ${on}::date + ${within}::int AND ${every(chosen(choice))}`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

function rungView(
  { switches }: Ladder,
  { code, title, short, qualification, requires, validityYears, rule }: LadderRung,
  kind: RungView['kind'],
  counts: Counts,
): RungView {
  const conditions = conditionsOf(rule)
  const withStatus = (status: string) => conditions.filter((one) => one.status === status).length
  return {
    code,
    title,
    short: short ?? title,
    qualification,
    requires: [...requires],
    kind,
    validityYears,
    conditions: {
      verified: withStatus('verified'),
      unverified: withStatus('unverified'),
      assumed: withStatus('assumed'),
      example: withStatus('example'),
      off: conditions.filter(({ id, off }) => switches.get(switchKey(code, id)) ?? off).length,
    },
    counts: {
      held: counts.held.get(code) ?? 0,
      ...(counts.next.get(code) ?? { qualified: 0, near: 0, undetermined: 0 }),
    },
  }
}

export function readLadderRules(ctx: Context): Promise<ResponseOf<typeof contract.readLadderRules>> {
  return ctx.read((tx) => rulesOf(tx, ctx))
}

async function rulesOf(tx: Tx, ctx: Context): Promise<ResponseOf<typeof contract.readLadderRules>> {
  const ladder = await loadLadder(tx)
  const { rungs, marks, reminders } = ladder.file
  const roots = new Map<string, RuleNode>(
    ladderRules(ladder.file, ladder.switches).map(({ root }, place) => [
      [...rungs, ...marks, ...reminders][place]?.code ?? '',
      root,
    ]),
  )
  const rule =
    (kind: 'rung' | 'mark' | 'reminder') => (step: Pick<LadderRung, 'code' | 'title' | 'rule'>) => ({
      code: step.code,
      title: step.title,
      kind,
      root: roots.get(step.code) ?? step.rule,
    })
  return {
    code: ladder.file.code,
    version: ladder.version,
    rules: [...rungs.map(rule('rung')), ...marks.map(rule('mark')), ...reminders.map(rule('reminder'))],
    choices: [...ladder.choices],
    can: { switch: hasRole(ctx, 'zone_office') },
  }
}

/** The office answers for it; the standings follow at the next round. */
export function switchCondition(
  ctx: Context,
  { rung, condition, off, reason }: BodyOf<typeof contract.switchCondition>,
): Promise<ResponseOf<typeof contract.switchCondition>> {
  return ctx.inTransaction(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtext('ladder_choice'))`.execute(tx)
    const ladder = await loadLadder(tx)
    const { rungs, marks, reminders } = ladder.file
    const step = [...rungs, ...marks, ...reminders].find(({ code }) => code === rung)
    const there = step === undefined ? undefined : conditionsOf(step.rule).find(({ id }) => id === condition)
    if (there === undefined)
      return refuse('cultivation.condition_unknown', { rung, condition }, ['condition'])
    const key = switchKey(rung, condition)
    if ((ladder.switches.get(key) ?? there.off) === off) refuse('cultivation.nothing_changed')
    // What is switched on must be judgeable: one that is not compiles with its rule switched off only.
    const switches = new Map(ladder.switches).set(key, off)
    const compiled = compileRuleBook(
      ladderBook(await readZoneBook(tx), ladder.file, switches),
      chinaDay(ctx.now.getTime()),
    )
    if (!compiled.ok) refuse('cultivation.condition_unusable', { condition: there.title.zh }, ['condition'])
    await tx
      .insertInto('ladderChoice')
      .values({
        ladder: ladder.file.code,
        rung,
        condition,
        off,
        reason,
        at: ctx.now.toISOString(),
        byId: ctx.caller.userId ?? refuse('cultivation.not_found'),
        byName: ctx.caller.name,
      })
      .execute()
    const answer = await rulesOf(tx, ctx)
    await ctx.enqueue(tx, LADDER_QUEUE.name, { year: null } satisfies LadderJob)
    await ctx.audit(tx, {
      action: 'cultivation.condition',
      subjectKind: 'ladder',
      subjectId: ladder.file.code,
      detail: { rung, condition, off, reason },
    })
    return answer
  })
}

export function recomputeLadder(
  ctx: Context,
  { year }: BodyOf<typeof contract.recomputeLadder>,
): Promise<{ queued: boolean }> {
  if (year !== null && endOfYear(year) >= dayOf(ctx.now))
    refuse('cultivation.year_not_over', { year }, ['year'])
  return ctx.inTransaction(async (tx) => {
    const ladder = (await findLadder(tx)) ?? refuse('cultivation.no_ladder')
    await ctx.enqueue(tx, LADDER_QUEUE.name, { year } satisfies LadderJob)
    await ctx.audit(tx, {
      action: 'cultivation.recompute',
      subjectKind: 'ladder',
      subjectId: ladder.file.code,
      detail: { year },
    })
    return { queued: true }
  })
}
