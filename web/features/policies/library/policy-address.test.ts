import { expect, test } from 'vitest'
import { policyFilterOf } from './policy-address.ts'

test('reads filters from the address and leaves out what it cannot mean', () => {
  expect(
    policyFilterOf({ q: '贴息', level: 'zone', procedure: 'direct', standing: 'in-force', on: '2026-03-01' }),
  ).toEqual({ q: '贴息', level: 'zone', procedure: 'direct', standing: 'in-force', on: '2026-03-01' })
  expect(policyFilterOf({ level: 'galaxy', standing: 'maybe', on: 'today', sort: 'luck', row: '3' })).toEqual(
    {},
  )
})
