/**
 * What makes a title the title of an official document, and when two titles name the same one. The kinds of document
 * follow 党政机关公文处理工作条例 (2012), article 8, and the customary names of plans, rules and annexed lists.
 */
const GENRE =
  /(?:决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|规划|纲要|计划|方案|预案|办法|条例|规定|规程|规则|细则|准则|章程|制度|守则|法|法典|标准|规范|导则|指南|指引|指导|目录|名录|清单|名单|要点|措施|政策|对策|若干|十?[一二三四五六七八九十\d]+条(?:措施|政策|意见|新政)?|协议|协议书|协定|合同|备忘录|公约|宣言|倡议|倡议书|白皮书|蓝皮书|大纲|手册|任务书|路线图|行动|解释|答复|说明|分类|任务(?:分工|分解|清单)?表|分工表|总体设计|声明|安排|分工|规章|原则|建议|举措|战略|(?:评价|考核|标准|基础)?指标(?:体系)?|评价体系|技术要求|建设要求|基本要求)$/
/** Ends like a rule or a plan, and yet a film, a paper, a journal. */
const NOT_A_DOCUMENT = /(?:日报|晚报|周报|时报|导报|快报|杂志|周刊|月刊|学报|新闻|之法|书法|说法|魔法)$/
const EDITION = /[(（〔[【][^()（）〔〕[\]【】]{0,24}[)）〕\]】]$/

/** A strategy named for the year that it looks to: …2025, …现代化2035. */
const OUTLOOK = /\p{Script=Han}{4,}20\d\d$/u

/** Whether a title in 《》 names a plan, rule, notice or the like, not a magazine, book, prize or programme. */
export function isDocumentTitle(title: string): boolean {
  const bare = stripEditions(title)
  if (NOT_A_DOCUMENT.test(bare)) return false
  return GENRE.test(bare) || OUTLOOK.test(bare) || /^关于.{4,}的/.test(bare)
}

/** Drops trailing brackets: (2023—2025年), (试行), (修订稿), (2020年版). */
export function stripEditions(title: string): string {
  let bare = title.trim()
  for (let i = 0; i < 3; i++) {
    const shorter = bare.replace(EDITION, '').trim()
    if (shorter === bare || shorter === '') break
    bare = shorter
  }
  return bare
}

/** Only a genre, at most with a word or two before it: 《批复》, 《行动方案》: a short name for a title given elsewhere. */
export function isShortTitle(title: string): boolean {
  return title.length <= 8 && !/^关于/.test(title) && !/(?:省|市|国)/.test(title.slice(0, 3))
}

/** One spelling per title: width, brackets, dashes, quotes, blanks and the Chinese year digits unified. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[\s《》〈〉“”"'‘’「」『』,、。·.]/g, '')
    .replace(/[〔[【]/g, '(')
    .replace(/[〕\]】]/g, ')')
    .replace(/[—–－~～至-]+/g, '-')
    .replace(
      /二[〇○零0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])/g,
      (_, a: string, b: string) => `20${digit(a)}${digit(b)}`,
    )
    .replace(/(\d{4})年(?=-\d{4}年)/g, '$1')
}

function digit(c: string): number {
  return Math.max(0, '〇一二三四五六七八九'.indexOf(c))
}

/** Takes 关于印发《X》的通知 apart: the document that is really meant is X. */
export function innerTitle(title: string): string {
  const match =
    /(?:印发|发布|公布|转发|下发|实施)\s*[《〈]([^《》〈〉]+)[》〉][^《》〈〉]{0,12}(?:通知|公告|令|通告)?$/.exec(
      title,
    )
  return match?.[1] ?? title
}

export interface TitleIdentity {
  /** What stays when issuer, edition and spelling are taken away; equal for titles of one document. */
  readonly base: string
  /** Years, 试行, 修订: may be left out in a citation, but two different ones are two documents. */
  readonly edition: string
}

/** The issuer before 关于 and 中华人民共和国 are often left out when a document is cited. */
export function titleIdentity(title: string): TitleIdentity {
  const inner = innerTitle(title)
  const whole = titleKey(inner).replace(/^中华人民共和国(?=.{2})/, '')
  const base = titleKey(stripEditions(inner)).replace(/^中华人民共和国(?=.{2})/, '')
  const about = base.indexOf('关于')
  const subject = about > 0 && about <= 24 ? base.slice(about) : base
  return { base: subject.length >= 8 ? subject : base, edition: whole.slice(base.length) }
}

export function isSameTitle(a: string, b: string): boolean {
  return isSameIdentity(titleIdentity(a), titleIdentity(b))
}

export function isSameIdentity(x: TitleIdentity, y: TitleIdentity): boolean {
  return x.base === y.base && (x.edition === y.edition || x.edition === '' || y.edition === '')
}
