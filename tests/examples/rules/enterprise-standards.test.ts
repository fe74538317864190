/**
 * Standards for enterprises worked by hand and judged as rules. High-tech enterprises: 国科发火〔2016〕32号, article 11 (research
 * intensity by revenue, staff, income, a year of existence), and 国科发火〔2016〕195号 (growth is the mean of two yearly ratios less
 * one). Specialised and innovative enterprises: the conditions and their figures as in `../shared/domain/data/
 * sme_gradient_criteria.csv`. Titles and enterprises here are made up.
 */
import { describe, expect, it } from 'vitest'
import {
  answersOf,
  compileRuleBook,
  judge,
  scoreOf,
  workOutAmount,
  type CompiledRuleBook,
  type FactDefinition,
  type FactSheet,
  type FactType,
  type FactValue,
  type RuleBook,
  type RuleNode,
  type ScoreItem,
} from '#domain/rules'

const title = { zh: '题', en: 'title' }

function fact(
  code: string,
  unit: string | null,
  type: FactType = 'number',
  formula: string | null = null,
): FactDefinition {
  const evidence = { what: title, by: 'enterprise', cost: 1 } as const
  return {
    code,
    title,
    group: '经济',
    type,
    unit,
    options: null,
    description: null,
    formula,
    evidence,
    confidential: false,
  }
}

const condition = (id: string, when: string): RuleNode => ({
  kind: 'condition',
  id,
  title: { zh: id, en: id },
  when,
  clause: null,
  status: 'verified',
  off: false,
})
const all = (id: string, ...of: RuleNode[]): RuleNode => ({ kind: 'all', id, title: null, of })
const any = (id: string, ...of: RuleNode[]): RuleNode => ({ kind: 'any', id, title: null, of })

const band = (id: string, group: string, points: string, maximum: number): ScoreItem => ({
  id,
  title,
  group,
  points,
  maximum,
  minimum: 0,
  weight: 1,
  clause: null,
  status: 'verified',
  off: false,
})

const BOOK: RuleBook = {
  facts: [
    fact('近三年研发费用', '万元'),
    fact('近三年销售收入', '万元'),
    fact('上年度销售收入', '万元'),
    fact('上年度总收入', '万元'),
    fact('上年度高新收入', '万元'),
    fact('科技人员', '人'),
    fact('职工', '人'),
    fact('成立日期', null, 'date'),
    fact('研发强度', '%', 'number', '近三年研发费用 / 近三年销售收入 * 100'),
    fact('第一年净资产', '万元'),
    fact('第二年净资产', '万元'),
    fact('第三年净资产', '万元'),
    fact(
      '净资产增长率',
      '%',
      'number',
      '((第二年净资产 / 第一年净资产 + 第三年净资产 / 第二年净资产) / 2 - 1) * 100',
    ),
    fact('上年度研发费用', '万元'),
    fact('研发占比', '%', 'number', '上年度研发费用 / 上年度营业收入 * 100'),
    fact('上年度营业收入', '万元'),
    fact('近两年股权融资', '万元'),
    fact('近两年研发费用均值', '万元'),
    fact('从事细分市场年限', '年'),
    fact('评价得分', '分'),
    fact('获科技奖励', null, 'boolean'),
    fact('大赛全国五百强', null, 'boolean'),
    fact('主营收入增长率', '%'),
    fact('资产负债率', '%'),
  ],
  parameters: [],
  tables: [
    {
      code: '研发强度下限',
      title,
      inputs: [{ title, expression: '上年度销售收入', unit: '万元' }],
      outputs: [{ code: '比例', title, type: 'number', unit: '%' }],
      hit: 'UNIQUE',
      rows: [
        { tests: ['<= 5000'], outputs: ['5'], note: null, clause: null },
        { tests: ['(5000..20000]'], outputs: ['4'], note: null, clause: null },
        { tests: ['> 20000'], outputs: ['3'], note: null, clause: null },
      ],
      otherwise: null,
    },
  ],
  scores: [
    {
      code: '成长得分',
      title,
      groups: [{ code: '成长性', title, maximum: null }],
      items: [
        band(
          '增长',
          '成长性',
          'if 主营收入增长率 >= 15 then 20 else if 主营收入增长率 >= 10 then 15 else if 主营收入增长率 >= 5 then 10 else if 主营收入增长率 >= 0 then 5 else 0',
          20,
        ),
        band('负债', '成长性', 'if 资产负债率 <= 55 then 10 else if 资产负债率 <= 75 then 5 else 0', 10),
      ],
      maximum: 30,
    },
  ],
  rules: [
    {
      code: '高新技术企业',
      title,
      nearLimit: null,
      root: all(
        'all',
        condition('一年', '成立日期 + duration("P1Y") <= 判定日'),
        condition('研发', '研发强度 >= 研发强度下限'),
        condition('人员', '科技人员 / 职工 * 100 >= 10'),
        condition('收入', '上年度高新收入 / 上年度总收入 * 100 >= 60'),
      ),
    },
    {
      code: '专精特新中小企业',
      title,
      nearLimit: null,
      root: all(
        'all',
        condition('年限', '从事细分市场年限 >= 2'),
        condition('研发', '上年度研发费用 >= 100 and 研发占比 >= 3'),
        condition('规模', '上年度营业收入 >= 1000 or 近两年股权融资 >= 2000'),
        any(
          'direct',
          condition('得分', '评价得分 >= 60'),
          condition('奖励', '获科技奖励'),
          condition('费用', '近两年研发费用均值 >= 1000'),
          condition('融资', '近两年股权融资 >= 6000'),
          condition('大赛', '大赛全国五百强'),
        ),
      ),
    },
  ],
  amounts: [{ code: '净资产增长', title, expression: 'decimal(净资产增长率, 2)', unit: '%' }],
  nearLimit: 0.2,
}

function compiled(): CompiledRuleBook {
  const made = compileRuleBook(BOOK, '2024-06-30')
  if (!made.ok) throw new Error(JSON.stringify(made.issues))
  return made.value
}

function sheet(values: Readonly<Record<string, FactValue>>): FactSheet {
  return new Map(
    Object.entries(values).map(([code, value]) => [code, { value, source: { kind: 'given', place: {} } }]),
  )
}

const book = compiled()
const answer = (rule: string, values: Readonly<Record<string, FactValue>>) =>
  answersOf(book, sheet(values), [rule]).get(rule)

describe('a high-tech enterprise', () => {
  const FIRM = {
    成立日期: '2019-03-01',
    近三年研发费用: 600,
    近三年销售收入: 12_000,
    上年度销售收入: 5_000,
    上年度总收入: 5_200,
    上年度高新收入: 3_120,
    科技人员: 12,
    职工: 120,
  }

  it('meets every bound exactly: 600 of 12,000 is 5 %, 12 of 120 is 10 %, 3,120 of 5,200 is 60 %', () => {
    expect(answer('高新技术企业', FIRM)?.answer).toBe('yes')
  })

  it('needs 5 % of research up to 50 million of sales, 4 % to 200 million, 3 % above', () => {
    const of = (sales: number, research: number) =>
      answer('高新技术企业', { ...FIRM, 上年度销售收入: sales, 近三年研发费用: research })?.answer
    expect([of(5_000, 599), of(5_000.01, 480), of(20_000, 479), of(20_000.01, 360), of(30_000, 359)]).toEqual(
      [...['no', 'yes', 'no', 'yes', 'no']],
    )
  })

  it('is a year old on the day a year later', () => {
    expect(answer('高新技术企业', { ...FIRM, 成立日期: '2023-06-30' })?.answer).toBe('yes')
    expect(answer('高新技术企业', { ...FIRM, 成立日期: '2023-07-01' })?.answer).toBe('no')
  })

  it('grows by the mean of two ratios: 1,000, 1,200, 1,500 make (1.2 + 1.25) / 2 − 1 = 22.5 %', () => {
    const grown = workOutAmount(
      book,
      '净资产增长',
      sheet({ 第一年净资产: 1_000, 第二年净资产: 1_200, 第三年净资产: 1_500 }),
    )
    expect(grown.value).toBe(22.5)
    expect(workOutAmount(book, '净资产增长', sheet({ 第一年净资产: 1_000 }))).toMatchObject({
      value: null,
      missing: ['第二年净资产', '第三年净资产'],
    })
  })
})

describe('a specialised enterprise', () => {
  const FIRM = {
    从事细分市场年限: 2,
    上年度研发费用: 100,
    上年度营业收入: 900,
    近两年股权融资: 2_000,
    评价得分: 59,
    获科技奖励: false,
    近两年研发费用均值: 1_000,
    大赛全国五百强: false,
  }

  it('with little revenue passes by its financing, and by research where its points fall short', () => {
    expect(answer('专精特新中小企业', FIRM)?.answer).toBe('yes')
  })

  it('lacks one point of sixty where nothing else lets it in: a sixtieth, which is near', () => {
    const short = answer('专精特新中小企业', { ...FIRM, 近两年研发费用均值: 500 })
    expect(short).toEqual({ answer: 'no', distance: 0.016667, near: true })
  })

  it('is undetermined, not refused, while a prize is not known of', () => {
    const { 获科技奖励: _, ...rest } = FIRM
    const unknown = { ...rest, 近两年研发费用均值: 500 }
    expect(answer('专精特新中小企业', unknown)?.answer).toBe('undetermined')
    expect(judge(book, '专精特新中小企业', sheet(unknown)).missing.map((missing) => missing.fact)).toEqual([
      '获科技奖励',
    ])
  })
})

describe('points for growth', () => {
  it('fall into the bands: 15 % of growth brings 20, 56 % of debt 5', () => {
    expect(scoreOf(book, '成长得分', sheet({ 主营收入增长率: 15, 资产负债率: 56 })).low).toBe(25)
  })

  it('lie between what is sure and what is possible while debt is not known', () => {
    const { low, high } = scoreOf(book, '成长得分', sheet({ 主营收入增长率: 9.99 }))
    expect([low, high]).toEqual([10, 20])
  })
})
