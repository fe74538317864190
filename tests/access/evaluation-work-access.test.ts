import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '#contract/evaluations'
import { DAYS, refusalOf, stageRounds, type RoundStage } from '#tests/round-stage'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import { object } from '../../src/features/evaluations/objections.ts'
import type { Role } from '../../src/features/route-contract.ts'

/** Who asks. Two parks, two evaluators, two experts; a colleague of the park, and one of an evaluator who is none. */
const PEOPLE = {
  office: ['zone_office', 'office'],
  leading: ['leader', 'office'],
  'own-park': ['park_committee', 'park.haidian'],
  'own-park-too': ['park_committee', 'park.haidian'],
  'other-park': ['park_committee', 'park.xicheng'],
  department: ['department', 'department.science'],
  district: ['district', 'district.haidian'],
  company: ['platform_company', 'company.development'],
  enterprise: ['enterprise', 'company.huayuan'],
  'expert-a': ['expert', 'company.tianheng'],
  'expert-b': ['expert', 'company.huayuan'],
  'evaluator-a': ['evaluator', 'company.tianheng'],
  'colleague-of-a': ['enterprise', 'company.tianheng'],
  'evaluator-b': ['evaluator', 'company.development'],
  'system-admin': ['system_admin', 'office'],
  'security-admin': ['security_admin', 'office'],
  'audit-admin': ['audit_admin', 'office'],
} as const satisfies Readonly<Record<string, readonly [Role, string]>>
type Person = keyof typeof PEOPLE
const EVERYBODY = Object.keys(PEOPLE) as Person[]
const is = (person: Person, ...roles: Role[]): boolean => roles.includes(PEOPLE[person][0])
const isBusiness = (person: Person): boolean => !PEOPLE[person][0].endsWith('_admin')

type Scheme = 'published' | 'draft' | 'own-of-a' | 'draft-of-a' | 'draft-of-b'
function seesScheme(person: Person, scheme: Scheme): boolean {
  if (scheme === 'published') return isBusiness(person)
  if (scheme === 'draft') return is(person, 'zone_office', 'leader')
  return person === (scheme === 'draft-of-b' ? 'evaluator-b' : 'evaluator-a')
}
function changesScheme(person: Person, scheme: Scheme): boolean {
  return scheme === 'draft'
    ? person === 'office'
    : scheme.startsWith('draft-of') && seesScheme(person, scheme)
}

let system: TestSystem
let stage: RoundStage
let roundId: string
const clients = new Map<Person, TestClient>()
const schemes = new Map<Scheme, string>()
/** Objections, each with a file that was sent with it, and a file of each that was not sent yet; by park. */
const objections = new Map<string, { id: string; sent: string; waiting: string }>()

beforeAll(async () => {
  system = await createTestSystem()
  stage = await stageRounds(system)
  for (const person of EVERYBODY) {
    const [role, organisation] = PEOPLE[person]
    await system.addAccount(person, [role], organisation)
    clients.set(person, await system.signIn(person))
  }
  schemes.set('published', stage.schemeId)
  await stageSchemes()
  await stageScores()
  roundId = (await stage.computed('2025')).row.id
  await stage.act('office1', DAYS[2025].from, roundId, 'open-review')
  for (const park of ['own-park', 'other-park'] as const) await stageObjection(park)
})
afterAll(() => system.close())

/** The office's next version reads a panel beside the rest; each evaluator goes on from it in his own way. */
async function stageSchemes(): Promise<void> {
  const draft = async (person: Person, code: string | null) =>
    clientOf(person).call(contract.draftScheme, {
      body: { from: stage.schemeId, code, name: null, unitKind: null },
    })
  const panel = await draft('office', 'with-panel')
  const definition = panel.definition as { nodes: object[] }
  const saved = await clientOf('office').call(contract.saveScheme, {
    params: { schemeId: panel.row.id },
    body: {
      rowVersion: panel.row.rowVersion,
      changeNote: null,
      definition: {
        ...definition,
        nodes: [
          ...definition.nodes,
          {
            code: 'care',
            name: { zh: '服务', en: 'Care' },
            parent: 'vigour',
            weight: 1,
            input: {
              column: 'care',
              kind: 'panel',
              direction: 'more',
              panel: { least: 0, most: 10, method: 'mean', trim: 0 },
            },
          },
        ],
      },
    },
  })
  expect(saved.issues).toEqual([])
  await publish('office', saved)
  schemes.set('draft', (await draft('office', null)).row.id)
  const own = await draft('evaluator-a', 'own-of-a')
  schemes.set('own-of-a', own.row.id)
  await publish('evaluator-a', own)
  // Under the zone's own code: it is no version of the zone's scheme.
  schemes.set('draft-of-a', (await draft('evaluator-a', null)).row.id)
  schemes.set('draft-of-b', (await draft('evaluator-b', null)).row.id)
}

function publish(person: Person, { row }: contract.SchemeView) {
  return clientOf(person).call(contract.publishScheme, {
    params: { schemeId: row.id },
    body: { rowVersion: row.rowVersion, changeNote: '试' },
  })
}

async function stageScores(): Promise<void> {
  for (const person of ['expert-a', 'expert-b'] as const)
    await clientOf(person).call(contract.saveFacts, {
      body: {
        kind: 'park',
        period: '2025',
        source: '评审会',
        standing: 'score',
        cells: ['park.haidian', 'park.xicheng'].map((unit) => ({ unit, column: 'care', value: 7 })),
      },
    })
}

async function stageObjection(person: 'own-park' | 'other-park'): Promise<void> {
  const ctx = await stage.at(person, DAYS[2025].from)
  const upload = async (name: string) => {
    const response = await clientOf(person).uploadTo(`/api/evaluations/rounds/${roundId}/files`, [
      { name, content: `${person} ${name}` },
    ])
    return contract.addObjectionFiles.response.parse(response.json()).files[0]?.id ?? ''
  }
  const sent = await upload('证明.txt')
  const waiting = await upload('草稿.txt')
  const { id } = await object(ctx, roundId, {
    column: 'income',
    period: '2025',
    claimedValue: 4321,
    reason: '有误',
    files: [sent],
  })
  objections.set(PEOPLE[person][1], { id, sent, waiting })
}

describe('schemes, the same by every route', () => {
  test.each(EVERYBODY)('%s', async (person) => {
    const client = clientOf(person)
    const list = await client.request('GET', '/api/evaluations/schemes')
    const versions = await client.request('GET', `/api/evaluations/schemes/${stage.schemeId}`)
    for (const [scheme, id] of schemes) {
      const expected = seesScheme(person, scheme)
      const where = `${person} ${scheme}`
      expect(list.body.includes(id), `${where} in the list`).toBe(expected)
      expect((await client.request('GET', `/api/evaluations/schemes/${id}`)).statusCode, where).toBe(
        expected ? 200 : isBusiness(person) ? 404 : 403,
      )
      // What an evaluator makes of the zone's code is a version of it for him alone.
      if (scheme !== 'own-of-a')
        expect(versions.body.includes(id), `${where} among the versions`).toBe(expected)
      if (expected) continue
      const copied = await client.request('POST', '/api/evaluations/schemes', {
        from: id,
        code: 'copied',
        name: null,
        unitKind: null,
      })
      const run = await client.request('POST', '/api/evaluations/runs', {
        roundId: null,
        schemeId: id,
        snapshotId: null,
        period: '2025',
        name: null,
        replications: 0,
        seed: null,
      })
      for (const refused of [copied, run]) expect([403, 404], where).toContain(refused.statusCode)
    }
  })

  test.each(EVERYBODY)('changed, published and deleted by none but whose they are: %s', async (person) => {
    const client = clientOf(person)
    for (const [scheme, id] of schemes) {
      if (changesScheme(person, scheme)) continue
      const url = `/api/evaluations/schemes/${id}`
      for (const refused of [
        await client.request('PUT', url, { rowVersion: 1, definition: {}, changeNote: null }),
        await client.request('POST', `${url}/publish`, { rowVersion: 1, changeNote: '不应写入' }),
        await client.request('DELETE', url),
      ]) {
        const where = `${person} ${scheme}: ${refused.body}`
        expect([403, 404, 422], where).toContain(refused.statusCode)
        // What is published is nobody's to change, and everybody may know.
        if (refused.statusCode === 422)
          expect(codesOf(refused), where).toEqual(['evaluation.scheme_published'])
      }
    }
    const { rows } = await stored()
    expect(rows).toBe(schemes.size)
  })

  async function stored(): Promise<{ rows: number }> {
    const kept = await system.database.ownerDb
      .selectFrom('evaluationScheme')
      .select('id')
      .where('id', 'in', [...schemes.values()])
      .execute()
    return { rows: kept.length }
  }
})

describe('figures and scores', () => {
  /** The rule: office, leader and evaluators all; an expert his own scores; a park its own figures and no scores. */
  const seesFact = (person: Person, unit: string, member: Person | null): boolean => {
    if (is(person, 'zone_office', 'leader', 'evaluator')) return true
    if (member !== null) return member === person
    return is(person, 'park_committee') && PEOPLE[person][1] === unit
  }
  test.each(EVERYBODY)('%s', async (person) => {
    const response = await clientOf(person).request('GET', '/api/evaluations/facts?kind=park&period=2025')
    const cells = response.statusCode === 200 ? contract.readFacts.response.parse(response.json()).cells : []
    const ctx = await system.contextOf(person)
    const inDatabase = await ctx.read((tx) =>
      tx.selectFrom('evaluationFact').select(['unit', 'memberName']).where('period', '=', '2025').execute(),
    )
    for (const unit of ['park.haidian', 'park.xicheng'])
      for (const member of [null, 'expert-a', 'expert-b'] as const) {
        const expected = seesFact(person, unit, member)
        const where = `${person} ${unit} ${member ?? 'figure'}`
        expect(
          cells.some((cell) => cell.unit === unit && cell.memberName === member),
          where,
        ).toBe(expected)
        expect(
          inDatabase.some((row) => row.unit === unit && row.memberName === member),
          `${where} in the database`,
        ).toBe(expected)
      }
  })

  test.each(EVERYBODY)(
    'written by none but the office, scores by none but their expert: %s',
    async (person) => {
      const write = (column: string, standing: string) =>
        clientOf(person).request('POST', '/api/evaluations/facts', {
          kind: 'park',
          period: '2023',
          source: '试',
          standing,
          cells: [{ unit: 'park.haidian', column, value: 5 }],
        })
      const figure = await write('income', 'reported')
      const score = await write('care', 'score')
      expect(figure.statusCode, figure.body).toBe(is(person, 'zone_office') ? 200 : 403)
      expect(score.statusCode, score.body).toBe(is(person, 'expert') ? 200 : 403)
      if (is(person, 'zone_office', 'expert')) {
        // Neither by the other's name: a figure as a score, a score as a figure.
        expect((await write('income', 'score')).statusCode).toBeGreaterThanOrEqual(400)
        expect((await write('care', 'reported')).statusCode).toBeGreaterThanOrEqual(400)
      }
    },
  )

  test('an expert neither ends nor adds another’s score, whatever he sends to the database', async () => {
    const ctx = await system.contextOf('expert-a')
    const other = await system.database.ownerDb
      .selectFrom('evaluationFact')
      .select(['id', 'member'])
      .where('memberName', '=', 'expert-b')
      .executeTakeFirstOrThrow()
    const ended = await ctx.inTransaction((tx) =>
      tx.updateTable('evaluationFact').set({ known: 'empty' }).where('id', '=', other.id).executeTakeFirst(),
    )
    expect(ended.numUpdatedRows).toBe(0n)
    for (const row of [
      { member: other.member, memberName: 'expert-b', standing: 'score' as const },
      { member: '', memberName: null, standing: 'reported' as const },
    ])
      await expect(
        ctx.inTransaction((tx) =>
          tx
            .insertInto('evaluationFact')
            .values({
              kind: 'park',
              unit: 'park.haidian',
              columnCode: 'care',
              period: '2022',
              value: 1,
              source: '试',
              byId: ctx.caller.userId,
              byName: 'expert-a',
              ...row,
            })
            .execute(),
        ),
      ).rejects.toThrow(/row-level security/u)
  })
})

describe('doubts and their evidence', () => {
  const sees = (person: Person, park: string): boolean =>
    is(person, 'zone_office', 'leader', 'evaluator') ||
    (is(person, 'park_committee') && PEOPLE[person][1] === park)

  test.each(EVERYBODY)('%s', async (person) => {
    const client = clientOf(person)
    const list = await client.request('GET', `/api/evaluations/rounds/${roundId}/objections`)
    for (const [park, { id, sent, waiting }] of objections) {
      const where = `${person} ${park}`
      expect(list.statusCode === 200 && list.body.includes(id), where).toBe(sees(person, park))
      const file = await client.request('GET', `/api/evaluations/files/${sent}`)
      expect(file.statusCode === 200, `${where} file`).toBe(sees(person, park))
      // Until it is sent, evidence is its writer's alone.
      const writer = park === 'park.haidian' ? 'own-park' : 'other-park'
      const unsent = await client.request('GET', `/api/evaluations/files/${waiting}`)
      expect(unsent.statusCode === 200, `${where} unsent file`).toBe(person === writer)
      if (person !== writer)
        expect([403, 404], `${where} deletes`).toContain(
          (await client.request('DELETE', `/api/evaluations/files/${waiting}`)).statusCode,
        )
      expect([403, 404], `${where} deletes what was sent`).toContain(
        (await client.request('DELETE', `/api/evaluations/files/${sent}`)).statusCode,
      )
    }
  })

  test('answered by none but the office, taken back by none but the park', async () => {
    for (const person of EVERYBODY)
      for (const [park, { id }] of objections)
        for (const act of ['accept', 'reject', 'withdraw'] as const) {
          const may =
            act === 'withdraw'
              ? is(person, 'park_committee') && PEOPLE[person][1] === park
              : is(person, 'zone_office')
          if (may) continue
          const refused = await clientOf(person).request('POST', `/api/evaluations/objections/${id}/answer`, {
            version: 1,
            act,
            newValue: 5,
            answer: '不应写入',
          })
          expect([403, 404], `${person} ${park} ${act}: ${refused.body}`).toContain(refused.statusCode)
        }
    const { rows } = {
      rows: await system.database.ownerDb.selectFrom('evaluationObjection').select('state').execute(),
    }
    expect(rows.map(({ state }) => state)).toEqual(['open', 'open'])
  })

  test('a park objects for itself alone, and with its own evidence', async () => {
    const ctx = await stage.at('own-park', DAYS[2025].from)
    const doubt = { column: 'patents', period: '2025', claimedValue: 9, reason: '有误' }
    const theirs = objections.get('park.xicheng')
    expect(await refusalOf(object(ctx, roundId, { ...doubt, unit: 'park.xicheng', files: [] }))).toEqual([
      'evaluation.not_found',
    ])
    for (const file of [theirs?.sent, theirs?.waiting])
      expect(await refusalOf(object(ctx, roundId, { ...doubt, files: [file ?? ''] }))).toEqual([
        'evaluation.file_not_found',
      ])
    // A colleague's unsent evidence is his.
    const colleague = await stage.at('own-park-too', DAYS[2025].from)
    const own = objections.get('park.haidian')?.waiting ?? ''
    expect(await refusalOf(object(colleague, roundId, { ...doubt, files: [own] }))).toEqual([
      'evaluation.file_not_found',
    ])
  })

  test('nor does the database take it in another’s name', async () => {
    const ctx = await system.contextOf('own-park')
    const { runId, parkId } = await system.database.ownerDb
      .selectFrom('evaluationObjection')
      .select(['runId', 'parkId'])
      .where('unit', '=', 'park.xicheng')
      .executeTakeFirstOrThrow()
    const values = {
      roundId,
      runId,
      unit: 'park.xicheng',
      columnCode: 'patents',
      period: '2025',
      currentValue: 1,
      claimedValue: 2,
      reason: '不应写入',
      newValue: null,
      answer: null,
      answeredAt: null,
      answeredById: null,
      answeredByName: null,
      snapshotId: null,
      at: '2026-06-10T00:00:00Z',
      byId: ctx.caller.userId,
      byName: 'own-park',
    }
    for (const park of [parkId, ctx.caller.organisationId ?? ''])
      await expect(
        ctx.inTransaction((tx) =>
          tx
            .insertInto('evaluationObjection')
            .values({ ...values, parkId: park })
            .execute(),
        ),
      ).rejects.toThrow(/row-level security/u)
  })
})

describe('steps and consequences', () => {
  test.each(EVERYBODY)(
    'taken by none but the office and, where it is his, the leader: %s',
    async (person) => {
      if (person === 'office') return
      const client = clientOf(person)
      const { version } = await system.database.ownerDb
        .selectFrom('evaluationRound')
        .select('version')
        .where('id', '=', roundId)
        .executeTakeFirstOrThrow()
      const base = `/api/evaluations/rounds/${roundId}`
      const act = (name: string) =>
        client.request('POST', `${base}/acts`, { version, act: name, runId: null, reason: '不应写入' })
      const attempts = [
        await client.request('PATCH', base, { version, title: '不应写入', reason: '不应写入' }),
        await client.request('POST', '/api/evaluations/rounds', {
          schemeId: stage.schemeId,
          period: '2024',
          title: '不应写入',
          calendar: null,
          supportRule: null,
          poolWan: null,
        }),
        await client.request('POST', `${base}/decisions`, { version }),
        await act('freeze'),
        await act('adopt'),
        await act('open-review'),
        await act('refreeze'),
        await act('close-review'),
      ]
      for (const refused of attempts) expect(refused.statusCode, `${person}: ${refused.body}`).toBe(403)
      const kept = await system.database.ownerDb
        .selectFrom('evaluationRound')
        .select(['title', 'version'])
        .execute()
      expect(kept.map((row) => row.title)).not.toContain('不应写入')
      expect(kept.map((row) => row.version)).toContain(version)
    },
  )
})

function clientOf(person: Person): TestClient {
  const client = clients.get(person)
  if (client === undefined) throw new Error(`No client for ${person}`)
  return client
}
