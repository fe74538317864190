import { describe, expect, it } from 'vitest'
import { figureValue, inTitleMarks, limitWords } from './item-words.ts'

const figure = { indicator: '收入', unit: '亿元', year: null, scope: null, value2: null } as const

describe('items in words', () => {
  it('writes a figure with its comparison and unit, a range as a range', () => {
    expect(figureValue({ ...figure, comparator: 'ge', value: 12000 })).toBe('≥ 12,000 亿元')
    expect(figureValue({ ...figure, comparator: 'between', value: 2, value2: 3, unit: '个' })).toBe('2–3 个')
    expect(figureValue({ ...figure, comparator: 'eq', value: 0.5, unit: '' })).toBe('= 0.5')
  })
  it('writes a limit by the ends that it has', () => {
    expect(limitWords('max-per-unit', null, 3)).toBe('≤ 3')
    expect(limitWords('min-per-unit', null, 1)).toBe('≥ 1')
    expect(limitWords('coverage', null, 17)).toBe('17')
    expect(limitWords('max-per-unit', 1, 2)).toBe('1–2')
    expect(limitWords('count', 2, 2)).toBe('= 2')
    expect(limitWords('count', 1, null)).toBe('≥ 1')
    expect(limitWords('contiguity', null, null)).toBe('')
  })
  it('puts a title between title marks, inner marks becoming single', () => {
    expect(inTitleMarks('分园办法')).toBe('《分园办法》')
    expect(inTitleMarks('《分园办法》')).toBe('《分园办法》')
    expect(inTitleMarks('关于印发《分园办法》的通知')).toBe('《关于印发〈分园办法〉的通知》')
  })
})
