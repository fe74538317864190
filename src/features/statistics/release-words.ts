/**
 * What a bulletin says in sentences, by rules from its numbers: nothing is said of a number that is kept back. Chinese as bulletins
 * of statistical offices have it; English beside it, sentence by sentence.
 */
import { unitName } from '#domain/indicators'
import { periodById } from '#domain/kernel'
import type { ReleaseCell, ReleaseContent, ReleaseCut } from './contract.ts'
import type { Chapters } from './release-store.ts'

type Indicator = ReleaseContent['indicators'][number]
type Table = ReleaseContent['tables'][number]
interface Words {
  readonly zh: string
  readonly en: string
}

/** Parts of the zone that are told of one by one in a sentence, and indicators of which a chapter does so. */
const NAMED = 3
const TOLD = 3

export function chaptersOf(content: ReleaseContent): Chapters {
  const cuts = content.tables
    .map((table) => ({ title: CUT_CHAPTERS[table.cut], paragraphs: tableSentences(content, table) }))
    .filter(({ paragraphs }) => paragraphs.length > 0)
  return [
    { title: { zh: '总体情况', en: 'Overview' }, paragraphs: zoneSentences(content) },
    ...cuts,
    { title: { zh: '说明', en: 'Notes' }, paragraphs: noteSentences(content) },
  ]
}

const CUT_CHAPTERS: Readonly<Record<ReleaseCut, Words>> = {
  park: { zh: '分园区情况', en: 'By park' },
  'industry-division': { zh: '分行业情况', en: 'By industry' },
  field: { zh: '分技术领域情况', en: 'By technical field' },
  size: { zh: '分企业规模情况', en: 'By size of enterprise' },
  rung: { zh: '分企业梯队情况', en: 'By rung of the ladder' },
}
export const CUT_WORDS: Readonly<Record<ReleaseCut, Words>> = {
  park: { zh: '园区', en: 'Park' },
  'industry-division': { zh: '行业', en: 'Industry' },
  field: { zh: '技术领域', en: 'Technical field' },
  size: { zh: '企业规模', en: 'Size' },
  rung: { zh: '企业梯队', en: 'Rung' },
}
const IN_CUT: Readonly<Record<ReleaseCut, Words>> = {
  park: { zh: '分园区看', en: 'By park' },
  'industry-division': { zh: '分行业看', en: 'By industry' },
  field: { zh: '分技术领域看', en: 'By technical field' },
  size: { zh: '分企业规模看', en: 'By size of enterprise' },
  rung: { zh: '分企业梯队看', en: 'By rung' },
}

/** 2024年, 2025年一季度, 2025年1—3月 (figures of months count from January). */
export function periodWords(id: string, accumulates = true): Words {
  const period = periodById(id)
  const year = id.slice(0, 4)
  if (period?.rhythm === 'quarter') {
    const place = Number(id.slice(-1))
    return { zh: `${year}年${['一', '二', '三', '四'][place - 1] ?? ''}季度`, en: `Q${place} ${year}` }
  }
  if (period?.rhythm === 'month') {
    const month = Number(id.slice(5))
    const name = MONTHS[month - 1] ?? ''
    return accumulates && month > 1
      ? { zh: `${year}年1—${month}月`, en: `January–${name} ${year}` }
      : { zh: `${year}年${month}月`, en: `${name} ${year}` }
  }
  return { zh: `${year}年`, en: year }
}
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** The name in a sentence: the period says already since when it counts. */
function plainName({ name }: Indicator): Words {
  return {
    zh: name.zh.replace(/（月度(?:累计)?）$/u, ''),
    en: name.en.replace(/ (?:\(since January\)|at the end of the (?:period|month))$/u, ''),
  }
}

/** Figures with the decimals of the indicator; Chinese official prose sets no separators. */
export function figureWords(value: number, decimals: number, language: 'zh' | 'en'): string {
  const digits = Math.abs(value).toFixed(decimals)
  const text =
    language === 'zh' ? digits : digits.replace(/^\d+/u, (whole) => whole.replace(/\B(?=(\d{3})+$)/gu, ','))
  return value < 0 && Number(digits) !== 0 ? `−${text}` : text
}

/** Chinese counts by 10^4 and 10^8, English by 10^3: the same digits with the point moved. */
const ENGLISH_LARGE: Readonly<Record<string, { readonly places: number; readonly name: string }>> = {
  亿元: { places: 1, name: 'billion yuan' },
  万人: { places: 2, name: 'million persons' },
}

/** With its unit: 72000.5亿元, 5.3%; 7,200.05 billion yuan. A unit of 1 is none. */
export function amountWords(value: number, { unit, decimals }: Indicator, language: 'zh' | 'en'): string {
  const large = language === 'en' ? ENGLISH_LARGE[unit] : undefined
  if (large !== undefined)
    return `${figureWords(value / 10 ** large.places, decimals + large.places, 'en')} ${large.name}`
  const figure = figureWords(value, decimals, language)
  if (unit === '1') return figure
  if (unit === '%' || unit === '‰') return `${figure}${unit}`
  return language === 'zh' ? `${figure}${unit}` : `${figure} ${unitName(unit, 'en')}`
}

/** 同比增长5.2%, 比上年末下降, 同比提高0.3个百分点; empty where it cannot be said. */
function growthWords(cell: ReleaseCell, indicator: Indicator): Words | null {
  if (cell.growth === null) return null
  const against =
    indicator.measure === 'point'
      ? { zh: '比上年同期末', en: 'from a year earlier' }
      : { zh: '同比', en: 'year on year' }
  const size = Math.abs(cell.growth)
  if (size === 0) return { zh: `${against.zh}持平`, en: `unchanged ${against.en}` }
  const up = cell.growth > 0
  if (indicator.unit === '%') {
    const points = size.toFixed(Math.max(1, indicator.decimals))
    return {
      zh: `${against.zh}${up ? '提高' : '降低'}${points}个百分点`,
      en: `${up ? 'up' : 'down'} ${points} percentage points ${against.en}`,
    }
  }
  return {
    zh: `${against.zh}${up ? '增长' : '下降'}${size.toFixed(1)}%`,
    en: `${up ? 'up' : 'down'} ${size.toFixed(1)}% ${against.en}`,
  }
}

/** What one does with it, where Chinese has a word for that. */
const VERBS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:revenue|profit|gross-output|exports|trade|technical-revenue|new-product-revenue|high-tech-product-revenue)(?:-month)?$/u,
    '实现',
  ],
  [/^taxes-paid(?:-month)?$/u, ''],
  [/^research-expenditure(?:-month)?$/u, '投入'],
  [/^(?:patents|invention-patents)-filed(?:-month)?$/u, ''],
]

function zoneSentences(content: ReleaseContent): Words[] {
  const said = content.indicators.flatMap((indicator, place) => {
    const cell = content.zone[place]
    return cell === undefined || cell.value === null ? [] : [{ indicator, cell, value: cell.value }]
  })
  const period = periodWords(content.period)
  const first = content.coverage.reduce((sum, one) => Math.max(sum, one.final), 0)
  const opening: Words = {
    zh: `${period.zh}，纳入本期统计的单位${first}家。`,
    en: `${figureWords(first, 0, 'en')} units are counted in ${period.en}.`,
  }
  const sentences = said.map(({ indicator, cell, value }, index) => {
    const name = plainName(indicator)
    const verb = VERBS.find(([pattern]) => pattern.test(indicator.code))?.[1] ?? ''
    const change = growthWords(cell, indicator)
    const isPoint = indicator.measure === 'point'
    const when =
      index === 0 && !isPoint ? `${period.zh}，全区` : isPoint ? `${endOf(content.period).zh}，全区` : '全区'
    const whenEn = isPoint ? ` ${endOf(content.period).en}` : index === 0 ? ` in ${period.en}` : ''
    return {
      zh: `${when}${verb}${name.zh}${verb === '' && !/[率比重度]$/u.test(name.zh) ? '' : verb === '' ? '为' : ''}${amountWords(value, indicator, 'zh')}${change === null ? '' : `，${change.zh}`}。`,
      en: `${name.en}${whenEn}: ${amountWords(value, indicator, 'en')}${change === null ? '' : `, ${change.en}`}.`,
    }
  })
  // A paragraph holds what belongs together: some four sentences.
  const paragraphs: Words[] = [opening]
  for (let from = 0; from < sentences.length; from += 4) {
    const part = sentences.slice(from, from + 4)
    paragraphs.push({ zh: part.map(({ zh }) => zh).join(''), en: part.map(({ en }) => en).join(' ') })
  }
  return paragraphs
}

function endOf(id: string): Words {
  const rhythm = periodById(id)?.rhythm
  const plain = periodWords(id, false)
  return rhythm === 'year'
    ? { zh: `${plain.zh}末`, en: `at the end of ${plain.en}` }
    : { zh: `${plain.zh}末`, en: `at the end of ${plain.en}` }
}

/** Of what adds up: the largest parts and their share; of every indicator the fastest growth is not told, since small bases lead. */
function tableSentences(content: ReleaseContent, table: Table): Words[] {
  const told = content.indicators.filter(({ additive }) => additive).slice(0, TOLD)
  return told.flatMap((indicator) => {
    const place = content.indicators.indexOf(indicator)
    const ranked = table.groups
      .flatMap((group, row) => {
        const cell = table.cells[row]?.[place] ?? null
        return cell === null || cell.value === null || cell.value <= 0 || group.code === ''
          ? []
          : [{ group, cell, value: cell.value }]
      })
      .sort((a, b) => b.value - a.value)
    const top = ranked.slice(0, NAMED)
    if (top.length < 2) return []
    const name = plainName(indicator)
    const total = content.zone[place]?.value ?? null
    const sum = top.reduce((all, { value }) => all + value, 0)
    const part = total === null || total <= 0 ? null : ((sum / total) * 100).toFixed(1)
    const counted = ['', '', '两', '三'][top.length] ?? String(top.length)
    const rising = top.filter(({ cell }) => cell.growth !== null)
    const changes = rising.length === top.length && indicator.unit !== '%' ? growthList(rising) : null
    return [
      {
        zh: `${IN_CUT[table.cut].zh}，${name.zh}居前${counted}位的是${top.map(({ group }) => group.name.zh).join('、')}，分别为${top
          .map(({ value }) => amountWords(value, indicator, 'zh'))
          .join(
            '、',
          )}${part === null ? '' : `，合计占全区的${part}%`}${changes === null ? '' : `；${changes.zh}`}。`,
        en: `${IN_CUT[table.cut].en}, ${lowerFirst(name.en)} was highest in ${listWords(
          top.map(({ group, value }) => `${group.name.en} (${amountWords(value, indicator, 'en')})`),
        )}${part === null ? '' : `, together ${part}% of the zone`}${changes === null ? '' : `; ${changes.en}`}.`,
      },
    ]
  })
}

function growthList(top: readonly { readonly cell: ReleaseCell }[]): Words {
  const rates = top.map(({ cell }) => cell.growth ?? 0)
  const said = (rate: number): Words =>
    rate === 0
      ? { zh: '持平', en: 'unchanged' }
      : {
          zh: `${rate > 0 ? '增长' : '下降'}${Math.abs(rate).toFixed(1)}%`,
          en: `${rate > 0 ? '+' : '−'}${Math.abs(rate).toFixed(1)}%`,
        }
  return {
    zh: `同比分别${rates.map((rate) => said(rate).zh).join('、')}`,
    en: `year on year ${rates.map((rate) => said(rate).en).join(', ')}`,
  }
}

function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function noteSentences(content: ReleaseContent): Words[] {
  const scope =
    content.scope === 'registration'
      ? {
          zh: '注册地口径，即按企业登记注册所在园区统计',
          en: 'by registration: enterprises count where they are registered',
        }
      : {
          zh: '经营地口径，即按企业实际经营所在园区统计',
          en: 'by operation: enterprises count where they operate',
        }
  const comparison = periodWords(content.comparison)
  const { minimumEntities, largestShare, twoLargestShare } = content.rule
  const percent = (part: number) => `${Math.round(part * 100)}%`
  const hidden: Words[] =
    content.suppressed === 0
      ? []
      : [
          {
            zh: `为保护单个企业的资料，企业不足${minimumEntities}家、最大一家占比超过${percent(largestShare)}或最大两家占比超过${percent(twoLargestShare)}的数据不予公布，并相应隐去可据以推算的其他数据，表中以“…”表示。`,
            en: `To protect single enterprises, figures from fewer than ${minimumEntities} enterprises, or of which the largest makes up more than ${percent(largestShare)} or the two largest more than ${percent(twoLargestShare)}, are not published, nor are others from which they could be computed; tables show “…” there.`,
          },
        ]
  const notes: Words[] = [
    {
      zh: `统计口径：${scope.zh}。园区、行业等归属以报告期末登记信息为准。`,
      en: `Scope: ${scope.en}. Membership in parks, industries and other groups is as at the end of the period.`,
    },
    ...content.coverage.map(({ form, title, expected, final }) => ({
      zh: `数据来源：${form}《${title.zh}》，应报${expected}家，审核通过${final}家。`,
      en: `Source: ${form}, ${title.en}; ${figureWords(expected, 0, 'en')} must file, ${figureWords(final, 0, 'en')} approved.`,
    })),
    {
      zh: `同比以${comparison.zh}同口径数据为基数，按未舍入的数据计算；${comparison.zh}数据如有修订，以本次一并公布的为准。基数为零或为负的，不计算增速。`,
      en: `Growth is against ${comparison.en} in the same scope, from figures before rounding; figures of ${comparison.en} that have been revised are those published with this release. No rate is given against zero or a loss.`,
    },
    {
      zh: '部分数据因四舍五入，分项之和与合计可能略有出入。',
      en: 'Parts may not add up to totals because of rounding.',
    },
    ...hidden,
  ]
  return notes.map(({ zh, en }, index) => ({ zh: `${index + 1}．${zh}`, en: `${index + 1}. ${en}` }))
}
