import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { listSimulations } from '#contract/policies'
import type { SimulationRow } from '#contract/policies'
import type { ResponseOf } from '../../../../src/features/route-contract.ts'
import { AddressLink } from '../../../app/address-link.tsx'
import { call } from '../../../app/api-client.ts'
import { useAddress } from '../../../app/address.ts'
import { simulationTexts } from '../../../text/policy-simulations.ts'
import { useText } from '../../../text/index.ts'
import { FilterChoice } from '../../../ui/filter-choice.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useKeys } from '../../../ui/keys.ts'
import { LinkButton } from '../../../ui/link-button.tsx'
import { useTitle } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.ts'
import { EmptyState, ErrorState, Loading } from '../../../ui/states.tsx'
import { usePages } from '../../../ui/use-pages.ts'
import { VirtualTable } from '../../../ui/virtual-table.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import { PolicyLinks } from '../shared/policy-links.tsx'
import { AgainstBudget } from './against-budget.tsx'
import { policyChoicesQuery, simulationsKey } from './simulation-queries.ts'
import { SimulationTitle } from './simulation-title.tsx'
import '../../../ui/list-page.css'
import './simulations.css'

type Answer = ResponseOf<typeof listSimulations>
const rowsOf = ({ simulations }: Answer) => simulations
const keyOf = ({ id }: SimulationRow) => id

/** 政策测算: all simulations so far. */
export function SimulationsPage() {
  const t = useText(simulationTexts)
  const say = useSay()
  const { compare } = useFormat()
  const [{ policy, row }, change] = useAddress<'policy' | 'row'>()
  const pages = usePages<Answer, SimulationRow>({
    key: [...simulationsKey, 'list', policy ?? ''],
    read: ({ offset, limit }, signal) =>
      call(listSimulations, {
        query: { ...(policy ? { policy } : {}), offset: String(offset), limit: String(limit) },
        signal,
      }),
    rowsOf,
  })
  const { data: choices } = useQuery(policyChoicesQuery)
  const columns = useColumns()
  const current = /^\d{1,5}$/u.test(row ?? '') ? Number(row) : -1
  const setCurrent = useCallback((next: number) => change({ row: String(next) }), [change])
  const router = useRouter()
  const at = pages.rowAt(current)
  useKeys({
    j: () => pages.total > 0 && setCurrent(Math.min(pages.total - 1, current + 1)),
    k: () => pages.total > 0 && setCurrent(Math.max(0, current - 1)),
    Enter: at ? () => router.history.push(`/policies/simulations/${at.id}`) : undefined,
  })
  useTitle(t('title'))
  const create = (
    <LinkButton
      className="link-button-primary"
      href={`/policies/simulations/new${policy ? `?policy=${policy}` : ''}`}
    >
      {t('create')}
    </LinkButton>
  )
  return (
    <div className="page list-page">
      <PolicyLinks />
      <header className="page-head">
        <div>
          <h1>{t('title')}</h1>
          <div className="soft">{t('note')}</div>
        </div>
        <div className="page-actions no-print">{create}</div>
      </header>
      <div className="list-bar no-print">
        <div className="list-filters">
          <FilterChoice
            label={t('filterPolicy')}
            any={t('anyPolicy')}
            value={policy}
            options={(choices?.policies ?? [])
              .map(({ id, title }) => ({ value: id, label: say(title) }))
              .toSorted((one, other) => compare(one.label, other.label))}
            onValue={(value) => change({ policy: value, row: null })}
          />
        </div>
        {pages.ready ? (
          <span className="soft small" aria-live="polite">
            {t('total', { n: pages.total })}
          </span>
        ) : null}
        <span className="list-keys small soft" aria-label={t('keys')}>
          <kbd>j</kbd> <kbd>k</kbd> {t('keyMove')} <kbd>↵</kbd> {t('keyOpen')}
        </span>
      </div>
      {pages.error ? <ErrorState error={pages.error} retry={pages.retry} /> : null}
      {!pages.ready && !pages.error ? <Loading /> : null}
      {pages.ready && pages.total > 0 ? (
        <VirtualTable
          label={t('title')}
          pages={pages}
          columns={columns}
          keyOf={keyOf}
          current={current}
          onCurrent={setCurrent}
          minWidth={760}
        />
      ) : null}
      {pages.ready && pages.total === 0 ? (
        <EmptyState title={policy ? t('noneOfPolicy') : t('none')} action={create}>
          {t('noneWhy')}
        </EmptyState>
      ) : null}
    </div>
  )
}

function useColumns(): readonly TableColumn<SimulationRow>[] {
  const t = useText(simulationTexts)
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'title',
        name: t('heading'),
        cell: ({ id, title }) => (
          <AddressLink href={`/policies/simulations/${id}`}>
            <SimulationTitle title={title} />
          </AddressLink>
        ),
      },
      { id: 'on', name: t('day'), width: 112, isExtra: true, cell: ({ on }) => format.date(on) },
      {
        id: 'yes',
        name: t('yes'),
        title: t('yesWhy'),
        width: 120,
        isNumber: true,
        cell: ({ yes }) => <FromTo {...yes} />,
      },
      {
        id: 'cost',
        name: t('cost'),
        title: t('costWhy'),
        width: 180,
        isNumber: true,
        cell: ({ cost }) => <FromTo {...cost} />,
      },
      {
        id: 'budget',
        name: t('against'),
        width: 144,
        cell: (row) => <AgainstBudget cost={row.cost.after} limit={row.budget?.after ?? null} />,
      },
      {
        id: 'by',
        name: t('by'),
        width: 130,
        isExtra: true,
        cell: ({ byName }) => <span lang="zh">{byName}</span>,
      },
      { id: 'at', name: t('at'), width: 96, cell: ({ at }) => format.since(at) },
    ],
    [t, format],
  )
}

function FromTo({ before, after }: { readonly before: number; readonly after: number }) {
  const { number } = useFormat()
  return (
    <>
      <span className="soft">{number(before)} →</span> {number(after)}
    </>
  )
}
