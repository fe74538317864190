import { cellText } from './cell-text.ts'

const LONGEST = 31

/** Names as Excel accepts them: at most 31 characters, none of `[]:*?/\`, each once whatever its case. */
export class SheetNames {
  readonly #taken = new Set<string>()

  /** `part` counts the sheets into which one table was split, from 1. */
  take(wanted: string, part: number): string {
    const name = acceptable(wanted)
    for (let again = part; ; again++) {
      const suffix = again === 1 ? '' : ` (${String(again)})`
      const candidate = cutTo(name, LONGEST - suffix.length) + suffix
      if (this.#taken.has(candidate.toLowerCase())) continue
      this.#taken.add(candidate.toLowerCase())
      return candidate
    }
  }
}

function acceptable(wanted: string): string {
  const name = cellText(wanted)
    .replace(/[[\]:*?/\\\s]+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '')
  // Excel keeps "History" for itself.
  return name === '' || name.toLowerCase() === 'history' ? `Sheet ${name}`.trim() : name
}

function cutTo(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
    .replace(/'+$/, '')
}
