import { expect, test } from 'vitest'
import { ApiError } from '../../../app/api-client.ts'
import { warningsOf } from './warnings-of.ts'

test('takes out of a refusal what was found', () => {
  const error = new ApiError(422, [
    {
      code: 'policies.payment_warned',
      path: [],
      params: { warnings: [{ kind: 'over-budget', year: 2026, budget: 100, paid: 90, over: 20 }] },
    },
  ])
  expect(warningsOf(error)).toEqual([
    { kind: 'over-budget', detail: { year: 2026, budget: 100, paid: 90, over: 20 } },
  ])
})

test('other refusals bring no warnings', () => {
  expect(
    warningsOf(new ApiError(422, [{ code: 'policies.reference_used', path: [], params: {} }])),
  ).toBeNull()
  expect(warningsOf(new Error('other'))).toBeNull()
  expect(
    warningsOf(
      new ApiError(422, [
        { code: 'policies.payment_warned', path: [], params: { warnings: [{ kind: 'odd' }] } },
      ]),
    ),
  ).toBeNull()
})
