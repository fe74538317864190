/** Widths of texts without a screen: near enough for boxes that leave a little air. In em of the font. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0
  for (const character of text) width += emOf(character)
  return width * fontSize
}

function emOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  // Chinese characters, full-width signs, the letters of Hangul and Kana.
  if (code >= 0x2e80) return 1
  if (code >= 0x2010 && code <= 0x2027) return 0.75
  if (code >= 0x2190) return 1
  if (/[ilj.,;:'|!()[\]]/.test(character)) return 0.31
  if (/[mwMW@%]/.test(character)) return 0.86
  if (/[A-Z]/.test(character)) return 0.66
  return character === ' ' ? 0.27 : 0.57
}

/** Signs that must not begin a line, and those that must not end one. */
const CLOSING = '，。、；：！？）》”’】」』,.;:!?)]%'
const OPENING = '（《“‘【「『(['

/** Breaks a text into lines of at most so many px; past `most` lines the last ends in an ellipsis. */
export function wrapText(text: string, fontSize: number, width: number, most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (line === '' || textWidth((line + piece).trimEnd(), fontSize) <= width) {
      line += line === '' ? piece.trimStart() : piece
      continue
    }
    lines.push(line.trimEnd())
    line = piece.trimStart()
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  if (lines.length <= most) return balance(lines, fontSize)
  const kept = lines.slice(0, most)
  let last = kept.at(-1) ?? ''
  while (last !== '' && textWidth(`${last}…`, fontSize) > width) last = [...last].slice(0, -1).join('')
  return [...kept.slice(0, -1), `${last.trimEnd()}…`]
}

/** What may not be broken: a word, or a Chinese character with the signs that belong to it. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (const character of text) {
    const last = pieces.at(-1)
    const previous = last === undefined ? '' : ([...last].at(-1) ?? '')
    const joins =
      last !== undefined &&
      (CLOSING.includes(character) ||
        OPENING.includes(previous) ||
        (isWord(character) && isWord(previous)) ||
        character === ' ')
    if (joins) pieces[pieces.length - 1] = last + character
    else pieces.push(character)
  }
  return pieces
}

function isWord(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code < 0x2e80 && character !== ' ' && character !== '/' && character !== ''
}

/** A single character left on the last line of a Chinese text gets company. */
function balance(lines: readonly string[], fontSize: number): readonly string[] {
  const last = lines.at(-1)
  const before = lines.at(-2)
  if (last === undefined || before === undefined || textWidth(last, fontSize) > 1.5 * fontSize) return lines
  const moved = [...before].at(-1) ?? ''
  if (emOf(moved) < 1 || CLOSING.includes(moved)) return lines
  return [...lines.slice(0, -2), [...before].slice(0, -1).join(''), moved + last]
}
