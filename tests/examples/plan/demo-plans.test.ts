/**
 * What a careful reader of the five real documents finds in the demonstration's own wording of them. The figures are those
 * of the annotated documents, not of the engine.
 */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Figure, reconcile } from '#domain/plan'
import {
  codes,
  DEMO_PLANS,
  holding,
  invented,
  itemsOf,
  manifest,
  planOf,
  plans,
  real,
  Reviewed,
} from '#tests/demo-plans'

/** Comparator, value (to the upper end of a range), unit, year. */
function briefly(figures: readonly Figure[]): string[] {
  return figures.map(({ comparator, value, value2, unit, year }) => {
    const amount = value2 === null ? String(value) : `${String(value)}-${String(value2)}`
    return `${comparator} ${amount} ${unit} ${year === null ? '—' : String(year)}`
  })
}

/** Figures of the real documents in their order there; ours may tell them in another. */
const FIGURES: Record<string, { readonly targets: string; readonly baselines: string }> = {
  s0: {
    targets: `
      gt 3.5 万亿元 2015, ge 25 % 2015, ge 10 万亿元 2020, gt 2500 家 2020, gt 500 家 2020,
      between 2-3 个 2020, between 2-3 个 —`,
    baselines: '',
  },
  s1: {
    targets: '',
    baselines: '',
  },
  s2: {
    targets: `
      approx 12 % 2025, approx 8 % 2025, approx 45 万元/人 2025, between 2-3 个 2025,
      approx 3 万家 2025, approx 1 万件 2025, approx 100 家 —, approx 50 家 —, eq 31 个 —`,
    baselines: `
      gt 30 项 2020, eq 3785.4 亿元 2020, approx 2 倍 2020, gt 14 万件 2020, eq 7.2 万件 2020,
      eq 198.7 % 2020, eq 105.5 % 2020, eq 505 项 2020, approx 1.5 倍 2020, eq 42 项 2020,
      eq 6 个 2020, approx 3 万亿元 2020, eq 1 位 2020, approx 0.3333 比例 2020, eq 1 位 2020,
      ge 10 % 2020, eq 7.2 万亿元 2020, eq 1.8 倍 2020, approx 40 % 2020, approx 90 家 2020,
      ge 40 % 2020, eq 2.7 万家 2020, ge 25 % 2020, eq 406 家 2020, eq 1073 家 2020,
      eq 60.6 % 2020, eq 37.3 % 2020, eq 9 家 2020, gt 200 家 2020, approx 600 家 2020,
      ge 1000 家 2020, eq 62.2 % 2020, eq 10.1 个百分点 2020, eq 2.6 万家 2020, gt 8800 家 2020,
      eq 26 个 2020, eq 77 个 2020, eq 27 个 2020, eq 0.6667 比例 2020, eq 19 个 2020,
      approx 1000 家 2020, gt 300 家 2020, gt 5 万名 2020`,
  },
  s3: {
    targets: `
      eq 8 个 —, eq 300 亿元 —`,
    baselines: '',
  },
  s4: {
    targets: '',
    baselines: `
      eq 9.99 平方公里 —, eq 3 个 —, eq 8 家 —, eq 1083 家 2022, eq 699 家 2022, eq 846 家 2022,
      eq 172 家 2022, eq 195 家 2022, eq 8 家 2022, eq 2 家 2022, eq 1 家 2022, eq 1 家 2022,
      eq 1 家 2022, eq 16 家 2022, eq 42 家 2022, eq 1021 家 2022, eq 4601 亿元 2022,
      eq 20 % 2022, eq 1 位 2022, eq 150.4 亿元 2022, eq 24.3 % 2022, eq 1 位 2022,
      eq 4.9 万人 2022, eq 16.2 % 2022, eq 13.4 个百分点 2022, eq 198.6 亿元 2022, eq 4.3 % 2022,
      eq 2210 件 2022, eq 26.1 % 2022, eq 23809 件 2022, eq 11600 件 2022, eq 5 年 —,
      eq 177 家 —, eq 65 % —, eq 56 % —, eq 1 名 2022, eq 1 名 2022, eq 4 名 2022, eq 6 个 2022,
      eq 31 人 2022, eq 2 届 —`,
  },
}

function listed(figures: string | undefined): string[] {
  return (figures ?? '').split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))
}

/** How many tasks, bodies and cited documents each has. */
const COUNTS: readonly (readonly [key: string, tasks: number, bodies: number, citations: number])[] = [
  ['s0', 28, 25, 11],
  ['s1', 16, 22, 1],
  ['s2', 70, 34, 7],
  ['s3', 8, 12, 1],
  ['s4', 52, 22, 6],
  ['haidian', 12, 3, 0],
  ['fengtai', 10, 4, 0],
  ['shunyi', 9, 3, 0],
  ['changping', 13, 4, 0],
]

test('the manifest lists every plan in the folder, once', () => {
  const files = [
    ...readdirSync(DEMO_PLANS).filter((name) => name.endsWith('.txt')),
    ...readdirSync(resolve(DEMO_PLANS, 'parks')).map((name) => `parks/${name}`),
  ]
  expect(manifest.plans.map(({ file }) => file).sort()).toEqual(files.sort())
  expect(new Set(manifest.plans.map(({ key }) => key)).size).toBe(manifest.plans.length)
})

test.each(plans)('$plan.key says in its own text what it is, and that is read as no duty', (read) => {
  const words = read.plan.figures === 'real' ? '自行撰写，不是原文' : '演示用虚构文件'
  expect(read.text.split(words)).toHaveLength(2)
  for (const kind of Reviewed.options) expect(holding(read, itemsOf(read, kind), words)).toEqual([])
})

test.each(plans)(
  '$plan.key bears the title, issuer, date and period of the manifest',
  ({ plan, extraction }) => {
    const halfWidth = (title: string): string => title.replace(/（/g, '(').replace(/）/g, ')')
    expect(extraction.title).toBe(halfWidth(plan.title))
    expect(extraction.issuer).toBe(plan.issuer)
    expect(extraction.documentNumber).toBe(plan.documentNumber)
    if (plan.figures === 'real') expect(extraction.issued).toBe(plan.issuedOn)
    // The fragment says nothing of its period: the manifest infers it.
    if (plan.key === 's3') expect(extraction.horizon).toBeNull()
    else expect(extraction.horizon).toMatchObject({ from: plan.horizonFrom, to: plan.horizonTo })
  },
)

test.each(real)('$plan.key has the goals and facts of the real document, no more and no fewer', (read) => {
  const expected = FIGURES[read.plan.key]
  expect(briefly(read.extraction.targets).sort()).toEqual(listed(expected?.targets).sort())
  expect(briefly(read.extraction.baselines).sort()).toEqual(listed(expected?.baselines).sort())
})

test.each(COUNTS)('%s has %i tasks, %i bodies and %i citations', (key, tasks, bodies, citations) => {
  const { extraction } = planOf(key)
  expect([extraction.tasks.length, extraction.bodies.length, extraction.citations.length]).toEqual([
    tasks,
    bodies,
    citations,
  ])
})

describe('the total income of the zone', () => {
  const indicator = '企业总收入'
  const zone = '中关村国家自主创新示范区'

  test('is a goal of 2015 and 2020, and was reported for 2020', () => {
    expect(planOf('s0').extraction.targets.filter((one) => one.indicator === indicator)).toMatchObject([
      { comparator: 'gt', value: 3.5, unit: '万亿元', year: 2015, scope: zone },
      { comparator: 'ge', value: 10, unit: '万亿元', year: 2020, scope: zone },
    ])
    const { baselines, targets } = planOf('s2').extraction
    expect(baselines.filter((one) => one.indicator === indicator)).toMatchObject([
      { comparator: 'eq', value: 7.2, unit: '万亿元', year: 2020, scope: zone },
    ])
    expect(baselines.find(({ unit, value }) => unit === '倍' && value === 1.8)?.indicator).toMatch(
      /^企业总收入/,
    )
    expect(targets.find(({ value, unit }) => value === 8 && unit === '%')).toMatchObject({
      indicator: '企业总收入增速',
      comparator: 'approx',
      year: 2025,
    })
  })

  const findings = reconcile(plans.map(({ plan, text, extraction }) => ({ key: plan.key, text, extraction })))
  test('answers the goal of 2020 and, worked back from the growth told, that of 2015', () => {
    const answers = findings.filter(({ kind }) => kind === 'target-answered').map(({ values }) => values)
    expect(answers).toHaveLength(2)
    expect(answers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ indicator, year: 2020, target: 10, found: 7.2, outcome: 'not-reached' }),
        expect.objectContaining({ indicator, year: 2015, target: 3.5, found: 4, outcome: 'reached' }),
      ]),
    )
  })

  test('the documents disagree where the real ones do', () => {
    const of = (kind: string) => findings.filter((finding) => finding.kind === kind)
    expect(of('count-mismatch').map(({ values }) => values)).toMatchObject([
      { declared: 56, found: 54, parts: [17, 17, 9, 11] },
    ])
    expect(of('limit-conflict').map(({ values }) => values['documents'])).toEqual(
      expect.arrayContaining([
        ['s1', 's2'],
        ['s2', 's2'],
      ]),
    )
    expect(of('annex-missing')).toHaveLength(2)
  })
})

describe('the rules that a program can check', () => {
  const rules = (key: string, kind: string) =>
    planOf(key).extraction.constraints.filter((one) => one.kind === kind)

  test('at most three leading industries per park and three parks per industry, in principle', () => {
    expect(rules('s1', 'max-per-unit')).toMatchObject([
      { subject: '每个分园的主导产业数', limit: 3, strength: 'soft' },
      { subject: '每个产业布局的分园数', limit: 3, strength: 'soft' },
    ])
    expect(rules('s2', 'max-per-unit').map(({ limit, limitMin }) => [limit, limitMin])).toEqual([
      [2, 1],
      [2, 1],
      [1, undefined],
    ])
  })

  test('every park has a platform company, an incubator and a characteristic park', () => {
    expect(rules('s1', 'coverage').map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['区级平台公司 × 各分园', '科技企业孵化器 × 各分园', '特色产业园 × 各分园']),
    )
  })

  test('fifty-six actions over 17, 17, 9 and 11 parks, and the parks that the groups leave open', () => {
    expect(rules('s1', 'count-total')).toMatchObject([{ limit: 56 }])
    expect(rules('s1', 'coverage').filter(({ limit }) => limit === 17)).toHaveLength(2)
    expect(rules('s1', 'count').map(({ limit, listed }) => [limit, listed])).toEqual([
      [9, undefined],
      [3, 2],
      [4, 2],
      [11, undefined],
      [4, 4],
      [4, 2],
      [3, 3],
    ])
  })

  test('better, worse, still worse: support first, put right, lose support', () => {
    expect(rules('s1', 'consequence').map(({ subject }) => subject)).toEqual([
      '成效明显的分园 → 在资金和政策上优先支持',
      '推进不力的分园 → 责令整改',
      '整改不力的分园 → 取消市级支持政策',
    ])
  })

  test('what is counted in the Xicheng plan is all there', () => {
    const enumerations = rules('s4', 'enumeration-count')
    expect(enumerations.find(({ limit }) => limit === 10)).toMatchObject({
      subject: '十金工程所列项数',
      listed: 10,
    })
    for (const { limit, listed } of enumerations) if (listed !== undefined) expect(listed).toBe(limit)
    expect(rules('s4', 'conservation')).toHaveLength(2)
    expect(rules('s4', 'structure').map(({ limit }) => limit)).toEqual([4, 4, 1])
  })
})

describe('who acts', () => {
  const bodiesOf = (key: string, words: string): readonly string[] => {
    const read = planOf(key)
    return holding(read, read.extraction.tasks, words)[0]?.bodies ?? []
  }

  test.each([
    ['s0', '四至钉桩', ['国土资源部', '住房城乡建设部', '国务院', '国家发展改革委']],
    ['s0', '双重领导', ['各分园', '中关村管委会', '各分园管委会', '各区(县)政府']],
    ['s1', '9个分园部署', ['西城园', '东城园', '石景山园', '丰台园', '平谷园', '顺义园']],
    ['s2', '设立促进机构', ['各分园', '通州园', '丰台园', '怀柔园', '房山园']],
    [
      's4',
      '法治环境',
      ['西城区人民法院', '北京金融法院', '一带一路法律与商事服务中心', '金融科技法治研究中心'],
    ],
  ])('%s, %s', (key, words, bodies) => {
    expect(bodiesOf(key, words)).toEqual(bodies)
  })

  test('every park with a task of its own in the zone’s action plan is named', () => {
    const named = planOf('s1').extraction.bodies.filter((name) => /^..园$|^石景山园$/.test(name))
    expect(named.filter((name) => name !== '各分园')).toHaveLength(15)
  })

  test('bodies of the manifest are read in their document and stand in the registry', () => {
    for (const { plan, extraction } of plans)
      for (const [name, code] of [...Object.entries(plan.bodies), ['', plan.owner] as const]) {
        expect(codes).toContain(code)
        if (name !== '') expect([...extraction.bodies, extraction.issuer]).toContain(name)
      }
  })
})

describe('the plans of four parks', () => {
  test.each(invented)('$plan.key gives every duty a lead and a date or a rhythm', ({ extraction }) => {
    for (const { title, lead, deadline } of extraction.tasks)
      expect([title, lead, deadline]).toEqual([title, expect.any(String), expect.any(Object)])
  })

  test('date their duties in every way that a ledger must hold', () => {
    const precisions = invented.flatMap(({ extraction }) =>
      extraction.tasks.map(({ deadline }) => deadline?.precision),
    )
    expect(new Set(precisions)).toEqual(new Set(['day', 'month', 'quarter', 'year', 'periodic']))
    const words = invented.flatMap(({ extraction }) => extraction.tasks.map(({ deadline }) => deadline?.text))
    for (const text of ['2024年6月底前', '2025年底', '每季度', '每年', '定期']) expect(words).toContain(text)
  })
})
