import type { FilingValues } from '#domain/indicators'
import { addDays, type DateOn } from '#domain/kernel'
import {
  isSmall,
  makesThings,
  numberOf,
  yearsAfter,
  type LastFilings,
  type RecordSetting,
} from './enterprise-records.ts'
import { randomFor } from './random.ts'
import type { SyntheticEnterprise } from './register-states.ts'

/** What an enterprise said of itself where no form and no record says it; `to` is exclusive. */
export interface SyntheticWord {
  readonly fact: string
  readonly value: number | boolean | string
  readonly from: DateOn
  readonly to: DateOn
  readonly state: 'declared' | 'confirmed'
}

/**
 * Half of all have said something, and of these each said some of it: unknown facts are what a demonstration of rules needs. Who is up the
 * ladder said what its rung asks for.
 */
export function wordsOf(
  setting: RecordSetting,
  enterprise: SyntheticEnterprise,
  filed: LastFilings,
): readonly SyntheticWord[] {
  const last = enterprise.states.at(-1)
  if (last?.status !== 'active' || enterprise.founded >= setting.latest) return []
  const random = randomFor(setting.seed, enterprise.number, 'word')
  const known = last.rung !== null && last.rung !== 'unicorn'
  if (!known && random.next() >= 0.4) return []
  const words: SyntheticWord[] = []
  const say = (fact: string, value: number | boolean | string, share = 0.75): void => {
    // Drawn always, so that a share leaves what comes after it as it is.
    const [said, days, confirmed] = [random.next() < share, random.below(330), random.next() < 0.85]
    if (!said) return
    const from = addDays(setting.latest, -days)
    if (from <= enterprise.founded) return
    words.push({ fact, value, from, to: yearsAfter(from, 1), state: confirmed ? 'confirmed' : 'declared' })
  }
  const age = Number(setting.latest.slice(0, 4)) - Number(enterprise.founded.slice(0, 4))
  const rung = known ? ['innovative', 'specialised', 'little-giant'].indexOf(last.rung) + 1 : 0
  // A little giant showed all this when it was recognised.
  const giant = rung === 3
  const rungShare = (share: number): number => (giant ? 0.95 : share)
  say('从事细分市场年限', Math.min(age, (rung > 1 ? 3 : 1) + random.below(9)), rungShare(0.9))
  say('主导产品属于战略性新兴产业', random.next() < 0.6)
  const chain = random.next() < 0.15 + rung * 0.1
  say('主导产品领域层次', chain ? 'chain-gap' : random.next() < 0.4 ? 'six-bases' : 'other', 0.6)
  say('位于产业链关键环节', random.next() < (giant ? 0.95 : 0.25 + rung * 0.2), rungShare(0.6))
  say('主导产品属于重点领域', random.next() < (giant ? 0.95 : 0.4 + rung * 0.15), rungShare(0.6))
  const share = random.between(giant ? 9 : 0.5, giant ? 45 : 6 + rung * 6)
  say('主导产品全国市场占有率', Math.round(share * 10) / 10, rungShare(0.55))
  say('数字化水平', 1 + Math.min(3, random.below(2 + rung)), 0.7)
  say('核心业务信息系统数', (giant ? 1 : 0) + random.below(6), rungShare(0.8))
  const points = random.between(rung > 1 ? 60 : 42, rung > 1 ? 88 : 70)
  say('专精特新平台评分', Math.round(points), rung > 0 ? 0.75 : 0.35)
  sayCertificate(say, random, last.highTech)
  sayCosts(say, random, { small: isSmall(last), things: makesThings(last), filed })
  return words
}

type Say = (fact: string, value: number | boolean | string, share?: number) => void
type Draw = ReturnType<typeof randomFor>

/** What the assessment of high-tech enterprises asks for. Experts' points come all together or not at all. */
function sayCertificate(say: Say, random: Draw, highTech: boolean): void {
  say('核心技术属于重点支持领域', highTech || random.next() < 0.5)
  say('拥有主要产品知识产权', highTech || random.next() < 0.6)
  say('近三年年均成果转化数', Math.round(random.between(highTech ? 4 : 0, highTech ? 9 : 4)), 0.6)
  const assessed = random.next() < (highTech ? 0.45 : 0.1) ? 1 : 0
  const points = (fact: string, most: number): void => {
    say(fact, Math.round(random.between(most * (highTech ? 0.72 : 0.25), most)), assessed)
  }
  points('技术先进程度评分', 8)
  points('核心支持作用评分', 8)
  points('研发组织管理评分', 6)
  points('研发条件评分', 6)
  points('成果转化制度评分', 4)
  points('科技人才制度评分', 4)
}

/** In 万元; nothing spent is said as well as something. */
function sayCosts(
  say: Say,
  random: Draw,
  { small, things, filed }: { small: boolean; things: boolean; filed: LastFilings },
): void {
  const revenue = wan(filed.economy, 'QC05_0')
  const rarely = (fact: string, share: number, most: number, said = 0.5): void => {
    const spent = random.next() < share
    const amount = Math.round(random.between(0.02, 1) * most * 10) / 10
    say(fact, spent ? amount : 0, said)
  }
  const space = Math.round(random.between(60, small ? 900 : 4000))
  say('租用办公研发面积', random.next() < 0.75 ? space : 0, 0.55)
  say('上年度房租支出', Math.round(space * random.between(0.08, 0.22)), 0.55)
  const loans = wan(filed.economy, 'QC32')
  say('上年度贷款利息支出', Math.round(loans * random.between(0.025, 0.045) * 10) / 10, 0.55)
  rarely('上年度担保费支出', 0.2, 20)
  rarely('首台套保险费', things ? 0.04 : 0, 120)
  rarely('中试平台投资额', 0.03, Math.max(300, revenue * 0.05), 0.8)
  say(
    '中试平台领域',
    random.next() < 0.9 ? 'other' : (['ai', 'health', 'robotics', 'chips', 'it'][random.below(5)] ?? 'ai'),
    0.35,
  )
  say('中试平台独立法人', random.next() < 0.3, 0.3)
  rarely('场景项目投资额', 0.08, 900)
  rarely('节能降碳改造投资额', things ? 0.12 : 0.02, 800)
  rarely('境外参展费用', 0.15, 60)
  rarely('科技服务采购额', 0.3, 120, 0.6)
  rarely('算力服务采购额', things ? 0.05 : 0.3, 300)
  rarely('数字化改造投资额', things ? 0.3 : 0.1, 260)
  const counts = (fact: string, share: number, most: number): void => {
    const some = random.next() < share
    say(fact, some ? 1 + random.below(most) : 0, 0.55)
  }
  counts('承担国家重大科技项目数', 0.04, 3)
  counts('引进高层次人才数', 0.12, 4)
  counts('临床批件或注册证数', 0.05, 3)
}

function wan(values: FilingValues | null, cell: string): number {
  return numberOf(values, cell) / 10
}
