import { expect, test } from 'vitest'
import type { StepView } from '#contract/procedures'
import { groupSteps } from './group-steps.ts'

function step(activation: string, more: Partial<StepView> = {}): StepView {
  return {
    activation,
    node: activation,
    name: { zh: activation, en: activation },
    hint: null,
    branch: null,
    branchName: null,
    status: 'done',
    enteredAt: '2026-11-12T06:00:00Z',
    leftAt: null,
    decision: null,
    signRule: 'one',
    seats: [],
    ...more,
  }
}
const keys = (steps: StepView[]) =>
  groupSteps(steps).map(({ steps: each }) => each.map(({ activation }) => activation))

test('what is open comes first, then the latest', () => {
  expect(
    keys([
      step('draft', { enteredAt: '2026-11-10T01:00:00Z' }),
      step('check', { enteredAt: '2026-11-12T01:00:00Z' }),
      step('decide', { enteredAt: '2026-11-11T01:00:00Z', status: 'active' }),
    ]),
  ).toEqual([['decide'], ['check'], ['draft']])
})

test('reviewers who answer the same step side by side are together; a second round stands apart', () => {
  const gu = { zh: '顾严', en: 'Gu Yan' }
  const mao = { zh: '毛慎', en: 'Mao Shen' }
  expect(
    keys([
      step('s1', { node: 'score', branch: 'b1', branchName: gu, enteredAt: '2026-11-11T01:00:00Z' }),
      step('s2', {
        node: 'score',
        branch: 'b2',
        branchName: mao,
        enteredAt: '2026-11-12T01:00:00Z',
        status: 'active',
      }),
      step('s3', { node: 'score', branch: 'b3', branchName: gu, enteredAt: '2026-11-14T01:00:00Z' }),
      step('s4', { node: 'score', branch: 'b4', branchName: mao, enteredAt: '2026-11-15T01:00:00Z' }),
      step('other', { node: 'hear', branch: 'b1', branchName: gu, enteredAt: '2026-11-10T01:00:00Z' }),
    ]),
  ).toEqual([['s1', 's2'], ['s3', 's4'], ['other']])
})

test('what was called off before anybody acted is not an opinion', () => {
  expect(keys([step('a', { status: 'cancelled' }), step('b')])).toEqual([['b']])
})
