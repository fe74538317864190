import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseView } from '#contract/procedures'
import { beginCase, commandCase, readCase } from '#features/procedures'
import { TIMEKEEPER, createContext } from '#platform/http'
import { DAYS, refusalOf, stageRounds, type RoundStage } from '#tests/round-stage'
import { organisationId } from '#tests/statistics-stage'
import { createTestSystem, type TestSystem } from '#tests/system'
import type { Decision, WireJson } from './contract.ts'
import { decide } from './decide.ts'
import { listDecisions } from './decisions.ts'
import { keepEvaluations } from './keep-evaluations.ts'
import { changeRound } from './plan-round.ts'
import { proposeDecisions } from './propose-decisions.ts'
import { readRound } from './read-round.ts'
import { simulateSupport } from './simulate-support.ts'
import { wireJson } from './store.ts'
import { waitingInEvaluation } from './waiting-evaluation.ts'

let system: TestSystem
let stage: RoundStage
let roundId: string
const { from, to, confirm, publish } = DAYS[2024]

const view = async (login: string, on: string) => readRound(await stage.at(login, on), roundId)
const decisions = async (login: string, on: string): Promise<Decision[]> =>
  (await listDecisions(await stage.at(login, on), roundId)).decisions
const propose = async (on: string) => {
  const ctx = await stage.at('office1', on)
  return proposeDecisions(ctx, roundId, (await readRound(ctx, roundId)).row.version)
}
const all = (proposed: readonly Decision[]) =>
  proposed.filter(({ state }) => state === 'proposed').map(({ id, version }) => ({ id, version, note: null }))
const amountsOf = (list: readonly { amountWan: number | null }[]) =>
  list.reduce((sum, { amountWan }) => sum + (amountWan ?? 0), 0)

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  roundId = (await stage.computed('2024')).row.id
})
afterAll(() => system.close())

describe('a simulated budget', () => {
  const simulate = async (poolWan: number, definition: object | null = null) =>
    simulateSupport(await stage.at('leader', from), roundId, {
      rule: null,
      definition: definition === null ? null : wireJson(definition),
      poolWan,
    })

  it('divides the pool to the last 万元 by tier and score, within floors and ceilings', async () => {
    const { shares, dividedWan, left } = await simulate(1000)
    expect([shares.length, dividedWan, left]).toEqual([stage.parks.length, 1000, 0])
    expect(amountsOf(shares)).toBe(1000)
    const supported = shares.filter(({ consequence }) => consequence === 'support')
    expect(supported).toHaveLength(stage.parks.length - 2)
    for (const { grade, amountWan } of supported) {
      expect(amountWan).toBeGreaterThanOrEqual(grade === 'excellent' ? 50 : 10)
      expect(amountWan).toBeLessThanOrEqual(grade === 'excellent' ? 400 : 1000)
    }
    // Within a tier a higher score never brings less.
    const excellent = supported
      .filter(({ grade }) => grade === 'excellent')
      .map(({ amountWan }) => amountWan ?? 0)
    expect(excellent).toEqual(excellent.toSorted((one, other) => other - one))
    expect(
      shares
        .filter(({ consequence }) => consequence === 'rectification')
        .map(({ unit, amountWan }) => [unit, amountWan]),
    ).toEqual([
      ['park.yanqing', null],
      ['park.pinggu', null],
    ])
    expect(shares[0]?.because.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['grade_of_tier', 'shared_by_weight_and_score']),
    )
  })

  it('refuses a pool below the floors, and a rule that leaves a grade out', async () => {
    expect(await refusalOf(simulate(100))).toEqual(['evaluation.pool_below_floors'])
    const { supportRule } = await view('office1', from)
    const definition = supportRule?.definition as { tiers: { grade: string }[] }
    const without = { ...definition, tiers: definition.tiers.filter(({ grade }) => grade !== 'weak') }
    expect(await refusalOf(simulate(1000, without))).toEqual(['evaluation.rule_grade_missing'])
    expect(await refusalOf(simulate(1000, { tiers: [] }))).toContain('evaluation.rule_shape')
  })

  it('decides nothing', async () => {
    expect(await decisions('office1', from)).toEqual([])
  })
})

describe('decisions', () => {
  it('wait for the confirmation', async () => {
    expect(await refusalOf(propose(from))).toEqual(['evaluation.round_not_now'])
    await stage.act('office1', from, roundId, 'open-review')
    await stage.act('office1', to, roundId, 'close-review')
    await stage.act('office2', confirm, roundId, 'confirm')
    expect(await refusalOf(stage.act('office1', publish, roundId, 'publish'))).toEqual([
      'evaluation.decisions_missing',
    ])
  })

  it('are proposed with run, digests, rule version, grade, score and interval as evidence', async () => {
    const proposed = (await propose(confirm)).decisions
    expect(proposed).toHaveLength(stage.parks.length)
    expect(amountsOf(proposed)).toBe(1000)
    const row = await system.database.ownerDb
      .selectFrom('evaluationDecision as d')
      .innerJoin('evaluationRun as n', 'n.id', 'd.runId')
      .select(['d.evidence', 'n.resultDigest', 'n.dataDigest', 'n.serial', 'n.id'])
      .where('d.unit', '=', 'park.pinggu')
      .executeTakeFirstOrThrow()
    expect(row.evidence).toMatchObject({
      run: {
        id: row.id,
        serial: Number(row.serial),
        resultDigest: row.resultDigest,
        dataDigest: row.dataDigest,
      },
      rule: { code: 'staged-rule', version: 1 },
      grade: 'weak',
      score: 0,
      interval: [null, null],
      poolWan: 1000,
    })
    expect(proposed.find(({ unit }) => unit === 'park.pinggu')).toMatchObject({
      consequence: 'rectification',
      amountWan: null,
      state: 'proposed',
      case: null,
      can: ['decide'],
      because: [
        { code: 'grade_of_tier', params: { grade: 'weak', tier: 'of-weak' } },
        { code: 'by_run', params: { result: row.resultDigest } },
      ],
    })
    expect(
      (await waitingInEvaluation(await stage.at('leader', confirm))).map(({ kind, count }) => [kind, count]),
    ).toEqual([['evaluation-decide', stage.parks.length]])
    expect(await refusalOf(stage.act('office1', publish, roundId, 'publish'))).toEqual([
      'evaluation.decisions_open',
    ])
  })

  it('are nobody else’s to see while they are proposed', async () => {
    expect(await decisions('haidian', confirm)).toEqual([])
    expect(await refusalOf(decideAs('haidian', await decisions('office1', confirm)))).not.toEqual([])
  })

  it('are made anew where rule, pool or version changed since', async () => {
    const office1 = await stage.at('office1', confirm)
    const old = await decisions('office1', confirm)
    const { row } = await readRound(office1, roundId)
    await changeRound(office1, roundId, { version: row.version, poolWan: 1200, reason: '追加资金' })
    expect(await refusalOf(decideAs('leader', old))).toEqual(['evaluation.proposal_outdated'])
    const fresh = (await propose(confirm)).decisions
    expect(amountsOf(fresh)).toBe(1200)
    expect(await refusalOf(decideAs('leader', old))).toEqual(['evaluation.stale'])
  })

  it('may be made in parts; what is proposed anew divides only what is left of the pool', async () => {
    const haidian = (await decisions('office1', confirm)).filter(({ unit }) => unit === 'park.haidian')
    const before = haidian[0]?.amountWan ?? 0
    await decideAs('office2', haidian, '按规则')
    const again = (await propose(confirm)).decisions
    expect(amountsOf(again)).toBe(1200)
    expect(again.find(({ unit }) => unit === 'park.haidian')).toMatchObject({
      state: 'decided',
      amountWan: before,
      note: '按规则',
      decidedByName: 'office2',
      can: [],
    })
    expect((await decisions('haidian', confirm)).map(({ unit }) => unit)).toEqual(['park.haidian'])
    expect(await refusalOf(decideAs('leader', haidian))).toEqual(['evaluation.stale'])
    const office1 = await stage.at('office1', confirm)
    const { row } = await readRound(office1, roundId)
    expect(
      await refusalOf(changeRound(office1, roundId, { version: row.version, poolWan: 1, reason: '压减' })),
    ).toEqual(['evaluation.decided_already'])
    expect(await refusalOf(stage.act('office1', confirm, roundId, 'abandon', { reason: '作废' }))).toEqual([
      'evaluation.decided_already',
    ])
  })

  it('open the rectifications in the same act, each with the park’s weakest figures and the run that it stands on', async () => {
    const decided = await decideAs('leader', await decisions('leader', confirm))
    expect(decided.every(({ state }) => state === 'decided')).toBe(true)
    const pinggu = decided.find(({ unit }) => unit === 'park.pinggu')
    expect(pinggu?.case).toMatchObject({ readable: true, outcome: null })
    expect(pinggu?.case?.number).toMatch(/^改〔\d{4}〕\d+号$/u)
    expect(pinggu?.case?.places).toEqual([{ zh: '签发', en: 'Issue' }])
    const opened = await readCase(await stage.at('leader', confirm), pinggu?.case?.id ?? '')
    expect(opened.origin).toEqual({
      kind: 'evaluation',
      title: '2024年度试评',
      href: `/evaluations/rounds/${roundId}`,
    })
    const { data } = opened
    expect(data['basis']).toMatch(
      /第\d+号测算，综合得分0，第17名，等次“较弱”。\n支持规则staged-rule第1版。\n方案摘要[0-9a-f]{64}，数据摘要[0-9a-f]{64}，结果摘要[0-9a-f]{64}/u,
    )
    const problems = (data['problems'] as { problem: string }[]).map(({ problem }) => problem)
    expect(problems).toHaveLength(4)
    expect(problems[0]).toMatch(/^“集聚”得分0，低于平均/u)
    expect(problems[2]).toMatch(/^“总收入”为10亿元（全体平均[\d.]+亿元），得分0，低于平均[\d.]+，权重75%/u)
  })

  it('are published with the result, for everybody to see', async () => {
    expect((await decisions('xicheng', confirm)).map(({ unit }) => unit)).toEqual(['park.xicheng'])
    const published = await stage.act('office1', publish, roundId, 'publish')
    expect(published.row.state).toBe('published')
    expect([published.can, published.blocked]).toEqual([[], []])
    expect((await view('haidian', publish)).standings).toHaveLength(stage.parks.length)
    const seen = await decisions('xicheng', publish)
    expect(seen).toHaveLength(stage.parks.length)
    // The case itself stays with who has a part in it.
    expect(seen.find(({ unit }) => unit === 'park.pinggu')?.case).toMatchObject({
      readable: false,
      places: [],
    })
    expect(await refusalOf(propose(publish))).toEqual(['evaluation.round_not_now'])
  })
})

describe('what becomes of a rectification', () => {
  const keep = async (on: string) => {
    const ctx = createContext(system.services, TIMEKEEPER, new Date(`${on}T03:00:00Z`))
    return keepEvaluations(ctx)
  }
  const noticesOf = async (park: string): Promise<string[]> => {
    const rows = await system.database.ownerDb
      .selectFrom('notice')
      .innerJoin('organisation', 'organisation.id', 'notice.organisationId')
      .select('notice.textZh')
      .where('organisation.code', '=', park)
      .where('message', '=', 'evaluation-outcome')
      .execute()
    return rows.map(({ textZh }) => textZh)
  }
  async function caseOf(unit: string): Promise<string> {
    const decision = (await decisions('office1', publish)).find((one) => one.unit === unit)
    return decision?.case?.id ?? ''
  }
  async function act(
    login: string,
    on: string,
    caseId: string,
    node: string,
    action: string,
    data: object = {},
  ): Promise<CaseView> {
    const ctx = await stage.at(login, on)
    const now = await readCase(ctx, caseId)
    const step = now.steps.find((one) => one.node === node && one.status === 'active')
    if (step === undefined) throw new Error(`${node} is not active`)
    return commandCase(ctx, caseId, now.version, {
      kind: 'act',
      activation: step.activation,
      action,
      opinion: null,
      data: wireJson(data) as Record<string, WireJson>,
      attachments: [],
    })
  }
  async function improved(park: string, caseId: string): Promise<void> {
    await act('leader', '2025-07-21', caseId, 'issue', 'issue')
    await act(park, '2025-07-22', caseId, 'planning', 'submitPlan', {
      plan: '盘活存量空间，引入企业。',
      measures: [{ problem: '总收入偏低', measure: '招商', person: '赵', dueOn: '2025-10-31' }],
    })
    await act('office1', '2025-07-23', caseId, 'planReview', 'approve')
    await act(park, '2025-09-01', caseId, 'work', 'report', { progress: '引入三家企业。', final: true })
  }

  it('is nothing to write down while it runs', async () => {
    expect(await keep('2025-07-21')).toBe(0)
  })

  it('is lifted: the decision, the round and the park hear of it, once', async () => {
    const caseId = await caseOf('park.yanqing')
    await improved('yanqing', caseId)
    await act('office1', '2025-09-02', caseId, 'verify', 'lift', { verification: '已见成效。' })
    expect(await keep('2025-09-02')).toBe(1)
    expect(await keep('2025-09-02')).toBe(0)
    const lifted = (await decisions('yanqing', '2025-09-02')).find(({ unit }) => unit === 'park.yanqing')
    expect(lifted?.case).toMatchObject({
      outcome: 'lifted',
      outcomeAt: '2025-09-02T02:00:00Z',
      readable: true,
    })
    expect(await noticesOf('park.yanqing')).toEqual([expect.stringContaining('整改通过验收，予以解除')])
    expect((await view('haidian', '2025-09-02')).acts.at(-1)).toMatchObject({
      act: 'outcome',
      byName: '系统',
      detail: { outcome: 'lifted' },
    })
  })

  it('fails: support is withdrawn after the appeal was heard, not before', async () => {
    const caseId = await caseOf('park.pinggu')
    await improved('pinggu', caseId)
    await act('office1', '2025-09-02', caseId, 'verify', 'fail', { verification: '未见成效。' })
    await act('office1', '2025-09-03', caseId, 'propose', 'propose', {
      proposal: 'withdraw-support',
      proposalReason: '整改不力。',
    })
    await act('leader', '2025-09-04', caseId, 'decide', 'impose', { decision: '取消市级支持。' })
    expect(await keep('2025-09-04')).toBe(0)
    await act('pinggu', '2025-09-05', caseId, 'appealWindow', 'appeal', { appeal: '已签约两家，尚未入统。' })
    await act('office1', '2025-09-08', caseId, 'appealReview', 'report', {
      appealReply: '签约不在评价年度内。',
    })
    expect(await keep('2025-09-08')).toBe(0)
    await act('leader', '2025-09-09', caseId, 'appealDecide', 'uphold', { appealDecision: '维持原决定。' })
    expect(await keep('2025-09-09')).toBe(1)
    const withdrawn = (await decisions('office1', '2025-09-09')).find(({ unit }) => unit === 'park.pinggu')
    expect(withdrawn?.case).toMatchObject({ outcome: 'support-withdrawn' })
    expect(await noticesOf('park.pinggu')).toEqual([expect.stringContaining('取消市级支持')])
    const { action } = await system.database.ownerDb
      .selectFrom('auditEntry')
      .select('action')
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    expect(action).toBe('evaluation.outcome')
  })

  describe('next year', () => {
    let next: string
    const shares = async (on: string) => {
      const simulated = await simulateSupport(await stage.at('office1', on), next, {
        rule: null,
        definition: null,
        poolWan: 1000,
      })
      expect(amountsOf(simulated.shares)).toBe(1000)
      return new Map(simulated.shares.map((share) => [share.unit, share]))
    }
    /** A rectification that the office opens by itself, to its lifting. */
    async function liftedByHand(ground: string, on: string): Promise<void> {
      const office1 = await stage.at('office1', on)
      const park = await organisationId(system, 'park.pinggu')
      const caseId = await beginCase(office1, {
        procedure: 'rectification',
        origin: null,
        data: {
          matter: '恢复市级支持复核',
          park,
          ground,
          basis: '园区申请',
          problems: [{ problem: '总收入偏低', requirement: '核实' }],
        },
      })
      await act('office1', on, caseId, 'draft', 'submit')
      await act('leader', on, caseId, 'issue', 'issue')
      await act('pinggu', on, caseId, 'planning', 'submitPlan', {
        plan: '已引入企业入统。',
        measures: [{ problem: '总收入偏低', measure: '招商', person: '赵', dueOn: '2026-10-31' }],
      })
      await act('office1', on, caseId, 'planReview', 'approve')
      await act('pinggu', on, caseId, 'work', 'report', { progress: '已入统。', final: true })
      await act('office1', on, caseId, 'verify', 'lift', { verification: '属实。' })
    }

    it('support is kept from the park, however well it does; the one that was lifted may go under again', async () => {
      next = (await stage.computed('2025')).row.id
      const found = await shares('2026-06-02')
      expect(found.get('park.pinggu')).toMatchObject({
        grade: 'excellent',
        consequence: 'none',
        amountWan: null,
      })
      expect(found.get('park.pinggu')?.because.at(-1)).toEqual({
        code: 'support_withdrawn',
        params: { period: '2024' },
      })
      expect(found.get('park.yanqing')).toMatchObject({ grade: 'weak', consequence: 'rectification' })
    })

    it('it is given back by a rectification on that ground that is lifted, by no other', async () => {
      await liftedByHand('supervision', '2026-06-03')
      expect((await shares('2026-06-03')).get('park.pinggu')?.consequence).toBe('none')
      await liftedByHand('evaluation', '2026-06-04')
      const pinggu = (await shares('2026-06-05')).get('park.pinggu')
      expect(pinggu?.consequence).toBe('support')
      expect(pinggu?.amountWan).toBeGreaterThanOrEqual(50)
    })
  })
})

async function decideAs(
  login: string,
  list: readonly Decision[],
  note: string | null = null,
): Promise<Decision[]> {
  const ctx = await stage.at(login, confirm)
  return (await decide(ctx, roundId, { decisions: all(list).map((one) => ({ ...one, note })) })).decisions
}
