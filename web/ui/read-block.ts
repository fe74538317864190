/**
 * A block of cells from the clipboard: rows end with a line end, cells with a tab, and a cell that holds either is quoted, as
 * Excel, WPS and LibreOffice write them. The line end after the last row is no row.
 */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    const quoted = character === '"' && cell === '' ? readQuoted(text, at) : null
    if (quoted !== null) {
      cell = quoted.content
      at = quoted.end
    } else if (character === '\t') {
      row.push(cell)
      cell = ''
      at++
    } else if (character === '\n' || character === '\r') {
      rows.push([...row, cell])
      row = []
      cell = ''
      at += character === '\r' && text[at + 1] === '\n' ? 2 : 1
    } else {
      cell += character
      at++
    }
  }
  rows.push([...row, cell])
  while (rows.length > 1 && rows.at(-1)?.every((each) => each === '') === true) rows.pop()
  return rows
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || /[\t\r\n]/u.test(text[at] ?? '')
}

/** A quotation mark that never closes, or after which the cell goes on, is an ordinary character: null. */
function readQuoted(text: string, from: number): { content: string; end: number } | null {
  let content = ''
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') content += text[at]
    else if (text[at + 1] === '"') {
      content += '"'
      at++
    } else return isEnd(text, at + 1) ? { content, end: at + 1 } : null
  }
  return null
}

/** For a spreadsheet: cells with tabs, line ends or quotation marks quoted. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) =>
      row.map((cell) => (/[\t\r\n"]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'),
    )
    .join('\n')
}
