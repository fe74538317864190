import type { TargetPage } from '#contract/ledger'

/** Where years and values lie in the drawing, and which of them are written at the axes. */
export interface ChartScale {
  readonly firstYear: number
  readonly lastYear: number
  readonly low: number
  readonly high: number
  readonly yearTicks: readonly number[]
  readonly valueTicks: readonly number[]
  readonly x: (year: number) => number
  readonly y: (value: number) => number
}

export interface ChartBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Null where there is nothing to draw. The axis begins at 0 unless all values lie far above it. */
export function scaleOf(page: ChartData, box: ChartBox): ChartScale | null {
  const { years, values } = extentOf(page)
  if (years.length === 0 || values.length === 0) return null
  const firstYear = Math.min(...years)
  const lastYear = Math.max(...years, firstYear + 1)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const floor = least >= 0 && least < most * 0.6 ? 0 : least
  const step = niceStep((most - floor || Math.abs(most) || 1) / 4)
  const low = Math.floor(floor / step + 1e-9) * step
  const high = Math.max(Math.ceil(most / step - 1e-9) * step, low + step)
  const ticks = Math.round((high - low) / step)
  return {
    firstYear,
    lastYear,
    low,
    high,
    yearTicks: yearTicks(firstYear, lastYear),
    valueTicks: Array.from({ length: ticks + 1 }, (_, at) => clean(low + at * step)),
    x: (year) => box.left + ((box.right - box.left) * (year - firstYear)) / (lastYear - firstYear),
    y: (value) => box.bottom - ((box.bottom - box.top) * (value - low)) / (high - low),
  }
}

export type ChartData = Pick<TargetPage, 'actuals' | 'trajectory' | 'forecast' | 'wanted' | 'wanted2'> & {
  readonly target: Pick<TargetPage['target'], 'year'>
}

/** Values that count: one that was withdrawn stays in the table only. */
export function countingActuals({ actuals }: Pick<TargetPage, 'actuals'>): TargetPage['actuals'] {
  return actuals.filter(({ withdrawn }) => withdrawn === null).toSorted((a, b) => a.year - b.year)
}

function extentOf(page: ChartData): { years: number[]; values: number[] } {
  const { trajectory, forecast, wanted, wanted2, target } = page
  const actuals = countingActuals(page)
  const known = (value: number | null): value is number => value !== null && Number.isFinite(value)
  const years = [
    ...actuals.map(({ year }) => year),
    ...trajectory.map(({ year }) => year),
    ...forecast.map(({ year }) => year),
  ]
  return {
    years: years.length > 0 && target.year !== null ? [...years, target.year] : years,
    values: [
      ...actuals.flatMap(({ low, high, value }) => [low, high, value]),
      ...trajectory.map(({ required }) => required),
      ...forecast.flatMap(({ value, low, high }) => [value, low, high]),
      wanted,
      wanted2,
    ].filter(known),
  }
}

/** 1, 2 or 5 times a power of ten, no less than asked for. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].find((each) => each * power >= least - 1e-12) ?? 10
  return step * power
}

function yearTicks(first: number, last: number): number[] {
  const step = [1, 2, 5, 10, 20].find((each) => (last - first) / each <= 12) ?? 50
  const ticks: number[] = []
  for (let year = Math.ceil(first / step) * step; year <= last; year += step) ticks.push(year)
  return ticks
}

function clean(value: number): number {
  return Number(value.toPrecision(10))
}
