import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCase } from '#features/procedures'
import { LedgerStory, codeOf, paragraphsOf } from '#tests/ledger-story'
import type { InspectionView } from './contract.ts'
import { writeInspectionCircular } from './inspection-circular.ts'
import { actOnInspection, addInspection, listInspections, readInspection } from './inspections.ts'

const NOW = '2026-06-01T02:00:00Z'
let story: LedgerStory
let haidian = ''
let xicheng = ''
let view: InspectionView
beforeAll(async () => {
  story = await LedgerStory.begin()
  haidian = story.body('park.haidian')
  xicheng = story.body('park.xicheng')
  await story.add('office', NOW, { title: '建成中试平台', leadId: haidian, dueOn: '2026-12-31' })
  await story.add('office', NOW, { title: '设立服务窗口', leadId: haidian, dueOn: '2026-09-30' })
  await story.add('office', NOW, { title: '别的单位的任务', leadId: story.body('department.science') })
})
afterAll(() => story.system.close())

type Act = Parameters<typeof actOnInspection>[2]['act']
async function act(login: string, input: Act, version = view.version): Promise<InspectionView> {
  return actOnInspection(await story.at(login, NOW), view.id, { version, act: input })
}
function itemOf(text: string): string {
  return view.list.find((item) => item.text === text)?.id ?? text
}
function finding(text: string, result: 'good' | 'adequate' | 'slow' | 'poor', words: string): Act {
  return {
    kind: 'find',
    itemId: itemOf(text),
    result,
    finding: words,
    demand: result === 'poor' ? '一个月内建成并报送结果' : '',
    demandBy: result === 'poor' ? '2026-07-01' : null,
  }
}

describe('an inspection', () => {
  it('is planned by the office or a district with items of its own and all open duties of a body', async () => {
    const said = {
      kind: 'comprehensive',
      title: '上半年重点任务综合督查',
      subject: '对照台账逐项核实。',
      fromOn: '2026-06-01',
      toOn: '2026-06-20',
      items: [{ organisationId: xicheng, dutyId: null, text: '政策区调整情况', method: 'site' }],
      dutiesOf: [haidian],
    } as const
    const input = { ...said, items: [...said.items], dutiesOf: [...said.dutiesOf] }
    expect(await codeOf(addInspection(await story.at('haidian', NOW), input))).toBe('access.forbidden')
    expect(await codeOf(addInspection(await story.at('office', NOW), { ...input, toOn: '2026-05-01' }))).toBe(
      'ledger.inspection_reversed',
    )
    expect(
      await codeOf(
        addInspection(await story.at('office', NOW), { ...input, dutiesOf: [story.body('zone')] }),
      ),
    ).toBe('ledger.body_unknown')
    view = await addInspection(await story.at('office', NOW), input)
    expect(view.list.map(({ body, text, duty }) => [body.name, text, duty !== null])).toEqual([
      ['西城园', '政策区调整情况', false],
      ['海淀园', '设立服务窗口', true],
      ['海淀园', '建成中试平台', true],
    ])
    expect(view).toMatchObject({ state: 'planned', items: 3, found: 0, can: ['edit', 'start'] })
  })

  it('is nobody else’s before it is announced', async () => {
    for (const login of ['haidian', 'district']) {
      expect(await codeOf(readInspection(await story.at(login, NOW), view.id))).toBe('ledger.not_found')
      expect((await listInspections(await story.at(login, NOW))).inspections).toEqual([])
    }
    // A leader of the same body reads and does not act.
    const leader = await readInspection(await story.at('leader', NOW), view.id)
    expect(leader.can).toEqual([])
    expect(await codeOf(act('leader', { kind: 'start' }))).toBe('ledger.inspection_of_another')
  })

  it('records findings while it runs, in order, and refuses what was done on an old view', async () => {
    expect(await codeOf(act('office', finding('政策区调整情况', 'good', '已完成')))).toBe(
      'ledger.inspection_not_now',
    )
    const old = view.version
    view = await act('office', { kind: 'start' })
    expect(await codeOf(act('office', { kind: 'finish' }, old))).toBe('ledger.stale')
    view = await act('office', {
      kind: 'add',
      items: [
        {
          organisationId: haidian,
          dutyId: view.list[1]?.duty?.id ?? null,
          text: '重复的一项',
          method: 'paper',
        },
        { organisationId: story.body('department.science'), dutyId: null, text: '资金拨付', method: 'paper' },
      ],
    })
    // The duty is looked at already.
    expect(view.list.map(({ text }) => text)).toEqual([
      '政策区调整情况',
      '设立服务窗口',
      '建成中试平台',
      '资金拨付',
    ])
    view = await act('office', { kind: 'remove', itemId: itemOf('资金拨付') })
    expect(view.items).toBe(3)
    expect(
      await codeOf(
        act('office', { kind: 'raise', itemId: itemOf('设立服务窗口'), procedure: 'supervision' }),
      ),
    ).toBe('ledger.inspection_item_not_found_yet')
    view = await act('office', finding('政策区调整情况', 'good', '面积不变，已按程序报批'))
    view = await act('office', finding('设立服务窗口', 'slow', '窗口尚未挂牌'))
    expect(await codeOf(act('office', { kind: 'finish' }))).toBe('ledger.inspection_items_open')
    expect(await codeOf(act('office', { kind: 'remove', itemId: itemOf('设立服务窗口') }))).toBe(
      'ledger.inspection_item_found',
    )
    view = await act('office', finding('建成中试平台', 'poor', '场地没有落实'))
    expect(view.list[2]).toMatchObject({ foundBy: 'office', demandBy: '2026-07-01' })
  })

  it('leads to a supervision notice or a rectification that leads back to it', async () => {
    view = await act('office', { kind: 'raise', itemId: itemOf('设立服务窗口'), procedure: 'supervision' })
    view = await act('office', { kind: 'raise', itemId: itemOf('建成中试平台'), procedure: 'rectification' })
    expect(view.list.map(({ case: raised }) => raised?.number?.[0] ?? null)).toEqual([null, '督', '改'])
    expect(
      await codeOf(
        act('office', { kind: 'raise', itemId: itemOf('建成中试平台'), procedure: 'supervision' }),
      ),
    ).toBe('ledger.inspection_item_raised')
    const raised = view.list[2]?.case?.id ?? ''
    const page = await readCase(await story.at('office', NOW), raised)
    expect(page.origin).toMatchObject({ kind: 'inspection', href: `/ledger/inspections/${view.id}` })
    const { state } = await story.system.database.ownerDb
      .selectFrom('procedureCase')
      .select('state')
      .where('id', '=', raised)
      .executeTakeFirstOrThrow()
    expect((state as { data: Record<string, unknown> }).data).toMatchObject({
      matter: '建成中试平台',
      park: haidian,
      ground: 'supervision',
      problems: [{ problem: '场地没有落实', requirement: '一个月内建成并报送结果', dueOn: '2026-07-01' }],
    })
  })

  it('is announced with a circular by body; who was inspected reads his own items', async () => {
    expect(await codeOf(writeInspectionCircular(await story.at('office', NOW), view.id))).toBe(
      'ledger.inspection_not_now',
    )
    view = await act('office', { kind: 'finish' })
    expect(view.can).toEqual(['find', 'announce', 'raise'])
    view = await act('office', { kind: 'announce' })
    expect(view).toMatchObject({ state: 'announced', found: 3, poor: 2 })
    expect(await codeOf(act('office', finding('政策区调整情况', 'poor', '改口')))).toBe(
      'ledger.inspection_not_now',
    )
    const own = await readInspection(await story.at('haidian', NOW), view.id)
    expect(own.list.map(({ text }) => text)).toEqual(['设立服务窗口', '建成中试平台'])
    expect(own).toMatchObject({ items: 2, can: [] })
    expect(await codeOf(act('haidian', { kind: 'announce' }))).toBe('ledger.inspection_of_another')
    expect(await codeOf(readInspection(await story.at('district', NOW), view.id))).toBe('ledger.not_found')

    const { content } = await writeInspectionCircular(await story.at('office', NOW), view.id)
    if (!(content instanceof Uint8Array)) throw new Error('a document is small')
    const paragraphs = paragraphsOf(content)
    expect(paragraphs[0]).toBe('关于上半年重点任务综合督查情况的通报')
    const row = paragraphs.indexOf('海淀园')
    expect(paragraphs.slice(row, row + 7)).toEqual(['海淀园', '2', '0', '0', '1', '1', '2'])
    expect(paragraphs.slice(paragraphs.lastIndexOf('建成中试平台'))).toEqual(
      expect.arrayContaining(['一个月内建成并报送结果', '2026年7月1日']) as string[],
    )
    const theirs = await writeInspectionCircular(await story.at('haidian', NOW), view.id)
    if (!(theirs.content instanceof Uint8Array)) throw new Error('a document is small')
    expect(paragraphsOf(theirs.content)).not.toContain('西城园')
  })

  it('without items does not begin, and finds no park where there is none', async () => {
    const empty = await addInspection(await story.at('office', NOW), {
      kind: 'special',
      title: '专项督查',
      subject: '',
      fromOn: '2026-06-01',
      toOn: '2026-06-02',
      items: [],
      dutiesOf: [],
    })
    view = empty
    expect(await codeOf(act('office', { kind: 'start' }))).toBe('ledger.inspection_empty')
    view = await act('office', {
      kind: 'add',
      items: [
        { organisationId: story.body('department.science'), dutyId: null, text: '资金拨付', method: 'paper' },
      ],
    })
    view = await act('office', { kind: 'start' })
    view = await act('office', finding('资金拨付', 'poor', '没有拨付'))
    expect(
      await codeOf(act('office', { kind: 'raise', itemId: itemOf('资金拨付'), procedure: 'rectification' })),
    ).toBe('ledger.rectification_not_park')
    const audited = await story.system.database.ownerDb
      .selectFrom('auditEntry')
      .select('action')
      .where('subjectId', '=', view.id)
      .orderBy('sequence')
      .execute()
    expect(audited.map(({ action }) => action)).toEqual([
      'inspection.add',
      'inspection.add',
      'inspection.start',
      'inspection.find',
    ])
  })
})
