/**
 * Whole documents of the layouts that plans come in, each short and in our own words: what a reader takes for headings,
 * tasks and the page around them.
 */
import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readFacts } from './read-facts.ts'
import { readStructure } from './read-structure.ts'
import { spanOf } from './reading.ts'

function read(text: string) {
  const reading = normalise(text)
  const structure = readStructure(reading)
  return {
    headings: structure.headings.map(({ level, number, title }) => `${level} ${number ?? '-'} ${title}`),
    tasks: structure.tasks.map(({ kind, number, title }) => `${kind} ${number ?? '-'} ${title}`),
    wordings: structure.tasks.map(({ from, to }) => {
      const { start, end } = spanOf(reading, from, to)
      return text.slice(start, end)
    }),
    roles: structure.headings.map(({ role }) => role),
    noise: reading.lines.filter(({ noise }) => noise).map(({ text: line }) => line),
    facts: readFacts(reading, structure),
  }
}

describe('a plan in parts, with indented items and a box', () => {
  const plan = read(`海州经济开发区“十五五”产业发展规划
前  言
“十五五”时期是开发区转型的关键阶段。为明确方向，特编制本规划，规划期为2026—2030年。
第一部分  发展基础与形势
一、发展基础
“十四五”以来，开发区地区生产总值年均增长7.2%，新增高新技术企业120家，产业结构逐步优化。
第二部分  重点任务
一、做强主导产业
	（一）高端装备。支持龙头企业建设总装基地，引进核心零部件企业，到2028年形成完整链条。
	（二）新材料。依托研究院建设中试平台，推动成果就地转化。
二、培育新兴产业
	（一）低空经济
	建设通用机场和起降点，开展无人机物流试点，完善空域协调机制。
专栏1 新兴产业重点工程
1.算力中心工程。建设规模500P的算力中心。
2.起降点工程。建设起降点30个。
第三部分  保障措施
一、加强组织领导。成立规划实施领导小组，统筹协调重大事项，建立年度任务清单制度。
`)

  it('has the parts outermost, the preface beside them, the box beside the item above it', () => {
    expect(plan.headings).toEqual([
      '1 - 前言',
      '1 第一部分 发展基础与形势',
      '2 一、 发展基础',
      '1 第二部分 重点任务',
      '2 一、 做强主导产业',
      '3 (一) 高端装备',
      '3 (二) 新材料',
      '2 二、 培育新兴产业',
      '3 (一) 低空经济',
      '3 专栏1 新兴产业重点工程',
      '4 1. 算力中心工程',
      '4 2. 起降点工程',
      '1 第三部分 保障措施',
      '2 一、 加强组织领导',
    ])
    expect(plan.roles[0]).toBe('preamble')
  })

  it('has a task in each innermost part, those of the box and the item above it included', () => {
    expect(plan.tasks).toEqual([
      'numbered (一) 高端装备',
      'numbered (二) 新材料',
      'numbered (一) 低空经济',
      'numbered 1. 算力中心工程',
      'numbered 2. 起降点工程',
      'numbered 一、 加强组织领导',
    ])
    expect(plan.wordings[2]).toBe('建设通用机场和起降点，开展无人机物流试点，完善空域协调机制。')
  })
})

it('numbers 1, 1.1, 1.1.1 are three levels, with or without a blank behind them', () => {
  const plan = read(`滨江新区数字经济发展行动计划(2026-2028年)
1 总体要求
1.1 指导思想
以数字化改革为牵引，推动数字技术与实体经济深度融合，打造数字经济示范区。
2 重点任务
2.1夯实数字底座
2.1.1 建设算力设施。统筹布局智算中心，推进边缘节点建设，提升供给能力。
2.1.2 完善网络设施
推进网络覆盖，升级园区光纤网络，总投入2.5亿元，建设工业互联网标识解析节点。
3 保障措施
3.1 加强统筹协调。建立联席会议制度，定期研究重大事项，推进任务落实。
`)
  expect(plan.headings).toEqual([
    '1 1 总体要求',
    '2 1.1 指导思想',
    '1 2 重点任务',
    '2 2.1 夯实数字底座',
    '3 2.1.1 建设算力设施',
    '3 2.1.2 完善网络设施',
    '1 3 保障措施',
    '2 3.1 加强统筹协调',
  ])
  expect(plan.tasks).toEqual([
    'numbered 2.1.1 建设算力设施',
    'numbered 2.1.2 完善网络设施',
    'numbered 3.1 加强统筹协调',
  ])
})

it('a notice with addressees is around the plan that it sends out; titles end in a colon', () => {
  const plan = read(`北湖区人民政府办公室关于印发北湖区营商环境提升工作方案的通知
北政办发〔2026〕12号
各街道办事处，区政府各部门，各有关单位：
《北湖区营商环境提升工作方案》已经区政府常务会议审议通过，现印发给你们，请认真组织实施。
北湖区人民政府办公室
2026年3月5日
（此件公开发布）
北湖区营商环境提升工作方案
为持续优化营商环境，制定本方案。
一、工作目标
2026年底前，政务服务事项网上可办率达到98%以上。
二、主要任务
（一）优化审批流程：推行并联审批，压减审批材料，实现企业开办一日办结。（责任单位：区行政审批局、区市场监管局）
（二）降低经营成本：落实税费优惠政策，清理规范涉企收费。（责任单位：区税务局、区发展改革局）
三、工作要求
（一）加强领导。各单位要把优化营商环境摆在重要位置，主要负责同志亲自抓。
附件：任务分解表
附件
任务分解表
序号	工作任务	牵头单位	完成时限
1	推行并联审批	区行政审批局	2026年6月
2	清理涉企收费	区发展改革局	2026年8月
`)
  expect(plan.tasks).toEqual([
    'numbered (一) 优化审批流程',
    'numbered (二) 降低经营成本',
    'numbered (一) 加强领导',
    'row 1 推行并联审批',
    'row 2 清理涉企收费',
  ])
  expect(plan.facts).toMatchObject({
    title: '北湖区营商环境提升工作方案',
    issuer: '北湖区人民政府办公室',
    issued: '2026-03-05',
    documentNumber: '北政办发〔2026〕12号',
  })
  expect(plan.noise).toEqual([])
})

it('measures run under one row of numbers, their titles closed by a full stop or a blank', () => {
  const plan = read(`东岭高新区促进生物医药产业发展若干措施
为促进生物医药产业发展，制定以下措施。
1.支持新药研发。对取得临床批件的一类新药，给予最高500万元资助。
2. 支持人才引进 对引进的领军人才团队，给予最高1000万元综合支持，并提供住房保障和子女入学服务。
3、鼓励企业上市。对在境内外上市的企业，分阶段给予奖励。
`)
  expect(plan.tasks).toEqual([
    'numbered 1. 支持新药研发',
    'numbered 2. 支持人才引进',
    'numbered 3、 鼓励企业上市',
  ])
})

it('work points go on counting through their chapters', () => {
  const plan = read(`2026年全区科技工作要点
2026年是“十五五”开局之年。全区科技工作的总体要求是：坚持创新引领，服务产业发展，完成各项任务。
一、强化企业创新主体地位
1.培育科技型企业。实施梯度培育计划，新增高新技术企业60家。（责任单位：高新科、各镇街）
二、提升创新平台能级
2.建设重点实验室。整合高校院所资源，争创省级重点实验室2家。（责任单位：基础科；配合单位：财务科）
`)
  expect(plan.headings).toEqual([
    '1 一、 强化企业创新主体地位',
    '2 1. 培育科技型企业',
    '1 二、 提升创新平台能级',
    '2 2. 建设重点实验室',
  ])
  expect(plan.tasks).toEqual(['numbered 1. 培育科技型企业', 'numbered 2. 建设重点实验室'])
  expect(plan.facts.horizon).toEqual({ from: 2026, to: 2026, milestones: [] })
})

it('a table with one cell per line has a row for each running number', () => {
  const plan = read(`重点项目建设任务表
序号
工作任务
责任单位
完成时限
1
启动科创大道南延工程建设
区住房城乡建设局
2026年6月
2
完成人才公寓二期主体结构封顶
区住房保障中心
区财政局
2026年10月
3
建成园区智慧管理平台并投入运行
区大数据局
2026年12月
一、编制依据
本表依据年度重点工作编制。
`)
  expect(plan.tasks).toEqual([
    'row 1 启动科创大道南延工程建设',
    'row 2 完成人才公寓二期主体结构封顶',
    'row 3 建成园区智慧管理平台并投入运行',
  ])
  expect(plan.wordings[1]).toBe('完成人才公寓二期主体结构封顶\n区住房保障中心\n区财政局\n2026年10月')
  expect(plan.wordings[2]).toBe('建成园区智慧管理平台并投入运行\n区大数据局\n2026年12月')
})

it('marks of Markdown and bold type are no part of titles; a table below a task does not take its place', () => {
  const plan = read(`# 关于推进海洋经济高质量发展的实施意见

为推进海洋经济高质量发展，现提出以下意见。

## 一、重点任务

### （一）**壮大海洋新兴产业。**推动海洋生物医药、海洋装备制造业发展，建设特色产业基地。

**二、保障措施**

**（一）加强组织领导。** 建立联席会议制度，协调解决重大问题。

**（二）加大财政投入。** 统筹海洋发展资金，支持重大项目建设。

| 序号 | 重点任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建设海洋牧场3处 | 市海洋局 | 2027年 |
| 2 | 编制岸线保护规划 |  | 2026年 |
`)
  expect(plan.headings).toEqual([
    '1 一、 重点任务',
    '2 (一) 壮大海洋新兴产业',
    '1 二、 保障措施',
    '2 (一) 加强组织领导',
    '2 (二) 加大财政投入',
  ])
  expect(plan.tasks).toEqual([
    'numbered (一) 壮大海洋新兴产业',
    'numbered (一) 加强组织领导',
    'numbered (二) 加大财政投入',
    'row 1 建设海洋牧场3处',
    'row 2 编制岸线保护规划',
  ])
})

describe('lines broken in the middle of sentences', () => {
  const printed = `西山科学城建设三年行动方案
（2026—2028年）
    为加快西山科学城建设，提升原始创新能力，促进科技成
果转化，制定本方案。
    一、工作目标
    到2028年，科学城集聚研发人员突破3万人，建成重大科
技基础设施5个，技术合同成交额达到300亿元，基本建成国内
一流的科学城。
    二、重点任务
    （一）建设重大科技基础设施。加快推进光源装置、超算
中心等设施建设，完善开放共享机制，吸引国内外科研团队开
展实验研究。
    （二）打造高水平研究平台。支持高校院所建设前沿交叉
研究院，布局一批新型研发机构，探索理事会领导下的院长负
责制，赋予平台用人自主权。
— 1 —
    （三）促进科技成果转化。建设概念验证中心和中试基地，
完善技术转移体系，设立成果转化基金，推动科技成果在科学
城落地转化。
`
  const plan = read(printed)

  it('are joined to read and keep their place in the original', () => {
    expect(normalise(printed).clean).toContain('建成重大科技基础设施5个,技术合同成交额')
    expect(plan.tasks).toEqual([
      'numbered (一) 建设重大科技基础设施',
      'numbered (二) 打造高水平研究平台',
      'numbered (三) 促进科技成果转化',
    ])
    expect(plan.wordings[0]).toBe(
      '建设重大科技基础设施。加快推进光源装置、超算\n中心等设施建设，完善开放共享机制，吸引国内外科研团队开\n展实验研究。',
    )
  })

  it('leave the page numbers between them to the page, and the years below the title to the title', () => {
    expect(plan.noise).toEqual(['— 1 —'])
    expect(plan.facts.title).toBe('西山科学城建设三年行动方案(2026—2028年)')
    expect(plan.facts.horizon).toMatchObject({ from: 2026, to: 2028 })
  })

  it('are counted as the original has them', () => {
    const number = (words: string): number | undefined =>
      normalise(printed).lines.find(({ text }) => text.startsWith(words))?.number
    expect([number('二、重点任务'), number('(二)打造'), number('(三)促进')]).toEqual([9, 13, 17])
  })

  it('are joined over blank lines where every line has one below it', () => {
    const spaced = printed.replaceAll('\n', '\n\n')
    expect(normalise(spaced).clean).toContain('建成重大科技基础设施5个,技术合同成交额')
    expect(read(spaced).tasks).toEqual(plan.tasks)
  })

  it('are not seen where lines are paragraphs that happen to be alike in length', () => {
    const items = Array.from(
      { length: 12 },
      (_, i) => `第${i + 1}号园区按照规定完成年度建设任务和资金支付工作`,
    )
    expect(normalise(items.join('\n')).clean.split('\n')).toHaveLength(12)
  })
})

it('blank lines between all lines change nothing', () => {
  const lines = [
    '南港镇乡村振兴实施方案',
    '为推进乡村全面振兴，结合我镇实际，制定本方案。',
    '一、主要任务',
    '（一）抓好粮食生产',
    '1、稳定种植面积。落实粮食播种面积3.2万亩，推广优质品种，开展绿色高产行动。',
    '2、加强农田建设。新建高标准农田5000亩，完善灌排设施，健全管护机制。',
    '二、组织保障',
    '（一）加强领导。成立工作专班，党委书记任组长，定期调度工作进展。',
  ]
  const plan = read(lines.join('\n\n'))
  expect(plan.headings).toEqual(read(lines.join('\n')).headings)
  expect(plan.tasks).toEqual([
    'numbered 1、 稳定种植面积',
    'numbered 2、 加强农田建设',
    'numbered (一) 加强领导',
  ])
})

it('a report keeps its subheads, though short, and loses the page', () => {
  const report = read(`首页 > 新闻中心 > 要闻
本市发布民营经济促进计划 三年新增经营主体10万户
2026-04-02 09:20 来源：市融媒体中心
4月1日，市政府新闻办召开发布会，介绍民营经济促进计划有关情况。记者了解到，计划提出三年新增经营主体10万户，并给予用地、融资支持。
降低准入门槛 让企业敢投
计划提出，全面落实市场准入负面清单，清理各类隐性壁垒。市发展改革委负责人介绍，将建立民间投资项目库，每季度推介一批项目，吸引民间资本参与。
破解融资难题 让企业能投
计划明确，扩大信用贷款规模，设立50亿元的风险补偿资金池，完善银企对接机制。
责任编辑：李某
上一篇：全市召开经济工作会议
`)
  expect(report.headings).toEqual(['1 - 降低准入门槛让企业敢投', '1 - 破解融资难题让企业能投'])
  expect(report.noise).toEqual([
    '首页 > 新闻中心 > 要闻',
    '2026-04-02 09:20 来源:市融媒体中心',
    '责任编辑:李某',
    '上一篇:全市召开经济工作会议',
  ])
})

it('titles with a translation behind them mean what the Chinese says', () => {
  const plan = read(`东港自由贸易园区服务贸易创新发展行动方案
一、总体目标 Overall Goals
到2027年，服务贸易进出口额达到100亿美元（US$10 billion）。
二、主要任务 Main Tasks
（一）扩大数字贸易 Expand digital trade
建设数字贸易示范区，完善跨境数据流动管理，支持企业开拓国际市场。
三、组织实施 Implementation
管委会负责统筹推进，各部门按照职责分工抓好落实。
`)
  expect(plan.roles).toEqual(['goals', 'duties', 'duties', 'safeguards'])
  expect(plan.tasks).toHaveLength(2)
})

it('a report of a government looks back and ahead: only what is ahead are tasks', () => {
  const report = read(`临江市人民政府工作报告
——2026年1月12日在临江市第九届人民代表大会第五次会议上
各位代表：
现在，我代表市人民政府，向大会报告工作，请予审议，并请政协委员和列席人员提出意见。
一、2025年工作回顾
过去一年，全市地区生产总值增长6.1%，一般公共预算收入完成120亿元，高新技术企业达到800家。
（一）产业升级步伐加快。新增规上工业企业60家，技改投资增长15%。
二、2026年主要目标和重点工作
今年经济社会发展的主要预期目标是：地区生产总值增长6%左右，城镇新增就业2万人。
（一）加快建设现代化产业体系。实施制造业倍增行动，新开工亿元以上项目80个，推动传统产业改造提升。
（二）着力保障和改善民生。新增幼儿园学位3000个，完善养老服务体系。
`)
  expect(report.tasks).toEqual(['numbered (一) 加快建设现代化产业体系', 'numbered (二) 着力保障和改善民生'])
  expect(report.facts).toMatchObject({ issuer: '临江市人民政府', issued: '2026-01-12' })
})

it('a decision of party and government names both; its goals are no tasks though a verb opens the chapter', () => {
  const plan = read(`中共青原区委 青原区人民政府关于加快建设人才强区的意见
（2026年2月10日）
为深入实施人才强区战略，现提出如下意见。
一、把握总体要求，明确发展方向
1.指导思想。坚持党管人才，全方位培养、引进、用好人才。
2.目标任务。到2030年，人才总量达到15万人，高层次人才突破5000人。
二、实施重点工程，集聚优秀人才
3.领军人才引育工程。面向海内外引进领军人才，给予最高500万元项目资助，建立“一事一议”机制。
`)
  expect(plan.tasks).toEqual(['numbered 3. 领军人才引育工程'])
  expect(plan.roles).toEqual(['ideas', 'ideas', 'goals', 'duties', 'duties'])
  expect(plan.facts.issuer).toBe('中共青原区委、青原区人民政府')
})

it('a text of very many lines is read like any other', () => {
  expect(read('园区动态\n'.repeat(200_000)).tasks).toEqual([])
})

it('a headline that tells who issued a plan names the plan', () => {
  const { facts } = read(`中共中央 国务院印发《某地自由贸易港建设总体方案》
近日，《某地自由贸易港建设总体方案》印发，并发出通知，要求各地区各部门结合实际认真贯彻落实，加强组织协调，及时总结推广经验做法。
一、总体要求
坚持高起点谋划、高标准建设，对标国际经贸规则，解放思想、大胆创新。
`)
  expect(facts).toMatchObject({ title: '某地自由贸易港建设总体方案', issuer: '中共中央、国务院' })
})

it('an article with a list is one duty to its last item', () => {
  const rules = read(`城西区老旧厂房更新实施细则
第一条 为规范老旧厂房更新，根据有关规定，制定本细则。
第二条 区更新办负责统筹推进，履行下列职责：
（一）编制更新计划；
（二）审核更新方案。
第三条 更新方案应当包括：①现状情况；②功能定位；③资金安排。
第四条 本细则自发布之日起施行。
`)
  expect(rules.wordings).toEqual([
    '区更新办负责统筹推进，履行下列职责：\n（一）编制更新计划；\n（二）审核更新方案。',
  ])
})

describe('a list of contents', () => {
  it('is the page, with page numbers or without, though no long paragraph follows', () => {
    const contents = ['目  录', '第一章  发展环境	1', '第一节  发展基础	1', '第二章  产业体系	10']
    const plan = read(
      [
        '湖东新城发展规划纲要',
        ...contents,
        '第一章  发展环境',
        '第一节  发展基础',
        '地区生产总值突破500亿元，城镇化率达到70%。',
        '第二章  产业体系',
        '实施制造业强链工程，建设智能工厂20家。',
      ].join('\n'),
    )
    expect(plan.noise).toEqual(contents)
    expect(plan.headings).toEqual(['1 第一章 发展环境', '2 第一节 发展基础', '1 第二章 产业体系'])
  })

  it('is the page where it is made of links', () => {
    const contents = ['**目录**', '- [一、总体要求](#a)', '- [二、重点任务](#b)']
    const plan = read(
      ['# 绿色制造行动方案', ...contents, '## 一、总体要求', '推动转型升级。', '## 二、重点任务'].join('\n'),
    )
    expect(plan.noise).toHaveLength(3)
    expect(plan.headings).toEqual(['1 一、 总体要求', '1 二、 重点任务'])
  })

  it('is no heading that a document happens to have: nothing is lost where no entry comes again', () => {
    const plan = read(`某区政策汇编
目录
一、支持研发。对获得认定的企业给予补助，额度按规定执行。
二、支持上市。对上市企业给予奖励，分阶段兑现。
`)
    expect(plan.noise.filter((line) => line !== '目录')).toEqual([])
    expect(plan.headings).toHaveLength(2)
  })
})

it('bullets of Markdown are items with titles of their own', () => {
  const plan = read(`# 绿色制造行动方案
## 一、重点任务
### （一）推进节能改造
- **开展节能诊断**：组织专业机构对重点用能企业开展节能诊断，每年不少于30家。
- **推广节能设备**：支持企业更新高效电机，给予设备投资额10%的补贴。
## 二、保障措施
* 加强组织领导。建立工作专班，定期调度工作进展。
* 强化政策支持。统筹专项资金，支持重点项目建设。
`)
  expect(plan.tasks).toEqual([
    'lead - 开展节能诊断',
    'lead - 推广节能设备',
    'lead - 加强组织领导',
    'lead - 强化政策支持',
  ])
  expect(plan.wordings[0]).toMatch(/^开展节能诊断/)
})

it('a chapter on what to take hold of is one of duties', () => {
  const plan = read(`关于做好春季造林绿化工作的通知
一、明确目标任务。全县春季计划造林2万亩，各镇要把任务分解到村到地块。
二、把握工作重点
1、抓好通道绿化。对国省干线两侧可视范围进行补植补造，确保不断档、不缺株。
2、抓好村庄绿化。每个镇建设绿美村庄2个以上。
`)
  expect(plan.tasks).toEqual([
    'numbered 一、 明确目标任务',
    'numbered 1、 抓好通道绿化',
    'numbered 2、 抓好村庄绿化',
  ])
})

it('a series of ordinals that lost its first one in an excerpt is still one', () => {
  const plan = read(`三、2026年主要工作
4.聚焦改革开放。坚持深化改革，激发市场主体活力。二是推动开放发展。擦亮开放招牌，推进试点经验集成创新。三是强化合作交流。鼓励企业走出去，健全风险防范机制。
`)
  expect(plan.tasks).toEqual(['ordinal 二是 推动开放发展', 'ordinal 三是 强化合作交流'])
})

it('a title whose line breaks off at a comma is its first clause', () => {
  const plan = read(`二、工作任务
1.严格依标配建幼儿园，严格遵循规划设计标准，
 将配套建设纳入公共服务设施规划，按照标准予以建设，存在问题的限期整改。
2.确保幼儿园如期移交
 已建成的幼儿园应按照规定及时移交，未移交的限期办理移交手续。
`)
  expect(plan.headings).toEqual(['1 二、 工作任务', '2 1. 严格依标配建幼儿园', '2 2. 确保幼儿园如期移交'])
  expect(plan.wordings[0]).toMatch(/^严格依标配建幼儿园，严格遵循/)
})

it('an article that lists what a body has the power to do is its duty', () => {
  const rules = read(`某开发区条例
第一条 开发区管委会行使下列职权：
（一）编制开发区总体规划；
（二）审批投资项目。
第二条 投资者依法享有下列权利：
（一）自主经营；
（二）依法转让股权。
`)
  expect(rules.tasks.map((task) => task.split(' ')[1])).toEqual(['第一条'])
})

it('a table of projects has a row for each name, and its caption is no task', () => {
  const plan = read(`四、重大项目
表1 重大文化项目表
项目名称	建设内容	投资额	责任单位
县博物馆新馆	新建建筑面积1.2万平方米	2.5亿元	县文旅局
非遗展示中心	改造老街区建筑	0.3亿元	县文旅局
`)
  expect(plan.tasks).toEqual(['row - 县博物馆新馆', 'row - 非遗展示中心'])
})
