import type { FormDefinition } from '#domain/indicators'
import type { BilingualText } from '#domain/kernel'

export interface CellChoice {
  readonly form: string
  readonly code: string
  readonly label: BilingualText
  readonly unit: string | null
}

/** All cells of the forms, in the order of the forms. */
export function cellChoices(forms: readonly FormDefinition[]): readonly CellChoice[] {
  return forms.flatMap((form) =>
    form.sections.flatMap(({ fields }) =>
      fields.map(({ code, label, unit }) => ({ form: form.code, code, label, unit })),
    ),
  )
}

/** The word that is being written before the caret: what a completion replaces. Empty behind a sign or within a text. */
export function wordBefore(text: string, caret: number): { readonly from: number; readonly word: string } {
  const before = text.slice(0, caret)
  const from = caret - (/[\p{L}\p{N}_!@-]*$/u.exec(before)?.[0].length ?? 0)
  const quotes = before.slice(0, from).split('"').length - 1
  return quotes % 2 === 1 ? { from: caret, word: '' } : { from, word: before.slice(from) }
}

/** Cells by code (with form or without) or label, best first; nothing before a character is typed. */
export function matchCells(cells: readonly CellChoice[], word: string, most: number): readonly CellChoice[] {
  const wanted = word.toLowerCase()
  if (wanted === '') return []
  const ranked = cells.flatMap((cell) => {
    const rank = rankOf(cell, wanted)
    return rank === null ? [] : [{ cell, rank }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ cell }) => cell)
}

function rankOf({ form, code, label }: CellChoice, wanted: string): number | null {
  const whole = `${form}!${code}`.toLowerCase()
  if (whole === wanted || code.toLowerCase() === wanted) return 0
  if (whole.startsWith(wanted) || code.toLowerCase().startsWith(wanted)) return 1
  if (label.zh.toLowerCase().startsWith(wanted)) return 2
  if (label.zh.toLowerCase().includes(wanted) || label.en.toLowerCase().includes(wanted)) return 3
  return null
}

/** The text with the word before the caret replaced by the cell, and where the caret then stands. */
export function insertCell(
  text: string,
  caret: number,
  { form, code }: Pick<CellChoice, 'form' | 'code'>,
): { readonly text: string; readonly caret: number } {
  const { from } = wordBefore(text, caret)
  const cell = `${form}!${code}`
  return { text: text.slice(0, from) + cell + text.slice(caret), caret: from + cell.length }
}
