import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/procedures'
import { activationOf, actOn, eventually, openCase, readCase } from '#tests/cases'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import type { CaseView } from '#contract/procedures'

let system: TestSystem
const people = new Map<string, { client: TestClient; id: string }>()
const organisations = new Map<string, string>()

beforeAll(async () => {
  system = await createTestSystem({ workers: true })
  for (const [login, role, organisation] of [
    ['office', 'zone_office', 'office'],
    ['leader', 'leader', 'office'],
    ['haidian', 'park_committee', 'park.haidian'],
    ['xicheng', 'park_committee', 'park.xicheng'],
    ['science', 'department', 'department.science'],
    ['committee', 'department', 'department.committee'],
    ['anna', 'expert', 'company.tianheng'],
    ['bob', 'expert', 'company.huayuan'],
    ['carl', 'expert', 'company.jicheng'],
  ] as const) {
    const id = await system.addAccount(login, [role], organisation)
    people.set(login, { client: await system.signIn(login), id })
  }
  for (const { id, code } of await system.database.ownerDb
    .selectFrom('organisation')
    .select(['id', 'code'])
    .execute())
    organisations.set(code, id)
})

afterAll(() => system.close())

function as(login: string): TestClient {
  const person = people.get(login)
  if (person === undefined) throw new Error(`Nobody is ${login}`)
  return person.client
}

const idOf = (login: string): string => people.get(login)?.id ?? ''
const org = (code: string): string => organisations.get(code) ?? ''

const DETAIL = '核心工艺参数和客户名单，仅供审核使用。'

async function submitted(projectCode: string): Promise<CaseView> {
  const draft = await openCase(as('haidian'), 'joint-review', {
    projectName: '新一代光子芯片中试线建设项目',
    projectCode,
    applicant: '试验光子科技有限公司',
    park: org('park.haidian'),
    contact: '林海 010-00000000',
    kind: 'new',
    industry: '集成电路',
    summary: '建设中试线一条，服务园区内企业。',
    newLand: true,
    newLandM2: 12_000,
    investment: 800_000_000,
    outputPerHa: 300_000_000,
    technicalDetail: DETAIL,
    commitments: [{ text: '三年内达产', measure: '年产值', due: '2029-12-31', party: '申报单位' }],
  })
  const view = await actOn(as('haidian'), draft.id, 'draft', 'submit')
  return actOn(as('office'), view.id, 'check', 'accept')
}

const SCORES = { scoreTechnology: 90, scoreOutput: 80, scoreCluster: 85, scoreEcology: 75 }

describe('two reviewers, one with a conflict', () => {
  let view: CaseView

  beforeAll(async () => {
    view = await submitted('ZGC-2026-001')
    await actOn(as('office'), view.id, 'appoint', 'appoint', { reviewers: [idOf('anna'), idOf('bob')] })
  })

  test('before the declaration nobody of them sees confidential content; afterwards only who has none', async () => {
    for (const login of ['anna', 'bob']) {
      const seen = await readCase(as(login), view.id)
      expect(JSON.stringify(seen), login).not.toContain(DETAIL)
      expect(seen.activeNodes).toContain('declare')
    }
    const anna = await actOn(as('anna'), view.id, 'declare', 'none')
    expect(anna.data['technicalDetail']).toBe(DETAIL)
    const bob = await actOn(as('bob'), view.id, 'declare', 'conflict', {
      conflict: 'investment',
      conflictNote: '持有申报单位股份',
    })
    expect(JSON.stringify(bob)).not.toContain(DETAIL)
    expect(bob.actions).toEqual([])
    expect((await as('carl').request('GET', `/api/cases/${view.id}`)).statusCode).toBe(404)
  })

  test('individual scores stay sealed until all have scored; with too few another reviewer is asked', async () => {
    await actOn(as('anna'), view.id, 'score', 'submitScore', SCORES, '技术路线成熟。')
    const office = await readCase(as('office'), view.id)
    expect(office.activeNodes).toContain('appointMore')
    await actOn(as('office'), view.id, 'appointMore', 'appoint', { furtherReviewers: [idOf('carl')] })
    const carl = await readCase(as('carl'), view.id)
    expect(JSON.stringify(carl.branches)).not.toContain('"scoreTechnology":90')
    expect(JSON.stringify(carl.steps)).not.toContain('技术路线成熟')
    await actOn(as('carl'), view.id, 'declare', 'none')
    await actOn(as('carl'), view.id, 'score', 'submitScore', { ...SCORES, scoreTechnology: 55 })
    // The applicant never reads who scored what.
    const park = JSON.stringify(await readCase(as('haidian'), view.id))
    expect(park).not.toContain('scoreSheet":[')
    expect(park).not.toContain('技术路线成熟')
  })

  test('the consensus sees both scores and their spread; a wide one must be explained', async () => {
    const office = await readCase(as('office'), view.id)
    expect(office.activeNodes).toContain('consensus')
    expect(office.data['spreadTechnology']).toBe(35)
    expect(office.data['meanTechnology']).toBe(72.5)
    await actOn(as('office'), view.id, 'consensus', 'agree', {
      consensusTechnology: 78,
      consensusOutput: 80,
      consensusCluster: 85,
      consensusEcology: 75,
      consensusRecord: '两位审核人当面交换意见，一致同意。',
      spreadExplanation: '对量产进度判断不同，已补充论证。',
      leadingIndustries: 4,
      parksWithIndustry: 2,
      cultivatedIndustries: 1,
    })
    const decided = await readCase(as('office'), view.id)
    // 4 leading industries: over 3 (2023) and over 1-2 (十四五); both rules are shown, with source and date.
    const layout = decided.warnings.filter(({ code }) => code.startsWith('layout'))
    expect(layout.map(({ source }) => source.date)).toEqual(['2023', '2021/2025'])
  })

  test('approved: the green channel opens, its bodies work side by side, each with a clock', async () => {
    const closed = await actOn(as('office'), view.id, 'decide', 'approve', {
      conclusion: '符合准入标准，同意。',
    })
    expect(closed.outcome?.tone).toBe('good')
    const channel = await eventually(async () => {
      const { subcases } = await readCase(as('office'), view.id)
      return subcases.find(({ procedure }) => procedure.zh.includes('绿色通道'))
    })
    const start = await readCase(as('office'), channel.id)
    expect(start.stage).not.toBe('closed')
    expect(start.origin?.href).toBe(`/cases/${view.id}`)
  })
})

describe('not approved', () => {
  test('afterwards nothing can be done on the project, by whatever procedure and by whomever', async () => {
    const view = await submitted('ZGC-2026-002')
    await actOn(as('office'), view.id, 'appoint', 'appoint', { reviewers: [idOf('anna'), idOf('carl')] })
    const low = { scoreTechnology: 20, scoreOutput: 30, scoreCluster: 30, scoreEcology: 25 }
    for (const login of ['anna', 'carl']) {
      await actOn(as(login), view.id, 'declare', 'none')
      await actOn(as(login), view.id, 'score', 'submitScore', low)
    }
    await actOn(as('office'), view.id, 'consensus', 'agree', {
      consensusTechnology: 20,
      consensusOutput: 30,
      consensusCluster: 30,
      consensusEcology: 25,
      consensusRecord: '一致认为未达到准入标准。',
      leadingIndustries: 2,
      parksWithIndustry: 2,
      cultivatedIndustries: 1,
    })
    const waiting = await readCase(as('office'), view.id)
    expect(waiting.actions.find(({ action }) => action === 'approve')?.blocked).not.toBeNull()
    const closed = await actOn(as('office'), view.id, 'decide', 'reject', {
      conclusion: '未达到准入标准，不予通过。',
    })
    expect(closed.outcome).toMatchObject({ code: 'rejected', tone: 'bad' })

    expect(
      codesOf(
        await as('office').request('POST', `/api/cases/${view.id}/commands`, {
          version: closed.version,
          command: { kind: 'comment', text: '再议' },
        }),
      ),
    ).toEqual(['cases.closed'])

    // The same project by another procedure, and from another park, which cannot even read the first case.
    for (const [login, procedure, data] of [
      ['haidian', 'one-stop', { projectCode: 'ZGC-2026-002' }],
      ['xicheng', 'joint-review', { projectCode: 'ZGC-2026-002', projectName: '换个名称再报' }],
    ] as const) {
      const opened = await as(login).request('POST', '/api/cases', { procedure, data })
      if (opened.statusCode === 201) {
        const draft = contract.openCase.response.parse(opened.json())
        expect(draft.bars.length).toBeGreaterThan(0)
        expect(draft.actions.every(({ blocked }) => blocked !== null) || draft.actions.length === 0).toBe(
          true,
        )
        const refused = await as(login).request('POST', `/api/cases/${draft.id}/commands`, {
          version: draft.version,
          command: {
            kind: 'act',
            activation: activationOf(draft, 'draft'),
            action: 'submit',
            opinion: null,
            data: {},
          },
        })
        expect(codesOf(refused)).toEqual(['cases.barred'])
      } else expect(codesOf(opened)).toEqual(['cases.barred'])
    }
  })
})
