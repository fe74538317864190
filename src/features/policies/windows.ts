import type { PolicyDefinition } from '#domain/matching'
import type { z } from 'zod'
import type { WindowState } from './contract-matching.ts'

export interface WindowOnDay {
  readonly state: z.infer<typeof WindowState>
  readonly from: string | null
  readonly to: string | null
}

/** The window that is open on a day, else the next one, else the last that was. `to` is the last day. */
export function windowOn({ windows }: Pick<PolicyDefinition, 'windows'>, on: string): WindowOnDay {
  if (windows.length === 0) return { state: 'none', from: null, to: null }
  const sorted = windows.toSorted((a, b) => a.from.localeCompare(b.from))
  const open = sorted.find(({ from, to }) => from <= on && on <= to)
  if (open !== undefined) return { state: 'open', ...open }
  const next = sorted.find(({ from }) => from > on)
  if (next !== undefined) return { state: 'upcoming', ...next }
  const last = sorted.at(-1)
  return { state: 'closed', from: last?.from ?? null, to: last?.to ?? null }
}
