import {
  addresseeBlock,
  headingBlock,
  numberBlock,
  packDocument,
  signatureBlocks,
  tableBlocks,
  textBlocks,
  titleBlock,
  type OfficialTable,
} from './official-layout.ts'

export interface Letter {
  /** The title (标题). */
  readonly heading: string
  /** 发文字号. */
  readonly number: string | null
  /** 主送机关; a colon is added. */
  readonly addressee: string | null
  /** A line break within one begins a new paragraph. */
  readonly paragraphs: readonly string[]
  readonly table?: OfficialTable
  readonly signature: string | null
  /** As it shall be read: 2026年3月2日. */
  readonly date: string
}

export interface Circular extends Omit<Letter, 'paragraphs' | 'table'> {
  /** Numbered 一、二、… in their order. */
  readonly sections: readonly {
    readonly heading: string
    readonly paragraphs: readonly string[]
    readonly table?: OfficialTable
  }[]
}

/** A letter (公函, 决定, 通知书) as .docx in the form of official documents. */
export function writeLetter(letter: Letter): Promise<Uint8Array> {
  return packDocument(letter.heading, [
    ...titleBlock(letter.heading),
    ...numberBlock(letter.number),
    ...addresseeBlock(letter.addressee),
    ...letter.paragraphs.flatMap(textBlocks),
    ...(letter.table === undefined ? [] : tableBlocks(letter.table)),
    ...signatureBlocks(letter.signature, letter.date),
  ])
}

/** A circular (通报) as .docx: sections with headings, texts and tables. */
export function writeCircular(circular: Circular): Promise<Uint8Array> {
  return packDocument(circular.heading, [
    ...titleBlock(circular.heading),
    ...numberBlock(circular.number),
    ...addresseeBlock(circular.addressee),
    ...circular.sections.flatMap((section, i) => [
      ...headingBlock(section.heading, i + 1),
      ...section.paragraphs.flatMap(textBlocks),
      ...(section.table === undefined ? [] : tableBlocks(section.table)),
    ]),
    ...signatureBlocks(circular.signature, circular.date),
  ])
}
