import type { CellValue, FormField } from '#domain/indicators'
import type { entryTexts } from '../../../text/filing-sheet.ts'
import type { Translate } from '../../../text/index.ts'
import { readEntry } from './read-entry.ts'
import type { EntryNote } from './read-entry.ts'

/** What is typed as a value; what nobody can read stays the text that it is, and the checks say so. */
export function readValue(field: FormField, text: string): CellValue {
  const reading = readEntry(field, text)
  return reading.kind === 'empty' ? null : reading.kind === 'value' ? reading.value : text.trim()
}

/** An entry that was converted or read as negative, with the value that came of it. */
export interface EntryRead {
  readonly value: CellValue
  readonly note: EntryNote
}

export function withNote(
  notes: ReadonlyMap<string, EntryRead>,
  field: FormField,
  text: string,
  value: CellValue,
): ReadonlyMap<string, EntryRead> {
  const reading = readEntry(field, text)
  const note = reading.kind === 'value' ? reading.note : null
  const after = new Map(notes)
  after.delete(field.code)
  return note === null ? after : after.set(field.code, { value, note })
}

/** Only while the cell still holds what was read so. */
export function noteWords(
  t: Translate<keyof (typeof entryTexts)['zh-CN']>,
  read: EntryRead | undefined,
  value: CellValue,
): string | null {
  if (read === undefined || read.value !== value) return null
  return read.note.kind === 'converted'
    ? t('note.converted', { from: read.note.from })
    : t('note.negative-in-brackets')
}
