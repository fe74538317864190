import { type CellValue, type CompiledForm, type FilingValues } from '#domain/indicators'

/**
 * Which field stands where in a stored filing: figures (integer, decimal, year, flag as 1 and 0) and words (text, choice, day),
 * each in the order of the form version. Missing is null in both.
 */
export interface CellPlaces {
  readonly figures: readonly string[]
  readonly words: readonly string[]
}

export function placesOf(form: CompiledForm): CellPlaces {
  return {
    figures: form.fields.filter(({ isFigure }) => isFigure).map(({ field }) => field.code),
    words: form.fields.filter(({ isFigure }) => !isFigure).map(({ field }) => field.code),
  }
}

export interface StoredCells {
  readonly figures: (number | null)[]
  readonly words: (string | null)[]
}

/** Values as they are stored; what the form does not know was refused before. A text in the place of a figure is not kept. */
export function toStored(form: CompiledForm, values: FilingValues): StoredCells {
  const { figures, words } = placesOf(form)
  return {
    figures: figures.map((code) => figureOf(values[code])),
    words: words.map((code) => {
      const value = values[code]
      return value === undefined || value === null || value === '' ? null : String(value)
    }),
  }
}

function figureOf(value: CellValue | undefined): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Values as the engine and the page take them; only what is filled. */
export function fromStored(form: CompiledForm, stored: StoredCells): FilingValues {
  const { figures, words } = placesOf(form)
  const values: Record<string, CellValue> = {}
  for (const [place, code] of figures.entries()) {
    const value = stored.figures[place] ?? null
    if (value === null) continue
    values[code] = form.fieldByCode.get(code)?.field.type === 'flag' ? value === 1 : value
  }
  for (const [place, code] of words.entries()) {
    const value = stored.words[place] ?? null
    if (value !== null) values[code] = value
  }
  return values
}

/** Cells that differ, each with before and after; missing is null. */
export function changedCells(
  before: FilingValues,
  after: FilingValues,
): Record<string, [CellValue, CellValue]> {
  const changed: Record<string, [CellValue, CellValue]> = {}
  for (const code of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const then = before[code] ?? null
    const now = after[code] ?? null
    if (then !== now) changed[code] = [then, now]
  }
  return changed
}
