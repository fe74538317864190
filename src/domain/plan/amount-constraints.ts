import type { FoundConstraint } from './count-constraints.ts'
import type { SectionRole } from './structure.ts'
import { numberOf } from './numerals.ts'
import type { Quantity } from './quantities.ts'

const GIVE =
  /(?:给予|奖励|奖补|补贴|补助|贴息|资助|支持|一次性|返还|减免|发放|扶持|配套|罚款|处以|封顶|最高)/u
/** 每家企业, 单个项目: an amount for one recipient is a ceiling, no budget. */
const PER_RECIPIENT = /(?:每家|每个|每人|每户|每项|单个|单家|最高|给予|奖励|补贴|补助)/u
const FUND = /(?:资金|基金|出资|财政|预算|投入|经费|专项)/u
const CONDITION =
  /(?:注册资本|实缴资本|营业收入|年收入|从业人员|参保|纳税|研发投入|研发费用|占比|比例|面积|人数|年龄|经营|成立)/u

/** Amounts and lengths of time that bind: subsidies, thresholds of eligibility, budgets, time limits. */
export function amountConstraint(
  clause: string,
  sentence: string,
  at: number,
  quantity: Quantity,
  text: string,
  role: SectionRole,
): FoundConstraint | null {
  const before = text.slice(at, quantity.boundFrom)
  const after = text.slice(quantity.to, at + clause.length)
  const span = { from: at, to: at + clause.length }
  const limit = quantity.value2 ?? quantity.value
  const floor = quantity.value2 === null ? {} : { limitMin: quantity.value }
  const isMoney = /(?:元|元\/.+)$/u.test(quantity.unit)

  if (quantity.kind === 'time') {
    if (
      /^(?:个?工作日|个自然日|日|天|个月|个小时|小时|分钟)$/u.test(quantity.unit) &&
      isWithin(quantity, before, after) &&
      !isDate(quantity, before)
    ) {
      return { kind: 'time-limit', subject: `${brief(clause)}(${quantity.unit})`, limit, ...floor, ...span }
    }
    return null
  }
  if (/岁$/u.test(quantity.unit))
    return { kind: 'eligibility', subject: `${brief(clause)}(${quantity.unit})`, limit, ...floor, ...span }
  // 出资300亿元,重点支持…项目: a budget is set up, however it is given out later.
  const isSetUp = /(?:出资|安排|设立|统筹|投入|筹集|列支|组建)[^,,;;。]{0,16}$/u.test(before)
  if (isMoney && isSetUp && FUND.test(clause) && !PER_RECIPIENT.test(clause)) {
    return { kind: 'budget-total', subject: `${brief(clause)}(${quantity.unit})`, limit, ...floor, ...span }
  }
  const isShare = quantity.kind === 'share'
  if (!isMoney && !isShare && quantity.kind !== 'count' && quantity.kind !== 'measure') return null
  // A goal is no condition, and a definition (是指…30%以上) none either.
  if (/(?:所称|是指)/u.test(before)) return null
  const isGoal = role === 'goals'
  const isRule = role === 'articles' || role === 'annex'
  if (
    !isGoal &&
    CONDITION.test(before) &&
    (quantity.bound === 'ge' || quantity.bound === 'gt' || quantity.bound === 'le') &&
    (isRule ? /^(?:的|且|并|、|,|$)/u : /^(?:的|且|并)/u).test(after)
  ) {
    return { kind: 'eligibility', subject: `${brief(clause)}(${quantity.unit})`, limit, ...floor, ...span }
  }
  if ((isMoney || isShare) && GIVE.test(sentence)) {
    return { kind: 'amount-limit', subject: `${brief(clause)}(${quantity.unit})`, limit, ...floor, ...span }
  }
  return null
}

/** 每年3月31日前, 每月5日前: a day of the calendar. */
function isDate(quantity: Quantity, before: string): boolean {
  return quantity.unit === '日' && /月$/u.test(before)
}

/** 公示期不少于5个工作日: a length of time that must be kept. */
const PERIOD =
  /(?:公示|公告|公开|征求意见|异议|保存|保留|培训|服务|存续|租赁|经营|试运行|报名|申报)[^,]{0,8}(?:期限?|时间|时长)?(?:应当?|须)?$/u

/** 在15个工作日内, 不超过3天, 3个工作日以内 — not a length that something merely lasts. */
function isWithin(quantity: Quantity, before: string, after: string): boolean {
  return (
    /^(?:之内|以内|内|前)/u.test(after) ||
    (quantity.bound === 'ge' && PERIOD.test(before)) ||
    ['le', 'fall', 'lt'].includes(quantity.bound) ||
    /(?:自|于|在)[^,]{0,20}$/u.test(before)
  )
}

const WINDOW =
  /(?:利用|用|通过|经过|未来|今后)([一二两三四五六七八九十\d]{1,2})(?:到[一二两三四五六七八九十\d]{1,2})?年(?:左右)?(?:的)?(?:时间|努力)|(?:有效期|试点期|实施期|期限|政策期|有效期限)(?:为|至)?([一二两三四五六七八九十\d]{1,2})年/u

/** 利用三年时间, 有效期5年: how long a plan or a rule runs. */
export function timeWindow(clause: string, at: number): FoundConstraint | null {
  const match = WINDOW.exec(clause)
  const limit = match === null ? null : numberOf(match[1] ?? match[2] ?? '')
  if (match === null || limit === null) return null
  return {
    kind: 'time-window',
    subject: `${brief(clause)}(年)`,
    limit,
    from: at + match.index,
    to: at + match.index + match[0].length,
  }
}

const RECUR =
  /(每[两二三四五]年|每年|每半年|每个?季度?|每两个?月|每双月|每个?月|每周|每日|定期|按月|按季度?|按年度?|按周|逐年|年度)(?:至少|不少于)?(?:([一二两三四五六七八九十\d]{1,2})次)?[^,,;;。]{0,16}?(召开|开展|组织|发布|评估|评价|监测|调度|研究|报告|报送|检查|督查|考核|通报|公布|更新|调整|分析|举办|会商|总结|梳理|核查|复核|审核|盘点|公开|修订|走访|巡查|例会|汇报|沟通|协商|研判|会议)/u
const TIMES: Readonly<Record<string, number>> = {
  每年: 1,
  每两年: 0.5,
  每二年: 0.5,
  每三年: 1 / 3,
  每四年: 0.25,
  每五年: 0.2,
  按年: 1,
  按年度: 1,
  逐年: 1,
  年度: 1,
  每半年: 2,
  每两月: 6,
  每两个月: 6,
  每双月: 6,
  每周: 52,
  按周: 52,
  每日: 365,
}

/** 每年开展监测评价, 每季度调度2次, 定期发布清单: how often in a year; null when the text does not say. */
export function frequency(clause: string, at: number): FoundConstraint | null {
  const slogan = /月月(?:都)?有[\p{Script=Han}]{2,6}/u.exec(clause)
  if (slogan !== null)
    return { kind: 'frequency', subject: `${slogan[0]}(次/月)`, limit: 1, from: at, to: at + clause.length }
  const match = RECUR.exec(clause)
  if (match === null) return null
  const [, word = '', times] = match
  // 年度 alone names a year's plan or report; it recurs only with 会议 or a count.
  if (word === '年度' && times === undefined) return null
  const perYear = TIMES[word] ?? (word.includes('季') ? 4 : word.includes('月') ? 12 : null)
  const stated = times === undefined ? 1 : (numberOf(times) ?? 1)
  const subject = `${brief(clause.slice(match.index))}(${perYear === null ? '周期未定' : '次/年'})`
  return {
    kind: 'frequency',
    subject,
    limit: perYear === null ? null : perYear * stated,
    from: at + match.index,
    to: at + clause.length,
  }
}

/** A clause short enough to name a rule. */
export function brief(clause: string): string {
  const plain = clause.replace(/^[\s、]+|[\s、]+$/gu, '').replace(/^(?:\([^()]{1,3}\)|\d{1,2}[.、])\s*/u, '')
  return plain.length <= 40 ? plain : `${plain.slice(0, 39)}…`
}
