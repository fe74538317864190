import { mkdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { strFromU8, unzipSync } from 'fflate'
import { readDocument } from '#platform/documents'
import { DAYS, stageRounds, type RoundStage } from '#tests/round-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { decide } from './decide.ts'
import { answerObjection, object } from './objections.ts'
import { proposeDecisions } from './propose-decisions.ts'
import { readRound } from './read-round.ts'

let system: TestSystem
let stage: RoundStage
let roundId: string
let runId: string
let clients: Record<'office1' | 'leader' | 'evaluator' | 'haidian' | 'pinggu', TestClient>
const { from, to, confirm, publish } = DAYS[2024]

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  await system.addAccount('evaluator', ['evaluator'], 'district.haidian')
  const [office1, leader, evaluator, haidian, pinggu] = await Promise.all([
    system.signIn('office1'),
    system.signIn('leader'),
    system.signIn('evaluator'),
    system.signIn('haidian'),
    system.signIn('pinggu'),
  ])
  clients = { office1, leader, evaluator, haidian, pinggu }
  const { row } = await stage.computed('2024')
  roundId = row.id
  runId = row.runId ?? ''
})
afterAll(() => system.close())

const ask = (who: keyof typeof clients, unit: string, run = runId) =>
  clients[who].request('GET', `/api/evaluations/runs/${run}/units/${unit}/report`)

/** What a reader of the document reads. */
async function textOf(who: keyof typeof clients, unit: string): Promise<string> {
  const response = await ask(who, unit)
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  ])
  if (process.env['KEEP'] !== undefined) {
    await mkdir(process.env['KEEP'], { recursive: true })
    await writeFile(`${process.env['KEEP']}/${unit}.docx`, response.rawPayload)
  }
  const read = await readDocument('report.docx', response.rawPayload)
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  return read.value.text
}

describe('the report on a park', () => {
  it('is the office’s, the leader’s and the evaluator’s before the review, not the park’s', async () => {
    expect((await ask('haidian', 'park.haidian')).statusCode).toBe(404)
    for (const who of ['office1', 'leader', 'evaluator'] as const)
      expect((await ask(who, 'park.haidian')).statusCode).toBe(200)
    expect(
      (await system.anonymous().request('GET', `/api/evaluations/runs/${runId}/units/park.haidian/report`))
        .statusCode,
    ).toBe(401)
    expect((await ask('office1', 'park.nowhere')).statusCode).toBe(404)
  })

  it('is the park’s own from the review on, and nobody else’s report is', async () => {
    await stage.act('office1', from, roundId, 'open-review')
    expect((await ask('haidian', 'park.haidian')).statusCode).toBe(200)
    expect((await ask('haidian', 'park.pinggu')).statusCode).toBe(404)
    expect((await ask('pinggu', 'park.haidian')).statusCode).toBe(404)
  })

  it('tells score, rank, grade, every figure with source, weight and contribution, and how to replay', async () => {
    const text = await textOf('haidian', 'park.haidian')
    const { runs } = await readRound(await stage.at('office1', from), roundId)
    const run = runs.find(({ id }) => id === runId)
    for (const part of [
      '2024年度试评报告',
      '结果尚未确认',
      '《试评方案》第1版',
      '数据截至2025年6月3日',
      '总分100.00分，列第1名',
      '等次为“优秀”',
      '总收入（亿元）\t1,000\t',
      '\t100.00\t75%\t75.00\t事实',
      '\t100.00\t25%\t25.00\t事实',
      '没有做稳健性分析',
      '没有提出数据异议',
      '已经是最好的等次，总分也最高',
      'evaluation replay',
      (run?.resultDigest ?? '-').slice(0, 8),
      (run?.dataDigest ?? '-').slice(-8),
    ])
      expect(text).toContain(part)
  })

  it('has a page on what would raise the grade, with the least figure that is enough, or that none is', async () => {
    const text = await textOf('pinggu', 'park.pinggu')
    const page = text.slice(text.indexOf('什么能提高等次'), text.indexOf('异议和答复'))
    // Pinggu has 10 of both, the least; the best is 1000. Thirty points are asked for: 0.75 × 100 × (x − 10) / 990 ≥ 30.
    expect(page).toContain('上一等次“良好”从30.00分起，还差30.00分')
    // Computed anew the scale begins at Yanqing's 20, and 406 brings 29.54 only: the page says so.
    expect(page).toContain('总收入（亿元）\t10\t406\t+396\t30.00\t较弱')
    // Patents alone bring 25 points at best.
    expect(page).toContain('发明专利（件）\t10\t1,000\t25.00\t5.00')
    expect(page).not.toContain('海淀')
    const shortfalls = text.slice(text.indexOf('优势和短板'), text.indexOf('与上年比较'))
    expect(shortfalls).toContain('落后于全体平均的指标有2项')
  })

  it('carries charts that Word can edit: the headings against median and best', async () => {
    const parts = unzipSync((await ask('pinggu', 'park.pinggu')).rawPayload)
    const chart = strFromU8(parts['word/charts/chart1.xml'] ?? new Uint8Array())
    for (const part of ['集聚', '创新', '全体中位数', '全体最好']) expect(chart).toContain(part)
    expect(parts['word/embeddings/chart1.xlsx']?.length).toBeGreaterThan(1000)
  })

  it('has the objections of the park with their answers, and takes in what was accepted', async () => {
    const raised = await object(await stage.at('pinggu', from), roundId, {
      column: 'income',
      period: '2024',
      claimedValue: 12,
      reason: '漏报两家企业的收入',
      files: [],
    })
    await answerObjection(await stage.at('office1', from), raised.id, {
      version: raised.version,
      act: 'accept',
      newValue: 11,
      answer: '核实为一家',
    })
    await stage.act('office1', from, roundId, 'refreeze', { reason: '更正' })
    await stage.act('office1', from, roundId, 'adopt', { runId: await stage.run(from, roundId) })
    const { row } = await readRound(await stage.at('office1', from), roundId)
    const old = runId
    runId = row.runId ?? ''
    const text = await textOf('pinggu', 'park.pinggu')
    for (const part of [
      '漏报两家企业的收入',
      '采纳，已按新值计算）：核实为一家',
      '总收入（亿元）\t2024\t10\t12\t11\t采纳',
      '由10更正为11',
    ])
      expect(text).toContain(part)
    expect(await textOf('haidian', 'park.haidian')).not.toContain('漏报')
    // The run that is no longer the round's is not the park's any more; the office reads that it is not the adopted one.
    expect((await ask('pinggu', 'park.pinggu', old)).statusCode).toBe(404)
    expect((await ask('office1', 'park.pinggu', old)).statusCode).toBe(200)
  })

  it('says what was decided, and what the year before brought', async () => {
    await stage.act('office2', to, roundId, 'close-review')
    await stage.act('office2', confirm, roundId, 'confirm')
    const office2 = await stage.at('office2', confirm)
    const { row } = await readRound(office2, roundId)
    const { decisions } = await proposeDecisions(office2, roundId, row.version)
    await decide(await stage.at('leader', confirm), roundId, {
      decisions: decisions.map(({ id, version }) => ({ id, version, note: null })),
    })
    const weak = await textOf('pinggu', 'park.pinggu')
    expect(weak).toContain('依据《试用规则》第1版，列为“weak档”，要求限期整改')
    expect(weak).toMatch(/整改事项改〔\d{4}〕\d+号正在办理/u)
    expect(weak).not.toContain('结果尚未确认')
    const amount = decisions.find(({ unit }) => unit === 'park.haidian')?.amountWan
    expect(await textOf('haidian', 'park.haidian')).toContain(`安排支持资金${String(amount)}万元`)
    await stage.act('office1', publish, roundId, 'publish')

    const next = await stage.computed('2025')
    roundId = next.row.id
    runId = next.row.runId ?? ''
    await stage.act('office1', DAYS[2025].from, roundId, 'open-review')
    // 11 and 10 in 2024, 900 of both in 2025.
    const text = await textOf('pinggu', 'park.pinggu')
    expect(text).toContain('2024年度评价总分为')
    expect(text).toMatch(/总收入\t数值\t11\t900\t\+/u)
    expect(text).toMatch(/合计\t+\+/u)
  })
})
