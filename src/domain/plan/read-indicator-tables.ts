import { presentYearOf } from './document-year.ts'
import { nameOfCount } from './name-indicator.ts'
import { findTimes } from './periods.ts'
import type { Range } from './quantities.ts'
import { spanOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { cellsOf, isTableLine } from './table-rows.ts'
import type { Cell } from './table-rows.ts'
import type { Comparator, DocumentFacts, Figure } from './types.ts'
import { readUnit } from './units.ts'

export interface IndicatorTables {
  readonly targets: readonly Figure[]
  readonly baselines: readonly Figure[]
  /** Clean offsets of the lines that were read as tables. */
  readonly ranges: readonly Range[]
}

interface Row {
  /** Clean offset of the line. */
  readonly start: number
  readonly end: number
  readonly cells: readonly Cell[]
}

interface Column {
  readonly at: number
  readonly standing: 'target' | 'baseline'
  readonly year: number | null
  /** 年均增长(%): the column's own unit and the words that its figures add to the indicator. */
  readonly unit: string | null
  readonly addition: string
}

/**
 * Tables of indicators (指标 | 单位 | 2020年 | 2025年 | 属性), turned into lines with | or tabs: a value in a column of an
 * earlier year or of results is a fact, in a column of a later year or of goals a goal. Tables without such columns are
 * left to the rules for running text.
 */
export function readIndicatorTables(reading: Reading, facts: DocumentFacts): IndicatorTables {
  const targets: Figure[] = []
  const baselines: Figure[] = []
  const ranges: Range[] = []
  for (const rows of tablesOf(reading)) {
    const header = headerOf(rows)
    const columns = columnsOf(header, rows, facts)
    if (columns.length === 0) continue
    const body = rows.slice(header.length)
    const unitAt = unitColumn(header)
    const nameAt = nameColumn(header)
    for (const row of body) {
      for (const [standing, figure] of figuresOf(reading, row, columns, nameAt, unitAt)) {
        ;(standing === 'target' ? targets : baselines).push(figure)
      }
    }
    for (const row of rows) ranges.push({ from: row.start, to: row.end })
  }
  return { targets, baselines, ranges }
}

/** Runs of table lines; a line or two without cells (一、总体水平) may stand between rows of one table. */
function tablesOf(reading: Reading): Row[][] {
  const tables: Row[][] = []
  let open: Row[] = []
  let gap = 0
  // Kept up to date rather than asked of all rows again, which a long table would pay for.
  let valued = false
  for (const line of reading.lines) {
    if (!line.noise && isTableLine(line.text)) {
      const row = { start: line.start, end: line.end, cells: cellsOf(line.text) }
      if (valued && isHeader(row)) {
        tables.push(open)
        open = []
        valued = false
      }
      open.push(row)
      valued ||= hasValues(row)
      gap = 0
      continue
    }
    if (open.length === 0 || line.text === '') continue
    gap++
    if (gap > 2 || line.text.length > 24) {
      if (open.length > 1) tables.push(open)
      open = []
      gap = 0
      valued = false
    }
  }
  if (open.length > 1) tables.push(open)
  return tables
}

function hasValues(row: Row): boolean {
  return row.cells.slice(1).some((cell) => isValue(cell.text))
}

/** A new table right under another one. */
function isHeader(row: Row): boolean {
  return (
    !hasValues(row) &&
    /^(?:序号|编号|类别|指标|任务|重点任务|项目)(?:名称|类别)?$/u.test(row.cells[0]?.text ?? '')
  )
}

const MOST_HEADER_ROWS = 3

function headerOf(rows: readonly Row[]): readonly Row[] {
  const first = rows.findIndex(hasValues)
  return first < 1 ? [] : rows.slice(0, Math.min(first, MOST_HEADER_ROWS))
}

function isValue(text: string): boolean {
  return !/^(?:19|20)\d{2}(?:\s?年|$)/u.test(text) && readCell(text) !== null
}

/** The title of each column, the cells of a spanning title (规划目标 over two columns) worked into those below. */
function titlesOf(header: readonly Row[], width: number): string[] {
  const titles = Array.from({ length: width }, () => '')
  for (const [index, row] of header.entries()) {
    const cells = row.cells.map(({ text }) => text.replace(/\s/gu, ''))
    if (cells.length === width) {
      for (const [at, text] of cells.entries()) titles[at] = `${titles[at] ?? ''} ${text}`.trim()
      continue
    }
    // A row with fewer cells: above another it spans, below another it fills the right-hand columns.
    const isSpanning = index < header.length - 1
    const fixed = isSpanning ? 1 : width - cells.length
    const spread = isSpanning ? cells.slice(1) : cells
    const each = spread.length === 0 ? 0 : (width - fixed) / spread.length
    if (!Number.isInteger(each) || each < 1) continue
    if (isSpanning) titles[0] = cells[0] ?? ''
    for (const [at, text] of spread.entries()) {
      for (let step = 0; step < each; step++) {
        const column = fixed + at * each + step
        titles[column] = `${titles[column] ?? ''} ${text}`.trim()
      }
    }
  }
  return titles
}

const GOAL = /(?:目标|规划值|规划数|预期|计划|要求|期末值)/u
const RESULT = /(?:实现|完成|现状|基期|基数|基准|实际|实绩|达到情况|当前|已达)/u
const GROWTH = /(?:增长|增速|增幅|累计|年均|提高|变化)/u

function columnsOf(header: readonly Row[], rows: readonly Row[], facts: DocumentFacts): Column[] {
  if (header.length === 0) return []
  const width = Math.max(...rows.slice(header.length).map((row) => row.cells.length))
  const titles = titlesOf(header, width)
  if (!titles.some((title) => /(?:指标|项目|名称|内容|目标|类别)/u.test(title))) return []
  const now = facts.horizon?.from ?? presentYearOf(facts)
  const found: Column[] = []
  for (const [at, title] of titles.entries()) {
    if (at === 0 || /(?:单位|属性|类型|性质|责任|牵头|备注|序号)/u.test(title)) continue
    const year = findTimes(title).at(-1)?.year ?? bareYear(title)
    if (year === null && !GOAL.test(title) && !RESULT.test(title) && !GROWTH.test(title)) continue
    const isGoal = GOAL.test(title) || (!RESULT.test(title) && (year === null || now === null || year >= now))
    const isGrowth = GROWTH.test(title)
    const before = found.at(-1)
    found.push({
      at,
      standing:
        isGrowth && year === null && !GOAL.test(title)
          ? (before?.standing ?? 'target')
          : isGoal
            ? 'target'
            : 'baseline',
      year: year ?? (isGrowth ? (before?.year ?? null) : null),
      unit: isGrowth ? (/[((]([^()()]{1,8})[))]/u.exec(title)?.[1] ?? '%') : null,
      addition: isGrowth
        ? (/年均(?:增长|增速)?|累计(?:增长)?|增长|增速|增幅|提高/u.exec(title)?.[0] ?? '')
        : '',
    })
  }
  return found
}

function bareYear(title: string): number | null {
  const year = /(?<!\d)((?:19|20)\d{2})(?!\d)/u.exec(title)?.[1]
  return year === undefined ? null : Number(year)
}

function unitColumn(header: readonly Row[]): number {
  return Math.max(
    -1,
    ...header.map((row) =>
      row.cells.findIndex((cell) => /^(?:计量)?单位$/u.test(cell.text.replace(/\s/gu, ''))),
    ),
  )
}

function nameColumn(header: readonly Row[]): number {
  return Math.max(
    -1,
    ...header.map((row) =>
      row.cells.findIndex((cell) =>
        /(?:指标(?!类|属|分类)|名称|具体目标)/u.test(cell.text.replace(/\s/gu, '')),
      ),
    ),
  )
}

function* figuresOf(
  reading: Reading,
  row: Row,
  columns: readonly Column[],
  nameAt: number,
  unitAt: number,
): Generator<readonly ['target' | 'baseline', Figure]> {
  // Rows under a category that spans several rows lack its cell: count the columns from the right.
  const widest = Math.max(...columns.map(({ at }) => at), unitAt) + 1
  const missing = Math.max(0, widest - row.cells.length)
  const shift = shiftByName(row, nameAt) ?? (missing <= 2 ? missing : 0)
  const name = nameCell(row, nameAt, shift)
  if (name === null) return
  const unit = row.cells[unitAt - shift]?.text ?? null
  const named = splitUnit(name.text)
  for (const column of columns) {
    const cell = row.cells[column.at - shift]
    const value = cell === undefined ? null : readCell(cell.text)
    if (cell === undefined || value === null) continue
    const own = column.unit ?? (unitAt >= 0 && unit !== null ? unit : named.unit)
    const isShare = own === '%' || named.unit === '%'
    const printed = value.isCumulative && isShare ? '个百分点' : (value.unit ?? own ?? '')
    const isCounted =
      column.addition === '' && readUnit(printed.replace(/^[万亿]+/u, ''), 0)?.kind === 'count'
    yield [
      column.standing,
      {
        ...spanOf(reading, row.start + name.from, row.start + cell.to),
        indicator: isCounted ? nameOfCount(named.name) : `${named.name}${column.addition}`,
        comparator: value.comparator,
        value: value.value,
        value2: value.value2,
        unit: printed,
        year: column.year,
        scope: null,
      },
    ] as const
  }
}

/** How many cells a row lacks on the left, told by where its name stands; null where that does not tell. */
function shiftByName(row: Row, nameAt: number): number | null {
  for (let shift = 0; shift <= Math.min(2, nameAt); shift++) {
    const cell = row.cells[nameAt - shift]
    if (cell !== undefined && isName(cell.text)) return shift
  }
  return null
}

function nameCell(row: Row, nameAt: number, shift: number): Cell | null {
  const chosen = nameAt >= 0 ? row.cells[nameAt - shift] : undefined
  if (chosen !== undefined && isName(chosen.text)) return chosen
  return row.cells.find((cell) => isName(cell.text)) ?? null
}

function isName(text: string): boolean {
  return /\p{Script=Han}/u.test(text) && !isValue(text)
}

/** 1.信息产业收入规模(万亿元): the name and its unit. */
function splitUnit(text: string): { readonly name: string; readonly unit: string | null } {
  const plain = text.replace(/^\s*(?:\d{1,3}[.、.)]?|[((]\d{1,3}[))])\s*/u, '')
  const bracket = /^(.*?)[((]([^()()]{1,12})[))]$/u.exec(plain)
  if (bracket === null) return { name: plain, unit: null }
  return { name: bracket[1] ?? plain, unit: bracket[2] ?? null }
}

interface CellValue {
  readonly value: number
  readonly value2: number | null
  readonly unit: string | null
  readonly comparator: Comparator
  /** 〔55〕: the sum over the period, not the value of its last year. */
  readonly isCumulative: boolean
}

const SIGNS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:≥|>=|≧|不低于|不少于|达到)/u, 'ge'],
  [/^(?:≤|<=|≦|不超过|不高于)/u, 'le'],
  [/^(?:>|大于|超过)/u, 'gt'],
  [/^(?:<|小于|低于)/u, 'lt'],
  [/^(?:约|近|±)/u, 'approx'],
]

const CELL =
  /^(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s?[-—–~~至]\s?(\d+(?:\.\d+)?))?\s?([%‰]|\p{Script=Han}[\p{Script=Han}/]{0,8})?$/u

function readCell(text: string): CellValue | null {
  const isCumulative = /^[〔[]/u.test(text)
  let rest = text.replace(/^[〔[]|[〕\]]$/gu, '').trim()
  let comparator: Comparator = 'eq'
  for (const [sign, meaning] of SIGNS) {
    const found = sign.exec(rest)?.[0]
    if (found === undefined) continue
    comparator = meaning
    rest = rest.slice(found.length).trim()
    break
  }
  // 32/28: two sizes of one indicator; the first stands for the row.
  rest = rest.replace(/^(\d+(?:\.\d+)?)\/\d+(?:\.\d+)?$/u, '$1')
  // 较“十二五”下降30%以上, 6人(含)以下
  rest = rest
    .replace(/^(?:较|比)[^\d]{2,14}(?:下降|降低|减少|增长|提高)/u, '')
    .replace(/[((]含[))](?=以[上下]$)/u, '')
  const tail = /(?:以上|左右|以内|以下)$/u.exec(rest)?.[0]
  if (tail !== undefined) {
    rest = rest.slice(0, -tail.length)
    comparator = tail === '以上' ? 'ge' : tail === '左右' ? 'approx' : 'le'
  }
  const found = CELL.exec(rest)
  if (found === null) return null
  const [, first = '', second, unit] = found
  return {
    value: Number(first.replaceAll(',', '')),
    value2: second === undefined ? null : Number(second),
    unit: unit ?? null,
    comparator: second === undefined ? comparator : 'between',
    isCumulative,
  }
}
