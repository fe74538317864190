import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '#domain/kernel'
import { createContext, type Context } from '#platform/http'
import { createTestSystem, type TestSystem } from '#tests/system'
import { actOnDuties, actOnDuty } from './act-on-duty.ts'
import { addDuty, splitDuty } from './add-duty.ts'
import { changeLedgerRule } from './change-rules.ts'
import { compareDates } from './compare-dates.ts'
import type { DutyActInput, DutyView } from './contract.ts'
import { keepLedger } from './keep-ledger.ts'
import { linkDuties } from './links.ts'
import { countDuties, listDuties } from './list-duties.ts'
import { readDuty } from './view-duty.ts'

let system: TestSystem
const bodies = new Map<string, string>()

/** The same person at another moment. */
async function at(login: string, moment: string): Promise<Context> {
  const ctx = await system.contextOf(login)
  return createContext(system.services, ctx.caller, new Date(moment))
}
function body(code: string): string {
  return bodies.get(code) ?? code
}

const BLANK: Omit<Parameters<typeof addDuty>[1], 'title'> = {
  content: '',
  categories: [],
  parkId: null,
  leadId: null,
  personId: null,
  personName: null,
  supporting: [],
  startsOn: null,
  dueOn: null,
  precision: 'day',
  dueText: null,
  rhythm: null,
  reportEvery: null,
  weight: 1,
  visibility: 'zone',
  forEvaluation: false,
  source: 'manual',
}

async function add(login: string, moment: string, fields: Partial<Parameters<typeof addDuty>[1]>) {
  return addDuty(await at(login, moment), { ...BLANK, title: '建设公共技术服务平台', ...fields })
}
async function act(login: string, moment: string, id: string, input: DutyActInput): Promise<DutyView> {
  const ctx = await at(login, moment)
  const { duty } = await readDuty(ctx, id)
  return actOnDuty(ctx, id, { version: duty.version, act: input })
}
async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.issues[0]?.code
  }
}
async function evidence(login: string, dutyId: string, name: string): Promise<string> {
  const client = await system.signIn(login)
  const response = await client.uploadTo(`/api/ledger/duties/${dutyId}/files`, [
    { name, content: `evidence ${name}` },
  ])
  expect(response.statusCode).toBe(201)
  return response.json<{ files: { id: string }[] }>().files[0]?.id ?? ''
}

beforeAll(async () => {
  system = await createTestSystem()
  const rows = await system.database.ownerDb.selectFrom('organisation').select(['id', 'code']).execute()
  for (const { id, code } of rows) bodies.set(code, id)
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('leader', ['leader'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('kewei', ['department'], 'department.science')
  await system.addAccount('pinggu', ['evaluator'], 'company.development')
})
afterAll(() => system.close())

describe('the life of a duty', () => {
  it('assigned, given back with a reason, assigned anew, reported with a file, verified, closed', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      title: '编制分园发展规划',
      dueOn: '2026-12-31',
      precision: 'year',
    })
    await act('office', '2026-03-03T01:00:00Z', id, {
      kind: 'assign',
      leadId: body('park.haidian'),
      supporting: [body('department.science')],
      personId: null,
      personName: null,
      note: null,
    })
    const returned = await act('haidian', '2026-03-04T01:00:00Z', id, {
      kind: 'return',
      reason: '不属本园职责',
    })
    expect(returned.duty).toMatchObject({ state: 'returned', light: 'yellow' })
    await act('office', '2026-03-05T01:00:00Z', id, {
      kind: 'assign',
      leadId: body('park.xicheng'),
      supporting: [],
      personId: null,
      personName: '周西',
      note: '改由西城园牵头',
    })
    await act('xicheng', '2026-03-06T01:00:00Z', id, { kind: 'accept', personId: null, personName: '周西' })
    const file = await evidence('xicheng', id, '规划文本.pdf')
    const reported = await act('xicheng', '2026-09-01T01:00:00Z', id, {
      kind: 'complete',
      text: '规划已印发',
      figures: [{ name: '规划面积', value: 9.99, unit: '平方公里' }],
      files: [file],
    })
    expect(reported.duty).toMatchObject({ state: 'reported', progress: 100, evidence: 1 })
    expect(reported.reports[0]).toMatchObject({
      kind: 'completion',
      percent: 100,
      files: [{ name: '规划文本.pdf' }],
    })
    expect(await codeOf(act('xicheng', '2026-09-02T01:00:00Z', id, { kind: 'verify', text: '已核' }))).toBe(
      'ledger.not_yours',
    )
    await act('office', '2026-09-03T01:00:00Z', id, { kind: 'verify', text: '材料齐全' })
    const closed = await act('office', '2026-09-04T01:00:00Z', id, { kind: 'close', text: null })
    expect(closed.duty).toMatchObject({ state: 'closed', light: 'green', flags: [] })
    expect(closed.history.map((change) => change.act)).toEqual([
      'close',
      'verify',
      'complete',
      'accept',
      'assign',
      'return',
      'assign',
      'add',
    ])
    const anew = closed.history.find(({ act, reason }) => act === 'assign' && reason !== null)
    expect(anew?.changed['leadId']).toEqual(['海淀园', '西城园'])
  })

  it('complete only with a file that shows it', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', { leadId: body('park.haidian') })
    await act('haidian', '2026-03-03T01:00:00Z', id, { kind: 'accept', personId: null, personName: null })
    expect(
      await codeOf(
        act('haidian', '2026-03-04T01:00:00Z', id, {
          kind: 'complete',
          text: '完成',
          figures: [],
          files: [],
        }),
      ),
    ).toBe('ledger.evidence_required')
  })

  it('a file of somebody else does not count as evidence', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      leadId: body('park.haidian'),
      supporting: [body('department.science')],
    })
    await act('haidian', '2026-03-03T01:00:00Z', id, { kind: 'accept', personId: null, personName: null })
    const theirs = await evidence('kewei', id, '部门材料.docx')
    expect(
      await codeOf(
        act('haidian', '2026-03-04T01:00:00Z', id, {
          kind: 'complete',
          text: '完成',
          figures: [],
          files: [theirs],
        }),
      ),
    ).toBe('ledger.file_unknown')
    expect((await readDuty(await system.contextOf('haidian'), id)).waitingFiles).toEqual([])
  })

  it('two people at once: the second is told what the first changed', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', { title: '二人同改' })
    const first = await at('office', '2026-03-03T01:00:00Z')
    const { duty } = await readDuty(first, id)
    await actOnDuty(first, id, {
      version: duty.version,
      act: { kind: 'change', reason: null, fields: { title: '二人同改（新）' } },
    })
    const error = await actOnDuty(first, id, {
      version: duty.version,
      act: { kind: 'change', reason: null, fields: { content: '内容' } },
    }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).issues[0]).toMatchObject({
      code: 'ledger.stale',
      params: { by: 'office', changes: { title: ['二人同改', '二人同改（新）'] } },
    })
  })
})

describe('parts', () => {
  it('a duty is as far as its measures, by their weights, at any depth', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      title: '三项举措',
      leadId: body('park.haidian'),
      dueOn: '2026-12-31',
    })
    await act('haidian', '2026-03-03T01:00:00Z', id, { kind: 'accept', personId: null, personName: null })
    const ctx = await at('haidian', '2026-03-04T01:00:00Z')
    const before = await readDuty(ctx, id)
    const split = await splitDuty(ctx, id, {
      version: before.duty.version,
      parts: [
        { ...BLANK, title: '举措一', weight: 1 },
        { ...BLANK, title: '举措二', weight: 3 },
      ],
    })
    const [one, two] = split.parts
    if (one === undefined || two === undefined) throw new Error('two parts')
    expect(one).toMatchObject({ kind: 'measure', lead: { name: '海淀园' }, dueOn: '2026-12-31' })
    for (const { id: part } of [one, two])
      await act('haidian', '2026-03-05T01:00:00Z', part, { kind: 'accept', personId: null, personName: null })
    await act('haidian', '2026-03-06T01:00:00Z', one.id, {
      kind: 'report',
      percent: 40,
      text: '过半',
      figures: [],
      period: null,
      files: [],
    })
    await act('haidian', '2026-03-06T02:00:00Z', two.id, {
      kind: 'report',
      percent: 80,
      text: '将成',
      figures: [],
      period: null,
      files: [],
    })
    const whole = await readDuty(ctx, id)
    // 1/4 x 40 + 3/4 x 80
    expect(whole.duty.progress).toBe(70)
    expect(whole.rollUpParts).toEqual([
      expect.objectContaining({ weight: 1, progress: 40, share: 0.25, points: 10 }),
      expect.objectContaining({ weight: 3, progress: 80, share: 0.75, points: 60 }),
    ])
    expect(whole.can).not.toContain('complete')
  })

  it('a duty of the zone is as far as the parks that take it up', async () => {
    const { id: zone } = await add('office', '2026-03-02T01:00:00Z', {
      title: '分园专业化服务',
      leadId: body('office'),
    })
    await act('office', '2026-03-02T02:00:00Z', zone, {
      kind: 'change',
      reason: '按分园汇总',
      fields: { rollUp: 'parts' },
    })
    const { id: park } = await add('haidian', '2026-03-02T01:00:00Z', {
      title: '海淀园专业化服务',
      leadId: body('park.haidian'),
    })
    await linkDuties(await at('haidian', '2026-03-03T01:00:00Z'), park, { to: zone, kind: 'takes-up' })
    await act('haidian', '2026-03-03T02:00:00Z', park, { kind: 'accept', personId: null, personName: null })
    await act('haidian', '2026-03-04T01:00:00Z', park, {
      kind: 'report',
      percent: 60,
      text: '推进',
      figures: [],
      period: null,
      files: [],
    })
    const seen = await readDuty(await system.contextOf('leader'), zone)
    expect(seen.duty.progress).toBe(60)
    expect(seen.takenUpBy.map(({ title }) => title)).toEqual(['海淀园专业化服务'])
    expect(
      await codeOf(
        linkDuties(await at('office', '2026-03-05T01:00:00Z'), zone, { to: park, kind: 'takes-up' }),
      ),
    ).toBe('ledger.link_circle')
  })
})

describe('periodic duties', () => {
  it('make an instance for each period, once, and are as far as these', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      title: '每季度通报一次进展',
      leadId: body('department.science'),
      rhythm: 'quarter',
      precision: 'periodic',
      startsOn: '2026-01-01',
      dueOn: '2026-12-31',
    })
    const periods = async () =>
      (await readDuty(await system.contextOf('office'), id)).parts.map(({ period, dueOn }) => [period, dueOn])
    expect(await periods()).toEqual([
      ['2026-Q1', '2026-03-31'],
      ['2026-Q2', '2026-06-30'],
    ])
    await keepLedger(await at('office', '2026-07-02T01:00:00Z'))
    await keepLedger(await at('office', '2026-07-02T02:00:00Z'))
    expect(await periods()).toEqual([
      ['2026-Q1', '2026-03-31'],
      ['2026-Q2', '2026-06-30'],
      ['2026-Q3', '2026-09-30'],
      ['2026-Q4', '2026-12-31'],
    ])
  })
})

describe('colours', () => {
  it('turn by the day alone, and back by hand only with a reason', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      title: '六月底前完成',
      leadId: body('park.haidian'),
      startsOn: '2026-03-01',
      dueOn: '2026-06-30',
      precision: 'month',
    })
    await act('haidian', '2026-03-03T01:00:00Z', id, { kind: 'accept', personId: null, personName: null })
    await keepLedger(await at('office', '2026-08-20T01:00:00Z'))
    const late = await readDuty(await at('office', '2026-08-20T01:00:00Z'), id)
    expect(late.duty).toMatchObject({ light: 'red' })
    expect(late.duty.flags).toContain('late')
    expect(late.assessment.because.find(({ rule }) => rule === 'late')?.params).toMatchObject({
      dueOn: '2026-06-30',
    })
    const held = await act('office', '2026-08-20T02:00:00Z', id, {
      kind: 'override',
      light: 'yellow',
      reason: '受汛期影响',
    })
    expect(held.duty).toMatchObject({ light: 'yellow', overridden: true })
    expect(held.assessment.ruled).toBe('red')
  })

  it('follow a rule that the office changes', async () => {
    const before = await countDuties(await system.contextOf('office'), { light: ['red'] })
    const { reassessed } = await changeLedgerRule(await at('office', '2026-08-21T01:00:00Z'), 'lateRedDays', {
      value: 300,
      reason: '年度过渡',
    })
    expect(reassessed).toBeGreaterThan(5)
    const after = await countDuties(await system.contextOf('office'), { light: ['red'] })
    expect(after.total).toBeLessThanOrEqual(before.total)
    expect(
      await codeOf(
        changeLedgerRule(await at('office', '2026-08-21T01:00:00Z'), 'behindYellow', {
          value: 99,
          reason: '试',
        }),
      ),
    ).toBe('ledger.rule_order')
  })
})

describe('comparison of two dates', () => {
  it('shows what was added, dropped by decision, and changed, with old and new values', async () => {
    const kept = await add('kewei', '2026-01-10T01:00:00Z', {
      title: '对比：延期的任务',
      leadId: body('department.science'),
      dueOn: '2026-05-31',
    })
    const dropped = await add('kewei', '2026-01-10T01:00:00Z', {
      title: '对比：取消的任务',
      leadId: body('department.science'),
    })
    await add('kewei', '2026-04-10T01:00:00Z', {
      title: '对比：新增的任务',
      leadId: body('department.science'),
    })
    await act('kewei', '2026-02-10T01:00:00Z', kept.id, { kind: 'accept', personId: null, personName: null })
    await act('kewei', '2026-03-10T01:00:00Z', kept.id, {
      kind: 'report',
      percent: 35,
      text: '推进',
      figures: [],
      period: null,
      files: [],
    })
    await act('kewei', '2026-03-11T01:00:00Z', kept.id, {
      kind: 'change',
      reason: '条件未具备',
      fields: { dueOn: '2026-10-31' },
    })
    await act('kewei', '2026-03-12T01:00:00Z', dropped.id, {
      kind: 'drop',
      reason: '事项已并入其他规划',
      decision: { reference: '专题会纪要〔2026〕3号', on: '2026-03-11' },
    })
    const difference = await compareDates(await system.contextOf('kewei'), {
      from: '2026-02-01',
      to: '2026-04-30',
      body: body('department.science'),
    })
    expect(difference.added.map(({ title }) => title)).toContain('对比：新增的任务')
    expect(difference.removed).toContainEqual(
      expect.objectContaining({
        title: '对比：取消的任务',
        state: 'dropped',
        reason: '事项已并入其他规划',
        decision: { reference: '专题会纪要〔2026〕3号', on: '2026-03-11' },
      }),
    )
    const moved = difference.changed.find(({ title }) => title === '对比：延期的任务')
    expect(moved?.progress).toEqual({ before: 0, after: 35 })
    expect(moved?.fields).toContainEqual({ field: 'dueOn', before: '2026-05-31', after: '2026-10-31' })
  })
})

describe('who sees and does what', () => {
  it('a duty for its bodies alone is hidden from others in list, page and count', async () => {
    const { id } = await add('office', '2026-03-02T01:00:00Z', {
      title: '内部任务',
      leadId: body('park.haidian'),
      supporting: [body('department.science')],
      visibility: 'organisation',
    })
    for (const [login, sees] of [
      ['office', true],
      ['leader', true],
      ['haidian', true],
      ['kewei', true],
      ['xicheng', false],
      ['pinggu', false],
    ] as const) {
      const ctx = await system.contextOf(login)
      const list = await listDuties(ctx, {
        q: '内部任务',
        sort: 'due',
        direction: 'asc',
        offset: 0,
        limit: 50,
      })
      expect([login, list.total, list.duties.length]).toEqual([login, sees ? 1 : 0, sees ? 1 : 0])
      expect([login, (await countDuties(ctx, { q: '内部任务' })).total]).toEqual([login, sees ? 1 : 0])
      expect([login, await codeOf(readDuty(ctx, id))]).toEqual([login, sees ? undefined : 'ledger.not_found'])
    }
    await act('office', '2026-03-03T01:00:00Z', id, {
      kind: 'change',
      reason: null,
      fields: { forEvaluation: true },
    })
    expect(await codeOf(readDuty(await system.contextOf('pinggu'), id))).toBeUndefined()
  })

  it('many at once: each is done or refused for itself', async () => {
    const mine = await add('office', '2026-03-02T01:00:00Z', { title: '批量一' })
    const other = await add('haidian', '2026-03-02T01:00:00Z', { title: '批量二' })
    const ctx = await at('office', '2026-03-03T01:00:00Z')
    const result = await actOnDuties(ctx, {
      duties: [
        { id: mine.id, version: 1 },
        { id: other.id, version: 1 },
      ],
      act: { kind: 'change', reason: null, fields: { visibility: 'public' } },
    })
    expect(result.done).toEqual([mine.id])
    expect(result.refused).toEqual([expect.objectContaining({ id: other.id, code: 'ledger.not_yours' })])
  })

  it('bodies, people and kinds of action must be in the register', async () => {
    expect(await codeOf(add('office', '2026-03-02T01:00:00Z', { leadId: body('zone') }))).toBe(
      'ledger.body_unknown',
    )
    expect(await codeOf(add('office', '2026-03-02T01:00:00Z', { categories: ['nothing'] }))).toBe(
      'ledger.category_unknown',
    )
    expect(await codeOf(add('office', '2026-03-02T01:00:00Z', { parkId: body('department.science') }))).toBe(
      'ledger.park_unknown',
    )
  })
})
