import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TIMEKEEPER, createContext } from '#platform/http'
import { readCase } from '#features/procedures'
import * as cases from '#contract/procedures'
import { LedgerStory, codeOf, paragraphsOf } from '#tests/ledger-story'
import { writeLedgerCircular } from './circulars.ts'
import { decideProposals, listProposals } from './proposals.ts'
import { raiseProposals } from './raise-proposals.ts'
import { reassessDue } from './reassess.ts'
import { superviseDuty } from './supervise.ts'

const ASSIGNED = '2026-01-05T02:00:00Z'
const LATE = '2026-05-20T02:00:00Z'
let story: LedgerStory
let haidian = ''
const ids: Record<'late' | 'unanswered' | 'good' | 'private', string> = {
  late: '',
  unanswered: '',
  good: '',
  private: '',
}
beforeAll(async () => {
  story = await LedgerStory.begin()
  haidian = story.body('park.haidian')
  ids.late = await story.add('office', ASSIGNED, {
    title: '建成中试基地一期',
    leadId: haidian,
    dueOn: '2026-03-31',
    precision: 'quarter',
  })
  ids.unanswered = await story.add('office', ASSIGNED, {
    title: '编制场景清单',
    leadId: story.body('park.xicheng'),
  })
  ids.good = await story.add('office', ASSIGNED, {
    title: '设立服务窗口',
    leadId: haidian,
    dueOn: '2026-05-25',
  })
  ids.private = await story.add('haidian', ASSIGNED, {
    title: '园区内部事务',
    leadId: haidian,
    dueOn: '2026-01-31',
    visibility: 'organisation',
  })
  for (const id of [ids.late, ids.good])
    await story.act('haidian', ASSIGNED, id, { kind: 'accept', personId: null, personName: null })
  await story.act('haidian', '2026-02-10T02:00:00Z', ids.late, {
    kind: 'report',
    percent: 35,
    text: '完成选址',
    figures: [],
    period: null,
    files: [],
  })
})
afterAll(() => story.system.close())

async function dayPasses(moment: string) {
  const keeper = createContext(story.system.services, TIMEKEEPER, new Date(moment))
  while ((await reassessDue(keeper)) > 0) continue
  return raiseProposals(keeper)
}
async function open(login = 'office') {
  return (await listProposals(await story.at(login, LATE), { state: 'open' })).proposals
}
async function proposalOf(dutyId: string, cause: string): Promise<string> {
  const found = (await open()).find((one) => one.duty.id === dutyId && one.cause === cause)
  if (found === undefined) throw new Error(`nothing proposed for ${cause}`)
  return found.id
}

describe('what the system proposes', () => {
  it('is one proposal for each duty and cause, however often the day is run', async () => {
    const first = await dayPasses(LATE)
    expect(first.raised).toBeGreaterThan(0)
    expect(await dayPasses(LATE)).toEqual({ raised: 0, passed: 0 })
    const found = (await open()).map(({ duty, cause }) => `${duty.title} ${cause}`).sort()
    expect(found).toEqual(['建成中试基地一期 late', '编制场景清单 unanswered'])
    const late = (await open()).find(({ cause }) => cause === 'late')
    expect(late).toMatchObject({ raisedOn: '2026-05-20', params: { dueOn: '2026-03-31', days: 50 } })
  })

  it('is the office’s to decide; a park sees what concerns its own duties only', async () => {
    expect(await open('haidian')).toEqual([])
    const park = await story.system.signIn('haidian')
    const answer = await park.request('POST', '/api/ledger/proposals', {
      proposals: [await proposalOf(ids.late, 'late')],
      decision: { kind: 'dismiss', reason: '不必' },
    })
    expect(answer.statusCode).toBe(403)
    // A district reads and decides only on duties of its own.
    expect(
      await codeOf(
        decideProposals(await story.at('district', LATE), {
          proposals: [await proposalOf(ids.late, 'late')],
          decision: { kind: 'dismiss', reason: '不必' },
        }),
      ),
    ).toBe('ledger.not_found')
  })

  it('becomes a supervision notice that leads back to the duty, with words that say why', async () => {
    const id = await proposalOf(ids.late, 'late')
    const office = await story.at('office', LATE)
    const { cases: raised } = await decideProposals(office, {
      proposals: [id],
      decision: { kind: 'raise', urgency: 'blue', text: null },
    })
    expect(raised).toHaveLength(1)
    expect(raised[0]?.number).toMatch(/^督〔2026〕\d+号$/)
    const view = await readCase(office, raised[0]?.caseId ?? '')
    expect(view.origin).toMatchObject({ kind: 'duty', href: `/ledger/duties/${ids.late}` })
    const { state } = await story.system.database.ownerDb
      .selectFrom('procedureCase')
      .select('state')
      .where('id', '=', raised[0]?.caseId ?? '')
      .executeTakeFirstOrThrow()
    expect((state as { data: Record<string, unknown> }).data).toMatchObject({
      matter: '建成中试基地一期',
      body: haidian,
      level: 'blue',
      requirement: expect.stringContaining('已逾期50天，进展35%') as string,
      source: expect.stringMatching(/^重点任务台账第\d+号$/) as string,
    })
    expect(view.steps.some(({ node, status }) => node === 'issue' && status === 'active')).toBe(true)
    expect(
      await codeOf(
        decideProposals(office, { proposals: [id], decision: { kind: 'dismiss', reason: '重复' } }),
      ),
    ).toBe('ledger.proposal_decided')
    // One matter, one notice.
    expect(await codeOf(superviseDuty(office, ids.late, { urgency: 'red', text: '再催' }))).toBe(
      'ledger.supervised_already',
    )
  })

  it('is not made again for a cause that was decided, and passes by itself when its cause is gone', async () => {
    const office = await story.at('office', LATE)
    await decideProposals(office, {
      proposals: [await proposalOf(ids.unanswered, 'unanswered')],
      decision: { kind: 'dismiss', reason: '已电话确认' },
    })
    await dayPasses('2026-05-21T02:00:00Z')
    expect((await open()).some(({ cause }) => cause === 'unanswered' || cause === 'late')).toBe(false)
    const dismissed = await listProposals(office, { state: 'dismissed' })
    expect(dismissed.proposals[0]).toMatchObject({ reason: '已电话确认', decidedBy: 'office' })

    // Assigned anew: the silence that follows is another.
    await story.act('office', LATE, ids.unanswered, {
      kind: 'assign',
      leadId: haidian,
      personId: null,
      personName: null,
      supporting: [],
      note: null,
    })
    await dayPasses('2026-07-20T02:00:00Z')
    expect((await open()).filter(({ cause }) => cause === 'unanswered')).toHaveLength(1)
    await story.act('haidian', '2026-07-20T03:00:00Z', ids.unanswered, {
      kind: 'accept',
      personId: null,
      personName: null,
    })
    expect((await dayPasses('2026-07-20T04:00:00Z')).passed).toBe(1)
    expect((await listProposals(office, { state: 'passed' })).proposals.map(({ cause }) => cause)).toContain(
      'unanswered',
    )
  })
})

describe('a notice from the duty’s own page', () => {
  it('may start higher with its reason; a district raises it on what it may see', async () => {
    const district = await story.at('district', LATE)
    const raised = await superviseDuty(district, ids.good, { urgency: 'orange', text: '窗口须在月底前开放' })
    expect(raised.number).toMatch(/^督〔2026〕/)
    const { state } = await story.system.database.ownerDb
      .selectFrom('procedureCase')
      .select('state')
      .where('id', '=', raised.caseId)
      .executeTakeFirstOrThrow()
    expect((state as { data: Record<string, unknown> }).data).toMatchObject({
      level: 'orange',
      important: true,
      levelReason: '窗口须在月底前开放',
    })
    expect(await codeOf(superviseDuty(district, ids.private, { urgency: 'blue', text: '请办' }))).toBe(
      'ledger.not_found',
    )
    const nobody = await story.add('office', LATE, { title: '还没有交办的任务' })
    expect(
      await codeOf(superviseDuty(await story.at('office', LATE), nobody, { urgency: 'blue', text: '请办' })),
    ).toBe('ledger.supervise_without_lead')
  })

  it('opened by the ordinary form from a duty, says by itself what it is about and where it comes from', async () => {
    const office = await story.system.signIn('office')
    const view = await office.call(cases.openCase, {
      body: { procedure: 'supervision', origin: { kind: 'duty', id: ids.late }, data: {} },
    })
    const { state } = await story.system.database.ownerDb
      .selectFrom('procedureCase')
      .select('state')
      .where('id', '=', view.id)
      .executeTakeFirstOrThrow()
    const { data } = state as { data: Record<string, string> }
    expect(data['matter']).toContain('建成中试基地一期')
    expect(data['source']).toContain('建成中试基地一期')
  })
})

describe('the circular', () => {
  it('tells by body what is done, late and supervised, and names what is late', async () => {
    const { content, fileName } = await writeLedgerCircular(await story.at('leader', LATE), {})
    expect(fileName).toMatch(/重点任务进展情况的通报 2026-05-20\.docx$/)
    if (!(content instanceof Uint8Array)) throw new Error('a document is small')
    const paragraphs = paragraphsOf(content)
    const row = paragraphs.indexOf('海淀园')
    // Led by the park and in the ledger: late, good, unanswered (assigned anew) and the park's own.
    expect(paragraphs.slice(row, row + 5)).toEqual(['海淀园', '4', '0', '—', '2'])
    // Of the office and of the district.
    expect(paragraphs[row + 7]).toBe('2')
    const late = paragraphs.lastIndexOf('建成中试基地一期')
    expect(paragraphs.slice(late, late + 5)).toEqual([
      '建成中试基地一期',
      '海淀园',
      '2026年第一季度',
      '35%',
      '50',
    ])
    expect(
      await codeOf(
        writeLedgerCircular(await story.at('office', LATE), { from: '2026-05-01', to: '2026-04-01' }),
      ),
    ).toBe('ledger.circular_reversed')
    const park = await writeLedgerCircular(await story.at('xicheng', LATE), {})
    if (!(park.content instanceof Uint8Array)) throw new Error('a document is small')
    // What a park keeps to itself is in nobody else's circular.
    expect(paragraphsOf(park.content)).not.toContain('园区内部事务')
    expect(paragraphsOf(park.content)).toContain('西城园')
  })
})
