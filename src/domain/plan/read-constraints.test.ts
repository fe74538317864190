import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readConstraints } from './read-constraints.ts'
import { readStructure } from './read-structure.ts'
import type { Constraint, DocumentFacts } from './types.ts'

const FACTS: DocumentFacts = { title: null, issuer: null, issued: null, documentNumber: null, horizon: null }

function read(text: string): readonly Constraint[] {
  const reading = normalise(text)
  return readConstraints(reading, readStructure(reading), FACTS)
}

function ofKind(kind: string, sentence: string): readonly Constraint[] {
  return read(`一、重点任务\n(一)加快发展。${sentence}\n`).filter((rule) => rule.kind === kind)
}

describe('limits per unit', () => {
  it('tell unit, thing and bounds, and whether they are firm', () => {
    expect(ofKind('max-per-unit', '每个片区原则上布局不超过4个主导产业。')).toMatchObject([
      { subject: '每个片区的主导产业数', limit: 4, strength: 'soft' },
    ])
    expect(ofKind('max-per-unit', '支持各片区发展1-2个主导产业和2-3个培育产业。')).toMatchObject([
      { subject: '每个片区的主导产业数', limitMin: 1, limit: 2 },
      { subject: '每个片区的培育产业数', limitMin: 2, limit: 3 },
    ])
    expect(ofKind('max-per-unit', '1个产业原则上在不超过5个片区布局。')).toMatchObject([
      { subject: '每个产业布局的片区数', limit: 5 },
    ])
    expect(ofKind('min-per-unit', '每个街道至少建设1个服务站点。')).toMatchObject([
      { subject: '每个街道的服务站点数', limit: 1 },
    ])
    expect(ofKind('max-per-unit', '按照“一园一产”原则定位。')).toMatchObject([{ limit: 1 }])
  })
})

describe('limits per unit, the thing before its number', () => {
  it.each([
    ['max-per-unit', '每个片区的主导产业原则上不超过2个。', '每个片区的主导产业数', 2, 'soft'],
    ['max-per-unit', '每个片区的主导产业不得超过3个。', '每个片区的主导产业数', 3, 'hard'],
    ['max-per-unit', '同一产业重复布局的,布局该产业的片区不超过4个。', '每个产业布局的片区数', 4, undefined],
    ['min-per-unit', '每个服务站建筑面积不少于300平方米。', '每个服务站的建筑面积(平方米)', 300, undefined],
  ])('%s: %s', (kind, sentence, subject, limit, strength) => {
    const found = ofKind(kind, sentence)
    expect(found.map((rule) => [rule.subject, rule.limit, rule.strength])).toEqual([
      [subject, limit, strength],
    ])
    expect(ofKind('prohibition', sentence)).toEqual([])
  })

  it('go on in the clauses after it', () => {
    expect(
      ofKind('min-per-unit', '每个实训基地面积不少于800平方米,专职教师不少于6人,年培训学员不少于500人。').map(
        ({ subject, limit }) => [subject, limit],
      ),
    ).toEqual([
      ['每个实训基地的面积(平方米)', 800],
      ['每个实训基地的专职教师数', 6],
      ['每个实训基地的年培训学员数', 500],
    ])
    expect(
      ofKind('max-per-unit', '每个片区的主导产业不得超过3个,培育产业不得超过2个。').map(
        ({ subject }) => subject,
      ),
    ).toEqual(['每个片区的主导产业数', '每个片区的培育产业数'])
  })

  it('are no goals: 每个片区产值达到5亿元以上 sets none', () => {
    expect(ofKind('min-per-unit', '到2025年,每个片区上市企业达到5家以上。')).toEqual([])
  })
})

describe('lists of rules', () => {
  const regulation = (opening: string) =>
    read(
      `第一章 总则\n第一条 为规范管理,制定本办法。\n第二章 管理\n第二条 ${opening}:\n(一)出租、转借房屋;\n(二)员工不少于20人,面积不低于5公顷;\n第三条 本办法自发布之日起施行。\n`,
    )

  it('forbid every item', () => {
    const forbidden = regulation('入驻单位禁止下列行为').filter(({ kind }) => kind === 'prohibition')
    expect(forbidden.map(({ subject, strength }) => [subject, strength])).toEqual([
      ['出租、转借房屋', 'hard'],
      ['员工不少于20人,面积不低于5公顷', 'hard'],
    ])
  })

  it('ask for every item', () => {
    const asked = regulation('申请单位应当具备下列条件').filter(({ kind }) => kind === 'eligibility')
    expect(asked.map(({ subject, limit }) => [subject, limit])).toEqual([
      ['出租、转借房屋', null],
      ['员工不少于20人(人)', 20],
      ['面积不低于5公顷(公顷)', 5],
    ])
  })
})

describe('declared counts', () => {
  it('tell the total and the counts of its parts, with how many are named', () => {
    expect(ofKind('count-total', '共部署实施42项重点任务。')).toMatchObject([
      { subject: '重点任务总数', limit: 42 },
    ])
    expect(ofKind('coverage', '12个片区均部署招商行动。')).toMatchObject([
      { subject: '招商行动 × 片区', limit: 12 },
    ])
    expect(ofKind('count', '7个片区部署更新行动,东片区、西片区等3个片区盘活存量空间。')).toMatchObject([
      { subject: '部署更新行动的片区数', limit: 7 },
      { subject: '盘活存量空间的片区数', limit: 3, listed: 2 },
    ])
  })

  it('of a name are held against what is listed', () => {
    expect(ofKind('enumeration-count', '实施企业“登高”“育苗”“强链”三大工程。')).toMatchObject([
      { limit: 3, listed: 3 },
    ])
    const rules = read('一、重点任务\n(一)强化“三项赋能”\n1.政策赋能。做好服务。\n2.平台赋能。做好平台。\n')
    expect(rules.filter(({ kind }) => kind === 'enumeration-count')).toMatchObject([{ limit: 3, listed: 2 }])
  })

  it('of a structure are added up', () => {
    expect(ofKind('structure', '构建“1+4”现代产业体系。')).toMatchObject([{ limit: 5 }])
  })
})

describe('rules in one clause', () => {
  it.each([
    ['coverage', '实现科创服务站在各个片区全覆盖。', '科创服务站 × 各个片区', null],
    ['coverage', '各片区均有公共实验室。', '公共实验室 × 各片区', null],
    ['conservation', '按照总量不变的原则调整范围。', '按照总量不变的原则调整范围', null],
    ['contiguity', '推动地块集中连片。', '推动地块集中连片', null],
    ['prohibition', '未经批准的项目不得开工。', '未经批准的项目不得开工', null],
    ['priority', '对重点项目优先保障用地。', '对重点项目优先保障用地', null],
    ['evaluation-criteria', '从产出、能耗、创新等方面开展评价。', '从产出、能耗、创新等方面开展评价', 3],
    [
      'workflow-sequence',
      '完善统一受理、集中研究、联合审议的服务机制。',
      '完善统一受理、集中研究、联合审议的服务机制',
      3,
    ],
    ['frequency', '每季度召开推进会。', '每季度召开推进会(次/年)', 4],
    ['frequency', '定期发布场地清单。', '定期发布场地清单(周期未定)', null],
    ['time-window', '利用五年时间建成。', '利用五年时间建成(年)', 5],
    ['frequency', '名录每三年修订一次。', '每三年修订一次(次/年)', 1 / 3],
    ['time-limit', '公示期不少于7个工作日。', '公示期不少于7个工作日(个工作日)', 7],
    ['count-total', '聚焦三个方面,组织实施9项任务。', '任务总数', 9],
    ['coverage', '2026年底前实现12个片区全覆盖。', '12个片区全覆盖', 12],
    ['consequence', '整改不到位的,暂停资金支持。', '整改不到位 → 暂停资金支持', null],
    ['consequence', '验收不合格的限期整改。', '验收不合格 → 限期整改', null],
    ['time-limit', '应当在15个工作日内答复。', '应当在15个工作日内答复(个工作日)', 15],
    ['amount-limit', '给予最高200万元资助。', '给予最高200万元资助(万元)', 200],
    ['budget-total', '安排20亿元专项资金。', '安排20亿元专项资金(亿元)', 20],
    ['eligibility', '支持30岁以下青年创业。', '支持30岁以下青年创业(岁)', 30],
    ['role-requirement', '由分管副区长担任召集人。', '由分管副区长担任召集人', null],
  ] as const)('%s: %s', (kind, sentence, subject, limit) => {
    expect(ofKind(kind, sentence)).toMatchObject([{ subject, limit }])
  })

  it('put condition and effect in order', () => {
    expect(
      ofKind('consequence', '对推进不力的片区,督促限期整改;对整改不力的片区,不再享受支持政策。').map(
        ({ subject }) => subject,
      ),
    ).toEqual(['推进不力的片区 → 督促限期整改', '整改不力的片区 → 不再享受支持政策'])
  })

  it.each([
    ['time-limit', '每年3月31日前报告情况。'],
    ['time-limit', '于每月5日前报送进展。'],
    ['eligibility', '到2025年,研发投入强度不低于5%。'],
    ['eligibility', '主导产业是指营业收入占比不低于30%的产业。'],
  ])('no %s in %s', (kind, sentence) => {
    expect(ofKind(kind, sentence)).toEqual([])
  })

  it('do not arise from plain duties', () => {
    expect(read('一、重点任务\n(一)加快发展。支持企业做大做强,营造良好氛围。\n')).toEqual([])
  })
})

it('points into the original', () => {
  const text = '一、重點任務\n(一)加快發展。每個園區原則上不超過3個主導產業。\n'
  const [rule] = read(text).filter(({ kind }) => kind === 'max-per-unit')
  expect(rule).toMatchObject({ subject: '每个园区的主导产业数', limit: 3, strength: 'soft' })
  expect(text.slice(rule?.start, rule?.end)).toContain('不超過3個主導產業')
})
