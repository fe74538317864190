export const MAX_ROWS = 1_048_576
export const MAX_COLUMNS = 16_384

/** Letters of a column counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}

/** `C5` of a column counted from 0 and a row counted from 1. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${String(row)}`
}

/** Column from 0 and row from 1 of `C5` or `$C$5`; null outside a sheet. */
export function readAddress(address: string): { column: number; row: number } | null {
  let at = 0
  let column = 0
  for (; at < address.length; at++) {
    const code = address.charCodeAt(at)
    if (code === 36) continue
    if (code >= 65 && code <= 90) column = column * 26 + code - 64
    else if (code >= 97 && code <= 122) column = column * 26 + code - 96
    else break
    if (column > MAX_COLUMNS) return null
  }
  let row = 0
  for (; at < address.length; at++) {
    const digit = address.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return null
    row = row * 10 + digit
    if (row > MAX_ROWS) return null
  }
  return column === 0 || row === 0 ? null : { column: column - 1, row }
}
