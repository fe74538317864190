import { refuse } from '#domain/kernel'
import { cellAddress, readAddress } from './cell-address.ts'
import type { MarkedStyles } from './marked-styles.ts'
import { attribute, attributeLike } from './xml-scanner.ts'

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** What may follow the reference to the drawing of notes; the format fixes the order. */
const AFTER_NOTES = new Set(
  'legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(' '),
)
const MAX_TAIL_CHARACTERS = 64 * 1024 ** 2
const MAX_TAG_CHARACTERS = 1024 * 1024

/**
 * Copies the XML of a worksheet, giving some cells the twin of their style and the sheet a drawing of notes. Everything
 * else passes unchanged. Cells that should be filled but do not exist are added to their row.
 */
export class CellMarker {
  /** The relation to the old drawing of notes, known at the end. */
  replacedRelation: string | null = null
  readonly #styles: MarkedStyles
  readonly #relation: string | null
  readonly #columnsByRow = new Map<number, number[]>()
  #pending = ''
  #tail: string | null = null
  #row = 0
  #column = -1
  #waiting: number[] = []

  /** `relation` names the drawing of notes; null leaves out notes. */
  constructor(addresses: Iterable<string>, styles: MarkedStyles, relation: string | null) {
    this.#styles = styles
    this.#relation = relation
    for (const address of addresses) {
      const place = readAddress(address)
      if (place === null) continue
      this.#columnsByRow.set(place.row, [...(this.#columnsByRow.get(place.row) ?? []), place.column])
    }
    for (const columns of this.#columnsByRow.values()) columns.sort((a, b) => a - b)
  }

  push(piece: string): string {
    if (this.#tail !== null) {
      this.#tail += piece
      if (this.#tail.length > MAX_TAIL_CHARACTERS)
        refuse('sheet.too_large', { what: 'unpacked', most: MAX_TAIL_CHARACTERS })
      return ''
    }
    const text = this.#pending + piece
    const cut = text.lastIndexOf('>') + 1
    this.#pending = text.slice(cut)
    if (this.#pending.length > MAX_TAG_CHARACTERS) refuse('sheet.damaged', { part: 'worksheet' })
    const ready = text.slice(0, cut)
    const end = /<\/(?:\w+:)?sheetData>|<(?:\w+:)?sheetData\s*\/>/.exec(ready)
    if (end === null) return this.#marked(ready)
    const from = end.index + end[0].length
    this.#tail = ready.slice(from) + this.#pending
    return this.#marked(ready.slice(0, from))
  }

  /** What comes behind the rows. */
  end(): string {
    const tail = this.#tail ?? refuse('sheet.damaged', { part: 'worksheet' })
    const relation = this.#relation
    if (relation === null) return tail
    const reference = (prefix: string) =>
      `<${prefix}legacyDrawing xmlns:r="${RELATIONSHIPS}" r:id="${relation}"/>`
    let depth = 0
    for (const found of tail.matchAll(/<(\/?)((?:[\w.-]+:)?)([\w.-]+)([^>]*?)(\/?)>/g)) {
      const [whole, closing, prefix = '', name = '', rest = '', empty] = found
      if (depth === 0 && name === 'legacyDrawing') {
        this.replacedRelation = attributeLike(` ${rest}`, '[\\w.-]+:id')
        return tail.slice(0, found.index) + reference(prefix) + tail.slice(found.index + whole.length)
      }
      if (depth === 0 && (AFTER_NOTES.has(name) || closing === '/'))
        return tail.slice(0, found.index) + reference(prefix) + tail.slice(found.index)
      if (closing === '/') depth -= 1
      else if (empty !== '/') depth += 1
    }
    return refuse('sheet.damaged', { part: 'worksheet' })
  }

  #marked(text: string): string {
    return text.replace(
      /<(\/?)((?:\w+:)?)(row|c)((?:\s[^>]*?)?)(\/?)>/g,
      (whole: string, closing: string, prefix: string, name: string, rest: string, empty: string) => {
        if (name === 'c') return closing === '/' ? whole : this.#cell(whole, prefix, rest, empty)
        if (closing === '/') return this.#missing(prefix, Infinity) + whole
        this.#startRow(rest)
        if (empty !== '/' || this.#waiting.length === 0) return whole
        return `<${prefix}row${rest}>${this.#missing(prefix, Infinity)}</${prefix}row>`
      },
    )
  }

  #startRow(attributes: string): void {
    const stated = attribute(attributes, 'r')
    this.#row = stated === null ? this.#row + 1 : Number(stated)
    this.#column = -1
    this.#waiting = [...(this.#columnsByRow.get(this.#row) ?? [])]
  }

  #cell(whole: string, prefix: string, rest: string, empty: string): string {
    const stated = attribute(rest, 'r')
    this.#column = stated === null ? this.#column + 1 : (readAddress(stated)?.column ?? this.#column + 1)
    if (this.#waiting.length === 0) return whole
    const before = this.#missing(prefix, this.#column)
    if (this.#waiting[0] !== this.#column) return before + whole
    this.#waiting.shift()
    const style = Number(attribute(rest, 's') ?? '0')
    const bare = rest.replace(/\ss\s*=\s*("[^"]*"|'[^']*')/, '')
    return `${before}<${prefix}c${bare} s="${String(this.#styles.twinOf(style))}"${empty}>`
  }

  /** Empty cells for what is marked before a column and has no cell. */
  #missing(prefix: string, before: number): string {
    let cells = ''
    for (let column = this.#waiting[0]; column !== undefined && column < before; column = this.#waiting[0]) {
      this.#waiting.shift()
      cells += `<${prefix}c r="${cellAddress(column, this.#row)}" s="${String(this.#styles.twinOf(0))}"/>`
    }
    return cells
  }
}
