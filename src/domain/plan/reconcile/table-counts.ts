import { numberOf } from '../numerals.ts'
import { spanOf } from '../reading.ts'
import type { Line, Reading } from '../reading.ts'
import { columnsAfter } from '../role-columns.ts'
import type { RoleColumns } from '../role-columns.ts'
import type { Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

const DECLARED =
  /(?<![第约近其年月\d.-])(\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九])(项|个|条|件)((?:年度|重点|主要|具体|专项|工作|改革|提升)*(?:行动|任务|措施|举措|事项|工作|项目|工程))/gu
/** The sentence speaks of the table, not of things elsewhere. */
const POINTS_AT_TABLE =
  /(?:见|如|列入|列于|详见|按照?|具体)(?:下表|附表|表\s?\d|以下表|下列表|清单如下)|如下[:。]?$|下表/u
/** How many lines above its header row a table may be announced. */
const LINES_ABOVE = 3

/**
 * A declared count (共安排12项行动, 见下表) against the numbered rows of the table right below it. Only rows with a running
 * number are counted, and only where the numbers run without a gap: a table that a page break or a merged cell has
 * damaged proves nothing.
 */
export function findTableCountMismatches(document: ReconciledDocument, reading: Reading): Finding[] {
  const lines = reading.lines.filter((line) => !line.noise && line.text !== '')
  return tablesOf(reading, lines).flatMap(({ header, rows }) => {
    const above = lines.slice(Math.max(0, header - LINES_ABOVE), header)
    const declared = above.flatMap((line) => (POINTS_AT_TABLE.test(line.text) ? declaredIn(line) : []))
    const [only] = declared
    const found = rows.length
    if (only === undefined || declared.length > 1 || found < 2 || only.count === found) return []
    const [first, last] = [rows[0], rows.at(-1)]
    if (first === undefined || last === undefined || !isUnbroken(rows)) return []
    const finding: Finding = {
      kind: 'count-mismatch',
      severity: 'warning',
      values: { how: 'table', declared: only.count, found, noun: only.noun, unit: only.unit, parts: [] },
      items: [
        itemIn(document, spanOf(reading, only.from, only.to)),
        itemIn(document, spanOf(reading, first.start, last.end)),
      ],
    }
    return [finding]
  })
}

interface Table {
  /** Index of the header row among the lines. */
  readonly header: number
  readonly rows: readonly Line[]
}

function tablesOf(reading: Reading, lines: readonly Line[]): Table[] {
  const tables: { header: number; rows: Line[] }[] = []
  let columns: RoleColumns | null = null
  for (const [i, line] of lines.entries()) {
    const before: RoleColumns | null = columns
    columns = columnsAfter(before, reading, line)
    const current = tables.at(-1)
    if (columns === null) continue
    if (columns !== before) {
      // A header that a new page repeats goes on with the same table.
      const repeated = before !== null && current !== undefined && lines[current.header]?.text === line.text
      if (columns.isNumbered && !repeated) tables.push({ header: i, rows: [] })
    } else if (columns.isNumbered && /^\d{1,3}\s*[|\t]/.test(line.text)) current?.rows.push(line)
  }
  return tables
}

function isUnbroken(rows: readonly Line[]): boolean {
  return rows.every((row, i) => Number.parseInt(row.text, 10) === i + 1)
}

function declaredIn(line: Line): { count: number; unit: string; noun: string; from: number; to: number }[] {
  return [...line.text.matchAll(DECLARED)].flatMap((match) => {
    const count = numberOf(match[1] ?? '')
    if (count === null) return []
    const from = line.start + match.index
    return [{ count, unit: match[2] ?? '', noun: match[3] ?? '', from, to: from + match[0].length }]
  })
}
