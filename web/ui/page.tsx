import { useEffect } from 'react'
import type { ReactNode } from 'react'
import './page.css'

/** An ordinary page: title, what can be done, content that scrolls. Pages that fill the room arrange themselves. */
export function Page({
  title,
  note,
  actions,
  wide = false,
  children,
}: {
  readonly title: string
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly wide?: boolean
  readonly children: ReactNode
}) {
  useTitle(title)
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {note ? <div className="soft">{note}</div> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

/** What the browser's tab says. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · 多园` : '多园'
  }, [title])
}

export function Panel({
  title,
  actions,
  children,
  label,
}: {
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly label?: string
}) {
  return (
    <section className="panel" aria-label={label}>
      {title ? (
        <div className="panel-head">
          <h2>{title}</h2>
          {actions}
        </div>
      ) : null}
      {children}
    </section>
  )
}
