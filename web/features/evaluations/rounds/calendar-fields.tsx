import { checkRoundDays } from '#domain/evaluation'
import type { RoundCalendar } from '#contract/evaluations'
import { evaluationRoundTexts } from '../../../text/evaluation-rounds.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'

export const DAYS = ['freezeOn', 'reviewFrom', 'reviewTo', 'confirmOn', 'publishOn'] as const
export const NO_DAYS: RoundCalendar = {
  freezeOn: '',
  reviewFrom: '',
  reviewTo: '',
  confirmOn: '',
  publishOn: '',
}

/** What is wrong with the days as typed, by day; the same order as the server asks. */
export function dayFaults(days: RoundCalendar): ReadonlyMap<(typeof DAYS)[number], 'missing' | 'order'> {
  const missing = DAYS.filter((day) => days[day] === '')
  if (missing.length > 0) return new Map(missing.map((day) => [day, 'missing']))
  const wrong = new Set(checkRoundDays(days).map(({ path }) => path?.[1]))
  return new Map(DAYS.filter((day) => wrong.has(day)).map((day) => [day, 'order']))
}

/** The five days of a round. */
export function CalendarFields({
  days,
  tried,
  onDays,
}: {
  readonly days: RoundCalendar
  readonly tried: boolean
  readonly onDays: (days: RoundCalendar) => void
}) {
  const t = useText(evaluationRoundTexts)
  const faults = dayFaults(days)
  return (
    <div className="round-days">
      {DAYS.map((day) => {
        const fault = faults.get(day)
        const shown = fault === 'order' || (fault === 'missing' && tried)
        return (
          <Field
            key={day}
            label={t(`day.${day}`)}
            error={shown ? t(fault === 'order' ? 'calendarOrder' : 'calendarMissing') : undefined}
          >
            {({ status: _status, ...field }) => (
              <input
                {...field}
                type="date"
                className="choice choice-date"
                value={days[day]}
                onChange={({ target }) => onDays({ ...days, [day]: target.value })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}
