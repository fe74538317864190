import { numberOf } from '../numerals.ts'
import type { Finding, Heading } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

const COUNT_IN_TITLE =
  /“?(两|[二三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})(大|项|个)([\p{Script=Han}]{1,8})/u

/**
 * A heading that counts (深化“三项改革”) against the headings under it, where every one of those repeats the noun: then the
 * count can only mean them. Headings that speak of other things leave the count unproved, and nothing is said.
 */
export function findHeadingCountMismatches(document: ReconciledDocument): Finding[] {
  const { headings } = document.extraction
  const findings: Finding[] = []
  for (const [index, heading] of headings.entries()) {
    const match = COUNT_IN_TITLE.exec(heading.title)
    const declared = match === null ? null : numberOf(match[1] ?? '')
    if (match === null || declared === null) continue
    const children = childrenOf(headings, index)
    if (children.length < 2 || children.length === declared) continue
    const noun = (match[3] ?? '').replace(/(?:建设|实施|作用|推进|落实)$/, '').slice(-2)
    if (noun.length < 2 || !children.every((child) => child.title.includes(noun))) continue
    findings.push({
      kind: 'count-mismatch',
      severity: 'warning',
      values: {
        how: 'headings',
        declared,
        found: children.length,
        noun: match[3] ?? noun,
        unit: match[2] ?? '',
        parts: children.map((child) => child.number ?? child.title),
      },
      items: [itemIn(document, heading), ...children.map((child) => itemIn(document, child))],
    })
  }
  return findings
}

function childrenOf(headings: readonly Heading[], index: number): Heading[] {
  const heading = headings[index]
  if (heading === undefined) return []
  const below: Heading[] = []
  for (const next of headings.slice(index + 1)) {
    if (next.level <= heading.level) break
    below.push(next)
  }
  const level = Math.min(...below.map((next) => next.level))
  return below.filter((next) => next.level === level)
}
