/**
 * Every change of a review, one after the other: shown at once where the outcome is known, put right when the server
 * disagrees. Changes of one version run in the order of the keys, so each is made on what the one before it left.
 */
import { useRef } from 'react'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import {
  addItem,
  decideItems,
  editItem,
  mergeItems,
  splitItem,
  undoChange,
  type Changed,
  type ItemInput,
  type PlanItem,
  type Reading,
} from '#contract/plans'
import { call } from '../../app/api-client.ts'
import { documentsKey, findingsQuery, readingQuery } from './queries.ts'
import { type Decision, countItems, inReadingOrder, withChanged, withDecision } from './review-state.ts'
import type { Span } from './segment-text.ts'

export type ReviewChange =
  | { readonly action: 'decide'; readonly decision: Decision; readonly ids: readonly string[] }
  | {
      readonly action: 'edit'
      /** The item as the form showed it. */
      readonly base: PlanItem
      readonly item: ItemInput
      readonly span: Span
    }
  | { readonly action: 'add'; readonly item: ItemInput; readonly span: Span }
  | { readonly action: 'split'; readonly id: string; readonly at: number }
  | { readonly action: 'merge'; readonly ids: readonly string[] }
  | { readonly action: 'undo' }

interface Outcome {
  readonly onDone?: (change: ReviewChange, changed: Changed) => void
  readonly onRefused?: (change: ReviewChange, error: Error) => void
}

/** The contract takes at most this many decisions in one request. */
export const MOST_DECISIONS = 2000

export function useReviewChanges(versionId: string, outcome: Outcome) {
  const client = useQueryClient()
  const findingsTimer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const key = readingQuery(versionId).queryKey

  const mutation = useMutation({
    mutationKey: ['plans', 'review', versionId],
    scope: { id: `review-${versionId}` },
    // Without a network a change fails at once and is taken back, instead of waiting unseen in a page that may be closed.
    networkMode: 'always',
    mutationFn: (change: ReviewChange) => send(client, versionId, change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: key })
      const before = client.getQueryData(key)
      if (before) client.setQueryData(key, expected(before, change))
      return { before: before ? touched(before.items, change) : [] }
    },
    onSuccess: (changed, change) => {
      client.setQueryData(key, (reading) => reading && taken(reading, changed))
      void client.invalidateQueries({ queryKey: documentsKey, refetchType: 'none' })
      // Reconciliation reads the whole library; asked again once the keys rest.
      clearTimeout(findingsTimer.current)
      findingsTimer.current = setTimeout(() => {
        void client.invalidateQueries({ queryKey: findingsQuery(versionId).queryKey })
      }, 1500)
      outcome.onDone?.(change, changed)
    },
    onError: (error, change, context) => {
      client.setQueryData(key, (reading) => {
        if (!reading || !context) return reading
        const items = withChanged(reading.items, context.before)
        return { ...reading, items, counters: countItems(items) }
      })
      void client.invalidateQueries({ queryKey: key })
      outcome.onRefused?.(change, error)
    },
  })
  return {
    mutate: mutation.mutate,
    /** Whether a change is still on its way. It can be taken back already: the undo waits its turn behind it. */
    isSaving: () => client.isMutating({ mutationKey: ['plans', 'review', versionId] }) > 0,
  }
}

function send(client: QueryClient, versionId: string, change: ReviewChange): Promise<Changed> {
  const items = client.getQueryData(readingQuery(versionId).queryKey)?.items ?? []
  const versionOf = (id: string) => items.find((item) => item.id === id)?.version ?? 0
  const params = { versionId }
  switch (change.action) {
    case 'decide':
      return call(decideItems, {
        params,
        body: {
          decision: change.decision,
          items: change.ids.map((id) => ({ id, version: versionOf(id) })),
        },
      })
    case 'edit': {
      const { base, item, span } = change
      const moved = span.start !== base.start || span.end !== base.end
      return call(editItem, {
        params: { versionId, itemId: base.id },
        body: {
          version: versionForEdit(
            base,
            items.find((each) => each.id === base.id),
          ),
          ...(moved ? span : {}),
          item,
        },
      })
    }
    case 'add':
      return call(addItem, { params, body: { ...change.span, item: change.item } })
    case 'split':
      return call(splitItem, {
        params: { versionId, itemId: change.id },
        body: { version: versionOf(change.id), at: change.at },
      })
    case 'merge':
      return call(mergeItems, {
        params,
        body: { items: change.ids.map((id) => ({ id, version: versionOf(id) })) },
      })
    case 'undo':
      return call(undoChange, { params, body: {} })
  }
}

/**
 * A form is saved on the version that it was opened on, so that somebody else's change in between is noticed. A change
 * of the status alone (our own acceptance that was still on its way) alters nothing that the form shows.
 */
export function versionForEdit(base: PlanItem, current: PlanItem | undefined): number {
  if (!current || current.version === base.version) return base.version
  const shown = (item: PlanItem) => JSON.stringify([item.kind, item.start, item.end, item.data])
  return current.status !== 'edited' && shown(current) === shown(base) ? current.version : base.version
}

function expected(reading: Reading, change: ReviewChange): Reading {
  const items = expectedItems(reading.items, change)
  return items === reading.items ? reading : { ...reading, items, counters: countItems(items) }
}

function expectedItems(items: PlanItem[], change: ReviewChange): PlanItem[] {
  if (change.action === 'decide') return withDecision(items, new Set(change.ids), change.decision)
  if (change.action !== 'edit') return items
  const { base, item, span } = change
  return inReadingOrder(items.map((each) => (each.id === base.id ? withInput(each, item, span) : each)))
}

function withInput(item: PlanItem, input: ItemInput, span: Span): PlanItem {
  if (item.kind !== input.kind) return item
  // The kinds agree, which the compiler cannot carry through the spread of two unions.
  return { ...item, ...span, data: input.data, status: 'edited' } as PlanItem
}

function touched(items: readonly PlanItem[], change: ReviewChange): readonly PlanItem[] {
  if (change.action === 'decide') {
    const ids = new Set(change.ids)
    return items.filter((item) => ids.has(item.id))
  }
  return change.action === 'edit' ? items.filter((item) => item.id === change.base.id) : []
}

function taken(reading: Reading, changed: Changed): Reading {
  const items = withChanged(reading.items, changed.items)
  return { ...reading, items, counters: countItems(items), canUndo: changed.canUndo }
}
