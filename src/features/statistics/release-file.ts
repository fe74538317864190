import { Readable } from 'node:stream'
import { writeBulletin, type Bulletin, type BulletinSection, type Chart } from '#platform/documents'
import { sendAttachment, sendExport, type Context } from '#platform/http'
import { writeWorkbook, type ExportColumn, type ExportRow, type ExportSheet } from '#platform/spreadsheets'
import type { FastifyReply } from 'fastify'
import type { ReleaseContent } from './contract.ts'
import { loadRelease, type LoadedRelease } from './release-store.ts'
import {
  KEPT_BACK,
  cutTables,
  growthHead,
  signsWords,
  unitWords,
  zoneTable,
  type ReleaseLanguage,
} from './release-tables.ts'
import { CUT_WORDS, periodWords } from './release-words.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A bulletin as a file, for whom row-level security shows it to. */
export async function sendReleaseFile(
  ctx: Context,
  reply: FastifyReply,
  releaseId: string,
  { format, language }: { readonly format: 'docx' | 'xlsx'; readonly language: ReleaseLanguage },
): Promise<unknown> {
  const release = await ctx.read((tx) => loadRelease(tx, releaseId))
  const on = dayInChina(release.row.publishedAt ?? release.row.dataAsOf)
  const name = `${release.row.title[language].replace(/[\\/:*?"<>|]/gu, ' ')}.${format}`
  if (format === 'xlsx')
    return sendExport(reply, { name, mediaType: XLSX }, (save) =>
      save(writeWorkbook(sheetsOf(release, on, language))),
    )
  const file = await writeBulletin(bulletinOf(release, on, language))
  return sendAttachment(reply, Readable.from([Buffer.from(file)]), name, DOCX, file.length)
}

export function bulletinOf(release: LoadedRelease, on: string, language: ReleaseLanguage): Bulletin {
  const { row, content, chapters, note } = release
  const isChinese = language === 'zh'
  const [overview, ...rest] = chapters
  const notes = rest.at(-1)
  const byCut = rest.slice(0, -1)
  const remark = signsWords(language)
  let number = 0
  const captioned = (tables: ReturnType<typeof cutTables>) =>
    tables.map(({ caption, header, rows }) => {
      number += 1
      return {
        caption: isChinese ? `表${number}  ${caption}` : `Table ${number}  ${caption}`,
        table: { header, rows },
        remark: rows.some((cells) => cells.includes(KEPT_BACK)) ? remark : null,
      }
    })
  const sections: BulletinSection[] = [
    {
      heading: overview?.title[language] ?? '',
      paragraphs: (overview?.paragraphs ?? []).map((words) => words[language]),
      charts: trendCharts(content, language),
      tables: captioned([zoneTable(content, language)]),
    },
    ...content.tables.map((table, place) => {
      const chapter = byCut.find(({ title }) => title[language] === chapterTitle(release, place, language))
      return {
        heading: chapterTitle(release, place, language),
        paragraphs: (chapter?.paragraphs ?? []).map((words) => words[language]),
        charts: cutCharts(content, table, language),
        tables: captioned(cutTables(content, place, language)),
      }
    }),
    {
      heading: notes?.title[language] ?? '',
      paragraphs: [
        ...(notes?.paragraphs ?? []).map((words) => words[language]),
        ...(note === '' ? [] : [note]),
      ],
    },
  ]
  return {
    heading: row.title[language],
    standing: standingOf(release, language),
    language,
    sections,
    signature: isChinese ? '示范区管理委员会' : 'Administrative Committee of the Zone',
    date: isChinese ? chineseDate(on) : on,
  }
}

function chapterTitle(
  { chapters, content }: LoadedRelease,
  place: number,
  language: ReleaseLanguage,
): string {
  const cut = content.tables[place]?.cut
  const zh = cut === undefined ? '' : `分${CUT_WORDS[cut].zh}情况`
  const found = chapters.find(({ title }) => title.zh === zh)
  return (
    found?.title[language] ??
    (cut === undefined ? '' : language === 'zh' ? zh : `By ${CUT_WORDS[cut].en.toLowerCase()}`)
  )
}

/** That it is not yet published, or not of the real world. */
export function standingOf({ row }: LoadedRelease, language: ReleaseLanguage): string | null {
  const said = [
    ...(row.state === 'draft' ? [language === 'zh' ? '草案，未公布' : 'Draft, not published'] : []),
    ...(row.synthetic
      ? [language === 'zh' ? '演示数据，不代表真实情况' : 'Demonstration figures, not real ones']
      : []),
  ]
  if (said.length === 0) return null
  return language === 'zh' ? `（${said.join('；')}）` : `(${said.join('; ')})`
}

/** Over the periods: of the first two indicators that have three numbers at least. */
function trendCharts(content: ReleaseContent, language: ReleaseLanguage): Chart[] {
  return content.indicators
    .flatMap((indicator) => {
      const points = content.trends.find((one) => one.indicator === indicator.code)?.points ?? []
      const first = points.findIndex(({ value }) => value !== null)
      const told = points.slice(Math.max(first, 0))
      if (first < 0 || told.filter(({ value }) => value !== null).length < 3) return []
      return [
        {
          kind: 'line' as const,
          title: language === 'zh' ? `全区${indicator.name.zh}` : `${indicator.name.en}, zone`,
          unit: unitWords(indicator, language),
          categories: told.map(({ period }) => period),
          series: [{ name: indicator.name[language], values: told.map(({ value }) => value) }],
          decimals: indicator.decimals,
        },
      ]
    })
    .slice(0, 2)
}

/** Of the first indicator that adds up: this period, and the year before where both are told. */
function cutCharts(
  content: ReleaseContent,
  table: ReleaseContent['tables'][number],
  language: ReleaseLanguage,
): Chart[] {
  const place = content.indicators.findIndex(({ additive }) => additive)
  const indicator = content.indicators[place]
  if (indicator === undefined) return []
  const rows = table.groups
    .flatMap((group, row) => {
      const cell = table.cells[row]?.[place] ?? null
      return cell?.value === null || cell === null ? [] : [{ group, cell, value: cell.value }]
    })
    .sort((a, b) => b.value - a.value)
    // More bars than that nobody reads; the table has all.
    .slice(0, 20)
  if (rows.length < 2) return []
  const long = rows.length > 6 || rows.some(({ group }) => group.name[language].length > 8)
  const hasBefore = rows.length <= 12 && rows.every(({ cell }) => cell.before !== null)
  return [
    {
      kind: long ? 'bar' : 'column',
      title:
        language === 'zh'
          ? `分${CUT_WORDS[table.cut].zh}${indicator.name.zh}`
          : `${indicator.name.en} by ${CUT_WORDS[table.cut].en.toLowerCase()}`,
      unit: unitWords(indicator, language),
      categories: rows.map(({ group }) => group.name[language]),
      series: [
        { name: periodWords(content.period)[language], values: rows.map(({ value }) => value) },
        ...(hasBefore
          ? [{ name: periodWords(content.comparison)[language], values: rows.map(({ cell }) => cell.before) }]
          : []),
      ],
      decimals: indicator.decimals,
    },
  ]
}

/** Every table on a sheet of its own, as numbers; what is kept back as a sign. */
export function sheetsOf(release: LoadedRelease, on: string, language: ReleaseLanguage): ExportSheet[] {
  const { content, row } = release
  const isChinese = language === 'zh'
  const standing = standingOf(release, language)
  const state = isChinese
    ? `${row.state === 'draft' ? '草案，计算于' : '公布于'}${on}；数据截至${row.dataAsOf}`
    : `${row.state === 'draft' ? 'Draft computed' : 'Published'} ${on}; data as known at ${row.dataAsOf}`
  const notes = [state, signsWords(language), ...(standing === null ? [] : [standing])]
  const title = row.title[language]
  const value = (cell: { value: number | null; status: string } | null) =>
    cell === null ? null : cell.status === 'C' ? KEPT_BACK : cell.value
  const zone: ExportSheet = {
    name: isChinese ? '全区' : 'Zone',
    title,
    notes,
    frozenColumns: 1,
    columns: [
      { key: 'name', heading: isChinese ? '指标' : 'Indicator', type: 'text' },
      { key: 'unit', heading: isChinese ? '单位' : 'Unit', type: 'text' },
      { key: 'now', heading: content.period, type: 'number' },
      { key: 'before', heading: content.comparison, type: 'number' },
      {
        key: 'growth',
        heading: isChinese ? '同比（%，比率为百分点）' : 'Growth (%, of shares in points)',
        type: 'number',
      },
      { key: 'entities', heading: isChinese ? '单位数' : 'Units behind it', type: 'integer' },
    ],
    rows: content.indicators.map((indicator, place): ExportRow => {
      const cell = content.zone[place]
      return {
        name: indicator.name[language],
        unit: unitWords(indicator, language),
        now: value(cell ?? null),
        before: cell === undefined ? null : value({ value: cell.before, status: cell.beforeStatus }),
        growth: cell?.growth ?? null,
        entities: cell?.entities ?? null,
      }
    }),
  }
  const cuts = content.tables.map((table): ExportSheet => {
    const columns = content.indicators.flatMap((indicator, place): ExportColumn[] =>
      table.cells.some((cells) => cells[place] !== null)
        ? [
            {
              key: `v${place}`,
              heading: indicator.name[language],
              type: 'number',
              decimals: indicator.decimals,
              ...(unitWords(indicator, language) === '' ? {} : { unit: unitWords(indicator, language) }),
            },
            {
              key: `g${place}`,
              heading: `${indicator.name[language]} ${growthHead(indicator, language)}`,
              type: 'number',
              decimals: 1,
            },
          ]
        : [],
    )
    const rowOf = (
      code: string,
      name: string,
      cells: readonly (
        ReleaseContent['zone'][number] | ReleaseContent['tables'][number]['cells'][number][number]
      )[],
    ): ExportRow => ({
      code,
      name,
      ...Object.fromEntries(
        cells.flatMap((cell, place) => [
          [`v${place}`, value(cell)],
          [`g${place}`, cell === null ? null : cell.growth],
        ]),
      ),
    })
    return {
      name: CUT_WORDS[table.cut][language],
      title,
      notes,
      frozenColumns: 2,
      columns: [
        { key: 'code', heading: isChinese ? '代码' : 'Code', type: 'text' },
        { key: 'name', heading: CUT_WORDS[table.cut][language], type: 'text' },
        ...columns,
      ],
      rows: [
        ...table.groups.map(({ code, name }, place) => rowOf(code, name[language], table.cells[place] ?? [])),
        rowOf('', isChinese ? '全区' : 'Zone', content.zone),
      ],
    }
  })
  const method: ExportSheet = {
    name: isChinese ? '说明' : 'Notes',
    title,
    columns: [
      { key: 'name', heading: isChinese ? '指标' : 'Indicator', type: 'text' },
      { key: 'expression', heading: isChinese ? '计算式' : 'Expression', type: 'text' },
      { key: 'source', heading: isChinese ? '来源' : 'Source', type: 'text' },
      { key: 'note', heading: isChinese ? '说明' : 'Note', type: 'text' },
    ],
    rows: [
      ...content.indicators.map(({ name, expression, source, note }): ExportRow => ({
        name: name[language],
        expression,
        source,
        note: note?.[language] ?? '',
      })),
      ...(release.chapters.at(-1)?.paragraphs ?? []).map((words): ExportRow => ({ name: words[language] })),
    ],
  }
  return [zone, ...cuts, method]
}

/** The day of a moment where the zone is. */
export function dayInChina(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** 2026年3月2日 */
export function chineseDate(on: string): string {
  const [year = '', month = '', day = ''] = on.split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}
