import { isChineseNumeral, readMagnitude, readNumeral } from './numerals.ts'
import type { Numeral } from './numerals.ts'
import { clauseStart } from './passages.ts'
import type { Comparator } from './types.ts'
import { readUnit } from './units.ts'
import type { UnitKind } from './units.ts'

/**
 * What the words around a number say of it before anybody knows whether it is a goal or a fact. `reach` (达到, 提高到) is
 * ge for a goal and eq for a fact, `fall` (降至, 压缩到) le and eq.
 */
export type Bound = Comparator | 'reach' | 'fall'

export interface Quantity {
  /** Number and unit, with words of comparison that stand inside or right after (30余项, 25%以上). */
  readonly from: number
  readonly to: number
  /** Where the comparing words in front start; `from` when there are none. */
  readonly boundFrom: number
  readonly value: number
  readonly value2: number | null
  /** As printed, with its magnitude: 万亿元, 万家, 个百分点; 比例 for a share in words, 位 for a rank, '' for none. */
  readonly unit: string
  readonly kind: UnitKind | 'rank' | 'plain'
  readonly bound: Bound
  readonly script: 'arabic' | 'chinese'
  /** 六大产业: the number belongs to a name-like group rather than to a classifier. */
  readonly isGroup: boolean
}

export interface Range {
  readonly from: number
  readonly to: number
}

/** All numbers with their units between `from` and `to`, outside the `masked` stretches (sorted by `from`). */
export function findQuantities(
  text: string,
  from = 0,
  to = text.length,
  masked: readonly Range[] = [],
): Quantity[] {
  const found: Quantity[] = []
  let mask = 0
  for (let at = from; at < to;) {
    for (let next = masked[mask]; next !== undefined && next.to <= at; next = masked[mask]) mask++
    const current = masked[mask]
    if (current !== undefined && at >= current.from) {
      at = current.to
      continue
    }
    const quantity = STARTS.has(text.charAt(at)) ? readQuantity(text, at, to) : null
    if (quantity !== null) {
      const blocked = current !== undefined && quantity.to > current.from
      if (!blocked) found.push(quantity)
      at = quantity.to
      continue
    }
    at = afterNumber(text, at)
  }
  return found
}

const STARTS = new Set('0123456789〇零一二两三四五六七八九十百千万亿廿卅数几翻第前半壹贰叁肆伍陆柒捌玖拾佰仟')
const DIGIT = /\d/
const LATIN = /[A-Za-z]/

/** Steps over the rest of a number that did not read as a quantity, so that 2025 is not tried again as 025. */
function afterNumber(text: string, at: number): number {
  let next = at + 1
  if (!DIGIT.test(text.charAt(at))) return next
  while (DIGIT.test(text.charAt(next)) || (text.charAt(next) === '.' && DIGIT.test(text.charAt(next + 1))))
    next++
  return next
}

function readQuantity(text: string, at: number, limit: number): Quantity | null {
  const before = text.charAt(at - 1)
  const char = text.charAt(at)
  if (char === '翻') return readDoubling(text, at)
  if (char === '第' || char === '前') return readRank(text, at)
  if (char === '半' || text.startsWith('一半', at)) return readHalf(text, at)
  if (before === '第' || LATIN.test(before)) return null
  return readFraction(text, at) ?? readDigitsGrowth(text, at) ?? readMeasured(text, at, limit)
}

/* ---- number and unit ---- */

interface Head {
  readonly value: number
  readonly value2: number | null
  readonly end: number
  readonly script: 'arabic' | 'chinese'
  readonly word: string
  readonly isMore: boolean
  /** 百家, 万亿元: a magnitude with no number before it, a number only after 近, 上, 超 and the like. */
  readonly isBare: boolean
}

function readMeasured(text: string, at: number, limit: number): Quantity | null {
  const first = readHead(text, at)
  if (first === null) return null
  if (text.charAt(first.end) === '.' && DIGIT.test(text.charAt(first.end + 1))) return null
  const around = boundBefore(text, at)
  if (first.isBare && !first.isMore && !around.allowsBare) return null

  const range = readRangeEnd(text, first)
  if (range !== null && range.end <= limit) {
    const tail = boundAfter(text, range.end, 'between')
    return build({
      ...range,
      from: at,
      to: tail.end,
      boundFrom: at,
      value: first.value,
      bound: 'between',
      script: first.script,
      isGroup: false,
    })
  }

  const group = readGroup(text, first)
  if (group !== null) {
    return build({
      from: at,
      to: group,
      boundFrom: around.from,
      value: first.value,
      value2: null,
      unit: '个',
      kind: 'count',
      bound: 'eq',
      script: first.script,
      isGroup: true,
    })
  }

  const spaced = text.charAt(first.end) === ' ' ? first.end + 1 : first.end
  const unit = readUnit(text, spaced)
  if (unit === null || unit.end > limit || isWordWithUnit(text, first, unit.text, unit.end)) {
    return readTenths(text, at, first, around) ?? readPlain(text, at, first, around)
  }
  const isRange = first.value2 !== null
  const isDeed =
    BREAKS_THROUGH.test(text.slice(around.from, at)) && TECHNIQUE.test(text.slice(unit.end, unit.end + 6))
  const inner: Bound = isRange ? 'between' : first.isMore ? 'gt' : isDeed ? 'eq' : around.bound
  const tail = boundAfter(text, unit.end, inner)
  return build({
    from: at,
    to: tail.end,
    boundFrom: around.from,
    value: first.value,
    value2: first.value2,
    unit: normaliseUnit(first.word + unit.text),
    kind: unit.kind,
    bound: first.isMore && tail.bound !== 'approx' ? 'gt' : tail.bound,
    script: first.script,
    isGroup: false,
  })
}

/** 突破20项关键技术 breaks through them and does not exceed a number. */
const BREAKS_THROUGH = /^突破$/u
const TECHNIQUE = /^(?:以上|左右)?的?[“]?(?:关键|核心|重大|共性|前沿|卡脖|“?卡|技术|瓶颈)/u

function build(quantity: Quantity & { readonly end?: number }): Quantity {
  const { from, to, boundFrom, value, value2, unit, kind, bound, script, isGroup } = quantity
  return { from, to, boundFrom, value, value2, unit, kind, bound, script, isGroup }
}

function normaliseUnit(unit: string): string {
  if (unit.endsWith('元人民币')) return unit.slice(0, -3)
  return unit === '人民币' ? '元' : unit
}

function readHead(text: string, at: number): Head | null {
  const char = text.charAt(at)
  if (char === '数' || char === '几') return readVague(text, at)
  const numeral = readNumeral(text, at) ?? bareMagnitude(text, at)
  if (numeral === null) return null
  const isMoreInside = /[余多几]/.test(text.charAt(numeral.end))
  const afterMore = isMoreInside ? numeral.end + 1 : numeral.end
  const magnitude = readMagnitude(text, afterMore, numeral.script === 'chinese')
  const more = /[余多]/.test(text.charAt(magnitude.end)) && magnitude.word !== ''
  const continued = more ? null : continueChinese(text, numeral, magnitude.factor, magnitude.end)
  if (continued !== null) return continued
  return {
    value: round(numeral.value * magnitude.times),
    value2: numeral.value2 === null ? null : round(numeral.value2 * magnitude.times),
    end: more ? magnitude.end + 1 : magnitude.end,
    script: numeral.script,
    word: magnitude.word,
    isMore: isMoreInside || more,
    isBare: /^[百千万亿佰仟]/.test(char),
  }
}

/** 一万二千家 and 三亿五千万元 go on after their first magnitude; they are told in ones. */
function continueChinese(text: string, numeral: Numeral, factor: number, end: number): Head | null {
  if (numeral.script !== 'chinese' || factor === 1 || !isChineseNumeral(text.charAt(end))) return null
  const rest = readNumeral(text, end)
  if (rest === null || rest.value2 !== null || rest.value < 10) return null
  const magnitude = readMagnitude(text, rest.end, true)
  if (magnitude.factor >= factor || rest.value * magnitude.factor >= factor) return null
  return {
    value: numeral.value * factor + rest.value * magnitude.factor,
    value2: null,
    end: magnitude.end,
    script: 'chinese',
    word: '',
    isMore: false,
    isBare: false,
  }
}

/** 万家, 亿元, 万亿元 after 超, 突破, 近: one of that magnitude. */
function bareMagnitude(text: string, at: number): Numeral | null {
  return /[万亿]/.test(text.charAt(at)) ? { value: 1, end: at, script: 'chinese', value2: null } : null
}

/** 数百家, 几十个: at least one of that magnitude. */
function readVague(text: string, at: number): Head | null {
  const magnitude = /^[十百千万亿]{1,2}/u.exec(text.slice(at + 1, at + 3))?.[0]
  if (magnitude === undefined || LATIN.test(text.charAt(at - 1))) return null
  const head = readHead(text, at + 1)
  if (head === null || head.isMore) return null
  return { ...head, isMore: true, isBare: false }
}

const RANGE_SIGN = /^\s?(?:[-—–~~]{1,2}|至|到)\s?/u

/** The second half of 2至3个, 3%-5%, 2000万元至5000万元. */
function readRangeEnd(
  text: string,
  first: Head,
): { readonly value2: number; readonly unit: string; readonly kind: UnitKind; readonly end: number } | null {
  if (first.value2 !== null || first.isMore) return null
  const ownUnit = readUnit(text, first.end)
  const signAt = ownUnit === null ? first.end : ownUnit.end
  const sign = RANGE_SIGN.exec(text.slice(signAt, signAt + 4))?.[0]
  if (sign === undefined) return null
  const second = readHead(text, signAt + sign.length)
  if (second === null || second.value2 !== null || second.isBare) return null
  const unit = readUnit(text, second.end)
  if (unit === null) return null
  if (ownUnit !== null && ownUnit.text !== unit.text) return null
  if (ownUnit !== null && first.word !== second.word) return null
  // 10家到20家 is a range, 由10家到2家 is not; neither is the 5—3 of a code.
  if (second.value <= first.value && first.word === second.word) return null
  const scaled = first.word === '' && second.word !== '' && ownUnit === null
  if (!scaled && first.word !== second.word) return null
  return {
    value2: second.value,
    unit: normaliseUnit(second.word + unit.text),
    kind: unit.kind,
    end: unit.end,
  }
}

/** 六大产业集群, 八大具有…: a number of kinds. Not 二十大 or 五大学. */
function readGroup(text: string, head: Head): number | null {
  if (text.charAt(head.end) !== '大' || head.word !== '' || head.value < 2 || head.value > 20) return null
  const next = text.charAt(head.end + 1)
  if (next === '' || /[会学全于小力型楼厦幅量气连街湾力都众赛奖届前后以报精\p{P}\s]/u.test(next)) return null
  return head.end + 1
}

/**
 * What after a unit shows that it is the start of another word: 三位一体, 20条新政, 十分重要. Keyed by unit; the flag says that
 * the unit never follows a number in Chinese script (三期, 四方, 一头 are words, 3期培训班 is a count).
 */
interface WordRule {
  readonly after: RegExp | null
  readonly arabicOnly: boolean
}

const WORD_AFTER: ReadonlyMap<string, WordRule> = new Map<string, WordRule>([
  ['位', { after: /^(?:一体|数|于|置)/u, arabicOnly: false }],
  ['条', { after: /^\p{P}?(?:新政|政策|措施|意见|举措|办法|规定|例|文|款|第)/u, arabicOnly: false }],
  ['件', { after: /^套/u, arabicOnly: false }],
  ['部', { after: /^(?:门|委|署|分|队|级|长|件|位|省|市|际)/u, arabicOnly: false }],
  ['次', { after: /^(?:要|序|会议|全会|代表|产业)/u, arabicOnly: false }],
  ['名', { after: /^(?:录|单|称|义|牌|片)/u, arabicOnly: false }],
  ['家', { after: /^(?:庭|族|乡)/u, arabicOnly: false }],
  ['个', { after: /^(?:人(?!才)|性)/u, arabicOnly: false }],
  ['人', { after: /^(?:才|工|民|力|文|居|大)/u, arabicOnly: false }],
  ['项', { after: /^目(?!标)/u, arabicOnly: false }],
  ['种', { after: /^(?:子|植|业|苗)/u, arabicOnly: false }],
  ['处', { after: /^(?:理|置|级|罚|长)/u, arabicOnly: false }],
  ['座', { after: /^(?:谈|位)/u, arabicOnly: false }],
  ['所', { after: /^(?:有|在|需|以(?![上下内外])|得|属)/u, arabicOnly: false }],
  ['分', { after: /^(?:之|公司|会|局|院|类|园|校|工|别|为|期|级|层|批|步|行|布|管|区)/u, arabicOnly: true }],
  ['户', { after: /^(?:籍|口|外)/u, arabicOnly: false }],
  ['场', { after: /^(?:景|所|地)/u, arabicOnly: false }],
  ['份', { after: /^额/u, arabicOnly: false }],
  ['支', { after: /^(?:持|撑|柱|出|付|行|点)/u, arabicOnly: false }],
  ['套', { after: /^(?:利|路)/u, arabicOnly: false }],
  ['台', { after: /^(?:账|湾|阶|资|商)/u, arabicOnly: false }],
  ['张', { after: /^(?:网|图|蓝图|清单|表)/u, arabicOnly: false }],
  ['架', { after: /^构/u, arabicOnly: false }],
  ['列', { after: /^(?:入|为)/u, arabicOnly: true }],
  ['组', { after: /^(?:织|合|建|成|团)/u, arabicOnly: true }],
  ['站', { after: /^(?:式|点)/u, arabicOnly: true }],
  ['期', { after: /^(?:工程|建设|项目|间|限|货)/u, arabicOnly: true }],
  ['班', { after: /^(?:车|次)/u, arabicOnly: true }],
  ['款', { after: /^项/u, arabicOnly: true }],
  ['方', { after: /^(?:面|式|向|法|案|位|便)/u, arabicOnly: true }],
  ['对', { after: /^(?:一|接|外|内)/u, arabicOnly: true }],
  ['批', { after: /^(?:准|次|复|发)/u, arabicOnly: true }],
  ...['门', '头', '首', '集', '间', '块', '幅', '张', '盘', '匹', '例', '米', '克', '升', '天', '日'].map(
    (unit) => [unit, { after: null, arabicOnly: true }] as const,
  ),
])

function isWordWithUnit(text: string, head: Head, unit: string, end: number): boolean {
  const rule = WORD_AFTER.get(unit)
  if (rule === undefined) return false
  if (rule.arabicOnly && head.script === 'chinese' && head.word === '' && head.value < 100) return true
  return rule.after?.test(text.slice(end, end + 6)) ?? false
}

/** 三成以上: tenths. Only where nothing can follow that makes 成 another word. */
function readTenths(text: string, at: number, head: Head, around: Around): Quantity | null {
  if (text.charAt(head.end) !== '成' || head.script !== 'chinese' || head.value > 9 || head.word !== '')
    return null
  if (!/^(?:以上|以下|左右|多|[,,。;;、的])/u.test(text.slice(head.end + 1, head.end + 3))) return null
  const tail = boundAfter(text, head.end + 1, around.bound)
  return build({
    from: at,
    to: tail.end,
    boundFrom: around.from,
    value: head.value * 10,
    value2: null,
    unit: '%',
    kind: 'share',
    bound: tail.bound,
    script: 'chinese',
    isGroup: false,
  })
}

/** An index or a rate without a unit, only right after a word of reaching: 综合指数达到150以上. */
function readPlain(text: string, at: number, head: Head, around: Around): Quantity | null {
  if (/亿$/u.test(head.word) && around.allowsBare) return readSum(text, at, head, around)
  if (head.script !== 'arabic') return null
  const tail = boundAfter(text, head.end, around.bound)
  // 新增就业人数3万以上: the name says what is counted.
  const isNamed = head.word !== '' && COUNTED_BY_NAME.test(text.slice(Math.max(0, at - 8), around.from))
  if (!around.isVerb && !isNamed) return null
  if (!/^(?:$|[,,。;;、))\s])/u.test(text.slice(tail.end, tail.end + 1))) return null
  return build({
    from: at,
    to: tail.end,
    boundFrom: around.from,
    value: head.value,
    value2: null,
    // 收入倍差缩小到1.9: the name says the unit.
    unit:
      head.word === '' && /倍[差数率][^,。]{0,6}$/u.test(text.slice(Math.max(0, at - 12), at))
        ? '倍'
        : head.word,
    kind: 'plain',
    bound: tail.bound,
    script: 'arabic',
    isGroup: false,
  })
}

/** 人数, 用户量, 总人口 before a bare 3万. */
const COUNTED_BY_NAME = /(?:数|数量|总量|用户量|人口|人次|规模)$/u

/** 投入超千亿, 总量突破2万亿: money, though nobody says 元. */
function readSum(text: string, at: number, head: Head, around: Around): Quantity | null {
  if (!/^(?:$|[,,。;;、!]|大关|台阶)/u.test(text.slice(head.end, head.end + 2))) return null
  return build({
    from: at,
    to: head.end,
    boundFrom: around.from,
    value: head.value,
    value2: null,
    unit: `${head.word}元`,
    kind: 'measure',
    bound: around.bound,
    script: head.script,
    isGroup: false,
  })
}

/* ---- shares in words, doublings, ranks ---- */

const CENT: Readonly<Record<string, string>> = { 百分之: '%', 千分之: '‰' }

/** 百分之五, 三分之一, 2/3. */
function readFraction(text: string, at: number): Quantity | null {
  const cent = CENT[text.slice(at, at + 3)]
  const around = boundBefore(text, at)
  if (cent !== undefined) {
    const numeral = readNumeral(text, at + 3)
    if (numeral === null) return null
    const tail = boundAfter(text, numeral.end, around.bound)
    return share(at, tail.end, around.from, numeral.value, cent, tail.bound, numeral.script)
  }
  const first = readNumeral(text, at)
  if (first === null) return null
  if (text.startsWith('分之', first.end)) {
    const top = readNumeral(text, first.end + 2)
    if (top === null || first.value === 0) return null
    const tail = boundAfter(text, top.end, around.bound === 'eq' ? 'approx' : around.bound)
    return share(at, tail.end, around.from, ratio(top.value, first.value), '比例', tail.bound, 'chinese')
  }
  const slash = /^(\d{1,2})\/(\d{1,2})(?![\d/年月.-])/u.exec(text.slice(at, at + 6))
  if (slash === null || DIGIT.test(text.charAt(at - 1)) || text.charAt(at - 1) === '/') return null
  const [printed, top, bottom] = slash
  if (Number(top) >= Number(bottom) || Number(top) === 0) return null
  const tail = boundAfter(text, at + printed.length, around.bound)
  return share(at, tail.end, around.from, ratio(Number(top), Number(bottom)), '比例', tail.bound, 'arabic')
}

function readHalf(text: string, at: number): Quantity | null {
  const printed = text.startsWith('一半', at) ? '一半' : text.startsWith('半数', at) ? '半数' : null
  if (printed === null) return null
  const around = boundBefore(text, at)
  const tail = boundAfter(text, at + 2, around.bound)
  const told = around.bound !== 'eq' || tail.bound !== 'eq' || /[占过]$/u.test(text.slice(at - 1, at))
  return told ? share(at, tail.end, around.from, 0.5, '比例', tail.bound, 'chinese') : null
}

/** 保持两位数增长: ten per cent or more. */
function readDigitsGrowth(text: string, at: number): Quantity | null {
  const match = /^(?:两|2)位数(?:以上)?(?:的)?(?=增长|增速|增幅|的?年均|[,,。;;、])/u.exec(
    text.slice(at, at + 10),
  )?.[0]
  return match === undefined ? null : share(at, at + match.length, at, 10, '%', 'ge', 'chinese')
}

/** 翻一番 is twice, 翻两番 four times. */
function readDoubling(text: string, at: number): Quantity | null {
  const match = /^翻(?:了)?([一两二三1-4]?)番/u.exec(text.slice(at, at + 5))
  if (match === null) return null
  const times = match[1] === '' ? 1 : (readNumeral(match[1] ?? '', 0)?.value ?? 1)
  const around = boundBefore(text, at)
  const tail = boundAfter(text, at + match[0].length, around.bound)
  return share(at, tail.end, around.from, 2 ** times, '倍', tail.bound, 'chinese')
}

function share(
  from: number,
  to: number,
  boundFrom: number,
  value: number,
  unit: string,
  bound: Bound,
  script: 'arabic' | 'chinese',
): Quantity {
  return { from, to, boundFrom, value, value2: null, unit, kind: 'share', bound, script, isGroup: false }
}

/** Four decimals, as the annotated examples print a share in words. */
function ratio(top: number, bottom: number): number {
  return Math.round((top / bottom) * 10_000) / 10_000
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}

const RANK_VERB =
  /(?:位居|位列|位于|位次|排名|排位|排在|名列|跃居|稳居|居于|居|列|排|跃升|跃至|升至|上升到|提升至|提升到|进入|进位|保持|蝉联|跻身|迈入|挺进|站稳|冲刺|争创|达到|为|国内|全国|全球|世界|全省|全市|亚洲)[^,,。;;::、()()“”\d]{0,10}$/u
const NO_RANK_AFTER =
  /^(?:方|梯|大|产|季|批|届|轮|次|个|家|条|章|节|款|期|阶|动力|要|资|生|责|时|书|线|年|月|项|颗|座|台|套|所|代|人|类|强国|城|所)/u

/** 位居全国第一, 排名第3位, 进入前十名. */
function readRank(text: string, at: number): Quantity | null {
  const numeral = readNumeral(text, at + 1)
  if (numeral === null || numeral.value2 !== null || numeral.value < 1 || numeral.value > 1000) return null
  const suffix = /^(?:位次|位|名|强|席)/u.exec(text.slice(numeral.end, numeral.end + 2))?.[0] ?? ''
  const end = numeral.end + suffix.length
  if (suffix === '' && NO_RANK_AFTER.test(text.slice(end, end + 2))) return null
  if (suffix === '' && /[%‰万亿百千]/u.test(text.charAt(end))) return null
  const isTop = text.charAt(at) === '前'
  // 第39位 says what it is; 第一, 第一位 and 前十 need a verb.
  const isPlain = !isTop && numeral.script === 'arabic' && /^[位名]/u.test(suffix)
  if (!isPlain && !RANK_VERB.test(text.slice(Math.max(0, at - 16), at))) return null
  if (isTop && suffix === '' && !/^(?:$|[,,。;;、)])/u.test(text.charAt(end))) return null
  return {
    from: at,
    to: end,
    boundFrom: at,
    value: numeral.value,
    value2: null,
    unit: '位',
    kind: 'rank',
    bound: isTop ? 'le' : 'eq',
    script: numeral.script,
    isGroup: false,
  }
}

/* ---- words of comparison ---- */

interface Around {
  readonly bound: Bound
  readonly from: number
  /** 近百家, 超千亿: after such a word a bare magnitude is a number. */
  readonly allowsBare: boolean
  /** A word of reaching or exceeding stands right before the number. */
  readonly isVerb: boolean
}

/** Longest first within each entry; the nearest word to the number decides, except that 约 and 近 overrule 达到 (见 boundBefore). */
/** 最多享受3项, 至少建设1个: the limit may stand before the verb. */
const LIMITED_VERB =
  '(?:享受|支持|建设|申报|设立|推荐|培育|布局|配备|安排|打造|引进|新增|建成|建立|举办|召开|开展|有|选择|确定|发展|获得)'

const BEFORE: readonly (readonly [RegExp, Bound, boolean])[] = [
  [/(?:少于|小于|低于)(?:或|或者)?等于$/u, 'le', true],
  [/(?:多于|大于|高于)(?:或|或者)?等于$/u, 'ge', true],
  [
    /(?:不少于|不低于|不小于|不得少于|不得低于|不能少于|不得小于|不低过|至少|最低|起码)(?:达到|达|为|有)?$/u,
    'ge',
    true,
  ],
  [
    /(?:不超过|不超出|不高于|不多于|不大于|不得超过|不得高于|不得多于|不能超过|不突破|至多|最多|最高|上限为)(?:不超过|达|为)?$/u,
    'le',
    true,
  ],
  [/(?:迈上|跨上|站上|登上|迈过|跨过)$/u, 'ge', true],
  [new RegExp(`(?:至少|最少|不少于|应不少于)(?:要|应|需)?${LIMITED_VERB}$`, 'u'), 'ge', false],
  [new RegExp(`(?:最多|至多|不超过)(?:可|能)?${LIMITED_VERB}$`, 'u'), 'le', false],
  [/(?:控制在|压缩在|限制在)$/u, 'fall', true],
  [/(?:大约|约为|约是|约占|约有|约达|将近|接近|约|近|大致)$/u, 'approx', true],
  [/(?:不足|不到|低于|少于|小于|未满|未达)$/u, 'lt', true],
  [/(?:超过|超出|突破|高于|大于|多于|高出|跨越|超|逾|破|过)(?:了)?$/u, 'gt', true],
  [
    /(?:达到了?|提高到|提升到|增加到|增长到|扩大到|发展到|提高至|提升至|增加至|增长至|增至|升至|扩大至|壮大到|上升到|上升至|攀升至|攀升到|跃升到|跃升至|壮大至|发展至|延长到|延长至|提至|扩展到|扩展至|拓展至|拓展到|力争达|可达|达)$/u,
    'reach',
    true,
  ],
  [
    /(?:降至|降到|降低到|降低至|下降到|下降至|缩小到|缩小至|收窄到|收窄至|回落到|回落至|压减到|压减至|压缩到|压缩至|缩短到|缩短至|缩减到|缩减至|减少到|减至|减少至|精简到|精简至)$/u,
    'fall',
    true,
  ],
]

function boundBefore(text: string, at: number): Around {
  const window = text.slice(Math.max(0, at - 8), at)
  if (/[上]$/u.test(window) && /[百千万亿十]/u.test(text.charAt(at))) {
    return { bound: 'ge', from: at - 1, allowsBare: true, isVerb: false }
  }
  for (const [pattern, bound, isVerb] of BEFORE) {
    const found = pattern.exec(window)?.[0]
    if (found === undefined) continue
    // 通过3项, 经过2年: 过 is part of another verb; 附近, 最近, 节约, 预约 likewise.
    if (/^过$/u.test(found) && /(?:通|经|超|不)过$/u.test(window)) continue
    if (/^破$/u.test(found) && !/[^突]破$/u.test(window)) continue
    if (/^近$/u.test(found) && /(?:附|最|靠|邻|就|临)近$/u.test(window)) continue
    if (/^约$/u.test(found) && /(?:节|集|预|签|契|大|公|条|制)约$/u.test(window)) continue
    if (/^超$/u.test(found) && /[高]超$/u.test(window)) continue
    return { bound, from: at - found.length, allowsBare: true, isVerb }
  }
  return {
    bound: farBound(text, at),
    from: at,
    allowsBare: false,
    isVerb: /(?:为|是|实现|稳定在|保持在)$/u.test(window),
  }
}

/** 提高占比至75%, 约是前年的两倍: the word stands further off. */
function farBound(text: string, at: number): Bound {
  const before = text.slice(clauseStart(text, at, Math.max(0, at - 30)), at)
  if (!/[至到的]$/u.test(before)) return 'eq'
  if (/(?:提高|提升|扩大|增加)[^,]{1,24}[至到]$/u.test(before)) return 'reach'
  if (/(?:降低|压缩|压减|减少|缩短|下降)[^,]{1,24}[至到]$/u.test(before)) return 'fall'
  return /约(?:为|是)[^,]{1,14}的$/u.test(before) ? 'approx' : 'eq'
}

const AFTER: readonly (readonly [RegExp, Bound])[] = [
  [/^(?:左右|上下)/u, 'approx'],
  [/^(?:\(含\)|\(含\))?(?:及以上|以上)(?:\(含\)|\(含\))?/u, 'ge'],
  [/^(?:\(含\)|\(含\))?(?:及以下|以下|以内|之内)(?:\(含\)|\(含\))?/u, 'le'],
]

/** The bound with what follows the unit worked in: 左右 wins over 达到, 以上 does not weaken 超过. */
function boundAfter(text: string, at: number, inner: Bound): { readonly bound: Bound; readonly end: number } {
  const gloss = /^\([A-Za-z]{1,8}\)/u.exec(text.slice(at, at + 10))?.[0].length ?? 0
  const window = text.slice(at + gloss, at + gloss + 7)
  for (const [pattern, bound] of AFTER) {
    const found = pattern.exec(window)?.[0]
    if (found === undefined) continue
    const keepsInner =
      inner === 'between' || (inner === 'gt' && bound === 'ge') || (inner === 'approx' && bound !== 'approx')
    return { bound: keepsInner ? inner : bound, end: at + gloss + found.length }
  }
  return { bound: inner, end: at }
}

/** What a bound says of a goal or of a fact: 达到 is ge for a goal, eq for a fact. */
export function comparatorOf(bound: Bound, isGoal: boolean): Comparator {
  if (bound === 'reach') return isGoal ? 'ge' : 'eq'
  if (bound === 'fall') return isGoal ? 'le' : 'eq'
  return bound
}
