import { numberOf } from '../numerals.ts'
import { spanOf } from '../reading.ts'
import type { Reading } from '../reading.ts'
import type { Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

const TOTAL =
  /(?:共计|总计|合计|总共|一共|共)[^,。;:、\d]{0,10}?(\d{1,4}|[二三四五六七八九十]{1,3})(个|项|家|条|件|类|批)((?:具体|重点|主要)?[\p{Script=Han}]{2,8}?)(?=[,。;:、]|$)/gu
const PART = /^(\d{1,4}|[二三四五六七八九十]{1,3})(个|项|家|条|件|类|批)[^,。;:]{2,40}/u
/** How far below a total its parts may stand: each may be a numbered line of its own. */
const LINES_BELOW = 8

/**
 * A declared total (共部署实施56个具体行动) against the sentences right after it that share it out (17个分园均部署体制机制提升
 * 行动。…): those that open with a number and whose first clause ends in the same noun. Two or more such sentences make a
 * distribution; fewer prove nothing.
 */
export function findTotalMismatches(document: ReconciledDocument, reading: Reading): Finding[] {
  const findings: Finding[] = []
  const lines = reading.lines.filter((line) => !line.noise && line.text !== '')
  for (const [index, line] of lines.entries()) {
    for (const match of line.text.matchAll(TOTAL)) {
      const declared = numberOf(match[1] ?? '')
      const noun = (match[3] ?? '').slice(-2)
      if (declared === null || declared < 2) continue
      const parts = partsAfter(
        lines.slice(index, index + 1 + LINES_BELOW),
        match.index + match[0].length,
        noun,
      )
      const found = parts.reduce((sum, part) => sum + part.count, 0)
      if (parts.length < 2 || found === declared) continue
      findings.push({
        kind: 'count-mismatch',
        severity: 'warning',
        values: {
          how: 'total',
          declared,
          found,
          noun: match[3] ?? noun,
          unit: match[2] ?? '',
          parts: parts.map((part) => part.count),
        },
        items: [
          itemIn(
            document,
            spanOf(reading, line.start + match.index, line.start + match.index + match[0].length),
          ),
          ...parts.map((part) => itemIn(document, spanOf(reading, part.from, part.to))),
        ],
      })
    }
  }
  return findings
}

interface Part {
  readonly from: number
  readonly to: number
  readonly count: number
}

function partsAfter(lines: Reading['lines'], offset: number, noun: string): Part[] {
  const parts: Part[] = []
  for (const [i, line] of lines.entries()) {
    let at = i === 0 ? offset : 0
    for (const sentence of line.text.slice(at).split(/(?<=[。;])/)) {
      const match = PART.exec(sentence)
      const count = match === null ? null : numberOf(match[1] ?? '')
      if (match !== null && count !== null && match[0].endsWith(noun))
        parts.push({ from: line.start + at, to: line.start + at + match[0].length, count })
      at += sentence.length
    }
  }
  return parts
}
