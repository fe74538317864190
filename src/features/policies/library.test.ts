import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/policies'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'

let system: TestSystem
let drafter: TestClient
let colleague: TestClient
let leader: TestClient
let haidian: TestClient
let haidianSecond: TestClient
let xicheng: TestClient
let firm: TestClient

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('drafter', ['zone_office'], 'office')
  await system.addAccount('colleague', ['zone_office'], 'office')
  await system.addAccount('leading', ['leader'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('haidian2', ['park_committee'], 'park.haidian')
  await system.addAccount('xicheng', ['park_committee'], 'park.xicheng')
  await system.addAccount('firm', ['enterprise'], 'company.huayuan')
  drafter = await system.signIn('drafter')
  colleague = await system.signIn('colleague')
  leader = await system.signIn('leading')
  haidian = await system.signIn('haidian')
  haidianSecond = await system.signIn('haidian2')
  xicheng = await system.signIn('xicheng')
  firm = await system.signIn('firm')
})
afterAll(() => system.close())

/** A shipped definition to change. */
function shipped(name: string): Record<string, unknown> {
  return JSON.parse(
    readFileSync(new URL(`../../../data/policies/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, unknown>
}

async function policyByCode(client: TestClient, code: string, query: Record<string, string> = {}) {
  const { policies } = await client.call(contract.listPolicies, {
    query: { q: code, limit: '500', ...query },
  })
  const found = policies.find((one) => one.code === code)
  if (found === undefined) throw new Error(`no policy ${code}`)
  return found
}

/** A draft of the office under a code of its own, with the content of a shipped policy. */
async function draftOf(code: string, from = 'rd-increment-2'): Promise<contract.PolicyView> {
  const begun = await drafter.call(contract.draftPolicy, { body: { from: null, code } })
  return drafter.call(contract.savePolicyDraft, {
    params: { versionId: begun.version.id },
    body: {
      rowVersion: begun.version.rowVersion,
      definition: { ...shipped(from), code, exclusive: [] },
      changeNote: null,
    },
  })
}

async function act(client: TestClient, view: contract.PolicyView, name: string) {
  return client.request('POST', `/api/policy-versions/${view.version.id}/acts`, {
    act: name,
    rowVersion: view.version.rowVersion,
    reason: '按程序办理',
  })
}

async function actDone(client: TestClient, view: contract.PolicyView, name: string) {
  const response = await act(client, view, name)
  expect([response.statusCode, response.body]).toEqual([200, expect.any(String)])
  return contract.PolicyView.parse(response.json())
}

describe('the library', () => {
  test('holds what comes with the program, as it stands on a day', async () => {
    const today = await policyByCode(firm, 'rent-relief', { on: '2026-11-22' })
    expect(today).toMatchObject({ number: 2, standing: 'in-force', window: { state: 'open' } })
    const before = await policyByCode(firm, 'rent-relief', { on: '2024-06-01' })
    expect(before.number).toBe(1)
    expect(before.standing).toBe('in-force')
    const { standings } = await firm.call(contract.listPolicies, { query: { on: '2026-11-22' } })
    expect(standings.map(({ standing }) => standing)).toContain('ended')
  })

  test('is found by words of title, issuer and clauses, and filtered', async () => {
    const found = await firm.call(contract.listPolicies, { query: { q: '创业空间 示范区' } })
    expect(found.policies.map(({ code }) => code)).toContain('rent-relief')
    const none = await firm.call(contract.listPolicies, { query: { q: '没有这样的政策' } })
    expect(none.total).toBe(0)
    const own = await firm.call(contract.listPolicies, { query: { park: 'park.xicheng', level: 'park' } })
    expect(own.policies.map(({ code }) => code)).toContain('xicheng-fintech')
    expect(own.policies.every(({ parks }) => parks === null || parks.includes('park.xicheng'))).toBe(true)
    const elsewhere = await firm.call(contract.listPolicies, {
      query: { park: 'park.haidian', level: 'park' },
    })
    expect(elsewhere.policies.map(({ code }) => code)).not.toContain('xicheng-fintech')
  })

  test('pages lists with the whole number', async () => {
    const first = await firm.call(contract.listPolicies, { query: { limit: '5', sort: 'code' } })
    const second = await firm.call(contract.listPolicies, {
      query: { limit: '5', offset: '5', sort: 'code' },
    })
    expect(first.total).toBeGreaterThan(40)
    const codes = [...first.policies, ...second.policies].map(({ code }) => code)
    expect(new Set(codes).size).toBe(10)
    expect(codes).toEqual([...codes].sort((a, b) => a.localeCompare(b, 'zh-CN')))
  })

  test('says what two versions differ in', async () => {
    const { id } = await policyByCode(firm, 'rent-relief')
    const view = await firm.call(contract.readPolicy, { params: { policyId: id } })
    expect(view.versions.map(({ number }) => number)).toEqual([2, 1])
    const [newer, older] = view.versions
    const { differences } = await firm.call(contract.comparePolicyVersions, {
      params: { policyId: id },
      query: { from: older?.id ?? '', to: newer?.id ?? '' },
    })
    expect(differences.some(({ path }) => path[0] === 'valid')).toBe(true)
    const same = await firm.call(contract.comparePolicyVersions, {
      params: { policyId: id },
      query: { from: newer?.id ?? '', to: newer?.id ?? '' },
    })
    expect(same.differences).toEqual([])
  })

  test('goes out as a workbook', async () => {
    const response = await firm.request('GET', '/api/policies/export')
    expect(response.statusCode).toBe(200)
    expect(response.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })
})

describe('publication takes two people', () => {
  test('who wrote it proposes it; somebody else publishes it; then it is fixed', async () => {
    const draft = await draftOf('four-eyes')
    expect((await policyByCode(drafter, 'four-eyes')).standing).toBe('draft')
    const inWork = async (state: 'draft' | 'proposed') => {
      const { policies } = await drafter.call(contract.listPolicies, { query: { inWork: state } })
      return policies.map(({ code }) => code)
    }
    expect(await inWork('draft')).toContain('four-eyes')
    const proposed = await actDone(drafter, draft, 'propose')
    expect(await inWork('draft')).not.toContain('four-eyes')
    expect(await inWork('proposed')).toContain('four-eyes')
    expect(codesOf(await act(drafter, proposed, 'publish'))).toEqual(['policies.four_eyes'])
    const published = await actDone(colleague, proposed, 'publish')
    expect(published.version).toMatchObject({ state: 'published', published: { name: 'colleague' } })
    expect((await policyByCode(firm, 'four-eyes')).standing).toBe('in-force')
    const again = await drafter.request('PUT', `/api/policy-versions/${published.version.id}`, {
      rowVersion: published.version.rowVersion,
      definition: {},
      changeNote: null,
    })
    expect(codesOf(again)).toEqual(['policies.not_now'])
  })

  test('who changed a word of it cannot publish it either', async () => {
    const draft = await draftOf('edited-by-two')
    const edited = await colleague.call(contract.savePolicyDraft, {
      params: { versionId: draft.version.id },
      body: { rowVersion: draft.version.rowVersion, definition: draft.definition, changeNote: '文字' },
    })
    const proposed = await actDone(drafter, edited, 'propose')
    expect(codesOf(await act(colleague, proposed, 'publish'))).toEqual(['policies.four_eyes'])
  })

  test('the database itself refuses one pair of eyes, and any change of what was published', async () => {
    const draft = await draftOf('behind-the-program')
    const proposed = await actDone(drafter, draft, 'propose')
    const ctx = await system.contextOf('drafter')
    await expect(
      ctx.inTransaction((tx) =>
        tx
          .updateTable('policyVersion')
          .set({
            state: 'published',
            publishedAt: new Date().toISOString(),
            publishedById: ctx.caller.userId,
            publishedByName: 'drafter',
          })
          .where('id', '=', proposed.version.id)
          .execute(),
      ),
    ).rejects.toThrow()
    const published = await actDone(colleague, proposed, 'publish')
    await expect(
      system.database.ownerDb
        .updateTable('policyVersion')
        .set({ definition: '{}' })
        .where('id', '=', published.version.id)
        .execute(),
    ).rejects.toThrow(/Only a draft/)
  })

  test('a proposal comes back with its reason and can be proposed again', async () => {
    const proposed = await actDone(drafter, await draftOf('comes-back'), 'propose')
    const back = await actDone(colleague, proposed, 'return')
    expect(back.version).toMatchObject({
      state: 'draft',
      returned: { reason: '按程序办理', name: 'colleague' },
    })
    expect((await actDone(drafter, back, 'propose')).version.returned).toBeNull()
  })

  test('a new version takes the place of the old one; withdrawn, the old one holds again', async () => {
    const first = await actDone(
      colleague,
      await actDone(drafter, await draftOf('twice'), 'propose'),
      'publish',
    )
    const next = await drafter.call(contract.draftPolicy, { body: { from: first.version.id, code: null } })
    expect(next.version.number).toBe(2)
    const second = await actDone(colleague, await actDone(drafter, next, 'propose'), 'publish')
    const view = await firm.call(contract.readPolicy, { params: { policyId: second.row.id } })
    expect(view.versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'published'],
      [1, 'superseded'],
    ])
    await actDone(colleague, second, 'withdraw')
    expect(await policyByCode(firm, 'twice')).toMatchObject({ number: 1, standing: 'in-force' })
  })
})

describe('what is wrong is not published', () => {
  async function proposeWith(code: string, change: (definition: Record<string, unknown>) => void) {
    const draft = await draftOf(code)
    const definition = { ...structuredClone(draft.definition) } as Record<string, unknown>
    change(definition)
    const saved = await drafter.call(contract.savePolicyDraft, {
      params: { versionId: draft.version.id },
      body: { rowVersion: draft.version.rowVersion, definition, changeNote: null },
    })
    return act(drafter, saved, 'propose')
  }
  const condition = (id: string, when: string) => ({
    kind: 'condition',
    id,
    title: { zh: id, en: id },
    when,
    clause: null,
    status: 'example',
    off: false,
  })

  test('a rule that contradicts itself, with the two conditions that exclude each other', async () => {
    const response = await proposeWith('contradicts', (definition) => {
      definition['eligibility'] = {
        kind: 'all',
        id: 'root',
        title: null,
        of: [condition('more', '上年度研发费用 >= 500'), condition('less', '上年度研发费用 < 100')],
      }
    })
    expect(response.statusCode).toBe(422)
    expect(codesOf(response)).toEqual(['policies.contradiction'])
    expect(response.body).toContain('more')
    expect(response.body).toContain('less')
  })

  test('a fact that nobody knows', async () => {
    const response = await proposeWith('unknown-name', (definition) => {
      definition['eligibility'] = condition('root', '上年度研發費用合計 >= 500')
    })
    expect(codesOf(response)).toEqual(['policies.not_publishable'])
  })

  test('an example that comes out otherwise', async () => {
    const response = await proposeWith('failing-example', (definition) => {
      const tests = definition['tests'] as { expect: { answer: string; amount: number | null } }[]
      definition['tests'] = tests.map((one) => ({ ...one, expect: { answer: 'undetermined', amount: null } }))
    })
    expect(codesOf(response)).toEqual(['policies.tests_fail'])
  })

  test('every shipped policy passes its own check', async () => {
    const { policies } = await drafter.call(contract.listPolicies, {
      query: { standing: 'in-force', on: '2026-11-22', limit: '500' },
    })
    const wrong: string[] = []
    for (const { id, code, shipped: comes } of policies.filter((one) => one.shipped).slice(0, 12)) {
      const { definition } = await drafter.call(contract.readPolicy, { params: { policyId: id } })
      const { publishable } = await drafter.call(contract.checkPolicyDefinition, { body: { definition } })
      if (comes && !publishable) wrong.push(code)
    }
    expect(wrong).toEqual([])
  })
})

describe('two who write at once', () => {
  test('the second is told who saved and what differs', async () => {
    const draft = await draftOf('at-once')
    const save = (client: TestClient, title: string) =>
      client.request('PUT', `/api/policy-versions/${draft.version.id}`, {
        rowVersion: draft.version.rowVersion,
        definition: { ...shipped('rd-increment-2'), code: 'at-once', title: { zh: title, en: title } },
        changeNote: null,
      })
    expect((await save(colleague, '甲')).statusCode).toBe(200)
    const second = await save(drafter, '乙')
    expect(second.statusCode).toBe(409)
    const [issue] = second.json<{
      issues: { code: string; params: { by: string; differences: { before: string; after: string }[] } }[]
    }>().issues
    expect(issue?.code).toBe('policies.stale')
    expect(issue?.params.by).toBe('colleague')
    expect(issue?.params.differences).toContainEqual(expect.objectContaining({ before: '乙', after: '甲' }))
  })
})

describe('who sees and writes what', () => {
  test('a draft of the office is seen by the office and the leader alone', async () => {
    const { row } = await draftOf('office-only')
    const asked = async (client: TestClient) =>
      (await client.request('GET', `/api/policies/${row.id}`)).statusCode
    expect(await asked(drafter)).toBe(200)
    expect(await asked(leader)).toBe(200)
    for (const client of [haidian, xicheng, firm]) expect(await asked(client)).toBe(404)
    const { policies } = await haidian.call(contract.listPolicies, { query: { limit: '500' } })
    expect(policies.map(({ code }) => code)).not.toContain('office-only')
  })

  test('a park writes its own policies; another park neither sees nor takes the code; its second person publishes', async () => {
    const draft = await haidian.call(contract.draftPolicy, {
      body: { from: (await policyByCode(haidian, 'haidian-chips')).versionId, code: 'haidian-own' },
    })
    expect(draft.row).toMatchObject({ level: 'park', parks: ['park.haidian'] })
    expect((await xicheng.request('GET', `/api/policies/${draft.row.id}`)).statusCode).toBe(404)
    const taken = await xicheng.request('POST', '/api/policies', { from: null, code: 'haidian-own' })
    expect(codesOf(taken)).toEqual(['policies.code_taken'])
    const lifted = await haidian.request('PUT', `/api/policy-versions/${draft.version.id}`, {
      rowVersion: draft.version.rowVersion,
      definition: { ...(draft.definition as object), level: 'zone' },
      changeNote: null,
    })
    expect(codesOf(lifted)).toEqual(['policies.level_not_yours'])
    const wider = await haidian.request('PUT', `/api/policy-versions/${draft.version.id}`, {
      rowVersion: draft.version.rowVersion,
      definition: { ...(draft.definition as object), parks: ['park.haidian', 'park.xicheng'] },
      changeNote: null,
    })
    expect(codesOf(wider)).toEqual(['policies.level_not_yours'])
    const proposed = await actDone(haidian, draft, 'propose')
    expect(codesOf(await act(haidian, proposed, 'publish'))).toEqual(['policies.four_eyes'])
    expect((await act(xicheng, proposed, 'publish')).statusCode).toBe(404)
    expect((await actDone(haidianSecond, proposed, 'publish')).version.state).toBe('published')
  })

  test('a park does not write a policy of the zone', async () => {
    const { versionId } = await policyByCode(haidian, 'rd-increment')
    const response = await haidian.request('POST', '/api/policies', { from: versionId, code: null })
    expect([response.statusCode, codesOf(response)]).toEqual([403, ['policies.not_yours']])
  })
})

describe('bad definitions', () => {
  const check = (definition: unknown) => drafter.request('POST', '/api/policies/check', { definition })

  test('nesting without end is refused, not answered with a fault', async () => {
    const deep = `${'{"kind":"not","id":"n","title":null,"of":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const response = await drafter.requestText(
      'POST',
      '/api/policies/check',
      `{"definition":{"eligibility":${deep}}}`,
    )
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
  })

  test('NUL and halves of characters are refused, not answered with a fault', async () => {
    for (const title of ['a\0b', 'a\ud800']) {
      const response = await check({ ...shipped('rd-increment-2'), title: { zh: title, en: 'x' } })
      expect(response.statusCode).toBeGreaterThanOrEqual(400)
      expect(response.statusCode).toBeLessThan(500)
    }
  })

  test('ten megabytes are refused', async () => {
    const response = await check({
      ...shipped('rd-increment-2'),
      summary: { zh: '长'.repeat(3_500_000), en: 'x' },
    })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
    expect(response.statusCode).toBeLessThan(500)
  })

  test('what lacks the shape is answered with its places', async () => {
    const response = await check({
      ...shipped('rd-increment-2'),
      level: 'moon',
      valid: { from: '2026-02-30' },
    })
    expect(response.statusCode).toBe(200)
    const { findings, publishable } = contract.checkPolicyDefinition.response.parse(response.json())
    expect(publishable).toBe(false)
    expect(findings.map(({ path }) => path.join('.'))).toEqual(
      expect.arrayContaining(['level', 'valid.from']),
    )
  })

  test('what is wrong with a table is told with its row, its cell and an example in words', async () => {
    const row = (tests: string[], output: string) => ({ tests, outputs: [output], note: null, clause: null })
    const response = await check({
      ...shipped('rd-increment-2'),
      tables: [
        {
          code: '测试分档',
          title: { zh: '测试分档', en: 'Bands' },
          inputs: [{ title: { zh: '研发费用', en: 'Research' }, expression: '上年度研发费用', unit: '万元' }],
          outputs: [{ code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' }],
          hit: 'UNIQUE',
          rows: [row(['>= 100'], '10'), row(['>= 500'], '20')],
          otherwise: ['0'],
        },
        {
          code: '测试其他',
          title: { zh: '测试其他', en: 'Otherwise' },
          inputs: [{ title: { zh: '研发费用', en: 'Research' }, expression: '上年度研发费用', unit: '万元' }],
          outputs: [{ code: '金额', title: { zh: '金额', en: 'Amount' }, type: 'number', unit: '万元' }],
          hit: 'UNIQUE',
          rows: [row(['>= 100'], '10')],
          otherwise: ['没有这样的名称'],
        },
      ],
    })
    const { findings } = contract.checkPolicyDefinition.response.parse(response.json())
    const overlap = findings.find(({ code }) => code === 'rules.check_table_overlap')
    expect(overlap).toMatchObject({
      path: ['tables', 0, 'rows', 0],
      params: { rows: [1, 2], example: '研发费用 = 500' },
    })
    expect(findings.find(({ code }) => code.includes('name'))?.path).toEqual(['tables', 1, 'otherwise', 0])
  })
})
