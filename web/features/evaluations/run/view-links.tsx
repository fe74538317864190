import type { ReactNode } from 'react'
import './view-links.css'

/** Views within a tab, as buttons of which one is pressed. */
export function ViewChoice<V extends string>({
  label,
  views,
  current,
  onChoose,
}: {
  readonly label: string
  readonly views: readonly { readonly view: V; readonly name: ReactNode }[]
  readonly current: V
  readonly onChoose: (view: V) => void
}) {
  return (
    <div className="view-choice no-print" role="group" aria-label={label}>
      {views.map(({ view, name }) => (
        <button key={view} type="button" aria-pressed={view === current} onClick={() => onChoose(view)}>
          {name}
        </button>
      ))}
    </div>
  )
}
