import { expect, test } from 'vitest'
import { fillScheme } from './fill-scheme.ts'
import { METHOD_CATALOGUE } from './method-catalogue.ts'
import { parseScheme } from './parse-scheme.ts'

const SHORT = {
  code: 'short',
  nodes: [
    { code: 'total' },
    { code: 'growth', parent: 'total', input: { direction: 'more' } },
    {
      code: 'energy',
      name: '单位能耗',
      parent: 'total',
      weight: 2,
      input: { column: 'coal', direction: 'less', denominator: { column: 'revenue' } },
    },
  ],
}

test('a short scheme is whole: the usual way through every step', () => {
  const parsed = parseScheme(SHORT)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  const scheme = parsed.value
  expect(scheme).toMatchObject({
    format: 1,
    version: 1,
    name: { zh: 'short', en: 'short' },
    standing: 'own',
    imputation: { method: 'none' },
    treatment: { method: 'none' },
    normalisation: { method: 'min-max', low: 0, high: 100 },
    scaleOver: 'period',
    weighting: { method: 'given' },
    aggregation: { method: 'arithmetic' },
    ranking: { ties: 'min', breakers: [] },
    grading: null,
  })
  expect(scheme.nodes[1]).toMatchObject({ weight: 1, input: { column: 'growth', kind: 'figure' } })
  expect(scheme.nodes[2]).toMatchObject({
    name: { zh: '单位能耗', en: '单位能耗' },
    input: { column: 'coal', denominator: { column: 'revenue', scale: 1 } },
  })
})

test('what is written is kept, and a whole scheme is not changed', () => {
  const parsed = parseScheme({ ...SHORT, normalisation: { method: 'min-max', low: 1 } })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  expect(parsed.value.normalisation).toEqual({ method: 'min-max', low: 1, high: 100 })
  expect(fillScheme(parsed.value)).toEqual(parsed.value)
})

test('a direction is never guessed, and names of nodes tell where it is missing', () => {
  const parsed = parseScheme({
    ...SHORT,
    nodes: [...SHORT.nodes, { code: 'jobs', parent: 'total', input: {} }],
  })
  expect(parsed.ok ? [] : parsed.issues).toEqual([
    expect.objectContaining({ params: expect.objectContaining({ node: 'jobs' }) as unknown }),
  ])
})

test('a property that there is not, or a method, is refused as before', () => {
  for (const wrong of [
    { ...SHORT, wights: {} },
    { ...SHORT, aggregation: { method: 'mean' } },
    { ...SHORT, nodes: 'none' },
    [],
    null,
    'scheme',
  ])
    expect(parseScheme(wrong).ok).toBe(false)
})

test.each(
  Object.entries(METHOD_CATALOGUE).flatMap(([kind, methods]) =>
    Object.entries(methods)
      .filter(([, { needs }]) => needs.length === 0)
      .map(([method]) => [kind, method] as const),
  ),
)('%s %s can be written by its name alone', (kind, method) => {
  // What these ask for stands in each indicator, or only there.
  const marks = { bottom: 0, top: 10 }
  const own = method === 'goalposts' ? marks : {}
  const scheme = {
    ...SHORT,
    [kind]: {
      method,
      ...own,
      ...(method === 'distance-to-target' ? { target: 5 } : {}),
      ...(method === 'value-to-ideal' ? { ideal: 5 } : {}),
    },
  }
  const parsed = parseScheme(scheme)
  expect(parsed.ok ? [] : parsed.issues).toEqual([])
})
