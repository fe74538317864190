import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareParameters, compareRules, compareTables } from './compare-rules.ts'
import { PARAMETERS, all, any, arbitraryRoot, atLeastOf, condition } from './rule-arbitraries.test-support.ts'
import type { RuleNode, RuleTable } from './rule-book.ts'

function shown(before: RuleNode, after: RuleNode) {
  return compareRules(before, after)
    .filter(({ kinds }) => !kinds.includes('same'))
    .map(({ id, kinds, changes }) =>
      `${id} ${kinds.join('+')} ${changes.map(({ field }) => field).join()}`.trim(),
    )
}

const a = condition('a', '营业收入 > 1')
const b = condition('b', '上市')
const c = condition('c', '从业人员 > 2')

describe('two versions of a rule', () => {
  it.each([
    ['nothing', all('r', a, b), all('r', a, b), []],
    ['added', all('r', a), all('r', a, b), ['b added']],
    ['removed', all('r', a, b, c), all('r', a, c), ['b removed']],
    ['changed', all('r', a, b), all('r', { ...a, when: '营业收入 > 2' }, b), ['a changed when']],
    ['of another kind', all('r', a, b), any('r', a, b), ['r changed kind']],
    ['another number', atLeastOf('r', 1, a, b), atLeastOf('r', 2, a, b), ['r changed count']],
    ['moved under another', all('r', a, any('x', b, c)), all('r', a, b, any('x', c)), ['b moved']],
    ['moved among its own: the fewest', all('r', a, b, c), all('r', c, a, b), ['c moved']],
    [
      'moved and switched off',
      all('r', a, any('x', b)),
      all('r', { ...b, off: true }, a, any('x')),
      ['b moved+changed off'],
    ],
    [
      'a branch with all in it',
      all('r', a, any('x', b, c)),
      all('r', a),
      ['x removed', 'b removed', 'c removed'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected)
  })

  it('gives what a condition was and is', () => {
    const [, change] = compareRules(all('r', a), all('r', { ...a, when: '营业收入 > 2' }))
    expect(change?.changes).toEqual([{ field: 'when', from: '营业收入 > 1', to: '营业收入 > 2' }])
  })

  it('shows a removed node after what stood before it', () => {
    expect(compareRules(all('r', a, b, c), all('r', a, c)).map(({ id }) => id)).toEqual(['r', 'a', 'b', 'c'])
  })

  it('finds nothing between a rule and itself, and mirrors what was added and removed', () => {
    fc.assert(
      fc.property(arbitraryRoot, arbitraryRoot, (before, after) => {
        expect(compareRules(before, before).every(({ kinds }) => kinds.join() === 'same')).toBe(true)
        const count = (kind: 'added' | 'removed', from: RuleNode, to: RuleNode) =>
          compareRules(from, to)
            .filter(({ kinds }) => kinds.includes(kind))
            .map(({ id }) => id)
            .sort()
        expect(count('added', before, after)).toEqual(count('removed', after, before))
      }),
      { numRuns: 100 },
    )
  })
})

describe('two versions of parameters and tables', () => {
  it('are compared by code, spells by their first day', () => {
    const [parameter] = PARAMETERS
    const [first, second] = parameter?.values ?? []
    if (parameter === undefined || first === undefined || second === undefined)
      throw new Error('no parameter')
    const after = {
      ...parameter,
      values: [first, { ...second, to: '2027-01-01', value: 7 }, { ...second, from: '2027-01-01', value: 9 }],
    }
    expect(compareParameters([parameter], [after])).toEqual([
      {
        code: '规上标准',
        kind: 'changed',
        changes: [],
        entries: [
          {
            kind: 'changed',
            before: 1,
            after: 1,
            changes: [
              { field: 'to', from: null, to: '2027-01-01' },
              { field: 'value', from: 6, to: 7 },
            ],
          },
          { kind: 'added', before: null, after: 2, changes: [] },
        ],
      },
    ])
    expect(compareParameters([parameter], []).map(({ kind }) => kind)).toEqual(['removed'])
    expect(compareParameters([], [parameter]).map(({ kind }) => kind)).toEqual(['added'])
    expect(compareParameters([parameter], [parameter])).toEqual([])
  })

  it('put rows against each other where the others stand', () => {
    const title = { zh: '表', en: 'table' }
    const row = (test: string, output: string) => ({
      tests: [test],
      outputs: [output],
      note: null,
      clause: null,
    })
    const table: RuleTable = {
      code: '奖励',
      title,
      inputs: [{ title: { zh: '收入', en: 'Revenue' }, expression: '营业收入', unit: '万元' }],
      outputs: [{ code: '金额', title, type: 'number', unit: '万元' }],
      hit: 'UNIQUE',
      rows: [row('< 1', '10'), row('[1..2]', '20'), row('> 2', '30')],
      otherwise: null,
    }
    const after: RuleTable = {
      ...table,
      hit: 'FIRST',
      rows: [row('< 1', '10'), row('[1..2]', '25'), row('(2..5]', '28'), row('> 2', '30')],
    }
    expect(compareTables([table], [after])).toEqual([
      {
        code: '奖励',
        kind: 'changed',
        changes: [{ field: 'hit', from: 'UNIQUE', to: 'FIRST' }],
        entries: [
          { kind: 'changed', before: 1, after: 1, changes: [{ field: '金额', from: '20', to: '25' }] },
          { kind: 'added', before: null, after: 2, changes: [] },
        ],
      },
    ])
  })
})
