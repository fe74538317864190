import { quoteIdentifier } from './identifiers.ts'

/** `moment`: UTC to the microsecond. `count`: a whole number of 64 bits. */
export type ColumnType = 'figure' | 'text' | 'moment' | 'flag' | 'uuid' | 'count' | 'day'

export interface ColumnDeclaration {
  readonly name: string
  readonly type: ColumnType
  readonly required?: boolean
}

/** A table of the store. Without keys or indexes: zone maps over sorted loads serve better, and loads stay quick. */
export interface TableDeclaration {
  readonly name: string
  readonly columns: readonly ColumnDeclaration[]
}

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  figure: 'DOUBLE',
  text: 'VARCHAR',
  moment: 'TIMESTAMP',
  flag: 'BOOLEAN',
  uuid: 'UUID',
  count: 'BIGINT',
  day: 'DATE',
}

export function createTableSql(table: TableDeclaration, temporary = false): string {
  const columns = table.columns.map(
    ({ name, type, required }) =>
      `${quoteIdentifier(name)} ${SQL_TYPES[type]}${required === true ? ' NOT NULL' : ''}`,
  )
  return `CREATE ${temporary ? 'TEMP ' : ''}TABLE ${quoteIdentifier(table.name)} (${columns.join(', ')})`
}

/**
 * Loads a file of PostgreSQL's COPY … (FORMAT csv): nothing between commas is NULL, a quoted nothing is an empty text.
 * Nothing is guessed: columns, order and types are the table's.
 */
export function loadCsvSql(
  table: TableDeclaration,
  file: string,
  quoteText: (text: string) => string,
): string {
  const columns = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  return (
    `COPY ${quoteIdentifier(table.name)} (${columns}) FROM ${quoteText(file)} ` +
    `(FORMAT csv, HEADER false, AUTO_DETECT false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '', ` +
    // A file of one column would else end at an empty line; texts may hold line breaks of any kind.
    `ALLOW_QUOTED_NULLS false, NEW_LINE '\\n', BUFFER_SIZE 8388608)`
  )
}
