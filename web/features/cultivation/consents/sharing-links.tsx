import { downloadSharing } from '#contract/cultivation'
import { addressOf } from '../../../app/api-client.ts'
import { consentTexts } from '../../../text/consents.ts'
import { useText } from '../../../text/index.ts'

/** What was handed over, word for word: to keep, and to print. */
export function SharingLinks({ sharingId }: { readonly sharingId: string }) {
  const t = useText(consentTexts)
  const href = (format: 'json' | 'page') =>
    addressOf(downloadSharing, { params: { sharingId }, query: { format } })
  return (
    <span className="linked">
      <a href={href('json')} download>
        {t('download')}
      </a>{' '}
      <a href={href('page')} target="_blank" rel="noreferrer">
        {t('print')}
      </a>
    </span>
  )
}
