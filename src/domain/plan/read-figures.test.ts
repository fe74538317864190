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
const YEARLY: DocumentFacts = {
  ...PLAN,
  title: '2024年临江高新区工作要点',
  horizon: { from: 2024, to: 2024, milestones: [2024] },
}

function read(
  text: string,
  facts = PLAN,
): { readonly targets: readonly Figure[]; readonly baselines: readonly Figure[] } {
  const reading = normalise(text)
  return readFigures(reading, readStructure(reading), facts)
}

/** indicator, comparator, value, unit, year */
function brief(figures: readonly Figure[]): string[] {
  return figures.map(({ indicator, comparator, value, value2, unit, year }) =>
    [
      indicator,
      comparator,
      value2 === null ? value : `${String(value)}-${String(value2)}`,
      unit,
      year ?? '-',
    ].join(' '),
  )
}

const OUTLINE = (background: string, goals: string, duties: string) =>
  `一、发展基础\n${background}\n二、发展目标\n${goals}\n三、重点任务\n(一)壮大产业\n1.培育企业梯队。${duties}\n`

describe('goals and facts', () => {
  it('are told apart by their section and their year', () => {
    const { targets, baselines } = read(
      OUTLINE(
        '2020年,全区生产总值达到860亿元,同比增长7.5%。截至2020年底,拥有科技企业1200家(全市4300家),较“十二五”末翻了一番。',
        '到2025年,全区生产总值达到1500亿元,科技企业超过2000家,研发投入强度保持在5%左右。',
        '三年内培育上市企业8家,形成2—3个特色产业集群。',
      ),
    )
    expect(brief(targets)).toEqual([
      '生产总值 ge 1500 亿元 2025',
      '科技企业数 gt 2000 家 2025',
      '研发投入强度 approx 5 % 2025',
      '上市企业数 eq 8 家 -',
      '特色产业集群数 between 2-3 个 -',
    ])
    expect(brief(baselines)).toEqual([
      '生产总值 eq 860 亿元 2020',
      '生产总值同比增长 eq 7.5 % 2020',
      '科技企业数 eq 1200 家 2020',
      '科技企业数 eq 4300 家 2020',
      '科技企业与十二五末之比 eq 2 倍 2020',
    ])
  })

  it('keep both ends of a change apart', () => {
    const { baselines } = read(
      OUTLINE('建成区面积由2015年的12平方公里扩大到2020年的30平方公里。', '到2025年建成新城。', '加快建设。'),
    )
    expect(brief(baselines)).toEqual(['建成区面积 eq 12 平方公里 2015', '建成区面积 eq 30 平方公里 2020'])
  })

  it('take the year of the opening of the goals', () => {
    const { targets } = read(
      '一、发展目标\n到二〇二五年,建成科技新城。具体目标为:\n——创新能力增强。研发人员达到3万人左右。\n——产业做强。培育龙头企业五十家。\n',
    )
    expect(brief(targets)).toEqual(['研发人员数 approx 3 万人 2025', '龙头企业数 eq 50 家 2025'])
  })

  it('share 分别 out over the names', () => {
    const { baselines } = read(
      OUTLINE(
        '2020年,专利授权量、商标注册量分别达到5600件、8900件,比“十二五”末分别增长120%、85%。',
        '到2025年建成新城。',
        '加快建设。',
      ),
    )
    expect(brief(baselines)).toEqual([
      '专利授权量 eq 5600 件 2020',
      '商标注册量 eq 8900 件 2020',
      '专利授权量较十二五末增长 eq 120 % 2020',
      '商标注册量较十二五末增长 eq 85 % 2020',
    ])
  })

  it('of one year take 全年 and 一季度 from it, and earlier years as past', () => {
    const { targets, baselines } = read(
      '2023年,全区新签约项目86个。\n一、重点工作\n(一)抓项目。全年实施重点项目120个,一季度新开工项目不少于15个。',
      YEARLY,
    )
    expect(targets.map(({ value, year }) => [value, year])).toEqual([
      [120, 2024],
      [15, 2024],
    ])
    expect(baselines.map(({ value, year }) => [value, year])).toEqual([[86, 2023]])
  })
})

describe('the scope', () => {
  it.each([
    ['关于支持临江高新区加快发展的若干意见', '临江高新区'],
    ['关于落实《关于同意调整临江自主创新示范区布局的批复》的意见', '临江自主创新示范区'],
    ['2024年河西新区工作要点', '河西新区'],
    ['“十四五”时期临江高新区发展规划', '临江高新区'],
    ['临江科技园区东城园体制机制改革方案(2023—2025年)', '东城园'],
    ['推进人才工作的意见', null],
  ])('of %s', (title, scope) => {
    const { targets } = read('一、发展目标\n到2025年,企业达到100家。\n', { ...PLAN, title })
    expect(targets.map((target) => target.scope)).toEqual([scope])
  })
})

it('the area that a figure is about is told by its sentence where the title is silent', () => {
  const { targets } = read('一、发展目标\n到2025年底,示范区建成共享实验室20个。\n', {
    ...PLAN,
    title: '提升行动计划',
  })
  expect(targets.map(({ indicator, scope }) => [indicator, scope])).toEqual([['共享实验室数', '示范区']])
})

describe('spans', () => {
  it('point into the original, whatever its script', () => {
    const text = '一、發展目標\n到2025年,企業總收入超過3.5萬億元。\n'
    const [target] = read(text).targets
    expect(target).toMatchObject({ indicator: '企业总收入', value: 3.5, unit: '万亿元', year: 2025 })
    expect(text.slice(target?.start, target?.end)).toBe('企業總收入超過3.5萬億元')
  })
})

describe('numbers that are no figures', () => {
  const duty = (sentence: string) =>
    brief(read(OUTLINE('基础良好。', '到2025年建成新城。', sentence)).targets)

  it.each([
    ['subsidies', '对首次认定的企业给予最高50万元奖励。'],
    ['shares of a subsidy', '按投资额的10%给予补助。'],
    ['limits for one', '每家企业最多享受3项政策。'],
    ['sizes of what is counted', '重点服务收入十亿元以上企业。'],
    ['size classes', '做大千亿级产业。'],
    ['ages', '支持35岁以下青年创业。'],
    ['times', '自受理之日起15个工作日内办结。'],
    ['names', '落实“1+6”政策,引入世界500强和第三方机构,实施“百件实事”。'],
    ['the parts of the plan', '共部署实施56项具体行动。'],
    ['recurring meetings', '每季度召开2次推进会。'],
    ['small words', '协调两个方面,推进三大工程。'],
  ])('%s', (_, sentence) => {
    expect(duty(sentence)).toEqual([])
  })

  it('leave what is counted beside them', () => {
    expect(duty('培育收入十亿元以上企业20家,打造5个千亿级产业集群。')).toEqual([
      '收入十亿元以上企业数 eq 20 家 -',
      '千亿级产业集群数 eq 5 个 -',
    ])
  })
})

describe('tables of indicators', () => {
  it('are read by their columns', () => {
    const { targets, baselines } = read(
      '一、主要指标\n序号 | 指标 | 单位 | 2020年 | 2025年 | 属性\n1 | 科技企业 | 家 | 1,200 | ≥2000 | 预期性\n2 | 能耗下降 | % | — | 〔13.5〕 | 约束性\n',
    )
    expect(brief(targets)).toEqual(['科技企业数 ge 2000 家 2025', '能耗下降 eq 13.5 个百分点 2025'])
    expect(brief(baselines)).toEqual(['科技企业数 eq 1200 家 2020'])
  })

  it('with a heading over two columns tell goals from results', () => {
    const { targets, baselines } = read(
      '指标 | 规划目标 | 实现情况\n2020年 | 年均增长(%) | 2020年 | 年均增长(%)\n1.总收入(亿元) | >800 | 9 | 860 | 9.6\n',
    )
    expect(brief(targets)).toEqual(['总收入 gt 800 亿元 2020', '总收入年均增长 eq 9 % 2020'])
    expect(brief(baselines)).toEqual(['总收入 eq 860 亿元 2020', '总收入年均增长 eq 9.6 % 2020'])
  })
})
