/**
 * The look of Chinese official documents after GB/T 9704-2012 (党政机关公文格式): A4, margins of 37, 35, 28 and 26 mm, title in
 * size 二号 小标宋, body in 三号 仿宋 with an indent of two characters, first level of headings 黑体, second 楷体, page number
 * in 四号 宋体 between dashes, on the outer side. The standard's fonts are not free: each is named with the ones that other
 * systems have in its place. Lines have the usual fixed 28 points; 27 characters fit into one, the standard's 28 would
 * need squeezed letters.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  convertMillimetersToTwip,
  type IParagraphOptions,
} from 'docx'

export interface OfficialTable {
  readonly header: readonly string[]
  /** Cells as they shall be read; columns that hold nothing but numbers are set to the right. */
  readonly rows: readonly (readonly string[])[]
}

export type Block = Paragraph | Table

const mm = convertMillimetersToTwip
const PAGE = { width: 210, height: 297, top: 37, bottom: 35, left: 28, right: 26 }
const TEXT_WIDTH = mm(PAGE.width - PAGE.left - PAGE.right)
const TWIPS_PER_POINT = 20

/** Name in the document, and what stands in for it where it is not installed. */
const FONTS = {
  title: { name: '方正小标宋简体', others: '小标宋,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC' },
  body: { name: '仿宋_GB2312', others: '仿宋,FangSong,华文仿宋,STFangsong,宋体,SimSun,Noto Serif CJK SC' },
  heading: { name: '黑体', others: 'SimHei,华文黑体,STHeiti,微软雅黑,Noto Sans CJK SC' },
  subheading: { name: '楷体_GB2312', others: '楷体,KaiTi,华文楷体,STKaiti,宋体,SimSun,Noto Serif CJK SC' },
  number: { name: '宋体', others: 'SimSun,华文宋体,STSong,Noto Serif CJK SC' },
} as const
type FontUse = keyof typeof FONTS

/** 二号, 三号, 四号, 小四 in points. */
const SIZE = { title: 22, body: 16, pageNumber: 14, table: 12, wideTable: 10.5 } as const

export function titleBlock(text: string): Block[] {
  return linesOf(text).map(
    (line) =>
      new Paragraph({
        alignment: AlignmentType.CENTER,
        ...exactLine(36),
        children: [run(line, 'title', SIZE.title)],
      }),
  )
}

/** 发文字号: centred, with a blank line after it. */
export function numberBlock(text: string | null): Block[] {
  const lines = text === null ? [] : linesOf(text)
  return [...lines.map((line) => bodyParagraph(line, { alignment: AlignmentType.CENTER })), bodyParagraph('')]
}

/** 主送机关: from the margin, with a colon. */
export function addresseeBlock(text: string | null): Block[] {
  const line =
    text === null
      ? ''
      : linesOf(text)
          .join('')
          .replace(/[:：]$/, '')
  return line === '' ? [] : [bodyParagraph(`${line}：`)]
}

/** Every line of it is a paragraph; a short line that begins as a heading does is set as one. */
export function textBlocks(text: string): Block[] {
  return linesOf(text).map((line) => {
    const level = headingLevelOf(line)
    return bodyParagraph(
      line,
      { indent: indentOfTwo, ...(level === 'body' ? { alignment: AlignmentType.BOTH } : { keepNext: true }) },
      level,
    )
  })
}

/** The text with 一、 (or 1.) in front, unless it has a number already. `place` counts from 1; `newPage`: begins one. */
export function headingBlock(
  text: string,
  place: number,
  language: 'zh' | 'en' = 'zh',
  newPage = false,
): Block[] {
  const line = linesOf(text).join('')
  const options: IParagraphOptions = { keepNext: true, ...(newPage ? { pageBreakBefore: true } : {}) }
  if (language === 'en')
    return [bodyParagraph(`${place}. ${line}`, { ...options, ...exactLine(36) }, 'heading')]
  const numbered = /^[一二三四五六七八九十]+、/.test(line) ? line : `${chineseNumber(place)}、${line}`
  return [bodyParagraph(numbered, { ...options, indent: indentOfTwo }, 'heading')]
}

/** 表题: centred over its table, which it does not leave. */
export function captionBlock(text: string): Block[] {
  return smallLine(text, { alignment: AlignmentType.CENTER, keepNext: true }, 'heading')
}

/** Under a table or chart: what its signs mean. */
export function remarkBlock(text: string): Block[] {
  return smallLine(text, { alignment: AlignmentType.LEFT }, 'body')
}

/** A line of its own height that holds one word, for what is put in its place when the file is there. */
export function placeBlock(word: string): Block[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 120, after: 60 },
      children: [new TextRun(word)],
    }),
  ]
}

function smallLine(text: string, options: IParagraphOptions, use: FontUse): Block[] {
  const spacing = { line: 20 * TWIPS_PER_POINT, lineRule: LineRuleType.AT_LEAST, before: 60, after: 60 }
  return linesOf(text).map(
    (line) => new Paragraph({ ...options, spacing, children: [run(line, use, SIZE.table)] }),
  )
}

/**
 * 发文机关署名 and 成文日期: the date ends four characters before the margin, the signature is centred over it; a signature
 * longer than the date ends two characters before the margin and the date is centred under it. Kept together.
 */
export function signatureBlocks(signature: string | null, date: string): Block[] {
  const signed = signature === null ? '' : linesOf(signature).join('')
  const dated = linesOf(date).join('')
  const over = (widthOf(signed) - widthOf(dated)) / 2
  const [signatureEnds, dateEnds] = over > 2 ? [2, 2 + over] : [4 - over, 4]
  const atRight = (text: string, end: number, keepNext: boolean) =>
    bodyParagraph(text, {
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(end * SIZE.body * TWIPS_PER_POINT) },
      keepNext,
    })
  return [
    bodyParagraph('', { keepNext: true }),
    bodyParagraph('', { keepNext: true }),
    ...(signed === '' ? [] : [atRight(signed, signatureEnds, true)]),
    atRight(dated, dateEnds, false),
  ]
}

export function tableBlocks(table: OfficialTable): Block[] {
  const columns = Math.max(table.header.length, ...table.rows.map((row) => row.length))
  if (columns === 0) return []
  const at = (row: readonly string[], column: number): string => linesOf(row[column] ?? '').join('\n')
  const indexes = Array.from({ length: columns }, (_, column) => column)
  // 小四 where it fits, 五号 for tables of many columns.
  const size = columns > 7 ? SIZE.wideTable : SIZE.table
  const widths = columnWidths(
    indexes.map((column) => [at(table.header, column), ...table.rows.map((row) => at(row, column))]),
    size,
  )
  const isNumeric = indexes.map((column) => holdsNumbers(table.rows.map((row) => at(row, column))))
  const rowOf = (row: readonly string[], isHeader: boolean) =>
    new TableRow({
      ...(isHeader ? { tableHeader: true } : {}),
      cantSplit: true,
      children: indexes.map(
        (column) =>
          new TableCell({
            width: { size: widths[column] ?? 0, type: WidthType.DXA },
            verticalAlign: VerticalAlignTable.CENTER,
            margins: { top: 40, bottom: 40, left: CELL_MARGIN, right: CELL_MARGIN },
            children: at(row, column)
              .split('\n')
              .map(
                (line) =>
                  new Paragraph({
                    alignment: alignmentOf(isHeader, isNumeric[column] ?? false),
                    spacing: { line: 20 * TWIPS_PER_POINT, lineRule: LineRuleType.AT_LEAST },
                    children: [run(line, isHeader ? 'heading' : 'body', size)],
                  }),
              ),
          }),
      ),
    })
  const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  return [
    new Table({
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      borders: {
        top: line,
        bottom: line,
        left: line,
        right: line,
        insideHorizontal: line,
        insideVertical: line,
      },
      rows: [rowOf(table.header, true), ...table.rows.map((row) => rowOf(row, false))],
    }),
    // Two tables without a paragraph between them would become one.
    bodyParagraph(''),
  ]
}

/** The file: no macros, nothing that is loaded from elsewhere. */
export async function packDocument(title: string, blocks: readonly Block[]): Promise<Uint8Array> {
  const { width, height, top, bottom, left, right } = PAGE
  const document = new Document({
    title: linesOf(title).join(''),
    creator: '多园',
    lastModifiedBy: '多园',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: fontOf('body'), size: SIZE.body * 2, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(width), height: mm(height) },
            // The page number's upper edge is 7 mm below the text.
            margin: {
              top: mm(top),
              bottom: mm(bottom),
              left: mm(left),
              right: mm(right),
              footer: mm(bottom - 7 - 5),
            },
          },
        },
        footers: { default: pageNumber('right'), even: pageNumber('left') },
        children: [...blocks],
      },
    ],
  })
  return new Uint8Array(
    await Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: fontTable() }]),
  )
}

/** On the outer side, one character from the margin. */
function pageNumber(side: 'left' | 'right'): Footer {
  const indent = SIZE.pageNumber * TWIPS_PER_POINT
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: side === 'left' ? { left: indent } : { right: indent },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: fontOf('number'),
            size: SIZE.pageNumber * 2,
          }),
        ],
      }),
    ],
  })
}

const indentOfTwo = { firstLine: 2 * SIZE.body * TWIPS_PER_POINT, firstLineChars: 200 }

function bodyParagraph(line: string, options: IParagraphOptions = {}, use: FontUse = 'body'): Paragraph {
  return new Paragraph({ ...exactLine(28), ...options, children: [run(line, use, SIZE.body)] })
}

function exactLine(points: number): IParagraphOptions {
  return {
    spacing: { line: points * TWIPS_PER_POINT, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
  }
}

function run(text: string, use: FontUse, points: number): TextRun {
  return new TextRun({ text, font: fontOf(use), size: points * 2 })
}

function fontOf(use: FontUse) {
  const latin = use === 'number' ? FONTS.number.name : 'Times New Roman'
  // Without the hint, quotation marks and dashes would come from the Latin font, half as wide.
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia: FONTS[use].name, hint: 'eastAsia' }
}

function fontTable(): string {
  const fonts = Object.values(FONTS).map(
    ({ name, others }) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`
}

/** A heading is short and no sentence; 一、 begins the first level, （一） the second. */
function headingLevelOf(line: string): FontUse {
  if (line.length > 40 || /[。；：]$/.test(line)) return 'body'
  if (/^[一二三四五六七八九十]+、/.test(line)) return 'heading'
  return /^（[一二三四五六七八九十]+）/.test(line) ? 'subheading' : 'body'
}

/** Lines of a text that came from people: what XML cannot hold is gone, blanks at the ends too, and so are empty lines. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)
    .map((line) =>
      line
        .replaceAll('\t', ' ')
        .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '')
        .trim(),
    )
    .filter((line) => line !== '')
}

/** In Chinese characters; Latin letters and digits are half as wide. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /[\u0020-\u007e\u2212]/.test(character) ? 0.5 : 1
  return width
}

/**
 * Widths of a table's columns: first what each needs so that no number or word is broken, then the rest by the longest cell,
 * within limits, so that a title does not starve the others.
 */
function columnWidths(columns: readonly (readonly string[])[], size: number): number[] {
  const em = size * TWIPS_PER_POINT
  const needed = columns.map((cells) => {
    const longest = Math.max(2, ...cells.flatMap((cell) => (cell.match(UNBROKEN) ?? []).map(widthOf)))
    return Math.ceil(longest * em * DIGIT_ALLOWANCE) + 2 * CELL_MARGIN
  })
  const wanted = columns.map((cells) =>
    Math.min(18, Math.max(3, ...cells.flatMap((cell) => cell.split('\n').map(widthOf)))),
  )
  const rest = TEXT_WIDTH - needed.reduce((sum, width) => sum + width, 0)
  if (rest <= 0) {
    const total = needed.reduce((sum, width) => sum + width, 0)
    return needed.map((width) => Math.floor((TEXT_WIDTH * width) / total))
  }
  const lacking = wanted.map((width, column) =>
    Math.max(0, width * em + 2 * CELL_MARGIN - (needed[column] ?? 0)),
  )
  const total = lacking.reduce((sum, width) => sum + width, 0)
  return needed.map((width, column) =>
    Math.floor(width + (total === 0 ? rest / needed.length : (rest * (lacking[column] ?? 0)) / total)),
  )
}

/** What a line is not broken in: numbers, dates, codes. */
const UNBROKEN = /[\u0021-\u007e\u2212]+/g
/** Digits are wider than half a character in many a font. */
const DIGIT_ALLOWANCE = 1.3
/** Left and right of a cell, in twips. */
const CELL_MARGIN = 60

/** Empty cells, dashes, dots and 缺 say that there is no number; a column of them alone is none of numbers. */
function holdsNumbers(cells: readonly string[]): boolean {
  const told = cells.filter((cell) => !/^[—–…缺-]?$/.test(cell))
  return told.length > 0 && told.every((cell) => /^[+−-]?\d[\d,， ]*(\.\d+)?\s?[%‰]?$/.test(cell))
}

function alignmentOf(isHeader: boolean, isNumeric: boolean) {
  if (isHeader) return AlignmentType.CENTER
  return isNumeric ? AlignmentType.RIGHT : AlignmentType.LEFT
}

/** 1 to 99. */
function chineseNumber(n: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const tens = Math.floor(n / 10)
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${digits[n % 10]}`
}
