import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5'
import { accepted, refused, type Outcome } from '#domain/kernel'

type Node = DefaultTreeAdapterTypes.Node

/** A long plan saved from a word processor has some ten thousand; more than this is an attack on memory. */
const MAX_ELEMENTS = 300_000
/** Deeper than any page; the parser searches all open elements for some tags, so depth costs time squared. */
const MAX_DEPTH = 20_000

const HIDDEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'svg',
  'iframe',
  'object',
  'select',
])
const BLOCK = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody thead tfoot tr ul caption'.split(
    ' ',
  ),
)
const CELL = new Set(['td', 'th'])

type Step = { readonly enter: Node } | { readonly leave: string }

/**
 * The reading text of a page: block elements are lines, a table row is one line with tabs between its cells. Navigation
 * stays in: the plan engine marks it as noise, so that nothing is lost unseen. Iterative, because pages can be nested ten
 * thousand deep.
 */
export function htmlToText(html: string): Outcome<string> {
  const page = parseWithinBounds(html)
  if (page === null) return refused({ code: 'documents.too_long', params: { limit: MAX_ELEMENTS } })
  const steps: Step[] = [{ enter: page }]
  const out = new Lines()
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('leave' in step) {
      out.leave(step.leave)
      continue
    }
    const node = step.enter
    if ('value' in node) out.add(node.value)
    if (!('childNodes' in node)) continue
    const name = 'tagName' in node ? node.tagName : ''
    if (HIDDEN.has(name)) continue
    out.enter(name)
    steps.push({ leave: name })
    for (let i = node.childNodes.length - 1; i >= 0; i--) {
      const child = node.childNodes[i]
      if (child !== undefined) steps.push({ enter: child })
    }
  }
  return accepted(out.text())
}

class TooMuch extends Error {}

/** The page's tree; null when it has more elements, or deeper ones, than a document can have. */
function parseWithinBounds(html: string): Node | null {
  let elements = 0
  let depth = 0
  const createElement: typeof defaultTreeAdapter.createElement = (...element) => {
    elements += 1
    if (elements > MAX_ELEMENTS) throw new TooMuch()
    return defaultTreeAdapter.createElement(...element)
  }
  const onItemPush = () => {
    depth += 1
    if (depth > MAX_DEPTH) throw new TooMuch()
  }
  const onItemPop = () => {
    depth -= 1
  }
  try {
    return parse(html, { treeAdapter: { ...defaultTreeAdapter, createElement, onItemPush, onItemPop } })
  } catch (error) {
    if (error instanceof TooMuch) return null
    throw error
  }
}

class Lines {
  #lines: string[] = []
  #line = ''
  #cells = 0

  enter(name: string): void {
    if (name === 'br') this.#break()
    else if (CELL.has(name)) this.#cells += 1
    else if (BLOCK.has(name)) this.#break()
  }

  leave(name: string): void {
    if (CELL.has(name)) {
      this.#cells -= 1
      this.#line = `${this.#line.replace(/ +$/, '')}\t`
    } else if (BLOCK.has(name)) this.#break()
  }

  add(text: string): void {
    this.#line += text.replace(/[\t\n\r\f ]+/g, ' ')
  }

  /** Inside a cell a paragraph is part of the row's line. */
  #break(): void {
    if (this.#cells > 0) {
      if (this.#line !== '' && !/[\t ]$/.test(this.#line)) this.#line += ' '
      return
    }
    // A row ends with the tab of its last cell; tabs before it are empty cells and keep the columns in place.
    const line = this.#line.replace(/^ +| +$/g, '').replace(/\t$/, '')
    if (line.trim() !== '') this.#lines.push(line)
    this.#line = ''
  }

  text(): string {
    this.#cells = 0
    this.#break()
    return this.#lines.join('\n')
  }
}
