import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerStory, codeOf } from '#tests/ledger-story'
import { addCoverage, endCoverage } from './coverage.ts'
import { linkDuties, setAddressees } from './links.ts'
import { readActionMatrix, readCarrierMatrix } from './matrices.ts'
import { readTakeUp } from './take-up.ts'

const NOW = '2026-03-02T02:00:00Z'
let story: LedgerStory
beforeAll(async () => {
  story = await LedgerStory.begin()
})
afterAll(() => story.system.close())

describe('parks × kinds of action', () => {
  beforeAll(async () => {
    const { actions } = JSON.parse(
      readFileSync(new URL('../../../data/demo/plans/actions.json', import.meta.url), 'utf8'),
    ) as { actions: { park: string; title: string; kinds: string[]; lead: string }[] }
    for (const { park, title, kinds, lead } of actions)
      await story.add('office', NOW, {
        title,
        categories: kinds,
        parkId: story.body(park),
        leadId: story.body(lead),
      })
  })

  it('finds what the plan declares: 56 actions that make 17, 17, 9 and 11 parks', async () => {
    const matrix = await readActionMatrix(await story.at('office', NOW), {})
    expect(matrix.columns.map(({ zh }) => zh)).toEqual(['体制机制', '产业发展', '空间载体', '创新生态'])
    expect(matrix.rows).toHaveLength(17)
    expect(matrix.claims.map(({ column, declared, found }) => [column, declared, found])).toEqual([
      [null, 56, 56],
      ['ecology', 11, 11],
      ['industry', 17, 17],
      ['mechanism', 17, 17],
      ['space', 9, 9],
    ])
    expect(matrix.claims.every(({ sourceZh }) => sourceZh.includes('2023'))).toBe(true)
    expect(matrix.duties).toBe(56)
    const east = matrix.rows.find(({ park }) => park.id === story.body('park.dongcheng'))
    expect(east?.cells.find(({ column }) => column === 'mechanism')).toMatchObject({
      duties: 1,
      open: 1,
      worst: 'green',
      meanProgress: 0,
    })
  })

  it('counts what has no kind in the total and in no column, and what has two in both', async () => {
    const park = story.body('park.miyun')
    const before = await readActionMatrix(await story.at('office', NOW), {})
    await story.add('office', NOW, { title: '没有类别的行动', parkId: park })
    await story.add('office', NOW, {
      title: '两类的行动',
      parkId: park,
      categories: ['mechanism', 'space'],
    })
    const after = await readActionMatrix(await story.at('office', NOW), {})
    expect(after.duties).toBe(before.duties + 2)
    expect(after.inSeveral).toBe(before.inSeveral + 1)
    expect(after.claims[0]?.found).toBe(58)
    const sum = (matrix: typeof after) => matrix.totals.reduce((total, { duties }) => total + duties, 0)
    expect(sum(after)).toBe(sum(before) + 2)
  })
})

describe('what every park must have', () => {
  const entry = { carrier: 'incubator', name: '海创孵化器', since: '2024-05-01', source: '园区填报' } as const

  it('is entered by the park itself or the office, once, and ends with a reason on a day', async () => {
    const haidian = await story.at('haidian', NOW)
    const parkId = story.body('park.haidian')
    const { id } = await addCoverage(haidian, { ...entry, parkId })
    expect(await codeOf(addCoverage(haidian, { ...entry, parkId }))).toBe('ledger.coverage_exists')
    expect(await codeOf(addCoverage(await story.at('xicheng', NOW), { ...entry, parkId }))).toBe(
      'ledger.coverage_of_another',
    )
    expect(await codeOf(addCoverage(haidian, { ...entry, parkId, carrier: 'castle' }))).toBe(
      'ledger.carrier_unknown',
    )
    const cellOn = async (on: string) => {
      const matrix = await readCarrierMatrix(await story.at('xicheng', NOW), { on })
      const row = matrix.rows.find(({ park }) => park.id === parkId)
      return { names: row?.cells.find(({ column }) => column === 'incubator')?.entries, matrix }
    }
    expect((await cellOn('2024-04-30')).names).toEqual([])
    const now = await cellOn('2026-03-02')
    expect(now.names?.map(({ name }) => name)).toEqual(['海创孵化器'])
    expect(now.matrix.claims.find(({ column }) => column === 'incubator')).toMatchObject({
      declared: 17,
      found: 1,
    })
    expect(now.matrix.rows.filter(({ mine }) => mine).map(({ park }) => park.id)).toEqual([
      story.body('park.xicheng'),
    ])

    const end = { version: 1, on: '2026-01-01', reason: '运营单位退出' }
    expect(await codeOf(endCoverage(haidian, id, { ...end, on: '2024-01-01' }))).toBe(
      'ledger.coverage_ends_before',
    )
    expect(await codeOf(endCoverage(await story.at('xicheng', NOW), id, end))).toBe(
      'ledger.coverage_of_another',
    )
    expect(await codeOf(endCoverage(haidian, id, { ...end, version: 7 }))).toBe('ledger.stale')
    await endCoverage(haidian, id, end)
    expect(await codeOf(endCoverage(haidian, id, { ...end, version: 2 }))).toBe('ledger.coverage_ended')
    expect((await cellOn('2026-01-01')).names).toEqual([])
    expect((await cellOn('2025-12-31')).names?.[0]?.source).toContain('运营单位退出')
    // The same name may come again later.
    await addCoverage(haidian, { ...entry, since: '2026-02-01', parkId })
    const audited = await story.system.database.ownerDb
      .selectFrom('auditEntry')
      .select('detail')
      .where('action', '=', 'coverage.end')
      .execute()
    expect(audited).toHaveLength(1)
    expect(JSON.stringify(audited)).toContain('运营单位退出')
  })

  it('shows the duty that was made of a gap', async () => {
    const parkId = story.body('park.xicheng')
    await story.add('office', NOW, { title: '建设特色产业园', source: 'gap', parkId, leadId: parkId })
    const matrix = await readCarrierMatrix(await story.at('office', NOW), {})
    const cells = matrix.rows.find(({ park }) => park.id === parkId)?.cells ?? []
    expect(cells.map(({ column, duty }) => [column, duty !== null])).toEqual([
      ['characteristic-park', true],
      ['incubator', false],
      ['platform-company', false],
    ])
  })
})

describe('duties of the zone and the parks that take them up', () => {
  it('names the parks that are missing and the duties that nobody ordered', async () => {
    const [haidian, xicheng] = [story.body('park.haidian'), story.body('park.xicheng')]
    const order = await story.add('office', NOW, { title: '各园建立承接机制' })
    await setAddressees(await story.at('office', NOW), order, [haidian, xicheng])
    const answer = await story.add('haidian', NOW, { title: '海淀园承接办法', leadId: haidian })
    const alone = await story.add('xicheng', NOW, { title: '西城园自选动作', leadId: xicheng })
    await linkDuties(await story.at('haidian', NOW), answer, { to: order, kind: 'takes-up' })
    const view = await readTakeUp(await story.at('office', NOW), {})
    const row = view.rows.find(({ duty }) => duty.id === order)
    expect(row?.missing).toBe(1)
    const cellOf = (park: string) => row?.cells.find(({ parkId }) => parkId === park)
    expect(cellOf(haidian)).toMatchObject({ addressed: true, by: [{ id: answer }] })
    expect(cellOf(xicheng)).toMatchObject({ addressed: true, by: [] })
    expect(cellOf(story.body('park.miyun'))).toMatchObject({ addressed: false, by: [] })
    expect(view.unordered.map(({ id }) => id)).toEqual([alone])
    const ofHaidian = await readTakeUp(await story.at('haidian', NOW), { park: haidian })
    expect(ofHaidian.rows.find(({ duty }) => duty.id === order)?.missing).toBe(0)
    expect(ofHaidian.unordered).toEqual([])
  })
})
