import { describe, expect, it } from 'vitest'
import { normalise } from './normalise.ts'

/** The lines that are taken for the page and not the document. */
function noiseOf(...lines: string[]): string[] {
  return normalise(lines.join('\n'))
    .lines.filter(({ noise }) => noise)
    .map(({ text }) => text)
}

const paragraph =
  '为加快示范园区建设,完善园区治理体系,增强创新能力,提升产业竞争力,根据有关规定,结合本市实际情况,制定本实施方案。请各单位认真执行。'
const plan = [
  '关于加快园区建设的实施方案',
  paragraph,
  '一、主要目标',
  '到2030年,园区总收入明显增长。',
  '二、重点任务',
  '(一)完善服务。建设公共服务平台,支持企业研发,吸引人才集聚,形成良好生态。',
]

describe('the page around a document', () => {
  it('is seen at the head: breadcrumb, what stands before it, source, tools', () => {
    const head = [
      '新闻中心',
      '首页 > 政务公开 > 正文',
      '发布时间:2026-03-02  来源:某区政府',
      '字号:大 中 小',
      '打印本页',
    ]
    expect(noiseOf(...head, ...plan)).toEqual(head)
  })

  it('is seen at the tail: editors, neighbours, links, registration', () => {
    const tail = [
      '责任编辑:李某',
      '上一篇:园区举行推介会',
      '相关阅读',
      '市里召开产业大会',
      '关于我们 | 联系我们 | 网站地图',
      '版权所有:某区人民政府',
      '京ICP备00000000号-1',
    ]
    expect(noiseOf(...plan, ...tail)).toEqual(tail)
  })

  it('includes dated links and files to download, whatever they are called', () => {
    const tail = ['- 某园区发展规划发布 2024-05-06', '附件:1.任务分工表.xls', '2.项目计划.docx']
    expect(noiseOf(...plan, ...tail)).toEqual(tail)
  })

  it('includes data at the top of a generated page and comments in it', () => {
    const head = ['---', 'title: 某方案', 'date: 2026-01-01', '---']
    expect(noiseOf(...head, ...plan, '<!-- end -->')).toEqual([...head, '<!-- end -->'])
  })

  it('includes the headline of a repost', () => {
    expect(noiseOf('《园区发展规划》全文来了', ...plan.slice(1))).toEqual(['《园区发展规划》全文来了'])
  })
})

describe('what printing and conversion leave between the lines', () => {
  it('is noise: page numbers, in the middle of a paragraph too', () => {
    const lines = [...plan, '— 3 —', '并做好年度评估工作。', '- 4 -', '第5页 共9页', paragraph]
    expect(noiseOf(...lines)).toEqual(['— 3 —', '- 4 -', '第5页 共9页'])
  })

  it('is noise: bare numbers that count the pages', () => {
    const page = [paragraph, paragraph, paragraph, paragraph]
    expect(noiseOf(...plan, '1', ...page, '2', ...page, '3', ...page)).toEqual(['1', '2', '3'])
  })

  it('is no noise: bare numbers that count the rows of a table', () => {
    const row = (number: string): string[] => [number, '建设公共服务平台', '区科技局', '2027年6月底']
    expect(
      noiseOf(...plan, '序号', '任务', '责任单位', '时限', ...row('1'), ...row('2'), ...row('3')),
    ).toEqual([])
  })

  it('is noise: the running head beside the page numbers, but not the title', () => {
    const [title = '', ...rest] = plan
    const head = '某园区实施方案汇编'
    expect(noiseOf(title, ...rest, '— 1 —', head, paragraph, '— 2 —', head, paragraph)).toEqual([
      '— 1 —',
      head,
      '— 2 —',
      head,
    ])
  })

  it('is noise: pictures in Markdown and a folded list of contents', () => {
    const contents = [
      '<details>',
      '<summary>目录</summary>',
      '- 一、主要目标',
      '- 二、重点任务',
      '</details>',
    ]
    const picture = '![](images/plan.png “图1 空间布局”)'
    expect(noiseOf(plan[0] ?? '', ...contents, ...plan.slice(1), picture)).toEqual([...contents, picture])
  })

  it('is noise: ruled lines, and what a collector of documents notes at the top', () => {
    const head = ['**检索时间**: 2026-02-02 15:25:09', '**检索关键词**: 园区, 创新', '---', '## 政策全文']
    expect(noiseOf(...head, ...plan)).toHaveLength(4)
  })

  it('is noise: letter sizes, names of sites, lists without entries', () => {
    const head = ['某市科技局网站  政府信息公开平台', 'A+大 A+中 A+小']
    expect(noiseOf(...head, ...plan, '暂无评论记录')).toEqual([...head, '暂无评论记录'])
  })
})

describe('what belongs to the document', () => {
  it('stays: a line of names between bars above the first heading', () => {
    const [title = '', ...rest] = plan
    const lines = ['重点方向 国际合作中心｜开源社区', '年度目标 120亿元 营业收入']
    expect(noiseOf(title, ...lines, ...rest)).toEqual([])
  })

  it('stays: addressees, signature, date, publicity, a list of annexes', () => {
    const lines = [
      '各区人民政府,市政府各部门:',
      '现将方案印发给你们,请认真贯彻执行。',
      '某市人民政府办公厅',
      '2026年3月2日',
      '(此件公开发布)',
      ...plan,
      '附件:1.任务分工表',
      '某市人民政府',
      '2026年3月2日',
    ]
    expect(noiseOf(...lines, '版权所有:某网')).toEqual(['版权所有:某网'])
  })

  it('stays between paragraphs, when a word of the page stands in it', () => {
    const lines = [
      ...plan,
      '(二)加强宣传。依托官方微信公众号和客户端,讲好园区故事,扩大品牌影响,营造良好氛围。',
      paragraph,
    ]
    expect(noiseOf(...lines)).toEqual([])
  })

  it('stays when a table row has figures and bars', () => {
    expect(
      noiseOf(...plan.slice(0, 2), '指标 | 2025年 | 2030年', '研发强度(%) | >3.2 | >4.0', ...plan.slice(2)),
    ).toEqual([])
  })
})

describe('headings in the wrong place', () => {
  it('a contents box is noise where the same headings come again', () => {
    expect(noiseOf(plan[0] ?? '', '目 录', '一、主要目标……1', '二、重点任务……2', ...plan.slice(1))).toEqual([
      '目 录',
      '一、主要目标……1',
      '二、重点任务……2',
    ])
  })

  it('a late number at the top is noise where its series goes on lower down', () => {
    const lines = [
      paragraph,
      '(三)加强组织实施',
      paragraph,
      '(二)扩大开放合作',
      paragraph,
      '(三)提升影响力',
      paragraph,
    ]
    expect(noiseOf(...lines)).toEqual(['(三)加强组织实施'])
  })

  it('a fragment that begins in the middle keeps its first heading', () => {
    expect(
      noiseOf('(四)提高创新能力', '1.建设平台。' + paragraph, '五、扩大开放', '(一)引进人才', paragraph),
    ).toEqual([])
  })
})

it('takes time in proportion to the length of a page without any document', () => {
  const time = (count: number): number => {
    const lines = Array.from({ length: count }, (_, i) => `园区新闻第${i}条`).join('\n')
    const start = performance.now()
    normalise(lines)
    return performance.now() - start
  }
  time(2_000)
  const short = Math.max(1, Math.min(time(5_000), time(5_000)))
  expect(time(50_000)).toBeLessThan(short * 60)
})
