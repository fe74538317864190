import { expect, test } from 'vitest'
import type { NodeTrace } from '#domain/rules'
import { countGates } from './count-gates.ts'

const node = (answer: NodeTrace['answer'], more: Partial<NodeTrace> = {}): NodeTrace => ({
  id: answer,
  kind: 'condition',
  title: null,
  count: null,
  answer,
  distance: null,
  clause: null,
  status: null,
  off: false,
  when: null,
  comparisons: [],
  of: [],
  ...more,
})

test('gates that are off do not count, unknown ones are not passed', () => {
  const root = node('undetermined', {
    kind: 'all',
    of: [node('yes'), node('undetermined'), node('no', { off: true })],
  })
  expect(countGates(root)).toEqual({ passed: 1, all: 2 })
  expect(countGates(node('yes'))).toEqual({ passed: 1, all: 1 })
})
