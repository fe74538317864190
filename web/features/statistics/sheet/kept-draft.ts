import type { CellValue, FilingValues } from '#domain/indicators'

/** What was typed and is not yet with the server, kept in this browser so that a broken line or a closed page loses nothing. */
export interface KeptDraft {
  /** The server's values that it was typed upon. */
  readonly base: FilingValues
  readonly values: FilingValues
  readonly at: string
}

export interface DraftKeeper {
  readonly read: () => KeptDraft | null
  readonly write: (draft: KeptDraft) => void
  readonly drop: () => void
}

/** One filing of one person: another person at the same machine doesn't find it. */
export function draftKeeper(userId: string, unitId: string, form: string, period: string): DraftKeeper {
  const key = `duoyuan.filing.${userId}.${unitId}.${form}.${period}`
  return {
    read: () => {
      try {
        return keptDraft(JSON.parse(localStorage.getItem(key) ?? 'null'))
      } catch {
        return null
      }
    },
    write: (draft) => {
      try {
        localStorage.setItem(key, JSON.stringify(draft))
      } catch {
        // Without storage the entries live as long as the page.
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
export function keptDraft(kept: unknown): KeptDraft | null {
  if (typeof kept !== 'object' || kept === null) return null
  const { base, values, at }: { base?: unknown; values?: unknown; at?: unknown } = kept
  return isValues(base) && isValues(values) && typeof at === 'string' ? { base, values, at } : null
}

function isValues(kept: unknown): kept is FilingValues {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    !Array.isArray(kept) &&
    Object.values(kept).every(
      (value: CellValue | object | undefined) =>
        value === null || ['number', 'string', 'boolean'].includes(typeof value),
    )
  )
}
