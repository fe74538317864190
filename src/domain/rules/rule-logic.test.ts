import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookNames } from './book-names.ts'
import { compileRuleBook } from './compile-rule-book.ts'
import { answerOf } from './judge.ts'
import {
  FACTS,
  all,
  any,
  arbitraryFacts,
  arbitraryPartialFacts,
  arbitraryRoot,
  atLeastOf,
  bookOf,
  condition,
  fact,
  notOf,
} from './rule-arbitraries.test-support.ts'
import type { RuleBook, RuleNode } from './rule-book.ts'
import { RuleFormulas } from './rule-formula.ts'
import { answerOfTree, conflictOf, exampleOf, needlessConditions, possibilityOf } from './rule-logic.ts'

const ON = '2026-01-01'

function formulasOf(root: RuleNode, book: Partial<RuleBook> = {}) {
  return new RuleFormulas(new BookNames(bookOf([root], book)), ON)
}

function rule(...texts: readonly string[]): RuleNode {
  return all('root', ...texts.map((text, index) => condition(`c${index + 1}`, text)))
}

describe('rules that can never be yes', () => {
  it.each([
    ['two bounds that cross', ['营业收入 >= 10', '营业收入 < 10', '从业人员 > 3'], ['c1', 'c2']],
    ['a bound and a parameter of the day', ['营业收入 < 6', '上市', '营业收入 >= 规上标准'], ['c1', 'c3']],
    [
      'three sums of two facts',
      ['营业收入 > 研发费用', '研发费用 > 从业人员', '从业人员 > 营业收入'],
      ['c1', 'c2', 'c3'],
    ],
    [
      'a share and the figures behind it',
      ['研发费用占比 >= 5', '营业收入 > 0', '研发费用 < 营业收入 * 0.04'],
      ['c1', 'c2', 'c3'],
    ],
    ['words that exclude each other', ['行业 = "软件"', '上市', '行业 in ("医药", "制造")'], ['c1', 'c3']],
    [
      'every option denied',
      ['行业 in ("软件", "医药")', 'not(starts with(行业, "软"))', 'not(contains(行业, "药"))'],
      ['c1', 'c2', 'c3'],
    ],
    ['yes and no', ['上市', 'not(上市)'], ['c1', 'c2']],
    ['days', ['成立日期 > date("2025-06-30")', '成立日期 < date("2025-07-01")'], ['c1', 'c2']],
    [
      'an age and a date',
      ['判定日 - 成立日期 >= duration("P365D")', '成立日期 >= date("2025-06-01")'],
      ['c1', 'c2'],
    ],
    ['counts between two neighbours', ['从业人员 > 2', '上市', '从业人员 < 3'], ['c1', 'c3']],
    ['a count that is a fraction', ['上市', '从业人员 = 2.5'], ['c2']],
    ['half of a count', ['从业人员 / 2 > 1', '从业人员 * 0.5 < 1.5'], ['c1', 'c2']],
    ['counts that only an odd one could add up to', ['从业人员 * 2 + 发明专利 * 4 = 7'], ['c1']],
    ['a set with and without a word', ['list contains(资质, "高企")', 'not("高企" in 资质)'], ['c1', 'c2']],
    ['a condition by itself', ['营业收入 > 3 and 营业收入 <= 3', '上市'], ['c1']],
    ['the greater of two', ['max(营业收入, 研发费用) < 4', '营业收入 >= 4'], ['c1', 'c2']],
    [
      'one term that is not taken apart',
      ['营业收入 * 从业人员 > 4', '从业人员 * 营业收入 <= 4'],
      ['c1', 'c2'],
    ],
  ])('%s', (_, texts, ids) => {
    const root = rule(...texts)
    const formulas = formulasOf(root)
    expect(possibilityOf(formulas, root, true)).toBe('impossible')
    expect(conflictOf(formulas, root, true).conditions.map(({ id }) => id)).toEqual(ids)
  })

  it('names the two comparisons of a pair of bounds', () => {
    const root = rule('上市 and 营业收入 >= 10', '营业收入 < 8 and 从业人员 > 1')
    const { comparisons } = conflictOf(formulasOf(root), root, true)
    expect(comparisons.map(({ text }) => text)).toEqual(['营业收入 >= 10', '营业收入 < 8'])
  })

  it('sees through branches: one of two ways is left, then none', () => {
    const root = all(
      'root',
      any('either', condition('a', '营业收入 > 5'), condition('b', '研发费用 > 5')),
      condition('c', '营业收入 < 3'),
      condition('d', '研发费用 < 3'),
    )
    const formulas = formulasOf(root)
    expect(conflictOf(formulas, root, true).conditions.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
    const two = atLeastOf(
      'two',
      2,
      condition('a', '营业收入 > 5'),
      condition('b', '营业收入 < 3'),
      condition('c', '营业收入 = 4'),
    )
    expect(possibilityOf(formulasOf(two), two, true)).toBe('impossible')
    expect(possibilityOf(formulasOf(two), notOf('n', two), false)).toBe('impossible')
  })

  it('leaves alone what is switched off', () => {
    const root = all('root', condition('a', '营业收入 > 5'), condition('b', '营业收入 < 3', true))
    expect(possibilityOf(formulasOf(root), root, true)).toBe('possible')
  })

  it('knows the words of a table and the points of a score', () => {
    const title = { zh: '题', en: 'title' }
    const book: Partial<RuleBook> = {
      tables: [
        {
          code: '档次',
          title,
          inputs: [{ title, expression: '营业收入', unit: '万元' }],
          outputs: [{ code: '档', title, type: 'text', unit: null }],
          hit: 'FIRST',
          rows: [
            { tests: ['> 5'], outputs: ['"甲"'], note: null, clause: null },
            { tests: ['-'], outputs: ['"乙"'], note: null, clause: null },
          ],
          otherwise: null,
        },
      ],
      scores: [
        {
          code: '评分',
          title,
          groups: [{ code: '创新', title, maximum: 30 }],
          maximum: 100,
          items: [
            {
              id: 'i',
              title,
              group: '创新',
              maximum: 40,
              minimum: 0,
              points: '发明专利',
              weight: 1,
              clause: null,
              status: 'example',
              off: false,
            },
          ],
        },
      ],
    }
    const never = rule('档次 = "丙"')
    expect(possibilityOf(formulasOf(never, book), never, true)).toBe('impossible')
    const fine = rule('档次 = "乙"', '评分 >= 30')
    expect(possibilityOf(formulasOf(fine, book), fine, true)).toBe('possible')
    const tooMany = rule('评分.创新 > 30')
    expect(possibilityOf(formulasOf(tooMany, book), tooMany, true)).toBe('impossible')
  })

  it('gives up, and says so, where there is too much to try', () => {
    const root = all(
      'root',
      ...Array.from({ length: 40 }, (_, index) =>
        condition(
          `c${index}`,
          `项${index} + 项${(index + 1) % 40} != ${index} and 项${index} * 2 != 项${(index + 7) % 40}`,
        ),
      ),
      condition('last', Array.from({ length: 40 }, (_, index) => `项${index}`).join(' + ') + ' > 10'),
      condition('never', Array.from({ length: 40 }, (_, index) => `项${index}`).join(' + ') + ' < 10'),
    )
    const facts = [...FACTS, ...Array.from({ length: 40 }, (_, index) => fact(`项${index}`, 'number'))]
    expect(['impossible', 'undecided']).toContain(possibilityOf(formulasOf(root, { facts }), root, true))
  }, 20_000)
})

describe('properties of what is found', () => {
  it('no facts at all answer what is called impossible', () => {
    let impossible = 0
    fc.assert(
      fc.property(
        arbitraryRoot,
        fc.array(arbitraryFacts, { minLength: 10, maxLength: 10 }),
        (root, sheets) => {
          const formulas = formulasOf(root)
          for (const answer of [true, false]) {
            if (possibilityOf(formulas, root, answer) !== 'impossible') continue
            impossible += 1
            for (const sheet of sheets) expect(answerOfTree(formulas, root, sheet)).not.toBe(answer)
          }
        },
      ),
      { numRuns: 200 },
    )
    expect(impossible).toBeGreaterThan(3)
  })

  it('judged with facts missing neither: what is called impossible is never answered', () => {
    fc.assert(
      fc.property(
        arbitraryRoot,
        fc.array(arbitraryPartialFacts, { minLength: 10, maxLength: 10 }),
        (root, sheets) => {
          const formulas = formulasOf(root)
          const impossible = [true, false].filter(
            (answer) => possibilityOf(formulas, root, answer) === 'impossible',
          )
          if (impossible.length === 0) return
          const compiled = compileRuleBook(bookOf([root]), ON)
          if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
          for (const facts of sheets) {
            const sheet = new Map(
              [...facts].map(([code, value]) => [
                code,
                { value, source: { kind: 'given' as const, place: {} } },
              ]),
            )
            for (const answer of impossible)
              expect(answerOf(compiled.value, '规则1', sheet)).not.toBe(answer ? 'yes' : 'no')
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('an example gives the answer it is an example of, and most possible rules have one', () => {
    let [possible, given] = [0, 0]
    fc.assert(
      fc.property(arbitraryRoot, (root) => {
        const formulas = formulasOf(root)
        if (possibilityOf(formulas, root, true) !== 'possible') return
        possible += 1
        const example = exampleOf(formulas, root, true)
        if (example === null) return
        given += 1
        expect(answerOfTree(formulas, root, example)).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(given / possible).toBeGreaterThan(0.9)
  })

  it('a conflict is a conflict by itself, and smallest: without any one of its conditions the rest can be met', () => {
    let found = 0
    fc.assert(
      fc.property(fc.array(arbitraryRoot, { minLength: 2, maxLength: 4 }), (roots) => {
        const root = renumber(all('', ...roots))
        const formulas = formulasOf(root)
        if (possibilityOf(formulas, root, true) !== 'impossible') return
        found += 1
        const kept = new Set(conflictOf(formulas, root, true).conditions.map(({ id }) => id))
        const free = new Set(idsOf(root).filter((id) => !kept.has(id)))
        expect(possibilityOf(formulas, root, true, { conditions: free })).toBe('impossible')
        for (const id of kept)
          expect(possibilityOf(formulas, root, true, { conditions: new Set([...free, id]) })).toBe('possible')
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(5)
  })

  it('what is needless changes no answer when it is gone', () => {
    let found = 0
    fc.assert(
      fc.property(arbitraryRoot, fc.array(arbitraryFacts, { minLength: 8, maxLength: 8 }), (root, sheets) => {
        const formulas = formulasOf(root)
        if (
          possibilityOf(formulas, root, true) !== 'possible' ||
          possibilityOf(formulas, root, false) !== 'possible'
        )
          return
        const needless = needlessConditions(formulas, root)
        if (needless.length === 0) return
        found += 1
        const gone = new Set(needless.map(({ condition: { id } }) => id))
        const shorter = without(root, gone)
        for (const sheet of sheets) {
          const [before, after] = [
            answerOfTree(formulas, root, sheet),
            answerOfTree(formulas, shorter, sheet),
          ]
          if (before !== null && after !== null) expect(after).toBe(before)
        }
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(5)
  })
})

describe('conditions that add nothing', () => {
  it('are named with those that already say it', () => {
    const root = rule('营业收入 >= 10', '上市', '营业收入 >= 5', '从业人员 > 0')
    const found = needlessConditions(formulasOf(root), root)
    expect(found.map(({ condition: { id }, by }) => [id, by.map((entry) => entry.id)])).toEqual([
      ['c3', ['c1']],
    ])
  })

  it('in a choice: what another way already lets in', () => {
    const root = any('root', condition('a', '营业收入 >= 5'), condition('b', '营业收入 >= 10'))
    expect(needlessConditions(formulasOf(root), root).map(({ condition: { id } }) => id)).toEqual(['b'])
  })

  it('are not the only one of a group, which would lose its say with it', () => {
    const root = atLeastOf(
      'two',
      2,
      all('x', condition('a', '行业 != "别的"')),
      any('y', condition('b', '营业收入 < 0')),
    )
    expect(needlessConditions(formulasOf(root), root)).toEqual([])
  })

  it('of two that say the same, the first stays', () => {
    const root = rule('营业收入 >= 5', '5 <= 营业收入')
    expect(needlessConditions(formulasOf(root), root).map(({ condition: { id } }) => id)).toEqual(['c2'])
  })
})

function idsOf(node: RuleNode): string[] {
  if (node.kind === 'condition') return [node.id]
  return node.kind === 'not' ? idsOf(node.of) : node.of.flatMap(idsOf)
}

function renumber(root: RuleNode): RuleNode {
  let next = 0
  const visit = (node: RuleNode): RuleNode => {
    const id = `n${(next += 1)}`
    if (node.kind === 'condition') return { ...node, id }
    return node.kind === 'not' ? { ...node, id, of: visit(node.of) } : { ...node, id, of: node.of.map(visit) }
  }
  return visit(root)
}

/** Conditions that are gone have no say. */
function without(node: RuleNode, gone: ReadonlySet<string>): RuleNode {
  if (node.kind === 'condition') return { ...node, off: node.off || gone.has(node.id) }
  return node.kind === 'not'
    ? { ...node, of: without(node.of, gone) }
    : { ...node, of: node.of.map((child) => without(child, gone)) }
}
