import type { EffectKind } from '#domain/evaluation'
import type { BulletinSection, BulletinTable, Chart } from '#platform/documents'
import { figureInWords, rankInWords, scoreInWords, shareInWords, signedInWords } from './figures-in-words.ts'
import { chinesePeriod } from './report-days.ts'
import { nodeName, withUnit, type Captions, type UnitReport } from './unit-report-record.ts'
import type { UnitFindings } from './unit-report-findings.ts'
import { sourceKind } from './unit-report-annex.ts'

type Scored = NonNullable<UnitFindings['scored']>

/** More rows than that are summed up; the parts still add up to the whole. */
const MOST_EFFECTS = 20
const MOST_SHORTFALLS = 10

/** Headings under the total; of a scheme without any, its indicators. */
function mainNodes({ scheme, findings }: UnitReport): UnitFindings['nodes'] {
  const root = scheme.nodes.find(({ parent }) => parent === null)?.code
  const main = new Set(scheme.nodes.filter(({ parent }) => parent === root).map(({ code }) => code))
  return findings.nodes.filter(({ node }) => main.has(node))
}

export function headingChart(report: UnitReport): Chart | null {
  const nodes = mainNodes(report).filter(({ score }) => score !== null)
  if (nodes.length === 0) return null
  const { unit, scheme, findings } = report
  const among = findings.peers === null ? '全体' : '同组'
  return {
    kind: nodes.length > 5 || nodes.some(({ node }) => nodeName(scheme, node).length > 8) ? 'bar' : 'column',
    title: `各维度得分与${among}中位数、最好值`,
    unit: '分',
    categories: nodes.map(({ node }) => nodeName(scheme, node)),
    series: [
      { name: unit.name.zh, values: nodes.map(({ score }) => score) },
      { name: `${among}中位数`, values: nodes.map(({ peersMedian }) => peersMedian) },
      { name: `${among}最好`, values: nodes.map(({ peersBest }) => peersBest) },
    ],
    decimals: 1,
  }
}

export function headingTable(report: UnitReport, caption: Captions): BulletinTable {
  const { scheme, result, findings } = report
  const among = findings.peers === null ? '全体' : '同组'
  const effective = new Map(result.weights.map((one) => [one.node, one.effective]))
  const total = findings.nodes.filter(({ level }) => level === 0)
  return {
    caption: caption('总分和各维度得分'),
    table: {
      header: ['项目', '权重', '得分', '名次', `${among}中位数`, `${among}最好`],
      rows: [...total, ...mainNodes(report)].map(({ node, level, score, rank, peersMedian, peersBest }) => [
        nodeName(scheme, node),
        level === 0 ? '100%' : shareInWords(effective.get(node)),
        scoreInWords(score),
        rankInWords(rank),
        scoreInWords(peersMedian),
        scoreInWords(peersBest),
      ]),
    },
    remark: '得分由未取整的数算出，表中只保留两位小数；总分行不含加分和减分。',
  }
}

/** 各项指标: every leaf with its figure, weight and what it brings. */
export function figureSection(report: UnitReport, caption: Captions): BulletinSection {
  const { scheme, result, unit, findings, sources } = report
  const effective = new Map(result.weights.map((one) => [one.node, one.effective]))
  const score = findings.scored?.score ?? null
  const used = new Map(score?.contributions.map((one) => [one.node, one]))
  const summary = new Map(findings.nodes.map((one) => [one.node, one]))
  const place = result.units.findIndex(({ code }) => code === unit.code)
  const tables = result.periods.find(({ period }) => period === result.period)
  const isSum = score?.against !== 'mean'
  const rows = scheme.nodes.flatMap((node): string[][] => {
    if (node.input === null) return []
    const raw = tables?.raw[node.code]?.[place] ?? null
    const one = summary.get(node.code)
    const own = used.get(node.code)
    return [
      [
        withUnit(node),
        raw === null ? '缺' : figureInWords(raw),
        figureInWords(one?.rawMedian),
        scoreInWords(one?.score),
        shareInWords(own?.weight ?? effective.get(node.code)),
        own === undefined ? '—' : isSum ? scoreInWords(own.amount) : signedInWords(own.amount),
        sourceKind(sources[node.input.column]),
      ],
    ]
  })
  const filled = result.imputed.filter((one) => one.unit === unit.code && one.period === result.period)
  const treated = result.treated.filter((one) => one.unit === unit.code && one.period === result.period)
  return {
    heading: '各项指标',
    paragraphs: [
      ...(filled.length === 0
        ? []
        : [
            `缺数并按方案插补的有${String(filled.length)}项：${filled.map(({ node, value }) => `${nodeName(scheme, node)}（取${figureInWords(value)}）`).join('、')}。`,
          ]),
      ...(treated.length === 0
        ? []
        : [
            `作为离群值处理的有${String(treated.length)}项：${treated.map(({ node, before, after, by }) => `${nodeName(scheme, node)}（${figureInWords(before)}${by === 'transformed' ? '变换为' : '按'}${figureInWords(after)}${by === 'transformed' ? '' : '计'}）`).join('、')}。`,
          ]),
    ],
    tables: [
      {
        caption: caption('各项指标的数值、得分和贡献'),
        table: {
          header: ['指标（单位）', '本单位', '全体中位数', '得分', '权重', isSum ? '贡献' : '影响', '来源'],
          rows,
        },
        remark: [
          '数值是除以分母之前的原始值；“缺”是没有数据，不等于零；权重是在总分中的实际权重，缺项的权重由同级其他项分担。',
          isSum
            ? '贡献是得分乘以权重，各项相加（加上加分、减分）等于总分。'
            : '合成方法不是相加，影响是与各项都处于平均水平相比的差别，各项相加等于总分之差。',
        ].join(''),
      },
    ],
  }
}

/** 优势和短板, with numbers. */
export function standingSection(report: UnitReport, scored: Scored, caption: Captions): BulletinSection {
  const { scheme, findings } = report
  const summary = new Map(findings.nodes.map((one) => [one.node, one]))
  const nodes = new Map(scheme.nodes.map((node) => [node.code, node]))
  const unitOf = (code: string) => nodes.get(code)?.input?.unit ?? ''
  const [worst] = scored.shortfalls
  const shown = scored.shortfalls.slice(0, MOST_SHORTFALLS)
  const filled = shown.filter((one) => one.filled).map(({ node }) => nodeName(scheme, node))
  return {
    heading: '优势和短板',
    paragraphs: [
      scored.strengths.length === 0
        ? '没有高于全体平均且名次靠前的指标。'
        : `名次靠前的指标有${scored.strengths.map(({ node, rank }) => `${nodeName(scheme, node)}（第${rankInWords(rank)}名）`).join('、')}。`,
      worst === undefined
        ? '没有低于全体平均的指标。'
        : `落后于全体平均的指标有${String(scored.shortfalls.length)}项，对总分影响最大的是${nodeName(scheme, worst.node)}：本单位${figureInWords(worst.figure)}${unitOf(worst.node)}，平均${figureInWords(worst.average)}${unitOf(worst.node)}，在${String(worst.compared)}个中列第${rankInWords(worst.rank)}名，得分达到平均水平时总分可高${scoreInWords(worst.points)}分。`,
    ],
    tables: [
      ...(scored.strengths.length === 0
        ? []
        : [
            {
              caption: caption('优势'),
              table: {
                header: ['指标（单位）', '本单位', '名次', '得分', '得分中位数'],
                rows: scored.strengths.map(({ node, rank, value }) => [
                  withUnit(nodes.get(node)),
                  figureInWords(value),
                  rankInWords(rank),
                  scoreInWords(summary.get(node)?.score),
                  scoreInWords(summary.get(node)?.median),
                ]),
              },
              remark: null,
            },
          ]),
      ...(shown.length === 0
        ? []
        : [
            {
              caption: caption(
                shown.length < scored.shortfalls.length
                  ? `短板（影响最大的${String(shown.length)}项）`
                  : '短板',
              ),
              table: {
                header: ['指标（单位）', '本单位', '平均', '相差', '名次', '影响总分'],
                rows: shown.map(({ node, figure, average, difference, rank, points }) => [
                  withUnit(nodes.get(node)),
                  figureInWords(figure),
                  figureInWords(average),
                  signedInWords(difference, figureInWords),
                  rankInWords(rank),
                  scoreInWords(points),
                ]),
              },
              remark: `数值是除以分母之后的；影响总分是得分达到平均水平时总分增加多少，权重和其他指标不变。${filled.length === 0 ? '' : `本单位没有数据、由方案插补的有${filled.join('、')}。`}`,
            },
          ]),
    ],
  }
}

const KINDS: Readonly<Record<EffectKind, string>> = {
  value: '数值',
  scale: '标尺',
  weight: '权重',
  availability: '有无',
  structure: '增减',
  method: '方法',
  field: '他人',
  adjustment: '加减分',
}

/** 与上年比较: the difference in parts that add up. */
export function yearSection(
  { scheme, round }: UnitReport,
  { year }: Scored,
  caption: Captions,
): BulletinSection {
  const heading = '与上年比较'
  if (year === null) return { heading, paragraphs: ['没有可以比较的上年结果。'] }
  const { difference, against, period } = year
  const { from, to } = difference
  const sorted = [...difference.effects].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
  const shown = sorted.slice(0, MOST_EFFECTS)
  const rest = sorted.slice(MOST_EFFECTS)
  const nameOf = (kind: EffectKind, node: string) =>
    kind === 'adjustment'
      ? (scheme.adjustments.find(({ code }) => code === node)?.name.zh ?? node)
      : nodeName(scheme, node)
  return {
    heading,
    paragraphs: [
      `${against === 'run' ? `${chinesePeriod(period)}评价` : `按本次的方案和权重计算，${chinesePeriod(period)}的数据`}总分为${scoreInWords(from)}分，本次为${scoreInWords(to)}分，相差${signedInWords(difference.difference)}分${against === 'run' ? '' : '（不含加分和减分）'}。`,
      ...(round !== null && against === 'data' ? ['上年没有同一方案的评价结果，以上只比较数据。'] : []),
    ],
    tables:
      sorted.length === 0
        ? []
        : [
            {
              caption: caption('总分变化的组成'),
              table: {
                header: ['指标', '原因', '上年', '本年', '对总分的影响'],
                rows: [
                  ...shown.map((effect) => [
                    nameOf(effect.kind, effect.node),
                    KINDS[effect.kind],
                    ...(effect.kind === 'weight'
                      ? [shareInWords(effect.from), shareInWords(effect.to)]
                      : [figureInWords(effect.from), figureInWords(effect.to)]),
                    signedInWords(effect.amount),
                  ]),
                  ...(rest.length === 0
                    ? []
                    : [
                        [
                          `其余${String(rest.length)}项`,
                          '',
                          '',
                          '',
                          signedInWords(rest.reduce((sum, { amount }) => sum + amount, 0)),
                        ],
                      ]),
                  ['合计', '', '', '', signedInWords(difference.difference)],
                ],
              },
              remark:
                '各部分相加等于总分之差。标尺：同一个数因最好、最差值移动而得分不同；有无：一年有数据、一年没有；增减：方案增加或减少的指标；他人：其他单位变动。',
            },
          ],
  }
}
