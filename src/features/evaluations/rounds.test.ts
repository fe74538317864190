import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readHome } from '#contract/work'
import * as contract from './contract.ts'
import { DAYS, refusalOf, stageRounds, STAGED_RULE, type RoundStage } from '#tests/round-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { answerObjection, listObjections, object } from './objections.ts'
import { readOwnResult } from './own-result.ts'
import { changeRound, planRound } from './plan-round.ts'
import { readRound } from './read-round.ts'
import { listRounds } from './round-rows.ts'
import { waitingInEvaluation } from './waiting-evaluation.ts'

let system: TestSystem
let stage: RoundStage
let office: TestClient
let haidian: TestClient
let xicheng: TestClient
let roundId: string
const { freeze, from, to, confirm } = DAYS[2024]

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  office = await system.signIn('office1')
  haidian = await system.signIn('haidian')
  xicheng = await system.signIn('xicheng')
})
afterAll(() => system.close())

const own = async (login: string, on: string, unit?: string) =>
  readOwnResult(await stage.at(login, on), roundId, unit)
const view = async (login: string, on: string) => readRound(await stage.at(login, on), roundId)
const waits = async (login: string, on: string) =>
  (await waitingInEvaluation(await stage.at(login, on))).map(({ kind, act, dueOn }) => [kind, act, dueOn])

describe('planning', () => {
  it('proposes the calendar by working days, and one round for a scheme and period', async () => {
    const planned = await stage.plan('2024', '2025-05-20')
    roundId = planned.row.id
    expect(planned.row).toMatchObject({
      state: 'planned',
      scheme: { code: 'staged', name: { zh: '试评方案', en: 'Staged scheme' } },
      calendar: {
        freezeOn: freeze,
        reviewFrom: from,
        reviewTo: to,
        confirmOn: '2025-07-23',
        publishOn: '2025-07-30',
      },
    })
    expect(planned.poolWan).toBe(1000)
    expect(planned.acts.map(({ act, byName }) => [act, byName])).toEqual([['plan', 'office1']])
    expect(await refusalOf(stage.plan('2024', '2025-05-20'))).toEqual(['evaluation.round_exists'])
  })

  it('refuses a period of another rhythm, days out of order, and a rule that does not hold yet', async () => {
    const office1 = await stage.at('office1', '2025-05-20')
    const plan = (change: object) =>
      refusalOf(
        planRound(office1, {
          schemeId: stage.schemeId,
          period: '2023',
          title: '试评',
          calendar: null,
          supportRule: null,
          poolWan: null,
          ...change,
        }),
      )
    expect(await plan({ period: '2023-Q1' })).toEqual(['evaluation.period_of_rhythm'])
    expect(await plan({ supportRule: STAGED_RULE })).toEqual(['evaluation.rule_too_early'])
    expect(await plan({ supportRule: { code: 'nowhere', version: 1 } })).toEqual(['evaluation.rule_unknown'])
    const days = {
      freezeOn: freeze,
      reviewFrom: to,
      reviewTo: from,
      confirmOn: '2025-07-23',
      publishOn: '2025-07-30',
    }
    expect(await plan({ calendar: days })).toEqual(['evaluation.calendar_order'])
  })

  it('is changed with a reason, by one who saw the newest version', async () => {
    const office1 = await stage.at('office1', '2025-05-20')
    const changed = await changeRound(office1, roundId, { version: 1, poolWan: 900, reason: '资金压减' })
    expect([changed.poolWan, changed.row.version]).toEqual([900, 2])
    expect(changed.acts.at(-1)).toMatchObject({ act: 'change', reason: '资金压减', detail: { poolWan: 900 } })
    const stale = await office.request('PATCH', `/api/evaluations/rounds/${roundId}`, {
      version: 1,
      poolWan: 800,
      reason: '再压减',
    })
    expect([stale.statusCode, codesOf(stale)]).toEqual([409, ['evaluation.stale']])
  })

  it('waits in the in-tray of the office, with the day of its next step', async () => {
    const { entries } = await office.call(readHome)
    expect(entries).toContainEqual({
      id: `evaluation-act-${roundId}`,
      kind: 'evaluation-act',
      title: '2024年度试评',
      href: `/evaluations/rounds/${roundId}`,
      params: { act: 'freeze', count: 1 },
      since: null,
      dueOn: freeze,
    })
    expect((await haidian.call(readHome)).entries).toEqual([])
  })

  it('is the office’s: a park reads the round and cannot act', async () => {
    const parksView = await view('haidian', '2025-05-20')
    expect([parksView.row.title, parksView.can, parksView.blocked]).toEqual(['2024年度试评', [], []])
    const refused = await haidian.request('POST', `/api/evaluations/rounds/${roundId}/acts`, {
      version: 2,
      act: 'freeze',
      runId: null,
      reason: null,
    })
    expect(refused.statusCode).toBe(403)
    expect((await listRounds(await stage.at('haidian', '2025-05-20'))).can.plan).toBe(false)
  })
})

describe('frozen data and the run', () => {
  it('are frozen on their day, run, and adopted; nothing comes before its turn', async () => {
    expect(await refusalOf(stage.act('office1', '2025-06-02', roundId, 'freeze'))).toEqual([
      'evaluation.before_day',
    ])
    expect((await view('office1', '2025-06-02')).blocked).toEqual([
      { act: 'freeze', code: 'evaluation.before_day', params: { act: 'freeze', on: freeze } },
    ])
    for (const act of ['open-review', 'close-review', 'confirm', 'publish'] as const)
      expect(await refusalOf(stage.act('office1', freeze, roundId, act))).toEqual([
        'evaluation.round_not_now',
      ])
    expect(await waits('office1', freeze)).toEqual([['evaluation-act', 'freeze', freeze]])
    const frozen = await stage.act('office1', freeze, roundId, 'freeze')
    expect([frozen.row.state, frozen.snapshots.length]).toEqual(['frozen', 1])
    expect(await refusalOf(stage.act('office1', freeze, roundId, 'adopt'))).toEqual([
      'evaluation.no_finished_run',
    ])
    const runId = await stage.run(freeze, roundId)
    expect(await refusalOf(stage.act('office1', freeze, roundId, 'adopt'))).toEqual([
      'evaluation.run_missing',
    ])
    const computed = await stage.act('office1', freeze, roundId, 'adopt', { runId })
    expect([computed.row.state, computed.row.runId, computed.standings.length]).toEqual([
      'computed',
      runId,
      stage.parks.length,
    ])
    expect(computed.standings[0]).toMatchObject({ unit: 'park.haidian', rank: 1, grade: 'excellent' })
    expect(computed.standings.slice(-2).map(({ unit, grade }) => [unit, grade])).toEqual([
      ['park.yanqing', 'weak'],
      ['park.pinggu', 'weak'],
    ])
  })

  it('are nobody’s to see before the review but the office’s, the leader’s and the evaluator’s', async () => {
    const { runs, snapshots, standings } = await view('haidian', freeze)
    expect([runs, snapshots, standings]).toEqual([[], [], []])
    expect(await refusalOf(own('haidian', freeze))).toEqual(['evaluation.not_found'])
  })
})

describe('the review', () => {
  let first: string
  let doubt: string

  it('opens within its days and tells every park', async () => {
    expect(await refusalOf(stage.act('office1', '2025-06-10', roundId, 'open-review'))).toEqual([
      'evaluation.before_day',
    ])
    const open = await stage.act('office1', from, roundId, 'open-review')
    first = open.row.runId ?? ''
    expect(open.row.state).toBe('review')
    const told = await system.database.ownerDb
      .selectFrom('notice')
      .select('party')
      .where('message', '=', 'evaluation-review')
      .execute()
    expect(new Set(told.map(({ party }) => party)).size).toBe(stage.parks.length)
    expect(await waits('haidian', from)).toEqual([['evaluation-review', null, to]])
    expect(await waits('haidian', '2025-06-26')).toEqual([])
    expect(await waits('office1', from)).toEqual([])
  })

  it('shows a park its own figures with the zone’s spread, and no other park’s', async () => {
    const result = await own('haidian', from)
    expect(result.unit).toBe('park.haidian')
    expect(result.nodes.find(({ node }) => node === 'income')).toMatchObject({
      raw: 1000,
      least: 10,
      most: 1000,
      objected: false,
      source: { kind: 'fact' },
    })
    expect(result.definition).toMatchObject({ code: 'staged' })
    const mine = await view('haidian', from)
    expect(mine.standings.map(({ unit }) => unit)).toEqual(['park.haidian'])
    expect(mine.can).toEqual(['object'])
    expect(await refusalOf(own('haidian', from, 'park.xicheng'))).toEqual(['evaluation.not_found'])
    expect((await own('office2', from, 'park.xicheng')).unit).toBe('park.xicheng')
  })

  it('takes a doubt about one figure with its evidence; another park does not see it', async () => {
    const upload = await haidian.uploadTo(`/api/evaluations/rounds/${roundId}/files`, [
      { name: '审计报告.pdf', content: '审计' },
    ])
    expect(upload.statusCode).toBe(201)
    const [file] = contract.addObjectionFiles.response.parse(upload.json()).files
    const raised = await object(await stage.at('haidian', '2025-06-12'), roundId, {
      column: 'income',
      period: '2024',
      claimedValue: 1100,
      reason: '漏报一家企业',
      files: [file?.id ?? ''],
    })
    doubt = raised.id
    expect(raised).toMatchObject({
      unit: 'park.haidian',
      columnName: { zh: '总收入', en: 'Income' },
      measureUnit: '亿元',
      currentValue: 1000,
      state: 'open',
      files: [{ name: '审计报告.pdf' }],
      can: ['withdraw'],
    })
    expect(
      (await own('haidian', '2025-06-12')).nodes.filter(({ objected }) => objected).map(({ node }) => node),
    ).toEqual(['income'])
    expect((await listObjections(await stage.at('xicheng', '2025-06-12'), roundId)).objections).toEqual([])
    expect((await view('xicheng', '2025-06-12')).row.openObjections).toBe(0)
    const path = `/api/evaluations/files/${file?.id ?? ''}`
    expect((await xicheng.request('GET', path)).statusCode).toBe(404)
    expect((await office.request('GET', path)).payload).toBe('审计')
    expect((await haidian.request('DELETE', path)).statusCode).toBe(404)
    expect(await waits('office2', '2025-06-12')).toEqual([['evaluation-objections', null, '2025-07-23']])
  })

  it.each([
    [
      'twice on one figure',
      { column: 'income', claimedValue: 1200 },
      '2025-06-12',
      'evaluation.objection_twice',
    ],
    [
      'on a figure that the scheme does not read',
      { column: 'area' },
      '2025-06-12',
      'evaluation.objection_cell',
    ],
    ['on a period that is not in the data', { period: '2010' }, '2025-06-12', 'evaluation.objection_cell'],
    ['with the figure that stands', { claimedValue: 1000 }, '2025-06-12', 'evaluation.objection_unchanged'],
    [
      'with a file that is not his',
      { files: ['00000000-0000-4000-8000-000000000000'] },
      '2025-06-12',
      'evaluation.file_not_found',
    ],
    ['about another park', { unit: 'park.xicheng' }, '2025-06-12', 'evaluation.not_found'],
    ['after the last day', {}, '2025-06-26', 'evaluation.after_day'],
  ])('does not take one %s', async (_what, change, on, code) => {
    const doing = object(await stage.at('haidian', on), roundId, {
      column: 'patents',
      period: '2024',
      claimedValue: 1,
      reason: '有误',
      files: [],
      ...change,
    })
    expect(await refusalOf(doing)).toEqual([code])
  })

  it('lets a park take its doubt back, and the office reject one with reasons', async () => {
    const raise = async (login: string) =>
      object(await stage.at(login, '2025-06-13'), roundId, {
        column: 'patents',
        period: '2024',
        claimedValue: 5,
        reason: '口径不一',
        files: [],
      })
    const back = await raise('xicheng')
    const withdraw = { version: 1, act: 'withdraw' as const, newValue: null, answer: null }
    expect(
      await refusalOf(answerObjection(await stage.at('office1', '2025-06-13'), back.id, withdraw)),
    ).toEqual(['evaluation.objection_forbidden'])
    expect((await answerObjection(await stage.at('xicheng', '2025-06-13'), back.id, withdraw)).state).toBe(
      'withdrawn',
    )
    const weak = await raise('yanqing')
    const reject = { version: 1, act: 'reject' as const, newValue: null, answer: null }
    const office1 = await stage.at('office1', '2025-06-16')
    expect(await refusalOf(answerObjection(office1, weak.id, reject))).toEqual(['evaluation.answer_missing'])
    const answered = await answerObjection(office1, weak.id, { ...reject, answer: '与专利数据库一致' })
    expect(answered).toMatchObject({ state: 'rejected', answeredByName: 'office1', can: [] })
    expect(await refusalOf(answerObjection(office1, weak.id, { ...reject, answer: '再答' }))).toEqual([
      'evaluation.stale',
    ])
    expect(await waits('yanqing', '2025-06-16')).toEqual([
      ['evaluation-review', null, to],
      ['evaluation-answered', null, null],
    ])
    expect(
      (await listObjections(await stage.at('yanqing', '2025-06-16'), roundId)).objections.map(
        ({ answer }) => answer,
      ),
    ).toEqual(['与专利数据库一致'])
  })

  it('is not closed with a doubt open, nor one accepted and not computed', async () => {
    expect(await refusalOf(stage.act('office1', to, roundId, 'close-review'))).toEqual([
      'evaluation.objections_open',
    ])
    const office1 = await stage.at('office1', '2025-06-17')
    const accept = { version: 1, act: 'accept' as const, newValue: null, answer: '核实属实，按审计数' }
    expect(await refusalOf(answerObjection(office1, doubt, accept))).toEqual(['evaluation.value_missing'])
    expect(await refusalOf(answerObjection(office1, doubt, { ...accept, newValue: 1000 }))).toEqual([
      'evaluation.value_unchanged',
    ])
    const accepted = await answerObjection(office1, doubt, { ...accept, newValue: 1080 })
    expect(accepted).toMatchObject({ state: 'accepted', newValue: 1080, computed: false })
    expect(await refusalOf(stage.act('office1', to, roundId, 'close-review'))).toEqual([
      'evaluation.objections_uncarried',
    ])
    expect(await waits('office1', '2025-06-17')).toEqual([['evaluation-act', 'refreeze', '2025-07-23']])
  })

  it('takes the accepted figure into new data, and nothing else; parks see it once a run of them is adopted', async () => {
    const on = '2025-06-18'
    expect(await refusalOf(stage.act('office1', on, roundId, 'refreeze'))).toEqual([
      'evaluation.reason_required',
    ])
    // What was filed meanwhile does not come in by this door.
    await system.database.ownerDb
      .updateTable('evaluationFact')
      .set({ value: 1 })
      .where('unit', '=', 'park.xicheng')
      .execute()
    const frozen = await stage.act('office1', on, roundId, 'refreeze', { reason: '采纳第1号异议' })
    expect([frozen.row.state, frozen.row.runId, frozen.snapshots.length]).toEqual(['review', first, 2])
    expect((await own('haidian', on)).nodes.find(({ node }) => node === 'income')?.raw).toBe(1000)
    expect(await refusalOf(stage.act('office1', to, roundId, 'close-review'))).toEqual([
      'evaluation.run_of_older_data',
    ])
    const runId = await stage.run(on, roundId)
    const before = await stage.act('office1', on, roundId, 'adopt', { runId })
    expect(before.row.runId).toBe(runId)
    expect(await refusalOf(stage.act('office1', on, roundId, 'adopt', { runId: first }))).toEqual([
      'evaluation.no_finished_run',
    ])
    const again = await stage.run(on, roundId)
    expect(await refusalOf(stage.act('office1', on, roundId, 'adopt', { runId: first }))).toEqual([
      'evaluation.run_on_older_data',
    ])
    expect(again).not.toBe(runId)
    const income = (await own('haidian', on)).nodes.find(({ node }) => node === 'income')
    expect(income).toMatchObject({
      raw: 1080,
      most: 1080,
      source: { corrected: [{ before: 1000, after: 1080 }] },
    })
    expect((await own('xicheng', on)).nodes.find(({ node }) => node === 'income')?.raw).toBe(980)
    const [mine] = (await listObjections(await stage.at('haidian', on), roundId)).objections
    expect(mine).toMatchObject({ state: 'accepted', computed: true })
    expect(await refusalOf(stage.act('office1', on, roundId, 'refreeze', { reason: '再次' }))).toEqual([
      'evaluation.nothing_accepted',
    ])
  })

  it('is not shortened, and closes on its last day at the earliest', async () => {
    const office1 = await stage.at('office1', '2025-06-19')
    const { row } = await readRound(office1, roundId)
    const shorter = changeRound(office1, roundId, {
      version: row.version,
      calendar: { ...row.calendar, reviewTo: '2025-06-19' },
      reason: '提前结束',
    })
    expect(await refusalOf(shorter)).toEqual(['evaluation.review_shortened'])
    expect(await refusalOf(stage.act('office1', '2025-06-24', roundId, 'close-review'))).toEqual([
      'evaluation.before_day',
    ])
    expect((await stage.act('office1', to, roundId, 'close-review')).row.state).toBe('reviewed')
    expect(
      await refusalOf(
        object(await stage.at('haidian', to), roundId, {
          column: 'income',
          period: '2024',
          claimedValue: 2,
          reason: '迟到',
          files: [],
        }),
      ),
    ).toEqual(['evaluation.round_not_now'])
  })

  it('is confirmed by somebody else than who adopted the run', async () => {
    expect(await refusalOf(stage.act('office1', confirm, roundId, 'confirm'))).toEqual([
      'evaluation.same_person',
    ])
    expect(await waits('office1', confirm)).toEqual([])
    expect(await waits('leader', confirm)).toEqual([['evaluation-act', 'confirm', '2025-07-23']])
    const confirmed = await stage.act('leader', confirm, roundId, 'confirm')
    expect(confirmed.row).toMatchObject({ state: 'confirmed', confirmedByName: 'leader' })
    expect(confirmed.acts.map(({ act }) => act)).toEqual([
      'plan',
      'change',
      'freeze',
      'adopt',
      'open-review',
      'refreeze',
      'adopt',
      'close-review',
      'confirm',
    ])
  })

  it('leaves the whole way in the audit trail', async () => {
    const entries = await system.database.ownerDb
      .selectFrom('auditEntry')
      .select('action')
      .where('action', 'like', 'evaluation.%')
      .orderBy('sequence')
      .execute()
    const actions = entries.map(({ action }) => action)
    for (const action of [
      'evaluation.round_plan',
      'evaluation.round_change',
      'evaluation.round_freeze',
      'evaluation.round_adopt',
      'evaluation.round_open_review',
      'evaluation.attach',
      'evaluation.object',
      'evaluation.objection_accept',
      'evaluation.objection_reject',
      'evaluation.objection_withdraw',
      'evaluation.round_refreeze',
      'evaluation.round_close_review',
      'evaluation.round_confirm',
    ])
      expect(actions).toContain(action)
  })
})

describe('abandoning', () => {
  it('needs a reason, ends the round, and makes room for another of the period', async () => {
    expect(await refusalOf(stage.act('office2', confirm, roundId, 'abandon'))).toEqual([
      'evaluation.reason_required',
    ])
    const over = await stage.act('office2', confirm, roundId, 'abandon', { reason: '方案有误' })
    expect(over.row).toMatchObject({ state: 'abandoned', confirmedAt: null })
    expect(over.can).toEqual([])
    expect((await stage.plan('2024', '2025-07-02')).row.state).toBe('planned')
  })
})
