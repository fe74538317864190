import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ApplicationRow } from '#contract/policies'
import { AddressLink } from '../../../app/address-link.tsx'
import { organisationsQuery } from '../../../app/organisations.ts'
import { policyApplicationTexts } from '../../../text/policy-applications.ts'
import { useText } from '../../../text/index.ts'
import { DemoMark } from '../../../ui/filings/state-marks.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusMark } from '../../../ui/marks.tsx'
import { ApplicationMark } from '../../../ui/policies/application-mark.tsx'
import { useSay } from '../../../ui/say.ts'
import type { TableColumn } from '../../../ui/virtual-table.tsx'

/** The columns of the list of applications. */
export function useApplicationColumns(): readonly TableColumn<ApplicationRow>[] {
  const t = useText(policyApplicationTexts)
  const say = useSay()
  const format = useFormat()
  const { data } = useQuery(organisationsQuery())
  return useMemo(() => {
    const none = <span className="faint">—</span>
    const amount = (value: number | null) => (value === null ? none : format.number(value))
    const unit = `（${t('amountUnit')}）`
    const parkName = ({ id, name }: { readonly id: string; readonly name: string }) => {
      const park = data?.organisations.find((each) => each.id === id)
      return park ? format.name({ name: park.shortName, nameEn: park.nameEn }) : name
    }
    return [
      {
        id: 'enterprise',
        name: t('enterprise'),
        cell: (row) => (
          <>
            <AddressLink href={`/policies/applications/${row.id}`} title={row.enterprise.name}>
              <span lang={format.language === 'en' ? 'zh' : undefined}>{row.enterprise.name}</span>
            </AddressLink>{' '}
            <DemoMark of={{ name: row.enterprise.name, synthetic: row.synthetic }} />
          </>
        ),
      },
      {
        id: 'policy',
        name: t('policy'),
        width: 196,
        cell: (row) => <span title={say(row.policy.title)}>{say(row.policy.title)}</span>,
      },
      {
        id: 'park',
        name: t('park'),
        width: 100,
        isExtra: true,
        cell: (row) => (row.park ? parkName(row.park) : none),
      },
      {
        id: 'state',
        name: t('state'),
        width: format.language === 'en' ? 158 : 132,
        cell: (row) => <ApplicationMark state={row.state} />,
      },
      {
        id: 'worked',
        name: t('worked'),
        title: `${t('worked')}${unit}`,
        width: 86,
        isNumber: true,
        isExtra: true,
        cell: (row) => amount(row.worked),
      },
      {
        id: 'approved',
        name: t('approved'),
        title: `${t('approved')}${unit}`,
        width: 74,
        isNumber: true,
        cell: (row) => amount(row.approved),
      },
      {
        id: 'paid',
        name: t('paid'),
        title: `${t('paid')}${unit}`,
        width: 74,
        isNumber: true,
        cell: (row) => (row.paid === 0 ? none : format.number(row.paid)),
      },
      {
        id: 'flags',
        name: t('flags'),
        width: 88,
        cell: (row) =>
          row.openFlags === 0 ? (
            none
          ) : (
            <StatusMark tone="bad">{t('openFlags', { n: row.openFlags })}</StatusMark>
          ),
      },
      {
        id: 'at',
        name: t('at'),
        width: 134,
        isExtra: true,
        cell: (row) => format.dayOf(row.at),
      },
    ]
  }, [t, say, format, data])
}
