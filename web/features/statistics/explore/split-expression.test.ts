import { expect, test } from 'vitest'
import { splitExpression } from './split-expression.ts'

test('cells and functions stand out, everything else stays as written', () => {
  const text = 'countIf(GQ-002!QC05_0 >= 10亿元 and GQ-001!QB11 = "sum(A!B)") / count()'
  const parts = splitExpression(text)
  expect(parts.map((part) => part.text).join('')).toBe(text)
  expect(parts.filter(({ kind }) => kind === 'function').map((part) => part.text)).toEqual([
    'countIf',
    'count',
  ])
  expect(parts.flatMap((part) => (part.kind === 'cell' ? [[part.form, part.field]] : []))).toEqual([
    ['GQ-002', 'QC05_0'],
    ['GQ-001', 'QB11'],
  ])
})

test('an expression without cells is one piece of text', () => {
  expect(splitExpression('1 + 2')).toEqual([{ kind: 'text', text: '1 + 2' }])
})
