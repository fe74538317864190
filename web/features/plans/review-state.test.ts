import { describe, expect, it } from 'vitest'
import type { ItemStatus, PlanItem } from '#contract/plans'
import {
  countItems,
  followingTask,
  headingTrail,
  itemAt,
  listedItems,
  nextOpen,
  step,
  withChanged,
  withDecision,
} from './review-state.ts'

const common = (id: string, start: number, status: ItemStatus) => ({
  id,
  start,
  end: start + 5,
  status,
  version: 1,
  changedAt: null,
  changedBy: null,
  differs: false,
})
const task = (id: string, start: number, status: ItemStatus = 'suggested'): PlanItem => ({
  kind: 'task',
  ...common(id, start, status),
  data: {
    title: id,
    number: null,
    headingPath: [],
    measures: 1,
    lead: null,
    bodies: [],
    supporting: [],
    deadline: null,
  },
})
const heading = (id: string, start: number, level: number, number: string, title: string): PlanItem => ({
  kind: 'heading',
  ...common(id, start, 'suggested'),
  data: { level, number, title },
})
const body = (id: string, starts: readonly number[]): PlanItem => ({
  kind: 'body',
  ...common(id, starts[0] ?? 0, 'suggested'),
  data: { name: id, aliases: [], organisationId: null },
  mentions: starts.map((start) => ({ start, end: start + 3 })),
})
const all = { kind: null, unreviewedOnly: false } as const

describe('the list of cards', () => {
  const items = [
    heading('h', 0, 1, '一、', '目标'),
    task('a', 10, 'accepted'),
    task('b', 20),
    body('c', [21]),
    task('d', 30, 'superseded'),
    task('e', 40, 'rejected'),
  ]
  it('leaves out headings and replaced items, keeps rejected ones for reopening', () => {
    expect(listedItems(items, all).map((item) => item.id)).toEqual(['a', 'b', 'c', 'e'])
  })
  it('filters by kind and by what waits', () => {
    const ids = (kind: 'task' | null, unreviewedOnly: boolean) =>
      listedItems(items, { kind, unreviewedOnly }).map((item) => item.id)
    expect(ids('task', false)).toEqual(['a', 'b', 'e'])
    expect(ids(null, true)).toEqual(['b', 'c'])
    expect(ids('task', true)).toEqual(['b'])
  })
  it('counts what is reviewed without headings and replaced items', () => {
    expect(countItems(items)).toEqual({
      total: 4,
      reviewed: 2,
      byKind: { task: { total: 3, reviewed: 2 }, body: { total: 1, reviewed: 0 } },
    })
  })
})

describe('moving through the list', () => {
  const list = [task('a', 0, 'accepted'), task('b', 10), task('c', 20, 'accepted'), task('d', 30)]
  it('goes one by one and stays at the ends', () => {
    expect(step(list, null, 1)).toBe('a')
    expect(step(list, null, -1)).toBe('d')
    expect(step(list, 'a', 1)).toBe('b')
    expect(step(list, 'a', -1)).toBe('a')
    expect(step(list, 'd', 1)).toBe('d')
    expect(step([], 'a', 1)).toBeNull()
  })
  it('finds the next that waits, round the end, and not itself', () => {
    expect(nextOpen(list, 'b')).toBe('d')
    expect(nextOpen(list, 'd')).toBe('b')
    expect(nextOpen(list, null)).toBe('b')
    expect(nextOpen([task('a', 0)], 'a')).toBeNull()
  })
  it('merges with the next task that stands', () => {
    const items = [task('a', 0), body('x', [2]), task('b', 10, 'rejected'), task('c', 20)]
    expect(followingTask(items, 'a')?.id).toBe('c')
    expect(followingTask(items, 'c')).toBeNull()
    expect(followingTask(items, 'x')).toBeNull()
  })
})

describe('changes', () => {
  it('shows a decision at once and leaves the version to the server', () => {
    const after = withDecision([task('a', 0), task('b', 10)], new Set(['b']), 'reject')
    expect(after.map((item) => [item.status, item.version])).toEqual([
      ['suggested', 1],
      ['rejected', 1],
    ])
  })
  it('takes changed and new items over in reading order', () => {
    const merged = withChanged(
      [task('a', 0), task('c', 20)],
      [task('b', 10), { ...task('c', 20, 'superseded'), version: 2 }],
    )
    expect(merged.map((item) => [item.id, item.status, item.version])).toEqual([
      ['a', 'suggested', 1],
      ['b', 'suggested', 1],
      ['c', 'superseded', 2],
    ])
  })
})

describe('places', () => {
  it('tells the headings above an offset', () => {
    const trail = headingTrail([
      heading('1', 10, 1, '一、', '总则'),
      heading('2', 20, 2, '(一)', '原则'),
      heading('3', 40, 1, '二、', '任务'),
    ])
    expect(trail(5)).toEqual([])
    expect(trail(25)).toEqual(['一、总则', '(一)原则'])
    expect(trail(40)).toEqual(['二、任务'])
  })
  it('finds the item that stands on the given words', () => {
    const items = [task('wide', 0), { ...task('exact', 1), end: 4 }, body('named', [50, 60])]
    expect(itemAt(items, { start: 1, end: 4 })?.id).toBe('exact')
    expect(itemAt(items, { start: 60, end: 62 })?.id).toBe('named')
    expect(itemAt(items, { start: 30, end: 40 })).toBeNull()
  })
})
