import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readFigures } from './read-figures.ts'
import { readStructure } from './read-structure.ts'
import type { DocumentFacts, Figure } from './types.ts'

const PLAN: DocumentFacts = {
  title: '临江高新区“十四五”发展规划',
  issuer: null,
  issued: null,
  documentNumber: null,
  horizon: { from: 2021, to: 2025, milestones: [2025] },
}

function figuresOf(text: string, facts = PLAN) {
  const reading = normalise(text)
  return readFigures(reading, readStructure(reading), facts)
}

/** indicator comparator value unit year */
function told(figures: readonly Figure[]): string[] {
  return figures.map(({ indicator, comparator, value, value2, unit, year }) => {
    const amount = value2 === null ? String(value) : `${String(value)}-${String(value2)}`
    return [indicator, comparator, amount, unit, year ?? '-'].join(' ')
  })
}

const goals = (sentence: string) =>
  figuresOf(`一、发展基础\n基础良好。\n二、发展目标\n${sentence}\n三、重点任务\n(一)壮大产业\n加快发展。\n`)
const duty = (sentence: string) =>
  figuresOf(`一、发展目标\n到2025年建成新城。\n二、重点任务\n(一)壮大产业\n1.加快发展。${sentence}\n`)
const review = (sentence: string) =>
  figuresOf(
    `一、发展基础\n${sentence}\n二、发展目标\n到2025年建成新城。\n三、重点任务\n(一)壮大产业\n加快发展。\n`,
  )
const article = (sentence: string) =>
  figuresOf(
    `第一章 总则\n第一条 为了规范管理,制定本办法。\n第二章 管理\n第二条 ${sentence}\n第三条 本办法自发布之日起施行。\n`,
    {
      ...PLAN,
      title: '临江高新区专项资金管理办法',
      horizon: null,
    },
  )

describe('goals', () => {
  it.each([
    ['到2025年,园区规上工业总产值突破3000亿元。', ['园区规上工业总产值 gt 3000 亿元 2025']],
    ['力争到2027年技工贸总收入翻一番。', ['技工贸总收入 eq 2 倍 2027']],
    ['到2025年,新增国家级孵化器2-3家。', ['国家级孵化器数 between 2-3 家 2025']],
    ['到2025年,引进重大项目不少于20个。', ['重大项目数 ge 20 个 2025']],
    ['每年新增科技型中小企业100家以上。', ['科技型中小企业数 ge 100 家 -']],
    [
      '到2025年,培育“独角兽”企业3家、瞪羚企业50家。',
      ['独角兽企业数 eq 3 家 2025', '瞪羚企业数 eq 50 家 2025'],
    ],
    ['到2025年,全社会研发投入强度达5%以上。', ['全社会研发投入强度 ge 5 % 2025']],
    ['到2025年,亩均税收达到30万元/亩。', ['亩均税收 ge 30 万元/亩 2025']],
    ['“十四五”期间,万元GDP能耗累计下降13.5%。', ['万元GDP能耗下降 eq 13.5 % 2025']],
    ['到2025年,空气质量优良天数比率达到85%。', ['空气质量优良天数比率 ge 85 % 2025']],
    ['五年累计建成标准厂房50万平方米。', ['标准厂房 eq 50 万平方米 -']],
    [
      '全年完成固定资产投资1200亿元、增长8%。',
      ['固定资产投资额 eq 1200 亿元 -', '固定资产投资额增长 eq 8 % -'],
    ],
    ['到2025年,实际利用外资5亿美元。', ['实际利用外资 eq 5 亿美元 2025']],
    [
      '到2025年,高新技术企业突破1000家(其中上市企业20家)。',
      ['高新技术企业数 gt 1000 家 2025', '上市企业数 eq 20 家 2025'],
    ],
    ['到2025年,战略性新兴产业增加值占比由2020年的35%提高到40%。', ['战略性新兴产业增加值占比 ge 40 % 2025']],
    ['到2025年,地区生产总值比2020年增长50%。', ['地区生产总值较2020年增长 eq 50 % 2025']],
    ['年内专精特新企业较上年末净增20家。', ['专精特新企业数 eq 20 家 -']],
    ['到2025年,共享实验室达到60个。', ['共享实验室数 ge 60 个 2025']],
    ['到2025年,各级众创空间累计服务企业超过3000家。', ['各级众创空间累计服务企业数 gt 3000 家 2025']],
    [
      '到2025年,参保率达到95%以上,报销比例总体达到75%左右。',
      ['参保率 ge 95 % 2025', '报销比例 approx 75 % 2025'],
    ],
    ['到2025年,年均新增就业人数3万以上。', ['就业人数 ge 3 万 2025']],
    [
      '到2025年,居民平均受教育年限提高到12.5年,人均预期寿命达到82岁。',
      ['居民平均受教育年限 ge 12.5 年 2025', '人均预期寿命 ge 82 岁 2025'],
    ],
    ['到2025年,粮食产能稳定在30亿斤以上。', ['粮食产能 ge 30 亿斤 2025']],
    ['75%以上的研发人员在企业工作。', ['研发人员占比 ge 75 % -']],
    [
      '培育8家以上年营业收入过百亿元、30家以上年营业收入达10亿元的链主企业。',
      ['年营业收入过百亿元的链主企业数 ge 8 家 -', '年营业收入达10亿元的链主企业数 ge 30 家 -'],
    ],
    [
      '到2025年,社会物流总费用与生产总值的比率降至12.7%左右。',
      ['社会物流总费用与生产总值的比率 approx 12.7 % 2025'],
    ],
    ['到2025年,单位生产总值用水量较2020年下降15%。', ['单位生产总值用水量较2020年下降 eq 15 % 2025']],
    [
      '2025年末总部企业数量突破100家,税收超亿元楼宇达到10栋。',
      ['总部企业数量 gt 100 家 2025', '税收超亿元楼宇数 ge 10 栋 2025'],
    ],
    [
      '到2025年,数字经济核心产业增加值占地区生产总值比重达到10%。',
      ['数字经济核心产业增加值占地区生产总值比重 ge 10 % 2025'],
    ],
    ['到2025年,每万人口高价值发明专利拥有量达到12件。', ['每万人口高价值发明专利拥有量 ge 12 件 2025']],
    ['到2025年,PM2.5年均浓度控制在30微克/立方米以内。', ['PM2.5年均浓度 le 30 微克/立方米 2025']],
    ['到2025年,综合实力进入全国高新区前20位。', ['综合实力排名 le 20 位 2025']],
  ] as const)('%s', (sentence, expected) => {
    const { targets } = goals(sentence)
    expect(told(targets)).toEqual(expected)
  })

  it.each([
    ['到2025年,森林覆盖率稳定在45%。', ['森林覆盖率 eq 45 % 2025']],
    ['到2025年,城乡居民收入比缩小到1.8以内。', ['城乡居民收入比 le 1.8  2025']],
    [
      '到2025年,形成1个两千亿级、2个千亿级、5个百亿级产业集群。',
      ['两千亿级产业集群数 eq 1 个 2025', '千亿级产业集群数 eq 2 个 2025', '百亿级产业集群数 eq 5 个 2025'],
    ],
    ['到2025年,建成5G基站2000个、充电桩1万根。', ['5G基站数 eq 2000 个 2025', '充电桩数 eq 1 万根 2025']],
    ['三年累计完成投资500亿元,撬动社会资本300亿元。', ['投资额 eq 500 亿元 -', '社会资本 eq 300 亿元 -']],
    [
      '到2025年,营业收入、税收总额年均分别增长12%、8%。',
      ['营业收入年均增长 eq 12 % 2025', '税收总额年均增长 eq 8 % 2025'],
    ],
    [
      '增加值年均增长12%左右,占GDP比重达到15%左右。',
      ['增加值年均增长 approx 12 % -', '增加值占GDP比重 approx 15 % -'],
    ],
    ['到2025年,突破20项关键核心技术。', ['关键核心技术数 eq 20 项 2025']],
    [
      '到2025年,每年新增企业不少于200家,五年新增1000家。',
      ['企业数 ge 200 家 2025', '企业数 eq 1000 家 2025'],
    ],
    ['推动不少于200家企业实施数字化改造。', ['企业数 ge 200 家 -']],
  ])('%s', (sentence, expected) => {
    expect(told(goals(sentence).targets)).toEqual(expected)
  })

  it('for the years to come carry no year of a side remark', () => {
    const { targets } = goals(
      '按照与到2035年基本实现现代化相衔接的要求,今后五年的主要目标是:\n——实力增强。生产总值年均增长7%,就业率达到96%。',
    )
    expect(told(targets)).toEqual(['生产总值年均增长 eq 7 % -', '就业率 ge 96 % -'])
  })

  it('stand with their value first in a grid', () => {
    const { targets } = figuresOf(
      '临江市算力发展工作图\n600亿元 2026年算力产业营收\n1.5万亿元 2030年算力产业营收\n',
      {
        ...PLAN,
        title: '临江市算力发展工作图',
        horizon: { from: 2026, to: 2026, milestones: [] },
      },
    )
    expect(told(targets)).toEqual(['算力产业营收 eq 600 亿元 2026', '算力产业营收 eq 1.5 万亿元 2030'])
  })
})

describe('duties', () => {
  it.each([
    [
      '到2025年,建成专业孵化器10家以上,孵化面积达到100万平方米。',
      ['专业孵化器数 ge 10 家 2025', '孵化面积 ge 100 万平方米 2025'],
    ],
    ['每年遴选优秀案例30个。', ['优秀案例数 eq 30 个 -']],
    ['滚动发布应用场景50个以上。', ['应用场景数 ge 50 个 -']],
    ['实施重点技改项目、示范平台100个以上。', ['重点技改项目、示范平台数 ge 100 个 -']],
    ['服务覆盖率每年提升1—3个百分点。', ['服务覆盖率每年提升 between 1-3 个百分点 -']],
    ['在现有基础上,服务覆盖率每年提升2个百分点。', ['服务覆盖率每年提升 eq 2 个百分点 -']],
    ['推动科技成果转化基金规模达到20亿元。', ['科技成果转化基金规模 ge 20 亿元 -']],
  ] as const)('%s', (sentence, expected) => {
    expect(told(duty(sentence).targets)).toEqual(expected)
  })

  it.each([
    '每个园区至少建设1个共享实验室。',
    '2025年底前实现17个园区全覆盖。',
    '全区17个街道均建立服务站。',
    '床位使用人数大于10人的,每增加1人,增加经费不少于0.2万元。',
    '对现有床位不足40张的敬老院,可并入邻近机构。',
    '推动高新区(以下简称“新区”)17个园区各展所长。',
    '每个实验室使用面积不少于2000平方米,配备技术人员不少于8人,年服务企业不少于30家。',
    '一次性奖励50万元,最高不超过300万元,连续三年给予支持。',
    '力争用3年时间,15个工作日内办结。',
    '每年遴选不超过10个项目,每个项目支持100万元。',
  ])('%s sets no goal', (sentence) => {
    const { targets, baselines } = duty(sentence)
    expect(told([...targets, ...baselines])).toEqual([])
  })
})

describe('facts', () => {
  it.each([
    [
      '2020年,园区实现规上工业总产值1800亿元,同比增长9.2%。',
      ['规上工业总产值 eq 1800 亿元 2020', '规上工业总产值同比增长 eq 9.2 % 2020'],
    ],
    [
      '截至2020年底,累计引育高层次人才320名,较“十二五”末净增120名。',
      ['高层次人才数 eq 320 名 2020', '高层次人才数 eq 120 名 2020'],
    ],
    [
      '研发投入占比由2015年的2.1%提高到2020年的3.4%。',
      ['研发投入占比 eq 2.1 % 2015', '研发投入占比 eq 3.4 % 2020'],
    ],
    [
      '2020年,全区拥有孵化器45家,其中国家级12家;研发投入强度仅为2.1%,低于全省0.8个百分点。',
      [
        '孵化器数 eq 45 家 2020',
        '国家级孵化器数 eq 12 家 2020',
        '研发投入强度 eq 2.1 % 2020',
        '研发投入强度低于全省 eq 0.8 个百分点 2020',
      ],
    ],
    ['2020年,服务业增加值占比比2015年提高6个百分点。', ['服务业增加值占比较2015年提高 eq 6 个百分点 2020']],
    ['2020年,生产总值连跨3个百亿台阶,达到1020亿元。', ['生产总值 eq 1020 亿元 2020']],
    [
      '2020年,建成国家级技术中心5家、省级45家。',
      ['国家级技术中心数 eq 5 家 2020', '省级技术中心数 eq 45 家 2020'],
    ],
    ['2020年,规上企业达320家,同比净增35家。', ['规上企业数 eq 320 家 2020', '规上企业数 eq 35 家 2020']],
    ['2020年,人均预期寿命达到79.3岁。', ['人均预期寿命 eq 79.3 岁 2020']],
  ] as const)('%s', (sentence, expected) => {
    expect(told(review(sentence).baselines)).toEqual(expected)
  })

  it('are not what a limit is raised from', () => {
    const { baselines } = duty('2025年,将保障收入线由年收入9000元以下提高到1.5万元以下。')
    expect(told(baselines)).toEqual([])
  })
})

describe('a report on one year and the next', () => {
  const report = figuresOf(
    '一、2020年工作回顾\n全年新增上市企业12家。\n二、2021年主要工作\n主要预期目标是:增加值率高于上年,消费价格涨幅控制在3%左右。\n1.聚焦创新\n一是引育人才。新增领军人才30人以上。\n',
    { ...PLAN, title: '2021年政府工作报告', issued: '2021-01-19', horizon: null },
  )

  it('takes the year of what is planned from its section, and of what is told from its own', () => {
    expect(told(report.baselines)).toEqual(['上市企业数 eq 12 家 2020'])
    expect(told(report.targets)).toEqual(['消费价格涨幅 approx 3 % 2021', '领军人才数 ge 30 人 2021'])
  })
})

describe('articles', () => {
  it.each([
    '对认定的企业给予一次性奖励50万元,最高不超过300万元。',
    '单个项目支持期限为连续三年,自受理之日起15个工作日内办结。',
    '申请人上一年度营业收入不低于2000万元,研发人员不少于10人。',
  ])('%s gives neither goal nor fact', (sentence) => {
    const { targets, baselines } = article(sentence)
    expect(told([...targets, ...baselines])).toEqual([])
  })
})

describe('tables of a five-year plan', () => {
  it('with growth, sums over the period and the kind of each indicator', () => {
    const { targets, baselines } = figuresOf(
      '三、主要指标\n类别 | 指标 | 2020年 | 2025年 | 年均增长[%] | 属性\n' +
        '创新驱动 | 1.研发经费投入增长(%) | — | — | 8以上 | 预期性\n' +
        '2.每万人口发明专利(件) | 8.5 | 15 | [6.5] | 预期性\n' +
        '绿色发展 | 3.单位生产总值能耗降低(%) | — | — | [13.5] | 约束性\n',
    )
    expect(told(baselines)).toEqual(['每万人口发明专利数 eq 8.5 件 2020'])
    expect(told(targets).slice(0, 2)).toEqual([
      '研发经费投入增长年均增长 ge 8 % 2025',
      '每万人口发明专利数 eq 15 件 2025',
    ])
  })
})
