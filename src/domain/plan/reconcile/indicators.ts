import type { Figure } from '../types.ts'

/**
 * When two figures measure the same thing. Wording is unified only where nothing of substance is lost; a doubt means no
 * match, because a wrong contradiction costs more trust than a missed one.
 */
export function isSameIndicator(a: Indicated, b: Indicated): boolean {
  const [x, y] = [indicatorKey(withoutScope(a)), indicatorKey(withoutScope(b))]
  return x !== '' && x === y
}

/** An indicator as named, with the area that its figure is about. */
export type Indicated = Pick<Figure, 'indicator' | 'scope'>

const AREA_PREFIX =
  /^([\p{Script=Han}]{0,12}?(?:示范区|高新区|自创区|开发区|园区|新区|园))(?:的)?(?=[\p{Script=Han}]{2})/u

/** 某示范区企业总收入 of a figure about 某示范区 is 企业总收入; the name of another area stays. */
function withoutScope({ indicator, scope }: Indicated): string {
  const prefix = AREA_PREFIX.exec(indicator)?.[1]
  if (prefix === undefined) return indicator
  const isOwn = /^(?:示范区|高新区|园区|全园)$/.test(prefix) || isSameScope(prefix, scope)
  return isOwn ? indicator.slice(prefix.length).replace(/^的/, '') : indicator
}

export function indicatorKey(indicator: string): string {
  return indicator
    .normalize('NFKC')
    .replace(/[\s“”"'‘’《》()]/g, '')
    .replace(/^(?:累计|已|共|全面)*(?:建成|拥有|集聚|聚集)(?=[\p{Script=Han}]{2})/u, '')
    .replace(/^(?:到?\d{4}年(?:底|末)?|当年|全年|年度|累计|全市|全区|示范区|高新区|园区)/, '')
    .replace(/研究与试验发展|研究与实验发展|R&D|研究开发|研发/g, '研发')
    .replace(/研发研发/g, '研发')
    .replace(/(?:生产总值|GDP)/g, 'GDP')
    .replace(/国内GDP|地区GDP/g, 'GDP')
    .replace(/占(.+?)(?:的)?(?:比重|比例|份额)$/, '占$1比重')
    .replace(/(?:的)(?=[^的]{2,8}$)/, '')
    .replace(/(?<=[\p{Script=Han}])(?:的?总数|总量|数量|户数|家数|个数|人数|数)$/u, '')
    .replace(/达到?$/, '')
}

/** 中关村国家自主创新示范区 and 中关村示范区 are one area; an area is not the city around it. */
export function isSameScope(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false
  const [x, y] = [scopeKey(a), scopeKey(b)]
  return x === y || (x.length >= 2 && y === `${x}示范区`) || (y.length >= 2 && x === `${y}示范区`)
}

function scopeKey(scope: string): string {
  return scope
    .replace(/^.*(?:关于|同意|调整|支持|推进|推动|促进|加快)(?=[\p{Script=Han}]{4,})/u, '')
    .replace(/国家自主创新示范区|自主创新示范区|自创区/, '示范区')
    .replace(/高新技术产业开发区|高新技术开发区/, '高新区')
    .replace(/经济技术开发区/, '经开区')
    .replace(/^(?:北京市?|上海市?|天津市?|重庆市?)(?=[\p{Script=Han}]{3,}(?:示范区|高新区|区))/u, '')
}

const MULTIPLIERS: readonly (readonly [string, number])[] = [
  ['万亿', 1e12],
  ['千亿', 1e11],
  ['百亿', 1e10],
  ['十亿', 1e9],
  ['亿', 1e8],
  ['千万', 1e7],
  ['百万', 1e6],
  ['十万', 1e5],
  ['万', 1e4],
]
/** 千元 and 千家, but not 千克, 千瓦 and 千米, which are units of their own. */
const THOUSANDS = /^千(?=人民币|[美欧日港]?元|[家个件项名人户平])/u

export interface PlainQuantity {
  readonly value: number
  readonly value2: number | null
  readonly unit: string
}

/** 3.5万亿元 -> 3.5e12 元: values with the multiplier of the unit worked in. */
export function plainQuantity(figure: Pick<Figure, 'value' | 'value2' | 'unit'>): PlainQuantity {
  const [name, factor] =
    MULTIPLIERS.find(([word]) => figure.unit.startsWith(word)) ??
    (THOUSANDS.test(figure.unit) ? (['千', 1e3] as const) : (['', 1] as const))
  const unit = figure.unit
    .slice(name.length)
    .replace(/^人民币/, '')
    .replace(/^个(?=百分点)/, '')
  return {
    value: figure.value * factor,
    value2: figure.value2 === null ? null : figure.value2 * factor,
    unit: unit === '' && factor >= 1e8 ? '元' : unit,
  }
}

/** 新建25个 is what a year adds; it answers no goal for how many there are. */
export function isYearsAddition(words: string): boolean {
  return /新增|新建|新设|新认定|新引进|新培育/.test(words)
}

export type Answer = 'reached' | 'not-reached' | 'unclear'

/** Whether a measured value reaches a goal. Rough words on either side (约, 左右) leave a margin of 5 % undecided. */
export function answers(target: Figure, measured: Figure): Answer {
  const goal = plainQuantity(target)
  const value = plainQuantity(measured).value
  const margin = 0.05 * Math.abs(goal.value)
  const isRough = measured.comparator === 'approx' || target.comparator === 'approx'
  const isCap = target.comparator === 'le' || target.comparator === 'lt'
  const ahead = isCap ? goal.value - value : value - goal.value
  if (isRough && target.comparator !== 'approx' && Math.abs(ahead) < margin) return 'unclear'
  if (target.comparator === 'approx') return ahead >= -margin ? 'reached' : 'not-reached'
  const isStrict = target.comparator === 'gt' || target.comparator === 'lt'
  const slack = 1e-9 * Math.abs(goal.value)
  return (isStrict ? ahead > slack : ahead >= -slack) ? 'reached' : 'not-reached'
}
