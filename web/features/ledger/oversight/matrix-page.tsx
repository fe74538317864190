import { useQuery } from '@tanstack/react-query'
import { AddressLink } from '../../../app/address-link.tsx'
import { stringifySearch, useAddress } from '../../../app/address.ts'
import { matrixTexts } from '../../../text/ledger-matrix.ts'
import { useText } from '../../../text/index.ts'
import { useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { ActionMatrixTab } from './action-matrix.tsx'
import { AnnualMatrixTab } from './annual-matrix.tsx'
import { CarrierMatrixTab } from './carrier-matrix.tsx'
import { TakeUpTab } from './take-up-matrix.tsx'
import './oversight.css'

const TABS = ['actions', 'carriers', 'takeup', 'annual'] as const

/** Parks and bodies against what is asked of them; a gap can become a duty. */
export function MatrixPage() {
  const t = useText(matrixTexts)
  const [address] = useAddress<'tab' | 'document'>()
  const tab = TABS.find((each) => each === address.tab) ?? 'actions'
  const { data: frame, error, refetch } = useQuery(ledgerFrameQuery)
  useTitle(`${t('title')} · ${t(`tab.${tab}`)}`)
  return (
    <div className="page oversight-page">
      <LedgerLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
      </header>
      <nav className="tab-links" aria-label={t('tabs')}>
        {TABS.map((each) => (
          <AddressLink
            key={each}
            href={`/ledger/matrix${stringifySearch({ tab: each === 'actions' ? '' : each, document: address.document })}`}
            aria-current={each === tab ? 'page' : undefined}
          >
            {t(`tab.${each}`)}
          </AddressLink>
        ))}
      </nav>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!frame && !error ? <Loading /> : null}
      {frame && tab === 'actions' ? <ActionMatrixTab frame={frame} /> : null}
      {frame && tab === 'carriers' ? <CarrierMatrixTab frame={frame} /> : null}
      {frame && tab === 'takeup' ? <TakeUpTab frame={frame} /> : null}
      {frame && tab === 'annual' ? <AnnualMatrixTab frame={frame} /> : null}
    </div>
  )
}
