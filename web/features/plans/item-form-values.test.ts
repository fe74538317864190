import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { PlanItem } from '#contract/plans'
import { itemTexts } from '../../text/plans.ts'
import { FIELDS, RULE_KINDS, inputFrom, valuesOf, valuesOfNew } from './item-form-values.ts'
import { REVIEWED_KINDS } from '#contract/plans'

const common = {
  id: '0b5b6f3e-6b0e-4c53-9d4b-0d8f6f1f7a01',
  start: 0,
  end: 10,
  status: 'suggested' as const,
  version: 3,
  changedAt: null,
  changedBy: null,
  differs: false,
}
const task: PlanItem = {
  kind: 'task',
  ...common,
  data: {
    title: '修订产业目录',
    number: '(三)',
    headingPath: ['一、布局'],
    measures: 2,
    lead: '园区办',
    bodies: ['园区办', '各分园'],
    supporting: [],
    deadline: { text: '2030年6月底前', on: '2030-06-30', precision: 'month' },
  },
}
const target: PlanItem = {
  kind: 'target',
  ...common,
  data: {
    indicator: '总收入',
    comparator: 'between',
    value: 1.5,
    value2: 2,
    unit: '万亿元',
    year: 2030,
    scope: null,
  },
}

describe('the edit form', () => {
  it.each([task, target])('saves an item that nobody touched as it was ($kind)', (item) => {
    if (item.kind !== 'task' && item.kind !== 'target') throw new Error('unexpected kind')
    const outcome = inputFrom(item.kind, valuesOf(item), item)
    expect(outcome).toEqual({ ok: true, item: { kind: item.kind, data: item.data } })
  })

  it('has a value for every field of every kind, also for a new item', () => {
    for (const kind of REVIEWED_KINDS)
      for (const field of FIELDS[kind])
        expect(valuesOfNew(kind, '园区办牵头，建立台账。')[field.name], `${kind}.${field.name}`).toBeDefined()
  })

  it('reads full-width digits and thousands separators', () => {
    const outcome = inputFrom('target', { ...valuesOf(target), value: '１，２００', value2: '1,500.5' })
    expect(
      outcome.ok && outcome.item.kind === 'target' && [outcome.item.data.value, outcome.item.data.value2],
    ).toEqual([1200, 1500.5])
  })

  it('says which field is wrong and why', () => {
    const faults = (kind: 'task' | 'target', change: Record<string, string | string[]>) => {
      const outcome = inputFrom(kind, { ...valuesOf(kind === 'task' ? task : target), ...change })
      return outcome.ok ? {} : outcome.faults
    }
    expect(faults('task', { title: '  ' })).toEqual({ title: { code: 'required' } })
    expect(faults('task', { title: '长'.repeat(501) })).toEqual({ title: { code: 'long', n: 500 } })
    expect(faults('task', { measures: '两' })).toEqual({ measures: { code: 'number' } })
    expect(faults('task', { deadlineOn: '2030-6-31' })).toEqual({ deadlineOn: { code: 'date' } })
    expect(faults('task', { deadlineText: '' })).toEqual({ deadlineText: { code: 'deadline' } })
    expect(faults('target', { value: '' })).toEqual({ value: { code: 'number' } })
    expect(faults('target', { year: '20300' })).toEqual({ year: { code: 'year' } })
    expect(faults('target', { value2: '1' })).toEqual({ value2: { code: 'range' } })
    expect(faults('target', { value2: '' })).toEqual({ value2: { code: 'number' } })
  })

  it('drops the upper value when the figure is no range any more', () => {
    const outcome = inputFrom('target', { ...valuesOf(target), comparator: 'ge' })
    expect(outcome.ok && outcome.item.kind === 'target' && outcome.item.data.value2).toBeNull()
  })

  it('keeps number and heading path, which the form does not show', () => {
    const outcome = inputFrom('task', { ...valuesOf(task), title: '修订目录' }, task)
    expect(
      outcome.ok && outcome.item.kind === 'task' && [outcome.item.data.number, outcome.item.data.headingPath],
    ).toEqual(['(三)', ['一、布局']])
  })
})

describe('kinds of rules', () => {
  it('that the engine finds can be chosen, and have a name', () => {
    const engine = new URL('../../../src/domain/plan/', import.meta.url)
    const sources = readdirSync(engine).filter(
      (name) => /constraint/.test(name) && !name.endsWith('.test.ts'),
    )
    const found = sources.flatMap((name) =>
      [...readFileSync(new URL(name, engine), 'utf8').matchAll(/kind: '([a-z-]+)'/g)].map(([, kind]) => kind),
    )
    expect(found.length).toBeGreaterThan(20)
    expect(found.filter((kind) => !RULE_KINDS.some((known) => known === kind))).toEqual([])
    expect(RULE_KINDS.filter((kind) => !(`rule.${kind}` in itemTexts['zh-CN']))).toEqual([])
  })
})
