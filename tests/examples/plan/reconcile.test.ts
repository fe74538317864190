import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { extractPlan, reconcile } from '#domain/plan'
import type { Finding, ReconciledDocument } from '#domain/plan'

/**
 * Worked cases of reconciliation. Each document is short enough to check by eye; each case says what a planner would
 * expect to be told, and what he would not want to be bothered with.
 */
function document(key: string, text: string): ReconciledDocument {
  const outcome = extractPlan(text)
  if (!outcome.ok) throw new Error(`${key}: ${outcome.issues.map((issue) => issue.code).join()}`)
  return { key, extraction: outcome.value, text }
}

function found(findings: readonly Finding[], kind: Finding['kind']): Finding[] {
  return findings.filter((finding) => finding.kind === kind)
}

const goals2013 = `丙江高新区创新发展规划(2013-2020年)
一、发展目标
到2020年,高新区企业总收入达到5000亿元,高新技术企业超过800家。
到2015年,高新区企业总收入超过1500亿元。
二、重点任务
(一)壮大企业。由丙江高新区管委会于2015年底前建立培育库。`

const review2021 = `丙江高新区“十四五”发展规划
一、发展基础
2020年,丙江高新区企业总收入达到4200亿元,是2015年的2倍。截至2020年底,高新技术企业达到950家。
二、发展目标
到2025年,高新区企业总收入达到8000亿元。
三、重点任务
(一)壮大企业。由丙江高新区管委会于2022年6月底前完成培育库更新。`

describe('a goal and the figure that later answers it', () => {
  const findings = found(
    reconcile([document('规划2013', goals2013), document('规划2021', review2021)]),
    'target-answered',
  )
  const answer = (indicator: string, year: number) =>
    findings.find(({ values }) => String(values.indicator).endsWith(indicator) && values.year === year)
      ?.values

  test('not reached: 5000 set, 4200 measured', () => {
    expect(answer('企业总收入', 2020)).toMatchObject({
      target: 5000,
      found: 4200,
      outcome: 'not-reached',
      isDerived: false,
    })
  })

  test('reached by arithmetic: 4200 is twice the value of 2015, so that was 2100, above 1500', () => {
    expect(answer('企业总收入', 2015)).toMatchObject({
      found: 2100,
      outcome: 'reached',
      isDerived: true,
      derivation: [4200, '亿元', 2020, 2, '倍'],
    })
  })

  test('reached: more than 800 set, 950 measured', () => {
    expect(answer('高新技术企业数', 2020)).toMatchObject({ outcome: 'reached' })
  })

  test('the goal for 2025 has no answer yet, and a later goal contradicts none before it', () => {
    expect(findings.filter(({ values }) => values.year === 2025)).toEqual([])
    expect(findings).toHaveLength(3)
  })
})

describe('a goal and a figure without an area', () => {
  const setting = (title: string) =>
    document(
      '计划',
      `${title}\n一、主要目标\n到2024年底,建成共享检测站20个。\n二、重点任务\n(一)建站。建设检测站。`,
    )
  const telling = (title: string, sentence: string) =>
    document('安排', `${title}\n一、上年进展\n${sentence}\n二、重点任务\n(一)建站。建设检测站。`)
  const answers = (a: ReconciledDocument, b: ReconciledDocument) =>
    found(reconcile([a, b]), 'target-answered')

  test('are about the zone that both titles name', () => {
    const [finding] = answers(
      setting('丙江高新区行动计划(2023-2025年)'),
      telling('丙江高新区2025年工作安排', '截至2024年底,建成共享检测站16个。'),
    )
    expect(finding).toMatchObject({
      severity: 'warning',
      values: { target: 20, found: 16, outcome: 'not-reached' },
    })
  })

  test('are a hint only where no title says whose they are', () => {
    const [finding] = answers(
      setting('检测站行动计划(2023-2025年)'),
      telling('2025年工作安排', '截至2024年底,建成共享检测站16个。'),
    )
    expect(finding?.severity).toBe('info')
  })

  test('of two zones are no answer, nor is what one year adds', () => {
    expect(
      answers(
        setting('丙江高新区行动计划(2023-2025年)'),
        telling('丁州高新区2025年工作安排', '截至2024年底,建成共享检测站16个。'),
      ),
    ).toEqual([])
    expect(
      answers(
        setting('丙江高新区行动计划(2023-2025年)'),
        telling('丙江高新区2025年工作安排', '2024年,新建共享检测站9个。'),
      ),
    ).toEqual([])
  })
})

describe('declared and found counts', () => {
  test('a total whose parts are numbered, each on a line of its own', () => {
    const text = `丙江高新区提升行动方案(2023-2025年)
一、重点任务
共部署30个具体行动。
(一)机构。9个园区部署机构改革行动,理顺权责。
(二)产业。9个园区部署产业提升行动,做强主业。
(三)空间。4个园区部署空间提升行动,盘活存量。
(四)生态。6个园区部署生态优化行动,引进人才。`
    expect(found(reconcile([document('a', text)]), 'count-mismatch')[0]?.values).toMatchObject({
      declared: 30,
      found: 28,
      parts: [9, 9, 4, 6],
    })
  })

  test('a total and the sentences that share it out', () => {
    const [finding, ...more] = found(
      reconcile([
        document(
          '行动方案',
          '一、行动部署\n各园共部署实施30个具体行动。\n12个园区部署产业提升行动。10个园区部署空间优化行动。6个园区部署服务升级行动。',
        ),
      ]),
      'count-mismatch',
    )
    expect(more).toEqual([])
    expect(finding?.values).toMatchObject({ declared: 30, found: 28, parts: [12, 10, 6] })
    expect(finding?.items).toHaveLength(4)
  })

  test('a heading and the headings under it', () => {
    const text = (count: string) =>
      `一、实施“${count}大工程”\n(一)强链工程。延伸产业链条。\n(二)育苗工程。培育初创企业。\n(三)引才工程。引进青年人才。`
    expect(found(reconcile([document('a', text('四'))]), 'count-mismatch')[0]?.values).toMatchObject({
      declared: 4,
      found: 3,
    })
    expect(found(reconcile([document('a', text('三'))]), 'count-mismatch')).toEqual([])
  })

  const table = (announced: string, rows: number) =>
    [
      '丙江新区年度安排',
      '一、行动清单',
      announced,
      '序号\t行动\t牵头单位\t完成时限',
      ...Array.from({ length: rows }, (_, i) => `${i + 1}\t建成第${i + 1}号检测站\t丙江产投\t2027年6月底`),
      '二、保障措施',
      '(一)加强调度。每季度通报进展。',
    ].join('\n')

  test('a number of actions and the rows of the table that lists them', () => {
    const [finding, ...more] = found(
      reconcile([document('安排', table('全年共安排9项行动,见下表。', 8))]),
      'count-mismatch',
    )
    expect(more).toEqual([])
    expect(finding?.values).toMatchObject({ how: 'table', declared: 9, found: 8, noun: '行动' })
    expect(finding?.items).toHaveLength(2)
  })

  test.each([
    ['全年共安排8项行动,见下表。', 8],
    ['上年完成9项任务,今年的安排另行通知。', 8],
    ['全年共安排9项行动和3项任务,见下表。', 8],
  ])('a count that agrees, or means something else, is left alone: %s', (announced, rows) => {
    expect(found(reconcile([document('安排', table(announced, rows))]), 'count-mismatch')).toEqual([])
  })

  test.each([
    ['打造轨道交通、智能装备、新材料四大产业集群。', 1],
    ['打造轨道交通、智能装备、新材料三大产业集群。', 0],
    ['打造轨道交通、智能装备、新材料和软件服务四大产业集群。', 0],
    ['打造轨道交通、智能装备等五大产业集群。', 0],
    ['打造轨道交通、智能装备、新材料、软件服务等三大产业集群。', 1],
    ['在甲县、乙县、丙县设立5个服务站。', 0],
  ])('a list in one clause: %s', (sentence, count) => {
    const text = `一、重点任务\n(一)发展产业。${sentence}`
    expect(found(reconcile([document('a', text)]), 'count-mismatch')).toHaveLength(count)
  })
})

describe('limits', () => {
  const rule = (words: string) => `一、产业布局\n(一)优化布局。${words}`

  test('that differ between documents are set side by side', () => {
    const [finding] = found(
      reconcile([
        document('意见', rule('每个园区原则上布局不超过4个主导产业。')),
        document('方案', rule('每个园区布局不超过2个主导产业。')),
      ]),
      'limit-conflict',
    )
    expect(finding).toMatchObject({
      severity: 'warning',
      values: { most: [4, 2], documents: ['意见', '方案'] },
    })
  })

  test.each([
    ['每个分园的主导产业数', '每个分园的主导产业数量'],
    ['每个分园的主导产业数', '各分园主导产业数'],
    ['1个分园布局的主导产业', '单个分园的主导产业个数'],
    ['每一个分园原则上布局的主导产业数', '每个分园的主导产业数'],
  ])('are compared however the subject is worded: %s, %s', (first, second) => {
    const limited = (key: string, subject: string, limit: number): ReconciledDocument => {
      const plain = document(key, rule('统筹安排。'))
      const constraint = { kind: 'max-per-unit', subject, limit, start: 0, end: 4 }
      return { ...plain, extraction: { ...plain.extraction, constraints: [constraint] } }
    }
    const [finding] = found(
      reconcile([limited('计划', first, 2), limited('办法', second, 3)]),
      'limit-conflict',
    )
    expect(finding?.values).toMatchObject({ per: '分园', of: '主导产业', most: [2, 3] })
    expect(
      found(reconcile([limited('计划', first, 3), limited('办法', second, 3)]), 'limit-conflict'),
    ).toEqual([])
  })

  test('of two zones are two rules', () => {
    const documents = ['丙江高新区产业布局意见', '丁州高新区产业布局意见'].map((title, i) =>
      document(title, `${title}\n${rule(`每个园区布局不超过${i + 2}个主导产业。`)}`),
    )
    expect(documents.map(({ extraction }) => extraction.constraints.length)).toEqual([1, 1])
    expect(found(reconcile(documents), 'limit-conflict')).toEqual([])
  })

  test('that agree, or limit different things, are left alone', () => {
    const documents = [
      document('意见', rule('每个园区原则上布局不超过3个主导产业。')),
      document('方案', rule('每个园区布局不超过3个主导产业,每个园区布局不超过2个未来产业。')),
    ]
    expect(found(reconcile(documents), 'limit-conflict')).toEqual([])
  })
})

describe('what is missing', () => {
  const plan = `丙江市创新行动方案(2024-2026年)
依据《丙江市科技创新条例》制定本方案。
一、重点任务
(一)建设平台。由市科技局于2024年底前建成检测平台。
(二)引进人才。完善人才公寓配租办法,优化服务流程。
附件:1.重点任务分工表
2.指标表`

  test('an annex, a body, a date, a cited document', () => {
    const findings = reconcile([document('方案', plan)])
    expect(found(findings, 'annex-missing').map(({ values }) => values.title)).toEqual([
      '重点任务分工表',
      '指标表',
    ])
    expect(found(findings, 'duty-without-body')[0]).toMatchObject({ values: { count: 1, total: 2 } })
    expect(found(findings, 'duty-without-body')[0]?.items).toHaveLength(1)
    expect(found(findings, 'document-missing').map(({ values }) => values.title)).toEqual([
      '丙江市科技创新条例',
    ])
  })

  test('a cited document is not missing when it is among those given', () => {
    const law =
      '丙江市科技创新条例\n第一章 总则\n第一条 为了促进科技创新,制定本条例。\n第二条 市科技部门负责本条例的实施。'
    expect(found(reconcile([document('方案', plan), document('条例', law)]), 'document-missing')).toEqual([])
  })

  test('a goal without a year; one that restates a dated goal says so', () => {
    const text = `丙江高新区发展规划(2021-2025年)
一、发展目标
到2025年,形成2至3个具有竞争力的产业集群。
二、重点任务
(一)培育集群。力争形成2至3个具有竞争力的产业集群。建成40家孵化器。`
    const undated = found(reconcile([document('规划', text)]), 'target-undated')
    expect(undated.some(({ values }) => values.restatedYear === 2025)).toBe(true)
    expect(undated.some(({ values }) => values.value === 40 && values.planEnd === 2025)).toBe(true)
  })
})

const seeds = new URL('../../../../shared/seeds/', import.meta.url)

describe.runIf(existsSync(seeds))('the five source documents', () => {
  const documents = existsSync(seeds)
    ? readdirSync(seeds)
        .toSorted()
        .map((file) => document(file.slice(0, 3), readFileSync(new URL(file, seeds), 'utf8')))
    : []
  const findings = reconcile(documents)

  test('56 declared actions against 17 + 17 + 9 + 11, and no other count', () => {
    const counts = found(findings, 'count-mismatch')
    expect(counts.map(({ values }) => [values.declared, values.found, values.parts])).toEqual([
      [56, 54, [17, 17, 9, 11]],
    ])
  })

  test('at most 3 leading industries against 1 to 2, and within one plan against one per park', () => {
    const limits = found(findings, 'limit-conflict')
    expect(limits.map(({ values, severity }) => [values.of, values.most, severity])).toEqual([
      ['主导产业', [3, 2], 'warning'],
      ['主导产业', [2, 1], 'info'],
    ])
  })

  test('10 trillion for 2020 not reached with 7.2; above 3.5 for 2015 reached with 7.2 / 1.8', () => {
    const answered = found(findings, 'target-answered').map(({ values }) => [
      values.year,
      values.target,
      values.found,
      values.outcome,
    ])
    expect(answered).toEqual([
      [2020, 10, 7.2, 'not-reached'],
      [2015, 3.5, 4, 'reached'],
    ])
  })

  test('both annexes of the park plan are missing; its own title and the action plan it builds on are not', () => {
    expect(found(findings, 'annex-missing').map(({ items }) => items[0]?.document)).toEqual(['004', '004'])
    const missing = found(findings, 'document-missing').map(({ values }) => String(values.title))
    expect(
      missing.filter((title) => title.includes('分园三年提升') || title.includes('西城园体制机制')),
    ).toEqual([])
    expect(missing).toContain('中国开发区审核公告目录')
  })

  test('targets without a year and duties without a body or a date are told per document', () => {
    expect(found(findings, 'target-undated').length).toBeGreaterThanOrEqual(5)
    expect(found(findings, 'duty-without-body').map(({ items }) => items[0]?.document)).toContain('002')
    expect(found(findings, 'duty-undated').map(({ items }) => items[0]?.document)).toContain('004')
  })

  test('every place lies within its document', () => {
    for (const { items } of findings) {
      for (const { document: key, start, end } of items) {
        const length = documents.find((one) => one.key === key)?.text.length ?? -1
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(length)
      }
    }
  })
})
