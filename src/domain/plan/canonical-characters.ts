import { simplifiedCodes } from './simplified-characters.ts'

/** What the table says of a character that is to be left out: zero-width marks, byte order marks, direction marks. */
export const DROPPED = 0xffff

const renamed: Readonly<Record<string, string>> = {
  '「': '“',
  '」': '”',
  '『': '‘',
  '』': '’',
  '﹁': '“',
  '﹂': '”',
  '〝': '“',
  '〞': '”',
  '〟': '”',
  '―': '—',
  '─': '—',
  '━': '—',
  '⸺': '—',
  '–': '-',
  '‒': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '〜': '~',
  '∼': '~',
  '〰': '~',
  '•': '·',
  '‧': '·',
  '・': '·',
  '･': '·',
  '∙': '·',
  '⋅': '·',
  '﹝': '〔',
  '﹞': '〕',
  '〖': '【',
  '〗': '】',
  '｡': '。',
  '､': '、',
  '｢': '“',
  '｣': '”',
  '﹒': '.',
}

const spaces: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
]

const lineBreaks: readonly number[] = [0x0b, 0x0c, 0x85, 0x2028, 0x2029]

const dropped: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x061c, 0x061c],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0x2066, 0x2069],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffff, 0xffff],
]

/** Blocks whose members are only other shapes of ordinary characters: radicals out of PDF fonts, small and wide forms. */
const compatibility: readonly (readonly [number, number])[] = [
  [0x2e80, 0x2fdf],
  [0xf900, 0xfaff],
  [0xfe50, 0xfe6f],
  [0xff01, 0xff5e],
]

let table: Uint16Array | undefined

/**
 * Code unit -> the one form that the rules know: simplified characters, half-width letters, digits and punctuation
 * (, : ; ! ? ( ) %), “” for quotation, 、。《》〔〕【】 as they are, blanks as U+0020. Always one for one, or dropped.
 */
export function canonicalCodes(): Uint16Array {
  if (table) return table
  const simplified = simplifiedCodes()
  const built = new Uint16Array(simplified)
  for (const [from, to] of compatibility) {
    for (let code = from; code <= to; code++) {
      const plain = String.fromCharCode(code).normalize('NFKC')
      if (plain.length === 1) built[code] = simplified[plain.charCodeAt(0)] ?? code
    }
  }
  for (const [from, to] of Object.entries(renamed)) built[from.charCodeAt(0)] = to.charCodeAt(0)
  for (const [from, to] of spaces) built.fill(0x20, from, to + 1)
  for (const code of lineBreaks) built[code] = 0x0a
  for (const [from, to] of dropped) built.fill(DROPPED, from, to + 1)
  table = built
  return built
}
