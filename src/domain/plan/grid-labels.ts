import type { Passage } from './passages.ts'
import type { Quantity } from './quantities.ts'

const LABEL = /^\s{1,4}((?:(?:19|20)\d{2}年)?(?:底|末)?)([\p{Script=Han}A-Za-z“”]{2,24})\s*$/u

/**
 * A line that is nothing but a value and what it stands for, as in the tiles of a chart: 600亿元 2026年算力产业营收. Offsets are
 * into the clean text; `from` is where the name starts, behind the year.
 */
export function gridLabel(
  text: string,
  passage: Passage,
  quantity: Quantity,
): { readonly from: number; readonly to: number; readonly name: string } | null {
  if (text.slice(passage.from, quantity.from).trim() !== '' || passage.to - quantity.to > 40) return null
  const rest = text.slice(quantity.to, passage.to)
  const match = LABEL.exec(rest)
  if (match === null) return null
  const name = match[2] ?? ''
  const from = quantity.to + rest.lastIndexOf(name)
  return { from, to: from + name.length, name }
}
