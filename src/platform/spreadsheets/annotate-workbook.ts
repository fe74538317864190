import { Readable } from 'node:stream'
import { Refusal, accepted, refused, type Outcome } from '#domain/kernel'
import { writeZip, type ZipEntry } from '../archives/index.ts'
import { readAddress } from './cell-address.ts'
import { READ_LIMITS, type ReadLimits } from './declaration.ts'
import { CellMarker } from './mark-cells.ts'
import { MarkedStyles } from './marked-styles.ts'
import { notesDrawing, notesXml, readNotes } from './note-parts.ts'
import { bytesOf } from './read-workbook.ts'
import { WorkbookArchive } from './workbook-archive.ts'
import { attribute } from './xml-scanner.ts'
import {
  MAX_SMALL_PART_BYTES,
  readContents,
  relations,
  relationsPart,
  type Relation,
  type SheetEntry,
  type WorkbookContents,
} from './workbook-contents.ts'

export interface CellRemark {
  readonly sheet: string
  /** `C5`. */
  readonly cell: string
  /** A sentence for the person who has to correct the cell. */
  readonly text: string
}

/** Where the notes of a sheet go, without their ending, and the number of the sheet from 1. */
interface NotesPlace {
  readonly notes: string
  readonly number: number
}

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const NOTES_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml'
const DRAWING_TYPE = 'application/vnd.openxmlformats-officedocument.vmlDrawing'
/** More boxes of notes make programs slow to open the file; cells beyond are coloured only. */
const MAX_NOTES_PER_SHEET = 10_000

/**
 * A copy of someone's workbook in which faulty cells have a red ground and a note saying what is wrong. Formats,
 * formulas, validations and pictures stay as they were, since only the parts concerned are edited, as text. Notes
 * already there are kept; threaded discussions become their plain text.
 */
export async function annotateWorkbook(
  original: Uint8Array | string,
  remarks: readonly CellRemark[],
  limits: Partial<ReadLimits> = {},
): Promise<Outcome<Readable>> {
  const bounds = { ...READ_LIMITS, ...limits }
  try {
    const archive = new WorkbookArchive(await bytesOf(original, bounds), bounds)
    const contents = await readContents(archive, bounds)
    const entries = annotatedEntries(archive, contents, remarks)
    return accepted(Readable.from(writeZip(entries), { objectMode: false }))
  } catch (error) {
    if (error instanceof Refusal) return refused(...error.issues)
    throw error
  }
}

async function* annotatedEntries(
  archive: WorkbookArchive,
  contents: WorkbookContents,
  remarks: readonly CellRemark[],
): AsyncGenerator<ZipEntry, void, undefined> {
  const styles = new MarkedStyles(
    contents.stylesPart === undefined ? '' : await archive.text(contents.stylesPart, MAX_SMALL_PART_BYTES),
  )
  const done = new Set(['[content_types].xml', contents.stylesPart?.toLowerCase()])
  const dropped = new Set<string>()
  const folder = freeFolder(archive)
  const notesParts: string[] = []
  for (const sheet of contents.sheets) {
    const texts = remarksBySheet(remarks, sheet)
    if (texts.size === 0) continue
    const number = contents.sheets.indexOf(sheet) + 1
    const related = await relations(archive, sheet.part)
    done.add(sheet.part.toLowerCase())
    if (await hasControls(archive, related)) {
      // Their drawing is the one that notes would need; the colour has to do.
      yield {
        name: sheet.part,
        content: markedSheet(archive, sheet, new CellMarker(texts.keys(), styles, null)),
      }
      continue
    }
    const notes = `${folder}/sheet${String(number)}`
    yield* annotatedSheet(archive, sheet, related, texts, styles, { notes, number }, dropped)
    done.add(relationsPart(sheet.part).toLowerCase())
    notesParts.push(`${notes}.xml`)
  }
  if (contents.stylesPart !== undefined) yield { name: contents.stylesPart, content: styles.toXml() }
  const types = await archive.text('[Content_Types].xml', MAX_SMALL_PART_BYTES)
  yield { name: '[Content_Types].xml', content: withNoteTypes(types, notesParts, dropped) }
  for (const name of archive.names())
    if (!done.has(name.toLowerCase()) && !dropped.has(name.toLowerCase()))
      yield { name, content: archive.chunks(name) }
}

/** The parts of one sheet that change; those that are left out are added to `dropped`. */
async function* annotatedSheet(
  archive: WorkbookArchive,
  sheet: SheetEntry,
  related: readonly Relation[],
  texts: ReadonlyMap<string, string>,
  styles: MarkedStyles,
  place: NotesPlace,
  dropped: Set<string>,
): AsyncGenerator<ZipEntry, void, undefined> {
  const notes = await readNotes(archive, related)
  for (const [cell, text] of texts) {
    const old = notes.get(cell)
    if (notes.size < MAX_NOTES_PER_SHEET || old !== undefined)
      notes.set(cell, old === undefined ? text : `${text}\n${old}`)
  }
  const marker = new CellMarker(texts.keys(), styles, 'rIdNotesDrawing')
  yield { name: sheet.part, content: markedSheet(archive, sheet, marker) }
  const relationsFile = relationsPart(sheet.part)
  const old = archive.has(relationsFile) ? await archive.text(relationsFile, MAX_SMALL_PART_BYTES) : null
  yield { name: relationsFile, content: withNoteRelations(old, marker.replacedRelation, place) }
  yield { name: `${place.notes}.xml`, content: notesXml(notes) }
  yield { name: `${place.notes}.vml`, content: notesDrawing(notes, place.number) }
  for (const relation of related)
    if (
      relation.type === 'comments' ||
      relation.type === 'threadedComment' ||
      relation.id === marker.replacedRelation
    )
      dropped.add(relation.target.toLowerCase())
}

/** Buttons, boxes to tick and the like share a drawing with notes. */
async function hasControls(archive: WorkbookArchive, related: readonly Relation[]): Promise<boolean> {
  for (const relation of related)
    if (relation.type === 'vmlDrawing' && archive.has(relation.target)) {
      const drawing = await archive.text(relation.target, MAX_SMALL_PART_BYTES)
      if (/ObjectType\s*=\s*["'](?!Note)/.test(drawing)) return true
    }
  return false
}

async function* markedSheet(
  archive: WorkbookArchive,
  sheet: SheetEntry,
  marker: CellMarker,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const piece of archive.texts(sheet.part)) {
    const text = marker.push(piece)
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  yield Buffer.from(marker.end(), 'utf8')
}

function remarksBySheet(remarks: readonly CellRemark[], sheet: SheetEntry): Map<string, string> {
  const texts = new Map<string, string>()
  for (const remark of remarks) {
    if (remark.sheet !== sheet.name || readAddress(remark.cell) === null) continue
    const cell = remark.cell.replaceAll('$', '').toUpperCase()
    const old = texts.get(cell)
    texts.set(cell, old === undefined ? remark.text : `${old}\n${remark.text}`)
  }
  return texts
}

function withNoteRelations(old: string | null, replaced: string | null, { notes }: NotesPlace): string {
  const added =
    `<Relationship Id="rIdNotesDrawing" Type="${RELATIONSHIPS}/vmlDrawing" Target="/${notes}.vml"/>` +
    `<Relationship Id="rIdNotes" Type="${RELATIONSHIPS}/comments" Target="/${notes}.xml"/>`
  if (old === null)
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${added}</Relationships>`
    )
  const kept = old.replace(/<Relationship\s[^>]*?(?:\/>|>\s*<\/Relationship>)/g, (tag) => {
    const isReplaced = replaced !== null && attribute(tag, 'Id') === replaced
    return isReplaced || /\/relationships\/(?:comments|threadedComment)["']/.test(tag) ? '' : tag
  })
  return /<Relationships\s[^>]*\/>/.test(kept)
    ? kept.replace(/(<Relationships\s[^>]*)\/>/, `$1>${added}</Relationships>`)
    : kept.replace('</Relationships>', `${added}</Relationships>`)
}

function withNoteTypes(types: string, notes: readonly string[], dropped: ReadonlySet<string>): string {
  const kept = types.replace(/<Override\s[^>]*?(?:\/>|>\s*<\/Override>)/g, (tag) =>
    dropped.has((attribute(tag, 'PartName') ?? '').replace(/^\//, '').toLowerCase()) ? '' : tag,
  )
  const overrides = notes.map((part) => `<Override PartName="/${part}" ContentType="${NOTES_TYPE}"/>`)
  const vml = /Extension\s*=\s*["']vml["']/i.test(kept)
    ? ''
    : `<Default Extension="vml" ContentType="${DRAWING_TYPE}"/>`
  return kept.replace('</Types>', `${vml}${overrides.join('')}</Types>`)
}

/** A copy that comes back with new faults has our notes of last time in it. */
function freeFolder(archive: WorkbookArchive): string {
  const taken = new Set(archive.names().map((name) => name.toLowerCase().split('/')[1]))
  let number = 1
  while (taken.has(`notes${String(number)}`)) number += 1
  return `xl/notes${String(number)}`
}
