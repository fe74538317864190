import { useCallback, useState } from 'react'

/**
 * What somebody has typed over a form's first values, kept in this browser until it is sent or dropped, so that nothing is
 * lost by closing a dialog or looking something up. Only names that the form has, with values of the same sort, are taken
 * up again: the form may have changed since.
 */
export function useKeptEdits<V extends object>(key: string, start: V): KeptEdits<V> {
  const [edits, setEdits] = useState<Partial<V>>(() => fitting(read(key), start))
  const [resumed, setResumed] = useState(() => Object.keys(edits).length > 0)
  const change = useCallback(
    (part: Partial<V>) =>
      setEdits((before) => {
        const after = { ...before, ...part }
        write(key, after)
        return after
      }),
    [key],
  )
  const drop = useCallback(() => {
    setEdits({})
    setResumed(false)
    write(key, {})
  }, [key])
  return { edits, resumed, change, drop }
}

export interface KeptEdits<V> {
  readonly edits: Partial<V>
  /** The form goes on from what was typed before. */
  readonly resumed: boolean
  readonly change: (part: Partial<V>) => void
  readonly drop: () => void
}

/** Keeps only what the form could have written itself. */
export function fitting<V extends object>(kept: unknown, start: V): Partial<V> {
  if (typeof kept !== 'object' || kept === null) return {}
  const first = new Map<string, unknown>(Object.entries(start))
  return Object.fromEntries(
    Object.entries(kept).filter(([name, value]) => first.has(name) && isSameSort(value, first.get(name))),
  ) as Partial<V>
}

function isSameSort(value: unknown, first: unknown): boolean {
  if (Array.isArray(first)) return Array.isArray(value)
  if (first === null) return value === null || typeof value === 'string' || typeof value === 'number'
  return value === null ? typeof first !== 'boolean' : typeof value === typeof first
}

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}')
  } catch {
    return {}
  }
}

function write(key: string, edits: object): void {
  try {
    if (Object.keys(edits).length === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(edits))
  } catch {
    // Without storage the text lives as long as the page.
  }
}
