import { presentYearOf } from './document-year.ts'
import type { YearOfFigure } from './figure-years.ts'
import { clauseEnd, clauseStart, sentenceEnd, sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { Quantity } from './quantities.ts'
import { isTableLine } from './table-rows.ts'
import type { DocumentFacts } from './types.ts'

/** A goal, a fact, or neither: a rule, a name, a size class. */
export type Standing = 'target' | 'baseline' | 'none'

export interface FigureContext {
  readonly text: string
  readonly passage: Passage
  readonly quantity: Quantity
  readonly year: YearOfFigure
  readonly facts: DocumentFacts
  readonly next: Quantity | undefined
  readonly previous: { readonly quantity: Quantity; readonly standing: Standing } | undefined
}

export function classifyFigure(context: FigureContext): Standing {
  const words = wordsAround(context)
  if (isNoFigure(context, words)) return 'none'
  const tense = tenseOf(context, words)
  if (context.passage.role === 'articles') {
    return tense === 'stated-future' || isFund(context.quantity, words) ? 'target' : 'none'
  }
  if (isRule(context, words)) return 'none'
  switch (tense) {
    case 'stated-future':
      return isSmallWord(context.quantity) && !isCounted(context, words) ? 'none' : 'target'
    case 'future':
      return isSet(context, words) ? 'target' : 'none'
    case 'past':
      return isReported(context, words) ? 'baseline' : 'none'
    case 'open':
      return 'none'
  }
}

interface Words {
  readonly clause: string
  /** The clause up to the number and its words of comparison. */
  readonly before: string
  /** The clause up to the number itself. */
  readonly upToNumber: string
  /** The clause from the end of the unit. */
  readonly after: string
  readonly sentence: string
  /** The sentence up to the number. */
  readonly sentenceBefore: string
}

function wordsAround({ text, passage, quantity }: FigureContext): Words {
  const start = clauseStart(text, quantity.from, passage.from)
  const end = clauseEnd(text, quantity.to, passage.to)
  const sentenceFrom = sentenceStart(text, quantity.from, passage.from)
  const sentenceTo = sentenceEnd(text, quantity.to, passage.to)
  return {
    clause: text.slice(start, end),
    before: text.slice(start, quantity.boundFrom),
    upToNumber: text.slice(start, quantity.from),
    after: text.slice(quantity.to, end),
    sentence: text.slice(sentenceFrom, sentenceTo),
    sentenceBefore: text.slice(sentenceFrom, quantity.boundFrom),
  }
}

/* ---- what is no figure in any section ---- */

const PEOPLE_OR_FIRMS =
  /^的?(?:[\p{L}]{0,4})?(?:企业|单位|机构|人才|人员|团队|项目|工业|公司|青年|学生|毕业生|群体|职工)/u
/** 连跨3个百亿台阶: a figure of speech. */
const STEP = /^[百千万亿元级大]{0,5}(?:台阶|关口)/u
const SIZE_CLASS = /^(?:级|量级|规模级|以上级|俱乐部|梯队)/u
const TIME_CUT = /(?:压缩|缩短|压减|减少|缩减|控制|提速|限时|不超过|不多于)[^,,。;;]{0,14}$/u
const EVERY_TIME = /(?:每年|每月|每周|每季度?|每半年|每两年|每个?季度|每学期|每日|定期)[^,,。;;]{0,20}$/u

function isNoFigure(context: FigureContext, words: Words): boolean {
  const { quantity, next } = context
  if (
    (quantity.kind === 'count' && STEP.test(words.after)) ||
    SIZE_CLASS.test(words.after) ||
    /(?:比如|例如|譬如|[((]如)[((]?$/u.test(words.before)
  )
    return true
  if (quantity.kind === 'time') return !isFigureOfTime(words, quantity)
  if (/^(?:岁|周岁)$/u.test(quantity.unit)) return !isAgeReached(context, words)
  if (quantity.unit === '次' && EVERY_TIME.test(words.before)) return true
  if (isLimitMoved(quantity, words) || isCase(context, words)) return true
  if (isOfStructure(context, words)) return true
  if (isOfOneUnit(context, words)) return true
  // 收入十亿元以上企业, 规模超百亿元的8个园区: the size of things that are themselves counted.
  const isThreshold =
    quantity.bound !== 'eq' &&
    quantity.kind !== 'count' &&
    // 75%以上的研发人员 is a share of them; 占比60%以上的企业 is what they are like.
    (quantity.kind !== 'share' || RATE.test(words.before))
  if (isThreshold && PEOPLE_OR_FIRMS.test(words.after)) return true
  if (isThreshold && isSizeOfCounted(context)) return true
  if (isThreshold && /^的/u.test(words.after) && next !== undefined && next.from - quantity.to <= 6)
    return true
  if (/(?:人|名)$/u.test(quantity.unit) && /^以[上下]|^的(?:企业|单位)/u.test(words.after)) return true
  return false
}

/**
 * Counts of the plan's own parts are rules to be checked, not goals: 共部署实施56个行动, 17个分园均部署…, A、B等3个分园盘活…,
 * 支持各分园发展1-2个主导产业. 在8个园区中排名第一 names a field of comparison.
 */
function isOfStructure({ quantity, year }: FigureContext, words: Words): boolean {
  if (quantity.kind !== 'count') return false
  const isByYear = year.isOwn && year.mention?.mode === 'by'
  if ((/原则上/u.test(words.clause) && !isByYear) || PART_OF_PLAN.test(words.after)) return true
  if (
    /(?:部署|提出|明确|列出|安排|包括|包含|分为|涉及)[^,,;;。]{0,24}$/u.test(words.before) &&
    LISTED_WORK.test(words.after)
  ) {
    return true
  }
  const isSubject = words.before === '' || /[、和]$/u.test(words.before)
  if (isSubject && SHARED_OUT.test(words.after)) return true
  if (quantity.bound === 'eq' && ALL_OF_THEM.test(words.after)) return true
  if (/等$/u.test(words.before) && /^[个家]/u.test(quantity.unit) && !MADE.test(words.before)) return true
  if (/[这该上述]$/u.test(words.before)) return true
  if (EACH.test(words.before) && quantity.bound !== 'eq' && !isByYear) return true
  return /在[^在]{0,16}$/u.test(words.before) && /^[\p{L}]{1,10}中(?!心|小|国|试)/u.test(words.after)
}

const PART_OF_PLAN =
  /^(?:具体|重点|专项|主要|方面|工作)*(?:行动|任务|措施|举措|方面|部分|章|条款|环节|步骤|阶段|维度|原则|要点|板块|子板块)/u
const LISTED_WORK = /^(?:重点|重大|主要|具体|专项)?(?:工程|行动|任务|项目|计划|专项)(?:[,,。;;、]|$)/u
const SHARED_OUT = /^[^,,。;;]{1,12}?(?:均|都|全部|已)?(?:部署|承担|参与实施|落实)/u
/** 推动17个园区各展所长, 12个街道全覆盖: units that are there already. */
const ALL_OF_THEM =
  /^[^,,。;;、]{1,8}?(?:各展所长|各具特色|(?:均|全部|都)(?=[建设有实开纳覆已配])|全覆盖|全部覆盖|协同发展|错位发展|联动发展|一体发展|竞相发展)/u
const MADE = /(?:已有|现有|拥有|形成|建成|引进|培育|拥有|打造|聚集|集聚|落户|入驻|建设|承担|获批|入选)/u
const EACH = /(?:各|每个?|每一)(?!年|月|季|类|项|种|级|[千万百亿十\d])[\p{L}\d、-]{1,24}$/u

const RATE = /(?:率|比例|占比|比重|强度|占|增长|增速|增幅)$/u

/**
 * 税收超亿元楼宇达到10栋, 培育8家以上年营业收入过百亿元的企业: an amount that tells which things are counted right after it or
 * right before it.
 */
function isSizeOfCounted({ text, quantity, next, passage }: FigureContext): boolean {
  if (quantity.kind !== 'measure') return false
  if (next?.kind === 'count' && ['gt', 'ge', 'le', 'lt'].includes(quantity.bound)) {
    const gap = text.slice(quantity.to, Math.min(next.boundFrom, quantity.to + 14))
    if (next.boundFrom - quantity.to < 14 && /^的?[\p{Script=Han}]{2,12}$/u.test(gap)) return true
  }
  const before = text.slice(Math.max(passage.from, quantity.boundFrom - 14), quantity.boundFrom)
  return (
    ATTRIBUTE_OF_COUNT.test(before) &&
    /^(?:的|、[^,,。;;]{1,40}的)/u.test(text.slice(quantity.to, quantity.to + 42))
  )
}

const ATTRIBUTE_OF_COUNT =
  /[家个户名人](?:以上|左右)?(?:年|年度)?(?:主营业务|销售|营业|经营|总)?(?:收入|产值|产出|规模|市值|估值|利润|税收|纳税额?|投资额?|营收)$/u

/** 每个实验室面积不少于2000平方米,技术人员不少于8人: bounds of one unit go on after the comma. */
const ONE_UNIT =
  /^[^,,。;;]{0,6}(?:每个|每家|每所|每座|每处|每一|单个|单家)[^,,。;;]{2,30}(?:不少于|不低于|不超过|不高于|不小于|至少|以上)/u

function isOfOneUnit({ text, passage, quantity, year }: FigureContext, words: Words): boolean {
  if (!['ge', 'le'].includes(quantity.bound) || (year.isOwn && year.mention?.mode === 'by')) return false
  const start = sentenceStart(text, quantity.from, passage.from)
  return (
    ONE_UNIT.test(words.sentenceBefore) && quantity.from - start < 80 && !words.sentenceBefore.includes(';')
  )
}

/** 对床位不足40张的敬老院, 入住人数大于10人的, 每增加1人, 排名前15家企业: cases that something is said about. */
function isCase({ quantity, passage }: FigureContext, words: Words): boolean {
  if (/每(?:增加|新增|增|减少|满)$/u.test(words.before)) return true
  if (/每(?:增加|减少|满)[\d一]/u.test(words.sentenceBefore)) return true
  if (quantity.kind === 'count' && /(?<![年月日底末之以目提])前$/u.test(words.before)) return true
  if (quantity.bound === 'eq' || passage.role === 'goals') return false
  if (/^的$/u.test(words.after)) return true
  return /^(?:对于?|凡|针对)/u.test(words.before.trim()) && /的[\p{Script=Han}]{2,}/u.test(words.after)
}

/** 由年收入9000元以下提高到1.5万元以下: the limit that is left behind is no fact. */
function isLimitMoved(quantity: Quantity, words: Words): boolean {
  if (!['le', 'lt', 'ge'].includes(quantity.bound)) return false
  return (
    /[由从][^由从]{0,24}$/u.test(words.before) &&
    /^(?:逐步|分步)?(?:提高|提升|扩大|调整|增加|降低|压减|下调|上调|放宽)[到至为]/u.test(words.after)
  )
}

/** 人均预期寿命提高1岁,达到82岁; 35岁以下 is a condition. */
function isAgeReached({ previous, quantity }: FigureContext, words: Words): boolean {
  if (/(?:寿命|平均年龄)[^,,。;;]{0,10}$/u.test(words.upToNumber)) return true
  return previous?.quantity.unit === quantity.unit && quantity.from - previous.quantity.to <= 8
}

/** 压缩至3个工作日, 连续五年居榜首; other lengths of time are no indicators. */
function isFigureOfTime(words: Words, quantity: Quantity): boolean {
  if (/连续$/u.test(words.before))
    return /^(?:位居|居|位列|蝉联|排名|名列|保持|稳居|荣获|获评|入选)/u.test(words.after)
  if (quantity.unit === '年')
    return quantity.script === 'arabic' && /(?:年限|寿命)[^,,。;;]{0,10}$/u.test(words.upToNumber)
  return quantity.script === 'arabic' && TIME_CUT.test(words.upToNumber)
}

/* ---- rules ---- */

const GIVE =
  /(?:给予|最高支持|最高可|最高不超过|最高额度|奖励|奖补|补贴|补助|贴息|资助|资金支持|一次性|返还|减免|减按|免租|免征|发放|予以(?:奖|补|支持|扶持)|配套支持|兑现|罚款|处以|抵扣|扣除|缴纳|退还|计入|封顶|累计不超过|最高不超过|分[两二三四五]年)/u
const CONDITION =
  /(?:注册资本|实缴资本|注册资金|从业人员|参保(?!率|人|比例|覆盖)|纳税额|缴税|经营期限|占股|持股比例|申请|申报|符合[^,。]{0,10}条件|应当|具备|满足|条件|不得)/u
const CAPPED = /(?:不超过|不得超过|不多于|最多|至多)$/u
const PER_UNIT = /(?:每家|每个|每人|每户|每项|单个|每名|单家|同一)[^,,。;;]{0,16}$/u

function isRule({ quantity, passage }: FigureContext, words: Words): boolean {
  if (passage.role === 'goals' || passage.role === 'background') return false
  const isMoneyOrShare = quantity.kind === 'measure' || quantity.kind === 'share'
  // 住院费用支付比例达到75% is a goal, though another clause of its sentence tells of a subsidy.
  const isRate = quantity.kind === 'share' && quantity.bound !== 'eq' && RATE_NAMED.test(words.before)
  if (isMoneyOrShare && GIVE.test(isRate ? words.clause : words.sentence)) return true
  if (PER_UNIT.test(words.before) && (quantity.bound !== 'eq' || /元$/u.test(quantity.unit))) return true
  // 每年遴选不超过10个项目: how many there may be at most.
  if (quantity.kind === 'count' && CAPPED.test(words.upToNumber)) return true
  return CONDITION.test(words.before) && quantity.bound !== 'eq' && quantity.bound !== 'reach'
}

const RATE_NAMED = /(?:率|比例|占比|比重|强度)(?:总体|平均|基本|均|稳定|保持|逐步)*$/u

/** 设立总规模不低于1亿元的引导资金: a commitment, even in a regulation. */
function isFund(quantity: Quantity, words: Words): boolean {
  if (!/元$/u.test(quantity.unit) || PER_UNIT.test(words.before)) return false
  return (
    /(?:设立|组建|安排|筹集)[^,,;;。]{0,16}$/u.test(words.upToNumber) &&
    /^[^,,;;。]{0,24}?(?:资\s?金|基金)/u.test(words.after)
  )
}

/* ---- when ---- */

type Tense = 'stated-future' | 'future' | 'past' | 'open'

/** A comparison with last year: a fact unless the section sets goals. */
const COMPARED = /(?:同比|环比|较上年|比上年|较去年|比去年)/u
const DONE =
  /(?:已(?!然)|先后|实现了|达到了|形成了|建成了|新增了|截至|截止|现有|目前|(?<![较比])去年|(?<![以较比])上年|居[^,。]{0,8}第)/u
/** 年度计划完成2241亿元,同比增长6.3%: a comparison with last year that is planned. */
const PLANNED = /(?:力争|确保|争取|计划(?:新|完成|安排|投资|增|共)|预期|目标(?:是|为|增)|同比.{0,8}以上)/u
const WILL = /(?:力争|争取|确保|将|要|努力|计划|拟|规划|目标)/u

function tenseOf(context: FigureContext, words: Words): Tense {
  const { passage, year, facts } = context
  const now = presentYearOf(facts)
  const { mention } = year
  // 由15平方公里扩大到32平方公里: what is left behind.
  if (/(?:由|从|自)(?:\d{4}年(?:底|末)?的?)?$/u.test(words.before)) return 'past'
  if (mention !== null && year.isOwn) {
    const stated = tenseOfMention(mention, now)
    if (stated !== null) return stated
  }
  const isCompared = COMPARED.test(words.clause) && !(passage.role === 'goals' && mention?.mode !== 'now')
  if ((isCompared || DONE.test(words.clause)) && !PLANNED.test(words.sentence)) return 'past'
  if (mention !== null && passage.role !== 'goals' && !WILL.test(words.sentence)) {
    // A paragraph that opened with 2021年完成… goes on telling of that year.
    if (tenseOfMention(mention, now) === 'past') return 'past'
  }
  switch (passage.role) {
    case 'background':
      return WILL.test(words.before) && /(?:力争|争取|确保)/u.test(words.before) ? 'future' : 'past'
    case 'goals':
    case 'duties':
    case 'safeguards':
    case 'ideas':
    case 'principles':
    case 'annex':
      return 'future'
    case 'preamble':
    case 'closing':
      return tenseOfOpenText(context, now, words)
    case 'articles':
      return 'open'
  }
}

/** Text under no heading: a preamble, but also a whole news report. Only what shows its tense counts. */
function tenseOfOpenText(context: FigureContext, now: number | null, words: Words): Tense {
  const { mention } = context.year
  const told = mention === null ? null : tenseOfMention(mention, now)
  if (told !== null) return told
  if (isDutyInTable(context, words)) return 'future'
  const isBound = context.quantity.bound !== 'eq'
  if (isBound && /(?:提高|提升|增加|增长|降低|下降|达到)/u.test(words.clause)) return 'future'
  if (
    WILL.test(words.sentence) ||
    /(?:新增|完成|建成|实施后|建成后|达到|推动|推进|加快|计划)/u.test(words.clause)
  )
    return 'future'
  return 'open'
}

/** 26.遴选优秀企业20家 | 经信局 | 2026年12月: a row that opens its clause with what is to be done. */
function isDutyInTable({ text, passage }: FigureContext, words: Words): boolean {
  if (!isTableLine(text.slice(passage.from, passage.to))) return false
  return ACT.test(words.before) || /^\s*(?:\d{1,3}[.、．]\s?)?[^|]*$/u.test(words.before)
}

function tenseOfMention(mention: NonNullable<YearOfFigure['mention']>, now: number | null): Tense | null {
  if (mention.isReport || mention.mode === 'now' || mention.mode === 'since') return 'past'
  if (mention.year === null) return mention.mode === 'by' ? 'stated-future' : null
  if (mention.mode === 'by') return now !== null && mention.year < now ? 'past' : 'stated-future'
  if (now === null || mention.year === now) return null
  return mention.year < now ? 'past' : 'stated-future'
}

/* ---- goals ---- */

const ACT =
  /(?:打造|建设|建成|建立|培育|培养|引进|引入|形成|新增|新建|共建|联建|新培育|新引进|达到|达|突破|完成|实现|超过|设立|组建|布局|认定|推动|举办|开展|吸引|集聚|聚集|储备|实施|推出|发布|攻克|转化|孵化|改造|盘活|腾退|供应|出资|投资|投入|提升|提高|增加|增长|降低|下降|压缩|缩短|控制|落地|创建|扶持|支持|资助|选拔|遴选|评选|培训|招引|招聘|服务|覆盖|发展|制定|制修订|开工|竣工|投产|签约|推进|谋划|筛选|安排|筹建|筹集|发动|组织|举行|开设|开通|铺设|种植|治理|修复|回收|收储|出让|争取|争创|获得|获批|入选|产出|申请|授权|转让|编制|梳理|遴选|输送|招收|招录|规划|保持|稳定|占|壮大|创建|增至|挂牌|上市|投放|部署|配建|配备|启用|运营|整合|链接|对接|征集|跟踪|扩大|承担|参与|拓展|使用|拥有|比重|比例|率|量|额|规模|总数|数量)/u
const CREATE =
  /(?:打造|建设|建成|形成|培育|引进|新增|新建|布局|组建|设立|创建|举办|推出|发展|培养|建立|吸引|集聚|聚集|争创|实现|完成|推动形成|申报|开展|开通|发布|落地|支持|认定)(?:了|成|出|好|一批)?(?:约|近|至少|不少于)?$/u
const ABSTRACT =
  /^(?:[^,,。;;、“]{0,14})?(?:体系|格局|方面|机制|模式|领域|方向|层面|维度|环节|阶段|关系|问题|重点|抓手|着力点|工程|行动|清单|任务|步骤|要素|功能|关口|引擎|支柱|作用|意识|自信|维护|文明|优势|特色|定位|板块|措施|举措|路径|动能|转变|统筹|结合|坚持|聚焦|转型|导向)/u

/** Small numbers in Chinese script and 六大…: words rather than counts, unless a verb of making stands right before. */
function isSmallWord(quantity: Quantity): boolean {
  if (quantity.kind === 'share' || quantity.kind === 'rank' || quantity.kind === 'time') return false
  if (quantity.isGroup) return true
  return (
    quantity.script === 'chinese' &&
    quantity.value <= 20 &&
    !/[万亿]/u.test(quantity.unit) &&
    quantity.value2 === null
  )
}

function isCounted({ quantity }: FigureContext, words: Words): boolean {
  if (quantity.value < 2) return false
  if (!CREATE.test(words.before)) return false
  return !ABSTRACT.test(words.after)
}

function isSet(context: FigureContext, words: Words): boolean {
  const { quantity, passage, previous } = context
  if (isSmallWord(quantity)) return isCounted(context, words)
  if (quantity.kind === 'plain' && quantity.bound === 'eq') return false
  if (passage.role === 'goals') return true
  if (quantity.bound !== 'eq') return true
  if (ACT.test(words.before) || ACT.test(words.clause.slice(0, 8))) return true
  if (previous?.standing === 'target') return quantity.from - previous.quantity.to <= 40
  return ACT.test(words.after) && quantity.kind === 'count'
}

/* ---- facts ---- */

const HELD =
  /(?:建成|拥有|形成|获批|分|下设|设有?|举办|承办|设立|新增|聚集|集聚|引进|培育|建有|有|打造|入选|荣获|获得|包括|共|承担|辖|落户|累计|达|为|等)[^,,。;;]{0,40}$/u

function isReported(context: FigureContext, words: Words): boolean {
  const { quantity } = context
  if (!isSmallWord(quantity)) return quantity.kind !== 'plain' || quantity.bound !== 'eq'
  if (quantity.value < 2 || ABSTRACT.test(words.after)) return false
  return HELD.test(words.before)
}
