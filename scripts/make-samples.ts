/**
 * node scripts/make-samples.ts: writes the sample documents that are not plain UTF-8 files, so that their wording can be
 * reviewed and changed here. The same source gives the same bytes: no clock and no random number gets into the files.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AlignmentType,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

const FOLDER = resolve(import.meta.dirname, '../data/samples')
/** The day that the sample says it was issued on; Word shows it as the file's own date. */
const CREATED = '2025-01-13T00:00:00Z'
const BODY_FONT = '仿宋_GB2312'
/** 16 pt (三号), in half points, as GB/T 9704 asks for body text. */
const BODY_SIZE = 32
/** Two characters of body text, in twentieths of a point. */
const INDENT = 640

type Row = readonly [action: string, lead: string, supporting: string, due: string]

/** Eleven rows under a sentence that announces twelve: the difference is there to be found. */
const ACTIONS: readonly Row[] = [
  ['开展分园产业清单年度复核，公布调整结果', '示范区领导小组办公室', '各分园管委会', '2025年3月底'],
  ['建成集成电路方向共享中试站并投入试运行', '海淀园管委会', '海淀区政府、中关村发展集团', '2025年6月底'],
  ['启动生命科学方向共享中试站二期建设', '昌平园管委会', '昌平区政府', '2025年9月30日'],
  ['完成3栋腾退楼宇改造，用于金融科技企业孵化', '西城园管委会', '西城区政府', '2025年12月底'],
  ['设立轨道交通概念验证中心', '丰台园管委会', '丰台区政府', '2025年10月底'],
  ['制定科学仪器开放共享收费指引', '怀柔园管委会', '市科委、中关村管委会', '2025年第三季度'],
  ['编制顺义园、平谷园空间优化方案', '市规划自然资源委', '顺义园管委会、平谷园管委会', '2025年11月底'],
  ['组织2024年度分园综合评价，形成评价报告', '市科委、中关村管委会', '各分园管委会', '2025年5月底'],
  ['完成提升引导资金首期募集', '中关村发展集团', '市财政局', '2025年4月底'],
  ['发布智能制造应用场景清单', '房山园管委会', '房山区政府', ''],
  ['开通企业诉求统一受理平台', '', '各分园管委会', '2025年6月底'],
]

await writeDocument(
  '2-annual-actions.docx',
  new Document({
    creator: '多园',
    title: '2025年分园提升行动安排（样例）',
    styles: { default: { document: { run: { font: BODY_FONT, size: BODY_SIZE } } } },
    sections: [{ children: annualActions() }],
  }),
)

function annualActions(): (Paragraph | Table)[] {
  return [
    heading(HeadingLevel.TITLE, '2025年分园提升行动安排（样例）'),
    centred('样例办发〔2025〕2号'),
    text(
      '为落实《分园提升行动计划（2024—2026年）（样例）》（样例办发〔2024〕5号）确定的年度任务，推动各分园尽快见到实效，结合上年进展，制定本安排。',
    ),
    heading(HeadingLevel.HEADING_1, '一、上年进展'),
    text(
      '2024年是行动计划实施的第一年。各分园管委会和有关部门按照分工推进，产业清单全部完成备案，空间台账基本建立，共享平台开始发挥作用。截至2024年底，示范区建成共享中试站16个，分布在11个分园，累计服务企业420家；空间台账登记可用空间86处，面积合计37.5万平方米；企业诉求按期答复率为93.6%。',
    ),
    text(
      '同时也要看到，部分分园共享中试站选址和审批偏慢，少数台账更新不及时，平台收费标准还不统一，企业反映预约等候时间长，需要在今年集中解决。',
    ),
    heading(HeadingLevel.HEADING_1, '二、年度目标'),
    text(
      '2025年，新建共享中试站25个，年底累计达到41个；新增特色产业园10家；盘活存量空间50万平方米；企业诉求按期答复率提高到98%以上，企业满意率不低于90%。单个共享中试站平均审批时间压减三分之一。',
    ),
    heading(HeadingLevel.HEADING_1, '三、行动清单'),
    text('今年共安排12项行动，具体见下表。各牵头单位对完成时限和质量负总责，配合单位应当主动做好协同。'),
    actionTable(),
    heading(HeadingLevel.HEADING_1, '四、建设标准'),
    heading(HeadingLevel.HEADING_2, '（一）统一基本配置'),
    text(
      '每个共享中试站使用面积不少于2000平方米，配备专职技术人员不少于8人，年服务企业不少于30家。达不到基本配置的，不予挂牌。',
    ),
    heading(HeadingLevel.HEADING_2, '（二）严格空间准入'),
    text(
      '共享中试站选址应当符合《分园空间与产业布局管理办法（样例）》（样例办发〔2023〕9号）的规定，优先利用腾退楼宇和老旧厂房，原则上不新增建设用地。由所在分园管委会负责核对产权和消防条件，核对结果于开工前报所在区政府。',
    ),
    heading(HeadingLevel.HEADING_1, '五、工作要求'),
    text(
      '一是压实责任。各牵头单位要在2025年1月底前制定实施方案，明确分管负责人和具体联系人，逐项列出时间节点。',
    ),
    text(
      '二是按月调度。各牵头单位于每月5日前报送上月进展，示范区领导小组办公室汇总后通报。连续两个月进展滞后的，由示范区领导小组办公室发函督办。',
    ),
    text(
      '三是严格验收。行动完成后，由牵头单位提出验收申请，示范区领导小组办公室会同市科委、中关村管委会在15个工作日内组织现场核查。验收不合格的限期整改，整改后仍不合格的收回专项资金。',
    ),
    text('四是做好宣传。各分园管委会及时总结可复制的做法，每季度至少报送1个典型案例。'),
    text('附件：共享中试站月度进展表'),
    right('示范区领导小组办公室'),
    right('2025年1月13日'),
    text('（本文为模拟样例，不是任何机关制发的公文）'),
  ]
}

function heading(level: (typeof HeadingLevel)[keyof typeof HeadingLevel], words: string): Paragraph {
  return new Paragraph({
    heading: level,
    ...(level === HeadingLevel.TITLE ? { alignment: AlignmentType.CENTER } : {}),
    children: [new TextRun({ text: words, color: '000000' })],
  })
}

function text(words: string): Paragraph {
  return new Paragraph({ indent: { firstLine: INDENT }, children: [new TextRun(words)] })
}

function centred(words: string): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(words)] })
}

function right(words: string): Paragraph {
  return new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun(words)] })
}

function actionTable(): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      row(['序号', '行动', '牵头单位', '配合单位', '完成时限'], true),
      ...ACTIONS.map((cells, i) => row([`${i + 1}`, ...cells], false)),
    ],
  })
}

function row(cells: readonly string[], isHeader: boolean): TableRow {
  return new TableRow({
    tableHeader: isHeader,
    children: cells.map(
      (words) =>
        new TableCell({
          children: [new Paragraph({ children: [new TextRun({ text: words, bold: isHeader })] })],
        }),
    ),
  })
}

async function writeDocument(fileName: string, document: Document): Promise<void> {
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties() },
  ])
  const bytes = new Uint8Array(packed)
  setZipTimes(bytes)
  writeFileSync(resolve(FOLDER, fileName), bytes)
}

/** Replaces the library's own, which carry the time of day. */
function coreProperties(): string {
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>2025年分园提升行动安排（样例）</dc:title><dc:creator>多园</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${CREATED}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${CREATED}</dcterms:modified></cp:coreProperties>`
}

/** Sets the time of every member to 1 January 1980, the earliest that a zip archive can say. */
function setZipTimes(zip: Uint8Array): void {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = view.byteLength - 22
  if (view.getUint32(end, true) !== 0x06054b50)
    throw new Error('The archive has no end record where one belongs.')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    view.setUint32(at + 12, 0x00210000, true)
    view.setUint32(view.getUint32(at + 42, true) + 10, 0x00210000, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
}
