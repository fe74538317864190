import { isUnit, parseUnit } from '#domain/indicators'
import type { CellValue, FilingValues, FormField } from '#domain/indicators'
import { cellOf, isAmount } from './fields.ts'
import { readEntry, tidy } from './read-entry.ts'
import type { EntryDoubt, EntryNote } from './read-entry.ts'

/** What would become of one row of a pasted block. */
export interface PasteLine {
  /** From 1, as in the block. */
  readonly row: number
  /** By what the row named its cell; empty where cells were filled in order. */
  readonly name: string
  readonly given: string
  readonly field: FormField | null
  readonly before: CellValue
  readonly after: CellValue
  readonly verdict: 'fill' | 'same' | 'blank' | 'refused' | 'heading'
  readonly why: EntryDoubt | PasteDoubt | null
  readonly note: EntryNote | null
}

export const PASTE_DOUBTS = ['unknown-name', 'ambiguous-name', 'twice', 'beyond-the-end'] as const
export type PasteDoubt = (typeof PASTE_DOUBTS)[number]

export interface PastePlan {
  /** named: each row says which cell it is for; in-order: from the cell where the block was pasted downward. */
  readonly mode: 'named' | 'in-order'
  /** Columns that may hold the figures: this period, last year … */
  readonly columns: readonly { readonly index: number; readonly title: string; readonly sample: string }[]
  readonly column: number
  readonly lines: readonly PasteLine[]
  /** Cells that would be filled. */
  readonly cells: ReadonlyMap<string, CellValue>
}

/**
 * What a block would fill. Where a column holds codes or labels of the form, every row goes to the cell that it names; else the
 * rows go in order from `start`. Whatever is doubtful is refused by itself and fills nothing; a blank never empties a cell.
 */
export function planPaste(
  block: readonly (readonly string[])[],
  fields: readonly FormField[],
  start: string,
  values: FilingValues,
  wantedColumn?: number,
): PastePlan {
  const width = Math.max(0, ...block.map((row) => row.length))
  const names = new FieldNames(fields)
  const nameColumns = columnsNaming(block, width, names)
  const mode = nameColumns.length > 0 ? 'named' : 'in-order'
  const columns = valueColumns(block, width, nameColumns)
  const column = columns.some(({ index }) => index === wantedColumn)
    ? (wantedColumn ?? 0)
    : preferredColumn(columns)
  const lines =
    mode === 'named'
      ? namedLines(block, nameColumns, column, names, values)
      : orderedLines(block, column, fields, start, values)
  const settled = refuseTwice(lines)
  const cells = new Map(
    settled.flatMap(({ field, verdict, after }) =>
      field !== null && verdict === 'fill' ? [[field.code, after] as const] : [],
    ),
  )
  return { mode, columns, column, lines: settled, cells }
}

/** Fields by their code and by their label in either language, written more or less as the form prints it. */
class FieldNames {
  readonly #byCode: ReadonlyMap<string, FormField>
  readonly #byLabel = new Map<string, FormField[]>()

  constructor(fields: readonly FormField[]) {
    this.#byCode = new Map(fields.map((field) => [field.code.toUpperCase(), field]))
    for (const field of fields)
      for (const label of new Set([plainLabel(field.label.zh), plainLabel(field.label.en)]))
        this.#byLabel.set(label, [...(this.#byLabel.get(label) ?? []), field])
  }

  /** One field; several where a label stands more than once in the form; none. */
  find(name: string): readonly FormField[] {
    const code = this.#byCode.get(tidy(name).replace(/\s/gu, '').toUpperCase())
    if (code !== undefined) return [code]
    const label = plainLabel(name)
    return label === '' ? [] : (this.#byLabel.get(label) ?? [])
  }

  isCode(name: string): boolean {
    return this.#byCode.has(tidy(name).replace(/\s/gu, '').toUpperCase())
  }
}

/** 1.其中：技术收入（千元） → 技术收入. */
function plainLabel(text: string): string {
  const label = tidy(text)
    .toLowerCase()
    .replace(/^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、:]\s*)+/u, '')
    .replace(/^(?:其中|of which)\s*:?\s*/u, '')
  const unit = /^(.*)\(([^()]*)\)$/u.exec(label)
  const named = unit !== null && isUnit((unit[2] ?? '').trim()) ? (unit[1] ?? '') : label
  return named.replace(/[\s,.;:'"“”‘’·、，。：；()（）《》-]/gu, '')
}

/** A column names cells where most of what stands in it is a code or a label of the form. Codes go before labels. */
function columnsNaming(
  block: readonly (readonly string[])[],
  width: number,
  names: FieldNames,
): readonly number[] {
  if (width < 2) return []
  const found: { index: number; codes: number }[] = []
  for (let index = 0; index < width; index++) {
    const filled = block.map((row) => (row[index] ?? '').trim()).filter((text) => text !== '')
    const known = filled.filter((text) => names.find(text).length > 0)
    if (known.length === 0 || known.length * 2 < filled.length) continue
    found.push({ index, codes: known.filter((text) => names.isCode(text)).length })
  }
  return found.toSorted((a, b) => b.codes - a.codes || a.index - b.index).map(({ index }) => index)
}

const TITLES_OF_NOW =
  /本期|本年|本月|当年|当期|累计|填报|数值|金额|实际|value|this (?:year|month|period)|current/iu
const TITLES_OF_THEN = /上年|上期|同期|去年|上月|增减|增长|last|previous|prior|change/iu

/** Everything that names no cells and isn't a column of units or of numbers of lines. */
function valueColumns(
  block: readonly (readonly string[])[],
  width: number,
  nameColumns: readonly number[],
): PastePlan['columns'] {
  const columns: { index: number; title: string; sample: string }[] = []
  for (let index = 0; index < width; index++) {
    if (nameColumns.includes(index)) continue
    const texts = block.map((row) => (row[index] ?? '').trim())
    const filled = texts.filter((text) => text !== '')
    if (filled.length === 0 && width > 1) continue
    if (nameColumns.length > 0 && isColumnOfUnits(filled)) continue
    if (nameColumns.length > 0 && isColumnOfLineNumbers(filled)) continue
    const title = filled[0] !== undefined && !/\d/u.test(filled[0]) ? filled[0] : ''
    columns.push({ index, title, sample: filled.find((text) => /\d/u.test(text)) ?? filled[0] ?? '' })
  }
  return columns
}

function isColumnOfUnits(texts: readonly string[]): boolean {
  const units = texts.filter((text) => !/\d/u.test(text) && parseUnit(tidy(text)) !== null)
  return units.length > 0 && units.length * 2 >= texts.length
}

/** 1, 2, 3 … as forms print them beside their lines. */
function isColumnOfLineNumbers(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => /^\d{1,3}$/u.test(text)).map(Number)
  return (
    numbers.length >= 3 &&
    numbers.length * 2 >= texts.length &&
    numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1)
  )
}

function preferredColumn(columns: PastePlan['columns']): number {
  const now = columns.find(({ title }) => TITLES_OF_NOW.test(title) && !TITLES_OF_THEN.test(title))
  const notThen = columns.find(({ title }) => !TITLES_OF_THEN.test(title))
  return (now ?? notThen ?? columns[0])?.index ?? 0
}

function namedLines(
  block: readonly (readonly string[])[],
  nameColumns: readonly number[],
  column: number,
  names: FieldNames,
  values: FilingValues,
): readonly PasteLine[] {
  return block.flatMap((cells, index): PasteLine[] => {
    const given = (cells[column] ?? '').trim()
    const written = nameColumns.map((each) => (cells[each] ?? '').trim()).filter((name) => name !== '')
    const name = written[0] ?? ''
    const line = { row: index + 1, name, given, before: null, after: null, note: null }
    const candidates = fieldsNamed(written, names)
    const [field] = candidates
    if (field !== undefined && candidates.length === 1)
      return [lineOf(index + 1, name, given, unitBeside(cells, field, column, nameColumns), field, values)]
    if (given === '' && field === undefined) return []
    // What stands above the rows: the block's own headings, the head of a section.
    if (field === undefined && !/\d/u.test(given))
      return [{ ...line, field: null, verdict: 'heading', why: null }]
    return [
      {
        ...line,
        field: null,
        verdict: 'refused',
        why: field === undefined ? 'unknown-name' : 'ambiguous-name',
      },
    ]
  })
}

/** The fields that all names of a row allow: a code settles it, a label that stands twice does not. */
function fieldsNamed(written: readonly string[], names: FieldNames): readonly FormField[] {
  const known = written
    .map((name) => ({ name, fields: names.find(name) }))
    .filter(({ fields }) => fields.length > 0)
  const code = known.find(({ name }) => names.isCode(name))
  if (code !== undefined) return code.fields
  const [first, ...others] = known.map(({ fields }) => fields)
  return (first ?? []).filter((field) => others.every((fields) => fields.includes(field)))
}

/** The unit that the row itself prints, where it is another than the form's: the figure is converted, and the preview says so. */
function unitBeside(
  cells: readonly string[],
  field: FormField,
  column: number,
  nameColumns: readonly number[],
): string | null {
  if (!isAmount(field) || field.unit === null) return null
  const texts = [
    ...cells.flatMap((text, index) => (index === column || nameColumns.includes(index) ? [] : [tidy(text)])),
    ...nameColumns.flatMap((index) => /[(（]([^()（）]*)[)）]\s*$/u.exec(cells[index] ?? '')?.[1] ?? []),
  ]
  const unit = texts.find((text) => text !== '' && !/\d/u.test(text) && isUnit(text))
  return unit === undefined || unit === field.unit ? null : unit
}

function orderedLines(
  block: readonly (readonly string[])[],
  column: number,
  fields: readonly FormField[],
  start: string,
  values: FilingValues,
): readonly PasteLine[] {
  const first = Math.max(
    0,
    fields.findIndex(({ code }) => code === start),
  )
  return block.map((cells, index): PasteLine => {
    const given = (cells[column] ?? '').trim()
    const field = fields[first + index]
    return field === undefined
      ? {
          row: index + 1,
          name: '',
          given,
          field: null,
          before: null,
          after: null,
          verdict: given === '' ? 'blank' : 'refused',
          why: given === '' ? null : 'beyond-the-end',
          note: null,
        }
      : lineOf(index + 1, '', given, null, field, values)
  })
}

function lineOf(
  row: number,
  name: string,
  given: string,
  unit: string | null,
  field: FormField,
  values: FilingValues,
): PasteLine {
  const before = cellOf(values, field.code)
  const reading = readEntry(field, unit === null || given === '' ? given : `${given} ${unit}`)
  const line = { row, name, given, field, before, after: before, note: null, why: null }
  if (reading.kind === 'empty') return { ...line, verdict: 'blank' }
  if (reading.kind === 'doubtful') return { ...line, verdict: 'refused', why: reading.why }
  const { value, note } = reading
  const why = doubtOf(field, value)
  if (why !== null) return { ...line, verdict: 'refused', why }
  return { ...line, after: value, note, verdict: value === before ? 'same' : 'fill' }
}

/** What a person who types it would be shown at once, and a block would hide among others. */
function doubtOf(field: FormField, value: CellValue): EntryDoubt | null {
  if (typeof value !== 'number') return null
  if (field.type === 'integer' && !Number.isInteger(value)) return 'not-an-integer'
  const { decimals } = field
  if (field.type === 'decimal' && decimals !== undefined && Number(value.toFixed(decimals)) !== value)
    return 'decimals'
  return null
}

/** Two rows for one cell with different values: which is meant nobody can know. */
function refuseTwice(lines: readonly PasteLine[]): readonly PasteLine[] {
  const given = new Map<string, Set<CellValue>>()
  for (const { field, verdict, after } of lines)
    if (field !== null && (verdict === 'fill' || verdict === 'same'))
      given.set(field.code, (given.get(field.code) ?? new Set<CellValue>()).add(after))
  return lines.map((line) =>
    line.field !== null &&
    (line.verdict === 'fill' || line.verdict === 'same') &&
    (given.get(line.field.code)?.size ?? 0) > 1
      ? { ...line, verdict: 'refused', why: 'twice' }
      : line,
  )
}
