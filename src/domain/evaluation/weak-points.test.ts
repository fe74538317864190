import { describe, expect, it } from 'vitest'
import { compileScheme } from './compile-scheme.ts'
import { evaluate } from './evaluate.ts'
import { parseScheme } from './parse-scheme.ts'
import { weakPoints } from './weak-points.ts'

const name = (code: string) => ({ zh: code, en: code })
const leaf = (code: string, parent: string, weight: number) => ({
  code,
  name: name(code),
  parent,
  weight,
  input: { column: code, kind: 'figure', direction: 'more', unit: '亿元' },
})

function evaluated() {
  const scheme = parseScheme({
    format: 1,
    code: 'small',
    version: 1,
    name: name('small'),
    standing: 'own',
    units: 'park',
    rhythm: 'year',
    nodes: [
      { code: 'total', name: name('total'), parent: null },
      { code: 'one', name: name('one'), parent: 'total', weight: 3 },
      { code: 'two', name: name('two'), parent: 'total', weight: 1 },
      leaf('a', 'one', 1),
      leaf('b', 'one', 1),
      leaf('c', 'two', 1),
    ],
    normalisation: { method: 'min-max', low: 0, high: 100 },
    weighting: { method: 'given' },
    aggregation: { method: 'arithmetic' },
  })
  if (!scheme.ok) throw new Error(JSON.stringify(scheme.issues))
  const compiled = compileScheme(scheme.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  const result = evaluate(compiled.value, {
    periods: ['2025'],
    units: ['x', 'y', 'z'].map((code) => ({ code, name: code, groups: {} })),
    // z is weakest in a and c, best in b.
    columns: { a: [[10, 20, 0]], b: [[0, 5, 10]], c: [[4, 4, 0]] },
    panels: {},
  })
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return { scheme: scheme.value, result: result.value }
}

describe('weak points', () => {
  it('name headings and indicators below the average, the dearest first, with the figures', () => {
    const { scheme, result } = evaluated()
    const points = weakPoints(scheme, result, 'z', { headings: 5, leaves: 5 })
    expect(points.map(({ node }) => node)).toEqual(['two', 'a', 'c'])
    expect(points[1]).toMatchObject({
      isHeading: false,
      score: 0,
      mean: 50,
      raw: 0,
      rawMean: 10,
      effective: 0.375,
    })
    expect(points[1]?.loss).toBeCloseTo(0.375 * 50, 12)
    expect(points[0]).toMatchObject({ isHeading: true, raw: null, rawMean: null, effective: 0.25 })
  })

  it('are no more than asked, and none for who is nowhere below or not there', () => {
    const { scheme, result } = evaluated()
    expect(weakPoints(scheme, result, 'z', { headings: 0, leaves: 1 }).map(({ node }) => node)).toEqual(['a'])
    expect(weakPoints(scheme, result, 'nobody', { headings: 5, leaves: 5 })).toEqual([])
    expect(weakPoints(scheme, result, 'y', { headings: 5, leaves: 5 }).map(({ node }) => node)).toEqual([])
  })
})
