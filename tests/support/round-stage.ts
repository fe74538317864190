import { digestOf, runWorker } from '#features/evaluations'
import { createContext, type Context } from '#platform/http'
import type { RoundView } from '#contract/evaluations'
import { actOnRound } from '../../src/features/evaluations/act-on-round.ts'
import { planRound } from '../../src/features/evaluations/plan-round.ts'
import { readRound } from '../../src/features/evaluations/read-round.ts'
import { startRun } from '../../src/features/evaluations/runs.ts'
import type { TestSystem } from './system.ts'

/** Two headings with an indicator each; 80 and 50 part excellent, good and weak. */
const SCHEME = {
  format: 1,
  code: 'staged',
  version: 1,
  name: { zh: '试评方案', en: 'Staged scheme' },
  standing: 'own',
  units: 'park',
  rhythm: 'year',
  nodes: [
    { code: 'total', name: { zh: '总分', en: 'Total' }, parent: null },
    { code: 'strength', name: { zh: '集聚', en: 'Strength' }, parent: 'total', weight: 3 },
    { code: 'vigour', name: { zh: '创新', en: 'Vigour' }, parent: 'total', weight: 1 },
    {
      code: 'income',
      name: { zh: '总收入', en: 'Income' },
      parent: 'strength',
      weight: 1,
      input: { column: 'income', direction: 'more', unit: '亿元' },
    },
    {
      code: 'patents',
      name: { zh: '发明专利', en: 'Patents' },
      parent: 'vigour',
      weight: 1,
      input: { column: 'patents', direction: 'more', unit: '件' },
    },
  ],
  imputation: { method: 'mean' },
  normalisation: { method: 'min-max', low: 0, high: 100 },
  grading: {
    method: 'thresholds',
    grades: [
      { code: 'excellent', name: { zh: '优秀', en: 'Excellent' }, from: 80, share: null },
      { code: 'good', name: { zh: '良好', en: 'Good' }, from: 30, share: null },
      { code: 'weak', name: { zh: '较弱', en: 'Weak' }, from: null, share: null },
    ],
    within: false,
  },
}

const UNCERTAINTY = {
  seed: 7,
  weights: { kind: 'noise', share: 0.5 },
  normalisations: [{ method: 'rank', ties: 'min' }],
  aggregations: [],
  imputations: [],
  treatments: [],
  omitLeaf: true,
  sobolRows: null,
}

export const STAGED_RULE = { code: 'staged-rule', version: 1 }
const RULE = {
  ...STAGED_RULE,
  name: { zh: '试用规则', en: 'Staged rule' },
  about: null,
  validFrom: '2024',
  standing: 'own',
  sources: [],
  tiers: [
    tier('excellent', 'support', 3, 50, 400),
    tier('good', 'support', 1, 10, null),
    tier('weak', 'rectification', 0, null, null),
  ],
  divideBy: 'tier-and-score',
  poolWan: 1000,
  withdrawnGetNone: true,
}

function tier(
  grade: string,
  consequence: string,
  weight: number,
  floorWan: number | null,
  ceilingWan: number | null,
) {
  return {
    grade,
    tier: `of-${grade}`,
    name: { zh: `${grade}档`, en: grade },
    consequence,
    weight,
    floorWan,
    ceilingWan,
  }
}

export interface RoundStage {
  readonly system: TestSystem
  readonly schemeId: string
  /** Codes of all parks, the weak ones last. */
  readonly parks: readonly string[]
  /** Somebody at that moment of the zone's day: `2025-06-11`. */
  at(login: string, on: string): Promise<Context>
  plan(period: string, on: string): Promise<RoundView>
  /** Any step, on the round's newest version. */
  act(
    login: string,
    on: string,
    roundId: string,
    act: Act,
    more?: { runId?: string; reason?: string },
  ): Promise<RoundView>
  /** Starts an official run and waits until it is done; answers its id. */
  run(on: string, roundId: string): Promise<string>
  /** Planned, frozen, run and adopted by `office1`, on its usual calendar. */
  computed(period: string): Promise<RoundView>
}
type Act = Parameters<typeof actOnRound>[2]['act']

/** The usual calendar of the years that are staged: frozen on the third of June, and so on. */
export const DAYS = {
  2024: {
    freeze: '2025-06-03',
    from: '2025-06-11',
    to: '2025-06-25',
    confirm: '2025-07-01',
    publish: '2025-07-20',
  },
  2025: {
    freeze: '2026-06-01',
    from: '2026-06-09',
    to: '2026-06-24',
    confirm: '2026-07-01',
    publish: '2026-07-20',
  },
} as const

/**
 * Two members of the office, the leader, four parks with accounts, a published scheme on facts, and a support rule. Of the parks
 * the last two are weak; Haidian is the best. `replications`: how often runs ask how sure they are.
 */
export async function stageRounds(
  system: TestSystem,
  { replications = 0 }: { readonly replications?: number } = {},
): Promise<RoundStage> {
  const scheme = replications === 0 ? SCHEME : { ...SCHEME, uncertainty: { ...UNCERTAINTY, replications } }
  const db = system.database.ownerDb
  for (const login of ['office1', 'office2']) await system.addAccount(login, ['zone_office'], 'office')
  await system.addAccount('leader', ['leader'], 'office')
  const rows = await db
    .selectFrom('evaluationUnit')
    .select('code')
    .where('kind', '=', 'park')
    .orderBy('position')
    .execute()
  const named = ['park.haidian', 'park.xicheng', 'park.pinggu', 'park.yanqing']
  const others = rows.map(({ code }) => code).filter((code) => !named.includes(code))
  const parks = ['park.haidian', 'park.xicheng', ...others, 'park.pinggu', 'park.yanqing']
  for (const code of named) await system.addAccount(code.slice(5), ['park_committee'], code)
  for (const [period, weak] of [
    ['2024', [10, 20]],
    ['2025', [900, 20]],
  ] as const)
    for (const [at, unit] of parks.entries())
      for (const columnCode of ['income', 'patents'])
        await db
          .insertInto('evaluationFact')
          .values({
            kind: 'park',
            unit,
            columnCode,
            period,
            memberName: null,
            value: at < parks.length - 2 ? 1000 - at * 20 : (weak[at - parks.length + 2] ?? 0),
            source: '试填',
            standing: 'reported',
            known: '[2000-01-01,)',
            byId: null,
            byName: '试填',
          })
          .execute()
  const moment = '2025-01-01T00:00:00Z'
  const { id: schemeId } = await db
    .insertInto('evaluationScheme')
    .values({
      code: SCHEME.code,
      version: 1,
      ownerId: null,
      state: 'published',
      unitKind: 'park',
      rhythm: 'year',
      standing: 'own',
      definition: JSON.stringify(scheme),
      digest: digestOf(scheme),
      basedOn: null,
      changeNote: null,
      byId: null,
      byName: '试填',
      changedByName: '试填',
      publishedAt: moment,
      publishedById: null,
      publishedByName: '试填',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('evaluationSupportRule')
    .values({
      ...STAGED_RULE,
      definition: JSON.stringify(RULE),
      digest: digestOf(RULE),
      shipped: false,
      byName: '试填',
    })
    .execute()

  // Ten in the morning of the zone.
  const at = async (login: string, on: string) =>
    createContext(system.services, (await system.contextOf(login)).caller, new Date(`${on}T02:00:00Z`))
  const stage: RoundStage = {
    system,
    schemeId,
    parks,
    at,
    async plan(period, on) {
      return planRound(await at('office1', on), {
        schemeId,
        period,
        title: `${period}年度试评`,
        calendar: null,
        supportRule: STAGED_RULE,
        poolWan: null,
      })
    },
    async act(login, on, roundId, act, more = {}) {
      const ctx = await at(login, on)
      const { row } = await readRound(ctx, roundId)
      return actOnRound(ctx, roundId, {
        version: row.version,
        act,
        runId: more.runId ?? null,
        reason: more.reason ?? null,
      })
    },
    async run(on, roundId) {
      const ctx = await at('office1', on)
      const { row } = await readRound(ctx, roundId)
      const run = await startRun(ctx, {
        roundId,
        schemeId: row.scheme.id,
        snapshotId: null,
        period: null,
        name: null,
        replications: replications === 0 ? 0 : null,
        seed: null,
      })
      if (run.jobId === null || ctx.caller.userId === null) throw new Error('the run has no job')
      await runWorker(system.services)({ runId: run.id, jobId: run.jobId, userId: ctx.caller.userId })
      return run.id
    },
    async computed(period) {
      const { freeze } = DAYS[period === '2024' ? 2024 : 2025]
      const { row } = await stage.plan(period, freeze)
      await stage.act('office1', freeze, row.id, 'freeze')
      return stage.act('office1', freeze, row.id, 'adopt', { runId: await stage.run(freeze, row.id) })
    },
  }
  return stage
}

/** The codes with which a use case declines. */
export async function refusalOf(doing: Promise<unknown>): Promise<string[]> {
  try {
    await doing
  } catch (error) {
    if (error instanceof Error && 'issues' in error && Array.isArray(error.issues))
      return error.issues.map((issue: { readonly code: string }) => issue.code)
    throw error
  }
  return []
}
