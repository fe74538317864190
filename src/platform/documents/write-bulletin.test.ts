import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { Chart } from './chart-parts.ts'
import { readDocument } from './read-document.ts'
import { writeBulletin } from './write-bulletin.ts'

const chart: Chart = {
  kind: 'bar',
  title: '分园区总收入 <亿元>',
  unit: '亿元',
  categories: ['海淀园', '昌平园', 'A & B园'],
  series: [
    { name: '2024年', values: [630.5, null, 12] },
    { name: '2023年', values: [420, 300, 10] },
  ],
  decimals: 1,
}
const bulletin = (charts: readonly Chart[], language: 'zh' | 'en' = 'zh') =>
  writeBulletin({
    heading: '2024年统计公报',
    standing: '（草案）',
    language,
    sections: [
      {
        heading: '总体情况',
        paragraphs: ['全区实现总收入1998.0亿元，同比增长50.0%。'],
        charts,
        tables: [
          {
            caption: '表1 全区主要指标',
            table: {
              header: ['园区', '总收入'],
              rows: [
                ['海淀园', '630.5'],
                ['西城园', '…'],
              ],
            },
            remark: '“…”为不予公开的数据。',
          },
        ],
      },
    ],
    signature: '管理委员会',
    date: '2025年5月8日',
  })
const textOf = (parts: Record<string, Uint8Array>, name: string) => strFromU8(parts[name] ?? new Uint8Array())

test('holds title, numbered chapters, sentences, tables and what their signs mean, as text', async () => {
  const read = await readDocument('bulletin.docx', await bulletin([chart]))
  expect(read.ok).toBe(true)
  const text = read.ok ? read.value.text : ''
  for (const part of [
    '2024年统计公报',
    '（草案）',
    '一、总体情况',
    '同比增长50.0%',
    '西城园\t…',
    '“…”为不予公开的数据。',
  ])
    expect(text).toContain(part)
  expect(text).not.toMatch(/chart1/u)
})

test('numbers chapters as English does', async () => {
  const read = await readDocument('bulletin.docx', await bulletin([], 'en'))
  expect(read.ok ? read.value.text : '').toContain('1. 总体情况')
})

test('carries charts as parts of their own, each with its figures in a workbook that can be edited', async () => {
  const parts = unzipSync(await bulletin([chart, { ...chart, kind: 'line' }]))
  const document = textOf(parts, 'word/document.xml')
  expect(document.match(/<c:chart [^>]*r:id="rIdChart[12]"/gu)).toHaveLength(2)
  expect(document).not.toMatch(/[\uE000\uE001]/u)
  expect(textOf(parts, 'word/_rels/document.xml.rels')).toContain('Target="charts/chart2.xml"')
  const types = textOf(parts, '[Content_Types].xml')
  expect(types).toContain('PartName="/word/charts/chart1.xml"')
  expect(types).toContain('Extension="xlsx"')
  const xml = textOf(parts, 'word/charts/chart1.xml')
  expect(xml).toContain('<c:barDir val="bar"/>')
  expect(xml).toContain('<c:f>Sheet1!$C$2:$C$4</c:f>')
  expect(xml).toContain('A &#38; B园')
  // A number that is missing is a gap, never a zero.
  expect(xml.match(/<c:pt idx="1"><c:v>[^<]*<\/c:v>/gu)).toHaveLength(3)
  expect(textOf(parts, 'word/charts/chart2.xml')).toContain('<c:lineChart>')
  const workbook = unzipSync(parts['word/embeddings/chart1.xlsx'] ?? new Uint8Array())
  const sheet = textOf(workbook, 'xl/worksheets/sheet1.xml')
  expect(sheet).toContain('海淀园')
  expect(sheet).toContain('630.5')
})

test('begins bars at nothing, so that their lengths can be compared, unless a value lies below', async () => {
  const axisOf = async (one: Chart) =>
    /<c:valAx>.*?<\/c:scaling>/u.exec(textOf(unzipSync(await bulletin([one])), 'word/charts/chart1.xml'))?.[0]
  expect(await axisOf(chart)).toContain('<c:min val="0"/>')
  expect(await axisOf({ ...chart, kind: 'line' })).not.toContain('<c:min')
  expect(await axisOf({ ...chart, series: [{ name: '2024年', values: [-5, null, 12] }] })).not.toContain(
    '<c:min',
  )
})

test('is the same for the same figures', async () => {
  const parts = async () => {
    const own = unzipSync(await bulletin([chart]))
    return ['word/document.xml', 'word/charts/chart1.xml'].map((name) => textOf(own, name))
  }
  expect(await parts()).toEqual(await parts())
})
