import type { IssueLike } from '../../../text/issues.ts'

const NODES = ['node', 'heading', 'parent', 'nodes', 'children'] as const
const UNITS = ['unit', 'units'] as const

/** The same issue with the names of nodes and units in place of their codes, for its sentence. */
export function nameIssue(
  issue: IssueLike,
  names: { readonly node: (code: string) => string; readonly unit: (code: string) => string },
): IssueLike {
  const params: Record<string, unknown> = { ...issue.params }
  const rename = (keys: readonly string[], nameOf: (code: string) => string): void => {
    for (const key of keys) {
      const value = params[key]
      if (typeof value === 'string') params[key] = nameOf(value)
      else if (Array.isArray(value))
        params[key] = value.map((each: unknown) => (typeof each === 'string' ? nameOf(each) : each))
    }
  }
  rename(NODES, names.node)
  rename(UNITS, names.unit)
  return { ...issue, params }
}
