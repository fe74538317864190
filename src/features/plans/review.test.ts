import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POLICY_TEXT, POLICY_TEXT_SECOND_EDITION } from '#tests/policy-text'
import { codesOf, createTestSystem, type TestClient, type TestSystem } from '#tests/system'
import * as contract from './contract.ts'
import type { ImportResult, PlanItem, Reading } from './contract.ts'
import { importFile } from './import-file.ts'

let system: TestSystem
let office: TestClient
let colleague: TestClient

beforeAll(async () => {
  system = await createTestSystem()
  await system.addAccount('office', ['zone_office'], 'office')
  await system.addAccount('colleague', ['zone_office'], 'office')
  await system.addAccount('haidian', ['park_committee'], 'park.haidian')
  office = await system.signIn('office')
  colleague = await system.signIn('colleague')
})
afterAll(() => system.close())

let serial = 0
/** Another document each time: same words, other title. */
async function importPlan(text = POLICY_TEXT, fileName?: string): Promise<ImportResult> {
  serial += 1
  const titled = text.replace('示范园区提升行动方案', `示范园区第${serial}号提升行动方案`)
  const ctx = await system.contextOf('office')
  return importFile(ctx, { fileName: fileName ?? `plan-${serial}.txt`, bytes: Buffer.from(titled) })
}

async function openReading(versionId: string | null, client = office): Promise<Reading> {
  return client.call(contract.readVersion, { params: { versionId: versionId ?? '' } })
}

function itemsOf<K extends PlanItem['kind']>(reading: Reading, kind: K): Extract<PlanItem, { kind: K }>[] {
  return reading.items.filter((item): item is Extract<PlanItem, { kind: K }> => item.kind === kind)
}

function first<T>(list: readonly T[]): T {
  const [item] = list
  if (item === undefined) throw new Error('The reading has no such item')
  return item
}

describe('import', () => {
  test('reads targets, tasks with lead and date, bodies, citations, each at its words', async () => {
    const reading = await openReading((await importPlan()).versionId)
    const words = (item: PlanItem) => reading.text.slice(item.start, item.end)
    expect(
      itemsOf(reading, 'target').map((item) => [item.data.value, item.data.unit, item.data.year]),
    ).toEqual([
      [1200, '亿元', 2027],
      [300, '家', 2027],
    ])
    expect(words(first(itemsOf(reading, 'target')))).toContain('1200亿元')
    const tasks = itemsOf(reading, 'task')
    expect(tasks).toHaveLength(4)
    expect(first(tasks).data).toMatchObject({
      title: '理顺管理体制',
      lead: '示范区领导小组办公室',
      supporting: ['各分园管委会'],
      deadline: { on: '2026-06-30', precision: 'month' },
    })
    expect(itemsOf(reading, 'citation').map((item) => item.data.title)).toEqual(['示范园区管理办法'])
    expect(reading.counters.reviewed).toBe(0)
    expect(reading.counters.total).toBe(reading.items.filter((item) => item.kind !== 'heading').length)
  })

  test('links a named organisation to the registry', async () => {
    const reading = await openReading((await importPlan()).versionId)
    const park = itemsOf(reading, 'body').find((item) => item.data.name === '海淀园')
    expect(park?.data.organisationId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('recognises the same file by its digest, whatever its name', async () => {
    const once = await importPlan(POLICY_TEXT, 'a.txt')
    const stored = await system.database.ownerDb
      .selectFrom('documentVersion')
      .select('digest')
      .where('id', '=', once.versionId)
      .executeTakeFirstOrThrow()
    const again = await importFile(await system.contextOf('office'), {
      fileName: 'b.txt',
      bytes: await system.services.files.read(stored.digest),
    })
    expect(again).toMatchObject({ outcome: 'same', documentId: once.documentId, versionId: once.versionId })
  })

  test('makes a changed edition a new version and keeps what was decided on unchanged words', async () => {
    const before = await importPlan()
    const reading = await openReading(before.versionId)
    const [kept, reworded] = itemsOf(reading, 'task')
    if (kept === undefined || reworded === undefined) throw new Error('unreachable')
    await office.call(contract.decideItems, {
      params: { versionId: reading.versionId },
      body: { decision: 'reject', items: [kept, reworded].map(({ id, version }) => ({ id, version })) },
    })
    const text = POLICY_TEXT_SECOND_EDITION.replace(
      '示范园区提升行动方案',
      `示范园区第${serial}号提升行动方案`,
    )
    const after = await importFile(await system.contextOf('office'), {
      fileName: 'new.txt',
      bytes: Buffer.from(text),
    })
    expect(after).toMatchObject({ outcome: 'new-version', documentId: before.documentId })
    const tasks = itemsOf(await openReading(after.versionId), 'task')
    expect(tasks.map((task) => task.status)).toEqual([
      'rejected',
      'suggested',
      'suggested',
      'suggested',
      'suggested',
    ])
  })

  test.each([
    ['nothing.txt', '', 'documents.empty'],
    ['blank.txt', ' \n\t\n', 'documents.empty'],
    ['table.xlsx', 'PK\u0003\u0004', 'documents.unsupported_type'],
    ['old.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'documents.old_word_file'],
    ['broken.pdf', '%PDF-1.7 broken', 'documents.damaged'],
    ['broken.docx', 'PK\u0003\u0004 broken', 'documents.damaged'],
    ['noise.txt', Buffer.from([0x81, 0x20, 0xff, 0xfe, 0x80, 0x81, 0xff]), 'documents.undecodable'],
  ])('refuses %s with a reason and saves nothing', async (fileName, content, code) => {
    const result = await importFile(await system.contextOf('office'), {
      fileName,
      bytes: Buffer.from(content),
    })
    expect(result).toMatchObject({ outcome: 'refused', issue: { code }, versionId: null })
  })

  test('keeps a text with NUL and lone surrogates, offsets intact', async () => {
    const reading = await openReading(
      (await importPlan(POLICY_TEXT.replace('新增', '新\u0000增\ud800'))).versionId,
    )
    expect(reading.text).toHaveLength(
      POLICY_TEXT.replace('示范园区提升行动方案', `示范园区第${serial}号提升行动方案`).length + 2,
    )
  })
})

describe('review', () => {
  let reading: Reading
  beforeEach(async () => {
    reading = await openReading((await importPlan()).versionId)
  })

  const decide = (client: TestClient, decision: 'accept' | 'reject' | 'reopen', items: readonly PlanItem[]) =>
    client.call(contract.decideItems, {
      params: { versionId: reading.versionId },
      body: { decision, items: items.map(({ id, version }) => ({ id, version })) },
    })

  test('counts what is accepted and rejected, and counts back when reopened', async () => {
    const [a, b] = itemsOf(reading, 'task')
    if (a === undefined || b === undefined) throw new Error('unreachable')
    expect((await decide(office, 'accept', [a])).counters.byKind['task']).toEqual({ total: 4, reviewed: 1 })
    const rejected = await decide(office, 'reject', [b])
    expect(rejected.counters.byKind['task']).toEqual({ total: 4, reviewed: 2 })
    expect((await decide(office, 'reopen', rejected.items)).counters.byKind['task']).toEqual({
      total: 4,
      reviewed: 1,
    })
  })

  test('refuses a decision on an item that somebody else has changed since', async () => {
    const item = first(itemsOf(reading, 'task'))
    await decide(colleague, 'reject', [item])
    const response = await office.request('POST', `/api/document-versions/${reading.versionId}/decisions`, {
      decision: 'accept',
      items: [{ id: item.id, version: item.version }],
    })
    expect(response.statusCode).toBe(409)
    expect(codesOf(response)).toEqual(['plans.stale'])
    expect(response.json()).toMatchObject({ issues: [{ params: { changedBy: 'colleague' } }] })
  })

  test('of two people who decide at the same moment one is told', async () => {
    const item = first(itemsOf(reading, 'target'))
    const body = (decision: string) => ({ decision, items: [{ id: item.id, version: item.version }] })
    const url = `/api/document-versions/${reading.versionId}/decisions`
    const responses = await Promise.all([
      office.request('POST', url, body('accept')),
      colleague.request('POST', url, body('reject')),
    ])
    expect(responses.map((response) => response.statusCode).sort()).toEqual([200, 409])
  })

  test('an edit counts as reviewed, says that it differs, and is remembered with its author', async () => {
    const item = first(itemsOf(reading, 'target'))
    const { items } = await office.call(contract.editItem, {
      params: { versionId: reading.versionId, itemId: item.id },
      body: { version: item.version, item: { kind: 'target', data: { ...item.data, value: 1300 } } },
    })
    expect(items[0]).toMatchObject({
      status: 'edited',
      differs: true,
      changedBy: 'office',
      data: { value: 1300 },
    })
    const { changes } = await office.call(contract.readItemHistory, {
      params: { versionId: reading.versionId, itemId: item.id },
    })
    expect(changes).toMatchObject([
      { by: 'office', action: 'edit', before: { data: { value: 1200 } }, after: { data: { value: 1300 } } },
    ])
  })

  test.each([
    [
      'a range whose end is below its start',
      { comparator: 'between', value: 5, value2: 3 },
      'plans.range_unordered',
    ],
    ['a range without an end', { comparator: 'between', value: 5, value2: null }, 'plans.range_unordered'],
  ])('refuses %s', async (_name, change, code) => {
    const item = first(itemsOf(reading, 'target'))
    const response = await office.request(
      'PUT',
      `/api/document-versions/${reading.versionId}/items/${item.id}`,
      { version: item.version, item: { kind: 'target', data: { ...item.data, ...change } } },
    )
    expect(codesOf(response)).toEqual([code])
  })

  test('adds what the engine missed, and refuses a place outside the text', async () => {
    const add = (start: number, end: number) =>
      office.request('POST', `/api/document-versions/${reading.versionId}/items`, {
        start,
        end,
        item: { kind: 'body', data: { name: '某某公司', aliases: [], organisationId: null } },
      })
    expect((await add(5, 9)).json<{ items: PlanItem[] }>().items[0]).toMatchObject({
      status: 'added',
      start: 5,
    })
    expect(codesOf(await add(5, reading.text.length + 1))).toEqual(['plans.span_outside'])
    expect(codesOf(await add(9, 9))).toEqual(['plans.span_outside'])
  })

  test('splits a task at a sentence, merges it again, and takes both back', async () => {
    const item = first(itemsOf(reading, 'task'))
    const at = reading.text.indexOf('2026年6月')
    const split = await office.call(contract.splitItem, {
      params: { versionId: reading.versionId, itemId: item.id },
      body: { version: item.version, at },
    })
    const halves = split.items.filter((half) => half.status !== 'superseded')
    expect(halves.map((half) => [half.start, half.end])).toEqual([
      [item.start, at],
      [at, item.end],
    ])
    expect(split.counters.byKind['task']?.total).toBe(5)

    const merged = await office.call(contract.mergeItems, {
      params: { versionId: reading.versionId },
      body: { items: halves.map(({ id, version }) => ({ id, version })) },
    })
    expect(merged.items.find((part) => part.status !== 'superseded')).toMatchObject({
      start: item.start,
      end: item.end,
    })
    for (let i = 0; i < 2; i++)
      await office.call(contract.undoChange, { params: { versionId: reading.versionId }, body: {} })
    const after = await openReading(reading.versionId)
    expect(itemsOf(after, 'task').map((task) => task.id)).toContain(item.id)
    expect(after.counters).toEqual(reading.counters)
    expect(after.canUndo).toBe(false)
  })

  test('refuses to merge tasks with another between them', async () => {
    const [a, , c] = itemsOf(reading, 'task')
    const response = await office.request('POST', `/api/document-versions/${reading.versionId}/merge`, {
      items: [a, c].map((item) => ({ id: item?.id, version: item?.version })),
    })
    expect(codesOf(response)).toEqual(['plans.merge_not_neighbours'])
  })

  test('does not undo over what somebody else has changed since', async () => {
    const item = first(itemsOf(reading, 'task'))
    const accepted = await decide(office, 'accept', [item])
    await decide(colleague, 'reject', accepted.items)
    const response = await office.request('POST', `/api/document-versions/${reading.versionId}/undo`, {})
    expect(codesOf(response)).toEqual(['plans.stale'])
  })

  test('is not another park’s business', async () => {
    const haidian = await system.signIn('haidian')
    const response = await haidian.request('GET', `/api/document-versions/${reading.versionId}`)
    expect(response.statusCode).toBe(404)
  })
})

describe('publication', () => {
  test('waits until everything is reviewed, then fixes what was confirmed', async () => {
    const reading = await openReading((await importPlan()).versionId)
    const publish = () =>
      office.request('POST', `/api/document-versions/${reading.versionId}/publish`, {
        visibility: 'zone',
        note: '首次',
      })
    expect(codesOf(await publish())).toEqual(['plans.items_unreviewed'])

    const reviewable = reading.items.filter((item) => item.kind !== 'heading')
    const rejected = first(itemsOf(reading, 'task'))
    for (const decision of ['reject', 'accept'] as const)
      await office.call(contract.decideItems, {
        params: { versionId: reading.versionId },
        body: {
          decision,
          items: reviewable
            .filter((item) => (item.id === rejected.id) === (decision === 'reject'))
            .map(({ id, version }) => ({ id, version })),
        },
      })
    const { planId } = (await publish()).json<{ planId: string }>()
    const plan = await office.call(contract.readPlan, { params: { planId } })
    expect(plan.plan).toMatchObject({ no: 1, current: true, tasks: 3, targets: 2, visibility: 'zone' })
    expect(plan.items.map((item) => item.id)).not.toContain(rejected.id)
    const task = first(plan.items.filter((item) => item.kind === 'task'))
    expect(reading.text.startsWith(plan.quotes[task.id] ?? '?', task.start)).toBe(true)

    // Later review leaves the published plan as it is, and the next publication is number 2.
    await office.call(contract.undoChange, { params: { versionId: reading.versionId }, body: {} })
    expect((await office.call(contract.readPlan, { params: { planId } })).items).toEqual(plan.items)
    expect(codesOf(await publish())).toEqual(['plans.items_unreviewed'])
    const again = await openReading(reading.versionId)
    await office.call(contract.decideItems, {
      params: { versionId: reading.versionId },
      body: {
        decision: 'accept',
        items: again.items
          .filter((item) => item.kind !== 'heading' && item.status === 'suggested')
          .map(({ id, version }) => ({ id, version })),
      },
    })
    const second = (await publish()).json<{ planId: string }>()
    const { plans } = await office.call(contract.listPlans)
    expect(plans.filter((listed) => listed.documentId === reading.document.id)).toMatchObject([
      { id: second.planId, no: 2 },
    ])
  })

  test('a park reads the published items, not the review', async () => {
    const reading = await openReading((await importPlan()).versionId)
    await office.call(contract.decideItems, {
      params: { versionId: reading.versionId },
      body: {
        decision: 'accept',
        items: reading.items
          .filter((item) => item.kind !== 'heading')
          .map(({ id, version }) => ({ id, version })),
      },
    })
    await office.call(contract.publishPlan, {
      params: { versionId: reading.versionId },
      body: { visibility: 'zone', note: null },
    })
    await office.call(contract.undoChange, { params: { versionId: reading.versionId }, body: {} })
    const seen = await openReading(reading.versionId, await system.signIn('haidian'))
    expect(seen.can).toEqual(['download'])
    expect(seen.items).toHaveLength(reading.items.length)
    expect(new Set(seen.items.map((item) => item.status))).toEqual(new Set(['accepted']))
    expect(seen.document.state).toBe('published')
  })

  test('a rejected duty without a date no longer counts in the reconciliation', async () => {
    const reading = await openReading((await importPlan()).versionId)
    const findings = () => office.call(contract.readFindings, { params: { versionId: reading.versionId } })
    const countOf = async () =>
      (await findings()).findings.find((finding) => finding.kind === 'duty-undated')?.items.length
    const before = await countOf()
    const undated = itemsOf(reading, 'task').find((task) => task.data.deadline === null)
    await office.call(contract.decideItems, {
      params: { versionId: reading.versionId },
      body: { decision: 'reject', items: [{ id: undated?.id, version: undated?.version }] },
    })
    expect(await countOf()).toBe((before ?? 0) - 1)
  })
})
