import { CENTRAL_BODIES, DEPARTMENT_FIELDS, FIXED_BODIES, LEVEL_WORDS, PLACES } from './body-lexicon.ts'

/**
 * How an organisation's name is built in official Chinese: a head noun at its end (管委会, 领导小组, 局, 中心, 公司), modifiers
 * before it, and on the left whatever cannot belong to a name: punctuation, a verb that takes bodies as its object, a
 * preposition, a conjunction after another body. Chinese marks no word boundaries, so verbs that also stand within names
 * (建设, 推进, 服务) only end the search where what follows them begins a name by itself.
 */
export type BodyClass =
  /** 政府, 管委会, 领导小组, 局: acts by its nature. */
  | 'authority'
  /** 公司, 中心, 联盟, 研究院: counts only where it acts. */
  | 'institution'
  /** 各分园, 市各有关部门, 各区(县)政府: a fixed class of public bodies. */
  | 'class'
  /** A park by its name: a place to most sentences, a body where it acts. */
  | 'park'
  /** 科学城, 软件园: a place where much is built; a body only where it is told or supported to do something. */
  | 'site'
  /** A province, city, district or town, which is a body only where it acts. */
  | 'place'

export interface BodyName {
  /** Offsets into the string that was read. */
  readonly from: number
  readonly to: number
  readonly name: string
  readonly bodyClass: BodyClass
  /** Only a head noun (管委会, 工作专班): short for a fuller name. */
  readonly bare: boolean
  /** Begins with a place, a level or the zone's name. An institution without that is taken only where it is founded. */
  readonly named: boolean
}

export interface NameContext {
  /** Proper names that the document's own zone goes by, learnt from its text: where names may begin. */
  readonly zoneNames: readonly string[]
  /** Finds the zone's parks that go by X园; null where the document speaks of none. */
  readonly parkPattern: RegExp | null
  /** The same without 园: a place that a sentence may tell to act (支持甲、乙深化合作). */
  readonly placePattern: RegExp | null
  /** Governments that the document names in full (苏州市人民政府). */
  readonly governments: ReadonlySet<string>
}

interface Candidate {
  readonly from: number
  readonly to: number
  readonly bodyClass: BodyClass
  readonly bare?: boolean
  readonly named?: boolean
}

function alternatives(words: readonly string[]): string {
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).join('|')
}

function words(text: string): string {
  return alternatives(text.trim().split(/\s+/))
}

/** Acts for a place: what stands before it must be a place, a level or the zone; else only the head is a name. */
const SEATED_HEADS = words(`
  人民政府办公厅 人民政府办公室 政府办公厅 政府办公室 人民政府 政府 管理委员会 管委会办公室 管委会 党工委 工委 办公厅 街道办事处 办事处
  中级人民法院 高级人民法院 人民法院 金融法院 知识产权法院 互联网法院 法院 人民检察院 检察院 人民代表大会常务委员会 海关 分局 红十字会`)
/** Named after its subject or purpose. */
const TOPIC_HEADS = words(`
  指导委员会 咨询委员会 工作委员会 顾问委员会 执行委员会 专家委员会 委员会办公室 委员会 理事会 领导小组办公室 领导小组 协调小组办公室 协调小组
  推进小组 工作小组 专项小组 推进工作组 专项工作组 工作组 专责组 推进组 工作专班 专班 部际联席会议 联席会议办公室 联席会议 联席会 指挥部办公室 指挥部
  办公室 联络处 监管局 监督局 管理局 总局 执委会`)
const INSTITUTION_HEADS = words(`
  集团有限责任公司 集团有限公司 集团股份有限公司 股份有限公司 有限责任公司 有限公司 投资公司 发展公司 总公司 公司 发展集团 投资集团 集团
  证券交易所 产权交易所 数据交易所 交易所 银行 基金会 研究总院 研究院 研究所 科学院 分中心 促进中心 服务中心 指导中心 中心
  产业联盟 联盟 行业协会 协会 学会 联合会 商会 促进会 联谊会 大学 学院 实验室 服务基地 标准化组织 创业园 创新平台 供销社 分行`)
const ZONE_HEADS = words(
  '高新技术产业开发区 综合保税区 工业园区 经济技术开发区 高新技术开发区 高新区 经开区 经济开发区 自创区',
)

/** Verbs, prepositions and particles after which a body's name begins; none of them stands inside one. */
const STARTERS = words(`
  充分发挥 更好发挥 发挥好 发挥 强化 加强 深化 优化 完善 健全 成立 组建 设立 建立 筹建 筹备 新设 共建 构建 搭建 打造 整合 依托 依靠 会同 联合(?!会|产权|国|大学|实验|体|办公)
  配合 委托 授权 鼓励 引导 推动 促使 督促 支持 要求 报请 报送 提请 报经 提交 上报 报(?!社|业|告|刊|名) (?<![自理])由(?!贸) 商(?=[省市区县园]|有关|相关) 经过 (?<!财)经(?!济|信|开|贸|营|纪|合|费|验|理|办|发|视)
  向(?!上|阳) 对(?!外|口|台|接|标) 将(?!军|乐) 把 按照 根据 通过 围绕 结合 面向 提升 提高 增强 负责 作为 成为 包括 以及 同时 其中 并由 并经 并报 并向 并会同
  协商 争取 邀请 聘请 吸引 引进 引入 包含 涵盖 涉及 位于 隶属 属于 归口 挂靠 设在 征求 听取 代表 影响 转交 移交 抄送 主送 责成 协助 协同(?!创新) 纳入 加入 进入 充实 做强 做优 做大
  做实 建好 用好 办好 建强 重组 改组 完成 履行 落实 压实 实现 借助 利用 推荐 参照 参与 贯彻 严格 明确 界定 各自 分别 认真 切实 积极 必须 给予 应当 不得 可以 可由
  须经 须报 应由 应经 均由 兼任 担任 下设 内设 增设 加挂 选优 配强 下达 会商 对接 使 令(?!部) 让 的 了 是 (?<![华作成])为(?!民) 在(?!线|编) 从 立足 以(?!上|下|及|色) 或
  则 并 即 至 到 后(?!勤|备) 前(?!海|沿|端) 可 须 应(?!急|用) 要(?!素) 于(?!都|洪) 中(?=[省市区]) 内(?!蒙) 个 名 家(?=[市区])`)
const STARTER = new RegExp(STARTERS, 'gu')
/** Adverbs and the like: never the beginning of a name. */
const ADVERBS =
  /^(?:加快|进一步|不断|持续|全面|着力|大力|深入|重点|逐步|有序|尽快|共同|主动|高标准|高水平|高质量|现有|原有|新建|优质|一批|若干|一个|多个|等|好|现|原|该|其|本(?![市省])|此|和|与|及|或|向|对|为)+/u
/** Verbs that are nouns as well: cut off only where a name of its own follows. */
const VERB_NOUNS =
  /^(?:统筹|建设|推进|促进|管理|服务|发展|规划|协调|指导|监督|开展|组织|实施|研究|探索|制定|创建|改革|培育|开发|运营|合作|对接|调整|优选|做好|抓好|增加|扩大|创新|加速|聚焦|解决|营造|争创|申报|承接|参加|筹划)+/u

const PLACE_WORDS = [...PLACES, ...LEVEL_WORDS, ...CENTRAL_BODIES]
/** 中新广州知识城, 中德产业园: founded by two countries, whose names stand in short before that of the place. */
const TWO_COUNTRIES = '中(?:新|德|日|法|韩|意|欧|俄|白|美|英|瑞|荷|以|泰|马)'
const BEFORE_NAME = new RegExp(
  `^(?:${TWO_COUNTRIES}(?=${alternatives(PLACE_WORDS)}|[\\p{Script=Han}]{0,6}(?:产业园|工业园|合作区|生态城))|${alternatives(PLACE_WORDS)})`,
  'u',
)
const PLACE_INSIDE = new RegExp(alternatives(PLACE_WORDS.filter((word) => word.length > 1)), 'u')
/** A city, district or county by its own name (苏州市, 吴江区), or owners counted together (两区一县). */
const PLACE_BY_SUFFIX =
  /^(?:[\p{Script=Han}]{2,5}?(?:省|(?<!城)市|新区|(?<![社园片校街专灾景牧林矿库郊])区|县|自治州|街道|镇|地区|新城|科学城)|[两三四五][区县市镇])/u

const FIELDS = alternatives(DEPARTMENT_FIELDS)
const FIELD_HEAD = `(?:${FIELDS})(?:管理局|管理委员会|监督管理局|委员会|委|局|厅|办公室|办|行政主管部门|行政管理部门|行政部门|主管部门|管理部门|部门|部)`
const FIXED = alternatives(FIXED_BODIES)
const CENTRAL = alternatives(CENTRAL_BODIES)
const PLACE = `(?:(?:${alternatives(PLACES)})(?:省|市|自治区|特区)?)`
const LEVEL = '(?:省级|市级|区级|县级|本市|本省|本区|省|自治区|市|州|盟|区|县|旗|镇|国家)'
/** 省发展改革委, 市财政局, 市委组织部, 团市委, 国家发展改革委, 市卫生健康部门, 财政局. */
const DEPARTMENT = new RegExp(
  `(?:${CENTRAL})(?!门)(?:营业管理部|${PLACE}[\\p{Script=Han}]{0,6}?(?:局|分行|支行|海关))?|团(?:省|市|区|县)委|(?:省|市|区|县|州)委[\\p{Script=Han}]{2,6}?(?:办公室|办(?![公理法事])|部(?![门署分])|局(?![面势限]))|中共[\\p{Script=Han}]{2,6}[省市区县]委(?:员会)?(?:办公室|办公厅)?|(?:中共)?${PLACE}?${LEVEL}?(?:人民政府|政府|党委|委)?(?:(?:${FIELDS})(?:、(?:${FIELDS})){1,14}(?:和(?:${FIELDS}))?等?(?:主管)?部门|${FIXED}|${FIELD_HEAD})`,
  'gu',
)

const UNIT = `(?:${words(`
  区市县 县市区 市县区 区县市 市\\(州\\) 市州 州市 区\\(县\\) 县\\(市、区\\) 县\\(市\\) 区\\(市\\) 区\\(县、市\\) 县\\(区\\) 区县 市县 县区 市区 盟市 旗县 设区市 设区的市
  地级市 地级以上市 县级市 地市 区 县 市 州 旗 镇街 街镇 镇\\(街\\) 镇\\(街道\\) 街道 乡镇 乡 镇 片区 地区 功能区 园区 分园区 分园 专业园 产业园 开发区 高新区 国家高新区
  示范区 试验区 省区市 省市区 省 自治区 直辖市 新区`)})`
const CLASS_TAIL =
  '(?:人民政府|政府|管理委员会|管委会|街道办事处|办事处|管理机构|投资运营主体|运营主体|党委|党工委|平台公司|有关部门|相关部门)'
const OFFICES = `(?:${words(`
  委办局 委、办、局、院 委、办、局 部、委、办、局 部委办局 直属单位 直属机构 工作部门 职能部门 业务主管部门 行业主管部门 主管部门 责任单位 责任部门
  参与单位 成员单位 牵头单位 配合单位 企事业单位 事业单位 平台公司 街道办事处 单位 部门 部委 机构`)})`
const RELATED = '(?:有关|相关|各有关|各相关|对口|职能)'
const OWNER = `(?:${words(`
  国家 中央 省级 省 自治区 市级 市区 市 区级 区 县级 县 州 全市 全省 全区 省属 市属 区属 县属 省直 市直 区直 县直 州直 示范区 自创区 高新区 本市 本省 省、市 市、区`)})`
const CLASS_PHRASE = new RegExp(
  [
    '(?:领导小组|协调小组|工作组|联席会议|委员会|理事会|专班|指挥部)?各成员单位',
    '(?:省级|市级|区级|省|市|国家)[\\p{Script=Han}]{2,6}(?:行政)?主管部门',
    `(?:省|市|区|县|县级以上)?(?:人民)?政府(?:${FIELDS}|价格|物价)(?:行政)?主管部门`,
    `各级(?:(?:${FIELDS}|行业)(?:行政)?(?:主管|管理)?部门|(?:行政|司法|国家)机关|人民法院|人民检察院)`,
    '各地(?=要|应|须|可)',
    '属地(?:人民政府|政府|管委会)',
    '(?:行业|业务)主管部门',
    '中央和国家机关(?:各部门|各部委|有关部门|相关部门)?',
    '三大(?:电信|通信)?运营商',
    '各地区、?各部门',
    '国务院各部委、各直属机构',
    `各(?:有关|相关)?${UNIT}(?:[、和及]${UNIT})*(?:\\([^()]{1,12}\\))?(?:${CLASS_TAIL}(?:\\((?:街道办事处|街道|管委会)\\))?|(?:${FIELDS})(?:厅|局|委|行政主管部门|行政部门|主管部门|管理部门|部门)(?:\\([^()]{1,10}\\))?)?`,
    `各(?:有关|相关|级)?(?:党委、政府|党委和政府|党委政府|党委|政府|人民政府|管委会|${OFFICES})`,
    `${OWNER}(?:人民政府|政府)?${RELATED}?各(?:有关|相关)?(?:部门|单位|委办局|委、办、局|部委)(?:和(?:有关|相关)?单位)?`,
    `${OWNER}(?:人民政府|政府)?${RELATED}(?:职能部门|部门|单位|部委|委办局|机构)`,
    `${OWNER}(?:、${OWNER})*(?:\\([^()]{1,8}\\))?(?:两级|三级|各级)(?:人民政府|政府|部门)`,
    '(?:市、区\\(县\\)|省、市|市、区|市、县\\(市、区\\)|市、县\\(区\\)|市、县|区、县)(?:两级)?(?:人民政府|政府)',
    '(?:区级|市级|省级|区属|市属|省属)(?:产业|园区|国有)?平台公司',
    '(?:\\d{1,2}|[三四五六七八九十]{1,3})个(?:分园|园区|区县|市县|片区)(?=均|都|全部|要|应)',
    '(?<!等)(?:\\d{1,2}|[三四五六七八九十]{1,3})个?部门',
    '(?:有关|相关)部门',
    '地方(?:各级)?(?:人民)?政府',
    '(?:分园|园区)管理机构',
  ].join('|'),
  'gu',
)
const CLASS_RUNS_ON = /^(?:化|性|人|市场|域|间|类|块|别|镇化|政策|政府投资|区市|产业基础)/

/** X园 where X is a short name, and the words before 园 that say what kind of park it is instead. */
const PARK = /[\p{Script=Han}]{2,8}园(?![区林地艺丁])/gu
const PARK_KINDS =
  /(?:产业|科技|软件|工业|创业|创新|植物|动物|果|花|公|校|家|乐|田|幼儿|示范|孵化|物流|特色|专业|多|开|入|建|一|加速|留学生|人才|大学|基地|文化|创意|经济|数字|信息|生态|合作|园|主题|环保|设计|传媒|智造|制造|服务|中心|双创|众创|生命|医药|健康|分|飞地|共建|先导|化工|农业|光电|汽车|机器人|智能|核心|型|级|出|进|来|转|游|逛|类|片|小|海创|跨境电商)园$/u

const SITE_HEADS = words('科学城 科技城 软件园')
const HEAD = new RegExp(
  [SEATED_HEADS, TOPIC_HEADS, INSTITUTION_HEADS, ZONE_HEADS, SITE_HEADS].join('|'),
  'gu',
)
const SEATED = new RegExp(`^(?:${SEATED_HEADS})$`, 'u')
const TOPIC = new RegExp(`^(?:${TOPIC_HEADS})$`, 'u')
const ZONE = new RegExp(`^(?:${ZONE_HEADS})$`, 'u')
const SITE = new RegExp(`^(?:${SITE_HEADS})$`, 'u')
const BOUNDARY = /[,。;:!?,;:!?、“”"'‘’<>《》〈〉【】[\]〔〕\s\ue000|/—+…·]/u
const NAME_LIMIT = 40

/** Body names in one line, left to right, not overlapping. Titles in 《》 must have been masked. */
export function findBodyNames(line: string, context: NameContext): BodyName[] {
  const taken: BodyName[] = []
  const occupied = new Uint8Array(line.length)
  // The longest reading of a place wins: 市科技局 within 市科技局管委会, 各区 within 各区(县)政府; guesses come last.
  const candidates = [...classes(line), ...departments(line), ...localOffices(line), ...headed(line, context)]
  candidates.sort((a, b) => Number(isGuess(a)) - Number(isGuess(b)) || b.to - b.from - (a.to - a.from))
  candidates.push(...parks(line, context), ...places(line), ...parkPlaces(line, context))
  for (const { from, to, bodyClass, bare = false, named = true } of candidates) {
    if (to <= from || occupied.subarray(from, to).includes(1)) continue
    occupied.fill(1, from, to)
    taken.push({ from, to, name: line.slice(from, to), bodyClass, bare, named })
  }
  taken.sort((a, b) => a.from - b.from)
  return [...taken, ...chainedOffices(line, taken, occupied)].toSorted((a, b) => a.from - b.from)
}

const NEXT_OFFICE =
  /^、([\p{Script=Han}]{1,4}?[局委办厅])(?=[、,。;:()]|和|与|及|等|$|负责|牵头|配合|会同|按|要|应|积极|共同|分别|具体|根据)/u

/** 县纪委、效能办、投促局: offices by a short name that no list knows, known by the company they keep. */
function* chainedOffices(
  line: string,
  names: readonly BodyName[],
  occupied: Uint8Array,
): Generator<BodyName> {
  for (const name of names) {
    if (name.bodyClass !== 'authority' || name.bare || !/[局委办厅]$/.test(name.name)) continue
    let at = name.to
    for (;;) {
      const office = NEXT_OFFICE.exec(line.slice(at, at + 9))?.[1]
      if (office === undefined) break
      const [from, to] = [at + 1, at + 1 + office.length]
      at = to
      // A known name within the chain goes on with its own neighbours.
      if (occupied[from] === 1 || /[全大布结格破定开]局$/.test(office)) break
      occupied.fill(1, from, to)
      yield { from, to, name: office, bodyClass: 'authority', bare: false, named: true }
    }
  }
}

function isGuess(candidate: Candidate): boolean {
  return candidate.named === false
}

function* headed(line: string, context: NameContext): Generator<Candidate> {
  let floor = 0
  for (const match of line.matchAll(HEAD)) {
    const head = match[0]
    const headEnd = match.index + head.length
    if (isOtherSense(line, match.index, head)) continue
    const end = headEnd + (WITH_ITS_OWN.exec(line.slice(headEnd, headEnd + 8))?.[0].length ?? 0)
    const start = nameStart(line, match.index, floor)
    if (/^[、和与及]/.test(line.slice(end, end + 1))) floor = end
    if (start === null) continue
    const modifiers = line.slice(start, match.index)
    const from = start + properStart(modifiers, context)
    const named = from < match.index && beginsName(line.slice(from, match.index), context)
    const seat = named ? null : unknownSeat(modifiers)
    if (ZONE.test(head)) {
      if (from < match.index && match.index - from <= 8 && !NOT_BEFORE_ZONE.test(modifiers))
        yield { from, to: end, bodyClass: 'park' }
      else if (modifiers === '') yield { from: match.index, to: end, bodyClass: 'site', named: false }
    } else if (SITE.test(head)) {
      if (/^[\p{Script=Han}]{2,6}$/u.test(modifiers) && !NOT_BEFORE_ZONE.test(modifiers))
        yield { from: start, to: end, bodyClass: 'site' }
    } else if (SEATED.test(head)) {
      if (named) {
        yield { from: shareHead(line, from, head, context), to: end, bodyClass: 'authority' }
      } else if (seat !== null && /管委会|管理委员会|工委|法院|检察院|街道办事处|海关|分局/.test(head)) {
        yield { from: match.index - seat.length, to: end, bodyClass: 'authority' }
      } else if (head === '街道办事处') {
        yield { from: match.index, to: end, bodyClass: 'class' }
      } else if (!/政府|法院|检察院|办公厅|办事处|常务委员会|海关|分局|红十字会/.test(head)) {
        yield { from: match.index, to: end, bodyClass: 'authority', bare: true }
      }
    } else if (TOPIC.test(head)) {
      yield { from, to: end, bodyClass: 'authority', bare: from === match.index }
    } else if (from < match.index && !NO_INSTITUTION.test(line.slice(from, end))) {
      yield { from, to: end, bodyClass: 'institution', named: named || /有限(?:责任)?公司$/.test(head) }
    }
  }
}

/** 青湖 of 青湖管委会: a name that no list knows, but between a clear border and the head there is nothing else. */
function unknownSeat(modifiers: string): string | null {
  const seat = modifiers.replace(
    /^(?:所在|所属|属地|当地|下属|相应|有关|相关|同级|上级|本|该|其|原)+(?:的)?/u,
    '',
  )
  return /^[\p{Script=Han}]{2,12}$/u.test(seat) && !VERB_NOUNS.test(seat) && !NO_SEAT.test(seat) ? seat : null
}

/** Words of a sentence rather than of a name: verbs, quantities, others who act. */
const NO_SEAT =
  /[个家位名]|理顺|赋予|授予|下放|确保|保障|保证|接受|发挥|扩大|缩小|调动|压缩|撤销|调整|合并|机构|单位|部门|政府|企业|高校|[局厅]|体制|机制|职责|职能|权限|日常|工作|基层|多方|双方|共同|[不已未均也都还与和及]/u

/** 市人民政府及其有关部门: a government and what belongs to it, named as one. */
const WITH_ITS_OWN = /^及其(?:有关|相关|所属|工作|职能)(?:部门|单位|机构)/u

/** A zone's name is short; another zone, a body or a verb before 高新区 means that it is only spoken of. */
const NOT_BEFORE_ZONE = /区$|政府|[委局]|国家|全国|各|建设|发展|重视/u

/** Kinds of company or centre, and sentences whose verb was taken into the name. */
const NO_INSTITUTION =
  /(?:政府|管委会|部门|领导小组|建设|创建|布局|开展|企业(?!家)|高校|院所|子公司|分公司|上市公司|跨国公司|国际(?:科技)?创新中心|科技创新中心|世界级|国家级|示范基地)|^(?:等|类|型|级)/u

/** 江苏省、浙江省人民政府: one name where its parts do not stand by themselves elsewhere. */
function shareHead(line: string, from: number, head: string, context: NameContext): number {
  let start = from
  for (let i = 0; i < 4; i++) {
    if (!head.endsWith('政府')) break
    const before = /([\p{Script=Han}]{1,5}[省市区县]|市|省)[、和]$/u.exec(
      line.slice(Math.max(0, start - 8), start),
    )?.[1]
    if (before === undefined) break
    let place = before
    for (const starter of before.matchAll(STARTER)) place = before.slice(starter.index + starter[0].length)
    place = place.replace(/^[和与、]/, '')
    if (place === '' || context.governments.has(place + head)) break
    start -= place.length + 1
  }
  return start
}

/** Words in which the characters of a head mean something else. */
const OTHER_SENSE: ReadonlyMap<string, RegExp> = new Map([
  ['中心', /^(?:区|城|任|工作|思|化|环节)/],
  [
    '政府',
    /^(?:采购|引导|补贴|投资|资助|薪酬|安家|特殊|工作报告|网站|购买|性|信息|职能|主导|资金|基金|部门|人才|服务|治理|数据|奖|储备|债|专题|\+|和社会资本|与社会资本|和市场|存量|改革|管理创新)/,
  ],
  ['银行', /^[业卡]/],
  ['大学', /^(?:生|科技园|城|以上|园区)/],
  ['公司', /^(?:制|法|化|债)/],
  ['集团', /^(?:化|军)/],
  ['学院', /^派/],
  ['委员会', /^(?:制|委员)/],
  ['创业园', /^区/],
  ['实验室', /^(?:经济|成果)/],
  ['海关', /^(?:总署|手续|监管|查验|特殊|特定|通关|编码|统计|数据|信用|估价|备案企业|申报|注册|环节|税)/],
  ['办公室', /^(?:面积|租金|楼)/],
])

function isOtherSense(line: string, at: number, head: string): boolean {
  return OTHER_SENSE.get(head)?.test(line.slice(at + head.length, at + head.length + 6)) ?? false
}

/**
 * Where the name that ends in a head at `headAt` begins: after punctuation, a verb, a preposition, another body. Null
 * where the head is counted (3家研究院), which names no one.
 */
function nameStart(line: string, headAt: number, floor: number): number | null {
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
function properStart(modifiers: string, context: NameContext): number {
  if (beginsName(modifiers, context)) return 0
  const verb = VERB_NOUNS.exec(modifiers)?.[0].length ?? 0
  if (verb > 0 && beginsName(modifiers.slice(verb), context)) return verb
  const inside = PLACE_INSIDE.exec(modifiers)?.index ?? -1
  const zones = context.zoneNames.map((name) => modifiers.indexOf(name)).filter((at) => at > 0)
  const first = Math.min(...zones, inside > 0 ? inside : Infinity)
  return Number.isFinite(first) && first <= 6 ? first : 0
}

function beginsName(text: string, context: NameContext): boolean {
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

const OWNERS_BEFORE = /(?:(?:[\p{Script=Han}]{1,4}[省市区县]|本市|本省|市|省)[、和])+$/u

function* classes(line: string): Generator<Candidate> {
  for (const match of line.matchAll(CLASS_PHRASE)) {
    const end = match.index + match[0].length
    if (CLASS_RUNS_ON.test(line.slice(end, end + 4))) continue
    let from = match.index
    const unowned = /^(?:有关|相关)/.test(match[0])
    if (unowned || /^[省市区县]/.test(match[0])) {
      const start = nameStart(line, from, 0) ?? from
      const owner = line.slice(start, from)
      if (isOwner(unowned ? owner : owner + line.slice(from, from + 1))) from = start
      else if (unowned && owner.length > 0) continue
    }
    if (/(?:部门|单位|政府)$/.test(match[0]) && !match[0].startsWith('各')) from = withOwners(line, from)
    yield { from, to: end, bodyClass: 'class', bare: unowned && from === match.index }
  }
}

/** 江苏省、浙江省、本市有关部门 is one class with three owners. */
function withOwners(line: string, from: number): number {
  const owners = OWNERS_BEFORE.exec(line.slice(Math.max(0, from - 16), from))
  if (owners === null) return from
  let cut = 0
  for (const starter of owners[0].matchAll(STARTER)) cut = starter.index + starter[0].length
  return from - (owners[0].length - cut)
}

function isOwner(text: string): boolean {
  if (text.length < 2 || text.length > 16) return false
  return /(?:小组|专班|政府)$/u.test(text) || BEFORE_NAME.test(text) || PLACE_BY_SUFFIX.test(text)
}

/** Any 局, 厅 or 委 of a place or level, whatever it deals with: 市城建局, 北京证监局, 县商信委. Looked up from its end. */
const LOCAL_OFFICE = new RegExp(
  `(?:${PLACE}|(?:${PLACE}|[\\p{Script=Han}]{1,3}[市区县])?(?:省|市|区|县|州|盟|旗|示范区|高新区|新区))(?:[\\p{Script=Han}]{2,8}(?<![格布全大结时当破定开])[局厅]|[\\p{Script=Han}]{2,4}委|[\\p{Script=Han}]{2,6}(?<![督承经主协创举])办)$`,
  'u',
)

function* localOffices(line: string): Generator<Candidate> {
  for (const match of line.matchAll(/[局厅]|[委办](?=[、,。;)]|会同|牵头|负责|和|$)/gu)) {
    const end = match.index + 1
    if (RUNS_ON.test(line.slice(end - 1, end + 1))) continue
    const start = nameStart(line, match.index, 0)
    if (start === null || end - start > 16) continue
    const name = line.slice(start, end)
    if (LOCAL_OFFICE.exec(name)?.index === 0) yield { from: start, to: end, bodyClass: 'authority' }
  }
}

/** 部署, 局面, 委员, 办法: the last character belongs to the next word. */
const RUNS_ON = /^(?:部[署分门级长队件属位]|局[面势限部长]|委[员托派任]|办[法事理公学]|厅级)$/u

/** 市公安局交警支队, 市税务局高新分局, 中国科学院丙江分院: a part of a department under its own name. */
const PART_OF_IT = /^[\p{Script=Han}]{1,7}?(?:分局|支队|总队|大队|分院|中心支行|支行|分行)/u
const NOT_ITS_PART = /会同|联合|牵头|负责|组织|指导|监督|推进|加强|[和与及对向由为将把在等]/u

function* departments(line: string): Generator<Candidate> {
  for (const match of line.matchAll(DEPARTMENT)) {
    const headEnd = match.index + match[0].length
    const part = /[局院行部]$/.test(match[0])
      ? PART_OF_IT.exec(line.slice(headEnd, headEnd + 11))?.[0]
      : undefined
    const end = headEnd + (part === undefined || NOT_ITS_PART.test(part) ? 0 : part.length)
    if (RUNS_ON.test(line.slice(end - 1, end + 1))) continue
    const start = nameStart(line, match.index, 0) ?? match.index
    const before = line.slice(start, match.index)
    const isJoint = match[0].endsWith('部门')
    if (before === '' || /[、和与及]$/.test(before)) {
      yield { from: isJoint ? withOwners(line, match.index) : match.index, to: end, bodyClass: 'authority' }
    } else if (before.length <= 12 && (isOwner(before) || isOwner(before + match[0].charAt(0)))) {
      yield { from: isJoint ? withOwners(line, start) : start, to: end, bodyClass: 'authority' }
    } else if (/^(?:[省市区县](?!场)|国家|中国|中共|团)/.test(match[0])) {
      yield { from: match.index, to: end, bodyClass: 'authority' }
    }
  }
}

const PLACE_NAME =
  /[\p{Script=Han}]{1,6}?(?:镇|街道|乡|省|(?<!城)市|县|(?<![社园片校街专灾景牧林矿库郊政])区)(?=[、和(]|会同|负责|牵头|安排|组织|出资|应当|要|须|做好|重点做好|根据|按照)/gu

/** 南汇新城镇、万祥镇和泥城镇重点做好…, 由北京市安排: places where a sentence could make them act. */
function* places(line: string): Generator<Candidate> {
  for (const match of line.matchAll(PLACE_NAME)) {
    const end = match.index + match[0].length
    const from = nameStart(line, end - 1, 0)
    if (from === null || end - from < 3 || end - from > 7) continue
    if (/[、,。;:由与和同]$|^$/u.test(line.slice(0, from).slice(-1)))
      yield { from, to: end, bodyClass: 'place' }
  }
}

/** No zone has more parks by far; a text with more such words is not about parks. */
const MOST_PARKS = 200

/** Names like 东城园 that stand, somewhere in the text, between clear borders: after punctuation, a verb or a preposition. */
export function learnParkNames(lines: readonly string[]): string[] {
  const names = new Set<string>()
  for (const line of lines) {
    for (const match of line.matchAll(PARK)) {
      const end = match.index + match[0].length
      const from = nameStart(line, end - 1, 0)
      if (from === null) continue
      const name = line.slice(from, end)
      if (name.length < 3 || name.length > 4 || PARK_KINDS.test(name)) continue
      if (/^(?:区|管委会|工委)/.test(line.slice(end, end + 3))) continue
      if (names.size < MOST_PARKS) names.add(name)
    }
  }
  return [...names].filter((name) => ![...names].some((other) => other !== name && name.endsWith(other)))
}

function* parkPlaces(line: string, context: NameContext): Generator<Candidate> {
  if (context.placePattern === null) return
  for (const match of line.matchAll(context.placePattern)) {
    const end = match.index + match[0].length
    if (!/^[区县市省园镇乡山]/.test(line.slice(end, end + 1)))
      yield { from: match.index, to: end, bodyClass: 'place', named: false }
  }
}

function* parks(line: string, context: NameContext): Generator<Candidate> {
  if (context.parkPattern === null) return
  for (const match of line.matchAll(context.parkPattern)) {
    const end = match.index + match[0].length
    if (!/^(?:区|管委会|工委)/.test(line.slice(end, end + 3)))
      yield { from: match.index, to: end, bodyClass: 'park' }
  }
}

/** One expression for all names of parks; null where there are none. */
export function parkPatternOf(names: readonly string[]): RegExp | null {
  return names.length === 0 ? null : new RegExp(alternatives(names), 'gu')
}
