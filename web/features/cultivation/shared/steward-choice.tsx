import { useQuery } from '@tanstack/react-query'
import { cultivationTexts } from '../../../text/cultivation.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { stewardsQuery } from '../../../ui/services/service-queries.ts'

/** A government steward among the accounts that may be one, or nobody. */
export function StewardChoice({
  value,
  kept,
  onValue,
  ...rest
}: {
  readonly id?: string
  readonly 'aria-describedby'?: string | undefined
  readonly value: string
  /** Who it is now, should he no longer be among those who may be chosen. */
  readonly kept?: { readonly id: string; readonly name: string } | null
  readonly onValue: (value: string) => void
}) {
  const t = useText(cultivationTexts)
  const { data } = useQuery(stewardsQuery)
  const people = data?.people ?? []
  return (
    <Choice {...rest} value={value} onChange={({ target }) => onValue(target.value)}>
      <option value="">{t('stewardNone')}</option>
      {kept && !people.some(({ id }) => id === kept.id) ? <option value={kept.id}>{kept.name}</option> : null}
      {people.map(({ id, name, organisation }) => (
        <option key={id} value={id}>
          {name} · {organisation}
        </option>
      ))}
    </Choice>
  )
}
