import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookNames } from './book-names.ts'
import { compileRuleBook } from './compile-rule-book.ts'
import { explainVerdict } from './explain-verdict.ts'
import type { FactSheet, FactValue } from './fact.ts'
import { answerOf, compiledRule, traceRule } from './judge.ts'
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
import { exampleOf } from './rule-logic.ts'

const ON = '2026-01-01'
const title = { zh: '题', en: 'title' }

function sheetOf(values: Readonly<Record<string, FactValue>> | ReadonlyMap<string, FactValue>): FactSheet {
  const entries = values instanceof Map ? [...values] : Object.entries(values)
  return new Map(
    entries.map(([code, value]) => [
      code,
      { value: value as FactValue, source: { kind: 'given' as const, place: {} } },
    ]),
  )
}

function compiledOf(root: RuleNode, more: Partial<RuleBook> = {}) {
  const compiled = compileRuleBook(bookOf([root], more), ON)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.issues))
  return compiled.value
}

function explained(
  root: RuleNode,
  values: Readonly<Record<string, FactValue>> | ReadonlyMap<string, FactValue>,
  more: Partial<RuleBook> = {},
) {
  const compiled = compiledOf(root, more)
  const sheet = sheetOf(values)
  const rule = compiledRule(compiled, '规则1')
  const { trace } = traceRule(compiled, rule, sheet)
  return {
    answer: trace.answer,
    ...explainVerdict(compiled, rule, sheet, trace),
    again: (changed: Readonly<Record<string, FactValue>>) =>
      answerOf(compiled, '规则1', new Map([...sheet, ...sheetOf(changed)])),
  }
}

function each(...texts: readonly string[]): RuleNode {
  return all('root', ...texts.map((text, index) => condition(`c${index + 1}`, text)))
}

describe('facts that are missing', () => {
  it('are those that can still change the answer, the least trouble first', () => {
    const { missing, nextEvidence } = explained(
      each('营业收入 >= 5', '研发费用 >= 1', '上市', '从业人员 > 3'),
      { 从业人员: 4 },
    )
    expect(missing.map((entry) => [entry.fact, entry.cost, entry.conditions])).toEqual([
      ['上市', 1, ['c3']],
      ['营业收入', 2, ['c1']],
      ['研发费用', 5, ['c2']],
    ])
    expect(nextEvidence).toEqual({ facts: ['上市'], cost: 1, first: '上市', towards: 'no' })
  })

  it('are not named where the answer stands without them, nor under a branch that is decided', () => {
    expect(explained(each('营业收入 >= 5', '研发费用 >= 1'), { 营业收入: 1 }).missing).toEqual([])
    const root = all(
      'root',
      any('either', condition('a', '上市'), condition('b', '研发费用 > 1')),
      condition('c', '营业收入 > 1'),
    )
    expect(explained(root, { 上市: true }).missing.map((entry) => entry.fact)).toEqual(['营业收入'])
  })

  it('are observed facts, through derived ones', () => {
    expect(explained(each('研发费用占比 >= 5'), { 营业收入: 10 }).missing.map((entry) => entry.fact)).toEqual(
      ['研发费用'],
    )
    expect(explained(each('研发费用占比 >= 5'), { 营业收入: 10 }).nextEvidence?.facts).toEqual(['研发费用'])
  })

  it('counts a fact that several conditions wait for once', () => {
    const root = any(
      'root',
      all('one', condition('a', '研发费用 > 1'), condition('b', '研发费用 < 营业收入')),
      all(
        'two',
        condition('c', '从业人员 > 3'),
        condition('d', '营业收入 > 2'),
        condition('e', '发明专利 > 1'),
      ),
    )
    expect(explained(root, {}).nextEvidence).toMatchObject({ cost: 6, towards: 'yes', first: '发明专利' })
    expect(explained(root, { 从业人员: 1 }).nextEvidence).toMatchObject({
      facts: ['研发费用'],
      cost: 5,
      towards: 'no',
    })
  })

  it('names no evidence towards an answer that is out of reach', () => {
    const root = all('root', condition('a', '研发费用 > 营业收入 + 3'), condition('b', '研发费用 < 2'))
    expect(explained(root, { 营业收入: 1 }).nextEvidence).toMatchObject({ towards: 'no' })
  })
})

describe('evidence for points', () => {
  const points = (ids: Readonly<Record<string, readonly [string, number]>>): Partial<RuleBook> => ({
    scores: [
      {
        code: '评分',
        title,
        groups: [
          { code: '一', title, maximum: 30 },
          { code: '二', title, maximum: null },
        ],
        maximum: 100,
        items: Object.entries(ids).map(([id, [text, maximum]], index) => ({
          id,
          title,
          group: index < 2 ? '一' : '二',
          maximum,
          minimum: 0,
          points: text,
          weight: 1,
          clause: null,
          status: 'example' as const,
          off: false,
        })),
      },
    ],
  })
  const book = points({
    a: ['发明专利 * 5', 20],
    b: ['从业人员', 20],
    c: ['研发费用', 40],
    d: ['if 上市 then 10 else 0', 10],
  })

  it('asks only for the facts that can bring the range to one side, at the least cost', () => {
    const of = (when: string, facts: Readonly<Record<string, FactValue>>) =>
      explained(condition('x', when), facts, book).nextEvidence
    // Without patents and staff no more than 50 can be reached.
    expect(of('评分 >= 60', {})).toMatchObject({ facts: ['发明专利', '从业人员'], towards: 'no', cost: 4 })
    expect(of('评分 >= 36', { 研发费用: 35, 从业人员: 0 })).toMatchObject({ towards: 'yes', cost: 1 })
    expect(of('评分 < 36', { 研发费用: 35, 从业人员: 0 })).toMatchObject({ towards: 'no', cost: 1 })
    expect(of('评分 >= 50', { 研发费用: 35, 上市: false })).toMatchObject({
      facts: ['发明专利'],
      towards: 'yes',
    })
    expect(of('评分.一 >= 25', {})).toMatchObject({ facts: ['发明专利'], towards: 'no', cost: 1 })
  })

  it('counts a group no higher than its ceiling', () => {
    const { answer } = explained(condition('x', '评分.一 > 30'), {}, book)
    expect(answer).toBe('no')
  })
})

describe('the way to yes', () => {
  it('is the least that would have to be otherwise, with what is lacking in its unit', () => {
    const root = all(
      'root',
      condition('a', '营业收入 >= 4'),
      atLeastOf(
        'two',
        2,
        condition('b', '发明专利 >= 6'),
        condition('c', '从业人员 > 10'),
        condition('d', '研发费用 >= 100'),
      ),
    )
    const { way } = explained(root, { 营业收入: 9, 发明专利: 3, 从业人员: 10, 研发费用: 1 })
    expect(way?.map(({ condition: id, lacking, unit }) => [id, lacking, unit])).toEqual([
      ['b', 3, '件'],
      ['c', 1, '人'],
    ])
  })

  it('says nothing lacks where the rule is met, and that nothing would do where it never is', () => {
    expect(explained(each('营业收入 > 1'), { 营业收入: 2 }).way).toBeNull()
    expect(explained(each('营业收入 > 3', '营业收入 < 2'), { 营业收入: 2.5 }).way).toBeNull()
  })

  it('does not lead one way where meeting one condition breaks another', () => {
    const root = all(
      'root',
      condition('a', '营业收入 <= 5'),
      any('or', condition('b', '营业收入 >= 5.1'), condition('c', '从业人员 >= 40')),
    )
    expect(explained(root, { 营业收入: 5, 从业人员: 10 }).way?.map((step) => step.condition)).toEqual(['c'])
  })

  it('leads through a denial', () => {
    const root = notOf('not', condition('a', '从业人员 >= 5'))
    expect(explained(root, { 从业人员: 7 }).way).toMatchObject([{ condition: 'a', lacking: 3, unit: '人' }])
  })

  it('prefers numbers to words, and gives words where no number helps', () => {
    const root = any('root', condition('a', '行业 = "软件"'), condition('b', '营业收入 >= 1000'))
    expect(explained(root, { 行业: '医药', 营业收入: 1 }).way?.map((step) => step.condition)).toEqual(['b'])
    expect(explained(each('行业 = "软件"'), { 行业: '医药' }).way).toMatchObject([
      { condition: 'c1', lacking: null },
    ])
  })
})

describe('what one fact alone would turn round', () => {
  const flipsOf = (
    root: RuleNode,
    values: Readonly<Record<string, FactValue>>,
    more: Partial<RuleBook> = {},
  ) => explained(root, values, more).flips.map(({ fact: code, to, open }) => [code, to, open])

  it.each([
    ['a bound', '营业收入 >= 5', { 营业收入: 3 }, [['营业收入', 5, false]]],
    ['a strict bound', '营业收入 > 5', { 营业收入: 3 }, [['营业收入', 5, true]]],
    ['a count', '发明专利 > 5', { 发明专利: 3 }, [['发明专利', 6, false]]],
    ['yes to no', '发明专利 > 5', { 发明专利: 9 }, [['发明专利', 5, false]]],
    [
      'both sides of a range',
      '营业收入 between 3 and 5',
      { 营业收入: 3.5 },
      [
        ['营业收入', 3, true],
        ['营业收入', 5, true],
      ],
    ],
    [
      'a share, by either figure',
      '研发费用占比 >= 5',
      { 研发费用: 4, 营业收入: 100 },
      [
        ['研发费用', 5, false],
        ['营业收入', 80, false],
      ],
    ],
    [
      'a day',
      '成立日期 <= date("2024-12-31")',
      { 成立日期: '2025-03-01' },
      [['成立日期', '2024-12-31', false]],
    ],
    [
      'an age',
      '判定日 - 成立日期 >= duration("P365D")',
      { 成立日期: '2025-03-01' },
      [['成立日期', '2025-01-01', false]],
    ],
    ['a word', '行业 in ("软件", "医药")', { 行业: '制造' }, [['行业', '软件', false]]],
    ['a set', 'list contains(资质, "小巨人")', { 资质: ['高企'] }, [['资质', ['高企', '小巨人'], false]]],
    ['yes and no', '上市', { 上市: false }, [['上市', true, false]]],
    ['a parameter of the day', '营业收入 >= 规上标准', { 营业收入: 3 }, [['营业收入', 6, false]]],
    [
      'the mean of two',
      'mean(营业收入, 研发费用) >= 4',
      { 营业收入: 3, 研发费用: 1 },
      [
        ['营业收入', 7, false],
        ['研发费用', 5, false],
      ],
    ],
  ])('%s', (_, when, values: Readonly<Record<string, FactValue>>, flips) => {
    expect(flipsOf(condition('c', when), values)).toEqual(flips)
  })

  it('only where the other facts allow it', () => {
    expect(flipsOf(each('营业收入 >= 5', '从业人员 > 3'), { 营业收入: 3, 从业人员: 1 })).toEqual([])
    expect(flipsOf(each('营业收入 >= 5', '从业人员 > 3'), { 营业收入: 3, 从业人员: 9 })).toEqual([
      ['营业收入', 5, false],
    ])
  })

  it('through tables and scores', () => {
    const more: Partial<RuleBook> = {
      facts: [...FACTS, fact('标准数', 'number', { unit: '项' })],
      tables: [
        {
          code: '档次',
          title,
          inputs: [{ title, expression: '研发费用占比', unit: '%' }],
          outputs: [{ code: '分', title, type: 'number', unit: '分' }],
          hit: 'FIRST',
          rows: [
            { tests: ['>= 10'], outputs: ['30'], note: null, clause: null },
            { tests: ['[5..10)'], outputs: ['20'], note: null, clause: null },
          ],
          otherwise: ['0'],
        },
      ],
      scores: [
        {
          code: '评分',
          title,
          groups: [{ code: '创新', title, maximum: null }],
          maximum: 100,
          items: ['档次', '标准数 * 4'].map((points, index) => ({
            id: `i${index}`,
            title,
            group: '创新',
            maximum: 50,
            minimum: 0,
            points,
            weight: 1,
            clause: null,
            status: 'example' as const,
            off: false,
          })),
        },
      ],
    }
    expect(flipsOf(condition('c', '评分 >= 32'), { 研发费用: 4, 营业收入: 100, 标准数: 3 }, more)).toEqual([
      ['研发费用', 5, false],
      ['营业收入', 80, false],
      ['标准数', 8, false],
    ])
  })
})

describe('properties', () => {
  it('a flip turns the answer round: at the value, or just beyond it where it is open', () => {
    let found = 0
    fc.assert(
      fc.property(arbitraryRoot, arbitraryFacts, (root, facts) => {
        const { answer, flips, again } = explained(root, facts)
        for (const flip of flips) {
          found += 1
          expect(flip.answer).not.toBe(answer)
          if (!flip.open) expect(again({ [flip.fact]: flip.to })).toBe(flip.answer)
          else if (typeof flip.to === 'number' && typeof flip.from === 'number') {
            // Just beyond it, on the side away from the value; from the bound itself either side is away.
            const step = 1e-9 * Math.max(1, Math.abs(flip.to))
            const sides = flip.to > flip.from ? [step] : flip.to < flip.from ? [-step] : [step, -step]
            expect(sides.map((side) => again({ [flip.fact]: Number(flip.to) + side }))).toContain(flip.answer)
          }
        }
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(100)
  })

  it('a flip of a number is the nearest: no value of a grid nearer to it on that side has the other answer', () => {
    fc.assert(
      fc.property(arbitraryRoot, arbitraryFacts, (root, facts) => {
        const { flips, again } = explained(root, facts)
        for (const { fact: code, from, to, answer } of flips) {
          if (typeof from !== 'number' || typeof to !== 'number') continue
          const steps = code === '从业人员' || code === '发明专利' ? 1 : 0.5
          for (
            let near = from;
            Math.abs(near - from) < Math.abs(to - from) - 1e-9;
            near += Math.sign(to - from) * steps
          ) {
            if (Math.abs(near - from) > 20) break
            expect(again({ [code]: near })).not.toBe(answer)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('where the answer is yes or no there is nothing missing; where it is open and facts are unknown, some are', () => {
    fc.assert(
      fc.property(arbitraryRoot, arbitraryPartialFacts, (root, facts) => {
        const { answer, missing, nextEvidence, flips } = explained(root, facts)
        if (answer === 'undetermined') {
          expect(flips).toEqual([])
          for (const { fact: code } of missing) expect(facts.has(code)).toBe(false)
          if (nextEvidence !== null) {
            const named = missing.map((entry) => entry.fact)
            for (const code of nextEvidence.facts) expect(named).toContain(code)
            expect(nextEvidence.facts).toContain(nextEvidence.first)
          }
        } else expect([missing, nextEvidence]).toEqual([[], null])
      }),
      { numRuns: 200 },
    )
  })

  it('no other facts than those named as missing change an open answer', () => {
    fc.assert(
      fc.property(arbitraryRoot, arbitraryPartialFacts, arbitraryFacts, (root, facts, others) => {
        const { answer, missing, again } = explained(root, facts)
        if (answer !== 'undetermined') return
        const named = new Set(missing.map((entry) => entry.fact))
        const rest = [...others].filter(([code]) => !facts.has(code) && !named.has(code))
        expect(again(Object.fromEntries(rest))).toBe('undetermined')
      }),
      { numRuns: 200 },
    )
  })

  it('the evidence asked for next can settle the answer, and is the cheapest of all sets that do', () => {
    let [asked, settled] = [0, 0]
    const cost = new Map(FACTS.map(({ code, evidence }) => [code, evidence.cost]))
    fc.assert(
      fc.property(
        arbitraryRoot,
        arbitraryPartialFacts,
        fc.array(arbitraryFacts, { minLength: 25, maxLength: 25 }),
        (root, facts, draws) => {
          const { answer, missing, nextEvidence, again } = explained(root, facts)
          if (answer !== 'undetermined' || nextEvidence === null) return
          const unknown = missing.map((entry) => entry.fact)
          const answersWith = (codes: readonly string[]) =>
            draws.map((draw) => again(Object.fromEntries(codes.map((code) => [code, draw.get(code) ?? 0]))))
          asked += 1
          if (answersWith(nextEvidence.facts).includes(nextEvidence.towards)) settled += 1
          for (const codes of subsets(unknown)) {
            const sum = codes.reduce((total, code) => total + (cost.get(code) ?? 0), 0)
            if (sum < nextEvidence.cost)
              for (const other of answersWith(codes)) expect(other).toBe('undetermined')
          }
        },
      ),
      { numRuns: 120 },
    )
    expect(asked).toBeGreaterThan(5)
    // The draws do not hit every narrow answer.
    expect(settled / asked).toBeGreaterThan(0.6)
  })

  it('a way can be gone: with figures for the facts of its steps alone the rule is met', () => {
    let [found, gone] = [0, 0]
    fc.assert(
      fc.property(arbitraryRoot, arbitraryFacts, (root, facts) => {
        const { answer, way, again } = explained(root, facts)
        if (answer !== 'no' || way === null) return
        found += 1
        const moved = new Set(way.flatMap(({ comparison }) => comparison.facts.map((entry) => entry.fact)))
        const others = new Map([...facts].filter(([code]) => !moved.has(code)))
        const example = exampleOf(new RuleFormulas(new BookNames(bookOf([root])), ON, others), root, true)
        if (example === null) return
        gone += 1
        expect(again(Object.fromEntries([...example].filter(([code]) => moved.has(code))))).toBe('yes')
      }),
      { numRuns: 200 },
    )
    expect(found).toBeGreaterThan(40)
    // Some figures that would do cannot be written as decimals.
    expect(gone / found).toBeGreaterThan(0.95)
  })
})

function subsets(codes: readonly string[]): string[][] {
  return codes.reduce<string[][]>((sets, code) => [...sets, ...sets.map((set) => [...set, code])], [[]])
}
