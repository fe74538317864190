import { useMemo } from 'react'
import type { ApplicationRow } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { policyDirectTexts } from '../../../text/policy-direct.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import type { TableColumn } from '../../../ui/virtual-table.tsx'
import type { DirectListView } from './direct-marks.tsx'
import { useParkNames } from './use-park-names.ts'

/** The columns of one list; before it is sent there are no applications to open yet. */
export function useDirectColumns(state: DirectListView['state']): readonly TableColumn<ApplicationRow>[] {
  const t = useText(policyDirectTexts)
  const format = useFormat()
  const parkName = useParkNames()
  return useMemo(() => {
    const none = <span className="faint">—</span>
    const columns: TableColumn<ApplicationRow>[] = [
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: ({ enterprise, synthetic }) => (
          <>
            <AddressLink href={`/enterprises/${enterprise.id}`} title={enterprise.name}>
              <span lang={format.language === 'en' ? 'zh' : undefined}>{enterprise.name}</span>
            </AddressLink>{' '}
            <DemoMark of={{ name: enterprise.name, synthetic }} />
          </>
        ),
      },
      {
        id: 'park',
        name: t('park'),
        width: format.language === 'en' ? 136 : 96,
        cell: ({ park }) => (park ? parkName(park) : <span className="soft">{t('outside')}</span>),
      },
      {
        id: 'amount',
        name: t('rowAmount'),
        title: t('rowAmountWhy'),
        width: 90,
        isNumber: true,
        cell: ({ approved, worked }) => {
          const amount = approved ?? worked
          return amount === null ? none : format.number(amount)
        },
      },
      {
        id: 'why',
        name: t('why'),
        width: 100,
        cell: ({ enterprise, policy }) => (
          <AddressLink href={`/enterprises/${enterprise.id}?tab=policies&policy=${policy.id}`}>
            {t('whyRow')}
          </AddressLink>
        ),
      },
      {
        id: 'flags',
        name: t('warnings'),
        width: 100,
        cell: ({ openFlags }) =>
          openFlags === 0 ? none : <StatusMark tone="bad">{t('openFlags', { n: openFlags })}</StatusMark>,
      },
      {
        id: 'state',
        name: t('rowState'),
        width: format.language === 'en' ? 216 : 150,
        cell: (row) =>
          state === 'drawn' ? (
            <StatusMark tone="neutral">{t('unsent')}</StatusMark>
          ) : (
            <ApplicationMark state={row.state} />
          ),
      },
    ]
    if (state === 'sent')
      columns.push(
        {
          id: 'paid',
          name: t('rowPaid'),
          title: t('rowPaidWhy'),
          width: 80,
          isNumber: true,
          cell: ({ paid }) => (paid === 0 ? none : format.number(paid)),
        },
        {
          id: 'application',
          name: t('application'),
          width: 100,
          cell: ({ id }) => <AddressLink href={`/policies/applications/${id}`}>{t('openRow')}</AddressLink>,
        },
      )
    return columns
  }, [t, format, parkName, state])
}
