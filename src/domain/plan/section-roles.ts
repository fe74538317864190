import type { SectionRole } from './structure.ts'

/** Verbs that open an order: a title or sentence that begins so tells somebody to do something. */
const orderVerbs =
  '加强|加快|加大|加速|加密|强化|深化|深入|优化|完善|健全|建立|建设|建好|建成|构建|构筑|打造|推进|推动|推行|推广|推出|促进|支持|鼓励|引导|培育|培养|引进|引入|吸引|集聚|聚集|聚焦|汇聚|提升|提高|提供|增强|扩大|拓展|拓宽|实施|实行|实现|落实|贯彻|开展|组织|发挥|发展|发布|发起|发放|探索|创新|创建|创设|创造|创优|争取|争创|积极|大力|着力|全力|全面|持续|持久|不断|进一步|充分|切实|有效|有序|稳步|扎实|统筹|协调|编制|制定|制订|修订|出台|研究|研制|启动|设立|成立|组建|配备|做好|做强|做大|做优|做实|做精|抓好|抓实|抓紧|用好|用足|管好|办好|守住|筑牢|夯实|巩固|保障|保护|保持|确保|营造|塑造|树立|弘扬|传承|倡导|宣传|普及|改革|改善|改进|改造|整合|整治|整顿|盘活|激发|激活|释放|突破|突出|攻克|攻关|搭建|布局|部署|谋划|规划|规范|规定|明确|细化|分解|压实|严格|严守|严控|控制|限制|禁止|降低|减轻|减少|简化|精简|取消|放宽|放开|下放|授权|委托|赋予|给予|奖励|资助|补贴|补助|扶持|帮助|指导|服务|对接|衔接|联合|联动|合作|协同|参与|融入|链接|连接|承接|承办|举办|主办|申报|申办|申请|认定|认证|评估|评价|考核|监测|监督|监管|检查|督查|督促|督导|跟踪|通报|公开|公布|公示|报告|建议|召开|制作|采取|采用|运用|利用|应用|使用|推荐|遴选|选拔|选派|选聘|招引|招聘|招募|招商|挖掘|储备|储存|转化|转型|转变|升级|更新|补齐|补强|延伸|延长|壮大|丰富|配套|配置|调整|调动|坚持|坚决|维护|防范|防控|化解|处置|应对|预防|治理|清理|清除|淘汰|腾退|拆除|收回|回收|开发|开放|开拓|开通|开设|打通|打好|打击|疏通|畅通|疏解|试点|试行|前瞻|超前|重点|优先|率先|主动|严厉|依法|依托|围绕|立足|面向|瞄准|紧扣|结合|按照|根据|对标|力争|努力|牢牢|牢固|高标准|高质量|高水平|高效|精准|科学|合理|分类|分步|分级|多渠道|适时|定期|逐步|尽快|继续|集中|共建|共享|共同|形成|激励|动员|调查|摸清|梳理|筛选|征集|凝练|凝聚|塑强|提质|增加|增设|新建|改建|扩建|续建|修建|兴建|筹建|共筑|厚植|织密|筑强|丰富|拓面|畅行|搞好|理顺|厘清|破除|破解|解决|消除|杜绝|落细|用活|用心|唱响|讲好|叫响|擦亮|把|将|让|使|对|由|在|为'
const opensWithOrder = new RegExp(`^(?:要|应|应当|须|必须)?(?:${orderVerbs})`)

/** Whether a title or sentence begins like an order. */
export function isOrder(text: string): boolean {
  return opensWithOrder.test(text)
}

const reflective =
  /^(?:充分|深刻|深入|准确|切实|全面|进一步|高度|科学|正确|统一)?(?:认识|把握|领会|理解|分析|研判|提高认识|统一思想|提高.{0,6}认识)/
const told = /(?:背景|现状|形势|机遇|挑战|意义|回顾|概况|成效|成就|成绩|必要性|重要性|工作总结)(?:与|和|及)?$/
const background = /(?:问题|情况|成果|优势|条件|基础|进展|环境|短板|不足|依据|范围|历程|经验|认识)$/
const backgroundParts =
  /^(?:规划|编制|发展|工作|总体|整体|现实|区域|产业|园区|面临|存在|主要|基本|机构|运行|空间|重大|当前|国内外|国际国内|我[省市区]|“[^”]{1,8}”(?:时期|期间)?)*的?/
const ideas =
  /(?:指导思想|总体思路|总体要求|总体考虑|发展思路|工作思路|基本思路|总体部署思路|战略定位|功能定位|发展定位|总体定位|战略思路|总体构想|发展理念|总体方针|工作要求|(?:政策|发展|工作|战略|价值)导向|定位)(?:与|和|及)?$/
const principles = /(?:原则|基本要求|遵循)$/
const goals = /(?:目标|愿景|指标|指标体系|目标要求)$|^(?:到|至)?20\d\d年.{0,10}目标/
const directions = /方向|任务|举措|措施|行动|(?:工作|安排|部署)$/
const safeguards =
  /保障|组织领导|组织实施|组织管理|组织推进|组织协调|组织机制|实施机制|推进机制|工作机制|工作要求|实施步骤|监督|督查|督导|督促|考核|评估|宣传|落实责任|责任落实|责任分工|党的(?:全面)?领导|加强领导|强化领导|规划实施|实施规划|推进实施|抓好落实|狠抓落实|氛围|党建/
const closing = /^(?:附则|施行|生效|有效期|解释权?|其他(?:事项|规定)?|附录)$/
const annex = /^附(?:件|表|录|图)/

/**
 * What a section is for, told by its heading; null where the heading does not say, so that the section above decides.
 * Nouns at the end decide (发展基础, 主要目标), unless the title orders something (夯实产业基础, 优化发展环境).
 */
export function roleOfTitle(title: string, outer: SectionRole | null): SectionRole | null {
  // A translation behind the title says nothing that the title does not.
  const text = title
    .replace(/(?<=[\u3400-\u9fff)])\s+[A-Za-z][\w\s,'’&()-]*$/, '')
    .replace(/[\s。:;,.!]+$/g, '')
    .replace(/\([^()]*\)$/, '')
  if (annex.test(text)) return 'annex'
  const named = setPhrase(text)
  if (named) return named
  if (
    /总体要求|总体思路|指导思想|发展思路/.test(text) &&
    /^(?:准确|全面|深刻|牢牢)?(?:把握|明确|坚持|领会|理解)/.test(text)
  )
    return 'ideas'
  if (reflective.test(text) && !/重点|任务|关键|环节|举措/.test(text)) return 'background'
  if (/目标任务$/.test(text) && (outer === 'ideas' || outer === 'goals')) return 'goals'
  if (isOrder(text) && !isNounTitle(text)) {
    if (outer === 'principles' || outer === 'goals' || outer === 'background' || outer === 'ideas')
      return outer
    return safeguards.test(text) && (outer === null || outer === 'safeguards') ? 'safeguards' : 'duties'
  }
  if (principles.test(text)) return 'principles'
  if (goals.test(text)) return directions.test(text) ? 'duties' : 'goals'
  if (ideas.test(text)) return 'ideas'
  if (closing.test(text)) return 'closing'
  if (told.test(text)) return 'background'
  if (background.test(text) && text.replace(backgroundParts, '').length <= 10) return 'background'
  if (safeguards.test(text) && (outer === null || outer === 'safeguards')) return 'safeguards'
  if (/(?:任务|举措|措施|行动|工程|方向|布局|政策|内容|重点|分工|安排|清单|项目|计划)$/.test(text)) {
    return outer === null || outer === 'ideas' || outer === 'goals' ? 'duties' : null
  }
  return null
}

/** The names that such sections nearly always bear. */
function setPhrase(text: string): SectionRole | null {
  if (/^(?:前言|引言|序言|导言|绪论)$/.test(text)) return 'preamble'
  if (/^(?:结语|名词解释|编制说明)$/.test(text)) return 'closing'
  if (/^(?:明确|确定|提出|锚定|设定)[^,]{0,12}目标$/.test(text)) return 'goals'
  if (/^(?:实现|完成|确保|围绕|落实|分解|强化|明确|细化|坚持)/.test(text)) return null
  if (/(?:指导思想|总体思路|总体要求|基本思路|发展思路|工作思路)$/.test(text)) return 'ideas'
  if (/(?:基本原则|工作原则|发展原则|指导原则)$/.test(text)) return 'principles'
  return /(?:主要目标|总体目标|发展目标|工作目标|具体目标|目标要求)$/.test(text) ? 'goals' : null
}

/** 发展目标, 规划背景, 创新基础: verbs that are only the first half of a noun. */
function isNounTitle(text: string): boolean {
  if (/[,]/.test(text)) return false
  return /^(?:发展|规划|创新|改革|建设|服务|合作|开发|开放|推进|应用|治理|转型|保护|监管|培育|编制|工作|合作|组织|总体|重点|配套)(?:的)?(?:主要|总体|具体|重点|预期|阶段|面临|存在|基本|战略|指导|工作)?(?:的)?(?:背景|现状|形势|机遇|挑战|问题|意义|概况|情况|成效|基础|环境|条件|依据|范围|优势|思路|思想|定位|要求|原则|理念|目标|愿景|指标|任务|措施|举措|领导|实施|保障|机制|步骤|安排|方向|布局)(?:(?:与|和|及|、)[^,]{2,12})?$/.test(
    text,
  )
}

const guidance = /(?:以|高举)[^。,]{2,30}(?:思想|理论|精神|旗帜|讲话)[^。,]{0,12}(?:为指导|,)|指导思想/
const goalWords =
  /(?:主要|总体|发展|具体|远景|近期|阶段|奋斗|预期)?目标(?:是|为|:|如下)|远景目标|^(?:到|至)(?:20\d\d|二〇[〇一二三四五六七八九]{2})年/
const namedGoal = /目标(?:是|为|:|如下)/
const statusWords =
  /^(?:从[^,。]{1,8}看|面临|总的来看|总体(?:上)?看|当前|近年来|同时,|“[^”]{1,8}”(?:时期|期间|以来)|截至|自[^,。]{2,12}以来)/
const enforcement =
  /(?:规划|方案|意见|本规划|计划)(?:的)?(?:实施|落实|执行)|组织领导|统筹和领导|组织实施|加强领导|监督检查|考核评估|分解落实/
const preposition = /^(?:为|由|在|对|按照|根据|结合|围绕|依托|立足|面向|让|使|将)/

/** Whether a paragraph states ideas or goals, which come before the duties of a plan. */
export function statesGoals(text: string): boolean {
  const opening = text.slice(0, 120)
  return (guidance.test(opening) || goalWords.test(opening) || /^—/.test(text)) && !statusWords.test(opening)
}

/**
 * The role of a paragraph that stands under no heading, from its wording and from what came before: a plan goes from
 * background to ideas, principles, goals, duties and safeguards, and never back. `goalsFollow`: a later paragraph states
 * ideas or goals, so that this cannot be a duty yet.
 */
export function roleOfParagraph(
  text: string,
  before: SectionRole,
  isLead: boolean,
  goalsFollow: boolean,
): SectionRole {
  const opening = text.slice(0, 120)
  const first = text.slice(0, Math.max(0, text.search(/[。]/)) || 120)
  const early = before === 'preamble' || before === 'background'
  if (early && guidance.test(opening) && !statusWords.test(opening)) return 'ideas'
  if (before !== 'duties' && before !== 'safeguards') {
    if (/^坚持/.test(text) && (isLead || before === 'principles' || before === 'ideas')) return 'principles'
    if (/^—/.test(text) || namedGoal.test(first) || (goalWords.test(first) && !statusWords.test(text)))
      return 'goals'
  }
  if (before === 'safeguards') return 'safeguards'
  if (!isLead && before === 'duties') return enforcement.test(first) ? 'safeguards' : 'duties'
  if (before === 'duties') return 'duties'
  if (early) {
    if (isLead && !goalsFollow && isOrder(text) && !preposition.test(text)) return 'duties'
    return before === 'preamble' && !isLead && !statusWords.test(text) ? 'preamble' : 'background'
  }
  return isOrder(text) ? 'duties' : before
}
