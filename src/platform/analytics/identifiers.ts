/** A name as SQL: every table and column that isn't spelled out in a statement goes through here. */
export function quoteIdentifier(name: string): string {
  if (name === '' || name.includes('\0')) throw new TypeError(`Not a name: ${JSON.stringify(name)}`)
  return `"${name.replaceAll('"', '""')}"`
}

/** A text as SQL, where the grammar takes no parameter (file names, options). Values of queries are parameters. */
export function quoteText(text: string): string {
  if (text.includes('\0')) throw new TypeError('A text holds NUL')
  return `'${text.replaceAll("'", "''")}'`
}
