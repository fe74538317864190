import { readPlainTable, writeWorkbook, type ExportColumn, type ExportRow } from '#platform/spreadsheets'
import type { Readable } from 'node:stream'
import type { PointsFinding } from './contract.ts'

/**
 * A points table as one sheet. The first column says what a line is: 表格 (title, source, first day), 阶段 (with the rule that tells
 * it), 组, 指标 (group, rule, maximum and one weight a stage). Weights stand in columns `权重：` with the code of the stage.
 */
const KIND = '类型'
const CODE = '编码'
const NAME = '名称'
const NAME_EN = '英文名称'
const SOURCE = '来源'
const FROM = '适用起始日'
const GROUP = '所属组'
const RULE = '规则'
const MAXIMUM = '满分'
const NOTE = '说明'
const WEIGHT = '权重：'

type Cell = string | number | null

export async function readPointsSheet(
  bytes: Uint8Array,
): Promise<{ readonly json: unknown; readonly findings: readonly PointsFinding[] }> {
  const table = await readPlainTable(bytes, 'xlsx', KIND, { maxFileBytes: 5 * 1024 ** 2, maxRows: 2_000 })
  if (!table.ok)
    return {
      json: null,
      findings: table.issues.map(({ code, path, params }) => ({
        severity: 'error',
        code,
        path: [...(path ?? [])],
        params: { ...params } as PointsFinding['params'],
      })),
    }
  const { header, rows } = table.value
  const at = (row: readonly Cell[], heading: string): Cell => {
    const place = header.indexOf(heading)
    return place < 0 ? null : (row[place] ?? null)
  }
  const findings: PointsFinding[] = []
  const missing = [KIND, CODE, NAME, GROUP, RULE, MAXIMUM].filter((heading) => !header.includes(heading))
  if (missing.length > 0)
    return {
      json: null,
      findings: [doubt('error', 'cultivation.points_columns_missing', [], { columns: missing })],
    }
  const stageCodes = header.flatMap((heading) =>
    heading.startsWith(WEIGHT) ? [heading.slice(WEIGHT.length).trim()] : [],
  )
  let head: Record<string, unknown> = { title: { zh: '', en: '' }, source: '', example: false, validFrom: '' }
  const stages: unknown[] = []
  const groups: unknown[] = []
  const indicators: unknown[] = []
  for (const [place, row] of rows.entries()) {
    const kind = text(at(row, KIND))
    if (kind === '' && row.every((cell) => cell === null || cell === '')) continue
    const named = { code: text(at(row, CODE)), title: words(text(at(row, NAME)), text(at(row, NAME_EN))) }
    switch (kind) {
      case '表格':
        head = {
          title: named.title,
          source: text(at(row, SOURCE)),
          example: false,
          validFrom: text(at(row, FROM)),
        }
        break
      case '阶段':
        stages.push({ ...named, when: text(at(row, RULE)) })
        break
      case '组':
        groups.push(named)
        break
      case '指标':
        indicators.push({
          id: named.code,
          group: text(at(row, GROUP)),
          title: named.title,
          points: text(at(row, RULE)),
          maximum: number(at(row, MAXIMUM)),
          weights: Object.fromEntries(
            stageCodes.flatMap((stage) => {
              const weight = at(row, `${WEIGHT}${stage}`)
              return weight === null || weight === '' ? [] : [[stage, number(weight)]]
            }),
          ),
          note: text(at(row, NOTE)) === '' ? null : text(at(row, NOTE)),
        })
        break
      default:
        findings.push(doubt('error', 'cultivation.points_line_kind', [place + 2], { line: place + 2, kind }))
    }
  }
  return { json: { ...head, stages, groups, indicators }, findings }
}

function doubt(
  severity: PointsFinding['severity'],
  code: string,
  path: PointsFinding['path'],
  params: PointsFinding['params'],
): PointsFinding {
  return { severity, code, path, params }
}

function text(cell: Cell): string {
  return cell === null ? '' : String(cell).trim()
}

/** What is no number stays what it is, so that it is refused and not taken for nothing. */
function number(cell: Cell): unknown {
  if (typeof cell === 'number') return cell
  const written = text(cell)
  return /^\d+(?:\.\d+)?$/u.test(written) ? Number(written) : written
}

function words(zh: string, en: string): { zh: string; en: string } {
  return { zh, en: en === '' ? zh : en }
}

/** The form to fill in. Its lines are the frame that is known: names and weights are for the operator to fill in. */
export function writePointsTemplate(): Readable {
  const columns: ExportColumn[] = [
    ...[KIND, CODE, NAME, NAME_EN, SOURCE, FROM, GROUP, RULE].map((heading) => column(heading, 'text')),
    column(MAXIMUM, 'number'),
    ...FRAME.stages.map(({ code }) => column(`${WEIGHT}${code}`, 'number')),
    column(NOTE, 'text'),
  ]
  return writeWorkbook([{ name: '积分指标表', columns, rows: templateRows(), frozenColumns: 3 }])
}

function column(heading: string, type: ExportColumn['type']): ExportColumn {
  return { key: heading, heading, type }
}

function* templateRows(): Generator<ExportRow> {
  yield { [KIND]: '表格' }
  for (const { code, title } of FRAME.stages)
    yield { [KIND]: '阶段', [CODE]: code, [NAME]: title.zh, [NAME_EN]: title.en }
  for (const { code, title } of FRAME.groups)
    yield { [KIND]: '组', [CODE]: code, [NAME]: title.zh, [NAME_EN]: title.en }
  for (const { code } of FRAME.groups) yield { [KIND]: '指标', [GROUP]: code }
}

/** The frame that public reports name: three stages and three groups; indicators and weights are not published in them. */
export const FRAME = {
  stages: [
    { code: 'start', title: { zh: '初创期', en: 'Starting' }, when: '' },
    { code: 'growth', title: { zh: '成长期', en: 'Growing' }, when: '' },
    { code: 'stable', title: { zh: '稳定期', en: 'Stable' }, when: '' },
  ],
  groups: [
    { code: 'innovation', title: { zh: '技术创新指标', en: 'Technical innovation' } },
    { code: 'growth', title: { zh: '成长经营指标', en: 'Growth and operation' } },
    { code: 'auxiliary', title: { zh: '辅助指标', en: 'Auxiliary' } },
  ],
} as const
