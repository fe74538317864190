import { numberOf } from './numerals.ts'
import { lastYearOfPlan } from './periods.ts'
import { spanOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { cellsOf, isTableLine } from './table-rows.ts'
import type { Deadline, DocumentFacts } from './types.ts'

/**
 * The time by which a task is to be done, where its own text (or its row in a table) says so: 完成时限:2024年6月底前,
 * 2025年底前建成…. A year that only dates a target inside the task (到2025年,企业达到…) and a recurring activity (每年开展…)
 * are no deadlines. Where several are told the latest counts, since then all is done.
 */
export function readDeadline(
  reading: Reading,
  from: number,
  to: number,
  facts: DocumentFacts,
): Deadline | null {
  const text = reading.clean
  const labelled = labelledTime(text, from, to) ?? columnTime(reading, from)
  if (labelled !== null) {
    const meaning = meaningOf(labelled.text, facts)
    if (meaning !== null) return deadlineOf(reading, labelled, meaning)
  }
  let latest: Deadline | null = null
  for (const found of statedTimes(text, from, to)) {
    const meaning = meaningOf(found.text, facts)
    if (meaning === null) continue
    const deadline = deadlineOf(reading, found, meaning)
    if (latest === null || (deadline.on ?? '') > (latest.on ?? '')) latest = deadline
  }
  return latest
}

interface FoundTime {
  readonly from: number
  readonly to: number
  readonly text: string
}

interface Meaning {
  readonly on: string | null
  readonly precision: Deadline['precision']
}

function deadlineOf(reading: Reading, found: FoundTime, meaning: Meaning): Deadline {
  return { ...spanOf(reading, found.from, found.to), text: found.text, ...meaning }
}

/* ---- where a deadline stands ---- */

const LABEL =
  /(?:完成|办结|计划完成|落实|推进|达成)?(?:时限|时间要求|完成时间|时间节点|时间安排|办理期限|完成期限|进度要求|进度安排)(?:要求)?[::]\s?([^;;。()()\n|]{1,30})/u

/** 完成时限:2024年6月底前 */
function labelledTime(text: string, from: number, to: number): FoundTime | null {
  const match = LABEL.exec(text.slice(from, to))
  if (match === null) return bracketedTime(text, from, to)
  const value = (match[1] ?? '').trim()
  const at = from + match.index + match[0].lastIndexOf(match[1] ?? '')
  return value === '' ? null : { from: at, to: at + value.length, text: value }
}

const IN_BRACKETS =
  /[((](“?(?:20\d\d年|十[一二三四五]五|长期|持续|每|\d{1,2}月|年底|年内|全年|第[一二三四]季度)[^()()]{0,16})[))](?=[。;;\n]|$)/u

/** (2024年底前), (长期坚持): a time alone in brackets at the end of a duty. */
function bracketedTime(text: string, from: number, to: number): FoundTime | null {
  const match = IN_BRACKETS.exec(text.slice(from, to))
  const value = match?.[1]
  if (match === null || value === undefined || !isTime(value)) return null
  const at = from + match.index + 1
  return { from: at, to: at + value.length, text: value }
}

const COLUMN =
  /^(?:计划)?(?:完成|办结|落实)?(?:时限|时间|期限|时间节点|时间要求|进度|时间安排|完成时间)(?:要求|安排)?$/u
const FURTHEST_HEADER = 400

/** The cell under 完成时限 in the row that the task stands in. */
function columnTime(reading: Reading, from: number): FoundTime | null {
  const index = lineAt(reading, from)
  const line = reading.lines[index]
  if (line === undefined || !isTableLine(line.text)) return null
  const row = cellsOf(line.text)
  for (let above = index - 1; above >= Math.max(0, index - FURTHEST_HEADER); above--) {
    const header = reading.lines[above]
    if (header === undefined) return null
    if (header.text === '') continue
    if (!isTableLine(header.text)) {
      if (header.text.length > 40) return null
      continue
    }
    const titles = cellsOf(header.text)
    const column = titles.findIndex(({ text }) => COLUMN.test(text.replace(/\s/gu, '')))
    if (column < 0) continue
    // A merged cell to the left is left out below its first row: count from the right.
    const cell = row.length === titles.length ? row[column] : row[column - titles.length + row.length]
    if (cell === undefined || !isTime(cell.text)) return null
    return { from: line.start + cell.from, to: line.start + cell.to, text: cell.text }
  }
  return null
}

function lineAt(reading: Reading, offset: number): number {
  let low = 0
  let high = reading.lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((reading.lines[middle]?.start ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

const YEAR = String.raw`(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年(?:年(?=[底末]))?`
const INNER = String.raw`(?:第?[一二三四1-4]季度|[上下]半年|(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:\d{1,2}日|[上中下]旬)?)`
const TIME = String.raw`(?:${YEAR}${INNER}?|(?<![\d年月])${INNER}|今年|当年|(?<![\d〇零一二三四五六七八九今当])年)(?:底|末)?`
const DONE =
  '完成|建成|出台|制定|印发|发布|实现|投产|投用|投入使用|启用|开工|竣工|形成|建立|落实|落地|启动|运行|上线|报送|提交|开通|交付|编制|到位|设立|组建|取得|覆盖|基本|全面|全部|争取|力争|确保|推动|推进|达到|前移|挂牌|通车|验收|销号|整改|备案|审定|报批|公布|公开|制订|修订|上报|开园|签订|开展|实施|清理|清零|清退|举办|召开|组织|改造|搬迁|腾退|建设|培育|新增|引进|更新|配备|举行'
/** 2024年6月底前完成…, 2024年9月底前,清单报…备案, 于年底前报送…; not 2020年底前注册的企业. */
const BEFORE_DATE = new RegExp(
  `(?<!截至|截止)(${TIME}(?:以前|之前|前))(?:,)?(?=[^,,;;。]{0,30}(?:${DONE}))(?![^,,;;。]{0,10}的(?:企业|单位|项目|人员))`,
  'gu',
)
/** 2024年第三季度完成, 2025年6月底建成 */
const ON_DATE = new RegExp(
  `(?<!截至|截止|到|至)(${YEAR}(?:${INNER})?(?:底|末|内)?)(?=(?:全面|基本|全部|正式)?(?:完成|建成|出台|印发|竣工|投产|投用|投入使用|启用|交付|通车|验收|上线)(?!了|的))`,
  'gu',
)
/** 三年内建成, 6个月内完成 */
const WITHIN =
  /((?:[一二两三四五六七八九十]|\d{1,2})(?:年|个月|个工作日)(?:内|之内|以内))(?=[^,,;;。]{0,12}(?:完成|建成|出台|实现|办结|到位|印发|制定))/gu

function* statedTimes(text: string, from: number, to: number): Generator<FoundTime> {
  const passage = text.slice(from, to)
  for (const pattern of [BEFORE_DATE, ON_DATE, WITHIN]) {
    for (const match of passage.matchAll(pattern)) {
      const value = match[1] ?? match[0]
      yield { from: from + match.index, to: from + match.index + value.length, text: value }
    }
  }
}

/* ---- what it means ---- */

const MEANS_TIME =
  /(?:\d|[一二三四五六七八九十〇])[年月日]|季度|半年|年底|年内|长期|持续|常态|定期|每[年季月周]|全年|五["”]?(?:期间|时期|末)|(?:立即|即时|即知即改)/u

function isTime(text: string): boolean {
  return MEANS_TIME.test(text)
}

/** ISO date of the last day meant, and how exact it is; null when the words are no time. */
export function meaningOf(text: string, facts: DocumentFacts): Meaning | null {
  const plan = /["“]?([十廿二]*[一二三四五六七八九十]五)["”]?(?:期间|时期|期末|末)/u.exec(text)?.[1]
  if (plan !== undefined) {
    const end = lastYearOfPlan(plan)
    return { on: end === null ? null : `${String(end)}-12-31`, precision: 'plan-period' }
  }
  if (/每(?:年|半年|季|个?月|周|日)|定期/u.test(text)) return { on: null, precision: 'periodic' }
  if (/长期|持续|常态|贯穿/u.test(text) && !/20\d\d年/u.test(text))
    return { on: null, precision: 'plan-period' }
  if (/^(?:[一二两三四五六七八九十]|\d{1,2})(?:年|个月|个工作日)(?:内|之内|以内)/u.test(text))
    return { on: null, precision: 'relative' }
  return dateOf(text, facts)
}

function dateOf(text: string, facts: DocumentFacts): Meaning | null {
  const years = [...text.matchAll(/(20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})(?=年|[-—–至~./])/gu)].map(
    ([year]) => numberOf(year.replaceAll('○', '〇')),
  )
  const stated = years.at(-1) ?? null
  const isPrintedYear = stated !== null
  const year =
    stated ?? (/[月日季]|半年|年[底末内]|今年|当年|全年/u.test(text) ? yearOfDocument(facts) : null)
  const day = /(\d{1,2}|[一二三四五六七八九十]{1,3})月(\d{1,2}|[一二三四五六七八九十]{1,3})日/u.exec(text)
  const month = /(\d{1,2}|十[一二]?|[一二三四五六七八九])月/u.exec(text)
  const quarter = /第?([一二三四1-4])季度/u.exec(text)
  if (day !== null) return { on: iso(year, numberOf(day[1] ?? ''), numberOf(day[2] ?? '')), precision: 'day' }
  if (month !== null) return { on: endOfMonth(year, numberOf(month[1] ?? ''), text), precision: 'month' }
  if (quarter !== null)
    return { on: endOfMonth(year, (numberOf(quarter[1] ?? '') ?? 4) * 3, ''), precision: 'quarter' }
  if (/上半年/u.test(text)) return { on: endOfMonth(year, 6, ''), precision: 'half-year' }
  if (/下半年/u.test(text)) return { on: endOfMonth(year, 12, ''), precision: 'half-year' }
  if (year === null) return /年[底末内]|今年|全年/u.test(text) ? { on: null, precision: 'year' } : null
  // 2025年前 is before the year, 2025年底前 before its end.
  const isBefore = isPrintedYear && /年(?:以前|之前|前)$/u.test(text.trim())
  return { on: `${String(isBefore ? year - 1 : year)}-12-31`, precision: 'year' }
}

/** 6月底前, 年内: the year that the document is about, or the one in which it was issued. */
function yearOfDocument(facts: DocumentFacts): number | null {
  const { horizon, issued } = facts
  if (horizon !== null && horizon.from !== null && horizon.from === horizon.to) return horizon.from
  return issued === null ? null : Number(issued.slice(0, 4))
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function endOfMonth(year: number | null, month: number | null, text: string): string | null {
  if (year === null || month === null || month < 1 || month > 12) return null
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const last = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 31)
  if (/上旬/u.test(text)) return iso(year, month, 10)
  if (/中旬/u.test(text)) return iso(year, month, 20)
  return iso(year, month, last)
}

function iso(year: number | null, month: number | null, day: number | null): string | null {
  if (year === null || month === null || day === null) return null
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
