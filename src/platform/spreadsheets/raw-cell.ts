/** A cell as it stands in a file, before anything is known about what it should hold. */
export type RawCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly format: NumberLook }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** `#REF!` and the like. */
  | { readonly kind: 'error'; readonly text: string }
  /** A formula that no program has calculated yet. */
  | { readonly kind: 'uncalculated' }

/** How a number is shown: `month` is a date shown without its day. */
export type NumberLook = 'plain' | 'percent' | 'date' | 'month'

export interface RawRow {
  /** From 1. */
  readonly row: number
  readonly hidden: boolean
  /** By column from 0, with gaps. */
  readonly cells: readonly (RawCell | undefined)[]
}

/** Full-width letters, digits and punctuation become half-width; nothing else changes (² stays ²). */
export function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2002-\u200a\u202f]/g, ' ')
}

/** Without spaces around and characters that nobody sees. */
export function tidyText(text: string): string {
  return text
    .replace(/[\u200b\u200c\u2060\ufeff]/g, '')
    .replace(/\r\n?/g, '\n')
    .trim()
}

export function isBlank(cell: RawCell | undefined): boolean {
  return cell === undefined || (cell.kind === 'text' && tidyText(cell.text) === '')
}

/** What the cell shows, as far as that is known without its number format. */
export function shownText(cell: RawCell | undefined): string {
  switch (cell?.kind) {
    case undefined:
    case 'uncalculated':
      return ''
    case 'text':
      return tidyText(cell.text)
    case 'error':
      return cell.text
    case 'number':
      return String(cell.value)
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE'
  }
}
