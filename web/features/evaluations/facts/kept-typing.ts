import { z } from 'zod'
import type { Typed } from './fact-sheet.ts'

const Kept = z.record(z.string(), z.string())

/** What somebody typed for a kind and period and did not save, kept in this browser until he does. */
export interface TypingKeeper {
  readonly read: () => Typed
  readonly write: (typed: Typed) => void
}

export function typingKeeper(userId: string, kind: string, period: string): TypingKeeper {
  const key = `duoyuan.facts.${userId}.${kind}.${period}`
  return {
    read: () => {
      try {
        return Kept.safeParse(JSON.parse(localStorage.getItem(key) ?? '{}')).data ?? {}
      } catch {
        return {}
      }
    },
    write: (typed) => {
      try {
        if (Object.keys(typed).length === 0) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(typed))
      } catch {
        // Without storage it lives as long as the page.
      }
    },
  }
}
