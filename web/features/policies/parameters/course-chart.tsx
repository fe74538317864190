import type { ParameterView } from '#contract/rules'
import { policyParameterTexts } from '../../../text/policy-parameters.ts'
import { useText } from '../../../text/index.ts'
import { todayOf, useFormat } from '../../../ui/format.ts'
import { valueOn } from '../../../ui/rules/rule-names.ts'
import { useValueWords } from './use-value-words.ts'

const DAY = 86_400_000
const YEARS_BACK = 4
const YEARS_AHEAD = 1.5
const [WIDTH, HEIGHT] = [150, 26]
const [LOW, HIGH] = [22, 4]

/** The values of a parameter as steps over the last years and the coming ones; what is to come is dashed. */
export function CourseChart({ parameter }: { readonly parameter: ParameterView }) {
  const t = useText(policyParameterTexts)
  const words = useValueWords(parameter)
  const format = useFormat()
  const today = Date.parse(todayOf(new Date()))
  const [start, end] = [today - YEARS_BACK * 365 * DAY, today + YEARS_AHEAD * 365 * DAY]
  const x = (day: string | null) => {
    const at = day === null ? end : Math.min(end, Math.max(start, Date.parse(day)))
    return ((at - start) / (end - start)) * WIDTH
  }
  const now = ((today - start) / (end - start)) * WIDTH
  const sizes = parameter.values.map(({ value }) =>
    typeof value === 'number' ? value : Array.isArray(value) ? value.length : 1,
  )
  const most = Math.max(...sizes, 0)
  const least = Math.min(...sizes, most)
  const y = (size: number) =>
    most === least ? (LOW + HIGH) / 2 : LOW - ((size - least) / (most - least)) * (LOW - HIGH)
  const spells = parameter.values.flatMap((spell, index) => {
    const [from, to] = [x(spell.from), x(spell.to)]
    return to > from ? [{ from, to, y: y(sizes[index] ?? 0), key: spell.from }] : []
  })
  const label = t('chart', {
    values: parameter.values.map(({ from, value }) => `${format.date(from)} ${words(value)}`),
  })
  const held = valueOn(parameter.values, todayOf(new Date()))
  return (
    <svg className="course-chart" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <title>{label}</title>
      <line x1={now} x2={now} y1={0} y2={HEIGHT} className="course-today" />
      {spells.map((spell, index) => {
        const before = spells[index - 1]
        return (
          <g key={spell.key}>
            {before !== undefined && before.to === spell.from ? (
              <line x1={spell.from} x2={spell.from} y1={before.y} y2={spell.y} className="course-step" />
            ) : null}
            {spell.from < now ? (
              <line
                x1={spell.from}
                x2={Math.min(spell.to, now)}
                y1={spell.y}
                y2={spell.y}
                className="course-line"
              />
            ) : null}
            {spell.to > now ? (
              <line
                x1={Math.max(spell.from, now)}
                x2={spell.to}
                y1={spell.y}
                y2={spell.y}
                className="course-line course-ahead"
              />
            ) : null}
          </g>
        )
      })}
      {held === null ? null : (
        <circle cx={now} cy={y(sizes[parameter.values.indexOf(held)] ?? 0)} r={3} className="course-now" />
      )}
    </svg>
  )
}
