import type { FactSource } from '#domain/rules'
import { AddressLink } from '../../app/address-link.tsx'
import { useText } from '../../text/index.ts'
import { verdictTexts } from '../../text/verdicts.ts'
import { filingHref } from '../filings/unit-name.ts'
import { periodWords } from '../filings/period-words.ts'
import { useFormat } from '../format.ts'

/** Where a value is from, linked to the filing, the record or the declaration. */
export function SourceLink({
  source,
  fact,
  enterpriseId,
}: {
  readonly source: FactSource
  readonly fact: string
  readonly enterpriseId: string
}) {
  const t = useText(verdictTexts)
  const { language } = useFormat()
  const { place } = source
  const text = (name: string) => {
    const value = place[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const page = `/enterprises/${enterpriseId}`
  switch (source.kind) {
    case 'filing':
      return (
        <AddressLink href={filingHref(enterpriseId, text('form'), text('period'))}>
          {t('source.filing', {
            form: text('form'),
            period: periodWords(text('period'), language),
            cell: text('cell'),
          })}
        </AddressLink>
      )
    case 'register':
      return <AddressLink href={`${page}?tab=history`}>{t('source.register')}</AddressLink>
    case 'record':
      return (
        <AddressLink href={`${page}?tab=records&kind=${encodeURIComponent(text('record'))}`}>
          {t('source.record', { n: Array.isArray(place['ids']) ? place['ids'].length : 0 })}
        </AddressLink>
      )
    case 'declaration':
      return (
        <AddressLink href={`${page}?tab=facts&fact=${encodeURIComponent(fact)}`}>
          {t(place['state'] === 'confirmed' ? 'source.declaration' : 'source.declarationWaiting')}
        </AddressLink>
      )
    case 'derived':
      return <span>{t('source.derived')}</span>
    case 'given':
      return <span>{t('source.given')}</span>
  }
}
