import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMPARED_FIELDS, compareLedgers } from './compare-ledgers.ts'
import type { DutySnapshot } from './comparison.ts'
import { DUTY_STATES, GONE_STATES, LIGHTS } from './duty.ts'
import type { Duty, DutyState } from './duty.ts'

const duty: Duty = {
  id: '1',
  ownerId: 'office',
  kind: 'duty',
  parentId: null,
  title: '建设中试平台',
  content: '在园区建成一个向企业开放的中试平台',
  number: '3.',
  categories: ['产业发展', '空间载体'],
  parkId: 'xi',
  leadId: 'park-xi',
  personId: null,
  personName: '王芳',
  supporting: ['bureau-a', 'bureau-b'],
  startsOn: null,
  dueOn: '2026-06-30',
  precision: 'month',
  dueText: '2026年6月底前',
  rhythm: null,
  period: null,
  reportEvery: 'quarter',
  weight: 1,
  rollUp: 'own',
  state: 'in-progress',
  suspendedFrom: null,
  progress: 40,
  override: null,
  mergedInto: null,
  visibility: 'zone',
  forEvaluation: false,
}

function snapshot(id: string, change: Partial<Duty> = {}, seen: Partial<DutySnapshot> = {}): DutySnapshot {
  return { duty: { ...duty, id, ...change }, progress: 40, light: 'green', planId: 'plan', ...seen }
}

describe('two dates of a ledger', () => {
  const before = [
    snapshot('kept'),
    snapshot('moved'),
    snapshot('dropped'),
    snapshot('merged'),
    snapshot('lost'),
    snapshot('long gone', { state: 'dropped' }),
    snapshot('revived', { state: 'merged', mergedInto: 'kept' }),
  ]
  const after = [
    snapshot('new'),
    snapshot('kept'),
    snapshot('moved', { dueOn: '2026-12-31', dueText: '2026年底前' }, { progress: 55, light: 'yellow' }),
    snapshot('dropped', { state: 'dropped' }),
    snapshot('merged', { state: 'merged', mergedInto: 'kept' }),
    snapshot('long gone', { state: 'dropped', title: '改了名' }),
    snapshot('revived'),
    snapshot('stillborn', { state: 'dropped' }),
  ]
  const difference = compareLedgers(before, after)

  it('show what came, also what came back', () => {
    expect(difference.added.map(({ duty: { id } }) => id)).toEqual(['new', 'revived'])
  })

  it('show what went, with the state it has now', () => {
    expect(difference.removed.map((one) => [one.before.duty.id, one.state])).toEqual([
      ['dropped', 'dropped'],
      ['merged', 'merged'],
      ['lost', 'dropped'],
    ])
  })

  it('show every changed field with the old and the new value, and progress apart', () => {
    expect(difference.changed).toHaveLength(1)
    expect(difference.changed[0]).toMatchObject({
      before: { duty: { id: 'moved' } },
      fields: [
        { field: 'dueOn', before: '2026-06-30', after: '2026-12-31' },
        { field: 'dueText', before: '2026年6月底前', after: '2026年底前' },
        { field: 'light', before: 'green', after: 'yellow' },
      ],
      progress: 15,
    })
  })

  it('count what did not change, and leave out what was gone at both', () => {
    expect(difference.unchanged).toBe(1)
    expect(difference.totals).toEqual({
      before: { duties: 5, meanProgress: 40, lights: { green: 5 }, states: { 'in-progress': 5 } },
      after: {
        duties: 4,
        meanProgress: 43.75,
        lights: { green: 3, yellow: 1 },
        states: { 'in-progress': 4 },
      },
    })
  })

  it('of nothing have no mean', () => {
    expect(compareLedgers([], []).totals.before).toEqual({
      duties: 0,
      meanProgress: null,
      lights: {},
      states: {},
    })
  })

  const other: Partial<Duty> = {
    ownerId: 'other',
    kind: 'measure',
    parentId: '9',
    title: '另名',
    content: '另文',
    number: null,
    categories: ['产业发展'],
    parkId: null,
    leadId: null,
    personId: 'person',
    personName: null,
    supporting: [],
    startsOn: '2026-01-01',
    dueOn: null,
    precision: 'none',
    dueText: null,
    rhythm: 'year',
    period: '2026',
    reportEvery: null,
    weight: 2,
    rollUp: 'parts',
    state: 'reported',
    override: { light: 'red', reason: '现场核查未见设备' },
    mergedInto: '9',
    visibility: 'public',
    forEvaluation: true,
  }

  it.each(Object.entries(other))('tell a change of %s', (field, value) => {
    const { changed } = compareLedgers([snapshot('1')], [snapshot('1', { [field]: value })])
    expect(changed[0]?.fields).toEqual([{ field, before: duty[field as keyof Duty], after: value }])
  })

  it('compare every field of a duty but its id, its progress and where it was suspended', () => {
    expect([...COMPARED_FIELDS].sort()).toEqual([...Object.keys(other), 'planId', 'light'].sort())
    expect(
      Object.keys(duty)
        .filter((field) => !COMPARED_FIELDS.includes(field))
        .sort(),
    ).toEqual(['id', 'progress', 'suspendedFrom'])
  })

  it('see no change in the order of kinds and bodies, but one in the reason of a colour', () => {
    const turned = { categories: ['空间载体', '产业发展'], supporting: ['bureau-b', 'bureau-a'] }
    expect(compareLedgers([snapshot('1')], [snapshot('1', turned)]).unchanged).toBe(1)
    const set = (reason: string): DutySnapshot[] => [snapshot('1', { override: { light: 'red', reason } })]
    expect(compareLedgers(set('未见设备'), set('未见设备')).unchanged).toBe(1)
    expect(compareLedgers(set('未见设备'), set('设备停用')).changed).toHaveLength(1)
    const swapped = compareLedgers([snapshot('1')], [snapshot('1', { supporting: ['bureau-a', 'bureau-c'] })])
    expect(swapped.changed[0]?.fields.map(({ field }) => field)).toEqual(['supporting'])
  })

  it('see progress that moved although no field did', () => {
    const { changed } = compareLedgers([snapshot('1')], [snapshot('1', {}, { progress: 35 })])
    expect(changed).toMatchObject([{ fields: [], progress: -5 }])
  })
})

describe('any two ledgers', () => {
  const gone: readonly DutyState[] = GONE_STATES
  const ledger = fc
    .uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 30 }).map(String),
        state: fc.constantFrom(...DUTY_STATES),
        dueOn: fc.constantFrom('2026-06-30', '2026-12-31', null),
        supporting: fc.subarray(['a', 'b', 'c']),
        progress: fc.integer({ min: 0, max: 100 }),
        light: fc.constantFrom(...LIGHTS),
      }),
      { selector: ({ id }) => id, maxLength: 30 },
    )
    .map((records) =>
      records.map(({ progress, light, id, ...change }) => snapshot(id, change, { progress, light })),
    )
  const living = (snapshots: readonly DutySnapshot[]): DutySnapshot[] =>
    snapshots.filter(({ duty: { state } }) => !gone.includes(state))

  it('do not differ from themselves', () => {
    fc.assert(
      fc.property(ledger, (one) => {
        const difference = compareLedgers(one, structuredClone(one))
        expect(difference).toMatchObject({ added: [], removed: [], changed: [] })
        expect(difference.unchanged).toBe(living(one).length)
      }),
    )
  })

  it('exchanged, exchange added and removed, old and new', () => {
    fc.assert(
      fc.property(ledger, ledger, (one, two) => {
        const [there, back] = [compareLedgers(one, two), compareLedgers(two, one)]
        const ids = (snapshots: readonly DutySnapshot[]): string[] => snapshots.map(({ duty: { id } }) => id)
        expect(ids(back.added)).toEqual(ids(there.removed.map((each) => each.before)))
        expect(ids(there.added)).toEqual(ids(back.removed.map((each) => each.before)))
        expect(back.unchanged).toBe(there.unchanged)
        const mirrored = new Map(back.changed.map((each) => [each.before.duty.id, each]))
        expect(mirrored.size).toBe(there.changed.length)
        for (const { before, fields, progress } of there.changed) {
          const other = mirrored.get(before.duty.id)
          expect(other?.progress).toBe(0 - progress)
          expect(other?.fields).toEqual(
            fields.map(({ field, before: then, after: now }) => ({ field, before: now, after: then })),
          )
        }
        expect(back.totals).toEqual({ before: there.totals.after, after: there.totals.before })
      }),
    )
  })

  it('add up, and keep the order of their lists', () => {
    fc.assert(
      fc.property(ledger, ledger, (one, two) => {
        const { added, removed, changed, unchanged, totals } = compareLedgers(one, two)
        expect(removed.length + changed.length + unchanged).toBe(living(one).length)
        expect(added.length + changed.length + unchanged).toBe(living(two).length)
        expect([totals.before.duties, totals.after.duties]).toEqual([living(one).length, living(two).length])
        for (const { lights, states, duties } of [totals.before, totals.after]) {
          for (const counts of [lights, states]) {
            expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(duties)
          }
        }
        const places = changed.map(({ before }) => one.indexOf(before))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })
})
