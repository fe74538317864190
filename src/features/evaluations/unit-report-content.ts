import type { Scheme, UncertaintyResult } from '#domain/evaluation'
import type { Bulletin, BulletinSection } from '#platform/documents'
import { chanceInWords, intervalInWords, rankInWords, scoreInWords } from './figures-in-words.ts'
import { chineseDay, chinesePeriod } from './report-days.ts'
import { decisionSection, objectionSection, replaySection, sourceSection } from './unit-report-annex.ts'
import type { UnitFindings } from './unit-report-findings.ts'
import { gradeName, type Captions, type UnitReport } from './unit-report-record.ts'
import { raiseSection } from './unit-report-raise.ts'
import {
  figureSection,
  headingChart,
  headingTable,
  standingSection,
  yearSection,
} from './unit-report-tables.ts'

/** 分园评价报告 in the form of official documents, in Chinese. */
export function unitReport(report: UnitReport): Bulletin {
  const { unit, round, run, scheme, findings } = report
  const captions = countedCaptions()
  return {
    heading: `${unit.name.zh}\n${round?.title ?? `${chinesePeriod(run.period)}${scheme.name.zh}`}报告`,
    standing: standingOf(report),
    language: 'zh',
    sections: [
      resultSection(report, captions),
      figureSection(report, captions),
      ...(findings.scored === null
        ? []
        : [
            standingSection(report, findings.scored, captions),
            yearSection(report, findings.scored, captions),
            raiseSection(report, findings.scored, captions),
          ]),
      ...(round === null ? [] : [objectionSection(report, captions), decisionSection(report)]),
      sourceSection(report, captions),
      replaySection(report, captions),
    ],
    signature: '示范区管理委员会',
    date: chineseDay(round?.confirmedAt ?? run.finishedAt),
  }
}

function countedCaptions(): Captions {
  let number = 0
  return (text) => `表${String((number += 1))}  ${text}`
}

/** Under the title: that it may still change, or is not of the real world. */
function standingOf({ unit, round, run }: UnitReport): string | null {
  const said = [
    ...(round === null ? [run.kind === 'trial' ? '试算，不作为评价结果' : '方案变体，不作为评价结果'] : []),
    ...(round !== null && !round.adopted ? ['不是采用的一次运行'] : []),
    ...(round?.adopted === true && round.state !== 'confirmed' && round.state !== 'published'
      ? ['结果尚未确认']
      : []),
    ...(unit.synthetic ? ['演示数据，不代表真实情况'] : []),
  ]
  return said.length === 0 ? null : `（${said.join('；')}）`
}

function resultSection(report: UnitReport, caption: Captions): BulletinSection {
  const { run, scheme, findings } = report
  const chart = headingChart(report)
  return {
    heading: '评价结果',
    paragraphs: [
      `评价期为${chinesePeriod(run.period)}，依据《${scheme.name.zh}》第${String(scheme.version)}版，数据截至${chineseDay(run.asOf)}，参加排名的共${String(findings.judged)}个。`,
      ...(findings.scored === null ? notJudged(report) : judged(report, findings.scored)),
      ...(scheme.unknowns.length === 0
        ? []
        : [`方案中尚不清楚的有：${scheme.unknowns.map(({ zh }) => trimmed(zh)).join('；')}。`]),
    ],
    charts: chart === null ? [] : [chart],
    tables: findings.scored === null ? [] : [headingTable(report, caption)],
  }
}

function judged(report: UnitReport, scored: NonNullable<UnitFindings['scored']>): string[] {
  const { unit, result, findings, groupNames, uncertainty, scheme } = report
  const standing = result.standings.find((one) => one.unit === unit.code)
  const { peers } = findings
  const grouping = peers === null ? undefined : groupNames[peers.grouping]
  const among =
    peers === null || standing === undefined || standing.groupRank === null
      ? ''
      : `；在同组“${grouping?.groups[peers.group]?.zh ?? peers.group}”的${String(peers.count)}个中列第${rankInWords(standing.groupRank)}名`
  const grade =
    standing === undefined || standing.grade === null ? '' : `，等次为“${gradeName(scheme, standing.grade)}”`
  const held =
    standing !== undefined && standing.uncappedGrade !== standing.grade && standing.uncappedGrade !== null
      ? [
          `按总分应为“${gradeName(scheme, standing.uncappedGrade)}”，因未达到门槛（${failedGates(report)}）而降低。`,
        ]
      : []
  const points = scored.score.adjustments.filter(({ points: one }) => one !== 0)
  return [
    `总分${scoreInWords(standing?.score)}分，列第${rankInWords(standing?.rank)}名${among}${grade}。`,
    ...held,
    ...(points.length === 0
      ? []
      : [
          `总分中含${points
            .map(({ adjustment, points: one }) => {
              const name = scheme.adjustments.find(({ code }) => code === adjustment)?.name.zh ?? adjustment
              return `“${name}”${one > 0 ? '加' : '减'}${scoreInWords(Math.abs(one))}分`
            })
            .join('、')}。`,
        ]),
    sureness(unit.code, scheme, uncertainty),
  ]
}

function sureness(unit: string, scheme: Scheme, uncertainty: UncertaintyResult | null): string {
  const own = uncertainty?.units.find((one) => one.unit === unit)
  if (uncertainty === null || own === undefined)
    return '这次运行没有做稳健性分析，名次和等次有多可靠没有计算。'
  const chances = (scheme.grading?.grades ?? [])
    .map(({ code, name }) => ({ name: name.zh, share: own.gradeShares[code] ?? 0 }))
    .filter(({ share }) => share > 0)
    .map(({ name, share }) => `“${name}”${chanceInWords(share)}`)
  return `换用其他合理的权重和方法重复计算${String(uncertainty.replications)}次，九成的名次在第${intervalInWords(own.rank.p05, own.rank.p95)}名${chances.length === 0 ? '' : `，各等次出现的比例为${chances.join('、')}`}。`
}

function notJudged(report: UnitReport): string[] {
  const { unit, result } = report
  const leftOut = result.units.find(({ code }) => code === unit.code)?.leftOut ?? null
  const screened = result.screening.find((one) => one.unit === unit.code)
  return [
    leftOut === 'screened'
      ? `没有参加排名：有数据的指标占${chanceInWords(screened?.available ?? 0)}，低于方案的要求。`
      : leftOut === 'excluded'
        ? `没有参加排名：未达到参评条件（${failedGates(report)}）。`
        : '没有总分：有数据的指标不足以合成。',
  ]
}

function failedGates({ unit, scheme, result }: UnitReport): string {
  const failed = result.gates.filter((one) => one.unit === unit.code && !one.passed)
  return failed.map(({ gate }) => scheme.gates.find(({ code }) => code === gate)?.name.zh ?? gate).join('、')
}

function trimmed(sentence: string): string {
  return sentence.trim().replace(/[。；;.]+$/u, '')
}
