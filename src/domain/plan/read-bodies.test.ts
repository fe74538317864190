import { describe, expect, test } from 'vitest'
import { normalise } from './normalise.ts'
import { readBodies } from './read-bodies.ts'
import { readFacts } from './read-facts.ts'
import { readStructure } from './read-structure.ts'

function read(text: string) {
  const reading = normalise(text)
  const structure = readStructure(reading)
  return readBodies(reading, structure, readFacts(reading, structure))
}

/** A sentence under a heading of duties. */
function inDuties(sentence: string): readonly string[] {
  return read(`一、重点任务\n(一)落实工作\n1.推进实施。${sentence}`).bodies
}

describe('names', () => {
  test.each([
    ['由市科技局牵头推进平台建设。', ['市科技局']],
    ['市发展改革委会同市财政局制定支持政策。', ['市发展改革委', '市财政局']],
    ['省工业和信息化厅负责统计监测。', ['省工业和信息化厅']],
    ['各区人民政府要安排配套资金。', ['各区人民政府']],
    ['各县(市、区)政府应当落实属地责任。', ['各县(市、区)政府']],
    ['经自然资源部审核后报国务院批准。', ['自然资源部', '国务院']],
    ['组织委托丙江市大数据局统一管理数据。', ['丙江市大数据局']],
    ['甲江高新区管委会负责日常管理。', ['甲江高新区管委会']],
    ['充分发挥江苏生物医药产业联盟作用。', ['江苏生物医药产业联盟']],
    ['市各有关部门按职责做好服务。', ['市各有关部门']],
    ['成立营商环境工作专班,统筹协调重大事项。', ['营商环境工作专班']],
    ['支持华为技术有限公司牵头组建联合体。', ['华为技术有限公司']],
    ['初审后报县财经领导小组审定。', ['县财经领导小组']],
    ['科技部会同国务院有关部门加强指导。', ['科技部', '国务院有关部门']],
    ['市城建局、武汉税务局要简化流程。', ['市城建局', '武汉税务局']],
    ['会同丙江省、丁海省有关部门研究办法。', ['丙江省、丁海省有关部门']],
    ['青石镇、白河镇和南湾街道重点做好社会服务。', ['青石镇', '白河镇', '南湾街道']],
    ['由市公安局交警支队负责疏导。', ['市公安局交警支队']],
    ['市公安局会同交警支队加强巡查。', ['市公安局']],
    ['由丙江海关负责查验。', ['丙江海关']],
    ['丙江供电公司负责保障用电。', ['丙江供电公司']],
    ['由丙江港务集团牵头组建平台。', ['丙江港务集团']],
    ['市直有关单位要主动服务。', ['市直有关单位']],
    ['由市委改革办负责督查。', ['市委改革办']],
    ['由市双招双引办负责统计。', ['市双招双引办']],
    ['各级财政部门要安排资金。', ['各级财政部门']],
    ['各地要结合实际落实。', ['各地']],
    ['各乡镇人民政府(街道办事处)要建立台账。', ['各乡镇人民政府(街道办事处)']],
    ['应当报市投资促进中心备案。', ['市投资促进中心']],
    ['由市推进“一网通办”工作领导小组负责协调。', ['市推进“一网通办”工作领导小组']],
    ['由各区卫生健康行政部门确定名单。', ['各区卫生健康行政部门']],
    ['丙江市人民政府及其有关部门应当落实要求。', ['丙江市人民政府及其有关部门']],
    ['中新丙江知识城管委会应当编制目录。', ['中新丙江知识城管委会']],
    ['由青湖管委会负责认定。', ['青湖管委会']],
    ['项目由所在青湖管委会审核。', ['青湖管委会']],
    ['县纪委、效能办、投促局负责受理投诉。', ['县纪委', '效能办', '投促局']],
    ['推动青湖科学城、云岭软件园率先开放设施。', ['青湖科学城', '云岭软件园']],
    ['中央和国家机关有关部门要加强指导。', ['中央和国家机关有关部门']],
    ['各级党委政府要落实责任。', ['各级党委政府']],
    ['成立轨道交通产业联盟,组建丙江市数据局。', ['轨道交通产业联盟', '丙江市数据局']],
    ['丙江集团有限公司、远山集团等市属国有企业,重点围绕基础设施提供服务。', ['丙江集团有限公司', '远山集团']],
  ])('%s', (sentence, names) => {
    expect(inDuties(sentence)).toEqual(names)
  })

  test('keep a verb-like word that is part of them, and leave the verb before them', () => {
    expect(inDuties('依托甲省推进数字经济发展工作领导小组统筹调度。')).toEqual([
      '甲省推进数字经济发展工作领导小组',
    ])
    expect(inDuties('组建江苏省技术产权交易服务中心。')).toEqual(['江苏省技术产权交易服务中心'])
  })

  test('are split at 和 between bodies and kept whole where 和 stands within one', () => {
    expect(inDuties('由市经济和信息化局和市财政局共同负责。')).toEqual(['市经济和信息化局', '市财政局'])
    expect(inDuties('由市文化和旅游局负责推广。')).toEqual(['市文化和旅游局'])
  })

  test('take the level that a chain gives only once', () => {
    expect(inDuties('市科技局、财政局、教育局要加强协同。')).toEqual(['市科技局', '市财政局', '市教育局'])
  })

  test('in a document title are no bodies of this document', () => {
    expect(inDuties('落实《丙江市财政局关于专项资金管理的办法》,规范支出。')).toEqual([])
  })
})

describe('a body that is only mentioned does not count', () => {
  test.each([
    '按照市委、市政府的决策部署,加快项目落地。',
    '支持企业与高校共建研发中心。',
    '培育3家公司和5家研究院。',
    '落实甲省财政厅印发的管理办法要求。',
    '鼓励企业设立海外研发中心,支持高校成立学科性公司。',
    '争取国家有关部门支持,开展改革试点。',
    '加快政府采购改革,用好政府投资基金。',
    '建设区域金融中心,打造国际消费中心。',
    '设立轨道交通概念验证中心,建成共享实验室。',
    '建设轨道交通概念验证中心。',
    '研究推动设立丙江银行。',
    '推动龙头企业建设专业实验室、国家技术创新中心、数据平台等平台。',
    '推进青湖科学城建设。',
    '简化海关手续,发挥龙头公司作用。',
    '由专业公司负责运营。',
    '由乡镇(街道)与经济开发区按比例分担。',
    '鼓励支持领军企业建设专业实验室、国家材料创新中心、试验平台等创新平台。',
    '落实市委经济工作部署,做好重大项目督办。',
    '完善规划局部调整程序,加快推进分级管理办法落地。',
  ])('%s', (sentence) => {
    expect(inDuties(sentence)).toEqual([])
  })
})

describe('addressees and issuers', () => {
  test('count without a verb', () => {
    const { bodies } = read(
      '丙江市人民政府关于印发丙江市数字经济方案的通知\n各区人民政府,市政府各委、办、局,各有关单位:\n现将方案印发给你们,请认真贯彻执行。\n丙江市人民政府\n2024年3月1日',
    )
    expect(bodies).toEqual(
      expect.arrayContaining(['丙江市人民政府', '各区人民政府', '市政府各委、办、局', '各有关单位']),
    )
  })
})

describe('a park by its place alone', () => {
  const park = '各分园要错位发展。支持清河园做强智能装备。清河园、白石园要建立台账。'
  test('acts where a sentence makes it act', () => {
    expect(inDuties(`${park}支持清河、白石深化建设合作产业园。`)).toEqual(
      expect.arrayContaining(['清河', '白石']),
    )
  })
  test('is a place everywhere else', () => {
    expect(inDuties(`${park}在清河、白石建设产业园。推动清河文化发展。`)).not.toContain('清河')
  })
})

describe('short names', () => {
  test('are joined with the one full name that ends so', () => {
    const { bodies, bodyAliases } = read(
      '一、组织实施\n1.加强领导。丙江示范区建设领导小组要研究重大事项。\n2.加强统筹。领导小组要定期听取汇报。',
    )
    expect(bodies).toEqual(['丙江示范区建设领导小组'])
    expect(bodyAliases).toEqual({ 领导小组: '丙江示范区建设领导小组' })
  })

  test('are joined where a bracket declares them', () => {
    const { bodies, bodyAliases } = read(
      '一、组织实施\n1.加强领导。设立丙江合作区执行委员会(以下简称“执委会”)。\n2.加强统筹。执委会应当制定年度计划。',
    )
    expect(bodies).toEqual(['丙江合作区执行委员会'])
    expect(bodyAliases['执委会']).toBe('丙江合作区执行委员会')
  })

  test('that could mean two bodies stay as they are', () => {
    const { bodies } = read(
      '一、组织实施\n1.分工。丙江园管委会负责招商。丁江园管委会负责服务。\n2.加强统筹。管委会要按月报告。',
    )
    expect(bodies).toContain('管委会')
  })
})

test('a mention points at the body in the original', () => {
  const text = '一、重點任務\n1.推進實施。由市科技局牽頭推進平臺建設。'
  const [mention] = read(text).bodyMentions
  expect(mention?.name).toBe('市科技局')
  expect(text.slice(mention?.start, mention?.end)).toBe('市科技局')
})

test('a text of nothing but names takes time in proportion to its length', () => {
  const line = (n: number) =>
    Array.from({ length: n }, (_, i) => `由${String.fromCharCode(0x4e00 + (i % 3000))}工作组牵头,`).join('')
  // The best of three: what else runs on the machine must not count.
  const time = (text: string) =>
    Math.min(
      ...[1, 2, 3].map(() => {
        const from = performance.now()
        read(text)
        return performance.now() - from
      }),
    )
  time(line(500))
  const [short, long] = [time(line(2000)), time(line(16_000))]
  expect(long).toBeLessThan(Math.max(short, 5) * 40)
})
