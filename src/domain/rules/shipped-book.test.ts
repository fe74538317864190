import { describe, expect, it } from 'vitest'
import { givenFacts, shippedZoneBook } from '#tests/shipped-rules'
import { checkRuleBook } from './check-rule-book.ts'
import { compileRuleBook } from './compile-rule-book.ts'
import type { FactValue } from './fact.ts'
import { deriveFacts, scoreOf } from './judge.ts'
import type { CompiledRuleBook } from './rule-expression.ts'

const ON = '2026-11-22'
const book = shippedZoneBook()
const compiled = compiledOn(ON)

function compiledOn(on: string): CompiledRuleBook {
  const made = compileRuleBook(book, on)
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  return made.value
}

function pointsOf(score: string, facts: Record<string, FactValue>) {
  const { low, high, maximum, groups } = scoreOf(compiled, score, givenFacts(facts))
  return {
    low,
    high,
    maximum,
    groups: Object.fromEntries(groups.map((one) => [one.group, [one.low, one.high]])),
  }
}

describe('the shipped rule book', () => {
  it('has nothing that the check of rules complains of, on the days of its parameters', () => {
    for (const on of ['2023-06-01', '2025-03-01', ON]) {
      const findings = checkRuleBook(book, on).filter(
        // The amounts that use them are the policies'; some parameters begin later.
        ({ code }) =>
          code !== 'rules.check_table_unused' && !(on < '2026-01-04' && code.includes('parameter')),
      )
      expect(
        findings.map(({ code, place, params }) => ({ code, place, params })),
        on,
      ).toEqual([])
    }
  })

  it('has values that change by date, and says where each is from', () => {
    const changing = book.parameters.filter(({ values }) => values.length > 1).map(({ code }) => code)
    expect(changing.length).toBeGreaterThanOrEqual(3)
    expect(changing).toContain('研发投入奖励比例')
    for (const { code, values } of book.parameters)
      for (const { clause } of values) expect(clause.document, code).not.toBe('')
    // What was read in a source says where; the rest says that it was not, or that it is ours.
    for (const { code, values } of book.parameters)
      for (const { clause } of values)
        expect(
          clause.url !== null ||
            /未核实|演示|财金〔2024〕60号|统计上大中小微型企业划分办法/u.test(clause.document),
          code,
        ).toBe(true)
  })

  it('derives shares and growth from what was filed', () => {
    const derived = deriveFacts(
      compiled,
      givenFacts({
        上年度营业收入: 10000,
        前第二年度营业收入: 8000,
        前第三年度营业收入: 5000,
        上年度主营业务收入: 9900,
        前第二年度主营业务收入: 9000,
        前第三年度主营业务收入: 7500,
        上年度研发费用: 600,
        前第二年度研发费用: 400,
        上年末净资产: 900,
        前第二年末净资产: 600,
        前第三年末净资产: 500,
      }),
    )
    expect(derived.get('上年度研发费用占营业收入比重')?.value).toBe(6)
    expect(derived.get('近两年研发费用均值')?.value).toBe(500)
    // (9900/9000 - 1 + 9000/7500 - 1) / 2 = (0.1 + 0.2) / 2
    expect(derived.get('近两年主营业务收入平均增长率')?.value).toBeCloseTo(15, 12)
    // (8000/5000 + 10000/8000) / 2 - 1 = (1.6 + 1.25) / 2 - 1
    expect(derived.get('销售收入增长率')?.value).toBeCloseTo(42.5, 12)
    // (600/500 + 900/600) / 2 - 1 = (1.2 + 1.5) / 2 - 1
    expect(derived.get('净资产增长率')?.value).toBeCloseTo(35, 12)
    expect(derived.has('研发人员占比')).toBe(false)
  })

  it('scores an innovative enterprise by the six published indicators', () => {
    const facts = {
      高价值Ⅰ类知识产权数: 0,
      自主研发Ⅰ类知识产权数: 0,
      Ⅰ类知识产权数: 1,
      Ⅱ类知识产权数: 9,
      上年度营业收入: 10000,
      上年度研发费用: 299,
      上年度主营业务收入: 5999,
      前第二年度主营业务收入: 5453,
      上年末负债总额: 56,
      上年末资产总额: 100,
      主导产品属于战略性新兴产业: true,
    }
    // 10 for a bought class I right, 10 for 2.99 %, 15 for 10.01 %, 5 for 56 %, 10 for the field, 15 for 59.99 %.
    expect(pointsOf('创新型得分', facts)).toEqual({
      low: 60,
      high: 60,
      maximum: 100,
      groups: { 创新能力: [20, 20], 成长性: [20, 20], 专业化: [20, 20] },
    })
    // 10 or 5 points hang on what nobody said.
    const { 主导产品属于战略性新兴产业: _, ...less } = facts
    expect(pointsOf('创新型得分', less)).toMatchObject({ low: 55, high: 60 })
  })

  it('leaves the indicators of a specialised enterprise out whose bands were not found', () => {
    expect(pointsOf('专精特新得分', {}).maximum).toBe(50)
    expect(
      pointsOf('专精特新得分', {
        上年度营业收入: 10000,
        上年度主营业务收入: 8000,
        前第二年度主营业务收入: 7400,
        前第三年度主营业务收入: 6900,
        从事细分市场年限: 7,
        主导产品领域层次: 'six-bases',
        数字化水平: 2,
        省级以上质量奖: false,
        质量管理体系认证: true,
        自有品牌: true,
        累计国家或行业标准数: 0,
        上年度净利润: 500,
        上年末负债总额: 55,
        上年末资产总额: 100,
      }),
      // 5 + 6 (7.7 %) + 3 + 3, 3 + 5 (6, at most 5) + 4 (5 %) + 3
    ).toMatchObject({ low: 32, high: 32, groups: { 专业化: [17, 17], 精细化: [15, 15] } })
  })

  it('scores a high-tech enterprise, its growth by the published formula', () => {
    const facts = {
      技术先进程度评分: 7,
      核心支持作用评分: 6,
      Ⅰ类知识产权数: 0,
      Ⅱ类知识产权数: 4,
      自主研发知识产权数: 4,
      累计国家或行业标准数: 1,
      近三年年均成果转化数: 3.5,
      研发组织管理评分: 5,
      研发条件评分: 4,
      成果转化制度评分: 3,
      科技人才制度评分: 2,
      前第三年末净资产: 100,
      前第二年末净资产: 100,
      上年末净资产: 100,
      前第三年度营业收入: 100,
      前第二年度营业收入: 120,
      上年度营业收入: 132,
    }
    // 7 + 6 + 3 + 4 + 1; 13; 14; 0 for no growth + 5 for 15 %.
    expect(pointsOf('高企得分', facts)).toMatchObject({
      low: 53,
      high: 53,
      groups: { 知识产权: [21, 21], 成果转化: [13, 13], 组织管理: [14, 14], 企业成长性: [5, 5] },
    })
  })
})
