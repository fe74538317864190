import { quoteIdentifier, type ColumnDeclaration, type TableDeclaration } from '#platform/analytics'

/**
 * A number for a set of rows that does not depend on their order, worked out by either database from its own rows: the sum of
 * the first 60 bits of the MD5 of each row's values written out. Every value carries its length or a sign that ends it, so that no
 * two rows read alike.
 */
export interface Digest {
  readonly rows: number
  readonly digest: string
}

type Dialect = 'postgres' | 'duckdb'

/** Columns `rows` and `digest`, both as text. */
export function digestSql(table: TableDeclaration, dialect: Dialect): string {
  const bits =
    dialect === 'postgres'
      ? `('x' || substr(${rowHashSql(table, dialect)}, 1, 15))::bit(60)::bigint`
      : `('0x' || substr(${rowHashSql(table, dialect)}, 1, 15))::BIGINT::HUGEINT`
  const text = dialect === 'postgres' ? 'text' : 'VARCHAR'
  return `count(*)::${text} AS rows, coalesce(sum(${bits}), 0)::${text} AS digest`
}

/** MD5 of all values of a row. */
export function rowHashSql(table: TableDeclaration, dialect: Dialect): string {
  const values = table.columns.map((column) => valueSql(column, dialect))
  // PostgreSQL's functions take 100 arguments.
  const groups: string[] = []
  for (let from = 0; from < values.length; from += 60)
    groups.push(`concat(${values.slice(from, from + 60).join(', ')})`)
  return `md5(${groups.join(' || ')})`
}

function valueSql({ name, type }: ColumnDeclaration, dialect: Dialect): string {
  const column = quoteIdentifier(name)
  return `coalesce(${writtenSql(column, type, dialect)}, '-;')`
}

function writtenSql(column: string, type: ColumnDeclaration['type'], dialect: Dialect): string {
  const postgres = dialect === 'postgres'
  switch (type) {
    case 'text':
      return `${postgres ? 'octet_length' : 'strlen'}(${column}) || ':' || ${column}`
    case 'uuid':
      return `${column}::${postgres ? 'text' : 'VARCHAR'} || ';'`
    case 'moment':
      return postgres
        ? `(extract(epoch FROM ${column}) * 1000000)::bigint || ';'`
        : `epoch_us(${column}) || ';'`
    case 'day':
      return `${column}::${postgres ? 'text' : 'VARCHAR'} || ';'`
    case 'flag':
      return `CASE WHEN ${column} THEN '1;' ELSE '0;' END`
    case 'count':
      return `${column}::${postgres ? 'text' : 'VARCHAR'} || ';'`
    case 'figure':
      return figureSql(column, postgres)
  }
}

/**
 * Both write a double with the fewest digits that give it back, but not in the same shape: whole numbers are written as integers,
 * and from 10^15 on (where one begins to write an exponent and the other does not) the whole part and the rest apart.
 */
function figureSql(column: string, postgres: boolean): string {
  const [integer, text] = postgres ? ['bigint', 'text'] : ['BIGINT', 'VARCHAR']
  return `CASE WHEN abs(${column}) < 9e18 AND ${column} = floor(${column}) THEN ${column}::${integer}::${text} || ';'
    WHEN abs(${column}) >= 1e15 AND abs(${column}) < 9e18
      THEN floor(${column})::${integer}::${text} || '+' || (${column} - floor(${column}))::${text} || ';'
    ELSE ${column}::${text} || ';' END`
}
