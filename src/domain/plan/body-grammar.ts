import type { BodyName, Candidate, NameContext } from './body-name.ts'
import { beginsName, nameStart, properStart, STARTER, VERB_NOUNS, words } from './name-borders.ts'
import { parkPlaces, parks } from './park-names.ts'
import { classes, departments, localOffices, partyCommittees, places } from './public-offices.ts'

/**
 * How an organisation's name is built in official Chinese: a head noun at its end (管委会, 领导小组, 局, 中心, 公司), modifiers
 * before it, and on the left whatever cannot belong to a name: punctuation, a verb that takes bodies as its object, a
 * preposition, a conjunction after another body. Chinese marks no word boundaries, so verbs that also stand within names
 * (建设, 推进, 服务) only end the search where what follows them begins a name by itself.
 */

/** Acts for a place: what stands before it must be a place, a level or the zone; else only the head is a name. */
const SEATED_HEADS = words(`
  人民政府办公厅 人民政府办公室 政府办公厅 政府办公室 人民政府 政府 管理委员会 管委会办公室 管委会 党工委 工委 办公厅 街道办事处 办事处
  中级人民法院 高级人民法院 人民法院 金融法院 知识产权法院 互联网法院 法院 人民检察院 检察院 人民代表大会常务委员会 人民代表大会 海关 海事局 税务局 出入境边防检查站 边防检查站 边检站 分局 红十字会`)
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

const SITE_HEADS = words('科学城 科技城 软件园')
const HEAD = new RegExp(
  [SEATED_HEADS, TOPIC_HEADS, INSTITUTION_HEADS, ZONE_HEADS, SITE_HEADS].join('|'),
  'gu',
)
const SEATED = new RegExp(`^(?:${SEATED_HEADS})$`, 'u')
const TOPIC = new RegExp(`^(?:${TOPIC_HEADS})$`, 'u')
const ZONE = new RegExp(`^(?:${ZONE_HEADS})$`, 'u')
const SITE = new RegExp(`^(?:${SITE_HEADS})$`, 'u')

/** Body names in one line, left to right, not overlapping. Titles in 《》 must have been masked. */
export function findBodyNames(line: string, context: NameContext): BodyName[] {
  const taken: BodyName[] = []
  const occupied = new Uint8Array(line.length)
  // The longest reading of a place wins: 市科技局 within 市科技局管委会, 各区 within 各区(县)政府; guesses come last.
  const candidates = [
    ...classes(line),
    ...departments(line),
    ...localOffices(line),
    ...partyCommittees(line),
    ...headed(line, context),
  ]
  candidates.sort((a, b) => Number(isGuess(a)) - Number(isGuess(b)) || b.to - b.from - (a.to - a.from))
  candidates.push(...parks(line, context), ...places(line), ...parkPlaces(line, context))
  for (const { from, to, bodyClass, bare = false, named = true } of candidates) {
    if (to <= from || occupied.subarray(from, to).includes(1)) continue
    occupied.fill(1, from, to)
    taken.push({ from, to, name: line.slice(from, to).replace(/ (?=\()/g, ''), bodyClass, bare, named })
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
    const own = /管委会$|管理委员会$/.test(head) ? EACH_OF_ITS : WITH_ITS_OWN
    const end = headEnd + (own.exec(line.slice(headEnd, headEnd + 10))?.[0].length ?? 0)
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
      } else if (
        seat !== null &&
        /管委会|管理委员会|工委|法院|检察院|街道办事处|海关|海事局|税务局|边防检查站|边检站|分局/.test(head)
      ) {
        yield { from: match.index - seat.length, to: end, bodyClass: 'authority' }
      } else if (head === '街道办事处') {
        yield { from: match.index, to: end, bodyClass: 'class' }
      } else if (
        !/政府|法院|检察院|办公厅|办事处|常务委员会|人民代表大会|海关|海事局|税务局|边防检查站|边检站|分局|红十字会/.test(
          head,
        )
      ) {
        yield { from: match.index, to: end, bodyClass: 'authority', bare: true }
      }
    } else if (TOPIC.test(head)) {
      const whole = withVerbOfName(line, from, head)
      yield { from: whole, to: end, bodyClass: 'authority', bare: whole === match.index }
    } else if (from < match.index && !NO_INSTITUTION.test(line.slice(from, end))) {
      yield { from, to: end, bodyClass: 'institution', named: named || /有限(?:责任)?公司$/.test(head) }
    }
  }
}

/** 某区支持青年创业工作小组: the verb of the purpose, between the place that opens the name and the purpose. */
function withVerbOfName(line: string, from: number, head: string): number {
  if (!/小组|专班|指挥部/.test(head)) return from
  const before = line.slice(Math.max(0, from - 9), from)
  const opening =
    /(?:^|[,。;:、\s由])((?:[\p{Script=Han}]{1,4}[省市区县]|[省市区县])(?:支持|落实|优化|深化))$/u.exec(
      before,
    )?.[1]
  return from - (opening?.length ?? 0)
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

/** 高新区管委会各部门, 各内设机构. */
const EACH_OF_ITS = /^(?:及其(?:有关|相关|所属|工作|职能)|各(?:有关|相关|内设|职能|直属)?)(?:部门|单位|机构)/u

/** A zone's name is short; another zone, a body or a verb before 高新区 means that it is only spoken of. */
const NOT_BEFORE_ZONE = /区$|政府|[委局]|国家|全国|各|建设|发展|重视/u

/** Kinds of company or centre, and sentences whose verb was taken into the name. */
const NO_INSTITUTION =
  /(?:政府|管委会|部门|领导小组|建设|创建|布局|开展|企业(?!家)|高校|院所|子公司|(?<!中国[\p{Script=Han}]{2,8})分公司|上市公司|跨国公司|国际(?:科技)?创新中心|科技创新中心|世界级|国家级|示范基地)|^(?:等|类|型|级)/u

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
  ['人民代表大会', /^(?:第|常务|制|代表|及其|关于|通过)/],
  ['委员会', /^(?:制|委员)/],
  ['创业园', /^区/],
  ['实验室', /^(?:经济|成果)/],
  ['海关', /^(?:总署|手续|监管|查验|特殊|特定|通关|编码|统计|数据|信用|估价|备案企业|申报|注册|环节|税)/],
  ['办公室', /^(?:面积|租金|楼)/],
])

function isOtherSense(line: string, at: number, head: string): boolean {
  return OTHER_SENSE.get(head)?.test(line.slice(at + head.length, at + head.length + 6)) ?? false
}
