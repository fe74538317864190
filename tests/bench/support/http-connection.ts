import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  /** As it came; of a chunked answer with the lengths of its chunks. */
  readonly body: Buffer
}

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/**
 * One HTTP/1.1 connection that is kept, one request at a time. Knows just enough to find where an answer ends: node:http
 * costs so much for each request that on a small machine it would take processor time from the server it measures.
 */
export class HttpConnection {
  readonly #socket: Socket
  #waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | null = null
  #parts: Buffer[] = []
  #length = 0
  /** Of the whole answer with its head; null while that is not known. */
  #expected: number | null = null
  #chunked = false
  #status = 0
  #headLength = 0
  idleSince = performance.now()
  closed = false

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (part) => this.#take(part))
    this.#socket.on('error', (error) => this.#end(error))
    this.#socket.on('close', () =>
      this.#end(new Error('The server closed the connection before it answered')),
    )
  }

  send(request: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(request)
    })
  }

  close(): void {
    this.closed = true
    this.#waiting = null
    this.#socket.destroy()
  }

  #take(part: Buffer): void {
    this.#parts.push(part)
    this.#length += part.length
    if (this.#headLength === 0) this.#readHead()
    if (this.#headLength === 0) return
    if (this.#chunked) {
      const last = this.#parts.at(-1)
      const tail = last !== undefined && last.length >= LAST_CHUNK.length ? last : this.#joined()
      if (tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) this.#answer()
    } else if (this.#expected !== null && this.#length >= this.#expected) this.#answer()
  }

  #readHead(): void {
    const so = this.#joined()
    const end = so.indexOf(END_OF_HEAD)
    if (end < 0) return
    const head = so.toString('latin1', 0, end).toLowerCase()
    this.#headLength = end + END_OF_HEAD.length
    this.#status = Number(head.slice(9, 12))
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1]
    this.#chunked = length === undefined && /\r\ntransfer-encoding: *chunked/.test(head)
    if (!this.#chunked) this.#expected = this.#headLength + Number(length ?? 0)
  }

  #joined(): Buffer {
    if (this.#parts.length > 1) this.#parts = [Buffer.concat(this.#parts)]
    return this.#parts[0] ?? Buffer.alloc(0)
  }

  #answer(): void {
    const answer = { status: this.#status, body: this.#joined().subarray(this.#headLength) }
    const waiting = this.#waiting
    this.#waiting = null
    this.#parts = []
    this.#length = this.#headLength = 0
    this.#expected = null
    this.#chunked = false
    this.idleSince = performance.now()
    waiting?.resolve(answer)
  }

  #end(error: Error): void {
    this.closed = true
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.reject(error)
  }
}
