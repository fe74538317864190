/** XML that no program for spreadsheets writes: broken, too deep, or with a document type. */
export class BadXml extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'BadXml'
  }
}

export interface XmlHandler {
  /** `tag` is what stands between the angle brackets; `name` comes without its prefix. A self-closing tag is closed next. */
  open(name: string, tag: string): void
  close(name: string): void
  text(text: string): void
}

const MOST_DEPTH = 64
/** A tag or a text longer than this is no part of a spreadsheet, whose cells hold 32,767 characters. */
const MOST_PENDING = 1024 * 1024

/**
 * Reads XML piece by piece. Only what parts of a workbook need: elements, text, the five entities and numbered
 * characters. A document type is refused, so that no entity can be declared.
 */
export class XmlScanner {
  readonly #handler: XmlHandler
  #pending = ''
  #depth = 0

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  push(piece: string): void {
    const text = this.#pending + piece
    const used = this.#scan(text)
    this.#pending = text.slice(used)
    if (this.#pending.length > MOST_PENDING) throw new BadXml('a tag or a text without end')
  }

  /** Throws when the document was cut off. */
  end(): void {
    if (this.#depth !== 0 || this.#pending.trim() !== '') throw new BadXml('the document was cut off')
  }

  /** Answers up to where the text was understood; what is left waits for more. */
  #scan(text: string): number {
    let at = 0
    while (at < text.length) {
      const bracket = text.indexOf('<', at)
      if (bracket < 0) return at
      if (bracket > at) this.#handler.text(decodeXml(text.slice(at, bracket)))
      const next = text.charCodeAt(bracket + 1)
      if (Number.isNaN(next)) return bracket
      const end =
        next === 33 || next === 63 ? this.#special(text, bracket) : this.#tag(text, bracket, next === 47)
      if (end < 0) return bracket
      at = end
    }
    return at
  }

  #tag(text: string, from: number, isClosing: boolean): number {
    const end = tagEnd(text, from + 1)
    if (end < 0) return -1
    if (isClosing) {
      this.#depth -= 1
      if (this.#depth < 0) throw new BadXml('an element is closed that was not open')
      this.#handler.close(localName(text.slice(from + 2, end)))
      return end + 1
    }
    const isEmpty = text.charCodeAt(end - 1) === 47
    const tag = text.slice(from + 1, isEmpty ? end - 1 : end)
    const name = localName(tag)
    if (this.#depth >= MOST_DEPTH) throw new BadXml('elements are nested too deeply')
    this.#handler.open(name, tag)
    if (isEmpty) this.#handler.close(name)
    else this.#depth += 1
    return end + 1
  }

  #special(text: string, from: number): number {
    if (text.startsWith('<?', from)) return after(text, '?>', from)
    if (text.startsWith('<!--', from)) return after(text, '-->', from + 4)
    if (text.startsWith('<![CDATA[', from)) {
      const end = text.indexOf(']]>', from)
      if (end < 0) return -1
      this.#handler.text(text.slice(from + 9, end))
      return end + 3
    }
    if (text.length - from < 9) return -1
    throw new BadXml('a document type')
  }
}

/** The value of an attribute, or null. `name` as it is written, with its prefix if it has one. */
export function attribute(tag: string, name: string): string | null {
  const quick = tag.indexOf(` ${name}="`)
  if (quick >= 0) {
    const from = quick + name.length + 3
    const end = tag.indexOf('"', from)
    return end < 0 ? null : decodeXml(tag.slice(from, end))
  }
  // Other ways of writing are rare, and a sheet has millions of tags.
  return /['\t\r\n]|\s=/.test(tag) ? attributeLike(tag, name) : null
}

/** The value of the first attribute whose name fits a pattern, such as one with any prefix. */
export function attributeLike(tag: string, pattern: string): string | null {
  const found = new RegExp(`\\s${pattern}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)
  return found === null ? null : decodeXml(found[1] ?? found[2] ?? '')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function decodeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});/g, (whole, body: string) => {
    if (!body.startsWith('#')) return ENTITIES[body] ?? whole
    const code = body.startsWith('#x')
      ? Number.parseInt(body.slice(2), 16)
      : Number.parseInt(body.slice(1), 10)
    return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code).toWellFormed()
  })
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

function localName(tag: string): string {
  let end = 0
  let from = 0
  for (; end < tag.length; end++) {
    const code = tag.charCodeAt(end)
    if (code === 58) from = end + 1
    else if (code <= 32) break
  }
  return tag.slice(from, end)
}

/** Index of the `>` that ends a tag; one in an attribute's value does not. */
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if (code === 34 || code === 39) quote = code
  }
  return -1
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}
