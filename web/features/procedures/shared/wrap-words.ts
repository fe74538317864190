/**
 * Breaks a name into at most two lines of a box, by estimated width: a Chinese character is as wide as the type size, others
 * half of it. What does not fit ends with an ellipsis; the whole name stands in the box's title.
 */
export function wrapWords(text: string, width: number, size = 13): string[] {
  const parts = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? []
  const lines: string[] = ['']
  for (const part of parts) {
    const current = lines.at(-1) ?? ''
    if (current !== '' && widthOf(current + part.trimEnd(), size) > width) lines.push(part)
    else lines[lines.length - 1] = current + part
  }
  const trimmed = lines.map((line) => line.trimEnd())
  if (trimmed.length <= 2) return trimmed.map((line) => shorten(line, width, size))
  return [shorten(trimmed[0] ?? '', width, size), shorten(trimmed.slice(1).join(' '), width, size)]
}

export function widthOf(text: string, size: number): number {
  let width = 0
  for (const character of text) width += /[\u2e80-\uffef]/.test(character) ? size : size * 0.55
  return width
}

function shorten(line: string, width: number, size: number): string {
  if (widthOf(line, size) <= width) return line
  const characters = [...line]
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, size) > width) characters.pop()
  return `${characters.join('').trimEnd()}…`
}
