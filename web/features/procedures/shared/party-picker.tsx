import Select from 'antd/es/select'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { formTexts } from '../../../text/case-page.ts'
import { useText } from '../../../text/index.ts'
import { useSay } from '../../../ui/say.ts'
import type { BilingualText } from '#domain/kernel'
import { partiesQuery, partyNamesQuery } from './case-queries.ts'

interface PickerProps {
  readonly id: string
  readonly label: string
  readonly kind: 'organisation' | 'person' | 'any'
  readonly organisationKind?: string | undefined
  /** Names that are already known, by id. */
  readonly names?: Readonly<Record<string, BilingualText>>
  /** `id`: the bare id, as fields hold it. `party`: `org:<id>` or `user:<id>`, as commands want it. */
  readonly as: 'id' | 'party'
  readonly many: boolean
  readonly value: readonly string[]
  readonly invalid?: boolean
  readonly describedBy?: string | undefined
  readonly onChange: (value: string[]) => void
}

/** Chooses organisations or people by Chinese name, pinyin initials or code; the server searches. */
export function PartyPicker({
  id,
  label,
  kind,
  organisationKind,
  names = {},
  as,
  many,
  value,
  invalid = false,
  describedBy,
  onChange,
}: PickerProps) {
  const t = useText(formTexts)
  const say = useSay()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const [opened, setOpened] = useState(false)
  const found = useQuery({
    ...partiesQuery({ q, kind, ...(organisationKind ? { organisationKind } : {}) }),
    enabled: opened,
  })
  const idOf = (party: string) => party.replace(/^(?:org|user):/, '')
  const unknown = value.map(idOf).filter((each) => !names[each])
  const looked = useQuery(partyNamesQuery(unknown)).data?.parties ?? []

  const nameOf = (party: string) => {
    const bare = idOf(party)
    const name =
      names[bare] ??
      found.data?.parties.find((each) => each.id === bare)?.name ??
      looked.find((each) => each.id === bare)?.name
    return name ? say(name) : t('loadingName')
  }
  const options = (found.data?.parties ?? []).map((party) => ({
    value: as === 'party' ? party.party : party.id,
    label: say(party.name),
    detail: say(party.detail),
  }))
  const chosen = value.map((each) => ({ value: each, label: nameOf(each) }))
  return (
    <Select
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      className="party-picker"
      {...(invalid ? { status: 'error' as const } : {})}
      {...(many ? { mode: 'multiple' as const } : {})}
      labelInValue
      allowClear
      value={many ? chosen : (chosen[0] ?? null)}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={t('partyHint')}
      loading={found.isFetching}
      notFoundContent={found.isPending || found.isFetching ? t('searching') : t('noParty')}
      onOpenChange={(open) => {
        setOpened(open)
        if (!open) setTyped('')
      }}
      optionRender={({ data }) => (
        <span className="party-option">
          {data.label} {'detail' in data ? <span className="soft small">{data.detail}</span> : null}
        </span>
      )}
      onChange={(picked: unknown) => onChange(valuesOf(picked))}
    />
  )
}

function valuesOf(picked: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(picked) ? picked : [picked]
  return list.flatMap((each) =>
    typeof each === 'object' && each !== null && 'value' in each && typeof each.value === 'string'
      ? [each.value]
      : [],
  )
}
