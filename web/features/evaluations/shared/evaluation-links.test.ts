import { expect, test } from 'vitest'
import { pageOf } from './evaluation-links.tsx'

test('an address belongs to the page whose part it is; rounds are the rest', () => {
  expect(pageOf('/evaluations')).toBe('rounds')
  expect(pageOf('/evaluations/rounds/5f0c')).toBe('rounds')
  expect(pageOf('/evaluations/runs/5f0c')).toBe('runs')
  expect(pageOf('/evaluations/schemes/5f0c/compare')).toBe('schemes')
  expect(pageOf('/evaluations/facts')).toBe('facts')
  expect(pageOf('/evaluations/workspace')).toBe('workspace')
})
