import { accepted, refused } from '#domain/kernel'
import { expect, test } from 'vitest'
import { tryShare } from './try-share.ts'

const answer = accepted({ shares: {}, scores: {}, standings: [] })
const anything = { rescore: () => answer }

test('the share that moved is tried beside what was tried before', () => {
  expect(tryShare(anything, { X: 0.2 }, ['A', 'B', 'C'], 'A', 0.4)).toEqual({ X: 0.2, A: 0.4 })
})

test('one sibling always stays free to take the rest, and it is the one moved longest ago', () => {
  expect(tryShare(anything, { A: 0.3, B: 0.3 }, ['A', 'B', 'C'], 'C', 0.5)).toEqual({ B: 0.3, C: 0.5 })
})

test('siblings that leave no room go free', () => {
  const narrow = {
    rescore: (changes: Readonly<Record<string, number>>) =>
      'A' in changes ? refused({ code: 'evaluation.share_unknown', params: {} }) : answer,
  }
  expect(tryShare(narrow, { A: 0.6 }, ['A', 'B', 'C', 'D'], 'B', 0.5)).toEqual({ B: 0.5 })
})
