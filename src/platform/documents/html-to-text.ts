import { parse, type DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

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
export function htmlToText(html: string): string {
  const steps: Step[] = [{ enter: parse(html) }]
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
  return out.text()
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
      this.#line = `${this.#line.trimEnd()}\t`
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
    const line = this.#line.replace(/^[ \t]+|[ \t]+$/g, '')
    if (line !== '') this.#lines.push(line)
    this.#line = ''
  }

  text(): string {
    this.#cells = 0
    this.#break()
    return this.#lines.join('\n')
  }
}
