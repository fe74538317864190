import { maskMarkedTitles } from '../marked-titles.ts'
import { numberOf } from '../numerals.ts'
import { spanOf } from '../reading.ts'
import type { Reading } from '../reading.ts'
import type { Finding } from '../types.ts'
import { itemIn } from './reconciled-document.ts'
import type { ReconciledDocument } from './reconciled-document.ts'

/** N大, N项, N个 with a noun after it, right behind a list: A、B、C三大工程. Not 三级, 三位一体, 3个月, 第3个, 共3个. */
const COUNT_AFTER_LIST =
  /(?<![第约近各共达为到及和与超过增\d.-])(两|[二三四五六七八九]|十[一二三四五六七八九]?|\d{1,2})(大|项|个|类|种)(?!月|年|小时|工作日|百分点|世纪|五年|人|百|千|万)(?=[\p{Script=Han}“])/gu
/** Where a list begins: after a verb or preposition that governs all of its items. */
const GOVERNS =
  /(?:实施|开展|推进|建设|发展|打造|围绕|聚焦|形成|构建|支持|推动|加快|培育|包括|涵盖|以|在|对|将|把|从|按|按照|由|为|是|的|分|并|向|及|与|和|强化|深化|落实|坚持|突出|完善|提升|壮大|做强|做优|做大|组织|依托|结合|针对|推广|引进|分别|其中|重点|促进|优化|加强|健全|建立|举办|统筹|面向|立足|部署|明确|提出|制定|至|到|入|于)/u
const LONGEST_ITEM = 24
/** A larger number counts things elsewhere, not the items of a list in one clause. */
const MOST_LISTED = 12
/** A、B设立5个…: the number is the verb's object, not the list's sum. */
const ENDS_IN_VERB =
  /(?:设立|建立|建设|新建|引进|培育|培养|打造|新增|支持|布局|形成|实施|举办|认定|评选|选拔|扶持|组建|成立|完成|开展|推出|制定|建成|创建|落地|共建|设|有|建|办)$/u

/**
 * Counts that close a list in the same clause against the number of items in it. A list with 等 is open: it may name fewer
 * than it counts, never more. 和 and 与 may join two items or stand inside one, so they leave a range, not a number.
 */
export function findEnumerationMismatches(document: ReconciledDocument, reading: Reading): Finding[] {
  const findings: Finding[] = []
  for (const line of reading.lines) {
    if (line.noise || !/[、”]/.test(line.text)) continue
    const text = maskMarkedTitles(line.text, '书')
    for (const match of text.matchAll(COUNT_AFTER_LIST)) {
      const declared = numberOf(match[1] ?? '')
      const list = declared === null ? null : listBefore(text, match.index)
      if (declared === null || declared < 2 || declared > MOST_LISTED || list === null) continue
      const isWrong = list.isOpen ? list.least > declared : declared < list.least || declared > list.most
      if (!isWrong) continue
      findings.push({
        kind: 'count-mismatch',
        severity: 'warning',
        values: {
          how: 'list',
          declared,
          found: list.least,
          noun: nounAfter(text, match.index + match[0].length),
          unit: match[2] ?? '',
          parts: list.items,
        },
        items: [
          itemIn(
            document,
            spanOf(reading, line.start + list.from, line.start + match.index + match[0].length),
          ),
        ],
      })
    }
  }
  return findings
}

interface ListBefore {
  readonly from: number
  readonly items: readonly string[]
  readonly isOpen: boolean
  readonly least: number
  readonly most: number
}

function listBefore(text: string, end: number): ListBefore | null {
  const isOpen = text.charAt(end - 1) === '等'
  const listEnd = isOpen ? end - 1 : end
  const clauseFrom = Math.max(0, listEnd - 160)
  const clause = /[^,。;:!?,;:!?\s]*$/u.exec(text.slice(clauseFrom, listEnd))?.[0] ?? ''
  const parts = clause.replace(/”“/g, '”、“').split('、')
  const items: string[] = []
  let joins = 0
  for (const part of parts.toReversed()) {
    if (part.length > LONGEST_ITEM || part === '') return null
    const governed = lastGoverning(part)
    const joining = (part.slice(governed).match(/[和与及]/gu) ?? []).length
    joins += joining
    items.unshift(part.slice(governed))
    if (governed > 0) break
  }
  // 等 inside an item means that the items before it belong to another list.
  if (items.length < 2 || items.some((item) => item.includes('等') || item === '')) return null
  if (!isOpen && ENDS_IN_VERB.test(items.at(-1) ?? '')) return null
  const list = items.join('、')
  return {
    from: listEnd - Math.min(list.length, listEnd),
    items,
    isOpen,
    least: items.length,
    most: items.length + joins,
  }
}

/** Where an item begins behind the last verb within it; 0 if it holds none. Words in quotes are names. */
function lastGoverning(part: string): number {
  const unquoted = part.replace(/“[^”]*”/gu, (name) => '\ue000'.repeat(name.length))
  const withoutLast = unquoted.slice(0, -1)
  let at = 0
  for (const match of withoutLast.matchAll(new RegExp(GOVERNS, 'gu'))) {
    if (/^[和与及]$/.test(match[0])) continue
    at = match.index + match[0].length
  }
  return at
}

function nounAfter(text: string, at: number): string {
  return /^[^,。;:、”]{0,12}/u.exec(text.slice(at))?.[0] ?? ''
}
