import { Choice } from './choice.tsx'

/** One filter of a list page: a choice among values, the first of which, empty, lets everything through. */
export function FilterChoice({
  label,
  any,
  value,
  options,
  onValue,
}: {
  readonly label: string
  readonly any: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onValue: (value: string) => void
}) {
  return (
    <Choice aria-label={label} value={value ?? ''} onChange={({ target }) => onValue(target.value)}>
      <option value="">{any}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Choice>
  )
}
