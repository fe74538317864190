/**
 * What a careful reader finds in the three sample documents. Annotated by hand from the documents, not from what the
 * engine says: where the two differ, the engine is wrong or the annotation is, never the sample.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Comparator,
  type Extraction,
  extractPlan,
  type Figure,
  reconcile,
  type Span,
} from '#domain/plan'
import { readDocument } from '#platform/documents'

const FOLDER = resolve(import.meta.dirname, '../../../data/samples')
const PLAN = '1-park-upgrade-plan.html'
const ACTIONS = '2-annual-actions.docx'
const REGULATION = '3-park-regulation.txt'

interface Sample {
  readonly key: string
  readonly text: string
  readonly encoding: string
  readonly extraction: Extraction
}

async function readSample(key: string): Promise<Sample> {
  const read = await readDocument(key, readFileSync(resolve(FOLDER, key)))
  if (!read.ok) throw new Error(`${key} cannot be read: ${read.issues.map(({ code }) => code).join()}`)
  const { text, encoding } = read.value
  const extraction = extractPlan(text)
  if (!extraction.ok)
    throw new Error(`${key} was refused: ${extraction.issues.map(({ code }) => code).join()}`)
  return { key, text, encoding, extraction: extraction.value }
}

const samples = await Promise.all([PLAN, ACTIONS, REGULATION].map(readSample))
const findings = reconcile(samples)

function sample(key: string): Sample {
  const found = samples.find((one) => one.key === key)
  if (found === undefined) throw new Error(`No sample ${key}`)
  return found
}

function wording({ text }: Sample, { start, end }: Span): string {
  return text.slice(start, end)
}

/** value, unit, year, comparator, and words that the marked span must hold. */
type Expected = readonly [value: number, unit: string, year: number | null, Comparator, words: string]

function isMeant(of: Sample, figure: Figure, [value, unit, , , words]: Expected): boolean {
  return figure.value === value && figure.unit === unit && wording(of, figure).includes(words)
}

function expectFound(of: Sample, figures: readonly Figure[], expected: readonly Expected[]): void {
  const found = expected.map((one) => {
    const figure = figures.find((candidate) => isMeant(of, candidate, one))
    return figure === undefined ? null : [figure.value, figure.unit, figure.year, figure.comparator, one[4]]
  })
  expect(found).toEqual(expected)
}

function expectNothingBeside(of: Sample, figures: readonly Figure[], expected: readonly Expected[]): void {
  const others = figures.filter((figure) => !expected.some((one) => isMeant(of, figure, one)))
  expect(others.map((figure) => wording(of, figure))).toEqual([])
}

type Duty = readonly [title: string, lead: string | null, supporting: readonly string[], due: string | null]

function constraints({ extraction }: Sample, kind: string): (number | null)[] {
  return extraction.constraints.filter((one) => one.kind === kind).map(({ limit }) => limit)
}

function findingsOf(kind: string) {
  return findings.filter((finding) => finding.kind === kind)
}

function wordingOf(finding: (typeof findings)[number]): string[] {
  return finding.items.map((item) => wording(sample(item.document), item))
}

describe('the plan, a web page', () => {
  const plan = sample(PLAN)

  test('says what it is', () => {
    expect(plan.extraction).toMatchObject({
      title: '分园提升行动计划(2024—2026年)(样例)',
      issuer: '示范区领导小组办公室',
      issued: '2024-05-28',
      documentNumber: '样例办发〔2024〕5号',
      horizon: { from: 2024, to: 2026 },
    })
  })

  test('has four chapters, nine sections, eight numbered tasks and three ordinals', () => {
    const { headings } = plan.extraction
    expect(headings.filter(({ level }) => level === 1).map(({ title }) => title)).toEqual([
      '发展基础',
      '总体要求',
      '重点任务',
      '保障措施',
    ])
    expect(headings.filter(({ number }) => /^\([一二三四]\)$/.test(number ?? ''))).toHaveLength(12)
    expect(headings.filter(({ number }) => /^\d\.$/.test(number ?? ''))).toHaveLength(8)
    expect(headings.filter(({ kind }) => kind === 'ordinal')).toHaveLength(3)
    expect(headings).toHaveLength(27)
  })

  const targets: readonly Expected[] = [
    [20, '个', 2024, 'eq', '建成共享中试站20个'],
    [60, '个', 2026, 'ge', '共享中试站达到60个'],
    [3000, '家', 2026, 'gt', '超过3000家'],
    [45, '家', 2026, 'ge', '特色产业园达到45家以上'],
    [5, '%', 2026, 'ge', '研发投入强度不低于5%'],
    [8, '%', 2026, 'approx', '年均增长8%左右'],
    [150, '万平方米', 2026, 'eq', '存量空间150万平方米'],
    [2, '个', 2026, 'between', '2至3个'],
    [10, '家', 2025, 'eq', '特色产业园10家'],
    [20, '亿元', null, 'ge', '总规模不低于20亿元'],
    [100, '亿元', null, 'ge', '100亿元以上'],
    [30, '亿元', null, 'eq', '专项资金30亿元'],
  ]
  test('sets twelve targets, with a year only where the text gives one', () => {
    expectFound(plan, plan.extraction.targets, targets)
  })

  test('takes no limit, coverage or count of parks for a target', () => {
    expectNothingBeside(plan, plan.extraction.targets, targets)
  })

  test('names the shared pilot stations in full, not without their first character', () => {
    const names = plan.extraction.targets
      .filter(({ unit }) => unit === '个')
      .map(({ indicator }) => indicator)
    expect(names.slice(0, 2)).toEqual([
      expect.stringMatching(/共享中试站/),
      expect.stringMatching(/共享中试站/),
    ])
  })

  test('reports thirteen figures of the years 2020, 2022 and 2024', () => {
    const expected: readonly Expected[] = [
      [7.2, '万亿元', 2020, 'eq', '总收入达到7.2万亿元'],
      [3785.4, '亿元', 2020, 'eq', '研究开发费用3785.4亿元'],
      [2.7, '万家', 2020, 'eq', '高新技术企业2.7万家'],
      [90, '家', 2020, 'approx', '独角兽企业约90家'],
      [62.2, '%', 2020, 'eq', '62.2%'],
      [699, '家', 2022, 'eq', '国家高新技术企业699家'],
      [4.9, '万人', 2022, 'eq', '研发人员4.9万人'],
      [11600, '件', 2022, 'eq', '有效发明专利11600件'],
      [1021, '家', 2022, 'eq', '1021家'],
      [4601, '亿元', 2022, 'eq', '总收入4601亿元'],
      [20, '%', 2022, 'eq', '增长20%'],
      [23, '家', 2024, 'eq', '特色产业园23家'],
      [11, '个', 2024, 'eq', '11个'],
    ]
    expectFound(plan, plan.extraction.baselines, expected)
    expectNothingBeside(plan, plan.extraction.baselines, expected)
  })

  const duties: readonly Duty[] = [
    ['编制分园产业清单', '各分园管委会', [], '2024-09-30'],
    ['培育特色产业园', '市科委、中关村管委会', ['各区政府'], '2025-12-31'],
    ['建设共享中试站', '中关村发展集团', ['各分园管委会'], '2026-12-31'],
    ['开放仪器设备', null, [], null],
    ['建立空间台账', '各分园管委会', [], '2024-10-31'],
    // 三年内 says no day: from the issue, or the end of the plan?
    ['改造老旧厂房', '各区政府', [], null],
    ['推行企业诉求一口受理', '各分园管委会', [], '2024-12-31'],
    ['设立提升引导资金', '市财政局', ['中关村发展集团'], null],
    ['建立联席会议制度', null, [], null],
    ['组建专家顾问组', null, [], null],
    ['配强管理队伍', null, [], null],
    ['保障资金投入', null, [], null],
    ['强化监测评价', null, [], null],
  ]
  const { tasks } = plan.extraction

  test('has thirteen duties', () => {
    expect(tasks.map(({ title }, i) => title.slice(0, duties[i]?.[0].length))).toEqual(
      duties.map(([title]) => title),
    )
  })

  const JOINT = '培育特色产业园'
  test('says who leads each duty', () => {
    const others = tasks.filter(({ title }) => title !== JOINT)
    expect(others.map(({ lead }) => lead)).toEqual(
      duties.filter(([title]) => title !== JOINT).map(([, lead]) => lead),
    )
  })

  test('takes no date for a supporting body', () => {
    expect(tasks.flatMap(({ supporting }) => supporting).filter((name) => /时限|\d/.test(name))).toEqual([])
  })

  test('takes 市科委、中关村管委会 for the one body that it is', () => {
    const task = tasks.find(({ title }) => title === JOINT)
    expect([task?.lead, task?.supporting]).toEqual(['市科委、中关村管委会', ['各区政府']])
  })

  test('gives the last day of each duty that has one under a label', () => {
    expect(tasks.slice(1).map(({ deadline }) => deadline?.on ?? null)).toEqual(
      duties.slice(1).map(([, , , due]) => due),
    )
  })

  test('gives the last day that stands in a sentence: 2024年9月底前,产业清单报…备案', () => {
    expect(tasks[0]?.deadline?.on).toBe('2024-09-30')
  })

  test('keeps the words of a deadline that is a length of time', () => {
    const task = plan.extraction.tasks.find(({ title }) => title === '改造老旧厂房')
    expect(task?.deadline?.text).toMatch(/三年/)
  })

  test('names no body that is a label or a date', () => {
    expect(plan.extraction.bodies.filter((name) => /时限|年|月|:|：/.test(name))).toEqual([])
    expect(plan.extraction.bodies).toEqual(
      expect.arrayContaining([
        '各分园管委会',
        '各区政府',
        '示范区领导小组办公室',
        '中关村发展集团',
        '市财政局',
        '海淀园',
        '西城园',
      ]),
    )
  })

  test.each([
    ['max-per-unit', [2]],
    ['min-per-unit', [1]],
    ['count-total', [8]],
    ['frequency', [2, 4, 1]],
    ['time-limit', [5]],
    ['budget-total', [30]],
    // A goal is no condition of eligibility.
    ['eligibility', []],
  ])('limits by %s: %j', (kind, limits) => {
    expect(constraints(plan, kind)).toEqual(limits)
  })

  test.each(['coverage', 'conservation', 'contiguity'])('holds one rule of %s', (kind) => {
    expect(constraints(plan, kind)).toHaveLength(1)
  })

  test('tells both consequences of a poor evaluation, in their order', () => {
    const subjects = plan.extraction.constraints
      .filter(({ kind }) => kind === 'consequence')
      .map(({ subject }) => subject)
    expect(subjects).toEqual([
      '评价靠后 → 由示范区领导小组办公室约谈并限期整改',
      '整改不到位 → 暂停市级资金支持',
    ])
  })

  test('says that its limit of two leading industries holds in principle only', () => {
    const limit = plan.extraction.constraints.find(({ kind }) => kind === 'max-per-unit')
    expect(limit).toMatchObject({ strength: 'soft' })
    expect(limit?.subject).toMatch(/主导产业/)
  })

  test('cites two documents besides itself and names two annexes that are not there', () => {
    const titles = plan.extraction.citations.map(({ title }) => title)
    expect(new Set(titles)).toEqual(
      new Set([
        '分园提升行动计划(2024—2026年)(样例)',
        '中关村国家自主创新示范区条例',
        '分园空间与产业布局管理办法(样例)',
      ]),
    )
    expect(plan.extraction.citations.find(({ title }) => title.startsWith('分园空间'))?.number).toBe(
      '样例办发〔2023〕9号',
    )
    expect(plan.extraction.annexes.map(({ title, present }) => [title, present])).toEqual([
      ['重点任务分解表', false],
      ['分园主要指标表', false],
    ])
  })

  test('loses the chrome of the page and nothing else', () => {
    const noise = plan.extraction.noise.map((span) => wording(plan, span)).join('\n')
    for (const words of [
      '首页',
      '互动交流',
      '当前位置',
      '字号',
      '相关链接',
      '一图读懂',
      '上一篇',
      '网站地图',
      '版权所有',
    ])
      expect(noise).toContain(words)
    for (const words of ['现将', '附件', '2024年5月28日', '重点任务分解表', '样例办发', '各区政府'])
      expect(noise).not.toContain(words)
  })
})

describe('the annual actions, a Word file with a table', () => {
  const actions = sample(ACTIONS)

  test('says what it is', () => {
    expect(actions.extraction).toMatchObject({
      title: '2025年分园提升行动安排(样例)',
      issuer: '示范区领导小组办公室',
      issued: '2025-01-13',
      documentNumber: '样例办发〔2025〕2号',
      horizon: { from: 2025, to: 2025 },
    })
  })

  test('has five chapters, two sections and four ordinals', () => {
    expect(actions.extraction.headings.map(({ number }) => number)).toEqual([
      ...['一、', '二、', '三、', '四、', '(一)', '(二)', '五、'],
      ...['一是', '二是', '三是', '四是'],
    ])
  })

  const goals: readonly Expected[] = [
    [25, '个', 2025, 'eq', '新建共享中试站25个'],
    [41, '个', 2025, 'ge', '累计达到41个'],
    [10, '家', 2025, 'eq', '新增特色产业园10家'],
    [50, '万平方米', 2025, 'eq', '50万平方米'],
    [98, '%', 2025, 'ge', '98%以上'],
    [90, '%', 2025, 'ge', '不低于90%'],
    [0.3333, '比例', 2025, 'approx', '压减三分之一'],
  ]
  test('sets seven goals for the year', () => {
    expectFound(actions, actions.extraction.targets, goals)
  })

  test('takes building standards for no goals', () => {
    // Whether 完成3栋腾退楼宇改造 in the table is a goal or part of a duty, two readers may see differently.
    const targets = actions.extraction.targets.filter(({ unit }) => unit !== '栋')
    expectNothingBeside(actions, targets, goals)
  })

  test('reports what was reached by the end of 2024', () => {
    const expected: readonly Expected[] = [
      [16, '个', 2024, 'eq', '建成共享中试站16个'],
      [11, '个', 2024, 'eq', '11个分园'],
      [420, '家', 2024, 'eq', '420家'],
      [86, '处', 2024, 'eq', '86处'],
      [37.5, '万平方米', 2024, 'eq', '37.5万平方米'],
      [93.6, '%', 2024, 'eq', '93.6%'],
    ]
    expectFound(actions, actions.extraction.baselines, expected)
    expectNothingBeside(actions, actions.extraction.baselines, expected)
  })

  const rows: readonly (readonly [lead: string | null, supporting: readonly string[], due: string | null])[] =
    [
      ['示范区领导小组办公室', ['各分园管委会'], '2025-03-31'],
      ['海淀园管委会', ['海淀区政府', '中关村发展集团'], '2025-06-30'],
      ['昌平园管委会', ['昌平区政府'], '2025-09-30'],
      ['西城园管委会', ['西城区政府'], '2025-12-31'],
      ['丰台园管委会', ['丰台区政府'], '2025-10-31'],
      ['怀柔园管委会', ['市科委、中关村管委会'], '2025-09-30'],
      ['市规划自然资源委', ['顺义园管委会', '平谷园管委会'], '2025-11-30'],
      ['市科委、中关村管委会', ['各分园管委会'], '2025-05-31'],
      ['中关村发展集团', ['市财政局'], '2025-04-30'],
      ['房山园管委会', ['房山区政府'], null],
      [null, ['各分园管委会'], '2025-06-30'],
    ]
  const listed = actions.extraction.tasks.filter(({ kind }) => kind === 'row')

  test('lists eleven actions, those with an empty cell among them', () => {
    expect(listed).toHaveLength(11)
  })

  test('says who leads each action, by its column', () => {
    expect(listed.map(({ lead }) => lead)).toEqual(rows.map(([lead]) => lead))
  })

  test('says who supports each action, by its column', () => {
    expect(listed.map(({ supporting }) => supporting)).toEqual(rows.map(([, supporting]) => supporting))
  })

  test('gives the last day of each action, by its column', () => {
    expect(listed.slice(0, 9).map(({ deadline }) => deadline?.on ?? null)).toEqual(
      rows.slice(0, 9).map(([, , due]) => due),
    )
  })

  test('gives no last day where the cell is empty, and the right one where the lead is', () => {
    expect(listed.slice(9).map(({ deadline }) => deadline?.on ?? null)).toEqual([null, '2025-06-30'])
  })

  test.each(['压实责任', '按月调度', '严格验收', '做好宣传'])('takes %s for a duty', (title) => {
    expect(actions.extraction.tasks.map((task) => task.title)).toContainEqual(expect.stringContaining(title))
  })

  test('takes the sentence that announces the table for no duty', () => {
    expect(actions.extraction.tasks.map(({ title }) => title)).not.toContain('行动清单')
  })

  test('knows the bodies of its table by name', () => {
    expect(actions.extraction.bodies).toEqual(
      expect.arrayContaining([
        '海淀园管委会',
        '西城区政府',
        '市规划自然资源委',
        '市财政局',
        '中关村发展集团',
      ]),
    )
  })

  test('counts on twelve actions', () => {
    expect(constraints(actions, 'count-total')).toEqual([12])
  })

  test('gives building standards as minimum per station', () => {
    expect(constraints(actions, 'min-per-unit')).toEqual(expect.arrayContaining([2000, 8, 30]))
  })

  test('gives fifteen working days for the check on site', () => {
    expect(constraints(actions, 'time-limit')).toContain(15)
  })

  test('takes the fifth of each month for a date, not for five days', () => {
    expect(constraints(actions, 'time-limit')).not.toContain(5)
  })

  test('cites the plan and the regulation by number', () => {
    expect(actions.extraction.citations.map(({ title, number }) => [title, number])).toEqual([
      ['分园提升行动计划(2024—2026年)(样例)', '样例办发〔2024〕5号'],
      ['分园空间与产业布局管理办法(样例)', '样例办发〔2023〕9号'],
    ])
  })
})

describe('the regulation, in GB18030', () => {
  const regulation = sample(REGULATION)

  test('is decoded and says what it is', () => {
    expect(regulation.encoding).toBe('gb18030')
    expect(regulation.extraction).toMatchObject({
      title: '分园空间与产业布局管理办法(样例)',
      issuer: '示范区领导小组办公室',
      issued: '2023-10-20',
      documentNumber: '样例办发〔2023〕9号',
    })
  })

  test('has six chapters, twenty articles and eight items', () => {
    const numbers = regulation.extraction.headings.map(({ number }) => number ?? '')
    expect(numbers.filter((number) => /章$/.test(number))).toHaveLength(6)
    expect(numbers.filter((number) => /条$/.test(number))).toHaveLength(20)
    expect(numbers.filter((number) => /^\(/.test(number))).toHaveLength(8)
    expect(numbers).toHaveLength(34)
  })

  test('sets rules, not goals, and reports nothing', () => {
    expect(regulation.extraction.targets).toEqual([])
    expect(regulation.extraction.baselines).toEqual([])
  })

  test.each([
    ['每个分园的主导产业不得超过3个', 3, 'hard'],
    ['培育产业不得超过2个', 2, 'hard'],
    ['布局该产业的分园不超过3个', 3, null],
  ])('sets a maximum per unit: %s', (words, limit, strength) => {
    const found = regulation.extraction.constraints.find(
      (one) => one.kind === 'max-per-unit' && wording(regulation, one).includes(words),
    )
    expect(found?.limit).toBe(limit)
    expect(found?.strength ?? null).toBe(strength)
  })

  test.each(['10公顷', '50家', '60%', '15人'])('asks %s of a feature park', (part) => {
    const words = regulation.extraction.constraints
      .filter(({ kind, limit }) => kind === 'eligibility' && limit !== null)
      .map((one) => wording(regulation, one))
    expect(words).toContainEqual(expect.stringContaining(part))
  })

  test.each([15, 6, 3, 10, 20, 5, 30])('runs a clock of %i', (limit) => {
    expect(constraints(regulation, 'time-limit')).toContain(limit)
  })

  test('takes 31 March for a date, not for 31 days', () => {
    expect(constraints(regulation, 'time-limit')).not.toContain(31)
  })

  test.each(['conservation', 'contiguity'])('keeps parks whole by one rule of %s', (kind) => {
    expect(constraints(regulation, kind)).toHaveLength(1)
  })

  test('closes the gate to projects that were not reviewed', () => {
    const gates = regulation.extraction.constraints.filter(({ kind }) => kind === 'gate')
    expect(gates.map((one) => wording(regulation, one))).toContainEqual(expect.stringContaining('联合审核'))
  })

  test.each(['房地产开发', '擅自改变房屋用途', '禁止和限制目录', '虚报'])('forbids %s', (part) => {
    const forbidden = regulation.extraction.constraints
      .filter(({ kind }) => kind === 'prohibition')
      .map((one) => wording(regulation, one))
    expect(forbidden).toContainEqual(expect.stringContaining(part))
  })

  test.each([
    ['every second year', 0.5],
    ['every half-year', 2],
    ['every year', 1],
  ])('asks for something %s', (_, times) => {
    expect(constraints(regulation, 'frequency')).toContain(times)
  })

  test('says what follows from failing', () => {
    expect(constraints(regulation, 'consequence').length).toBeGreaterThanOrEqual(1)
  })

  const articles = regulation.extraction.tasks.map(({ number }) => number)

  test.each(['第三条', '第七条', '第九条', '第十六条', '第十七条'])('makes a duty of %s', (article) => {
    expect(articles).toContain(article)
  })

  test.each(['第一条', '第二条', '第六条', '第十一条', '第十九条', '第二十条'])(
    'makes no duty of %s',
    (article) => {
      expect(articles).not.toContain(article)
    },
  )
})

describe('the three held against each other', () => {
  test('finds twelve actions announced and eleven listed', () => {
    const count = findingsOf('count-mismatch').find(({ items }) => items[0]?.document === ACTIONS)
    expect(count?.values).toMatchObject({ declared: 12, found: 11 })
  })

  test('finds no other count wrong', () => {
    const others = findingsOf('count-mismatch').filter(({ values }) => values['declared'] !== 12)
    expect(others).toEqual([])
  })

  test('finds two limits on leading industries per park', () => {
    const conflicts = findingsOf('limit-conflict')
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]?.values['most']).toEqual([2, 3])
    expect(conflicts[0]?.items.map(({ document }) => document)).toEqual([PLAN, REGULATION])
  })

  test('finds the goal of 20 stations answered by 16', () => {
    const answered = findingsOf('target-answered')
    expect(answered).toHaveLength(1)
    expect(answered[0]?.values).toMatchObject({ outcome: 'not-reached', target: 20, found: 16, year: 2024 })
  })

  test('finds every annex that is named and absent', () => {
    expect(findingsOf('annex-missing').map(({ values }) => values['title'])).toEqual([
      '重点任务分解表',
      '分园主要指标表',
      '共享中试站月度进展表',
      '联合审核申请表',
    ])
  })

  test('finds the one cited document that is not among them', () => {
    expect(findingsOf('document-missing').map(({ values }) => values['title'])).toEqual([
      '中关村国家自主创新示范区条例',
    ])
  })

  test('finds the goals of the plan that have no year', () => {
    const undated = findingsOf('target-undated').filter(({ items }) => items[0]?.document === PLAN)
    expect(undated.flatMap(wordingOf).map((words) => /\d+亿元/.exec(words)?.[0])).toEqual([
      '20亿元',
      '100亿元',
      '30亿元',
    ])
  })

  function gaps(kind: string, document: string): string[] {
    return findingsOf(kind)
      .filter(({ items }) => items[0]?.document === document)
      .flatMap(wordingOf)
      .map((words) => words.slice(0, 6))
  }

  test('finds the duties of the plan that name no body', () => {
    expect(gaps('duty-without-body', PLAN)).toEqual(['开放仪器设备', '组建专家顾问', '保障资金投入'])
  })

  test('finds the duties of the plan without a date', () => {
    expect(gaps('duty-undated', PLAN)).toContain('开放仪器设备')
  })

  test('does not call a duty undated that has its date under a label', () => {
    expect(gaps('duty-undated', PLAN)).not.toContain('建立空间台账')
  })

  test('does not call a duty undated that has its date in a sentence', () => {
    expect(gaps('duty-undated', PLAN)).not.toContain('编制分园产业')
  })

  test('finds the row without a date', () => {
    const undated = findingsOf('duty-undated')
      .filter(({ items }) => items[0]?.document === ACTIONS)
      .flatMap(wordingOf)
    expect(undated.filter((words) => words.includes('\t'))).toEqual([
      expect.stringContaining('智能制造应用场景'),
    ])
  })
})
