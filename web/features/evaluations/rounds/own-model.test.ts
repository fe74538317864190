import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { OwnResult } from '#contract/evaluations'
import { adjustedBy, ownModelOf, shortfallsOf } from './own-model.ts'

const definition = JSON.parse(
  readFileSync(new URL('../../../../data/schemes/zone-parks.json', import.meta.url), 'utf8'),
) as OwnResult['definition'] & {
  readonly nodes: readonly {
    readonly code: string
    readonly input: { readonly direction: 'more' | 'less' } | null
  }[]
}
const leaves = definition.nodes.filter(({ input }) => input !== null)
const more = leaves.filter(({ input }) => input?.direction === 'more').map(({ code }) => code)
const less = leaves.find(({ input }) => input?.direction === 'less')?.code ?? ''

/** Every figure at the median of all but those that are given. */
function resultWith(given: Readonly<Record<string, { raw: number | null; effective: number }>>): OwnResult {
  return {
    unit: 'park.demo',
    name: { zh: '演示园', en: 'Demo' },
    period: '2025',
    standing: {
      unit: 'park.demo',
      name: { zh: '演示园', en: 'Demo' },
      parkId: null,
      score: 50,
      rank: 3,
      groupRank: null,
      grade: null,
      rankLow: null,
      rankHigh: null,
      gradeShares: {},
    },
    definition,
    nodes: definition.nodes.map(({ code, input }) => ({
      node: code,
      raw: input === null ? null : 10,
      denominated: null,
      imputed: null,
      treated: null,
      normalised: null,
      score: 50,
      effective: 0.01,
      least: 1,
      median: 10,
      most: 20,
      source: null,
      objected: false,
      ...given[code],
    })),
    periods: [],
  }
}

test('the tree comes with parents before their children, each node once', () => {
  const model = ownModelOf(resultWith({}))
  const codes = model?.rows.map(({ node }) => node.code) ?? []
  expect(new Set(codes).size).toBe(definition.nodes.length)
  for (const { node } of model?.rows ?? [])
    if (node.parent !== null) expect(codes.indexOf(node.parent)).toBeLessThan(codes.indexOf(node.code))
})

test('worse than the median is by direction, the heaviest first, and no gap counts as worse', () => {
  const [light = '', heavy = '', absent = '', good = ''] = more
  const model = ownModelOf(
    resultWith({
      [light]: { raw: 5, effective: 0.02 },
      [heavy]: { raw: 9, effective: 0.2 },
      [absent]: { raw: null, effective: 0.5 },
      [good]: { raw: 12, effective: 0.5 },
      [less]: { raw: 15, effective: 0.1 },
    }),
  )
  const found = model === null ? [] : shortfallsOf(model)
  expect(found.map(({ row }) => row.node.code)).toEqual([heavy, less, light])
  expect(found[1]).toMatchObject({ now: 15, median: 10, best: 1 })
  expect(found[0]).toMatchObject({ now: 9, median: 10, best: 20 })
})

test('what bonus items add is the difference to the total of the indicators', () => {
  const result = resultWith({})
  const model = ownModelOf(result)
  const adjusted = (score: number | null) =>
    model === null ? null : adjustedBy(model, { standing: { ...result.standing, score } })
  expect(adjusted(50)).toBe(0)
  expect(adjusted(52.5)).toBe(2.5)
  expect(adjusted(null)).toBeNull()
})

test('a scheme that cannot be read gives no model', () => {
  expect(ownModelOf({ ...resultWith({}), definition: { format: 1 } })).toBeNull()
})
