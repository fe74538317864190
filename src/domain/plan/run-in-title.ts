/** The title at the beginning of a numbered line, and how much of the line it takes up. */
export interface RunInTitle {
  readonly title: string
  /** Characters of the line, closing punctuation included; 0 where the line has text but no title. */
  readonly length: number
}

const longestTitle = 64
const longestStandAlone = 90
const spacedTitle = /^([^\s。,;:!?]{2,30})\s+(?=\S{20})/
const bracketTitle = /^[【[](.{2,30}?)[】\]]\s*/

/**
 * Title of the text after a mark: the whole line where it stands alone, else its first sentence if that is short like a
 * title, else its first clause. A colon or blanks close a title too (目标:…, 指导思想 以…).
 */
export function runInTitle(text: string): RunInTitle {
  const bracket = bracketTitle.exec(text)
  if (bracket) return { title: bracket[1] ?? '', length: bracket[0].length }
  const stop = text.search(/[。!?]/)
  const colon = text.indexOf(':')
  if (colon > 0 && colon <= 30 && (stop < 0 || colon < stop) && !/[,;]/.test(text.slice(0, colon))) {
    return { title: text.slice(0, colon), length: colon + 1 }
  }
  const spaced = spacedTitle.exec(text)
  if (spaced && (stop < 0 || spaced[0].length < stop))
    return { title: spaced[1] ?? '', length: spaced[0].trimEnd().length }
  // A line that breaks off at a comma goes on in the next one.
  if (stop < 0 && /,[^,]*,$/.test(text)) return firstClause(text)
  if (stop < 0) {
    if (text.length <= longestStandAlone && !/;/.test(text.slice(0, -1))) {
      return { title: text.replace(/[,;:.、]+$/, ''), length: text.length }
    }
    return firstClause(text)
  }
  if (stop <= longestTitle && commas(text.slice(0, stop)) <= 2)
    return { title: text.slice(0, stop), length: stop + 1 }
  return firstClause(text)
}

/** The text up to its first comma, semicolon or full stop. */
export function firstClause(text: string): RunInTitle {
  const end = text.search(/[,;:。!?]/)
  const length = end < 0 ? text.length : end
  return { title: text.slice(0, length), length }
}

function commas(text: string): number {
  return text.split(/[,;]/).length - 1
}
