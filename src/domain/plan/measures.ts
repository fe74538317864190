import { isOrder } from './section-roles.ts'

/** Clean offsets of one measure. */
export interface Measure {
  readonly from: number
  readonly to: number
}

/** Clauses that only say after what, for what or by what rule something is done. */
const circumstance =
  /^(?:按照|根据|围绕|依托|立足|结合|面向|针对|聚焦|对标|瞄准|紧扣|坚持|本着|遵循|通过|以|为|在|着眼|适应|利用|发挥|充分发挥|抢抓|把握|抓住|同时|其中|此外|重点|对(?!.{0,30}(?:给予|予以|实行|进行|开展|建立)))/
/** Clauses that only tell what comes of it. */
const result =
  /^(?:不断|全面|进一步|切实|有效|显著|大幅|持续|逐步|加快|更好)?(?:提升|提高|增强|形成|实现|促进|推动|带动|引领|成为|助力|扩大|激发|增添|释放|营造|构建|确保|保障|满足|为.{2,30}提供)[^,]*(?:水平|能力|格局|效率|效益|质量|活力|动力|动能|影响力|竞争力|优势|作用|支撑|保障|发展|氛围|局面|生态|需求|效应|转型|升级|合力|效果|成效|落实到位)$/

/**
 * The measures of a task: clauses with a verb and an object of their own. The title sentence is none unless it is all
 * there is; principles (按照…, 围绕…) and tails of result (提升…水平) are none.
 */
export function findMeasures(clean: string, from: number, to: number, title: string): readonly Measure[] {
  const measures: Measure[] = []
  // A title that is a whole sentence is left out; a first clause that serves as a title is a measure like the others.
  const isSentence = title !== '' && clean.startsWith(`${title}。`, from) && from + title.length + 2 < to
  const bodyFrom = isSentence ? from + title.length + 1 : from
  for (const clause of clausesOf(clean, bodyFrom, to)) {
    const text = clean.slice(clause.from, clause.to)
    if (text.length < 4 || circumstance.test(text)) continue
    const first = measures.length === 0
    if (!first && result.test(text) && clean[clause.from - 1] === ',') continue
    if (isOrder(text) || actsBySubject(text)) measures.push(clause)
  }
  if (measures.length === 0 && to > from) measures.push({ from, to })
  return measures
}

/** 各部门要…, 管委会负责…: the clause names who acts before it says what. */
function actsBySubject(text: string): boolean {
  return /^[^,]{2,30}?(?:要|应当|应|负责|会同|牵头|可以|可|给予|予以|不得|原则上)/.test(text)
}

const mark = /^(?:[一二三四五六七八九十]{1,3}是|首先|其次|同时|并|此外|积极|还要|要)?[,:]?/

function clausesOf(clean: string, from: number, to: number): Measure[] {
  const clauses: Measure[] = []
  let start = from
  let depth = 0
  for (let i = from; i <= to; i++) {
    const c = i < to ? clean[i] : '。'
    if (c === '(' || c === '“' || c === '《') depth++
    else if (c === ')' || c === '”' || c === '》') depth = Math.max(0, depth - 1)
    else if (c === '。' || c === '\n' || (depth === 0 && (c === ',' || c === ';' || c === ':'))) {
      depth = 0
      const lead = clean.slice(start, i)
      const skip = lead.length - lead.trimStart().length
      const at = start + skip + (mark.exec(lead.trimStart())?.[0].length ?? 0)
      const end = start + lead.trimEnd().length
      if (end > at) clauses.push({ from: at, to: end })
      start = i + 1
    }
  }
  return clauses
}
