import type { Line, Reading } from './reading.ts'
import { looksLikeBody, readRoleNames } from './role-lists.ts'
import type { BodyRole, RoleItem } from './role-lists.ts'

/** The columns of the table that the reader is in, by its header row: which of them hold bodies, and in what role. */
export interface RoleColumns {
  readonly separator: '|' | '\t'
  /** By column; null for a column that holds something else. */
  readonly roles: readonly (BodyRole | null)[]
  /** Columns that name persons beside the bodies (责任单位及责任人). */
  readonly withPersons: readonly boolean[]
  /** Begins with 序号: then a row that lacks cells lacks its last ones. */
  readonly isNumbered: boolean
}

const COLUMN =
  /^(?:市级|省级|区级|市|省|区)?(牵头|主办|主责|责任|负责|实施|承担|承办|落实|执行|主管|配合|协办|协同|协作|参与|参加|支持)(?:责任|负责|落实|配合|实施)?(?:(?:及|和|或|与|、)(?:配合|协办|协同|参与|责任))?(?:单位|部门|主体|机构|处室|科室)(?:\([^()]*\))?((?:及|和|与|、|\/)?(?:责任人|负责人|联系人|分管领导|责任领导))?$/u
const LEADS = /^(?:牵头|主办|主责)$/
const SUPPORTS = /^(?:配合|协办|协同|协作|参与|参加|支持)$/
const NUMBERS = /^(?:序号?|编号|No\.?)$/iu
/** A sentence or a paragraph between two rows means that the table is over; a short line is a heading within it. */
const LONGEST_LINE_BETWEEN = 40

/** The columns as this line leaves them: a header row opens a table, running text closes it. */
export function columnsAfter(columns: RoleColumns | null, reading: Reading, line: Line): RoleColumns | null {
  const separator = line.text.includes('|') ? '|' : line.text.includes('\t') ? '\t' : null
  if (separator === null) {
    return line.text.length > LONGEST_LINE_BETWEEN || /[。;:]/.test(line.text.slice(0, -1)) ? null : columns
  }
  const titles = cells(reading, line, separator).map(({ text }) => text.replace(/\s/g, ''))
  if (titles.some((title) => title.length > 20)) return columns
  const roles = titles.map(roleOfColumn)
  if (!roles.some((role) => role !== null)) return columns
  const withPersons = titles.map((title) => COLUMN.exec(title)?.[2] !== undefined)
  return { separator, roles, withPersons, isNumbered: NUMBERS.test(titles[0] ?? '') }
}

function roleOfColumn(title: string): BodyRole | null {
  const word = COLUMN.exec(title)?.[1]
  if (word === undefined) return null
  return LEADS.test(word) ? 'lead' : SUPPORTS.test(word) ? 'supporting' : 'responsible'
}

/** Every body in the role columns of one row: whatever stands there is one, known word or not. Offsets into the line. */
export function readRoleCells(columns: RoleColumns, reading: Reading, line: Line): RoleItem[] {
  const row = cells(reading, line, columns.separator)
  if (row.length < 2 || row.length > columns.roles.length) return []
  // A first cell that spans several rows is printed once only, so later rows are shorter from the left.
  const missing = columns.isNumbered && /^\d/.test(row[0]?.text ?? '') ? 0 : columns.roles.length - row.length
  return row.flatMap((cell, i) => {
    const role = columns.roles[i + missing] ?? null
    if (role === null || roleOfColumn(cell.text) !== null) return []
    const names = readRoleNames(line.text, cell.from, cell.to, role)
    return columns.withPersons[i + missing] === true ? names.filter(({ name }) => looksLikeBody(name)) : names
  })
}

interface Cell {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** With empty cells at either end of the row, which the line itself leaves out as indent or trailing blanks. */
function cells(reading: Reading, line: Line, separator: '|' | '\t'): Cell[] {
  let start = line.start
  let end = line.end
  while (/[\t |]/.test(reading.clean.charAt(start - 1))) start--
  while (/[\t |]/.test(reading.clean.charAt(end))) end++
  const row = reading.clean.slice(start, end)
  const parts: Cell[] = []
  let at = start - line.start
  for (const part of row.split(separator)) {
    const text = part.trim()
    const from = at + part.length - part.trimStart().length
    parts.push({ from, to: from + text.length, text })
    at += part.length + 1
  }
  // | a | b |: the outer marks enclose the row, and part no cells.
  if (separator === '|' && parts.length > 2 && parts[0]?.text === '' && parts.at(-1)?.text === '')
    return parts.slice(1, -1)
  return parts
}
