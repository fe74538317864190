import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  DUTY_ACT_KINDS,
  DUTY_FLAGS,
  DUTY_STATES,
  OPEN_STATES,
  assessDuty,
  decideDuty,
  type Duty,
  type DutyAct,
} from '#domain/ledger'
import { compileCalendar, isWorkday } from '#domain/kernel'
import { readCalendars } from '#features/procedures'
import { readRules, waitingInLedger } from '#features/ledger'
import { compareDates } from '../features/ledger/compare-dates.ts'
import { progressOf } from '../features/ledger/reassess.ts'
import { loadDemoOrganisations } from '#features/registry'
import { createTestSystem, type TestSystem } from '#tests/system'
import { addDemoAccounts } from './seed-demo.ts'
import { seedLedger } from './seed-ledger.ts'
import { PROGRAM_ROOT } from './system.ts'

/** A Sunday, so that the last working day was not yesterday. */
const NOW = new Date('2026-11-22T13:30:00+08:00')
const TODAY = '2026-11-22'

let system: TestSystem
let seconds = 0
const load = () => seedLedger({ services: system.services, ownerDb: system.database.ownerDb }, NOW)
const selectDuties = () => system.database.ownerDb.selectFrom('duty').selectAll().orderBy('serial').execute()
const selectChanges = () =>
  system.database.ownerDb.selectFrom('dutyChange').selectAll().orderBy('dutyId').orderBy('version').execute()
const countBy = <T>(rows: readonly T[], key: (row: T) => string) =>
  Object.fromEntries([...Map.groupBy(rows, key)].map(([name, some]) => [name, some.length]))
const isOpen = ({ state }: { state: string }) => (OPEN_STATES as readonly string[]).includes(state)

beforeAll(async () => {
  system = await createTestSystem()
  const { ownerDb } = system.database
  const organisations = join(PROGRAM_ROOT, 'data', 'demo', 'organisations.json')
  await loadDemoOrganisations(ownerDb, organisations, 'zhongguancun')
  await addDemoAccounts({ ownerDb })
  const began = performance.now()
  await load()
  seconds = (performance.now() - began) / 1000
}, 240_000)
afterAll(() => system.close())

test('a year of the ledger: every state, colour and flag, most of it as it should be', async () => {
  const duties = await selectDuties()
  const open = duties.filter(isOpen)
  const lights = countBy(open, ({ light }) => light)
  // For the eye: what the demonstration shows, and how long a first start waits for it.
  console.info(
    `demonstration: ${duties.length} duties in ${seconds.toFixed(1)} s`,
    JSON.stringify({ states: countBy(duties, ({ state }) => state), lights }),
    JSON.stringify({
      sources: countBy(duties, ({ source }) => source),
      kinds: countBy(duties, ({ kind }) => kind),
    }),
  )
  expect(new Set(duties.map(({ state }) => state))).toEqual(new Set(DUTY_STATES))
  expect(new Set(open.flatMap(({ flags }) => flags))).toEqual(new Set(DUTY_FLAGS))
  expect(new Set(duties.map(({ source }) => source))).toEqual(new Set(['plan', 'register', 'manual', 'gap']))
  const share = (light: string) => (lights[light] ?? 0) / open.length
  expect(share('green')).toBeGreaterThan(0.5)
  expect(share('green')).toBeLessThan(0.72)
  expect(share('yellow')).toBeGreaterThan(0.15)
  expect(share('red')).toBeGreaterThan(0.1)
  expect(share('red')).toBeLessThan(0.2)
})

test('the register holds the 56 actions of the parks, 17, 17, 9 and 11 parks by kind', async () => {
  const actions = (await selectDuties()).filter(
    ({ source, kind, parkId }) => source === 'register' && kind === 'duty' && parkId !== null,
  )
  expect(actions.length).toBe(56)
  const parks = (kind: string) =>
    new Set(actions.filter(({ categories }) => categories.includes(kind)).map(({ parkId }) => parkId)).size
  expect(['mechanism', 'industry', 'space', 'ecology'].map(parks)).toEqual([17, 17, 9, 11])
})

test('every history is one that the engine would have allowed, act by act', async () => {
  const { ownerDb } = system.database
  const reports = new Map(
    (await ownerDb.selectFrom('dutyReport').selectAll().execute()).map((row) => [
      `${row.dutyId} ${row.version}`,
      row,
    ]),
  )
  const changes = await selectChanges()
  const kinds = new Set<string>()
  let before: Duty | null = null
  for (const row of changes) {
    const { duty } = row.record as { duty: Duty }
    if (row.version === 1) {
      expect(['take', 'add', 'split-off', 'instance']).toContain(row.act)
    } else if (row.act === 'split') {
      expect(duty).toEqual({ ...before, rollUp: 'parts' })
    } else {
      if (before?.id !== duty.id) throw new Error(`${duty.title} has no version ${row.version - 1}`)
      const text = reports.get(`${row.dutyId} ${row.version}`)
      const act = actOf(row, before, duty, text)
      kinds.add(act.kind)
      const actor = { organisationId: row.byOrganisationId, works: true }
      const decided = decideDuty(before, act, actor, { openParts: 0, evidence: 1, mergeable: true })
      if (!decided.ok) throw new Error(`${duty.title}, ${row.act}: ${JSON.stringify(decided.issues)}`)
      expect(decided.value.duty).toEqual(duty)
      expect(JSON.parse(JSON.stringify(decided.value.changed))).toEqual(row.changed)
    }
    before = duty
  }
  // Every act there is.
  expect([...kinds].sort()).toEqual([...DUTY_ACT_KINDS].sort())
})

/** The act as it must have been, by what is kept of it. */
function actOf(
  row: Awaited<ReturnType<typeof selectChanges>>[number],
  before: Duty,
  after: Duty,
  report: { text: string; percent: number | null } | undefined,
): DutyAct {
  const reason = row.reason ?? ''
  const decision = { reference: row.decisionReference ?? '', on: row.decisionOn ?? '' }
  const { leadId, personId, personName, supporting } = after
  switch (row.act) {
    case 'assign':
      return { kind: 'assign', leadId: leadId ?? '', personId, personName, supporting, note: row.reason }
    case 'accept':
      return { kind: 'accept', personId, personName }
    case 'report':
      return { kind: 'report', percent: report?.percent ?? null, text: report?.text ?? '', files: 0 }
    case 'complete':
      return { kind: 'complete', text: report?.text ?? '', files: 0 }
    case 'verify':
      return { kind: 'verify', text: reason }
    case 'close':
      return { kind: 'close', text: row.reason }
    case 'send-back':
      return { kind: 'send-back', reason, percent: after.progress }
    case 'suspend':
    case 'drop':
      return { kind: row.act, reason, decision }
    case 'merge':
      return { kind: 'merge', into: after.mergedInto ?? '', reason, decision }
    case 'override':
      return { kind: 'override', light: after.override?.light ?? 'green', reason }
    case 'change': {
      const fields = Object.fromEntries(Object.entries(after).filter(([name]) => name in row.changed))
      return { kind: 'change', reason: row.reason, fields }
    }
    case 'return':
    case 'reopen':
    case 'resume':
    case 'clear-override':
      return { kind: row.act, reason }
    default:
      throw new Error(`${before.title}: ${row.act}`)
  }
}

test('what is stored is what the history ends with, coloured by the rules of the day', async () => {
  const { ownerDb } = system.database
  const rules = await ownerDb.transaction().execute((tx) => readRules(tx))
  const last = new Map((await selectChanges()).map((row) => [row.dutyId, row]))
  for (const row of await selectDuties()) {
    const change = last.get(row.id)
    const { duty } = change?.record as { duty: Duty }
    expect({ version: row.version, state: row.state, progress: row.progress, dueOn: row.dueOn }).toEqual({
      version: change?.version,
      state: duty.state,
      progress: duty.progress,
      dueOn: duty.dueOn,
    })
    const { light, flags, changesOn } = assessDuty(progressOf(row, row.rolledProgress), TODAY, rules)
    expect({ light: row.light, flags: row.flags, on: row.assessAgainOn }).toEqual({
      light,
      flags,
      on: changesOn,
    })
  }
})

test('nothing lies in the future, and people act on working days', async () => {
  const calendars = await readCalendars(join(PROGRAM_ROOT, 'data', 'calendars'))
  const calendar = calendars.find(({ code }) => code === 'workdays')
  if (calendar === undefined) throw new Error('no calendar of working days')
  const workdays = compileCalendar(calendar)
  for (const { at, act, byName } of await selectChanges()) {
    expect(new Date(at).getTime()).toBeLessThanOrEqual(NOW.getTime())
    // The clock of a periodic duty strikes on any day.
    if (byName !== '系统')
      expect({ act, at, works: isWorkday(workdays, Date.parse(at)) }).toEqual({ act, at, works: true })
  }
})

test('evidence can be opened', async () => {
  const files = await system.database.ownerDb.selectFrom('dutyFile').selectAll().execute()
  expect(files.length).toBeGreaterThan(400)
  expect(files.filter(({ reportId }) => reportId === null)).toEqual([])
  for (const { digest, sizeBytes } of files.slice(0, 20)) {
    const content = await system.services.files.read(digest)
    expect(content.length).toBe(sizeBytes)
    expect(content.toString('utf8')).toContain('本文件为演示数据，内容虚构')
  }
})

test.each([
  'office',
  'haidian',
  'haidian2',
  'xicheng',
  'changping',
  'kewei',
  'fagai',
  'guizi',
  'shengtai',
  'haidianqu',
  'gongdian',
])('the in-tray of %s has something to do', async (login) => {
  const waiting = await waitingInLedger(await system.contextOf(login))
  const { open, red, unassigned, proposals, annualLists } = waiting
  const kinds = countBy(waiting.duties, ({ kind }) => kind)
  console.info(login, JSON.stringify({ kinds, open, red, unassigned, proposals, lists: annualLists.length }))
  expect(waiting.duties.length).toBeGreaterThan(0)
  expect(waiting.open).toBeGreaterThan(0)
  if (login === 'office') {
    expect(waiting.unassigned).toBeGreaterThan(2)
    expect(waiting.proposals).toBeGreaterThan(2)
    expect(waiting.duties.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['duty-verify', 'duty-returned']),
    )
  }
})

test('today compared with 30 and 90 days ago shows what was added, removed and changed', async () => {
  const ctx = { ...(await system.contextOf('office')), now: NOW }
  for (const from of ['2026-10-23', '2026-08-24']) {
    const { added, removed, changed } = await compareDates(ctx, { from, to: TODAY })
    expect({ from, added: added.length, removed: removed.length, changed: changed.length }).toEqual({
      from,
      added: expect.toSatisfy((count: number) => count > 3) as number,
      removed: expect.toSatisfy((count: number) => count > 1) as number,
      changed: expect.toSatisfy((count: number) => count > 20) as number,
    })
  }
})

test('progress is marked as invented; documents are, where they are ours from title to last line', async () => {
  expect((await selectDuties()).filter(({ synthetic }) => !synthetic)).toEqual([])
  const { ownerDb } = system.database
  const documents = await ownerDb
    .selectFrom('document')
    .select(['title', 'synthetic', 'visibility'])
    .execute()
  expect(documents.length).toBe(9)
  for (const { title, synthetic } of documents)
    expect({ title, synthetic }).toEqual({ title, synthetic: title.endsWith('（演示）') })
  expect(countBy(documents, ({ visibility }) => visibility)).toEqual({ public: 3, zone: 6 })
  const inspections = await ownerDb
    .selectFrom('inspection')
    .select(['state', 'synthetic'])
    .orderBy('serial')
    .execute()
  expect(inspections).toEqual([
    { state: 'announced', synthetic: true },
    { state: 'running', synthetic: true },
  ])
  const cases = await ownerDb
    .selectFrom('procedureCase')
    .select(['procedure', 'synthetic', 'nextTimerAt'])
    .execute()
  expect(new Set(cases.map(({ procedure }) => procedure))).toEqual(new Set(['supervision', 'rectification']))
  expect(cases.filter(({ synthetic }) => !synthetic)).toEqual([])
  expect(cases.filter(({ nextTimerAt }) => nextTimerAt !== null && new Date(nextTimerAt) <= NOW)).toEqual([])
})

test('targets have their base and published values with the source, and implied ones their arithmetic', async () => {
  const { ownerDb } = system.database
  const income = await ownerDb
    .selectFrom('target as t')
    .innerJoin('targetActual as a', 'a.targetId', 't.id')
    .select(['t.year as target', 'a.year', 'a.value', 'a.sourceKind', 't.synthetic'])
    .where('t.indicator', '=', '企业总收入')
    .orderBy('t.year')
    .orderBy('a.year')
    .execute()
  expect(income).toEqual([
    { target: 2015, year: 2013, value: 3.04974, sourceKind: 'entered', synthetic: false },
    { target: 2015, year: 2015, value: 4, sourceKind: 'implied', synthetic: false },
    { target: 2020, year: 2013, value: 3.04974, sourceKind: 'entered', synthetic: false },
    { target: 2020, year: 2015, value: 4, sourceKind: 'implied', synthetic: false },
    { target: 2020, year: 2017, value: 5.30258, sourceKind: 'entered', synthetic: false },
    { target: 2020, year: 2020, value: 7.2, sourceKind: 'document', synthetic: false },
  ])
  const growth = await ownerDb
    .selectFrom('target')
    .selectAll()
    .where('indicator', '=', '企业总收入增速')
    .executeTakeFirst()
  expect(growth).toMatchObject({ kind: 'growth', baseYear: 2020, baseValue: 7.2, levelUnit: '万亿元' })
  const standings = await ownerDb.selectFrom('target').select('standing').distinct().execute()
  expect(standings.length).toBeGreaterThan(2)
})

test('annual lists of this year stand in every state, those of the next are drafts', async () => {
  const lists = await system.database.ownerDb.selectFrom('annualList').select(['year', 'state']).execute()
  const states = (year: number) => new Set(lists.filter((one) => one.year === year).map(({ state }) => state))
  expect(states(2026)).toEqual(new Set(['draft', 'sent', 'confirmed', 'returned']))
  expect(states(2027)).toEqual(new Set(['draft']))
})

test('parks have carriers and gaps, and parks take up what the zone orders', async () => {
  const { ownerDb } = system.database
  const entries = await ownerDb.selectFrom('coverageEntry').selectAll().where('endedOn', 'is', null).execute()
  for (const carrier of ['characteristic-park', 'incubator', 'platform-company']) {
    const parks = new Set(entries.filter((entry) => entry.carrier === carrier).map(({ parkId }) => parkId))
      .size
    expect(parks).toBeGreaterThan(8)
    expect(parks).toBeLessThan(17)
  }
  for (const { name, synthetic, source } of entries)
    expect({ name, synthetic, invented: source.includes('虚构') }).toEqual({
      name,
      synthetic: name.endsWith('（演示）'),
      invented: name.endsWith('（演示）'),
    })
  const links = await ownerDb.selectFrom('dutyLink').select('kind').execute()
  expect(countBy(links, ({ kind }) => kind)).toEqual({ 'takes-up': 45, 'depends-on': 8 })
  const addressees = await ownerDb.selectFrom('dutyAddressee').select('dutyId').execute()
  expect(addressees.length).toBe(8 * 17)
})

test('the public and the evaluator have something to read', async () => {
  const duties = await selectDuties()
  expect(duties.filter(({ visibility }) => visibility === 'public').length).toBeGreaterThan(100)
  expect(duties.filter(({ forEvaluation }) => forEvaluation).length).toBeGreaterThan(8)
})

test('loading it again adds nothing', async () => {
  const before = await selectChanges()
  expect(await load()).toBe(0)
  expect((await selectChanges()).length).toBe(before.length)
})

test('the audit trail tells that it was loaded, not what was made up', async () => {
  const entries = await system.database.ownerDb.selectFrom('auditEntry').select('action').execute()
  expect(entries.filter(({ action }) => action === 'demo.load-ledger').length).toBe(1)
  expect(entries.filter(({ action }) => /^(duty|plan|target|document)\./.test(action))).toEqual([])
})
