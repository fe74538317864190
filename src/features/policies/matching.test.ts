import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinaDay } from '#domain/kernel'
import { TIMEKEEPER, createContext } from '#platform/http'
import * as rules from '#contract/rules'
import * as procedures from '#contract/procedures'
import { emptyLibrary, publishStaged, simplePolicy, stageFirm, OTHER_PARK, PARK } from '#tests/policy-stage'
import { compiledForm } from '#tests/shipped-statistics'
import { correctFiling } from '#tests/statistics-rows'
import type { StagedEnterprise } from '#tests/statistics-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import { flagRevisions } from './flag-revisions.ts'
import { followCases } from './follow-cases.ts'
import { keepMatches } from './keep-matches.ts'

/**
 * From a match to money. The firm's annual forms of 2025: revenue 5,000 万元, research 400 万元, 9 valid patents of invention; its share
 * of the home market is not known.
 */
let system: TestSystem
let firm: StagedEnterprise
let second: StagedEnterprise
let ids: Record<string, string>
let enterprise: TestClient
let park: TestClient
let otherPark: TestClient
let office: TestClient
const year = Number(chinaDay(Date.now()).slice(0, 4))

beforeAll(async () => {
  system = await createTestSystem()
  await emptyLibrary(system)
  await system.addAccount('firm1', ['enterprise'], 'company.huayuan')
  await system.addAccount('park1', ['park_committee'], PARK)
  await system.addAccount('park2', ['park_committee'], OTHER_PARK)
  await system.addAccount('office1', ['zone_office'], 'office')
  firm = await stageFirm(system, { organisation: 'company.huayuan' })
  second = await stageFirm(system, { park: OTHER_PARK, research: 500 })
  const evidence = [
    {
      id: 'share',
      title: { zh: '市场占有率证明', en: 'Proof' },
      facts: ['主导产品全国市场占有率'],
      required: true,
    },
  ]
  const research = { exclusive: ['research'], when: '上年度研发费用 >= 100' }
  const policies = [
    simplePolicy('t-rd', {
      ...research,
      amount: 'min(上年度研发费用 * 0.1, 50)',
      budget: [{ year, amount: 39, source: '测试' }],
    }),
    simplePolicy('t-rd-small', { ...research, amount: '5' }),
    simplePolicy('t-market', { when: '主导产品全国市场占有率 >= 10', amount: '20', evidence }),
    simplePolicy('t-patents', { when: '有效发明专利数 >= 10', amount: '10' }),
    simplePolicy('t-far', { when: '有效发明专利数 >= 100', amount: '10' }),
    simplePolicy('t-direct', {
      when: '上年度研发费用 >= 100',
      amount: '上年度研发费用 * 0.01',
      procedure: 'direct',
    }),
    simplePolicy('t-closed', {
      when: '上年度营业收入 > 0',
      amount: '1',
      windows: [{ from: '2021-01-01', to: '2021-03-31' }],
    }),
    simplePolicy('t-ended', {
      when: '上年度营业收入 > 0',
      amount: '1',
      valid: { from: '2020-01-01', to: '2021-01-01' },
    }),
    simplePolicy('t-other-park', { when: '上年度营业收入 > 0', amount: '1', parks: [OTHER_PARK] }),
  ]
  ids = {}
  for (const policy of policies) ids[policy.code] = await publishStaged(system, policy)
  enterprise = await system.signIn('firm1')
  park = await system.signIn('park1')
  otherPark = await system.signIn('park2')
  office = await system.signIn('office1')
})
afterAll(() => system.close())

const keeper = () => createContext(system.services, TIMEKEEPER)
const policy = (code: string) => ids[code] ?? ''
const matches = (who: TestClient, id = firm.id) =>
  who.call(contract.matchEnterprise, { params: { enterpriseId: id } })
const explained = (who: TestClient, code: string) =>
  who.call(contract.explainMatch, { params: { enterpriseId: firm.id, policyId: policy(code) } })
const apply = (who: TestClient, code: string, body: object = {}) =>
  who.request('POST', `/api/policies/${policy(code)}/applications`, {
    enterpriseId: firm.id,
    declared: true,
    ...body,
  })

async function act(who: TestClient, caseId: string, action: string, data: object): Promise<void> {
  const view = await who.call(procedures.readCase, { params: { caseId } })
  const step = view.actions.find((one) => one.action === action)
  expect(step, action).toBeDefined()
  const answer = await who.request('POST', `/api/cases/${caseId}/commands`, {
    version: view.version,
    command: { kind: 'act', activation: step?.activation, action, data },
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
}

describe('the policies of an enterprise', () => {
  it('are qualified, near, undetermined or not', async () => {
    const { counts, matches: found } = await matches(enterprise)
    const answers = Object.fromEntries(found.map(({ code, answer }) => [code, answer]))
    expect(answers).toEqual({
      't-rd': 'yes',
      't-rd-small': 'yes',
      't-direct': 'yes',
      't-closed': 'yes',
      't-patents': 'near',
      't-market': 'undetermined',
      't-far': 'no',
      't-other-park': 'no',
    })
    expect(counts).toEqual({ yes: 4, near: 1, undetermined: 1, no: 2 })
  })

  it('say the amount, what is lacking and what to show', async () => {
    const { matches: found } = await matches(enterprise)
    const of = (code: string) => found.find((one) => one.code === code)
    expect(of('t-rd')?.amount).toBe(40)
    expect(of('t-patents')?.way).toEqual([
      { condition: 'only', title: { zh: '条件', en: 'Condition' }, lacking: 1, unit: '件' },
    ])
    expect(of('t-market')?.needed.map(({ fact }) => fact)).toEqual(['主导产品全国市场占有率'])
    expect(of('t-closed')?.window.state).toBe('closed')
  })

  it('are combined: of a group of which one may be had the better is taken, and what is closed is left out', async () => {
    const { combination } = await matches(enterprise)
    expect(combination?.total).toBe(44)
    expect(combination?.chosen.map(({ policyId }) => policyId).toSorted()).toEqual(
      [policy('t-rd'), policy('t-direct')].toSorted(),
    )
    const left = Object.fromEntries(
      combination?.leftOut.map(({ policyId, reason }) => [policyId, reason]) ?? [],
    )
    expect(left).toEqual({ [policy('t-rd-small')]: 'exclusive', [policy('t-closed')]: 'window' })
  })

  it('are the same for the park and the office, and not there for anybody else', async () => {
    const own = await matches(enterprise)
    expect((await matches(park)).matches).toEqual(own.matches)
    expect((await matches(office)).matches).toEqual(own.matches)
    const refused = await otherPark.request('GET', `/api/enterprises/${firm.id}/policies`)
    expect([refused.statusCode, codesOf(refused)]).toEqual([404, ['enterprises.not_found']])
  })

  it('are explained by the cell of the filing', async () => {
    const { verdict, amount } = await explained(enterprise, 't-rd')
    const [comparison] = verdict.trace.of
      .flatMap((node) => node.comparisons)
      .concat(verdict.trace.comparisons)
    expect(comparison?.facts[0]).toMatchObject({
      fact: '上年度研发费用',
      value: 400,
      source: {
        kind: 'filing',
        place: { form: 'GQ-005', period: String(year - 1), cell: 'QJ20', filed: 4_000 },
      },
    })
    expect(amount?.value).toBe(40)
  })
})

describe('an application', () => {
  let applicationId: string
  let caseId: string

  it('is refused where facts are missing, the window is closed or the conditions fail', async () => {
    expect(codesOf(await apply(enterprise, 't-market'))).toEqual(['policies.facts_missing'])
    expect(codesOf(await apply(enterprise, 't-closed'))).toEqual(['policies.window_closed'])
    expect(codesOf(await apply(enterprise, 't-patents'))).toEqual(['policies.not_qualified'])
    expect(codesOf(await apply(enterprise, 't-ended'))).toEqual(['policies.not_in_force'])
  })

  it('becomes possible when the enterprise supplies the missing fact; papers are asked for until somebody confirmed it', async () => {
    const said = await enterprise.call(rules.declareFact, {
      params: { enterpriseId: firm.id },
      body: { fact: '主导产品全国市场占有率', value: 12 },
    })
    expect((await explained(enterprise, 't-market')).match.answer).toBe('yes')
    expect(codesOf(await apply(enterprise, 't-market'))).toEqual(['policies.evidence_missing'])
    await park.call(rules.decideDeclaration, {
      params: { declarationId: said.id },
      body: { decision: 'confirm', reason: null, version: said.version },
    })
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select('subjectPath')
      .where('message', 'like', 'fact-%')
      .execute()
    expect(new Set(told.map(({ subjectPath }) => subjectPath))).toEqual(
      new Set([`/enterprises/${firm.id}?tab=facts`]),
    )
    const applied = await apply(enterprise, 't-market')
    expect(applied.statusCode, applied.body).toBe(201)
    const view = applied.json<{ id: string; caseId: string; state: string; worked: number }>()
    expect([view.state, view.worked]).toEqual(['submitted', 20])
    applicationId = view.id
    caseId = view.caseId
    expect(codesOf(await apply(enterprise, 't-market'))).toEqual(['policies.applied_already'])
  })

  it('is granted by the office and then paid', async () => {
    await act(office, caseId, 'approve', { approved: 18 })
    expect(await followCases(keeper())).toBe(1)
    const granted = await office.call(contract.readApplication, { params: { applicationId } })
    expect([granted.state, granted.approved]).toEqual(['approved', 18])
    const pay = (body: object) =>
      office.request('POST', `/api/policy-applications/${applicationId}/payments`, body)
    const payment = { amount: 18, on: `${String(year)}-01-05`, reference: '拨〔1〕', despite: null }
    expect(codesOf(await pay({ ...payment, amount: 18.01, version: granted.version }))).toEqual([
      'policies.more_than_granted',
    ])
    const paid = await pay({ ...payment, version: granted.version })
    expect(paid.statusCode, paid.body).toBe(201)
    expect(paid.json()).toMatchObject({ state: 'paid', paid: 18 })
    expect(codesOf(await pay({ ...payment, version: granted.version }))).toEqual([
      'policies.application_stale',
    ])
    const own = await enterprise.call(contract.readApplication, { params: { applicationId } })
    expect(own.payments).toHaveLength(1)
  })

  it('is nobody else’s to see', async () => {
    const refused = await otherPark.request('GET', `/api/policy-applications/${applicationId}`)
    expect([refused.statusCode, codesOf(refused)]).toEqual([404, ['policies.application_not_found']])
    const listed = await otherPark.call(contract.listApplications)
    expect(listed.total).toBe(0)
    expect((await park.call(contract.listApplications)).total).toBe(1)
  })

  it('for another of the group is refused, and paying above the budget needs a reason', async () => {
    const applied = (await apply(enterprise, 't-rd')).json<{ id: string; caseId: string }>()
    expect(codesOf(await apply(enterprise, 't-rd-small'))).toEqual(['policies.exclusive_taken'])
    await act(office, applied.caseId, 'approve', { approved: 40 })
    await followCases(keeper())
    const { version } = await office.call(contract.readApplication, { params: { applicationId: applied.id } })
    const pay = (despite: string | null) =>
      office.request('POST', `/api/policy-applications/${applied.id}/payments`, {
        amount: 40,
        on: `${String(year)}-01-06`,
        reference: '拨〔2〕',
        despite,
        version,
      })
    const warned = await pay(null)
    expect(codesOf(warned)).toEqual(['policies.payment_warned'])
    expect(warned.json()).toMatchObject({
      issues: [{ params: { warnings: [{ kind: 'over-budget', over: 1 }] } }],
    })
    const paid = await pay('预算调剂已批准')
    expect(paid.json()).toMatchObject({
      state: 'paid',
      flags: [{ kind: 'over-budget', state: 'accepted', decision: { reason: '预算调剂已批准' } }],
    })
  })

  it('is flagged when the facts it was paid on are revised so that it would be less', async () => {
    expect(await flagRevisions(keeper(), 'before')).toBe(0)
    await correctFiling(
      system.database.ownerDb,
      compiledForm('GQ-005').definition,
      firm.id,
      String(year - 1),
      {
        QJ20: 3_000,
        QJ73: 9,
      },
      new Date().toISOString(),
    )
    expect(await flagRevisions(keeper(), 'after')).toBe(1)
    const flagged = await office.call(contract.listApplications, { query: { flagged: 'yes' } })
    expect(flagged.applications.map(({ policy: { code }, openFlags }) => [code, openFlags])).toEqual([
      ['t-rd', 1],
    ])
    const view = await office.call(contract.readApplication, {
      params: { applicationId: flagged.applications[0]?.id ?? '' },
    })
    const flag = view.flags.find(({ kind }) => kind === 'facts-revised')
    expect(flag?.detail).toMatchObject({
      worked: 40,
      now: 30,
      revised: [{ fact: '上年度研发费用', then: 400, now: 300 }],
    })
    const decided = await office.call(contract.decideFlag, {
      params: { flagId: flag?.id ?? '' },
      body: { decision: 'accepted', reason: '追回差额' },
    })
    expect(decided.openFlags).toBe(0)
    // The same revision is not noticed twice.
    expect(await flagRevisions(keeper(), 'later')).toBe(1)
    expect((await office.call(contract.listApplications, { query: { flagged: 'yes' } })).total).toBe(0)
  })
})

describe('a list without application', () => {
  it('is drawn, sent, confirmed and granted', async () => {
    const drawn = await office.request('POST', `/api/policies/${policy('t-direct')}/direct-lists`, { year })
    expect(drawn.statusCode, drawn.body).toBe(201)
    const list = drawn.json<{ id: string; count: number; amount: number; version: number }>()
    // 300 and 50 万元 of research; the second is below 100.
    expect([list.count, list.amount]).toEqual([1, 3])
    expect(
      (await enterprise.call(contract.listApplications, { query: { policy: policy('t-direct') } })).total,
    ).toBe(0)
    expect(
      codesOf(await office.request('POST', `/api/policies/${policy('t-direct')}/direct-lists`, { year })),
    ).toEqual(['policies.list_drawn_already'])
    await office.call(contract.actOnDirectList, {
      params: { listId: list.id },
      body: { act: 'send', version: list.version },
    })
    const invited = await enterprise.call(contract.listApplications, {
      query: { policy: policy('t-direct') },
    })
    const [invitation] = invited.applications
    expect(invitation?.state).toBe('invited')
    await enterprise.call(contract.answerInvitation, {
      params: { applicationId: invitation?.id ?? '' },
      body: { answer: 'confirm', reason: null, version: invitation?.version },
    })
    await followCases(keeper())
    const read = await park.call(contract.readDirectList, { params: { listId: list.id } })
    expect(read.list).toMatchObject({ confirmed: 1, declined: 0 })
    expect(read.applications.map(({ state, approved }) => [state, approved])).toEqual([['approved', 3]])
  })

  it('is not drawn for a policy that is applied for', async () => {
    expect(
      codesOf(await office.request('POST', `/api/policies/${policy('t-rd')}/direct-lists`, { year })),
    ).toEqual(['policies.not_direct'])
  })
})

describe('the enterprises of a policy', () => {
  it('are counted for the office, and for a park only its own', async () => {
    const all = await office.call(contract.listMatches, { params: { policyId: policy('t-other-park') } })
    expect([all.counts.yes, all.enterprises.map(({ enterpriseId }) => enterpriseId)]).toEqual([
      1,
      [second.id],
    ])
    const own = await park.call(contract.listMatches, { params: { policyId: policy('t-other-park') } })
    expect(own.counts).toEqual({ yes: 0, near: 0, undetermined: 0, no: 1 })
    const summary = await otherPark.call(contract.readMatchingSummary)
    expect(summary.enterprises).toBe(1)
  })

  it('hear of a policy when they newly qualify, with the reason, once', async () => {
    await keepMatches(keeper())
    const newest = await publishStaged(
      system,
      simplePolicy('t-new', { when: '上年度营业收入 > 0', amount: '2' }),
    )
    await keepMatches(keeper())
    await keepMatches(keeper())
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select(['textZh', 'subjectPath'])
      .where('message', '=', 'policy-qualified')
      .execute()
    expect(told).toEqual([
      {
        textZh: '你单位现符合“政策t-new”的条件（政策或标准有更新）。',
        subjectPath: `/enterprises/${firm.id}?tab=policies&policy=${newest}`,
      },
    ])
  })
})
