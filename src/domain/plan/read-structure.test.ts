import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'
import { readStructure } from './read-structure.ts'

const more =
  '推进各项工作落地见效,完善配套措施,支持企业和高校院所参与,及时总结经验做法,形成可复制可推广的成果。'

function outlineOf(...lines: string[]): string[] {
  return readStructure(normalise(lines.join('\n'))).headings.map(
    ({ level, number, title, role }) => `${level} ${number ?? '-'} ${title} [${role}]`,
  )
}

function tasksOf(...lines: string[]): string[] {
  const reading = normalise(lines.join('\n'))
  return readStructure(reading).tasks.map(
    ({ from, to, kind, number, title }) =>
      `${kind} ${number ?? '-'} ${title} | ${reading.clean.slice(from, to)}`,
  )
}

describe('headings', () => {
  it('nest by their marks and tell what their sections are for', () => {
    expect(
      outlineOf(
        '园区发展实施意见',
        '一、发展基础',
        more,
        '二、总体要求',
        `(一)指导思想。${more}`,
        `(二)基本原则。${more}`,
        `(三)主要目标。${more}`,
        '三、重点任务',
        '(一)夯实产业基础',
        `1.建设中试平台。${more}`,
        `2.优化发展环境。${more}`,
        '四、保障措施',
        `(一)加强组织领导。${more}`,
      ),
    ).toEqual([
      '1 一、 发展基础 [background]',
      '1 二、 总体要求 [ideas]',
      '2 (一) 指导思想 [ideas]',
      '2 (二) 基本原则 [principles]',
      '2 (三) 主要目标 [goals]',
      '1 三、 重点任务 [duties]',
      '2 (一) 夯实产业基础 [duties]',
      '3 1. 建设中试平台 [duties]',
      '3 2. 优化发展环境 [duties]',
      '1 四、 保障措施 [safeguards]',
      '2 (一) 加强组织领导 [safeguards]',
    ])
  })

  it('keep room for the outer ones that a fragment has lost', () => {
    expect(
      outlineOf('(四)提高创新能力', `1.建设平台。${more}`, '五、扩大开放', `(一)引进人才。${more}`),
    ).toEqual([
      '2 (四) 提高创新能力 [duties]',
      '3 1. 建设平台 [duties]',
      '1 五、 扩大开放 [duties]',
      '2 (一) 引进人才 [duties]',
    ])
  })

  it('are lead sentences where the neighbours have them too', () => {
    expect(
      outlineOf(
        '一、基本原则',
        `坚持创新引领。${more}`,
        `坚持开放合作。${more}`,
        '二、工作目标',
        `——服务能力明显增强。${more}`,
      ),
    ).toEqual([
      '1 一、 基本原则 [principles]',
      '2 - 坚持创新引领 [principles]',
      '2 - 坚持开放合作 [principles]',
      '1 二、 工作目标 [goals]',
      '2 - 服务能力明显增强 [goals]',
    ])
  })

  it('are not first sentences of single paragraphs, nor of statements', () => {
    expect(outlineOf('一、工作安排', `加强日常管理。${more}`)).toEqual(['1 一、 工作安排 [duties]'])
    expect(outlineOf('一、发展基础', `园区是创新高地。${more}`, `园区是产业高地。${more}`)).toEqual([
      '1 一、 发展基础 [background]',
    ])
  })

  it('are ordinals that count on from one, in one paragraph or several', () => {
    expect(
      outlineOf(
        '一、重点任务',
        '(一)深化改革。一是精简机构。合并职能相近的内设机构;统一受理。二是下放权限,由管委会承接。',
        '(二)优化服务',
        `一是建设平台。${more}`,
        `二是培育人才。${more}`,
      ),
    ).toEqual([
      '1 一、 重点任务 [duties]',
      '2 (一) 深化改革 [duties]',
      '3 一是 精简机构 [duties]',
      '3 二是 下放权限 [duties]',
      '2 (二) 优化服务 [duties]',
      '3 一是 建设平台 [duties]',
      '3 二是 培育人才 [duties]',
    ])
  })

  it('do not come out of words that only look like ordinals', () => {
    expect(outlineOf('一、重点任务', `(一)统一标准。统一是前提,唯一是目标。${more}`)).toEqual([
      '1 一、 重点任务 [duties]',
      '2 (一) 统一标准 [duties]',
    ])
  })

  it('are lines that stand alone in a report', () => {
    expect(
      outlineOf('某市印发《园区行动方案》', more, '明确三年目标', more, '部署重点任务,完善服务体系', more),
    ).toEqual(['1 - 明确三年目标 [goals]', '1 - 部署重点任务,完善服务体系 [duties]'])
  })

  it('are unnumbered lines above numbered items that run through', () => {
    expect(
      outlineOf(
        '园区2026年工作要点',
        '🚀做强创新平台',
        '完善研发体系',
        '1. 建设实验室',
        more,
        '2. 组建联盟',
        more,
        '优化服务',
        '3. 简化流程',
        more,
      ),
    ).toEqual([
      '1 - 做强创新平台 [duties]',
      '2 - 完善研发体系 [duties]',
      '3 1. 建设实验室 [duties]',
      '3 2. 组建联盟 [duties]',
      '2 - 优化服务 [duties]',
      '3 3. 简化流程 [duties]',
    ])
  })

  it('are articles inside chapters, or chapters of measures around articles', () => {
    expect(
      outlineOf(
        '# 园区条例',
        '## 第一章 总则',
        '第一条 为了规范管理,制定本条例。',
        '第二条 管委会负责日常管理。',
      ),
    ).toEqual(['1 第一章 总则 [duties]', '2 第一条  [articles]', '2 第二条  [articles]'])
  })

  it('are not the items of a list of annexes, nor rows of a table', () => {
    expect(
      outlineOf(
        '一、重点任务',
        `(一)建设平台。${more}`,
        '附件:1.任务分工表',
        '2.项目清单',
        '1.指标甲 | 10 | 20',
        '2.指标乙 | 30 | 40',
      ),
    ).toEqual(['1 一、 重点任务 [duties]', '2 (一) 建设平台 [duties]'])
  })
})

describe('a document in one line', () => {
  const joined = [
    '园区发展实施意见',
    more,
    '一、总体要求',
    `以提升能力为目标。${more}${more}${more}`,
    '二、重点任务',
    `(一)建设平台。${more}`,
    `(二)引进人才。${more}${more}`,
    `三、保障措施 (一)加强领导。${more}`,
  ].join(' ')

  it('is cut before its marks', () => {
    expect(outlineOf(joined)).toEqual([
      '1 一、 总体要求 [ideas]',
      '1 二、 重点任务 [duties]',
      '2 (一) 建设平台 [duties]',
      '2 (二) 引进人才 [duties]',
      '1 三、 保障措施 [safeguards]',
      '2 (一) 加强领导 [safeguards]',
    ])
    expect(tasksOf(joined).map((task) => task.split(' |')[0])).toEqual([
      'numbered (一) 建设平台',
      'numbered (二) 引进人才',
      'numbered (一) 加强领导',
    ])
  })

  it('is not a long paragraph that counts something', () => {
    const paragraph = `(一)建设平台。分三步:(1)选址;(2)建设;(3)验收。${more.repeat(8)}`
    expect(outlineOf('一、重点任务', paragraph)).toEqual([
      '1 一、 重点任务 [duties]',
      '2 (一) 建设平台 [duties]',
    ])
  })
})

describe('tasks', () => {
  it('are the innermost items of duties and safeguards, not goals, principles or openings', () => {
    expect(
      tasksOf(
        '一、主要目标',
        '1.规模扩大。到2030年建成十个园区。',
        '二、重点任务',
        '坚持系统推进,全面提升能力。',
        '(一)建设平台',
        '支持企业建设中试平台。',
        '给予经费支持。',
        '(二)引进人才。实施引才计划。(责任单位:市人才办)',
        '三、保障措施',
        '成立专班,定期调度。',
        '本方案自印发之日起施行,有效期三年。',
        '某市人民政府',
        '2026年3月2日',
      ),
    ).toEqual([
      'numbered (一) 建设平台 | 支持企业建设中试平台。\n给予经费支持。',
      'numbered (二) 引进人才 | 引进人才。实施引才计划。(责任单位:市人才办)',
      'numbered 三、 保障措施 | 成立专班,定期调度。',
    ])
  })

  it('are the ordinals where an item is made of them', () => {
    expect(
      tasksOf('一、重点任务', '(一)深化改革。一是精简机构,合并职能;二是下放权限,由管委会承接。'),
    ).toEqual([
      'ordinal 一是 精简机构 | 精简机构,合并职能;',
      'ordinal 二是 下放权限 | 下放权限,由管委会承接。',
    ])
  })

  it('are paragraphs of several sentences where all headings are lost; single sentences open chapters', () => {
    const text = [
      `以新发展理念为指导,全面贯彻落实上级部署,建设一流园区。`,
      `坚持创新驱动。${more}`,
      `坚持开放合作。${more}`,
      `发展目标:到2030年,建成一流园区,综合实力明显增强,营商环境明显改善,创新能力居全国前列。`,
      `着眼产业升级,优化布局,提升能级,推动园区与城区融合发展,增强发展后劲和综合竞争力,走在全国前列。`,
      `建设中试平台。${more}`,
      `培育领军企业。${more}`,
      `深化审批改革,推行告知承诺,完善一站式服务。${more}`,
      `领导小组加强对规划实施的统筹和领导。${more}`,
    ]
    expect(tasksOf(...text).map((task) => task.split(' |')[0])).toEqual([
      'lead - 建设中试平台',
      'lead - 培育领军企业',
      'paragraph - 深化审批改革',
      expect.stringMatching(/^paragraph - /),
    ])
  })

  it('are categories of action in a report', () => {
    expect(
      tasksOf(
        '某市印发《园区行动方案》',
        more,
        '部署重点任务',
        `《方案》共部署30个行动。${more}`,
        `12个园区均部署产业提升行动,做强主导产业。8个园区实施空间优化行动,盘活存量空间,建设特色园区,提高土地利用效率。`,
      ),
    ).toEqual([
      'sentence - 产业提升行动 | 12个园区均部署产业提升行动,做强主导产业。',
      'sentence - 空间优化行动 | 8个园区实施空间优化行动,盘活存量空间,建设特色园区,提高土地利用效率。',
    ])
  })

  it('are rows of a table that says who is responsible', () => {
    expect(
      tasksOf(
        '附件1',
        '序号 | 重点任务 | 责任单位 | 完成时限',
        '1 | 建设公共平台 | 市科技局 | 2026年底',
        '2 | 引进高层次人才 | 市人才办 | 长期',
      ),
    ).toEqual([
      'row 1 建设公共平台 | 建设公共平台 | 市科技局 | 2026年底',
      'row 2 引进高层次人才 | 引进高层次人才 | 市人才办 | 长期',
    ])
    expect(tasksOf('指标 | 2025年 | 2030年', '研发强度 | 3% | 4%')).toEqual([])
  })

  it('are articles that give somebody something to do', () => {
    expect(
      tasksOf(
        '某市园区条例',
        '第一条 为了规范园区管理,根据法律,制定本条例。',
        '第二条 本条例适用于本市园区。',
        '第三条 园区建设应当坚持规划先行。',
        '第四条 市人民政府应当建立协调机制。',
        '管委会负责日常管理。',
        '第五条 鼓励社会力量参与园区建设。',
        '第六条 企业可以申请入园。',
      ).map((task) => task.slice(0, 16)),
    ).toEqual(['numbered 第四条 市人民'])
  })

  it('are articles of measures too when they only support or encourage', () => {
    expect(
      tasksOf(
        '某区促进产业发展若干措施',
        '第一条 支持企业研发。给予奖励。',
        '第二条 鼓励企业上市。给予补助。',
      ).length,
    ).toBe(2)
  })
})

describe('blocks', () => {
  it('with the headings cover all text that is not noise, once and in order', () => {
    const reading = normalise(
      [
        '首页 > 正文',
        '园区方案',
        '一、重点任务',
        `(一)深化改革。一是精简机构。${more}二是下放权限。${more}`,
        '版权所有:某网',
      ].join('\n'),
    )
    const { blocks } = readStructure(reading)
    const covered = blocks.map(({ from, to }) => reading.clean.slice(from, to)).join('')
    const wanted = reading.lines.filter(({ noise }) => !noise).map(({ text }) => text)
    expect(covered).toBe(wanted.join(''))
    for (const [i, block] of blocks.entries())
      expect(block.from).toBeGreaterThanOrEqual(blocks[i - 1]?.to ?? 0)
  })
})

describe('a table of tasks', () => {
  const header = '任务内容 | 责任单位 | 协同单位 | 时间节点'

  it('gives each row, from its own words to its end, under the lines that name its group', () => {
    const lines = [
      '年度任务清单',
      header,
      '完善平台',
      '建设检验检测平台。',
      '3．建成检测中心2个，开放仪器300台。 | 区科技局 | 无 | 2027年6月',
      '4．修订平台管理办法。 | 区司法局 | 区科技局 | 2027年9月',
      '建设中试平台。',
      '7．启动中试基地建设。 | 区工信局 | 无 | 持续推进',
    ]
    expect(outlineOf(...lines)).toEqual([
      '1 - 完善平台 [duties]',
      '2 - 建设检验检测平台 [duties]',
      '2 - 建设中试平台 [duties]',
    ])
    expect(tasksOf(...lines)).toEqual([
      'row 3. 建成检测中心2个 | 建成检测中心2个,开放仪器300台。 | 区科技局 | 无 | 2027年6月',
      'row 4. 修订平台管理办法 | 修订平台管理办法。 | 区司法局 | 区科技局 | 2027年9月',
      'row 7. 启动中试基地建设 | 启动中试基地建设。 | 区工信局 | 无 | 持续推进',
    ])
  })

  it('keeps rows with empty cells at their ends or in their middle', () => {
    const lines = [
      '一、行动清单',
      '全年安排下列行动,由各牵头单位组织实施。',
      '序号\t行动\t牵头单位\t配合单位\t完成时限',
      '1\t完成园区产业清单复核\t产业处\t规划处\t2027年3月底',
      '2\t发布应用场景清单\t科技处\t投资处\t',
      '3\t开通企业服务热线\t\t各园区\t2027年6月底',
    ]
    expect(tasksOf(...lines).map((task) => task.split(' | ')[0])).toEqual([
      'row 1 完成园区产业清单复核',
      'row 2 发布应用场景清单',
      'row 3 开通企业服务热线',
    ])
  })

  it('keeps rows that lack a first cell that spans several', () => {
    const lines = [
      '一、任务分工',
      '类别\t重点任务\t责任单位\t完成时限',
      '平台\t建设检测中心\t科技处\t2027年3月底',
      '建设中试基地\t产业处\t2027年6月底',
      '\t建设数据中心\t信息处\t2027年9月底',
    ]
    expect(tasksOf(...lines).map((task) => task.split(' | ')[0])).toEqual([
      'row - 建设检测中心',
      'row - 建设中试基地',
      'row - 建设数据中心',
    ])
  })
})

describe('who is responsible', () => {
  it('makes a task of an item in a section of goals, and of an unnumbered one beside it', () => {
    const lines = [
      '一、发展目标',
      `1.实施创新驱动。${more}`,
      `2.建设创新平台。${more}(牵头单位:市科技局,配合单位:市财政局)`,
      '— 3 —',
      `促进科技金融结合。${more}(牵头单位:市金融办,配合单位:市科技局)`,
      `营造良好环境。${more}(牵头单位:市司法局)`,
      '二、保障措施',
      `20.加强组织领导。${more}(责任单位:市科技局)`,
    ]
    expect(outlineOf(...lines)).toEqual([
      '1 一、 发展目标 [goals]',
      '2 1. 实施创新驱动 [goals]',
      '2 2. 建设创新平台 [duties]',
      '2 - 促进科技金融结合 [duties]',
      '2 - 营造良好环境 [duties]',
      '1 二、 保障措施 [safeguards]',
      '2 20. 加强组织领导 [safeguards]',
    ])
    expect(tasksOf(...lines).map((task) => task.split(' | ')[0])).toEqual([
      'numbered 2. 建设创新平台',
      'lead - 促进科技金融结合',
      'lead - 营造良好环境',
      'numbered 20. 加强组织领导',
    ])
  })

  it('is told by 工作要求 after the tasks, not before them', () => {
    const lines = [
      '一、工作要求',
      `坚持统筹推进,${more}`,
      '二、重点任务',
      `(一)建设平台。${more}`,
      '三、工作要求',
      `一是压实责任。${more}`,
      `二是按月调度。${more}`,
    ]
    expect(tasksOf(...lines).map((task) => task.split(' | ')[0])).toEqual([
      'numbered (一) 建设平台',
      'ordinal 一是 压实责任',
      'ordinal 二是 按月调度',
    ])
  })
})

describe('articles', () => {
  it('have titles where most of them begin with a few words and a full stop', () => {
    const lines = [
      '某区支持青年创业实施办法',
      `第一条 本办法适用于在本区创业的青年。`,
      '第二条 载体建设。被认定为市级载体的,给予一次性配套支持。',
      '第三条 公共服务。每年安排专项经费支持运营单位开展公共服务。',
      '第四条 企业培育。对符合条件的企业给予房租补贴,最长三年。',
      '第五条 交流活动。每年安排最高50万元资金支持举办交流活动。',
    ]
    expect(outlineOf(...lines)).toEqual([
      '1 第一条  [articles]',
      '1 第二条 载体建设 [articles]',
      '1 第三条 公共服务 [articles]',
      '1 第四条 企业培育 [articles]',
      '1 第五条 交流活动 [articles]',
    ])
    expect(tasksOf(...lines).map((task) => task.split(' | ')[0])).toEqual([
      'numbered 第三条 公共服务',
      'numbered 第五条 交流活动',
    ])
  })

  it('give duties to parks and streets, and in a sentence that also permits something', () => {
    const lines = [
      '某市园区管理办法',
      '第一条 各园区应当建立产业清单,每两年修订一次。',
      '第二条 管理委员会每年组织一次评价,可以委托第三方机构实施。',
      '第三条 企业可以向管理委员会申请登记。',
      '第四条 同一产业在各园区重复布局的,不超过三处。',
    ]
    expect(tasksOf(...lines).map((task) => task.split(' ')[1])).toEqual(['第一条', '第二条'])
  })
})
