import { describe, expect, test } from 'vitest'
import { prefillOf } from './prefill.ts'

const park = { id: 'p1', name: '海淀园', nameEn: 'Haidian Park' }
const code = (name: string) => ({ code: name, zh: '孵化器', en: 'Incubator', sourceZh: '', sourceEn: '' })
const frame = {
  parks: [park],
  bodies: [{ ...park, kind: 'park', initials: 'hdy' }],
  actions: [{ ...code('space'), zh: '空间载体', en: 'Space' }],
  carriers: [code('incubator')],
}

describe('a new duty from a gap', () => {
  test('of kinds of action has the park and the kind', () => {
    const { values, source, what } = prefillOf({ park: 'p1', category: 'space', source: 'gap' }, frame)
    expect(values).toEqual({ parkId: 'p1', categories: ['space'] })
    expect(source).toBe('gap')
    expect(what.map(({ zh }) => zh)).toEqual(['海淀园', '空间载体'])
  })

  test('of carriers has a title to begin with', () => {
    expect(prefillOf({ park: 'p1', carrier: 'incubator', source: 'gap' }, frame).values.title).toBe(
      '海淀园建设孵化器',
    )
  })

  test('keeps the title that the address gives', () => {
    const { values } = prefillOf({ carrier: 'incubator', title: '引进专业孵化机构', lead: 'p1' }, frame)
    expect(values).toEqual({ title: '引进专业孵化机构', leadId: 'p1' })
  })

  test('leaves out what nobody knows; without a gap it is by hand', () => {
    expect(prefillOf({ park: 'gone', category: 'x', lead: 'y' }, frame)).toEqual({
      values: {},
      source: 'manual',
      what: [],
    })
  })
})
