import { buffer } from 'node:stream/consumers'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import { writeWorkbook, type ExportColumn } from '../spreadsheets/index.ts'
import { chartXml, drawingXml, type Chart } from './chart-parts.ts'
import {
  captionBlock,
  headingBlock,
  numberBlock,
  packDocument,
  placeBlock,
  remarkBlock,
  signatureBlocks,
  tableBlocks,
  textBlocks,
  titleBlock,
  type Block,
  type OfficialTable,
} from './official-layout.ts'

export interface BulletinTable {
  readonly caption: string
  readonly table: OfficialTable
  readonly remark: string | null
}

export interface BulletinSection {
  readonly heading: string
  /** To be read by itself. */
  readonly newPage?: boolean
  readonly paragraphs: readonly string[]
  readonly charts?: readonly Chart[]
  readonly tables?: readonly BulletinTable[]
}

export interface Bulletin {
  readonly heading: string
  /** Under the title: that it is a draft, or made up for demonstration. */
  readonly standing: string | null
  readonly language: 'zh' | 'en'
  readonly sections: readonly BulletinSection[]
  readonly signature: string | null
  /** As it shall be read. */
  readonly date: string
}

/** A bulletin (统计公报) as .docx in the form of official documents, with charts that Word and WPS can edit. */
export async function writeBulletin(bulletin: Bulletin): Promise<Uint8Array> {
  const charts: Chart[] = []
  const blocks: Block[] = [...titleBlock(bulletin.heading), ...numberBlock(bulletin.standing)]
  for (const [index, section] of bulletin.sections.entries()) {
    blocks.push(
      ...headingBlock(section.heading, index + 1, bulletin.language, section.newPage),
      ...section.paragraphs.flatMap(textBlocks),
    )
    for (const chart of section.charts ?? []) blocks.push(...placeBlock(placeOf(charts.push(chart))))
    for (const { caption, table, remark } of section.tables ?? [])
      blocks.push(
        ...captionBlock(caption),
        ...tableBlocks(table),
        ...(remark === null ? [] : remarkBlock(remark)),
      )
  }
  blocks.push(...signatureBlocks(bulletin.signature, bulletin.date))
  const file = await packDocument(bulletin.heading, blocks)
  return charts.length === 0 ? file : withCharts(file, charts)
}

/** A word that no sentence has: from the private use area. */
function placeOf(number: number): string {
  return `\uE000chart${number}\uE001`
}

const CHART_TYPE = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'
const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
/** Fixed, so that the same bulletin gives the same parts. */
const WRITTEN = new Date('2000-01-01T00:00:00Z')

async function withCharts(file: Uint8Array, charts: readonly Chart[]): Promise<Uint8Array> {
  const parts: Record<string, Uint8Array> = unzipSync(file)
  let document = textOf(parts, 'word/document.xml')
  const relations: string[] = []
  const types: string[] = []
  for (const [index, chart] of charts.entries()) {
    const number = index + 1
    const id = `rIdChart${number}`
    const place = new RegExp(`<w:r>(?:(?!</w:r>).)*${placeOf(number)}(?:(?!</w:r>).)*</w:r>`, 'su')
    if (!place.test(document)) throw new Error(`no place for chart ${number}`)
    document = document.replace(place, () => drawingXml(chart, number, id))
    relations.push(`<Relationship Id="${id}" Type="${RELATION}/chart" Target="charts/chart${number}.xml"/>`)
    types.push(`<Override PartName="/word/charts/chart${number}.xml" ContentType="${CHART_TYPE}"/>`)
    parts[`word/charts/chart${number}.xml`] = strToU8(chartXml(chart, 'rId1'))
    parts[`word/charts/_rels/chart${number}.xml.rels`] = strToU8(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATION}/package" Target="../embeddings/chart${number}.xlsx"/></Relationships>`,
    )
    parts[`word/embeddings/chart${number}.xlsx`] = await chartWorkbook(chart)
  }
  parts['word/document.xml'] = strToU8(document)
  insert(parts, 'word/_rels/document.xml.rels', '</Relationships>', relations.join(''))
  const known = textOf(parts, '[Content_Types].xml')
  const ofWorkbook = known.includes('Extension="xlsx"')
    ? ''
    : `<Default Extension="xlsx" ContentType="${WORKBOOK_TYPE}"/>`
  insert(parts, '[Content_Types].xml', '</Types>', ofWorkbook + types.join(''))
  const zipped: Zippable = Object.fromEntries(
    Object.entries(parts).map(([name, content]) => [
      name,
      [content, { mtime: WRITTEN, level: name.endsWith('.xlsx') ? 0 : 6 }],
    ]),
  )
  return zipSync(zipped)
}

/** The figures of a chart in cells: A1 empty, names of series in the first row, categories in the first column. */
async function chartWorkbook({ categories, series, decimals }: Chart): Promise<Uint8Array> {
  const columns: ExportColumn[] = [
    { key: 'category', heading: '', type: 'text' },
    ...series.map(({ name }, index): ExportColumn => ({
      key: `s${index}`,
      heading: name,
      type: 'number',
      decimals,
    })),
  ]
  const rows = categories.map((category, place) => ({
    category,
    ...Object.fromEntries(series.map(({ values }, index) => [`s${index}`, values[place] ?? null])),
  }))
  return new Uint8Array(await buffer(writeWorkbook([{ name: 'Sheet1', columns, rows }])))
}

function insert(parts: Record<string, Uint8Array>, name: string, before: string, xml: string): void {
  parts[name] = strToU8(textOf(parts, name).replace(before, () => `${xml}${before}`))
}

function textOf(parts: Readonly<Record<string, Uint8Array>>, name: string): string {
  const part = parts[name]
  if (part === undefined) throw new Error(`the document has no part ${name}`)
  return strFromU8(part)
}
