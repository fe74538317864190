import Button from 'antd/es/button'
import { useQuery } from '@tanstack/react-query'
import { Suspense, lazy, useState } from 'react'
import type { ReactNode } from 'react'
import type { TargetPage as TargetView } from '#contract/ledger'
import { usePathParam } from '../../../app/address.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { useText } from '../../../text/index.ts'
import { ledgerTexts } from '../../../text/ledger.ts'
import { targetTexts } from '../../../text/targets.ts'
import { useFormat } from '../../../ui/format.ts'
import { Chip } from '../../../ui/marks.tsx'
import { Panel, useTitle } from '../../../ui/page.tsx'
import { ErrorState, Loading } from '../../../ui/states.tsx'
import { LedgerLinks } from '../shared/ledger-links.tsx'
import { countingActuals } from './chart-scale.ts'
import { StandingMark } from './standing-mark.tsx'
import { FollowsPanel } from './follows-panel.tsx'
import { ActualsPanel, HistoryPanel, RelatedPanel, SuggestionsPanel, YearTable } from './target-panels.tsx'
import type { TargetDialog } from './target-panels.tsx'
import { TargetChart } from './target-chart.tsx'
import { sendTargetAct, targetQuery } from './target-state.ts'
import { attainmentWords, targetReasonWords, wantedWords, withUnit } from './target-words.ts'
import '../../../ui/plain-table.css'
import '../duty/duty-page.css'
import './targets.css'

const ActualDialog = lazy(async () => ({ default: (await import('./target-dialogs.tsx')).ActualDialog }))
const AcceptDialog = lazy(async () => ({ default: (await import('./target-dialogs.tsx')).AcceptDialog }))
const WithdrawDialog = lazy(async () => ({ default: (await import('./target-dialogs.tsx')).WithdrawDialog }))
const ChangeTargetDialog = lazy(async () => ({
  default: (await import('./target-dialogs.tsx')).ChangeTargetDialog,
}))

/** One target from its sentence, through base, yearly values, path and forecast, to what later documents report. */
export function TargetPage() {
  const targetId = usePathParam('targetId')
  const { data, error, refetch } = useQuery(targetQuery(targetId))
  useTitle(data?.target.indicator ?? '')
  if (data) return <Target key={targetId} page={data} />
  if (error)
    return (
      <div className="page">
        <ErrorState error={error} retry={() => void refetch()} />
      </div>
    )
  return <Loading />
}

function Target({ page }: { readonly page: TargetView }) {
  const t = useText(targetTexts)
  const format = useFormat()
  const [dialog, setDialog] = useState<TargetDialog | null>(null)
  const [accepting, setAccepting] = useState<string | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const { target, sentence } = page
  const close = () => setDialog(null)

  /** A year that has no value takes the figure at once; one that has asks for a reason. */
  async function accept(suggestion: TargetView['suggestions'][number]) {
    if (countingActuals(page).some(({ year }) => year === suggestion.year)) {
      setDialog({ kind: 'accept', suggestion })
      return
    }
    setAccepting(`${suggestion.itemId} ${suggestion.year}`)
    setFailed(null)
    try {
      await sendTargetAct(target.id, {
        kind: 'actual',
        body: { from: 'document', version: target.version, itemId: suggestion.itemId, year: suggestion.year },
      })
    } catch (error) {
      setFailed(error)
    } finally {
      setAccepting(null)
    }
  }

  return (
    <div className="duty">
      <div className="duty-grid">
        <div className="duty-top">
          <LedgerLinks />
          <TargetHead page={page} />
        </div>
        <div className="duty-main">
          <Panel title={t('chart')}>
            <div className="target-years">
              <TargetChart page={page} />
              <YearTable page={page} />
            </div>
          </Panel>
          <Panel title={t('why', { standing: t(`standing.${target.standing}`) })}>
            <ul className="target-reasons">
              {page.because.map((reason, at) => (
                <li key={at}>{targetReasonWords(reason, target.levelUnit, format.language)}</li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('sentence')}>
            {sentence ? (
              <>
                <blockquote className="duty-quote" lang="zh">
                  {sentence.quote}
                </blockquote>
                <p className="small">
                  <span lang="zh">{sentence.documentTitle}</span>{' '}
                  <AddressLink href={sentence.href} className="duty-to-text">
                    {t('inReadingRoom')}
                  </AddressLink>
                </p>
              </>
            ) : (
              <p className="soft">{t('noSentence')}</p>
            )}
          </Panel>
          <ActualsPanel page={page} onOpen={setDialog} />
          <SuggestionsPanel
            page={page}
            accepting={accepting}
            onAccept={(suggestion) => void accept(suggestion)}
          />
          {failed ? <ErrorState error={failed} /> : null}
          <RelatedPanel page={page} />
          <HistoryPanel page={page} />
        </div>
        <aside className="duty-side">
          <Panel title={t('can')}>
            {page.can.length === 0 ? <p className="soft">{t('canReadOnly')}</p> : null}
            <div className="duty-acts">
              {page.can.includes('actual') ? (
                <Button type="primary" block onClick={() => setDialog({ kind: 'actual' })}>
                  {t('act.actual')}
                </Button>
              ) : null}
              {page.can.includes('change') ? (
                <Button block onClick={() => setDialog({ kind: 'change' })}>
                  {t('act.change')}
                </Button>
              ) : null}
            </div>
          </Panel>
          <FollowsPanel page={page} />
        </aside>
      </div>
      <Suspense fallback={null}>
        {dialog === null ? null : dialog.kind === 'actual' ? (
          <ActualDialog page={page} onClose={close} />
        ) : dialog.kind === 'accept' ? (
          <AcceptDialog page={page} suggestion={dialog.suggestion} onClose={close} />
        ) : dialog.kind === 'withdraw' ? (
          <WithdrawDialog page={page} actual={dialog.actual} onClose={close} />
        ) : (
          <ChangeTargetDialog page={page} onClose={close} />
        )}
      </Suspense>
    </div>
  )
}

function TargetHead({ page: { target, path } }: { readonly page: TargetView }) {
  const t = useText(targetTexts)
  const ledger = useText(ledgerTexts)
  const format = useFormat()
  const { levelUnit, latest, baseYear, baseValue } = target
  return (
    <header className="duty-head">
      <nav className="duty-crumbs small" aria-label={t('targets')}>
        <AddressLink href="/ledger/targets">{t('allTargets')}</AddressLink>
      </nav>
      <div className="duty-title">
        <h1 lang="zh" tabIndex={-1}>
          {target.indicator}
          {target.year === null ? '' : ` · ${t('years', { year: String(target.year) })}`}
        </h1>
      </div>
      <div className="duty-chips">
        <Chip>{t('serial', { n: String(target.serial) })}</Chip>
        {target.scope ? <Chip>{t('scope', { scope: target.scope })}</Chip> : null}
        <Chip>{ledger(`visibility.${target.visibility}`)}</Chip>
        {target.forEvaluation ? <Chip>{t('forEvaluation')}</Chip> : null}
        {target.synthetic ? <Chip title={ledger('demoWhy')}>{ledger('demo')}</Chip> : null}
      </div>
      <dl className="duty-facts panel">
        <Fact name={t('standing')}>
          <StandingMark standing={target.standing} />
        </Fact>
        <Fact name={t('wanted')}>
          <b>{wantedWords(target, format.language)}</b>
        </Fact>
        <Fact name={t('latest')}>
          {latest
            ? t('valueOf', { year: String(latest.year), value: withUnit(latest.value, levelUnit) })
            : t('noActual')}
        </Fact>
        <Fact name={t('attainment')}>
          {target.attainment === null ? (
            '—'
          ) : (
            <span title={t('attainmentWhy')}>{attainmentWords(target.attainment)}</span>
          )}
        </Fact>
        <Fact name={t('base')}>
          {baseYear !== null && baseValue !== null
            ? t('baseOf', { year: String(baseYear), value: withUnit(baseValue, levelUnit) })
            : t('noBase')}
        </Fact>
        <Fact name={t('path')}>{t(target.kind === 'growth' ? 'path.growth' : `path.${path}`)}</Fact>
        <Fact name={t('lead')}>{target.lead ? format.name(target.lead) : '—'}</Fact>
        <Fact name={t('document')}>
          <span lang="zh">{target.document?.title ?? '—'}</span>
        </Fact>
      </dl>
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
