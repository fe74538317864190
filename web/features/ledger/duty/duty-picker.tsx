import Select from 'antd/es/select'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { dutyActTexts } from '../../../text/duty.ts'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { useFormat } from '../../../ui/format.ts'
import { dutySearchQuery } from './duty-state.ts'

export interface PickedDuty {
  readonly id: string
  readonly title: string
}

/** One open duty of the zone, found by title, number or body; the server searches. */
export function DutyPicker({
  id,
  label,
  value,
  except,
  owner,
  invalid = false,
  describedBy,
  onChange,
}: {
  readonly id: string
  readonly label: string
  readonly value: string | null
  /** A duty is not linked to itself. */
  readonly except: string
  /** Only duties that this body has ordered. */
  readonly owner?: string
  readonly invalid?: boolean
  readonly describedBy?: string | undefined
  readonly onChange: (id: string | null) => void
}) {
  const t = useText(dutyActTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState(false)
  const [picked, setPicked] = useState<PickedDuty | null>(null)
  const q = useDeferredValue(typed.trim())
  const { data, isFetching } = useQuery({
    ...dutySearchQuery({ q, ...(owner === undefined ? {} : { owner }) }),
    enabled: opened,
  })
  const found = (data?.duties ?? []).filter((duty) => duty.id !== except)
  return (
    <Select
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      className="duty-picker"
      {...(invalid ? { status: 'error' as const } : {})}
      allowClear
      value={value ?? null}
      placeholder={t('findDuty')}
      loading={isFetching}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      notFoundContent={isFetching ? t('searching') : t('noDuty')}
      onOpenChange={(open) => {
        setOpened(open)
        if (!open) setTyped('')
      }}
      options={[
        ...(picked !== null && found.every((duty) => duty.id !== picked.id)
          ? [{ value: picked.id, label: picked.title, detail: '' }]
          : []),
        ...found.map((duty) => ({
          value: duty.id,
          label: duty.title,
          detail: [
            ledger('serial', { n: String(duty.serial) }),
            duty.lead === null ? ledger('noLead') : format.name(duty.lead),
            ledger(`state.${duty.state}`),
            duty.document?.title ?? '',
          ]
            .filter((word) => word !== '')
            .join(' · '),
        })),
      ]}
      optionRender={({ data: option }) => (
        <span className="duty-option">
          <span lang="zh">{option.label}</span>
          <span className="soft small">{option.detail}</span>
        </span>
      )}
      onChange={(next: string | undefined) => {
        setPicked(found.find((duty) => duty.id === next) ?? null)
        onChange(next ?? null)
      }}
    />
  )
}
