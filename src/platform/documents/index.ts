/**
 * Files become text: .txt .md .html .docx .pdf in UTF-8, UTF-16, GB18030 or Big5. Paragraphs are lines; a table row is one
 * line with its cells separated by tabs. Offsets of everything later are into the text that comes out here; for .txt and
 * .md that is the decoded file itself, unchanged but for a byte order mark.
 * Letters and circulars are written as .docx in the form of official documents (`write-letter.ts`).
 * Start reading at `read-document.ts`.
 */
export { readDocument, tooLarge, MAX_FILE_BYTES, MAX_CHARACTERS, type ReadDocument } from './read-document.ts'
export { writeCircular, writeLetter, type Circular, type Letter } from './write-letter.ts'
export { writeBulletin, type Bulletin, type BulletinSection, type BulletinTable } from './write-bulletin.ts'
export type { Chart, ChartSeries } from './chart-parts.ts'
export type { OfficialTable } from './official-layout.ts'
