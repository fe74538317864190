import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { runWorker } from '#features/evaluations'
import { createContext, PUBLIC } from '#platform/http'
import { DAYS, stageRounds, type RoundStage } from '#tests/round-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { decide } from '../../src/features/evaluations/decide.ts'
import { proposeDecisions } from '../../src/features/evaluations/propose-decisions.ts'
import { readRound } from '../../src/features/evaluations/read-round.ts'
import { startRun } from '../../src/features/evaluations/runs.ts'
import type { Role } from '../../src/features/route-contract.ts'

/** Who asks. Colleagues sit in the evaluator's own company without being evaluators. */
const PEOPLE = {
  office: ['zone_office', 'office'],
  leading: ['leader', 'office'],
  'own-park': ['park_committee', 'park.haidian'],
  department: ['department', 'department.science'],
  district: ['district', 'district.haidian'],
  company: ['platform_company', 'company.development'],
  enterprise: ['enterprise', 'company.huayuan'],
  expert: ['expert', 'company.tianheng'],
  'evaluator-a': ['evaluator', 'company.tianheng'],
  'colleague-of-a': ['enterprise', 'company.tianheng'],
  'evaluator-b': ['evaluator', 'company.development'],
  'system-admin': ['system_admin', 'office'],
  'security-admin': ['security_admin', 'office'],
  'audit-admin': ['audit_admin', 'office'],
} as const satisfies Readonly<Record<string, readonly [Role, string]>>
type Person = keyof typeof PEOPLE
const EVERYBODY = Object.keys(PEOPLE) as Person[]

/** Runs by who made them and what for; `adopted` is the one that the round stands on. */
type Run = 'adopted' | 'passed-over' | 'trial' | 'variant-a' | 'variant-b'

const STEPS = ['frozen', 'computed', 'review', 'reviewed', 'confirmed', 'decided', 'published'] as const
type Step = (typeof STEPS)[number]

const sees = (person: Person, ...roles: Role[]): boolean => roles.includes(PEOPLE[person][0])
const seesOfficial = (person: Person): boolean => sees(person, 'zone_office', 'leader', 'evaluator')
const isBusiness = (person: Person): boolean => !PEOPLE[person][0].endsWith('_admin')

/** The rule for a whole run with everything in it. */
function seesRun(person: Person, run: Run, step: Step): boolean {
  if (run === 'variant-a') return person === 'evaluator-a'
  if (run === 'variant-b') return person === 'evaluator-b'
  if (seesOfficial(person)) return true
  return run === 'adopted' && step === 'published' && isBusiness(person)
}
/** The rule for one park's part of a run: before publication a park's own, once parks are asked to look. */
function seesStanding(person: Person, run: Run, step: Step, unit: string): boolean {
  if (seesRun(person, run, step)) return true
  return (
    run === 'adopted' &&
    person === 'own-park' &&
    unit === 'park.haidian' &&
    step !== 'frozen' &&
    step !== 'computed'
  )
}
function seesDecision(person: Person, step: Step, unit: string): boolean {
  if (step !== 'confirmed' && step !== 'decided' && step !== 'published') return false
  if (seesOfficial(person)) return true
  if (step === 'confirmed' || !isBusiness(person)) return false
  return step === 'published' || (person === 'own-park' && unit === 'park.haidian')
}

let system: TestSystem
let stage: RoundStage
let roundId: string
const runs = new Map<Run, string>()
const clients = new Map<Person, TestClient>()

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  for (const person of EVERYBODY) {
    const [role, organisation] = PEOPLE[person]
    await system.addAccount(person, [role], organisation)
    clients.set(person, await system.signIn(person))
  }
})
afterAll(() => system.close())

/** Frozen with a run passed over, a trial and two variants beside it; each further step on top of the one before. */
const TAKE: Readonly<Record<Step, () => Promise<unknown>>> = {
  async frozen() {
    const { freeze } = DAYS[2025]
    roundId = (await stage.plan('2025', freeze)).row.id
    await stage.act('office1', freeze, roundId, 'freeze')
    runs.set('passed-over', await stage.run(freeze, roundId))
    runs.set('trial', await runAs('office', null))
    runs.set('variant-a', await runAs('evaluator-a', roundId))
    runs.set('variant-b', await runAs('evaluator-b', roundId))
  },
  async computed() {
    const runId = await stage.run(DAYS[2025].freeze, roundId)
    runs.set('adopted', runId)
    await stage.act('office1', DAYS[2025].freeze, roundId, 'adopt', { runId })
  },
  review: () => stage.act('office1', DAYS[2025].from, roundId, 'open-review'),
  reviewed: () => stage.act('office1', afterReview(), roundId, 'close-review'),
  async confirmed() {
    await stage.act('office2', DAYS[2025].confirm, roundId, 'confirm')
    const office = await stage.at('office1', DAYS[2025].confirm)
    await proposeDecisions(office, roundId, (await readRound(office, roundId)).row.version)
  },
  async decided() {
    const office = await stage.at('office1', DAYS[2025].confirm)
    const { decisions } = await clientOf('office').call(contract.listDecisions, { params: { roundId } })
    await decide(office, roundId, {
      decisions: decisions.map(({ id, version }) => ({ id, version, note: null })),
    })
  },
  published: () => stage.act('office1', DAYS[2025].publish, roundId, 'publish'),
}

async function runAs(login: Person, ofRound: string | null): Promise<string> {
  const ctx = await stage.at(login, DAYS[2025].freeze)
  const run = await startRun(ctx, {
    roundId: ofRound,
    schemeId: stage.schemeId,
    snapshotId: null,
    period: '2025',
    name: login,
    replications: 0,
    seed: null,
  })
  if (run.jobId === null || ctx.caller.userId === null) throw new Error('the run has no job')
  await runWorker(system.services)({ runId: run.id, jobId: run.jobId, userId: ctx.caller.userId })
  return run.id
}

describe.each(STEPS)('a round that is %s', (step) => {
  beforeAll(() => TAKE[step]())

  test.each(EVERYBODY)('its runs, the same by every route: %s', async (person) => {
    const client = clientOf(person)
    const listed = await client.request('GET', '/api/evaluations/runs')
    const ofRound = await client.request('GET', `/api/evaluations/runs?roundId=${roundId}`)
    for (const [run, id] of runs) {
      const expected = seesRun(person, run, step)
      const where = `${person} ${run}`
      expect(listed.body.includes(id), `${where} in the list`).toBe(expected)
      expect(ofRound.body.includes(id), `${where} in the list of the round`).toBe(expected && run !== 'trial')
      for (const path of ['', '/export', '/package'])
        expect(await given(client, `/api/evaluations/runs/${id}${path}`), where + path).toBe(expected)
      if (!expected) {
        // Computing anew would tell the digest; who may not read is refused before anything is computed.
        const replayed = await client.request('POST', `/api/evaluations/runs/${id}/replay`, {})
        expect([403, 404], `${where} replayed`).toContain(replayed.statusCode)
      }
    }
  })

  test.each(EVERYBODY)('single parks in its runs: %s', async (person) => {
    const client = clientOf(person)
    for (const [run, id] of runs)
      for (const unit of ['park.haidian', 'park.xicheng']) {
        const expected = seesStanding(person, run, step, unit)
        const where = `${person} ${run} ${unit}`
        const behind = await client.request(
          'GET',
          `/api/evaluations/runs/${id}/contributions?unit=${unit}&node=income`,
        )
        // The staged figures come from no filings: who may know of the standing at all is told so.
        if (behind.statusCode === 403) expect(seesOfficial(person) || person === 'own-park').toBe(false)
        else
          expect(codesOf(behind), where).toEqual([
            expected ? 'evaluation.no_filings' : 'evaluation.not_found',
          ])
        if (!expected) {
          const report = await client.request('GET', `/api/evaluations/runs/${id}/units/${unit}/report`)
          expect([403, 404], `${where} report`).toContain(report.statusCode)
        }
        // To the database what is published is public, to the administrators of the system too.
        expect(await hasStanding(person, id, unit), `${where} in the database`).toBe(
          expected || (run === 'adopted' && step === 'published'),
        )
      }
  })

  test.each(EVERYBODY)('its standings and the own result: %s', async (person) => {
    const client = clientOf(person)
    const page = await client.request('GET', `/api/evaluations/rounds/${roundId}`)
    expect(page.statusCode).toBe(isBusiness(person) ? 200 : 403)
    const standings = isBusiness(person)
      ? contract.readRound.response.parse(page.json()).standings.map(({ unit }) => unit)
      : []
    for (const unit of ['park.haidian', 'park.xicheng']) {
      const expected = step !== 'frozen' && seesStanding(person, 'adopted', step, unit)
      expect(standings.includes(unit), `${person} ${unit}`).toBe(expected)
      const own = await given(client, `/api/evaluations/rounds/${roundId}/own?unit=${unit}`)
      expect(own, `${person} ${unit} own`).toBe(expected && (seesOfficial(person) || person === 'own-park'))
    }
  })

  test.each(EVERYBODY)('what follows from it: %s', async (person) => {
    const response = await clientOf(person).request('GET', `/api/evaluations/rounds/${roundId}/decisions`)
    for (const unit of ['park.haidian', 'park.xicheng'])
      expect(response.statusCode === 200 && response.body.includes(`"${unit}"`), `${person} ${unit}`).toBe(
        seesDecision(person, step, unit),
      )
    const simulated = await clientOf(person).request('POST', `/api/evaluations/rounds/${roundId}/simulate`, {
      rule: null,
      definition: null,
      poolWan: 1000,
    })
    if (!sees(person, 'zone_office', 'leader')) expect(simulated.statusCode).toBe(403)
    else expect(simulated.statusCode, simulated.body).toBe(step === 'frozen' ? 422 : 200)
  })

  test('whoever reads without log-in sees nothing of it until it is published', async () => {
    const seen = await createContext(system.services, PUBLIC).read(async (tx) => ({
      rounds: await tx.selectFrom('evaluationRound').select('id').execute(),
      acts: await tx.selectFrom('evaluationRoundAct').select('roundId').distinct().execute(),
      runs: await tx.selectFrom('evaluationRun').select('id').execute(),
      standings: await tx.selectFrom('evaluationStanding').select('runId').distinct().execute(),
      snapshots: (await tx.selectFrom('evaluationSnapshot').select('id').execute()).length,
      decisions: await tx.selectFrom('evaluationDecision').select('state').distinct().execute(),
      private: [
        ...(await tx.selectFrom('evaluationFact').select('id').execute()),
        ...(await tx.selectFrom('evaluationObjection').select('id').execute()),
        ...(await tx.selectFrom('evaluationFile').select('id').execute()),
        ...(await tx.selectFrom('evaluationScheme').select('id').where('state', '=', 'draft').execute()),
        ...(await tx.selectFrom('job').select('id').execute()),
      ],
    }))
    const isPublished = step === 'published'
    expect(seen).toEqual({
      rounds: isPublished ? [{ id: roundId }] : [],
      acts: isPublished ? [{ roundId }] : [],
      runs: isPublished ? [{ id: runs.get('adopted') }] : [],
      standings: isPublished ? [{ runId: runs.get('adopted') }] : [],
      snapshots: isPublished ? 1 : 0,
      decisions: isPublished ? [{ state: 'decided' }] : [],
      private: [],
    })
  })
})

/** The day after the last on which parks may object. */
function afterReview(): string {
  const day = new Date(`${DAYS[2025].to}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + 1)
  return day.toISOString().slice(0, 10)
}

function clientOf(person: Person): TestClient {
  const client = clients.get(person)
  if (client === undefined) throw new Error(`No client for ${person}`)
  return client
}

async function given(client: TestClient, url: string): Promise<boolean> {
  const { statusCode } = await client.request('GET', url)
  expect([200, 403, 404], url).toContain(statusCode)
  return statusCode === 200
}

/** What an aggregate over standings would count. */
async function hasStanding(person: Person, runId: string, unit: string): Promise<boolean> {
  const ctx = await system.contextOf(person)
  const rows = await ctx.read((tx) =>
    tx
      .selectFrom('evaluationStanding')
      .select('unit')
      .where('runId', '=', runId)
      .where('unit', '=', unit)
      .execute(),
  )
  return rows.length > 0
}
