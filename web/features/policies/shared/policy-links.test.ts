import { expect, test } from 'vitest'
import { policyPageOf } from './policy-links.tsx'

test('a policy belongs to the library, an application to the applications', () => {
  expect(policyPageOf('/policies')).toBe('library')
  expect(policyPageOf('/policies/0b0e7a52-8a39-4c5e-9d5c-3f2f5f3f1a11')).toBe('library')
  expect(policyPageOf('/policies/applications')).toBe('applications')
  expect(policyPageOf('/policies/applications/0b0e7a52-8a39-4c5e-9d5c-3f2f5f3f1a11')).toBe('applications')
  expect(policyPageOf('/policies/pilots/0b0e7a52-8a39-4c5e-9d5c-3f2f5f3f1a11')).toBe('coverage')
})
