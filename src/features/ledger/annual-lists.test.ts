import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from '#contract/ledger'
import { LedgerStory, codeOf, paragraphsOf } from '#tests/ledger-story'
import { exportAnnualList } from './annual-export.ts'
import { changeAnnualList, makeAnnualLists, readAnnualList } from './annual-lists.ts'
import { proposeMilestone } from './annual-milestone.ts'
import type { AnnualList } from './contract.ts'
import { setAddressees } from './links.ts'
import { readAnnualMatrix } from './matrices.ts'

const NOW = '2026-01-12T02:00:00Z'
let story: LedgerStory
let haidian = ''
beforeAll(async () => {
  story = await LedgerStory.begin()
  haidian = story.body('park.haidian')
})
afterAll(() => story.system.close())

async function listOf(login: string, park: string): Promise<AnnualList> {
  const { id } = await story.system.database.ownerDb
    .selectFrom('annualList')
    .select('id')
    .where('organisationId', '=', story.body(park))
    .where('year', '=', 2026)
    .executeTakeFirstOrThrow()
  return readAnnualList(await story.at(login, NOW), id)
}
async function change(login: string, list: AnnualList, act: Parameters<typeof changeAnnualList>[2]['act']) {
  return changeAnnualList(await story.at(login, NOW), list.id, { version: list.version, act })
}
function editOf(list: AnnualList): Extract<Parameters<typeof change>[2], { kind: 'edit' }> {
  return {
    kind: 'edit',
    note: list.note,
    items: list.items.map(({ duty, title, milestone, dueOn, part, struckReason }) => ({
      dutyId: duty?.id ?? null,
      title,
      milestone,
      dueOn,
      part,
      struckReason,
    })),
  }
}

describe('what is proposed for a year', () => {
  const duty = {
    startsOn: null,
    dueOn: null,
    precision: 'none',
    rhythm: null,
    since: '2025-01-01',
    untaken: false,
  } as const

  it('is to finish, so many periods, a share of the way, or to begin', () => {
    expect(proposeMilestone({ ...duty, dueOn: '2026-06-30', precision: 'month' }, 2026)).toEqual({
      milestone: '2026年6月底前完成',
      dueOn: '2026-06-30',
    })
    expect(proposeMilestone({ ...duty, rhythm: 'quarter', precision: 'periodic' }, 2026)).toEqual({
      milestone: '每季度完成一次，全年4次',
      dueOn: '2026-12-31',
    })
    expect(
      proposeMilestone(
        {
          ...duty,
          startsOn: '2026-05-10',
          dueOn: '2026-11-01',
          rhythm: 'month',
          precision: 'periodic',
        },
        2026,
      ).milestone,
    ).toBe('每月完成一次，全年7次')
    expect(
      proposeMilestone({ ...duty, startsOn: '2025-01-01', dueOn: '2028-12-31', precision: 'year' }, 2026)
        .milestone,
    ).toBe('年底前完成总进度的50%（2028年底前完成）')
    expect(proposeMilestone({ ...duty, dueOn: '2025-03-31', precision: 'quarter' }, 2026).milestone).toBe(
      '原定2025年第一季度完成，已逾期，尽快完成',
    )
    expect(proposeMilestone(duty, 2026).milestone).toContain('持续推进')
  })
})

describe('the lists of a year', () => {
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    const lead = { leadId: haidian }
    ids['due'] = await story.add('office', NOW, {
      title: '建成中试平台',
      ...lead,
      dueOn: '2026-06-30',
      precision: 'month',
    })
    ids['later'] = await story.add('office', NOW, {
      title: '五年后才开始的任务',
      ...lead,
      startsOn: '2031-01-01',
      dueOn: '2031-12-31',
    })
    ids['supported'] = await story.add('office', NOW, {
      title: '由市科委牵头的人才行动',
      leadId: story.body('department.science'),
      supporting: [haidian],
    })
    ids['own'] = await story.add('haidian', NOW, { title: '园区自定的服务月', ...lead })
    ids['foreign'] = await story.add('office', NOW, {
      title: '西城园的任务',
      leadId: story.body('park.xicheng'),
    })
    ids['addressed'] = await story.add('office', NOW, { title: '各园都要承接的任务' })
    await setAddressees(await story.at('office', NOW), ids['addressed'] ?? '', [haidian])
  })

  it('hold what a body leads, supports, set itself and has to take up, and nothing of others or of later years', async () => {
    const made = await makeAnnualLists(await story.at('office', NOW), 2026, null)
    expect(made).toEqual({ made: 3, renewed: 0, kept: 0 })
    const list = await listOf('office', 'park.haidian')
    expect(list.items.map(({ title, part }) => [title, part])).toEqual([
      ['建成中试平台', 'lead'],
      ['园区自定的服务月', 'own'],
      ['各园都要承接的任务', 'lead'],
      ['由市科委牵头的人才行动', 'support'],
    ])
    expect(list.items[0]?.milestone).toBe('2026年6月底前完成')
    expect(list.items[2]?.milestone).toContain('承接')
    expect(list.can).toEqual(['edit', 'send', 'regenerate'])
    expect(await makeAnnualLists(await story.at('office', NOW), 2026, null)).toEqual({
      made: 0,
      renewed: 3,
      kept: 0,
    })
  })

  it('are drafts for the office alone, and go to the body when they are sent', async () => {
    const draft = await listOf('office', 'park.haidian')
    expect(await codeOf(readAnnualList(await story.at('haidian', NOW), draft.id))).toBe('ledger.not_found')
    await expect(
      (await story.system.signIn('leader')).call(contract.readAnnualList, { params: { listId: draft.id } }),
    ).resolves.toMatchObject({ state: 'draft', can: [] })
    const edit = editOf(draft)
    const edited = await change('office', draft, {
      ...edit,
      note: '请重点推进第一项',
      items: edit.items.map((item, i) => (i === 0 ? { ...item, milestone: '6月底前通过验收' } : item)),
    })
    expect(edited.items[0]?.milestone).toBe('6月底前通过验收')
    // Stale: somebody works on what he saw before.
    expect(await codeOf(change('office', draft, { kind: 'send' }))).toBe('ledger.stale')
    // Drawing up all again keeps what was edited by hand.
    expect(await makeAnnualLists(await story.at('office', NOW), 2026, null)).toMatchObject({ kept: 1 })
    const sent = await change('office', edited, { kind: 'send' })
    expect(sent).toMatchObject({ state: 'sent', can: [] })
    expect(await makeAnnualLists(await story.at('office', NOW), 2026, [haidian])).toEqual({
      made: 0,
      renewed: 0,
      kept: 1,
    })
    const atPark = await listOf('haidian', 'park.haidian')
    expect(atPark.can).toEqual(['edit', 'confirm', 'return'])
    expect(await codeOf(readAnnualList(await story.at('xicheng', NOW), sent.id))).toBe('ledger.not_found')
    expect(await codeOf(change('office', sent, { kind: 'confirm' }))).toBe('ledger.annual_not_now')
  })

  it('let the body strike with a reason and add its own, but not rewrite, and then go back', async () => {
    const list = await listOf('haidian', 'park.haidian')
    const edit = editOf(list)
    const rewritten = edit.items.map((item, i) => (i === 0 ? { ...item, milestone: '看情况' } : item))
    expect(await codeOf(change('haidian', list, { ...edit, items: rewritten }))).toBe(
      'ledger.annual_item_fixed',
    )
    expect(await codeOf(change('haidian', list, { ...edit, items: edit.items.slice(1) }))).toBe(
      'ledger.annual_item_missing',
    )
    const [first] = edit.items
    expect(
      await codeOf(
        change('haidian', list, { ...edit, items: first === undefined ? [] : [...edit.items, first] }),
      ),
    ).toBe('ledger.annual_item_twice')
    const struck = edit.items.map((item, i) =>
      i === 3 ? { ...item, struckReason: '已由市科委统一办理' } : item,
    )
    const own = {
      dutyId: null,
      title: '新增：园区开放日',
      milestone: '举办两次',
      dueOn: '2026-10-31',
      part: 'own',
      struckReason: null,
    } as const
    const changed = await change('haidian', list, { ...edit, items: [...struck, own] })
    expect(changed.can).toEqual(['edit', 'return'])
    expect(await codeOf(change('haidian', changed, { kind: 'confirm' }))).toBe('ledger.annual_changed')
    const returned = await change('haidian', changed, { kind: 'return', reason: '一项建议不列入，一项新增' })
    expect(returned).toMatchObject({ state: 'returned', answeredBy: 'haidian', can: [] })

    const back = await listOf('office', 'park.haidian')
    expect(back.can).toEqual(['edit', 'send'])
    const again = await change('office', back, { kind: 'send' })
    expect(again.answeredAt).toBeNull()
    const confirmed = await change('haidian', again, { kind: 'confirm' })
    expect(confirmed).toMatchObject({ state: 'confirmed', can: [] })
    for (const login of ['office', 'haidian'])
      expect(await codeOf(change(login, confirmed, editOf(confirmed)))).toBe('ledger.annual_not_now')
    expect(confirmed.history.map(({ act, by }) => `${act} ${by}`)).toEqual([
      'confirm haidian',
      'send office',
      'return haidian',
      'edit haidian',
      'send office',
      'edit office',
      'regenerate office',
      'make office',
    ])
    // Behind the use case the database holds it fixed too.
    const park = await story.at('haidian', NOW)
    const removed = await park.inTransaction((tx) =>
      tx.deleteFrom('annualItem').where('listId', '=', confirmed.id).executeTakeFirst(),
    )
    expect(removed.numDeletedRows).toBe(0n)
  })

  it('show in the matrix who has confirmed; a body sees its own line', async () => {
    const { rows } = await readAnnualMatrix(await story.at('leader', NOW), { year: 2026 })
    expect(rows.length).toBeGreaterThan(35)
    expect(rows.find(({ body }) => body.id === haidian)).toMatchObject({
      state: 'confirmed',
      items: 4,
      done: 0,
      red: 0,
    })
    expect(rows.find(({ body }) => body.id === story.body('park.miyun'))).toMatchObject({
      state: 'none',
      listId: null,
      items: 0,
      meanProgress: null,
    })
    const own = await readAnnualMatrix(await story.at('xicheng', NOW), { year: 2026 })
    // A draft is nothing yet for whom it is about.
    expect(own.rows.map(({ body, state }) => [body.name, state])).toEqual([['西城园', 'none']])
  })

  it('leave as an official document and as a workbook', async () => {
    const { id } = await listOf('haidian', 'park.haidian')
    const park = await story.at('haidian', NOW)
    const docx = await exportAnnualList(park, id, 'docx', 'zh-CN')
    if (docx.content instanceof Readable) throw new Error('a document is small')
    const paragraphs = paragraphsOf(docx.content)
    expect(paragraphs[0]).toBe('海淀园2026年度重点事项清单')
    const at = paragraphs.indexOf('建成中试平台')
    expect(paragraphs.slice(at - 1, at + 4)).toEqual([
      '1',
      '建成中试平台',
      '6月底前通过验收',
      '2026年6月底前',
      '牵头',
    ])
    expect(paragraphs).toContain('已由市科委统一办理')
    expect(paragraphs.some((text) => text.includes('确认，作为年度督查和评价的依据'))).toBe(true)
    const xlsx = await exportAnnualList(park, id, 'xlsx', 'en')
    if (!(xlsx.content instanceof Readable)) throw new Error('a workbook streams')
    const sheet = new TextDecoder().decode(unzipSync(await buffer(xlsx.content))['xl/worksheets/sheet1.xml'])
    expect(sheet).toContain('To be reached')
    expect(sheet).toContain('建成中试平台')
    expect(sheet).toContain('Left out: 已由市科委统一办理')
  })

  it('are sent only with something in them, and made empty for a body that is asked for', async () => {
    const made = await makeAnnualLists(await story.at('office', NOW), 2026, [story.body('park.miyun')])
    expect(made.made).toBe(1)
    const empty = await listOf('office', 'park.miyun')
    expect(empty.items).toEqual([])
    expect(await codeOf(change('office', empty, { kind: 'send' }))).toBe('ledger.annual_empty')
    const parks = await story.system.signIn('haidian')
    const refused = await parks.request('POST', '/api/ledger/annual/2026', { bodies: null })
    expect(refused.statusCode).toBe(403)
  })
})
