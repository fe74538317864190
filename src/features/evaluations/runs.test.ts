import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { runCommand } from '#tests/run-command'
import * as contract from './contract.ts'
import { readPackage } from './run-package.ts'
import { replay } from './replay-run.ts'

let system: TestSystem
let office: TestClient
let evaluator: TestClient
let other: TestClient
let park: TestClient
let schemeId: string

const UNITS = ['north', 'south', 'east', 'west'] as const
const NAMES = { north: '北方孵化器', south: '南方孵化器', east: '东方孵化器', west: '西方孵化器' } as const

/** Two indicators, weights 3 : 1, scaled to 0 … 100. */
const SCHEME = {
  format: 1,
  name: { zh: '试验方案', en: 'Trial scheme' },
  standing: 'own',
  units: 'incubator',
  rhythm: 'year',
  nodes: [
    { code: 'total', name: { zh: '总分', en: 'Total' }, parent: null },
    {
      code: 'firms',
      name: { zh: '在孵企业', en: 'Firms' },
      parent: 'total',
      weight: 3,
      input: { column: 'firms', direction: 'more' },
    },
    {
      code: 'vacancy',
      name: { zh: '空置率', en: 'Vacancy' },
      parent: 'total',
      weight: 1,
      input: { column: 'vacancy', direction: 'less' },
    },
  ],
  normalisation: { method: 'min-max', low: 0, high: 100 },
  uncertainty: {
    replications: 200,
    seed: 7,
    weights: { kind: 'noise', share: 0.25 },
    normalisations: [],
    aggregations: [],
    imputations: [],
    treatments: [],
    omitLeaf: false,
    sobolRows: null,
  },
}

beforeAll(async () => {
  system = await createTestSystem({ workers: true })
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('evaluator', ['evaluator'], 'district.haidian')
  await system.addAccount('other', ['evaluator'], 'district.chaoyang')
  await system.addAccount('park', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  evaluator = await system.signIn('evaluator')
  other = await system.signIn('other')
  park = await system.signIn('park')
  await system.database.ownerDb
    .insertInto('evaluationUnit')
    .values(
      UNITS.map((code, position) => ({
        kind: 'incubator',
        code,
        nameZh: NAMES[code],
        nameEn: code,
        parkId: null,
        position,
        source: 'test',
      })),
    )
    .execute()
  const draft = await office.call(contract.draftScheme, {
    body: { from: null, code: 'trial', name: SCHEME.name, unitKind: 'incubator' },
  })
  const saved = await office.call(contract.saveScheme, {
    params: { schemeId: draft.row.id },
    body: { rowVersion: draft.row.rowVersion, definition: SCHEME, changeNote: null },
  })
  expect(saved.issues).toEqual([])
  const published = await office.call(contract.publishScheme, {
    params: { schemeId: draft.row.id },
    body: { rowVersion: saved.row.rowVersion, changeNote: '第一版' },
  })
  schemeId = published.row.id
  const written = await office.call(contract.saveFacts, {
    body: {
      kind: 'incubator',
      period: '2025',
      source: '年度报告',
      standing: 'reported',
      cells: [
        ['north', 40, 0.1],
        ['south', 20, 0.3],
        ['east', 30, 0.2],
        ['west', 10, 0.5],
      ].flatMap(([unit, firms, vacancy]) => [
        { unit: String(unit), column: 'firms', value: Number(firms) },
        { unit: String(unit), column: 'vacancy', value: Number(vacancy) },
      ]),
    },
  })
  expect(written).toEqual({ written: 8, same: 0, removed: 0 })
})
afterAll(() => system.close())

async function ended(client: TestClient, runId: string): Promise<contract.RunView> {
  for (let turn = 0; turn < 200; turn++) {
    const view = await client.call(contract.readRun, { params: { runId } })
    if (!['queued', 'running'].includes(view.row.state)) return view
    await wait(100)
  }
  throw new Error('the run does not end')
}

const TRIAL = {
  roundId: null,
  snapshotId: null,
  period: '2025',
  name: null,
  replications: null,
  seed: null,
}

async function trial(): Promise<contract.RunView> {
  const started = await office.call(contract.startRun, { body: { ...TRIAL, schemeId } })
  return ended(office, started.id)
}

describe('a run', () => {
  it('ranks what was frozen, with every step, and says how sure that is', async () => {
    const run = await trial()
    expect(run.row).toMatchObject({ state: 'done', kind: 'trial', replications: 200, progress: null })
    // north: (40−10)/30 and (0.5−0.1)/0.4, both 100; south: 33.33 × ¾ + 50 × ¼.
    const scores = run.result?.standings.map(({ unit, score, rank }) => [unit, score, rank])
    expect(scores).toEqual([
      ['north', 100, 1],
      ['south', expect.closeTo(37.5, 9), 3],
      ['east', expect.closeTo(68.75, 9), 2],
      ['west', 0, 4],
    ])
    expect(run.uncertainty?.units[0]?.rank).toMatchObject({ least: 1, most: 1 })
    expect(run.sources['firms']).toMatchObject({ kind: 'fact', sources: ['年度报告'] })
  })

  it('stands on what was known: a figure that changes afterwards does not change it, and can be computed again', async () => {
    const run = await trial()
    await office.call(contract.saveFacts, {
      body: {
        kind: 'incubator',
        period: '2025',
        source: '更正',
        standing: 'reported',
        cells: [{ unit: 'west', column: 'firms', value: 60 }],
      },
    })
    const again = await office.call(contract.replayRun, { params: { runId: run.row.id } })
    expect(again).toMatchObject({
      same: true,
      stored: run.row.resultDigest,
      recomputed: run.row.resultDigest,
    })
    const next = await trial()
    expect(next.row.dataDigest).not.toBe(run.row.dataDigest)
    expect(next.result?.standings.find(({ unit }) => unit === 'west')?.rank).toBe(1)
    await office.call(contract.saveFacts, {
      body: {
        kind: 'incubator',
        period: '2025',
        source: '年度报告',
        standing: 'reported',
        cells: [{ unit: 'west', column: 'firms', value: 10 }],
      },
    })
  })

  it('gives the same digest from its package, on files alone, and notices a changed figure', async () => {
    const run = await trial()
    const response = await office.request('GET', `/api/evaluations/runs/${run.row.id}/package`)
    const files = unzipSync(response.rawPayload)
    expect(Object.keys(files).sort()).toEqual([
      'README.txt',
      'data.csv',
      'data.json',
      'result.json',
      'run.json',
      'scheme.json',
      'sources.json',
    ])
    const verdict = await replay(readPackage(response.rawPayload))
    expect(verdict).toMatchObject({ same: true, recomputed: run.row.resultDigest })
    const stored = readPackage(response.rawPayload)
    const tampered = JSON.parse(strFromU8(files['data.json'] ?? new Uint8Array())) as {
      columns: { firms: number[][] }
    }
    tampered.columns.firms = tampered.columns.firms.map((row) => row.map((value) => value && value + 1))
    expect(await replay({ ...stored, data: tampered })).toMatchObject({ same: false, dataSame: false })

    const folder = await mkdtemp(join(tmpdir(), 'duoyuan-package-'))
    try {
      await writeFile(join(folder, 'run.zip'), response.rawPayload)
      const replayed = (file: string, ...more: string[]) =>
        runCommand(['evaluation', 'replay', file, ...more], {
          cwd: folder,
          env: { DUOYUAN_DATA: '/dev/null/nowhere', DATABASE_URL: 'none' },
        })
      const { code, out } = await replayed('run.zip', '--json')
      expect(JSON.parse(out)).toMatchObject({ same: true, stored: run.row.resultDigest })
      expect(code).toBe(0)
      await writeFile(join(folder, 'broken.zip'), response.rawPayload.subarray(0, 300))
      const broken = await replayed('broken.zip')
      expect(broken.code).not.toBe(0)
      expect(broken.err).toContain('no package of a run')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('notices stored tables that were changed under an unchanged digest', async () => {
    const run = await trial()
    const { ownerDb } = system.database
    const stored = run.result
    await ownerDb
      .updateTable('evaluationRun')
      .set({ result: JSON.stringify({ ...stored, period: '2024' }) })
      .where('id', '=', run.row.id)
      .execute()
    const verdict = await office.call(contract.replayRun, { params: { runId: run.row.id } })
    expect(verdict.same).toBe(false)
    expect(verdict.recomputed).toBe(verdict.stored)
  })

  it('is computed anew a few at once, whoever asks; those beyond are told to try again, and then can', async () => {
    const run = await trial()
    const replayed = (runId: string) => office.request('POST', `/api/evaluations/runs/${runId}/replay`, {})
    const answers = await Promise.all(Array.from({ length: 8 }, () => replayed(run.row.id)))
    const declined = answers.filter(({ statusCode }) => statusCode === 429)
    expect(declined.length).toBeGreaterThan(0)
    expect(declined.flatMap(codesOf)).toEqual(declined.map(() => 'evaluation.replays_busy'))
    const served = answers.filter(({ statusCode }) => statusCode === 200)
    expect(served.length).toBeGreaterThanOrEqual(2)
    expect(served.length + declined.length).toBe(answers.length)
    // Whatever could not be computed takes up no place.
    for (let n = 0; n < 3; n++)
      expect((await replayed('00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
    expect((await replayed(run.row.id)).statusCode).toBe(200)
  })

  it('that cannot be computed says which indicator is why', async () => {
    const draft = await office.call(contract.draftScheme, {
      body: { from: schemeId, code: 'trial-broken', name: null, unitKind: null },
    })
    const definition = {
      ...SCHEME,
      nodes: SCHEME.nodes.map((node) =>
        node.code === 'vacancy' ? { ...node, input: { column: 'unheard', direction: 'less' } } : node,
      ),
    }
    const saved = await office.call(contract.saveScheme, {
      params: { schemeId: draft.row.id },
      body: { rowVersion: draft.row.rowVersion, definition, changeNote: null },
    })
    const started = await office.call(contract.startRun, {
      body: { ...TRIAL, schemeId: saved.row.id },
    })
    const run = await ended(office, started.id)
    expect(run.row.state).toBe('failed')
    expect(run.issues[0]).toMatchObject({ params: { node: 'vacancy' } })
  })

  it('can be stopped while it works, and leaves nothing half done', async () => {
    const started = await office.call(contract.startRun, {
      body: { ...TRIAL, schemeId, replications: 100_000 },
    })
    await office.call(contract.cancelRun, { params: { runId: started.id } })
    const run = await ended(office, started.id)
    expect(run.row.state).toBe('cancelled')
    expect(run.result).toBeNull()
  })
})

describe('who sees a run', () => {
  it('is the office and evaluators, not parks, until its round is published', async () => {
    const run = await trial()
    expect((await park.request('GET', `/api/evaluations/runs/${run.row.id}`)).statusCode).toBe(404)
    expect((await park.call(contract.listRuns, {})).runs).toEqual([])
    const seen = await evaluator.call(contract.readRun, { params: { runId: run.row.id } })
    expect(seen.row.resultDigest).toBe(run.row.resultDigest)
  })

  it('lets an evaluator run a variant of his own on the same data, which no other evaluator sees', async () => {
    const run = await trial()
    const draft = await evaluator.call(contract.draftScheme, {
      body: { from: schemeId, code: null, name: null, unitKind: null },
    })
    expect(draft.row.owner).not.toBeNull()
    const equal = {
      ...SCHEME,
      nodes: SCHEME.nodes.map((node) => ({ ...node, weight: 1 })),
    }
    await evaluator.call(contract.saveScheme, {
      params: { schemeId: draft.row.id },
      body: { rowVersion: draft.row.rowVersion, definition: equal, changeNote: null },
    })
    const started = await evaluator.call(contract.startRun, {
      body: { ...TRIAL, schemeId: draft.row.id, snapshotId: run.row.snapshotId, replications: 0 },
    })
    const variant = await ended(evaluator, started.id)
    expect(variant.row).toMatchObject({ kind: 'variant', state: 'done', dataDigest: run.row.dataDigest })
    expect(variant.result?.standings.map(({ score }) => score)).toEqual([
      100,
      expect.closeTo((100 / 3 + 50) / 2, 9),
      expect.closeTo((200 / 3 + 75) / 2, 9),
      0,
    ])
    expect(variant.uncertainty).toBeNull()
    expect((await other.request('GET', `/api/evaluations/runs/${started.id}`)).statusCode).toBe(404)
    expect((await other.request('GET', `/api/evaluations/schemes/${draft.row.id}`)).statusCode).toBe(404)
    expect((await office.request('GET', `/api/evaluations/runs/${started.id}`)).statusCode).toBe(404)
  })
})

describe('a scheme', () => {
  it('is refused a second draft, a stale save, and any change once it is published', async () => {
    const draft = await office.call(contract.draftScheme, {
      body: { from: schemeId, code: null, name: null, unitKind: null },
    })
    expect(draft.row).toMatchObject({ code: 'trial', version: 2, state: 'draft' })
    const second = await office.request('POST', '/api/evaluations/schemes', {
      from: schemeId,
      code: null,
      name: null,
      unitKind: null,
    })
    expect(codesOf(second)).toEqual(['evaluation.draft_exists'])
    const save = (rowVersion: number) =>
      office.request('PUT', `/api/evaluations/schemes/${draft.row.id}`, {
        rowVersion,
        definition: SCHEME,
        changeNote: null,
      })
    expect((await save(draft.row.rowVersion)).statusCode).toBe(200)
    const stale = await save(draft.row.rowVersion)
    expect(stale.statusCode).toBe(409)
    expect(codesOf(stale)).toEqual(['evaluation.stale'])
    const published = await office.request('PUT', `/api/evaluations/schemes/${schemeId}`, {
      rowVersion: 3,
      definition: SCHEME,
      changeNote: null,
    })
    expect(codesOf(published)).toEqual(['evaluation.scheme_published'])
    await office.call(contract.deleteScheme, { params: { schemeId: draft.row.id } })
  })

  it('that is published stays as it is even in the database', async () => {
    await expect(
      system.database.ownerDb
        .updateTable('evaluationScheme')
        .set({ definition: '{}' })
        .where('id', '=', schemeId)
        .execute(),
    ).rejects.toThrow(/published scheme/u)
  })
})

describe('facts', () => {
  it('of unknown units, of columns that no scheme reads, and given twice are refused, and nothing is written', async () => {
    const save = (cells: { unit: string; column: string; value: number | null }[]) =>
      office.request('POST', '/api/evaluations/facts', {
        kind: 'incubator',
        period: '2024',
        source: 's',
        standing: 'reported',
        cells,
      })
    const good = { unit: 'north', column: 'firms', value: 1 }
    for (const [bad, code] of [
      [{ unit: 'moon', column: 'firms', value: 1 }, 'evaluation.unit_unknown'],
      [{ unit: 'north', column: 'nothing', value: 1 }, 'evaluation.column_unknown'],
      [good, 'evaluation.cell_twice'],
    ] as const) {
      const response = await save([good, bad])
      expect(codesOf(response)).toEqual([code])
    }
    const facts = await office.call(contract.readFacts, { query: { kind: 'incubator', period: '2024' } })
    expect(facts.cells).toEqual([])
  })

  it('keep what stood before', async () => {
    const save = (value: number) =>
      office.call(contract.saveFacts, {
        body: {
          kind: 'incubator',
          period: '2023',
          source: 's',
          standing: 'reported',
          cells: [{ unit: 'north', column: 'firms', value }],
        },
      })
    await save(1)
    expect(await save(2)).toEqual({ written: 1, same: 0, removed: 0 })
    expect(await save(2)).toEqual({ written: 0, same: 1, removed: 0 })
    const rows = await system.database.ownerDb
      .selectFrom('evaluationFact')
      .select('value')
      .where('period', '=', '2023')
      .orderBy('value')
      .execute()
    expect(rows.map(({ value }) => value)).toEqual([1, 2])
  })
})
