import { parse } from 'parse5'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAYS, stageRounds, type RoundStage } from '#tests/round-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { decide } from '../decide.ts'
import { answerObjection, object } from '../objections.ts'
import { proposeDecisions } from '../propose-decisions.ts'
import { readRound } from '../read-round.ts'
import { replay } from '../replay-run.ts'
import { readPackage } from '../run-package.ts'

let system: TestSystem
let stage: RoundStage
let stranger: TestClient
let office: TestClient
let roundId: string
const { from, to, confirm, publish } = DAYS[2024]
const FILES = ['scheme.json', 'data.csv', 'result.json', 'package.zip'] as const

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system, { replications: 200 })
  stranger = system.anonymous()
  office = await system.signIn('office1')
  roundId = (await stage.computed('2024')).row.id
})
afterAll(() => system.close())

const get = (url: string, client: TestClient = stranger) => client.request('GET', url)
const fileOf = (file: string, round = roundId) => get(`/api/open/evaluations/${round}/${file}`)

/** A page of which no parser has to guess anything, without script. */
async function pageOf(url: string): Promise<string> {
  const response = await get(url)
  expect([url, response.statusCode, response.headers['content-type']]).toEqual([
    url,
    200,
    'text/html; charset=utf-8',
  ])
  const errors: string[] = []
  parse(response.body, { onParseError: ({ code, startLine }) => errors.push(`${code} ${String(startLine)}`) })
  expect(errors).toEqual([])
  expect(response.body).not.toMatch(/<script|undefined|NaN|\[object/u)
  return response.body
}

async function nothingIsServed(): Promise<void> {
  expect(await pageOf('/public/evaluations')).toContain('目前没有公布的评价')
  // Whoever is logged in sees no more than a stranger there.
  for (const client of [stranger, office])
    expect((await get(`/public/evaluations/${roundId}`, client)).statusCode).toBe(404)
  for (const file of FILES) {
    expect([file, (await fileOf(file)).statusCode]).toEqual([file, 404])
    expect((await get(`/api/open/evaluations/${roundId}/${file}`, office)).statusCode).toBe(404)
  }
  expect((await get('/api/open/catalog.jsonld')).body).not.toContain(roundId)
}

describe('before publication', () => {
  it('nothing is served at any step: no list entry, no page, no file, no line of the catalogue', async () => {
    await nothingIsServed()
    await stage.act('office1', from, roundId, 'open-review')
    const raised = await object(await stage.at('pinggu', from), roundId, {
      column: 'income',
      period: '2024',
      claimedValue: 12,
      reason: '漏报收入的内部说明',
      files: [],
    })
    await answerObjection(await stage.at('office1', from), raised.id, {
      version: raised.version,
      act: 'accept',
      newValue: 11,
      answer: '核实的内部答复',
    })
    await nothingIsServed()
    await stage.act('office1', from, roundId, 'refreeze', { reason: '更正' })
    await stage.act('office1', from, roundId, 'adopt', { runId: await stage.run(from, roundId) })
    await stage.act('office1', to, roundId, 'close-review')
    await stage.act('office2', confirm, roundId, 'confirm')
    await nothingIsServed()
    const office2 = await stage.at('office2', confirm)
    const { row } = await readRound(office2, roundId)
    const { decisions } = await proposeDecisions(office2, roundId, row.version)
    await decide(await stage.at('leader', confirm), roundId, {
      decisions: decisions.map(({ id, version }) => ({ id, version, note: '内部的决定说明' })),
    })
    await nothingIsServed()
    await stage.act('office1', publish, roundId, 'publish')
  })
})

describe('a published evaluation', () => {
  it('stands in the list, in both languages, and the other public pages lead there', async () => {
    expect(await pageOf('/public/evaluations')).toContain(`href="/public/evaluations/${roundId}"`)
    const english = await pageOf('/public/evaluations?language=en')
    expect(english).toContain(`href="/public/evaluations/${roundId}?language=en"`)
    expect(english).toContain('Staged scheme')
    for (const url of ['/public', '/public/statistics'])
      expect(await pageOf(url)).toContain('href="/public/evaluations"')
    expect((await get('/public/evaluations?page=2')).statusCode).toBe(404)
  })

  it('tells method, ranking with intervals, grades, robustness, decisions, corrections and digests', async () => {
    const text = await pageOf(`/public/evaluations/${roundId}`)
    const { runs, row } = await readRound(await stage.at('office1', publish), roundId)
    const run = runs.find(({ id }) => id === row.runId)
    for (const part of [
      '试评方案（第 1 版）',
      'lang="zh-CN"',
      '<svg',
      'stroke-opacity',
      '优秀',
      '较弱',
      '极差标准化',
      '80 分起“优秀”',
      '加权算术平均',
      '重复计算了 200 次',
      '各项权重上下浮动 50%',
      '依据《试用规则》第 1 版',
      'weak档',
      '限期整改',
      '正在办理',
      '更正后',
      run?.schemeDigest,
      run?.dataDigest,
      run?.resultDigest,
    ])
      expect(text).toContain(part ?? 'a digest')
    // Ranks, in their order, with names, and a weight of three quarters.
    expect(text.indexOf('海淀')).toBeLessThan(text.indexOf('西城'))
    expect(text).toContain('75%')
    expect(text).toMatch(/>10<\/td>\s*<td class="n">11<\/td>/u)
  })

  it('tells nobody’s name and no internal word', async () => {
    for (const language of ['zh-CN', 'en']) {
      const text = await pageOf(`/public/evaluations/${roundId}?language=${language}`)
      for (const word of ['office1', 'office2', 'leader', 'pinggu<', '漏报', '内部'])
        expect(text).not.toContain(word)
    }
  })

  it('is in English by the address', async () => {
    const text = await pageOf(`/public/evaluations/${roundId}?language=en`)
    for (const part of [
      '<html lang="en">',
      'min–max: score = 0 + (figure − worst)',
      'Excellent from 80',
      'Staged rule',
      'rectification',
      'under way',
      'Chance of the grade',
    ])
      expect(text).toContain(part)
    expect(text).toContain(`href="/public/evaluations/${roundId}?language=zh-CN"`)
  })

  it('may be kept for a minute, its files for an hour, and is not sent twice', async () => {
    const first = await get(`/public/evaluations/${roundId}`)
    expect(first.headers['cache-control']).toBe('public, max-age=60')
    const again = await stranger.request('GET', `/public/evaluations/${roundId}`, undefined, {
      'if-none-match': String(first.headers['etag']),
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect((await fileOf('result.json')).headers['cache-control']).toBe('public, max-age=3600')
  })

  it('is handed out whole, and computed again it is the same', async () => {
    const packed = await fileOf('package.zip')
    expect(packed.statusCode).toBe(200)
    expect(await replay(readPackage(packed.rawPayload))).toMatchObject({ same: true, dataSame: true })
    const inside = unzipSync(packed.rawPayload)
    const scheme = await fileOf('scheme.json')
    expect(scheme.json()).toEqual(JSON.parse(strFromU8(inside['scheme.json'] ?? new Uint8Array())))
    const result = (await fileOf('result.json')).json<{
      result: { standings: { unit: string; rank: number }[] }
    }>()
    expect(result.result.standings.find(({ unit }) => unit === 'park.haidian')?.rank).toBe(1)
    const csv = (await fileOf('data.csv')).body
    expect(csv).toContain('unit,name,period')
    expect(csv).toMatch(/park\.pinggu,[^\n]*,2024,11,10/u)
    expect((await fileOf('anything.else')).statusCode).toBe(400)
  })

  it('is a dataset of the open catalogue with its files', async () => {
    const catalogue = (await get('/api/open/catalog.jsonld')).json<{
      'dcat:dataset': { '@id': string; 'dcat:distribution': { 'dcat:downloadURL': { '@id': string } }[] }[]
    }>()
    const dataset = catalogue['dcat:dataset'].find(({ '@id': id }) =>
      id.endsWith(`/public/evaluations/${roundId}`),
    )
    const addresses = dataset?.['dcat:distribution'].map((one) => one['dcat:downloadURL']['@id']) ?? []
    expect(addresses.map((address) => address.split('/').at(-1))).toEqual([...FILES])
    for (const address of addresses) expect((await get(new URL(address).pathname)).statusCode).toBe(200)
  })

  it('shows how a rectification ended', async () => {
    await system.database.ownerDb
      .updateTable('evaluationDecision')
      .set({ outcome: 'lifted', outcomeAt: '2025-12-01T02:00:00Z' })
      .where('unit', '=', 'park.pinggu')
      .execute()
    expect(await pageOf(`/public/evaluations/${roundId}`)).toContain(
      '整改通过验收，予以解除（2025年12月1日）',
    )
  })

  it('stays the only one while the next is under way', async () => {
    const next = (await stage.computed('2025')).row
    expect((await get(`/public/evaluations/${next.id}`)).statusCode).toBe(404)
    expect((await fileOf('data.csv', next.id)).statusCode).toBe(404)
    expect((await pageOf('/public/evaluations')).match(/class="title"/gu)).toHaveLength(1)
    // Nor does the database give the public another run, snapshot, standing or decision.
    const nobody = (await stage.at('office1', publish)).actingAs({
      userId: null,
      organisationId: null,
      roles: ['public'],
      seesAll: false,
      name: '',
    })
    const seen = await nobody.read(async (tx) => ({
      runs: await tx.selectFrom('evaluationRun').select('roundId').execute(),
      snapshots: await tx.selectFrom('evaluationSnapshot').select('roundId').execute(),
      rounds: await tx.selectFrom('evaluationRound').select('id').execute(),
      objections: await tx.selectFrom('evaluationObjection').select('id').execute(),
      facts: await tx.selectFrom('evaluationFact').select('id').execute(),
    }))
    expect(seen).toEqual({
      runs: [{ roundId }],
      snapshots: [{ roundId }],
      rounds: [{ id: roundId }],
      objections: [],
      facts: [],
    })
  })
})
