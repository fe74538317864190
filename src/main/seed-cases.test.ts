import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replay, type CaseEvent } from '#domain/cases'
import { compileCalendar, type CompiledCalendar } from '#domain/kernel'
import { readCalendars, readDefinitions } from '#features/procedures'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestSystem } from '#tests/system'
import { readDemoCases, type DemoCase } from './demo-script.ts'
import { checkMoments, playCases } from './play-cases.ts'
import { seedCases } from './seed-cases.ts'
import { addDemoAccounts } from './seed-demo.ts'
import { PROGRAM_ROOT } from './system.ts'

const DATA = join(PROGRAM_ROOT, 'data')
/** A Sunday, so that the last working day was not yesterday. */
const NOW = new Date('2026-11-22T13:30:00+08:00')

/** Steps at which no case stands, and why. */
const NOWHERE: Readonly<Record<string, string>> = {}

let system: TestSystem
let stories: DemoCase[]
let calendars: ReadonlyMap<string, CompiledCalendar>
let seconds = 0

const load = () => seedCases({ services: system.services, ownerDb: system.database.ownerDb }, NOW)
const selectCases = () => system.database.ownerDb.selectFrom('procedureCase').selectAll().execute()

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb } = system.database
  stories = await readDemoCases(join(DATA, 'demo', 'cases'))
  calendars = new Map(
    (await readCalendars(join(DATA, 'calendars'))).map((one) => [one.code, compileCalendar(one)]),
  )
  await loadDemoOrganisations(ownerDb, join(DATA, 'demo', 'organisations.json'), 'zhongguancun')
  await addDemoAccounts({ ownerDb })
  const began = performance.now()
  await load()
  seconds = (performance.now() - began) / 1000
}, 240_000)
afterAll(() => system.close())

test('every story ends where it says', async () => {
  const cases = await selectCases()
  // For the eye: how long a first start waits for it.
  console.info(`demonstration: ${cases.length} cases in ${seconds.toFixed(1)} s`)
  for (const story of stories) {
    const title = story.data['matter'] ?? story.data['projectName']
    const found = cases.find(
      (one) => one.procedure === story.procedure && one.title === title && one.parentId === null,
    )
    if (found === undefined) throw new Error(`${story.key} is not there`)
    const place = found.outcome === null ? [...found.activeNodes].sort() : { outcome: found.outcome }
    const wanted = Array.isArray(story.stands) ? [...new Set(story.stands)].sort() : story.stands
    expect({ key: story.key, place }).toEqual({ key: story.key, place: wanted })
  }
})

test('somebody can be found at every step of whistles and joint reviews', async () => {
  const definitions = await readDefinitions(join(DATA, 'procedures'), [...calendars.keys()])
  const cases = await selectCases()
  for (const code of ['park-whistle', 'joint-review']) {
    const steps = Object.entries(definitions.find((one) => one.code === code)?.nodes ?? {}).flatMap(
      ([id, { kind }]) => (kind === 'step' ? [id] : []),
    )
    expect(steps.length).toBeGreaterThan(10)
    const visited = new Set(cases.filter((one) => one.procedure === code).flatMap((one) => one.activeNodes))
    const missing = steps.filter((step) => !visited.has(step) && NOWHERE[`${code}/${step}`] === undefined)
    expect({ code, missing }).toEqual({ code, missing: [] })
  }
  // The invented cases show every procedure there is, but for benefits: their cases begin with an application.
  expect(new Set(cases.map(({ procedure }) => procedure))).toEqual(
    new Set(definitions.map(({ code }) => code).filter((code) => code !== 'policy-benefit')),
  )
})

test('every case is marked as invented and is what its events add up to', async () => {
  const cases = await selectCases()
  expect(cases.length).toBeGreaterThanOrEqual(stories.length)
  expect(cases.filter(({ synthetic }) => !synthetic)).toEqual([])
  const rows = await system.database.ownerDb
    .selectFrom('caseEvent')
    .select(['caseId', 'event'])
    .orderBy('caseId')
    .orderBy('sequence')
    .execute()
  for (const { id, state } of cases) {
    // As the store reads its own rows.
    const events = rows.filter(({ caseId }) => caseId === id).map(({ event }) => event as CaseEvent)
    expect(JSON.parse(JSON.stringify(replay(events)))).toEqual(state)
  }
})

test('the three rates have something to say, in several parks and bodies', async () => {
  const closed = (await selectCases()).filter(
    ({ procedure, stage }) => procedure === 'park-whistle' && stage === 'closed',
  )
  for (const measure of ['responded', 'solved', 'satisfied'])
    for (const answer of [true, false])
      expect({
        measure,
        answer,
        count: closed.filter(({ measures }) => measures[measure] === answer).length,
      }).toHaveProperty(
        'count',
        expect.toSatisfy((count: number) => count > 0),
      )
  for (const dimension of ['lead', 'park'])
    expect(new Set(closed.map(({ dimensions }) => dimensions[dimension])).size).toBeGreaterThan(2)
})

test('no clock of the demonstration has run out unnoticed', async () => {
  const due = (await selectCases()).filter(
    ({ nextTimerAt }) => nextTimerAt !== null && new Date(nextTimerAt) <= NOW,
  )
  expect(due.map(({ title }) => title)).toEqual([])
})

test('word of a case names the step that waits', async () => {
  const notices = await system.database.ownerDb.selectFrom('notice').select('textZh').execute()
  expect(notices.length).toBeGreaterThan(100)
  expect(notices.map(({ textZh }) => textZh).filter((text) => text.includes('“”'))).toEqual([])
})

test('loading it again adds nothing', async () => {
  const before = await selectCases()
  expect(await load()).toBe(0)
  expect((await selectCases()).length).toBe(before.length)
})

test('a story that cannot be played says where, and leaves nothing behind', async () => {
  const before = (await selectCases()).length
  const wrong: DemoCase = {
    procedure: 'park-whistle',
    file: 'wrong.json',
    key: 'wrong',
    shows: '',
    at: '-2w 10:00',
    by: 'haidian',
    data: { matter: '不存在的步骤' },
    then: [{ at: '-1w 10:00', by: 'haidian', do: 'dispatch/dispatch' }],
    stands: [],
  }
  const haidian = await system.contextOf('haidian')
  const playing = system.database.ownerDb.transaction().execute((tx) =>
    playCases(system.services, tx, [wrong], {
      now: NOW,
      calendars,
      people: new Map([['haidian', haidian.caller]]),
      ids: new Map(),
    }),
  )
  await expect(playing).rejects.toThrow(
    /wrong \(wrong\.json\).*dispatch\/dispatch by haidian.*no work stands at/,
  )
  expect((await selectCases()).length).toBe(before)
})

test('the stories go forward in time on whatever day they are loaded', () => {
  const workdays = calendars.get('workdays')
  if (workdays === undefined) throw new Error('no calendar of working days')
  for (let day = 0; day < 800; day += 2)
    for (const hour of [0, 12]) {
      const now = new Date(Date.parse('2026-01-01T00:05:00+08:00') + (day * 24 + hour) * 3_600_000)
      for (const story of stories) checkMoments(story, now, workdays)
    }
})
