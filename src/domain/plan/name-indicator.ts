import type { Standing } from './classify-figure.ts'
import { clauseStart, sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { Quantity, Range } from './quantities.ts'

export interface NamingContext {
  readonly text: string
  readonly passage: Passage
  readonly quantity: Quantity
  readonly names: readonly Range[]
  readonly earlier: readonly {
    readonly quantity: Quantity
    readonly standing: Standing
    readonly indicator: string
  }[]
  readonly isGoal: boolean
  readonly quantities: readonly Quantity[]
}

export interface NamedFigure {
  /** Clean offsets: from the first word of the indicator or its verb to the end of the figure. */
  readonly from: number
  readonly to: number
  readonly indicator: string
  /** 全区, 全市 where the figure says that it is about a wider area than the text around it. */
  readonly scope: string | null
}

/**
 * Names what a figure counts, as a clean noun phrase: 高新技术企业2.7万家 and 培育高新技术企业2.7万家 are 高新技术企业数,
 * 打造100家左右优质孵化机构 is 优质孵化机构数, 同比增长20% takes the name of the figure before it.
 */
export function nameIndicator(context: NamingContext): NamedFigure {
  const { text, passage, quantity, earlier } = context
  const from = phraseStart(context)
  const before = text.slice(from, quantity.boundFrom)
  const shared = nameOfShared(context)
  const noun = nounAfter(text, quantity, passage.to)
  const last = earlier.at(-1)

  const bracket = /[((]([全本]?(?:区|市|省|县|国|园区))$/u.exec(before)?.[1] ?? null
  if (bracket !== null && last !== undefined) {
    return { from, to: quantity.to, indicator: last.indicator, scope: bracket }
  }
  const named = (indicator: string, to = quantity.to): NamedFigure => ({
    from,
    to,
    indicator: counted(tidy(indicator), quantity),
    scope: null,
  })
  if (quantity.kind === 'share' || quantity.kind === 'rank') {
    return named(
      shared ??
        nameOfShare(before, quantity, last?.indicator ?? sentenceSubject(context), noun?.text ?? null),
    )
  }
  if (shared !== null) return named(shared)
  const subject = stripVerbs(before)
  if (quantity.kind === 'count' && noun !== null && (subject === '' || endsInVerb(before))) {
    return named(noun.text, noun.to)
  }
  if (subject !== '') return named(subject)
  if (noun !== null) return named(noun.text, noun.to)
  return named(last === undefined ? (sentenceSubject(context) ?? '') : stem(last.indicator))
}

/* ---- the words before ---- */

/** After the last comma, or after the previous figure of an enumeration (8家,潜在…; 406家、1073家). */
function phraseStart({ text, passage, quantity, quantities }: NamingContext): number {
  const clause = clauseStart(text, quantity.boundFrom, passage.from)
  const before = quantities.filter((other) => other.to <= quantity.boundFrom && other.from >= clause).at(-1)
  let from = clause
  if (before !== undefined) {
    const mark = /[、和及与以]/u.exec(text.slice(before.to, quantity.boundFrom))
    const inside = /^[((]/u.exec(text.slice(before.to, quantity.boundFrom))
    if (inside !== null) from = before.to
    else if (mark !== null) from = before.to + mark.index + 1
    else if (isCountedNoun(text, before, quantity)) from = quantity.boundFrom
  }
  const skipped =
    /^(?:\s|[))、]|以?及|其中:?|并|和)*/u.exec(text.slice(from, quantity.boundFrom))?.[0].length ?? 0
  return from + skipped
}

function isCountedNoun(text: string, before: Quantity, quantity: Quantity): boolean {
  return before.kind === 'count' && text.slice(before.to, quantity.boundFrom) === ''
}

const LEADING =
  /^(?:(?:截至|截止|到|至|力争到?|争取到?|确保到?)?["“]?(?:(?:19|20)\d{2}年?[-—至到]?(?:(?:19|20)\d{2})?年?(?:底|末)?(?:\d{1,2}月底?)?(?:前|之前)?|十[一二三四五]五["”]?(?:末|期末|期间|时期)|三年内|\d+年内|全年|每年|年均)(?=\D)|力争|争取|确保|努力|全力|重点|着力|加快|进一步|全面|积极|持续|稳步|大力|计划|将|要|其中|并|使|推动|促进|累计|已经?|现有?|目前|新(?![增建设])|分别|同时|共|实现|拥有|完成|首次|基本|至少|原则上|全[区市省县]|本[区市])/u

const VERBS =
  '打造|建设|建成|建立|培育|培养|引进|引入|形成|新增|新建|达到|达|突破|完成|实现|超过|超|设立|组建|布局|认定|推动|举办|开展|吸引|集聚|聚集|储备|实施|推出|发布|攻克|转化|孵化|改造|盘活|腾退|供应|出资|投入|提升|提高|增加|降低|压缩|缩短|控制|落地|创建|扶持|支持|资助|选拔|遴选|评选|培训|招引|招聘|服务|覆盖|发展|筹建|发动|组织|拥有|为|是|有|共|约|保持|至|到|在|累计|设|下设|聚焦|争取|争创|推进|规划|获得|获批|入选|承担|共建|成立|诞生|涌现|汇聚|总数|合计|产生|分别|产业|同比'
const TRAILING_VERB = new RegExp(
  `(?:${VERBS}|不断|稳定|了|至少|力争|以上|近|新|由|从|与|将|重点|优先|推动形成)+$`,
  'u',
)
const LEADING_VERB = new RegExp(`^(?:${VERBS.replace('|产业', '').replace('|同比', '')})+(?:了|成)?`, 'u')

function endsInVerb(before: string): boolean {
  return TRAILING_VERB.test(before) || before === ''
}

function stripVerbs(before: string): string {
  let name = before.replace(TRAILING_VERB, '')
  for (let previous = ''; previous !== name;) {
    previous = name
    name = name.replace(LEADING, '')
  }
  return name.replace(LEADING_VERB, '').replace(/^(?:的|了)/u, '')
}

/** The subject of the sentence's last clause that has one: 企业总收入保持两位数增长,2020年达7.2万亿元. */
function sentenceSubject({ text, passage, quantity }: NamingContext): string | null {
  const from = sentenceStart(text, quantity.from, passage.from)
  const clauses = text.slice(from, quantity.boundFrom).split(/[,,;;::]/u)
  for (const clause of clauses.reverse()) {
    const name = stripVerbs(clause).replace(/(?:保持|实现|达到|增长|提升|提高).*$/u, '')
    if (name.length >= 2 && name.length <= 30) return name
  }
  return null
}

/* ---- the words after ---- */

const NOUN_END =
  /[,,。;;、::!?()()\n]|(?:在(?!孵)|流向|赴|参加|落地|落户|入驻|建立(?!的)|开展|实现|进行|到(?!期)|获得|纳入|达到|成为|完成|用于|投入)/u

function nounAfter(
  text: string,
  quantity: Quantity,
  ceiling: number,
): { readonly text: string; readonly to: number } | null {
  const window = text.slice(quantity.to, Math.min(ceiling, quantity.to + 60))
  const stop = NOUN_END.exec(window)
  const end = stop === null ? window.length : stop.index
  const noun = window.slice(0, end)
  const trimmed = noun.replace(/^(?:以上|左右)?的?/u, '')
  if (trimmed.length < 2) return null
  return { text: trimmed, to: quantity.to + end }
}

/* ---- shares, growth, ranks ---- */

function nameOfShare(before: string, quantity: Quantity, last: string | null, noun: string | null): string {
  const base = last === null ? '' : stem(last)
  const growth =
    /^(.*?)((?:年均|同比|环比|比上年|较上年|比[^,。]{1,12}?|较[^,。]{1,12}?|相比[^,。]{1,12}?|相较[^,。]{1,12}?)?(?:分别)?(?:增长|提高|提升|下降|降低|增加|上升|减少|高于?|低于?|缩短|增速|增幅)(?:到|至|了|达到?|率)?)$/u.exec(
      before,
    )
  if (quantity.unit === '倍' && /(?:是|为|约)[^,]{0,14}的?(?:约|近)?$/u.test(before)) {
    const against = /(?:是|为)(.*?)的?$/u.exec(before)?.[1] ?? ''
    const subject = stripVerbs(before.replace(/(?:约?是|约?为).*$/u, ''))
    return `${subject === '' ? base : subject}与${against}之比`
  }
  if (growth !== null) {
    const [, subject = '', word = ''] = growth
    const name = stripVerbs(subject)
    return `${name === '' ? base : name}${word.replace(/分别|相比|相较|比|了|到|至|达/gu, (part) => (part.length === 2 && part !== '分别' ? '较' : part === '比' ? '较' : ''))}`
  }
  const portion = /^(.*?)占(.*?)的?(?:比重|比例|比)?(?:达到?|为|超过?|不?[低高]于)?$/u.exec(before)
  if (portion !== null) {
    const [, subject = '', whole = ''] = portion
    const name = stripVerbs(subject)
    if (whole === '' && name !== '') return `${name}占比`
    return `${name === '' ? base : name}占${whole}比重`
  }
  const name = stripVerbs(before)
  if (quantity.kind === 'rank')
    return /(?:排名|排位|位次)$/u.test(name) ? name : `${name === '' ? base : name}排名`
  if (quantity.bound !== 'eq' || noun === null) return name === '' ? base : name
  return name === '' ? noun : `${name}${noun}`
}

/** The name of a count without its 数, to build on. */
function stem(indicator: string): string {
  return indicator.replace(/数$/u, '')
}

/* ---- 分别 ---- */

/** 上市企业、新三板挂牌企业分别达到406家、1073家: the k-th number belongs to the k-th name. */
function nameOfShared(context: NamingContext): string | null {
  const { text, passage, quantity, quantities, earlier } = context
  const from = sentenceStart(text, quantity.from, passage.from)
  const mark = text.lastIndexOf('分别', quantity.from)
  if (mark < from) return null
  const run = runAfter(text, mark, quantities)
  const index = run.indexOf(quantity)
  if (index < 0 || run.length < 2) return null
  const names = text.slice(clauseStart(text, mark, passage.from), mark)
  const word = text.slice(mark + 2, run[0]?.boundFrom ?? mark + 2)
  const growth = /(?:增长|提高|提升|下降|降低|增加)$/u.exec(word)?.[0] ?? ''
  const listed = names
    .split(/[、和与及]/u)
    .map(stripVerbs)
    .filter((name) => name !== '')
  if (listed.length === run.length) return `${listed[index] ?? ''}${growth}`
  const before = earlier.filter(({ quantity: { to } }) => to <= mark).slice(-run.length)
  const base = before[index]?.indicator
  return base === undefined || before.length < run.length ? null : `${stem(base)}${growth}`
}

function runAfter(text: string, mark: number, quantities: readonly Quantity[]): readonly Quantity[] {
  const run: Quantity[] = []
  for (const quantity of quantities) {
    if (quantity.from < mark) continue
    const last = run.at(-1)
    const gap =
      last === undefined ? text.slice(mark + 2, quantity.boundFrom) : text.slice(last.to, quantity.boundFrom)
    const isNext = last === undefined ? gap.length <= 8 : /^[、,,和及与]$/u.test(gap)
    if (!isNext) break
    run.push(quantity)
  }
  return run
}

/* ---- finish ---- */

function tidy(name: string): string {
  return name
    .replace(/[“”"「」]/gu, '')
    .replace(/^[\s、,,;;::。—-]+|[\s、,,;;::。]+$/gu, '')
    .replace(/^(?:的|了|和|及|与)/u, '')
    .slice(0, 40)
}

function counted(name: string, quantity: Quantity): string {
  if (quantity.kind !== 'count' || name === '') return name
  return /(?:数|数量|总数|总量|规模|量|额|人次|编制)$/u.test(name) ? name : `${name}数`
}
