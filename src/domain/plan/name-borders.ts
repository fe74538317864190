import { CENTRAL_BODIES, LEVEL_WORDS, PLACES } from './body-lexicon.ts'
import type { NameContext } from './body-name.ts'

/** Where a name begins: the words that cannot belong to it and the words that names open with. */

export function alternatives(words: readonly string[]): string {
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).join('|')
}

export function words(text: string): string {
  return alternatives(text.trim().split(/\s+/))
}

/** Verbs, prepositions and particles after which a body's name begins; none of them stands inside one. */
const STARTERS = words(`
  充分发挥 更好发挥 发挥好 发挥 强化 加强 深化 优化 完善 健全 成立 组建 设立 建立 筹建 筹备 新设 共建 构建 搭建 打造 整合 依托 依靠 会同 联合(?!会|产权|国|大学|实验|体|办公)
  配合 委托 授权 鼓励 引导 推动 促使 督促 支持 要求 报请 报送 提请 报经 提交 上报 报(?!社|业|告|刊|名) (?<![自理])由(?!贸) 商(?=[省市区县园]|有关|相关) 经过 (?<!财)经(?!济|信|开|贸|营|纪|合(?!作区)|费|验|理|办|发|视)
  向(?!上|阳) 对(?!外|口|台|接|标) 将(?!军|乐) 把 按照 根据 通过 围绕 结合 面向 提升 提高 增强 负责 作为 成为 包括 以及 同时 其中 并由 并经 并报 并向 并会同
  协商 争取 邀请 聘请 吸引 引进 引入 包含 涵盖 涉及 位于 隶属 属于 归口 挂靠 设在 征求 听取 代表 影响 转交 移交 抄送 主送 责成 协助 协同(?!创新) 纳入 加入 进入 充实 做强 做优 做大
  做实 建好 用好 办好 建强 重组 改组 完成 履行 落实 压实 实现 借助 利用 推荐 参照 参与 贯彻 严格 明确 界定 各自 分别 认真 切实 积极 必须 给予 应当 不得 可以 可由
  须经 须报 应由 应经 均由 兼任 担任 下设 内设 增设 加挂 选优 配强 下达 会商 对接 使 令(?!部) 让 的 了 是 (?<![华作成])为(?!民) 在(?!线|编) 从 立足 以(?!上|下|及|色) 或
  则 并 即 至 到 后(?!勤|备) 前(?!海|沿|端) 可 须 应(?!急|用|当) (?<!供)给(?!排水|水|予|养) 要(?!素) 于(?!都|洪) 中(?=[省市区]) 内(?!蒙) 个 名 家(?=[市区])`)
export const STARTER = new RegExp(STARTERS, 'gu')
/** Adverbs and the like: never the beginning of a name. */
export const ADVERBS =
  /^(?:加快|进一步|不断|持续|全面|着力|大力|深入|重点|逐步|有序|尽快|共同|主动|高标准|高水平|高质量|现有|原有|新建|优质|一批|若干|一个|多个|等|好|现|原|该|其|本(?![市省])|此|和|与|及|或|向|对|为)+/u
/** Verbs that are nouns as well: cut off only where a name of its own follows. */
export const VERB_NOUNS =
  /^(?:统筹|建设|推进|促进|管理|服务|发展|规划|协调|指导|监督|开展|组织|实施|研究|探索|制定|创建|改革|培育|开发|运营|合作|对接|调整|优选|做好|抓好|增加|扩大|创新|加速|聚焦|解决|营造|争创|申报|承接|参加|筹划)+/u

const PLACE_WORDS = [...PLACES, ...LEVEL_WORDS, ...CENTRAL_BODIES]
/** 中新广州知识城, 中德产业园: founded by two countries, whose names stand in short before that of the place. */
const TWO_COUNTRIES = '中(?:新|德|日|法|韩|意|欧|俄|白|美|英|瑞|荷|以|泰|马)'
export const BEFORE_NAME = new RegExp(
  `^(?:${TWO_COUNTRIES}(?=${alternatives(PLACE_WORDS)}|[\\p{Script=Han}]{0,6}(?:产业园|工业园|合作区|生态城))|${alternatives(PLACE_WORDS)})`,
  'u',
)
const PLACE_INSIDE = new RegExp(alternatives(PLACE_WORDS.filter((word) => word.length > 1)), 'u')
/** A city, district or county by its own name (苏州市, 吴江区), or owners counted together (两区一县). */
export const PLACE_BY_SUFFIX =
  /^(?:[\p{Script=Han}]{2,5}?(?:省|(?<!城)市|新区|(?<![点各个整成连类色])片区|(?<![社园片校街专灾景牧林矿库郊])区|县|自治州|街道|镇|地区|新城|科学城)|[两三四五][区县市镇])/u

const BOUNDARY = /[,。;:!?,;:!?、“”"'‘’<>《》〈〉【】[\]〔〕\s\ue000|/—+…·]/u
const NAME_LIMIT = 40

/**
 * Where the name that ends in a head at `headAt` begins: after punctuation, a verb, a preposition, another body. Null
 * where the head is counted (3家研究院), which names no one.
 */
export function nameStart(line: string, headAt: number, floor: number): number | null {
  const lowest = Math.max(floor, headAt - NAME_LIMIT)
  let start = lowest
  let depth = 0
  for (let i = headAt - 1; i >= lowest; i--) {
    const c = line[i] ?? ''
    const quoted = c === '”' ? openingQuote(line, i, lowest) : -1
    if (quoted >= 0) i = quoted
    else if (c === ')') depth++
    else if (c === '(') {
      if (depth === 0) {
        start = i + 1
        break
      }
      depth--
    } else if (depth === 0 && BOUNDARY.test(c)) {
      start = i + 1
      break
    }
  }
  const segment = line.slice(start, headAt)
  if (/\d(?:多|余)?(?:个|家|所|项|名|批|座)/u.test(segment)) return null
  let cut = 0
  const quoteEnd = segment.lastIndexOf('”') + 1
  // A few characters of the head as well, so that what may not follow a verb (联合产权…) is seen.
  for (const match of line.slice(start, headAt + 3).matchAll(STARTER)) {
    const to = match.index + match[0].length
    if (to <= segment.length) cut = to
  }
  // A verb within the quotes is part of what is quoted.
  if (cut > 0 && cut < quoteEnd) cut = lastCutBefore(segment, segment.lastIndexOf('“'))
  cut = afterConjunction(segment, cut)
  cut += ADVERBS.exec(segment.slice(cut))?.[0].length ?? 0
  return start + cut
}

/** How much of the modifiers to drop so that the name begins with its place, zone or level, where it has one. */
export function properStart(modifiers: string, context: NameContext): number {
  if (beginsName(modifiers, context)) return 0
  const verb = VERB_NOUNS.exec(modifiers)?.[0].length ?? 0
  if (verb > 0 && beginsName(modifiers.slice(verb), context)) return verb
  const inside = PLACE_INSIDE.exec(modifiers)?.index ?? -1
  const zones = context.zoneNames.map((name) => modifiers.indexOf(name)).filter((at) => at > 0)
  const first = Math.min(...zones, inside > 0 ? inside : Infinity)
  return Number.isFinite(first) && first <= 6 ? first : 0
}

export function beginsName(text: string, context: NameContext): boolean {
  return (
    BEFORE_NAME.test(text) ||
    PLACE_BY_SUFFIX.test(text) ||
    context.zoneNames.some((zone) => text.startsWith(zone))
  )
}

/** 市推进“一网通办”工作领导小组: a short quotation in the middle of a name; one at its beginning is no name's. */
function openingQuote(line: string, close: number, lowest: number): number {
  const open = line.lastIndexOf('“', close)
  const isInside =
    open > lowest && close - open <= LONGEST_QUOTE && /\p{Script=Han}/u.test(line.charAt(open - 1))
  return isInside && !/[,。;、]/.test(line.slice(open, close)) ? open : -1
}

const LONGEST_QUOTE = 12

function lastCutBefore(segment: string, limit: number): number {
  let cut = 0
  for (const match of segment.slice(0, Math.max(0, limit)).matchAll(STARTER))
    cut = match.index + match[0].length
  return cut
}

const GENERIC_ACTOR =
  /(?:企业|高校|院校|院所|院|机构|单位|部门|人员|专家|团队|社会|学校|医院|园区|[省市区县]|政府|委|局|厅|办|小组|专班|中心|公司|集团|银行|协会|联盟|管委会|平台|基地|大学|学院|镇|乡|街道|园)$/u

/** 和, 与 and the like part two names where a body or a kind of actor stands before them; else they are inside a name. */
function afterConjunction(segment: string, from: number): number {
  let cut = from
  for (const match of segment.matchAll(/[和与及]/gu)) {
    if (match.index < cut) continue
    const before = segment.slice(cut, match.index)
    if (before === '' || GENERIC_ACTOR.test(before.replace(/\([^()]*\)$/u, ''))) cut = match.index + 1
  }
  return cut
}
