import { classifyFigure } from './classify-figure.ts'
import { FigureYears } from './figure-years.ts'
import { nameIndicator } from './name-indicator.ts'
import type { NamedBefore } from './name-indicator.ts'
import { isInside } from './name-masks.ts'
import { clauseStart, sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import { comparatorOf } from './quantities.ts'
import { readIndicatorTables } from './read-indicator-tables.ts'
import { spanOf } from './reading.ts'
import type { Reading } from './reading.ts'
import { scanNumbers } from './scan-numbers.ts'
import type { ScannedPassage } from './scan-numbers.ts'
import { sharesOf } from './shared-out.ts'
import type { Structure } from './structure.ts'
import type { DocumentFacts, Figure } from './types.ts'

export interface Figures {
  readonly targets: readonly Figure[]
  readonly baselines: readonly Figure[]
}

/**
 * The figures of a document: goals apart from facts. Numbers of rules (subsidies, thresholds, time limits), of names and of
 * dates are neither. Spans point into the original text.
 */
export function readFigures(reading: Reading, structure: Structure, facts: DocumentFacts): Figures {
  const tables = readIndicatorTables(reading, facts)
  const targets: Figure[] = [...tables.targets]
  const baselines: Figure[] = [...tables.baselines]
  const years = new FigureYears(facts)
  const scope = scopeOfTitle(facts.title)
  for (const scanned of scanNumbers(reading, structure)) {
    if (isInside(tables.ranges, scanned.passage.from)) continue
    readPassage(reading, scanned, facts, years, scope, targets, baselines)
  }
  return { targets: inOrder(targets), baselines: inOrder(baselines) }
}

function readPassage(
  reading: Reading,
  { passage, times, quantities }: ScannedPassage,
  facts: DocumentFacts,
  years: FigureYears,
  scope: string | null,
  targets: Figure[],
  baselines: Figure[],
): void {
  const text = reading.clean
  years.enter(text, passage, times)
  const shares = sharesOf(text, passage, quantities, times)
  const seen: NamedBefore[] = []
  for (const [index, quantity] of quantities.entries()) {
    const share = shares.get(quantity)
    const time = share?.time ?? null
    const year = time === null ? years.of(quantity) : { year: time.year, mention: time, isOwn: true }
    const bound = quantity.bound === 'eq' && share !== undefined ? share.first.bound : quantity.bound
    const previous = seen.at(-1)
    const next = quantities[index + 1]
    const standing = classifyFigure({ text, passage, quantity, year, facts, next, previous })
    if (standing === 'none') continue
    const isGoal = standing === 'target'
    const named = nameIndicator({ text, passage, quantity, earlier: seen, quantities, index })
    const figure: Figure = {
      ...spanOf(reading, named.from, named.to),
      indicator: named.indicator,
      comparator: comparatorOf(bound, isGoal),
      value: quantity.value,
      value2: quantity.value2,
      unit: quantity.unit,
      year: year.year,
      scope: named.scope ?? scope ?? ownArea(text, named.from, passage),
    }
    seen.push({ quantity, standing, indicator: named.indicator, base: named.base })
    ;(isGoal ? targets : baselines).push(figure)
  }
}

const OWN_AREA =
  /^(?:截至|到|至|力争|[\d年月底末前,\s])*(示范区|开发区|高新区|新区|自贸区|试验区|园区|全市|全区|全县|全省|全国)(?=[\p{Script=Han}]{2})(?!级|内|域|外)/u

/** 示范区建成共享实验室20个: the area that the sentence or the clause starts with, where the title names none. */
function ownArea(text: string, at: number, passage: Passage): string | null {
  const start = sentenceStart(text, at, passage.from)
  const own =
    OWN_AREA.exec(text.slice(clauseStart(text, at, passage.from), at + 24)) ??
    OWN_AREA.exec(text.slice(start, start + 40))
  return own?.[1] ?? null
}

function inOrder(figures: readonly Figure[]): Figure[] {
  return [...figures].sort((a, b) => a.start - b.start || a.end - b.end)
}

const ZONE =
  /(?:示范区|开发区|高新区|新区|合作区|自贸区|试验区|新城|科学城|科技城|科技园区|科技园|产业园区|产业园|园区|片区|[市省区县](?=人民|政府|[^域]))/u
/** What may stand before the name of a zone in a title and is no part of it. */
const BEFORE_ZONE =
  /^.*(?:关于|印发|发布|贯彻|落实|同意|调整|支持|推进|推动|促进|加快|加强|深化|建设|完善|进一步|全面|提升|优化|打造|做好|十[一二三四五]五”?|时期|期间|\d年度?|[《“”(),,、的])/u

const PART_OF_ZONE =
  /^([\p{Script=Han}]{2,6}?(?:分园|片区|园)(?!区|林|艺|丁|地|长))(?=[^的]{0,6}(?:体制|机制|改革|建设|发展|规划|提升|产业|空间|创新|管理|工作|行动|实施|方案))/u

/** The zone or area that a title names, where it names one: 关于支持临江高新区发展的意见 is about 临江高新区. */
function scopeOfTitle(title: string | null): string | null {
  const zone = title === null ? null : ZONE.exec(title)
  if (title === null || zone === null) return null
  const name = title.slice(0, zone.index + zone[0].length).replace(BEFORE_ZONE, '')
  // 临江科技园区东城园体制改革方案 is about the park within the zone.
  const part = PART_OF_ZONE.exec(title.slice(zone.index + zone[0].length))?.[1]
  if (part !== undefined) return part
  return name.length > 2 && name.length <= 24 ? name : null
}
