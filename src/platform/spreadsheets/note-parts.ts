import { refuse } from '#domain/kernel'
import { readAddress } from './cell-address.ts'
import { escapeCellText } from './cell-text.ts'
import { TextCollector, type Relation } from './workbook-contents.ts'
import type { WorkbookArchive } from './workbook-archive.ts'
import { attribute } from './xml-scanner.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAX_NOTES_BYTES = 32 * 1024 ** 2

/** Texts of notes by the address of their cell. */
export type CellNotes = ReadonlyMap<string, string>

/** The notes that a sheet has already. */
export async function readNotes(
  archive: WorkbookArchive,
  related: readonly Relation[],
): Promise<Map<string, string>> {
  const notes = new Map<string, string>()
  const part = related.find((relation) => relation.type === 'comments')?.target
  if (part === undefined || !archive.has(part)) return notes
  const collector = new TextCollector()
  let address = ''
  await archive.read(
    part,
    {
      open(name, tag) {
        if (name === 'comment') {
          address = attribute(tag, 'ref') ?? ''
          collector.start()
        } else collector.open(name)
      },
      close(name) {
        if (name !== 'comment') collector.close(name)
        else if (readAddress(address) !== null) notes.set(address, collector.take())
        else refuse('sheet.damaged', { part })
      },
      text(text) {
        collector.text(text)
      },
    },
    MAX_NOTES_BYTES,
  )
  return notes
}

export function notesXml(notes: CellNotes): string {
  const entries = [...notes].map(
    ([address, text]) =>
      `<comment ref="${address}" authorId="0"><text><r><t xml:space="preserve">${escapeCellText(text)}</t></r></text></comment>`,
  )
  return (
    `${HEAD}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
    `<authors><author></author></authors><commentList>${entries.join('')}</commentList></comments>`
  )
}

/** Programs draw a note in a box that is stated in an older drawing language. `sheet` counts from 1. */
export function notesDrawing(notes: CellNotes, sheet: number): string {
  const shapes = [...notes].flatMap(([address, text], at) => {
    const place = readAddress(address)
    if (place === null) return []
    const { column, row } = place
    const height = Math.min(12, 2 + Math.ceil(text.length / 14) + text.split('\n').length)
    return (
      `<v:shape id="_x0000_s${String(sheet * 1024 + at + 1)}" type="#_x0000_t202" ` +
      `style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
      '<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/><v:textbox/>' +
      '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>' +
      `<x:Anchor>${String(column + 1)},15,${String(Math.max(0, row - 2))},4,${String(column + 4)},15,${String(Math.max(0, row - 2) + height)},4</x:Anchor>` +
      `<x:AutoFill>False</x:AutoFill><x:Row>${String(row - 1)}</x:Row><x:Column>${String(column)}</x:Column></x:ClientData></v:shape>`
    )
  })
  return (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" ' +
    'xmlns:x="urn:schemas-microsoft-com:office:excel">' +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${String(sheet)}"/></o:shapelayout>` +
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>' +
    `${shapes.join('')}</xml>`
  )
}
