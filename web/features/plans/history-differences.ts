/** What differs between two recorded states of an item, leaf by leaf. */

export interface Difference {
  /** `data.deadline.on`, `status`, `end`. */
  readonly path: string
  readonly before: string
  readonly after: string
}

/** Counted by the server with every change; says nothing to a reader. */
const SILENT = new Set(['version', 'changedAt', 'changedBy', 'differs', 'id', 'kind'])

export function differences(before: unknown, after: unknown): readonly Difference[] {
  const old = leaves(before)
  const now = leaves(after)
  const paths = [...new Set([...old.keys(), ...now.keys()])]
  return paths
    .map((path) => ({ path, before: old.get(path) ?? '', after: now.get(path) ?? '' }))
    .filter((leaf) => leaf.before !== leaf.after)
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    found.set(path, String(value))
  if (Array.isArray(value)) {
    found.set(path, value.map((each) => (isRecord(each) ? JSON.stringify(each) : String(each))).join('、'))
    return found
  }
  if (!isRecord(value)) return found
  for (const [name, inner] of Object.entries(value))
    if (!SILENT.has(name)) leaves(inner, path ? `${path}.${name}` : name, found)
  return found
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
