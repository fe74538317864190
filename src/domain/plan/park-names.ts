import type { Candidate, NameContext } from './body-name.ts'
import { alternatives, nameStart } from './name-borders.ts'

/** X园 where X is a short name, and the words before 园 that say what kind of park it is instead. */
const PARK = /[\p{Script=Han}]{2,8}园(?![区林地艺丁])/gu
const PARK_KINDS =
  /(?:产业|科技|软件|工业|创业|创新|植物|动物|果|花|公|校|家|乐|田|幼儿|示范|孵化|物流|特色|专业|多|开|入|建|一|加速|留学生|人才|大学|基地|文化|创意|经济|数字|信息|生态|合作|园|主题|环保|设计|传媒|智造|制造|服务|中心|双创|众创|生命|医药|健康|分|飞地|共建|先导|化工|农业|光电|汽车|机器人|智能|核心|型|级|出|进|来|转|游|逛|类|片|小|海创|跨境电商)园$/u

/** No zone has more parks by far; a text with more such words is not about parks. */
const MOST_PARKS = 200

/** Names like 东城园 that stand, somewhere in the text, between clear borders: after punctuation, a verb or a preposition. */
export function learnParkNames(lines: readonly string[]): string[] {
  const names = new Set<string>()
  for (const line of lines) {
    for (const match of line.matchAll(PARK)) {
      const end = match.index + match[0].length
      const from = nameStart(line, end - 1, 0)
      if (from === null) continue
      const name = line.slice(from, end)
      if (name.length < 3 || name.length > 4 || PARK_KINDS.test(name)) continue
      if (/^(?:区|管委会|工委)/.test(line.slice(end, end + 3))) continue
      if (names.size < MOST_PARKS) names.add(name)
    }
  }
  return [...names].filter((name) => ![...names].some((other) => other !== name && name.endsWith(other)))
}

export function* parkPlaces(line: string, context: NameContext): Generator<Candidate> {
  if (context.placePattern === null) return
  for (const match of line.matchAll(context.placePattern)) {
    const end = match.index + match[0].length
    if (!/^[区县市省园镇乡山]/.test(line.slice(end, end + 1)))
      yield { from: match.index, to: end, bodyClass: 'place', named: false }
  }
}

export function* parks(line: string, context: NameContext): Generator<Candidate> {
  if (context.parkPattern === null) return
  for (const match of line.matchAll(context.parkPattern)) {
    const end = match.index + match[0].length
    if (!/^(?:区|管委会|工委)/.test(line.slice(end, end + 3)))
      yield { from: match.index, to: end, bodyClass: 'park' }
  }
}

/** One expression for all names of parks; null where there are none. */
export function parkPatternOf(names: readonly string[]): RegExp | null {
  return names.length === 0 ? null : new RegExp(alternatives(names), 'gu')
}
