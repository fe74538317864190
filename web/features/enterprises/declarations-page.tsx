import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { DeclarationState as State, listDeclarations } from '#contract/rules'
import type { Declaration } from '#contract/rules'
import type { ResponseOf } from '../../../src/features/route-contract.ts'
import { AddressLink } from '../../app/address-link.tsx'
import { call } from '../../app/api-client.ts'
import { useAddress } from '../../app/address.ts'
import { collectionTexts } from '../../text/collection.ts'
import { enterpriseFactTexts } from '../../text/enterprises-facts.ts'
import { useText } from '../../text/index.ts'
import { FilterChoice } from '../../ui/filter-choice.tsx'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { Panel, useTitle } from '../../ui/page.tsx'
import { useSay } from '../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/states.tsx'
import { DemoMark } from '../../ui/filings/state-marks.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import type { TableColumn } from '../../ui/virtual-table.tsx'
import { RegisterLinks } from './register-links.tsx'
import { DecideDialog } from './facts/decide-dialog.tsx'
import type { Decision } from './facts/decide-dialog.tsx'
import {
  DeclarationFiles,
  DeclarationState,
  DeclaredValue,
  DecisionButtons,
} from './facts/declaration-parts.tsx'
import { declarationsKey, ruleBookQuery } from './queries.ts'
import '../../ui/list-page.css'
import './facts/facts.css'

type Answer = ResponseOf<typeof listDeclarations>
const rowsOf = ({ declarations }: Answer) => declarations
const keyOf = ({ id }: Declaration) => id
/** In the address, all states are a state of their own; nothing said is what waits. */
const ANY = 'any'

/** What enterprises said of themselves and waits for the park or the office. */
export function DeclarationsPage() {
  const t = useText(enterpriseFactTexts)
  const keys = useText(collectionTexts)
  const [address, change] = useAddress<'state' | 'row'>()
  const given = State.safeParse(address.state)
  const state = address.state === ANY ? undefined : given.success ? given.data : 'declared'
  const pages = usePages<Answer, Declaration>({
    key: [...declarationsKey, state ?? ANY],
    read: (page, signal) => call(listDeclarations, { query: { ...page, state }, signal }),
    rowsOf,
  })
  const current = /^\d{1,7}$/.test(address.row ?? '') ? Number(address.row) : 0
  const setCurrent = useCallback((row: number) => change({ row: String(row) }), [change])
  const [deciding, setDeciding] = useState<{
    readonly declaration: Declaration
    readonly decision: Decision
  } | null>(null)
  const at = pages.rowAt(current)
  const decide = (decision: Decision) =>
    at?.can.includes(decision) ? () => setDeciding({ declaration: at, decision }) : undefined
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: decide('confirm'),
    x: decide('refuse'),
  })
  const columns = useDeclarationColumns()
  useTitle(t('waitingTitle'))
  return (
    <div className="page list-page">
      <RegisterLinks />
      <header className="page-head">
        <div>
          <h1>{t('waitingTitle')}</h1>
          <div className="soft">{t('waitingNote')}</div>
        </div>
      </header>
      <div className="list-filters">
        <FilterChoice
          label={t('state')}
          any={t('anyState')}
          value={state}
          options={State.options.map((value) => ({ value, label: t(`state.${value}`) }))}
          onValue={(value) => change({ state: value === '' ? ANY : value, row: null })}
        />
      </div>
      <div className="list-bar no-print">
        {pages.first ? (
          <span className="soft small" aria-live="polite">
            {t('waiting', { n: pages.first.waiting })}
          </span>
        ) : null}
        <span className="list-keys small soft">
          <kbd>j</kbd> <kbd>k</kbd> {keys('keyMove')} <kbd>↵</kbd> {t('keyConfirm')} <kbd>x</kbd>{' '}
          {t('keyRefuse')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total === 0 ? (
        state === 'declared' ? (
          <EmptyState title={t('waitingNone')}>{t('waitingNoneWhy')}</EmptyState>
        ) : (
          <EmptyState title={t('noneOfState')} />
        )
      ) : null}
      {pages.ready && pages.total > 0 ? (
        <div className="declarations-layout">
          <VirtualTable
            label={t('waitingTitle')}
            pages={pages}
            columns={columns}
            keyOf={keyOf}
            current={current}
            onCurrent={setCurrent}
            minWidth={460}
          />
          {at ? (
            <div className="declarations-panel">
              <DeclarationPanel
                declaration={at}
                onDecide={(decision) => setDeciding({ declaration: at, decision })}
              />
            </div>
          ) : null}
        </div>
      ) : null}
      {deciding ? <DecideDialog {...deciding} onClose={() => setDeciding(null)} /> : null}
    </div>
  )
}

/** A value with the words of its fact. */
function NamedValue({ declaration }: { readonly declaration: Declaration }) {
  const { data } = useQuery(ruleBookQuery)
  const options = data?.facts.find(({ code }) => code === declaration.fact)?.options
  return <DeclaredValue declaration={declaration} words={options ? [...options] : undefined} />
}

function useDeclarationColumns(): readonly TableColumn<Declaration>[] {
  const t = useText(enterpriseFactTexts)
  const say = useSay()
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: ({ enterprise, synthetic }) => (
          <span title={enterprise.name}>
            <span lang="zh">{enterprise.name}</span> <DemoMark of={{ name: enterprise.name, synthetic }} />
          </span>
        ),
      },
      { id: 'fact', name: t('fact'), width: 170, cell: ({ title }) => say(title) },
      {
        id: 'value',
        name: t('value'),
        width: 130,
        isNumber: true,
        cell: (declaration) => <NamedValue declaration={declaration} />,
      },
      {
        id: 'at',
        name: t('at'),
        width: 130,
        isExtra: true,
        cell: ({ at }) => format.dayOf(at),
      },
      {
        id: 'state',
        name: t('state'),
        isExtra: true,
        width: format.language === 'en' ? 190 : 120,
        cell: ({ state }) => <DeclarationState state={state} />,
      },
    ],
    [t, say, format],
  )
}

function DeclarationPanel({
  declaration,
  onDecide,
}: {
  readonly declaration: Declaration
  readonly onDecide: (decision: Decision) => void
}) {
  const t = useText(enterpriseFactTexts)
  const say = useSay()
  const format = useFormat()
  const { enterprise, decidedAt, decidedByName } = declaration
  return (
    <Panel title={t('decisionPanel')}>
      <dl>
        <dt>{t('enterprise')}</dt>
        <dd>
          <AddressLink
            href={`/enterprises/${enterprise.id}?tab=facts&fact=${encodeURIComponent(declaration.fact)}`}
            title={t('openEnterprise')}
          >
            <span lang="zh">{enterprise.name}</span>
          </AddressLink>
          <div className="small soft">{enterprise.creditCode}</div>
        </dd>
        <dt>{t('fact')}</dt>
        <dd>{say(declaration.title)}</dd>
        <dt>{t('value')}</dt>
        <dd>
          <NamedValue declaration={declaration} />
        </dd>
        <dt>{t('validity')}</dt>
        <dd>{t('valid', { from: format.date(declaration.from), to: format.date(declaration.to) })}</dd>
        <dt>{t('at')}</dt>
        <dd>
          {t('by', { name: declaration.byName, at: format.moment(declaration.at) })}
          {declaration.note === null ? null : <div lang="zh">{declaration.note}</div>}
        </dd>
        <dt>{t('papersColumn')}</dt>
        <dd>{declaration.files.length === 0 ? '—' : <DeclarationFiles files={declaration.files} />}</dd>
        <dt>{t('state')}</dt>
        <dd>
          <DeclarationState state={declaration.state} />
          {decidedAt !== null && decidedByName !== null ? (
            <div className="small soft">
              {t('decided', {
                name: decidedByName,
                at: format.moment(decidedAt),
                reason: declaration.decisionReason ?? '—',
              })}
            </div>
          ) : null}
        </dd>
      </dl>
      <DecisionButtons can={declaration.can} onDecide={onDecide} />
    </Panel>
  )
}
