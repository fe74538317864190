import { useCallback } from 'react'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

export type Address<K extends string> = Readonly<Partial<Record<K, string>>>
export type ChangeAddress<K extends string> = (
  change: Readonly<Partial<Record<K, string | null>>>,
  options?: { readonly push?: boolean },
) => void

/**
 * Filters and selection live in the address. All values are plain strings; null or '' removes one. Replaces the current
 * entry of the history unless `push` is set, which is for steps that Back should undo.
 */
export function useAddress<K extends string>(): [Address<K>, ChangeAddress<K>] {
  const search: Address<string> = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = useCallback<ChangeAddress<K>>(
    (values, options) => {
      void navigate({
        to: '.',
        search: (before: Address<string>) => mergeSearch(before, values),
        replace: !options?.push,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}

/** A parameter of the path, e.g. `versionId`. */
export function usePathParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`this page's address has no parameter ${name}`)
  return value
}

export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search))
    if (value !== undefined && value !== null && value !== '')
      query.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  const text = query.toString()
  return text ? `?${text}` : ''
}

export function mergeSearch(
  before: Address<string>,
  change: Readonly<Record<string, string | null | undefined>>,
): Record<string, string> {
  const after: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...before, ...change })) if (value) after[name] = value
  return after
}
