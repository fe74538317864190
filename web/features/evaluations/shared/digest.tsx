import { useEffect, useState } from 'react'
import { evaluationTexts } from '../../../text/evaluations.ts'
import { useText } from '../../../text/index.ts'
import { copyText } from './copy-text.ts'
import './digest.css'

/** 结果摘要值: its beginning and end; the whole on hover and to copy. */
export function DigestText({ digest, label }: { readonly digest: string; readonly label: string }) {
  const t = useText(evaluationTexts)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <span className="digest">
      <code title={digest}>
        {digest.slice(0, 8)}…{digest.slice(-4)}
      </code>{' '}
      <button
        type="button"
        className="digest-copy"
        aria-label={`${t('copy')} ${label}`}
        onClick={() => {
          void copyText(digest).then(setCopied)
        }}
      >
        {t(copied ? 'copied' : 'copy')}
      </button>
      <span className="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
    </span>
  )
}
