import type { Standing } from './classify-figure.ts'
import { gridLabel } from './grid-labels.ts'
import { clauseStart, sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { Quantity } from './quantities.ts'
import { LONGEST_RUN, runAfter } from './shared-out.ts'

export interface NamedBefore {
  readonly quantity: Quantity
  readonly standing: Standing
  readonly indicator: string
  /** The indicator that growth and shares after it refer to. */
  readonly base: string
}

export interface NamingContext {
  readonly text: string
  readonly passage: Passage
  readonly quantity: Quantity
  readonly earlier: readonly NamedBefore[]
  readonly quantities: readonly Quantity[]
  /** The place of `quantity` among them. */
  readonly index: number
}

export interface NamedFigure {
  /** Clean offsets: from the first word of the indicator or its verb to the end of the figure. */
  readonly from: number
  readonly to: number
  readonly indicator: string
  readonly base: string
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
  const before = withoutOrigin(text.slice(from, quantity.boundFrom))
  const last = earlier.at(-1)
  const wider = /[((]([全本]?(?:区|市|省|县|国|园区))$/u.exec(before)?.[1]
  if (wider !== undefined && last !== undefined) {
    return { from, to: quantity.to, indicator: last.indicator, base: last.base, scope: wider }
  }
  const label = gridLabel(text, passage, quantity)
  if (label !== null) return finish(quantity.from, label.to, label.name, null, quantity)
  const sized = sizedThings(text, quantity, passage.to)
  if (sized !== null) return finish(from, quantity.to, sized, null, quantity)
  const noun = nounAfter(text, quantity, passage.to)
  const shared = nameOfShared(context)
  const base = stem(last?.base ?? sentenceSubject(context) ?? '')
  if (quantity.kind === 'share' || quantity.kind === 'rank') {
    const name = shared ?? nameOfShare(before, quantity, base, noun?.text ?? null)
    const own = name.startsWith(base) && base !== ''
    return finish(from, quantity.to, name, own ? base : name.replace(CHANGED, ''), quantity)
  }
  if (shared !== null) return finish(from, quantity.to, shared, null, quantity)
  if (quantity.kind === 'time' && /连续$/u.test(before)) {
    const told = noun?.text ?? ''
    return finish(from, noun?.to ?? quantity.to, `连续${told}年数`, null, quantity)
  }
  const spent = /^(?:由)?(.{0,30}?)(出资|投资|投入)(?:约|近)?$/u.exec(before)
  if (spent !== null && quantity.unit.endsWith('元')) {
    const [, payer = '', verb = ''] = spent
    const name = stripVerbs(payer).replace(
      /^(?:带动|撬动|吸引|引导|[一二两三四五六七八九十\d]{1,2}年[内间]?$)/u,
      '',
    )
    return finish(from, quantity.to, `${name === '' ? (noun?.text ?? '') : name}${verb}额`, null, quantity)
  }
  const subject = stripVerbs(before.replace(GAINED, '')).replace(
    /^[一二三四五六七八九十\d]{1,2}年[内间]?$/u,
    '',
  )
  if (quantity.kind === 'count' && noun !== null && !DEED.test(noun.text)) {
    return finish(from, noun.to, noun.text, null, quantity)
  }
  if (noun !== null && SIZE.test(subject) && /^的/u.test(text.slice(quantity.to, quantity.to + 1))) {
    return finish(from, noun.to, `${noun.text}${subject}`, null, quantity)
  }
  // 孵化器45家,其中国家级12家: a grade of what was named before.
  if (/^(?:国家|省|市|区|县|部|世界)级(?:以上)?$/u.test(subject) && base !== '') {
    const kind = base.replace(/^(?:国家|省|市|区|县|部|世界)级(?:以上)?/u, '')
    return finish(from, quantity.to, `${subject}${kind}`, kind, quantity)
  }
  if (subject !== '') return finish(from, quantity.to, subject, null, quantity)
  if (noun !== null) return finish(from, noun.to, noun.text, null, quantity)
  return finish(from, quantity.to, base, null, quantity)
}

function finish(
  from: number,
  to: number,
  name: string,
  base: string | null,
  quantity: Quantity,
): NamedFigure {
  const indicator = counted(tidy(name), quantity)
  return { from, to, indicator, base: base ?? indicator, scope: null }
}

/** 临江高新区企业总收入 in a plan of that zone is 企业总收入; 全区企业拥有专利 is 专利. */
const OWN_ZONE =
  /^(?!国家|全国|全省|省级)[^较比占与的,、]{2,12}(?:示范区|开发区|高新区|新区)(?=[\p{Script=Han}]{3,})(?!内|外|总)/u

function tidy(name: string): string {
  return name
    .replace(OWN_ZONE, '')
    .replace(/^.{2,20}?(?:拥有|实现|建有|获批|集聚|汇聚|建成(?![区率面后]))(?![量率])(?=.{2,})/u, '')
    .replace(/^.{2,20}?(?:合计|统筹|共同)?安排(?=\p{Script=Han}{2,}(?:资金|经费)$)/u, '')
    .replace(/[“”"「」]/gu, '')
    .replace(/^[\s、,,;;::。—-]+|[\s、,,;;::。]+$/gu, '')
    .replace(/^(?:的|了|和|及|与)/u, '')
    .slice(0, 40)
}

const IS_A_COUNT = /(?:数|数量|总数|总量|规模|[产销用存总容交]量|额|人次|编制|面积|里程)$/u

function counted(name: string, quantity: Quantity): string {
  return quantity.kind === 'count' ? nameOfCount(name) : name
}

/** 高新技术企业 counted in 家 is 高新技术企业数; a name that says already that it is a number stays. */
export function nameOfCount(name: string): string {
  if (name === '') return name
  return IS_A_COUNT.test(name) || /(?:寿命|年龄)$/u.test(name) || /[^能容]量$/u.test(name)
    ? name
    : `${name}数`
}

/** 综合实力进入全国前20位: 综合实力排名; 增速在城六区中排名第一 keeps its field. */
function nameOfRank(before: string, base: string): string {
  const name = before
    .replace(LEADING, '')
    .replace(/(?:位居|位列|名列|跻身|挺进|进入|跃居|稳居|居|列|升至|保持在?)[^,]{0,10}$/u, '')
  if (name === '' || /^(?:力争|争取|确保)/u.test(name)) return /排名$/u.test(base) ? base : `${base}排名`
  return /(?:排名|排位|位次|排行榜)$/u.test(name) ? name : `${stripVerbs(name)}排名`
}

/** The name of a count without its 数, to build on. */
function stem(indicator: string): string {
  return indicator.replace(/数$/u, '')
}

/* ---- the words before ---- */

/** A name is cut at 40 characters; words further back than this belong to something else. */
const LONGEST_PHRASE = 100

/** After the last comma, or after the last earlier number of an enumeration (8家、潜在…; 406家、1073家). */
function phraseStart({ text, passage, quantity, quantities, index }: NamingContext): number {
  const floor = Math.max(passage.from, quantity.boundFrom - LONGEST_PHRASE)
  const clause = clauseStart(text, quantity.boundFrom, floor)
  let from = clause
  for (let at = index - 1; at >= Math.max(0, index - LONGEST_RUN); at--) {
    const other = quantities[at]
    if (other === undefined || other.from < clause) break
    const gap = text.slice(other.to, quantity.boundFrom)
    const mark = /^[((]|[、和及与以]/u.exec(gap)
    const isBracket = mark !== null && /[((]/u.test(mark[0])
    if (mark !== null) from = other.to + (isBracket ? 0 : mark.index + 1)
    else if (other.kind === 'count' && gap === '') from = quantity.boundFrom
    if (from !== clause) break
  }
  const skipped =
    /^(?:\s|[))、]|[((](?=其中|含|包括)|\d{1,2}[.、](?!\d)|以?及|其中:?|并|和)*/u.exec(
      text.slice(from, quantity.boundFrom),
    )?.[0].length ?? 0
  return from + skipped
}

/** 占比由2015年的3.2%提高到2020年的4.8%: the name ends where the change begins. */
function withoutOrigin(before: string): string {
  const cut = /^(.{2,40}?)(?:由|从)(?:.{0,12}\d.{0,30})?$/u.exec(before)?.[1]
  return cut ?? before
}

/** 设立总规模50亿元的产业基金: the size of what follows. */
const SIZE =
  /^(?:占地|总|首期|建筑|占地|注册|年|一期)?(?:规模|投资|投资额|面积|建筑面积|资本|产能|产值|里程|占地)$/u

const YEAR_WORD =
  '(?:截至|截止|到|至|力争到?|争取到?|确保到?)?["“]?(?:(?:19|20)\\d{2}年?[-—至到]?(?:(?:19|20)\\d{2})?年?(?:底|末)?(?:\\d{1,2}月底?)?(?:之?前)?|十[一二三四五]五["”]?(?:期末|末|期间|时期)|年底|年末|[一二两三四五\\d]+年(?:内|累计)|近[一二两三四五十]年来?|全年|每年|年均|第?[一二三四]季度|[上下]半年|年底前|年内)(?=\\D|$)'
const LEADING = new RegExp(
  `^(?:${YEAR_WORD}|、|力争|争取|确保|努力|全力|重点|着力|加快|进一步|全面|积极|持续|稳步|大力|计划|年度计划|将|要|其中|并(?![网购])|使|推动|促进|累计|已经?|现有?|目前|新(?![一三材能型增建设兴创])|分别|同时|共(?![享同建用有性识轭])|滚动|有序|分批|分期|联合|合计|实现|拥有|完成|首次|基本|至少|原则上|全[区市省县](?=[^域社])|本[区市]|有(?![效机限线色])|在(?![孵建校园岗册职库研线读营])|进入|位列|位居|即)`,
  'u',
)
/** Verbs that bring something about: they stand before what is counted and are no part of its name. */
const MAKING =
  '引育|选树|打造|建设|建成|建立|培育|培养|引进|引入|形成|新增|新建|达到|达|突破|完成|实现|超过|超|设立|组建|布局|认定|推动|举办|开展|吸引|集聚|聚集|储备|实施|推出|发布|攻克|转化|孵化(?![器园基载])|改造|盘活|腾退|供应|出资|安排|提升|提高|增加(?!值)|降低|压缩|缩短|控制|落地|创建|扶持|支持|资助|选拔|遴选|评选|招引|招聘|覆盖|筹建|发动|组织|拥有|为|是|共(?![享同建有用性识])|约|保持|累计|下设|设(?![置施备计])|聚焦|争取|争创|推进|规划|获得|获批|入选|承担|共建|成立|诞生|涌现|汇聚|产生|分别|享受|动态'
const TRAILING_VERB = new RegExp(
  `(?:${MAKING}|有|至|到|在|总数|合计|同比|不断|稳定|了|至少|最多|力争|总体|仅|只|以上|近|新|由|从|与|将|要|应|需|重点|优先)+$`,
  'u',
)
const LEADING_VERB = new RegExp(
  `^(?:${MAKING}|投入|发展|配备|撬动|带动)+(?:了|成)?(?=[^率量额度区面\\d]|\\dG)`,
  'u',
)

function stripVerbs(before: string): string {
  let name = before.replace(TRAILING_VERB, '')
  for (let previous = ''; previous !== name;) {
    previous = name
    name = name.replace(LEADING, '')
  }
  return name.replace(LEADING_VERB, '').replace(/^(?:的|了)/u, '')
}

/** The subject of the sentence's last clause that has one: 园区产值保持较快增长,2023年达300亿元. */
function sentenceSubject({ text, passage, quantity }: NamingContext): string | null {
  const from = sentenceStart(text, quantity.from, passage.from)
  const clauses = text.slice(from, quantity.boundFrom).split(/[,,;;::]/u)
  for (const clause of clauses.reverse()) {
    const name = stripVerbs(clause).replace(
      /(?:(?:年均|同比)?增长|连跨|迈上|跨上|保持|实现|达到|提升|提高).*$/u,
      '',
    )
    if (name.length >= 2 && name.length <= 30) return name
  }
  return null
}

/* ---- the words after ---- */

const NOUN_END =
  /[,,。;;、::!?()()\n\d]|(?:在(?!孵)|流向|赴|参加|落地|落户|入驻|建立(?!的)|开展|实现|进行|到(?!期)|实施(?!方案|细则|意见)|获得|纳入|达到|成为|完成|用于|投入|打下|奠定|提供|带动|予以|给予|竣工|投产|开工)/u

const GRADED =
  /^([^\d、,,。;;]{2,8}级)(?:、(?:\d{1,4}|[一二两三四五六七八九十]{1,2})[个家](?:以上|左右)?[^\d、,,。;;个家]{0,6}级)+(\p{Script=Han}{2,12})/u

function nounAfter(
  text: string,
  quantity: Quantity,
  ceiling: number,
): { readonly text: string; readonly to: number } | null {
  const window = text.slice(quantity.to, Math.min(ceiling, quantity.to + 60))
  const end = NOUN_END.exec(window)?.index ?? window.length
  // 1个两千亿级、2个千亿级、5个百亿级产业集群: the head stands behind the last.
  const graded = GRADED.exec(window)
  if (graded !== null) {
    const name = graded[1] ?? ''
    return { text: `${name}${graded[2] ?? ''}`, to: quantity.to + name.length }
  }
  const noun = window
    .slice(0, end)
    .replace(/^(?:以上|左右)?的?/u, '')
    .replace(/(?<=.{4})等.{0,6}$/u, '')
  if (noun.length < 2) return null
  // 千家法律、会计、知识产权服务机构; 31个功能明确、产业集聚的组团: one thing, told in several words.
  const rest = window.charAt(end) === '、' ? /^[^,,。;;::()()]*/u.exec(window.slice(end))?.[0] : undefined
  if (rest === undefined || /[\d一二两三四五六七八九十数]|若干/u.test(rest))
    return { text: noun, to: quantity.to + end }
  const head = rest.lastIndexOf('的')
  const whole = head > 0 ? rest.slice(head + 1) : noun.length <= 4 ? noun + rest : noun
  return { text: whole, to: quantity.to + (whole === noun ? end : end + rest.length) }
}

/** 较上年末净增: how a count came about, at the end of the words before it. */
const GAINED =
  /(?:(?:较|比|相比)[^,,、]{1,12}?|同比|环比)(?:净增加?|新增|增加|减少|提升|上升|前移|前进|跃升)(?:了)?$/u

const SIZED =
  /^((?:年|年度)?(?:主营业务|销售|营业|经营|总)?(?:收入|产值|规模|市值|估值|利润|税收|纳税额?|投资额?|营收)(?:超过|突破|不低于|达到|过|超|达)?[\d.百千万亿]{1,8}元(?:以上)?)(?:的|、[^,,。;;]{1,40}?的)([\p{Script=Han}“”]{2,16})/u

/** 8家以上年营业收入过百亿元、30家以上…的链主企业: what is counted, with the size that tells it from others. */
function sizedThings(text: string, quantity: Quantity, ceiling: number): string | null {
  if (quantity.kind !== 'count') return null
  const match = SIZED.exec(text.slice(quantity.to, Math.min(ceiling, quantity.to + 80)))
  return match === null ? null : `${match[1] ?? ''}的${match[2] ?? ''}`
}

/** Words after a number that tell what is done and not what is counted. */
const DEED =
  /^(?:推动|推进|促进|开展|实现|用于|形成|支持|参加|参与|获|为|是|加快|力争|确保|建成|达到|位居|占|增长|以推|并|且|和|与|等)/u

/* ---- shares, growth, ranks ---- */

/** What a share of growth adds to the name of what grows. */
const CHANGED = /(?:年均|同比|环比|累计|较[^,。]{1,12}?)?(?:增长|提高|提升|下降|降低|增加|上升|减少)$/u

const CHANGE =
  /^(.*?)((?:年均|同比|环比|(?<!占)比上年|较上年|(?<!占)比[^,。]{1,12}?|较[^,。]{1,12}?|相比[^,。]{1,12}?|相较[^,。]{1,12}?)?)(?:分别)?(增长|提高|提升|下降|降低|增加|上升|减少|高于?|低于?|缩短|压缩|压减|缩减|精简|翻)(?:到|至|了|达到?)?$/u
const PORTION = /^(.*?)占(?![有地比领])(.*?)的?(?:比重|比例|比)?(?:达到?|为|超过?|不?[低高]于)?$/u
const RATIO = /^(.*?)(?:约|大致)?(?:是|为|相当于)(.{1,14}?)的?(?:约|近)?$/u

function nameOfShare(before: string, quantity: Quantity, base: string, noun: string | null): string {
  const orBase = (name: string): string => (name === '' ? base : name)
  const change = CHANGE.exec(before)
  if (change !== null) {
    const [, subject = '', against = '', word = ''] = change
    const name = orBase(stripVerbs(subject))
    return `${name}${against.replace(/^(?:相比|相较于?|比)/u, '较')}${word === '翻' ? '倍数' : word}`
  }
  const ratio = quantity.unit === '倍' ? RATIO.exec(before) : null
  if (ratio !== null) return `${orBase(stripVerbs(ratio[1] ?? ''))}与${ratio[2] ?? ''}之比`
  if (quantity.unit === '倍') {
    const compared = /^(.*?)(?:较|比|相比)(.{2,14})$/u.exec(before)
    if (compared !== null) return `${orBase(stripVerbs(compared[1] ?? ''))}与${compared[2] ?? ''}之比`
  }
  const portion = PORTION.exec(before)
  if (portion !== null) {
    const [, subject = '', whole = ''] = portion
    const name = subject.replace(LEADING, '')
    return whole === '' ? `${orBase(name)}占比` : `${orBase(name)}占${whole}比重`
  }
  const name = stripVerbs(before)
  if (/^(?:高于|低于|快于|超过)/u.test(before) && base !== '') return `${base}${before}`
  if (quantity.kind === 'rank') return nameOfRank(before, base)
  const rate = /^(?:年均)?(?:增速|增幅|增长率|占比|比重)$/u.exec(before.replace(TRAILING_VERB, ''))?.[0]
  if (rate !== undefined) return `${base}${rate}`
  // 75%以上的研发人员落户: a share of what follows.
  if (name === '' && noun !== null && quantity.bound !== 'eq' && /^\p{Script=Han}/u.test(noun))
    return `${noun}占比`
  if (quantity.bound !== 'eq' || noun === null || /^(?:提[升高]|增[长加]|下降|降)/u.test(noun))
    return orBase(name)
  return `${name}${noun}`
}

/* ---- 分别 ---- */

/** 甲类企业、乙类企业分别达到40家、70家: the k-th number belongs to the k-th name. */
function nameOfShared(context: NamingContext): string | null {
  const { text, passage, quantity, quantities, earlier } = context
  const from = sentenceStart(text, quantity.from, passage.from)
  const place = text.slice(from, quantity.from).lastIndexOf('分别')
  if (place < 0) return null
  const mark = from + place
  const run = runAfter(text, mark, quantities, context.index)
  const index = run.indexOf(quantity)
  if (index < 0 || run.length < 2) return null
  const clause = text.slice(clauseStart(text, mark, passage.from), mark)
  const word = text.slice(mark + 2, run[0]?.boundFrom ?? mark + 2)
  const pace = /(?:年均|同比|环比)$/u.exec(clause)?.[0] ?? ''
  const growth = `${pace}${/(?:增长|提高|提升|下降|降低|增加)$/u.exec(word)?.[0] ?? ''}`
  const against = /(?:比|较|相比|相较)(.{2,12})$/u.exec(clause)?.[1]
  const listed = clause
    .slice(0, clause.length - pace.length)
    .split(/[、和与及]/u)
    .map(stripVerbs)
    .filter((name) => name !== '')
  if (against === undefined && listed.length === run.length) return `${listed[index] ?? ''}${growth}`
  const before = earlier
    .slice(-2 * LONGEST_RUN)
    .filter(({ quantity: { to } }) => to <= mark)
    .slice(-run.length)
  const base = before[index]?.base
  if (base === undefined || before.length < run.length) return null
  return `${stem(base)}${against === undefined ? '' : `较${against}`}${growth}`
}
