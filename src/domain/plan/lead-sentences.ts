import { isOrder } from './section-roles.ts'

/** A paragraph without a number, and what its first sentence looks like. */
export interface LeadCandidate {
  /** Length of the first sentence with its full stop; 0 where it cannot be a title. */
  readonly length: number
  /** plain: one clause; double: clauses with commas, believed only in company. */
  readonly form: 'none' | 'plain' | 'double'
}

const none: LeadCandidate = { length: 0, form: 'none' }
/** What sets an item of a list off: a dash, a dot, a bullet of Markdown. */
export const leadingDash = /^(?:(?:—+|-{2,}|[●■◆▪○◇★▲•])\s*|[-*+·]\s+)/
const longestPlain = 42
const longestDouble = 46
/** What a statement has and a title has not: a copula, a subject that acts, a figure, a question of place. */
const statement =
  /(?:^|[^是])是(?!否)|(?:(?<![主重需首纪])要(?![求素点])|应当|必须|可以|负责)|为(?:了|深入|贯彻|全面)|存在|主要有|已(?:经)?|\d{4}年|本(?:规划|方案|意见|办法|通知|计划|市|区|省)/
const organisation =
  /(?:政府|委员会|管委会|领导小组|办公室|部门|单位|党中央|国务院|市委|省委|区委)[\u4e00-\u9fff]{0,6}?(?:加强|高度|统筹|组织|建立|制定|负责|会同|研究)/

/** What the first sentence of a paragraph could be. The paragraph is clean and trimmed. */
export function leadCandidate(paragraph: string): LeadCandidate {
  const mark = leadingDash.exec(paragraph)
  const text = mark ? paragraph.slice(mark[0].length) : paragraph
  const stop = text.slice(0, longestDouble + 1).search(/[。:!?;]/)
  if (mark) {
    // A dash item is set out by its dash; without a title sentence its first clause serves.
    const length = stop >= 0 ? stop + 1 : text.search(/[,;。]/)
    return length > 0 ? { length: mark[0].length + length, form: 'plain' } : none
  }
  if (stop < 4 || text[stop] !== '。' || text.length < stop + 12) return none
  const sentence = text.slice(0, stop)
  if (statement.test(sentence) || organisation.test(sentence)) return none
  const commas = sentence.split(',').length - 1
  if (commas === 0) return stop <= longestPlain ? { length: stop + 1, form: 'plain' } : none
  return commas <= 2 ? { length: stop + 1, form: 'double' } : none
}

/**
 * Which paragraphs of a run begin with a title sentence. One alone proves nothing (any paragraph may begin with a short
 * sentence), so neighbours must do the same; titles of several clauses need more company than titles of one.
 */
export function leadsAmong(
  paragraphs: readonly string[],
  isBold: (paragraph: number) => boolean = () => false,
): readonly number[] {
  const candidates = paragraphs.map(leadCandidate)
  const plain = candidates.filter(({ form }) => form === 'plain').length
  const double = candidates.filter(({ form }) => form === 'double').length
  const doubles = double >= 3 && double > plain
  return candidates.map((candidate, i) => {
    const text = paragraphs[i] ?? ''
    if (candidate.form === 'none') return 0
    if (leadingDash.test(text) || isBold(i)) return candidate.length
    if (doubles) return candidate.form === 'double' || isOrder(text) ? candidate.length : 0
    if (candidate.form === 'plain') return plain >= 2 ? candidate.length : 0
    return isShortPair(text.slice(0, candidate.length)) && plain + double >= 2 ? candidate.length : 0
  })
}

/** 坚持创新引领,突出特色。 four and four: a title in two halves. */
function isShortPair(sentence: string): boolean {
  return sentence.length <= 20 && sentence.split(',').length === 2
}
