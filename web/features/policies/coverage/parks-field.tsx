import Button from 'antd/es/button'
import type { ParkName } from '#contract/policies'
import { policyCoverageTexts } from '../../../text/policy-coverage.ts'
import { useText } from '../../../text/index.ts'
import { Field } from '../../../ui/field.tsx'
import { useSay } from '../../../ui/say.ts'

/** Some of the parks, by boxes. */
export function ParksField({
  label,
  parks,
  chosen,
  error,
  onChosen,
}: {
  readonly label: string
  readonly parks: readonly ParkName[]
  readonly chosen: readonly string[]
  readonly error?: string | undefined
  readonly onChosen: (parks: readonly string[]) => void
}) {
  const t = useText(policyCoverageTexts)
  const say = useSay()
  return (
    <Field label={label} error={error}>
      {({ id, ...field }) => (
        <div
          className="parks-field"
          role="group"
          aria-label={label}
          aria-describedby={field['aria-describedby']}
        >
          {parks.map((park, index) => (
            <label key={park.id}>
              <input
                id={index === 0 ? id : undefined}
                type="checkbox"
                aria-invalid={field['aria-invalid']}
                checked={chosen.includes(park.id)}
                onChange={({ target }) =>
                  onChosen(target.checked ? [...chosen, park.id] : chosen.filter((each) => each !== park.id))
                }
              />{' '}
              {say(park.name)}
            </label>
          ))}
          <span className="parks-all">
            <Button size="small" type="link" onClick={() => onChosen(parks.map((park) => park.id))}>
              {t('setAll')}
            </Button>
            <Button size="small" type="link" onClick={() => onChosen([])}>
              {t('setNone')}
            </Button>
          </span>
        </div>
      )}
    </Field>
  )
}
