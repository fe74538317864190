import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SchemeView } from '#contract/evaluations'
import type { Scheme } from '#domain/evaluation'
import { ApiError } from '../../../app/api-client.ts'
import { DraftStore } from './draft-store.ts'
import type { DraftKeeper, KeptScheme } from './kept-scheme.ts'
import { schemeFixture } from './scheme.fixture.ts'
import { changeNode } from './tree-edits.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const weigh = (weight: number) => (scheme: Scheme) => changeNode(scheme, 'A', { weight })
const weightOf = (scheme: Scheme) => scheme.nodes.find(({ code }) => code === 'A')?.weight

/** A server with one draft, as the real one decides: another row version is stale. */
function begin(kept: KeptScheme | null = null) {
  const server = { rowVersion: 1, definition: schemeFixture(), down: false, saves: 0 }
  const view = (): SchemeView => ({
    row: {
      id: '00000000-0000-4000-8000-000000000001',
      code: 'fixture',
      version: 2,
      name: { zh: '样例', en: 'Example' },
      state: 'draft',
      standing: 'own',
      unitKind: 'park',
      rhythm: 'year',
      indicators: 4,
      shipped: false,
      owner: null,
      basedOn: null,
      changeNote: null,
      digest: '0'.repeat(64),
      rowVersion: server.rowVersion,
      changedAt: '2026-11-22T08:00:00Z',
      changedByName: '沈岚',
      publishedAt: null,
      publishedByName: null,
      can: ['change'],
    },
    definition: JSON.parse(JSON.stringify(server.definition)) as null,
    issues: [],
    versions: [],
    trialOn: null,
  })
  const memory = { kept }
  const keeper: DraftKeeper = {
    read: () => memory.kept,
    write: (next) => {
      memory.kept = next
    },
    drop: () => {
      memory.kept = null
    },
  }
  const store = new DraftStore(
    view(),
    schemeFixture(),
    {
      save: (rowVersion, definition) => {
        if (server.down)
          return Promise.reject(new ApiError(0, [{ code: 'client.unreachable', path: [], params: {} }]))
        if (rowVersion !== server.rowVersion)
          return Promise.reject(new ApiError(409, [{ code: 'evaluation.stale', path: [], params: {} }]))
        Object.assign(server, { rowVersion: rowVersion + 1, definition, saves: server.saves + 1 })
        return Promise.resolve(view())
      },
      read: () => Promise.resolve(view()),
    },
    keeper,
  )
  return { store, server, memory, view }
}

test('changes rest a moment and are saved together', async () => {
  const { store, server, memory } = begin()
  store.change(weigh(10), 'A weight')
  store.change(weigh(12), 'A weight')
  expect(store.get().saving).toBe('waiting')
  expect(memory.kept).not.toBeNull()
  await vi.advanceTimersByTimeAsync(2000)
  expect(store.get().saving).toBe('saved')
  expect(server.saves).toBe(1)
  expect(weightOf(server.definition)).toBe(12)
  expect(memory.kept).toBeNull()
})

test('what somebody else saved is not overwritten before the editor says so', async () => {
  const { store, server } = begin()
  store.change(weigh(10), null)
  Object.assign(server, { rowVersion: 5, definition: weigh(77)(schemeFixture()) })
  await vi.advanceTimersByTimeAsync(2000)
  expect(store.get().saving).toBe('stale')
  expect(weightOf(server.definition)).toBe(77)
  expect(weightOf(store.get().history.present)).toBe(10)
  store.keepMine()
  await vi.advanceTimersByTimeAsync(0)
  expect(weightOf(server.definition)).toBe(10)
  expect(store.get().saving).toBe('saved')
})

test('theirs can be taken, and mine brought back by undoing', async () => {
  const { store, server } = begin()
  store.change(weigh(10), null)
  Object.assign(server, { rowVersion: 5, definition: weigh(77)(schemeFixture()) })
  await vi.advanceTimersByTimeAsync(2000)
  store.takeTheirs()
  expect(weightOf(store.get().history.present)).toBe(77)
  expect(store.get().saving).toBe('saved')
  store.undo()
  expect(weightOf(store.get().history.present)).toBe(10)
})

test('without a line the changes stay, and a later try saves them', async () => {
  const { store, server, memory } = begin()
  server.down = true
  store.change(weigh(10), null)
  await vi.advanceTimersByTimeAsync(2000)
  expect(store.get().saving).toBe('failed')
  expect(memory.kept).not.toBeNull()
  server.down = false
  expect(await store.flush()).toBe(true)
  expect(weightOf(server.definition)).toBe(10)
})

test('what an earlier visit left is taken up and saved; upon a newer draft it asks first', async () => {
  const resumed = begin({ rowVersion: 1, definition: weigh(33)(schemeFixture()) })
  expect(resumed.store.get().resumed).toBe(true)
  await vi.advanceTimersByTimeAsync(2000)
  expect(weightOf(resumed.server.definition)).toBe(33)
  const stale = begin({ rowVersion: 0, definition: weigh(33)(schemeFixture()) })
  expect(stale.store.get().saving).toBe('stale')
  await vi.advanceTimersByTimeAsync(5000)
  expect(stale.server.saves).toBe(0)
})

test('a refetched page brings in what others did only where nothing of mine waits', () => {
  const { store, server, view } = begin()
  Object.assign(server, { rowVersion: 2, definition: weigh(50)(schemeFixture()) })
  store.receive(view())
  expect(weightOf(store.get().history.present)).toBe(50)
  store.change(weigh(51), null)
  server.rowVersion = 3
  store.receive(view())
  expect(store.get().saving).toBe('stale')
  expect(weightOf(store.get().history.present)).toBe(51)
})
