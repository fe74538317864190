import { expect, test } from 'vitest'
import { findingsOf } from './layout-words.ts'
import type { LayoutFinding } from './layout-words.ts'

const finding = (park: string | null, which: string[]): LayoutFinding => ({
  rule: 'r',
  code: 'matching.leading_too_many',
  severity: 'error',
  park,
  industry: park === null ? 'ai' : null,
  params: { which },
})

test('a park has a part in its own findings and in those of an industry that too many parks lead', () => {
  const set = {
    code: 'r',
    title: { zh: '', en: '' },
    source: '',
    clause: null,
    from: '2023-01-01',
    to: null,
    inPrinciple: false,
    rules: [],
    inForce: true,
    satisfied: false,
    findings: [finding('park.a', ['ai', 'ict']), finding('park.b', []), finding(null, ['park.a', 'park.c'])],
  }
  expect(findingsOf(set, 'park.a')).toEqual([set.findings[0], set.findings[2]])
  expect(findingsOf(set, 'park.c')).toEqual([set.findings[2]])
  expect(findingsOf(set, 'park.d')).toEqual([])
})
