/** Workbooks of all kinds for tests, part by part, and their unpacking by another library than ours. */
import { strFromU8, unzipSync, zipSync, type Zippable } from 'fflate'
import type { Readable } from 'node:stream'
import { escapeXml } from './cell-text.ts'
import type { ImportDeclaration, ReadLimits, ReadRow, SheetIssue } from './declaration.ts'
import { readWorkbook } from './read-workbook.ts'

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE_RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships'

export interface FixtureSheet {
  readonly name?: string
  readonly state?: 'hidden' | 'veryHidden'
  /** XML of rows. */
  readonly rows: string
  /** What stands behind the rows. */
  readonly tail?: string
}

export interface Fixture {
  readonly sheets: readonly FixtureSheet[]
  readonly sharedStrings?: string
  /** Format codes of cell styles 1, 2, … */
  readonly formats?: readonly string[]
  readonly is1904?: boolean
  /** Added to or replacing the other parts; null leaves a part out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | null>>
}

export function buildWorkbook(fixture: Fixture): Uint8Array {
  const { sheets, formats = [] } = fixture
  const parts: Record<string, string | Uint8Array | null> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><workbookPr${fixture.is1904 === true ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(({ name, state }, at) => {
        const visibility = state === undefined ? '' : ` state="${state}"`
        return `<sheet name="${escapeXml(name ?? `Sheet${String(at + 1)}`)}" sheetId="${String(at + 1)}"${visibility} r:id="rId${String(at + 1)}"/>`
      })
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">${sheets
      .map(
        (_, at) =>
          `<Relationship Id="rId${String(at + 1)}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rIdS" Type="${RELATIONSHIPS}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rIdT" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${fixture.sharedStrings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${formats
      .map((code, at) => `<numFmt numFmtId="${String(164 + at)}" formatCode="${escapeXml(code)}"/>`)
      .join(
        '',
      )}</numFmts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><cellXfs count="${String(formats.length + 1)}"><xf numFmtId="0"/>${formats.map((_, at) => `<xf numFmtId="${String(164 + at)}"/>`).join('')}</cellXfs></styleSheet>`,
  }
  for (const [at, { rows, tail = '' }] of sheets.entries())
    parts[`xl/worksheets/sheet${String(at + 1)}.xml`] =
      `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${tail}</worksheet>`
  const zipped: Zippable = {}
  for (const [name, content] of Object.entries({ ...parts, ...fixture.parts }))
    if (content !== null) zipped[name] = typeof content === 'string' ? Buffer.from(content) : content
  return zipSync(zipped)
}

/** A row of inline texts; null leaves a cell out. */
export function textRow(row: number, texts: readonly (string | null)[], attributes = ''): string {
  const cells = texts.map((text, at) =>
    text === null
      ? ''
      : `<c r="${String.fromCharCode(65 + at)}${String(row)}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`,
  )
  return `<row r="${String(row)}"${attributes}>${cells.join('')}</row>`
}

export async function readAll(
  bytes: Uint8Array,
  declaration: ImportDeclaration,
  limits: Partial<ReadLimits> = {},
): Promise<{ rows: ReadRow[]; notices: readonly SheetIssue[] }> {
  const reading = await readWorkbook(bytes, declaration, limits)
  if (!reading.ok) throw new Error(`refused: ${JSON.stringify(reading.issues)}`)
  return { rows: await collect(reading.value.rows), notices: reading.value.notices }
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}

export async function bytesOfStream(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Parts as text, by name. */
export function unpacked(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
}
