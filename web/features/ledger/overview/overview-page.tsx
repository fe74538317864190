import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../../app/address.ts'
import { useText } from '../../../text/index.ts'
import { overviewTexts } from '../../../text/ledger-overview.ts'
import { Choice } from '../../../ui/choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { ledgerFrameQuery } from '../shared/queries.ts'
import { BodiesPanel } from './bodies-panel.tsx'
import { overviewQuery } from './overview-query.ts'
import { ParksPanel } from './parks-panel.tsx'
import { RedPanel } from './red-panel.tsx'
import { TargetsPanel } from './targets-panel.tsx'
import { AttentionPanel, TotalsStrip } from './totals-strip.tsx'
import './overview-page.css'

/** 领导一屏: where the zone stands, what is red, who must act. One screen, and one A4 page. */
export function OverviewPage() {
  const t = useText(overviewTexts)
  const format = useFormat()
  const [{ document, map }, change] = useAddress<'document' | 'map'>()
  const { data, error, refetch } = useQuery(overviewQuery(document))
  const { data: frame } = useQuery(ledgerFrameQuery)
  const documents = (frame?.documents ?? []).filter(({ duties, id }) => duties > 0 || id === document)
  const chosen = documents.find(({ id }) => id === document)
  useTitle(t('title'))
  return (
    <div className="page page-wide overview">
      <header className="overview-head">
        <h1>{t('title')}</h1>
        {data ? <span className="soft">{t('asOf', { date: format.date(data.today) })}</span> : null}
        <span className="overview-document" lang="zh">
          {chosen?.title ?? t('allDocuments')}
        </span>
        <div className="overview-tools no-print">
          <Choice
            aria-label={t('document')}
            value={document ?? ''}
            onChange={(event) => change({ document: event.target.value || null }, { push: true })}
          >
            <option value="">{t('allDocuments')}</option>
            {documents.map(({ id, title }) => (
              <option key={id} value={id} lang="zh">
                {title}
              </option>
            ))}
          </Choice>
          <Button onClick={() => window.print()}>{t('print')}</Button>
        </div>
      </header>
      {error ? <ErrorState error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && data.totals.duties === 0 && data.targets.length === 0 ? (
        <EmptyState title={t('emptyTitle')} action={<LinkButton href="/plans">{t('toPlans')}</LinkButton>}>
          {document === undefined ? t('empty') : t('emptyOfDocument')}
        </EmptyState>
      ) : null}
      {data && (data.totals.duties > 0 || data.targets.length > 0) ? (
        <>
          <TotalsStrip overview={data} document={document} />
          <div className="overview-grid">
            <ParksPanel
              parks={data.parks}
              by={map === 'progress' ? 'progress' : 'light'}
              document={document}
              onChange={(by) => change({ map: by === 'light' ? null : by })}
            />
            <AttentionPanel overview={data} document={document} />
            <TargetsPanel targets={data.targets} document={document} />
            <BodiesPanel bodies={data.bodies} document={document} />
            <RedPanel
              red={data.red}
              total={data.totals.lights['red'] ?? data.red.length}
              today={data.today}
              document={document}
            />
          </div>
        </>
      ) : null}
    </div>
  )
}
