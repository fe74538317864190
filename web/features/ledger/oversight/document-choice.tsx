import { useAddress } from '../../../app/address.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import type { LedgerFrame } from '../shared/queries.ts'

/** Which plan's duties; lives in the address as `document`. */
export function DocumentChoice({ documents }: { readonly documents: LedgerFrame['documents'] }) {
  const t = useText(matrixTexts)
  const [{ document }, change] = useAddress<'document'>()
  return (
    <Choice
      aria-label={t('document')}
      value={document ?? ''}
      onChange={(event) => change({ document: event.target.value || null }, { push: true })}
    >
      <option value="">{t('allDocuments')}</option>
      {documents
        .filter(({ id, duties }) => duties > 0 || id === document)
        .map(({ id, title }) => (
          <option key={id} value={id} lang="zh">
            {title}
          </option>
        ))}
    </Choice>
  )
}
