import type { ImportDeclaration, SheetIssue } from './declaration.ts'
import { cellAddress, columnLetters } from './cell-address.ts'
import { halfWidth, shownText, type RawRow } from './raw-cell.ts'

/** Titles, notes and dates may stand above the header. */
export const HEADER_WITHIN_ROWS = 20

export interface FoundHeader {
  /** The last row of the header; data begin below it. */
  readonly lastRow: number
  /** Column from 0 of each declared key that is there. */
  readonly columns: ReadonlyMap<string, number>
  readonly unknown: readonly { readonly heading: string; readonly column: number }[]
  /** Missing and repeated columns: then the sheet cannot be read. */
  readonly issues: readonly SheetIssue[]
}

/** The cell of a declared column in a row. */
export function cellUnder(header: FoundHeader | undefined, row: number, key: string): string | null {
  const column = header?.columns.get(key)
  return column === undefined ? null : cellAddress(column, row)
}

interface Candidate extends FoundHeader {
  /** Declared columns found, repeated ones too. */
  readonly score: number
}

/**
 * The header is where most declared headings stand: in one line or in two, the upper one naming groups. Null when no
 * line names at least two columns, or the only one.
 */
export function findHeader(rows: readonly RawRow[], declaration: ImportDeclaration): FoundHeader | null {
  const keys = headingKeys(declaration)
  const least = Math.min(2, declaration.columns.length)
  let best: Candidate | null = null
  for (const [at, row] of rows.entries()) {
    if (row.row > HEADER_WITHIN_ROWS) break
    const next = rows[at + 1]
    const below = next?.row === row.row + 1 ? next : undefined
    // One line first: it wins unless the second line adds columns.
    for (const lines of below === undefined ? [[row]] : [[row], [row, below]]) {
      const candidate = matchLines(lines, keys, declaration)
      if (candidate.score >= least && candidate.score > (best?.score ?? 0)) best = candidate
    }
  }
  return best
}

function matchLines(
  lines: readonly RawRow[],
  keys: ReadonlyMap<string, string>,
  declaration: ImportDeclaration,
): Candidate {
  const places = new Map<string, number[]>()
  const unknown: { heading: string; column: number }[] = []
  for (const { names, shown, column } of headings(lines)) {
    const key = names.map((name) => keys.get(name)).find((found) => found !== undefined)
    if (key === undefined) unknown.push({ heading: shown, column })
    else places.set(key, [...(places.get(key) ?? []), column])
  }
  const issues: SheetIssue[] = []
  const columns = new Map<string, number>()
  for (const column of declaration.columns) {
    const found = places.get(column.key) ?? []
    const heading = column.headings[0] ?? column.key
    if (found.length > 1)
      issues.push({ code: 'sheet.duplicate_heading', params: { heading, columns: found.map(columnLetters) } })
    else if (found[0] !== undefined) columns.set(column.key, found[0])
    else if (column.required === true) issues.push({ code: 'sheet.missing_column', params: { heading } })
  }
  return { lastRow: lines.at(-1)?.row ?? 0, columns, unknown, issues, score: places.size }
}

interface Heading {
  readonly column: number
  readonly shown: string
  /** In the order in which they are tried. */
  readonly names: readonly string[]
}

/** Headings of one or two lines; a group's name stands over its first column and is merged or left blank over the rest. */
function headings(lines: readonly RawRow[]): Heading[] {
  const [first, second] = lines
  const width = Math.max(0, ...lines.map((line) => line.cells.length))
  const found: Heading[] = []
  let group = ''
  for (let column = 0; column < width; column++) {
    const upper = shownText(first?.cells[column])
    const lower = shownText(second?.cells[column])
    if (upper !== '') group = upper
    if (second === undefined || lower === '') {
      if (upper !== '') found.push({ column, shown: oneLine(upper), names: namesOf(upper) })
    } else {
      const shown = group === '' ? oneLine(lower) : `${oneLine(group)} ${oneLine(lower)}`
      found.push({ column, shown, names: [...namesOf(group + lower), ...namesOf(lower)] })
    }
  }
  return found
}

function headingKeys(declaration: ImportDeclaration): Map<string, string> {
  const keys = new Map<string, string>()
  for (const column of declaration.columns)
    for (const heading of column.headings)
      for (const name of namesOf(heading)) if (!keys.has(name)) keys.set(name, column.key)
  return keys
}

/** A heading as written and without what stands in brackets, such as a unit or a hint. */
function namesOf(heading: string): string[] {
  const name = plainName(heading)
  const bare = name.replace(/\([^()]*\)/g, '')
  return bare === name || bare === '' ? [name] : [name, bare]
}

/** Marks of required columns, colons, spaces, case and width of characters do not matter. */
function plainName(heading: string): string {
  return halfWidth(heading)
    .toLowerCase()
    .replace(/[【〔［]/g, '(')
    .replace(/[】〕］]/g, ')')
    .replace(/[\s*:_/、-]/g, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 200)
}
