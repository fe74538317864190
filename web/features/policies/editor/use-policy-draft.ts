import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { savePolicyDraft } from '#contract/policies'
import type { PolicyDifference, PolicyView } from '#contract/policies'
import type { PolicyDefinition } from '#domain/matching'
import { ApiError, call } from '../../../app/api-client.ts'
import { recordStep, redoStep, startHistory, undoStep } from '../../../ui/draft-history.ts'
import type { DraftHistory } from '../../../ui/draft-history.ts'
import { keepVersion } from './editor-queries.ts'
import { jsonOf, readDraft, sameDefinition } from './read-draft.ts'

export interface Draft {
  readonly definition: PolicyDefinition
  readonly changeNote: string | null
}
export type PolicyEdit = (definition: PolicyDefinition) => PolicyDefinition
/** `place`: what is typed into; null: a step of its own. */
export type ChangePolicy = (edit: PolicyEdit, place: string | null) => void

/** Somebody else saved first. */
export interface StaleDraft {
  readonly by: string
  readonly at: string | null
  readonly rowVersion: number
  readonly differences: readonly Pick<PolicyDifference, 'kind' | 'path' | 'node'>[]
}

export interface PolicyDraft {
  readonly draft: Draft
  readonly history: DraftHistory<Draft>
  readonly dirty: boolean
  readonly saving: boolean
  readonly error: unknown
  readonly stale: StaleDraft | null
  readonly rowVersion: number
  readonly change: ChangePolicy
  readonly changeNote: (note: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Answers the row version that now stands; null: it was not saved. */
  readonly save: () => Promise<number | null>
  /** After `stale`: mine over theirs, or theirs in place of mine (which undoing brings back). */
  readonly keepMine: () => Promise<number | null>
  readonly takeTheirs: (theirs: PolicyView) => void
}

/** A draft being written: every step can be undone; it is saved when asked for, and never over somebody else's words unasked. */
export function usePolicyDraft(view: PolicyView): PolicyDraft {
  const client = useQueryClient()
  const versionId = view.version.id
  const [first] = useState<Draft>(() => ({
    definition: readDraft(view),
    changeNote: view.version.changeNote,
  }))
  const [history, setHistory] = useState(() => startHistory(first))
  const [kept, setKept] = useState({ draft: first, rowVersion: view.version.rowVersion })
  const [stale, setStale] = useState<StaleDraft | null>(null)
  const { present } = history
  const dirty = !sameDraft(present, kept.draft)
  const saving = useMutation({
    mutationFn: async ({ draft, rowVersion }: { readonly draft: Draft; readonly rowVersion: number }) => {
      const saved = await call(savePolicyDraft, {
        params: { versionId },
        body: {
          rowVersion,
          definition: jsonOf(draft.definition),
          changeNote: draft.changeNote?.trim() || null,
        },
      })
      keepVersion(client, saved)
      return saved
    },
    onSuccess: (saved, { draft }) => {
      setKept({ draft, rowVersion: saved.version.rowVersion })
      setStale(null)
    },
    onError: (error) => setStale(staleOf(error)),
  })
  const { mutateAsync, isPending } = saving
  const send = async (rowVersion: number): Promise<number | null> => {
    if (isPending) return null
    try {
      return (await mutateAsync({ draft: present, rowVersion })).version.rowVersion
    } catch {
      // Said on the page by `error` or `stale`.
      return null
    }
  }
  const stand = (theirs: PolicyView) => {
    const draft = { definition: readDraft(theirs), changeNote: theirs.version.changeNote }
    setHistory((before) => recordStep(before, draft, null, Date.now()))
    setKept({ draft, rowVersion: theirs.version.rowVersion })
    setStale(null)
  }
  // The page was read anew and somebody saved meanwhile: where nothing is typed here, theirs is what is shown.
  const isNewer = view.version.rowVersion > kept.rowVersion
  if (isNewer && !dirty && !isPending && stale === null) stand(view)
  const change = useCallback<ChangePolicy>((edit, place) => {
    setHistory((before) => {
      const definition = edit(before.present.definition)
      return definition === before.present.definition
        ? before
        : recordStep(before, { ...before.present, definition }, place, Date.now())
    })
  }, [])
  return {
    draft: present,
    history,
    dirty,
    saving: isPending,
    error: stale === null ? saving.error : null,
    stale,
    rowVersion: kept.rowVersion,
    change,
    changeNote: (note) =>
      setHistory((before) =>
        recordStep(
          before,
          { ...before.present, changeNote: note === '' ? null : note },
          'changeNote',
          Date.now(),
        ),
      ),
    undo: () => setHistory(undoStep),
    redo: () => setHistory(redoStep),
    save: () => (dirty ? send(kept.rowVersion) : Promise.resolve(kept.rowVersion)),
    keepMine: () => (stale === null ? Promise.resolve(null) : send(stale.rowVersion)),
    takeTheirs: (theirs) => {
      stand(theirs)
      saving.reset()
    },
  }
}

function sameDraft(one: Draft, other: Draft): boolean {
  return (
    (one.changeNote ?? '') === (other.changeNote ?? '') && sameDefinition(one.definition, other.definition)
  )
}

/** What a refused saving says of the other one; null: it was refused for something else. */
export function staleOf(error: unknown): StaleDraft | null {
  const issue = error instanceof ApiError ? error.issues.find(({ code }) => code === 'policies.stale') : null
  if (issue?.params === undefined) return null
  const { by, at, version, differences } = issue.params
  return {
    by: typeof by === 'string' ? by : '',
    at: typeof at === 'string' ? at : null,
    rowVersion: typeof version === 'number' ? version : 0,
    differences: Array.isArray(differences) ? differences.flatMap(readDifference) : [],
  }
}

const KINDS = ['added', 'removed', 'changed', 'moved'] as const
function readDifference(value: unknown): StaleDraft['differences'] {
  if (typeof value !== 'object' || value === null || !('path' in value) || !Array.isArray(value.path))
    return []
  const kind = KINDS.find((each) => 'kind' in value && value.kind === each) ?? 'changed'
  const path = value.path.filter((part) => typeof part === 'string' || typeof part === 'number')
  return [{ kind, path, node: 'node' in value ? readNode(value.node) : null }]
}
function readNode(value: unknown): PolicyDifference['node'] {
  if (typeof value !== 'object' || value === null || !('id' in value) || typeof value.id !== 'string')
    return null
  const title = 'title' in value ? value.title : null
  const isTitle =
    typeof title === 'object' &&
    title !== null &&
    'zh' in title &&
    'en' in title &&
    typeof title.zh === 'string' &&
    typeof title.en === 'string'
  return { id: value.id, title: isTitle ? { zh: title.zh as string, en: title.en as string } : null }
}
