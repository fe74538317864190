import { expect, test } from 'vitest'
import type { ParameterView } from '#contract/rules'
import { findParameters, kindOf, listChanges, settingEffects, standingOf } from './parameter-facts.ts'
import type { ParameterValue } from './parameter-facts.ts'

function spell(from: string, to: string | null, value: ParameterValue['value']): ParameterValue {
  return {
    from,
    to,
    value,
    clause: { document: '办法', clause: null, documentId: null, url: null },
    reason: '',
    byName: '',
    since: '2026-01-01T00:00:00.000Z',
  }
}
const values = [
  spell('2023-01-01', '2025-01-01', 10),
  spell('2025-01-01', '2026-07-01', 8),
  spell('2026-07-01', null, 6),
]

test('a value from a day on ends the one before and holds until the next that stands', () => {
  const effects = settingEffects(values, '2026-01-01', null)
  expect(effects.until).toBe('2026-07-01')
  expect(effects.ends?.value).toBe(8)
  expect(effects.before?.value).toBe(8)
  expect(effects.replaced).toEqual([])
})

test('a value on the first day of another replaces it, and so it does with those within its days', () => {
  expect(settingEffects(values, '2026-07-01', null)).toMatchObject({
    until: null,
    ends: null,
    replaced: [{ value: 6 }],
  })
  expect(settingEffects(values, '2024-06-01', '2026-07-01').replaced.map(({ value }) => value)).toEqual([8])
  expect(settingEffects(values, '2022-01-01', null)).toMatchObject({ until: '2023-01-01', before: null })
})

test('a source says of itself how far it may be believed', () => {
  expect(standingOf({ document: '未核实：原文未见' })).toBe('unverified')
  expect(standingOf({ document: '多园演示：自拟示例' })).toBe('example')
  expect(standingOf({ document: '认定条件（公开转载）' })).toBe('reprint')
  expect(standingOf({ document: '财金〔2024〕60号' })).toBe('read')
})

test('finds by name, initials and document, within a kind', () => {
  const parameter = (code: string, unit: string | null, type: ParameterView['type']): ParameterView => ({
    code,
    title: { zh: code, en: `en ${code}` },
    type,
    unit,
    shipped: true,
    values,
    corrected: [],
  })
  const all = [parameter('补贴比例', '%', 'number'), parameter('产业目录', null, 'texts')]
  const found = (words: string, kind?: string) =>
    findParameters(all, { words, kind, standing: undefined, initials: { 产业目录: 'cyml' } }).map(
      ({ code }) => code,
    )
  expect(all.map(kindOf)).toEqual(['share', 'list'])
  expect(found('cyml')).toEqual(['产业目录'])
  expect(found('办法')).toHaveLength(2)
  expect(found('', 'share')).toEqual(['补贴比例'])
  expect(found('没有')).toEqual([])
})

test('says which items a list gains and loses', () => {
  expect(listChanges(['a', 'b'], ['b', 'c'])).toEqual({ added: ['c'], removed: ['a'] })
  expect(listChanges(undefined, ['a'])).toEqual({ added: ['a'], removed: [] })
})
