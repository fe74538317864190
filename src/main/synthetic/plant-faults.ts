import type { CellValue, FilingValues } from '#domain/indicators'
import { isOpen, MONTHLY_FORM, streamOf, type DemoForm } from './calendar-of-filings.ts'
import type { DemoParameters } from './demo-parameters.ts'
import { chanceOf } from './random.ts'

export const FAULT_KINDS = [
  /** One amount a thousand times too large: 元 written where 千元 is asked. */
  'unit-slip',
  /** Two neighbouring digits of an amount changed places. */
  'digit-swap',
  /** A cell left empty that a total needs or the form asks for. */
  'missing-part',
  /** A total that is not the sum of its parts. */
  'sum-off',
  /** All amounts four times what they were, in themselves consistent: only history shows it. */
  'outlier-jump',
  /** An amount that was approved and locked, and corrected after a reopening. */
  'revised',
  /** Filed after the due day. */
  'late',
  /** Owed and not filed. */
  'missing',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/**
 * A fault that was planted, where and how it stands now. corrected: it was found and mended before approval, the history tells;
 * revised: after it; standing: it is there to be found.
 */
export interface PlantedFault {
  readonly number: number
  readonly form: DemoForm
  readonly period: string
  readonly kind: FaultKind
  readonly stands: 'corrected' | 'revised' | 'standing'
  /** Cells with the wrong and the right value; all amounts of an outlier. */
  readonly cells: Readonly<Record<string, { readonly wrong: CellValue; readonly right: CellValue }>>
}

/** Cells in which a fault can be planted, chosen so that a check of the form finds it. */
const PLACES: Readonly<Partial<Record<DemoForm, Readonly<Partial<Record<FaultKind, readonly string[]>>>>>> = {
  'GQ-002': {
    'unit-slip': ['QC06', 'QC07', 'QC31', 'QC25', 'QC55'],
    'digit-swap': ['QC06', 'QC07', 'QC33', 'QC25', 'QC27_1'],
    'missing-part': ['QC24', 'QC05_0'],
    'sum-off': ['QC05_0', 'QC24', 'QC234'],
    'outlier-jump': [],
    revised: ['QC13'],
  },
  'GQ-003': {
    'digit-swap': ['QD31'],
    'missing-part': ['QD01'],
    'sum-off': ['QD31'],
  },
  'GQ-005': {
    'unit-slip': ['QJ23_1', 'QJ23_2'],
    'digit-swap': ['QJ23_1', 'QJ20'],
    'missing-part': ['QJ20', 'QJ09'],
    'sum-off': ['QJ20', 'QJ33'],
  },
  'ZK-M01': {
    'unit-slip': ['QC06', 'QC07', 'QC10'],
    'digit-swap': ['QC06', 'QC07', 'QC05_0'],
    'missing-part': ['QC06', 'QC49', 'QJ20'],
    'sum-off': ['QC05_0'],
    'outlier-jump': [],
    revised: ['QC13'],
  },
}

/** Amounts below this are too small to be told from rounding or to have neighbours to swap. */
const WORTH = 3000

/**
 * Which of the filers of a period get which fault: a lot for each kind among those whom it fits, nobody two. Linked enterprises
 * are left out.
 */
export function chooseFaults(
  parameters: DemoParameters,
  form: DemoForm,
  period: string,
  filers: readonly number[],
  fits: (number: number, kind: FaultKind) => boolean,
): ReadonlyMap<number, FaultKind> {
  const chosen = new Map<number, FaultKind>()
  const { perThousand, atLeast } = parameters.faults
  const year = Number(period.slice(0, 4))
  const published =
    form !== MONTHLY_FORM && (year === parameters.years.first || year === parameters.register.year)
  for (const [index, kind] of FAULT_KINDS.entries()) {
    if (!canHave(form, kind)) continue
    // What is open has not been revised; who is late there has not filed; yearly forms are missed by the register's own lot.
    if (isOpen(parameters, form, period) && (kind === 'revised' || kind === 'late' || kind === 'missing'))
      continue
    if (kind === 'missing' && form !== MONTHLY_FORM) continue
    if (kind === 'revised' && published) continue
    const wanted = Math.max(atLeast, Math.round((perThousand[kind] * filers.length) / 1000))
    const stream = streamOf(form, period) * 16 + index
    // Enough candidates to find so many, without ranking everybody.
    const bar = Math.min(1, (wanted * 4 + 40) / Math.max(filers.length, 1))
    const candidates = filers
      .map((number) => [number, chanceOf(parameters.seed, number, 'fault', stream)] as const)
      .filter(([number, chance]) => chance < bar && number > parameters.links.length && !chosen.has(number))
      .sort(([one, first], [other, second]) => first - second || one - other)
    let left = wanted
    for (const [number] of candidates) {
      if (left === 0) break
      if (!fits(number, kind)) continue
      chosen.set(number, kind)
      left -= 1
    }
  }
  return chosen
}

function canHave(form: DemoForm, kind: FaultKind): boolean {
  if (form.startsWith('ZK-P') || form.startsWith('ZK-L') || form === 'GQ-001') return kind === 'late'
  return kind === 'late' || kind === 'missing' || PLACES[form]?.[kind] !== undefined
}

/** The cells that a fault spoils in these values; none where this filing has no place for it. */
export function spoil(
  form: DemoForm,
  kind: FaultKind,
  number: number,
  values: FilingValues,
): PlantedFault['cells'] {
  if (kind === 'late' || kind === 'missing') return {}
  if (kind === 'outlier-jump') return jump(values)
  const places = PLACES[form]?.[kind] ?? []
  for (let step = 0; step < places.length; step += 1) {
    const cell = places[(number + step) % places.length] ?? ''
    const right = values[cell]
    if (typeof right !== 'number') continue
    const wrong = wrongValue(kind, right)
    if (wrong !== undefined && wrong !== right) return { [cell]: { wrong, right } }
  }
  return {}
}

function wrongValue(kind: FaultKind, right: number): CellValue | undefined {
  switch (kind) {
    case 'unit-slip':
      return right >= WORTH ? right * 1000 : undefined
    case 'digit-swap':
      return swapDigits(right)
    case 'missing-part':
      return right > 0 ? null : undefined
    case 'sum-off':
      return right >= 20 ? right + Math.max(1, Math.round(right * 0.07)) : undefined
    case 'revised':
      return right >= WORTH ? Math.round(right * 1.32) : undefined
    case 'outlier-jump':
    case 'late':
    case 'missing':
      return undefined
  }
}

/** The first two neighbouring digits after the first that differ, the larger going up so that the error is in excess. */
function swapDigits(right: number): number | undefined {
  const digits = [...String(right)]
  for (let place = 0; place + 1 < digits.length; place += 1) {
    const [one, other] = [digits[place] ?? '', digits[place + 1] ?? '']
    if (one >= other) continue
    digits[place] = other
    digits[place + 1] = one
    return Number(digits.join(''))
  }
  return undefined
}

/** Cells that are not amounts and stay as they are. */
const HEADS = new Set(['QD01', 'QJ09', 'QJ55', 'QJ56', 'QJ73'])

function jump(values: FilingValues): PlantedFault['cells'] {
  const cells: Record<string, { wrong: CellValue; right: CellValue }> = {}
  for (const [code, right] of Object.entries(values)) {
    if (typeof right === 'number' && right !== 0 && !HEADS.has(code))
      cells[code] = { wrong: right * 4, right }
  }
  return cells
}
