import { numberOf } from './numerals.ts'

/**
 * Mentions of years and periods in running text. A figure takes its year from the mention that governs it, so each mention
 * says what it does in its sentence.
 *
 * by: a date to be reached (到2025年, 2023年底前); at: a date that something is told of (2020年, 截至2022年底, “十三五”末);
 * base: the year of a comparison (比2020年, 是“十二五”末的); since: the start of a stretch that is still open;
 * A length of years ahead (今后五年) is `by` without a year: it governs, but only the plan period would say when it ends.
 * now: 目前, 现有; relative: a length or a recurring time that names no year (三年内, 每年).
 */
export type TimeMode = 'by' | 'at' | 'base' | 'since' | 'now' | 'relative'

export interface TimeMention {
  readonly from: number
  readonly to: number
  readonly mode: TimeMode
  /** The year meant, a period standing for its last year; null for `now` and `relative`. */
  readonly year: number | null
  /** The first year of a period, else `year`. */
  readonly firstYear: number | null
  /** 截至, 截止: what follows is a fact whatever the year. */
  readonly isReport: boolean
  /** A mention with a day or a month in it. */
  readonly month: number | null
}

const YEAR = String.raw`(?:(?:19|20)\d{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2})`
const DASH = String.raw`\s?(?:[-—–~~]{1,2}|至|到)\s?`
const PLAN = String.raw`["“”'‘’「]?(?:十[一二三四五六七八九]|二十[一二]?)五["“”'‘’」]?`

/**
 * One pass over the text. The named groups are the kinds: a stretch of years, a year with an optional month, a five-year
 * plan period, words for now, words for this and last year.
 */
const MENTION = new RegExp(
  [
    String.raw`(?<start>${YEAR})年(?:开始)?起,?(?:再?用|利用|在|力争|计划用)?(?<length>\d{1,2}|[两三四五六七八九十])年(?:内|时间|之内|左右)`,
    String.raw`(?<first>${YEAR})年?${DASH}(?<last>${YEAR})年(?:底|末)?`,
    String.raw`(?<year>${YEAR})\s?年(?:度)?(?:(?<half>上半年|下半年)|第?(?<quarter>[一二三四1-4])季度|\s?(?<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:\s?(?<day>\d{1,2})日|(?:底|末|初|中旬|上旬|下旬))?|(?:年?底|末|初|年中|内|全年))?`,
    String.raw`(?<iso>20\d{2})[-/.]\d{1,2}[-/.]\d{1,2}`,
    String.raw`(?<plan>${PLAN})(?<planEnd>期末|末|期间|时期|以来|初期|初|阶段)(?<planMore>末|以来)?`,
    String.raw`(?<ahead>(?:今后|未来|往后)(?:的)?(?:[一两二三四五六七八九十]|\d{1,2})(?:到|至|-)?(?:[一两二三四五六七八九十]|\d{1,2})?年)`,
    String.raw`(?<now>截至目前|截止目前|到目前为止|目前|当前|现有|现已|如今|迄今|至今|(?<![实表体展呈兑发再显涌出])现(?=辖|共|设|[^代场行金实状在出任象今,。有已]{2,8}(?:面积|范围|规模|人口|总数)))`,
    String.raw`(?<relativeYear>今年|本年度?|当年底|全年|(?<!\d|[一二两三四五六七八九十])年内|年底前|年底|去年|(?<!以)上年|明年|第?[一二三四]季度|[上下]半年)`,
  ].join('|'),
  // No u flag: all characters are of one unit, and the engine scans twice as fast without it.
  'g',
)

/** Without one of these a stretch of text names no time. */
const CUE = /年|[一二三四五六七八九]五|目前|当前|现|如今|[迄至]今|季度|20\d\d/

/** Words right before a mention that make it the base of a comparison. */
const BASE_BEFORE =
  /(?:比|较|高于|低于|快于|好于|多于|少于|优于|相比于?|相较于?|与|同|对比|相对于?|以)(?:上一?年|了)?[“"'‘「(]?$/u
/** Words right after a mention that make it the base of a comparison. */
const BASE_AFTER =
  /^(?:末|底)?(?:的?基础上|相比|为基[期年准数]|同期|的(?:近|约|逾)?[\d.两二三四五六七八九十]+(?:多)?倍|水平的?(?:近|约)?[\d.]+倍)/u
/** 在现有服务水平基础上: what exists is where something starts from, not what is told. */
const GROUND_AFTER = /^[^,,。;;]{0,8}基础上/u
const BY_BEFORE = /(?:到|至|力争在?|争取在?|确保在?|于|在|截至?到|展望|面向|力争到|实现)[“"'‘「]?$/u
const BY_AFTER = /^(?:之前|以前|前|年?底前|末前|底之前)/u
const REPORT_BEFORE = /(?:截至|截止|截止到|截至到)[“"'‘「]?$/u
const SINCE_AFTER = /^(?:以来|起|开始|至今|开园|成立|获批|启动|设立)/u
const SINCE_BEFORE = /(?:自|从)[“"'‘「]?$/u

/** Year words that stand inside book titles are no times of the sentence; the caller masks those. */
export function findTimes(text: string, from = 0, to = text.length): TimeMention[] {
  const found: TimeMention[] = []
  if (!CUE.test(text.slice(from, to))) return found
  MENTION.lastIndex = from
  for (;;) {
    const match = MENTION.exec(text)
    if (match === null || match.index >= to) break
    const mention = readMention(text, match)
    if (mention !== null && mention.to <= to) found.push(mention)
  }
  return found
}

function readMention(text: string, match: RegExpExecArray): TimeMention | null {
  const groups = match.groups ?? {}
  const from = match.index
  const to = from + match[0].length
  const before = text.slice(Math.max(0, from - 6), from)
  const after = text.slice(to, to + 12)
  const plain = { from, to, isReport: false, month: null }

  if (groups['ahead'] !== undefined) return { ...plain, mode: 'by', year: null, firstYear: null }
  if (groups['now'] !== undefined && GROUND_AFTER.test(after)) {
    return { ...plain, mode: 'base', year: null, firstYear: null }
  }
  if (groups['now'] !== undefined) return { ...plain, mode: 'now', year: null, firstYear: null }
  if (groups['relativeYear'] !== undefined) {
    const mode = modeOf(before, after) === 'base' ? 'base' : 'relative'
    return { ...plain, mode, year: null, firstYear: null }
  }
  if (groups['plan'] !== undefined) {
    const end = lastYearOfPlan(groups['plan'])
    if (end === null) return null
    const word = groups['planEnd'] ?? ''
    const isEnd = word.includes('末') || groups['planMore'] === '末'
    const firstYear = isEnd ? end : end - 4
    return {
      ...plain,
      year: end,
      firstYear,
      mode: modeOf(before, after),
      isReport: REPORT_BEFORE.test(before),
    }
  }
  if (groups['start'] !== undefined) {
    const start = yearOf(groups['start'])
    const length = numberOf(groups['length'] ?? '')
    if (start === null || length === null) return null
    return { ...plain, mode: 'by', year: start + length - 1, firstYear: start }
  }
  const last = yearOf(groups['last'] ?? groups['year'] ?? groups['iso'])
  if (last === null) return null
  const first = yearOf(groups['first']) ?? last
  const isBy = BY_AFTER.test(after)
  const mode = groups['first'] === undefined ? modeOf(before, after) : isBy ? 'by' : modeOf(before, after)
  return {
    ...plain,
    mode,
    year: last,
    firstYear: first,
    isReport: REPORT_BEFORE.test(before),
    month: monthOf(groups['month']),
  }
}

function modeOf(before: string, after: string): TimeMode {
  if (BASE_AFTER.test(after)) return 'base'
  if (REPORT_BEFORE.test(before)) return 'at'
  if (BASE_BEFORE.test(before)) return 'base'
  if (SINCE_BEFORE.test(before) && !/^(?:年|的)/u.test(after)) return 'since'
  if (BY_AFTER.test(after) || BY_BEFORE.test(before)) return 'by'
  if (SINCE_AFTER.test(after)) return 'since'
  return 'at'
}

function yearOf(text: string | undefined): number | null {
  return text === undefined ? null : numberOf(text.replaceAll('○', '〇'))
}

function monthOf(text: string | undefined): number | null {
  const month = text === undefined ? null : numberOf(text)
  return month !== null && month >= 1 && month <= 12 ? month : null
}

/** “十四五” ends in 2025, “十五五” in 2030: the eleventh plan ended in 2010. */
export function lastYearOfPlan(name: string): number | null {
  const digits = name.replace(/["“”'‘’「」]/gu, '')
  const ordinal = numberOf(digits.slice(0, -1))
  return ordinal === null || !digits.endsWith('五') ? null : 1955 + 5 * ordinal
}
