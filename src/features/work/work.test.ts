import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as plans from '#contract/plans'
import { giveUpImport, importWorker } from '#features/plans'
import { POLICY_TEXT } from '#tests/policy-text'
import { createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'

let system: TestSystem
let office: TestClient
let officeId: string
beforeAll(async () => {
  system = await createTestSystem({ workers: true })
  officeId = await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  await system.addAccount('sysadmin', ['system_admin'], 'office')
  office = await system.signIn('office')
})
afterAll(() => system.close())

const Files = z.object({ files: z.array(plans.ImportResult) })

async function finished(client: TestClient, jobId: string) {
  for (let i = 0; i < 200; i++) {
    const job = await client.call(contract.readJob, { params: { jobId } })
    if (job.finishedAt !== null) return job
    await sleep(100)
  }
  throw new Error('The job did not end within 20 seconds')
}

describe('an upload', () => {
  test('becomes a job that reports each file; one bad file does not stop the others', async () => {
    const response = await office.upload([
      { name: '甲方案.txt', content: POLICY_TEXT },
      { name: '空文件.txt', content: '' },
      { name: '甲方案（副本）.txt', content: POLICY_TEXT },
    ])
    expect(response.statusCode).toBe(202)
    const job = await finished(office, response.json<{ jobId: string }>().jobId)
    expect(job).toMatchObject({ state: 'done', done: 3, total: 3 })
    expect(
      Files.parse(job.result).files.map((file) => [file.fileName, file.outcome, file.issue?.code]),
    ).toEqual([
      ['甲方案.txt', 'new', undefined],
      ['空文件.txt', 'refused', 'documents.empty'],
      ['甲方案（副本）.txt', 'same', undefined],
    ])
  })

  test('is nobody else’s business', async () => {
    const { jobId } = (await office.upload([{ name: '乙.txt', content: `乙${POLICY_TEXT}` }])).json<{
      jobId: string
    }>()
    const haidian = await system.signIn('haidian')
    expect((await haidian.request('GET', `/api/jobs/${jobId}`)).statusCode).toBe(404)
    expect((await haidian.call(contract.listJobs)).jobs).toEqual([])
    await finished(office, jobId)
  })

  test('keeps only the bare name of a file', async () => {
    const { jobId } = (
      await office.upload([{ name: '../../etc/丙.txt', content: `丙${POLICY_TEXT}` }])
    ).json<{
      jobId: string
    }>()
    expect(Files.parse((await finished(office, jobId)).result).files[0]?.fileName).toBe('丙.txt')
  })

  test('may be cancelled: what is finished stays, the rest is not begun', async () => {
    const files = Array.from({ length: 12 }, (_, i) => ({
      name: `丁${i}.txt`,
      content: `第${i}份${POLICY_TEXT}`,
    }))
    const { jobId } = (await office.upload(files)).json<{ jobId: string }>()
    await office.call(contract.cancelJob, { params: { jobId } })
    const job = await finished(office, jobId)
    expect(job.state).toBe('cancelled')
    const results = Files.parse(job.result).files
    expect(results).toHaveLength(12)
    expect(results.at(-1)?.outcome).toBe('cancelled')
    const { documents } = await office.call(plans.listDocuments)
    const imported = results.filter((file) => file.outcome === 'new')
    for (const file of imported) expect(documents.map((document) => document.id)).toContain(file.documentId)
  })

  test('that ran halfway before a crash runs to the same end the second time', async () => {
    const { jobId } = (await office.upload([{ name: '戊.txt', content: `戊${POLICY_TEXT}` }])).json<{
      jobId: string
    }>()
    const first = await finished(office, jobId)
    // The worker died after the work and before saying so: the queue hands the job out again.
    await system.database.ownerDb
      .updateTable('job')
      .set({ state: 'running', finishedAt: null, result: '{}' })
      .where('id', '=', jobId)
      .execute()
    await importWorker(system.services)({ jobId, userId: officeId })
    const [before] = Files.parse(first.result).files
    const [after] = Files.parse((await finished(office, jobId)).result).files
    expect(after).toMatchObject({ outcome: 'same', versionId: before?.versionId })
  })

  test('that the queue gives up is shown as failed, not as running for ever', async () => {
    const { jobId } = (await office.upload([{ name: '庚.txt', content: `庚${POLICY_TEXT}` }])).json<{
      jobId: string
    }>()
    await finished(office, jobId)
    await system.database.ownerDb
      .updateTable('job')
      .set({ state: 'running', finishedAt: null, result: '{}', done: 0 })
      .where('id', '=', jobId)
      .execute()
    await giveUpImport(system.services)({ jobId, userId: officeId })
    expect(await finished(office, jobId)).toMatchObject({ state: 'failed' })
    const { entries } = await office.call(contract.readHome)
    expect(entries.find((entry) => entry.href.includes(jobId))?.kind).toBe('import-failed')
  })

  test('of a file over the limit is refused without taking the others along', async () => {
    const response = await office.upload([
      { name: '过大.txt', content: Buffer.alloc(51 * 1024 * 1024, '大') },
      { name: '己.txt', content: `己${POLICY_TEXT}` },
    ])
    const job = await finished(office, response.json<{ jobId: string }>().jobId)
    expect(Files.parse(job.result).files.map((file) => file.issue?.code ?? file.outcome)).toEqual([
      'documents.too_large',
      'new',
    ])
  })
})

describe('the in-tray', () => {
  test('lists documents to review and refused files, and forgets them when done', async () => {
    const { entries } = await office.call(contract.readHome)
    expect(entries.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['review-document', 'import-failed']),
    )
    const entry = entries.find((candidate) => candidate.kind === 'review-document')
    const versionId = entry?.href.split('/').at(-1) ?? ''
    const reading = await office.call(plans.readVersion, { params: { versionId } })
    await office.call(plans.decideItems, {
      params: { versionId },
      body: {
        decision: 'accept',
        items: reading.items
          .filter((item) => item.kind !== 'heading')
          .map(({ id, version }) => ({ id, version })),
      },
    })
    const ready = (await office.call(contract.readHome)).entries.find(
      (candidate) => candidate.id === entry?.id,
    )
    expect(ready?.kind).toBe('publish-plan')
    await office.call(plans.publishPlan, { params: { versionId }, body: { visibility: 'zone', note: null } })
    const after = await office.call(contract.readHome)
    expect(after.entries.map((candidate) => candidate.id)).not.toContain(entry?.id)
  })

  test('calls nothing a failed import that is none', async () => {
    const { id } = await system.database.ownerDb
      .insertInto('job')
      .values({
        kind: 'evaluation-run',
        state: 'failed',
        total: 100,
        input: '{}',
        note: null,
        createdBy: officeId,
        startedAt: new Date().toISOString(),
        finishedAt: new Date().toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { entries } = await office.call(contract.readHome)
    expect(entries.filter((entry) => entry.href.includes(id))).toEqual([])
  })

  test('of a park has its own figures; its duties are those that name it', async () => {
    const haidian = await system.signIn('haidian')
    const { entries, figures } = await haidian.call(contract.readHome)
    expect(entries).toEqual([])
    const valueOf = (code: string) => figures.find((figure) => figure.code === code)?.value
    expect(valueOf('plans-published')).toBe(1)
    expect(valueOf('own-tasks')).toBe(1)
    expect(valueOf('documents')).toBe(1)
  })

  test('of an administrator has no business figures', async () => {
    const { entries, figures } = await (await system.signIn('sysadmin')).call(contract.readHome)
    expect(entries).toEqual([])
    expect(figures.map((figure) => figure.code)).toEqual(['users', 'users-locked'])
  })
})

describe('search', () => {
  const find = async (client: TestClient, q: string) =>
    (await client.call(contract.search, { query: { q } })).hits

  test.each([
    ['海淀', '海淀园'],
    ['hdy', '海淀园'],
    ['Haidian Park', '海淀园'],
    ['110108', '海淀区'],
    ['park.haidian', '海淀园'],
  ])('finds by %s', async (words, title) => {
    expect((await find(office, words)).map((hit) => hit.title)).toContain(title)
  })

  test('finds a published task and leads to its sentence', async () => {
    const hit = (await find(office, '理顺管理体制')).find((candidate) => candidate.kind === 'task')
    expect(hit?.href).toMatch(/^\/plans\/documents\/[0-9a-f-]{36}\?item=[0-9a-f-]{36}$/)
  })

  test('takes % and _ as they are', async () => {
    expect(await find(office, '%')).toEqual([])
    expect(await find(office, '海_园')).toEqual([])
  })
})
