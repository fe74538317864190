import { useEffect, useMemo, useRef } from 'react'
import type { CardActions } from './item-card.tsx'

/** Handlers that stay the same object between renders, so that cards are not drawn again with every key. */
export function useCardActions(actions: CardActions): CardActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      decide: (item, decision) => latest.current.decide(item, decision),
      edit: (item) => latest.current.edit(item),
      split: (item) => latest.current.split(item),
      merge: (item) => latest.current.merge(item),
      history: (item) => latest.current.history(item),
    }),
    [],
  )
}
