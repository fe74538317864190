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

/** Lines that one header may have: groups, names, codes. */
const HEADER_LINES = 3

/**
 * The header is where most declared headings stand: in one line or in up to three, the upper ones naming groups. Lines below it
 * that name the same columns again, such as codes under labels, belong to it. Null when no line names at least two columns, or
 * the only one.
 */
export function findHeader(rows: readonly RawRow[], declaration: ImportDeclaration): FoundHeader | null {
  const keys = headingKeys(declaration)
  const least = Math.min(2, declaration.columns.length)
  let best: Candidate | null = null
  for (const [at, row] of rows.entries()) {
    if (row.row > HEADER_WITHIN_ROWS) break
    // One line first: it wins unless a further line adds columns.
    for (let count = 1; count <= HEADER_LINES; count++) {
      const lines = rows.slice(at, at + count)
      if (lines.length < count || lines.at(-1)?.row !== row.row + count - 1) break
      const candidate = matchLines(lines, keys, declaration)
      if (candidate.score >= least && candidate.score > (best?.score ?? 0)) best = candidate
    }
  }
  return best === null ? null : withRepeatedNames(best, rows, keys, least)
}

/** Takes in the lines below that say once more what the columns are. */
function withRepeatedNames(
  header: Candidate,
  rows: readonly RawRow[],
  keys: ReadonlyMap<string, string>,
  least: number,
): FoundHeader {
  let { lastRow } = header
  for (const row of rows) {
    if (row.row !== lastRow + 1) continue
    const again = headings([row]).filter(({ names, column }) => {
      const key = keyOf(names, keys)
      return key !== undefined && header.columns.get(key) === column
    })
    if (again.length < least) break
    lastRow = row.row
  }
  return { ...header, lastRow }
}

function matchLines(
  lines: readonly RawRow[],
  keys: ReadonlyMap<string, string>,
  declaration: ImportDeclaration,
): Candidate {
  const places = new Map<string, number[]>()
  const unknown: { heading: string; column: number }[] = []
  for (const { names, shown, column } of headings(lines)) {
    const key = keyOf(names, keys)
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

/**
 * Headings of up to three lines: the lowest one that says something, tried with the groups above it and alone. A group's name
 * stands over its first column and is merged or left blank over the rest.
 */
function headings(lines: readonly RawRow[]): Heading[] {
  const width = Math.max(0, ...lines.map((line) => line.cells.length))
  const found: Heading[] = []
  const groups = lines.map(() => '')
  for (let column = 0; column < width; column++) {
    const own = lines.map((line) => shownText(line.cells[column]))
    for (const [at, text] of own.entries()) {
      if (text === '') continue
      groups[at] = text
      // What stands below belonged to the group before.
      groups.fill('', at + 1)
    }
    const lowest = own.findLastIndex((text) => text !== '')
    if (lowest < 0) continue
    const chain = groups.slice(0, lowest + 1).filter((text) => text !== '')
    found.push({
      column,
      shown: chain.map(oneLine).join(' '),
      names: chain.flatMap((_, from) => namesOf(chain.slice(from).join(''))),
    })
  }
  return found
}

export function keyOf(names: readonly string[], keys: ReadonlyMap<string, string>): string | undefined {
  return names.map((name) => keys.get(name)).find((key) => key !== undefined)
}

/** Whole names go before those without their brackets; what two columns would share without them names neither. */
export function headingKeys(declaration: ImportDeclaration): Map<string, string> {
  const keys = new Map<string, string>()
  const shorter = new Map<string, Set<string>>()
  for (const column of declaration.columns)
    for (const heading of column.headings) {
      const [exact = '', plain = '', bare] = namesOf(heading)
      for (const name of [exact, plain]) if (!keys.has(name)) keys.set(name, column.key)
      if (bare !== undefined) shorter.set(bare, (shorter.get(bare) ?? new Set<string>()).add(column.key))
    }
  for (const [bare, [key, other]] of shorter)
    if (key !== undefined && other === undefined && !keys.has(bare)) keys.set(bare, key)
  return keys
}

/**
 * A heading as written (codes may differ by a stroke only: QJ23_1 and QJ231), plain, and without what stands in brackets, such
 * as a unit or a hint.
 */
export function namesOf(heading: string): string[] {
  const exact = `=${halfWidth(heading).trim().toLowerCase()}`
  const name = plainName(heading)
  const bare = name.replace(/\([^()]*\)/g, '')
  return bare === name || bare === '' ? [exact, name] : [exact, name, bare]
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
