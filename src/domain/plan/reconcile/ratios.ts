import type { Figure } from '../types.ts'

/** What a figure such as 是“十二五”末的1.8倍, 较2015年增长198.7% or 比上年提高10.1个百分点 compares. */
export interface Ratio {
  /** The indicator that is compared: 企业总收入. */
  readonly of: string
  /** The year that it is compared with; null where the words give none that can be placed. */
  readonly baseYear: number | null
  /** `multiple`: value of the base year x factor · `points`: value of the base year + change, in percentage points. */
  readonly kind: 'multiple' | 'points'
  /** The figure's printed value is the multiple itself (1.8倍), or is added to or taken from the base (增长80%, 下降15%). */
  readonly sign: 0 | 1 | -1
  /** Of one printed unit: 0.01 for %, 1 for 倍 and for points. */
  readonly step: number
}

const BASE =
  '(?:“|")?十[一二三四五六]?五(?:”|")?(?:末|期末|时期末|规划末)|(?:19|20)\\d{2}年(?:底|末|同期)?|(?:上一?年|去年)(?:度|底|末|同期)?'
const MULTIPLE = new RegExp(`^(.+?)(?:与|为|是)(${BASE})(?:之比|的?倍数)$`, 'u')
const RISE = '增长|提高|增加|上升|提升|扩大'
const FALL = '下降|减少|降低|缩小'
const CHANGE = new RegExp(
  `^(.+?)(?:相较于?|相比|较|比)(${BASE})(?:相比)?(?:累计|共|净)?(?:(${RISE})|(?:${FALL}))了?$`,
  'u',
)
const OVER_THE_YEAR = new RegExp(`^(.+?)(同比)(?:(${RISE})|(?:${FALL}))了?$`, 'u')

/** Null where the figure is no such comparison, as with 年均增长, 环比, or a comparison with another body. */
export function readRatio(figure: Pick<Figure, 'indicator' | 'unit' | 'year'>): Ratio | null {
  const unit = figure.unit.replace(/^个(?=百分点)/, '')
  if (unit !== '倍' && unit !== '%' && unit !== '百分点') return null
  const multiple = unit === '倍' ? MULTIPLE.exec(figure.indicator) : null
  if (multiple !== null) {
    const baseYear = yearOfBase(multiple[2] ?? '', figure.year)
    return { of: multiple[1] ?? '', baseYear, kind: 'multiple', sign: 0, step: 1 }
  }
  const change = CHANGE.exec(figure.indicator) ?? OVER_THE_YEAR.exec(figure.indicator)
  if (change === null) return null
  return {
    of: change[1] ?? '',
    baseYear: yearOfBase(change[2] ?? '', figure.year),
    kind: unit === '百分点' ? 'points' : 'multiple',
    sign: change[3] === undefined ? -1 : 1,
    step: unit === '%' ? 0.01 : 1,
  }
}

const FIVE_YEAR_PLANS = '一二三四五六'

/** “十五”末 -> 2005, “十二五”末 -> 2015, 2015年 -> 2015, 上年 and 同比 -> the year before. */
function yearOfBase(words: string, year: number | null): number | null {
  const plan = /十([一二三四五六]?)五(?=[”"]?(?:末|期|时|规))/u.exec(words)?.[1]
  if (plan !== undefined) return plan === '' ? 2005 : 2010 + 5 * FIVE_YEAR_PLANS.indexOf(plan)
  const stated = /((?:19|20)\d{2})年/u.exec(words)?.[1]
  if (stated !== undefined) return Number(stated)
  return year === null ? null : year - 1
}

/** What the value of the later year is divided by; null for points and where nothing would be left to divide by. */
export function factorOf(ratio: Ratio, value: number): number | null {
  if (ratio.kind === 'points') return null
  const factor = ratio.sign === 0 ? value : 1 + ratio.sign * ratio.step * value
  return factor > 0 ? factor : null
}
