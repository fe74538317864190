import type { clockTexts } from '../text/clock.ts'
import type { Tone } from './marks.tsx'

export interface ClockReading {
  readonly state: 'running' | 'paused' | 'stopped' | 'overdue' | 'stopped-late'
  readonly dueAt: string | null
}

export interface ClockWords {
  readonly tone: Tone
  readonly key: keyof (typeof clockTexts)['zh-CN']
  readonly n: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/**
 * A clock in a few words, as of `now` in milliseconds. What is left is counted in natural time, because a list knows the
 * moment of the deadline and not the calendar; both what is left and what is over are rounded down, from two days on to
 * days. A list that was read a while ago may call a clock running that has run out since: the deadline decides.
 */
export function clockWords({ state, dueAt }: ClockReading, now: number): ClockWords {
  if (state === 'paused') return { tone: 'neutral', key: 'paused', n: 0 }
  if (state === 'stopped') return { tone: 'good', key: 'stopped', n: 0 }
  if (state === 'stopped-late') return { tone: 'bad', key: 'stoppedLate', n: 0 }
  if (dueAt === null)
    return state === 'overdue'
      ? { tone: 'bad', key: 'over', n: 0 }
      : { tone: 'neutral', key: 'running', n: 0 }
  const left = Date.parse(dueAt) - now
  if (state === 'overdue' || left < 0) {
    const over = Math.max(0, -left)
    if (over >= 2 * DAY) return { tone: 'bad', key: 'overDays', n: Math.floor(over / DAY) }
    if (over >= HOUR) return { tone: 'bad', key: 'overHours', n: Math.floor(over / HOUR) }
    if (over >= MINUTE) return { tone: 'bad', key: 'overMinutes', n: Math.floor(over / MINUTE) }
    return { tone: 'bad', key: 'over', n: 0 }
  }
  const tone = left < DAY ? 'warn' : 'good'
  if (left >= 2 * DAY) return { tone, key: 'leftDays', n: Math.floor(left / DAY) }
  if (left >= HOUR) return { tone, key: 'leftHours', n: Math.floor(left / HOUR) }
  if (left >= MINUTE) return { tone, key: 'leftMinutes', n: Math.floor(left / MINUTE) }
  return { tone, key: 'leftNone', n: 0 }
}
