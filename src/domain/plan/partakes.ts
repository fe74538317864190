import type { BodyName } from './body-name.ts'
import type { SectionRole } from './structure.ts'

const FOUNDED_BEFORE =
  /(?:成立|组建|设立|筹建|筹备|新设|共同设立|组成|争取建立|建立)(?:了|由[^,。;]{2,20}的)?$/u
const SUPPORTED_BEFORE =
  /(?:发挥|发挥好|支持|鼓励|引导|推动|推进|强化|加强|深化|优化|完善|健全|依托|依靠|会同|联合|配合|授权|委托|指导|督促|协调|协商|组织|要求|报|报请|报送|提请|经|由|向|对|与|和|、|及|整合|重组|做强|做优|做大|做强做优|充实|加大|在|到|将|把|提升|建设|为)(?:各|其|好)?$/u
/** A bracket behind a list: (以下统称“四镇”). */
const GLOSS = /^\([^()]{0,30}\)/u
const PASSED_OVER = /(?:现有|原有|各类|一批|建好|好|进一步)+$/u
const NOT_FOUNDED = /^(?:[^,。;]{0,6})(?:联系|合作|对接|机制|关系|制度|体系|平台)/u
/** 研究设立, 探索设立: nothing is decided yet. */
const ONLY_CONSIDERED = /(?:研究|探索|谋划|论证|筹划)(?:推动|支持)?(?:成立|组建|设立|筹建|新设|建立)$/u
/** What is built and run by someone rather than someone who acts, unless it bears the name of a place. */
const IS_SITE = /(?:中心|实验室|交易所|创业园|平台|服务基地)$/u
/** The body is to be founded by companies or universities, with the zone's support. */
const BY_OTHERS = /(?:支持|鼓励|引导|推动(?:企业|高校)|允许)/u
/** Something to be built or put to use rather than someone to act. */
const BUILT_AFTER =
  /^(?:等[^,。;]{0,16}|[、和与][^,。;]{2,16})?(?:的)?(?:建设|改造|设立和发展|的设立|楼宇|项目|产业承载|园区)/u
/** A公司、B集团等区属国有企业,重点围绕…: the group acts, and so does each of its members. */
export const OF_A_GROUP =
  /^(?:、[^、,。;]{2,12}){0,8}等[^,。;、]{0,8}(?:企业|公司|单位),?(?:要|应|将|重点|围绕|负责|承担|提供|参与|牵头)/u
export const COMPANY = /(?:有限公司|集团)$/u
/** Universities and companies act; centres and platforms may be built. */
const IS_SOMEONE = /(?:大学|学院|公司|集团|银行)$/u
/** By a name long enough to be its own; given a duty in so many words, these act too. */
const IS_SOCIETY = /.{4}(?:研究院|研究所|协会|商会|学会|联盟|联合会)$|.{2}分公司$/u
/** 市投资促进中心: an institution of the government's own. */
const OF_A_LEVEL = /^(?:省|市|区|县|州|国家)(?!场|域|块)/u
const GIVEN_AFTER_BY = /^(?:负责|牵头|具体|统一|承担|组织|会同|作为|统筹)/u
const GIVEN_AFTER = /^(?:负责|牵头|会同|要|应当|须|承担)/u
/** Companies and universities by their kind: 龙头公司, 国有企业集团, 综合性大学. */
const IS_A_KIND =
  /^(?:龙头|链主|领军|头部|行业|产业|新型|研发|创新|社会|第三方|骨干|重点|国有|民营|企业|上市|子|母|分|大型|中小|各|有关|相关|一批|平台|运营|管理|项目|控股|参股|专业|科技|投资|开发|建设|担保|保险|证券|基金|物业|跨国|外资|外国|境外|海外|本地|地方|高水平|知名|一流|国内|国际|商业|政策性|综合|理工|研究型|合作|设计|咨询|服务|租赁|担保|电信|通信)/u
const GIVES_PART =
  /(?:发挥|授权|委托|支持|鼓励|引导|深化|会同|联合|报|经|由|强化|完善|优化|加大|整合|持续扩大|扩大|推动)$/u
const CLASS_SUPPORTED_BEFORE =
  /(?:支持|鼓励|引导|推动|会同|联合|配合|授权|委托|指导|督促|协调|协商|组织|要求|报|经|由|向|对|与|和|、|在|整合|强化|提升|明确|到|为|加强对?|动员|做强|做优|实现|发挥|(?:授权|委托|下放|移交)给)$/u
const SITE_ACTS_AFTER = /^(?:要|应|应当|负责|牵头|会同|分别|率先)/u
const PLACE_DOES_AFTER =
  /^(?:深化|加快|率先|先行|共同|联合|分别|牵头|负责|建设|打造|开展|承接|发展|做强|做优|探索|创建|布局|聚焦|围绕|培育|落实|实施|制定)/u
const PLACE_ACTS_AFTER = /^(?:会同|负责|牵头|安排|出资|应当|要|须|重点做好|做好|组织)/u
const ONLY_ORDERS = /(?:按照|根据|贯彻|落实|遵照|传达|学习|体现了|服从)[^,。;,;]{0,16}$/u
const ORDERS_AFTER =
  /^(?:[^,。;,;]{0,14})(?:部署|决策|指示|精神|决定|文件|重要讲话|工作要求|总体要求|的要求|的规定|战略)/u
const ISSUED_AFTER =
  /^(?:[、和及][\p{Script=Han}]{2,16}){0,3}(?:联合)?(?:印发|发布|出台|颁布|公布|下发|制定|批复|批准|认定|授予|同意|确定)(?:的|了|同意|设立|建设|实施)/u
const ACTS_AFTER =
  /^(?:分别|共同|联合|具体|统一|统筹|依法|定期|每年|及时|主要|重点|积极|切实|进一步|均|都|也|还|各自|要|应|应当|须|需|可|可以|将|会|负责|牵头|会同|组织|加强|建立|制定|按|按照|根据|结合|对|为|在|依据|履行|承担|做好|研究|推进|推动|指导|监督|审核|审批|审议|审查|批准|备案|协调|配合|参与|作为|重点围绕|加快|专项|部署|深化|优化|实行|优先|围绕|开展|实施|落实|设立|提供|设在|下设|成立|联动|加大|强化|完善|安排|支持|给予|办理|出资|筹措|签订|采取|与|向|从|把|以|探索|建设|打造|率先|发展|应用|领衔|主办|承办|聚焦|突出|充分|发挥|主动|通过|统计|报|抄|收到|自|不得|不再|同意|认定|公布|发布|编制|合署|完成|等)/u
const TOP_LEVEL =
  /^(?:党中央|中央|中共中央|国务院|全国人大|(?:中共)?[\p{Script=Han}]{0,4}[省市区县]委(?:[、和][\p{Script=Han}]{0,3}[省市区县](?:人民)?政府)?|[\p{Script=Han}]{0,3}[省市](?:人民)?政府)$/u
const ASKED_FOR = /(?:争取|寻求|获得|得到)(?:到)?(?:更多)?(?:的)?$/u

const PAST_OR_AIM: ReadonlySet<SectionRole | null> = new Set([
  'background',
  'ideas',
  'principles',
  'preamble',
])
const CHAIN = /^(?:(?:\([^()]*\))?(?:[、和与及或]|以及|或者)|等?\d*)$/u
const ISSUES_THIS =
  /^(?:等)?(?:\d{1,2}[个]?(?:部门|单位|部委))?(?:近日|日前|今日)?(?:联合|正式)?(?:印发|发布|出台|颁布|公布)(?:了)?\ue000/u
const APPROVES = /^(?:[、和][\p{Script=Han}]{2,12})?(?:批准|同意|审核|审定|审议|审查|备案|核准|验收)/u

/** 经市“两委一局”(市科委、市教委、市财政局)认定: a bracket that says who they are. */
const GLOSSED_BEFORE = /(?:经|由|报)[^,。;()]{1,14}\($/u
const GLOSSED_AFTER = /^\)[^,。;]{0,4}(?:认定|审定|批准|审核|评审|同意|牵头|负责|备案|会商)/u
/** 我代表某市人民政府,向大会报告工作. */
const REPORTS = /^,?(?:委托,?)?向[^,。;]{1,14}(?:报告|作[^,。;]{0,6}说明)/u
/** 被市科技局认定为…的企业: what follows is about the company. */
const AWARDS = /^(?:等(?:部门|单位)?)?(?:评定|认定|评为|授予|列为|列入|确定|命名)/u
/** 各区(县级市)建有一所学校, 各县在运营的设施: areas in which something is, not governments that act. */
const AREAS = /^各(?!.*(?:政府|机构|局|部门|单位|管委会|办事处|主体)).*[区县市镇乡州旗园)]$/u
const IS_IN_AREAS = /^(?:均|都|全部)?(?:建有|拥有|设有|至少有|公办|公立|在[^,。;]{1,6}的)/u

/** Whether the sentence gives this body a part; being named in passing (按照市委、市政府部署) does not count. */
export function partakes(
  text: string,
  names: readonly BodyName[],
  index: number,
  section: SectionRole | null,
): boolean {
  const name = names[index]
  if (name === undefined) return false
  // In a list of bodies the verb before the first or after the last holds for all.
  const first = endOfChain(text, names, name, index, -1)
  const last = endOfChain(text, names, name, index, 1)
  const before = text.slice(Math.max(0, first.from - 24), first.from).replace(PASSED_OVER, '')
  const after = text.slice(last.to, last.to + 60).replace(GLOSS, '')
  const isPast = PAST_OR_AIM.has(section)
  if (/(?:代表|受)$/u.test(before) && REPORTS.test(after)) return true
  if (AWARDS.test(after) && /被[^,;。]*$/u.test(text.slice(Math.max(0, first.from - 60), first.from)))
    return false
  if (/国有企业$/.test(name.name)) return false
  if (name.bodyClass === 'class' && AREAS.test(name.name)) {
    if (IS_IN_AREAS.test(after) || (/明确$/u.test(before) && /^[^,。;]{0,4}(?:方向|定位|布局)/u.test(after)))
      return false
  }
  if (ISSUES_THIS.test(after)) return true
  if (GLOSSED_BEFORE.test(before) && GLOSSED_AFTER.test(after)) return true
  if (/(?:经|报|报请|提请|报经)$/u.test(before) && APPROVES.test(after))
    return (
      (name.bodyClass !== 'institution' || OF_A_LEVEL.test(name.name)) &&
      !/^[^,。;]{0,4}(?:设立|成立)/u.test(after)
    )
  if (ONLY_ORDERS.test(before) && ORDERS_AFTER.test(after)) return false
  if (ISSUED_AFTER.test(after)) return false
  if (ASKED_FOR.test(before) && /^[^,。;]{0,16}(?:支持|指导|政策|试点)/u.test(after)) return false
  // 建立A与B的协同机制 gives both a part.
  if (first !== last && FOUNDED_BEFORE.test(before) && /^的?[^,。;]{0,6}机制/u.test(after)) return !isPast
  if (FOUNDED_BEFORE.test(before) && !NOT_FOUNDED.test(after)) {
    if (name.bodyClass !== 'institution') return true
    if (isPast || /^等/.test(after) || ONLY_CONSIDERED.test(before)) return false
    return (
      name.named ||
      (!IS_SITE.test(name.name) &&
        !BY_OTHERS.test(clauseBefore(text, first.from)) &&
        name.name.length >= 6 &&
        !/建立$/.test(before))
    )
  }
  // Behind an item that is no body (建设实验室、某中心) a list says nothing of who acts.
  const isListed = name.bodyClass === 'institution' && /[、]$/u.test(before)
  const starts = !isListed && atClauseStart(text, first.from)
  const supported = !isListed && SUPPORTED_BEFORE.test(before)
  const acts = ACTS_AFTER.test(after) && (starts || supported)
  switch (name.bodyClass) {
    case 'authority':
      if (isPast) return !TOP_LEVEL.test(name.name) && ACTS_AFTER.test(after) && starts
      return supported || acts || starts
    case 'class':
      if (isPast) return /(?:要求|通知)$/u.test(before) && ACTS_AFTER.test(after)
      return acts || starts || CLASS_SUPPORTED_BEFORE.test(before)
    case 'site':
      return (
        !isPast &&
        (/(?:支持|鼓励|引导|推动|授权|由)$/u.test(before) || (starts && SITE_ACTS_AFTER.test(after)))
      )
    case 'park':
      return !isPast && (acts || /(?:支持|鼓励|引导|推动|授权|(?<!争取)在|由|发挥)$/u.test(before))
    case 'place':
      if (!isPast && /(?:支持|鼓励|引导|推动|由)$/u.test(before) && PLACE_DOES_AFTER.test(after)) return true
      return !isPast && /(?:^|[,。;:]|由)$/u.test(before.slice(-1)) && PLACE_ACTS_AFTER.test(after)
    case 'institution':
      if (
        isPast ||
        (!IS_SOMEONE.test(name.name) && (BUILT_AFTER.test(after) || /(?:建设|布局|打造)$/u.test(before))) ||
        /^(?:一[批个些家所]|若干|各类|海外|境外|新型|专业|高水平|重点|跨国)/u.test(name.name)
      )
        return false
      if (/发挥(?:好)?$/u.test(before) && /^[^,。;]{0,24}作用/u.test(after))
        return name.name.length >= 6 && !/等(?:社会组织|企业|协会|组织)/u.test(after)
      // Given a duty in so many words, a company or university acts under any name.
      if (
        (IS_SOMEONE.test(name.name) || IS_SOCIETY.test(name.name)) &&
        name.name.length >= 4 &&
        !IS_A_KIND.test(name.name) &&
        (/由$/u.test(before)
          ? GIVEN_AFTER_BY.test(after)
          : /支持$/u.test(before)
            ? /^牵头/u.test(after)
            : starts && GIVEN_AFTER.test(after))
      )
        return true
      if (OF_A_GROUP.test(after)) return COMPANY.test(name.name) || name.named
      return name.named && name.name.length >= 6 && (acts || (supported && GIVES_PART.test(before)))
  }
}

const LONGEST_CHAIN = 30

function endOfChain(
  text: string,
  names: readonly BodyName[],
  name: BodyName,
  index: number,
  step: 1 | -1,
): BodyName {
  let end = name
  for (let i = index + step; i >= 0 && i < names.length && Math.abs(i - index) < LONGEST_CHAIN; i += step) {
    const next = names[i]
    if (next === undefined) break
    const between = step === 1 ? text.slice(end.to, next.from) : text.slice(next.to, end.from)
    if (!CHAIN.test(between) || (between === '' && !areRunTogether(end, next))) break
    end = next
  }
  return end
}

/** 教育部财政部: no separator at all, as a page may lose it. */
function areRunTogether(a: BodyName, b: BodyName): boolean {
  return [a, b].every(({ bodyClass, bare }) => bodyClass === 'authority' && !bare)
}

function clauseBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 40), at)
  return before.slice(
    Math.max(before.lastIndexOf(','), before.lastIndexOf('。'), before.lastIndexOf(';')) + 1,
  )
}

function atClauseStart(text: string, at: number): boolean {
  return (
    at === 0 ||
    /[,。;:,;:!?\s、)）”]$/u.test(text.slice(at - 1, at)) ||
    /(?:由|经|报|向|并|要求|会同|是|明确|以及|同时|其中)$/u.test(text.slice(Math.max(0, at - 2), at))
  )
}
