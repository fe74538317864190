import { studentT } from './student-t.ts'
import type { Actual, Forecast } from './target.ts'
import { LONGEST_PATH_YEARS } from './trajectory.ts'

/** Share of later values that the band should hold, if the years to come are like those known. */
export const BAND = 0.8
/** With fewer years a line and its scatter cannot be told apart. */
const FEWEST_FOR_BAND = 4

/**
 * Every year after the last actual up to `toYear`, from the actuals alone. Four years or more: least squares on the year,
 * of ln(value) (`log-linear`), or of the value itself where one is not above zero (`linear`), with an 80 % prediction
 * interval. Two or three: the mean yearly growth from first to last (`mean-growth`), or the mean yearly change where first or
 * last is not above zero (`mean-change`), without a band. One or none: no forecast. Of several values of a year the last
 * given counts. `low` and `high` of the actuals are left out of account.
 */
export function forecast(actuals: readonly Actual[], toYear: number): Forecast[] {
  const known = yearly(actuals)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined || first === last) return []
  const until = Math.min(toYear, last.year + LONGEST_PATH_YEARS)
  const predict = known.length >= FEWEST_FOR_BAND ? fittedLine(known) : meanPace(first, last)
  const years = known.map(({ year }) => year)
  const forecasts: Forecast[] = []
  for (let year = last.year + 1; year <= until; year++) {
    const predicted = { year, years, ...predict(year) }
    // A steep line leaves the range of numbers; what lies behind is not known.
    if (![predicted.value, predicted.low ?? 0, predicted.high ?? 0].every(Number.isFinite)) break
    forecasts.push(predicted)
  }
  return forecasts
}

/** One value per year, in the order of years; what is not a number is left out. */
export function yearly(actuals: readonly Actual[]): Actual[] {
  const byYear = new Map<number, Actual>()
  for (const actual of actuals) {
    if (Number.isInteger(actual.year) && Number.isFinite(actual.value)) byYear.set(actual.year, actual)
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year)
}

type Prediction = Pick<Forecast, 'value' | 'low' | 'high' | 'method'>

function meanPace(first: Actual, last: Actual): (year: number) => Prediction {
  const span = last.year - first.year
  if (first.value > 0 && last.value > 0) {
    const yearlyFactor = (last.value / first.value) ** (1 / span)
    return (year) => ({
      value: last.value * yearlyFactor ** (year - last.year),
      low: null,
      high: null,
      method: 'mean-growth',
    })
  }
  const yearlyChange = (last.value - first.value) / span
  return (year) => ({
    value: last.value + yearlyChange * (year - last.year),
    low: null,
    high: null,
    method: 'mean-change',
  })
}

/** Simple linear regression; half width of the interval: t x s x sqrt(1 + 1/n + (x - mean x)^2 / Sxx). */
function fittedLine(known: readonly Actual[]): (year: number) => Prediction {
  const isLogarithmic = known.every(({ value }) => value > 0)
  const points = known.map(({ year, value }) => ({ x: year, y: isLogarithmic ? Math.log(value) : value }))
  const count = points.length
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / count
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / count
  const sxx = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / sxx
  const at = (x: number): number => meanY + slope * (x - meanX)
  const scatter = Math.sqrt(points.reduce((sum, { x, y }) => sum + (y - at(x)) ** 2, 0) / (count - 2))
  const t = studentT(BAND, count - 2)
  const back = isLogarithmic ? Math.exp : (y: number): number => y
  return (year) => {
    const middle = at(year)
    const half = t * scatter * Math.sqrt(1 + 1 / count + (year - meanX) ** 2 / sxx)
    return {
      value: back(middle),
      low: back(middle - half),
      high: back(middle + half),
      method: isLogarithmic ? 'log-linear' : 'linear',
    }
  }
}
