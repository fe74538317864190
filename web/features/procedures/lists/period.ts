export const PRESETS = ['month', 'lastMonth', 'quarter', 'year', 'lastYear'] as const
export type Preset = (typeof PRESETS)[number]
export interface Period {
  readonly from: string
  readonly to: string
}

/** A usual period as of `today` (`2026-11-22`); running ones end today. */
export function presetPeriod(preset: Preset, today: string): Period {
  const [year = 0, month = 0] = today.split('-').map(Number)
  switch (preset) {
    case 'month':
      return { from: dateOf(year, month, 1), to: today }
    case 'lastMonth':
      return { from: dateOf(year, month - 1, 1), to: dateOf(year, month, 0) }
    case 'quarter':
      return { from: dateOf(year, Math.floor((month - 1) / 3) * 3 + 1, 1), to: today }
    case 'year':
      return { from: dateOf(year, 1, 1), to: today }
    case 'lastYear':
      return { from: dateOf(year - 1, 1, 1), to: dateOf(year - 1, 12, 31) }
  }
}

/** Month 0 is December of the year before, day 0 the last of the month before. */
function dateOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}
