import { describe, expect, it } from 'vitest'
import { all, any, bookOf, condition } from './rule-arbitraries.test-support.ts'
import { type RuleTest, amountOf, runRuleTests } from './run-rule-tests.ts'

const title = { zh: '金额', en: 'Amount' }
const root = all(
  'root',
  condition('a', '营业收入 >= 规上标准'),
  any('either', condition('b', '上市'), condition('c', '发明专利 >= 3')),
  condition('off', '从业人员 > 1000', true),
)
const book = bookOf([root], {
  amounts: [{ code: '补贴', title, expression: '营业收入 * 0.1', unit: '万元' }],
})

function test(
  facts: RuleTest['facts'],
  answer: RuleTest['expect']['answer'],
  amount: number | null = null,
  on = '2026-01-01',
) {
  return { title: JSON.stringify(facts), on, facts, expect: { answer, amount } }
}

describe('examples kept with a rule', () => {
  it('pass where answer and amount are as expected', () => {
    const report = runRuleTests(
      book,
      '规则1',
      [
        test({ 营业收入: 7, 上市: true }, 'yes', 0.7),
        test({ 营业收入: 7, 上市: false, 发明专利: 1 }, 'no'),
        test({ 营业收入: 7, 上市: false }, 'undetermined'),
      ],
      amountOf('补贴'),
    )
    expect(report.results.map(({ passed, answer, amount }) => [passed, answer, amount])).toEqual([
      [true, 'yes', 0.7],
      [true, 'no', 0.7],
      [true, 'undetermined', 0.7],
    ])
    expect(report.passed).toBe(3)
  })

  it('are judged on their own day', () => {
    const facts = { 营业收入: 5, 上市: true }
    const report = runRuleTests(book, '规则1', [test(facts, 'yes', null, '2024-05-01'), test(facts, 'no')])
    expect(report.results.map(({ passed }) => passed)).toEqual([true, true])
  })

  it('fail with what came out instead', () => {
    const report = runRuleTests(
      book,
      '规则1',
      [
        test({ 营业收入: 1, 上市: true }, 'yes'),
        test({ 营业收入: 7, 上市: true }, 'yes', 0.8),
        test({ 营业收入: 7, 上市: true, 专利数: 4 }, 'yes'),
      ],
      amountOf('补贴'),
    )
    expect(
      report.results.map(({ wrong, answer, amount, unknownFacts }) => [wrong, answer, amount, unknownFacts]),
    ).toEqual([
      [['answer'], 'no', 0.1, []],
      [['amount'], 'yes', 0.7, []],
      [['facts'], 'yes', 0.7, ['专利数']],
    ])
  })

  it('tell which conditions were never met and never failed; those switched off do not count', () => {
    const report = runRuleTests(book, '规则1', [
      test({ 营业收入: 7, 上市: true }, 'yes'),
      test({ 营业收入: 7, 上市: false }, 'undetermined'),
    ])
    expect(report.coverage).toEqual([
      { condition: 'a', yes: 2, no: 0, undetermined: 0 },
      { condition: 'b', yes: 1, no: 1, undetermined: 0 },
      { condition: 'c', yes: 0, no: 0, undetermined: 2 },
    ])
    expect([report.neverYes, report.neverNo]).toEqual([['c'], ['a', 'c']])
  })

  it('say why where the book cannot be judged', () => {
    const broken = bookOf([condition('x', '没有的事实 > 1')])
    const [result] = runRuleTests(broken, '规则1', [test({}, 'yes')]).results
    expect(result).toMatchObject({ passed: false, answer: null })
    expect(result?.issues.length).toBeGreaterThan(0)
  })
})
