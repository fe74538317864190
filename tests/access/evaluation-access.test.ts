import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { DAYS, stageRounds, type RoundStage } from '#tests/round-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { decide } from '../../src/features/evaluations/decide.ts'
import { object } from '../../src/features/evaluations/objections.ts'
import { proposeDecisions } from '../../src/features/evaluations/propose-decisions.ts'
import { readRound } from '../../src/features/evaluations/read-round.ts'
import { ROLES, type Role } from '../../src/features/route-contract.ts'

const HOME: Readonly<Record<Role, string>> = {
  zone_office: 'office',
  leader: 'office',
  park_committee: 'park.haidian',
  department: 'department.science',
  district: 'district.haidian',
  platform_company: 'company.development',
  enterprise: 'company.huayuan',
  expert: 'company.tianheng',
  evaluator: 'company.tianheng',
  system_admin: 'office',
  security_admin: 'office',
  audit_admin: 'office',
}

/** A round that parks are reviewing, and one that was published; in each what belongs to two parks. */
const STATES = ['review', 'published'] as const
type State = (typeof STATES)[number]
const UNITS = ['park.haidian', 'park.xicheng'] as const
type Unit = (typeof UNITS)[number]

/** The rule. all: of every park; own: of the own park; none. */
type Sees = 'all' | 'own' | 'none'
const OFFICIAL: readonly Role[] = ['zone_office', 'leader', 'evaluator']
const ADMINISTRATORS: readonly Role[] = ['system_admin', 'security_admin', 'audit_admin']
const seesResults = (role: Role, state: State): Sees => {
  if (ADMINISTRATORS.includes(role)) return 'none'
  if (OFFICIAL.includes(role) || state === 'published') return 'all'
  return role === 'park_committee' ? 'own' : 'none'
}
/** Doubts stay between a park and the office, also after publication. */
const seesDoubts = (role: Role): Sees =>
  OFFICIAL.includes(role) ? 'all' : role === 'park_committee' ? 'own' : 'none'
/** Runs and frozen data are whole or not at all. */
const seesRuns = (role: Role, state: State): Sees =>
  seesResults(role, state) === 'own' ? 'none' : seesResults(role, state)
/** Of a round under review nothing is decided yet. */
const seesDecisions = (role: Role, state: State): Sees =>
  state === 'review' ? 'none' : seesResults(role, state)

let system: TestSystem
let stage: RoundStage
const clients = new Map<Role, TestClient>()
const rounds = new Map<State, string>()

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  for (const role of ROLES) {
    await system.addAccount(`as-${role}`, [role], HOME[role])
    clients.set(role, await system.signIn(`as-${role}`))
  }
  rounds.set('published', await staged('2024'))
  rounds.set('review', await staged('2025'))
})
afterAll(() => system.close())

async function staged(period: '2024' | '2025'): Promise<string> {
  const days = DAYS[period]
  const { id } = (await stage.computed(period)).row
  await stage.act('office1', days.from, id, 'open-review')
  for (const park of ['haidian', 'xicheng'])
    await object(await stage.at(park, days.from), id, {
      column: 'income',
      period,
      claimedValue: 4321,
      reason: '有误',
      files: [],
    })
  if (period === '2025') return id
  const office = await system.signIn('office1')
  const { objections } = await office.call(contract.listObjections, { params: { roundId: id } })
  for (const objection of objections)
    await office.call(contract.answerObjection, {
      params: { objectionId: objection.id },
      body: { version: objection.version, act: 'reject', newValue: null, answer: '与年报一致' },
    })
  await stage.act('office1', days.to, id, 'close-review')
  await stage.act('office2', days.confirm, id, 'confirm')
  const office1 = await stage.at('office1', days.confirm)
  const { decisions } = await proposeDecisions(office1, id, (await readRound(office1, id)).row.version)
  await decide(office1, id, {
    decisions: decisions.map(({ id: decision, version }) => ({ id: decision, version, note: null })),
  })
  await stage.act('office1', days.publish, id, 'publish')
  return id
}

/** Every route that gives something of a park's evaluation, whether it was given, and by which rule it should be. */
const ROUTES: Readonly<
  Record<
    string,
    {
      readonly ask: (client: TestClient, state: State, unit: Unit) => Promise<boolean>
      readonly rule: (role: Role, state: State) => Sees
    }
  >
> = {
  'the standings of the round': {
    ask: async (client, state, unit) =>
      lists(client, `/api/evaluations/rounds/${idOf(state)}`, 'standings', unit),
    rule: seesResults,
  },
  'the own result': {
    ask: async (client, state, unit) =>
      given(client, `/api/evaluations/rounds/${idOf(state)}/own?unit=${unit}`),
    // Others than parks, office and evaluator read the published run instead.
    rule: (role, state) =>
      OFFICIAL.includes(role) || role === 'park_committee' ? seesResults(role, state) : 'none',
  },
  'the runs of the round': {
    ask: async (client, state) =>
      lists(client, `/api/evaluations/rounds/${idOf(state)}`, 'runs', await runOf(state)),
    rule: seesRuns,
  },
  'the frozen data of the round': {
    ask: async (client, state) =>
      lists(client, `/api/evaluations/rounds/${idOf(state)}`, 'snapshots', '"digest"'),
    rule: seesRuns,
  },
  'the list of runs': {
    ask: async (client, state) => lists(client, '/api/evaluations/runs', 'runs', await runOf(state)),
    rule: seesRuns,
  },
  'the run': {
    ask: async (client, state) => given(client, `/api/evaluations/runs/${await runOf(state)}`),
    rule: seesRuns,
  },
  'the package of the run': {
    ask: async (client, state) => given(client, `/api/evaluations/runs/${await runOf(state)}/package`),
    rule: seesRuns,
  },
  'the run as a workbook': {
    ask: async (client, state) => given(client, `/api/evaluations/runs/${await runOf(state)}/export`),
    rule: seesRuns,
  },
  'doubts about figures': {
    ask: async (client, state, unit) =>
      lists(client, `/api/evaluations/rounds/${idOf(state)}/objections`, 'objections', unit),
    rule: seesDoubts,
  },
  decisions: {
    ask: async (client, state, unit) =>
      lists(client, `/api/evaluations/rounds/${idOf(state)}/decisions`, 'decisions', unit),
    rule: seesDecisions,
  },
}

describe('who sees what of an evaluation, the same by every route', () => {
  const cases = ROLES.flatMap((role) => Object.keys(ROUTES).map((route) => [role, route] as const))
  test.each(cases)('%s: %s', async (role, route) => {
    const { ask, rule } = ROUTES[route] ?? {}
    const client = clients.get(role)
    if (ask === undefined || rule === undefined || client === undefined) throw new Error('unreachable')
    for (const state of STATES)
      for (const unit of UNITS) {
        const sees = rule(role, state)
        const expected = sees === 'all' || (sees === 'own' && unit === HOME.park_committee)
        expect(await ask(client, state, unit), `${state} ${unit}`).toBe(expected)
      }
  })
})

describe('the count of open doubts', () => {
  test.each([
    ['zone_office', 2],
    ['park_committee', 1],
    ['department', 0],
  ] as const)('%s', async (role, count) => {
    const list = await clients.get(role)?.call(contract.listRounds)
    expect(list?.rounds.find(({ id }) => id === rounds.get('review'))?.openObjections).toBe(count)
  })
})

describe('without who asks, the database shows nothing', () => {
  test.each([
    'evaluationScheme',
    'evaluationFact',
    'evaluationRound',
    'evaluationRoundAct',
    'evaluationSnapshot',
    'evaluationRun',
    'evaluationStanding',
    'evaluationObjection',
    'evaluationFile',
    'evaluationDecision',
    'evaluationSupportRule',
  ] as const)('%s', async (table) => {
    expect(await system.database.db.selectFrom(table).selectAll().execute()).toEqual([])
  })
})

function idOf(state: State): string {
  return rounds.get(state) ?? ''
}

async function runOf(state: State): Promise<string> {
  const { runId } = await system.database.ownerDb
    .selectFrom('evaluationRound')
    .select('runId')
    .where('id', '=', idOf(state))
    .executeTakeFirstOrThrow()
  return runId ?? ''
}

async function given(client: TestClient, url: string): Promise<boolean> {
  const { statusCode } = await client.request('GET', url)
  expect([200, 403, 404]).toContain(statusCode)
  return statusCode === 200
}

async function lists(client: TestClient, url: string, list: string, wanted: string): Promise<boolean> {
  const response = await client.request('GET', url)
  if (response.statusCode === 403) return false
  expect(response.statusCode, response.body).toBe(200)
  return JSON.stringify(response.json<Record<string, unknown>>()[list]).includes(wanted)
}
