import { expect, it, test } from 'vitest'
import { schemeOf } from '#tests/short-evaluation'
import { compareSchemes } from './compare-schemes.ts'

type Fields = Readonly<Record<string, unknown>>

const NODES = [
  { code: 'total' },
  { code: 'output', parent: 'total' },
  { code: 'income', parent: 'output', weight: 2, input: { direction: 'more' } },
  { code: 'energy', parent: 'total', input: { direction: 'less' } },
]
const FIRST: Fields = {
  nodes: NODES,
  gates: [{ code: 'safety', column: 'accidents', operator: '=', value: 0 }],
  grading: {
    method: 'thresholds',
    grades: [{ code: 'A', from: 80 }, { code: 'B', from: 60 }, { code: 'C' }],
  },
}

function said(after: Fields, before: Fields = FIRST): string[] {
  return compareSchemes(schemeOf(before), schemeOf({ ...after, version: 2 })).map(
    ({ subject, code, change, property, from, to, counts }) =>
      [
        subject,
        code ?? '',
        change,
        property ?? '',
        JSON.stringify(from),
        JSON.stringify(to),
        counts ? '' : 'silent',
      ]
        .filter((part) => part !== '')
        .join(' '),
  )
}

function withNode(code: string, changes: Fields): Fields {
  return { ...FIRST, nodes: NODES.map((node) => (node.code === code ? { ...node, ...changes } : node)) }
}

it('finds nothing between a scheme and itself, in whatever order its nodes stand', () => {
  expect(said(FIRST)).toEqual([])
  expect(said({ ...FIRST, nodes: [...NODES].reverse() })).toEqual([])
})

test.each<[string, Fields, string[]]>([
  ['a weight', withNode('income', { weight: 3 }), ['node income changed weight 2 3']],
  [
    'a direction',
    withNode('energy', { input: { direction: 'more' } }),
    ['node energy changed input.direction "less" "more"'],
  ],
  [
    'another place in the tree',
    { ...FIRST, nodes: [{ code: 'total' }, ...NODES.slice(2).map((node) => ({ ...node, parent: 'total' }))] },
    ['node income moved parent "output" "total"', 'node output removed'],
  ],
  [
    'a name, which changes no score',
    withNode('energy', { name: { zh: '能耗', en: 'Energy use' } }),
    [
      'node energy changed name.zh "energy" "能耗" silent',
      'node energy changed name.en "energy" "Energy use" silent',
    ],
  ],
  [
    'a gate',
    { ...FIRST, gates: [{ code: 'safety', column: 'accidents', operator: '<=', value: 1 }] },
    ['gate safety changed operator "=" "<="', 'gate safety changed value 0 1'],
  ],
  [
    'another method, said as a whole',
    { ...FIRST, normalisation: { method: 'z-score', mean: 0, deviation: 1 } },
    [
      'scheme changed normalisation {"method":"min-max","low":0,"high":100} {"method":"z-score","mean":0,"deviation":1}',
    ],
  ],
  [
    'one figure of a method',
    { ...FIRST, normalisation: { method: 'min-max', low: 1, high: 100 } },
    ['scheme changed normalisation.low 0 1'],
  ],
  [
    'a threshold',
    {
      ...FIRST,
      grading: {
        method: 'thresholds',
        grades: [{ code: 'A', from: 85 }, { code: 'B', from: 60 }, { code: 'C' }],
      },
    },
    ['grade A changed from 80 85'],
  ],
  [
    'grades in another order',
    {
      ...FIRST,
      grading: {
        method: 'thresholds',
        grades: [{ code: 'B', from: 80 }, { code: 'A', from: 60 }, { code: 'C' }],
      },
    },
    [
      'scheme changed grading.order ["A","B","C"] ["B","A","C"]',
      'grade B changed from 60 80',
      'grade A changed from 80 60',
    ],
  ],
])('says %s', (_, after, expected) => {
  const found = said(after)
  expect(found).toHaveLength(expected.length)
  for (const [index, text] of expected.entries()) expect(found[index]).toContain(text)
})

it('says what came and what went as a whole', () => {
  const nodes = [...NODES.slice(0, 3), { code: 'water', parent: 'total', input: { direction: 'less' } }]
  const [added, removed, ...rest] = compareSchemes(schemeOf(FIRST), schemeOf({ ...FIRST, nodes }))
  expect(rest).toEqual([])
  expect(added).toMatchObject({ subject: 'node', code: 'water', change: 'added', from: null, counts: true })
  expect(added?.to).toMatchObject({ code: 'water', input: { column: 'water', direction: 'less' } })
  expect(removed).toMatchObject({ code: 'energy', change: 'removed', to: null })
})

it('turned round says the opposite', () => {
  const after = withNode('income', { weight: 3 })
  expect(said(FIRST, after)).toEqual(['node income changed weight 3 2'])
})
