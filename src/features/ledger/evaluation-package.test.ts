import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organisationsOf } from '#tests/case-page'
import { confirmPlan } from '#tests/confirmed-plans'
import { actAt, dutyAt } from '#tests/ledger-duties'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'

let system: TestSystem
let office: TestClient
let evaluator: TestClient
let marked: string
let targetId: string
const NOTED = '2026-04-30'

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('evaluator', ['evaluator'], 'company.development')
  office = await system.signIn('office')
  evaluator = await system.signIn('evaluator')
  const body = await organisationsOf(system)
  const add = (title: string, forEvaluation: boolean) =>
    dutyAt(system, 'office', '2026-03-02T02:00:00Z', {
      title,
      leadId: body('park.haidian'),
      dueOn: '2026-04-10',
      visibility: 'organisation',
      forEvaluation,
    })
  marked = await add('=1+1 纳入评估的事', true)
  const unmarked = await add('不评估的事', false)
  for (const id of [marked, unmarked]) {
    await actAt(system, 'haidian', '2026-03-05T02:00:00Z', id, {
      kind: 'accept',
      personId: null,
      personName: null,
    })
    await actAt(system, 'haidian', '2026-04-01T02:00:00Z', id, {
      kind: 'report',
      percent: 40,
      text: `做了一半不到 ${id === marked ? '甲' : '乙'}`,
      figures: [],
      period: null,
      files: [],
    })
    await actAt(system, 'haidian', '2026-05-20T02:00:00Z', id, {
      kind: 'report',
      percent: 70,
      text: '后来又做了一些',
      figures: [],
      period: null,
      files: [],
    })
  }
  const { planId } = await confirmPlan(system, 'office', 's0')
  const { targets } = await office.call(contract.previewPlanDuties, { params: { planId } })
  await office.call(contract.takePlanDuties, {
    params: { planId },
    body: { items: [], targets: targets.map(({ itemId }) => itemId), visibility: 'organisation' },
  })
  const { targets: taken } = await office.call(contract.listTargets, {
    query: { q: '企业总收入', year: '2020' },
  })
  targetId = taken[0]?.id ?? ''
  await office.call(contract.changeTarget, {
    params: { targetId },
    body: { version: 1, forEvaluation: true },
  })
  const page = await office.call(contract.addActual, {
    params: { targetId },
    body: { from: 'entered', version: 2, year: 2019, value: 6.6, source: '公报' },
  })
  expect(page.target.version).toBe(3)
})
afterAll(() => system.close())

async function fetched(client: TestClient, asOf?: string): Promise<Buffer> {
  const query = asOf === undefined ? '' : `?asOf=${asOf}`
  const response = await client.request('GET', `/api/ledger/evaluation-package.zip${query}`)
  expect(response.statusCode).toBe(200)
  return response.rawPayload
}
function filesOf(bytes: Buffer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
  )
}
const digest = (content: string) => createHash('sha256').update(content).digest('hex')
/** Rows of a table by the names of its columns; our cells hold no line breaks here. */
function table(text: string | undefined): Record<string, string>[] {
  const [head = [], ...rows] = (text ?? '')
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])))
}

describe('the package', () => {
  test('is the same to the byte for the office and the evaluator, today and again', async () => {
    const [mine, again, theirs] = [await fetched(office), await fetched(office), await fetched(evaluator)]
    expect(digest(mine.toString('base64'))).toBe(digest(again.toString('base64')))
    expect(theirs.equals(mine)).toBe(true)
  })

  test('says the digest of every file, and of the list', async () => {
    const files = filesOf(await fetched(evaluator))
    const manifest = JSON.parse(files['manifest.json'] ?? '') as {
      files: { name: string; sha256: string; bytes: number }[]
      listSha256: string
      codeVersion: string
    }
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'manifest.json' && name !== 'SHA256SUMS')
        .sort(),
    )
    for (const { name, sha256, bytes } of manifest.files) {
      expect(digest(files[name] ?? '')).toBe(sha256)
      expect(Buffer.byteLength(files[name] ?? '')).toBe(bytes)
      expect(files['SHA256SUMS']).toContain(`${sha256}  ${name}\n`)
    }
    expect(manifest.listSha256).toBe(digest(files['SHA256SUMS'] ?? ''))
    expect(files['method/progress.md']).toContain('# Duties')
    expect(files['README.zh-CN.md']).toContain('sha256sum -c')
  })

  test('has what is marked and what belongs to it, and nothing of the rest', async () => {
    const files = filesOf(await fetched(evaluator))
    expect(Object.values(files).join('')).not.toContain('不评估的事')
    expect(Object.values(files).join('')).not.toContain('做了一半不到 乙')
    expect(table(files['duties.csv'])).toMatchObject([{ title: "'=1+1 纳入评估的事", lead: '海淀园' }])
    expect(table(files['targets.csv'])).toMatchObject([{ indicator: '企业总收入', year: '2020' }])
    expect(table(files['actuals.csv'])).toMatchObject([{ year: '2019', value: '6.6', source: '公报' }])
  })

  test('of an earlier day has what was known then, judged as of then', async () => {
    const files = filesOf(await fetched(evaluator, NOTED))
    expect(table(files['duties.csv'])).toMatchObject([
      {
        progress: '40',
        state: 'in-progress',
        light: 'red',
        assigned_on: '2026-03-02',
        last_report_on: '2026-04-01',
      },
    ])
    expect(table(files['duties.csv'])[0]?.['because']).toContain('"days":20')
    expect(table(files['reports.csv'])).toHaveLength(1)
    expect(table(files['changes.csv']).map(({ act }) => act)).toEqual(['add', 'accept', 'report'])
    expect(table(files['targets.csv'])).toEqual([])
  })

  test('of an earlier day stays the same whatever happens later', async () => {
    const before = await fetched(office, NOTED)
    await actAt(system, 'haidian', new Date().toISOString(), marked, {
      kind: 'report',
      percent: 90,
      text: '快好了',
      figures: [],
      period: null,
      files: [],
    })
    expect((await fetched(evaluator, NOTED)).equals(before)).toBe(true)
    expect(table(filesOf(await fetched(evaluator))['duties.csv'])[0]?.['progress']).toBe('90')
  })

  test('of a day to come there is none', async () => {
    const response = await office.request('GET', '/api/ledger/evaluation-package.zip?asOf=2199-01-01')
    expect(codesOf(response)).toEqual(['ledger.day_ahead'])
  })

  test('is not for everybody; of what is for its bodies alone the evaluator reads what is marked', async () => {
    const haidian = await system.signIn('haidian')
    expect((await haidian.request('GET', '/api/ledger/evaluation-package.zip')).statusCode).toBe(403)
    const { duties } = await evaluator.call(contract.listDuties)
    expect(duties.map(({ id }) => id)).toEqual([marked])
    const { targets } = await evaluator.call(contract.listTargets)
    expect(targets.map(({ id }) => id)).toEqual([targetId])
  })
})
