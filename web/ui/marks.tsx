import type { ReactNode } from 'react'
import './marks.css'

export type Tone = 'good' | 'warn' | 'bad' | 'neutral'

const SHAPES: Record<Tone, string> = { good: '●', warn: '▲', bad: '■', neutral: '○' }

/** A state: shape and words always, colour in addition. */
export function StatusMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`mark mark-${tone}`}>
      <span aria-hidden="true">{SHAPES[tone]}</span> {children}
    </span>
  )
}

/** A small label for a kind or a property; not a button. */
export function Chip({ children, title }: { readonly children: ReactNode; readonly title?: string }) {
  return (
    <span className="chip" title={title}>
      {children}
    </span>
  )
}

/** Share of something done, 0 to 1, as a thin bar. `label` says it in words. */
export function Bar({ share, label }: { readonly share: number; readonly label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <span
      className="bar"
      role="progressbar"
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-label={label}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  )
}
