import { onlyYearOf, presentYearOf } from './document-year.ts'
import { gridLabel } from './grid-labels.ts'
import { sentenceStart } from './passages.ts'
import type { Passage } from './passages.ts'
import type { TimeMention } from './periods.ts'
import type { Quantity } from './quantities.ts'
import type { HeadingNode } from './structure.ts'
import { isTableLine } from './table-rows.ts'
import type { DocumentFacts } from './types.ts'

/** Where a figure's year comes from. */
export interface YearOfFigure {
  readonly year: number | null
  /** The mention in the figure's own sentence, or in an earlier one of its passage; null when carried over or absent. */
  readonly mention: TimeMention | null
  /** Whether the mention stands in the figure's own sentence. */
  readonly isOwn: boolean
}

const NO_YEAR: YearOfFigure = { year: null, mention: null, isOwn: false }

const YEAR_OF_WORK =
  /^(?:关于)?20\d\d年度?(?!以来|底|末|前)(?!.*(?:回顾|总结|完成情况|成效|进展)).*(?:工作|任务|目标|计划|安排|打算|重点|要求|行动)/u

/** 方案实施后, 项目达产后: a time that no year is told of. */
const AFTERWARDS = /(?:实施|建成|达产|投产|运营|完工)后[,,]/u

/**
 * Gives each figure its year: the nearest governing mention before it in its paragraph; in reports and goals also from
 * the opening of the section (到2025年,…具体目标为:). Duties carry no year from one paragraph to the next: there a figure
 * without its own year has only the plan period, which is not stated.
 */
export class FigureYears {
  private text = ''
  private passage: Passage | null = null
  private times: readonly TimeMention[] = []
  /** The last year told under each heading; text under no heading is kept by role. */
  private readonly under = new Map<HeadingNode | string, TimeMention>()
  /** Headings whose own text tells of more than one year, so that none of them holds for what follows. */
  private readonly severalUnder = new Set<HeadingNode | string>()
  /** 到2025年,…具体目标为: the opening of the goals, until their section ends. */
  private opening: TimeMention | null = null
  private lastLead: { readonly heading: HeadingNode; readonly mention: TimeMention } | null = null

  private readonly onlyYear: number | null
  private readonly firstYear: number | null
  private readonly lastYear: number | null

  constructor(facts: DocumentFacts) {
    this.onlyYear = onlyYearOf(facts)
    this.firstYear = facts.horizon?.from ?? presentYearOf(facts)
    this.lastYear = facts.horizon?.to ?? null
  }

  enter(text: string, passage: Passage, times: readonly TimeMention[]): void {
    this.remember()
    this.text = text
    if (passage.heading?.kind !== 'lead' && passage.role !== 'goals') this.opening = null
    this.passage = passage
    this.times = times
      .map((time) => this.resolved(text, time))
      .filter(({ mode }) => mode !== 'base' && mode !== 'relative')
  }

  of(quantity: Quantity): YearOfFigure {
    const passage = this.passage
    if (passage === null || /[由从]$/u.test(this.text.slice(quantity.boundFrom - 1, quantity.boundFrom)))
      return NO_YEAR
    const labelled = this.inLabel(passage, quantity)
    if (labelled !== null) return { year: labelled.year, mention: labelled, isOwn: true }
    const start = sentenceStart(this.text, quantity.from, passage.from)
    const own = this.nearest(start, quantity)
    if (own !== null) return { year: own.year, mention: own, isOwn: true }
    const bracketed = this.bracketedAfter(quantity)
    if (bracketed !== null) return { year: bracketed.year, mention: bracketed, isOwn: true }
    const inRow = this.inRow(passage, quantity)
    if (inRow !== null) return { year: inRow.year, mention: inRow, isOwn: true }
    const inParagraph = this.goingOn(this.nearest(passage.from, quantity), passage)
    if (AFTERWARDS.test(this.text.slice(inParagraph?.to ?? start, quantity.from))) return NO_YEAR
    const isTold = passage.role === 'background' || passage.role === 'goals'
    const isBullet = this.opening !== null && passage.heading?.kind === 'lead'
    const earlier =
      inParagraph ?? (isTold || isBullet ? this.carried(passage) : this.carriedInReport(passage))
    const isBeyond = inParagraph === null && (earlier?.year ?? 0) > (this.lastYear ?? Infinity)
    if (earlier === null) return { year: this.yearOfSection(passage), mention: null, isOwn: false }
    return isBeyond ? NO_YEAR : { year: earlier.year, mention: earlier, isOwn: false }
  }

  /** 全年, 年底前, 一季度 in a document about one year mean that year, 去年 the one before. */
  private resolved(text: string, time: TimeMention): TimeMention {
    if (time.mode !== 'relative') return time
    const reviewed = this.yearOfReview()
    if (reviewed !== null && !/^(?:去年|上年|明年)/u.test(text.slice(time.from, time.to))) {
      return { ...time, mode: 'at', year: reviewed, firstYear: reviewed, isReport: true }
    }
    if (this.onlyYear === null) return time
    const word = text.slice(time.from, time.to)
    const shift = /^(?:去年|上年)/u.test(word) ? -1 : word === '明年' ? 1 : 0
    const year = this.onlyYear + shift
    return { ...time, mode: shift < 0 ? 'at' : 'by', year, firstYear: year }
  }

  /**
   * A year told in an earlier sentence goes on in reports and goals. Among duties only a period (“十四五”期间) or
   * the topic of a sentence does: 到2023年建成中试基地8个。 dates nothing but those.
   */
  private goingOn(mention: TimeMention | null, passage: Passage): TimeMention | null {
    if (mention === null || (passage.role !== 'duties' && passage.role !== 'safeguards')) return mention
    const isPeriod = mention.firstYear !== mention.year || mention.isReport || mention.mode === 'now'
    const isWhole = mention.year === this.onlyYear || this.isTopic(mention, passage)
    const isPast = mention.mode === 'at' && mention.year !== null && mention.year < (this.firstYear ?? 0)
    const isReport = isPast && passage.heading?.kind !== 'numbered'
    return isPeriod || isWhole || isReport ? mention : null
  }

  private nearest(from: number, quantity: Quantity): TimeMention | null {
    for (let at = this.firstFrom(quantity.from) - 1; at >= 0; at--) {
      const time = this.times[at]
      if (time === undefined || time.from < from) break
      if (this.isOrigin(time) && /[\d一二三四五六七八九十]/u.test(this.text.slice(time.to, quantity.from)))
        continue
      return time
    }
    return null
  }

  /** The place of the first mention that starts at `offset` or later. */
  private firstFrom(offset: number): number {
    let low = 0
    let high = this.times.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.times[middle]?.from ?? Infinity) < offset) low = middle + 1
      else high = middle
    }
    return low
  }

  /** 到2030年,经济总量…: set before a comma at the start of its sentence, a year holds for the sentences after it, too. */
  private isTopic(mention: TimeMention, passage: Passage): boolean {
    const start = sentenceStart(this.text, mention.from, passage.from)
    const before = this.text.slice(start, mention.from)
    return (
      /^[,,]/u.test(this.text.slice(mention.to, mention.to + 1)) &&
      /^(?:[^,,]{0,24}[::*])?[*\s]*(?:到|至|力争到?)?$/u.test(before)
    )
  }

  /** 由2020年的10家, 从如今的3万支: the year of the first number only. */
  private isOrigin(time: TimeMention): boolean {
    return /[由从]$/u.test(this.text.slice(time.from - 1, time.from)) && this.text.charAt(time.to) === '的'
  }

  /** 遴选优秀企业20家 | 经信局 | 2026年12月: the cell of the row that holds nothing but a time. */
  private inRow(passage: Passage, quantity: Quantity): TimeMention | null {
    if (!isTableLine(this.text.slice(passage.from, passage.to))) return null
    const rest = this.times.slice(this.firstFrom(quantity.to))
    const told = rest.find(({ from, to, year }) => {
      const isAlone = /[|\t]\s*$/u.test(this.text.slice(Math.max(quantity.to, from - 4), from))
      const after = this.text.slice(to, Math.min(passage.to, to + 6))
      return year !== null && isAlone && /^(?:之?前|内)?\s*(?:$|[|\t])/u.test(after)
    })
    return told === undefined ? null : { ...told, mode: 'by' }
  }

  /** 一、2020年工作回顾: 全年 means that year. */
  private yearOfReview(): number | null {
    if (this.passage?.role !== 'background') return null
    for (let heading = this.passage.heading; heading !== null; heading = heading.parent) {
      const years = heading.title.match(/20\d\d(?=年)/gu) ?? []
      if (years.length === 1) return Number(years[0])
    }
    return null
  }

  /** 三、2021年主要工作: the one year that a heading above gives to all that is planned under it. */
  private yearOfSection(passage: Passage): number | null {
    if (passage.role === 'background') return null
    for (let heading = passage.heading; heading !== null; heading = heading.parent) {
      const years = heading.title.match(/20\d\d(?=年)/gu) ?? []
      if (years.length === 1 && YEAR_OF_WORK.test(heading.title)) return Number(years[0])
    }
    return null
  }

  /** 600亿元 2026年算力产业营收: the year that the label of a value starts with; a value for the present year is still to come. */
  private inLabel(passage: Passage, quantity: Quantity): TimeMention | null {
    const label = gridLabel(this.text, passage, quantity)
    if (label === null) return null
    const told = this.times.find(({ from }) => from >= quantity.to && from < label.from)
    return told === undefined ? null : { ...told, mode: 'by' }
  }

  /** 高新技术企业1083家(2022年底) */
  private bracketedAfter(quantity: Quantity): TimeMention | null {
    const gap = this.times[this.firstFrom(quantity.to)]
    if (gap === undefined || gap.from > quantity.to + 4) return null
    return /^[((](?:截至)?$/u.test(this.text.slice(quantity.to, gap.from)) ? gap : null
  }

  /**
   * Text without numbered headings, as in a news report, or a document about one year only: the year of the paragraphs
   * before goes on.
   */
  private carriedInReport(passage: Passage): TimeMention | null {
    const heading = passage.heading
    const isOpen = heading === null && (passage.role === 'preamble' || passage.role === 'closing')
    if (!isOpen && (this.onlyYear === null || heading?.kind === 'numbered')) return null
    const last = this.under.get(heading ?? passage.role)
    if (last === undefined || (!isOpen && last.year !== this.onlyYear)) return null
    return last.mode === 'at' || last.mode === 'by' ? last : null
  }

  private carried(passage: Passage): TimeMention | null {
    for (let heading = passage.heading; heading !== null; heading = heading.parent) {
      const told = this.under.get(heading)
      if (told !== undefined) return passage.role === 'goals' && this.severalUnder.has(heading) ? null : told
      if (this.opening !== null && heading.number === null) return this.opening
      const isUnnumbered = heading.number === null || heading.kind === 'ordinal'
      if (passage.role === 'background' && isUnnumbered && this.lastLead !== null) {
        if (this.lastLead.heading.parent === heading.parent) return this.lastLead.mention
      }
    }
    return this.opening ?? this.under.get(passage.role) ?? null
  }

  /** Keeps the last governing mention of the passage that is being left. */
  private remember(): void {
    const passage = this.passage
    const last = this.times.at(-1)
    if (passage === null || last === undefined) return
    const heading = passage.heading
    const tail = this.text.slice(last.to, passage.to)
    if (/[::]\s*$/u.test(tail) && (passage.role === 'goals' || tail.includes('目标'))) this.opening = last
    const key = heading ?? passage.role
    const years = new Set(this.times.filter(({ mode }) => mode === 'by').map(({ year }) => year))
    const before = this.under.get(key)
    if (years.size > 1 || (before?.mode === 'by' && before.year !== last.year)) this.severalUnder.add(key)
    this.under.set(key, last)
    if (heading !== null && heading.kind !== 'numbered') this.lastLead = { heading, mention: last }
  }
}
