const FIELDS = ['target', 'since', 'steward', 'note', 'on'] as const
export interface Change {
  readonly field: (typeof FIELDS)[number]
  /** Undefined: it was given, not changed. */
  readonly before: string | null | undefined
  readonly after: string | null
}

/** What an act put in place of what: a pair is before and after, a single value was given; what nobody chose is left out. */
export function changesOf(changes: Readonly<Record<string, unknown>>): readonly Change[] {
  return FIELDS.flatMap((field): Change[] => {
    const value = changes[field]
    if (Array.isArray(value)) {
      const pair: readonly unknown[] = value
      const [before, after] = pair
      return [{ field, before: wordOf(before), after: wordOf(after) }]
    }
    return typeof value === 'string' ? [{ field, before: undefined, after: value }] : []
  })
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
