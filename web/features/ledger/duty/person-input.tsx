import Input from 'antd/es/input/Input'
import type { LedgerFrame } from '../shared/queries.ts'

/** Who answers: a person of the body by name, tied to the account, or any other name. */
export function PersonInput({
  id,
  people,
  organisationId,
  name,
  describedBy,
  invalid = false,
  onChange,
}: {
  readonly id: string
  readonly people: LedgerFrame['people']
  /** Whose people are offered. */
  readonly organisationId: string | null
  readonly name: string
  readonly describedBy?: string | undefined
  readonly invalid?: boolean
  readonly onChange: (person: { readonly personId: string | null; readonly personName: string }) => void
}) {
  const offered = people.filter((person) => person.organisationId === organisationId)
  return (
    <>
      <Input
        id={id}
        list={`${id}-people`}
        autoComplete="off"
        value={name}
        maxLength={60}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        {...(invalid ? { status: 'error' as const } : {})}
        onChange={(event) => {
          const personName = event.target.value
          onChange({
            personName,
            personId: offered.find((person) => person.name === personName.trim())?.id ?? null,
          })
        }}
      />
      <datalist id={`${id}-people`}>
        {offered.map((person) => (
          <option key={person.id} value={person.name} />
        ))}
      </datalist>
    </>
  )
}
