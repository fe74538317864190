import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readFacts } from './read-facts.ts'
import { readStructure } from './read-structure.ts'
import type { DocumentFacts } from './types.ts'

const opening =
  '为加快园区建设,提升创新能力,优化营商环境,推动园区与城区融合发展,根据国家和省有关规定,结合本市实际,制定本方案。'
const body = [
  '一、主要目标',
  '到2028年,园区综合实力明显增强。',
  '二、重点任务',
  '(一)建设平台。支持企业建设中试平台。',
]

function factsOf(...lines: string[]): DocumentFacts {
  const reading = normalise(lines.join('\n'))
  return readFacts(reading, readStructure(reading))
}

describe('title', () => {
  it('is the plan that a notice sends out, put together over broken lines', () => {
    const facts = factsOf(
      '某市人民政府办公厅关于印发《某市园区提升行动方案(2026—2028年)》的通知',
      '某政办发〔2026〕8号',
      '各区人民政府,市政府各部门:',
      '现将《某市园区提升行动方案(2026—2028年)》印发给你们,请认真贯彻执行。',
      '某市人民政府办公厅',
      '2026年3月2日',
      '(此件公开发布)',
      '某市园区',
      '提升行动方案(2026—2028年)',
      opening,
      ...body,
    )
    expect(facts).toEqual({
      title: '某市园区提升行动方案(2026—2028年)',
      issuer: '某市人民政府办公厅',
      issued: '2026-03-02',
      documentNumber: '某政办发〔2026〕8号',
      horizon: { from: 2026, to: 2028, milestones: [2028] },
    })
  })

  it('of a notice without a plan behind it is the plan in its title', () => {
    expect(factsOf('关于印发《园区管理办法》的通知', opening, ...body).title).toBe('园区管理办法')
    expect(factsOf('某局关于印发园区发展规划的通知', opening, ...body).title).toBe('园区发展规划')
  })

  it('loses its title marks when it stands in them', () => {
    expect(factsOf('《关于支持园区发展的若干意见》', opening, ...body).title).toBe(
      '关于支持园区发展的若干意见',
    )
  })

  it('is found in the headline of a repost', () => {
    expect(factsOf('《园区发展规划》全文来了', opening, ...body).title).toBe('园区发展规划')
  })

  it('is the headline of a report', () => {
    expect(factsOf('某省新建园区十座', opening + opening).title).toBe('某省新建园区十座')
  })

  it('is unknown in a fragment, whatever the links below say', () => {
    expect(
      factsOf('(四)扩大开放', `1.引进人才。${opening}`, '- 《某地发展规划》发布 2019-06-03'),
    ).toMatchObject({
      title: null,
      issuer: null,
      issued: null,
      documentNumber: null,
    })
  })
})

describe('issuing body and date', () => {
  it('come from the signature, dates in Chinese numerals too', () => {
    expect(
      factsOf('园区管理办法', opening, ...body, '某市科学技术局', '二〇二六年十二月三十一日'),
    ).toMatchObject({
      issuer: '某市科学技术局',
      issued: '2026-12-31',
    })
  })

  it('come from the labels of the page', () => {
    const facts = factsOf('发布机构:某区管委会  成文日期:2026年1月5日', '园区管理办法', opening, ...body)
    expect(facts).toMatchObject({ issuer: '某区管委会', issued: '2026-01-05' })
  })

  it('come from the congress that passed a regulation', () => {
    const facts = factsOf(
      '某市园区条例',
      '(2026年5月20日某市第十六届人民代表大会常务委员会第十次会议通过)',
      '第一条 为了规范园区管理,制定本条例。',
    )
    expect(facts).toMatchObject({ issuer: '某市人民代表大会常务委员会', issued: '2026-05-20' })
  })

  it('come from the first sentence of a report, the year from its page', () => {
    const facts = factsOf(
      '某省印发园区方案',
      '2026-03-10 09:30 来源:某新闻网',
      `3月8日,某省科学技术厅、某省财政厅2部门联合印发《某省园区建设方案》。${opening}`,
      '《方案》提出了总体要求。',
    )
    expect(facts).toMatchObject({ issuer: '某省科学技术厅', issued: '2026-03-08' })
  })
})

describe('number', () => {
  it('of a cited document is not the own one', () => {
    expect(
      factsOf('园区方案', `${opening}落实《上级意见》(国发〔2020〕7号)。`, ...body).documentNumber,
    ).toBeNull()
  })

  it('is printed with 〔〕', () => {
    expect(factsOf('某发[2026]12号', '园区方案', opening, ...body).documentNumber).toBe('某发〔2026〕12号')
  })
})

describe('period', () => {
  it.each([
    ['“十五五”园区发展规划', { from: 2026, to: 2030 }],
    ['园区2027年工作要点', { from: 2027, to: 2027 }],
    ['园区行动计划(2026-2029年)', { from: 2026, to: 2029 }],
  ])('of %s', (title, period) => {
    expect(factsOf(title, opening, '一、重点任务', '(一)建设平台。支持企业。').horizon).toMatchObject(period)
  })

  it('is counted from the year that the text gives', () => {
    expect(
      factsOf('园区方案', opening, '一、目标', '1.目标。2026年起5年内,引进一批企业。').horizon,
    ).toMatchObject({
      from: 2026,
      to: 2030,
    })
  })

  it('is unknown where no year is to be reached', () => {
    expect(
      factsOf('园区方案', opening, '一、重点任务', '(一)建设平台。2020年以来已有进展。').horizon,
    ).toBeNull()
  })
})
