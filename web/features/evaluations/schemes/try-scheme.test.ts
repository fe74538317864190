import { expect, test } from 'vitest'
import { dataFixture, schemeFixture } from './scheme.fixture.ts'
import { movesOf, sumUpMoves, tryScheme } from './try-scheme.ts'
import { changeNode, removeNode } from './tree-edits.ts'

test('a change of weights moves ranks, and the sum says how far', () => {
  const before = tryScheme(schemeFixture(), dataFixture(), '2025').result
  const changed = changeNode(changeNode(schemeFixture(), 'A', { weight: 0 }), 'B', { weight: 100 })
  const after = tryScheme(changed, dataFixture(), '2025').result
  if (before === null || after === null) throw new Error('both are computed')
  const moves = movesOf(after, before)
  expect(moves.map(({ rank }) => rank)).toEqual([1, 2, 3])
  for (const { moved, rank, rankBefore } of moves) expect(moved).toBe((rankBefore ?? 0) - (rank ?? 0))
  expect(sumUpMoves(movesOf(before, before))).toEqual({ moved: 0, furthest: 0, grades: 0 })
  expect(sumUpMoves(moves).moved).toBeGreaterThan(0)
})

test('what the data lack is left out and named, with a heading that is empty then', () => {
  const { columns, ...data } = dataFixture()
  const { b1: _one, b2: _other, ...left } = { b1: [], b2: [], ...columns }
  const trial = tryScheme(schemeFixture(), { ...data, columns: left }, '2025')
  expect(trial.without).toEqual(['B1', 'B2'])
  expect(trial.result?.weights.map(({ node }) => node)).toEqual(['total', 'A', 'A1', 'A2'])
})

test('what cannot be computed says why instead of a result', () => {
  const empty = removeNode(removeNode(schemeFixture(), 'A1'), 'A2')
  const trial = tryScheme(empty, dataFixture(), '2025')
  expect(trial.result).toBeNull()
  expect(trial.issues.map(({ code }) => code)).toEqual(['evaluation.empty_heading'])
})
