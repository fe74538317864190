/** Excel refuses to open a workbook in which a cell holds more. */
export const MAX_CELL_CHARACTERS = 32_767

/** What neither XML nor a reader of the sheet can use: controls but for tab and line ends, and two non-characters. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu

/**
 * Text as a cell can hold it: what XML forbids and lone surrogates become U+FFFD, line ends become LF as Excel writes
 * them, and what is beyond the size of a cell is cut with an ellipsis.
 */
export function cellText(text: string): string {
  const clean = text.toWellFormed().replace(FORBIDDEN, '\ufffd').replace(/\r\n?/g, '\n')
  if (clean.length <= MAX_CELL_CHARACTERS) return clean
  return `${clean.slice(0, MAX_CELL_CHARACTERS - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Readers decode `_x0041_` in texts of a workbook as a character; a text that really says so has its bar escaped. */
export function escapeCellText(text: string): string {
  return escapeXml(cellText(text)).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

export function escapeXml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
    : text
}

/** Columns of a character cell: Chinese and full-width characters are two wide. */
export function textWidth(text: string): number {
  let widest = 0
  for (const line of text.split('\n')) {
    let width = 0
    for (const character of line) width += isWide(character.codePointAt(0) ?? 0) ? 2 : 1
    widest = Math.max(widest, width)
  }
  return widest
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x2014 && code <= 0x2026) ||
    code >= 0x20000
  )
}
