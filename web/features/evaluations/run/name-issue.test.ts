import { expect, test } from 'vitest'
import { nameIssue } from './name-issue.ts'

test('codes of nodes and units are said by name, everything else stays', () => {
  const names = { node: (code: string) => `指标${code}`, unit: (code: string) => `${code}园` }
  const issue = {
    code: 'evaluation.share_missing',
    params: { node: 'B6', heading: 'B', unit: '平谷', value: 3, nodes: ['A', 'B'] },
  }
  expect(nameIssue(issue, names)).toEqual({
    code: 'evaluation.share_missing',
    params: { node: '指标B6', heading: '指标B', unit: '平谷园', value: 3, nodes: ['指标A', '指标B'] },
  })
})
