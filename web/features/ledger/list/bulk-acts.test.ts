import { expect, test } from 'vitest'
import { DutyActInput } from '#contract/ledger'
import { BULK_ACTS, bulkActs, bulkFaults, bulkInput } from './bulk-acts.ts'

const LEAD = '6f1f3c1e-7b1a-4c52-9d4e-2f60c0a0b001'
const values = {
  leadId: LEAD,
  supporting: [],
  note: '',
  reportEvery: 'month',
  visibility: 'public',
  forEvaluation: true,
  reason: '按季度调度改为按月调度',
} as const

test('only what at least one of them could take is offered', () => {
  expect(bulkActs([{ state: 'assigned' }])).toEqual(['assign', 'accept', 'rhythm', 'public', 'evaluation'])
  expect(bulkActs([{ state: 'closed' }, { state: 'verified' }])).toEqual(['close', 'public', 'evaluation'])
  expect(bulkActs([])).toEqual([])
})

test('an assignment needs a lead that does not support itself; another rhythm needs a reason', () => {
  expect(bulkFaults('assign', { ...values, leadId: null })).toEqual({ leadId: 'leadNeeded' })
  expect(bulkFaults('assign', { ...values, supporting: [LEAD] })).toEqual({ supporting: 'leadSupports' })
  expect(bulkFaults('rhythm', { ...values, reason: ' ' })).toEqual({ reason: 'reasonNeeded' })
  expect(bulkFaults('public', { ...values, reason: '' })).toEqual({})
})

test('what is sent is what the server takes', () => {
  for (const act of BULK_ACTS)
    expect(DutyActInput.parse(bulkInput(act, values))).toEqual(bulkInput(act, values))
})
