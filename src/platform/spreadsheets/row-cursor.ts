/** Rows of any iterable one at a time, with some looked at in advance. */
export class RowCursor<Row> {
  readonly #iterator: AsyncIterator<Row> | Iterator<Row>
  readonly #ahead: Row[] = []
  #done = false

  constructor(rows: AsyncIterable<Row> | Iterable<Row>) {
    this.#iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  }

  /** Up to `count` rows that `next` will still give. */
  async peek(count: number): Promise<readonly Row[]> {
    while (!this.#done && this.#ahead.length < count) await this.#read()
    return this.#ahead.slice(0, count)
  }

  /** A row at hand comes without waiting: a promise for each of a million rows costs more than writing them. */
  next(): Row | undefined | Promise<Row | undefined> {
    if (this.#ahead.length > 0) return this.#ahead.shift()
    return this.#done ? undefined : this.#read().then(() => this.#ahead.shift())
  }

  async close(): Promise<void> {
    if (this.#done) return
    this.#done = true
    await this.#iterator.return?.()
  }

  async #read(): Promise<void> {
    const result = await this.#iterator.next()
    if (result.done === true) this.#done = true
    else this.#ahead.push(result.value)
  }
}
