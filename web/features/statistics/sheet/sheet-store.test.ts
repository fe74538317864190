import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FilingValues, FormField } from '#domain/indicators'
import type { FilingSheet } from '#contract/statistics'
import { ApiError } from '../../../app/api-client.ts'
import type { DraftKeeper, KeptDraft } from './kept-draft.ts'
import { keptDraft } from './kept-draft.ts'
import { SheetStore } from './sheet-store.ts'

const fields: readonly FormField[] = ['A', 'B', 'C'].map((code) => ({
  code,
  label: { zh: code, en: code },
  type: 'integer',
  unit: '千元',
  compulsory: false,
}))

/** A server with one filing, and a browser's storage. */
class Desk {
  version = 1
  values: FilingValues = {}
  calls: FilingValues[] = []
  down = false
  kept: KeptDraft | null = null
  seen: FilingSheet | null = null

  readonly keeper: DraftKeeper = {
    read: () => this.kept,
    write: (draft) => (this.kept = draft),
    drop: () => (this.kept = null),
  }

  sheet(): FilingSheet {
    return {
      unit: { id: 'u', kind: 'enterprise', name: '甲', nameEn: null, creditCode: null, synthetic: true },
      park: null,
      collection: {
        form: 'T',
        title: { zh: '表', en: 'form' },
        rhythm: 'month',
        unit: 'enterprise',
        own: true,
        approval: 'approve',
        period: '2025-03',
        formVersion: 1,
        fromOn: '2025-03-01',
        toOn: '2025-03-31',
        opensOn: '2025-04-01',
        dueOn: '2025-04-15',
        state: 'open',
        reopened: 0,
        lockedAt: null,
        version: 1,
      },
      definition: {},
      version: this.version,
      state: 'draft',
      final: false,
      values: this.values,
      imputed: {},
      previous: null,
      lastYear: null,
      context: { forms: {}, history: {} },
      findings: [],
      localisation: null,
      explanations: {},
      queries: [],
      possibilities: [],
      submittedAt: null,
      submittedByName: null,
      late: null,
      approvedAt: null,
      approvedByName: null,
      acceptedAt: null,
      acceptedByName: null,
      returnReason: null,
      changedAt: '2025-04-02T00:00:00Z',
      past: [],
      asOf: null,
    }
  }

  open(editable = true): SheetStore {
    return new SheetStore(
      this.sheet(),
      fields,
      editable,
      {
        save: async (version, values) => {
          await Promise.resolve()
          if (this.down) throw new ApiError(0, [{ code: 'client.unreachable', path: [], params: {} }])
          if (version !== this.version)
            throw new ApiError(409, [{ code: 'statistics.stale', path: [], params: {} }])
          this.calls.push(values)
          this.version++
          this.values = values
          return this.sheet()
        },
        read: () => Promise.resolve(this.sheet()),
        keep: (view) => (this.seen = view),
      },
      this.keeper,
    )
  }
}

const set = (cells: Record<string, number | string | null>) =>
  ({ kind: 'set', cells: new Map(Object.entries(cells)) }) as const

let desk = new Desk()
beforeEach(() => {
  vi.useFakeTimers()
  desk = new Desk()
})
afterEach(() => vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('a draft saves itself', () => {
  test('once, a moment after the last change', async () => {
    const store = desk.open()
    store.edit(set({ A: 1 }))
    await pass(800)
    store.edit(set({ B: 2 }))
    expect(store.getState().saving.kind).toBe('waiting')
    await pass(1500)
    expect(desk.calls).toEqual([{ A: 1, B: 2 }])
    expect(store.getState().saving.kind).toBe('saved')
    expect(desk.kept).toBeNull()
  })

  test('what is typed while it is on its way is sent after it', async () => {
    const store = desk.open()
    store.edit(set({ A: 1 }))
    const flushed = store.flush()
    store.edit(set({ B: 2 }))
    await flushed
    await pass(3000)
    expect(desk.values).toEqual({ A: 1, B: 2 })
  })

  test('a text that is no number stays on the page and is not sent', async () => {
    const store = desk.open()
    store.edit(set({ A: '12亿', B: 3 }))
    await pass(2000)
    expect(desk.values).toEqual({ B: 3 })
    expect(store.getState().edits.values['A']).toBe('12亿')
    expect(desk.kept?.values['A']).toBe('12亿')
  })

  test('0 is sent and an emptied cell is left out', async () => {
    desk.values = { A: 5, B: 6 }
    const store = desk.open()
    store.edit(set({ A: 0, B: null }))
    await pass(2000)
    expect(desk.values).toEqual({ A: 0 })
  })

  test('whoever may not change it changes nothing', async () => {
    const store = desk.open(false)
    store.edit(set({ A: 1 }))
    await pass(3000)
    expect(desk.calls).toEqual([])
    expect(store.getState().edits.values).toEqual({})
  })
})

describe('without a line', () => {
  test('it is kept in the browser, said so, and sent when the line is back', async () => {
    desk.down = true
    const store = desk.open()
    store.edit(set({ A: 1 }))
    await pass(2000)
    expect(store.getState().saving.kind).toBe('offline')
    expect(desk.kept?.values).toEqual({ A: 1 })
    desk.down = false
    store.online()
    await pass(10)
    expect(desk.values).toEqual({ A: 1 })
    expect(desk.kept).toBeNull()
  })

  test('it tries again by itself', async () => {
    desk.down = true
    const store = desk.open()
    store.edit(set({ A: 1 }))
    await pass(2000)
    desk.down = false
    await pass(10_500)
    expect(store.getState().saving.kind).toBe('saved')
  })

  test('a page opened again goes on from what was kept', async () => {
    desk.values = { A: 1, C: 7 }
    desk.kept = { base: { A: 1 }, values: { A: 1, B: 2 }, at: '2025-04-01T00:00:00Z' }
    const store = desk.open()
    expect(store.getState().edits.values).toEqual({ A: 1, B: 2, C: 7 })
    expect(store.getState().resumed).toBe(1)
    await pass(2000)
    expect(desk.values).toEqual({ A: 1, B: 2, C: 7 })
  })

  test('what is kept can be dropped', () => {
    desk.kept = { base: {}, values: { B: 2 }, at: '2025-04-01T00:00:00Z' }
    const store = desk.open()
    store.discard()
    expect(store.getState().edits.values).toEqual({})
    expect(desk.kept).toBeNull()
  })
})

describe('somebody else saved first', () => {
  test('cells that only they changed are taken, mine go on, and it is saved without asking', async () => {
    const store = desk.open()
    store.edit(set({ A: 1 }))
    desk.version = 5
    desk.values = { B: 9 }
    await pass(4000)
    expect(desk.values).toEqual({ A: 1, B: 9 })
    expect(store.getState().conflicts).toEqual([])
  })

  test('where both changed a cell nothing is sent until it is decided, and both stand there', async () => {
    const store = desk.open()
    store.edit(set({ A: 1, C: 3 }))
    desk.version = 5
    desk.values = { A: 8 }
    await pass(4000)
    expect(store.getState().conflicts).toEqual([{ code: 'A', was: null, theirs: 8, mine: 1 }])
    expect(store.getState().edits.values).toMatchObject({ A: 1, C: 3 })
    expect(desk.values).toEqual({ A: 8 })
    store.settle(new Map([['A', 'theirs']]))
    await pass(2000)
    expect(desk.values).toEqual({ A: 8, C: 3 })
  })

  test('mine can stand too', async () => {
    const store = desk.open()
    store.edit(set({ A: 1 }))
    desk.version = 5
    desk.values = { A: 8 }
    await pass(4000)
    store.settle(new Map([['A', 'mine']]))
    await pass(2000)
    expect(desk.values).toEqual({ A: 1 })
  })
})

describe('correcting what is approved', () => {
  test('is kept in the browser and never saved by itself', async () => {
    desk.values = { A: 1 }
    const store = desk.open(false)
    store.startCorrecting()
    store.edit(set({ A: 2 }))
    await pass(5000)
    expect(desk.calls).toEqual([])
    expect(store.getState().edits.values).toEqual({ A: 2 })
    const again = desk.open(false)
    expect(again.getState().edits.values).toEqual({ A: 1 })
    again.startCorrecting()
    expect(again.getState().edits.values).toEqual({ A: 2 })
    store.stopCorrecting()
    expect(desk.kept).toBeNull()
    expect(store.getState().edits.values).toEqual({ A: 1 })
  })
})

test('what is kept is believed only where it has the shape of a draft', () => {
  expect(keptDraft({ base: {}, values: { A: 1 }, at: 'x' })).not.toBeNull()
  expect(keptDraft({ base: {}, values: { A: { b: 1 } }, at: 'x' })).toBeNull()
  expect(keptDraft([1])).toBeNull()
  expect(keptDraft(null)).toBeNull()
})
