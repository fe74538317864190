import { DEPARTMENT_FIELDS, FIXED_BODIES, CENTRAL_BODIES, PLACES } from './body-lexicon.ts'
import type { Candidate } from './body-name.ts'
import { alternatives, BEFORE_NAME, nameStart, PLACE_BY_SUFFIX, STARTER, words } from './name-borders.ts'

/** Departments by what they deal with, and classes of public bodies (各区, 市有关部门): known by their words, without a search for a head. */
const FIELDS = alternatives(DEPARTMENT_FIELDS)
const FIELD_HEAD = `(?:${FIELDS})(?:管理局|管理委员会|监督管理局|委员会|委|局|厅|办公室|办|行政主管部门|行政管理部门|行政部门|主管部门|管理部门|部门|部)`
const FIXED = alternatives(FIXED_BODIES)
const CENTRAL = alternatives(CENTRAL_BODIES)
const PLACE = `(?:(?:${alternatives(PLACES)})(?:省|市|自治区|特区)?)`
const LEVEL = '(?:省级|市级|区级|县级|本市|本省|本区|省|自治区|市|州|盟|区|县|旗|镇|国家)'
/** 省发展改革委, 市财政局, 市委组织部, 团市委, 国家发展改革委, 市卫生健康部门, 财政局. */
const DEPARTMENT = new RegExp(
  `(?:${CENTRAL})(?!门)(?:营业管理部|${PLACE}[\\p{Script=Han}]{0,6}?(?:局|分行|支行|海关))?|团(?:省|市|区|县)委|(?:省|市|区|县|州)委[\\p{Script=Han}]{2,6}?(?:办公室|办(?![公理法事])|部(?![门署分])|局(?![面势限]))|中共[\\p{Script=Han}]{2,6}[省市区县]委(?:员会)?(?:办公室|办公厅)?|(?:中共)?${PLACE}?${LEVEL}?(?:人民政府|政府|党委|委)?(?:(?:${FIELDS})(?:、(?:${FIELDS})){1,30}(?:和(?:${FIELDS}))?(?:等(?:有关|相关)?)?(?:主管)?部门|${FIXED}|${FIELD_HEAD})`,
  'gu',
)

const UNIT = `(?:${words(`
  区市县 县市区 市县区 区县市 市\\(州\\) 市州 州市 区\\(县\\) 县\\(市、区\\) 县\\(市\\) 区\\(市\\) 区\\(县、市\\) 县\\(区\\) 区县 市县 县区 市区 盟市 旗县 设区市 设区的市
  地级市 地级以上市 县级市 地市 区 县 市 州 旗 镇街 街镇 镇\\(街\\) 镇\\(街道\\) 街道 乡镇 乡 镇 片区 地区 功能区 功能园区 工业园区 产业园区 科技园区 园区 分园区 分园 专业园 产业园 开发区 高新区 国家高新区
  示范区 试验区 省区市 省市区 省 自治区 直辖市 新区`)})`
const CLASS_TAIL =
  '(?:人民政府|政府|管理委员会|管委会|街道办事处|办事处|管理局|管理机构|指挥部|工作专班|投资运营主体|运营主体|党委|党工委|平台公司|有关部门|相关部门)'
const OFFICES = `(?:${words(`
  委办局 委、办、局、院 委、办、局 部、委、办、局 部委办局 直属单位 直属机构 工作部门 职能部门 业务主管部门 行业主管部门 主管部门 责任单位 责任部门
  参与单位 成员单位 牵头单位 配合单位 企事业单位 事业单位 平台公司 街道办事处 单位 部门 部委 机构`)})`
const RELATED = '(?:有关|相关|各有关|各相关|对口|职能)'
const OWNER = `(?:${words(`
  国家 中央 省级 省 自治区 市级 市区 市 区级 区 县级 县 州 全市 全省 全区 省属 市属 区属 县属 省直 市直 区直 县直 州直 示范区 自创区 高新区 本市 本省 省、市 市、区`)})`
/** (市、区), sometimes set apart by a blank. */
const IN_BRACKETS = '(?: ?\\([^()]{1,12}\\))'
const TOWNS = '乡镇 ?\\(街道\\)|镇 ?\\(街道\\)|街道 ?\\(镇\\)|乡 ?\\(镇\\)|乡镇街道|乡镇|镇街|街镇'
const CLASS_PHRASE = new RegExp(
  [
    '(?:领导小组|协调小组|工作组|联席会议|委员会|理事会|专班|指挥部)?各成员单位',
    '(?:省级|市级|区级|省|市|国家)[\\p{Script=Han}]{2,6}(?:(?:行政)?主管|行政管理|行政执法)部门',
    `(?:省|市|区|县|县级以上)?(?:人民)?政府(?:${FIELDS}|价格|物价)(?:行政)?主管部门`,
    `各级(?:(?:${FIELDS}|行业)(?:行政)?(?:主管|管理)?部门|(?:行政|司法|国家)机关|人民法院|人民检察院)`,
    '各地(?=要|应|须|可)',
    `各地(?:${FIELDS}|行业|业务)?(?:行政)?(?:主管|管理)部门`,
    `(?:属地|所在地|当地)(?:${UNIT}${IN_BRACKETS}?)?${CLASS_TAIL}`,
    `(?:属地|所在地)?(?:${TOWNS})(?:${CLASS_TAIL}(?:\\((?:街道办事处|街道)\\))?|(?=要|应当|应|须|负责|落实|牵头|承担|会同))`,
    '(?:行业|业务)主管部门',
    '中央和国家机关(?:各部门|各部委|有关部门|相关部门)?',
    // Companies are no public bodies, but a notice may be addressed to them.
    '各(?:省属|市属|区属|有关)?国有企业',
    '三大(?:电信|通信)?运营商',
    '各地区、?各部门',
    '国务院各部委、各直属机构',
    `各(?:有关|相关)?${UNIT}${IN_BRACKETS}?(?:[、和及]${UNIT}${IN_BRACKETS}?)*(?:${CLASS_TAIL}(?:\\((?:街道办事处|街道|管委会)\\))?|(?:${FIELDS})(?:厅|局|委|行政主管部门|行政部门|主管部门|管理部门|部门)(?:\\([^()]{1,10}\\))?)?`,
    `各(?:有关|相关|级)?(?:党委、政府|党委和政府|党委政府|党委|政府|人民政府|管委会|${OFFICES})`,
    `${OWNER}(?:人民政府|政府)?${RELATED}?各(?:有关|相关)?(?:部门|单位|委办局|委、办、局|部委)(?:和(?:有关|相关)?单位)?`,
    `${OWNER}(?:人民政府|政府)?${RELATED}(?:职能部门|部门|单位|部委|委办局|委、办、局(?:、院)?|机构)`,
    `${OWNER}(?:、${OWNER})*(?:\\([^()]{1,8}\\))?(?:两级|三级|各级)(?:人民政府|政府|部门)`,
    '(?:市、区\\(县\\)|省、市|市、区|市、县\\(市、区\\)|市、县\\(区\\)|市、县|区、县)(?:两级)?(?:人民政府|政府)',
    '(?:区级|市级|省级|区属|市属|省属)(?:产业|园区|国有)?平台公司',
    '(?:\\d{1,2}|[三四五六七八九十]{1,3})个(?:分园|园区|区县|市县|片区)(?=均|都|全部|要|应)',
    '(?<!等)(?:\\d{1,2}|[三四五六七八九十]{1,3})个?部门',
    '(?:有关|相关)部门',
    '地方(?:各级)?(?:人民)?政府',
    '(?:分园|园区|开发区|高新区|经开区|新区|片区|示范区|试验区|功能区)管理机构',
    '(?:有关|相关)(?:区|县|市)(?:\\([^()]{1,8}\\))?人民政府',
    '(?:公安|司法|检察|监察|审判|税务)机关',
    `(?:有关|相关)(?:盟市|省区市|省 ?\\(区、市\\)|市县|区县|县区|地市|地区)(?:${CLASS_TAIL})?(?=要|应|须|[、,。;]|负责|配合|落实|共同)`,
  ].join('|'),
  'gu',
)
const CLASS_RUNS_ON =
  /^(?:化|性|人|市场|域|间|类|块|别|镇化|政策|政府投资|投资基金|引导基金|采购|专项债|区市|产业基础)/

const OWNERS_BEFORE = /(?:(?:[\p{Script=Han}]{1,4}[省市区县]|本市|本省|市|省)[、和])+$/u

export function* classes(line: string): Generator<Candidate> {
  for (const match of line.matchAll(CLASS_PHRASE)) {
    const end = match.index + match[0].length
    if (CLASS_RUNS_ON.test(line.slice(end, end + 4))) continue
    let from = match.index
    const unowned = /^(?:有关|相关)/.test(match[0])
    const ofZone = /管理机构$/.test(match[0]) && !match[0].startsWith('各')
    if (unowned || ofZone || /^[省市区县]/.test(match[0])) {
      const start = nameStart(line, from, 0) ?? from
      const owner = line.slice(start, from)
      if (isOwner(unowned ? owner : owner + line.slice(from, from + (ofZone ? 3 : 1)))) from = start
      else if (unowned && owner.length > 0) continue
    }
    if (/(?:部门|单位|政府)$/.test(match[0]) && !match[0].startsWith('各')) from = withOwners(line, from)
    yield {
      from,
      to: end,
      bodyClass: 'class',
      bare:
        from === match.index &&
        /^(?:有关|相关)(?:[\p{Script=Han}]{2})?(?:部门|单位|机构|部委|委办局)$/u.test(match[0]),
    }
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
  return (
    /(?:小组|专班|政府|管委会|管理委员会)$/u.test(text) ||
    BEFORE_NAME.test(text) ||
    PLACE_BY_SUFFIX.test(text)
  )
}

/** Any 局, 厅 or 委 of a place or level, whatever it deals with: 市城建局, 北京证监局, 县商信委. Looked up from its end. */
const LOCAL_OFFICE = new RegExp(
  `(?:${PLACE}|(?:${PLACE}|[\\p{Script=Han}]{1,3}[市区县])?(?:省|市|区|县|州|盟|旗|示范区|高新区|新区)|[\\p{Script=Han}]{2,4}?(?:市|县|州|盟|旗|新区|高新区|经开区|开发区|示范区|区))(?:[\\p{Script=Han}]{2,8}(?<![格布全大结时当破定开])[局厅]|[\\p{Script=Han}]{2,4}委|[\\p{Script=Han}]{2,6}(?<![督承经主协创举])办)$`,
  'u',
)

export function* localOffices(line: string): Generator<Candidate> {
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

export function* departments(line: string): Generator<Candidate> {
  let previousEnd = -1
  for (const match of line.matchAll(DEPARTMENT)) {
    const headEnd = match.index + match[0].length
    // 教育部财政部科技部: names that a page ran together; the one before is no owner.
    const isRunOn = match.index === previousEnd
    // 某区委统战部 is one office of the committee.
    previousEnd = /[省市区县州]委(?:员会)?$/.test(match[0]) ? -1 : headEnd
    const part = /[局院行部]$/.test(match[0])
      ? PART_OF_IT.exec(line.slice(headEnd, headEnd + 11))?.[0]
      : undefined
    const end = headEnd + (part === undefined || NOT_ITS_PART.test(part) ? 0 : part.length)
    if (RUNS_ON.test(line.slice(end - 1, end + 1))) continue
    const start = isRunOn ? match.index : (nameStart(line, match.index, 0) ?? match.index)
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
export function* places(line: string): Generator<Candidate> {
  for (const match of line.matchAll(PLACE_NAME)) {
    const end = match.index + match[0].length
    const from = nameStart(line, end - 1, 0)
    if (from === null || end - from < 3 || end - from > 7) continue
    if (/[、,。;:由与和同]$|^$/u.test(line.slice(0, from).slice(-1)))
      yield { from, to: end, bodyClass: 'place' }
  }
}

const PARTY_COMMITTEE =
  /[省市区县州]委(?=、|和(?:[\p{Script=Han}]{2,4})?[省市区县州](?:人民)?政府|统一|统筹|研究|审定|审议|同意|批准|负责|应当|要)/gu

/** 市委、市政府, 中共某县委: the committee itself, not one of its offices (市委组织部). */
export function* partyCommittees(line: string): Generator<Candidate> {
  for (const match of line.matchAll(PARTY_COMMITTEE)) {
    const end = match.index + match[0].length
    const start = nameStart(line, match.index, 0)
    if (start === null) continue
    const place = line.slice(start, end - 1)
    const isLevel = /^[省市区县州]$/.test(place)
    if (isLevel || (place.length <= 9 && isOwner(place.replace(/^中共/, ''))))
      yield { from: start, to: end, bodyClass: 'authority' }
  }
}
