import { callerOf, findAccount } from '#features/access'
import {
  actOnRound,
  decide,
  keepEvaluations,
  object,
  planRound,
  proposeDecisions,
  readRound,
  runNow,
} from '#features/evaluations'
import { commandCase, readCase } from '#features/procedures'
import { Refusal, addDays, type Json } from '#domain/kernel'
import { sql } from 'kysely'
import { TIMEKEEPER, createContext, type Context } from '#platform/http'
import type { System } from './system.ts'

/** 下午三点 in China: within working hours, after anything of the morning. */
const HOUR = 'T07:00:00.000Z'

/** Logins of the demonstration by the code of their park. */
const PARK_LOGINS: Readonly<Partial<Record<string, string>>> = {
  'park.haidian': 'haidian',
  'park.xicheng': 'xicheng',
  'park.changping': 'changping',
  'park.yanqing': 'yanqing',
  'park.miyun': 'miyun',
  'park.pinggu': 'pingguyuan',
}

/**
 * Plays three years of evaluation in the demonstration: one before there was a rule of support, one with its consequences (a
 * rectification that was lifted, one that failed), and this year's, which its parks are just reviewing. Needs the columnar store. A year that is there is left as it is.
 */
export async function playEvaluations(
  { services, ownerDb }: Pick<System, 'services' | 'ownerDb'>,
  now: Date = new Date(),
): Promise<void> {
  const scheme = await ownerDb
    .selectFrom('evaluationScheme')
    .select('id')
    .where('code', '=', 'zone-parks')
    .where('state', '=', 'published')
    .orderBy('version', 'desc')
    .executeTakeFirst()
  const facts = await ownerDb.selectFrom('evaluationFact').select('id').limit(1).executeTakeFirst()
  if (scheme === undefined || facts === undefined) return
  const stage = new Stage({ services, ownerDb }, scheme.id)
  const today = now.toISOString().slice(0, 10)
  const last = Number(today.slice(0, 4)) - 1
  for (const [back, ending] of [
    [2, 'lifted'],
    [1, 'failed'],
  ] as const) {
    const year = last - back
    if (!(await stage.hasRound(String(year)))) await playPublished(stage, year, ending, today)
  }
  if (!(await stage.hasRound(String(last)))) await playReview(stage, last, today)
  await stage.markRead(addDays(today, -7))
}

class Stage {
  readonly #system: Pick<System, 'services' | 'ownerDb'>
  readonly schemeId: string

  constructor(system: Pick<System, 'services' | 'ownerDb'>, schemeId: string) {
    this.#system = system
    this.schemeId = schemeId
  }

  async hasRound(period: string): Promise<boolean> {
    const row = await this.#system.ownerDb
      .selectFrom('evaluationRound')
      .select('id')
      .where('schemeCode', '=', 'zone-parks')
      .where('period', '=', period)
      .executeTakeFirst()
    return row !== undefined
  }

  /** As this person, at this day. */
  async as(login: string, on: string): Promise<Context> {
    const account = await this.#system.ownerDb.transaction().execute((tx) => findAccount(tx, { login }))
    if (account === null) throw new Error(`the demonstration has no account ${login}`)
    return createContext(this.#system.services, callerOf(account), new Date(`${on}${HOUR}`))
  }

  keeper(on: string): Context {
    return createContext(this.#system.services, TIMEKEEPER, new Date(`${on}${HOUR}`))
  }

  async ruleFor(period: string): Promise<{ code: string; version: number } | null> {
    const rows = await this.#system.ownerDb
      .selectFrom('evaluationSupportRule')
      .select(['code', 'version', 'definition'])
      .where('code', '=', 'zone-parks')
      .orderBy('version', 'desc')
      .execute()
    const rule = rows.find(
      ({ definition }) => (definition as { readonly validFrom: string }).validFrom <= period,
    )
    return rule === undefined ? null : { code: rule.code, version: rule.version }
  }

  /** Word of what was played long ago has been read by everybody. */
  async markRead(before: string): Promise<void> {
    await sql`
      INSERT INTO notice_read (user_id, notice_id)
      SELECT u.id, n.id FROM user_account u CROSS JOIN notice n
       WHERE u.demo AND n.subject_key LIKE 'evaluation%' AND n.at < ${`${before}${HOUR}`}
      ON CONFLICT DO NOTHING`.execute(this.#system.ownerDb)
  }

  async act(
    roundId: string,
    login: string,
    on: string,
    act: Parameters<typeof actOnRound>[2]['act'],
    { runId = null, reason = null }: { readonly runId?: string | null; readonly reason?: string | null } = {},
  ): Promise<void> {
    const ctx = await this.as(login, on)
    const { row } = await readRound(ctx, roundId)
    await actOnRound(ctx, roundId, { version: row.version, act, runId, reason })
  }

  /** Frozen, computed, adopted. */
  async compute(roundId: string, on: string): Promise<void> {
    await this.act(roundId, 'office', on, 'freeze')
    const ctx = await this.as('office', on)
    const runId = await runNow(() => ctx, {
      roundId,
      schemeId: this.schemeId,
      snapshotId: null,
      period: null,
      name: null,
      replications: null,
      seed: null,
    })
    await this.act(roundId, 'office', on, 'adopt', { runId })
  }
}

async function playPublished(
  stage: Stage,
  year: number,
  ending: 'lifted' | 'failed',
  today: string,
): Promise<void> {
  const on = (month: number, day: number) =>
    `${String(year + 1)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  // A year that is not over yet when the demonstration is loaded is left out.
  if (on(12, 20) > today) return
  const planned = await planRound(await stage.as('office', on(5, 6)), {
    schemeId: stage.schemeId,
    period: String(year),
    title: `${String(year)}年度分园创新发展综合评价（演示）`,
    calendar: {
      freezeOn: on(5, 31),
      reviewFrom: on(6, 16),
      reviewTo: on(6, 30),
      confirmOn: on(7, 15),
      publishOn: on(7, 31),
    },
    supportRule: await stage.ruleFor(String(year)),
    poolWan: null,
  })
  const roundId = planned.row.id
  await stage.compute(roundId, on(5, 31))
  await stage.act(roundId, 'office', on(6, 16), 'open-review')
  await stage.act(roundId, 'office', on(7, 2), 'close-review')
  await stage.act(roundId, 'office2', on(7, 15), 'confirm')
  const rule = await stage.ruleFor(String(year))
  const weak = rule === null ? [] : await decideAll(stage, roundId, on)
  await stage.act(roundId, 'office', on(7, 31), 'publish')
  for (const [place, { unit, case: opened }] of weak.entries()) {
    const login = PARK_LOGINS[unit]
    if (login === undefined || opened === null) continue
    const failed = ending === 'failed' && place === weak.length - 1
    await rectify(stage, opened.id, login, on, failed)
  }
  await keepEvaluations(stage.keeper(on(12, 20)))
}

/** Decides what the rule proposes, all at once; answers who has to do better. */
async function decideAll(stage: Stage, roundId: string, on: (month: number, day: number) => string) {
  const office = await stage.as('office', on(7, 16))
  const proposed = await proposeDecisions(office, roundId, (await readRound(office, roundId)).row.version)
  const { decisions } = await decide(await stage.as('leader', on(7, 18)), roundId, {
    decisions: proposed.decisions.map(({ id, version }) => ({ id, version, note: null })),
  })
  return decisions.filter(({ consequence }) => consequence === 'rectification')
}

/** A rectification from its notice to its end. */
async function rectify(
  stage: Stage,
  caseId: string,
  park: string,
  on: (month: number, day: number) => string,
  failed: boolean,
): Promise<void> {
  const act = async (
    login: string,
    day: string,
    node: string,
    action: string,
    data: Readonly<Record<string, Json>> = {},
  ): Promise<void> => {
    const ctx = await stage.as(login, day)
    // A timer of the case may fire between reading and acting, since by today's clock all of it is long overdue.
    for (let turn = 1; ; turn++) {
      const now = await readCase(ctx, caseId)
      const step = now.steps.find((one) => one.node === node && one.status === 'active')
      if (step === undefined) throw new Error(`${node} of ${caseId} is not active on ${day}`)
      try {
        await commandCase(ctx, caseId, now.version, {
          kind: 'act',
          activation: step.activation,
          action,
          opinion: null,
          data: JSON.parse(JSON.stringify(data)) as Record<string, never>,
          attachments: [],
        })
        return
      } catch (error) {
        const stale = error instanceof Refusal && error.issues[0]?.code === 'cases.stale_version'
        if (!stale || turn === 5) throw error
      }
    }
  }
  await act('leader', on(7, 19), 'issue', 'issue')
  await act(park, on(7, 25), 'planning', 'submitPlan', {
    plan: '盘活存量空间，引进研发型企业，按季度向办公室报告。（演示）',
    measures: [
      {
        problem: '研发投入强度和产出偏低',
        measure: '引进研发型企业，落实研发投入补助',
        person: '园区副主任',
        dueOn: on(11, 30),
      },
    ],
  })
  await act('office', on(7, 30), 'planReview', 'approve')
  await act(park, on(10, 20), 'work', 'report', {
    progress: '已引进企业，完成低效楼宇改造。（演示）',
    final: true,
  })
  if (!failed) {
    await act('office', on(10, 28), 'verify', 'lift', {
      verification: '整改措施已落实，指标明显改善。（演示）',
    })
    return
  }
  await act('office', on(10, 28), 'verify', 'fail', { verification: '主要指标没有改善。（演示）' })
  await act('office', on(11, 3), 'propose', 'propose', {
    proposal: 'withdraw-support',
    proposalReason: '限期整改后主要指标仍无改善。（演示）',
  })
  await act('leader', on(11, 6), 'decide', 'impose', { decision: '取消当年市级支持。（演示）' })
  await act(park, on(11, 10), 'appealWindow', 'appeal', {
    appeal: '引进企业尚未纳入统计，申请复核。（演示）',
  })
  await act('office', on(11, 18), 'appealReview', 'report', {
    appealReply: '所述企业登记在评价年度之后。（演示）',
  })
  await act('leader', on(11, 21), 'appealDecide', 'uphold', { appealDecision: '维持原决定。（演示）' })
}

/** This year's: computed, and its parks have a fortnight to look at their figures. */
async function playReview(stage: Stage, year: number, today: string): Promise<void> {
  const planned = await planRound(await stage.as('office', addDays(today, -40)), {
    schemeId: stage.schemeId,
    period: String(year),
    title: `${String(year)}年度分园创新发展综合评价（演示）`,
    calendar: {
      freezeOn: addDays(today, -20),
      reviewFrom: addDays(today, -5),
      reviewTo: addDays(today, 9),
      confirmOn: addDays(today, 20),
      publishOn: addDays(today, 35),
    },
    supportRule: await stage.ruleFor(String(year)),
    poolWan: null,
  })
  const roundId = planned.row.id
  await stage.compute(roundId, addDays(today, -19))
  await stage.act(roundId, 'office', addDays(today, -5), 'open-review')
  await object(await stage.as('changping', addDays(today, -2)), roundId, {
    column: 'pct-applications',
    period: String(year),
    claimedValue: null,
    reason: '有两家企业12月的国际专利申请在报表更正时漏报，已向统计部门申请更正，请一并核对。（演示）',
    files: [],
  })
}
