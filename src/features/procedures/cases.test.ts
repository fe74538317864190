import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/procedures'
import { parseDefinition, replay } from '#domain/cases'
import { fireDueTimers } from '#features/procedures'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import type { CaseView } from '#contract/procedures'
import { loadDefinitions } from './definitions.ts'
import { listCases } from './list-cases.ts'

let system: TestSystem
let office: TestClient
let haidian: TestClient
let science: TestClient
let committee: TestClient
let xicheng: TestClient
const organisations = new Map<string, string>()

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('haidian2', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('science', ['department'], 'department.science')
  await system.addAccount('committee', ['department'], 'department.committee')
  office = await system.signIn('office')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
  science = await system.signIn('science')
  committee = await system.signIn('committee')
  for (const { id, code } of await system.database.ownerDb
    .selectFrom('organisation')
    .select(['id', 'code'])
    .execute())
    organisations.set(code, id)
})

afterAll(() => system.close())

const WHISTLE = {
  matter: '轨道交通试验线二期用电增容',
  content: '试验线二期设备到场，现有容量不足，请供电和发展改革部门到现场研究增容方案。',
  kind: 'infrastructure',
  urgency: 'ordinary',
  contact: '林海 010-00000000',
}

function org(code: string): string {
  return organisations.get(code) ?? ''
}

async function open(client: TestClient, procedure: string, data: object): Promise<CaseView> {
  return client.call(contract.openCase, { body: { procedure, data } })
}

function activationOf(view: CaseView, node: string): string {
  const step = view.steps.find((candidate) => candidate.node === node && candidate.status === 'active')
  if (step === undefined)
    throw new Error(
      `${node} is not active: ${view.steps.map(({ node: id, status }) => `${id} ${status}`).join(', ')}`,
    )
  return step.activation
}

async function act(
  client: TestClient,
  view: CaseView,
  node: string,
  action: string,
  data: object = {},
  opinion: string | null = null,
): Promise<CaseView> {
  return client.call(contract.commandCase, {
    params: { caseId: view.id },
    body: {
      version: view.version,
      command: { kind: 'act', activation: activationOf(view, node), action, opinion, data },
    },
  })
}

async function raised(matter = WHISTLE.matter): Promise<CaseView> {
  const draft = await open(haidian, 'park-whistle', { ...WHISTLE, matter })
  return act(haidian, draft, 'draft', 'submit')
}

/** When the first of its running clocks ends. */
function firstDeadline(view: CaseView): number {
  return Math.min(
    ...view.clocks.flatMap(({ state, dueAt }) =>
      state === 'running' && dueAt !== null ? [Date.parse(dueAt)] : [],
    ),
  )
}

async function dispatched(lead = 'department.science'): Promise<CaseView> {
  const view = await raised()
  return act(
    office,
    await office.call(contract.readCase, { params: { caseId: view.id } }),
    'dispatch',
    'dispatch',
    {
      lead: org(lead),
      fallbackLead: org('department.committee'),
      district: org('district.haidian'),
      listItem: '责任清单 第 2.1 项',
    },
  )
}

describe('a whistle from the park to the rating', () => {
  test('a draft has no number and only the own body sees it; submitting gives number, place and clocks', async () => {
    const draft = await open(haidian, 'park-whistle', WHISTLE)
    expect(draft).toMatchObject({ stage: 'draft', number: null })
    expect((await office.request('GET', `/api/cases/${draft.id}`)).statusCode).toBe(404)

    const view = await act(haidian, draft, 'draft', 'submit')
    expect(view.stage).toBe('open')
    expect(view.number).toContain(String(new Date().getFullYear()))
    expect(view.activeNodes).toContain('dispatch')
    expect(view.clocks.some((clock) => clock.state === 'running' || clock.state === 'overdue')).toBe(true)
    expect((await office.request('GET', `/api/cases/${draft.id}`)).statusCode).toBe(200)
    expect((await xicheng.request('GET', `/api/cases/${draft.id}`)).statusCode).toBe(404)
  })

  test('numbers of a year have no gap and no double, also when many submit at once', async () => {
    const views = await Promise.all(Array.from({ length: 8 }, (_, at) => raised(`并发提交 ${at}`)))
    const numbers = views
      .map((view) => Number(/(\d+)\D*$/.exec(view.number ?? '')?.[1]))
      .sort((a, b) => a - b)
    expect(new Set(numbers).size).toBe(8)
    expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(7)
  })

  test('the lead signs, reports, answers; both sides appraise; it closes with what they said', async () => {
    let view = await dispatched()
    expect((await xicheng.request('GET', `/api/cases/${view.id}`)).statusCode).toBe(404)
    view = await science.call(contract.readCase, { params: { caseId: view.id } })
    expect(view.actions.map(({ action }) => action)).toEqual(expect.arrayContaining(['accept', 'refuse']))
    view = await act(science, view, 'sign', 'accept')
    view = await act(science, view, 'report', 'report', { reportMode: 'onsite', reportNote: '已到现场' })
    view = await act(science, view, 'handle', 'answer', { result: '同意列入年度增容计划。' })
    const park = await haidian.call(contract.readCase, { params: { caseId: view.id } })
    await act(haidian, park, 'parkRates', 'close', {
      solved: true,
      satisfaction: 'very',
    })
    view = await act(
      science,
      await science.call(contract.readCase, { params: { caseId: view.id } }),
      'leadAppraises',
      'appraise',
      { whistleQuality: 'apt' },
    )
    expect(view).toMatchObject({ stage: 'closed', actions: [], forms: [] })
    expect(view.measures.map(({ value }) => value)).not.toContain(null)
    for (const clock of view.clocks) {
      expect(clock.state).toMatch(/^stopped/)
      expect(clock.runningMs + clock.overdueMs + clock.pausedMs + clock.closedMs).toBe(clock.wallMs)
    }
    const refused = await haidian.request('POST', `/api/cases/${view.id}/commands`, {
      version: view.version,
      command: { kind: 'comment', text: '办结以后' },
    })
    expect(codesOf(refused)).toEqual(['cases.closed'])
    await expectReplayEqual(view.id)
  })
})

describe('refusals', () => {
  test('a refusal must name the item and the next unit, which then gets it', async () => {
    const view = await science.call(contract.readCase, { params: { caseId: (await dispatched()).id } })
    const bare = await science.request('POST', `/api/cases/${view.id}/commands`, {
      version: view.version,
      command: {
        kind: 'act',
        activation: activationOf(view, 'sign'),
        action: 'refuse',
        opinion: '不属本部门职责',
        data: {},
      },
    })
    expect(bare.statusCode).toBe(422)
    expect(codesOf(bare)).toContain('cases.field_required')
    const after = await act(
      science,
      view,
      'sign',
      'refuse',
      { refusalItem: '责任清单 第 3.2 项', nextUnit: org('department.committee') },
      '不属本部门职责',
    )
    expect(after.actions).toEqual([])
    const next = await committee.call(contract.readCase, { params: { caseId: view.id } })
    expect(next.activeNodes).toContain('signNext')
    expect(next.actions.map(({ action }) => action)).toContain('accept')
  })

  test('acting twice, acting without the part, acting on a stale version', async () => {
    const view = await science.call(contract.readCase, { params: { caseId: (await dispatched()).id } })
    const activation = activationOf(view, 'sign')
    const command = { kind: 'act', activation, action: 'accept', opinion: null, data: {} }
    const url = `/api/cases/${view.id}/commands`
    expect(codesOf(await haidian.request('POST', url, { version: view.version, command }))).toEqual([
      'cases.not_yours',
    ])
    expect(codesOf(await xicheng.request('POST', url, { version: view.version, command }))).toEqual([
      'cases.not_found',
    ])
    const both = await Promise.all([
      science.request('POST', url, { version: view.version, command }),
      science.request('POST', url, { version: view.version, command }),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(codesOf(both.find(({ statusCode }) => statusCode === 409) ?? both[0])).toEqual(['cases.stale'])
  })

  test('a party that does not exist, a file that was not attached', async () => {
    const view = await science.call(contract.readCase, { params: { caseId: (await dispatched()).id } })
    const url = `/api/cases/${view.id}/commands`
    expect(
      codesOf(
        await science.request('POST', url, {
          version: view.version,
          command: {
            kind: 'transfer',
            activation: activationOf(view, 'sign'),
            to: 'org:00000000-0000-4000-8000-000000000000',
            reason: '转办',
          },
        }),
      ),
    ).toEqual(['cases.party_unknown'])
    expect(
      codesOf(
        await science.request('POST', url, {
          version: view.version,
          command: { kind: 'comment', text: '见附件', attachments: ['a'.repeat(64)] },
        }),
      ),
    ).toEqual(['cases.file_unknown'])
  })
})

describe('time', () => {
  test('silence of the lead starts the consultation by itself, once', async () => {
    const view = await dispatched()
    const due = view.clocks.flatMap((clock) =>
      clock.state === 'running' && clock.dueAt !== null ? [clock.dueAt] : [],
    )
    expect(due.length).toBeGreaterThan(0)
    const later = new Date(Math.max(...due.map((at) => Date.parse(at))) + 40 * 86_400_000)
    expect(await fireDueTimers(system.services, later)).toBeGreaterThan(0)
    const after = await office.call(contract.readCase, { params: { caseId: view.id } })
    expect(after.activeNodes).toContain('consult')
    const again = await fireDueTimers(system.services, later)
    const same = await office.call(contract.readCase, { params: { caseId: view.id } })
    expect(again).toBe(0)
    expect(same.version).toBe(after.version)
    await expectReplayEqual(view.id)
  })

  test('a changed limit holds for new clocks and leaves running ones alone', async () => {
    const { settings } = await office.call(contract.readProcedure, { params: { code: 'park-whistle' } })
    const before = await raised()
    const running = before.clocks[0]
    const limits = settings.filter(({ value }) => typeof value === 'object')
    for (const { code } of limits)
      await office.call(contract.changeSetting, {
        params: { code: 'park-whistle', setting: code },
        body: { value: { amount: 77, unit: 'hour' }, reason: '试行' },
      })
    const after = await raised()
    expect(after.clocks[0]?.limit).toEqual({ amount: 77, unit: 'hour' })
    const still = await haidian.call(contract.readCase, { params: { caseId: before.id } })
    expect(still.clocks[0]?.dueAt).toBe(running?.dueAt)
    expect(still.clocks[0]?.limit).toEqual(running?.limit)
  })
})

describe('the in-tray', () => {
  test('shows a department what waits for it, the park what it waits for, and nothing of others', async () => {
    const view = await dispatched()
    const mine = await science.call(contract.listCases, { query: { limit: '200' } })
    expect(mine.cases.map(({ id }) => id)).toContain(view.id)
    const row = mine.cases.find(({ id }) => id === view.id)
    expect(row?.clock?.dueAt).not.toBeNull()
    expect(row?.quick.map(({ action }) => action)).toContain('accept')
    const waiting = await haidian.call(contract.listCases, { query: { box: 'waiting', limit: '200' } })
    expect(waiting.cases.map(({ id }) => id)).toContain(view.id)
    for (const box of ['todo', 'waiting', 'overdue', 'copied', 'drafts', 'done', 'all'] as const) {
      const others = await xicheng.call(contract.listCases, { query: { box, limit: '200' } })
      expect(others.cases, box).toEqual([])
    }
  })

  test('what runs late is overdue for everybody who has a part, counted as it is listed, until it is closed', async () => {
    const view = await dispatched()
    const late = new Date(firstDeadline(view) + 60_000)
    const overdueOf = async (login: string) => {
      const { cases, total, counts } = await listCases(
        { ...(await system.contextOf(login)), now: late },
        { box: 'overdue', who: 'body', sort: 'due', offset: 0, limit: 200 },
      )
      expect(counts.overdue, login).toBe(Math.min(total, contract.COUNTED_AT_MOST))
      return cases.map(({ id }) => id)
    }
    for (const login of ['haidian', 'science', 'office'])
      expect(await overdueOf(login), login).toContain(view.id)
    expect(await overdueOf('xicheng')).toEqual([])

    const { version } = await office.call(contract.readCase, { params: { caseId: view.id } })
    await office.call(contract.commandCase, {
      params: { caseId: view.id },
      body: { version, command: { kind: 'terminate', reason: '事项已由供电公司另行解决' } },
    })
    for (const login of ['haidian', 'science', 'office'])
      expect(await overdueOf(login), login).not.toContain(view.id)
  })

  test('several at once: one that is refused does not stop the others', async () => {
    const [one, two] = [await dispatched(), await dispatched()]
    await act(
      science,
      await science.call(contract.readCase, { params: { caseId: two.id } }),
      'sign',
      'accept',
    )
    const { results } = await science.call(contract.commandCases, {
      body: {
        action: 'accept',
        cases: [one, two].map((view) => ({
          caseId: view.id,
          version: view.version,
          activation: view.steps.find(({ node }) => node === 'sign')?.activation ?? '',
        })),
      },
    })
    expect(results.map(({ ok }) => ok)).toEqual([true, false])
  })

  test('a colleague who stands in sees and does what was given to the person; the record names both', async () => {
    const substituteId = (
      await system.database.ownerDb
        .selectFrom('userAccount')
        .select('id')
        .where('login', '=', 'haidian2')
        .executeTakeFirstOrThrow()
    ).id
    const absence = await haidian.call(contract.addAbsence, {
      body: {
        substituteId,
        from: new Date(Date.now() - 60_000).toISOString(),
        to: new Date(Date.now() + 86_400_000).toISOString(),
        reason: '出差',
      },
    })
    expect(absence.state).toBe('now')
    expect(
      codesOf(
        await haidian.request('POST', '/api/absences', {
          substituteId,
          from: new Date().toISOString(),
          to: new Date(Date.now() + 3_600_000).toISOString(),
          reason: '重复',
        }),
      ),
    ).toEqual(['cases.absence_overlaps'])
    expect((await haidian.call(contract.endAbsence, { params: { absenceId: absence.id } })).state).toBe(
      'ended',
    )
  })
})

describe('statistics and letters', () => {
  test('rates come from the record and add up', async () => {
    const statistics = await office.call(contract.readStatistics, { query: { procedure: 'park-whistle' } })
    expect(statistics.submitted).toBeGreaterThan(5)
    expect(statistics.open + statistics.closed).toBe(statistics.submitted)
    for (const rate of statistics.rates) expect(rate.yes + rate.no + rate.open).toBe(statistics.submitted)
    const by = await office.call(contract.readStatistics, {
      query: { procedure: 'park-whistle', by: statistics.dimensions[0]?.code ?? '' },
    })
    expect(by.rows.reduce((sum, row) => sum + row.submitted, 0)).toBe(statistics.submitted)
    const circular = await office.request('GET', '/api/cases/statistics/circular?procedure=park-whistle')
    expect(circular.statusCode).toBe(200)
    expect(circular.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('every letter that a case offers can be drawn up', async () => {
    const view = await office.call(contract.readCase, { params: { caseId: (await dispatched()).id } })
    for (const { code } of view.letters) {
      const letter = await office.request('GET', `/api/cases/${view.id}/letters/${code}`)
      expect(letter.statusCode, code).toBe(200)
      expect(letter.rawPayload.subarray(0, 2).toString()).toBe('PK')
    }
    expect(codesOf(await office.request('GET', `/api/cases/${view.id}/letters/nothing`))).toEqual([
      'cases.letter_not_available',
    ])
  })

  test('the history names every event', async () => {
    const view = await dispatched()
    const { events } = await haidian.call(contract.listCaseEvents, { params: { caseId: view.id } })
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, at) => at + 1))
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['opened', 'numbered', 'step-entered']),
    )
  })
})

describe('another version of the procedure', () => {
  test('running cases stay on theirs; one is moved after a dry run, its clocks go on', async () => {
    const running = await dispatched()
    const { definition } = await system.database.ownerDb
      .selectFrom('procedureDefinition')
      .select('definition')
      .where('code', '=', 'park-whistle')
      .executeTakeFirstOrThrow()
    const shipped = parseDefinition(definition)
    if (!shipped.ok) throw new Error('The shipped definition cannot be read')
    const { sign, ...nodes } = shipped.value.nodes
    if (sign?.kind !== 'step') throw new Error('There is no step to sign')
    const next = {
      ...shipped.value,
      version: 2,
      nodes: { ...nodes, sign: { ...sign, name: { zh: '签收（修订）', en: 'Sign for it (revised)' } } },
    }
    await loadDefinitions(system.database.ownerDb, [next])
    await expect(
      loadDefinitions(system.database.ownerDb, [{ ...next, summary: { zh: '另一份', en: 'Another' } }]),
    ).rejects.toThrow(/higher version/)

    expect((await raised()).procedure.version).toBe(2)
    const still = await science.call(contract.readCase, { params: { caseId: running.id } })
    expect(still.procedure.version).toBe(1)

    const move = (confirm: boolean) =>
      office.call(contract.migrateCase, {
        params: { caseId: running.id },
        body: { version: still.version, toVersion: 2, confirm },
      })
    const plan = await move(false)
    expect(plan).toMatchObject({ done: false, issues: [] })
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ kind: 'changed', what: 'node', code: 'sign' }),
    )
    expect(
      (await science.call(contract.readCase, { params: { caseId: running.id } })).procedure.version,
    ).toBe(1)
    expect((await move(true)).done).toBe(true)
    const moved = await science.call(contract.readCase, { params: { caseId: running.id } })
    expect(moved.procedure.version).toBe(2)
    expect(moved.clocks.map(({ id, startedAt, dueAt }) => ({ id, startedAt, dueAt }))).toEqual(
      still.clocks.map(({ id, startedAt, dueAt }) => ({ id, startedAt, dueAt })),
    )
    const late = await office.request('POST', `/api/cases/${running.id}/migration`, {
      version: still.version,
      toVersion: 2,
      confirm: true,
    })
    expect(codesOf(late)).toEqual(['cases.stale_version'])
    // By this status a page knows that it has to read the case again.
    expect(late.statusCode).toBe(409)
    await expectReplayEqual(running.id)
  })
})

async function expectReplayEqual(caseId: string): Promise<void> {
  const events = await system.database.ownerDb
    .selectFrom('caseEvent')
    .select('event')
    .where('caseId', '=', caseId)
    .orderBy('sequence')
    .execute()
  const { state } = await system.database.ownerDb
    .selectFrom('procedureCase')
    .select('state')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  expect(JSON.parse(JSON.stringify(replay(events.map(({ event }) => event as never))))).toEqual(state)
}
