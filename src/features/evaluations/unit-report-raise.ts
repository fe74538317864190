import type { LeafRaise, Reach } from '#domain/evaluation'
import type { BulletinSection } from '#platform/documents'
import { figureInWords, rankInWords, scoreInWords, signedInWords, wantedInWords } from './figures-in-words.ts'
import { gradeName, nodeName, withUnit, type Captions, type UnitReport } from './unit-report-record.ts'
import type { UnitFindings } from './unit-report-findings.ts'

type Raise = NonNullable<UnitFindings['scored']>['raise']

/** 什么能提高等次: one indicator at a time, arithmetic only. A page of its own, to be read by itself. */
export function raiseSection(
  report: UnitReport,
  { raise }: NonNullable<UnitFindings['scored']>,
  caption: Captions,
): BulletinSection {
  const heading = '什么能提高等次'
  const aim = aimOf(report, raise)
  if (aim === null)
    return {
      heading,
      newPage: true,
      paragraphs: [
        report.scheme.grading === null
          ? '方案不分等次，本单位总分最高。'
          : '已经是最好的等次，总分也最高，没有更高的目标。',
      ],
    }
  const reached = raise.leaves.filter((leaf) => reachOf(leaf, aim.kind)?.kind === 'reached')
  const missed = raise.leaves.filter((leaf) => reachOf(leaf, aim.kind)?.kind === 'out-of-reach')
  return {
    heading,
    newPage: true,
    paragraphs: [
      `${aim.words}这里只做算术：每次只改一项指标，其他指标、其他单位的数据、权重和标尺都不变，不是建议，也不说明该不该这样做。`,
      ...(raise.gates.length === 0
        ? []
        : [
            `先要达到门槛：${raise.gates.map((gate) => report.scheme.gates.find(({ code }) => code === gate)?.name.zh ?? gate).join('、')}。未达到时，总分再高等次也不变${uncapped(report)}。`,
          ]),
      reached.length === 0
        ? '没有一项指标单独变化就能达到，最好的值见下表。'
        : `单独变化就能达到的有${String(reached.length)}项，单独达不到的有${String(missed.length)}项。`,
    ],
    tables: [
      ...(reached.length === 0
        ? []
        : [
            {
              caption: caption('单独变化就能达到的指标'),
              table: {
                header: ['指标（单位）', '现在', '需要', '相差', '总分', '重算后'],
                rows: reached.map((leaf) => reachedRow(report, leaf, aim.kind)),
              },
              remark: `“需要”取整后仍够；“重算后”是只改这一个数、按方案全部重新计算后的${aim.kind === 'grade' ? '等次' : '名次'}，标尺${raise.nextGrade?.moves === true ? '和等次的分数线' : ''}会随之移动，所以可能与“总分”一栏不同。`,
            },
          ]),
      ...(missed.length === 0
        ? []
        : [
            {
              caption: caption('单独变化达不到的指标'),
              table: {
                header: ['指标（单位）', '现在', '计分的最好值', '总分可到', '还差'],
                rows: missed.map((leaf) => missedRow(report, leaf, aim)),
              },
              remark: '超过“计分的最好值”的部分不再加分；没有上限的写“—”。',
            },
          ]),
    ],
  }
}

/** What the total alone would give. */
function uncapped({ scheme, result, unit }: UnitReport): string {
  const standing = result.standings.find((one) => one.unit === unit.code)
  const grade = standing?.uncappedGrade ?? null
  return grade === null || grade === standing?.grade
    ? ''
    : `；达到后，按现在的总分就是“${gradeName(scheme, grade)}”`
}

interface Aim {
  readonly kind: 'grade' | 'rank'
  readonly total: number
  readonly words: string
}

/** The next grade; for who has the best one, the unit before. Who that is stays untold: before publication a park reads of itself. */
function aimOf({ scheme }: UnitReport, { total, nextGrade, nextUnit }: Raise): Aim | null {
  const now = `本单位总分${scoreInWords(total)}分`
  if (nextGrade !== null)
    return {
      kind: 'grade',
      total: nextGrade.from,
      words: `${now}，上一等次“${gradeName(scheme, nextGrade.grade)}”${nextGrade.moves ? '按本次结果' : ''}从${scoreInWords(nextGrade.from)}分起，还差${scoreInWords(nextGrade.from - total)}分。${nextGrade.moves ? '这条分数线随全体的总分移动，每年不同。' : ''}`,
    }
  if (nextUnit === null) return null
  return {
    kind: 'rank',
    total: nextUnit.total,
    words: `${now}${scheme.grading === null ? '' : '，已经是最好的等次'}；前一名总分${scoreInWords(nextUnit.total)}分，以下按超过前一名计算。`,
  }
}

function reachOf(leaf: LeafRaise, kind: Aim['kind']): Reach | null {
  return kind === 'grade' ? leaf.grade : leaf.rank
}

function reachedRow(report: UnitReport, leaf: LeafRaise, kind: Aim['kind']): string[] {
  const { scheme } = report
  const node = scheme.nodes.find(({ code }) => code === leaf.node)
  const reach = reachOf(leaf, kind)
  if (reach?.kind !== 'reached') return [nodeName(scheme, leaf.node)]
  const { rerun, figure, change, total } = reach
  const towards = node?.input?.direction ?? 'more'
  const again =
    rerun === null
      ? '—'
      : kind === 'rank'
        ? rerun.rank === null
          ? '—'
          : rankInWords(rerun.rank)
        : rerun.grade === null
          ? '—'
          : gradeName(scheme, rerun.grade)
  return [
    withUnit(node),
    leaf.figure === null ? '缺' : figureInWords(leaf.figure),
    wantedInWords(figure, towards),
    change === null ? '—' : signedInWords(change, (size) => wantedInWords(size, 'more')),
    scoreInWords(total),
    again,
  ]
}

function missedRow({ scheme }: UnitReport, leaf: LeafRaise, { kind, total }: Aim): string[] {
  const reach = reachOf(leaf, kind)
  const best = reach?.kind === 'out-of-reach' ? reach : null
  return [
    withUnit(scheme.nodes.find(({ code }) => code === leaf.node)),
    leaf.figure === null ? '缺' : figureInWords(leaf.figure),
    figureInWords(best?.figure),
    scoreInWords(best?.total),
    best === null || best.total === null ? '—' : scoreInWords(total - best.total),
  ]
}
