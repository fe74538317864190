import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { USUAL_UNCERTAINTY } from '#domain/evaluation'
import { runCommand } from '#tests/run-command'
import { DAYS, stageRounds, type RoundStage } from '#tests/round-stage'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'

type Answer = Awaited<ReturnType<TestClient['request']>>

let system: TestSystem
let stage: RoundStage
let office: TestClient
let park: TestClient
let draft: contract.SchemeView
let roundId: string
let packageBytes: Uint8Array
let folder: string

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  folder = await mkdtemp(join(tmpdir(), 'duoyuan-input-'))
  office = await system.signIn('office1')
  park = await system.signIn('haidian')
  draft = await office.call(contract.draftScheme, {
    body: { from: stage.schemeId, code: 'fuzzed', name: null, unitKind: null },
  })
  roundId = (await stage.computed('2025')).row.id
  await stage.act('office1', DAYS[2025].from, roundId, 'open-review')
  const { row } = await office.call(contract.readRound, { params: { roundId } })
  const file = await office.request('GET', `/api/evaluations/runs/${row.runId ?? ''}/package`)
  packageBytes = new Uint8Array(file.rawPayload)
})
afterAll(async () => {
  await system.close()
  await rm(folder, { recursive: true, force: true })
})

function send(client: TestClient, method: 'POST' | 'PUT' | 'PATCH', url: string, json: string) {
  return client.requestText(method, url, json)
}

/** Declined with a code that says why, not with a fault. */
function expectDeclined(response: Answer, where: string): void {
  expect(response.statusCode, `${where}: ${response.body.slice(0, 300)}`).toBeGreaterThanOrEqual(400)
  expectNoFault(response, where)
}
function expectNoFault(response: Answer, where: string): void {
  expect(response.statusCode, `${where}: ${response.body.slice(0, 300)}`).toBeLessThan(500)
  if (response.statusCode < 400) return
  const codes = response.json<{ issues: { code: string }[] }>().issues.map(({ code }) => code)
  expect(codes.length, where).toBeGreaterThan(0)
  for (const code of codes) expect(code, where).toMatch(/^(?:http|evaluation|access|statistics)\./)
}

const NASTY: Readonly<Record<string, string>> = {
  NUL: '"\\u0000"',
  'half of a pair': '"\\ud800"',
  'the other half': '"a\\udc00b"',
  'more than numbers hold': '1e400',
  'as large as numbers are': '1e308',
  'a number in words': '"NaN"',
  nothing: 'null',
  'a list': '[]',
  deep: `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  'deep objects': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  long: JSON.stringify('长'.repeat(300_000)),
  'a prototype': '{"__proto__":{"polluted":1}}',
}

/** The whole scheme with something else at one place. */
function definitionWith(change: (scheme: Record<string, unknown>) => void): Record<string, unknown> {
  const scheme = structuredClone(draft.definition) as Record<string, unknown>
  change(scheme)
  return scheme
}
const nodesOf = (scheme: Record<string, unknown>) => scheme['nodes'] as Record<string, unknown>[]

async function save(definitionJson: string): Promise<Answer> {
  const { row } = await office.call(contract.readScheme, { params: { schemeId: draft.row.id } })
  return send(
    office,
    'PUT',
    `/api/evaluations/schemes/${draft.row.id}`,
    `{"rowVersion":${row.rowVersion},"changeNote":null,"definition":${definitionJson}}`,
  )
}

/** A draft may be saved with faults in it: then it says which, cannot be published, and does not stand in anybody's way. */
async function expectHarmless(response: Answer, where: string): Promise<void> {
  expectNoFault(response, where)
  if (response.statusCode === 200) {
    const { row, issues } = contract.saveScheme.response.parse(response.json())
    if (issues.length > 0) {
      const published = await office.request('POST', `/api/evaluations/schemes/${row.id}/publish`, {
        rowVersion: row.rowVersion,
        changeNote: '试',
      })
      expectDeclined(published, `${where}, published`)
    }
  }
  for (const url of ['/api/evaluations/schemes', '/api/evaluations/rounds', '/api/evaluations/runs'])
    expect((await office.request('GET', url)).statusCode, `${where}, then ${url}`).toBe(200)
}

describe('schemes', () => {
  test.each(Object.entries(NASTY))('a definition that is %s', async (name, json) => {
    expectDeclined(await save(json), name)
  })

  test.each(Object.entries(NASTY))(
    '%s as a weight, a name, a method, a list and a property of its own',
    async (name, json) => {
      const marked = '"@@"'
      const places = [
        definitionWith((scheme) => Object.assign(nodesOf(scheme)[1] ?? {}, { weight: '@@' })),
        definitionWith((scheme) => Object.assign(scheme, { name: { zh: '@@', en: 'x' } })),
        definitionWith((scheme) => Object.assign(scheme, { normalisation: { method: '@@' } })),
        definitionWith((scheme) => Object.assign(scheme, { nodes: '@@' })),
        definitionWith((scheme) => Object.assign(scheme, { own: '@@' })),
        definitionWith((scheme) => Object.assign(scheme, { units: '@@' })),
      ]
      for (const place of places)
        await expectHarmless(await save(JSON.stringify(place).replace(marked, json)), name)
    },
  )

  test.each([
    ['NUL', '\\u0000'],
    ['half of a pair', '\\ud83d'],
  ])('%s in a key is declined, as no database keeps it', async (name, key) => {
    const text = JSON.stringify(definitionWith((scheme) => Object.assign(scheme, { '@@': 1 })))
    expectDeclined(await save(text.replace('@@', key)), name)
  })

  test('ten thousand nodes, negative weights, cycles, codes given twice', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      code: `n${at}`,
      name: { zh: `指标${at}`, en: `n${at}` },
      parent: 'total',
    }))
    const cases: Record<string, Record<string, unknown>> = {
      many: definitionWith((scheme) => nodesOf(scheme).push(...many)),
      chain: definitionWith((scheme) =>
        nodesOf(scheme).push(
          ...many.map((node, at) => ({ ...node, parent: at === 0 ? 'total' : `n${at - 1}` })),
        ),
      ),
      negative: definitionWith((scheme) => Object.assign(nodesOf(scheme)[1] ?? {}, { weight: -1 })),
      cycle: definitionWith((scheme) => Object.assign(nodesOf(scheme)[0] ?? {}, { parent: 'strength' })),
      twice: definitionWith((scheme) => nodesOf(scheme).push({ ...nodesOf(scheme)[1] })),
      huge: definitionWith((scheme) => {
        for (const node of nodesOf(scheme)) node['weight'] = 1e308
      }),
    }
    for (const [name, definition] of Object.entries(cases)) {
      const started = performance.now()
      const response = await save(JSON.stringify(definition))
      await expectHarmless(response, name)
      expect(response.statusCode, name).toBe(200)
      expect(response.json<contract.SchemeView>().issues.length, name).toBeGreaterThan(0)
      expect(performance.now() - started, `${name} takes bounded time`).toBeLessThan(20_000)
    }
  })

  test('whatever JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 4 }), async (value, at) => {
        const key = ['nodes', 'name', 'weighting', 'grading', 'uncertainty'][at] ?? ''
        await expectHarmless(
          await save(JSON.stringify(definitionWith((scheme) => Object.assign(scheme, { [key]: value })))),
          key,
        )
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})

describe('figures', () => {
  const body = (cells: string) =>
    `{"kind":"park","period":"2025","source":"试","standing":"reported","cells":${cells}}`
  test.each([
    [
      'the same cell twice',
      '[{"unit":"park.haidian","column":"income","value":1},{"unit":"park.haidian","column":"income","value":2}]',
    ],
    ['more than numbers hold', '[{"unit":"park.haidian","column":"income","value":1e400}]'],
    ['a text', '[{"unit":"park.haidian","column":"income","value":"12"}]'],
    ['a unit that is not there', '[{"unit":"park.nowhere","column":"income","value":1}]'],
    ['a column that nobody reads', '[{"unit":"park.haidian","column":"nothing","value":1}]'],
    ['NUL', '[{"unit":"\\u0000","column":"income","value":1}]'],
    ['half of a pair', '[{"unit":"park.haidian","column":"\\ud800","value":1}]'],
    ['none', '[]'],
    ['deep', NASTY['deep'] ?? ''],
    [
      'too many',
      `[${Array.from({ length: 20_001 }, () => '{"unit":"a","column":"b","value":1}').join(',')}]`,
    ],
  ])('%s', async (name, cells) => {
    expectDeclined(await send(office, 'POST', '/api/evaluations/facts', body(cells)), name)
  })

  test.each(Object.entries(NASTY))('%s as kind, period or source', async (name, json) => {
    for (const key of ['kind', 'period', 'source']) {
      const text = body('[{"unit":"park.haidian","column":"income","value":1}]')
      const changed = text.replace(new RegExp(`"${key}":"[^"]*"`), () => `"${key}":${json}`)
      const response = await send(office, 'POST', '/api/evaluations/facts', changed)
      // Any words may be a source.
      if (key === 'source' && name === 'a number in words') expectNoFault(response, name)
      else expectDeclined(response, `${key} ${name}`)
      if (json.startsWith('"')) {
        const asked = encodeURIComponent(strFromU8(strToU8(String(JSON.parse(json)).slice(0, 500))))
        expectNoFault(await office.request('GET', `/api/evaluations/facts?kind=${asked}`), name)
      }
    }
  })
})

describe('everything else that is written', () => {
  const ZERO = '00000000-0000-4000-8000-000000000000'
  test.each(Object.entries(NASTY))('%s in any text of any request', async (name, json) => {
    const { row } = await office.call(contract.readRound, { params: { roundId } })
    const { runId } = row
    const requests: [TestClient, 'POST' | 'PUT' | 'PATCH', string, string][] = [
      [office, 'POST', '/api/evaluations/schemes', `{"from":null,"code":@@,"name":null,"unitKind":null}`],
      [
        office,
        'POST',
        '/api/evaluations/schemes',
        `{"from":null,"code":"x-1","name":{"zh":@@,"en":"x"},"unitKind":"park"}`,
      ],
      [office, 'POST', '/api/evaluations/schemes', `{"from":null,"code":"x-2","name":null,"unitKind":@@}`],
      [
        office,
        'POST',
        '/api/evaluations/rounds',
        `{"schemeId":"${stage.schemeId}","period":"2023","title":@@,"calendar":null,"supportRule":null,"poolWan":null}`,
      ],
      [
        office,
        'POST',
        '/api/evaluations/rounds',
        `{"schemeId":"${stage.schemeId}","period":"2023","title":"年度","calendar":null,"supportRule":{"code":@@,"version":1},"poolWan":null}`,
      ],
      [
        office,
        'PATCH',
        `/api/evaluations/rounds/${roundId}`,
        `{"version":${row.version},"reason":@@,"title":"年度评价"}`,
      ],
      [
        office,
        'POST',
        `/api/evaluations/rounds/${roundId}/acts`,
        `{"version":${row.version},"act":"abandon","runId":null,"reason":@@}`,
      ],
      [
        office,
        'POST',
        `/api/evaluations/rounds/${roundId}/simulate`,
        `{"rule":null,"definition":@@,"poolWan":1000}`,
      ],
      [
        office,
        'POST',
        `/api/evaluations/rounds/${roundId}/simulate`,
        `{"rule":{"code":@@,"version":1},"definition":null,"poolWan":1000}`,
      ],
      [
        office,
        'POST',
        '/api/evaluations/runs',
        `{"roundId":null,"schemeId":"${stage.schemeId}","snapshotId":null,"period":@@,"name":null,"replications":0,"seed":null}`,
      ],
      [
        office,
        'POST',
        '/api/evaluations/runs',
        `{"roundId":null,"schemeId":"${stage.schemeId}","snapshotId":"${row.snapshotId ?? ''}","period":"2025","name":@@,"replications":0,"seed":null}`,
      ],
      [
        office,
        'POST',
        '/api/evaluations/runs',
        `{"roundId":null,"schemeId":"${stage.schemeId}","snapshotId":"${row.snapshotId ?? ''}","period":"2025","name":null,"replications":@@,"seed":null}`,
      ],
      [
        park,
        'POST',
        `/api/evaluations/rounds/${roundId}/objections`,
        `{"column":@@,"period":"2025","claimedValue":1,"reason":"误","files":[]}`,
      ],
      [
        park,
        'POST',
        `/api/evaluations/rounds/${roundId}/objections`,
        `{"column":"income","period":"2025","claimedValue":@@,"reason":"误","files":[]}`,
      ],
      [
        park,
        'POST',
        `/api/evaluations/rounds/${roundId}/objections`,
        `{"column":"income","period":"2025","claimedValue":1,"reason":@@,"files":[]}`,
      ],
      [
        park,
        'POST',
        `/api/evaluations/rounds/${roundId}/objections`,
        `{"unit":@@,"column":"income","period":"2025","claimedValue":1,"reason":"误","files":[]}`,
      ],
      [
        office,
        'POST',
        `/api/evaluations/objections/${ZERO}/answer`,
        `{"version":1,"act":"reject","newValue":null,"answer":@@}`,
      ],
      [
        office,
        'POST',
        `/api/evaluations/rounds/${roundId}/decide`,
        `{"decisions":[{"id":"${ZERO}","version":1,"note":@@}]}`,
      ],
    ]
    for (const [client, method, url, body] of requests) {
      // What would end the round is only tried with what is never taken.
      if (url.endsWith('/acts') && name === 'a number in words') continue
      expectNoFault(
        await send(
          client,
          method,
          url,
          body.replace('@@', () => json),
        ),
        `${url} ${body} ${name}`,
      )
    }
    expect(runId).not.toBeNull()
    for (const url of [
      '/api/evaluations/schemes',
      '/api/evaluations/rounds',
      '/api/evaluations/runs',
      `/api/evaluations/rounds/${roundId}`,
      '/api/home',
      '/api/jobs',
    ])
      expect((await office.request('GET', url)).statusCode, `${name}, then ${url}`).toBe(200)
  })
})

describe('packages to compute anew', () => {
  async function replayed(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(folder, `${name.replaceAll(/\W/gu, '-')}.zip`)
    await writeFile(path, bytes)
    const { code, out, err } = await runCommand(['evaluation', 'replay', path], {
      env: { DATABASE_URL: 'postgres://nowhere', NODE_OPTIONS: '--max-old-space-size=700' },
    })
    expect([1, 2], `${name}: ${out} ${err}`).toContain(code)
    expect(`${out}${err}`.trim().length, name).toBeGreaterThan(20)
    expect(`${out}${err}`, name).not.toMatch(/\n\s+at |heap out of memory|Fatal|RangeError|TypeError/u)
  }
  const parts = () => unzipSync(packageBytes)
  const text = (name: string): string => strFromU8(parts()[name] ?? new Uint8Array())
  const withPart = (name: string, content: string): Uint8Array =>
    zipSync({ ...parts(), [name]: strToU8(content) })

  test('as it was given out it is the same', async () => {
    const path = join(folder, 'sound.zip')
    await writeFile(path, packageBytes)
    expect((await runCommand(['evaluation', 'replay', path])).code).toBe(0)
  })

  test.each([
    ['empty', () => new Uint8Array()],
    ['no archive', () => strToU8('<html>not found</html>')],
    ['cut off', () => packageBytes.subarray(0, packageBytes.length >> 1)],
    ['another archive', () => zipSync({ 'word/document.xml': strToU8('<w/>') })],
    ['no JSON', () => withPart('data.json', '{"periods": [')],
    ['a list for a scheme', () => withPart('scheme.json', '[]')],
    ['other digests', () => withPart('run.json', text('run.json').replaceAll(/"[0-9a-f]{64}"/gu, '"x"'))],
    ['other figures', () => withPart('data.json', text('data.json').replace(/1000/u, '1001'))],
    [
      'no bound',
      () => {
        const scheme = JSON.parse(text('scheme.json')) as object
        return zipSync({
          ...parts(),
          'run.json': strToU8(
            text('run.json').replace(/"replications": 0/u, '"replications": 1000000000000000'),
          ),
          'scheme.json': strToU8(JSON.stringify({ ...scheme, uncertainty: USUAL_UNCERTAINTY })),
        })
      },
    ],
    ['deep', () => withPart('scheme.json', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)],
    ['deep data', () => withPart('data.json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
    ['NUL', () => withPart('scheme.json', '{"code":"\\u0000"}')],
    ['a bomb', () => zipSync({ ...parts(), 'data.json': new Uint8Array(300 * 1024 * 1024) })],
    [
      'a bomb of blanks',
      () => zipSync({ ...parts(), 'data.json': new Uint8Array(190 * 1024 * 1024).fill(32) }),
    ],
    [
      'a bomb that denies it',
      () => denied(zipSync({ ...parts(), 'data.json': new Uint8Array(300 * 1024 * 1024) })),
    ],
  ])('%s', async (name, bytes) => {
    await replayed(name, bytes())
  })

  /** Says in every head that its parts are small. */
  function denied(bytes: Uint8Array): Uint8Array {
    const lied = bytes.slice()
    const view = new DataView(lied.buffer)
    for (let at = 0; at + 46 < lied.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true)
    return lied
  }
})
