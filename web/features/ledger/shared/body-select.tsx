import Select from 'antd/es/select'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useLanguage } from '../../../text/index.ts'
import { bodyName } from './body-words.ts'
import { ledgerFrameQuery } from './queries.ts'
import type { LedgerFrame } from './queries.ts'

type FrameBody = LedgerFrame['bodies'][number]

interface Shared {
  readonly id?: string
  readonly label: string
  readonly placeholder?: string
  readonly className?: string
  readonly size?: 'small' | 'middle'
  readonly status?: 'error' | ''
  readonly describedBy?: string | undefined
  /** Opened at once, for cells that become a choice when they are pressed; `onDone` when the reader leaves it. */
  readonly opened?: boolean
  readonly onDone?: () => void
  /** Which of the bodies may be chosen; all where it is not said. */
  readonly among?: (body: FrameBody) => boolean
}

/** One body, found by Chinese name, English name or pinyin initials. */
export function BodySelect({
  value,
  onChange,
  ...rest
}: Shared & { readonly value: string | null; readonly onChange: (id: string | null) => void }) {
  const shared = useShared(rest)
  return (
    <Select
      {...shared}
      allowClear
      value={value}
      onChange={(id: string | null | undefined) => onChange(id ?? null)}
    />
  )
}

/** Several bodies, found the same way. */
export function BodiesSelect({
  value,
  onChange,
  ...rest
}: Shared & { readonly value: readonly string[]; readonly onChange: (ids: string[]) => void }) {
  const shared = useShared(rest)
  return (
    <Select
      {...shared}
      mode="multiple"
      maxTagCount="responsive"
      value={[...value]}
      onChange={(ids: string[]) => onChange(ids)}
    />
  )
}

/** Below, or above where there is more room; never over what is typed, as the usual ones are within a dialog. */
const OVERFLOW = { adjustX: true, adjustY: true }
const PLACEMENTS = {
  bottomLeft: { points: ['tl', 'bl'], offset: [0, 4], overflow: OVERFLOW },
  topLeft: { points: ['bl', 'tl'], offset: [0, -4], overflow: OVERFLOW },
}

function useShared({
  id,
  label,
  placeholder,
  className,
  size,
  status,
  describedBy,
  opened,
  onDone,
  among,
}: Shared) {
  const language = useLanguage()
  const { data } = useQuery(ledgerFrameQuery)
  const options = useMemo(
    () =>
      (data?.bodies ?? [])
        .filter((body) => among?.(body) ?? true)
        .map((body) => ({
          value: body.id,
          label: bodyName(body, language),
          words: `${body.name} ${body.nameEn} ${body.initials}`.toLowerCase(),
        })),
    [data, among, language],
  )
  return {
    ...(id === undefined ? {} : { id }),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(className === undefined ? {} : { className }),
    ...(size === undefined ? {} : { size }),
    ...(status ? { status } : {}),
    ...(opened ? { autoFocus: true, defaultOpen: true } : {}),
    ...(onDone ? { onBlur: onDone } : {}),
    'aria-label': label,
    'aria-describedby': describedBy,
    options,
    // A dialog of the browser stands above the page: what opens within it must be part of it to be seen.
    getPopupContainer: (trigger: HTMLElement) => trigger.closest('dialog') ?? document.body,
    listHeight: 192,
    builtinPlacements: PLACEMENTS,
    popupMatchSelectWidth: false as const,
    showSearch: {
      filterOption: (typed: string, option?: { readonly words?: string }) =>
        option?.words?.includes(typed.trim().toLowerCase()) ?? false,
    },
  }
}
