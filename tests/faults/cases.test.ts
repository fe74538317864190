import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CaseState } from '#domain/cases'
import { Refusal, type WorkCalendar } from '#domain/kernel'
import {
  correctCalendars,
  fireDueTimers,
  nextCaseIds,
  beginCase,
  readCase,
  runCommand,
  verifyCases,
} from '#features/procedures'
import { TIMEKEEPER, createContext, type Context } from '#platform/http'
import { beijing, inBeijing, workdayCalendar } from '#tests/calendars'
import { createTestSystem, type TestSystem } from '#tests/system'
import { momentOfAct } from './case-work.ts'

const program = fileURLToPath(new URL('case-worker.ts', import.meta.url))

let system: TestSystem
const workers: ChildProcess[] = []

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('science', ['department'], 'department.science')
  await system.addAccount('science2', ['department'], 'department.science')
  await system.addAccount('guest', ['expert'], 'department.science')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
})
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
})
afterAll(() => system.close())

interface Worker {
  readonly child: ChildProcess
  /** Everything that the database has acknowledged to it. */
  readonly said: Record<string, unknown>[]
  readonly ended: Promise<number | null>
}

function startWorker(mode: 'work' | 'fire', from: number): Worker {
  const { ownerUrl, appUrl } = system.database
  const child = spawn(process.execPath, [program, system.dataDir, ownerUrl, appUrl, mode, String(from)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  workers.push(child)
  const said: Record<string, unknown>[] = []
  createInterface({ input: child.stdout }).on('line', (line) =>
    said.push(JSON.parse(line) as Record<string, unknown>),
  )
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, said, ended }
}

async function at(login: string, now: number): Promise<Context> {
  const { caller } = await system.contextOf(login)
  return createContext(system.services, caller, new Date(now))
}

async function organisation(code: string): Promise<string> {
  const { id } = await system.database.ownerDb
    .selectFrom('organisation')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  return id
}

interface Act {
  readonly action: string
  readonly data?: Record<string, string>
  readonly opinion?: string
  readonly version?: number
}

/** Acts on the only active step; answers the new state. */
async function act(login: string, now: number, caseId: string, wanted: Act): Promise<CaseState> {
  const ctx = await at(login, now)
  const { activation } = await system.database.ownerDb
    .selectFrom('caseTask')
    .select('activation')
    .where('caseId', '=', caseId)
    .executeTakeFirstOrThrow()
  return actAt(ctx, caseId, activation, wanted)
}

function actAt(ctx: Context, caseId: string, activation: string, wanted: Act): Promise<CaseState> {
  const { action, data = {}, opinion = null, version = null } = wanted
  return ctx.inTransaction((tx) =>
    runCommand(tx, ctx, caseId, version, { kind: 'act', activation, action, opinion, data, attachments: [] }),
  )
}

async function openDuty(now: number): Promise<string> {
  const id = await beginCase(await at('office', now), {
    procedure: 'assigned-duty',
    origin: null,
    data: {
      matter: '梳理闲置厂房',
      content: '逐栋登记面积和用途。',
      kind: 'routine',
      body: await organisation('department.science'),
    },
  })
  await act('office', now, id, { action: 'submit' })
  return id
}

async function issueNotice(now: number): Promise<string> {
  const id = await beginCase(await at('office', now), {
    procedure: 'supervision',
    origin: null,
    data: {
      matter: '产业空间台账未按时报送',
      body: await organisation('department.science'),
      requirement: '五日内补报。',
    },
  })
  await act('office', now, id, { action: 'submit' })
  await act('office', now, id, { action: 'issue', data: { level: 'blue' } })
  return id
}

async function codeOf(refused: Promise<unknown>): Promise<string> {
  try {
    await refused
  } catch (error) {
    if (error instanceof Refusal) return error.issues[0]?.code ?? ''
    throw error
  }
  return 'accepted'
}

/** Everything that is stored of every case is what its events say: state, clocks, open seats, timers. */
async function expectNothingAmiss(now: number): Promise<void> {
  const ctx = createContext(system.services, TIMEKEEPER, new Date(now))
  const verdicts = await verifyCases(ctx, await nextCaseIds(ctx, null, 10_000))
  expect(verdicts.filter(({ differences }) => differences.length > 0)).toEqual([])
  const { rows: gaps } = await sql`
    select case_id from case_event e join procedure_case c on c.id = e.case_id group by case_id, c.sequence
    having count(*) <> max(e.sequence) or min(e.sequence) <> 1 or max(e.sequence) <> c.sequence`.execute(
    system.database.ownerDb,
  )
  expect(gaps).toEqual([])
  const { rows: twice } = await sql`
    select case_id, event ->> 'clock' as clock, event ->> 'stage' as stage from case_event where kind = 'clock-stage'
     group by 1, 2, 3 having count(*) > 1`.execute(system.database.ownerDb)
  expect(twice).toEqual([])
}

async function countDue(now: number): Promise<number> {
  const { n } = await system.database.ownerDb
    .selectFrom('procedureCase')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('nextTimerAt', '<=', new Date(now).toISOString())
    .executeTakeFirstOrThrow()
  return n
}

describe('kill -9 in the middle of a thousand acts with timers due', () => {
  it('keeps what was acknowledged, loses no timer, fires none twice, and leaves no number out', async () => {
    for (let n = 0; n < 8; n++) await openDuty(beijing('2026-02-27 10:00'))
    for (let n = 0; n < 20; n++) await issueNotice(beijing('2026-02-27 10:00') + n * 1_200_000)

    const acknowledged: { caseId: string; sequence: number }[] = []
    let acts = 0
    let kills = 0
    let moved = 0
    while (acknowledged.length < 1000) {
      const worker = startWorker('work', acts)
      const { said } = worker
      const before = acknowledged.length
      const enough = () => said.length > 20 && before + said.length >= 1000
      await expect.poll(() => said.length, { timeout: 30_000 }).toBeGreaterThan(5)
      const until = Date.now() + 300 + Math.random() * 2500
      while (!enough() && (kills >= 6 || Date.now() < until)) await sleep(5)
      worker.child.kill('SIGKILL')
      kills++
      await worker.ended
      for (const { caseId, sequence, moved: some } of said) {
        if (typeof caseId === 'string' && typeof sequence === 'number')
          acknowledged.push({ caseId, sequence })
        if (typeof some === 'number') moved += some
      }
      // More acts than were acknowledged may have happened, or begun: time only ever goes on.
      acts = acknowledged.length + kills * 10
    }
    expect(kills).toBeGreaterThan(3)
    expect(moved).toBeGreaterThan(20)

    const rows = await system.database.ownerDb
      .selectFrom('caseEvent')
      .select(['caseId', 'sequence'])
      .execute()
    const there = new Set(rows.map(({ caseId, sequence }) => `${caseId} ${sequence}`))
    expect(acknowledged.filter(({ caseId, sequence }) => !there.has(`${caseId} ${sequence}`))).toEqual([])

    const now = momentOfAct(acts + 100).getTime()
    const due = await countDue(now)
    expect(await fireDueTimers(system.services, new Date(now))).toBeGreaterThanOrEqual(due)
    expect(await countDue(now)).toBe(0)
    expect(await fireDueTimers(system.services, new Date(now))).toBe(0)
    await expectNothingAmiss(now)

    const numbered = await system.database.ownerDb
      .selectFrom('procedureCase')
      .select('number')
      .where('procedure', '=', 'supervision')
      .where('submittedAt', 'is not', null)
      .execute()
    const numbers = numbered
      .map(({ number }) => Number(/(\d+)号$/.exec(number ?? '')?.[1]))
      .sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 1))
  }, 240_000)
})

describe('at the same moment', () => {
  it('two processes that fire timers share them: each fires once', async () => {
    const start = beijing('2026-06-01 09:00')
    for (let n = 0; n < 60; n++) await issueNotice(start)
    const now = beijing('2026-06-09 00:00')
    // What other tests left behind is out of the way.
    await fireDueTimers(system.services, new Date(start))
    const due = await countDue(now)
    expect(due).toBeGreaterThanOrEqual(60)
    const both = [startWorker('fire', now), startWorker('fire', now)]
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
    const moved = both.map(({ said }) => said.find((message) => 'moved' in message)?.['moved'])
    expect(Number(moved[0]) + Number(moved[1])).toBeGreaterThanOrEqual(due)
    expect(await countDue(now)).toBe(0)
    await expectNothingAmiss(now)
  })

  it('two people act on one step: one wins, the other is told', async () => {
    const now = beijing('2026-06-10 10:00')
    for (let n = 0; n < 5; n++) {
      const id = await openDuty(now)
      const { activation } = await system.database.ownerDb
        .selectFrom('caseTask')
        .select('activation')
        .where('caseId', '=', id)
        .executeTakeFirstOrThrow()
      const version = (await readCase(await at('science', now), id)).version
      const codes = await Promise.all(
        ['science', 'science2'].map(async (login) =>
          codeOf(actAt(await at(login, now), id, activation, { action: 'accept', version })),
        ),
      )
      expect(codes.filter((code) => code === 'accepted')).toHaveLength(1)
      expect(codes.find((code) => code !== 'accepted')).toMatch(/^cases\.stale/)
    }
    await expectNothingAmiss(now)
  })
})

describe('refused, with nothing changed', () => {
  const now = beijing('2026-06-11 10:00')

  it('an act on a version that somebody has moved on, and the same act twice', async () => {
    const id = await openDuty(now)
    const seen = await readCase(await at('science2', now), id)
    const activation = seen.steps.find(({ node }) => node === 'receive')?.activation ?? ''
    const { sequence } = await act('science', now, id, { action: 'accept', version: seen.version })
    const again = { action: 'return', data: { returnReason: '不属于本单位。' }, version: seen.version }
    expect(await codeOf(actAt(await at('science2', now), id, activation, again))).toMatch(/^cases\.stale/)
    expect(await codeOf(actAt(await at('science', now), id, activation, { action: 'accept' }))).toBe(
      'cases.stale',
    )
    expect((await readCase(await at('science', now), id)).version).toBe(sequence)
  })

  it('an act without the role, or by another body', async () => {
    const id = await openDuty(now)
    expect(await codeOf(act('guest', now, id, { action: 'accept' }))).toBe('cases.not_yours')
    expect(await codeOf(act('haidian', now, id, { action: 'accept' }))).toBe('cases.not_found')
    expect(await codeOf(act('office', now, id, { action: 'accept' }))).toBe('cases.not_yours')
  })

  it('any act on a closed case', async () => {
    const id = await openDuty(now)
    await act('science', now, id, { action: 'accept' })
    const { steps } = await act('science', now, id, { action: 'report', data: { result: '已完成登记。' } })
    const verify = steps.find(({ node }) => node === 'verify')?.id ?? ''
    const closed = await act('office', now, id, { action: 'pass' })
    expect(closed.closedAt).not.toBeNull()
    for (const [login, activation, action] of [
      ['office', verify, 'pass'],
      ['office', verify, 'unfinished'],
      ['science', steps[2]?.id ?? '', 'report'],
    ] as const)
      expect(await codeOf(actAt(await at(login, now), id, activation, { action, opinion: '再办' }))).toBe(
        'cases.closed',
      )
    expect((await readCase(await at('office', now), id)).version).toBe(closed.sequence)
    await expectNothingAmiss(now)
  })
})

describe('when the clock of the machine is set back', () => {
  it('acts are taken, no clock runs backwards or is reset, and timers fire when their moment comes', async () => {
    const now = beijing('2026-06-15 10:00')
    const id = await openDuty(now)
    await act('science', now, id, { action: 'accept' })
    const due = (await readCase(await at('science', now), id)).clocks.find(
      ({ code }) => code === 'handle',
    )?.dueAt
    const earlier = now - 3 * 3_600_000
    await fireDueTimers(system.services, new Date(earlier))
    await act('science', earlier, id, { action: 'report', data: { result: '已完成登记。' } })
    await act('office', earlier, id, { action: 'back', data: { verification: '请补齐。' } })
    for (const moment of [earlier, now, now + 3_600_000]) {
      const view = await readCase(await at('science', moment), id)
      for (const { pieces, wallMs } of view.clocks) {
        for (const { from, to } of pieces) expect(Date.parse(to)).toBeGreaterThan(Date.parse(from))
        const sum = pieces.reduce((total, { from, to }) => total + Date.parse(to) - Date.parse(from), 0)
        expect(sum).toBe(wallMs)
      }
    }
    const clock = (await readCase(await at('science', now), id)).clocks.find(({ code }) => code === 'handle')
    expect(clock?.dueAt).toBe(due)
    await fireDueTimers(system.services, new Date(Date.parse(due ?? '') + 1000))
    const state = await readCase(await at('science', Date.parse(due ?? '') + 1000), id)
    expect(state.clocks.find(({ code }) => code === 'handle')?.state).toBe('overdue')
    await expectNothingAmiss(Date.parse(due ?? '') + 1000)
  })
})

describe('a calendar corrected afterwards', () => {
  it('moves the deadlines that counted the day, records the change, and does nothing the second time', async () => {
    const now = beijing('2026-11-02 10:00')
    await fireDueTimers(system.services, new Date(now))
    const notice = await issueNotice(now)
    const whistle = await raiseWhistle(beijing('2026-11-01 10:00'))
    const dueOf = async () => {
      const view = await readCase(await at('science', now), notice)
      return view.clocks.find(({ code }) => code === 'blue')
    }
    const rolledOf = async () => {
      const view = await readCase(await at('office', now), whistle)
      return inBeijing(Date.parse(view.clocks.find(({ code }) => code === 'whole')?.dueAt ?? ''))
    }
    const before = (await dueOf())?.dueAt ?? ''
    expect(inBeijing(Date.parse(before))).toBe('2026-11-09 18:00')
    // Seven natural days end on a Sunday, which rolls on to the next working day of the corrected calendar.
    expect(await rolledOf()).toMatch(/^2026-11-09/)

    const corrected: WorkCalendar = {
      ...workdayCalendar,
      version: workdayCalendar.version + 1,
      holidays: [
        ...workdayCalendar.holidays,
        { on: '2026-11-05', name: '临时放假' },
        { on: '2026-11-09', name: '临时放假' },
      ],
    }
    await system.database.ownerDb
      .insertInto('workCalendar')
      .values({ code: corrected.code, version: corrected.version, calendar: JSON.stringify(corrected) })
      .execute()
    const events = await countEvents()
    expect(await correctCalendars(system.services, new Date(now))).toBeGreaterThan(0)
    const clock = await dueOf()
    expect(inBeijing(Date.parse(clock?.dueAt ?? ''))).toBe('2026-11-11 18:00')
    expect(await rolledOf()).toMatch(/^2026-11-10/)
    expect(clock?.corrections).toMatchObject([
      { calendarVersion: corrected.version, dueBefore: before, dueAfter: clock?.dueAt },
    ])
    expect(await countEvents()).toBeGreaterThan(events)

    const after = await countEvents()
    expect(await correctCalendars(system.services, new Date(now))).toBe(0)
    expect(await countEvents()).toBe(after)
    await expectNothingAmiss(now)
  })

  /** A whistle dispatched at once, whose clock of seven natural days ends on a working day. */
  async function raiseWhistle(moment: number): Promise<string> {
    const id = await beginCase(await at('haidian', moment), {
      procedure: 'park-whistle',
      origin: null,
      data: {
        matter: '试验线用电增容',
        content: '设备到场，现有容量不足，请到现场研究。',
        kind: 'infrastructure',
        urgency: 'ordinary',
        contact: '林海 010-00000000',
      },
    })
    await act('haidian', moment, id, { action: 'submit' })
    await act('office', moment, id, {
      action: 'dispatch',
      data: {
        lead: await organisation('department.science'),
        fallbackLead: await organisation('department.committee'),
        district: await organisation('district.haidian'),
        listItem: '责任清单 第 2.1 项',
      },
    })
    return id
  }

  async function countEvents(): Promise<number> {
    const { n } = await system.database.ownerDb
      .selectFrom('caseEvent')
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
    return n
  }
})
