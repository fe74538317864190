/** What was typed into a draft and is not yet with the server, kept in this browser. */
export interface KeptScheme {
  /** The server's, upon which it was typed. */
  readonly rowVersion: number
  readonly definition: unknown
}

export interface DraftKeeper {
  readonly read: () => KeptScheme | null
  readonly write: (kept: KeptScheme) => void
  readonly drop: () => void
}

/** One draft of one person: another person at the same machine doesn't find it. */
export function schemeKeeper(userId: string, schemeId: string): DraftKeeper {
  const key = `duoyuan.scheme.${userId}.${schemeId}`
  return {
    read: () => {
      try {
        return keptScheme(JSON.parse(localStorage.getItem(key) ?? 'null'))
      } catch {
        return null
      }
    },
    write: (kept) => {
      try {
        localStorage.setItem(key, JSON.stringify(kept))
      } catch {
        // Without storage the changes live as long as the page.
      }
    },
    drop: () => {
      try {
        localStorage.removeItem(key)
      } catch {
        // Nothing was kept.
      }
    },
  }
}

/** Only what this page could have written itself. */
export function keptScheme(kept: unknown): KeptScheme | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { rowVersion, definition }: { rowVersion?: unknown; definition?: unknown } = kept
  return typeof rowVersion === 'number' ? { rowVersion, definition } : null
}
