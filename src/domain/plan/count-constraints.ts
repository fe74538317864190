import { nameOfCount } from './name-indicator.ts'
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
  /** Where the wording of the list says it for its items; else the rule's own words tell. */
  readonly strength?: 'hard' | 'soft'
  /** The one that a limit per unit is for: 分园 in 每个分园的主导产业数; a next clause may go on with it. */
  readonly unit?: string
}

const UNIT_PHRASE =
  /(?:每一?个|每家|每|各个?|单个|1个|一个)([\p{Script=Han}]{1,8}?)(?=原则上|重点|优先|最多|至多|不超过|至少|布局|发展|培育|支持|建设|确定|选择|打造|一般|可|应|须|在|,|的|聚焦|主攻|要|都|均|$)/u
const PER_UNIT_NOUN = /^([\p{Script=Han}]{2,12}?)(?:布局|发展|的|,|,|。|;|;|、|和|及|或|落地|$)/u

const LIMITING = new Set(['le', 'lt', 'between', 'ge'])

/** What is said between the thing and its limit: 主导产业原则上不超过2个. */
const BEFORE_LIMIT =
  /(?:原则上|一般|通常|应当|应该|应|须|必须|需|要|可|均|都|累计|合计|总数|数量|个数|控制在|保持在)+$/u

/**
 * 1个分园原则上布局不超过3个主导产业, 每个分园的主导产业不得超过3个, 布局该产业的分园不超过3个: how much of something one unit may
 * or must have. `before` is the limit that the clause before sets, for a clause that goes on with its unit.
 */
export function perUnitLimit(
  clause: string,
  at: number,
  quantity: Quantity,
  text: string,
  before: FoundConstraint | null,
): FoundConstraint | null {
  if (!LIMITING.has(quantity.bound) || quantity.kind === 'time' || quantity.unit.includes('元')) return null
  const isCount = quantity.kind === 'count'
  const thingAfter = isCount ? limitBeforeThing(at, quantity, text) : null
  if (thingAfter !== null) return thingAfter
  // Only 不超过, 不少于 and the like: 达到, 以上 set goals.
  if (!/不[得能可]?[超少多高低小大突]|至少|至多|最多|最少/u.test(text.slice(quantity.boundFrom, quantity.to)))
    return null
  const words = text.slice(at, quantity.boundFrom).replace(BEFORE_LIMIT, '')
  const span = { from: at, to: quantity.to }
  const inverse = INVERSE.exec(words)
  if (inverse !== null && isCount) {
    const [phrase, unit = '', noun = ''] = inverse
    return limitOf(quantity, unit, `每个${unit}布局的${noun}`, {
      ...span,
      from: at + words.length - phrase.length,
    })
  }
  const each = EACH_UNIT.exec(words)
  if (each !== null) {
    const [phrase, unit = '', thing = ''] = each
    if (/^(?:年|月|季|半年|次|天|周|类|项)/u.test(unit)) return null
    return limitOf(quantity, unit, `每个${unit}的${thing}`, {
      ...span,
      from: at + words.length - phrase.length,
    })
  }
  const gap = before === null ? '' : text.slice(before.to, at)
  if (before?.unit !== undefined && /^[,,;;、]\s*$/u.test(gap)) {
    const thing = words.replace(/^(?:并|且|其|以及|配备|设立|建设|拥有|具有|配有|有)+/u, '')
    if (/^[\p{Script=Han}]{2,16}$/u.test(thing))
      return limitOf(quantity, before.unit, `每个${before.unit}的${thing}`, span)
  }
  return null
}

/** 每个分园的主导产业, 每个共享中试站使用面积: the unit ends with the name of a kind of place or body. */
const EACH_UNIT =
  /(?:每一?[个家所座处名]|每一|单[个家]|各个?|1个|一个)([\p{Script=Han}]{0,10}?(?:园区?|区|县|市|镇|街道|乡|村|社区|企业|公司|项目|平台|站点?|中心|基地|机构|单位|部门|学校|医院|产业|集群|团队|人|楼宇|载体|孵化器|空间))的?([\p{Script=Han}]{2,14})$/u

/** 布局该产业的分园, 同一产业的布局园区 */
const INVERSE =
  /(?:布局|承接|发展|落地)?(?:该|同一|同类|同种|单个)([\p{Script=Han}]{2,6}?)的(?:布局)?([\p{Script=Han}]{2,8})$/u

function limitOf(
  quantity: Quantity,
  unit: string,
  subject: string,
  span: { readonly from: number; readonly to: number },
): FoundConstraint {
  const limit = quantity.value2 ?? quantity.value
  const name = quantity.kind === 'count' ? nameOfCount(subject) : `${subject}(${quantity.unit})`
  const kind = quantity.bound === 'ge' ? 'min-per-unit' : 'max-per-unit'
  const floor = quantity.value2 === null ? {} : { limitMin: quantity.value }
  return { kind, subject: name, limit, ...floor, ...span, unit }
}

function limitBeforeThing(at: number, quantity: Quantity, text: string): FoundConstraint | null {
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
  const base = { kind, subject, limit, from, to: quantity.to + noun.length, unit: name }
  return quantity.value2 === null ? base : { ...base, limitMin: quantity.value }
}

function lastMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  let found: RegExpExecArray | null = null
  const all = new RegExp(pattern.source, 'gu')
  for (let match = all.exec(text); match !== null; match = all.exec(text)) found = match
  return found
}

const PARTS_SET =
  /^(?:今年|全年|本?年度|重点|主要|具体)*(?:组织实施|部署实施|部署|安排|提出|明确|确定|推出|实施|列出)(?:了)?$/u
const WHOLE_PART = /^(?:具体|重点|主要|专项)*(?:行动|任务|举措|措施)$/u

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
  // 围绕四个方面,组织实施8项任务: nothing else stands in the clause.
  if (PARTS_SET.test(before) && WHOLE_PART.test(after)) {
    return {
      kind: 'count-total',
      subject: `${after.replace(/^(?:具体|重点|主要|专项)+/u, '')}总数`,
      limit,
      ...span,
    }
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
  if (!before.endsWith('等')) return null
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
