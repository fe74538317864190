import { expect, test } from 'vitest'
import type { RoundView } from '#contract/evaluations'
import { nextDay, roundSteps, stepOf } from './round-steps.ts'

const calendar = {
  freezeOn: '2026-05-29',
  reviewFrom: '2026-06-08',
  reviewTo: '2026-06-22',
  confirmOn: '2026-07-20',
  publishOn: '2026-07-27',
}

function roundIn(state: RoundView['row']['state'], acts: readonly string[]): Pick<RoundView, 'row' | 'acts'> {
  return {
    row: {
      id: 'r',
      title: '2025年度评价',
      period: '2025',
      unitKind: 'park',
      state,
      scheme: { id: 's', code: 'zone-parks', version: 1, name: { zh: '分园评价', en: 'Parks' } },
      calendar,
      runId: null,
      snapshotId: null,
      openObjections: 0,
      confirmedAt: null,
      confirmedByName: null,
      publishedAt: null,
      version: 3,
    },
    acts: acts.map((act, no) => ({
      no,
      act,
      reason: null,
      detail: {},
      at: `2026-06-0${no + 1}T07:00:00.000Z`,
      byName: `第${no}人`,
    })),
  }
}

test('a round under review has frozen and computed behind it, and the last of each act counts', () => {
  const steps = roundSteps(roundIn('review', ['plan', 'freeze', 'adopt', 'open-review', 'refreeze', 'adopt']))
  expect(steps.map(({ standing }) => standing)).toEqual(['done', 'done', 'now', 'later', 'later'])
  expect(steps[0]?.by?.name).toBe('第4人')
  expect(steps[1]?.by?.name).toBe('第5人')
  expect(steps[2]).toMatchObject({ from: '2026-06-08', dueOn: '2026-06-22', by: null })
})

test('between adoption and review the review is next; frozen again, computing is', () => {
  expect(stepOf('computed')).toBe('review')
  expect(stepOf('frozen')).toBe('compute')
  const refrozen = roundSteps(roundIn('frozen', ['plan', 'freeze', 'adopt', 'refreeze']))
  expect(refrozen.map(({ standing }) => standing)).toEqual(['done', 'now', 'later', 'later', 'later'])
  expect(refrozen[1]?.by).toBeNull()
})

test('what is over stands nowhere', () => {
  expect(stepOf('published')).toBeNull()
  expect(stepOf('abandoned')).toBeNull()
  expect(nextDay('published')).toBeNull()
  expect(roundSteps(roundIn('abandoned', ['plan', 'abandon'])).map(({ standing }) => standing)).toEqual(
    Array.from({ length: 5 }, () => 'later'),
  )
  expect(nextDay('confirmed')).toBe('publishOn')
})
