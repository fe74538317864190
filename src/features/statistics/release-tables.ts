import { unitName } from '#domain/indicators'
import type { ReleaseCell, ReleaseContent } from './contract.ts'
import { CUT_WORDS, figureWords } from './release-words.ts'

export type ReleaseLanguage = 'zh' | 'en'
type Indicator = ReleaseContent['indicators'][number]

/** What a table shows where there is no number. */
export const KEPT_BACK = '…'
const NOTHING_REPORTED = '—'
/** Behind a number with estimates in it. */
const ESTIMATED = 'ᵉ'

/** A table as people read it: what a bulletin, a page and a preview show alike. */
export interface PlainTable {
  readonly caption: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export function cellWords(cell: ReleaseCell, { decimals }: Indicator, language: ReleaseLanguage): string {
  if (cell.status === 'C') return KEPT_BACK
  if (cell.value === null) return NOTHING_REPORTED
  return `${figureWords(cell.value, decimals, language)}${cell.status === 'E' ? ESTIMATED : ''}`
}

export function growthCell(cell: ReleaseCell, indicator: Indicator): string {
  if (cell.growth === null)
    return cell.status === 'C' || cell.beforeStatus === 'C' ? KEPT_BACK : NOTHING_REPORTED
  const decimals = indicator.unit === '%' ? Math.max(1, indicator.decimals) : 1
  return figureWords(cell.growth, decimals, 'zh')
}

export function unitWords({ unit }: Indicator, language: ReleaseLanguage): string {
  if (unit === '1') return ''
  return unit === '%' || language === 'zh' ? unit : unitName(unit, 'en')
}

/** 总收入（亿元） */
export function headOf(indicator: Indicator, language: ReleaseLanguage): string {
  const unit = unitWords(indicator, language)
  const name = indicator.name[language]
  if (unit === '') return name
  return language === 'zh' ? `${name}（${unit}）` : `${name} (${unit})`
}

export function growthHead(indicator: Indicator, language: ReleaseLanguage): string {
  if (indicator.unit === '%') return language === 'zh' ? '同比（百分点）' : 'Change (points)'
  return language === 'zh' ? '同比（%）' : 'Growth (%)'
}

/** The zone as a whole: one row for each indicator. */
export function zoneTable(content: ReleaseContent, language: ReleaseLanguage): PlainTable {
  const isChinese = language === 'zh'
  return {
    caption: isChinese ? '全区主要指标' : 'Main figures of the zone',
    header: isChinese
      ? ['指标', '单位', '本期', '上年同期', '同比（%、百分点）']
      : ['Indicator', 'Unit', 'Period', 'Year before', 'Growth (%, points)'],
    rows: content.indicators.flatMap((indicator, place) => {
      const cell = content.zone[place]
      if (cell === undefined) return []
      return [
        [
          indicator.name[language],
          unitWords(indicator, language) || NOTHING_REPORTED,
          cellWords(cell, indicator, language),
          cellWords({ ...cell, value: cell.before, status: cell.beforeStatus }, indicator, language),
          growthCell(cell, indicator),
        ],
      ]
    }),
  }
}

/** By each cut, so many indicators beside one another that a page holds them; value and growth of each. */
export function cutTables(
  content: ReleaseContent,
  place: number,
  language: ReleaseLanguage,
  perTable = 3,
): PlainTable[] {
  const table = content.tables[place]
  if (table === undefined) return []
  const shown = content.indicators.flatMap((indicator, index) =>
    table.cells.some((cells) => cells[index] !== null) ? [{ indicator, index }] : [],
  )
  const tables: PlainTable[] = []
  const parts = Math.ceil(shown.length / perTable)
  for (let part = 0; part < parts; part += 1) {
    const own = shown.slice(part * perTable, (part + 1) * perTable)
    const title = {
      zh: `分${CUT_WORDS[table.cut].zh}主要指标`,
      en: `Main figures by ${CUT_WORDS[table.cut].en.toLowerCase()}`,
    }
    tables.push({
      caption: `${title[language]}${parts > 1 ? (language === 'zh' ? `（${part + 1}）` : ` (${part + 1})`) : ''}`,
      header: [
        CUT_WORDS[table.cut][language],
        ...own.flatMap(({ indicator }) => [headOf(indicator, language), growthHead(indicator, language)]),
      ],
      rows: [
        ...table.groups.map((group, row) => [
          group.name[language],
          ...own.flatMap(({ indicator, index }) => {
            const cell = table.cells[row]?.[index] ?? null
            return cell === null
              ? [NOTHING_REPORTED, NOTHING_REPORTED]
              : [cellWords(cell, indicator, language), growthCell(cell, indicator)]
          }),
        ]),
        [
          language === 'zh' ? '全区' : 'Zone',
          ...own.flatMap(({ indicator, index }) => {
            const cell = content.zone[index]
            return cell === undefined
              ? [NOTHING_REPORTED, NOTHING_REPORTED]
              : [cellWords(cell, indicator, language), growthCell(cell, indicator)]
          }),
        ],
      ],
    })
  }
  return tables
}

export function signsWords(language: ReleaseLanguage): string {
  return language === 'zh'
    ? '“…”为不予公开的数据，“—”为没有数据，“ᵉ”为含估算的数据。'
    : '“…” is kept back, “—” nothing reported, “ᵉ” contains estimates.'
}
