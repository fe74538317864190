import { numberOf } from './numerals.ts'
import type { Quantity } from './quantities.ts'

/** A rule found in the text, in clean offsets. */
export interface FoundConstraint {
  readonly kind: string
  readonly subject: string
  readonly limit: number | null
  readonly limitMin?: number
  readonly listed?: number
  readonly from: number
  readonly to: number
}

const UNIT_PHRASE =
  /(?:每一?个|每家|每|各个?|单个|1个|一个)([\p{Script=Han}]{1,8}?)(?=原则上|重点|优先|最多|至多|不超过|至少|布局|发展|培育|支持|建设|确定|选择|打造|一般|可|应|须|在|,|的|聚焦|主攻|要|都|均|$)/u
const PER_UNIT_NOUN = /^([\p{Script=Han}]{2,12}?)(?:布局|发展|的|,|,|。|;|;|、|和|及|或|落地|$)/u

/** 1个分园原则上布局不超过3个主导产业, 支持各分园发展1-2个主导产业: how many of something one unit may have. */
export function perUnitLimit(
  clause: string,
  at: number,
  quantity: Quantity,
  text: string,
): FoundConstraint | null {
  const isLimit = ['le', 'lt', 'between', 'ge'].includes(quantity.bound)
  if (quantity.kind !== 'count' || !isLimit) return null
  const before = text.slice(at, quantity.boundFrom)
  const unit = lastMatch(UNIT_PHRASE, before)
  const noun = PER_UNIT_NOUN.exec(text.slice(quantity.to, quantity.to + 14))?.[1]
  if (unit === null || noun === undefined) return null
  const [, name = ''] = unit
  if (/^(?:年|月|季|半年|次|天|周|类|项)/u.test(name)) return null
  const isInverse = /在$/u.test(before)
  const subject = isInverse ? `每个${name}布局的${noun}数` : `每个${name}的${noun}数`
  const kind = quantity.bound === 'ge' ? 'min-per-unit' : 'max-per-unit'
  const limit = quantity.value2 ?? quantity.value
  const from = at + unit.index
  const base = { kind, subject, limit, from, to: quantity.to + noun.length }
  return quantity.value2 === null ? base : { ...base, limitMin: quantity.value }
}

function lastMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  let found: RegExpExecArray | null = null
  const all = new RegExp(pattern.source, 'gu')
  for (let match = all.exec(text); match !== null; match = all.exec(text)) found = match
  return found
}

const PART = /^([\p{Script=Han}]{0,10}?(?:行动|任务|措施|举措|工程|事项|政策|项目|专项))/u

/**
 * Counts of the plan's own parts: 共部署实施56个具体行动 (count-total), 17个分园均部署… (coverage), 9个分园部署…,
 * A、B等3个分园盘活… (count, with how many are named).
 */
export function partCount(
  clause: string,
  at: number,
  quantity: Quantity,
  text: string,
): FoundConstraint | null {
  if (quantity.kind !== 'count' || quantity.value2 !== null || !['eq', 'reach'].includes(quantity.bound))
    return null
  const before = text.slice(at, quantity.boundFrom)
  const after = text.slice(quantity.to, at + clause.length)
  const limit = quantity.value
  const span = { from: at, to: at + clause.length }

  const part = PART.exec(after)?.[1]
  if (part !== undefined && /(?:共|总共|合计|一共|累计)(?:[\p{L}]{0,8})$/u.test(before)) {
    return { kind: 'count-total', subject: `${part}总数`, limit, ...span }
  }
  const members = membersBefore(before)
  const all =
    /^([\p{Script=Han}]{1,8}?)(?:均|都|全部)(?:已)?(?:部署|实施|开展|建立|设立|布局|建有)?([^,,;;。]{2,30})/u.exec(
      after,
    )
  if (all !== null && before === '') {
    return { kind: 'coverage', subject: `${all[2] ?? ''} × ${all[1] ?? ''}`, limit, ...span }
  }
  const acting =
    /^([\p{Script=Han}]{1,6}?)((?:专项)?(?:部署|盘活|打造|实施|承接|开展|建设|推进|承担|布局|探索|试点|聚焦|重点)[^,,;;。]{2,40})/u.exec(
      after,
    )
  if (acting !== null && (before === '' || members !== null)) {
    const [, noun = '', deed = ''] = acting
    const named = members === null ? {} : { listed: members }
    return { kind: 'count', subject: `${deed}的${noun}数`, limit, ...named, ...span }
  }
  return null
}

/** 东片区、西片区等 names two; a list without 、 names one. Null when no list stands before. */
function membersBefore(before: string): number | null {
  const list = /([^,,;;。::]{2,120})等$/u.exec(before)?.[1]
  if (list === undefined) return null
  return list.split(/[、和与及]/u).filter((item) => item.trim() !== '').length
}

/* ---- names that carry a count ---- */

const NUMBER = '[一二两三四五六七八九十]{1,3}|\\d{1,2}'
/** “十金工程”, “五项赋能”, “两大引擎”, “三项改革”. */
const COUNTED_NAME = new RegExp(
  `“(${NUMBER})(?:大|个|项|类|条|种|张|支|链)?([\\p{Script=Han}]{1,8})”(工程|行动|计划|体系|改革|引擎|赋能)?`,
  'gu',
)
/** “一会两赛三论坛”: several numbers in one name. */
const SUMMED_NAME = new RegExp(`“((?:(?:${NUMBER})[\\p{Script=Han}]{1,3}){2,5})”`, 'gu')
/** “筑基扩容”“小升规”“规升强”三大工程, A、B、C等四大重点产业. */
const COUNTED_GROUP = new RegExp(
  `((?:“[^“”]{1,16}”[、和及与]?){2,12})等?(${NUMBER})(?:大|个|项|类)([\\p{Script=Han}]{2,8})`,
  'gu',
)

/** What is listed where: the text after the name, and how many sub-headings stand under its heading. */
export interface Surroundings {
  readonly text: string
  readonly from: number
  readonly to: number
  /** Sub-headings of the heading that the name stands in; 0 in running text. */
  readonly children: number
  /** Where the heading's own text ends, or the paragraph. */
  readonly bodyTo: number
}

/** Names that declare how many members they have, with the members that the text really lists. */
export function enumerations({ text, from, to, children, bodyTo }: Surroundings): FoundConstraint[] {
  const found: FoundConstraint[] = []
  const passage = text.slice(from, to)
  for (const match of passage.matchAll(SUMMED_NAME)) {
    const limit = sumOfNumbers(match[1] ?? '')
    if (limit < 3 || !/[会赛坛节展周]/u.test(match[1] ?? '')) continue
    found.push(declared(match, from, `${match[1] ?? ''}所列项数`, limit, undefined))
  }
  for (const match of passage.matchAll(COUNTED_GROUP)) {
    const [, list = '', number = '', noun = ''] = match
    const limit = numberOf(number)
    if (limit === null || limit < 2 || noun.endsWith('不变')) continue
    found.push(declared(match, from, `${number}大${noun}所列${noun}数`, limit, list.split('”').length - 1))
  }
  for (const match of passage.matchAll(COUNTED_NAME)) {
    const [name, number = '', noun = '', tail = ''] = match
    const limit = numberOf(number)
    if (limit === null || limit < 2 || found.some(({ from: other }) => other === from + match.index)) continue
    const listed =
      children > 1 ? children : listedAfter(text, from + match.index + name.length, bodyTo, noun + tail)
    if (listed === null) continue
    found.push(declared(match, from, `${number}${noun}${tail}所列项数`, limit, listed))
  }
  return found
}

function declared(
  match: RegExpExecArray | RegExpMatchArray,
  from: number,
  subject: string,
  limit: number,
  listed: number | undefined,
): FoundConstraint {
  const start = from + (match.index ?? 0)
  const base = { kind: 'enumeration-count', subject, limit, from: start, to: start + match[0].length }
  return listed === undefined ? base : { ...base, listed }
}

function sumOfNumbers(name: string): number {
  let sum = 0
  for (const [number] of name.matchAll(new RegExp(NUMBER, 'gu'))) sum += numberOf(number) ?? 0
  return sum
}

/** Quoted members that share their last character or word with the name: 实施“金核工程”“金聚工程”… */
function listedAfter(text: string, at: number, bodyTo: number, noun: string): number | null {
  const window = text.slice(at, Math.min(bodyTo, at + 600))
  const kind = noun.slice(-2)
  const members = new Set<string>()
  for (const [, quoted = '', tail = ''] of window.matchAll(/“([^“”]{1,16})”([\p{Script=Han}]{0,2})/gu)) {
    if (quoted.endsWith(kind) || tail === kind) members.add(quoted)
  }
  return members.size >= 2 ? members.size : null
}

/* ---- structures ---- */

const STRUCTURE =
  /“((?:\d{1,2}|N|X)(?:\+(?:\d{1,2}|N|X)){1,5})”|“(\d{3,6})”(?=[^,,;;。]{0,4}(?:的)?[^,,;;。]{0,8}(?:产业|体系|格局|布局|集群|工程|结构|架构))/gu
const BUILD =
  /(?:构建|形成|打造|建立|完善|强化|聚焦|优化|实施|推行|建成)(?:[^,,;;。]{0,60}|[^;;。]{0,10}以[^;;。]{2,60})$/u

/** “1+3”产业布局, “241”体系: how many parts of which rank, where the text builds it. */
export function structures(text: string, from: number, to: number): FoundConstraint[] {
  const found: FoundConstraint[] = []
  for (const match of text.slice(from, to).matchAll(STRUCTURE)) {
    const start = from + match.index
    if (!BUILD.test(text.slice(Math.max(from, start - 60), start))) continue
    const tail =
      /^[^,,;;。、]{0,14}/u.exec(
        text.slice(start + match[0].length, Math.min(to, start + match[0].length + 16)),
      )?.[0] ?? ''
    const sum =
      match[1]?.split('+').reduce((total, part) => total + (/\d/u.test(part) ? Number(part) : 0), 0) ?? null
    found.push({
      kind: 'structure',
      subject: `${match[1] ?? match[2] ?? ''}${tail}`,
      limit: sum,
      from: start,
      to: start + match[0].length + tail.length,
    })
  }
  return found
}
