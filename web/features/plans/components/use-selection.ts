import { useCallback, useEffect, useState } from 'react'
import type { PlanItem } from '#contract/plans'
import type { ChangeAddress } from '../../../app/address.ts'
import { itemAt } from '../review-state.ts'
import type { Span } from '../segment-text.ts'

/** The keys rest this long before the address follows. */
const REST_MS = 200

/**
 * Which item is selected. It moves at once with the keys; the address (`item`) follows when they rest. An address that
 * changes by itself, by a link or Back, moves the selection; `span` in it names words instead of an item.
 */
export function useSelection(
  items: readonly PlanItem[],
  address: { readonly item?: string; readonly span?: string },
  changeAddress: ChangeAddress<'item' | 'span'>,
) {
  const asked = address.item ?? null
  const place = parseSpan(address.span)
  const [selected, setSelected] = useState<string | null>(
    () => asked ?? (place ? (itemAt(items, place)?.id ?? null) : null),
  )
  const [written, setWritten] = useState(asked)
  const [seen, setSeen] = useState(asked)
  const [seenSpan, setSeenSpan] = useState(address.span)

  if (asked !== seen) {
    setSeen(asked)
    if (asked !== written) {
      setWritten(asked)
      setSelected(asked)
    }
  }
  if (address.span !== seenSpan) {
    setSeenSpan(address.span)
    const item = place ? itemAt(items, place) : null
    if (item) setSelected(item.id)
  }

  useEffect(() => {
    if (selected === written) return
    const timer = setTimeout(() => {
      setWritten(selected)
      changeAddress({ item: selected, span: null })
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [selected, written, changeAddress])

  /** The next of the items under a place, each time it is picked again. */
  const pick = useCallback((ids: readonly string[]) => {
    setSelected((before) => {
      const again = before === null ? -1 : ids.indexOf(before)
      return ids[(again + 1) % ids.length] ?? before
    })
  }, [])

  return { selected, setSelected, pick }
}

/** `120-164` → the span; null for anything else. */
export function parseSpan(words: string | undefined): Span | null {
  const [start, end] = (words ?? '').split('-').map(Number)
  return start !== undefined && end !== undefined && start >= 0 && end > start ? { start, end } : null
}
