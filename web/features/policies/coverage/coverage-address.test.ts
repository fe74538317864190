import { describe, expect, test } from 'vitest'
import { coverageFilterOf, coveredByPark, shownPolicies } from './coverage-address.ts'
import type { CoverageCellView, CoveragePolicy } from './coverage-address.ts'

const policy = (id: string, parks: string[] | null = null): CoveragePolicy => ({
  id,
  code: `code-${id}`,
  title: { zh: `政策${id}`, en: `Policy ${id}` },
  level: 'city',
  parks,
  covered: 0,
  applicable: 2,
})
const cell = (policyId: string, parkId: string, state: CoverageCellView['state']): CoverageCellView => ({
  policyId,
  parkId,
  state,
  from: '2026-01-01',
  to: null,
  basis: '示例',
  note: null,
  synthetic: true,
})
const park = (id: string) => ({ id, code: id, name: { zh: id, en: id } })
const matrix = {
  policies: [policy('a'), policy('b', ['p1']), policy('c')],
  parks: [park('p1'), park('p2')],
  cells: [
    cell('a', 'p1', 'covered'),
    cell('a', 'p2', 'pilot'),
    cell('b', 'p1', 'covered'),
    cell('c', 'p1', 'covered'),
  ],
}
const ids = (found: readonly CoveragePolicy[]) => found.map(({ id }) => id)

describe('the matrix of coverage', () => {
  test('keeps what the address can mean', () => {
    expect(coverageFilterOf({ on: 'soon', level: 'city', theme: '人才' })).toEqual({
      level: 'city',
      theme: '人才',
    })
    expect(coverageFilterOf({ on: '2026-05-01', level: 'planet' })).toEqual({ on: '2026-05-01' })
  })

  test('shows the policies that stand somewhere at a state', () => {
    expect(ids(shownPolicies(matrix, { state: 'pilot' }))).toEqual(['a'])
    expect(ids(shownPolicies(matrix, {}))).toEqual(['a', 'b', 'c'])
  })

  test('finds where nothing was recorded, within the scope of the policy', () => {
    expect(ids(shownPolicies(matrix, { state: 'none' }))).toEqual(['c'])
  })

  test('finds by all words of title or code', () => {
    expect(ids(shownPolicies(matrix, { q: 'policy B' }))).toEqual(['b'])
    expect(ids(shownPolicies(matrix, { q: '政策 code-c' }))).toEqual(['c'])
  })

  test('counts what covers a park among the policies shown', () => {
    const counts = coveredByPark(matrix.cells, matrix.policies.slice(0, 2))
    expect([counts.get('p1'), counts.get('p2')]).toEqual([2, undefined])
  })
})
