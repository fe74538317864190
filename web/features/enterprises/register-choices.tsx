import { useQuery } from '@tanstack/react-query'
import { organisationsQuery } from '../../app/organisations.ts'
import { enterpriseTexts } from '../../text/enterprises.ts'
import { useText } from '../../text/index.ts'
import { Choice } from '../../ui/choice.tsx'
import { useFormat } from '../../ui/format.ts'
import { useClassifications } from './classification-words.ts'
import type { CodeList } from './classification-words.ts'

interface ChoiceProps {
  readonly id?: string
  readonly label?: string
  readonly value: string
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-invalid'?: boolean
  readonly onValue: (value: string) => void
}

/** A park or a district, or none. */
export function PlaceChoice({
  kind,
  none,
  label,
  onValue,
  ...rest
}: ChoiceProps & { readonly kind: 'park' | 'district'; readonly none?: string }) {
  const t = useText(enterpriseTexts)
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  return (
    <Choice {...rest} aria-label={label} onChange={({ target }) => onValue(target.value)}>
      <option value="">{none ?? (kind === 'park' ? t('outside') : t('noneOption'))}</option>
      {(data?.organisations ?? [])
        .filter((each) => each.kind === kind)
        .map((each) => (
          <option key={each.id} value={each.id}>
            {format.name(each)}
          </option>
        ))}
    </Choice>
  )
}

/** A code of one of the lists, or none. */
export function CodeChoice({ list, label, onValue, ...rest }: ChoiceProps & { readonly list: CodeList }) {
  const t = useText(enterpriseTexts)
  const { listOf, nameOf } = useClassifications()
  return (
    <Choice {...rest} aria-label={label} onChange={({ target }) => onValue(target.value)}>
      <option value="">{t('noneOption')}</option>
      {listOf(list).map((code) => (
        <option key={code.code} value={code.code}>
          {list === 'industry' ? `${code.code} ` : ''}
          {nameOf(code)}
        </option>
      ))}
    </Choice>
  )
}

export function YesNoChoice({ label, onValue, ...rest }: ChoiceProps) {
  const t = useText(enterpriseTexts)
  return (
    <Choice {...rest} aria-label={label} onChange={({ target }) => onValue(target.value)}>
      <option value="yes">{t('yes')}</option>
      <option value="no">{t('no')}</option>
    </Choice>
  )
}
