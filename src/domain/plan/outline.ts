import { numberedItems } from './numbered-items.ts'
import type { OutlineItem } from './outline-items.ts'
import type { Reading } from './reading.ts'
import { withLeads, withOrdinals } from './sentence-headings.ts'
import { contentLines } from './title-lines.ts'
import { withTableGroups, withTitleLines } from './title-headings.ts'

/** The document in order: headings and the text between them. */
export function readOutline(reading: Reading): readonly OutlineItem[] {
  const lines = contentLines(reading)
  const items = withTitleLines(withTableGroups(numberedItems(lines), reading), reading)
  return withOrdinals(withLeads(items, reading), reading)
}
