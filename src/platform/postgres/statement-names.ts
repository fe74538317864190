/** Statements longer than this are lists of rows, of another length each time. */
const TEXT_AT_MOST = 20_000
const REMEMBERED = 2000

/** Tells which statements of a pool come again and are worth preparing: not those that were built for one occasion. */
export class StatementNames {
  #seen = new Set<string>()
  #generation = 0

  /** Rises when everything that was prepared on any connection must be prepared anew. */
  get generation(): number {
    return this.#generation
  }

  forgetAll(): void {
    this.#generation++
  }

  comesAgain(text: string): boolean {
    if (this.#seen.has(text)) return true
    if (text.length > TEXT_AT_MOST) return false
    if (this.#seen.size >= REMEMBERED) this.#seen.clear()
    this.#seen.add(text)
    return false
  }
}
