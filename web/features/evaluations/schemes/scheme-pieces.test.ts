import { expect, test } from 'vitest'
import { METHOD_CATALOGUE, compareSchemes, parseScheme } from '#domain/evaluation'
import { propertyWords, valueWords } from './difference-words.ts'
import { placeOfIssue } from './issue-places.ts'
import { filterSchemes } from './filter-schemes.ts'
import { keptScheme } from './kept-scheme.ts'
import { lastPeriod } from './last-period.ts'
import { METHOD_KINDS, beginMethod, fieldsOf, methodsOf, withParameter } from './method-parameters.ts'
import { readNumber } from '../../../ui/number-field.tsx'
import { readDraft } from './read-draft.ts'
import { schemeFixture } from './scheme.fixture.ts'
import { changeNode } from './tree-edits.ts'
import { withGradingMethod } from './with-grading-method.ts'

test('a short draft is filled in; what is no scheme is none', () => {
  const draft = readDraft({ name: { zh: '', en: '' }, nodes: [{ code: 'total' }] })
  expect(draft?.normalisation).toEqual({ method: 'min-max', low: 0, high: 100 })
  expect(draft?.gates).toEqual([])
  expect(readDraft(null)).toBeNull()
  expect(readDraft({ name: { zh: '', en: '' }, nodes: 'none' })).toBeNull()
  expect(readDraft({ name: { zh: '', en: '' }, nodes: [], weighting: { method: 'magic' } })).toBeNull()
})

test('numbers are read as they are typed, also by a Chinese input method', () => {
  expect(readNumber('12.5')).toBe(12.5)
  expect(readNumber('１２．５％', { scale: 100 })).toBe(0.125)
  expect(readNumber('1,200')).toBe(1200)
  expect(readNumber('−3')).toBe(-3)
  expect(readNumber('7', { scale: 100 })).toBe(0.07)
  expect(readNumber('')).toBeUndefined()
  expect(readNumber('', { optional: true })).toBeNull()
  expect(readNumber('-1', { least: 0 })).toBeUndefined()
  expect(readNumber('1.5', { whole: true })).toBeUndefined()
  expect(readNumber('1e999')).toBeUndefined()
  expect(readNumber('abc')).toBeUndefined()
})

test('an issue stands at its node, and what is wrong for all at its part', () => {
  const scheme = schemeFixture()
  const node = (issue: Parameters<typeof placeOfIssue>[1]) => placeOfIssue(scheme, issue)
  expect(node({ code: 'x', path: ['nodes', 2, 'weight'] })).toEqual({ node: 'A1', part: 'tree' })
  expect(node({ code: 'x', params: { heading: 'B' } })).toEqual({ node: 'B', part: 'tree' })
  expect(node({ code: 'x', path: ['grading', 'grades', 0, 'from'] })).toEqual({ node: null, part: 'rules' })
  expect(node({ code: 'x', path: ['normalisation'], params: { node: 'total' } })).toEqual({
    node: null,
    part: 'methods',
  })
  expect(node({ code: 'x', path: ['weighting'], params: { heading: 'A' } })).toEqual({
    node: 'A',
    part: 'tree',
  })
})

test('every method begins with all that it asks, and every parameter has a field', () => {
  for (const kind of METHOD_KINDS)
    for (const method of methodsOf(kind)) {
      const begun: object = beginMethod(kind, method)
      const { needs, otherwise } = new Map(Object.entries(METHOD_CATALOGUE[kind])).get(method) ?? {
        needs: [],
        otherwise: {},
      }
      expect(Object.keys(begun)).toEqual(['method', ...needs, ...Object.keys(otherwise)])
      // These have editors of their own; the exponent shows with its formula.
      const apart = ['judgements', 'rounds', 'importance', 'lambda']
      const fields: readonly string[] = fieldsOf(kind, beginMethod(kind, method)).map(({ name }) => name)
      for (const name of Object.keys(begun))
        if (name !== 'method' && !apart.includes(name)) expect([method, ...fields]).toContain(name)
    }
})

test('the exponent comes with Box–Cox and goes with it', () => {
  const treat = beginMethod('treatment', 'treat')
  const boxCox = withParameter(treat, 'then', 'box-cox')
  expect(boxCox).toMatchObject({ lambda: 0 })
  expect(fieldsOf('treatment', boxCox).map(({ name }) => name)).toContain('lambda')
  expect(withParameter(boxCox, 'then', 'log')).toMatchObject({ lambda: null })
})

test('differences are said in words', () => {
  const before = schemeFixture()
  const after = changeNode({ ...before, aggregation: { method: 'geometric' } }, 'A', {
    weightRange: { least: 0.1, most: 0.5 },
    weight: 61,
  })
  const words = compareSchemes(before, after).map(({ property, from, to }) =>
    [
      propertyWords(property, 'zh-CN'),
      valueWords(from, property, 'zh-CN'),
      valueWords(to, property, 'zh-CN'),
    ].join(' '),
  )
  expect(words).toEqual([
    '合成 加权算术平均 加权几何平均',
    '权重 60 61',
    expect.stringMatching(/^权重允许范围 无 .*10%.*50%/u) as string,
  ])
  expect(propertyWords('input.direction', 'en')).toBe('direction')
  expect(valueWords('less', 'input.direction', 'en')).toBe('less is better')
  expect(valueWords({ zh: '甲', en: '' }, 'name', 'en')).toBe('甲')
})

test('an edited scheme is still what the engine reads', () => {
  expect(parseScheme(changeNode(schemeFixture(), 'A', { weight: 3 })).ok).toBe(true)
})

test('only what this page wrote itself is taken up again', () => {
  expect(keptScheme({ rowVersion: 3, definition: {} })).toEqual({ rowVersion: 3, definition: {} })
  expect(keptScheme({ rowVersion: '3' })).toBeNull()
  expect(keptScheme(null)).toBeNull()
})

test('another way of grading is complete at once: the last grade takes the rest', () => {
  const grade = (code: string) => ({ code, name: { zh: code, en: code }, from: null, share: null })
  const grading = { method: 'natural-breaks', within: false, grades: ['a', 'b', 'c'].map(grade) } as const
  for (const method of ['thresholds', 'quotas', 'natural-breaks'] as const)
    expect(parseScheme({ ...schemeFixture(), grading: withGradingMethod(grading, method) }).ok).toBe(true)
})

test('the last period that has ended', () => {
  expect(lastPeriod('year', new Date(2026, 0, 1))).toBe('2025')
  expect(lastPeriod('quarter', new Date(2026, 1, 1))).toBe('2025-Q4')
  expect(lastPeriod('quarter', new Date(2026, 10, 22))).toBe('2026-Q3')
  expect(lastPeriod('month', new Date(2026, 0, 31))).toBe('2025-12')
  expect(lastPeriod('month', new Date(2026, 10, 22))).toBe('2026-10')
})

test('schemes of the zone come before an evaluator’s, newest version first, and are found by words', () => {
  const row = (code: string, version: number, owner: string | null) => ({
    id: `${code}-${version}`,
    code,
    version,
    name: { zh: `${code}评价`, en: code },
    state: 'published' as const,
    standing: 'own' as const,
    unitKind: code === 'incubators' ? 'incubator' : 'park',
    rhythm: 'year' as const,
    indicators: 3,
    shipped: true,
    owner: owner === null ? null : { id: owner, name: owner },
    basedOn: null,
    changeNote: null,
    digest: '',
    rowVersion: 1,
    changedAt: '',
    changedByName: '',
    publishedAt: null,
    publishedByName: null,
    can: [],
  })
  const rows = [
    row('incubators', 1, null),
    row('parks', 1, 'x'),
    row('parks', 1, null),
    row('parks', 2, null),
  ]
  expect(filterSchemes(rows, {}).map(({ code, version, owner }) => [code, version, owner?.id ?? ''])).toEqual(
    [
      ['parks', 2, ''],
      ['parks', 1, ''],
      ['incubators', 1, ''],
      ['parks', 1, 'x'],
    ],
  )
  expect(filterSchemes(rows, { words: '孵化' })).toEqual([])
  expect(filterSchemes(rows, { words: 'INCUB' })).toHaveLength(1)
  expect(filterSchemes(rows, { unitKind: 'park' })).toHaveLength(3)
})
