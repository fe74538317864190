import { describe, expect, it } from 'vitest'
import type { PlanItem } from '#contract/plans'
import { type OutlineNode, buildOutline, pruneOutline } from './outline.ts'

const common = (id: string, start: number, end: number) => ({
  id,
  start,
  end,
  status: 'accepted' as const,
  version: 1,
  changedAt: null,
  changedBy: null,
  differs: false,
})
const heading = (start: number, level: number, title: string): PlanItem => ({
  kind: 'heading',
  ...common(`h${start}`, start, start + 4),
  data: { level, number: null, title },
})
const task = (start: number, title: string): PlanItem => ({
  kind: 'task',
  ...common(`t${start}`, start, start + 8),
  data: {
    title,
    number: null,
    headingPath: [],
    measures: 1,
    lead: null,
    bodies: [],
    supporting: [],
    deadline: null,
  },
})

type Shape = [string | null, string | null, string[], Shape[]]
const shape = (nodes: readonly OutlineNode[]): Shape[] =>
  nodes.map((node) => [
    node.heading?.data.title ?? null,
    node.task?.id ?? null,
    node.items.map((item) => item.id),
    shape(node.children),
  ])

describe('buildOutline', () => {
  it('nests headings by level, also where a level is skipped, and returns to the outer one', () => {
    const items = [heading(0, 1, '一'), heading(10, 3, '深'), heading(20, 2, '浅'), heading(30, 1, '二')]
    expect(shape(buildOutline(items))).toEqual([
      [
        '一',
        null,
        [],
        [
          ['深', null, [], []],
          ['浅', null, [], []],
        ],
      ],
      ['二', null, [], []],
    ])
  })
  it('puts what stands before the first heading into a part without one', () => {
    expect(shape(buildOutline([task(0, '前言任务'), heading(10, 1, '一')]))).toEqual([
      [null, null, ['t0'], []],
      ['一', null, [], []],
    ])
  })
  it('shows a task whose title is its heading as one', () => {
    const items = [
      task(10, '建立台账。'),
      heading(10, 1, '建立台账'),
      heading(30, 1, '评价'),
      task(35, '甲'),
      task(45, '乙'),
    ]
    expect(shape(buildOutline(items))).toEqual([
      ['建立台账', 't10', [], []],
      ['评价', null, ['t35', 't45'], []],
    ])
  })
})

describe('pruneOutline', () => {
  it('drops sections without anything to show, keeps the headings above what is shown', () => {
    const nodes = buildOutline([
      heading(0, 1, '背景'),
      heading(10, 1, '任务'),
      heading(20, 2, '甲'),
      task(25, '甲一'),
    ])
    expect(shape(pruneOutline(nodes, (item) => item.kind === 'task'))).toEqual([
      ['任务', null, [], [['甲', null, ['t25'], []]]],
    ])
  })
})
