/**
 * From a place on the page to an offset into the document and back. Every run of the source text is one element with
 * `data-start`, holding exactly the characters of the document from there on.
 */
import type { Span } from './segment-text.ts'

const RUN = '[data-start]'

/** Offset of a DOM position (a node and an offset in it, as a Range gives them); null outside of the source text. */
function offsetAt(root: HTMLElement, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null
  if (node.nodeType === Node.TEXT_NODE) {
    const run = node.parentElement?.closest<HTMLElement>(RUN)
    return run ? startOf(run) + offset : null
  }
  // Between elements: the first run after the position, else the end of the last before it.
  const after = node.childNodes[offset]
  for (const run of runsFrom(root, after ?? node)) return startOf(run)
  const all = root.querySelectorAll<HTMLElement>(RUN)
  const last = all[all.length - 1]
  return last ? startOf(last) + (last.textContent?.length ?? 0) : null
}

function* runsFrom(root: HTMLElement, node: Node): Generator<HTMLElement> {
  for (const run of root.querySelectorAll<HTMLElement>(RUN)) {
    const follows = node.compareDocumentPosition(run) & Node.DOCUMENT_POSITION_FOLLOWING
    if (run === node || node.contains(run) || follows) yield run
  }
}

function startOf(run: HTMLElement): number {
  return Number(run.dataset.start)
}

/** What the reader has selected in the source text, blanks at the ends left out; null when nothing. */
export function selectedSpan(root: HTMLElement, text: string): Span | null {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  let start = offsetAt(root, range.startContainer, range.startOffset)
  let end = offsetAt(root, range.endContainer, range.endOffset)
  if (start === null || end === null) return null
  while (start < end && /[\s\u3000]/.test(text.charAt(start))) start += 1
  while (end > start && /[\s\u3000]/.test(text.charAt(end - 1))) end -= 1
  return end > start ? { start, end } : null
}

/** DOM ranges that show a span, one per run, so that a highlight never covers the gaps between paragraphs. */
export function rangesOf(root: HTMLElement, span: Span): Range[] {
  const ranges: Range[] = []
  for (const run of root.querySelectorAll<HTMLElement>(RUN)) {
    const start = startOf(run)
    const node = run.firstChild
    const length = node?.textContent?.length ?? 0
    if (!node || start + length <= span.start) continue
    if (start >= span.end) break
    const range = document.createRange()
    range.setStart(node, Math.max(0, span.start - start))
    range.setEnd(node, Math.min(length, span.end - start))
    ranges.push(range)
  }
  return ranges
}
