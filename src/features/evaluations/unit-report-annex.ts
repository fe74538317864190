import type { BulletinSection } from '#platform/documents'
import type { ColumnSource, Decision, Objection } from './contract.ts'
import { figureInWords } from './figures-in-words.ts'
import { outcomeWords } from './outcome-words.ts'
import { chineseDay, chinesePeriod } from './report-days.ts'
import { withUnit, type Captions, type UnitReport } from './unit-report-record.ts'

const STATES: Readonly<Record<Objection['state'], string>> = {
  open: '等待答复',
  accepted: '采纳',
  rejected: '未采纳',
  withdrawn: '已撤回',
}

/** 异议和答复: of this unit, without names of persons. */
export function objectionSection({ objections }: UnitReport, caption: Captions): BulletinSection {
  const heading = '异议和答复'
  if (objections.length === 0) return { heading, paragraphs: ['没有提出数据异议。'] }
  const sorted = [...objections].sort((a, b) => a.serial - b.serial)
  const figure = (value: number | null) => (value === null ? '缺' : figureInWords(value))
  return {
    heading,
    paragraphs: sorted.flatMap(({ serial, reason, answer, answeredAt, state, computed }) => [
      `第${String(serial)}号异议：${oneLine(reason)}`,
      ...(answer === null
        ? []
        : [
            `答复（${answeredAt === null ? '' : `${chineseDay(answeredAt)}，`}${STATES[state]}${state === 'accepted' ? (computed ? '，已按新值计算' : '，尚未重新计算') : ''}）：${oneLine(answer)}`,
          ]),
    ]),
    tables: [
      {
        caption: caption('数据异议'),
        table: {
          header: ['编号', '指标（单位）', '期', '原值', '主张', '采用', '结果'],
          rows: sorted.map((one) => [
            String(one.serial),
            `${one.columnName.zh}${one.measureUnit === null ? '' : `（${one.measureUnit}）`}`,
            one.period,
            figure(one.currentValue),
            figure(one.claimedValue),
            one.state === 'accepted' ? figure(one.newValue) : '—',
            STATES[one.state],
          ]),
        },
        remark: null,
      },
    ],
  }
}

/** 结果的运用: what was decided of this unit, and how its rectification stands or ended. */
export function decisionSection({ decision }: UnitReport): BulletinSection {
  const heading = '结果的运用'
  if (decision === null) return { heading, paragraphs: ['目前没有作出支持或整改的决定。'] }
  const { tierName, rule, amountWan, consequence, decidedAt, note } = decision
  const what =
    consequence === 'rectification'
      ? '要求限期整改'
      : consequence === 'support'
        ? amountWan === null
          ? '给予支持'
          : `安排支持资金${figureInWords(amountWan)}万元`
        : '不安排支持，也不要求整改'
  return {
    heading,
    paragraphs: [
      `依据《${rule.name.zh}》第${String(rule.version)}版，列为“${tierName.zh}”，${what}${decidedAt === null ? '' : `（${chineseDay(decidedAt)}决定）`}。`,
      ...(note === null || note.trim() === '' ? [] : [`决定说明：${oneLine(note)}`]),
      ...caseParagraphs(decision),
    ],
  }
}

function caseParagraphs({ case: opened }: Decision): string[] {
  if (opened === null) return []
  const number = opened.number === null ? '整改' : `整改事项${opened.number}`
  if (opened.outcome !== null)
    return [
      `${number}：${outcomeWords(opened.outcome)?.zh ?? opened.outcome}${opened.outcomeAt === null ? '' : `（${chineseDay(opened.outcomeAt)}）`}。`,
    ]
  const place = opened.places.map(({ zh }) => zh).join('、')
  return [
    `${number}正在办理${place === '' ? '' : `，目前环节为${place}`}${opened.dueAt === null ? '' : `，期限到${chineseDay(opened.dueAt)}`}。`,
  ]
}

/** In one word, for the table of figures. */
export function sourceKind(source: ColumnSource | undefined): string {
  switch (source?.kind) {
    case 'indicator':
      return '统计'
    case 'fact':
      return '事实'
    case 'panel':
      return '专家'
    case 'derived':
      return '推算'
    case 'missing':
    case undefined:
      return '无'
  }
}

/** 数据来源: in full, one row for each indicator. */
export function sourceSection({ scheme, sources, unit }: UnitReport, caption: Captions): BulletinSection {
  const rows = scheme.nodes.flatMap((node): string[][] =>
    node.input === null
      ? []
      : [[withUnit(node), breakable(sourceWords(sources[node.input.column], unit.code))]],
  )
  return {
    heading: '数据来源',
    paragraphs: [],
    tables: [
      { caption: caption('指标的数据来源'), table: { header: ['指标（单位）', '来源'], rows }, remark: null },
    ],
  }
}

function sourceWords(source: ColumnSource | undefined, unit: string): string {
  if (source === undefined || source.kind === 'missing') return '没有数据来源'
  const { indicator } = source
  const from =
    indicator !== null
      ? `统计指标“${indicator.name.zh}”（${indicator.code}，第${String(indicator.version)}版）`
      : source.kind === 'panel'
        ? '专家评分'
        : source.sources.length === 0
          ? '填报'
          : source.sources.join('；')
  const own = source.corrected.filter((one) => one.unit === unit)
  return [
    from,
    ...own.map(
      ({ period, before, after, objection }) =>
        `${chinesePeriod(period)}的数经第${String(objection)}号异议由${figureInWords(before)}更正为${figureInWords(after)}`,
    ),
  ].join('；')
}

/** 复算: so that anybody can check the whole. */
export function replaySection({ run, scheme }: UnitReport, caption: Captions): BulletinSection {
  return {
    heading: '怎样复算',
    paragraphs: [
      `本报告出自第${String(run.serial)}次运行（评价期${run.period}，方案${scheme.code}第${String(scheme.version)}版，程序版本${run.engineVersion}）。从运行页下载复算包，在装有本程序的任何计算机上执行：`,
      'npm run --silent duoyuan -- evaluation replay 复算包.zip',
      '算出的结果摘要值与下表相同，就是同一个结果。',
    ],
    tables: [
      {
        caption: caption('摘要值（SHA-256）'),
        table: {
          header: ['内容', '摘要值'],
          rows: [
            ['方案', inGroups(run.schemeDigest)],
            ['数据', inGroups(run.dataDigest)],
            ['结果', inGroups(run.resultDigest)],
          ],
        },
        remark: null,
      },
    ],
  }
}

/** 64 digits in groups of eight: a line can break between them, and a person can compare them. */
function inGroups(digest: string): string {
  return digest.match(/.{1,8}/gu)?.join(' ') ?? ''
}

/** Addresses and codes may break anywhere: a zero-width space after every twelve characters. */
function breakable(text: string): string {
  return text.replace(/[\u0021-\u007e]{12}/gu, (run) => `${run}\u200b`)
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
