import Button from 'antd/es/button'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { ApiError } from '../app/api-client.ts'
import { commonTexts } from '../text/common.ts'
import { useIssueText } from '../text/issues.ts'
import { useText } from '../text/index.ts'

/** What would be here and how to begin. */
export function EmptyState({
  title,
  children,
  action,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children ? <div>{children}</div> : null}
      {action}
    </div>
  )
}

/** Says what happened and what to do, with the reference number of a fault. */
export function ErrorState({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const t = useText(commonTexts)
  const messages = useErrorMessages()(error)
  const reference = error instanceof ApiError ? error.reference : null
  return (
    <div className="failed" role="alert">
      {messages.length === 1 ? (
        messages[0]
      ) : (
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {reference || retry ? (
        <div className="failed-foot">
          {retry ? (
            <Button size="small" onClick={retry}>
              {t('retry')}
            </Button>
          ) : null}
          {reference ? <span className="small">{t('reference', { reference })}</span> : null}
        </div>
      ) : null}
    </div>
  )
}

/** The messages of an error in the language of the page, one for each issue. */
export function useErrorMessages(): (error: unknown) => string[] {
  const t = useText(commonTexts)
  const issueText = useIssueText()
  return (error) => {
    if (error instanceof ApiError) return [...new Set(error.issues.map(issueText))]
    return [t('fault')]
  }
}

/** Nothing for a moment, so that quick answers don't flicker; then words. */
export function Loading() {
  const t = useText(commonTexts)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" role="status">
      {shown ? t('loading') : null}
    </div>
  )
}
